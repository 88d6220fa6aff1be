from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_tui.rules.nip import Sex, birth_date_of, check_nip, format_nip, normalise, sex_of
from kinerja_tui.rules.staff import StaffKind

GOOD = "198609262015051001"
GOOD_PPPK = "198609262021211001"
KINDS = st.sampled_from(StaffKind)
BIRTHS = st.dates(date(1900, 1, 1), date(2009, 12, 31))


def hard(problems):
    return [problem.text for problem in problems if problem.hard]


def soft(problems):
    return [problem.text for problem in problems if not problem.hard]


@pytest.mark.parametrize(
    "typed",
    [
        GOOD,
        "19860926 201505 1 001",
        " 19860926.201505.1.001 ",
        "19860926-201505-1-001",
        "19860926\u00a0201505\u20131\u200b001",  # no-break space, en dash and zero-width space, out of a document
        "'198609262015051001",
    ],
)
def test_the_ways_people_write_a_nip_are_one_number(typed):
    assert normalise(typed) == GOOD
    assert check_nip(typed, StaffKind.PNS, date(1986, 9, 26), date(2026, 1, 1)) == []


def test_printed_groups_differ_between_pns_and_pppk():
    assert format_nip(GOOD) == "19860926 201505 1 001"
    assert format_nip(GOOD, StaffKind.CPNS) == "19860926 201505 1 001"
    assert format_nip(GOOD_PPPK, StaffKind.PPPK) == "19860926 2021 21 1 001"


@pytest.mark.parametrize("wrong", ["", "1986", GOOD + "1", "1986092620150510O1", "[/]", "١" * 18])
def test_what_is_not_a_nip_is_printed_as_it_is(wrong):
    assert format_nip(wrong) == wrong
    assert birth_date_of(wrong) is None
    assert sex_of(wrong, StaffKind.PNS) is None
    assert len(hard(check_nip(wrong, StaffKind.PNS))) == 1


@pytest.mark.parametrize(
    "spoilt",
    ["1.98609E+17", "1,98609E+17", "1.98609262015051e17", " 2E+17", "198609262015051000.0", "1986092620150510,00"],
)
@pytest.mark.parametrize("kind", StaffKind)
def test_a_number_spoilt_by_a_spreadsheet_is_named_as_such(spoilt, kind):
    (problem,) = check_nip(spoilt, kind)
    assert problem.hard
    assert "Excel" in problem.text


def test_a_letter_is_not_taken_for_a_spreadsheet_number():
    (problem,) = check_nip("19860926201505100E", StaffKind.PNS)
    assert "Excel" not in problem.text


@pytest.mark.parametrize("length", [1, 17, 19, 5000])
def test_wrong_length_says_how_many_digits_were_typed(length):
    (problem,) = check_nip("1" * length, StaffKind.PNS)
    assert problem.hard
    assert f"{length} angka" in problem.text


@pytest.mark.parametrize("birth", ["19860230", "19861301", "19860900", "00000101", "18991231", "19000229"])
def test_a_birth_date_no_calendar_has_holds_the_field(birth):
    number = birth + GOOD[8:]
    assert birth_date_of(number) is None
    assert len(hard(check_nip(number, StaffKind.PNS))) == 1
    assert len(hard(check_nip(number, StaffKind.PPPK))) == 1


def test_leap_day_of_2000_is_a_birth_date():
    assert birth_date_of("20000229" + "202005" + "1001") == date(2000, 2, 29)


@pytest.mark.parametrize("month", ["00", "13", "99"])
def test_appointment_month_counts_for_pns_and_cpns_only(month):
    number = f"198609262015{month}1001"
    assert len(hard(check_nip(number, StaffKind.PNS))) == 1
    assert len(hard(check_nip(number, StaffKind.CPNS))) == 1
    assert check_nip(number, StaffKind.PPPK) == []


@pytest.mark.parametrize("digit", "03456789")
@pytest.mark.parametrize("kind", StaffKind)
def test_sex_is_one_or_two(digit, kind):
    number = GOOD[:14] + digit + GOOD[15:]
    assert sex_of(number, kind) is None
    assert len(hard(check_nip(number, kind))) == 1


def test_sex_is_read_from_the_number():
    assert sex_of("19860926 201505 1 001", StaffKind.PNS) is Sex.MAN
    assert sex_of("19860926 2021 21 2 001", StaffKind.PPPK) is Sex.WOMAN


def test_several_hard_errors_are_told_together():
    assert len(hard(check_nip("198613262015139001", StaffKind.PNS))) == 3


def test_another_birth_date_than_recorded_is_soft_and_names_both():
    (text,) = soft(check_nip(GOOD, StaffKind.PNS, birth_date=date(1986, 9, 27)))
    assert "26 September 1986" in text
    assert "27 September 1986" in text


def test_appointment_before_fifteen_counts_by_month_for_pns():
    assert soft(check_nip("198609262001081001", StaffKind.PNS))
    assert check_nip("198609262001091001", StaffKind.PNS) == []


def test_appointment_before_fifteen_counts_by_year_for_pppk():
    assert soft(check_nip("198609262000991001", StaffKind.PPPK))
    assert check_nip("198609262001991001", StaffKind.PPPK) == []


def test_birth_after_today_is_soft_and_needs_today():
    unborn = "203001012050011001"
    assert check_nip(unborn, StaffKind.PNS) == []
    assert len(soft(check_nip(unborn, StaffKind.PNS, today=date(2029, 12, 31)))) == 1
    assert check_nip(unborn, StaffKind.PNS, today=date(2030, 1, 1)) == []


def test_sequence_000_is_soft():
    problems = check_nip(GOOD[:15] + "000", StaffKind.PNS)
    assert len(soft(problems)) == 1
    assert hard(problems) == []


@given(st.text() | st.text("0123456789 .-'eE+,"), KINDS, st.none() | st.dates(), st.none() | st.dates())
def test_no_text_makes_the_check_raise(text, kind, recorded, today):
    problems = check_nip(text, kind, recorded, today)
    assert all(problem.text for problem in problems)
    eighteen = len(normalise(text)) == 18 and normalise(text).isdecimal() and normalise(text).isascii()
    assert eighteen or hard(problems)


@given(st.text("0123456789", min_size=18, max_size=18), KINDS)
def test_any_eighteen_digits_survive_printing_and_reading(digits, kind):
    printed = format_nip(digits, kind)
    assert normalise(printed) == digits
    assert format_nip(printed, kind) == printed


@given(
    BIRTHS,
    st.integers(min_value=16, max_value=60),
    st.integers(min_value=1, max_value=12),
    st.sampled_from("12"),
    st.integers(min_value=1, max_value=999),
    st.sampled_from([StaffKind.PNS, StaffKind.CPNS]),
)
def test_every_well_formed_nip_passes(birth, age, month, sex, sequence, kind):
    number = f"{birth:%Y%m%d}{birth.year + age}{month:02d}{sex}{sequence:03d}"
    assert check_nip(number, kind, birth, date(2100, 1, 1)) == []
    assert birth_date_of(number) == birth
    assert sex_of(number, kind).value == sex
