"""Posts and raters of one person on a day: for any day at most one definitive post, and one rater in each post."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from kinerja_tui.models.employees import Assignment, RaterSpan
from kinerja_tui.models.plans import WorkPlan
from kinerja_tui.rules.assignments import FOREVER, AssignmentKind, in_force
from kinerja_tui.rules.formats import fold


@dataclass(frozen=True)
class Raters:
    """The rater and the rater's superior: an employee's id, or a card of somebody outside the office."""

    rater_id: str | None = None
    rater_card: dict[str, Any] | None = None
    superior_id: str | None = None
    superior_card: dict[str, Any] | None = None

    @property
    def is_known(self) -> bool:
        """Whether there is a rater at all."""
        return bool(self.rater_id or (self.rater_card or {}).get("name"))

    def columns(self) -> dict[str, Any]:
        """As the columns of an assignment or a change of rater."""
        return {
            "rater_id": self.rater_id or None,
            "rater_card": self.rater_card,
            "superior_id": self.superior_id or None,
            "superior_card": self.superior_card,
        }


def assignments(session: Session, employee_id: str) -> list[Assignment]:
    """All posts of a person that are not removed, the earliest first."""
    query = select(Assignment).where(Assignment.employee_id == employee_id, col(Assignment.removed).is_(False))
    return list(session.exec(query.order_by(col(Assignment.start), Assignment.id)))


def printed_post(assignment: Assignment) -> str:
    """The name of the post as forms print it: an acting one with Plt. or Plh. before it."""
    if assignment.kind not in set(AssignmentKind) or fold(assignment.post).startswith(("plt", "plh")):
        return assignment.post
    return f"{AssignmentKind(assignment.kind).prefix}{assignment.post}"


def holds(assignment: Assignment, day: date) -> bool:
    """Whether a post is held on a day."""
    return (assignment.start or date.min) <= day <= (assignment.end or FOREVER)


def current(found: Sequence[Assignment], day: date) -> Assignment | None:
    """The post of a day out of all of a person's, as `dated.current_assignment` orders them."""

    def order(item: Assignment) -> tuple[int, bool, int]:
        began = (item.start or date.min) <= day
        rank = 0 if holds(item, day) else 1 if began else 2
        return rank, item.kind != AssignmentKind.DEFINITIVE, -(item.start or date.min).toordinal()

    return min(sorted(found, key=lambda item: item.id), key=order, default=None)


def definitive_on(session: Session, employee_id: str, day: date) -> Assignment | None:
    """The definitive post held on a day."""
    held = [item for item in assignments(session, employee_id) if holds(item, day)]
    return current([item for item in held if item.kind == AssignmentKind.DEFINITIVE], day)


def rater_spans(session: Session, assignment_id: str) -> list[RaterSpan]:
    """The changes of rater in a post, the earliest first."""
    query = select(RaterSpan).where(RaterSpan.assignment_id == assignment_id, col(RaterSpan.removed).is_(False))
    return [item for item in session.exec(query.order_by(col(RaterSpan.start), RaterSpan.id)) if item.start is not None]


def rater_record(session: Session, assignment: Assignment, day: date) -> Assignment | RaterSpan:
    """The record that names the rater of a day: the assignment itself, or the newest change of rater by then."""
    spans = [(span.start or date.min, span) for span in rater_spans(session, assignment.id)]
    known: list[tuple[date, Assignment | RaterSpan]] = [(date.min, assignment), *spans]
    return in_force(known, day) or assignment


def raters_on(session: Session, assignment: Assignment, day: date) -> Raters:
    """Who rates in a post on a day, and whose superior that is."""
    record = rater_record(session, assignment, day)
    return Raters(record.rater_id, record.rater_card, record.superior_id, record.superior_card)


def day_within(plan: WorkPlan, day: date) -> date:
    """A day, or where it lies outside the plan's span the nearest day inside."""
    return max(plan.start or date.min, min(day, plan.end or FOREVER))
