"""Months or quarters: chosen at set-up or later, never in the middle of a reported year."""

from __future__ import annotations

from datetime import date

import pytest

from kinerja_tui.models.reporting import ReportingRule
from kinerja_tui.rules.periods import PeriodKind
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.monitoring.reporting import district_of, reporting
from kinerja_tui.services.office import setup
from kinerja_tui.services.office.agenda import read_agenda


def test_an_office_that_chose_nothing_reports_by_quarter_and_writes_nothing(empty_db):
    rule = reporting(empty_db.file, 2026)
    assert (rule.kind, rule.due_days, len(rule.periods)) == (PeriodKind.QUARTER, 5, 4)
    assert empty_db.file.rows("SELECT count(*) FROM reporting_rule") == [(0,)]


def test_months_hold_from_their_year_on_with_their_periods(empty_db):
    setup.choose_kind(empty_db, 2026, PeriodKind.MONTH)
    assert [reporting(empty_db.file, year).kind for year in (2025, 2026, 2027)] == [
        PeriodKind.QUARTER, PeriodKind.MONTH, PeriodKind.MONTH,
    ]  # fmt: skip
    codes = {row[0] for row in empty_db.file.rows("SELECT code FROM period WHERE year = 2026")}
    assert {f"2026-B{number:02d}" for number in range(1, 13)} <= codes
    setup.change_year(empty_db, 2027)
    assert empty_db.file.rows("SELECT count(*) FROM period WHERE year = 2027") == [(13,)]
    setup.choose_kind(empty_db, 2027, PeriodKind.QUARTER)
    assert reporting(empty_db.file, 2028).kind is PeriodKind.QUARTER
    assert reporting(empty_db.file, 2026).kind is PeriodKind.MONTH


def test_set_up_by_month(workplace):
    from kinerja_tui.models.database import Database

    place = workplace("new", "baru")
    db = Database(place.file, place.identities, place.now)
    setup.set_up(db, "14.72.06", "Rina", 2026, kind=PeriodKind.MONTH)
    assert reporting(db.file, 2026).kind is PeriodKind.MONTH
    assert read_agenda(db.file, date(2026, 11, 20)).period.code == "2026-B10"
    assert db.file.rows("SELECT district FROM reporting_rule") == [("14.72",)]
    db.engine.dispose()


def test_a_year_in_which_something_was_reported_keeps_its_kind(db):
    with pytest.raises(RuleBroken, match="tidak diganti di tengah tahun"):
        setup.choose_kind(db, 2026, PeriodKind.MONTH)
    assert reporting(db.file, 2026).kind is PeriodKind.QUARTER
    setup.choose_kind(db, 2027, PeriodKind.MONTH)
    assert reporting(db.file, 2027).kind is PeriodKind.MONTH


@pytest.mark.parametrize(
    ("today", "month", "quarter"),
    [
        (date(2025, 12, 31), "2026-B01", "2026-TW1"),
        (date(2026, 1, 31), "2026-B01", "2026-TW1"),
        (date(2026, 4, 1), "2026-B03", "2026-TW1"),
        (date(2026, 7, 15), "2026-B06", "2026-TW2"),
        (date(2026, 12, 31), "2026-B11", "2026-TW3"),
        (date(2027, 1, 1), "2026-B12", "2026-TW4"),
    ],
)
def test_the_period_that_is_due(empty_db, today, month, quarter):
    assert reporting(empty_db.file, 2026).period_due(today).code == quarter
    setup.choose_kind(empty_db, 2026, PeriodKind.MONTH)
    assert reporting(empty_db.file, 2026).period_due(today).code == month


def test_the_due_day_and_the_kind_are_chosen_apart_and_odd_ones_are_the_default(empty_db):
    setup.choose_due_days(empty_db, 2026, 10)
    setup.choose_kind(empty_db, 2026, PeriodKind.MONTH)
    rule = reporting(empty_db.file, 2026)
    assert (rule.kind, rule.due_days) == (PeriodKind.MONTH, 10)
    with empty_db.act("Dari program baru") as act:
        act.write(ReportingRule, ReportingRule.id_of("15.04", 2026), kind="mingguan", due_days=-4)
    rule = reporting(empty_db.file, 2026)
    assert (rule.kind, rule.due_days) == (PeriodKind.QUARTER, 5)
    with empty_db.act("Kabupaten lain") as act:
        act.write(ReportingRule, ReportingRule.id_of("12.75", 2026), district="12.75", year=2026, kind="bulanan")
    assert reporting(empty_db.file, 2026).kind is PeriodKind.QUARTER


def test_a_district_and_its_offices_share_a_rule():
    assert district_of("15.04.03") == district_of("15.04") == "15.04"
    assert district_of("") == ""
