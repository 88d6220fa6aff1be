"""Local dimensions: whole scores on an own scale, an exact mean with n of N, missing is never zero."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_tui.rules.dimensions import HIGHEST, LOWEST, Scale, check_scale, check_score, mean


@pytest.mark.parametrize(
    ("low", "high", "fits"),
    [(1, 5, True), (0, 1, True), (0, 100, True), (5, 5, False), (5, 1, False), (-1, 5, False), (1, 101, False)],
)
def test_a_scale_has_two_scores_at_least(low, high, fits):
    assert (check_scale(low, high) == []) is fits


def test_a_score_off_the_scale_is_told_with_the_scale():
    scale = Scale(1, 5)
    assert [score for score in range(-1, 8) if not check_score(score, scale)] == [1, 2, 3, 4, 5]
    assert check_score(6, scale)[0].text == "Skor 6 di luar skala 1–5."


def test_the_mean_as_people_read_it():
    scale = Scale(1, 5)
    assert mean([4, 3, 4], scale, 30).shown == "3,67 (3 dari 30)"
    assert mean([1, 2, 2, 2, 2, 2, 2, 2], scale, 8).shown == "1,88 (8 dari 8)"  # 1.875 goes up
    assert mean([], scale, 30).shown == "belum ada (0 dari 30)"
    assert mean([], scale, 0).shown == "belum ada (0 dari 0)"


@given(
    st.lists(st.none() | st.integers(-3, 120), max_size=30),
    st.integers(LOWEST, HIGHEST),
    st.integers(LOWEST, HIGHEST),
    st.integers(0, 60),
)
def test_only_scores_on_the_scale_count_and_nothing_is_a_zero(scores, low, high, expected):
    scale = Scale(low, high)
    known = [score for score in scores if score is not None and low <= score <= high]
    found = mean(scores, scale, expected)
    assert found.given == len(known) <= found.expected
    assert found.value == (Fraction(sum(known), len(known)) if known else None)
    assert mean([*scores, None], scale, expected) == found
