"""What takes seconds to read with ten thousand people is read in a thread; the screen says so and keeps painting."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from textual.screen import Screen

from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.screens.base import WorkScreen
from kinerja_tui.widgets.progress import Working

if TYPE_CHECKING:
    from kinerja_tui.app import KinerjaApp

Found = TypeVar("Found")

_PATIENCE = 0.4
"""Seconds after which the person is told what takes so long."""

WAIT = "Menghitung…"
"""Stands where the result will be."""


async def read_apart(app: KinerjaApp, read: Callable[[DatabaseFile], Found]) -> Found:
    """What ``read`` finds, on a connection of its own in a thread; ``read`` looks at nothing of the screen.

    Raises what ``read`` raises.
    """
    path = app.file.path

    def reading() -> Found:
        file = DatabaseFile(path)
        try:
            return read(file)
        finally:
            file.close()

    return await asyncio.to_thread(reading)


def _quietly(read: Callable[[], None]) -> None:
    with contextlib.suppress(Exception):  # it goes wrong again where it is told
        read()


async def read_ahead(app: KinerjaApp, screen: Screen[Any]) -> bool:
    """Let a screen that is going to be opened read in a thread, while keys wait for it; what it finds is kept.

    False when the person wanted it no more: what takes longer is told, and Esc stops it.
    """
    if not isinstance(screen, WorkScreen):
        return True
    reading = asyncio.ensure_future(asyncio.to_thread(_quietly, screen.read_ahead))
    await asyncio.wait({reading}, timeout=_PATIENCE)
    if reading.done():
        return True
    working = Working(f"{screen.TITLE}: menghitung")
    await app.push_screen(working)
    working.advance(0, 0, "Data semua pegawai dibaca.")
    try:
        while not reading.done():
            await asyncio.wait({reading}, timeout=1 / 30)
            if working.cancelled.is_set():
                app.file.plain.interrupt()
    finally:
        working.close()
    return not working.cancelled.is_set()
