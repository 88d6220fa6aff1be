"""Work plans: who has one, starting one, keying one; what stays when something is refused."""

from __future__ import annotations

from datetime import date

import pytest
from sqlmodel import select

from kinerja_tui.models.employees import Assignment, Employee
from kinerja_tui.models.plans import Expectation, Indicator, WorkPlan, WorkResult
from kinerja_tui.rules.plans import PlanState, ResultKind
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.forms.forms import field_key, keep, unfinished
from kinerja_tui.services.planning import approval, plan_entry, plans
from tests.services.plan_office import (
    YEAR,
    assignment_id,
    key_plan,
    plan,
    result,
    row,
    three_people,
    titles,
    typed,
)


@pytest.fixture
def staff(empty_db):
    """The database, Camat, Kasi and her staff."""
    return three_people(empty_db)


def test_a_plan_spans_the_year_from_the_day_of_the_post(staff):
    db, _, kasi, _ = staff
    known = plan(db, plans.start_plan(db, kasi, YEAR))
    assert (known.start, known.end, known.state) == (date(YEAR, 1, 1), date(YEAR, 12, 31), "draf")


def test_no_second_plan_for_the_same_days(staff):
    db, _, kasi, _ = staff
    first = plans.start_plan(db, kasi, YEAR)
    with pytest.raises(RuleBroken, match="sudah ada"):
        plans.start_plan(db, kasi, YEAR)
    with db.act("Tanggal mulai dibetulkan", kasi) as act:
        act.write(Assignment, assignment_id(kasi, "Kepala Seksi"), start=date(YEAR, 3, 1))
    with pytest.raises(RuleBroken, match="sudah ada"):
        plans.start_plan(db, kasi, YEAR)
    assert plans.plan_of(db, kasi, YEAR).id == first


def test_a_plan_removed_elsewhere_can_be_started_again(staff):
    db, _, kasi, _ = staff
    plan_id = plans.start_plan(db, kasi, YEAR)
    with db.act("Dihapus", kasi) as act:
        act.remove(WorkPlan, plan_id)
    assert row(db, kasi)["plan_id"] is None
    assert plans.start_plan(db, kasi, YEAR) == plan_id
    assert not plan(db, plan_id).removed


@pytest.mark.parametrize(
    ("values", "match"),
    [
        ({"start": date(YEAR + 1, 1, 1)}, "baru mulai"),
        ({"start": date(YEAR - 2, 1, 1), "end": date(YEAR - 1, 6, 30)}, "sudah berakhir"),
        ({"start": None}, "Isi dulu jabatan"),
    ],
)
def test_a_post_outside_the_year_gives_no_plan(staff, values, match):
    db, _, kasi, _ = staff
    with db.act("Jabatan", kasi) as act:
        act.write(Assignment, assignment_id(kasi, "Kepala Seksi"), **values)
    with pytest.raises(RuleBroken, match=match):
        plans.start_plan(db, kasi, YEAR)
    assert plans.plan_of(db, kasi, YEAR) is None


def test_who_left_gets_no_new_plan(staff):
    db, _, kasi, _ = staff
    with db.act("Pensiun", kasi) as act:
        act.write(Employee, kasi, end_date=date(YEAR, 2, 1))
    with pytest.raises(RuleBroken, match="tidak lagi bertugas"):
        plans.start_plan(db, kasi, YEAR)
    assert kasi not in plans.listing(db.file, YEAR).keys


def test_everything_keyed_is_one_change(staff):
    db, _, kasi, _ = staff
    plan_id = plans.start_plan(db, kasi, YEAR)
    before = len(titles(db))
    form = plan_entry.plan_form(db, plan_id)
    for kind in ResultKind:
        line = plan_entry.add_result(db, form, kind)
        typed(db, form, WorkResult, line.result_id, text=f"Hasil {kind}")
        typed(db, form, Indicator, line.indicator_ids[0], text="Indikator", target="3.5", unit="hari kerja")
    keep(db, form, {plan_entry.expectation_key(plan_id, "akuntabel"): "Teliti"})
    plan_entry.save(db, form)
    assert titles(db)[before:] == ["Rencana kerja 2026 diubah"]
    with db.reading() as session:
        known = plans.contents(session, plan_id)
    assert [line.result.text for line in known.lines] == ["Hasil utama", "Hasil tambahan"]
    assert known.expectations["akuntabel"].text == "Teliti"
    assert not unfinished(db)


def test_lines_left_empty_or_taken_off_again_are_not_stored(staff):
    db, _, kasi, _ = staff
    plan_id, result_id = key_plan(db, kasi)
    form = plan_entry.plan_form(db, plan_id)
    plan_entry.add_result(db, form, ResultKind.MAIN)
    plan_entry.add_indicator(db, form, result_id)
    gone = plan_entry.add_result(db, form, ResultKind.ADDITIONAL)
    typed(db, form, WorkResult, gone.result_id, text="Salah ketik")
    plan_entry.remove_result(db, form, gone.result_id)
    before = titles(db)
    plan_entry.save(db, form)
    assert titles(db) == before
    with db.reading() as session:
        assert [line.result.id for line in plans.contents(session, plan_id).lines] == [result_id]
        assert session.get(WorkResult, gone.result_id) is None


def test_a_result_with_only_an_indicator_typed_is_kept(staff):
    db, _, kasi, _ = staff
    plan_id = plans.start_plan(db, kasi, YEAR)
    form = plan_entry.plan_form(db, plan_id)
    line = plan_entry.add_result(db, form, ResultKind.MAIN)
    typed(db, form, Indicator, line.indicator_ids[0], text="Jumlah")
    plan_entry.save(db, form)
    assert row(db, kasi)["results"] == 1


def test_removing_a_stored_result_takes_its_indicators_along(staff):
    db, _, kasi, _ = staff
    plan_id, result_id = key_plan(db, kasi)
    form = plan_entry.plan_form(db, plan_id)
    plan_entry.remove_result(db, form, result_id)
    assert plan_entry.all_lines(form) == []
    plan_entry.save(db, form)
    with db.reading() as session:
        assert not plans.contents(session, plan_id).lines
        assert all(item.removed for item in session.exec(select(Indicator).where(Indicator.plan_id == plan_id)))


def test_a_plan_approved_meanwhile_refuses_and_keeps_what_was_typed(staff):
    db, _, kasi, _ = staff
    plan_id, result_id = key_plan(db, kasi)
    form = plan_entry.plan_form(db, plan_id)
    key = field_key(WorkResult, result_id, "text")
    keep(db, form, {key: "Diubah belakangan"})
    approval.submit(db, plan_id)
    approval.approve(db, plan_id)
    with pytest.raises(RuleBroken, match="sudah disetujui"):
        plan_entry.save(db, form)
    assert result(db, result_id).text == "Layanan selesai"
    assert plan_entry.plan_form(db, plan_id).typed == {key: "Diubah belakangan"}


def test_a_plan_removed_meanwhile_refuses_and_keeps_what_was_typed(staff):
    db, _, kasi, _ = staff
    plan_id, result_id = key_plan(db, kasi)
    form = plan_entry.plan_form(db, plan_id)
    keep(db, form, {field_key(WorkResult, result_id, "text"): "Baru"})
    with db.act("Dihapus", kasi) as act:
        act.remove(WorkPlan, plan_id)
    with pytest.raises(RuleBroken, match="dihapus di PC lain"):
        plan_entry.save(db, form)
    assert [item.form for item in unfinished(db)] == [f"plan:{plan_id}"]


def test_units_of_this_office_come_first(staff):
    db, _, kasi, _ = staff
    key_plan(db, kasi)
    units = plan_entry.units(db.file)
    assert units[0] == "dokumen"
    assert len(units) == len(set(units))


def test_counts_and_filters_agree_with_the_list(db):
    found = plans.counts(db.file, YEAR)
    assert sum(found.values()) == len(plans.listing(db.file, YEAR))
    for state in [*PlanState, plans.NONE]:
        assert len(plans.listing(db.file, YEAR, state=state)) == found.get(state, 0)
    assert found[plans.NONE] == 1


@pytest.mark.parametrize("text", ["%", "_", "\\", "'", "[/]", "\u202e"])
def test_a_hostile_filter_finds_nobody(db, text):
    assert len(plans.listing(db.file, YEAR, f"{text}zzz")) == 0


def test_expectations_emptied_again_are_empty(staff):
    db, _, kasi, _ = staff
    plan_id, _ = key_plan(db, kasi)
    key = plan_entry.expectation_key(plan_id, "loyal")
    for text in ("Menjaga nama baik", ""):
        form = plan_entry.plan_form(db, plan_id)
        keep(db, form, {key: text})
        plan_entry.save(db, form)
        with db.reading() as session:
            assert session.get_one(Expectation, Expectation.id_of(plan_id, "loyal")).text == text
