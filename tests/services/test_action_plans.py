"""Action steps: added, moved, removed, ticked; while the plan is a draft and after; closed with the evaluation."""

from __future__ import annotations

from datetime import date

import pytest

from kinerja_tui.models.records import natural_id
from kinerja_tui.models.reporting import ActionStep
from kinerja_tui.models.state import REMOVED
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.forms import forms
from kinerja_tui.services.forms.forms import field_key
from kinerja_tui.services.monitoring import action_plans, progress
from kinerja_tui.services.monitoring.steps import steps_in
from kinerja_tui.services.planning import addenda, approval
from kinerja_tui.services.planning.addenda import Wanted
from tests.services.addendum_office import result
from tests.services.plan_office import key_plan, three_people
from tests.services.stories import plan_id_of

PERIOD = "2026-TW3"
SPAN = progress.period_from_code(PERIOD)


@pytest.fixture
def planned(empty_db):
    """An office of three with a draft plan; (database, plan id, result id)."""
    db, *_, staff = three_people(empty_db)
    return db, *key_plan(db, staff)


def key_steps(db, plan_id, result_id, *texts, period=PERIOD):
    form, plan = action_plans.steps_form(db, plan_id)
    for text in texts:
        step_id = action_plans.add_step(db, form, result_id, period)
        forms.keep(db, form, {action_plans.step_key(step_id, "text"): text})
    action_plans.save(db, form, plan)


def texts(db, plan_id, result_id):
    form, _ = action_plans.steps_form(db, plan_id)
    return [form.text(action_plans.step_key(item, "text")) for item in action_plans.steps_of(form, result_id)]


def test_steps_may_be_keyed_while_the_plan_is_a_draft_and_after_approval(planned):
    db, plan_id, result_id = planned
    key_steps(db, plan_id, result_id, "Satu")
    approval.submit(db, plan_id)
    key_steps(db, plan_id, result_id, "Dua")
    approval.approve(db, plan_id)
    key_steps(db, plan_id, result_id, "Tiga", "")
    assert texts(db, plan_id, result_id) == ["Satu", "Dua", "Tiga"]
    assert db.file.rows("SELECT count(*) FROM action_step") == [(3,)]


def test_moving_and_removing(planned):
    db, plan_id, result_id = planned
    key_steps(db, plan_id, result_id, "a", "b", "c")
    form, plan = action_plans.steps_form(db, plan_id)
    first, second, third = action_plans.steps_of(form, result_id)
    assert not action_plans.move_step(db, form, first, -1)
    assert not action_plans.move_step(db, form, third, 1)
    assert action_plans.move_step(db, form, third, -1)
    assert action_plans.move_step(db, form, third, -1)
    action_plans.remove_step(db, form, second)
    action_plans.save(db, form, plan)
    assert texts(db, plan_id, result_id) == ["c", "a"]


def test_equal_positions_of_a_merge_can_be_moved(planned):
    db, plan_id, result_id = planned
    key_steps(db, plan_id, result_id, "a", "b", "c")
    form, _ = action_plans.steps_form(db, plan_id)
    ids = action_plans.steps_of(form, result_id)
    with db.act("Dari PC lain", form.subject) as act:
        for step_id in ids:
            act.write(ActionStep, step_id, position=1)
    form, _ = action_plans.steps_form(db, plan_id)
    first = action_plans.steps_of(form, result_id)[0]
    assert action_plans.move_step(db, form, first, 1)
    assert action_plans.steps_of(form, result_id)[1] == first


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"note": "tanpa isi"}, "belum ada isinya"),
        ({"text": "x", "period": ""}, "pilih periodenya"),
        ({"text": "x", "done_on": "2026-11-21"}, "belum tiba"),
    ],
)
def test_what_a_step_needs(planned, values, told):
    db, plan_id, result_id = planned
    form, plan = action_plans.steps_form(db, plan_id)
    step_id = action_plans.add_step(db, form, result_id, PERIOD)
    forms.keep(db, form, {action_plans.step_key(step_id, column): text for column, text in values.items()})
    with pytest.raises(RuleBroken, match=told):
        action_plans.save(db, form, plan)


def test_a_step_belongs_to_the_period_of_its_last_day(planned):
    db, plan_id, result_id = planned
    for number, (period, due) in enumerate(
        [(PERIOD, None), ("", "2026-08-15"), ("2026-TW1", "2026-09-30"), ("2026-B09", None), ("2026-B10", None),
         ("kode_versi_baru", None)]
    ):  # fmt: skip
        with db.act("x", db.file.rows("SELECT employee_id FROM work_plan")[0][0]) as act:
            day = date.fromisoformat(due) if due else None
            values = {"plan_id": plan_id, "result_id": result_id, "position": number, "text": str(number)}
            act.write(ActionStep, natural_id("langkah", str(number)), **values, period=period, due_on=day)
    with db.reading() as session:
        assert [step.text for step in steps_in(session, plan_id, SPAN)] == ["0", "1", "2", "3"]
        july = progress.period_from_code("2026-B07")
        assert steps_in(session, plan_id, july) == []


def test_steps_of_a_finished_evaluation_stay(db):
    plan_id = plan_id_of(db, "Dewi Lestari, S.H.")
    form, plan = action_plans.steps_form(db, plan_id)
    closed = action_plans.closed_steps(db, form)
    assert closed
    forms.keep(db, form, {action_plans.step_key(next(iter(closed)), "text"): "Diubah"})
    with pytest.raises(RuleBroken, match="sudah selesai"):
        action_plans.save(db, form, plan)


def test_steps_whose_result_was_removed_are_not_lost(planned):
    db, plan_id, result_id = planned
    key_steps(db, plan_id, result_id, "a")
    with db.act("Hasil kerja dihapus", db.file.rows("SELECT employee_id FROM work_plan")[0][0]) as act:
        from kinerja_tui.models.plans import WorkResult

        act.remove(WorkResult, result_id)
    form, plan = action_plans.steps_form(db, plan_id)
    (lost,) = action_plans.without_result(form, plan)
    forms.keep(db, form, {field_key(ActionStep, lost, REMOVED): "1"})
    action_plans.save(db, form, plan)
    assert action_plans.without_result(*action_plans.steps_form(db, plan_id)) == []


def test_a_tick_in_the_form_of_realisasi_and_its_lock(planned):
    db, plan_id, result_id = planned
    key_steps(db, plan_id, result_id, "a")
    approval.submit(db, plan_id)
    approval.approve(db, plan_id)
    form, plan = progress.progress_form(db, plan_id, PERIOD)
    (key,) = [key for key in form.stored if key.endswith("/done_on")]
    forms.keep(db, form, {key: "2026-09-30"})
    progress.save(db, form, plan, PERIOD)
    assert db.file.rows("SELECT done_on FROM action_step") == [("2026-09-30",)]
    assert db.file.rows("SELECT count(*) FROM progress") == [(0,)]


def test_a_result_that_an_addendum_ended_gets_no_later_steps(planned):
    db, plan_id, result_id = planned
    key_steps(db, plan_id, result_id, "Satu")
    approval.submit(db, plan_id)
    approval.approve(db, plan_id)
    wanted = Wanted(date(2026, 7, 1), "x", "", added=[result()], ended={result_id: "Program berakhir"})
    addenda.make(db, plan_id, wanted)
    form, plan = action_plans.steps_form(db, plan_id)
    step_id = action_plans.add_step(db, form, result_id, PERIOD)
    typed = {"text": "Tiga", "period": "2026-TW2"}
    forms.keep(db, form, {action_plans.step_key(step_id, column): text for column, text in typed.items()})
    action_plans.save(db, form, plan)
    assert db.file.rows("SELECT text FROM action_step ORDER BY text") == [("Satu",), ("Tiga",)]  # "Satu" stays
    form, plan = action_plans.steps_form(db, plan_id)
    forms.keep(db, form, {action_plans.step_key(step_id, "period"): PERIOD})
    with pytest.raises(RuleBroken, match="diakhiri adendum, sampai 30 Juni 2026"):
        action_plans.save(db, form, plan)
