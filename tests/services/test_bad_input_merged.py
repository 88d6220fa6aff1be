"""What entry refuses a merge of two PCs may bring about: it is listed to settle, and nothing is lost.

Posts, raters, approvals and objections have their merge tests beside their entry tests.
"""

from __future__ import annotations

from datetime import date

import pytest

from kinerja_tui.models.evaluations import Evaluation
from kinerja_tui.models.plans import WorkPlan
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.evaluation import evaluations
from kinerja_tui.services.handover import settle
from kinerja_tui.services.planning import plans
from tests.services.addendum_office import approved, evaluate
from tests.services.plan_office import YEAR, assignment_id, three_people

QUARTER, MONTH, NEXT_MONTH = f"{YEAR}-TW1", f"{YEAR}-B03", f"{YEAR}-B04"


@pytest.fixture
def office(empty_db):
    """The database, the staff and her approved plan."""
    db, _, _, staff = three_people(empty_db)
    return db, staff, approved(db, staff)


def listed(db) -> list[tuple[str, str]]:
    return [(item.kind, item.text) for item in settle.to_settle(db.file)]


def test_a_month_and_its_quarter(office):
    db, staff, plan_id = office
    evaluate(db, plan_id, QUARTER)
    with pytest.raises(RuleBroken, match="sudah dinilai dalam Triwulan I"):
        evaluate(db, plan_id, MONTH)
    evaluate(db, plan_id, NEXT_MONTH)
    with db.act("Dari paket", staff) as act:
        values = {"employee_id": staff, "plan_id": plan_id, "period": MONTH, "state": "selesai"}
        act.write(Evaluation, Evaluation.id_of(plan_id, MONTH), **values)
    assert listed(db) == [
        ("evaluation", "Evaluasi Maret 2026 dan triwulannya sama-sama selesai: masa yang sama dinilai dua kali")
    ]
    assert len(evaluations.evaluation_form(db, plan_id, QUARTER)[1].lines) == 1


def test_a_rating_without_its_reason(office):
    db, staff, plan_id = office
    evaluate(db, plan_id, QUARTER)
    with db.act("Dari paket", staff) as act:
        act.write(Evaluation, Evaluation.id_of(plan_id, QUARTER), work_rating="di_bawah")
    wording = "Evaluasi Triwulan I 2026 selesai dengan rating di bawah ekspektasi tanpa alasan atau usulan"
    assert listed(db) == [("evaluation", wording)]


def test_two_plans_for_the_same_days(office):
    db, staff, _ = office
    with pytest.raises(RuleBroken, match="sudah ada"):
        plans.start_plan(db, staff, YEAR)
    post, start = assignment_id(staff, "Pelaksana"), date(YEAR, 3, 1)
    with db.act("Dari paket", staff) as act:
        values = {"employee_id": staff, "assignment_id": post, "year": YEAR, "start": start, "end": date(YEAR, 12, 31)}
        act.write(WorkPlan, WorkPlan.id_of(post, start), **values)
    assert listed(db) == [("plan", "Ada dua rencana kerja 2026 untuk masa yang sama")] * 2
