"""One person's dated history: posts, raters, plans, ratings owed and excuses, in the order of their days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Assignment, Employee, RaterSpan
from kinerja_tui.models.evaluations import Evaluation
from kinerja_tui.models.plans import WorkPlan
from kinerja_tui.rules.assignments import AssignmentKind, months_served, share_served
from kinerja_tui.rules.formats import format_short_date
from kinerja_tui.rules.periods import Span
from kinerja_tui.rules.plans import PlanState
from kinerja_tui.rules.staff import EXCUSED
from kinerja_tui.services.staff import posts
from kinerja_tui.services.staff.excuses import excuses_of

POST, RATER, PLAN, EXCUSE = "post", "rater", "plan", "excuse"


@dataclass(frozen=True)
class Event:
    """One line of a person's history."""

    kind: str
    record_id: str
    start: date | None
    end: date | None
    """None: goes on"""
    text: str
    acting: bool = False
    """a Plt or Plh post"""

    @property
    def days(self) -> str:
        """``01-01-2026 s.d. 31-05-2026``."""
        begins = format_short_date(self.start) if self.start else "?"
        return f"{begins} s.d. {format_short_date(self.end)}" if self.end else f"{begins} s.d. sekarang"


def career(db: Database, employee_id: str) -> list[Event]:
    """Everything dated of a person, the earliest first; on one day the post before its rater and its plan."""
    with db.reading() as session:
        found: list[Event] = []
        for post in posts.assignments(session, employee_id):
            acting = post.kind != AssignmentKind.DEFINITIVE
            unit = f", {post.unit}" if post.unit else ""
            text = f"{posts.printed_post(post) or '(jabatan belum diisi)'}{unit}"
            found.append(Event(POST, post.id, post.start, post.end, text, acting))
            found += _raters(session, post)
        query = select(WorkPlan).where(WorkPlan.employee_id == employee_id, col(WorkPlan.removed).is_(False))
        found += [_plan(session, plan) for plan in session.exec(query.order_by(col(WorkPlan.start), WorkPlan.id))]
        for item in excuses_of(session, employee_id):
            text = f"Dikecualikan: {EXCUSED.get(item.reason, item.reason)}"
            found.append(Event(EXCUSE, item.id, item.start, item.end, text))
    order = (POST, RATER, PLAN, EXCUSE)
    return sorted(found, key=lambda event: (event.start or date.min, order.index(event.kind), event.record_id))


def _raters(session: Session, post: Assignment) -> list[Event]:
    """The raters in a post, one after the other without a gap."""
    records: list[Assignment | RaterSpan] = [post, *posts.rater_spans(session, post.id)]
    events = []
    for place, record in enumerate(records):
        begins = record.start
        following = records[place + 1].start if place + 1 < len(records) else None
        ends = date.fromordinal(following.toordinal() - 1) if following and following > date.min else post.end
        superior = _name(session, record.superior_id, record.superior_card)
        text = f"{_name(session, record.rater_id, record.rater_card)} (atasannya: {superior})"
        events.append(Event(RATER, post.id, begins, ends, text))
    return events


def _plan(session: Session, plan: WorkPlan) -> Event:
    state = PlanState(plan.state).label.lower() if plan.state in set(PlanState) else "?"
    text = f"Rencana kerja {plan.year}, {state}"
    if plan.planned_end and plan.start and plan.end and plan.start <= plan.end <= plan.planned_end:
        share = share_served(plan.start, plan.end, plan.planned_end)
        text += f"; ditutup, {months_served(Span(plan.start, plan.end))} bulan ({share} target)"
        text += f"; {_part_year(session, plan)}"
    return Event(PLAN, plan.id, plan.start, plan.end, text)


def _part_year(session: Session, plan: WorkPlan) -> str:
    """Whether the former rater has given the part-year rating."""
    evaluation = session.get(Evaluation, Evaluation.id_of(plan.id, str(plan.year)))
    if evaluation is not None and not evaluation.removed and evaluation.state == "selesai":
        return f"dinilai oleh {evaluation.rated_by or 'pejabat penilai'}"
    post = session.get(Assignment, plan.assignment_id)
    if post is None or plan.end is None:
        return "menunggu evaluasi bagian tahun"
    raters = posts.raters_on(session, post, plan.end)
    return f"evaluasi bagian tahun diminta dari {_name(session, raters.rater_id, raters.rater_card)}"


def _name(session: Session, person_id: str | None, card: dict[str, str] | None) -> str:
    person = session.get(Employee, person_id) if person_id else None
    return person.name if person is not None else str((card or {}).get("name", "")) or "belum diisi"
