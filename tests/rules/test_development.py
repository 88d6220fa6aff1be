"""JP of a year, the days of a training, when a target is met: exact, and missing is never zero."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_tui.rules.development import (
    check_effect_on,
    check_end,
    check_hours,
    check_taken_on,
    expected,
    hours_of,
    is_over,
    is_short,
    kind_choices,
    kind_label,
)
from kinerja_tui.rules.follow_up import check_done, check_due
from kinerja_tui.rules.recognition import check_decided, check_given, reached

DAY = date(2026, 12, 31)
FIRST, LAST = date(2026, 9, 1), date(2026, 9, 2)


@pytest.mark.parametrize(
    ("amounts", "shown"),
    [
        ([], "–"),
        ([None], "JP belum diisi (0 dari 1)"),
        ([Decimal("12.5")], "12,5 JP"),
        ([Decimal("12.5"), Decimal("0.1"), Decimal("0.2")], "12,8 JP"),
        ([Decimal(8), None, Decimal(0)], "8 JP (2 dari 3)"),
        ([Decimal(0)], "0 JP"),
    ],
)
def test_hours_are_summed_exactly_and_the_unknown_are_counted(amounts, shown):
    assert hours_of(amounts).shown == shown


@given(st.lists(st.none() | st.decimals(0, 500, places=2), max_size=20))
def test_the_sum_is_the_sum(amounts):
    found = hours_of(amounts)
    assert found.total == sum((amount for amount in amounts if amount is not None), Decimal(0))
    assert (found.taken, found.known) == (len(amounts), len(amounts) - amounts.count(None))


@pytest.mark.parametrize(
    ("kind", "hours", "short", "over"),
    [
        ("PNS", "19.99", True, False),
        ("PNS", "20", False, False),
        ("CPNS", "0", True, False),
        ("PNS", "500", False, False),
        ("PPPK", "0", False, False),
        ("PPPK", "24", False, False),
        ("PPPK", "24.01", False, True),
        ("jenis_baru", "5", True, False),
    ],
)
def test_civil_servants_have_a_minimum_and_contract_staff_a_maximum(kind, hours, short, over):
    found = hours_of([Decimal(hours)])
    assert (is_short(kind, found, DAY), is_over(kind, found, DAY)) == (short, over)


def test_what_the_year_asks_is_told_by_kind():
    assert expected("PNS", DAY) == "minimal 20 JP"
    assert expected("PPPK", date(1990, 1, 1)) == "paling banyak 24 JP"


@pytest.mark.parametrize(
    ("hours", "start", "end", "hard"),
    [
        ("-1", None, None, True),
        ("-0.01", FIRST, FIRST, True),
        ("1.234", None, None, True),
        ("0", None, None, False),
        ("25", FIRST, LAST, False),
        ("101", None, None, False),
        ("24", FIRST, LAST, None),
        ("100", None, None, None),
        ("12.50", FIRST, LAST, None),
        ("20", LAST, FIRST, None),  # the days are refused themselves
    ],
)
def test_hours_that_cannot_be_are_refused_and_odd_ones_asked_about(hours, start, end, hard):
    problems = check_hours(Decimal(hours), start, end)
    assert [problem.hard for problem in problems] == ([] if hard is None else [hard])


def test_a_training_runs_forward_and_its_effect_shows_afterwards():
    assert check_end(FIRST, LAST)
    assert not check_end(LAST, FIRST)
    assert not check_end(FIRST, FIRST)
    assert not check_end(FIRST, None)
    assert check_taken_on(LAST, FIRST)
    assert check_effect_on(FIRST, LAST)
    assert not check_effect_on(LAST, LAST)


def test_kinds_carry_their_group_and_foreign_codes_stay():
    assert kind_choices(DAY)["bimtek"] == "Bimbingan teknis (klasikal)"
    assert kind_choices(DAY)["magang"] == "Magang atau praktik kerja (nonklasikal)"
    assert kind_label("versi_baru") == "versi_baru"


@pytest.mark.parametrize(
    ("target", "unit", "direction", "amounts", "due", "value"),
    [
        ("12", "laporan", "naik", ["3", "3", "6"], 3, "12"),
        ("12", "laporan", "naik", ["3", "3", "5"], 3, None),
        ("95", "persen", "naik", ["90", "95"], 2, "95"),
        ("95", "Persen ", "naik", ["96", "94"], 2, None),
        ("95", "persen", "naik", ["96"], 2, None),  # a missing quarter is not a good one
        ("5", "hari kerja", "turun", ["5", "4.5", "4"], 3, "5"),
        ("5", "hari kerja", "turun", ["5.1", "4", "4"], 3, None),
        ("5", "hari kerja", "turun", ["4", "4"], 3, None),
        ("4", "pengaduan", "turun", ["1", "1", "1"], 3, None),  # the year is not over
        ("4", "pengaduan", "turun", ["1", "1", "1", "1"], 4, "4"),
        ("4", "pengaduan", "turun", ["2", "1", "1", "1"], 4, None),
        ("0", "temuan", "turun", ["0", "0", "0", "0"], 4, "0"),
        (None, "laporan", "naik", ["99"], 1, None),
        ("1", "laporan", "naik", [], 1, None),
    ],
)
def test_when_a_target_is_met(target, unit, direction, amounts, due, value):
    found = reached(target and Decimal(target), unit, direction, [Decimal(text) for text in amounts], due)
    assert found == (value and Decimal(value))


def test_steps_follow_each_other():
    today = date(2026, 11, 20)
    assert check_decided(FIRST, LAST, today)
    assert check_given(FIRST, LAST, today)
    assert check_given(date(2026, 11, 21), None, today)
    assert not check_given(LAST, LAST, today)
    assert check_due(FIRST, LAST)
    assert not check_due(LAST, None)
    assert check_done(FIRST, LAST, today)
    assert check_done(date(2026, 11, 21), None, today)
