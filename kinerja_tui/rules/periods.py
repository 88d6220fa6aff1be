"""Spans of days, and the periods work is planned and evaluated in: year, quarter, month.

An evaluation is periodic (monthly or quarterly, the district chooses) and annual (PermenPANRB 6/2022 ps. 5
[R]); quarters are Jan-Mar, Apr-Jun, Jul-Sep, Oct-Dec.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from .formats import MONTHS
from .labels import Labelled
from .problems import RuleBroken

_ROMAN = ("I", "II", "III", "IV")
_CODE = re.compile(r"([0-9]{4})(?:-TW([1-4])|-B(0[1-9]|1[0-2]))?")


_MAX_DAYS_BACK = 366
_UNREADABLE_DAY = "Tanggal tidak terbaca. Ketik misalnya 2301 atau 23-1-2026; 0 untuk hari ini, -1 untuk kemarin."
_DAY_RUN_TOGETHER = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{2}|[0-9]{4})?")
_DAY_WITH_MARKS = re.compile(r"([0-9]{1,2})([-/. ])([0-9]{1,2})(?:\2([0-9]{2}|[0-9]{4}))?")
_DAY_WITH_NAME = re.compile(r"([0-9]{1,2}) ?([A-Za-z]{3,12}) ?([0-9]{4})?")
_DAYS_BACK = re.compile(r"0|-([0-9]{1,3})")


class PeriodKind(Labelled):
    """How long a period is."""

    YEAR = "tahunan", "Tahunan"
    QUARTER = "triwulanan", "Triwulanan"
    MONTH = "bulanan", "Bulanan"


@dataclass(frozen=True)
class Span:
    """Days from start to end, both included; raises RuleBroken when the end comes before the start."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise RuleBroken("Tanggal selesai lebih awal daripada tanggal mulai. Periksa kedua tanggalnya.")

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


@dataclass(frozen=True)
class PeriodSpan(Span):
    """A period of the calendar: code as stored (`2026-TW1`), label as shown (`Triwulan I 2026`), its days."""

    kind: PeriodKind
    code: str
    label: str

    @property
    def short(self) -> str:
        """For a column or under a chart where the year is known: ``TW III``, ``Mar``, or the year."""
        if self.kind is PeriodKind.MONTH:
            return MONTHS[self.start.month - 1][:3]
        if self.kind is PeriodKind.YEAR:
            return str(self.start.year)
        return self.label.removesuffix(f" {self.start.year}").replace("Triwulan", "TW")


def _between(year: int, first_month: int, last_month: int) -> tuple[date, date]:
    """First and last day of a run of months in one year; raises RuleBroken for a year no calendar has."""
    if not 1 <= year <= 9999:
        raise RuleBroken("Tahun ditulis empat angka, misalnya 2026.")
    return date(year, first_month, 1), date(year, last_month, monthrange(year, last_month)[1])


def year_span(year: int) -> PeriodSpan:
    """The whole year; raises RuleBroken outside 1..9999."""
    return PeriodSpan(*_between(year, 1, 12), PeriodKind.YEAR, f"{year:04d}", f"Tahun {year:04d}")


def quarter(year: int, number: int) -> PeriodSpan:
    """Quarter 1..4 of a year; raises RuleBroken for another number."""
    if not 1 <= number <= 4:
        raise RuleBroken("Triwulan hanya 1 sampai 4.")
    days = _between(year, 3 * number - 2, 3 * number)
    label = f"Triwulan {_ROMAN[number - 1]} {year:04d}"
    return PeriodSpan(*days, PeriodKind.QUARTER, f"{year:04d}-TW{number}", label)


def month(year: int, number: int) -> PeriodSpan:
    """Month 1..12 of a year; raises RuleBroken for another number."""
    if not 1 <= number <= 12:
        raise RuleBroken("Bulan hanya 1 sampai 12.")
    days = _between(year, number, number)
    return PeriodSpan(*days, PeriodKind.MONTH, f"{year:04d}-B{number:02d}", f"{MONTHS[number - 1]} {year:04d}")


def periods_of(year: int, kind: PeriodKind) -> list[PeriodSpan]:
    """All periods of this kind in a year, in order, without gap or overlap: 1, 4 or 12."""
    if kind is PeriodKind.YEAR:
        return [year_span(year)]
    if kind is PeriodKind.QUARTER:
        return [quarter(year, number) for number in range(1, 5)]
    return [month(year, number) for number in range(1, 13)]


@lru_cache(maxsize=1024)  # asked of every document of an approval; a few hundred codes exist in a lifetime
def period_from_code(code: str) -> PeriodSpan:
    """Period of a stored code (`2026`, `2026-TW1`, `2026-B03`); raises RuleBroken for any other spelling."""
    match = _CODE.fullmatch(code)
    if match is None:
        raise RuleBroken("Kode periode ditulis seperti 2026, 2026-TW1 atau 2026-B03.")
    year, quarter_number, month_number = match.groups()
    if quarter_number:
        return quarter(int(year), int(quarter_number))
    return month(int(year), int(month_number)) if month_number else year_span(int(year))


def lies_within(code: str, outer: str) -> bool:
    """Whether one period is another or lies inside it, by their codes; an unknown code lies only in itself."""
    if code == outer:
        return True
    try:
        inside, around = period_from_code(code), period_from_code(outer)
    except RuleBroken:
        return False
    return around.start <= inside.start and inside.end <= around.end


def current_quarter(today: date) -> PeriodSpan:
    """The quarter this day lies in."""
    return quarter(today.year, (today.month + 2) // 3)


def period_at(day: date, kind: PeriodKind) -> PeriodSpan:
    """The period of a kind this day lies in."""
    return next(period for period in periods_of(day.year, kind) if day in period)


def parse_day(text: str, today: date, year: int) -> date:
    """Read a date as it is keyed; year is the one of the period being worked on.

    `2301` and `23-1` are days of that year; `230126`, `23012026`, `23-01-2026`, `23/1/26`, `23.1.2026`
    and `23 Januari 2026` name their own; `0` is today, `-1` yesterday, back to `-366`. A year of two
    digits is taken as at most 20 years after the period's year: in 2026, 46 is 2046 and 47 is 1947.
    Raises RuleBroken for a day no calendar has and for everything else.
    """
    typed = " ".join(text.split())
    if not typed:
        raise RuleBroken("Tanggal belum diisi.")
    if back := _DAYS_BACK.fullmatch(typed):
        return _days_before(today, int(back[1] or 0))
    if found := _DAY_RUN_TOGETHER.fullmatch(typed):
        day, month_number, typed_year = found.groups()
    elif found := _DAY_WITH_MARKS.fullmatch(typed):
        day, _, month_number, typed_year = found.groups()
    elif found := _DAY_WITH_NAME.fullmatch(typed):
        day, month_name, typed_year = found.groups()
        month_number = _month_named(month_name)
    else:
        raise RuleBroken(_UNREADABLE_DAY)
    return _real_day(int(day), int(month_number), _full_year(typed_year, year))


def _days_before(today: date, days: int) -> date:
    if days > _MAX_DAYS_BACK:
        raise RuleBroken(f"Hitungan mundur paling jauh -{_MAX_DAYS_BACK} hari; ketik tanggalnya.")
    try:
        return today - timedelta(days=days)
    except OverflowError:
        raise RuleBroken(_UNREADABLE_DAY) from None


def _month_named(name: str) -> int:
    """Number of a month given by its Indonesian name or at least its first three letters."""
    for number, month_name in enumerate(MONTHS, start=1):
        if month_name.casefold().startswith(name.casefold()):
            return number
    raise RuleBroken(f"Nama bulan “{name}” tidak dikenal; misalnya 23 Januari 2026.")


def _full_year(typed: str | None, period_year: int) -> int:
    if typed is None:
        return period_year
    if len(typed) == 4:
        return int(typed)
    latest = period_year + 20
    return latest - (latest - int(typed)) % 100


def _real_day(day: int, month_number: int, year: int) -> date:
    if not 1 <= month_number <= 12:
        raise RuleBroken(f"Bulan {month_number} tidak ada. Urutannya tanggal, bulan, tahun: 2301 atau 23-1-2026.")
    try:
        return date(year, month_number, day)
    except ValueError:
        raise RuleBroken(f"Tanggal {day} {MONTHS[month_number - 1]} {year} tidak ada di kalender.") from None
