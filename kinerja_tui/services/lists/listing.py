"""Long lists as plain rows: the keys once per filter, the rows a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.formats import fold

Row = dict[str, Any]


@dataclass(frozen=True)
class Listing:
    """The result of a filter: ids in order, and how to read the rows of some of them."""

    file: DatabaseFile
    keys: Sequence[str]
    page_sql: str
    """selects rows by ``id IN (...)``; the first column is the id"""
    columns: Sequence[str]
    values: Sequence[Any] = ()
    """values of the page query before the ids"""

    def __len__(self) -> int:
        return len(self.keys)

    def rows(self, start: int, stop: int) -> list[Row]:
        """The rows from start up to stop, in order."""
        wanted = self.keys[start:stop]
        found = self.by_key(wanted)
        return [found[key] for key in wanted if key in found]

    def by_key(self, keys: Sequence[str]) -> dict[str, Row]:
        """Some rows by their ids; one that is gone by now is not among them."""
        if not keys:
            return {}
        sql = self.page_sql.format(ids=",".join("?" * len(keys)))
        rows = self.file.rows(sql, [*self.values, *keys])
        return {row[0]: dict(zip(self.columns, row, strict=True)) for row in rows}

    def only(self, keys: Sequence[str]) -> Listing:
        """The same list with these rows of it, in this order."""
        return replace(self, keys=keys)

    @property
    def asked(self) -> object:
        """What the rows were asked with: rows of the same key may differ between two lists that differ in this."""
        return self.page_sql, tuple(self.values)


def record_of(row: Row) -> str:
    """The id of the record a row is read from: its first column."""
    return str(next(iter(row.values())))


def pattern(text: str) -> str:
    """A LIKE pattern (escape character ``\\``) for text anywhere in a folded search column."""
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def person_or_post(text: str) -> tuple[list[str], list[str]]:
    """(conditions, their values): every word of a filter in the employee ``e`` or in the joined present post ``a``.

    The first condition of each word leaves out who has it nowhere before the present post, the dear part, is looked up.
    """
    conditions, values = [], []
    for word in fold(text).split():
        anywhere = "e.id IN (SELECT h.employee_id FROM assignment h WHERE h.search LIKE ? ESCAPE '\\')"
        conditions += [
            f"(e.search LIKE ? ESCAPE '\\' OR {anywhere})",
            "(e.search LIKE ? ESCAPE '\\' OR a.search LIKE ? ESCAPE '\\')",
        ]
        values += [pattern(word)] * 4
    return conditions, values


@dataclass(frozen=True)
class ShortList:
    """Rows that are in memory already, where they come from more than one query; each has a ``key``."""

    found: Sequence[Row]

    @cached_property
    def keys(self) -> Sequence[str]:
        """The keys of the rows, in order."""
        return [str(row["key"]) for row in self.found]

    def __len__(self) -> int:
        return len(self.found)

    def rows(self, start: int, stop: int) -> list[Row]:
        """The rows from start up to stop, in order."""
        return list(self.found[start:stop])

    @cached_property
    def _by_key(self) -> dict[str, Row]:
        return {str(row["key"]): row for row in self.found}

    def by_key(self, keys: Sequence[str]) -> dict[str, Row]:
        """Some rows by their keys."""
        return {key: self._by_key[key] for key in keys if key in self._by_key}

    def only(self, keys: Sequence[str]) -> ShortList:
        """The same list with these rows of it, in this order."""
        return ShortList([self._by_key[key] for key in keys if key in self._by_key])

    @property
    def asked(self) -> object:
        """Never the same: rows in memory may have changed whenever they are found again."""
        return object()
