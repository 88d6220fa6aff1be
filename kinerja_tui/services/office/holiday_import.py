"""Holidays from a table (CSV, .xlsx, .xls, .ods): a column tanggal and a column nama, all of it or nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from kinerja_tui.models.database import Database
from kinerja_tui.models.objections import Holiday
from kinerja_tui.rules.formats import excerpt, format_date
from kinerja_tui.rules.periods import parse_day
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.tables.table_columns import RowProblem, find_head
from kinerja_tui.services.tables.table_files import Table

MAX_ROWS = 400
MAX_NAME = 100

_HEADERS: Mapping[str, tuple[str, ...]] = {
    "day": ("tanggal", "tgl", "tanggal libur", "hari tanggal", "tanggal hari libur"),
    "name": ("nama", "keterangan", "hari libur", "nama hari libur", "uraian", "libur", "nama libur"),
}
_NAMES: Mapping[str, str] = {"day": "Tanggal", "name": "Nama"}
_REQUIRED: Mapping[str, str] = {"day": "Kolom Tanggal tidak ada.", "name": "Kolom Nama (atau Keterangan) tidak ada."}
_WEEKDAY = re.compile(r"(senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad)\s*[,/]?\s+", re.IGNORECASE)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_YEAR = re.compile(r"(?<!\d)\d{4}\Z")


@dataclass
class Parsed:
    """What a file holds: days with their names, what of it is new here, and every problem found."""

    name: str
    """the file, and its sheet, for people"""
    days: dict[date, str] = field(default_factory=dict)
    before: dict[date, str] = field(default_factory=dict)
    """the same days as the list has them now"""
    problems: list[RowProblem] = field(default_factory=list)

    @property
    def changes(self) -> dict[date, str]:
        """Days that are not on the list, or that carry another name there."""
        return {day: name for day, name in self.days.items() if self.before.get(day) != name}


def parse(db: Database, table: Table) -> Parsed:
    """Read a table of holidays of the working year; nothing is stored."""
    head = find_head(table, _HEADERS, _REQUIRED, ignored=True)
    parsed = Parsed(table.name, problems=list(head.problems))
    if parsed.problems:
        return parsed
    rows: dict[date, int] = {}
    for row in head.rows:
        text, name = head.text(row, "day"), head.text(row, "name")
        doubts = head.doubts(row, _NAMES)
        parsed.problems += doubts
        if doubts or not (text or name):
            continue
        try:
            day = _day(text, db)
        except RuleBroken as error:
            parsed.problems.append(RowProblem(row.number, "Tanggal", error.text))
            continue
        if not name:
            parsed.problems.append(RowProblem(row.number, "Nama", f"Nama libur {format_date(day)} belum diisi."))
        elif len(name) > MAX_NAME:
            parsed.problems.append(RowProblem(row.number, "Nama", f"Nama paling panjang {MAX_NAME} huruf."))
        elif day in rows:
            reason = f"{format_date(day)} sudah ada di baris {rows[day]}. Satu hari cukup satu baris."
            parsed.problems.append(RowProblem(row.number, "Tanggal", reason))
        else:
            rows[day] = row.number
            parsed.days[day] = name
    if not parsed.days and not parsed.problems:
        reason = "Tidak ada satu baris pun di bawah judul kolom."
        parsed.problems.append(RowProblem(table.rows[-1].number + 1, "", reason))
    stored = db.file.rows("SELECT day, name FROM holiday WHERE NOT removed AND day IS NOT NULL")
    known = {date.fromisoformat(day): name for day, name in stored}
    parsed.before = {day: known[day] for day in parsed.days if day in known}
    return parsed


def store(db: Database, parsed: Parsed) -> int:
    """Store what is new or named anew in one change and return how many days. Raises `RuleBroken` on any problem."""
    if parsed.problems:
        raise RuleBroken(f"Ada {len(parsed.problems)} masalah di {parsed.name}. Tidak ada yang diimpor.")
    changes = parsed.changes
    if not changes:
        raise RuleBroken("Semua hari libur di berkas ini sudah ada di daftar. Tidak ada yang diubah.")
    with db.act(f"{len(changes)} hari libur diimpor dari {parsed.name}") as act:
        for day, name in changes.items():
            act.write_anew(Holiday, Holiday.id_of(day), day=day, name=name)
    return len(changes)


def _day(text: str, db: Database) -> date:
    """A day as a file has it, with its year, perhaps behind the day of the week. Raises `RuleBroken`."""
    typed = _WEEKDAY.sub("", text.strip(), count=1)
    if not typed:
        raise RuleBroken("Tanggal belum diisi.")
    if _ISO.match(typed):
        try:
            day = date.fromisoformat(typed)
        except ValueError:
            raise RuleBroken(f"Tanggal {typed} tidak ada di kalender.") from None
    elif typed.isdigit() or not _YEAR.search(typed):
        raise RuleBroken(f"“{excerpt(text, 30)}” bukan tanggal lengkap dengan tahunnya, misalnya 17-8-{db.year}.")
    else:
        day = parse_day(typed, db.today(), db.year)
    if day.year != db.year:
        raise RuleBroken(f"{format_date(day)} bukan di tahun kerja {db.year}. Tahun kerja diganti di Pengaturan.")
    return day
