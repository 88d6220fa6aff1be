"""Which columns of an imported table mean what: the head is found by its words, wherever it stands, in any order.

For every table that comes in (survey sheets, holidays, staff lists): the caller names the columns it knows by all the
words people use for them, and gets back where each one stands, and every problem with row, column and reason.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kinerja_tui.rules.formats import excerpt, fold
from kinerja_tui.services.tables.table_files import Table, TableRow

LOOKED_AT = 20
"""Rows at the top among which the head is looked for: titles and letterheads stand above it."""
COVERED = "Sel ini bagian dari sel gabungan. Pisahkan dulu (Unmerge), lalu isi setiap barisnya."
_NUMBERED = re.compile(r"\(?(\d{1,2})\)?\Z")


@dataclass(frozen=True)
class RowProblem:
    """What keeps a file from being taken: the row as the spreadsheet program counts, the column, the reason."""

    row: int
    column: str
    reason: str


@dataclass(frozen=True)
class Head:
    """Where the columns stand, and the rows below them."""

    places: Mapping[str, int]
    """field -> place in a row, of the columns that were found"""
    titles: Mapping[str, str]
    """field -> the words that stand above it in the file"""
    rows: Sequence[TableRow]
    """without the head, without a row that only numbers the columns"""
    problems: Sequence[RowProblem] = field(default=())
    columns: Mapping[int, str] = field(default_factory=dict)
    """place -> the words above it, of every column that has some, known or not"""
    number: int = 0
    """row of the titles as the spreadsheet program counts; 0: there are none"""

    def text(self, row: TableRow, name: str) -> str:
        """What stands under a column; empty where there is no such column."""
        return row.cell(self.places.get(name))

    def doubts(self, row: TableRow, names: Mapping[str, str]) -> list[RowProblem]:
        """Cells of a row that cannot be taken as they read; ``names``: field -> what the column is called."""
        found = []
        for name, place in self.places.items():
            reason = row.doubts.get(place) or (COVERED if place in row.covered else "")
            if reason:
                found.append(RowProblem(row.number, names.get(name, name), reason))
        return found

    def beyond(self, row: TableRow) -> bool:
        """Whether something stands to the right of all columns: the row is longer than its head."""
        return any(row.cells[max(self.places.values(), default=-1) + 1 :])


def words(text: str) -> str:
    """A title without case, accents and signs, for comparing: ``Jenis  Kelamin (L/P)`` is ``jenis kelamin l p``."""
    return " ".join(re.sub(r"[^0-9a-z]+", " ", fold(text)).split())


def find_head(
    table: Table,
    known: Mapping[str, Sequence[str]],
    required: Mapping[str, str],
    *,
    ignored: bool = False,
    refused: Mapping[str, str] | None = None,
) -> Head:
    """The row among the first ones that names most of the known columns.

    ``known``: field -> the `words` it is known by. ``required``: field -> what to say when it is missing. ``refused``:
    words -> why a column of that title is not taken. ``ignored``: whether columns of other titles are passed over; if
    not, each is a problem, because what it holds would be lost.
    """
    meaning = {name: column for column, names in known.items() for name in names}
    counted = [
        (len({meaning[title] for title in titles.values() if title in meaning}), -at)
        for at, titles in enumerate(map(_titles, table.rows[:LOOKED_AT]))
    ]
    best, place = max(counted, default=(0, 0))
    if best == 0:
        expected = ", ".join(names[0] for names in known.values())
        reason = f"Judul kolom tidak ditemukan di {LOOKED_AT} baris pertama. Yang dicari: {expected}."
        return Head({}, {}, (), (RowProblem(table.rows[0].number, "", reason),))
    head = table.rows[-place]
    places: dict[str, int] = {}
    shown: dict[str, str] = {}
    problems: list[RowProblem] = []
    for at, title in _titles(head).items():
        column, text = meaning.get(title), excerpt(head.cell(at) or head.covered.get(at, ""), 40)
        reason = (refused or {}).get(title, "")
        if not reason and column in places:
            reason = "Kolom ini ada dua kali."
        elif not reason and column is None and not ignored:
            reason = "Judul kolom ini tidak dikenal; hapus atau ganti."
        if reason:
            problems.append(RowProblem(head.number, text, reason))
        elif column is not None:
            places[column], shown[column] = at, text
    problems += [RowProblem(head.number, "", told) for column, told in required.items() if column not in places]
    below = table.rows[-place + 1 :]
    columns = {at: excerpt(head.cell(at) or head.covered.get(at, ""), 40) for at in _titles(head)}
    rows = below[1:] if below and _only_numbers(below[0]) else below
    return Head(places, shown, rows, tuple(problems), columns, head.number)


def _titles(row: TableRow) -> dict[int, str]:
    """Place -> the words of a head's cell; of one merged with the row above, those that stand there."""
    width = max(len(row.cells), max(row.covered, default=-1) + 1)
    found = {place: words(row.cell(place) or row.covered.get(place, "")) for place in range(width)}
    beside = {place for place in row.covered if place and found.get(place - 1) == found[place]}
    return {place: title for place, title in found.items() if title and place not in beside}


def _only_numbers(row: TableRow) -> bool:
    """Whether a row only numbers the columns, (1) (2) (3), as forms do under their head."""
    matches = [_NUMBERED.match(cell) for cell in row.cells if cell]
    numbers = [int(match[1]) for match in matches if match]
    return len(matches) == len(numbers) >= 5 and numbers == list(range(1, len(numbers) + 1))
