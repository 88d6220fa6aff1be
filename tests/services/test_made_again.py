"""What has a natural id and was taken away can be made again: it is the same record, and it is there."""

from __future__ import annotations

from datetime import date

import pytest

from kinerja_tui.models.employees import Assignment, Employee
from kinerja_tui.models.evaluations import Evaluation
from kinerja_tui.models.plans import Expectation, WorkPlan
from kinerja_tui.models.progress import Progress
from kinerja_tui.models.verify import verify
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.evaluation import evaluations
from kinerja_tui.services.forms import forms
from kinerja_tui.services.monitoring import progress
from kinerja_tui.services.planning import approval, plan_entry, plans
from kinerja_tui.services.staff import employees
from tests.services.plan_office import YEAR, key_plan, plan, row, three_people

PERIOD = "2026-TW3"


@pytest.fixture
def office(empty_db):
    db, *_, staff = three_people(empty_db)
    return db, staff


def approved_plan(db, staff) -> str:
    plan_id, _ = key_plan(db, staff)
    approval.submit(db, plan_id)
    approval.approve(db, plan_id)
    return plan_id


def remove(db, table, record_id: str, staff: str) -> None:
    with db.act("dihapus", staff) as act:
        act.remove(table, record_id)


def test_progress(office):
    db, staff = office
    plan_id = approved_plan(db, staff)
    for amount in ("5", "7"):
        form, contents = progress.progress_form(db, plan_id, PERIOD)
        indicator = contents.lines[0].indicators[0].id
        forms.keep(db, form, {progress.progress_key(indicator, PERIOD, "amount"): amount})
        progress.save(db, form, contents, PERIOD)
        with db.reading() as session:
            assert str(progress.in_period(session, plan_id, PERIOD)[indicator].amount) == amount
        remove(db, Progress, Progress.id_of(indicator, PERIOD), staff)
    assert verify(db).sound


def test_an_evaluation(office):
    db, staff = office
    plan_id = approved_plan(db, staff)
    evaluation_id = Evaluation.id_of(plan_id, PERIOD)
    with db.act("x", staff) as act:
        act.write(Evaluation, evaluation_id, plan_id=plan_id, period=PERIOD, employee_id=staff, state="selesai")
    remove(db, Evaluation, evaluation_id, staff)
    with pytest.raises(RuleBroken, match="belum diselesaikan"):
        evaluations.reopen(db, plan_id, PERIOD, "keliru")
    form, contents, _ = evaluations.evaluation_form(db, plan_id, PERIOD)
    assert not evaluations.is_finished(form, contents, PERIOD)
    forms.keep(db, form, {evaluations.evaluation_key(plan_id, PERIOD, "work_rating"): "sesuai"})
    evaluations.save(db, form, contents, PERIOD)
    assert db.file.rows("SELECT removed, state, work_rating FROM evaluation") == [(0, "draf", "sesuai")]


def test_ratings_that_came_without_their_evaluation_are_shown_before_they_are_overwritten(office):
    db, staff = office
    plan_id = approved_plan(db, staff)
    form, contents, _ = evaluations.evaluation_form(db, plan_id, PERIOD)
    key = evaluations.result_key(plan_id, PERIOD, contents.lines[0].result.id, "rating")
    forms.keep(db, form, {key: "di_atas"})
    evaluations.save(db, form, contents, PERIOD)
    remove(db, Evaluation, Evaluation.id_of(plan_id, PERIOD), staff)
    form, *_ = evaluations.evaluation_form(db, plan_id, PERIOD)
    assert form.stored[key] == "di_atas"


def test_an_expectation(office):
    db, staff = office
    plan_id, _ = key_plan(db, staff)
    for text in ("Ramah", "Cekatan"):
        form = plan_entry.plan_form(db, plan_id)
        forms.keep(db, form, {plan_entry.expectation_key(plan_id, "akuntabel"): text})
        plan_entry.save(db, form)
        with db.reading() as session:
            assert plans.contents(session, plan_id).expectations["akuntabel"].text == text
        remove(db, Expectation, Expectation.id_of(plan_id, "akuntabel"), staff)


def test_a_post(office):
    db, staff = office
    remove(db, Assignment, Assignment.id_of(staff, "Pelaksana", date(YEAR, 1, 1)), staff)
    form = employees.edit_form(db, staff)
    assert employees.assignment_id_of(form) == employees.NEW
    new = {name: forms.field_key(Assignment, employees.NEW, name) for name in ("post", "start")}
    forms.keep(db, form, {new["post"]: "Pelaksana", new["start"]: f"{YEAR}-01-01"})
    employees.save(db, form)
    with db.reading() as session:
        assert employees.current_assignment(session, staff) is not None


def test_a_plan(office):
    db, staff = office
    plan_id, _ = key_plan(db, staff)
    remove(db, WorkPlan, plan_id, staff)
    assert plans.start_plan(db, staff, YEAR) == plan_id
    assert not plan(db, plan_id).removed


def test_a_removal_that_the_author_had_not_seen_waits_for_a_person(office):
    db, staff = office
    plan_id = approved_plan(db, staff)
    form, contents = progress.progress_form(db, plan_id, PERIOD)
    indicator = contents.lines[0].indicators[0].id
    record_id = Progress.id_of(indicator, PERIOD)
    with db.act("x", staff) as act:
        act.write(Progress, record_id, plan_id=plan_id, indicator_id=indicator, period=PERIOD)
    remove(db, Progress, record_id, staff)
    forms.keep(db, form, {progress.progress_key(indicator, PERIOD, "amount"): "5"})
    progress.save(db, form, contents, PERIOD)
    assert ("removed",) in db.file.rows("SELECT field FROM conflict WHERE record_id = ?", (record_id,))


def test_the_printed_post_is_the_one_the_plan_is_about(office):
    db, staff = office
    plan_id, _ = key_plan(db, staff)
    with db.act("Pindah jabatan", staff) as act:
        later = Assignment.id_of(staff, "Lurah", date(YEAR, 7, 1))
        act.write(Assignment, later, employee_id=staff, post="Lurah", start=date(YEAR, 7, 1))
    assert plans.overview(db, plan_id).employee["post"] == "Pelaksana"
    approval.submit(db, plan_id)
    assert plan(db, plan_id).employee_card["post"] == "Pelaksana"


def test_the_list_and_the_form_ask_the_same_rater_for_links_after_a_transfer(office):
    db, staff = office
    (kasi,) = (row[0] for row in db.file.rows("SELECT id FROM employee WHERE name = 'Kasi Contoh'"))
    plan_id, _ = key_plan(db, staff, superior_text="Yang ditulis sendiri")
    key_plan(db, kasi, superior_text="Dari luar")
    assert plans.overview(db, plan_id).unlinked == row(db, staff)["unlinked"] == 1
    with db.act("Pindah jabatan", staff) as act:
        later = Assignment.id_of(staff, "Lurah", date(YEAR, 7, 1))
        act.write(Assignment, later, employee_id=staff, post="Lurah", start=date(YEAR, 7, 1), rater_card={"name": "x"})
    assert plans.overview(db, plan_id).unlinked == row(db, staff)["unlinked"] == 1


def test_a_nip_is_stored_as_18_digits_however_it_was_typed(office):
    db, staff = office
    form = employees.edit_form(db, staff)
    key = forms.field_key(Employee, staff, "nip")
    forms.keep(db, form, {key: "19920303 201703 1 003"})
    employees.save(db, form)
    assert db.file.rows("SELECT nip FROM employee WHERE id = ?", (staff,)) == [("199203032017031003",)]
