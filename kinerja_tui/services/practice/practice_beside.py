"""What stands beside the evaluations of the practice database: self-assessments and local dimensions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from kinerja_tui.models.database import Database
from kinerja_tui.models.dimensions import Dimension, DimensionScore
from kinerja_tui.models.employees import Employee
from kinerja_tui.models.evaluations import Evaluation
from kinerja_tui.models.offices import Office
from kinerja_tui.models.self_assessment import SelfAssessment, SelfResult, SelfValue
from kinerja_tui.rules.periods import period_from_code

Item = dict[str, Any]


def load_own(db: Database, item: Item, plan_id: str, result_id: Callable[[str], str]) -> None:
    """One self-assessment; ``result_id`` maps the key of a result of the person's plan to its id."""
    period, assessment_id = item["period"], SelfAssessment.id_of(plan_id, item["period"])
    title = f"Penilaian diri {period_from_code(period).label}: {item['state']}"
    with db.act(title, Employee.id_of(item["nip"])) as act:
        act.write(
            SelfAssessment,
            assessment_id,
            employee_id=Employee.id_of(item["nip"]),
            plan_id=plan_id,
            period=period,
            state=item["state"],
            finished_on=date.fromisoformat(item["finished_on"]) if item["finished_on"] else None,
            note=item["note"],
            hopes=item["hopes"],
        )
        for line in item["results"]:
            result = result_id(line["key"])
            act.write(
                SelfResult,
                SelfResult.id_of(assessment_id, result),
                assessment_id=assessment_id,
                result_id=result,
                rating=line["rating"],
                note=line["note"],
            )
        for line in item["values"]:
            act.write(
                SelfValue,
                SelfValue.id_of(assessment_id, line["value"]),
                assessment_id=assessment_id,
                value=line["value"],
                rating=line["rating"],
                note=line["note"],
            )


def load_dimensions(db: Database, office: str, found: Item, plan_id: Callable[[str], str]) -> None:
    """The office's list and its scores, an act for each evaluation; ``plan_id`` maps a NIP to the person's plan."""
    if not found["dimensions"]:
        return
    with db.act("Dimensi setempat ditetapkan", Office.id_of(office)) as act:
        for position, item in enumerate(found["dimensions"], 1):
            act.write(Dimension, Dimension.id_of(office, item["key"]), office=office, position=position, **item)
    scored: dict[tuple[str, str], list[Item]] = {}
    for item in found["scores"]:
        scored.setdefault((item["nip"], item["period"]), []).append(item)
    for (nip, period), items in scored.items():
        evaluation_id = Evaluation.id_of(plan_id(nip), period)
        with db.act(f"Dimensi setempat {period_from_code(period).label}: skor", Employee.id_of(nip)) as act:
            for item in items:
                dimension_id = Dimension.id_of(office, item["dimension"])
                act.write(
                    DimensionScore,
                    DimensionScore.id_of(evaluation_id, dimension_id),
                    evaluation_id=evaluation_id,
                    dimension_id=dimension_id,
                    score=item["score"],
                    note=item["note"],
                )
