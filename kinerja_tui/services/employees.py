"""The employee list: add, change, end of service, and who is whose rater."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Assignment, Employee
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.formats import fold
from kinerja_tui.rules.nip import check_nip, normalise
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.ranks import format_rank
from kinerja_tui.rules.staff import END_REASONS, StaffKind
from kinerja_tui.services.forms import Form, field_key, open_form, with_real_ids, write_typed
from kinerja_tui.services.listing import Listing, pattern

NEW = "baru"
"""Provisional record id on the form of an employee who is not stored yet."""

EMPLOYEE_FIELDS = ("nip", "name", "kind", "golongan", "birth_date")
ASSIGNMENT_FIELDS = ("post", "post_kind", "unit", "start", "rater_id", "superior_id")

_CURRENT = """
    LEFT JOIN assignment a ON a.id = (
        SELECT id FROM assignment WHERE employee_id = e.id AND NOT removed ORDER BY start DESC, id LIMIT 1
    )
"""


def listing(
    file: DatabaseFile, text: str = "", unit: str | None = None, office: str | None = None, ended: bool = False
) -> Listing:
    """Employees whose name, NIP, post or unit contains every word of ``text``; by unit or office if given."""
    conditions = ["NOT e.removed", "e.end_date IS NOT NULL" if ended else "e.end_date IS NULL"]
    values: list[Any] = []
    for word in fold(text).split():
        conditions.append("(e.search LIKE ? ESCAPE '\\' OR a.search LIKE ? ESCAPE '\\')")
        values += [pattern(word), pattern(word)]
    if unit is not None:
        conditions.append("a.unit = ?")
        values.append(unit)
    if office is not None:
        conditions.append("e.office = ?")
        values.append(office)
    keys = file.rows(
        f"SELECT e.id FROM employee e {_CURRENT} WHERE {' AND '.join(conditions)} ORDER BY e.name, e.id", values
    )
    return Listing(
        file,
        [row[0] for row in keys],
        f"""
        SELECT e.id, e.name, e.nip, e.kind, e.golongan, a.post, a.unit, r.name, e.end_date, e.end_reason
        FROM employee e {_CURRENT} LEFT JOIN employee r ON r.id = a.rater_id WHERE e.id IN ({{ids}})
        """,
        ("id", "name", "nip", "kind", "golongan", "post", "unit", "rater", "end_date", "end_reason"),
    )


def units(file: DatabaseFile) -> list[tuple[str, int]]:
    """Units with the number of employees in service, largest unit name order."""
    rows = file.rows(
        f"SELECT a.unit, count(*) FROM employee e {_CURRENT} WHERE NOT e.removed AND e.end_date IS NULL "
        "GROUP BY a.unit ORDER BY a.unit"
    )
    return [(unit or "", count) for unit, count in rows]


def new_form(db: Database) -> Form:
    """The form of an employee to be added."""
    return open_form(db, "employee:new", "Pegawai baru", "", (), new=())


def edit_form(db: Database, employee_id: str) -> Form:
    """The form of a known employee with the present assignment."""
    with db.reading() as session:
        employee = session.get_one(Employee, employee_id)
        assignment = current_assignment(session, employee_id)
        records = [employee, assignment] if assignment else [employee]
        return open_form(db, f"employee:{employee_id}", f"Pegawai {employee.name}", employee_id, records)


def save_new(db: Database, form: Form) -> str:
    """Add the employee of a finished form with the first assignment; returns the id. Raises `RuleBroken`."""
    nip = normalise(form.text(field_key(Employee, NEW, "nip")))
    name = form.text(field_key(Employee, NEW, "name")).strip()
    post = form.text(field_key(Assignment, NEW, "post")).strip()
    start_text = form.text(field_key(Assignment, NEW, "start"))
    kind = form.text(field_key(Employee, NEW, "kind")) or StaffKind.PNS
    if not nip or not name:
        raise RuleBroken("NIP dan nama wajib diisi.")
    _check_nip(db, nip, kind, None)
    start = date.fromisoformat(start_text) if start_text else date(db.year, 1, 1)
    employee_id = Employee.id_of(nip)
    assignment_id = Assignment.id_of(employee_id, post, start)
    ids = {f"employee/{NEW}": f"employee/{employee_id}", f"assignment/{NEW}": f"assignment/{assignment_id}"}
    with db.act(f"Pegawai baru: {name}", employee_id) as act:
        write_typed(act, with_real_ids(form, ids))
        act.write(Employee, employee_id, nip=nip, kind=str(kind), office=db.office)
        act.write(Assignment, assignment_id, employee_id=employee_id, post=post, start=start, office=db.office)
    return employee_id


def save(db: Database, form: Form) -> None:
    """Store what was changed on a known employee's form. Raises `RuleBroken`."""
    key = field_key(Employee, form.subject, "nip")
    nip = normalise(form.text(key))
    _check_nip(db, nip, form.text(field_key(Employee, form.subject, "kind")), form.subject)
    if not form.text(field_key(Employee, form.subject, "name")).strip():
        raise RuleBroken("Nama wajib diisi.")
    _check_raters(form)
    with db.act(f"Ubah data {form.title}", form.subject, seen=form.seen) as act:
        write_typed(act, form)


def end_service(db: Database, employee_id: str, day: date, reason: str) -> None:
    """End of service (pensiun, mutasi, ...): the person no longer needs a plan. Raises `RuleBroken`."""
    if reason not in END_REASONS:
        raise RuleBroken("Pilih alasan berhenti dari daftar.")
    with db.act(f"Akhir masa kerja: {END_REASONS[reason]}", employee_id) as act:
        assignment = current_assignment(act.session, employee_id)
        if assignment and assignment.start and day < assignment.start:
            raise RuleBroken("Tanggal berhenti tidak boleh sebelum tanggal mulai jabatan.")
        act.write(Employee, employee_id, end_date=day, end_reason=reason)
        if assignment:
            act.write(Assignment, assignment.id, end=day)


def resume_service(db: Database, employee_id: str) -> None:
    """Take back an end of service that was entered by mistake."""
    with db.act("Akhir masa kerja dibatalkan", employee_id) as act:
        act.write(Employee, employee_id, end_date=None, end_reason="")
        assignment = current_assignment(act.session, employee_id)
        if assignment:
            act.write(Assignment, assignment.id, end=None)


def current_assignment(session: Session, employee_id: str) -> Assignment | None:
    """The newest assignment that is not removed."""
    query = select(Assignment).where(Assignment.employee_id == employee_id, col(Assignment.removed).is_(False))
    return session.exec(query.order_by(col(Assignment.start).desc(), Assignment.id)).first()


def card(session: Session, employee_id: str | None, outside: dict[str, Any] | None = None) -> dict[str, str] | None:
    """What the official forms print of a person: name, nip, rank, post, unit; the outside card where not ours."""
    employee = session.get(Employee, employee_id) if employee_id else None
    if employee is None:
        return dict(outside) if outside else None
    assignment = current_assignment(session, employee.id)
    return {
        "name": employee.name,
        "nip": employee.nip,
        "rank": format_rank(employee.golongan, StaffKind(employee.kind)) if employee.golongan else "",
        "post": assignment.post if assignment else "",
        "unit": assignment.unit if assignment else "",
    }


def rater_choices(file: DatabaseFile, text: str = "") -> Sequence[tuple[str, str]]:
    """(employee id, "name, post") of people who can be a rater, those with a leading post first."""
    found = listing(file, text)
    rows = found.rows(0, 200)
    return [(row["id"], f"{row['name']}, {row['post'] or 'tanpa jabatan'}") for row in rows]


def _check_nip(db: Database, nip: str, kind: str, own_id: str | None) -> None:
    hard = [problem.text for problem in check_nip(nip, StaffKind(kind), today=db.today()) if problem.hard]
    if hard:
        raise RuleBroken(" ".join(hard))
    with db.reading() as session:
        query = select(Employee).where(Employee.nip == nip, col(Employee.removed).is_(False))
        for other in session.exec(query):
            if other.id != own_id:
                raise RuleBroken(
                    f"NIP ini sudah dipakai {other.name}. Tidak ada yang diubah; periksa lagi NIP atau buka data "
                    f"{other.name} dari daftar pegawai."
                )


def _check_raters(form: Form) -> None:
    for key, text in form.texts().items():
        if key.endswith(("/rater_id", "/superior_id")) and text and text == form.subject:
            raise RuleBroken("Pejabat penilai tidak boleh pegawai itu sendiri.")
