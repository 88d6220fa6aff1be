"""An evaluation with what came after it: the delivery of its result, the objection, and who decides about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Employee
from kinerja_tui.models.evaluations import Evaluation
from kinerja_tui.models.objections import Delivery, Objection
from kinerja_tui.models.plans import WorkPlan
from kinerja_tui.rules.formats import fold
from kinerja_tui.rules.periods import period_from_code
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.evaluation.evaluations import FINISHED
from kinerja_tui.services.forms.forms import known
from kinerja_tui.services.planning.cascade import raters_of
from kinerja_tui.services.staff.employees import card
from kinerja_tui.services.staff.posts import day_within

NO_SUPERIOR = (
    "Atasan pejabat penilai belum diketahui, padahal keberatan ditujukan kepadanya. Isi dulu di daftar Pegawai (2)."
)


@dataclass(frozen=True)
class Case:
    """An evaluation with what came after it."""

    evaluation: Evaluation
    person: str
    """name of the employee"""
    period: str
    """label of the period"""
    delivery: Delivery | None
    """of the present result; after a decision that changed it, of the new one"""
    objection: Objection | None
    objected: Delivery | None
    """of the result the objection is about; without one the present result's"""
    superior: dict[str, Any]
    """the superior of the rater: as addressed, or whom an objection would go to; empty when not known"""

    @property
    def superior_name(self) -> str:
        """His name, or empty."""
        return str(self.superior.get("name", ""))


def case_of(db: Database, evaluation_id: str) -> Case:
    """Read one. Raises `RuleBroken` when it is not here any more."""
    with db.reading() as session:
        return read_case(session, evaluation_id)


def read_case(session: Session, evaluation_id: str) -> Case:
    """Read one in a session at hand. Raises `RuleBroken` when it is not here any more."""
    evaluation = known(session, Evaluation, evaluation_id)
    person = session.get(Employee, evaluation.employee_id)
    query = select(Objection).where(Objection.evaluation_id == evaluation_id, col(Objection.removed).is_(False))
    objection = session.exec(query.order_by(Objection.id)).first()
    delivery = _delivery(session, Delivery.id_of(evaluation_id, evaluation.finished_on))
    return Case(
        evaluation=evaluation,
        person=person.name if person else "pegawai ini",
        period=_period_label(evaluation.period),
        delivery=delivery,
        objection=objection,
        objected=delivery if objection is None else _delivery(session, objection.delivery_id),
        superior=_superior(session, evaluation, objection),
    )


def _delivery(session: Session, delivery_id: str) -> Delivery | None:
    found = session.get(Delivery, delivery_id)
    return None if found is None or found.removed else found


def _superior(session: Session, evaluation: Evaluation, objection: Objection | None) -> dict[str, Any]:
    if objection is not None and objection.addressed_card:
        return objection.addressed_card
    if evaluation.superior_card:
        return evaluation.superior_card
    plan = session.get(WorkPlan, evaluation.plan_id)
    if plan is None:
        return {}
    if plan.superior_card:
        return plan.superior_card
    day = day_within(plan, period_from_code(evaluation.period).end)
    raters = raters_of(session, plan, day)
    return card(session, raters.superior_id, raters.superior_card, day=day) or {}


# -- checks


def check_finished(evaluation: Evaluation) -> None:
    """Raises `RuleBroken` unless the evaluation is finished."""
    if evaluation.removed or evaluation.state != FINISHED:
        raise RuleBroken("Evaluasi ini belum selesai. Selesaikan dulu di layar Evaluasi (5), lalu serahkan hasilnya.")


def check_may_object(case: Case, employee_id: str) -> None:
    """Raises `RuleBroken` unless this employee may object to this result now."""
    if case.evaluation.employee_id != employee_id:
        raise RuleBroken("Keberatan hanya dapat diajukan atas hasil evaluasi sendiri (PP 30/2019 ps. 59).")
    if case.objection is not None and case.objection.final:
        raise RuleBroken("Keberatan atas evaluasi ini sudah diputus. Keputusannya final (PP 30/2019 ps. 59).")
    if case.objection is None:
        check_finished(case.evaluation)
    if case.objected is None:
        raise RuleBroken("Catat dulu kapan hasil evaluasi ini diterima pegawai; dari hari itu batas 14 hari dihitung.")
    if not case.superior_name:
        raise RuleBroken(NO_SUPERIOR)


def check_decider(case: Case, name: str) -> None:
    """Raises `RuleBroken` unless the name is that of the superior the objection was addressed to."""
    if not case.superior_name:
        raise RuleBroken(NO_SUPERIOR)
    if fold(name) != fold(case.superior_name):
        raise RuleBroken(
            f"Keberatan ini hanya dapat diputus {case.superior_name}, atasan pejabat penilai (PP 30/2019 ps. 59)."
        )


def _period_label(code: str) -> str:
    try:
        return period_from_code(code).label
    except RuleBroken:
        return code
