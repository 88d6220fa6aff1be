"""The clipboard of Windows, whose old console pastes rows key by key; elsewhere the terminal brings them at once."""

from __future__ import annotations

import sys

_UNICODE_TEXT = 13
"""CF_UNICODETEXT"""


def text() -> str:
    """What lies on the clipboard as text; empty when there is none, or on another system."""
    if sys.platform != "win32":
        return ""
    import ctypes

    user, kernel = ctypes.windll.user32, ctypes.windll.kernel32
    user.GetClipboardData.restype = kernel.GlobalLock.restype = ctypes.c_void_p
    kernel.GlobalLock.argtypes = kernel.GlobalUnlock.argtypes = [ctypes.c_void_p]
    if not user.OpenClipboard(None):
        return ""
    try:
        handle = user.GetClipboardData(_UNICODE_TEXT)
        place = kernel.GlobalLock(handle) if handle else None
        if not place:
            return ""
        try:
            return ctypes.wstring_at(place)
        finally:
            kernel.GlobalUnlock(handle)
    finally:
        user.CloseClipboard()
