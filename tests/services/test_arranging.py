"""Rows in another order and counted by value: as numbers, dates, golongan or text, what is missing last."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_tui.services.lists import arranging
from kinerja_tui.services.lists.arranging import MISSING, counted, in_order, of_group, text_of

VALUES = st.one_of(
    st.none(),
    st.sampled_from(sorted(MISSING)),
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.decimals(allow_nan=True, allow_infinity=True),
    st.booleans(),
    st.text(max_size=12),
    st.from_regex(r"[0-9]{1,3}(\.[0-9]{3})?(,[0-9])?( %)?", fullmatch=True),
    st.dates().map(str),
    st.sampled_from(["III/a", "IV/b", "IX", "Seksi 2", "Seksi 10", "SEKSI 2", "31-02-2026", "30-06-2026", "[/]", "٣"]),
)
COLUMNS = st.lists(VALUES, max_size=30).map(lambda values: {f"k{place}": value for place, value in enumerate(values)})


def sorted_as(*texts):
    """These texts, thrown about and put in order again."""
    thrown = list(texts)
    random.Random(7).shuffle(thrown)
    values = {f"{place}": text for place, text in enumerate(thrown)}
    return [values[key] for key in in_order(list(values), values)]


@pytest.mark.parametrize(
    "texts",
    [
        ("9", "12", "120", "1.234", "12.345,5"),
        ("-5", "0", "0,5", "2 %", "12,5 %", "100 %"),
        ("31-12-2025", "01-02-2026", "15-01-2027"),
        ("31 Desember 2025", "2 Januari 2026", "1 Mei 2026", "10 Oktober 2026"),
        ("29-02", "01-03", "30-11"),
        ("Kam 31-12-2026", "Jum 01-01-2027", "Sab 02-01-2027"),
        ("20-11 09.00", "20-11 10.30", "01-12 08.00"),
        ("2025-12-31", "2026-02-01", "2027-01-15"),
        ("II/d", "III/a", "III/b", "IV/a", "IV/e"),
        ("I", "IV", "V", "IX", "X", "XVII"),
        ("Álvaro", "budi", "Čandra", "DEDI", "Édi"),
        ("Seksi 2", "Seksi 010", "Seksi 11", "Subbagian"),
        ("12 orang", "abc", "III/a", "zz"),
    ],
)
def test_as_a_person_would_order_them(texts):
    assert sorted_as(*texts) == list(texts)
    assert sorted_as(*texts, "–", "")[-2:] in (["–", ""], ["", "–"])


@given(COLUMNS, st.booleans())
def test_the_order_does_not_depend_on_the_pieces_it_is_made_in(values, descending):
    whole = in_order(list(values), values, descending=descending)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(arranging, "_PIECE", 3)
        assert in_order(list(values), values, descending=descending) == whole


@given(COLUMNS, st.booleans())
def test_an_order_is_a_permutation_stable_and_missing_last(values, descending):
    keys = list(values)
    found = in_order(keys, values, descending=descending)
    assert sorted(found) == sorted(keys)
    texts = [text_of(values[key]) for key in found]
    filled = [text for text in texts if text]
    assert texts == [*filled, *[""] * (len(texts) - len(filled))]
    for label in set(texts):  # equal ones stand as they stood
        same = [key for key in found if text_of(values[key]) == label]
        assert same == [key for key in keys if key in same]
    assert in_order(found, values, descending=descending) == found
    other = [text_of(values[key]) for key in in_order(keys, values, descending=not descending) if text_of(values[key])]
    runs = [label for place, label in enumerate(filled) if not place or filled[place - 1] != label]
    if len(runs) == len(set(filled)):
        assert sorted(other) == sorted(filled)


@given(COLUMNS)
def test_counts_sum_to_all_and_groups_part_the_rows(values):
    keys = list(values)
    groups = counted(keys, values)
    assert sum(group.count for group in groups) == len(keys)
    sizes = [group.count for group in groups if group.label]
    assert sizes == sorted(sizes, reverse=True)
    assert [group.label for group in groups].count("") <= 1
    assert all(group.label for group in groups[:-1]), "what is missing comes last"
    parts = [of_group(keys, values, group.label) for group in groups]
    assert [len(part) for part in parts] == [group.count for group in groups]
    assert sorted(key for part in parts for key in part) == sorted(keys)


def test_values_read_as_lists_write_them():
    assert [text_of(value) for value in (1234, Decimal("12.50"), 0.5, "2026-03-01", " Dua\n baris ", True, None)] == [
        "1.234", "12,50", "0,5", "01-03-2026", "Dua baris", "ya", "",
    ]  # fmt: skip
    assert text_of(float("nan")) == text_of(Decimal("-Infinity")) == text_of("(Belum diisi)") == ""
    assert text_of(0) == "0", "zero is not missing"


def test_a_number_of_a_million_digits_takes_no_time():
    assert len(sorted_as("9" * 1_000_000, "9" * 999_999, "1")) == 3
