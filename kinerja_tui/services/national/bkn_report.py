"""e-Kinerja's "Laporan Penilaian SKP" as a table: its head wherever it stands, columns by name, each row as it reads.

The columns are known from reports that offices keep and from client programs [C], not from an official document. A cell
that cannot be taken as it reads carries the reason; nothing is mended here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kinerja_tui.rules.formats import excerpt, fold
from kinerja_tui.rules.nip import check_nip, normalise
from kinerja_tui.rules.periods import parse_day
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.ratings import Predicate, parse_predicate
from kinerja_tui.rules.staff import StaffKind
from kinerja_tui.services.tables.table_columns import LOOKED_AT, Head, RowProblem, find_head, words
from kinerja_tui.services.tables.table_files import Table, TableRow

MAX_ROWS = 100_000
"""A district's report has a row per person and SKP; more is another file."""

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "nip": ("nip", "nip baru", "nip pegawai", "nip ni pppk", "nip nipppk", "nomor induk pegawai"),
    "name": ("nama", "nama pegawai", "nama lengkap"),
    "acting": ("is plt plh", "plt plh", "plt", "plt atau plh"),
    "ends": ("periode akhir", "tanggal akhir", "akhir periode", "periode selesai"),
    "unit": ("skp unor induk", "unor induk", "unit kerja", "skp unor", "unor"),
    "status": ("skp status", "status skp", "status"),
    "result": ("hasil akhir", "predikat", "predikat kinerja", "predikat kinerja pegawai", "hasil penilaian"),
    "rater_nip": ("penilai nip", "nip penilai", "nip pejabat penilai", "pejabat penilai nip", "penilai nip nrp"),
    "rater_name": ("penilai nama", "nama penilai", "nama pejabat penilai", "pejabat penilai", "penilai"),
}
"""Field -> the words its column is known by, the surest first, as `table_columns.words` writes them."""

SHOWN = {
    "nip": "nip",
    "name": "nama",
    "acting": "is_plt_plh",
    "ends": "periode_akhir",
    "unit": "skp_unor_induk",
    "status": "skp_status",
    "result": "hasil_akhir",
}
"""Columns every report should have, as it calls them."""
_REQUIRED = {
    "nip": "Kolom nip tidak ada, jadi tidak ada yang dapat dicocokkan.",
    "result": "Kolom hasil_akhir tidak ada, jadi tidak ada predikat yang dapat dicocokkan.",
}
_TITLE = 3
"""Filled cells of a line of title at most; a head has more."""
_NIP = re.compile(r"[0-9]{18}")
_NO = frozenset({"", "0", "-", "false", "salah", "tidak", "t", "n", "no", "bukan", "f"})
_NOTHING = frozenset({"", "-", "–", "null", "none", "n/a", "belum dinilai", "belum ada"})
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T].*)?\Z")


@dataclass(frozen=True)
class ReportRow:
    """One row as it reads."""

    number: int
    """as the spreadsheet program counts"""
    nip: str
    """18 digits; empty where `broken` says why there is none"""
    broken: str
    shown_nip: str
    """as the cell reads"""
    name: str
    acting: bool
    ends: date | None
    unit: str
    status: str
    result: str
    """as the cell reads; empty for none"""
    predicate: Predicate | None
    rater_nip: str
    rater_name: str


@dataclass(frozen=True)
class Report:
    """A report that could be read, or the problems that keep it from being read."""

    name: str
    heads: tuple[str, ...] = ()
    """lines above the table: its title, the instansi"""
    rows: tuple[ReportRow, ...] = ()
    missing: tuple[str, ...] = ()
    """columns a report should have and this one has not"""
    has_rater: bool = False
    problems: tuple[RowProblem, ...] = ()


def read_report(table: Table) -> Report:
    """Read the rows of a report; nothing is stored."""
    head = find_head(table, _known(table), _REQUIRED, ignored=True)
    if head.problems:
        return Report(table.name, problems=tuple(head.problems))
    rows = tuple(_row(head, row) for row in head.rows if any(head.text(row, name) for name in COLUMNS))
    first = head.rows[0].number if head.rows else 0
    above = [[cell for cell in row.cells if cell] for row in table.rows if row.number < first]
    heads = [" ".join(cells) for cells in above if len(cells) <= _TITLE]
    missing = tuple(label for name, label in SHOWN.items() if name not in head.places)
    has_rater = bool({"rater_nip", "rater_name"} & head.places.keys())
    problems = (
        () if rows else (RowProblem(table.rows[-1].number, "", "Tidak ada satu baris pun di bawah judul kolom."),)
    )
    return Report(
        table.name, tuple(excerpt(text, 100) for text in heads[:3] if text), rows, missing, has_rater, problems
    )


def _known(table: Table) -> dict[str, tuple[str, ...]]:
    """Of several columns that could be meant (skp_unor_induk and skp_unor) the surest, instead of both."""
    present = {words(cell) for row in table.rows[:LOOKED_AT] for cell in row.cells}
    return {name: next(((word,) for word in known if word in present), known) for name, known in COLUMNS.items()}


def _row(head: Head, row: TableRow) -> ReportRow:
    nip, broken = _nip(head, row)
    result = head.text(row, "result")
    result = "" if fold(result) in _NOTHING else result
    doubt = _doubt(head, row, "result")  # an error, a part of a merged cell: no predikat, whatever it reads
    return ReportRow(
        number=row.number,
        nip=nip,
        broken=broken,
        shown_nip=head.text(row, "nip"),
        name=head.text(row, "name"),
        acting=fold(head.text(row, "acting")) not in _NO,
        ends=_day(head.text(row, "ends")),
        unit=head.text(row, "unit"),
        status=head.text(row, "status"),
        result=result or ("sel bermasalah" if doubt else ""),
        predicate=None if doubt else parse_predicate(result),
        rater_nip=normalise(head.text(row, "rater_nip")),
        rater_name=head.text(row, "rater_name"),
    )


def _nip(head: Head, row: TableRow) -> tuple[str, str]:
    """The NIP, or why it cannot be matched: digits that a spreadsheet lost are never filled in."""
    text = head.text(row, "nip")
    if doubt := _doubt(head, row, "nip"):
        return "", doubt
    digits = normalise(text)
    if _NIP.fullmatch(digits):
        return digits, ""
    return "", check_nip(text, StaffKind.PNS)[0].text


def _doubt(head: Head, row: TableRow, name: str) -> str:
    place = head.places.get(name)
    if place is None:
        return ""
    found = [problem.reason for problem in head.doubts(row, {}) if problem.column == name]
    return found[0] if found else ""


def _day(text: str) -> date | None:
    """A day with its year, or None."""
    if match := _DAY.match(text):
        try:
            return date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            return None
    if not re.search(r"(?<!\d)\d{4}\Z", text):
        return None
    try:
        return parse_day(text, date(2000, 1, 1), 2000)
    except RuleBroken:
        return None
