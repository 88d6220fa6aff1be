"""What was submitted, approved or finished stays as it was, whatever becomes of people, posts, raters and targets."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kinerja_tui.models.employees import Assignment, Employee
from kinerja_tui.models.evaluations import Evaluation
from kinerja_tui.rules.assignments import AssignmentKind
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.screens.evaluation.evaluation_pages import EvaluationPages
from kinerja_tui.services.evaluation import evaluations
from kinerja_tui.services.planning import approval, plans
from kinerja_tui.services.staff import transfers as t
from kinerja_tui.services.staff.posts import Raters
from tests.services.addendum_office import approved, change, evaluate
from tests.services.plan_office import YEAR, assignment_id, key_plan, plan, three_people

QUARTER = f"{YEAR}-TW1"
CARDS = ("employee_card", "rater_card", "superior_card")


@pytest.fixture
def office(empty_db):
    """Staff: approved and rated in the first quarter; Kasi: submitted."""
    db, camat, kasi, staff = three_people(empty_db)
    with db.act("Atasan", staff) as act:
        act.write(Assignment, assignment_id(staff, "Pelaksana"), superior_id=camat)
    staff_plan = approved(db, staff)
    evaluate(db, staff_plan, QUARTER)
    kasi_plan, _ = key_plan(db, kasi, "Seksi melayani")
    approval.submit(db, kasi_plan)
    return db, {"camat": camat, "kasi": kasi, "staff": staff}, staff_plan, kasi_plan


def everything(db, staff_plan: str, kasi_plan: str) -> list[object]:
    """All that the screens show of the two plans and the finished evaluation."""
    found: list[object] = []
    for plan_id in (staff_plan, kasi_plan):
        stored, shown = plan(db, plan_id), plans.overview(db, plan_id)
        found += [shown.employee, shown.rater, shown.submitted_on, shown.decided_on, shown.decided_by, shown.state]
        found += [getattr(stored, name) for name in (*CARDS, "approver_card", "rules")]
    form, opened, reported = evaluations.evaluation_form(db, staff_plan, QUARTER)
    pages = EvaluationPages(form, opened, QUARTER, reported)
    for page in (pages.results, pages.behaviour, pages.predicate):
        found.append(
            [(type(item).__name__, vars(item).get("text"), vars(item).get("key")) for item in page(form.texts())]
        )
    with db.reading() as session:
        evaluation = session.get_one(Evaluation, Evaluation.id_of(staff_plan, QUARTER))
        found += [getattr(evaluation, name) for name in (*CARDS, "rated_by", "targets", "rules")]
    return found


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["name", "nip", "rank", "post", "rater", "acting", "transfer", "addendum", "leave"]),
        st.sampled_from(["camat", "kasi", "staff"]),
        st.dates(date(YEAR, 4, 1), date(YEAR, 11, 30)),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_documents_stand_whatever_happens_afterwards(office, acts):
    db, people, staff_plan, kasi_plan = office
    with db.transaction() as session:
        before = everything(db, staff_plan, kasi_plan)
        for number, (kind, who, day) in enumerate(acts):
            person = people[who]
            post = {"camat": "Camat", "kasi": "Kepala Seksi", "staff": "Pelaksana"}[who]
            new = t.NewPost(f"Jabatan {number}", Raters(rater_card={"name": f"Sekda {number}"}))
            try:
                if kind in ("name", "nip", "rank", "leave"):
                    values = {
                        "name": {"name": f"Nama {number}"}, "nip": {"nip": f"19900101201501100{number}"},
                        "rank": {"golongan": "IV/a"}, "leave": {"end_date": day, "end_reason": "pensiun"},
                    }  # fmt: skip
                    with db.act("Ubah", person) as act:
                        act.write(Employee, person, **values[kind])
                elif kind == "post":
                    with db.act("Jabatan diperbaiki", person) as act:
                        act.write(Assignment, assignment_id(person, post), post=f"Lain {number}", unit="Lain")
                elif kind == "rater":
                    t.change_rater(db, assignment_id(person, post), day, Raters(rater_card={"name": f"Plt. {number}"}))
                elif kind == "acting":
                    t.acting(db, person, AssignmentKind.PLH, new, day)
                elif kind == "transfer" and who == "staff":
                    t.transfer(db, person, day, new)
                elif kind == "addendum":
                    change(db, staff_plan, str(Decimal(number + 1)), day)
            except RuleBroken:
                continue
        assert everything(db, staff_plan, kasi_plan) == before
        session.rollback()
