"""One computer of the simulator: a database, an identity and a clock, opened fast and looked at from outside."""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import json
import shutil
import sqlite3
import sys
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any
from unittest import mock

from sqlalchemy import event

import kinerja_tui
from kinerja_tui.models import database, schema
from kinerja_tui.models.database import Database
from kinerja_tui.models.file import DatabaseFile

DISTRICT = "15.04"
OFFICE_A = "15.04.01"
OFFICE_B = "15.04.02"

PROJECTED = [*schema.PROJECTED, "conflict"]

OUR_CODE = tuple(str(Path(kinerja_tui.__file__).parent / part) for part in ("models", "handoff"))
"""Where the power may go while a PC is at work on its data."""


def fast_folder() -> Path:
    """A new folder, in memory where the system has such a place."""
    memory = Path("/dev/shm")
    return Path(tempfile.mkdtemp(prefix="kinerja-", dir=memory if memory.is_dir() else None))


@cache
def template() -> Path:
    """A migrated, empty database without an identity of its own, in small pages so that copies of it are cheap."""
    path = fast_folder() / "template.db"
    atexit.register(shutil.rmtree, path.parent, ignore_errors=True)
    DatabaseFile(path).open().close()
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA page_size = 1024")
        connection.execute("VACUUM")
    return path


_ENGINE = database._engine


@cache
def _compiled() -> list[Any]:
    return []


class Crash(BaseException):
    """The power went. No `except` of the program's can make it come back."""


class PC:
    """One computer: a database, an identity folder, a clock that may be wrong."""

    def __init__(self, root: Path, name: str, office: str, like: PC | None = None, same: bool = False) -> None:
        """``like``: on a copy of that PC's database; ``same``: with its key too, as the very PC it is."""
        self.name, self.office = name, office
        self.folder = root / name
        self.path = self.folder / "kinerja.db"
        self.clock = datetime(2026, 1, 5, 8, tzinfo=UTC)
        self._bodies: dict[str, dict[str, Any]] = {}
        if like is not None and same:
            shutil.copytree(like.folder, self.folder)
        else:
            self.folder.mkdir()
            shutil.copyfile(like.path if like else template(), self.path)
        self.open()
        if like is None:
            self.db.set_setting("operator", name)
            self.db.set_setting("office", office)

    def open(self) -> None:
        # The same PC has the same key in every run: names of changes decide what is shown in a conflict, and a history
        # that fails must fail again.
        seed = hashlib.sha512(self.name.encode()).digest()
        self._connections: list[sqlite3.Connection] = []
        with mock.patch("os.urandom", lambda size: seed[:size]), mock.patch.object(database, "_engine", self._engine):
            self.db = Database(DatabaseFile(self.path).open(), self.folder / "identity", now=lambda: self.clock)
        self.reader = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)

    def _engine(self, path: Path) -> Any:
        """SQL that was compiled for one database serves them all: it is half the cost of a short history."""
        engine: Any = _ENGINE(path)
        if not _compiled():
            _compiled().extend((engine.dialect, engine._compiled_cache))
        engine.dialect, engine._compiled_cache = _compiled()
        event.listen(engine, "connect", lambda connection, _record: self._connections.append(connection))
        return engine

    def close(self) -> None:
        self.reader.close()
        self.db.close()

    def start_again(self) -> None:
        """After a power cut: whatever the program held in memory is gone, what was not committed is not there."""
        self.reader.close()
        for connection in self._connections:
            connection.close()
        self.db.file.close()
        known = self.db.notices
        self.open()
        assert set(self.db.notices) <= set(known), "a power cut passes for a restored or copied database"

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Read with a connection of the test's own."""
        return self.reader.execute(sql, values).fetchall()

    def ids(self, where: str = "1") -> set[str]:
        return {row[0] for row in self.rows(f"SELECT id FROM journal WHERE {where}")}

    def bodies(self) -> dict[str, dict[str, Any]]:
        """Every change here, by its name, which says what it holds: each is read once."""
        ids = self.ids()
        if missing := ids - self._bodies.keys():
            for name in missing:
                body = self.rows("SELECT body FROM journal WHERE id = ?", name)[0][0]
                self._bodies[name] = json.loads(zlib.decompress(body))
        return {name: self._bodies[name] for name in ids}

    def dump(self, tables: Sequence[str] | None = None) -> dict[str, list[tuple[Any, ...]]]:
        """Everything that stands in the tables, in no order that could mean anything."""
        names = tables or [
            row[0] for row in self.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        ]
        return {name: sorted(self.rows(f'SELECT * FROM "{name}"'), key=repr) for name in names}

    def bytes(self) -> bytes:
        """The database file as it lies on the disk."""
        return self.path.read_bytes()

    def projection(self) -> dict[str, list[tuple[Any, ...]]]:
        return self.dump(PROJECTED)

    @contextlib.contextmanager
    def power_cut_at(self, line: int) -> Iterator[None]:
        """Raise `Crash` when the n-th line of the program's code is about to run; afterwards it must start again."""
        left = line

        def trace(frame: FrameType, _event: str, _arg: Any) -> Any:
            return each if frame.f_code.co_filename.startswith(OUR_CODE) else None

        def each(_frame: FrameType, event: str, _arg: Any) -> Any:
            nonlocal left
            left -= event == "line"
            if left < 0:
                sys.settrace(None)
                raise Crash
            return each

        before = sys.gettrace()
        sys.settrace(trace)
        try:
            yield
        finally:
            sys.settrace(before)

    def crash_at(self, statement: int) -> contextlib.AbstractContextManager[None]:
        """Raise `Crash` when the n-th SQL statement is about to run."""

        @contextlib.contextmanager
        def crashing() -> Iterator[None]:
            left = statement

            def count(*_args: object) -> None:
                nonlocal left
                left -= 1
                if left < 0:
                    raise Crash

            event.listen(self.db.engine, "before_cursor_execute", count)
            try:
                yield
            finally:
                event.remove(self.db.engine, "before_cursor_execute", count)

        return crashing()
