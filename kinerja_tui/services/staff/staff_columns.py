"""Which column of a staff list means what: by its words, by what a person said the last time, or by what stands in it.

Lists of offices carry many columns the forms do not need; they are named and left out (UU 27/2022).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kinerja_tui.models.database import Database
from kinerja_tui.rules.formats import excerpt
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.staff.staff_cells import looks_like
from kinerja_tui.services.tables.table_columns import Head, find_head, words
from kinerja_tui.services.tables.table_files import Table, TableRow

FIELDS: Mapping[str, str] = {
    "nip": "NIP",
    "name": "Nama",
    "name_nip": "Nama dan NIP dalam satu sel",
    "kind": "Status (PNS, CPNS, PPPK)",
    "golongan": "Golongan",
    "rank": "Pangkat",
    "birth_date": "Tanggal lahir",
    "post": "Jabatan",
    "post_kind": "Jenis jabatan, eselon, jenjang",
    "unit": "Unit kerja",
    "start": "TMT jabatan",
    "rater": "Pejabat penilai",
    "rater_nip": "NIP pejabat penilai",
    "superior": "Atasan pejabat penilai",
    "superior_nip": "NIP atasan pejabat penilai",
}
"""Field -> what people call it. Those of the employee form, and the ways lists have of writing them."""

_WORDS: Mapping[str, tuple[str, ...]] = {
    "nip": (
        "nip", "nip baru", "nip pegawai", "nip ni pppk", "nip nipppk", "nip ni p3k", "ni pppk", "nipppk", "nip nrp",
        "nomor induk pegawai", "no induk pegawai", "nomor induk",
    ),
    "name": (
        "nama", "nama pegawai", "nama lengkap", "nama asn", "nama pns", "nama gelar", "nama dan gelar",
        "nama lengkap dan gelar", "nama lengkap dengan gelar", "nama dengan gelar", "nama pegawai dan gelar",
    ),
    "name_nip": ("nama nip", "nama dan nip", "nama pegawai nip", "nama lengkap nip", "nama nip pegawai"),
    "kind": (
        "jenis", "jenis pegawai", "jenis asn", "jenis kepegawaian", "status", "status pegawai", "status asn",
        "status kepegawaian", "pns pppk", "pns cpns pppk", "asn",
    ),
    "golongan": (
        "golongan", "gol", "golru", "gol ruang", "golongan ruang", "gol akhir", "golongan terakhir", "gol terakhir",
        "pangkat golongan", "pangkat gol", "pangkat gol ruang", "pangkat golongan ruang", "pangkat dan golongan",
        "pangkat dan golongan ruang", "gol pangkat", "golongan pangkat", "pangkat golru",
    ),
    "rank": ("pangkat", "nama pangkat", "pangkat terakhir"),
    "birth_date": (
        "tanggal lahir", "tgl lahir", "lahir", "tempat tanggal lahir", "tempat tgl lahir", "tempat dan tanggal lahir",
        "ttl",
    ),
    "post": (
        "jabatan", "nama jabatan", "jabatan terakhir", "jabatan sekarang", "jabatan saat ini", "nama jabatan terakhir",
        "uraian jabatan", "jabatan definitif",
    ),
    "post_kind": (
        "jenis jabatan", "eselon", "esl", "eselonering", "jenjang", "jenjang jabatan", "kelompok jabatan",
        "tipe jabatan", "eselon jenjang", "jenis jabatan eselon jenjang",
    ),
    "unit": (
        "unit kerja", "unit", "unor", "unit organisasi", "nama unor", "nama unit kerja", "bagian", "seksi", "subbagian",
        "sub bagian", "seksi subbag", "seksi subbagian", "bidang", "sub unit", "sub unit kerja", "penempatan",
    ),
    "start": (
        "tmt jabatan", "tmt jabatan terakhir", "tmt menjabat", "tmt jab", "mulai", "mulai menjabat", "mulai jabatan",
        "tanggal mulai", "tgl mulai", "mulai tanggal", "tanggal mulai menjabat", "tmt dalam jabatan",
    ),
    "rater": (
        "pejabat penilai", "pejabat penilai kinerja", "penilai", "nama penilai", "nama pejabat penilai", "atasan",
        "atasan langsung", "nama atasan", "nama atasan langsung", "pejabat penilai nip atau nama",
    ),
    "rater_nip": ("nip pejabat penilai", "nip penilai", "nip atasan", "nip atasan langsung"),
    "superior": (
        "atasan pejabat penilai", "atasan penilai", "nama atasan pejabat penilai", "nama atasan penilai",
        "atasan pejabat penilai nip atau nama",
    ),
    "superior_nip": ("nip atasan pejabat penilai", "nip atasan penilai"),
}  # fmt: skip

_LETTERS = 26


@dataclass(frozen=True)
class Columns:
    """How a staff list is read: its head, and for every column what it means."""

    table: Table
    head: Head
    fields: Mapping[int, str]
    """place -> key of `FIELDS`, or empty for a column that is left out; every titled column is here"""

    @property
    def has_titles(self) -> bool:
        """Whether the list has a row of titles at all."""
        return self.head.number > 0

    @property
    def places(self) -> Mapping[str, int]:
        """Field -> place."""
        return {name: place for place, name in self.fields.items() if name}

    @property
    def left_out(self) -> list[str]:
        """Titles of the columns that are not taken."""
        return [self.head.columns[place] for place, name in self.fields.items() if not name]

    @property
    def problem(self) -> str:
        """What is missing to read people at all; empty when nothing is."""
        places = self.places
        if "name_nip" in places or {"nip", "name"} <= places.keys():
            return ""
        missing = " dan ".join(FIELDS[name] for name in ("nip", "name") if name not in places)
        return f"Belum ada kolom untuk {missing}. Pilih kolomnya dulu dengan Enter."

    def example(self, place: int) -> str:
        """The first thing that stands in a column, on one line."""
        found = next((row.cell(place) for row in self.head.rows if row.cell(place)), "")
        return excerpt(found, 40)

    def chosen(self, place: int, name: str) -> Columns:
        """The same list with a column read as something else; where that was read before, it is left out."""
        fields = {at: "" if name and known == name else known for at, known in self.fields.items()}
        return replace(self, fields={**fields, place: name})


def recognise(db: Database, table: Table) -> Columns:
    """Read the head of a staff list, without one guess from what stands in the columns. Nothing is stored.

    What a person said about the same titles the last time goes first.
    """
    head = find_head(table, _WORDS, {}, ignored=True)
    if {"nip", "name", "name_nip"}.isdisjoint(head.places) and len(head.places) < 2:
        head = Head({}, {}, table.rows, (), _lettered(table.rows))
        return Columns(table, head, _guessed(head))
    fields = dict.fromkeys(head.columns, "") | {place: name for name, place in head.places.items()}
    columns = Columns(table, head, dict(sorted(fields.items())))
    remembered = _remembered(db, columns)
    return replace(columns, fields=remembered) if remembered else columns


def remember(db: Database, columns: Columns) -> None:
    """Keep on this PC what a person said about these titles."""
    if columns.has_titles:
        said = {str(place): name for place, name in columns.fields.items()}
        db.set_setting(_setting(columns), json.dumps(said, separators=(",", ":")))


def check(columns: Columns) -> None:
    """Raises `RuleBroken` when the list cannot be read for want of a column."""
    if columns.problem:
        expected = ", ".join(columns.head.columns.values())
        raise RuleBroken(
            f"{columns.problem} Judul yang ada: {excerpt(expected, 200)}."
            if columns.has_titles
            else f"Baris judul (NIP, Nama, …) tidak ditemukan di {columns.table.name}. {columns.problem}"
        )


def _remembered(db: Database, columns: Columns) -> dict[int, str]:
    try:
        said = json.loads(db.setting(_setting(columns)) or "{}")
        found = {int(place): name for place, name in said.items()}
    except (ValueError, AttributeError):
        return {}
    names = [name for name in found.values() if name]
    fits = found.keys() == columns.fields.keys() and set(names) <= FIELDS.keys() and len(names) == len(set(names))
    return found if fits else {}


def _setting(columns: Columns) -> str:
    titles = "\x1f".join(f"{place}:{words(title)}" for place, title in sorted(columns.head.columns.items()))
    return f"staff_columns:{hashlib.sha256(titles.encode()).hexdigest()[:16]}"


def _lettered(rows: Sequence[TableRow]) -> dict[int, str]:
    """Titles for a list that has none, as the spreadsheet program letters its columns."""
    width = max((len(row.cells) for row in rows), default=0)
    used = [place for place in range(width) if any(row.cell(place) for row in rows)]
    return {place: f"Kolom {_letters(place)}" for place in used}


def _letters(place: int) -> str:
    before, last = divmod(place, _LETTERS)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)


def _guessed(head: Head) -> dict[int, str]:
    """What columns without titles are, as far as most of their cells say so; the rest is for a person to say."""
    fields = dict.fromkeys(head.columns, "")
    for place in head.columns:
        cells = [row.cell(place) for row in head.rows[:100] if row.cell(place)]
        for name in ("nip", "kind", "golongan", "post", "unit", "name"):
            fits = sum(looks_like(name, cell) for cell in cells)
            if name not in fields.values() and 2 * fits > len(cells):
                fields[place] = name
                break
    return fields
