"""The voice of the public over a period, and the figures of it that an indicator may be filled from.

What came in a period is counted by kind and by whether it is answered by now; how fast and whether by the promised day
is taken from what was done in the period, as in the service log. A period in which the office wrote nothing down has no
figures: no complaint in an unkept book is not zero complaints.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from .labels import Labelled
from .periods import PeriodSpan
from .service_log import Family, percent
from .voice_figures import Heard, VoiceFigures, voice_figures
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
class PeriodFigures:
    """What is known of the voices of a period. A missing figure is None, never zero."""

    kept: bool
    """the office wrote voices down in the period, if only others than these"""
    came: VoiceFigures
    """of those received in the period"""
    done: VoiceFigures
    """of those acted on in the period, whenever they were received"""
    with_due: int
    """of those acted on, how many were promised for a day: the N of in time"""
    in_time: int

    @property
    def complaints(self) -> int:
        """How many complaints came."""
        return dict(self.came.kinds)[VoiceKind.COMPLAINT]

    def value(self, measure: VoiceMeasure) -> Decimal | None:
        """The figure of a measure; None when there is nothing to take it from."""
        if measure is VoiceMeasure.COMPLAINTS:
            return Decimal(self.complaints) if self.kept else None
        if measure is VoiceMeasure.MEDIAN:
            return self.done.median_days
        return percent(self.came.answered, self.came.expected)


def period_figures(
    voices: Iterable[Heard], period: PeriodSpan, holidays: Collection[date], *, kept: bool
) -> PeriodFigures:
    """The figures of some voices in one period; ``kept``: whether the office wrote any voice down in it."""
    heard = list(voices)
    came = [item for item in heard if item.received_on is not None and item.received_on in period]
    done = [
        item for item in heard if item.done_on is not None and item.done_on in period and item.kind != VoiceKind.PRAISE
    ]
    promised = [item for item in done if item.due is not None]
    return PeriodFigures(
        kept=kept or bool(came),
        came=voice_figures(came, period.end, holidays),
        done=voice_figures(done, period.end, holidays),
        with_due=len(promised),
        in_time=sum(item.done_on <= item.due for item in promised if item.done_on is not None and item.due is not None),
    )


def per_hundred(complaints: int, requests: int) -> Decimal | None:
    """Complaints a hundred requests, at most one decimal, half up; None where the log knows no request."""
    if not requests:
        return None
    exact = (Decimal(100 * complaints) / requests).quantize(_TENTH, ROUND_HALF_UP)
    return exact.to_integral_value() if exact == exact.to_integral_value() else exact
