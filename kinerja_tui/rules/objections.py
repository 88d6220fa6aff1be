"""Objection (keberatan) against the result of an evaluation: its clock, and what may be decided.

PP 30/2019 ps. 59: in writing with reasons to the superior of the rater, within 14 days of receipt; he may change the
result, and his decision is final [R]. Whether the days are calendar or working days is a setting of the district;
calendar days unless it says otherwise [D].
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta

from .formats import format_date, not_come, too_early
from .labels import Labelled
from .problems import Problem, RuleBroken
from .workdays import add_workdays, count_workdays


class Counting(Labelled):
    """Which days the clock counts."""

    CALENDAR = "kalender", "hari kalender"
    WORKING = "kerja", "hari kerja"


class Decision(Labelled):
    """What the superior of the rater decides on an objection; final (PP 30/2019 ps. 59)."""

    ACCEPTED = "diterima", "Diterima"
    PARTLY = "sebagian", "Diterima sebagian"
    REJECTED = "ditolak", "Ditolak"

    @property
    def changes_result(self) -> bool:
        """The evaluation has to be opened again and finished anew."""
        return self is not Decision.REJECTED


@dataclass(frozen=True)
class ObjectionRules:
    """How long an objection is in time: ``days`` of a kind after the day of receipt."""

    id: str
    days: int
    counting: Counting
    legal_basis: str


RULES_2019 = ObjectionRules("pp-30-2019", 14, Counting.CALENDAR, "PP 30/2019 ps. 59")
"""The rule in force; an entry that was in use is never edited."""

_RULES = {rules.id: rules for rules in (RULES_2019,)}


def objection_rules(rules_id: str, counting: str) -> ObjectionRules:
    """The rules a delivery was made under; raises RuleBroken when this program does not know them."""
    known = _RULES.get(rules_id)
    if known is None or counting not in set(Counting):
        raise RuleBroken("Aturan batas keberatan ini belum dikenal program ini. Perbarui program; data tetap aman.")
    return replace(known, counting=Counting(counting))


def deadline(received: date, rules: ObjectionRules, holidays: Collection[date]) -> date:
    """The last day on which an objection is in time; the day of receipt itself does not count.

    Raises RuleBroken where the calendar ends first.
    """
    if rules.counting is Counting.WORKING:
        return add_workdays(received, rules.days, holidays)
    try:
        return received + timedelta(days=rules.days)
    except OverflowError:
        raise RuleBroken("Tanggal itu terlalu jauh untuk dihitung. Periksa tahunnya.") from None


def day_number(received: date, day: date, rules: ObjectionRules, holidays: Collection[date]) -> int:
    """Which day of the clock a day is: 0 on receipt, 14 on the deadline, more only after it."""
    if day > deadline(received, rules, holidays):
        return rules.days - days_left(received, day, rules, holidays)
    if rules.counting is Counting.WORKING:
        return count_workdays(received, day, holidays)
    return (day - received).days


def days_left(received: date, day: date, rules: ObjectionRules, holidays: Collection[date]) -> int:
    """Days that remain after ``day``: 0 on the deadline, negative once it has passed.

    Free days right after the deadline count together with the next working day as one day late: late is never 0.
    """
    last = deadline(received, rules, holidays)
    if rules.counting is Counting.CALENDAR:
        return (last - day).days
    if day <= last:
        return count_workdays(day, last, holidays)
    return -max(count_workdays(last, day, holidays), 1)


def is_late(received: date, submitted: date, rules: ObjectionRules, holidays: Collection[date]) -> bool:
    """True after the deadline: day 14 is in, day 15 is late."""
    return submitted > deadline(received, rules, holidays)


def check_delivered(day: date, finished: date | None, today: date) -> list[Problem]:
    """What speaks against a day on which a result finished on ``finished`` was received."""
    if day > today:
        return [Problem(not_come(today))]
    if finished is not None and day < finished:
        return [Problem(too_early("Tanggal diterima", "selesainya evaluasi", finished))]
    return []


def check_submitted(
    day: date, received: date | None, today: date, rules: ObjectionRules, holidays: Collection[date]
) -> list[Problem]:
    """What speaks against a day of submission; a late one is a soft problem: the superior decides about it."""
    if day > today:
        return [Problem(not_come(today))]
    if received is None:
        return []
    if day < received:
        return [Problem(too_early("Tanggal pengajuan", "diterimanya hasil", received))]
    if not is_late(received, day, rules, holidays):
        return []
    number = day_number(received, day, rules, holidays)
    last = format_date(deadline(received, rules, holidays))
    return [
        Problem(
            f"Terlambat: hari ke-{number}, batasnya hari ke-{rules.days} ({last}, {rules.legal_basis}). Enter sekali "
            "lagi bila memang diajukan hari itu.",
            hard=False,
        )
    ]


def check_decided(day: date, submitted: date | None, today: date) -> list[Problem]:
    """What speaks against the day of a decision."""
    if day > today:
        return [Problem(not_come(today))]
    if submitted is not None and day < submitted:
        return [Problem(too_early("Tanggal keputusan", "diajukannya keberatan", submitted))]
    return []
