"""The survey against numbers worked out by hand: NRR, IKM, mutu, both weights, sample size, the worth of a change."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.survey import (
    ELEMENTS,
    SURVEY_RULES,
    Weighting,
    age_band,
    round_half_up,
    sample_needed,
    survey_rules_by_id,
    survey_rules_for,
)
from kinerja_tui.rules.survey_results import Element, Results, change_between, tabulate

RULES = SURVEY_RULES[0]
answers = st.fixed_dictionaries({key: st.sampled_from(["", "1", "2", "3", "4"]) for key in ELEMENTS})


def sheet(digits: str) -> dict[str, str]:
    """Nine answers in the order of the sheet, a dash for one left blank."""
    return {key: digit.strip("-") for key, digit in zip(ELEMENTS, digits, strict=True)}


def count(*sheets: str, weighting: Weighting = Weighting.EXACT) -> Results:
    return tabulate(map(sheet, sheets), weighting, RULES)


def even(nrr: Fraction, weighting: Weighting) -> Results:
    """Nine elements of the same NRR."""
    part = tuple(Element(key, nrr.numerator, nrr.denominator, weighting.weight) for key in ELEMENTS)
    return Results(part, 1, 0, 0, weighting, RULES, None)


def test_an_office_worked_out_by_hand():
    """Four sheets, one of them without its last two elements.

    Sums 14 12 10 16 12 11 16 of four sheets, 8 and 8 of three: NRR 3.5 3 2.5 4 3 2.75 4 2.6667 2.6667, together
    28.08333. With 1/9: 3.120370 x 25 = 78.00926. With 0.111: 3.117250 x 25 = 77.93125.
    """
    sheets = ("433433433", "332433423", "433433432", "3324324--")
    found = count(*sheets)
    assert [(element.total, element.filled) for element in found.elements] == [
        (14, 4), (12, 4), (10, 4), (16, 4), (12, 4), (11, 4), (16, 4), (8, 3), (8, 3),
    ]  # fmt: skip
    assert (found.complete, found.incomplete, found.empty, found.sheets) == (3, 1, 0, 4)
    assert found.elements[2].converted == Decimal("62.50")
    assert (found.ikm, found.mutu.letter) == (Decimal("78.01"), "B")
    assert count(*sheets, weighting=Weighting.ROUNDED).ikm == Decimal("77.93")


@pytest.mark.parametrize(
    ("weighting", "ikm", "letter"), [(Weighting.EXACT, "88.38", "A"), (Weighting.ROUNDED, "88.29", "B")]
)
def test_near_a_bound_the_weight_changes_the_letter(weighting, ikm, letter):
    found = even(Fraction("3.535"), weighting)
    assert (found.ikm, found.mutu.letter) == (Decimal(ikm), letter)


@pytest.mark.parametrize(
    ("ikm", "letter"),
    [
        ("100.00", "A"), ("88.31", "A"), ("88.30", "B"), ("76.61", "B"), ("76.60", "C"), ("65.00", "C"),
        ("64.99", "D"), ("25.00", "D"),
    ],
)  # fmt: skip
def test_bounds_of_mutu(ikm, letter):
    assert RULES.mutu(Decimal(ikm)).letter == letter


def test_rounded_first_and_classified_then():
    found = even(Fraction("88.305") / 25, Weighting.EXACT)
    assert (found.ikm, found.mutu.letter) == (Decimal("88.31"), "A")
    below = even(Fraction("88.30499") / 25, Weighting.EXACT)
    assert (below.ikm, below.mutu.letter) == (Decimal("88.30"), "B")
    assert round_half_up(Fraction(5, 1000)) == Decimal("0.01")


@pytest.mark.parametrize(("population", "sample"), [(1, 1), (10, 10), (100, 80), (1000, 278), (10000, 370)])
def test_sample_needed(population, sample):
    assert sample_needed(population) == sample


@pytest.mark.parametrize("population", [0, -5])
def test_no_sample_of_nobody(population):
    with pytest.raises(RuleBroken, match="paling sedikit 1"):
        sample_needed(population)


@given(st.integers(1, 10**7))
def test_a_sample_is_never_larger_than_the_population_and_grows_with_it(population):
    assert 1 <= sample_needed(population) <= min(population, 385)
    assert sample_needed(population) <= sample_needed(population + 1)


@given(st.lists(answers, max_size=12), st.sampled_from(Weighting))
def test_an_empty_sheet_changes_nothing_but_its_count(sheets, weighting):
    before, after = tabulate(sheets, weighting, RULES), tabulate([*sheets, {}], weighting, RULES)
    assert after.empty == before.empty + 1
    assert (after.elements, after.ikm, after.filled, after.variance) == (
        before.elements, before.ikm, before.filled, before.variance,
    )  # fmt: skip


@given(st.lists(answers, max_size=10), st.randoms(use_true_random=False))
def test_order_of_entry_does_not_matter(sheets, random):
    other = list(sheets)
    random.shuffle(other)
    assert tabulate(other, Weighting.EXACT, RULES) == tabulate(sheets, Weighting.EXACT, RULES)


@given(st.lists(answers, min_size=1, max_size=10))
def test_the_ikm_is_the_mean_of_the_elements(sheets):
    found = tabulate(sheets, Weighting.EXACT, RULES)
    means = []
    for key in ELEMENTS:
        given_values = [int(item[key]) for item in sheets if item[key]]
        means.append(Fraction(sum(given_values), len(given_values)) if given_values else None)
    if None in means:
        assert found.ikm is None
        assert found.mutu is None
    else:
        assert abs(Fraction(found.ikm) - sum(means) * 25 / 9) <= Fraction(1, 200)
        assert Decimal(25) <= found.ikm <= Decimal(100)


def test_answers_of_a_newer_program_count_as_left_blank():
    found = tabulate([{**sheet("333333333"), "time": "5", "cost": "tiga"}], Weighting.EXACT, RULES)
    assert (found.complete, found.incomplete, found.ikm) == (0, 1, None)


def test_low_elements_the_lowest_first():
    found = count("434444241", "444444244")
    assert [element.key for element in found.low] == ["conduct", "facilities"]
    assert not count("444444444").low
    assert len(count("333333333").low) == 9, "3.00 is 75.00, below Baik"
    assert not count("-" * 9).low, "what nobody answered is not low"


def test_a_change_in_a_small_sample_is_uncertain():
    change = change_between(count("333333333", "333333334"), count("444444444", "444444443"))
    assert change.difference > 20
    assert change.doubts == ("hanya 2 lembar terisi, kurang dari 30",)
    assert change_between(count("333333333"), count()) is None


def test_a_change_within_the_spread_of_answers_is_uncertain_and_a_clear_one_is_not():
    mixed = ["111111111"] * 15 + ["444444444"] * 15
    slightly = ["111111111"] * 14 + ["444444444"] * 16
    small = change_between(count(*mixed), count(*slightly))
    assert small.difference == Decimal("2.50")
    assert small.doubts == ("selisihnya masih dalam ragam jawaban",)
    clear = change_between(count(*["333333333"] * 30), count(*["444444443"] * 30))
    assert clear.doubts == ()
    other = change_between(count(*["333333333"] * 30), count(*["444444443"] * 30, weighting=Weighting.ROUNDED))
    assert other.doubts == ("bobot kedua survei berbeda",)
    same = change_between(count(*mixed), count(*mixed))
    assert same.difference == 0
    assert same.doubts


def test_rules_have_dates():
    assert survey_rules_for(date(2026, 6, 30)) is survey_rules_by_id("permenpanrb-14-2017")
    with pytest.raises(RuleBroken, match="tidak tersedia"):
        survey_rules_for(date(2016, 12, 31))
    with pytest.raises(RuleBroken, match="belum dikenal"):
        survey_rules_by_id("x")


@pytest.mark.parametrize(("years", "band"), [(7, "1"), (19, "1"), (20, "2"), (39, "3"), (60, "6"), (104, "6")])
def test_age_bands(years, band):
    assert age_band(years) == band
