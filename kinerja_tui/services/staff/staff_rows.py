"""One row of a staff list against what this PC knows: new, changed, unchanged or refused, each with its words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kinerja_tui.rules.formats import excerpt, fold
from kinerja_tui.rules.labels import Labelled
from kinerja_tui.rules.nip import birth_date_of, check_nip
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.staff import PostKind, StaffKind
from kinerja_tui.services.labels import field_label, shown
from kinerja_tui.services.staff import staff_cells
from kinerja_tui.services.staff.staff_cells import MAX_NAME, MAX_POST, MAX_UNIT, limited, one_line
from kinerja_tui.services.staff.staff_columns import FIELDS, Columns
from kinerja_tui.services.staff.staff_known import Directory, Known, Meant, shown_cell, shown_day
from kinerja_tui.services.tables.table_columns import COVERED
from kinerja_tui.services.tables.table_files import TableRow

_SHARED = frozenset({"unit", "rater", "rater_nip", "superior", "superior_nip"})
"""What several people have in common: one merged cell beside them means all of them."""


class RowState(Labelled):
    """What a row would do."""

    NEW = "baru", "Baru"
    CHANGED = "berubah", "Berubah"
    SAME = "sama", "Sama"
    REFUSED = "ditolak", "Ditolak"


@dataclass
class StaffRow:
    """One person of a list."""

    source: TableRow
    nip: str = ""
    name: str = ""
    state: RowState = RowState.NEW
    person: dict[str, Any] = field(default_factory=dict)
    """fields of the employee: all of a new one, the changed ones of a known one"""
    post: dict[str, Any] = field(default_factory=dict)
    """fields of the assignment, likewise"""
    post_id: str = ""
    """the known assignment that `post` completes; empty: a first one is written"""
    span_id: str = ""
    """the change of rater that names the rater instead of the assignment"""
    employee_id: str = ""
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    """(field as people call it, old, new)"""
    rater_name: str = ""
    """of somebody new, as this PC or the list knows it"""
    notes: list[str] = field(default_factory=list)
    """what a person should look at; it keeps nothing from being stored"""
    reasons: list[str] = field(default_factory=list)
    """why the row is refused"""
    confirmed: dict[str, str] = field(default_factory=dict)
    """fields with an unusual value, which whoever imports the list confirms"""

    @property
    def number(self) -> int:
        """As the spreadsheet program counts."""
        return self.source.number

    def refuse(self, reason: str) -> None:
        """Keep the row out; the same reason stands there once."""
        self.state = RowState.REFUSED
        if reason not in self.reasons:
            self.reasons.append(reason)


class Reader:
    """Reads the cells of a list's rows."""

    def __init__(self, columns: Columns, today: date, year: int) -> None:
        self._places = columns.places
        self._today, self._year = today, year
        self.first_day = date(year, 1, 1)
        """of a post whose TMT the list does not say, as on the form"""

    def is_about_nobody(self, row: TableRow) -> bool:
        """Whether a row names no person: a heading between, a sum, a second line of titles, the titles repeated."""
        texts = {name: self._cell(row, name) for name in ("nip", "name", "name_nip")}
        if any(self._places.get(name) in row.doubts for name in texts):
            return False
        said = [text for text in texts.values() if text]
        return not said or all(fold(text) in {"jumlah", "total", "nip", "nama", "nama/nip"} for text in said)

    def read(self, row: TableRow) -> StaffRow:
        """The person of a row as the list has it, checked by itself. Whom it means is `compare`'s part."""
        found = StaffRow(row)
        self._refuse_doubts(found)
        name, nip = self._cell(row, "name"), shown_cell(row, self._places.get("nip"))
        if "name_nip" in self._places:
            both = staff_cells.name_and_nip(row.cell(self._places["name_nip"]))
            name, nip = name or both[0], nip or both[1]
        found.nip = staff_cells.read_nip(nip)
        take = _Taking(found)
        found.name = take(lambda: limited(name, MAX_NAME, "Nama")) or ""
        if not found.name:
            found.refuse("Nama belum diisi.")
        golongan, rank = self._cell(row, "golongan"), self._cell(row, "rank")
        kind = take(lambda: staff_cells.kind_of(self._cell(row, "kind"), found.nip, golongan)) or StaffKind.PNS
        if not found.reasons and (problem := staff_cells.nip_problem(found.nip, kind, self._today)):
            found.refuse(problem)
        step = take(lambda: staff_cells.golongan_of(golongan, rank, kind)) or ""
        birth = take(lambda: staff_cells.day_of(self._cell(row, "birth_date"), self._today, self._year))
        start = take(lambda: staff_cells.day_of(self._cell(row, "start"), self._today, self._year))
        title = take(lambda: limited(self._cell(row, "post"), MAX_POST, "Jabatan")) or ""
        unit = take(lambda: limited(self._cell(row, "unit"), MAX_UNIT, "Unit kerja")) or ""
        post_kind, note = staff_cells.post_kind(self._cell(row, "post_kind"), title)
        if found.reasons:
            return found
        if note:
            found.notes.append(note)
        soft = [item.text for item in check_nip(found.nip, kind, birth, self._today) if not item.hard]
        if soft:
            found.notes += soft
            found.confirmed = {"nip": found.nip}
        if start is not None and start > self._today:
            found.notes.append(f"TMT jabatan {shown_day(start.isoformat())} belum terjadi.")
        found.person = {
            "nip": found.nip, "name": found.name, "kind": str(kind), "golongan": step, "birth_date": birth,
        }  # fmt: skip
        found.post = {"post": title, "post_kind": str(post_kind), "unit": unit, "start": start}
        return found

    def says(self, row: TableRow, name: str) -> bool:
        """Whether the list itself says something about a field, so that nothing had to be worked out."""
        return bool(self._cell(row, name))

    def rater(self, row: TableRow, role: str, called: str, people: Directory) -> Meant | None:
        """Whom the columns of a role (rater, superior) name. Raises `RuleBroken`."""
        return people.find(self._raw(row, role), self._raw(row, f"{role}_nip"), called)

    def _cell(self, row: TableRow, name: str) -> str:
        return one_line(self._raw(row, name))

    def _raw(self, row: TableRow, name: str) -> str:
        place = self._places.get(name)
        if place is None:
            return ""
        return row.cell(place) or (row.covered.get(place, "") if name in _SHARED else "")

    def _refuse_doubts(self, found: StaffRow) -> None:
        row = found.source
        for name, place in self._places.items():
            reason = row.doubts.get(place, "")
            if not reason and row.covered.get(place) and name not in _SHARED:
                reason = COVERED
            if reason:
                found.refuse(f"{FIELDS[name]}: {reason}")


class _Taking:
    """Reads a cell; a reason against it goes to the row."""

    def __init__(self, row: StaffRow) -> None:
        self._row = row

    def __call__(self, read: Callable[[], Any]) -> Any:
        try:
            return read()
        except RuleBroken as error:
            self._row.refuse(error.text)
            return None


def complete_new(row: StaffRow, first_day: date) -> None:
    """What the form asks of somebody new: a post, its first day, the birth date out of the NIP."""
    if not row.post["post"]:
        row.refuse("Jabatan belum diisi; pegawai baru memerlukannya.")
    row.post["start"] = row.post["start"] or first_day
    row.person["birth_date"] = row.person["birth_date"] or birth_date_of(row.nip)


def compare(row: StaffRow, known: Known, reader: Reader, raters: Mapping[str, Meant | None]) -> None:
    """What the list says otherwise of somebody known: a person's data change, a post and its raters only fill up.

    A post that is otherwise in the list may be a transfer, and that has a day and ends a plan: it is named, never
    written. A blank cell takes nothing away.
    """
    stored = {"name": known.name, "kind": known.kind, "golongan": known.golongan, "birth_date": known.birth_date}
    says = {name: reader.says(row.source, name) for name in ("kind", "birth_date")} | {
        "name": True, "golongan": bool(row.person["golongan"]),
    }  # fmt: skip
    new = {name: value for name, value in row.person.items() if says.get(name) and _text(value) != stored[name]}
    row.changes += [
        (field_label("employee", name), _shown("employee", name, stored[name]), _shown("employee", name, _text(value)))
        for name, value in new.items()
    ]
    row.person = new
    _compare_post(row, known, reader)
    for role, meant in raters.items():
        if meant is not None:
            _compare_rater(row, known, role, meant)
    row.state = RowState.CHANGED if row.changes else RowState.SAME


def _compare_post(row: StaffRow, known: Known, reader: Reader) -> None:
    listed, row.post = row.post, {}
    row.post_id, row.span_id = known.post_id, known.span_id
    if not known.post_id:
        if listed["post"]:
            row.post = {**listed, "start": listed["start"] or reader.first_day}
            row.changes.append((field_label("assignment", "post"), "", listed["post"]))
        return
    other = []
    if listed["post"] and fold(listed["post"]) != fold(known.post):
        other.append(f"jabatan “{excerpt(listed['post'], 60)}” (di sini {excerpt(known.post, 60) or 'kosong'})")
    if listed["unit"] and not known.unit:
        row.post["unit"] = listed["unit"]
        row.changes.append((field_label("assignment", "unit"), "", listed["unit"]))
    elif listed["unit"] and fold(listed["unit"]) != fold(known.unit):
        other.append(f"unit kerja “{excerpt(listed['unit'], 60)}” (di sini {excerpt(known.unit, 60)})")
    if not other and reader.says(row.source, "post_kind") and listed["post_kind"] != known.post_kind:
        other.append(f"jenis jabatan {PostKind(listed['post_kind']).label}")
    if not other and listed["start"] is not None and listed["start"].isoformat() != known.start:
        other.append(f"TMT {shown_day(listed['start'].isoformat())} (di sini {shown_day(known.start) or 'kosong'})")
    if other:
        row.notes.append(
            f"Lain di berkas: {', '.join(other)}. Tidak diubah: bila pindah jabatan, catat Mutasi (m di daftar "
            "Pegawai); bila salah tulis, perbaiki dengan Enter."
        )


def _compare_rater(row: StaffRow, known: Known, role: str, meant: Meant) -> None:
    known_id = known.rater_id if role == "rater" else known.superior_id
    known_card = known.rater_card if role == "rater" else known.superior_card
    if not (meant.id or meant.card):
        return
    if known_id or (known_card or {}).get("name"):
        same = meant.id == known_id if meant.id else _same_card(meant.card, known_card) and not known_id
        if not same:
            what = "Pejabat penilai" if role == "rater" else "Atasan pejabat penilai"
            row.notes.append(
                f"{what} lain di berkas. Tidak diubah: ganti dengan g di daftar Pegawai, dengan tanggalnya."
            )
        return
    if known.post_id:
        if meant.note:
            row.notes.append(meant.note)
        row.post |= {f"{role}_{name}": value for name, value in meant.columns.items()}
        row.changes.append((field_label("assignment", f"{role}_id"), "", meant.name))


def _same_card(one: Mapping[str, Any] | None, other: Mapping[str, Any] | None) -> bool:
    return fold(str((one or {}).get("name", ""))) == fold(str((other or {}).get("name", "")))


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "")


def _shown(table: str, name: str, text: str) -> str:
    return shown(table, name, text) if text else ""
