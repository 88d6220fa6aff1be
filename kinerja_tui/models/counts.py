"""Counts that go through whole tables, remembered in the database until something is written that they may read.

The database itself forgets them: triggers on the journal, of which every projected row is a function, and on what was
handed over (migration 0022) empty the table `counted`, whoever writes, in whichever process; a migration empties it
too, and a copy or a restored backup carries what is true of it. What a query found is remembered under its text and
values, so that another day, another office or a newer program asks anew; what the program makes of it never is.

Standard library only: the first screen is painted from here.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kinerja_tui.models.file import DatabaseFile

Rows = list[tuple[Any, ...]]


class Uncounted(Exception):
    """A count is not remembered, and nobody is to wait for it."""


class Counts:
    """What is counted over a file, as of one version of it. Any thread may count; one at a time remembers."""

    def __init__(self, file: DatabaseFile) -> None:
        self._file = file
        self._version: tuple[sqlite3.Connection, int] | None = None
        """versions are those of a connection"""
        self._remembered: dict[str, str] = {}
        self._asked: dict[str, Rows] = {}
        self._at_once = 0
        """the thread that does not wait"""

    def rows(self, sql: str, values: Sequence[Any] = ()) -> Rows:
        """As `DatabaseFile.rows`; what is remembered is not looked for again.

        ``sql`` reads only projected tables and those with triggers, and no clock. Raises `Uncounted` within `at_once`.
        """
        self._look()
        asked, query = self._asked, json.dumps([sql, list(values)])
        if query not in asked:
            if query in self._remembered:
                asked[query] = [tuple(row) for row in json.loads(self._remembered[query])]
            elif self._at_once == threading.get_ident():
                raise Uncounted
            else:
                asked[query] = self._file.rows(sql, values)
        return list(asked[query])

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Within, this thread counts nothing: what is not known raises `Uncounted`."""
        self._at_once = threading.get_ident()
        try:
            yield
        finally:
            self._at_once = 0

    def remember(self) -> bool:
        """Store what was asked for here, in place of all that was remembered.

        False when something was written meanwhile: then it may be true no more, and stays unwritten.
        """
        if self._asked.keys() <= self._remembered.keys():
            return True
        connection = self._file.plain
        connection.execute("BEGIN IMMEDIATE")  # from here on nobody else writes
        try:
            is_true = self._version == self._version_now()
            if is_true:
                connection.execute("DELETE FROM counted")
                self._remembered = {query: json.dumps(found) for query, found in self._asked.items()}
                connection.executemany("INSERT INTO counted (query, found) VALUES (?, ?)", self._remembered.items())
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        return is_true

    def _look(self) -> None:
        version = self._version_now()
        if version != self._version:
            self._version = version
            self._asked = {}  # another thread may still put something into the former one
            self._remembered = dict(self._file.rows("SELECT query, found FROM counted"))

    def _version_now(self) -> tuple[sqlite3.Connection, int]:
        return self._file.plain, self._file.version()
