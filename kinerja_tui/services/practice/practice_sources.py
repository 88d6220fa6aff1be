"""The part of the practice data about where plans come from: IKU, plans of the year before, proposals of staff."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kinerja_tui.models.employees import Employee
from kinerja_tui.models.plan_sources import KeyIndicator, PlanComment
from kinerja_tui.models.plans import Expectation, Indicator, WorkPlan, WorkResult
from kinerja_tui.models.records import natural_id
from kinerja_tui.rules.periods import year_span
from kinerja_tui.rules.plans import PlanState
from kinerja_tui.rules.ruleset import rules_for

if TYPE_CHECKING:
    from kinerja_tui.models.database import Database

Item = dict[str, Any]


def iku_id(office: str, key: str) -> str:
    """The id of a practice IKU."""
    return natural_id("practice", office, "iku", key)


def pointed_to(sources: Item, office: str) -> dict[tuple[str, str], str]:
    """(NIP, key of an indicator in that person's plan) -> id of the IKU it points to."""
    return {(item["nip"], item["indicator"]): iku_id(office, item["iku"]) for item in sources["links"]}


def write_library(db: Database, office: str, sources: Item) -> None:
    """The IKU of the office, keyed as one act."""
    with db.act("Pustaka IKU disalin dari dokumen kantor") as act:
        for item in sources["iku"]:
            columns = {name: item[name] for name in ("text", "aspect", "unit", "direction", "post", "source")}
            act.write(KeyIndicator, iku_id(office, item["key"]), office=office, active=True, **columns)


def write_old_plan(db: Database, item: Item, assignment_id: str, start: date, year: int) -> None:
    """An approved plan of the year before; nothing was reported on it here."""
    span = year_span(year)
    employee_id, first = Employee.id_of(item["nip"]), max(span.start, start)
    plan_id = WorkPlan.id_of(assignment_id, first)
    with db.act(f"Rencana kerja {year}: disetujui", employee_id) as act:
        act.write(
            WorkPlan,
            plan_id,
            employee_id=employee_id,
            assignment_id=assignment_id,
            year=year,
            start=first,
            end=span.end,
            state=str(PlanState.APPROVED),
            rules=rules_for(span.end).id,
        )
        for position, result in enumerate(item["results"], 1):
            result_id = natural_id("practice", plan_id, result["key"])
            texts = {name: result[name] for name in ("kind", "text", "assigned_by")}
            act.write(WorkResult, result_id, plan_id=plan_id, position=position, **texts)
            for place, values in enumerate(result["indicators"], 1):
                columns = {name: values[name] for name in ("aspect", "text", "unit", "target_text", "direction")}
                columns["target"] = Decimal(values["target"]) if values["target"] else None
                key = natural_id("practice", plan_id, values["key"])
                approved = Indicator(id=key, **columns).target_key()
                act.write(Indicator, key, plan_id=plan_id, result_id=result_id, position=100 * position + place,
                          approved_as=approved, **columns)  # fmt: skip
        for value, text in item["expectations"].items():
            act.write(Expectation, Expectation.id_of(plan_id, value), plan_id=plan_id, value=value, text=text)


def write_proposal(db: Database, item: Item, place: int, plan_id: str) -> None:
    """A proposal or comment on an indicator of a plan, with its answer."""
    indicator_id = natural_id("practice", plan_id, item["line"])
    days = {name: date.fromisoformat(item[name]) if item[name] else None for name in ("written_on", "answered_on")}
    names = ("kind", "author_kind", "author_name", "text", "answer_state", "answer_text", "answered_by")
    with db.act("Usulan pada rencana kerja ditulis", Employee.id_of(item["nip"])) as act:
        act.write(
            PlanComment,
            natural_id("practice", plan_id, "usulan", str(place)),
            plan_id=plan_id,
            result_id=natural_id("practice", plan_id, item["line"].partition("-")[0]),
            indicator_id=indicator_id,
            **days,
            **{name: item[name] for name in names},
        )
