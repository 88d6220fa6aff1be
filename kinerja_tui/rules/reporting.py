"""When the report of a period (laporan realisasi) is due, and how late one is.

Periodic evaluation is monthly or quarterly, the district chooses (PermenPANRB 6/2022 ps. 5 [R]). No text seen so far
gives a day for the report; five calendar days after the period is a common local rule [D], and a district sets its own.
"""

from __future__ import annotations

from datetime import date, timedelta

from .formats import not_come, too_early
from .labels import Labelled
from .periods import PeriodKind, PeriodSpan
from .problems import Problem

DUE_DAYS = 5
"""Calendar days after the last day of a period, unless the district set another number [D]."""
MOST_DUE_DAYS = 90
DEFAULT_KIND = PeriodKind.QUARTER
"""Where the district has not chosen [D]."""
CHOICES = (PeriodKind.QUARTER, PeriodKind.MONTH)
"""The kinds a district may choose."""


class ReportState(Labelled):
    """Where the report of a person for a period stands, as it is stored; without a record nothing was submitted."""

    SUBMITTED = "diajukan", "Diajukan"
    WITHDRAWN = "ditarik", "Ditarik kembali"
    RETURNED = "dikembalikan", "Dikembalikan"


def kind_of(code: str | None) -> PeriodKind:
    """The kind of periods a setting names; the default for none and for one of a newer program."""
    return next((kind for kind in CHOICES if kind == code), DEFAULT_KIND)


def due_days_of(days: int | None) -> int:
    """The days a setting names; the default for none and for an impossible number."""
    return days if days is not None and 0 <= days <= MOST_DUE_DAYS else DUE_DAYS


def due_day(period: PeriodSpan, days: int = DUE_DAYS) -> date:
    """The last day on which the report of a period is in time."""
    try:
        return period.end + timedelta(days=days)
    except OverflowError:  # the last days of the calendar
        return date.max


def days_late(submitted: date, due: date) -> int:
    """Days after the due day: 0 on it and before, 1 on the day after."""
    return max((submitted - due).days, 0)


def late_text(days: int) -> str:
    """As the lists say it."""
    return f"terlambat {days} hari" if days else "tepat waktu"


def check_submitted(day: date, period: PeriodSpan, today: date) -> list[Problem]:
    """What speaks against a day of submission."""
    if day > today:
        return [Problem(not_come(today))]
    if day < period.start:
        return [Problem(too_early("Tanggal laporan", f"mulainya {period.label}", period.start))]
    return []
