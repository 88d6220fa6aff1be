"""Which steps of the action plan belong to a period."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session, col, select

from kinerja_tui.models.reporting import ActionStep
from kinerja_tui.rules.periods import PeriodSpan, period_from_code
from kinerja_tui.rules.problems import RuleBroken


def steps_in(session: Session, plan_id: str, period: PeriodSpan) -> list[ActionStep]:
    """The action steps of a plan whose last day lies in a period, in the order of the action plan."""
    query = select(ActionStep).where(ActionStep.plan_id == plan_id, col(ActionStep.removed).is_(False))
    steps = session.exec(query.order_by(col(ActionStep.position), ActionStep.id))
    return [step for step in steps if (last := last_day_of(step)) is not None and last in period]


def last_day_of(step: ActionStep) -> date | None:
    """The day a step is due, or the last one of its period; None where nobody said."""
    if step.due_on is not None:
        return step.due_on
    try:
        return period_from_code(step.period).end
    except RuleBroken:  # not chosen yet, or a code of a newer program
        return None
