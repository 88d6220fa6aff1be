"""Tables as a workbook (.xlsx): real numbers and dates, NIP as text, frozen head, filter, and a sheet of notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from typing import TYPE_CHECKING, Any

from kinerja_tui.documents.tables.table import Column, Kind, Row, TypedTable, Value, text_of, widths

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Progress = Callable[[int, int], None]
"""(rows written, rows altogether); may raise to stop"""

NOTES = "Catatan"
"""Name of the sheet of notes, the last one."""
_LONGEST_TEXT = 16_000
"""Signs of a cell; a spreadsheet takes 32,767 of two bytes, and some signs need two of those."""
_EXACT_DIGITS = 15
"""Digits a spreadsheet keeps of a number; a longer one is written as text."""
_FIRST_DAY = date(1900, 3, 1)
"""Before this day spreadsheets count the days of 1900 differently; such dates are written as text."""
_UNFIT = re.compile("[\\[\\]:*?/\\\\\x00-\x1f\U00010000-\U0010ffff]+")


def workbook(tables: Sequence[TypedTable], progress: Progress | None = None) -> bytes:
    """The workbook of one or more tables, a sheet each, and their notes. Raises `RuleBroken` where a sum is wrong.

    Made in memory, without files of its own: 10,000 rows take some tens of megabytes.
    """
    from xlsxwriter import Workbook

    for table in tables:
        table.check()
    whole, done = sum(len(table.rows) for table in tables), 0
    content = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(content, options) as book:
        looks = _Looks(book)
        taken = {NOTES.casefold()}
        for table in tables:
            sheet = book.add_worksheet(_sheet_name(table.sheet, taken))
            done = _write(sheet, table, looks, (done, whole), progress)
        _write_notes(book.add_worksheet(NOTES), tables, looks)
    return content.getvalue()


class _Looks:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[str, bool], Format] = {}

    def of(self, number: str = "", *, bold: bool = False, **more: Any) -> Format:
        """A format by its number format; ``more`` as xlsxwriter names them."""
        key = (f"{number}{sorted(more.items())}", bold)
        if key not in self._made:
            look = {"valign": "top", "bold": bold, **({"num_format": number} if number else {}), **more}
            self._made[key] = self._book.add_format(look)
        return self._made[key]

    def cell(self, column: Column, *, bold: bool) -> Format:
        """Of a value of a column."""
        edge: dict[str, Any] = {"top": 1} if bold else {}
        match column.kind:
            case Kind.INTEGER:
                return self.of("#,##0", bold=bold, **edge)
            case Kind.DECIMAL:
                return self.of("#,##0.##", bold=bold, **edge)
            case Kind.DATE:
                return self.of("dd-mm-yyyy", bold=bold, align="left", **edge)
            case Kind.SHARE:
                return self.of(f"0.{'0' * column.places}%", bold=bold, **edge)
            case Kind.NIP:
                return self.of("@", bold=bold, **edge)
        return self.of(bold=bold, text_wrap=True, **edge)


def _write(
    sheet: Worksheet, table: TypedTable, looks: _Looks, count: tuple[int, int], progress: Progress | None
) -> int:
    head = looks.of(bold=True, text_wrap=True, bg_color="#E6E6E6", border=1)
    for place, (column, width) in enumerate(zip(table.columns, widths(table), strict=True)):
        sheet.set_column(place, place, width + 2)
        sheet.write_string(0, place, column.title, head)
    done, whole = count
    for number, row in enumerate(table.rows, 1):
        if progress is not None and number % 200 == 1:
            progress(done + number - 1, whole)
        _write_row(sheet, number, table, row, looks, bold=False)
    last, many = len(table.rows), len(table.columns)
    if table.total is not None:
        _write_row(sheet, last + 1, table, table.total, looks, bold=True)
    # The sum row is outside the filter, so it stays where it is.
    sheet.autofilter(0, 0, max(last, 1), max(many - 1, 0))
    sheet.freeze_panes(1, 1)
    for place, column in enumerate(table.columns):
        if column.kind is Kind.NIP and last:
            letter = _letter(place)
            sheet.ignore_errors({"number_stored_as_text": f"{letter}2:{letter}{last + 1}"})
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_header(f"&L{_printed(table.name)}")
    sheet.set_footer(f"&LKode cek {table.code}&R&P dari &N")
    return done + last


def _write_row(sheet: Worksheet, line: int, table: TypedTable, row: Row, looks: _Looks, *, bold: bool) -> None:
    for place, (column, value) in enumerate(zip(table.columns, row, strict=True)):
        look = looks.cell(column, bold=bold)
        number = _number(value)
        if value is None:
            sheet.write_blank(line, place, None, look)
        elif isinstance(value, date) and value >= _FIRST_DAY:
            sheet.write_datetime(line, place, datetime(value.year, value.month, value.day), look)
        elif number is not None:
            sheet.write_number(line, place, number, look)
        else:
            text = value if isinstance(value, str) else text_of(column, value)
            sheet.write_string(line, place, text[:_LONGEST_TEXT], look)


def _number(value: Value) -> float | int | None:
    """What a spreadsheet keeps of a number without changing it as people read it; None: write it as text."""
    if isinstance(value, Fraction):
        return float(value)
    if isinstance(value, int) and abs(value) < 10**_EXACT_DIGITS:
        return value
    if isinstance(value, Decimal) and value.is_finite() and len(value.normalize().as_tuple().digits) <= _EXACT_DIGITS:
        return float(value)
    return None


def _write_notes(sheet: Worksheet, tables: Sequence[TypedTable], looks: _Looks) -> None:
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 100)
    line = 0
    for table in tables:
        sheet.write_string(line, 0, "Tabel", looks.of(bold=True))
        sheet.write_string(line, 1, table.name, looks.of(bold=True, text_wrap=True))
        for what, text in (*table.notes, ("Kode cek", table.code)):
            line += 1
            sheet.write_string(line, 0, what, looks.of())
            sheet.write_string(line, 1, text[:_LONGEST_TEXT], looks.of(text_wrap=True))
        line += 2


def _sheet_name(name: str, taken: set[str]) -> str:
    """At most 31 signs, none of []:*?/\\, no apostrophe at the ends, and each name once whatever its case."""
    fit = " ".join(_UNFIT.sub(" ", name).split())[:31].strip("' ") or "Tabel"
    found, number = fit, 1
    while found.casefold() in taken or found.casefold() == "history":  # a name spreadsheets keep for themselves
        number += 1
        found = f"{fit[:27]} {number}"
    taken.add(found.casefold())
    return found


def _letter(place: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(place))


def _printed(text: str) -> str:
    """A text in the head of a printed page, where & begins a code."""
    return text.replace("&", "&&")[:200]
