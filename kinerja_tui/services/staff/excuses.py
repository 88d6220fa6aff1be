"""People excused from a plan, each with a reason and its days, so that counts of who has none close by reason."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session, col, select

from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Employee, Excuse
from kinerja_tui.rules.assignments import FOREVER
from kinerja_tui.rules.formats import format_date, too_early
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.staff import EXCUSED, StaffKind


def excuse(db: Database, employee_id: str, reason: str, start: date, end: date | None = None) -> str:
    """Record that somebody needs no plan from a day on, until another or until further notice; returns its id.

    Raises `RuleBroken` for an unknown reason, CPNS before SPMT of somebody who is none, and days excused already.
    """
    if reason not in EXCUSED:
        raise RuleBroken("Pilih alasan pengecualian dari daftar.")
    if end is not None and end < start:
        raise RuleBroken(too_early("Hari terakhir", "hari pertama", start))
    with db.act(f"Dikecualikan dari rencana kerja: {EXCUSED[reason]}", employee_id) as act:
        person = act.session.get(Employee, employee_id)
        if person is None or person.removed or person.end_date is not None:
            raise RuleBroken("Pegawai ini tidak lagi bertugas di kantor ini.")
        if reason == "cpns_sebelum_spmt" and person.kind != StaffKind.CPNS:
            raise RuleBroken(f"Alasan ini hanya untuk CPNS; {person.name} tercatat {person.kind}.")
        for other in excuses_of(act.session, employee_id):
            if (other.start or date.min) <= (end or FOREVER) and start <= (other.end or FOREVER):
                until = f" sampai {format_date(other.end)}" if other.end else ""
                raise RuleBroken(f"Pada masa itu sudah dikecualikan: {EXCUSED.get(other.reason, other.reason)}{until}.")
        excuse_id = Excuse.id_of(employee_id, start)
        act.write_anew(Excuse, excuse_id, employee_id=employee_id, reason=reason, start=start, end=end)
    return excuse_id


def end_excuse(db: Database, excuse_id: str, last_day: date) -> None:
    """The last excused day; from the next one on a plan is needed. Raises `RuleBroken`."""
    with db.reading() as session:
        known = session.get(Excuse, excuse_id)
        if known is None or known.removed:
            raise RuleBroken("Pengecualian ini tidak ada lagi di PC ini. Tidak ada yang diubah.")
    if known.start is not None and last_day < known.start:
        raise RuleBroken(too_early("Hari terakhir", "hari pertama", known.start))
    if known.end is not None and last_day > known.end:
        raise RuleBroken(f"Pengecualian ini sudah berakhir {format_date(known.end)}. Catat yang baru bila perlu.")
    with db.act(f"Pengecualian berakhir {format_date(last_day)}", known.employee_id) as act:
        act.write(Excuse, excuse_id, end=last_day)


def excuses_of(session: Session, employee_id: str) -> list[Excuse]:
    """All excuses of a person that are not removed, the earliest first."""
    query = select(Excuse).where(Excuse.employee_id == employee_id, col(Excuse.removed).is_(False))
    return list(session.exec(query.order_by(col(Excuse.start), Excuse.id)))
