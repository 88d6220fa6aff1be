"""Working days: Monday to Friday without the holidays of an editable list.

Five working days a week is the rule for offices (Perpres 21/2023 [M]); national holidays come yearly by joint decree,
so they are data that a person keeps and never part of the program.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from .problems import RuleBroken

_SATURDAY = 5
_DAY = timedelta(days=1)


def is_workday(day: date, holidays: Collection[date]) -> bool:
    """True from Monday to Friday unless the day is a holiday."""
    return day.weekday() < _SATURDAY and day not in holidays


def add_workdays(day: date, count: int, holidays: Collection[date]) -> date:
    """The ``count``-th working day after ``day`` (``day`` itself does not count); for 0 the day itself.

    Raises RuleBroken for a negative count, and where the calendar ends first.
    """
    if count < 0:
        raise RuleBroken("Jumlah hari kerja di bawah nol. Isi 0 atau lebih.")
    try:
        while count:
            day += _DAY
            count -= is_workday(day, holidays)
    except OverflowError:
        raise RuleBroken("Tanggal itu terlalu jauh untuk dihitung. Periksa tahunnya.") from None
    return day


def count_workdays(after: date, until: date, holidays: Collection[date]) -> int:
    """Working days after ``after`` up to and with ``until``; negative when ``until`` comes first."""
    if until < after:
        return -count_workdays(until, after, holidays)
    weeks, rest = divmod((until - after).days, 7)
    # Counted back from the end: the day after date.max does not exist.
    left_over = sum((until - timedelta(days=back)).weekday() < _SATURDAY for back in range(rest))
    off = {day for day in holidays if after < day <= until and day.weekday() < _SATURDAY}
    return 5 * weeks + left_over - len(off)
