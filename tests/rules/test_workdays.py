"""Working days against counting day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.workdays import add_workdays, count_workdays, is_workday

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
HOLIDAYS = st.frozensets(st.dates(date(2025, 1, 1), date(2026, 12, 31)), max_size=40)


def walked(after, until, holidays):
    """Counted by walking."""
    count, day = 0, after
    while day < until:
        day += timedelta(days=1)
        count += day.strftime("%a") not in ("Sat", "Sun") and day not in holidays
    return count


def test_a_week_with_a_holiday():
    monday, holiday = date(2026, 8, 17), frozenset({date(2026, 8, 17)})
    assert not is_workday(monday, holiday)
    assert is_workday(monday, frozenset())
    assert [is_workday(date(2026, 8, 17) + timedelta(days=n), holiday) for n in range(7)] == [
        False, True, True, True, True, False, False,
    ]  # fmt: skip
    assert add_workdays(date(2026, 8, 14), 1, holiday) == date(2026, 8, 18)
    assert count_workdays(date(2026, 8, 14), date(2026, 8, 18), holiday) == 1


@given(DAYS, DAYS, HOLIDAYS)
def test_counting_is_walking(first, second, holidays):
    after, until = sorted((first, second))
    assert count_workdays(after, until, holidays) == walked(after, until, holidays)
    assert count_workdays(until, after, holidays) == -walked(after, until, holidays)


@given(DAYS, st.integers(0, 60), HOLIDAYS)
def test_adding_lands_on_the_first_day_that_counts_so_many(day, count, holidays):
    landed = add_workdays(day, count, holidays)
    assert walked(day, landed, holidays) == count
    if count:
        assert is_workday(landed, holidays)
    else:
        assert landed == day


@given(st.dates(), st.dates(), HOLIDAYS)
def test_counting_holds_up_to_the_ends_of_the_calendar(first, second, holidays):
    assert abs(count_workdays(first, second, holidays)) <= abs((second - first).days)


def test_beyond_the_calendar_and_below_zero():
    with pytest.raises(RuleBroken, match="terlalu jauh"):
        add_workdays(date(9999, 12, 20), 14, frozenset())
    with pytest.raises(RuleBroken, match="di bawah nol"):
        add_workdays(date(2026, 1, 1), -1, frozenset())
