"""The working-day clock of requests against counting day by day, and the figures against counting by hand."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_tui.rules.service_log import (
    Family,
    Measure,
    Outcome,
    Request,
    check_finished,
    check_max_days,
    check_received,
    figures_of,
    is_late,
    median,
    percent,
    percentile,
    working_days,
)

DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
HOLIDAYS = st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=30)
TIMES = st.lists(st.integers(0, 60), max_size=40)
REQUESTS = st.lists(
    st.builds(
        Request,
        days=st.none() | st.integers(0, 40),
        outcome=st.sampled_from([*Outcome, "", "versi_baru"]),
        max_days=st.none() | st.integers(0, 20),
        returns=st.none() | st.integers(0, 3),
        faulty=st.booleans(),
    ),
    max_size=30,
)


def walked(received, finished, holidays):
    """Counted with a calendar on the table: the day it came is not counted, the day it ended is."""
    day, count = received, 0
    while day < finished:
        day += timedelta(days=1)
        if day.strftime("%a") not in ("Sat", "Sun") and day not in holidays:
            count += 1
    return count


@given(DAYS, DAYS, HOLIDAYS)
def test_the_clock_is_counting_day_by_day(first, second, holidays):
    received, finished = sorted((first, second))
    days = working_days(received, finished, holidays)
    assert days == walked(received, finished, holidays)
    assert (working_days(finished, received, holidays) is None) == (received != finished)
    for limit in (days - 1, days, days + 1):
        assert is_late(received, finished, limit, holidays) == (limit < days)
    assert not is_late(received, finished, None, holidays)


def test_the_clock_on_a_week_with_a_holiday():
    friday = date(2026, 8, 14)
    monday = frozenset({date(2026, 8, 17)})
    assert working_days(friday, friday, monday) == 0
    assert working_days(friday, date(2026, 8, 16), monday) == 0
    assert working_days(friday, date(2026, 8, 17), monday) == 0
    assert working_days(friday, date(2026, 8, 18), monday) == 1
    assert working_days(friday, date(2026, 8, 18), frozenset()) == 2
    assert working_days(None, friday, monday) is None
    assert working_days(friday, None, monday) is None


@given(TIMES)
def test_median_has_as_many_below_as_above(times):
    middle = median(times)
    if not times:
        assert middle is None
        return
    assert middle is not None
    assert middle * 2 == int(middle * 2)
    assert sum(day < middle for day in times) * 2 <= len(times)
    assert sum(day > middle for day in times) * 2 <= len(times)
    assert median(list(reversed(times))) == middle


@given(TIMES, st.integers(1, 100))
def test_percentile_is_the_smallest_time_that_enough_of_them_kept(times, share):
    found = percentile(times, share)
    if not times:
        assert found is None
        return
    enough = [day for day in times if sum(other <= day for other in times) * 100 >= share * len(times)]
    assert found == min(enough)


def test_figures_by_hand():
    done = [Request(days, Outcome.DONE, 3, 0) for days in (1, 1, 2, 2, 3, 3, 3, 5)]
    others = [
        Request(9, Outcome.REFUSED, 3, 2),
        Request(4, Outcome.DONE, None, None),
        Request(2, Outcome.DONE, 3, None, faulty=True),
        Request(30, Outcome.RETURNED, 3, 1),
        Request(0, Outcome.CANCELLED, 3, 0),
        Request(None, Outcome.DONE, 3, 0),
    ]
    figures = figures_of([*done, *others])
    # 1 1 2 2 2 3 3 3 4 5 9: the sixth of eleven, and the tenth (0.9 x 11 = 9.9)
    assert (figures.decided, figures.median, figures.ninety) == (11, Decimal(3), 5)
    assert (figures.on_time, figures.with_limit) == (8, 10)
    assert (figures.flawless, figures.noted, figures.returns, figures.faulty) == (8, 10, 2, 1)
    assert figures.given_back == 2
    assert not figures.is_small
    assert figures.value(Measure.ON_TIME) == Decimal(80)
    assert figures_of(done).is_small
    assert median([1, 2]) == Decimal("1.5")


def test_nothing_is_not_zero():
    for requests in ([], [Request(3, Outcome.CANCELLED, 1, 0)], [Request(None, Outcome.DONE, 1, 0)]):
        figures = figures_of(requests)
        assert [figures.value(measure) for measure in Measure] == [None] * len(Measure)
        assert not figures.is_small
    unknown = figures_of([Request(3, Outcome.DONE, None, None)])
    assert unknown.value(Measure.ON_TIME) is None
    assert unknown.value(Measure.FLAWLESS) is None
    assert unknown.value(Measure.MEDIAN) == 3
    assert percent(0, 0) is None
    assert percent(0, 3) == 0


@given(REQUESTS, st.randoms(use_true_random=False))
def test_the_order_of_the_log_changes_nothing_and_shares_are_shares(requests, rng):
    figures = figures_of(requests)
    shuffled = list(requests)
    rng.shuffle(shuffled)
    assert figures_of(shuffled) == figures
    for measure in (Measure.ON_TIME, Measure.FLAWLESS):
        share = figures.value(measure)
        assert share is None or 0 <= share <= 100
    assert figures.on_time <= figures.with_limit <= figures.decided
    assert figures.flawless <= figures.noted <= figures.decided


@pytest.mark.parametrize(
    ("part", "whole", "shown"), [(1, 3, "33.33"), (2, 3, "66.67"), (1, 8, "12.5"), (1, 1, "100"), (1, 200, "0.5")]
)
def test_percent_is_half_up_with_two_decimals_at_most(part, whole, shown):
    assert format(percent(part, whole), "f") == shown


def test_every_measure_belongs_to_a_family_and_the_survey_has_its_place():
    assert {measure.family for measure in Measure} == set(Family) - {Family.SATISFACTION}


def test_days_that_cannot_be():
    today = date(2026, 11, 20)
    assert check_received(today + timedelta(days=1), today)[0].hard
    assert not check_received(date(2025, 1, 1), today)[0].hard
    assert check_received(today, today) == []
    assert check_finished(date(2026, 11, 1), date(2026, 11, 2), today)[0].hard
    assert check_finished(today + timedelta(days=1), None, today)[0].hard
    assert check_finished(date(2026, 11, 2), date(2026, 11, 2), today) == []
    assert [bool(check_max_days(days)) for days in (-1, 0, 260, 261, 10_000)] == [True, False, False, True, True]
