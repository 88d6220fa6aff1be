"""On-track mark of an indicator: the share of the plan's days that has passed against what was reported.

Decision support for employee and rater. It is never a rating and never becomes one: PermenPANRB 6/2022 knows no
formula [S], and no regulation seen so far defines such a mark, so its bounds are ours [D].

How the share is read, by direction and by how the reports of the periods belong together (`Reading`):

* higher is better, added up: sum of all periods / target, against the share of days passed;
* higher is better, newest value of a figure that grows through the year (serapan anggaran): newest / target, against
  the share of days passed;
* higher is better, a level that has to hold all year (persen surat tepat waktu): newest / target, against the whole;
* lower is better, newest value or level: at or under the target is on track, else target / newest;
* lower is better, added up (pengaduan): the sum may use up the target only as fast as the days pass; over the whole
  target it is behind.

Everything is looked at as of the last period with a report: what is not reported is not known, and not zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from .assignments import adds_up
from .labels import Labelled
from .plans import Aspect, Direction


class Reading(Labelled):
    """How the amounts of several periods belong together."""

    SUM = "jumlah", "Dijumlahkan"
    LATEST = "terakhir", "Nilai terakhir, tumbuh sepanjang tahun"
    LEVEL = "tetap", "Nilai terakhir, target berlaku sepanjang tahun"


class TrackMark(Labelled):
    """Where an indicator stands; no rating."""

    BEHIND = "tertinggal", "tertinggal"
    ATTENTION = "perhatian", "perlu perhatian"
    ON_TRACK = "jalur", "di jalur"
    REACHED = "tercapai", "tercapai"
    NO_DATA = "kosong", "belum ada data"
    WRITTEN = "tertulis", "target tertulis"

    @property
    def mark(self) -> str:
        """One character that tells it without colour, in every terminal font."""
        return _MARKS[self]

    @property
    def order(self) -> int:
        """0 is the worst that was seen; what was not seen comes after all of these."""
        return list(TrackMark).index(self)


_MARKS = {
    TrackMark.BEHIND: "×",
    TrackMark.ATTENTION: "!",
    TrackMark.ON_TRACK: "+",
    TrackMark.REACHED: "*",
    TrackMark.NO_DATA: "–",
    TrackMark.WRITTEN: " ",
}


@dataclass(frozen=True)
class TrackRules:
    """Bounds on (realised share / expected share), and how far above the target is asked about."""

    on_track: Fraction
    attention: Fraction
    far_above: int


TRACK_RULES = TrackRules(on_track=Fraction(9, 10), attention=Fraction(6, 10), far_above=3)
"""[D]: no regulation gives them."""


@dataclass(frozen=True)
class Track:
    """The mark of an indicator with the figures behind it; shares are exact, None where there is none."""

    mark: TrackMark
    realised: Decimal | None = None
    """sum or newest value"""
    share: Fraction | None = None
    """of the target"""
    expected: Fraction | None = None
    """share of the target that is expected by then"""
    as_of: date | None = None
    """last day of the newest period with a report"""


def reading_by_rule(aspect: str, unit: str) -> Reading:
    """How an indicator is read while nobody chose: counts add up (`adds_up`), measured figures do not.

    Two months of 90 percent are not 180. Of measured figures quantity and cost are taken to grow through the year
    (progress of work, budget spent), quality and time to hold all year [D].
    """
    if aspect == Aspect.QUANTITY and adds_up(aspect, unit):
        return Reading.SUM
    return Reading.LATEST if aspect in (Aspect.QUANTITY, Aspect.COST) else Reading.LEVEL


def reading_of(chosen: str, aspect: str, unit: str) -> Reading:
    """The reading a person chose, else the one by rule; a code of a newer program counts as not chosen."""
    return next((reading for reading in Reading if reading == chosen), None) or reading_by_rule(aspect, unit)


def elapsed(start: date, end: date, day: date) -> Fraction:
    """Share of a plan's days that has passed at the end of a day, 0 to 1; a plan of June counts from June."""
    if end < start:
        return Fraction(1)
    passed = (min(day, end) - start).days + 1
    return max(Fraction(passed, (end - start).days + 1), Fraction(0))


def track(
    target: Decimal | None,
    direction: str,
    reading: Reading,
    start: date,
    end: date,
    reported: Sequence[tuple[date, Decimal]],
    rules: TrackRules = TRACK_RULES,
) -> Track:
    """The mark of one indicator.

    ``start`` and ``end``: first and last day the target is meant for. ``reported``: (last day of the period, amount) of
    the periods up to the one looked at, each period once, in any order. A target below zero cannot be read.
    """
    if target is None or target < 0:
        return Track(TrackMark.WRITTEN)
    if not reported:
        return Track(TrackMark.NO_DATA)
    ordered = sorted(reported)
    as_of = ordered[-1][0]
    realised = sum((amount for _, amount in ordered), Decimal(0)) if reading is Reading.SUM else ordered[-1][1]
    value, whole, passed = Fraction(realised), Fraction(target), elapsed(start, end, as_of)
    expected = Fraction(1) if reading is Reading.LEVEL else passed
    if direction == Direction.LOWER:
        expected = passed if reading is Reading.SUM else Fraction(1)
        over = reading is Reading.SUM and value > whole  # a sum over the limit cannot come back
        mark = TrackMark.BEHIND if over else _lower(value, whole * expected, passed == 1, rules)
    else:
        mark = _higher(value, whole, expected, passed == 1 or reading is not Reading.LEVEL, rules)
    return Track(mark, realised, value / whole if whole else None, expected, as_of)


def _higher(value: Fraction, whole: Fraction, expected: Fraction, final: bool, rules: TrackRules) -> TrackMark:
    """``final``: reaching the target now means that it is reached for good."""
    if value >= whole:
        return TrackMark.REACHED if final else TrackMark.ON_TRACK
    due = whole * expected
    if value >= due * rules.on_track:
        return TrackMark.ON_TRACK
    return TrackMark.ATTENTION if value >= due * rules.attention else TrackMark.BEHIND


def _lower(value: Fraction, allowed: Fraction, ended: bool, rules: TrackRules) -> TrackMark:
    """At or under what is allowed by now is on track."""
    if value <= allowed:
        return TrackMark.REACHED if ended else TrackMark.ON_TRACK
    return TrackMark.ATTENTION if value * rules.attention <= allowed else TrackMark.BEHIND


def worst(marks: Sequence[TrackMark]) -> tuple[TrackMark, int]:
    """The worst mark and how many have it; written targets do not count."""
    seen = [mark for mark in marks if mark is not TrackMark.WRITTEN]
    if not seen:
        return TrackMark.WRITTEN, 0
    found = min(seen, key=lambda mark: mark.order)
    return found, seen.count(found)


def is_far_above(amount: Decimal, target: Decimal | None, rules: TrackRules = TRACK_RULES) -> bool:
    """True when an amount of one period is so far above the target of the year that it is probably a slip."""
    return target is not None and target > 0 and amount > rules.far_above * target
