"""Cutting the power of a real process: forked, so that nothing is imported again, and killed with SIGKILL.

`cut` kills it on the edge of its nth call that changes a file (it is traced: ptrace, Linux on x86-64 and ARM64), which
finds the narrow places that a clock would miss; `killed_after` kills it after some time, wherever it may be.
"""

from __future__ import annotations

import ctypes
import os
import platform
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

Work = Callable[[int], object]
"""Done in the process to be killed; what it writes into the file descriptor is known afterwards."""

_CALLS = {
    "x86_64": {
        **{1: "write", 18: "write", 20: "write", 40: "write", 326: "write", 77: "truncate", 74: "sync", 75: "sync"},
        **{82: "rename", 264: "rename", 316: "rename", 87: "unlink", 263: "unlink", 83: "mkdir", 257: "open"},
    },
    "aarch64": {
        **{64: "write", 68: "write", 66: "write", 71: "write", 285: "write", 46: "truncate", 82: "sync", 83: "sync"},
        **{38: "rename", 276: "rename", 35: "unlink", 34: "mkdir", 56: "open"},
    },
}
"""Machine -> number of a system call -> what it does to files."""

_TRACEME, _SYSCALL, _SETOPTIONS, _SYSCALL_INFO = 0, 24, 0x4200, 0x420E
_STOPS_MARKED, _KILLED_WITH_US = 1, 0x100000
_ENTERED = 1
_STOPPED_BY_CALL = signal.SIGTRAP | 0x80


@dataclass(frozen=True)
class Cut:
    """What became of a process."""

    reported: bytes
    calls: int
    """that change files, made until then"""
    before: str = ""
    """kind of the call it was killed at, which was not made any more; empty: it came to its end"""


def can_trace() -> bool:
    """Whether calls can be counted here; otherwise time must do."""
    return sys.platform == "linux" and platform.machine() in _CALLS


def cut(work: Work, at: int | None = None) -> Cut:
    """Run work(fd) in a process of its own and kill it instead of its nth change of a file (None: never)."""
    child, reading = _forked(work, traced=True)
    calls, before = _followed(child, at)
    return Cut(_read_all(reading), calls, before)


def killed_after(seconds: float, work: Work) -> bytes:
    """Run work(fd) in a process of its own, kill it so long after its first word; what it had reported by then."""
    child, reading = _forked(work, traced=False)
    os.read(reading, 1)  # the child is at work
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return _read_all(reading)


def _forked(work: Work, *, traced: bool) -> tuple[int, int]:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            if traced:
                if _ptrace(_TRACEME, 0, 0, 0) != 0:
                    os._exit(1)
                os.kill(os.getpid(), signal.SIGSTOP)
            work(writing)
        finally:
            os._exit(0)
    os.close(writing)
    return child, reading


def _followed(child: int, at: int | None) -> tuple[int, str]:
    names, info = _CALLS[platform.machine()], (ctypes.c_uint64 * 16)()
    _, status = os.waitpid(child, 0)
    assert os.WIFSTOPPED(status), "the system does not let this process be traced"
    _ptrace(_SETOPTIONS, child, 0, _STOPS_MARKED | _KILLED_WITH_US)
    calls, passed_on = 0, 0
    while True:
        _ptrace(_SYSCALL, child, 0, passed_on)
        _, status = os.waitpid(child, 0)
        if not os.WIFSTOPPED(status):
            return calls, ""
        passed_on = os.WSTOPSIG(status)
        if passed_on != _STOPPED_BY_CALL:
            continue
        passed_on = 0
        _ptrace(_SYSCALL_INFO, child, ctypes.sizeof(info), ctypes.addressof(info))
        name = names.get(info[3]) if info[0] & 0xFF == _ENTERED else None
        if name is None or (name == "open" and not info[6] & os.O_CREAT):
            continue
        calls += 1
        if calls == at:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return calls, name


def _ptrace(request: int, process: int, place: int, value: int) -> int:
    call = ctypes.CDLL(None, use_errno=True).ptrace
    call.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
    call.restype = ctypes.c_long
    return int(call(request, process, place, value))


def _read_all(reading: int) -> bytes:
    reported = b""
    while chunk := os.read(reading, 65536):
        reported += chunk
    os.close(reading)
    return reported
