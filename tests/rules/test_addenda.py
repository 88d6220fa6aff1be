"""The target in force on a day, and what a target reads like."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_tui.rules.addenda import Target, change_text, in_force

DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
TEXTS = st.text(st.characters(exclude_characters="\x1f"), max_size=20)
TARGETS = st.builds(
    Target,
    st.none() | st.decimals(allow_nan=False, allow_infinity=False, min_value=0, max_value=10**12, places=3),
    TEXTS,
    TEXTS,
    st.sampled_from(["naik", "turun", "lain"]),
)


@given(target=TARGETS)
def test_a_target_reads_back_as_it_was_stored(target):
    assert Target.read(target.key) == target


@pytest.mark.parametrize("text", ["", "a", "1\x1fb", "1e9\x1f\x1f\x1f", "NaN\x1f\x1f\x1f", "1\x1fa\x1fb\x1fc\x1fd"])
def test_a_foreign_text_is_no_target(text):
    assert Target.read(text) is None


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        (("24", "dokumen", ""), ("12", "dokumen", ""), "24 → 12 dokumen"),
        (("1234.5", "rupiah", ""), ("0", "rupiah", ""), "1.234,5 → 0 rupiah"),
        (("24", "dokumen", ""), ("12", "berkas", ""), "24 dokumen → 12 berkas"),
        ((None, "", "sebelum Mei"), ("12", "berkas", ""), "sebelum Mei → 12 berkas"),
        (("12", "berkas", ""), (None, "", "selesai"), "12 berkas → selesai"),
    ],
)
def test_old_and_new_in_a_line(old, new, text):
    a, b = (Target(Decimal(number) if number else None, unit, words, "naik") for number, unit, words in (old, new))
    assert change_text(a, b) == text
    turned = Target(b.number, b.unit, b.words, "turun")
    assert change_text(a, turned) == f"{text} (makin rendah makin baik)"


@given(days=st.lists(DAYS, max_size=5).map(sorted), day=DAYS)
def test_between_two_changes_the_first_holds(days, day):
    """Told day by day: a change holds from its first day until the next one begins."""
    steps = [(first, number, number + 1) for number, first in enumerate(days)]
    expected = 0
    walked = date(2026, 1, 1)
    while walked <= day:
        expected += days.count(walked)
        walked += timedelta(days=1)
    assert in_force(steps, len(days), day) == expected


def test_after_the_last_change_what_stands_in_the_document_holds():
    steps = [(date(2026, 7, 1), "24", "12")]
    assert in_force(steps, "15", date(2026, 6, 30)) == "24"
    assert in_force(steps, "15", date(2026, 7, 1)) == "15"
    assert in_force([], "15", date(2026, 7, 1)) == "15"
