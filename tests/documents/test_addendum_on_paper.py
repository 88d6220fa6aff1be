"""On paper: the SKP stays as it was signed; an evaluation prints the target of its period beside the approved one."""

from __future__ import annotations

from kinerja_tui.documents.evaluation_paper import evaluation_paper
from kinerja_tui.documents.plan_paper import plan_paper
from kinerja_tui.models.evaluations import Evaluation
from tests.documents.paper_text import in_order, pages
from tests.services.addendum_office import approved, change, evaluate, indicator, result
from tests.services.plan_office import YEAR, three_people


def test_the_signed_plan_and_the_judged_target(empty_db):
    db, _, _, staff = three_people(empty_db)
    plan_id = approved(db, staff)
    signed = plan_paper(db, plan_id)
    change(db, plan_id, added=[result()])
    assert plan_paper(db, plan_id) == signed
    period = f"{YEAR}-TW3"
    evaluate(db, plan_id, period)
    text = " ".join(pages(evaluation_paper(db, Evaluation.id_of(plan_id, period))))
    assert in_order(text, "6 dokumen", "Target saat disetujui 12,5", "Arsip rapi", "0 temuan")
    assert indicator(db, plan_id).unit == "dokumen"
