"""Figures of the voice of the public: how much was said, how much of it was answered, how fast.

Days are working days by the clock of the service log: from the day after a voice came, Monday to Friday without the
holidays, up to and with the day its action was done. What came in a period is counted by kind and by whether it is
answered; how fast and whether in time is taken from what was done in the period. A period in which the office wrote
nothing down has no figures: no complaint in an unkept book is not zero complaints.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from .labels import Labelled
from .service_log import Family, median, percent
from .voice_handling import ASKS_ANSWER
from .voices import VoiceKind

_TENTH = Decimal("0.1")


class VoiceMeasure(Labelled):
    """A figure of the voice of the public that an indicator may be filled from."""

    COMPLAINTS = "jumlah_keluhan", "Jumlah keluhan"
    MEDIAN = "median_hari_tindak", "Median hari kerja sampai ditindaklanjuti"
    ANSWERED = "persen_dijawab", "Persen suara dijawab"

    @property
    def family(self) -> Family:
        """What it says something about."""
        return Family.SPEED if self is VoiceMeasure.MEDIAN else Family.QUALITY


@dataclass(frozen=True)
class Heard:
    """A voice as the figures of one period need it."""

    kind: str
    came: bool
    """received in the period"""
    answered: bool
    """an action is done, or a reason for none stands"""
    done: bool = False
    """its action was done in the period"""
    days: int | None = None
    """working days from receipt to the day it was done; None: one of the days is missing"""
    in_time: bool | None = None
    """done by its due day; None: it had none"""


@dataclass(frozen=True)
class VoiceFigures:
    """What is known of the voices of a period. A missing figure is None, never zero."""

    kept: bool
    """the office wrote voices down in the period, if only others than these"""
    kinds: Mapping[str, int]
    """kind -> how many came"""
    asking: int
    """came and wait for an answer by their kind: the N of answered"""
    answered: int
    done: int
    """actions done in the period, whenever they were asked for"""
    median: Decimal | None
    with_due: int
    """of those done, how many had a due day: the N of in time"""
    in_time: int

    @property
    def total(self) -> int:
        """How many came."""
        return sum(self.kinds.values())

    @property
    def complaints(self) -> int:
        """How many of them are complaints."""
        return self.kinds.get(VoiceKind.COMPLAINT, 0)

    def value(self, measure: VoiceMeasure) -> Decimal | None:
        """The figure of a measure; None when there is nothing to take it from."""
        if measure is VoiceMeasure.COMPLAINTS:
            return Decimal(self.complaints) if self.kept else None
        return self.median if measure is VoiceMeasure.MEDIAN else percent(self.answered, self.asking)


def figures_of(voices: Iterable[Heard], *, kept: bool) -> VoiceFigures:
    """The figures of some voices in one period; ``kept``: whether the office wrote any voice down in it."""
    heard = list(voices)
    asking = [item for item in heard if item.came and item.kind in ASKS_ANSWER]
    done = [item for item in heard if item.done]
    promised = [item for item in done if item.in_time is not None]
    return VoiceFigures(
        kept=kept or any(item.came for item in heard),
        kinds=Counter(item.kind for item in heard if item.came),
        asking=len(asking),
        answered=sum(item.answered for item in asking),
        done=len(done),
        median=median(item.days for item in done if item.days is not None),
        with_due=len(promised),
        in_time=sum(bool(item.in_time) for item in promised),
    )


def per_hundred(complaints: int, requests: int) -> Decimal | None:
    """Complaints a hundred requests, one decimal, half up; None where the log knows no request."""
    if not requests:
        return None
    return (Decimal(100 * complaints) / requests).quantize(_TENTH, ROUND_HALF_UP).normalize()
