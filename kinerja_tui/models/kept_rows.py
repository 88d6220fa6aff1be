"""What long queries found, kept until something is written: a screen that comes up again reads nothing twice.

Any thread may read and keep.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Any

Rows = list[tuple[Any, ...]]

LONG = 0.01
"""Seconds from which on a query is worth keeping."""
MOST = 600_000
"""Values in all that is kept: some 40 MB."""


class KeptRows:
    """Query -> rows, of one version of the database file; those used last stay longest."""

    def __init__(self) -> None:
        self._version = -1
        self._rows: OrderedDict[Hashable, Rows] = OrderedDict()
        self._values = 0
        self._lock = Lock()

    def at(self, version: int) -> bool:
        """The file has this version now: what was found in another one is forgotten. True when it had it already."""
        with self._lock:
            if version == self._version:
                return True
            self._version = version
            self._rows.clear()
            self._values = 0
            return False

    @property
    def version(self) -> int:
        """The version of the file that was seen last."""
        return self._version

    def __bool__(self) -> bool:
        return bool(self._rows)

    def get(self, query: Hashable) -> Rows | None:
        """The rows of a query in a list of the caller's own; None when they are not kept."""
        with self._lock:
            found = self._rows.get(query)
            if found is None:
                return None
            self._rows.move_to_end(query)
            return list(found)

    def keep(self, query: Hashable, rows: Rows, version: int) -> None:
        """Keep what a query found in a version of the file, unless there is a newer one already."""
        with self._lock:
            if version != self._version:
                return
            self._values += _size(rows) - _size(self._rows.pop(query, []))
            self._rows[query] = list(rows)
            while self._values > MOST:
                _, oldest = self._rows.popitem(last=False)
                self._values -= _size(oldest)


def _size(rows: Rows) -> int:
    return len(rows) * len(rows[0]) if rows else 0
