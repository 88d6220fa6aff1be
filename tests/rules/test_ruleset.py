from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.ruleset import RULE_SETS, rules_by_id, rules_for

FIRST_DAY = RULE_SETS[0].valid_from


def test_rule_sets_follow_each_other_without_gap_or_overlap():
    assert len({rules.id for rules in RULE_SETS}) == len(RULE_SETS)
    for earlier, later in pairwise(RULE_SETS):
        assert earlier.valid_to + timedelta(days=1) == later.valid_from
    assert RULE_SETS[-1].valid_to is None


@given(st.dates(min_value=FIRST_DAY))
def test_every_day_since_the_first_rule_has_exactly_one(day):
    rules = rules_for(day)
    assert rules.valid_from <= day
    assert rules_by_id(rules.id) is rules


def test_the_year_2026_is_under_the_regulation_of_2022():
    assert rules_for(date(2026, 12, 31)) is rules_by_id("permenpanrb-6-2022")
    assert rules_for(FIRST_DAY).legal_basis == "PermenPANRB 6/2022"


def test_a_day_before_the_first_rule_is_refused_with_the_date():
    with pytest.raises(RuleBroken, match="31 Desember 2021") as refusal:
        rules_for(FIRST_DAY - timedelta(days=1))
    assert str(refusal.value) == refusal.value.text


@pytest.mark.parametrize("rules_id", ["", "permenpanrb", "PERMENPANRB-6-2022", "permenpanrb-9-2099"])
def test_an_unknown_rule_set_is_refused_by_name(rules_id):
    with pytest.raises(RuleBroken) as refusal:
        rules_by_id(rules_id)
    assert f"“{rules_id}”" in refusal.value.text


@given(st.integers(min_value=1, max_value=9999), st.sampled_from(RULE_SETS))
def test_every_year_has_a_deadline_for_plans(year, rules):
    assert rules.plan_deadline(year).year == year


def test_plans_are_due_at_the_end_of_january():
    assert rules_for(date(2026, 1, 1)).plan_deadline(2026) == date(2026, 1, 31)


def test_a_rule_set_can_be_a_key():
    assert {rules: rules.id for rules in RULE_SETS}[RULE_SETS[0]] == "permenpanrb-6-2022"
