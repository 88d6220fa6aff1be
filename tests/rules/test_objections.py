"""The objection clock: day 14 is in, day 15 is late, whichever days are counted (PP 30/2019 ps. 59)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_tui.rules.objections import (
    RULES_2019,
    Counting,
    Decision,
    check_decided,
    check_delivered,
    check_submitted,
    day_number,
    days_left,
    deadline,
    is_late,
    objection_rules,
)
from kinerja_tui.rules.problems import RuleBroken

CALENDAR = RULES_2019
WORKING = replace(RULES_2019, counting=Counting.WORKING)
DAYS = st.dates(date(2025, 6, 1), date(2027, 6, 1))
HOLIDAYS = st.frozensets(st.dates(date(2025, 1, 1), date(2027, 12, 31)), max_size=40)
RULES = st.sampled_from([CALENDAR, WORKING])
RECEIVED = date(2026, 10, 12)
"""A Monday."""


def counts(day, rules, holidays):
    return rules is CALENDAR or (day.isoweekday() < 6 and day not in holidays)


def brute_deadline(received, rules, holidays):
    """Walk day by day until fourteen days have counted."""
    day, counted = received, 0
    while counted < 14:
        day += timedelta(days=1)
        counted += counts(day, rules, holidays)
    return day


def test_the_default_is_fourteen_calendar_days():
    assert (RULES_2019.days, RULES_2019.counting) == (14, Counting.CALENDAR)
    assert deadline(RECEIVED, CALENDAR, frozenset()) == date(2026, 10, 26)
    assert deadline(RECEIVED, WORKING, frozenset()) == date(2026, 10, 30)
    assert deadline(RECEIVED, WORKING, frozenset({date(2026, 10, 28)})) == date(2026, 11, 2)
    assert deadline(RECEIVED, CALENDAR, frozenset({date(2026, 10, 26)})) == date(2026, 10, 26)


@pytest.mark.parametrize("rules", [CALENDAR, WORKING])
def test_day_fourteen_is_in_and_day_fifteen_warns(rules):
    last = deadline(RECEIVED, rules, frozenset())
    assert (day_number(RECEIVED, last, rules, frozenset()), days_left(RECEIVED, last, rules, frozenset())) == (14, 0)
    assert not is_late(RECEIVED, last, rules, frozenset())
    assert check_submitted(last, RECEIVED, date(2027, 1, 1), rules, frozenset()) == []
    after = last + timedelta(days=1)
    assert is_late(RECEIVED, after, rules, frozenset())
    assert (day_number(RECEIVED, after, rules, frozenset()), days_left(RECEIVED, after, rules, frozenset())) == (15, -1)
    (problem,) = check_submitted(after, RECEIVED, date(2027, 1, 1), rules, frozenset())
    assert not problem.hard
    assert "hari ke-15" in problem.text
    assert "hari ke-14" in problem.text


@given(DAYS, RULES, HOLIDAYS)
def test_the_deadline_is_the_walked_one(received, rules, holidays):
    assert deadline(received, rules, holidays) == brute_deadline(received, rules, holidays)


@given(DAYS, st.integers(0, 120), RULES, HOLIDAYS)
def test_number_days_left_and_late_agree(received, later, rules, holidays):
    day = received + timedelta(days=later)
    last = brute_deadline(received, rules, holidays)
    left, number = days_left(received, day, rules, holidays), day_number(received, day, rules, holidays)
    assert (left < 0) is (day > last) is is_late(received, day, rules, holidays) is (number > 14)
    assert number + left == 14
    walked = sum(counts(received + timedelta(days=n), rules, holidays) for n in range(1, later + 1))
    assert number == (walked if day <= last else max(walked, 15))


def test_the_free_days_after_the_deadline_are_late_too():
    friday = date(2026, 10, 30)
    assert deadline(RECEIVED, WORKING, frozenset()) == friday
    for more in (1, 2, 3):
        assert day_number(RECEIVED, friday + timedelta(days=more), WORKING, frozenset()) == 15
    assert day_number(RECEIVED, friday + timedelta(days=4), WORKING, frozenset()) == 16


def test_days_that_cannot_be():
    today = date(2026, 11, 20)
    assert check_delivered(today, RECEIVED, today) == []
    assert check_delivered(today + timedelta(days=1), None, today)[0].hard
    assert check_delivered(RECEIVED - timedelta(days=1), RECEIVED, today)[0].hard
    assert check_submitted(RECEIVED - timedelta(days=1), RECEIVED, today, CALENDAR, frozenset())[0].hard
    assert check_submitted(today + timedelta(days=1), RECEIVED, today, CALENDAR, frozenset())[0].hard
    assert check_submitted(today, None, today, CALENDAR, frozenset()) == []
    assert check_decided(RECEIVED, RECEIVED, today) == []
    assert check_decided(RECEIVED - timedelta(days=1), RECEIVED, today)[0].hard
    assert check_decided(today + timedelta(days=1), None, today)[0].hard


@pytest.mark.parametrize(("rules", "counting"), [("", "kalender"), ("pp-30-2019", ""), ("pp-30-2019", "[/]")])
def test_rules_of_a_newer_program_are_told(rules, counting):
    with pytest.raises(RuleBroken, match="Perbarui program"):
        objection_rules(rules, counting)


def test_known_rules_and_the_end_of_the_calendar():
    assert objection_rules("pp-30-2019", "kerja") == WORKING
    for rules in (CALENDAR, WORKING):
        with pytest.raises(RuleBroken, match="terlalu jauh"):
            deadline(date(9999, 12, 30), rules, frozenset())


def test_only_a_rejection_leaves_the_result_as_it_is():
    assert [decision for decision in Decision if not decision.changes_result] == [Decision.REJECTED]
