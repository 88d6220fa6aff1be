"""What the name of a form stands for, where the name holds only the id that follows from other things."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kinerja_tui.models.database import Database
from kinerja_tui.models.evaluations import Evaluation
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.objections import Delivery, Objection
from kinerja_tui.models.organisations import UnitRating
from kinerja_tui.models.self_assessment import SelfAssessment
from kinerja_tui.models.surveys import Improvement
from kinerja_tui.rules.periods import PeriodKind, periods_of
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.survey import ELEMENTS
from kinerja_tui.services.development import follow_up, follow_up_list
from kinerja_tui.services.forms.one_record import day_of

_GONE = "Data yang sedang diisi tidak ada lagi di PC ini."


def plan_and_period(
    file: DatabaseFile, table: type[Evaluation | SelfAssessment], record_id: str, person: str
) -> tuple[str, str]:
    """Plan id and period code of an evaluation or a self-assessment of a person. Raises `RuleBroken`."""
    plans = file.rows("SELECT id, year FROM work_plan WHERE employee_id = ? AND NOT removed", (person,))
    found = ((plan, code) for plan, year in plans for code in _codes([year]) if table.id_of(plan, code) == record_id)
    return _pair(found)


def evaluation_of(file: DatabaseFile, table: type[Delivery | Objection], record_id: str, person: str) -> str:
    """The evaluation whose result is delivered or objected to. Raises `RuleBroken`."""
    for evaluation, finished in file.rows(
        "SELECT id, finished_on FROM evaluation WHERE employee_id = ? AND NOT removed", (person,)
    ):
        if table is Delivery and Delivery.id_of(evaluation, day_of(finished or "")) == record_id:
            return str(evaluation)
        if table is Objection and Objection.id_of(evaluation) == record_id:
            return str(evaluation)
    for (evaluation,) in file.rows(f"SELECT evaluation_id FROM {table.__tablename__} WHERE id = ?", (record_id,)):
        return str(evaluation)
    raise RuleBroken(_GONE)


def person_of_plan(file: DatabaseFile, plan_id: str) -> str:
    """Whose plan it is. Raises `RuleBroken`."""
    sql = "SELECT e.name FROM work_plan p JOIN employee e ON e.id = p.employee_id WHERE p.id = ? AND NOT p.removed"
    for (name,) in file.rows(sql, (plan_id,)):
        return str(name)
    raise RuleBroken(_GONE)


def survey_and_element(file: DatabaseFile, record_id: str) -> tuple[str, str]:
    """Survey id and element of an item of improvement. Raises `RuleBroken`."""
    surveys = file.rows("SELECT id FROM survey WHERE NOT removed")
    return _pair((key, name) for (key,) in surveys for name in ELEMENTS if Improvement.id_of(key, name) == record_id)


def office_and_period(file: DatabaseFile, record_id: str, year: int) -> tuple[str, str]:
    """Office and period code of a rating of an organisation as a whole. Raises `RuleBroken`."""
    offices = file.rows("SELECT code FROM office")
    found = (
        (office, code)
        for (office,) in offices
        for code in _codes([year, year - 1])
        if UnitRating.id_of(office, code) == record_id
    )
    return _pair(found)


def rated_line(db: Database, record_id: str, person: str) -> str:
    """Key of the evaluation line that a follow-up of a person is about. Raises `RuleBroken`."""
    lines = follow_up_list.listing(db.file, db.year, db.today(), employee_id=person)
    for key in lines.keys:
        if follow_up.line_of(db, key).follow_up_id == record_id:
            return key
    raise RuleBroken(_GONE)


def _codes(years: Iterable[int]) -> list[str]:
    return [span.code for year in years for kind in PeriodKind for span in periods_of(year, kind)]


def _pair(found: Iterator[tuple[str, str]]) -> tuple[str, str]:
    for pair in found:
        return pair
    raise RuleBroken(_GONE)
