"""Tables that come in as a file, CSV or spreadsheet, read into rows of texts: the one door for everything imported.

Nothing of the office is known here. A row keeps the number people see beside it in their spreadsheet program, a cell is
the text they see in it (days ISO, whole numbers without a decimal comma), and a cell that cannot be taken as it reads
(an error, a formula typed as text, part of a merged cell, a number whose last digits Excel has lost) carries the reason
instead of passing for blank. Which columns mean what is `table_columns`' part. Reading changes nothing in the database.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kinerja_tui.rules.formats import excerpt
from kinerja_tui.rules.problems import RuleBroken

MAX_BYTES = 10_000_000
MAX_ROWS = 10_000
"""Rows of a file at most, unless the caller says otherwise; a blank row does not count."""
MAX_COLUMNS = 200

FORMULA = "Isinya rumus yang tersimpan sebagai teks. Ganti dengan nilainya."
PASTED = "tempelan"
"""What rows are called that came from the clipboard instead of a file."""
_NOTHING = "Tidak ada yang diimpor."
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_BOMS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


@dataclass(frozen=True)
class TableRow:
    """One row that holds something."""

    number: int
    """as the spreadsheet program counts, from 1; of a CSV file the record, so the head is 1"""
    cells: Sequence[str]
    doubts: Mapping[int, str] = field(default_factory=dict)
    """place -> why the cell cannot be taken as it reads (Indonesian)"""
    covered: Mapping[int, str] = field(default_factory=dict)
    """place -> text of the merged cell it is a part of, without being its first"""

    def cell(self, place: int | None) -> str:
        """The text at a place; empty where the row is shorter, or for no place."""
        return self.cells[place] if place is not None and place < len(self.cells) else ""


@dataclass(frozen=True)
class Table:
    """One sheet of a file."""

    path: Path
    sheet: str
    """its name; empty for a CSV file"""
    rows: Sequence[TableRow]
    """those that hold something, in the order of the file"""

    @property
    def name(self) -> str:
        """The file, and its sheet if it has one, for people."""
        return excerpt(f"{self.path.name} · {self.sheet}" if self.sheet else self.path.name, 60)


def sheets_of(path: Path) -> list[str]:
    """Names of the sheets to choose from; empty for a CSV file. Raises `RuleBroken` for what cannot be read."""
    content = _content_of(path)
    if not _is_spreadsheet(content):
        return []
    from kinerja_tui.services.tables import spreadsheets

    return spreadsheets.sheets_of(path.name, content)


def read(path: Path, sheet: str = "", *, most: int = MAX_ROWS) -> Table:
    """The rows of a file; of a spreadsheet those of the named sheet, or of the first one.

    Raises `RuleBroken`, saying what to do, for a file that is missing, too large, locked with a password, with macros,
    no table at all, or longer than ``most`` rows.
    """
    content = _content_of(path)
    if not _is_spreadsheet(content):
        text = _text_of(path.name, content)
        try:
            return Table(path, "", _limited(_split(text, _delimiter(text)), path.name, most))
        except csv.Error:
            raise RuleBroken(f"{path.name} bukan CSV yang utuh (tanda kutip terbuka?). {_NOTHING}") from None
    from kinerja_tui.services.tables import spreadsheets

    name, rows = spreadsheets.rows_of(path.name, content, sheet)
    return Table(path, name, _limited(rows, path.name, most))


def pasted(text: str, *, most: int = MAX_ROWS) -> Table:
    """Rows copied from a spreadsheet program and pasted: lines end in any way, tabs lie between cells.

    Raises `RuleBroken` for too much, or for nothing.
    """
    if len(text) > MAX_BYTES:
        raise RuleBroken(f"Tempelan lebih besar dari {MAX_BYTES // 1_000_000} MB. Impor dari berkas. {_NOTHING}")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    delimiter = "\t" if "\t" in text else _delimiter(text)
    try:
        rows = _limited(_split(text, delimiter), PASTED, most)
    except csv.Error:  # a quotation mark that is one: 12" pipes
        rows = _limited(_split(text, delimiter, quoted=False), PASTED, most)
    return Table(Path(PASTED), "", rows)


def plain(text: str) -> str:
    """A cell's text without what nobody sees: hard spaces, marks of direction, blanks around it."""
    for unseen, seen in (("\xa0", " "), ("\u200b", ""), ("\ufeff", ""), ("\u200e", "")):
        text = text.replace(unseen, seen)
    return text.strip()


def _limited(rows: Iterable[TableRow], name: str, most: int) -> list[TableRow]:
    found: list[TableRow] = []
    for row in rows:
        if not any(row.cells) and not row.doubts:
            continue
        if len(found) > most:  # one more is the head
            raise RuleBroken(
                f"{name} berisi lebih dari {most} baris (sampai baris {row.number} masih ada isinya). Bagi berkasnya, "
                f"paling banyak {most} baris setiap kali. {_NOTHING}"
            )
        found.append(row)
    if not found:
        raise RuleBroken(f"{name} kosong: tidak ada satu baris pun. {_NOTHING}")
    return found


def _content_of(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= MAX_BYTES else b""
    except (OSError, ValueError):
        raise RuleBroken(f"Berkas {path} tidak dapat dibaca. Periksa letak dan namanya.") from None
    if size > MAX_BYTES:
        raise RuleBroken(f"{path.name} lebih besar dari {MAX_BYTES // 1_000_000} MB. Bagi dulu berkasnya.")
    return content


def _is_spreadsheet(content: bytes) -> bool:
    """By what is in it: names of files lie."""
    return content.startswith((_ZIP, _OLE))


def _delimiter(text: str) -> str:
    begin = "\n".join(text.splitlines()[:20])
    return max(";,\t|", key=begin.count)


def _split(text: str, delimiter: str, *, quoted: bool = True) -> Iterable[TableRow]:
    """One row after the other. Raises `csv.Error` where a quotation mark stays open."""
    first = text.partition("\n")[0].strip()
    told = first[4:] if first.casefold().startswith("sep=") and len(first) == 5 else ""  # a line that Excel writes
    lines, mark = io.StringIO(text, newline=""), told or delimiter
    rows = (
        csv.reader(lines, delimiter=mark, strict=True)
        if quoted
        else csv.reader(lines, delimiter=mark, quoting=csv.QUOTE_NONE)
    )
    for number, cells in enumerate(rows, 1):
        if told and number == 1:
            continue
        texts = [plain(cell) for cell in cells]
        doubts = {place: FORMULA for place, cell in enumerate(texts) if is_formula(cell)}
        yield TableRow(number, texts, doubts)


def is_formula(text: str) -> bool:
    """Whether a text would be a formula in a spreadsheet program. A sign before a number, or alone, is none."""
    return len(text) > 1 and text[0] in "=@"


def _text_of(name: str, content: bytes) -> str:
    start = content[:400].lstrip().lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<table", b"<head", b"<meta")):
        raise RuleBroken(
            f"{name} sebenarnya halaman web, bukan berkas Excel. Buka dengan Excel atau LibreOffice, lalu Simpan "
            f"sebagai .xlsx atau .csv. {_NOTHING}"
        )
    encoding = _BOMS.get(content[:2], "utf-8-sig")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\0" in text or start.startswith(b"%pdf"):
        raise RuleBroken(
            f"{name} bukan CSV dan bukan berkas Excel (.xlsx, .xls, .ods). Pilih berkas lain, atau simpan tabelnya "
            f"sebagai .xlsx. {_NOTHING}"
        )
    return text
