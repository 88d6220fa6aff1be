from contextlib import suppress
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kinerja_tui.rules.formats import format_date, format_short_date
from kinerja_tui.rules.periods import (
    PeriodKind,
    Span,
    current_quarter,
    month,
    parse_day,
    period_from_code,
    periods_of,
    quarter,
    year_span,
)
from kinerja_tui.rules.problems import RuleBroken

TODAY = date(2026, 3, 1)
YEARS = st.integers(min_value=1, max_value=9999)
KINDS = st.sampled_from(PeriodKind)


@given(st.dates())
@example(date.min)
@example(date.max)
def test_every_day_lies_in_exactly_one_period_of_each_kind(day):
    for kind in PeriodKind:
        assert sum(day in period for period in periods_of(day.year, kind)) == 1
    assert day in current_quarter(day)
    assert current_quarter(day) in periods_of(day.year, PeriodKind.QUARTER)


@given(YEARS, KINDS)
@example(9999, PeriodKind.MONTH)
def test_periods_of_a_year_follow_each_other_without_gap(year, kind):
    periods = periods_of(year, kind)
    assert len(periods) == {"tahunan": 1, "triwulanan": 4, "bulanan": 12}[kind]
    assert periods[0].start == date(year, 1, 1)
    assert periods[-1].end == date(year, 12, 31)
    for earlier, later in pairwise(periods):
        assert earlier.end + timedelta(days=1) == later.start
    assert {period.kind for period in periods} == {kind}


@given(YEARS, KINDS)
def test_codes_read_back_and_sort_as_the_calendar(year, kind):
    periods = periods_of(year, kind)
    assert [period_from_code(period.code) for period in periods] == periods
    assert sorted(period.code for period in periods) == [period.code for period in periods]


def test_codes_and_labels():
    assert (year_span(2026).code, year_span(2026).label) == ("2026", "Tahun 2026")
    assert (quarter(2026, 1).code, quarter(2026, 1).label) == ("2026-TW1", "Triwulan I 2026")
    assert (quarter(2026, 4).code, quarter(2026, 4).label) == ("2026-TW4", "Triwulan IV 2026")
    assert (month(2026, 3).code, month(2026, 3).label) == ("2026-B03", "Maret 2026")
    assert month(2024, 2).end == date(2024, 2, 29)
    assert (quarter(2026, 2).start, quarter(2026, 2).end) == (date(2026, 4, 1), date(2026, 6, 30))


@pytest.mark.parametrize(
    "code",
    ["", "26", "2026-", "2026-TW0", "2026-TW5", "2026-tw1", "2026-TW01", "2026-B3", "2026-B00", "2026-B13", "2026 ",
     "2026\n", "0000", "0000-TW1", "٢٠٢٦", "12026"],
)  # fmt: skip
def test_other_codes_are_refused(code):
    with pytest.raises(RuleBroken):
        period_from_code(code)


@pytest.mark.parametrize("number", [-1, 0, 5, 13])
def test_there_is_no_such_quarter(number):
    with pytest.raises(RuleBroken, match="Triwulan"):
        quarter(2026, number)


@pytest.mark.parametrize("number", [-1, 0, 13])
def test_there_is_no_such_month(number):
    with pytest.raises(RuleBroken, match="Bulan"):
        month(2026, number)


@pytest.mark.parametrize("year", [-1, 0, 10000])
def test_there_is_no_such_year(year):
    with pytest.raises(RuleBroken, match="Tahun"):
        year_span(year)


def test_a_span_holds_both_ends_and_nothing_else():
    span = Span(date(2026, 1, 5), date(2026, 1, 6))
    days = [date(2026, 1, 4) + timedelta(days=n) for n in range(4)]
    assert [day in span for day in days] == [False, True, True, False]
    assert date(2026, 1, 5) in Span(date(2026, 1, 5), date(2026, 1, 5))
    with pytest.raises(RuleBroken):
        Span(date(2026, 1, 6), date(2026, 1, 5))


@pytest.mark.parametrize(
    "typed",
    ["2301", "230126", "23012026", "23-01-2026", "23/1/2026", "23/1", "23-1", "23.01.2026", "23 1 26", "  2301 ",
     "23 Januari 2026", "23 jan", "23JAN2026", "23  januari"],
)  # fmt: skip
def test_ways_to_key_the_same_day(typed):
    assert parse_day(typed, TODAY, 2026) == date(2026, 1, 23)


def test_a_short_day_belongs_to_the_year_of_the_period_not_of_the_clock():
    assert parse_day("3112", TODAY, 2025) == date(2025, 12, 31)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("0", date(2026, 3, 1)),
        ("-1", date(2026, 2, 28)),
        ("-0", date(2026, 3, 1)),
        ("-60", date(2025, 12, 31)),
        ("-366", date(2025, 2, 28)),
    ],
)
def test_days_back_from_today(typed, day):
    assert parse_day(typed, TODAY, 2026) == day


@pytest.mark.parametrize(
    ("typed", "year"), [("010126", 2026), ("010146", 2046), ("010147", 1947), ("010186", 1986), ("01-01-00", 2000)]
)
def test_two_digit_years_lie_around_the_period(typed, year):
    assert parse_day(typed, TODAY, 2026) == date(year, 1, 1)


@pytest.mark.parametrize(
    "typed",
    ["", " ", "00", "1", "12", "231", "23126", "2301202", "230120266", "+1", "-367", "-999", "-1000", "--1", "1-",
     "23-1/2026", "23-1-026", "23--1", "kemarin", "23 xyz 2026", "23 ma2026x", "2026-01-23", "0000", "3113", "3200",
     "3002", "2902", "29-2-2026", "31/4", "01010000", "٢٣٠١", "２３０１", "2301\x00", "1e3", "[/]", "23 ja 2026"],
)  # fmt: skip
def test_what_is_no_day_is_refused_with_words(typed):
    with pytest.raises(RuleBroken) as refusal:
        parse_day(typed, TODAY, 2026)
    assert refusal.value.text.endswith(".")


def test_leap_day_follows_the_year_of_the_period():
    assert parse_day("2902", TODAY, 2028) == date(2028, 2, 29)
    with pytest.raises(RuleBroken, match="29 Februari 2026"):
        parse_day("2902", TODAY, 2026)


def test_maret_and_mei_are_told_apart_by_three_letters():
    assert parse_day("1 mar", TODAY, 2026).month == 3
    assert parse_day("1 mei", TODAY, 2026).month == 5
    assert parse_day("1 jun", TODAY, 2026).month == 6
    assert parse_day("1 jul", TODAY, 2026).month == 7


@given(st.dates(), st.dates(), YEARS)
def test_a_printed_date_reads_back_whatever_the_period(day, today, year):
    for printed in (
        format_short_date(day),
        format_date(day),
        format_short_date(day).replace("-", "/"),
        format_short_date(day).replace("-", ""),
    ):
        assert parse_day(printed, today, year) == day


@given(st.dates(), st.dates())
def test_four_digits_read_back_within_the_year(day, today):
    assert parse_day(f"{day.day:02d}{day.month:02d}", today, day.year) == day


@given(st.dates(), st.integers(min_value=0, max_value=366))
@example(date.min, 1)
def test_counting_back_is_exact_or_refused(today, days):
    typed = f"-{days}"
    if (today - date.min).days < days:
        with pytest.raises(RuleBroken):
            parse_day(typed, today, 2026)
    else:
        assert today - parse_day(typed, today, 2026) == timedelta(days=days)


@given(st.text() | st.text("0123456789-/. ", max_size=12), st.dates(), st.integers(min_value=-1, max_value=10000))
def test_any_text_is_a_day_or_a_refusal(text, today, year):
    with suppress(RuleBroken):
        assert type(parse_day(text, today, year)) is date
