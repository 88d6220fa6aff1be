"""A unit typed nearly like one the office has is asked about; a wholly new one, or the same one, is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_tui.rules.slips import check_person_name, check_unit, known_spelling

UNITS = ["Kantor Camat", "Seksi Pemerintahan", "Kelurahan Pasar Baru", "Puskesmas 1"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kant", "Kantor Camat"),
        ("Kantor Camt", "Kantor Camat"),
        ("pasar baru", "Kelurahan Pasar Baru"),
        ("Seksi  Pemerintahn", "Seksi Pemerintahan"),
    ],
)
def test_nearly_a_known_unit_is_asked_about_once(typed: str, meant: str) -> None:
    (problem,) = check_unit(typed, UNITS)
    assert meant in problem.text
    assert typed in problem.text
    assert not problem.hard


@pytest.mark.parametrize("typed", ["", "Seksi Kesejahteraan Sosial", "KANTOR  camat", "Puskesmas 2", "Sekretariat"])
def test_a_new_unit_and_the_same_one_are_not_asked_about(typed: str) -> None:
    assert check_unit(typed, UNITS) == []


def test_the_first_unit_of_an_office_is_not_asked_about() -> None:
    assert check_unit("Kantor Camat", []) == []


def test_capitals_and_spaces_make_no_second_unit() -> None:
    assert known_spelling("kantor  CAMAT", UNITS) == "Kantor Camat"
    assert known_spelling("Seksi Baru", UNITS) == "Seksi Baru"


@given(st.text(max_size=40), st.lists(st.text(max_size=40), max_size=5))
def test_any_text_is_taken(typed: str, known: list[str]) -> None:
    problems = check_unit(typed, known)
    assert all(not problem.hard for problem in problems)
    assert check_unit(known_spelling(typed, [typed, *known]), [typed, *known]) == []


def test_a_number_for_a_name_is_asked_about() -> None:
    for slip in ("198609262015051001", "1", "Budi 19860926"):
        assert [problem.hard for problem in check_person_name(slip)] == [False]
    assert check_person_name("Drs. Budi Santoso, M.Si.") == []
