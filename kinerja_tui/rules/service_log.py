"""The service log: how long a request took in working days, and the figures of a service in a period.

The clock runs from the day after a request is received (that day does not count), over Monday to Friday without the
holidays of the editable list, up to and with the day it is finished. Finished on the day it came is 0 working days.
That a service has a longest time stands in its service standard (UU 25/2009 ps. 21, PermenPANRB 15/2014 [M]); how it
is counted there differs from office to office, so this one way is stated wherever a figure is shown.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from .formats import format_date, too_early
from .labels import Labelled
from .problems import Problem
from .workdays import count_workdays

SMALL = 10
"""Fewer decided requests than this are called few [D]: one more request could change every figure."""
_LONG_AGO = 366
_PERCENT = Decimal("0.01")


class Outcome(Labelled):
    """How a request ended; the order is that of the digits on the form."""

    DONE = "selesai", "Selesai"
    REFUSED = "ditolak", "Ditolak"
    RETURNED = "dikembalikan", "Dikembalikan"
    CANCELLED = "dibatalkan", "Dibatalkan"


DECIDED = (Outcome.DONE, Outcome.REFUSED)
"""Ends whose time counts: the office decided. What went back or was withdrawn waited for somebody else."""


class RequestState(Labelled):
    """How a request stands today."""

    RUNNING = "berjalan", "Berjalan"
    LATE = "terlambat", "Terlambat"
    FINISHED = "selesai", "Sudah berakhir"


class Family(Labelled):
    """What a key indicator of a service is about; the survey of its users (SKM) gives the third."""

    SPEED = "kecepatan", "Kecepatan"
    QUALITY = "mutu", "Mutu"
    SATISFACTION = "kepuasan", "Kepuasan"
    VOLUME = "jumlah", "Jumlah"


class Measure(Labelled):
    """A figure of a service that an indicator may be filled from."""

    MEDIAN = "median_hari", "Median hari kerja"
    NINETY = "persentil90_hari", "Persentil 90 hari kerja"
    ON_TIME = "persen_tepat_waktu", "Persen tepat waktu"
    FLAWLESS = "persen_tanpa_perbaikan", "Persen tanpa perbaikan"
    DECIDED = "jumlah_diputus", "Jumlah diputus"

    @property
    def family(self) -> Family:
        """What it says something about."""
        if self is Measure.DECIDED:
            return Family.VOLUME
        return Family.QUALITY if self is Measure.FLAWLESS else Family.SPEED


@dataclass(frozen=True)
class Request:
    """A request as the figures need it. days: working days it took, None while it is open or a date is missing."""

    days: int | None
    outcome: str
    max_days: int | None
    """longest time that held when it was received; None: the service had none"""
    returns: int | None
    """how often it went back for mending before it was decided; None: not noted down, which is not zero"""
    faulty: bool = False
    """the result had an error that was mended later"""


@dataclass(frozen=True)
class Figures:
    """What is known of the requests that ended in a period. A missing figure is None, never zero."""

    decided: int
    """how many the office decided (selesai, ditolak)"""
    given_back: int
    """how many ended as dikembalikan or dibatalkan; their time is not counted"""
    median: Decimal | None
    ninety: int | None
    """nearest-rank: the smallest number of days within which at least 90 of 100 were decided"""
    on_time: int
    with_limit: int
    """decided requests that had a longest time: the N of on time"""
    flawless: int
    noted: int
    """decided requests whose returns were noted down, or that had an error: the N of without mending"""
    returns: int
    """all returns that were noted down"""
    faulty: int

    @property
    def is_small(self) -> bool:
        """Too few to lean on."""
        return 0 < self.decided < SMALL

    def value(self, measure: Measure) -> Decimal | None:
        """The figure of a measure; None when there is nothing to take it from."""
        if not self.decided:
            return None
        if measure is Measure.MEDIAN:
            return self.median
        if measure is Measure.NINETY:
            return None if self.ninety is None else Decimal(self.ninety)
        if measure is Measure.ON_TIME:
            return percent(self.on_time, self.with_limit)
        if measure is Measure.FLAWLESS:
            return percent(self.flawless, self.noted)
        return Decimal(self.decided)


def working_days(received: date | None, finished: date | None, holidays: Collection[date]) -> int | None:
    """Working days from the day after received up to and with finished; None without both, or the wrong way round."""
    if received is None or finished is None or finished < received:
        return None
    return count_workdays(received, finished, holidays)


def is_late(received: date | None, today: date, max_days: int | None, holidays: Collection[date]) -> bool:
    """Whether an open request has been waiting longer than its service may take."""
    waited = working_days(received, today, holidays)
    return waited is not None and max_days is not None and waited > max_days


def median(days: Iterable[int]) -> Decimal | None:
    """The middle one; of an even number the exact mean of the middle two (so a half at most). None of nothing."""
    ordered = sorted(days)
    if not ordered:
        return None
    half = len(ordered) // 2
    if len(ordered) % 2:
        return Decimal(ordered[half])
    total = ordered[half - 1] + ordered[half]
    return Decimal(total // 2) if total % 2 == 0 else Decimal(total) / 2


def percentile(days: Iterable[int], share: int) -> int | None:
    """Nearest-rank percentile: the value at rank ceil(share/100 x n) of the sorted days. None of nothing."""
    ordered = sorted(days)
    return ordered[max(-(-share * len(ordered) // 100), 1) - 1] if ordered else None


def percent(part: int, whole: int) -> Decimal | None:
    """A share in percent with at most two decimals, half up; None of nothing."""
    if not whole:
        return None
    exact = (Decimal(100 * part) / whole).quantize(_PERCENT, ROUND_HALF_UP)
    return exact.to_integral_value() if exact == exact.to_integral_value() else exact.normalize()


def figures_of(requests: Sequence[Request]) -> Figures:
    """The figures of requests that ended in one period."""
    decided = [item for item in requests if item.outcome in DECIDED and item.days is not None]
    days = [item.days for item in decided if item.days is not None]
    limited = [item for item in decided if item.max_days is not None]
    noted = [item for item in decided if item.returns is not None or item.faulty]
    return Figures(
        decided=len(decided),
        given_back=sum(item.outcome in (Outcome.RETURNED, Outcome.CANCELLED) for item in requests),
        median=median(days),
        ninety=percentile(days, 90),
        on_time=sum((item.days or 0) <= (item.max_days or 0) for item in limited),
        with_limit=len(limited),
        flawless=sum(not item.returns and not item.faulty for item in noted),
        noted=len(noted),
        returns=sum(item.returns or 0 for item in noted),
        faulty=sum(item.faulty for item in noted),
    )


def check_received(received: date, today: date) -> list[Problem]:
    """Hard: a day that has not come. Soft: more than a year ago."""
    if received > today:
        return [Problem(f"Tanggal diterima belum tiba ({format_date(received)}). Ketik 0 untuk hari ini.")]
    if (today - received).days > _LONG_AGO:
        return [Problem(f"Diterima lebih dari setahun lalu, {format_date(received)}. Benar?", hard=False)]
    return []


def check_finished(finished: date, received: date | None, today: date) -> list[Problem]:
    """Hard: a day that has not come, or one before the request was received."""
    if finished > today:
        return [Problem(f"Tanggal selesai belum tiba ({format_date(finished)}). Kosongkan selama berjalan.")]
    if received is not None and finished < received:
        return [Problem(too_early("Tanggal selesai", "tanggal diterima", received))]
    return []


def check_max_days(days: int) -> list[Problem]:
    """Hard: less than zero or more than four digits. Soft: longer than a year of working days."""
    if not 0 <= days <= 9999:
        return [Problem("Waktu paling lama ditulis 0 sampai 9999 hari kerja; 0 berarti selesai di hari yang sama.")]
    return [Problem("Lebih dari setahun hari kerja. Benar?", hard=False)] if days > 260 else []
