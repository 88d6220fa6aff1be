"""The figures of the voice of the public against counting them by hand, a card at a time."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kinerja_tui.rules.voice_figures import (
    AGE_BANDS,
    Heard,
    by_age,
    days_to_action,
    open_age,
    voice_figures,
)
from kinerja_tui.rules.voices import VoiceKind, VoiceState

TODAY = date(2026, 11, 20)
DAYS = st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31))
HOLIDAYS = st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=20)
VOICES = st.lists(
    st.builds(
        Heard,
        kind=st.sampled_from([*VoiceKind, "", "versi_baru"]),
        received_on=DAYS,
        owner=st.sampled_from([None, "", "a"]),
        due=DAYS,
        done_on=DAYS,
        no_action=st.sampled_from(["", "  ", "Bukan wewenang kecamatan"]),
    ),
    max_size=12,
)


def walked(begin, end, holidays):
    """Working days from the day after ``begin`` to ``end``, a day at a time."""
    if begin is None or end is None or end < begin:
        return None
    count = 0
    while begin < end:
        begin += timedelta(days=1)
        count += begin.isoweekday() < 6 and begin not in holidays
    return count


@given(VOICES, HOLIDAYS)
def test_the_figures_are_those_of_a_pile_of_cards(voices, holidays):
    figures = voice_figures(voices, TODAY, holidays)
    acted = declined = waiting = overdue = praise = 0
    days, ages = [], []
    for voice in voices:
        if voice.kind == "pujian":
            praise += 1
            continue
        if voice.done_on:
            acted += 1
            days.append(walked(voice.received_on, voice.done_on, holidays))
        elif voice.no_action.strip():
            declined += 1
        else:
            waiting += 1
            ages.append(walked(voice.received_on, TODAY, holidays))
            overdue += bool(voice.due) and voice.due < TODAY
    assert (figures.heard, figures.expected) == (len(voices), len(voices) - praise)
    assert (figures.acted, figures.declined, figures.open, figures.overdue) == (acted, declined, waiting, overdue)
    assert figures.answered + figures.open == figures.expected
    assert list(figures.days) == sorted(number for number in days if number is not None)
    assert list(figures.ages) == sorted(number for number in ages if number is not None)
    known = sum(voice.kind in set(VoiceKind) for voice in voices)
    assert sum(number for _, number in figures.kinds) == known
    bands = by_age(figures.ages)
    assert sum(number for _, number in bands) == len(figures.ages)
    assert [label for label, _ in bands] == [label for _, label in AGE_BANDS]


def test_nothing_is_not_zero():
    figures = voice_figures([], TODAY, frozenset())
    assert (figures.median_days, figures.oldest, figures.answered, figures.expected) == (None, None, 0, 0)
    praise = voice_figures([Heard("pujian", TODAY)], TODAY, frozenset())
    assert (praise.heard, praise.expected, praise.open, praise.median_days) == (1, 0, 0, None)


def test_the_days_of_one_voice():
    friday, monday = date(2026, 11, 13), date(2026, 11, 16)
    assert days_to_action(friday, monday, frozenset()) == 1
    assert days_to_action(friday, monday, {monday}) == 0
    assert days_to_action(monday, friday, frozenset()) is None
    assert open_age(Heard("keluhan", friday), TODAY, frozenset()) == 5
    assert open_age(Heard("keluhan", friday, done_on=monday), TODAY, frozenset()) is None
    assert open_age(Heard("keluhan", TODAY + timedelta(days=1)), TODAY, frozenset()) is None
    figures = voice_figures(
        [Heard("keluhan", friday, done_on=monday), Heard("kritik", friday, done_on=friday)], TODAY, frozenset()
    )
    assert figures.median_days == Decimal("0.5")


def test_a_voice_is_overdue_only_after_its_day():
    owned = Heard("masukan", TODAY, owner="a", due=TODAY)
    assert owned.state is VoiceState.FOLLOWED
    assert not owned.is_overdue(TODAY)
    assert owned.is_overdue(TODAY + timedelta(days=1))
    assert not Heard("masukan", TODAY, due=TODAY, no_action="tidak bisa").is_overdue(TODAY + timedelta(days=1))


def test_the_bands_end_where_they_say():
    assert [number for _, number in by_age([0, 5, 6, 20, 21, 60, 61, 400])] == [2, 2, 2, 2]
