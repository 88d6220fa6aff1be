import sys
from datetime import date
from decimal import Decimal, localcontext

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kinerja_tui.rules.formats import (
    MONTHS,
    excerpt,
    fold,
    format_date,
    format_decimal,
    format_short_date,
    parse_decimal,
)
from kinerja_tui.rules.problems import RuleBroken

EXACT = st.decimals(-(10**12), 10**12, allow_nan=False, allow_infinity=False, places=4) | st.integers(
    -(10**19), 10**19
).map(Decimal)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12", "12"),
        ("12,5", "12.5"),
        ("12,50", "12.50"),
        ("0,125", "0.125"),
        ("1.234", "1234"),
        ("1.234,56", "1234.56"),
        ("1.234.567", "1234567"),
        ("1234567,89", "1234567.89"),
        (" 7 ", "7"),
        ("-3", "-3"),
        ("+3", "3"),
        ("007", "7"),
        ("-0,00", "0.00"),
    ],
)
def test_numbers_as_people_here_write_them(typed, number):
    assert str(parse_decimal(typed)) == number


@pytest.mark.parametrize("typed", ["1.5", "0.125", "1234.567", "1.2345", "12.50", "-1.5", "3.1415926"])
def test_a_dot_for_a_comma_is_refused_with_the_comma_shown(typed):
    with pytest.raises(RuleBroken, match="koma") as refusal:
        parse_decimal(typed)
    assert typed.replace(".", ",") in refusal.value.text
    assert parse_decimal(typed.replace(".", ",")) == Decimal(typed)


@pytest.mark.parametrize(
    "typed",
    ["", " ", "-", ",", ",5", "5,", "1e2", "1E+17", "1_0", "inf", "-Infinity", "nan", "NaN", "sNaN", "0x10", "1,2,3",
     "1,234.56", "1.23.456", "1.2345.678", "1..234", "1.234.", ".234", "1 234", "12%", "Rp12", "١٢", "１２", "½", "--1",
     "0.000.001", "1.234,5.6", "[/]", "1" * 21, "1" * 19 + ",11", "9" * 5000, "1." + "5" * 5000],
)  # fmt: skip
def test_other_texts_are_no_number(typed):
    with pytest.raises(RuleBroken) as refusal:
        parse_decimal(typed)
    assert len(refusal.value.text) < 150


@pytest.mark.parametrize(
    ("number", "printed"),
    [
        ("1234.56", "1.234,56"),
        ("1234567", "1.234.567"),
        ("999", "999"),
        ("1.50", "1,50"),
        ("-1234.5", "-1.234,5"),
        ("0", "0"),
        ("-0.00", "0,00"),
        ("1E+3", "1.000"),
        ("1E-7", "0,0000001"),
    ],
)
def test_numbers_are_written_with_the_decimals_they_carry(number, printed):
    assert format_decimal(Decimal(number)) == printed


@pytest.mark.parametrize("number", ["NaN", "sNaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_never_written(number):
    with pytest.raises(ValueError, match="finite"):
        format_decimal(Decimal(number))


@given(EXACT)
@example(Decimal("0.0000"))
@example(Decimal("1000.000"))
def test_a_written_number_reads_back_exactly(number):
    back = parse_decimal(format_decimal(number))
    assert back == number
    assert back.as_tuple().exponent == number.as_tuple().exponent
    assert format_decimal(back) == format_decimal(number)


@given(EXACT)
def test_writing_does_not_depend_on_the_precision_of_sums(number):
    printed = format_decimal(number)
    with localcontext(prec=3):
        assert format_decimal(number) == printed
        assert parse_decimal(printed) == number


@given(st.text() | st.text("0123456789.,-+eE_ "))
def test_any_text_is_a_finite_number_or_a_refusal(text):
    try:
        number = parse_decimal(text)
    except RuleBroken:
        assert not text.strip().isascii() or not text.strip().isdecimal() or len(text.strip()) > 20
    else:
        assert number.is_finite()
        assert parse_decimal(format_decimal(number)) == number


def test_dates_in_words_and_in_figures():
    assert format_date(date(2026, 12, 31)) == "31 Desember 2026"
    assert format_date(date(2026, 2, 1)) == "1 Februari 2026"
    assert format_short_date(date(2026, 2, 1)) == "01-02-2026"
    assert len(MONTHS) == len({name[:3] for name in MONTHS}) == 12


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  Siti   AMINAH ", "siti aminah"),
        ("Désirée", "desiree"),
        ("Asem\u00a0Rowo", "asem rowo"),
        ("Bukit\u200bIntan", "bukitintan"),
        ("STRAẞE", "strasse"),
        ("baris\nbaru\tlagi", "baris baru lagi"),
        ("", ""),
        ("[/]", "[/]"),
    ],
)
def test_folding_for_search(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


def test_folding_is_stable_for_every_character_there_is():
    unstable = [code for code in range(sys.maxunicode + 1) if fold(fold(chr(code))) != fold(chr(code))]
    assert unstable == []


@given(st.text("abcXYZéÜñ Ç"))
def test_case_does_not_count_in_search(text):
    assert fold(text.upper()) == fold(text.lower()) == fold(text)


@pytest.mark.parametrize(
    ("text", "length", "line"),
    [
        ("Melayani warga dengan ramah", 40, "Melayani warga dengan ramah"),
        ("Melayani warga dengan ramah", 20, "Melayani warga…"),
        ("Melayani warga dengan ramah", 15, "Melayani warga…"),
        ("Melayani\nwarga", 40, "Melayani warga"),
        ("x" * 30, 10, "x" * 9 + "…"),
        ("ab", 1, "…"),
        ("ab", 0, ""),
        ("ab", -5, ""),
        ("", 0, ""),
    ],
)
def test_excerpts(text, length, line):
    assert excerpt(text, length) == line


@given(st.text(), st.integers(min_value=1, max_value=80))
def test_an_excerpt_fits_and_begins_like_the_text(text, length):
    line = excerpt(text, length)
    whole = " ".join(text.split())
    assert len(line) <= length
    assert line == whole or (line.endswith("…") and whole.startswith(line[:-1]))
    assert "\n" not in line
