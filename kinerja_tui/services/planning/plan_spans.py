"""The days plans of one person are for: those of a post in a year, and that no two plans stand on the same days."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlmodel import Session, col, select

from kinerja_tui.models.employees import Assignment
from kinerja_tui.models.plans import WorkPlan
from kinerja_tui.rules.assignments import AssignmentKind
from kinerja_tui.rules.periods import Span, year_span
from kinerja_tui.rules.problems import RuleBroken

STANDS = "Rencana kerja {} pegawai ini sudah ada. Tekan Enter pada namanya untuk membuka."
"""What is said where a plan stands already, with the year."""
_ACTING = {str(AssignmentKind.PLT), str(AssignmentKind.PLH)}


def check_apart(session: Session, assignment: Assignment, span: Span, besides: Collection[str] = ()) -> None:
    """Raises `RuleBroken` where another plan than ``besides`` stands on these days: in the same post, or both in
    definitive posts."""
    year = span.start.year
    for other in plans_of(session, assignment.employee_id, year):
        post = session.get(Assignment, other.assignment_id)
        beside = post is not None and post.id != assignment.id and _ACTING & {post.kind, assignment.kind}
        apart = (other.end or date.max) < span.start or (other.start or date.min) > span.end
        if not beside and not apart and other.id not in besides:
            raise RuleBroken(STANDS.format(year))


def plans_of(session: Session, employee_id: str, year: int) -> list[WorkPlan]:
    """A person's plans in a year, the one that began last first."""
    query = select(WorkPlan).where(
        WorkPlan.employee_id == employee_id, WorkPlan.year == year, col(WorkPlan.removed).is_(False)
    )
    return list(session.exec(query.order_by(col(WorkPlan.start).desc(), WorkPlan.id)))


def span_in(year: int, assignment: Assignment) -> Span:
    """The days of a year in which the post is held. Raises `RuleBroken` where there are none."""
    whole = year_span(year)
    start = max(whole.start, assignment.start or whole.start)
    end = min(whole.end, assignment.end or whole.end)
    if start > whole.end:
        raise RuleBroken(f"Jabatan ini baru mulai setelah tahun {year}. Periksa tanggal mulai di daftar Pegawai.")
    if end < start:
        raise RuleBroken(f"Jabatan ini sudah berakhir sebelum tahun {year}. Isi jabatan yang baru di daftar Pegawai.")
    return Span(start, end)
