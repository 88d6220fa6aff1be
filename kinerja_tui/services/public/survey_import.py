"""Questionnaires from a table (CSV, .xlsx, .xls, .ods): all rows are right and stored in one change, or none is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from kinerja_tui.models.database import Database
from kinerja_tui.models.surveys import SurveySheet
from kinerja_tui.rules.formats import excerpt, fold
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.survey import AGE, EDUCATION, ELEMENTS, GROUPS, OCCUPATION, SCALE, age_band
from kinerja_tui.services.public import surveys
from kinerja_tui.services.public.survey_sheets import MAX_NUMBER, SHEET_FIELDS, name_of
from kinerja_tui.services.tables.table_columns import Head, RowProblem, find_head, words
from kinerja_tui.services.tables.table_files import Table, TableRow

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
"""Column -> the names it is known by. U8 and U9 are missing on purpose: published pages disagree which is which, so a
person who uses them is asked."""
_ORDER = "Urutan U8 dan U9 berbeda di tiap formulir. Tulis namanya: Penanganan Pengaduan atau Sarana Prasarana."
_AMBIGUOUS = {"u8": _ORDER, "u9": _ORDER}
_REQUIRED: Mapping[str, str] = {
    "number": "Kolom Nomor tidak ada; tanpa nomor, lembar ganda tak terlihat.",
    **{key: f"Kolom unsur {name} tidak ada." for key, name in ELEMENTS.items()},
}
_NAMES: Mapping[str, str] = {"number": "Nomor", **{name: name_of(name) for name in SHEET_FIELDS}}
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


@dataclass
class Parsed:
    """What a file holds: sheets by number, and every problem found."""

    name: str
    """the file, and its sheet, for people"""
    sheets: dict[int, dict[str, str]] = field(default_factory=dict)
    problems: list[RowProblem] = field(default_factory=list)
    titles: Mapping[str, str] = field(default_factory=dict)
    """field -> the words above its column in the file"""
    asks_order: bool = False
    """whether columns are called U8 and U9 only, and a person has to say which is which"""


def parse(db: Database, survey_id: str, table: Table, eighth: str = "") -> Parsed:
    """Read a table for a survey; nothing is stored.

    ``eighth``: the element that U8 means in this file, "complaints" or "facilities"; the other one is U9 then.
    """
    known, refused = dict(_HEADERS), dict(_AMBIGUOUS)
    if eighth:
        for name, column in (("u8", eighth), ("u9", "facilities" if eighth == "complaints" else "complaints")):
            known[column], refused = (*known[column], name), {}
    known = {column: (*names, *_numbered(column, names)) for column, names in known.items()}
    head = find_head(table, known, _REQUIRED, refused=refused)
    parsed = Parsed(table.name, problems=list(head.problems), titles=head.titles)
    if parsed.problems:
        elements = {problem.reason for problem in parsed.problems}
        rest = {*_AMBIGUOUS.values(), _REQUIRED["complaints"], _REQUIRED["facilities"]}
        parsed.asks_order = elements <= rest and bool(elements & set(_AMBIGUOUS.values()))
        return parsed
    taken = {
        row[0]
        for row in db.file.rows("SELECT number FROM survey_sheet WHERE survey_id = ? AND NOT removed", (survey_id,))
    }
    for row in head.rows:
        _row(row, head, taken, parsed)
    if not parsed.sheets and not parsed.problems:
        last = table.rows[-1].number + 1
        parsed.problems.append(RowProblem(last, "", "Tidak ada satu baris pun di bawah judul kolom."))
    return parsed


def store(db: Database, survey_id: str, parsed: Parsed, progress: Callable[[int, int], None] | None = None) -> int:
    """Store every sheet in one change and return how many. Raises `RuleBroken` when there is any problem.

    ``progress`` may raise to stop; then nothing is stored.
    """
    if parsed.problems:
        raise RuleBroken(f"Ada {len(parsed.problems)} masalah di {parsed.name}. Tidak ada yang diimpor.")
    survey = surveys.read(db, survey_id)
    title = f"{len(parsed.sheets)} lembar survei diimpor dari {parsed.name}"
    with db.act(title, surveys.subject_of(survey, db)) as act:
        for done, (number, values) in enumerate(parsed.sheets.items()):
            if progress is not None and done % 50 == 0:
                progress(done, len(parsed.sheets))
            sheet_id = SurveySheet.id_of(survey_id, number)
            known = act.session.get(SurveySheet, sheet_id)
            if known is not None and not known.removed:
                raise RuleBroken(f"Lembar {number} sudah ada. Tidak ada yang diimpor.")
            head = {"survey_id": survey_id, "number": number, "entered_on": db.today()}
            act.write_anew(SurveySheet, sheet_id, **head, **values)
    return len(parsed.sheets)


def _numbered(column: str, names: tuple[str, ...]) -> list[str]:
    """The same names with their number before or behind, as in ``U1. Persyaratan``."""
    if column not in ELEMENTS:
        return []
    numbers = [f"u{number}" for number in range(1, len(ELEMENTS) + 1)]
    long = [name for name in names if name not in numbers]
    return [text for number in numbers for name in long for text in (f"{number} {name}", f"{name} {number}")]


def _row(row: TableRow, head: Head, taken: set[int], parsed: Parsed) -> None:
    doubts = head.doubts(row, _NAMES)
    parsed.problems += doubts
    doubtful = {problem.column for problem in doubts}

    def refuse(name: str, reason: str) -> None:
        if _NAMES[name] not in doubtful:
            parsed.problems.append(RowProblem(row.number, _NAMES[name], reason))

    if head.beyond(row):
        parsed.problems.append(RowProblem(row.number, "", "Baris ini lebih panjang dari judul kolomnya."))
    number = head.text(row, "number")
    is_number = number.isascii() and number.isdigit() and len(number) < 9
    if not is_number or not 1 <= int(number) <= MAX_NUMBER:
        refuse("number", f"{_quoted(number)} bukan nomor lembar 1 sampai {MAX_NUMBER}. Baris jumlah: hapus dulu.")
    elif int(number) in taken:
        refuse("number", f"Lembar {number} sudah ada di survei ini.")
    elif int(number) in parsed.sheets:
        refuse("number", f"Lembar {number} ada dua kali di berkas ini.")
    values = {}
    for name in SHEET_FIELDS:
        code = _code(name, head.text(row, name))
        if code is None:
            refuse(name, f"{_quoted(head.text(row, name))} bukan {_expected(name)}.")
        values[name] = code or ""
    if is_number:
        parsed.sheets.setdefault(int(number), values)


def _quoted(text: str) -> str:
    return f"“{excerpt(text, 20)}”" if text else "Isian kosong"


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
    known = {words(word): code for word, code in _WORDS[name].items()}
    return text if text in codes else known.get(words(text))


def _expected(name: str) -> str:
    if name in ELEMENTS:
        return "jawaban 1 sampai 4 (kosong bila tidak diisi)"
    if name == "age":
        return f"umur sampai {MAX_AGE} tahun"
    return " / ".join(GROUPS[name][1].values())
