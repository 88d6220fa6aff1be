"""An approved plan and its addenda, for the tests about them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from kinerja_tui.models.database import Database
from kinerja_tui.models.plans import Indicator
from kinerja_tui.rules.addenda import Target
from kinerja_tui.services.evaluation import evaluations
from kinerja_tui.services.forms.forms import keep
from kinerja_tui.services.planning import addenda, approval, plans
from kinerja_tui.services.planning.addenda import NewIndicator, NewResult, Wanted
from kinerja_tui.services.planning.plans import PlanContents
from kinerja_tui.services.planning.targets import Made, addenda_of
from tests.services.plan_office import YEAR, key_plan

JULY = date(YEAR, 7, 1)
JUNE_END = date(YEAR, 6, 30)
WHY = "Anggaran dikurangi"


def approved(db: Database, employee_id: str) -> str:
    """A plan with one target of 12,5 dokumen."""
    plan_id, _ = key_plan(db, employee_id)
    approval.submit(db, plan_id)
    approval.approve(db, plan_id)
    return plan_id


def indicator(db: Database, plan_id: str) -> Indicator:
    with db.reading() as session:
        return plans.contents(session, plan_id).lines[0].indicators[0]


def target(number: str | None = "6", unit: str = "dokumen", words: str = "", direction: str = "naik") -> Target:
    return Target(Decimal(number) if number is not None else None, unit, words, direction)


def change(db: Database, plan_id: str, number: str = "6", day: date | None = JULY, **more: object) -> int:
    """An addendum to the only target."""
    values = {"reason": WHY, "approved_by": "", "targets": {indicator(db, plan_id).id: target(number)}} | more
    return addenda.make(db, plan_id, Wanted(day, **values))


def result(text: str = "Arsip rapi", kind: str = "utama") -> NewResult:
    return NewResult(kind, text, [NewIndicator("kualitas", "Temuan", target("0", "temuan", direction="turun"))])


def made(db: Database, plan_id: str) -> list[Made]:
    with db.reading() as session:
        return addenda_of(session, plan_id)


def shown(plan: PlanContents) -> list[str]:
    """The targets of a plan as people read them."""
    return [item.as_target().text for line in plan.lines for item in line.indicators]


def evaluate(db: Database, plan_id: str, period: str, *, finish: bool = True) -> PlanContents:
    """Rate everything as expected; returns the plan as the form shows it."""
    form, plan, _ = evaluations.evaluation_form(db, plan_id, period)
    key = evaluations.evaluation_key
    ratings = {evaluations.result_key(plan_id, period, line.result.id, "rating"): "sesuai" for line in plan.lines}
    both = {key(plan_id, period, name): "sesuai" for name in ("work_rating", "behaviour_rating")}
    keep(db, form, ratings | both)
    evaluations.save(db, form, plan, period, finish=finish)
    return seen(db, plan_id, period)


def seen(db: Database, plan_id: str, period: str) -> PlanContents:
    """The plan as the evaluation of a period shows it."""
    return evaluations.evaluation_form(db, plan_id, period)[1]
