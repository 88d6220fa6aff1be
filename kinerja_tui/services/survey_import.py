"""Questionnaires from a CSV file: every row is right and all are stored in one change, or nothing is."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kinerja_tui.models.database import Database
from kinerja_tui.models.surveys import SurveySheet
from kinerja_tui.rules.formats import excerpt, fold
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.survey import AGE, EDUCATION, ELEMENTS, GROUPS, OCCUPATION, SCALE, age_band
from kinerja_tui.services import surveys
from kinerja_tui.services.survey_sheets import MAX_NUMBER, SHEET_FIELDS, name_of

MAX_BYTES = 5_000_000
MAX_ROWS = 10_000
MAX_AGE = 120

_HEADERS: Mapping[str, tuple[str, ...]] = {
    "number": ("nomor", "no", "nomor lembar", "no lembar", "nomor responden", "no responden", "lembar", "responden"),
    "sex": ("jenis kelamin", "kelamin", "jk", "l p"),
    "age": ("umur", "usia"),
    "education": ("pendidikan", "pendidikan terakhir"),
    "occupation": ("pekerjaan", "pekerjaan utama"),
    "requirements": ("u1", "persyaratan"),
    "procedure": ("u2", "prosedur", "sistem mekanisme dan prosedur", "sistem mekanisme prosedur"),
    "time": ("u3", "waktu", "waktu penyelesaian", "waktu pelayanan"),
    "cost": ("u4", "biaya", "tarif", "biaya tarif"),
    "product": ("u5", "produk", "produk layanan", "produk spesifikasi jenis pelayanan"),
    "expertise": ("u6", "kompetensi", "kompetensi pelaksana"),
    "conduct": ("u7", "perilaku", "perilaku pelaksana"),
    "complaints": ("pengaduan", "penanganan pengaduan", "penanganan pengaduan saran dan masukan"),
    "facilities": ("sarana", "prasarana", "sarana dan prasarana", "sarana prasarana"),
}
"""Column -> the names it is known by. U8 and U9 are missing on purpose: published pages disagree which is which."""
_AMBIGUOUS = ("u8", "u9")
_WORDS: Mapping[str, Mapping[str, str]] = {
    "sex": {"l": "L", "p": "P", "1": "L", "2": "P", "laki laki": "L", "pria": "L", "perempuan": "P", "wanita": "P"},
    "education": {
        **{fold(label): code for code, label in EDUCATION.items()},
        **{"sd": "1", "tidak sekolah": "1", "slp": "2", "sltp": "2", "sma": "3", "smk": "3", "slta": "3", "s2": "6"},
        **{"d1": "4", "d2": "4", "d3": "4", "d4": "5", "s3": "6"},
    },
    "occupation": {
        **{fold(label): code for code, label in OCCUPATION.items()},
        **{"asn": "1", "pegawai negeri": "1", "karyawan swasta": "4", "wiraswasta": "5", "usahawan": "5", "lain": "6"},
    },
}


@dataclass(frozen=True)
class RowProblem:
    """What keeps a file from being taken: the line of the file (1 is the head), the column, the reason."""

    row: int
    column: str
    reason: str


@dataclass
class Parsed:
    """What a file holds: sheets by number, and every problem found."""

    path: Path
    sheets: dict[int, dict[str, str]] = field(default_factory=dict)
    problems: list[RowProblem] = field(default_factory=list)


def parse(db: Database, survey_id: str, path: Path) -> Parsed:
    """Read a file for a survey. Raises `RuleBroken` when it cannot be read at all."""
    parsed = Parsed(path)
    text = _text_of(path)
    delimiter = max(";,\t", key=text.partition("\n")[0].count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        raise RuleBroken(f"{path.name} bukan CSV yang utuh (tanda kutip terbuka?). Tidak ada yang diimpor.") from None
    if len(rows) > MAX_ROWS + 1:
        raise RuleBroken(f"{path.name} berisi lebih dari {MAX_ROWS} baris. Bagi dulu berkasnya.")
    columns = _columns(rows[0] if rows else [], parsed)
    if parsed.problems:
        return parsed
    taken = {
        row[0]
        for row in db.file.rows("SELECT number FROM survey_sheet WHERE survey_id = ? AND NOT removed", (survey_id,))
    }
    for line, cells in enumerate(rows[1:], 2):
        if any(cell.strip() for cell in cells):
            _row(line, cells, columns, taken, parsed)
    if not parsed.sheets and not parsed.problems:
        parsed.problems.append(RowProblem(2, "", "Tidak ada satu baris pun di bawah judul kolom."))
    return parsed


def store(db: Database, survey_id: str, parsed: Parsed) -> int:
    """Store every sheet in one change and return how many. Raises `RuleBroken` when there is any problem."""
    if parsed.problems:
        raise RuleBroken(f"Ada {len(parsed.problems)} masalah di {parsed.path.name}. Tidak ada yang diimpor.")
    survey = surveys.read(db, survey_id)
    title = f"{len(parsed.sheets)} lembar survei diimpor dari {excerpt(parsed.path.name, 60)}"
    with db.act(title, surveys.subject_of(survey, db)) as act:
        for number, values in parsed.sheets.items():
            sheet_id = SurveySheet.id_of(survey_id, number)
            known = act.session.get(SurveySheet, sheet_id)
            if known is not None and not known.removed:
                raise RuleBroken(f"Lembar {number} sudah ada. Tidak ada yang diimpor.")
            head = {"survey_id": survey_id, "number": number, "entered_on": db.today()}
            act.write_anew(SurveySheet, sheet_id, **head, **values)
    return len(parsed.sheets)


def _text_of(path: Path) -> str:
    if path.suffix.casefold() in (".xlsx", ".xls", ".ods"):
        raise RuleBroken("Berkas ini lembar sebar. Simpan dulu sebagai CSV (Simpan sebagai, pilih CSV), lalu impor.")
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= MAX_BYTES else b""
    except (OSError, ValueError):
        raise RuleBroken(f"Berkas {path} tidak dapat dibaca. Periksa letak dan namanya.") from None
    if size > MAX_BYTES:
        raise RuleBroken(f"{path.name} lebih besar dari 5 MB. Bagi dulu berkasnya.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^0-9a-z]+", " ", fold(text)).split())


def _columns(head: list[str], parsed: Parsed) -> dict[str, int]:
    """Field -> place in a row; every problem of the head is told."""
    known = {name: column for column, names in _HEADERS.items() for name in names}
    found: dict[str, int] = {}
    for place, cell in enumerate(head):
        name = _plain(cell)
        column = known.get(name)
        if name in _AMBIGUOUS:
            reason = (
                "Urutan U8 dan U9 berbeda di tiap formulir. Tulis namanya: Penanganan Pengaduan atau Sarana Prasarana."
            )
            parsed.problems.append(RowProblem(1, excerpt(cell, 40), reason))
        elif column is None and name:
            parsed.problems.append(RowProblem(1, excerpt(cell, 40), "Judul kolom ini tidak dikenal; hapus atau ganti."))
        elif column in found:
            parsed.problems.append(RowProblem(1, excerpt(cell, 40), "Kolom ini ada dua kali."))
        elif column is not None:
            found[column] = place
    if "number" not in found:
        parsed.problems.append(RowProblem(1, "Nomor", "Kolom ini tidak ada; tanpa nomor, lembar ganda tak terlihat."))
    for element in ELEMENTS:
        if element not in found:
            parsed.problems.append(RowProblem(1, ELEMENTS[element], "Kolom unsur ini tidak ada."))
    return found


def _row(line: int, cells: list[str], columns: Mapping[str, int], taken: set[int], parsed: Parsed) -> None:
    def cell(name: str) -> str:
        place = columns.get(name)
        return cells[place].strip() if place is not None and place < len(cells) else ""

    def refuse(name: str, reason: str) -> None:
        parsed.problems.append(RowProblem(line, "Nomor" if name == "number" else name_of(name), reason))

    number = cell("number")
    if len(cells) > max(columns.values()) + 1 and any(text.strip() for text in cells[max(columns.values()) + 1 :]):
        parsed.problems.append(RowProblem(line, "", "Baris ini lebih panjang dari judul kolomnya."))
    if not number.isascii() or not number.isdigit() or not 1 <= int(number) <= MAX_NUMBER:
        refuse("number", f"“{excerpt(number, 20)}” bukan nomor lembar 1 sampai {MAX_NUMBER}.")
    elif int(number) in taken:
        refuse("number", f"Lembar {number} sudah ada di survei ini.")
    elif int(number) in parsed.sheets:
        refuse("number", f"Lembar {number} ada dua kali di berkas ini.")
    values = {}
    for name in SHEET_FIELDS:
        code = _code(name, cell(name))
        if code is None:
            refuse(name, f"“{excerpt(cell(name), 20)}” bukan {_expected(name)}.")
        values[name] = code or ""
    if number.isascii() and number.isdigit() and len(number) < 9:
        parsed.sheets.setdefault(int(number), values)


def _code(name: str, text: str) -> str | None:
    """The code a cell means; empty for a blank one, None when it means nothing."""
    if text in ("", "-"):
        return ""
    if name in ELEMENTS:
        return text if text in SCALE else None
    if name == "age":
        band = next((code for code, label in AGE.items() if label == text), None)
        years = text.isascii() and text.isdigit() and len(text) < 4 and len(AGE) < int(text) <= MAX_AGE
        return band or (text if text in AGE else age_band(int(text)) if years else None)
    codes = GROUPS[name][1]
    words = {_plain(word): code for word, code in _WORDS[name].items()}
    return text if text in codes else words.get(_plain(text))


def _expected(name: str) -> str:
    if name in ELEMENTS:
        return "jawaban 1 sampai 4 (kosong bila tidak diisi)"
    if name == "age":
        return f"umur sampai {MAX_AGE} tahun"
    return " / ".join(GROUPS[name][1].values())
