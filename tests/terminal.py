"""A program in a pseudo-terminal: keys go in, the screen as a person sees it comes out, and it can be killed."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pyte

KEYS = {
    "enter": "\r",
    "tab": "\t",
    "esc": "\x1b",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "end": "\x1b[F",
    "pagedown": "\x1b[6~",
    "f4": "\x1bOS",
    "f9": "\x1b[20~",
    "f10": "\x1b[21~",
    "ctrl+p": "\x10",
    "ctrl+n": "\x0e",
    "ctrl+q": "\x11",
    "ctrl+u": "\x15",
}

# Questions a terminal would answer and sequences the emulator does not know.
_UNKNOWN = re.compile(rb"\x1b\[[<>=?][0-9;]*(?:\$p|[a-zA-Z])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1bP[^\x1b]*\x1b\\")
_ALTERNATE = re.compile(rb"\x1b\[\?1049[hl]")


class Terminal:
    """One process on an emulated screen. Use as a context manager; it is killed at the end if it still runs."""

    def __init__(self, argv: Sequence[str], *, columns: int = 80, rows: int = 24, env: Mapping[str, str] = {}) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self._rest = b""
        self.started = time.perf_counter()
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **env}
            environment.pop("LINES", None)
            environment.pop("COLUMNS", None)
            environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled; compiling is no start
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.execvpe(argv[0], list(argv), environment)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def send(self, *keys: str) -> float:
        """Type keys (names of `KEYS`) or plain text; returns the moment."""
        at = time.perf_counter()
        for key in keys:
            os.write(self._fd, KEYS.get(key, key).encode())
        return at

    def send_slowly(self, text: str) -> None:
        """Type a text longer than the terminal's buffer, reading meanwhile."""
        data = text.encode()
        os.set_blocking(self._fd, False)
        try:
            while data:
                try:
                    data = data[os.write(self._fd, data[:4096]) :]
                except BlockingIOError:
                    self.read(0.01)
        finally:
            os.set_blocking(self._fd, True)

    def resize(self, columns: int, rows: int) -> None:
        """The person changes the window."""
        self.screen.resize(rows, columns)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def read(self, seconds: float = 0.0) -> float | None:
        """Take what came until there is something or the time is over; the moment it came, None for nothing."""
        ready, _, _ = select.select([self._fd], [], [], seconds)
        if not ready:
            return None
        try:
            data = os.read(self._fd, 1 << 16)
        except OSError:
            return None
        if not data:
            return None
        at = time.perf_counter()
        self._feed(data)
        return at

    def _feed(self, data: bytes) -> None:
        data = self._rest + data
        # An escape sequence may be cut by the read; keep its beginning for the next one.
        cut = data.rfind(b"\x1b", -40)
        self._rest = b""
        if cut >= 0 and not re.search(rb"[a-zA-Z~\x07\\]", data[cut + 2 :]):
            data, self._rest = data[:cut], data[cut:]
        with contextlib.suppress(Exception):
            self._stream.feed(_UNKNOWN.sub(b"", _ALTERNATE.sub(b"\x1b[2J", data)))

    @property
    def text(self) -> str:
        """The screen, a line a row."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def wait_for(self, wanted: str | Callable[[str], bool], seconds: float = 20.0) -> float:
        """Read until the screen shows it; returns the moment of the output that brought it. Raises TimeoutError."""
        shows = wanted if callable(wanted) else lambda text: wanted in text
        end = time.perf_counter() + seconds
        at = time.perf_counter()
        while not shows(self.text):
            came = self.read(0.05)
            at = came or at
            if time.perf_counter() > end:
                raise TimeoutError(f"not on the screen: {wanted}\n{self.text}")
        return at

    def settle(self, quiet: float = 0.15, seconds: float = 10.0) -> None:
        """Read until nothing came for a while."""
        end = time.perf_counter() + seconds
        while self.read(quiet) is not None and time.perf_counter() < end:
            pass

    def kill(self) -> None:
        """The power is cut."""
        if self.pid:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            while self.read(0.0) is not None:
                pass
            os.waitpid(self.pid, 0)
            os.close(self._fd)
            self.pid = 0

    def wait_exit(self, seconds: float = 15.0) -> float:
        """Until the process ends by itself; returns the moment. Raises TimeoutError."""
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            pid, _ = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                os.close(self._fd)
                self.pid = 0
                return time.perf_counter()
            self.read(0.002)
        raise TimeoutError("still running")

    def memory(self) -> int:
        """Resident memory in kB."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1])  # type: ignore[index]
