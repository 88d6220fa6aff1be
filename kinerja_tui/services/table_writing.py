"""Tables that go out as .xlsx or .csv: whole on the disk or not at all, and every text stays a text when opened."""

from __future__ import annotations

import csv
import errno
import io
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.table_files import is_formula

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

_WIDEST = 60


def write_rows(path: Path, rows: Sequence[Sequence[str]], widest: int = _WIDEST) -> None:
    """Write rows of texts, the titles first; the ending of the name says which kind of file. Raises `RuleBroken`."""
    if path.suffix.lower() == ".csv":
        write_file(path, _csv(rows))
    else:
        write_workbook(path, lambda book: _fill(book, rows, widest))


def write_workbook(path: Path, fill: Callable[[Workbook], Any]) -> None:
    """Write a spreadsheet that a function fills. No text becomes a formula or a link. Raises `RuleBroken`."""
    import xlsxwriter

    content = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(content, options) as book:
        fill(book)
    write_file(path, content.getvalue())


def write_file(path: Path, content: bytes) -> None:
    """The file appears whole, or nothing appears and an older one stays. Raises `RuleBroken` with what to do."""
    partial = path.with_name(f"{path.name}.sebagian")
    try:
        try:
            with partial.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            partial.replace(path)
        finally:
            with suppress(OSError):
                partial.unlink(missing_ok=True)
    except OSError as error:
        raise RuleBroken(_why(error, path)) from error


def free_name(path: Path) -> Path:
    """The path itself, or with a number where a file of that name is there already: none is written over."""
    found, number = path, 1
    while found.exists():
        number += 1
        found = path.with_name(f"{path.stem} ({number}){path.suffix}")
    return found


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    # An apostrophe keeps Excel from computing what a foreign list wrote.
    csv.writer(text, delimiter=";").writerows(
        [f"'{cell}" if is_formula(cell) else cell for cell in row] for row in rows
    )
    return text.getvalue().encode("utf-8-sig")


def _fill(book: Workbook, rows: Sequence[Sequence[str]], widest: int) -> None:
    sheet = book.add_worksheet("Data")
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "num_format": "@"})
    body = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    for at, row in enumerate(rows):
        for place, cell in enumerate(row):
            if cell:
                sheet.write_string(at, place, cell, body if at else head)
    for place in range(max(map(len, rows), default=0)):
        longest = max((len(row[place]) for row in rows if place < len(row)), default=0)
        sheet.set_column(place, place, min(max(longest + 2, 8), widest), body)
    sheet.freeze_panes(1, 0)


def _why(error: OSError, path: Path) -> str:
    if error.errno == errno.ENOSPC:
        return f"Tempat di {path.parent} penuh; {path.name} tidak ditulis. Kosongkan tempat lalu ulangi."
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return (
            f"{path} tidak dapat ditulis: mungkin sedang dibuka di Excel, atau foldernya hanya dapat dibaca. Tutup "
            "berkasnya, atau pilih tempat lain."
        )
    return f"{path} tidak dapat ditulis. Periksa foldernya, atau pilih tempat lain."
