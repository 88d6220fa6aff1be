"""The annual evaluation: the predikat of the year's periods, what is missing and why, months, part-years."""

from __future__ import annotations

from datetime import date

import pytest

from kinerja_tui.models.employees import Excuse
from kinerja_tui.models.evaluations import Evaluation
from kinerja_tui.models.plans import WorkPlan
from kinerja_tui.models.records import new_id
from kinerja_tui.rules.periods import periods_of
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.evaluation import annual, evaluations
from kinerja_tui.services.forms import forms
from kinerja_tui.services.handover import settle
from tests.services.stories import plan_id_of
from tests.services.test_evaluations import UNRATED, Opened

YEAR = "2026"
QUARTERS = ["2026-TW1", "2026-TW2", "2026-TW3", "2026-TW4"]


def view(db, name=UNRATED, period=YEAR):
    with db.reading() as session:
        return annual.year_view(session, session.get_one(WorkPlan, plan_id_of(db, name)), period)


def codes(found):
    return [item.period.code for item in found.periods]


def rate(db, period, state="selesai", name=UNRATED):
    plan_id = plan_id_of(db, name)
    with db.reading() as session:
        employee_id = session.get_one(WorkPlan, plan_id).employee_id
    with db.act("Evaluasi", employee_id) as act:
        act.write_anew(
            Evaluation, Evaluation.id_of(plan_id, period), employee_id=employee_id, plan_id=plan_id, period=period,
            state=state, work_rating="sesuai", behaviour_rating="di_atas", rules="permenpanrb-6-2022",
        )  # fmt: skip


def unrated(db, name=UNRATED):
    """The plan without any evaluation."""
    plan_id = plan_id_of(db, name)
    with db.reading() as session:
        employee_id = session.get_one(WorkPlan, plan_id).employee_id
    with db.act("Bersih", employee_id) as act:
        for (found,) in db.file.rows("SELECT id FROM evaluation WHERE plan_id = ?", (plan_id,)):
            act.remove(Evaluation, found)
    return employee_id


def test_the_quarters_with_their_predikat_and_what_is_missing(db):
    unrated(db)
    rate(db, "2026-TW1")
    rate(db, "2026-TW2", "draf")
    found = view(db)
    assert codes(found) == QUARTERS
    assert [item.predicate.label if item.predicate else None for item in found.periods] == ["Baik", None, None, None]
    assert annual.names(found.missing) == "Triwulan II, Triwulan III, Triwulan IV"
    assert view(db, period="2026-TW3") == annual.YearView()


def test_finishing_needs_the_reason_and_keeps_which_were_missing(db):
    unrated(db)
    rate(db, "2026-TW1")
    opened = Opened(db, period=YEAR).rate_all().overall("sesuai", "sesuai")
    for empty in ("", "   "):
        opened.key(missing_reason=empty)
        with pytest.raises(RuleBroken, match="Belum ada evaluasi Triwulan II, Triwulan III, Triwulan IV"):
            opened.save(finish=True)
    opened.key(missing_reason="Baru pindah.").save(finish=True)
    done = opened.stored()
    assert (done.missing_periods, done.missing_reason) == ("2026-TW2 2026-TW3 2026-TW4", "Baru pindah.")
    rate(db, "2026-TW2")
    assert opened.stored().missing_periods == "2026-TW2 2026-TW3 2026-TW4"


def test_reopened_and_finished_anew_it_names_what_is_missing_then(db):
    unrated(db)
    opened = (
        Opened(db, period=YEAR).rate_all().overall("sesuai", "sesuai").key(missing_reason="Terlambat").save(finish=True)
    )
    evaluations.reopen(db, opened.plan_id, YEAR, "dilengkapi")
    assert opened.stored().missing_periods == ""
    for code in QUARTERS:
        rate(db, code)
    Opened(db, period=YEAR).save(finish=True)
    assert (opened.stored().missing_periods, opened.stored().missing_reason) == ("", "Terlambat")


def test_with_every_period_rated_nothing_is_asked(db):
    unrated(db)
    for code in QUARTERS:
        rate(db, code)
    opened = Opened(db, period=YEAR).rate_all().overall("sesuai", "sesuai").save(finish=True)
    assert (opened.stored().missing_periods, opened.stored().missing_reason) == ("", "")


def test_an_office_that_rates_by_months(db):
    unrated(db)
    rate(db, "2026-B02")
    found = view(db)
    assert codes(found) == [month.code for month in periods_of(2026, "bulanan")]
    assert len(found.missing) == 11
    rate(db, "2026-TW2")
    assert codes(view(db))[:5] == ["2026-B01", "2026-B02", "2026-B03", "2026-TW2", "2026-TW3"]


def test_a_part_year_has_only_the_periods_its_plan_touches(db):
    employee_id = unrated(db)
    with db.act("Mutasi", employee_id) as act:
        act.write(WorkPlan, plan_id_of(db, UNRATED), start=date(2026, 2, 10), end=date(2026, 7, 1))
    assert codes(view(db)) == ["2026-TW1", "2026-TW2", "2026-TW3"]
    rate(db, "2026-B04")
    assert codes(view(db)) == [f"2026-B{number:02d}" for number in range(2, 8)]


def test_whoever_was_excused_the_whole_period_is_not_missing(db):
    employee_id = unrated(db)
    with db.act("Tugas belajar", employee_id) as act:
        act.write(Excuse, new_id(), employee_id=employee_id, reason="tugas_belajar", start=date(2026, 3, 1),
                  end=date(2026, 6, 30))  # fmt: skip
    found = view(db)
    assert [item.excused for item in found.periods] == ["", "tugas_belajar", "", ""]
    assert annual.names(found.missing) == "Triwulan I, Triwulan III, Triwulan IV"


@pytest.mark.parametrize(("first", "second"), [("2026-B08", "2026-TW3"), ("2026-TW3", "2026-B08")])
def test_the_same_days_are_not_rated_twice(db, first, second):
    unrated(db)
    rate(db, first)
    opened = Opened(db, period=second).rate_all().overall("sesuai", "sesuai").save()
    assert opened.stored().state == "draf"
    opened = Opened(db, period=second).rate_all().overall("sesuai", "sesuai")
    with pytest.raises(RuleBroken, match="Masa ini sudah dinilai"):
        opened.save(finish=True)
    assert settle.to_settle(db.file) == []
    rate(db, second)
    (item,) = settle.to_settle(db.file)
    assert item.text.startswith("Evaluasi Agustus 2026 dan triwulannya sama-sama selesai")


def test_a_period_opened_twice_is_one_evaluation(db):
    first, second = Opened(db), Opened(db)
    first.rate_all().overall("sesuai", "sesuai").save(finish=True)
    second.form.typed.clear()
    forms.keep(db, second.form, {evaluations.evaluation_key(second.plan_id, second.period, "note"): "Kedua"})
    with pytest.raises(RuleBroken, match="sudah diselesaikan"):
        second.save()
    count = "SELECT count(*) FROM evaluation WHERE plan_id = ? AND period = ?"
    assert db.file.rows(count, (first.plan_id, first.period)) == [(1,)]


def test_foreign_evaluations_do_not_break_the_year(db):
    unrated(db)
    rate(db, "2026-TW9")
    rate(db, "2026-TW1", "entah")
    plan_id = plan_id_of(db, UNRATED)
    with db.act("Baru", Opened(db).plan.employee.id) as act:
        act.write_anew(Evaluation, Evaluation.id_of(plan_id, "2026-TW2"), plan_id=plan_id, period="2026-TW2",
                  state="selesai", work_rating="hebat", rules="kelak")  # fmt: skip
    found = view(db)
    assert [item.predicate for item in found.periods] == [None] * 4
    assert annual.names(found.missing) == "Triwulan I, Triwulan III, Triwulan IV"
