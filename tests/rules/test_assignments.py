"""Posts as dated history: one rater for any day, no gap found as an overlap, shares exact and half up."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kinerja_tui.rules.assignments import (
    FOREVER,
    adds_up,
    gaps,
    in_force,
    months_served,
    part_of_target,
    printed,
    proportional,
    share_served,
)
from kinerja_tui.rules.periods import Span
from kinerja_tui.rules.problems import RuleBroken

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
SPANS = st.lists(st.tuples(DAYS, st.integers(0, 200)).map(lambda item: Span(item[0], item[0] + timedelta(item[1]))))


@given(st.dictionaries(DAYS, st.integers(), min_size=1), DAYS)
def test_for_any_day_exactly_one_thing_holds(starts, day):
    found = in_force(list(starts.items()), day)
    begun = [start for start in starts if start <= day]
    assert found == starts[max(begun) if begun else min(starts)]


def test_nobody_holds_where_there_is_nobody():
    assert in_force([], date(2026, 1, 1)) is None


@settings(deadline=None)
@given(SPANS)
def test_gaps_are_those_that_counting_days_finds(spans):
    days = [span.start + timedelta(place) for span in spans for place in range((span.end - span.start).days + 1)]
    if days:
        whole = {min(days) + timedelta(place) for place in range((max(days) - min(days)).days + 1)}
        holes = {gap.start + timedelta(n) for gap in gaps(spans) for n in range((gap.end - gap.start).days + 1)}
        assert holes == whole - set(days)


def test_a_post_without_an_end_leaves_no_gap_after_it():
    assert gaps([Span(date(2026, 1, 1), FOREVER), Span(date(2027, 1, 1), FOREVER)]) == []


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2026, 1, 1), date(2026, 5, 31), 5),
        (date(2026, 1, 1), date(2026, 6, 14), 6),
        (date(2026, 6, 15), date(2026, 12, 31), 7),
        (date(2026, 12, 31), date(2027, 1, 1), 2),
        (date(2026, 3, 3), date(2026, 3, 3), 1),
    ],
)
def test_months_are_counted_with_the_first_and_the_last(start, end, months):
    assert months_served(Span(start, end)) == months


def test_the_share_is_of_the_months_the_targets_were_set_for():
    assert share_served(date(2026, 1, 1), date(2026, 5, 31), date(2026, 12, 31)) == Fraction(5, 12)
    assert share_served(date(2026, 7, 1), date(2026, 9, 30), date(2026, 12, 31)) == Fraction(1, 2)
    with pytest.raises(RuleBroken):
        share_served(date(2026, 7, 1), date(2026, 6, 30), date(2026, 12, 31))


@given(DAYS, DAYS, DAYS)
def test_a_share_is_never_more_than_all_nor_nothing(one, two, three):
    start, end, planned = sorted((one, two, three))
    assert 0 < share_served(start, end, planned) <= 1


@pytest.mark.parametrize(
    ("aspect", "unit", "answer"),
    [
        ("kuantitas", "dokumen", True),
        ("biaya", "rupiah", True),
        ("kuantitas", "angka kredit", True),
        ("kuantitas", "", True),
        ("kuantitas", "Persen", False),
        ("kuantitas", "% capaian", False),
        ("kuantitas", "hari kerja", False),
        ("kualitas", "dokumen", False),
        ("waktu", "kali", False),
        ("biaya", "persen", False),
        ("aspek baru", "dokumen", False),
    ],
)
def test_only_targets_that_add_up_are_shared(aspect, unit, answer):
    assert adds_up(aspect, unit) is answer


@pytest.mark.parametrize(
    ("target", "share", "part"),
    [
        ("12", Fraction(5, 12), "5"),
        ("10", Fraction(5, 12), "4"),
        ("1", Fraction(1, 2), "1"),
        ("1", Fraction(5, 12), "0"),
        ("12.5", Fraction(1, 2), "6.3"),
        ("0.05", Fraction(1, 10), "0.01"),
        ("99999999999999999999", Fraction(1, 3), "33333333333333333333"),
        ("1E+2", Fraction(1, 2), "50"),
        ("0", Fraction(1, 2), "0"),
    ],
)
def test_a_part_is_printed_half_up_with_the_decimals_of_the_target(target, share, part):
    assert str(part_of_target(Decimal(target), share)) == part


@given(
    st.decimals(min_value=-(10**15), max_value=10**15, places=4, allow_nan=False),
    st.fractions(0, 1, max_denominator=12),
    st.integers(0, 4),
)
def test_rounding_moves_at_most_half_of_the_last_place(target, share, places):
    exact = proportional(target, share)
    shown = printed(exact, places)
    assert abs(Fraction(shown) - exact) <= Fraction(1, 2 * 10**places)
    assert -shown.as_tuple().exponent == places
