"""A table with typed columns, a sum row and notes: the same for the screen, XLSX, CSV and PDF.

Numbers are exact until a writer needs its own kind; missing (None) is not zero. Sums are checked before anything is
written: a table whose columns do not add up, or whose parts do not close to their whole, is never written.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from kinerja_tui.rules.check_code import check_code
from kinerja_tui.rules.formats import format_decimal, format_short_date
from kinerja_tui.rules.nip import format_nip
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.survey import round_half_up

Value = str | int | Decimal | Fraction | date | None
"""None: nothing is known, and nothing is written."""
Row = Sequence[Value]


class Kind(StrEnum):
    """What a column holds, so that a spreadsheet can count, sort and filter it."""

    TEXT = "text"
    NIP = "nip"
    """text of 18 digits: a spreadsheet that takes it for a number ruins its last three"""
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    SHARE = "share"
    """an exact part of a whole, shown in percent"""


@dataclass(frozen=True)
class Column:
    """One column: its head, what it holds, whether the sum row adds it up."""

    title: str
    kind: Kind = Kind.TEXT
    summed: bool = False
    short: str = ""
    """the head where there is little room: on a narrow screen"""
    places: int = 2
    """decimals of a share as printed (half up); the exact value stands behind it"""


@dataclass(frozen=True)
class Closing:
    """A column that must be the sum of others, in every row: pegawai = dikecualikan + sudah + belum."""

    whole: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class TypedTable:
    """Rows under a head, with what people must know to read them."""

    name: str
    """what people call it, and the name of its file: `Keadaan evaluasi Triwulan II 2026 - Kecamatan Muara Bulian`"""
    sheet: str
    """name of its sheet in a workbook"""
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    total: Row | None = None
    """the sum row; its first cell says `Jumlah`"""
    closings: tuple[Closing, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    """(what, text): what is counted, from where, by which rule, when, of which office"""
    heads: tuple[str, ...] = ()
    """lines under the title on paper: office and period"""
    rules: str = ""
    """legal basis, for the foot of the paper"""
    keys: tuple[str, ...] = ()
    """what stands behind each row, where a screen opens it; never written"""
    remark: str = ""
    """one line for the screen: what to see first"""

    @property
    def code(self) -> str:
        """The check code of the columns and values: the same table has the same code in every file."""
        rows = [*self.rows, *([self.total] if self.total is not None else [])]
        content = [[column.title for column in self.columns], *([_exact(value) for value in row] for row in rows)]
        return check_code(json.dumps([self.name, content], ensure_ascii=False).encode())

    @property
    def problems(self) -> list[str]:
        """Where sums do not close, a sentence each (Indonesian)."""
        return [*self._unfinished(), *self._sums(), *self._parts()]

    def check(self) -> None:
        """Raises `RuleBroken` unless every sum closes: wrong sums are worse than no table."""
        if problems := self.problems:
            raise RuleBroken(
                f"Jumlah pada “{self.name}” tidak cocok, jadi tidak ditulis. {' '.join(problems[:3])} Data tidak "
                "berubah; laporkan kepada pengembang bersama cadangan data."
            )

    def text(self, place: int, value: Value) -> str:
        """A value of a column as people read it; empty for nothing."""
        return text_of(self.columns[place], value)

    def _place(self, title: str) -> int:
        return [column.title for column in self.columns].index(title)

    def _unfinished(self) -> list[str]:
        wrong = sum(len(row) != len(self.columns) for row in [*self.rows, *([self.total] if self.total else [])])
        return [f"{wrong} baris tidak sebanyak kolomnya."] if wrong else []

    def _sums(self) -> list[str]:
        if self.total is None:
            return []
        found = []
        for place, column in enumerate(self.columns):
            if column.summed and (added := _sum(row[place] for row in self.rows)) != self.total[place]:
                found.append(f"Kolom {column.title}: baris-barisnya {added}, jumlahnya {self.total[place]}.")
        return found

    def _parts(self) -> list[str]:
        found = []
        for closing in self.closings:
            whole, parts = self._place(closing.whole), [self._place(part) for part in closing.parts]
            for row in [*self.rows, *([self.total] if self.total is not None else [])]:
                added = _sum(row[place] for place in parts)
                if added != row[whole]:
                    found.append(f"Baris {row[0]}: {closing.whole} {row[whole]}, bagian-bagiannya {added}.")
        return found


def text_of(column: Column, value: Value) -> str:
    """A value as people read it: 1.234, 12,5, 97,42%, 31-12-2026, a NIP in its groups."""
    if value is None:
        return ""
    if isinstance(value, date):
        return format_short_date(value)
    if isinstance(value, Fraction) or column.kind is Kind.SHARE:
        return f"{format_decimal(rounded_share(column, Fraction(value)))}%" if not isinstance(value, str) else value
    if isinstance(value, int) and column.kind is Kind.TEXT:  # a year: no amount, so without a point
        return str(value)
    if isinstance(value, int) and column.kind is Kind.TEXT:
        return str(value)  # a year is no amount
    if isinstance(value, int | Decimal):
        return format_decimal(Decimal(value))
    return format_nip(value) if column.kind is Kind.NIP else value


def rounded_share(column: Column, value: Fraction) -> Decimal:
    """A part of a whole in percent, half up."""
    return round_half_up(value * 100, column.places)


def summed(columns: Sequence[Column], rows: Sequence[Row], label: str = "Jumlah") -> list[Value]:
    """A sum row: the label first, sums where a column is summed, nothing elsewhere."""
    sums = [_sum(row[place] for row in rows) if column.summed else None for place, column in enumerate(columns)]
    return [label, *sums[1:]]


def widths(table: TypedTable) -> list[int]:
    """Signs that each column asks for: its longest word of the head, its longest value, within bounds."""
    found = []
    for place, column in enumerate(table.columns):
        head = max((len(word) for word in column.title.split()), default=0)
        shown = [*table.rows[:_LOOKED_AT], *([table.total] if table.total is not None else [])]
        values = max((len(text_of(column, row[place])) for row in shown), default=0)
        found.append(min(max(head, values, _NARROWEST), _WIDEST))
    return found


_LOOKED_AT = 2_000
"""Rows that a width is taken from."""
_NARROWEST, _WIDEST = 5, 44


def _sum(values: Iterable[Value]) -> int | Decimal:
    return sum((value for value in values if isinstance(value, int | Decimal)), 0)


def _exact(value: Value) -> str | None:
    return None if value is None else f"{type(value).__name__}:{value}"
