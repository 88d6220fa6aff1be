"""The marks of a plan from what is stored: closed plans, odd codes, the reading a person chose."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kinerja_tui.models.plans import Indicator, WorkPlan
from kinerja_tui.models.progress import Progress
from kinerja_tui.rules.on_track import Reading, TrackMark
from kinerja_tui.rules.periods import period_from_code
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.monitoring import tracks
from kinerja_tui.services.planning import addenda, approval
from kinerja_tui.services.planning.addenda import Wanted
from kinerja_tui.services.planning.plans import contents
from tests.services.addendum_office import change, result
from tests.services.plan_office import key_plan, three_people

TW1, TW2, TW3 = (period_from_code(f"2026-TW{number}") for number in (1, 2, 3))


@pytest.fixture
def planned(empty_db):
    """An approved plan with one indicator, 12.5 dokumen; (database, plan id, indicator id, employee id)."""
    db, *_, staff = three_people(empty_db)
    plan_id, _ = key_plan(db, staff)
    approval.submit(db, plan_id)
    approval.approve(db, plan_id)
    return db, plan_id, db.file.rows("SELECT id FROM indicator")[0][0], staff


def report(planned, period, amount):
    db, plan_id, indicator, staff = planned
    with db.act("x", staff) as act:
        values = {"plan_id": plan_id, "indicator_id": indicator, "period": period}
        act.write(Progress, Progress.id_of(indicator, period), **values, amount=amount and Decimal(amount))


def only(planned):
    figures = tracks.read(planned[0].file, planned[1])
    (indicator,) = figures.indicators
    return figures, indicator


def test_no_data_is_not_a_zero(planned):
    figures, indicator = only(planned)
    assert figures.sentence(indicator, TW3) == "– belum ada data"
    report(planned, "2026-TW1", None)
    figures, indicator = only(planned)
    assert figures.track(indicator, TW3).mark is TrackMark.NO_DATA
    report(planned, "2026-TW1", "0")
    figures, indicator = only(planned)
    assert figures.track(indicator, TW3).mark is TrackMark.BEHIND


def test_the_sentence_tells_figures_and_gaps(planned):
    report(planned, "2026-TW2", "6.5")
    figures, indicator = only(planned)
    assert figures.sentence(indicator, TW3) == (
        "+ di jalur: 6,5 dari 12,5 dokumen (52 %), seharusnya 49 %, per Triwulan II 2026, 1 dari 2 periode terisi"
    )
    assert figures.track(indicator, TW1).mark is TrackMark.NO_DATA


def test_months_and_quarters_are_not_added_together(planned):
    report(planned, "2026-TW1", "3")
    report(planned, "2026-B01", "1")
    report(planned, "2026-B02", "1")
    report(planned, "kode_versi_baru", "100")
    figures, indicator = only(planned)
    assert figures.track(indicator, TW3).realised == 3
    assert figures.track(indicator, period_from_code("2026-B03")).realised == 2
    assert figures.worst(TW3) == (TrackMark.ON_TRACK, 1)


def test_a_plan_that_a_transfer_closed_is_measured_by_its_part(planned):
    db, plan_id, indicator_id, staff = planned
    with db.act("Mutasi", staff) as act:
        act.write(WorkPlan, plan_id, end=date(2026, 6, 30), planned_end=date(2026, 12, 31))
    report(planned, "2026-TW2", "6.5")
    figures, indicator = only(planned)
    assert figures.track(indicator, TW2).mark is TrackMark.ON_TRACK  # no part confirmed: the whole for the whole year
    assert figures.track(indicator, TW2).expected < 1
    with db.act("Mutasi", staff) as act:
        act.write(Indicator, indicator_id, part_target=Decimal("6.25"))
    figures, indicator = only(planned)
    assert indicator.target == Decimal("6.25")
    assert figures.track(indicator, TW2).mark is TrackMark.REACHED


def test_a_person_chooses_how_an_approved_indicator_is_read(planned):
    db, _, indicator_id, _ = planned
    report(planned, "2026-TW1", "3")
    report(planned, "2026-TW2", "3")
    assert only(planned)[1].reading is Reading.SUM
    tracks.choose_reading(db, indicator_id, "tetap")
    figures, indicator = only(planned)
    assert (indicator.reading, figures.track(indicator, TW2).mark) == (Reading.LEVEL, TrackMark.BEHIND)
    tracks.choose_reading(db, indicator_id, "")
    assert only(planned)[1].reading is Reading.SUM
    with pytest.raises(RuleBroken):
        tracks.choose_reading(db, indicator_id, "rata-rata")
    with pytest.raises(RuleBroken):
        tracks.choose_reading(db, "tidak-ada", "tetap")


def test_a_plan_that_is_not_here_has_nothing(empty_db):
    assert tracks.read(empty_db.file, "tidak-ada").worst(TW1) == (TrackMark.WRITTEN, 0)


def test_an_addendum_changes_what_is_expected_from_its_day_on(planned):
    db, plan_id, *_ = planned
    report(planned, "2026-TW2", "6.5")
    change(db, plan_id, "26", date(2026, 7, 1), added=[result("Arsip rapi")])
    report(planned, "2026-TW3", "0.5")
    figures = tracks.read(db.file, plan_id)
    old, new = figures.indicators
    assert figures.sentence(old, TW2).startswith("+ di jalur: 6,5 dari 12,5 dokumen (52 %)")
    assert figures.sentence(old, TW3).startswith("× tertinggal: 7,0 dari 26 dokumen (26 %), seharusnya 74 %")
    assert figures.worst(TW2) == (TrackMark.ON_TRACK, 1)
    assert (new.start, new.counts(TW2), new.counts(TW3)) == (date(2026, 7, 1), False, True)


def test_what_an_addendum_ended_is_marked_no_more(planned):
    db, plan_id, *_ = planned
    report(planned, "2026-TW2", "1")
    with db.reading() as session:
        result_id = contents(session, plan_id).lines[0].result.id
    wanted = Wanted(date(2026, 7, 1), "x", "", added=[result("Arsip rapi")], ended={result_id: "Program berakhir"})
    addenda.make(db, plan_id, wanted)
    figures = tracks.read(db.file, plan_id)
    assert figures.worst(TW2) == (TrackMark.BEHIND, 1)
    assert figures.worst(TW3) == (TrackMark.NO_DATA, 1)
