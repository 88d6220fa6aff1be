"""The distribution guide in whole persons, against the plain inequalities of SE 3/2023 written again by hand."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kinerja_tui.rules.distribution import (
    Change,
    Counts,
    broken_rules,
    count,
    fitting,
    is_possible,
    small_unit_notes,
    smallest_changes,
)
from kinerja_tui.rules.ratings import OrganisationRating, Predicate, Rating, head_proposal
from kinerja_tui.rules.ruleset import RULE_SETS

RULES = RULE_SETS[0]
LARGEST = 30
OUTSTANDING, GOOD, NEEDS, POOR, VERY_POOR = OrganisationRating

# a Sangat Baik, b Baik, c Butuh Perbaikan, d Kurang, e Sangat Kurang, n together; whole numbers only.
GUIDE = {
    OUTSTANDING: lambda a, b, c, d, e, n: 10 * a <= 7 * n,
    GOOD: lambda a, b, c, d, e, n: 10 * b <= 7 * n and c + d >= 1,
    NEEDS: lambda a, b, c, d, e, n: 10 * c >= 6 * n and 10 * a <= n,
    POOR: lambda a, b, c, d, e, n: 10 * d >= 6 * n and 10 * c >= n and 10 * a <= n,
    VERY_POOR: lambda a, b, c, d, e, n: 10 * e >= 6 * n and 10 * (c + d) >= n and a == 0,
}


@cache
def splits(n):
    """Every way to give n people one of five predicates."""
    return [
        (a, b, c, d, n - a - b - c - d)
        for a in range(n + 1)
        for b in range(n + 1 - a)
        for c in range(n + 1 - a - b)
        for d in range(n + 1 - a - b - c)
    ]


@cache
def fits(n, rating):
    """The distributions that the inequalities allow."""
    return {counts for counts in splits(n) if GUIDE[rating](*counts, n)}


def nearest(counts, targets):
    """By comparing with every target: the fewest people, then the fewest steps, and who reaches both."""
    found = defaultdict(set)
    for target in targets:
        persons = steps = ahead = 0
        for have, want in zip(counts, target, strict=True):
            persons += max(0, want - have)
            ahead += want - have
            steps += abs(ahead)
        found[persons, steps].add(target)
    return min(found.items()) if found else None


@pytest.mark.parametrize("n", range(1, LARGEST + 1))
@pytest.mark.parametrize("rating", OrganisationRating)
def test_what_fits_is_what_the_inequalities_allow(n, rating):
    found = list(fitting(n, rating, RULES))
    assert len(found) == len(set(found))
    assert set(found) == fits(n, rating)
    assert is_possible(n, rating, RULES) == bool(found)


@pytest.mark.parametrize("rating", OrganisationRating)
@pytest.mark.parametrize("n", [*range(1, 11), 20])
def test_a_distribution_breaks_a_rule_exactly_when_it_does_not_fit(n, rating):
    for counts in splits(n):
        assert bool(broken_rules(Counts(*counts), rating, RULES)) != GUIDE[rating](*counts, n), counts


@pytest.mark.parametrize("rating", OrganisationRating)
@pytest.mark.parametrize("n", range(1, 8))
def test_smallest_changes_of_every_distribution(n, rating):
    targets = fits(n, rating)
    for counts in splits(n):
        check_smallest(Counts(*counts), rating, targets)


@pytest.mark.parametrize("rating", OrganisationRating)
@pytest.mark.parametrize("n", range(8, LARGEST + 1))
def test_smallest_changes_in_larger_units(n, rating):
    """All people in one predikat, the usual "everybody Baik", an even spread, and the two ends."""
    third, targets = n // 3, fits(n, rating)
    for counts in (
        Counts(n),
        Counts(0, n),
        Counts(0, 0, n),
        Counts(0, 0, 0, n),
        Counts(0, 0, 0, 0, n),
        Counts(third, n - third),
        Counts(n - third, 0, 0, 0, third),
        Counts(*(n // 5 + (place < n % 5) for place in range(5))),
    ):
        check_smallest(counts, rating, targets)


def check_smallest(counts, rating, targets):
    expected = nearest(counts, targets)
    changes = smallest_changes(counts, rating, RULES)
    if expected is None:
        assert changes is None
        return
    (persons, steps), best = expected
    assert {change.target for change in changes} == best
    assert len(changes) == len(best)
    for change in changes:
        assert (change.persons, change.steps) == (persons, steps)
        assert applied(counts, change) == change.target


def applied(counts, change):
    """The distribution after the moves."""
    now = list(counts)
    for move in change.moves:
        assert move.persons > 0
        now[move.source.rank - 1] -= move.persons
        now[move.target.rank - 1] += move.persons
    return Counts(*now)


@settings(deadline=None, max_examples=60)
@given(
    st.tuples(*[st.integers(0, 22)] * 5).filter(any),
    st.sampled_from(OrganisationRating),
)
def test_properties_in_units_of_any_size(numbers, rating):
    counts = Counts(*numbers)
    changes = smallest_changes(counts, rating, RULES)
    if not broken_rules(counts, rating, RULES):
        assert changes == [Change(counts, ())]
        return
    if changes is None:
        assert not is_possible(counts.people, rating, RULES)
        return
    assert len({(change.persons, change.steps) for change in changes}) == 1
    assert changes[0].persons >= 1
    assert [change.target for change in changes] == sorted({change.target for change in changes}, reverse=True)
    for change in changes:
        assert change.target.people == counts.people
        assert not broken_rules(change.target, rating, RULES)
        assert applied(counts, change) == change.target
        # Nobody both leaves and comes: that would be a person moved for nothing.
        assert not {move.source for move in change.moves} & {move.target for move in change.moves}


@given(st.tuples(*[st.integers(0, 10**12)] * 5), st.sampled_from(OrganisationRating))
def test_no_number_is_too_large_to_be_exact(numbers, rating):
    counts = Counts(*numbers)
    if counts.people:
        assert (not broken_rules(counts, rating, RULES)) == GUIDE[rating](*numbers, counts.people)


def test_the_limit_is_a_whole_person_not_a_rounded_one():
    """18 of 27 are 66.7 %, 19 are 70.4 %; 7 of 10 are exactly 70 %."""
    assert not broken_rules(Counts(18, 9), OUTSTANDING, RULES)
    assert not broken_rules(Counts(7, 3), OUTSTANDING, RULES)
    assert broken_rules(Counts(19, 8), OUTSTANDING, RULES)


def test_a_broken_rule_says_the_numbers_and_the_legal_basis():
    texts = [broken.text for broken in broken_rules(Counts(20, 7), OUTSTANDING, RULES)]
    assert texts == [
        "Sangat Baik: 20 orang, seharusnya paling banyak 18 dari 27 orang "
        "(Sangat Baik paling banyak 70 %; SE MenPANRB 3/2023)."
    ]
    texts = [broken.text for broken in broken_rules(Counts(0, 5), VERY_POOR, RULES)]
    assert [text.partition(":")[0] for text in texts] == ["Sangat Kurang", "Kurang dan/atau Butuh Perbaikan"]
    (text,) = [broken.text for broken in broken_rules(Counts(1, 0, 1, 0, 3), VERY_POOR, RULES)]
    assert "seharusnya tidak seorang pun dari 5 orang (Tidak ada Sangat Baik;" in text
    (_, missing) = broken_rules(Counts(0, 4), GOOD, RULES)
    assert "Butuh Perbaikan dan/atau Kurang: 0 orang, seharusnya paling sedikit 1 dari 4 orang" in missing.text


def test_nobody_breaks_no_rule():
    for rating in OrganisationRating:
        assert broken_rules(Counts(), rating, RULES) == []
        assert smallest_changes(Counts(), rating, RULES) == [Change(Counts(), ())]
        assert small_unit_notes(0, rating, RULES) == []


def test_only_units_of_one_and_two_can_not_meet_the_guide():
    impossible = [
        (n, rating) for n, rating in product(range(LARGEST + 1), OrganisationRating) if not fits_any(n, rating)
    ]
    assert impossible == [(1, POOR), (1, VERY_POOR), (2, POOR), (2, VERY_POOR)]


def fits_any(n, rating):
    return is_possible(n, rating, RULES)


@pytest.mark.parametrize("n", [1, 2])
@pytest.mark.parametrize("rating", [POOR, VERY_POOR])
def test_an_impossible_unit_is_told_so_and_nothing_is_blocked(n, rating):
    assert smallest_changes(Counts(0, n), rating, RULES) is None
    text = small_unit_notes(n, rating, RULES)[-1]
    assert text.startswith(f"Unit {n} orang tidak mungkin memenuhi pola ini:")
    assert "paling sedikit" in text
    assert "evaluasi tetap berjalan" in text


@pytest.mark.parametrize(("n", "nobody"), [(1, True), (9, True), (10, False), (11, False)])
def test_ten_percent_of_under_ten_means_nobody(n, nobody):
    told = any("berarti tidak seorang pun boleh Sangat Baik" in note for note in small_unit_notes(n, NEEDS, RULES))
    assert told is nobody


def test_rules_that_take_everybody_are_named():
    assert small_unit_notes(1, GOOD, RULES) == [
        "Dalam unit 1 orang, “Baik paling banyak 70 %” berarti tidak seorang pun boleh Baik.",
        "Dalam unit 1 orang, “Butuh Perbaikan dan/atau Kurang paling sedikit 1 orang” berarti semuanya harus "
        "Butuh Perbaikan dan/atau Kurang.",
    ]
    assert small_unit_notes(2, GOOD, RULES) == []
    assert [note for note in small_unit_notes(2, NEEDS, RULES) if "semuanya harus Butuh Perbaikan." in note]


def test_everybody_baik_in_a_good_office_needs_one_person_in_three_to_move():
    """27 people, all Baik: at most 18 may stay; one of the nine has to go down, whatever the others do."""
    changes = smallest_changes(Counts(0, 27), GOOD, RULES)
    assert {(change.persons, change.steps) for change in changes} == {(9, 9)}
    assert [tuple(change.target) for change in changes][:2] == [(8, 18, 1, 0, 0), (7, 18, 2, 0, 0)]
    assert len(changes) == 9


def test_counting_predicates():
    counts = count([Predicate.GOOD, Predicate.POOR, Predicate.GOOD])
    assert counts == Counts(0, 2, 0, 1, 0)
    assert counts.of(Predicate.GOOD, Predicate.POOR) == 3
    assert counts.plus(Counts(1)) == Counts(1, 2, 0, 1, 0)
    assert counts.people == 3
    assert count([]) == Counts()


@pytest.mark.parametrize("rules", RULE_SETS, ids=lambda rules: rules.id)
def test_every_rule_set_guides_every_organisation_rating(rules):
    assert set(rules.distribution) == set(OrganisationRating)
    assert rules.distribution_basis
    for limits in rules.distribution.values():
        assert limits
        for limit in limits:
            assert 0 <= limit.percent <= 100
            assert limit.predicates
    with pytest.raises(TypeError):
        rules.distribution[GOOD] = ()


def test_the_keys_of_the_organisation_rating_rise_with_it():
    assert [rating.digit for rating in OrganisationRating] == [5, 4, 3, 2, 1]


def test_what_is_proposed_for_the_head_of_a_unit():
    assert [head_proposal(rating) for rating in OrganisationRating] == [
        Rating.ABOVE, Rating.MEETS, Rating.BELOW, Rating.BELOW, Rating.BELOW,
    ]  # fmt: skip
