"""When a report is due and how late it is, at the edges."""

from __future__ import annotations

from datetime import date

import pytest

from kinerja_tui.rules.periods import PeriodKind, month, period_at, period_from_code, periods_of, quarter
from kinerja_tui.rules.reporting import DUE_DAYS, check_submitted, days_late, due_day, due_days_of, kind_of, late_text


@pytest.mark.parametrize(
    ("code", "days", "due"),
    [
        ("2026-TW1", DUE_DAYS, "2026-04-05"),
        ("2026-TW4", DUE_DAYS, "2027-01-05"),
        ("2028-B02", DUE_DAYS, "2028-03-05"),
        ("2026-B01", 0, "2026-01-31"),
        ("2026-B01", 28, "2026-02-28"),
        ("9999-B12", DUE_DAYS, "9999-12-31"),
    ],
)
def test_due(code, days, due):
    assert due_day(period_from_code(code), days).isoformat() == due


@pytest.mark.parametrize(("day", "late"), [("2026-03-01", 0), ("2026-04-05", 0), ("2026-04-06", 1), ("2026-05-05", 30)])
def test_late_begins_the_day_after(day, late):
    assert days_late(date.fromisoformat(day), date(2026, 4, 5)) == late
    assert late_text(late) == (f"terlambat {late} hari" if late else "tepat waktu")


@pytest.mark.parametrize(
    ("day", "word"),
    [("2026-07-01", ""), ("2026-11-20", ""), ("2026-06-30", "mulainya Triwulan III"), ("2026-11-21", "belum tiba")],
)
def test_a_report_is_neither_before_its_period_nor_in_the_future(day, word):
    problems = check_submitted(date.fromisoformat(day), quarter(2026, 3), date(2026, 11, 20))
    assert [problem.hard for problem in problems] == ([True] if word else [])
    assert word in "".join(problem.text for problem in problems)


def test_settings_of_a_newer_program_or_a_slip_are_the_default():
    assert kind_of("bulanan") is PeriodKind.MONTH
    assert {kind_of(code) for code in (None, "", "tahunan", "mingguan", "triwulanan")} == {PeriodKind.QUARTER}
    assert [due_days_of(days) for days in (None, -1, 0, 90, 91)] == [5, 5, 0, 90, 5]


@pytest.mark.parametrize("kind", [PeriodKind.QUARTER, PeriodKind.MONTH, PeriodKind.YEAR])
def test_every_day_lies_in_one_period_of_a_kind(kind):
    for period in periods_of(2028, kind):
        assert period_at(period.start, kind) == period_at(period.end, kind) == period
    assert period_at(date(2028, 2, 29), PeriodKind.MONTH) == month(2028, 2)
