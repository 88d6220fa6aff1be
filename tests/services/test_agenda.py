"""Beranda's counts: the same definitions as the lists behind them, on any day a PC may think it is."""

from __future__ import annotations

from datetime import date

import pytest

from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.plans import Indicator, WorkPlan
from kinerja_tui.models.progress import Progress
from kinerja_tui.services.handover import handoff
from kinerja_tui.services.monitoring import progress
from kinerja_tui.services.office.agenda import read_agenda
from kinerja_tui.services.planning import approval
from tests.services.plan_office import key_plan, three_people

PERIOD = "2026-TW3"
TODAY = date(2026, 11, 20)


@pytest.fixture
def approved(empty_db):
    """An office of three in which one plan is approved; (database, plan id, employee id)."""
    db, *_, staff = three_people(empty_db)
    plan_id, _ = key_plan(db, staff)
    approval.submit(db, plan_id)
    approval.approve(db, plan_id)
    return db, plan_id, staff


def counted(db) -> tuple[int, int]:
    agenda = read_agenda(db.file, TODAY)
    assert agenda.period.code == PERIOD
    return agenda.reported, agenda.to_evaluate


def report(approved, **values: object) -> None:
    db, plan_id, staff = approved
    (indicator,) = (row[0] for row in db.file.rows("SELECT id FROM indicator WHERE plan_id = ?", (plan_id,)))
    with db.act("x", staff) as act:
        names = {"plan_id": plan_id, "indicator_id": indicator, "period": PERIOD}
        act.write(Progress, Progress.id_of(indicator, PERIOD), **{**names, **values})


@pytest.mark.parametrize(
    ("values", "reported"),
    [({}, 0), ({"obstacles": "hujan"}, 0), ({"note": "selesai"}, 0), ({"amount": None}, 0), ({"amount": "0"}, 1)],
)
def test_reported_is_an_amount_and_zero_is_one(approved, values, reported):
    report(approved, **values)
    assert counted(approved[0]) == (reported, 1)


@pytest.mark.parametrize(("note", "reported"), [("", 0), ("terlaksana", 1)])
def test_a_written_expectation_is_reported_in_words(approved, note, reported):
    db, plan_id, staff = approved
    (indicator,) = (row[0] for row in db.file.rows("SELECT id FROM indicator WHERE plan_id = ?", (plan_id,)))
    with db.act("x", staff) as act:
        act.write(Indicator, indicator, target=None, target_text="terlaksana tepat waktu")
    report(approved, note=note)
    assert counted(db)[0] == reported
    listed = progress.people(db.file, PERIOD)
    assert sum(row["reported"] for row in listed.rows(0, len(listed))) == reported


@pytest.mark.parametrize(
    ("span", "waits"),
    [
        ({"start": None, "end": None}, 1),
        ({"end": date(2026, 6, 30)}, 0),
        ({"end": date(2026, 7, 1)}, 1),
        ({"start": date(2026, 10, 1)}, 0),
        ({"start": date(2026, 9, 30)}, 1),
    ],
)
def test_a_plan_waits_for_evaluation_only_in_periods_it_covers(approved, span, waits):
    db, plan_id, staff = approved
    with db.act("x", staff) as act:
        act.write(WorkPlan, plan_id, **span)
    assert counted(db)[1] == waits


def test_what_is_not_handed_over_is_counted_as_on_its_own_screen(approved):
    db = approved[0]
    assert read_agenda(db.file, TODAY).not_handed_over == handoff.not_handed_over(db.file)[0] > 0


@pytest.mark.parametrize("today", [date(1980, 1, 1), date(2021, 12, 31), date(2099, 12, 31)])
def test_a_new_database_opens_on_a_pc_whose_clock_is_wrong(tmp_path, today):
    file = DatabaseFile(tmp_path / "baru.db").open()
    try:
        assert read_agenda(file, today).year == today.year
    finally:
        file.close()
