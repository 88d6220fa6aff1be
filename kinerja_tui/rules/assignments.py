"""Posts as dated history: who rates on a day, months served, and the share of a target that falls to them.

A transfer closes the SKP at the date and opens another; an acting post (Plt, Plh) stands beside the definitive one and
may have an SKP of its own (PermenPANRB 6/2022; how targets are shared is derived [D], so a person confirms each).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from .formats import fold
from .labels import Labelled
from .periods import Span
from .plans import Aspect

Thing = TypeVar("Thing")

FOREVER = date.max
"""The last day of a span that has none."""


class AssignmentKind(Labelled):
    """How a post is held: definitively, or acting for nobody (Plt) or for somebody away (Plh) [M]."""

    DEFINITIVE = "definitif", "Definitif"
    PLT = "plt", "Plt. (pelaksana tugas)"
    PLH = "plh", "Plh. (pelaksana harian)"

    @property
    def prefix(self) -> str:
        """What is printed before the name of the post."""
        return {"plt": "Plt. ", "plh": "Plh. "}.get(self.value, "")


def in_force(starts: Sequence[tuple[date, Thing]], day: date) -> Thing | None:
    """Of things that hold from a day until the next one, the one of a day; before the first day the first one.

    None only when there are none, so a day never has two of them, nor none where others have one.
    """
    if not starts:
        return None
    begun = [item for item in starts if item[0] <= day]
    if begun:
        return max(begun, key=lambda item: item[0])[1]
    return min(starts, key=lambda item: item[0])[1]


def gaps(spans: Iterable[Span]) -> list[Span]:
    """Days between the first and the last of some spans that lie in none of them."""
    found = []
    covered: date | None = None
    for span in sorted(spans, key=lambda item: item.start):
        if covered is not None and covered < FOREVER and span.start > covered + timedelta(days=1):
            found.append(Span(covered + timedelta(days=1), span.start - timedelta(days=1)))
        covered = span.end if covered is None else max(covered, span.end)
    return found


def months_served(span: Span) -> int:
    """Months of the calendar that a span touches, first and last included: 1 January to 15 June are 6."""
    return (span.end.year - span.start.year) * 12 + span.end.month - span.start.month + 1


def share_served(start: date, end: date, planned_end: date) -> Fraction:
    """Months served of the months the targets were set for, exact and at most 1: 5/12 of a whole year's plan.

    Raises RuleBroken when an end comes before the start.
    """
    return min(Fraction(1), Fraction(months_served(Span(start, end)), months_served(Span(start, planned_end))))


_ADDING_ASPECTS = frozenset({Aspect.QUANTITY, Aspect.COST})

_NOT_ADDING_UNITS = (
    "%", "persen", "persentase", "prosentase", "nilai", "indeks", "skor", "rata-rata", "rerata", "rasio",
    "level", "tingkat", "predikat", "kategori", "poin", "bintang", "peringkat", "hari", "jam", "menit", "detik",
    "minggu", "bulan", "triwulan", "semester", "tahun", "tanggal", "waktu",
)  # fmt: skip
"""Words that begin the unit of a rate, a mark or a length of time: half a year does not halve them [D]."""

WHY_SHARED = (
    "Hanya target yang menjumlah sepanjang tahun (aspek kuantitas atau biaya, misalnya dokumen atau rupiah) yang "
    "dibagi menurut bulan. Persen, nilai, indeks, dan lama waktu tetap seperti disetujui."
)
"""The rule of `adds_up`, in words for people."""


def adds_up(aspect: str, unit: str) -> bool:
    """Whether a target grows month by month, so that a part of the year has a part of it; see `WHY_SHARED`."""
    words = fold(unit).split()
    return aspect in _ADDING_ASPECTS and not (words and words[0] in _NOT_ADDING_UNITS) and "%" not in unit


def proportional(target: Decimal, share: Fraction) -> Fraction:
    """The share of a target, exact."""
    return Fraction(target) * share


def printed(number: Fraction, places: int) -> Decimal:
    """An exact number with so many decimals, half up (away from zero), as a form shows it."""
    scaled = abs(number) * 10**places
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    whole += 2 * rest >= scaled.denominator
    digits = f"{whole:0{places + 1}d}"
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return Decimal(f"-{text}" if number < 0 and whole else text)


def part_of_target(target: Decimal, share: Fraction) -> Decimal:
    """The proposed target for the months served, with the decimals the whole target has: 10 documents x 5/12 = 4."""
    exponent = target.as_tuple().exponent
    return printed(proportional(target, share), max(0, -exponent) if isinstance(exponent, int) else 0)
