"""What a virtual table shows: columns, cells, and a source that is asked only for the rows on screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

Cell = str | tuple[str, str]
"""Text, or text with a style name: "good", "warn", "bad", "dim" or "mark"."""

GAP = 2
"""Cells between columns."""
CELL_STYLES = ("good", "warn", "bad", "dim", "mark")

TEXT_STYLES = {
    "": "",
    "good": "$text-success",
    "warn": "$text-warning",
    "bad": "bold $text-error",
    "dim": "$text-muted",
    "mark": "bold $accent",
    "head": "bold $accent",
}
"""The same names -> what they look like in running text."""


@dataclass(frozen=True)
class Column:
    """A column of a table."""

    key: str
    title: str
    width: int
    """Width in cells; the least, when `flex` is given."""
    flex: int = 0
    """Share of the width that is left over."""
    align: Literal["left", "right"] = "left"
    field: str = ""
    """Name of the stored value behind the cell, where that is what the rows are ordered and counted by: the cell says
    more, or says it otherwise. Empty: by the cell's text."""


class RowSource(Protocol):
    """Rows in their order; may stand on a database of 100,000 rows."""

    def __len__(self) -> int:
        """How many rows there are; asked once for each `set_source`."""

    def rows(self, start: int, stop: int) -> Sequence[Sequence[Cell]] | None:
        """The rows from `start` up to, without, `stop`: a sequence of cells in column order for each.

        None while they are being read: whoever reads them redraws the table then.
        """

    def key(self, index: int) -> str:
        """What identifies the row at `index`."""

    def index(self, key: str) -> int | None:
        """Where the row `key` stands, None when it is not among the rows."""


class ListSource:
    """A source for short lists that are already in memory."""

    def __init__(self, rows: Sequence[Sequence[Cell]], keys: Sequence[str]) -> None:
        if len(rows) != len(keys):
            raise ValueError(f"{len(rows)} rows but {len(keys)} keys")
        self._rows = rows
        self._keys = keys
        self._places = {key: place for place, key in enumerate(keys)}

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def keys(self) -> Sequence[str]:
        """All keys, in order."""
        return self._keys

    def rows(self, start: int, stop: int) -> Sequence[Sequence[Cell]]:
        """The rows from `start` up to `stop`."""
        return self._rows[start:stop]

    def key(self, index: int) -> str:
        """The key of the row at `index`."""
        return self._keys[index]

    def index(self, key: str) -> int | None:
        """Where the row `key` stands."""
        return self._places.get(key)


def column_widths(columns: Sequence[Column], width: int, gap: int) -> list[int]:
    """Cells for each column when `width` cells are there; columns that find no room get 0, from the right."""
    room = width - gap * max(len(columns) - 1, 0)
    widths = [column.width for column in columns]
    spare = room - sum(widths)
    shares = sum(column.flex for column in columns)
    if spare > 0 and shares:
        given = 0
        last = max(place for place, column in enumerate(columns) if column.flex)
        for place, column in enumerate(columns):
            extra = spare - given if place == last else spare * column.flex // shares
            if column.flex:
                widths[place] += extra
                given += extra
    left = width
    for place, wanted in enumerate(widths):
        widths[place] = min(wanted, max(left, 0))
        left -= wanted + gap
    return widths


def without_room(columns: Sequence[Column], width: int) -> list[Column]:
    """The columns that a table of this width cannot show, or not at their least width."""
    widths = column_widths(columns, width - 2, GAP)
    return [column for column, given in zip(columns, widths, strict=True) if given < column.width]
