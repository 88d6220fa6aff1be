"""The days a draft plan is for: another span inside the year and the post, as for a CPNS from the day of the SPMT."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session

from kinerja_tui.models.database import Database
from kinerja_tui.models.plans import WorkPlan
from kinerja_tui.rules.assignments import FOREVER
from kinerja_tui.rules.formats import format_date, too_early
from kinerja_tui.rules.periods import Span, year_span
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.ruleset import rules_for
from kinerja_tui.services.forms.forms import known
from kinerja_tui.services.planning import cascade
from kinerja_tui.services.planning.plan_spans import check_apart
from kinerja_tui.services.planning.plans import is_locked, state_of


def set_period(db: Database, plan_id: str, start: date | None = None, end: date | None = None) -> None:
    """A draft or returned plan is for these days; without one as far as year and post go.

    Raises `RuleBroken` for a plan that is submitted or closed, days outside the year or the post, and days of
    another plan of the same person.
    """
    with db.reading() as session:
        subject = known(session, WorkPlan, plan_id).employee_id
        span = _span(session, plan_id, start, end)
    title = f"Masa rencana kerja {span.start.year}: {format_date(span.start)} sampai {format_date(span.end)}"
    with db.act(title, subject) as act:
        span = _span(act.session, plan_id, start, end)
        act.write(WorkPlan, plan_id, start=span.start, end=span.end, rules=rules_for(span.end).id)


def _span(session: Session, plan_id: str, start: date | None, end: date | None) -> Span:
    plan = known(session, WorkPlan, plan_id)
    if plan.removed or is_locked(plan) or plan.planned_end is not None:
        label = "dihapus" if plan.removed else state_of(plan).label.lower()
        raise RuleBroken(f"Rencana kerja ini sudah {label}, jadi masanya tidak diubah lagi di sini.")
    post = cascade.assignment_of(session, plan)
    if post is None:
        raise RuleBroken("Jabatan pegawai ini tidak ada di daftar Pegawai (2); isi dulu di sana.")
    year = year_span(plan.year)
    first, last = max(year.start, post.start or year.start), min(year.end, post.end or FOREVER)
    if first > last:
        raise RuleBroken(
            f"Jabatan {post.post} tidak dijabat pada tahun {plan.year}. Periksa tanggalnya di daftar Pegawai."
        )
    found_start, found_end = start or first, end or last
    if found_end < found_start:
        raise RuleBroken(too_early("Hari terakhir", "hari pertama", found_start))
    if found_start < first or found_end > last:
        raise RuleBroken(
            f"Pada tahun {plan.year} jabatan {post.post} dijabat {format_date(first)} sampai {format_date(last)}. Isi "
            "masa rencana kerja di antara kedua hari itu."
        )
    if (plan.start, plan.end) == (found_start, found_end):
        raise RuleBroken("Masanya memang sudah itu. Tidak ada yang diubah.")
    check_apart(session, post, Span(found_start, found_end), {plan_id})
    return Span(found_start, found_end)
