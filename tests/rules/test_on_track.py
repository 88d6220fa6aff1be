"""The on-track mark: hand-made tables, and what must hold for any figures. Exact, and never a rating."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_tui.rules.on_track import (
    TRACK_RULES,
    Reading,
    TrackMark,
    elapsed,
    is_far_above,
    reading_by_rule,
    reading_of,
    track,
    worst,
)

JAN, DEC = date(2026, 1, 1), date(2026, 12, 31)
Q = [date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), DEC]
ORDER = [TrackMark.BEHIND, TrackMark.ATTENTION, TrackMark.ON_TRACK, TrackMark.REACHED]


def mark(target, direction, reading, *amounts, start=JAN, end=DEC):
    """The mark after these amounts of the first quarters; None: nothing reported."""
    reported = [(day, Decimal(str(amount))) for day, amount in zip(Q, amounts, strict=False) if amount is not None]
    return track(Decimal(str(target)), direction, reading, start, end, reported).mark


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ((), TrackMark.NO_DATA),
        ((None, None), TrackMark.NO_DATA),
        ((0,), TrackMark.BEHIND),  # a zero was reported, and is one
        ((90,), TrackMark.ON_TRACK),  # 25 % after 90 of 365 days
        ((81,), TrackMark.ON_TRACK),  # 22.5 % of 24.66 % is 91 %
        ((79,), TrackMark.ATTENTION),  # 89 %
        ((54,), TrackMark.ATTENTION),  # 15 % of 24.66 %: 60.8 %
        ((53,), TrackMark.BEHIND),  # 59.7 %
        ((90, 90), TrackMark.ON_TRACK),
        ((90, 0), TrackMark.BEHIND),  # 25 % of 49.6 %: 50.4 %
        ((90, None), TrackMark.ON_TRACK),  # as of the first quarter
        ((None, 180), TrackMark.ON_TRACK),
        ((90, 90, 90, 90), TrackMark.REACHED),
        ((90, 90, 90, 89), TrackMark.ON_TRACK),
        ((360,), TrackMark.REACHED),
    ],
)
def test_counts_add_up(amounts, expected):
    assert mark(360, "naik", Reading.SUM, *amounts) is expected


@pytest.mark.parametrize(
    ("reading", "amounts", "expected"),
    [
        (Reading.LATEST, (24,), TrackMark.ON_TRACK),  # serapan: 24 of 95 in March
        (Reading.LATEST, (24, 30), TrackMark.ATTENTION),  # 31.6 % of 49.6 %
        (Reading.LATEST, (24, 20), TrackMark.BEHIND),
        (Reading.LATEST, (24, 95), TrackMark.REACHED),
        (Reading.LEVEL, (24,), TrackMark.BEHIND),  # a level has to be there from the start
        (Reading.LEVEL, (90,), TrackMark.ON_TRACK),
        (Reading.LEVEL, (60,), TrackMark.ATTENTION),
        (Reading.LEVEL, (99,), TrackMark.ON_TRACK),  # above the target, but the year is not over
        (Reading.LEVEL, (10, 20, 30, 95), TrackMark.REACHED),
    ],
)
def test_the_newest_value_counts(reading, amounts, expected):
    assert mark(95, "naik", reading, *amounts) is expected


@pytest.mark.parametrize(
    ("reading", "target", "amounts", "expected"),
    [
        (Reading.LEVEL, 4, (4,), TrackMark.ON_TRACK),  # at the target
        (Reading.LEVEL, 4, (0,), TrackMark.ON_TRACK),
        (Reading.LEVEL, 4, (9, 4), TrackMark.ON_TRACK),
        (Reading.LEVEL, 4, (5,), TrackMark.ATTENTION),
        (Reading.LEVEL, 4, (7,), TrackMark.BEHIND),
        (Reading.LATEST, 4, (5,), TrackMark.ATTENTION),  # days do not fall through the year
        (Reading.LEVEL, 4, (9, 9, 9, 4), TrackMark.REACHED),
        (Reading.LEVEL, 0, (0,), TrackMark.ON_TRACK),
        (Reading.LEVEL, 0, (1,), TrackMark.BEHIND),
        (Reading.SUM, 12, (2,), TrackMark.ON_TRACK),  # 2.96 may be used up by March
        (Reading.SUM, 12, (3,), TrackMark.ATTENTION),
        (Reading.SUM, 12, (5,), TrackMark.BEHIND),
        (Reading.SUM, 12, (3, 3, 3, 3), TrackMark.REACHED),
        (Reading.SUM, 12, (3, 3, 3, 4), TrackMark.BEHIND),
        (Reading.SUM, 0, (0, 0), TrackMark.ON_TRACK),
        (Reading.SUM, 0, (0, 1), TrackMark.BEHIND),
    ],
)
def test_lower_is_better(reading, target, amounts, expected):
    assert mark(target, "turun", reading, *amounts) is expected


def test_a_plan_that_began_in_june_expects_from_june():
    june = date(2026, 6, 1)
    found = track(Decimal(70), "naik", Reading.SUM, june, DEC, [(Q[1], Decimal(10))])
    assert found.expected == Fraction(30, 214)
    assert found.share == Fraction(1, 7)
    assert found.mark is TrackMark.ON_TRACK
    assert mark(70, "naik", Reading.SUM, None, 10) is TrackMark.BEHIND


def test_days_are_counted_inclusive_and_a_leap_year_has_one_more():
    assert elapsed(JAN, DEC, date(2025, 12, 31)) == 0
    assert elapsed(JAN, DEC, JAN) == Fraction(1, 365)
    assert elapsed(JAN, DEC, DEC) == elapsed(JAN, DEC, date(2027, 5, 5)) == 1
    assert elapsed(date(2028, 1, 1), date(2028, 12, 31), date(2028, 2, 29)) == Fraction(60, 366)
    assert elapsed(DEC, JAN, JAN) == 1  # a span that a merge turned round


def test_written_and_impossible_targets_have_no_mark():
    assert track(None, "naik", Reading.SUM, JAN, DEC, [(Q[0], Decimal(1))]).mark is TrackMark.WRITTEN
    assert mark(-1, "turun", Reading.LEVEL, 0) is TrackMark.WRITTEN
    assert mark(0, "naik", Reading.SUM, 0) is TrackMark.REACHED
    assert mark(0, "naik", Reading.SUM, -1) is TrackMark.BEHIND


@pytest.mark.parametrize(
    ("aspect", "unit", "expected"),
    [
        ("kuantitas", "dokumen", Reading.SUM),
        ("kuantitas", " Persen ", Reading.LATEST),
        ("kuantitas", "hari kerja", Reading.LATEST),
        ("biaya", "persen", Reading.LATEST),
        ("biaya", "rupiah", Reading.LATEST),
        ("kualitas", "dokumen", Reading.LEVEL),
        ("waktu", "jam", Reading.LEVEL),
        ("aspek_baru", "dokumen", Reading.LEVEL),
    ],
)
def test_how_an_indicator_is_read(aspect, unit, expected):
    assert reading_by_rule(aspect, unit) is expected
    assert reading_of("", aspect, unit) is expected
    assert reading_of("kode_versi_baru", aspect, unit) is expected
    assert reading_of("jumlah", aspect, unit) is Reading.SUM


amounts = st.decimals(min_value=0, max_value=10**6, places=2)
targets = st.decimals(min_value=Decimal("0.01"), max_value=10**6, places=2)
readings, directions = st.sampled_from(list(Reading)), st.sampled_from(["naik", "turun"])


@given(targets, directions, readings, st.lists(amounts, min_size=1, max_size=4), amounts, st.integers(1, 4))
def test_more_is_never_worse_when_higher_is_better_and_never_better_when_lower_is(
    target, direction, reading, values, extra, place
):
    place = min(place, len(values)) - 1
    more = [*values[:place], values[place] + extra, *values[place + 1 :]]
    before, after = mark(target, direction, reading, *values), mark(target, direction, reading, *more)
    change = ORDER.index(after) - ORDER.index(before)
    assert change >= 0 if direction == "naik" else change <= 0


@given(targets, directions, readings, st.lists(amounts, min_size=1, max_size=4), st.integers(1, 1000))
def test_the_unit_makes_no_difference(target, direction, reading, values, times):
    scaled = [value * times for value in values]
    assert mark(target, direction, reading, *values) is mark(target * times, direction, reading, *scaled)


@given(targets, directions, readings, st.lists(amounts, min_size=1, max_size=4), st.randoms())
def test_nothing_is_a_float_and_the_order_of_keying_makes_no_difference(target, direction, reading, values, random):
    reported = list(zip(Q, values, strict=False))
    found = track(target, direction, reading, JAN, DEC, reported)
    assert not any(isinstance(value, float) for value in vars(found).values())
    assert isinstance(found.share, Fraction)
    random.shuffle(reported)
    assert track(target, direction, reading, JAN, DEC, reported) == found


def test_the_worst_mark_and_how_many_have_it():
    on, behind, none, written = TrackMark.ON_TRACK, TrackMark.BEHIND, TrackMark.NO_DATA, TrackMark.WRITTEN
    assert worst([on, behind, none, behind]) == (behind, 2)
    assert worst([on, TrackMark.REACHED, none]) == (on, 1)
    assert worst([none, written]) == (none, 1)
    assert worst([written]) == (written, 0)
    assert worst([]) == (written, 0)


def test_far_above_the_target_is_more_than_three_times():
    assert TRACK_RULES.far_above == 3
    assert not is_far_above(Decimal(36), Decimal(12))
    assert is_far_above(Decimal("36.01"), Decimal(12))
    assert not is_far_above(Decimal(99), Decimal(0))
    assert not is_far_above(Decimal(99), None)


def test_every_mark_is_told_without_colour():
    assert len({found.mark for found in TrackMark}) == len(TrackMark)
