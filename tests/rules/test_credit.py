"""Angka kredit: the published table, the whole formula exact, half up only where it is printed."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_tui.rules.credit import (
    CREDIT_RULES,
    Level,
    arithmetic,
    credit,
    credit_rules_for,
    level_of,
    months_of,
    rounded,
)
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.ratings import Predicate

RULES = CREDIT_RULES[0]
# The tables as published, typed here again on purpose.
TABLE = """
Pemula       | II/a           | 3.75 | 15  | 15
Terampil     | II/b II/c II/d | 5    | 20  | 60
Mahir        | III/a III/b    | 12.5 | 50  | 100
Penyelia     | III/c III/d    | 25   | 100 | -
Ahli Pertama | III/a III/b    | 12.5 | 50  | 100
Ahli Muda    | III/c III/d    | 25   | 100 | 200
Ahli Madya   | IV/a IV/b IV/c | 37.5 | 150 | 450
Ahli Utama   | IV/d IV/e      | 50   | 200 | -
"""
ROWS = [[cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()]
PERCENT = {"Sangat Baik": 150, "Baik": 100, "Butuh Perbaikan": 75, "Kurang": 50, "Sangat Kurang": 25}


@pytest.mark.parametrize(("label", "golongan", "per_year", "for_rank", "for_level"), ROWS)
def test_the_table(label, golongan, per_year, for_rank, for_level):
    level = next(level for level in Level if level.label == label)
    found = RULES.levels[level]
    assert (found.golongan, found.per_year, found.for_rank) == (
        tuple(golongan.split()),
        Decimal(per_year),
        int(for_rank),
    )
    assert found.for_level == (None if for_level == "-" else int(for_level))
    for predicate in Predicate:
        for count in range(13):
            expected = Fraction(count) * PERCENT[predicate.label] * Fraction(per_year) / 1200
            assert credit(count, predicate, level, RULES) == expected


def test_the_table_is_whole():
    assert len(ROWS) == len(RULES.levels) == len(Level)
    assert {predicate.label: RULES.percent[predicate] for predicate in Predicate} == PERCENT


@pytest.mark.parametrize(
    ("count", "predicate", "level", "decimals", "text"),
    [
        (3, Predicate.GOOD, Level.EXPERT_FIRST, 2, "3/12 x 100 % x 12,5 = 3,125 → 3,13"),
        (3, Predicate.GOOD, Level.EXPERT_FIRST, 3, "3/12 x 100 % x 12,5 = 3,125"),
        (2, Predicate.GOOD, Level.EXPERT_FIRST, 2, "2/12 x 100 % x 12,5 = 2,083333… → 2,08"),
        (12, Predicate.VERY_GOOD, Level.EXPERT_FIRST, 2, "12/12 x 150 % x 12,5 = 18,75"),
        (12, Predicate.GOOD, Level.EXPERT_MAIN, 2, "12/12 x 100 % x 50 = 50,00"),
        (1, Predicate.VERY_POOR, Level.BEGINNER, 2, "1/12 x 25 % x 3,75 = 0,078125 → 0,08"),
        (1, Predicate.VERY_POOR, Level.BEGINNER, 3, "1/12 x 25 % x 3,75 = 0,078125 → 0,078"),
        (0, Predicate.GOOD, Level.SKILLED, 2, "0/12 x 100 % x 5 = 0,00"),
    ],
)
def test_the_arithmetic_as_people_check_it(count, predicate, level, decimals, text):
    assert arithmetic(count, predicate, level, RULES, decimals) == text


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        ("3.125", 2, "3.13"), ("3.135", 2, "3.14"), ("2.345", 2, "2.35"), ("0.005", 2, "0.01"), ("0.0049", 2, "0.00"),
        ("2.0835", 3, "2.084"), ("1", 2, "1.00"), ("0", 3, "0.000"), ("-0.005", 2, "-0.01"),
    ],
)  # fmt: skip
def test_halves_go_up(value, decimals, text):
    assert str(rounded(Fraction(value), decimals)) == text


@given(st.fractions(0, 1000), st.sampled_from([2, 3]))
def test_rounding_is_never_off_by_more_than_half_a_unit_and_ties_go_up(value, decimals):
    printed = Fraction(rounded(value, decimals))
    assert -Fraction(1, 2 * 10**decimals) < printed - value <= Fraction(1, 2 * 10**decimals)
    assert (printed * 10**decimals).denominator == 1


@pytest.mark.parametrize(
    ("post", "level"),
    [
        ("Analis Sumber Daya Manusia Aparatur Ahli Pertama", Level.EXPERT_FIRST),
        ("Perencana Ahli Muda", Level.EXPERT_YOUNG),
        ("PERENCANA AHLI MADYA ", Level.EXPERT_MIDDLE),
        ("Perencana  Ahli\tUtama", Level.EXPERT_MAIN),
        ("Arsiparis Terampil", Level.SKILLED),
        ("Pranata Komputer Mahir", Level.PROFICIENT),
        ("Arsiparis Penyelia", Level.SUPERVISING),
        ("Pemadam Kebakaran Pemula", Level.BEGINNER),
        ("Ahli Muda", Level.EXPERT_YOUNG),
        ("Penyuluh Muda", None),
        ("Penyuluh Ahli Mudah", None),
        ("Penyuluh Ahli", None),
        ("Ahli Muda Perencana", None),
        ("Analis Keterampilan", None),
        ("Petugas Taktterampil", None),
        ("Muda", None),
        ("", None),
        ("[/]", None),
    ],
)
def test_the_level_is_the_last_words_and_nothing_less(post, level):
    assert level_of(post) is level


@given(st.sampled_from(list(Level)), st.sampled_from(list(Level)))
def test_only_the_last_level_in_a_name_counts(first, last):
    assert level_of(f"{first.label} {last.label}") is last


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 800))
def test_months_are_those_touched(start, more):
    days = [date.fromordinal(start.toordinal() + n) for n in range(more + 1)]
    assert months_of(start, days[-1]) == list(dict.fromkeys((day.year, day.month) for day in days))


def test_months_first_and_last_included():
    assert months_of(date(2026, 1, 1), date(2026, 3, 31)) == [(2026, 1), (2026, 2), (2026, 3)]
    assert months_of(date(2025, 12, 31), date(2026, 1, 1)) == [(2025, 12), (2026, 1)]
    assert months_of(date(2026, 2, 1), date(2026, 1, 31)) == []


def test_rules_by_day():
    assert credit_rules_for(date(2026, 6, 30)) is RULES
    assert credit_rules_for(date(2023, 1, 1)) is RULES
    with pytest.raises(RuleBroken, match="1 Januari 2023"):
        credit_rules_for(date(2022, 12, 31))
