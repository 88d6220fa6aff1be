"""A program in a pseudo-terminal whose output is timed first and looked at later."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.terminal import Terminal

SIZE = {"columns": 120, "rows": 40}


@dataclass(frozen=True)
class Program:
    """What is started, and how one sees that it is ready."""

    argv: tuple[str, ...]
    shows: str = "Pegawai aktif"
    """words that its first screen draws in one go"""
    env: Mapping[str, str] = field(default_factory=dict)
    quit: tuple[str, ...] = ("ctrl+q",)


def bare(kind: str) -> Program:
    """One of the apps to compare with."""
    return Program((sys.executable, "-m", "tests.benchmarks.bare", kind))


def kinerja(folder: Path, home: str) -> Program:
    """The program as it is started every day, without arguments, in the home of one of the databases."""
    return Program((sys.executable, "-m", "kinerja_tui"), env={"XDG_DATA_HOME": str(folder / home)})


class Probe(Terminal):
    """Keeps the output as bytes: emulating a terminal while the program starts would take its processor."""

    def __init__(self, program: Program) -> None:
        self._unseen: list[bytes] = []
        self._came = bytearray()
        self.program = program
        super().__init__(program.argv, env=program.env, **SIZE)

    def _feed(self, data: bytes) -> None:
        self._unseen.append(data)
        self._came += data

    @property
    def text(self) -> str:
        """The screen, a line a row."""
        for data in self._unseen:
            super()._feed(data)
        self._unseen.clear()
        return super().text

    def send(self, *keys: str) -> float:
        """As `Terminal.send`, with every Ctrl and letter."""
        ctrl = [chr(ord(key[-1]) & 0x1F) if key.startswith("ctrl+") and len(key) == 6 else key for key in keys]
        return super().send(*ctrl)

    def ready(self, seconds: float = 60.0) -> float:
        """Until the first screen is drawn; returns the moment. Raises TimeoutError."""
        return self.drawn(self.program.shows, seconds)

    def drawn(self, words: str, seconds: float = 60.0) -> float:
        """Until words were drawn in one go; returns the moment, of words seen before that of this call."""
        wanted, at, end = words.encode(), time.perf_counter(), time.perf_counter() + seconds
        while wanted not in self._came:
            at = self.read(0.05) or at
            if time.perf_counter() > end:
                raise TimeoutError(f"never drawn: {words}\n{self.text}")
        return at

    def processor(self) -> float:
        """Seconds of processor time used so far, in steps of 10 ms: says more than the clock on a busy machine."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def still_after(
        self, *keys: str, quiet: float = 0.1, until: Callable[[str], bool] | None = None, seconds: float = 20.0
    ) -> float:
        """Press keys; seconds from the last one to the last output before so much silence.

        ``until`` says of the screen that it shows what was asked for; before that no silence counts.
        """
        for key in keys[:-1]:
            self.still_after(key, quiet=quiet)
        sent = self.send(keys[-1])
        last = None
        while time.perf_counter() < sent + seconds:
            at = self.read(quiet if last else 0.5)
            last = at or last
            if at is None and last is not None and (until is None or until(self.text)):
                return last - sent
        raise TimeoutError(f"nothing came after {keys}\n{self.text}")

    def leave(self) -> float:
        """Quit; seconds until the process was gone."""
        for key in self.program.quit[:-1]:
            self.send(key)
            self.settle()
        return -self.send(self.program.quit[-1]) + self.wait_exit()
