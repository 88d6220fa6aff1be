"""Hints for the rater: each fires on its slip and on nothing else, says why, and never names a colleague."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_tui.rules.rating_hints import LEAST_SAME, RatedLine, hints, same_text
from kinerja_tui.rules.ratings import Rating

ABOVE, MEETS, BELOW = Rating
LONG = "Berkas selesai lebih cepat daripada rencana."


def lines(*ratings, **more):
    return [RatedLine(f"hasil kerja {number}", rating, **more) for number, rating in enumerate(ratings, 1)]


def test_a_varied_evaluation_on_evidence_has_no_hints():
    assert hints(lines(ABOVE, MEETS, BELOW), lines(MEETS, MEETS), {}) == []
    assert hints([], [], {}) == []


@pytest.mark.parametrize("rating", Rating)
def test_all_the_same_from_some_number_of_lines_on(rating):
    few = lines(*[rating] * (LEAST_SAME - 1))
    assert hints(few, [], {}) == []
    (text,) = hints(few, lines(rating), {})
    assert text.startswith(f"Semua {LEAST_SAME} rating sama: {rating.label.lower()}")
    other = MEETS if rating is not MEETS else BELOW
    assert hints(few, lines(rating, other), {}) == []


def test_lines_that_are_not_rated_do_not_count_as_the_same():
    assert hints(lines(*[MEETS] * (LEAST_SAME - 1), None, None), lines(None), {}) == []


@pytest.mark.parametrize("rater", Rating)
@pytest.mark.parametrize("own", [*Rating, None])
def test_two_levels_from_the_self_assessment(rater, own):
    found = hints([RatedLine("hasil kerja 1", rater, own)], [], {})
    assert bool(found) == ({rater, own} == {ABOVE, BELOW})
    if found:
        assert found[0].startswith("Hasil kerja 1: rating Anda")


def test_copied_text_within_the_evaluation_and_among_colleagues():
    twice = lines(ABOVE, MEETS, feedback=LONG)
    twice[1] = replace(twice[1], feedback=f"  {LONG.upper()}  ")
    (text,) = hints(twice, [], {})
    assert text.startswith("Umpan balik hasil kerja 1 dan hasil kerja 2 persis sama")
    (text,) = hints(twice[:1], [], {same_text(LONG): 2})
    assert "2 pegawai lain" in text
    short = lines(ABOVE, MEETS, feedback="Sesuai target")
    assert hints(short, [], {same_text("Sesuai target"): 9}) == []


def test_above_expectation_without_evidence_is_asked_about_results_only():
    bare = lines(ABOVE, MEETS, ABOVE, has_evidence=False)
    (text,) = hints(bare, [], {})
    assert text.startswith("Hasil kerja 1 dan hasil kerja 3 dinilai di atas ekspektasi tanpa bukti dukung")
    assert hints([], lines(ABOVE, has_evidence=False), {}) == []


@given(
    st.lists(
        st.builds(
            RatedLine,
            st.sampled_from(["hasil kerja 1", "hasil kerja 2", "Akuntabel"]),
            st.none() | st.sampled_from(Rating),
            st.none() | st.sampled_from(Rating),
            st.text(max_size=40),
            st.booleans(),
        ),
        max_size=12,
    )
)
def test_any_lines_give_sentences_in_any_order_of_ratings(found):
    told = hints(found, found, {})
    assert all(text[0].isupper() and text.endswith(".") for text in told)
    assert hints(found, found, {}) == told


@given(st.text(max_size=60), st.text(" \t\n", max_size=4))
def test_a_copy_is_a_copy_whatever_the_case_and_spaces(text, space):
    assert same_text(f"{space}{text}{space}") == same_text(text)
    assert same_text(text.upper().lower()) == same_text(text.upper())
