"""Figures of the voice of the public: how many said what, how many were answered, after how long, how old the rest is.

Days are working days by the clock of the service log: the day something was said does not count. A voice is answered
once the day of completion or the reason for doing nothing stands. Praise waits for no answer, so it is counted as
heard and stays out of "answered n of N" [D].
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .service_log import median, working_days
from .voices import VoiceKind, VoiceState, state_of


@dataclass(frozen=True)
class Heard:
    """A voice as the figures need it."""

    kind: str
    """rules.voices.VoiceKind; an unknown code counts as heard and as waiting for an answer"""
    received_on: date | None
    owner: str | None = None
    due: date | None = None
    done_on: date | None = None
    no_action: str = ""

    @property
    def state(self) -> VoiceState:
        """How far it came."""
        return state_of(owner=self.owner, due=self.due, done_on=self.done_on, no_action=self.no_action)

    @property
    def answered(self) -> bool:
        """Whether something was done, or the reason for doing nothing stands."""
        return self.state in (VoiceState.DONE, VoiceState.NO_ACTION)

    @property
    def waits(self) -> bool:
        """Whether the public still waits for an answer."""
        return self.kind != VoiceKind.PRAISE and not self.answered

    def is_overdue(self, today: date) -> bool:
        """Whether it still waits after the day it was promised for."""
        return self.waits and self.due is not None and self.due < today


@dataclass(frozen=True)
class VoiceFigures:
    """What is known of some voices on one day. A missing figure is None, never zero."""

    heard: int
    kinds: tuple[tuple[VoiceKind, int], ...]
    """every kind with its number, in the order of the form; they may add up to less than heard (unknown codes)"""
    expected: int
    """how many wait or waited for an answer: the N of answered"""
    acted: int
    declined: int
    """answered with a reason instead of an action"""
    overdue: int
    days: tuple[int, ...]
    """working days to action of each that has both days, ascending"""
    ages: tuple[int, ...]
    """working days that each open one with a day has waited, ascending"""
    open: int
    """how many still wait; those without a day have no age"""

    @property
    def answered(self) -> int:
        """The n of N."""
        return self.acted + self.declined

    @property
    def median_days(self) -> Decimal | None:
        """The middle one of the days to action; None of nothing."""
        return median(self.days)

    @property
    def oldest(self) -> int | None:
        """The longest wait of an open one in working days; None when none waits."""
        return self.ages[-1] if self.ages else None


def days_to_action(received: date | None, done_on: date | None, holidays: Collection[date]) -> int | None:
    """Working days from what was said to what was done; None without both days, or the wrong way round."""
    return working_days(received, done_on, holidays)


def open_age(voice: Heard, today: date, holidays: Collection[date]) -> int | None:
    """Working days an open voice has waited; None when it is answered, is praise, or has no day up to today."""
    return working_days(voice.received_on, today, holidays) if voice.waits else None


def voice_figures(voices: Iterable[Heard], today: date, holidays: Collection[date]) -> VoiceFigures:
    """The figures of these voices as they stand on ``today``."""
    found = list(voices)
    asked = [voice for voice in found if voice.kind != VoiceKind.PRAISE]
    taken = (days_to_action(voice.received_on, voice.done_on, holidays) for voice in asked)
    waited = (open_age(voice, today, holidays) for voice in asked)
    return VoiceFigures(
        heard=len(found),
        kinds=tuple((kind, sum(voice.kind == kind for voice in found)) for kind in VoiceKind),
        expected=len(asked),
        acted=sum(voice.state == VoiceState.DONE for voice in asked),
        declined=sum(voice.state == VoiceState.NO_ACTION for voice in asked),
        overdue=sum(voice.is_overdue(today) for voice in asked),
        days=tuple(sorted(days for days in taken if days is not None)),
        ages=tuple(sorted(days for days in waited if days is not None)),
        open=sum(voice.waits for voice in asked),
    )


AGE_BANDS: tuple[tuple[int | None, str], ...] = (
    (5, "sampai 5 hari kerja"),
    (20, "6 sampai 20 hari kerja"),
    (60, "21 sampai 60 hari kerja"),
    (None, "lebih dari 60 hari kerja"),
)
"""The ages an open voice is shown under on the notice board: up to so many working days (a week, a month, a quarter)
and what that is called [D]."""


def by_age(ages: Iterable[int]) -> list[tuple[str, int]]:
    """How many open ones are of each age: (what the band is called, number), in the order of `AGE_BANDS`."""
    counts = [0] * len(AGE_BANDS)
    for age in ages:
        counts[next(place for place, (limit, _) in enumerate(AGE_BANDS) if limit is None or age <= limit)] += 1
    return [(label, count) for (_, label), count in zip(AGE_BANDS, counts, strict=True)]
