"""Reading beside the keys: in threads, over connections of their own, so that the screen's thread never waits for it.

Whoever asks for a reading holds it and may break it off; the others go on.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any

_IDLE = 2
"""Connections kept open for the next readings: each has read the schema and holds pages of the file."""


class Stopped(Exception):
    """The reading was broken off: nobody waits for what it finds any more."""


class Reading:
    """One question to the database, asked from another thread than the one that answers it."""

    def __init__(self) -> None:
        self._connection: sqlite3.Connection | None = None
        self._held = threading.Lock()
        self._stopped = threading.Event()

    def stop(self) -> None:
        """Break it off, from any thread: the query that runs ends with `Stopped`, and no other begins."""
        self._stopped.set()
        with self._held:
            if self._connection is not None:
                self._connection.interrupt()

    @property
    def is_stopped(self) -> bool:
        """Whether it was broken off."""
        return self._stopped.is_set()

    def check(self) -> None:
        """Raises `Stopped` once it was broken off: for long work between two queries."""
        if self.is_stopped:
            raise Stopped

    def rows(self, sql: str, values: Sequence[Any] | dict[str, Any]) -> list[tuple[Any, ...]]:
        """All rows of a query. Raises `Stopped`."""
        self.check()
        assert self._connection is not None  # it is begun by `Readings`
        try:
            found = self._connection.execute(sql, values).fetchall()
        except sqlite3.OperationalError:
            self.check()
            raise
        self.check()
        return found

    def use(self, connection: sqlite3.Connection | None) -> None:
        """Read over this connection from now on; None when it is over."""
        with self._held:
            self._connection = connection

    @property
    def connection(self) -> sqlite3.Connection:
        """What it reads over."""
        assert self._connection is not None
        return self._connection


class Readings:
    """The readings of one file that go on."""

    def __init__(self, connect: Callable[[], sqlite3.Connection]) -> None:
        self._connect = connect
        self._idle: list[sqlite3.Connection] = []
        self._going: set[Reading] = set()
        self._changed = threading.Condition()
        self._here = threading.local()

    @property
    def here(self) -> Reading | None:
        """The reading this thread is at."""
        return getattr(self._here, "reading", None)

    @contextlib.contextmanager
    def begin(self, reading: Reading) -> Iterator[Reading]:
        """Within, this thread answers ``reading``."""
        with self._changed:
            self._going.add(reading)
            connection = self._idle.pop() if self._idle else None
        before = self.here
        try:
            if connection is None:
                connection = self._connect()
            reading.use(connection)
            self._here.reading = reading
            yield reading
        finally:
            self._here.reading = before
            reading.use(None)
            with self._changed:
                self._going.discard(reading)
                if connection is not None:
                    self._idle.append(connection)
                spare = self._idle[_IDLE:]
                del self._idle[_IDLE:]
                self._changed.notify_all()
            for extra in spare:
                extra.close()

    def close(self) -> None:
        """Break all of them off and let go of their connections."""
        with self._changed:
            while self._going:
                for reading in self._going:
                    reading.stop()
                self._changed.wait()
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()
