"""Files about staff lists that go out: the rows that were refused, with why, and an empty list to fill in."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kinerja_tui.documents.files import open_elsewhere, why_not_written, write_file
from kinerja_tui.documents.tables.separated import BOM, SEPARATOR, safe
from kinerja_tui.rules.nip import format_nip
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.ranks import golongan_for
from kinerja_tui.rules.staff import PostKind, StaffKind
from kinerja_tui.services.staff.staff_import import StaffList
from kinerja_tui.services.staff.staff_known import shown_cell
from kinerja_tui.services.tables.table_files import PASTED

if TYPE_CHECKING:
    from xlsxwriter import Workbook

REASON = "Alasan ditolak"
TEMPLATE = "daftar pegawai kosong.xlsx"

_ROWS = 1_000
_WIDEST = 60
_TITLES: tuple[tuple[str, int, str], ...] = (
    ("NIP", 24, "18 angka. Kolom ini sudah Teks; jangan diubah menjadi Angka."),
    ("Nama", 34, "Lengkap dengan gelar, seperti pada SK."),
    ("Status", 10, "PNS, CPNS, atau PPPK."),
    ("Golongan", 11, "PNS: I/a sampai IV/e. PPPK: I sampai XVII."),
    ("Tanggal lahir", 14, "Boleh kosong: terbaca dari NIP."),
    ("Jabatan", 40, "Nama jabatan seperti pada SK."),
    ("Jenis jabatan", 26, "Boleh kosong: terbaca dari nama jabatan."),
    ("Unit kerja", 34, "Seperti dicetak pada formulir SKP."),
    ("TMT jabatan", 14, "Hari pertama pada jabatan ini. Kosong: 1 Januari tahun kerja."),
    ("Pejabat penilai", 34, "Nama atau NIP. Boleh orang di baris mana pun, boleh orang luar kantor."),
    ("Atasan pejabat penilai", 34, "Nama atau NIP. Boleh kosong: atasan dari pejabat penilai."),
)
"""Title, width and hint of each column, in the order of the employee form."""


def rejected_path(staff: StaffList, folder: Path | None = None) -> Path:
    """Where the refused rows of a list go: beside it, as the same kind of file, never over another one."""
    source = staff.columns.table.path
    ending = ".csv" if source.suffix.lower() == ".csv" else ".xlsx"
    name = "pegawai" if source.name == PASTED else source.stem
    return free_name((folder or source.parent) / f"{name} - ditolak{ending}")


def write_rejected(staff: StaffList, path: Path) -> int:
    """Write the refused rows as they stood, with the reason behind them; returns how many. Raises `RuleBroken`.

    A number whose last digits a spreadsheet lost is written so that it can never pass for a whole one.
    """
    places = list(staff.columns.fields)
    rows = [[*staff.columns.head.columns.values(), REASON]]
    for row in staff.refused:
        rows.append([*(shown_cell(row.source, place) for place in places), " ".join(row.reasons)])
    content = _separated(rows) if path.suffix.lower() == ".csv" else _workbook(lambda book: _fill_rows(book, rows))
    _write(path, content)
    return len(rows) - 1


def write_template(path: Path) -> None:
    """Write an empty list: titles, kinds of cells, values to pick from, a hint at each column. Raises `RuleBroken`."""
    _write(path, _workbook(_fill_template))


def free_name(path: Path) -> Path:
    """The path itself, or with a number where a file of that name is there already: none is written over."""
    found, number = path, 1
    while found.exists():
        number += 1
        found = path.with_name(f"{path.stem} ({number}){path.suffix}")
    return found


def _write(path: Path, content: bytes) -> None:
    if program := open_elsewhere(path):
        raise RuleBroken(f"{path.name} sedang dibuka di {program}. Tutup dulu di sana, atau pilih tempat lain.")
    try:
        write_file(path, content)
    except OSError as error:
        raise RuleBroken(why_not_written(error, path, "Berkas", "tulis")) from error


def _workbook(fill: Callable[[Workbook], Any]) -> bytes:
    """A spreadsheet in which no text becomes a formula, a link or a number."""
    from xlsxwriter import Workbook

    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(content, options) as book:
        fill(book)
    return content.getvalue()


def _separated(rows: Sequence[Sequence[str]]) -> bytes:
    """For Excel, which opens 18 digits of a CSV as a number and ruins them: a NIP is written in its groups."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=SEPARATOR).writerows([[safe(format_nip(cell)) for cell in row] for row in rows])
    return (BOM + text.getvalue()).encode()


def _fill_rows(book: Workbook, rows: Sequence[Sequence[str]]) -> None:
    sheet = book.add_worksheet("Data")
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    body = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    for at, row in enumerate(rows):
        for place, cell in enumerate(row):
            if cell:
                sheet.write_string(at, place, cell, body if at else head)
    for place in range(len(rows[0])):
        longest = max(len(row[place]) for row in rows)
        sheet.set_column(place, place, min(max(longest + 2, 8), _WIDEST), body)
    sheet.freeze_panes(1, 0)


def _fill_template(book: Workbook) -> None:
    sheet = book.add_worksheet("Pegawai")
    head = book.add_format({"bold": True, "bg_color": "#D9E2EC", "border": 1, "text_wrap": True, "valign": "vcenter"})
    text = book.add_format({"num_format": "@"})
    day = book.add_format({"num_format": "dd-mm-yyyy"})
    bold = book.add_format({"bold": True, "font_size": 13})
    sheet.write_string(0, 0, "DAFTAR PEGAWAI", bold)
    sheet.write_string(1, 0, "Satu baris satu orang. Yang belum diketahui dibiarkan kosong. Isi mulai baris 5.")
    choices = {
        "Status": [kind.value for kind in StaffKind],
        "Golongan": [*golongan_for(StaffKind.PNS), *golongan_for(StaffKind.PPPK)],
        "Jenis jabatan": [kind.label for kind in PostKind],
    }
    for place, (title, width, hint) in enumerate(_TITLES):
        sheet.set_column(place, place, width, day if title in ("Tanggal lahir", "TMT jabatan") else text)
        sheet.write_string(3, place, title, head)
        rule = {"input_title": title, "input_message": hint, "ignore_blank": True}
        if title in choices:
            rule |= {"validate": "list", "source": choices[title], "error_type": "warning"}
        elif title == "NIP":
            rule |= {"validate": "length", "criteria": ">=", "value": 18, "error_message": "NIP 18 angka."}
        else:
            rule |= {"validate": "any"}
        sheet.data_validation(4, place, 3 + _ROWS, place, rule)
    sheet.freeze_panes(4, 2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
