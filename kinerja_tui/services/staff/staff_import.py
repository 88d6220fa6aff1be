"""A staff list from a table: read against this PC, previewed by whoever asked, and stored as a whole or not at all.

Each person is one change, as if keyed on the form; all of them are one transaction, so a power cut leaves none of it,
and one thing to undo.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kinerja_tui.models.act import Act
from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Assignment, Employee, RaterSpan
from kinerja_tui.models.records import new_id
from kinerja_tui.rules.formats import fold
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.history.joined_acts import joined
from kinerja_tui.services.staff import dated, staff_columns, staff_known
from kinerja_tui.services.staff.staff_columns import Columns
from kinerja_tui.services.staff.staff_known import Known, Meant
from kinerja_tui.services.staff.staff_rows import Reader, RowState, StaffRow, compare, complete_new

Progress = Callable[[int, int], None]
"""Called with (done, total) rows; may raise to stop, and then nothing is stored."""

_ROLES = {"rater": "pejabat penilai", "superior": "atasan pejabat penilai"}
_STEP = 50
"""Rows between two calls of `Progress`."""


@dataclass
class StaffList:
    """What a list would do here, row by row; nothing is stored yet."""

    columns: Columns
    rows: list[StaffRow] = field(default_factory=list)
    passed: list[int] = field(default_factory=list)
    """rows that name nobody: headings between, sums, signatures"""
    newest: int = 0
    """the newest change of this PC when the list was read"""

    @property
    def name(self) -> str:
        """The file, and its sheet, for people."""
        return self.columns.table.name

    @property
    def counts(self) -> Counter[RowState]:
        """State -> how many rows."""
        return Counter(row.state for row in self.rows)

    @property
    def refused(self) -> list[StaffRow]:
        """Rows that are not taken."""
        return [row for row in self.rows if row.state is RowState.REFUSED]

    @property
    def to_store(self) -> list[StaffRow]:
        """Rows that would change something."""
        return [row for row in self.rows if row.state in (RowState.NEW, RowState.CHANGED)]


def read(db: Database, columns: Columns, progress: Progress | None = None) -> StaffList:
    """Read every row of a list whose columns are known. Raises `RuleBroken` when a needed column is missing."""
    staff_columns.check(columns)
    found = StaffList(columns, newest=_newest(db))
    reader = Reader(columns, db.today(), db.year)
    for place, source in enumerate(columns.head.rows):
        _tell(progress, place, len(columns.head.rows))
        if reader.is_about_nobody(source):
            found.passed.append(source.number)
        else:
            found.rows.append(reader.read(source))
    _refuse_doubles(found.rows)
    known = staff_known.people(db.file, dated.day(db.today()))
    by_nip: dict[str, list[Known]] = defaultdict(list)
    for person in known:
        by_nip[person.nip].append(person)
    taken = {row[0] for row in db.file.rows("SELECT id FROM employee")}
    for row in found.rows:
        if row.state is not RowState.REFUSED:
            _recognise(row, by_nip.get(row.nip, []), taken, db.office, reader.first_day)
    _compare_all(found, reader, known, {person.id: person for person in known})
    return found


def store(
    db: Database, staff: StaffList, *, without_refused: bool = False, progress: Progress | None = None
) -> Counter[RowState]:
    """Store all rows, or raising `RuleBroken` none; returns how many were new and how many changed.

    ``without_refused``: whether a person decided that the refused rows stay out; if not, one of them keeps all out.
    """
    if staff.refused and not without_refused:
        raise RuleBroken(f"{len(staff.refused)} baris {staff.name} ditolak. Tidak ada yang diimpor.")
    rows = staff.to_store
    if not rows:
        raise RuleBroken(f"Tidak ada yang baru atau berubah di {staff.name}. Tidak ada yang diimpor.")
    with joined(db, f"{len(rows)} pegawai diimpor dari {staff.name}"):
        if _newest(db) != staff.newest:
            raise RuleBroken("Data berubah sesudah pratinjau ini dibuat. Tidak ada yang diimpor; ulangi impornya.")
        for place, row in enumerate(rows):
            _tell(progress, place, len(rows))
            new = row.state is RowState.NEW
            title = f"Pegawai baru: {row.name}" if new else f"Pegawai {row.name}: data diubah"
            with db.act(f"{title} (impor {staff.name})", row.employee_id) as act:
                _write(act, row, db)
    return Counter(row.state for row in rows)


def _newest(db: Database) -> int:
    with db.reading() as session:
        found = session.connection().exec_driver_sql("SELECT max(seq) FROM journal")
        return int(found.scalar() or 0)


def _tell(progress: Progress | None, done: int, total: int) -> None:
    if progress is not None and done % _STEP == 0:
        progress(done, total)


def _refuse_doubles(rows: Iterable[StaffRow]) -> None:
    """Of two rows with one number neither is taken: which of them is right, the list does not say."""
    numbers: dict[str, list[StaffRow]] = defaultdict(list)
    names: dict[str, list[StaffRow]] = defaultdict(list)
    for row in rows:
        if row.nip.isdigit():
            numbers[row.nip].append(row)
        names[fold(row.name)].append(row)
    for same in numbers.values():
        for row in same if len(same) > 1 else ():
            others = ", ".join(str(other.number) for other in same if other is not row)
            row.refuse(f"NIP ini juga ada di baris {others}.")
    for name, same in names.items():
        for row in same if name and len(same) > 1 else ():
            others = ", ".join(str(other.number) for other in same if other is not row and other.nip != row.nip)
            if others:
                row.notes.append(f"Nama yang sama dengan NIP lain ada di baris {others}.")


def _recognise(row: StaffRow, same: list[Known], taken: set[str], office: str, first_day: date) -> None:
    if len(same) > 1:
        row.refuse(f"NIP ini dipakai {len(same)} orang di daftar Pegawai. Bereskan dulu di layar Perlu dibereskan (7).")
    elif same and same[0].ended:
        row.refuse(
            f"{same[0].name} sudah berhenti ({same[0].ended}). Bila kembali bertugas: v di daftar Pegawai, lalu b."
        )
    elif same and same[0].office not in ("", office):
        row.refuse(f"{same[0].name} tercatat di kantor lain ({same[0].office}). Kepindahannya dicatat BKPSDM.")
    elif same:
        row.employee_id = same[0].id
    else:
        natural = Employee.id_of(row.nip)
        row.employee_id = new_id() if natural in taken else natural
        complete_new(row, first_day)


def _compare_all(found: StaffList, reader: Reader, known: list[Known], by_id: dict[str, Known]) -> None:
    people = staff_known.directory(known)
    names: dict[str, set[str]] = defaultdict(set)
    for person in known:
        names[fold(person.name)].add(person.nip)
    for row in found.rows:
        if row.state is RowState.REFUSED:
            people.refused |= {key: row.number for key in (row.nip, fold(row.name)) if key}
        elif row.employee_id not in by_id:
            people.add(row.employee_id, row.nip, row.name, row.post["post"])
            if names[fold(row.name)] - {row.nip}:
                row.notes.append("Nama yang sama dengan NIP lain sudah ada di daftar Pegawai.")
    named: dict[str, dict[str, Meant | None]] = {}
    for row in found.rows:
        if row.state is not RowState.REFUSED:
            raters = _raters(row, reader, people)
            if not row.reasons:
                named[row.employee_id] = raters
    for row in found.rows:
        if row.state is RowState.REFUSED:
            continue
        raters = {role: _standing(meant, named, by_id) for role, meant in named[row.employee_id].items()}
        if (here := by_id.get(row.employee_id)) is None:
            _rate_new(row, raters, named, by_id)
        else:
            compare(row, here, reader, raters)


def _raters(row: StaffRow, reader: Reader, people: staff_known.Directory) -> dict[str, Meant | None]:
    """Both roles of a row; a row whose rater cannot be told, or is the person himself, is refused."""
    raters: dict[str, Meant | None] = {}
    for role, called in _ROLES.items():
        try:
            meant = reader.rater(row.source, role, called, people)
        except RuleBroken as error:
            row.refuse(error.text)
            continue
        if meant is not None and meant.id == row.employee_id:
            row.refuse(f"{called.capitalize()} di baris ini pegawai itu sendiri. Tulis NIP atau nama atasannya.")
        raters[role] = meant
    return raters


def _standing(meant: Meant | None, named: Container[str], by_id: Container[str]) -> Meant | None:
    """Whoever is meant, unless the very row that would bring them here turned out to be refused."""
    if meant is None or not meant.id or meant.id in by_id or meant.id in named:
        return meant
    return Meant(note="Pejabat penilai atau atasannya ada di baris yang ditolak, jadi dikosongkan.")


def _rate_new(
    row: StaffRow, raters: dict[str, Meant | None], named: dict[str, dict[str, Meant | None]], by_id: dict[str, Known]
) -> None:
    """The raters of somebody new; the rater's superior is the rater's own rater where the list does not say."""
    rater, superior = raters["rater"], raters["superior"]
    if rater is not None:
        row.rater_name = rater.name or str((rater.card or {}).get("name") or "")
    if superior is None and rater is not None and rater.id:
        superior = _rater_of(rater.id, named, by_id)
        if superior is not None and superior.id == row.employee_id:
            superior = None
    for role, meant in (("rater", rater), ("superior", superior)):
        if meant is None:
            continue
        row.post |= {f"{role}_{name}": value for name, value in meant.columns.items()}
        if meant.note:
            row.notes.append(meant.note)


def _rater_of(person: str, named: dict[str, dict[str, Meant | None]], by_id: dict[str, Known]) -> Meant | None:
    known = by_id.get(person)
    if known is not None and (known.rater_id or known.rater_card):
        return Meant(known.rater_id, known.rater_card)
    said = _standing(named.get(person, {}).get("rater"), named, by_id)
    return Meant(said.id, said.card) if said is not None and (said.id or said.card) else None


def _write(act: Act, row: StaffRow, db: Database) -> None:
    person = dict(row.person)
    if row.confirmed and row.state is RowState.NEW:
        person["confirmed"] = row.confirmed
    if row.state is RowState.NEW:
        person["office"] = db.office
    if person:
        act.write(Employee, row.employee_id, **person)
    if not row.post:
        return
    if row.post_id:
        raters = {name: value for name, value in row.post.items() if name.startswith(("rater_", "superior_"))}
        rest: dict[str, Any] = {name: value for name, value in row.post.items() if name not in raters}
        if raters:
            act.write(RaterSpan if row.span_id else Assignment, row.span_id or row.post_id, **raters)
        if rest:
            act.write(Assignment, row.post_id, **rest)
        return
    first = Assignment.id_of(row.employee_id, row.post["post"], row.post["start"])
    act.write_anew(Assignment, first, employee_id=row.employee_id, office=db.office, **row.post)
