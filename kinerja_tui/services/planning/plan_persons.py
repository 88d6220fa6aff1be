"""Who stands on a plan: the employee and the rater as printed, or as they are today while it is still a draft."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlmodel import Session

from kinerja_tui.services.planning import cascade
from kinerja_tui.services.planning.plans import PlanContents, is_locked
from kinerja_tui.services.staff.employees import card
from kinerja_tui.services.staff.posts import day_within

Card = Mapping[str, str] | None


def printed_persons(session: Session, plan: PlanContents, today: date) -> tuple[Card, Card]:
    """The employee's and the rater's card: those stored at submission, else of the plan's day nearest to today."""
    if is_locked(plan.plan):
        return plan.plan.employee_card, plan.plan.rater_card
    day = day_within(plan.plan, today)
    raters = cascade.raters_of(session, plan.plan, day)
    employee = card(session, plan.employee.id, post=cascade.assignment_of(session, plan.plan))
    return employee, card(session, raters.rater_id, raters.rater_card, day=day)
