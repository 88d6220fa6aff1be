"""A PC of an office as its clerk has it: the real program as a process of its own, with its own data, keys and home."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.terminal import Terminal

_FRAMES = re.compile(r"[\s│┌┐└┘─▌▎▆▂▃▄▅▇█]+")

CODE = r"(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}"
WORDS = r"(?:[a-z]+ ){7}[a-z]+"

PATIENCE = 60.0
"""Seconds until something is given up that should come at once; only a machine that is very busy needs them."""


class RealPC:
    """Starts, is typed on, read, cut off from power, and asked by command."""

    def __init__(self, folder: Path, columns: int, rows: int) -> None:
        self.folder = folder
        self.db = folder / "kinerja.db"
        self._keys = folder / "kunci"
        self._size = {"columns": columns, "rows": rows}
        home = folder / "rumah"
        home.mkdir(parents=True)
        names = ("HOME", "USERPROFILE", "XDG_DATA_HOME", "XDG_STATE_HOME")
        self._env = {
            **dict.fromkeys(names, str(home)),
            "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        }
        self._terminal: Terminal | None = None

    # -- the screen

    def start(self, first: str = "Yang perlu dikerjakan") -> None:
        """Open the program and wait for its first screen."""
        places = ("--db", str(self.db), "--kunci", str(self._keys))
        self._terminal = Terminal((sys.executable, "-m", "kinerja_tui", *places), env=self._env, **self._size)
        self.sees(first)

    def stop(self) -> None:
        """Leave the program with its key."""
        self.terminal.send("ctrl+q")
        self.terminal.wait_exit()
        self._terminal = None

    def loses_power(self) -> None:
        """kill -9; harmless when it does not run."""
        if self._terminal is not None:
            self._terminal.kill()
            self._terminal = None

    @property
    def terminal(self) -> Terminal:
        assert self._terminal is not None, "not started"
        return self._terminal

    @property
    def text(self) -> str:
        """The screen as running text, without frames, so that a wrapped sentence is found."""
        return _flat(self.terminal.text)

    def sees(self, *wanted: str) -> str:
        """Wait until the screen says all of this; returns what it says."""
        self._waits(lambda text: all(words in text for words in wanted), wanted)
        return self.text

    def no_longer_sees(self, words: str) -> None:
        """Wait until the screen does not say this any more."""
        self._waits(lambda text: words not in text, ("gone", words))

    def finds(self, pattern: str) -> str:
        """Wait for words of this shape; returns them."""
        self._waits(lambda text: re.search(pattern, text) is not None, (pattern,))
        found = re.search(pattern, self.text)
        assert found is not None
        return found[found.re.groups]

    def _waits(self, shows: Callable[[str], bool], wanted: Sequence[str]) -> None:
        try:
            self.terminal.wait_for(lambda text: shows(_flat(text)), seconds=PATIENCE)
        except TimeoutError as error:
            raise AssertionError(f"never came: {wanted}\n{self.terminal.text}") from error

    def types(self, *keys: str) -> None:
        """Press keys (names, or text to be typed)."""
        self.terminal.send(*keys)

    def opens(self, digit: str, title: str) -> None:
        """A screen by its digit, from any list."""
        self.types(digit)
        self.sees(title)

    # -- the command line, while the program is closed or for what needs no data

    def runs(self, *arguments: object, code: int = 0) -> str:
        """A command of the program on this PC; returns what it said."""
        done = subprocess.run(
            [sys.executable, "-m", "kinerja_tui", *map(str, arguments)],
            env={**os.environ, **self._env}, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        said = done.stdout + done.stderr
        assert done.returncode == code, said
        return said

    def runs_on_its_data(self, *arguments: object, code: int = 0) -> str:
        """A command that works on this PC's database."""
        return self.runs(*arguments, "--db", self.db, "--kunci", self._keys, code=code)

    def looks_into(self, bundle: Path) -> str:
        """`kinerja periksa` with this PC's keys."""
        return self.runs("periksa", bundle, "--kunci", self._keys)

    def rows(self, table: str) -> list[tuple[object, ...]]:
        """Everything in a table, in one order on every PC."""
        connection = sqlite3.connect(self.db)
        try:
            return connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()
        finally:
            connection.close()


def _flat(text: str) -> str:
    return _FRAMES.sub(" ", text)
