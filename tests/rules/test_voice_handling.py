"""What may be written on a voice of the public, how it stands on a day, and its figures over a period."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_tui.rules.periods import period_from_code
from kinerja_tui.rules.service_log import Family
from kinerja_tui.rules.voice_figures import Heard
from kinerja_tui.rules.voice_handling import (
    Standing,
    check_answer,
    check_done,
    check_due,
    check_received,
    check_text,
    standing_of,
)
from kinerja_tui.rules.voice_measures import VoiceMeasure, per_hundred, period_figures
from kinerja_tui.rules.voices import VoiceKind

TODAY = date(2026, 11, 20)
QUARTER = period_from_code("2026-TW3")


@pytest.mark.parametrize(
    ("written", "standing"),
    [
        ({}, Standing.NEW),
        ({"owner": "a"}, Standing.FOLLOWED),
        ({"due": TODAY}, Standing.FOLLOWED),
        ({"due": date(2026, 11, 19)}, Standing.OVERDUE),
        ({"owner": "a", "due": date(2026, 11, 19), "done_on": TODAY}, Standing.DONE),
        ({"due": date(2026, 11, 19), "no_action": "Bukan wewenang"}, Standing.NO_ACTION),
        ({"no_action": " \n"}, Standing.NEW),
        ({"kind": "pujian"}, Standing.NOTED),
        ({"kind": "pujian", "owner": "a", "due": date(2026, 1, 1)}, Standing.NOTED),
        ({"kind": "pujian", "done_on": TODAY}, Standing.DONE),
        ({"kind": "versi_baru"}, Standing.NEW),
    ],
)
def test_how_a_voice_stands(written, standing):
    bare = {"kind": "keluhan", "owner": None, "due": None, "done_on": None, "no_action": ""}
    assert standing_of(**bare | written, today=TODAY) is standing


def hard(problems):
    return [problem.text for problem in problems if problem.hard]


def test_days_that_cannot_be_and_days_that_are_asked_about():
    received = date(2026, 11, 9)
    assert hard(check_received(date(2026, 11, 21), TODAY))
    assert [problem.hard for problem in check_received(date(2025, 11, 18), TODAY)] == [False]
    assert check_received(TODAY, TODAY) == []
    assert hard(check_due(date(2026, 11, 8), received))
    assert check_due(received, received) == check_due(received, None) == []
    assert [problem.hard for problem in check_due(date(2027, 12, 31), received)] == [False]
    assert hard(check_done(date(2026, 11, 21), received, TODAY))
    assert hard(check_done(date(2026, 11, 8), received, TODAY))
    assert check_done(received, received, TODAY) == []


def test_an_answer_is_an_action_or_a_reason():
    assert hard(check_answer(action="", done_on=TODAY, no_action=""))
    assert hard(check_answer(action="Dibuat", done_on=TODAY, no_action="Bukan wewenang"))
    assert check_answer(action="Dibuat", done_on=TODAY, no_action=" ") == []
    assert check_answer(action="Sudah ditanyakan", done_on=None, no_action="Bukan wewenang") == []
    assert check_answer(action="", done_on=None, no_action="") == []


@pytest.mark.parametrize("text", ["NIK 1971012345678901", "hubungi 0812-3456-7890", "+628123456789", "0812 345 67890"])
def test_personal_numbers_are_asked_about(text):
    assert [problem.hard for problem in check_text(text)] == [False]


@pytest.mark.parametrize("text", ["Jalan rusak sejak 12-11-2026 pukul 08.30", "Rp 1.500.000.000", "RT 03 RW 08", ""])
def test_other_numbers_are_not(text):
    assert check_text(text) == []


def test_a_quarter_counted_by_hand():
    voices = [
        Heard("keluhan", date(2026, 7, 1), due=date(2026, 7, 8), done_on=date(2026, 7, 3)),
        Heard("keluhan", date(2026, 9, 30), done_on=date(2026, 10, 5)),
        Heard("kritik", date(2026, 8, 3), no_action="Bukan wewenang"),
        Heard("masukan", date(2026, 8, 3)),
        Heard("pujian", date(2026, 8, 3), done_on=date(2026, 8, 4)),
        Heard("keluhan", date(2026, 6, 30), due=date(2026, 7, 1), done_on=date(2026, 7, 6)),
        Heard("keluhan", None, done_on=date(2026, 7, 7)),
    ]
    found = period_figures(voices, QUARTER, frozenset(), kept=False)
    assert found.kept
    assert (found.came.heard, found.complaints) == (5, 2)
    assert (found.came.answered, found.came.expected) == (3, 4)
    # done in it: two days, four days, and one whose receipt nobody knows
    assert (found.done.heard, found.done.median_days) == (3, Decimal(3))
    assert (found.in_time, found.with_due) == (1, 2)
    assert [found.value(measure) for measure in VoiceMeasure] == [Decimal(2), Decimal(3), Decimal(75)]
    assert {measure.family for measure in VoiceMeasure} == {Family.SPEED, Family.QUALITY}


def test_an_unkept_book_has_no_complaints_and_a_kept_one_has_none():
    nothing = period_figures([], QUARTER, frozenset(), kept=False)
    assert [nothing.value(measure) for measure in VoiceMeasure] == [None, None, None]
    quiet = period_figures([], QUARTER, frozenset(), kept=True)
    assert [quiet.value(measure) for measure in VoiceMeasure] == [Decimal(0), None, None]


def test_complaints_a_hundred_requests():
    assert [per_hundred(*pair) for pair in ((0, 0), (3, 0), (0, 7), (6, 240), (1, 3), (1, 10), (5, 4))] == [
        None, None, 0, Decimal("2.5"), Decimal("33.3"), 10, 125,
    ]  # fmt: skip


DAYS = st.dates(date(2026, 6, 1), date(2026, 10, 31))


@given(
    st.lists(
        st.tuples(st.sampled_from([*VoiceKind, "versi_baru"]), DAYS, st.none() | st.integers(0, 60), st.booleans())
    )
)
def test_shares_are_shares_and_nothing_is_counted_twice(rows):
    voices = [
        Heard(
            kind,
            received,
            due=received + timedelta(days=5),
            done_on=None if took is None else received + timedelta(days=took),
            no_action="Alasan" if reason and took is None else "",
        )
        for kind, received, took, reason in rows
    ]
    found = period_figures(voices, QUARTER, frozenset(), kept=True)
    came = [voice for voice in voices if voice.received_on in QUARTER]
    assert found.came.heard == len(came)
    assert found.came.answered + found.came.open == found.came.expected
    assert found.came.expected == sum(voice.kind != "pujian" for voice in came)
    assert 0 <= found.in_time <= found.with_due <= found.done.heard
    share = found.value(VoiceMeasure.ANSWERED)
    assert share is None or 0 <= share <= 100
    assert (share is None) == (not found.came.expected)
