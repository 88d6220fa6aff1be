"""An office of three for tests of plans, and what they ask of it again and again."""

from __future__ import annotations

from datetime import date

from sqlmodel import select

from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Assignment, Employee
from kinerja_tui.models.local import JournalEntry
from kinerja_tui.models.plans import Indicator, WorkPlan, WorkResult
from kinerja_tui.rules.plans import ResultKind
from kinerja_tui.services.forms.forms import Form, field_key, keep
from kinerja_tui.services.planning import cascade, plan_entry, plans

YEAR = 2026
CAMAT, KASI, STAFF = "199001012015011001", "199102022016022002", "199203032017031003"


def person(db: Database, nip: str, name: str, post: str, rater: str | None = None, **more: object) -> str:
    """An employee with one post from the start of the year, rated by another or by a card."""
    employee_id = Employee.id_of(nip)
    assignment_id = Assignment.id_of(employee_id, post, date(YEAR, 1, 1))
    with db.act(f"Pegawai baru: {name}", employee_id) as act:
        act.write(Employee, employee_id, nip=nip, name=name, kind="PNS", golongan="III/a", office=db.office)
        values = {"employee_id": employee_id, "post": post, "unit": "Seksi", "start": date(YEAR, 1, 1)}
        act.write(Assignment, assignment_id, **{**values, "rater_id": rater, **more})
    return employee_id


def assignment_id(employee_id: str, post: str) -> str:
    return Assignment.id_of(employee_id, post, date(YEAR, 1, 1))


def three_people(db: Database) -> tuple[Database, str, str, str]:
    """Camat (rated from outside), Kasi under him, staff under her."""
    camat = person(db, CAMAT, "Camat Contoh", "Camat", rater_card={"name": "Sekda Contoh"})
    kasi = person(db, KASI, "Kasi Contoh", "Kepala Seksi", camat)
    return db, camat, kasi, person(db, STAFF, "Staf Contoh", "Pelaksana", kasi)


def typed(db: Database, form: Form, table: type, record_id: str, **texts: str) -> None:
    keep(db, form, {field_key(table, record_id, name): text for name, text in texts.items()})


def key_plan(db: Database, employee_id: str, text: str = "Layanan selesai", superior_text: str = "") -> tuple[str, str]:
    """Start and key a complete plan with one result; returns (plan id, result id)."""
    plan_id = plans.start_plan(db, employee_id, YEAR)
    form = plan_entry.plan_form(db, plan_id)
    line = plan_entry.add_result(db, form, ResultKind.MAIN)
    typed(db, form, WorkResult, line.result_id, text=text, superior_text=superior_text)
    typed(db, form, Indicator, line.indicator_ids[0], text="Jumlah dokumen", target="12.5", unit="dokumen")
    plan_entry.link(db, form, line.result_id, cascade.superior_of(db, plan_id))
    plan_entry.save(db, form)
    return plan_id, line.result_id


def result(db: Database, result_id: str) -> WorkResult:
    with db.reading() as session:
        return session.get_one(WorkResult, result_id)


def plan(db: Database, plan_id: str) -> WorkPlan:
    with db.reading() as session:
        return session.get_one(WorkPlan, plan_id)


def row(db: Database, employee_id: str) -> dict[str, object]:
    listing = plans.listing(db.file, YEAR)
    return next(row for row in listing.rows(0, len(listing)) if row["id"] == employee_id)


def titles(db: Database) -> list[str]:
    with db.reading() as session:
        return [entry.act for entry in session.exec(select(JournalEntry).order_by(JournalEntry.seq))]
