"""Umpan balik: a missing rater is never a zero, names of peers are hidden, dates make sense."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_tui.rules.feedback import (
    Average,
    GiverKind,
    average,
    check_given_on,
    check_names_nobody,
    check_proposal_date,
    is_hidden,
    minimum_for,
)
from kinerja_tui.rules.guidance import check_competence

SCORES = st.lists(st.none() | st.integers(1, 5), max_size=12)
MINIMUM = st.integers(-1, 6)


@given(SCORES, st.integers(0, 20), MINIMUM, st.integers(0, 12))
def test_an_empty_rater_row_changes_no_average(scores, expected, minimum, place):
    before = average(scores, expected, minimum)
    after = average([*scores[:place], None, *scores[place:]], expected, minimum)
    assert after == before
    assert average([*scores, None], expected + 1, minimum).value == before.value


@given(st.data(), SCORES, MINIMUM)
def test_the_order_of_raters_does_not_matter(data, scores, minimum):
    shuffled = data.draw(st.permutations(scores))
    assert average(shuffled, len(scores), minimum) == average(scores, len(scores), minimum)


@given(SCORES, st.integers(0, 20), MINIMUM)
def test_an_average_is_exact_and_lies_within_the_scores(scores, expected, minimum):
    result = average(scores, expected, minimum)
    known = [score for score in scores if score is not None]
    assert result.given == len(known)
    assert result.given <= result.expected
    if len(known) < max(minimum, 1):
        assert result.value is None
        assert "belum cukup" in result.shown
    else:
        assert result.value * len(known) == sum(known)
        assert min(known) <= result.value <= max(known)


@given(st.lists(st.integers(-100, 100).filter(lambda score: not 1 <= score <= 5), max_size=5), SCORES)
def test_a_score_outside_the_scale_counts_as_not_answered(foreign, scores):
    assert average([*foreign, *scores], 9, 1) == average(scores, 9, 1)


def test_the_third_peer_makes_it_enough():
    assert average([4, 5], 4, 3) == Average(None, 2, 4, 3)
    assert average([4, 5], 4, 3).shown == "belum cukup (2 dari 4, minimal 3)"
    assert average([4, 5, None, 4], 4, 3) == Average(Fraction(13, 3), 3, 4, 3)
    assert average([4, 5, 4], 4, 3).shown == "4,33 (3 dari 4)"


@pytest.mark.parametrize(("scores", "text"), [([4, 5], "4,50"), ([1], "1,00"), ([5, 5, 4, 4, 4, 4, 4, 4], "4,25")])
def test_shown_with_two_decimals(scores, text):
    assert average(scores, 0, 1).shown == f"{text} ({len(scores)} dari {len(scores)})"


def test_half_is_rounded_up():
    assert average([1] * 7 + [2], 8, 1).shown.startswith("1,13 ")


def test_whoever_answers_unasked_is_counted_among_the_asked():
    assert average([3, 4], 1, 1).expected == 2


@pytest.mark.parametrize(
    ("kind", "hidden", "minimum"),
    [("pimpinan", False, 1), ("rekan", True, 3), ("bawahan", True, 3), ("lainnya", False, 1), ("dari_depan", True, 3)],
)
def test_whose_name_is_hidden_and_how_many_are_needed(kind, hidden, minimum):
    assert is_hidden(kind) is hidden
    assert minimum_for(kind, date(2026, 12, 31)) == minimum
    assert minimum_for(kind, date(1999, 1, 1)) == minimum


TODAY = date(2026, 11, 20)


def test_any_day_that_has_come():
    for day in (TODAY, date(2026, 1, 4), date(2019, 2, 28)):
        assert check_given_on(day, TODAY) == []
    assert check_given_on(date(2026, 11, 21), TODAY)[0].hard


def test_a_proposal_is_not_before_the_feedback():
    assert check_proposal_date(date(2026, 11, 19), TODAY)[0].hard
    assert check_proposal_date(TODAY, TODAY) == []
    assert check_proposal_date(date(1999, 1, 1), None) == []


@pytest.mark.parametrize(
    ("text", "kind", "asked"),
    [
        ("Bu Dewi cepat menjawab", "rekan", True),
        ("LESTARI alam", "bawahan", True),
        ("Bu Dewi cepat menjawab", "pimpinan", False),
        ("Cepat menjawab", "rekan", False),
        ("Dewiku", "rekan", False),
        ("S.H. bagus", "rekan", False),
        ("", "rekan", False),
    ],
)
def test_a_text_that_names_its_hidden_giver_is_asked_about(text, kind, asked):
    problems = check_names_nobody(text, "Dewi Lestari, S.H.", kind)
    assert bool(problems) is asked
    assert not any(problem.hard for problem in problems)


@given(st.text(), st.text(), st.sampled_from([*GiverKind, "?"]))
def test_no_text_breaks_the_question(text, name, kind):
    assert len(check_names_nobody(text, name, kind)) <= 1


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        (("", "", ""), ""),
        (("Integritas", "4", "Jujur"), ""),
        (("Integritas", "", "Jujur"), "belum diberi nilai"),
        (("Integritas", "6", "Jujur"), "belum diberi nilai"),
        (("Integritas", "4", "  "), "alasan"),
        (("", "4", ""), "nama kompetensinya"),
        (("", "", "Jujur"), "nama kompetensinya"),
    ],
)
def test_a_competence_has_a_level_and_a_reason(line, complaint):
    problems = check_competence(*line)
    assert complaint in (problems[0].text if problems else "")
    assert bool(problems) is bool(complaint)
