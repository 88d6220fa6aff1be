"""Sheets of .xlsx, .xls and .ods files as rows of texts, by python-calamine; only `table_files` uses this.

Calamine reads the results of formulas, gives an error such as #N/A as a blank, and lays a sheet out from its first
to its last cell. So an .xlsx file is looked through first: for cells with an error, formulas whose result was never
computed, and a stray cell far away that would take all the memory. Of .xls and .ods files calamine's own reading has
to do.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from kinerja_tui.rules.formats import excerpt
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.tables.table_files import FORMULA, MAX_COLUMNS, TableRow, is_formula, plain

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_NOTHING = "Tidak ada yang diimpor."
_MAX_UNPACKED = 200_000_000
_MAX_ROW = 100_000
_DIGITS = 15
"""Excel keeps so many digits of a number."""

_ERROR = "Isinya galat (seperti #N/A atau #REF!). Perbaiki rumusnya, atau ganti dengan nilainya."
_NO_RESULT = "Rumus ini belum pernah dihitung. Buka dan simpan berkasnya di Excel atau LibreOffice, atau isi nilainya."
_LOST = (
    "Angka ini lebih dari 15 digit, dan Excel sudah mengganti digit terakhirnya dengan nol. Ubah kolomnya menjadi "
    "Teks, lalu ketik ulang."
)
_FAR = "berisi sel sangat jauh di luar tabelnya. Hapus baris dan kolom di luar tabel, simpan, lalu impor lagi."

_COLUMN = re.compile(rb"<c\b[^>]*?\br=\"([A-Z]{1,3})\d+\"")
_ROW = re.compile(rb"<row\b[^>]*?\br=\"(\d+)\"")
_ODD = re.compile(
    rb"<c\b(?=[^>]*?\br=\"([A-Z]{1,3})(\d{1,7})\")(?:(?=[^>]*?\bt=\"(e)\")[^>]*>"
    rb"|[^>]*>\s*<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>)"
)


def sheets_of(name: str, content: bytes) -> list[str]:
    """Names of the sheets that are shown. Raises `RuleBroken`."""
    return _sheets_in(_opened(name, content), name)


def rows_of(name: str, content: bytes, sheet: str) -> tuple[str, Iterator[TableRow]]:
    """The name of the sheet asked for, or of the first one, and its rows. Raises `RuleBroken`."""
    book = _opened(name, content)
    names = _sheets_in(book, name)
    if sheet and sheet not in names:
        raise RuleBroken(
            f"Tidak ada lembar “{excerpt(sheet, 40)}” di {name}. Yang ada: {excerpt(', '.join(names), 80)}."
        )
    chosen = sheet or names[0]
    return chosen, _rows(book, name, chosen, _looked_through(name, content, chosen))


def _opened(name: str, content: bytes) -> CalamineWorkbook:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    if content.startswith(b"PK"):
        _check_parts(name, content)
    elif _wide("EncryptedPackage") in content:
        raise RuleBroken(_locked(name))
    elif _wide("_VBA_PROJECT") in content:
        raise RuleBroken(_with_macros(name))
    try:
        return CalamineWorkbook.from_object(io.BytesIO(content))
    except PasswordError:
        raise RuleBroken(_locked(name)) from None
    except (CalamineError, OSError):
        raise RuleBroken(
            f"{name} bukan berkas Excel yang utuh: bisa jadi rusak, terpotong waktu disalin, atau jenis lain. Buka di "
            f"Excel atau LibreOffice, simpan sebagai .xlsx, lalu impor lagi. {_NOTHING}"
        ) from None


def _check_parts(name: str, content: bytes) -> None:
    """What the parts of a zipped spreadsheet say before it is opened. Raises `RuleBroken`."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            names, size = set(parts.namelist()), sum(part.file_size for part in parts.infolist())
            manifest = parts.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError):
        raise RuleBroken(f"{name} rusak atau terpotong waktu disalin. Salin ulang berkasnya. {_NOTHING}") from None
    if size > _MAX_UNPACKED:
        raise RuleBroken(f"{name} terlalu besar setelah dibuka. Simpan hanya tabelnya di berkas baru. {_NOTHING}")
    if any(part.endswith("vbaProject.bin") for part in names):
        raise RuleBroken(_with_macros(name))
    if b"encryption-data" in manifest:
        raise RuleBroken(_locked(name))
    if not {"xl/workbook.xml", "xl/workbook.bin", "content.xml"} & names:
        raise RuleBroken(f"{name} bukan berkas Excel (.xlsx, .xls, .ods). Pilih berkas lain. {_NOTHING}")


def _sheets_in(book: CalamineWorkbook, name: str) -> list[str]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    found = [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
    ]
    if not found:
        raise RuleBroken(f"{name} tidak punya lembar yang terlihat. {_NOTHING}")
    return found


def _rows(book: CalamineWorkbook, name: str, sheet: str, odd: Mapping[int, Mapping[int, str]]) -> Iterator[TableRow]:
    """From the first row of the sheet on, so that numbers are those people see."""
    from python_calamine import CalamineError

    try:
        found = book.get_sheet_by_name(sheet)
        table: list[list[Any]] = found.to_python(skip_empty_area=False)
        covered = _covered(found.merged_cell_ranges or [], table)
    except (CalamineError, OSError):
        raise RuleBroken(f"Lembar “{excerpt(sheet, 40)}” di {name} rusak dan tidak dapat dibaca. {_NOTHING}") from None
    for at, values in enumerate(table):
        texts, doubts = [], dict(odd.get(at, {}))
        for place, value in enumerate(values[:MAX_COLUMNS]):
            text = plain(_text(value))
            texts.append(text)
            if isinstance(value, str) and is_formula(text):
                doubts[place] = FORMULA
            elif isinstance(value, float | int) and not isinstance(value, bool) and abs(value) >= 10**_DIGITS:
                doubts[place] = _LOST
        yield TableRow(at + 1, texts, doubts, covered.get(at, {}))


def _text(value: object) -> str:
    """A cell as people read it there: 3.0 is 3, three and a half 3,5, a day ISO."""
    if isinstance(value, bool):
        return "BENAR" if value else "SALAH"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value).replace(".", ",")
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if not isinstance(value, timedelta) else f"{value.total_seconds() / 3600:g} jam"


def _covered(
    ranges: list[tuple[tuple[int, int], tuple[int, int]]], table: list[list[Any]]
) -> dict[int, dict[int, str]]:
    """Row -> place -> text of the merged cell that covers it; nothing for its first cell."""
    found: dict[int, dict[int, str]] = {}
    for (top, left), (bottom, right) in ranges:
        if top >= len(table) or left >= len(table[top]):
            continue
        text = plain(_text(table[top][left]))
        for row in range(top, min(bottom + 1, len(table))):
            for place in range(left, min(right + 1, MAX_COLUMNS)):
                if (row, place) != (top, left):
                    found.setdefault(row, {})[place] = text
    return found


def _looked_through(name: str, content: bytes, sheet: str) -> dict[int, dict[int, str]]:
    """Row -> place, both from 0 -> why calamine would give a blank there. Raises `RuleBroken` for a cell far away."""
    xml = _sheet_xml(content, sheet)
    rows = max((int(number) for number in _ROW.findall(xml)), default=0)
    columns = max((_place(letters) for letters in set(_COLUMN.findall(xml))), default=0)
    if rows > _MAX_ROW * 2 or columns > MAX_COLUMNS * 5:
        raise RuleBroken(f"{name} {_FAR} {_NOTHING}")
    found: dict[int, dict[int, str]] = {}
    for letters, number, error in _ODD.findall(xml):
        found.setdefault(int(number) - 1, {})[_place(letters)] = _ERROR if error else _NO_RESULT
    return found


def _sheet_xml(content: bytes, sheet: str) -> bytes:
    """The part of an .xlsx file that a sheet lies in; nothing for another kind of file."""
    if not content.startswith(b"PK"):
        return b""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        try:
            book = ElementTree.fromstring(parts.read("xl/workbook.xml"))
            links = ElementTree.fromstring(parts.read("xl/_rels/workbook.xml.rels"))
            wanted = next(
                value
                for item in book.iter()
                if item.tag.endswith("}sheet") and item.get("name") == sheet
                for key, value in item.attrib.items()
                if key.endswith("}id")
            )
            target = next(str(link.get("Target")) for link in links if link.get("Id") == wanted)
            return parts.read(posixpath.normpath(posixpath.join("/xl", target)).lstrip("/"))
        except (KeyError, StopIteration, ElementTree.ParseError):
            return b""


def _place(letters: bytes) -> int:
    """A is 0, Z 25, AA 26."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _wide(text: str) -> bytes:
    return text.encode("utf-16-le")


def _locked(name: str) -> str:
    return (
        f"{name} dikunci dengan kata sandi. Buka di Excel atau LibreOffice, hapus kata sandinya, simpan, lalu impor "
        f"lagi. {_NOTHING}"
    )


def _with_macros(name: str) -> str:
    return f"{name} berisi makro. Simpan dulu sebagai .xlsx tanpa makro (Simpan sebagai), lalu impor lagi. {_NOTHING}"
