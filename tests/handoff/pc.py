"""One computer of the simulator: a database, an identity and a clock, opened fast and looked at from outside."""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import json
import shutil
import sqlite3
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

from sqlalchemy import event

from kinerja_tui.models import schema
from kinerja_tui.models.database import Database
from kinerja_tui.models.file import DatabaseFile

DISTRICT = "15.04"
OFFICE_A = "15.04.01"
OFFICE_B = "15.04.02"

PROJECTED = [*schema.PROJECTED, "conflict"]


def fast_folder() -> Path:
    """A new folder, in memory where the system has such a place."""
    memory = Path("/dev/shm")
    return Path(tempfile.mkdtemp(prefix="kinerja-", dir=memory if memory.is_dir() else None))


@cache
def template() -> Path:
    """A migrated, empty database without an identity of its own."""
    path = fast_folder() / "template.db"
    atexit.register(shutil.rmtree, path.parent, ignore_errors=True)
    DatabaseFile(path).open().close()
    return path


@cache
def _compiled() -> list[Any]:
    return []


def compiled_statements(engine: Any) -> tuple[Any, Any]:
    """The dialect and the statement cache of the first database that was opened."""
    if not _compiled():
        _compiled().extend((engine.dialect, engine._compiled_cache))
    dialect, statements = _compiled()
    return dialect, statements


class Crash(Exception):
    """The power went."""


class PC:
    """One computer: a database, an identity folder, a clock that may be wrong."""

    def __init__(self, root: Path, name: str, office: str, like: PC | None = None) -> None:
        self.name, self.office = name, office
        self.folder = root / name
        self.folder.mkdir()
        self.path = self.folder / "kinerja.db"
        self.clock = datetime(2026, 1, 5, 8, tzinfo=UTC)
        shutil.copyfile(like.path if like else template(), self.path)
        self.open()
        if like is None:
            self.db.set_setting("operator", name)
            self.db.set_setting("office", office)

    def open(self) -> None:
        # The same PC has the same key in every run: names of changes decide what is shown in a conflict, and a history
        # that fails must fail again.
        seed = hashlib.sha512(self.name.encode()).digest()
        with mock.patch("os.urandom", lambda size: seed[:size]):
            self.db = Database(DatabaseFile(self.path).open(), self.folder / "identity", now=lambda: self.clock)
        self._share_statements()
        self.reader = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)

    def _share_statements(self) -> None:
        """SQL that was compiled for one database serves them all: it is half the cost of a short history."""
        engine: Any = self.db.engine
        engine.dialect, engine._compiled_cache = compiled_statements(engine)

    def close(self) -> None:
        self.reader.close()
        self.db.close()

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Read with a connection of the test's own."""
        return self.reader.execute(sql, values).fetchall()

    def ids(self, where: str = "1") -> set[str]:
        return {row[0] for row in self.rows(f"SELECT id FROM journal WHERE {where}")}

    def bodies(self) -> dict[str, dict[str, Any]]:
        return {name: json.loads(zlib.decompress(body)) for name, body in self.rows("SELECT id, body FROM journal")}

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
