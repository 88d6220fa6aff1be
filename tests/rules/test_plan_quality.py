"""Hints on a plan against tables of examples; the comparison with colleagues against plain integers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_tui.rules.formats import fold
from kinerja_tui.rules.plan_quality import (
    QUALITY_RULES,
    IndicatorFacts,
    check_aspects,
    check_evidence,
    check_indicator,
    check_result,
    check_target,
    check_year,
    is_unlike,
    median,
    quality_rules,
    vague_words,
)

RULES = QUALITY_RULES[0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Meningkatkan kualitas layanan", ["meningkatkan"]),
        ("MENINGKATKAN layanan", ["meningkatkan"]),
        ("Melayani dengan sebaik-baiknya", ["sebaik-baiknya"]),
        ("Terlaksana dengan baik dan lancar", ["dengan baik", "lancar"]),
        ("Perbaikan jalan lingkungan", []),  # "baik" inside a word
        ("Kebaikan", []),
        ("Kelancaran arus surat", []),
        ("Bantuan sosial tersalur", []),
        ("baik-buruknya", []),
        ("", []),
    ],
)
def test_vague_words_are_whole_words(text, words):
    assert vague_words(text, RULES) == words


@pytest.mark.parametrize(
    ("indicator", "columns"),
    [
        (IndicatorFacts("Jumlah surat", target=Decimal(12), unit="surat"), []),
        (IndicatorFacts("Jumlah surat", target=Decimal(12)), ["unit"]),
        (IndicatorFacts("Jumlah surat", target=Decimal(0), unit="  "), ["unit"]),
        (IndicatorFacts("Pelayanan yang baik", target_text="Baik dan lancar"), ["text", "target_text"]),
        (IndicatorFacts("Pelayanan yang baik", target=Decimal(90), unit="persen"), []),
        (IndicatorFacts("Pelayanan yang baik", target_text="selesai sebelum 31 Maret"), []),
        (IndicatorFacts("Monografi tersusun", target_text="tersedia lengkap"), []),
        (IndicatorFacts("Predikat minimal baik dari 3 penilai", target_text="baik"), ["target_text"]),
        (IndicatorFacts("Tugas lain yang diselesaikan", target=Decimal(12), unit="kegiatan"), ["text"]),
        (IndicatorFacts(""), []),
    ],
)
def test_an_indicator(indicator, columns):
    found = check_indicator(indicator, RULES)
    assert [hint.column for hint in found] == columns
    assert all(hint.text and hint.reason for hint in found)


MEASURED = IndicatorFacts("Nilai IKM", target=Decimal("88.31"), unit="nilai")
WORDS = IndicatorFacts("Layanan", target_text="sesuai kebutuhan")


@pytest.mark.parametrize(
    ("text", "indicators", "hinted"),
    [
        ("Meningkatnya kualitas pelayanan", [MEASURED], False),
        ("Meningkatnya kualitas pelayanan", [WORDS, MEASURED], False),
        ("Meningkatnya kualitas pelayanan", [WORDS], True),
        ("Meningkatnya kualitas pelayanan", [], True),
        ("Meningkatnya 3 layanan", [WORDS], False),
        ("Surat terarsip", [WORDS], False),
        ("Melaksanakan tugas lain yang diberikan atasan", [MEASURED], True),
        ("Melaksanakan tugas-tugas lain", [MEASURED], True),
    ],
)
def test_a_result(text, indicators, hinted):
    assert bool(check_result(text, indicators, RULES)) == hinted


@pytest.mark.parametrize(
    ("aspects", "hinted"),
    [
        (["kuantitas", "kuantitas"], True),
        (["kuantitas"], True),
        (["kuantitas", "waktu"], False),
        (["aspek_baru"], False),
        ([], False),
    ],
)
def test_quantities_alone(aspects, hinted):
    assert bool(check_aspects(aspects)) == hinted


@pytest.mark.parametrize(
    ("text", "hinted"),
    [
        ("sebelum 31 Mei 2025", True),
        ("sebelum 31 Mei 2026", False),
        ("Renstra 2025-2029", False),
        ("nomor 120250", False),
        ("", False),
    ],
)
def test_a_year_that_was_copied(text, hinted):
    assert bool(check_year(text, 2026)) == hinted


def test_evidence_is_one_hint_for_the_whole_plan():
    named = IndicatorFacts("a", evidence="register")
    assert check_evidence([]) == []
    assert check_evidence([named]) == []
    assert check_evidence([WORDS, WORDS]) == []  # the office does not plan its proof: no hint at every plan
    (hint,) = check_evidence([named, WORDS, IndicatorFacts("b", evidence="  ")])
    assert hint.text.startswith("2 dari 3 indikator")
    assert hint.column == "evidence_source"


@pytest.mark.parametrize(
    ("target", "others", "said"),
    [
        ("120", ["40", "40"], "target 120 surat; median 2 rekan Pengelola: 40 surat."),
        ("120", ["30", "41"], "median 2 rekan Pengelola: 35,5 surat."),
        ("80", ["40", "40"], ""),  # exactly twice is not more than twice
        ("20", ["40", "40"], ""),
        ("19.99", ["40", "40"], "target 19,99"),
        ("120", ["40"], ""),  # one colleague is no median
        ("1", ["0", "0"], "target 1 surat; median 2 rekan Pengelola: 0 surat."),
        ("0", ["0", "0"], ""),
        ("0", ["5", "5"], "target 0"),
        ("-5", ["40", "40"], ""),  # foreign data
        ("120", ["40", "-1"], ""),
        ("0.3", ["0.1", "0.1", "0.1"], "median 3 rekan"),
        ("0.2", ["0.1", "0.1", "0.1"], ""),  # with floats 0.1 * 2 and 0.2 may differ
    ],
)
def test_a_target_unlike_the_colleagues(target, others, said):
    facts = IndicatorFacts("Jumlah surat", target=Decimal(target), unit="surat")
    found = check_target(facts, [Decimal(other) for other in others], "Pengelola", RULES)
    assert bool(found) == bool(said)
    if said:
        assert said in found[0].text
        assert found[0].column == "target"


def test_a_written_target_is_not_compared():
    assert check_target(WORDS, [Decimal(1), Decimal(1)], "Pengelola", RULES) == []


@given(st.integers(0, 10**6), st.lists(st.integers(0, 10**6), min_size=1, max_size=9), st.integers(1, 9))
def test_unlike_is_exact_whole_arithmetic(target, others, factor):
    ordered = sorted(others)
    # twice the median is whole
    double = ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]
    expected = 2 * target > factor * double or 2 * factor * target < double
    cents = Decimal(target).scaleb(-2)
    assert is_unlike(cents, [Decimal(other).scaleb(-2) for other in others], factor) == expected
    assert median([Decimal(other) for other in others]) == Fraction(double, 2)


def test_no_median_of_nothing():
    with pytest.raises(ValueError, match="no values"):
        median([])


def test_the_rules_are_dated_and_folded():
    assert quality_rules(date(2026, 12, 31)) is QUALITY_RULES[-1]
    assert quality_rules(date(1999, 1, 1)) is QUALITY_RULES[0]
    for rules in QUALITY_RULES:
        assert all(fold(word) == word for word in (*rules.vague, *rules.empty_tasks))
    assert [rules.valid_from for rules in QUALITY_RULES] == sorted(rules.valid_from for rules in QUALITY_RULES)


@given(st.text(max_size=60), st.text(max_size=30), st.text(max_size=30))
def test_no_text_can_break_the_rules(text, unit, target_text):
    facts = IndicatorFacts(text, text, Decimal("1E+3"), unit, target_text)
    assert isinstance(check_indicator(facts, RULES) + check_result(text, [facts], RULES), list)
