"""Continuous feedback (umpan balik berkelanjutan): who gives it, whose name is hidden, when it is enough to count.

The feedback itself is part of pelaksanaan, pemantauan dan pembinaan (PermenPANRB 6/2022). The minimum number of givers,
the hidden names and the scale of 1-5 are conventions of this program [D], kept here as dated data. An average of scores
is shown beside the feedback and never turns into a rating.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from .formats import fold, format_decimal, not_come, too_early
from .labels import Labelled
from .problems import Problem


class GiverKind(Labelled):
    """Who gives feedback, seen from the employee; the order is that of the digits on the form."""

    LEADER = "pimpinan", "Pimpinan"
    PEER = "rekan", "Rekan kerja"
    SUBORDINATE = "bawahan", "Bawahan"
    OTHER = "lainnya", "Lainnya"


class Score(Labelled):
    """How often a BerAKHLAK value is seen in the person's work; frequencies, so that nobody reads a predikat in it."""

    NEVER = "1", "Belum terlihat"
    SELDOM = "2", "Jarang"
    SOMETIMES = "3", "Kadang-kadang"
    OFTEN = "4", "Sering"
    ALWAYS = "5", "Selalu"


_OPEN = frozenset({GiverKind.LEADER, GiverKind.OTHER})
_MIN_NAME_PART = 4  # shorter parts of a name ("Adi", "Nur") stand inside too many other words


@dataclass(frozen=True)
class FeedbackRules:
    """From which day on how many different givers of a hidden kind are needed before the person sees anything."""

    valid_from: date
    minimum: int


FEEDBACK_RULES: tuple[FeedbackRules, ...] = (FeedbackRules(date(2022, 1, 1), 3),)
"""Oldest first; the last one that has begun holds. Three is a convention [D]: with two, each can guess the other."""


def is_hidden(kind: str) -> bool:
    """True when the person may not read the giver's name; a kind of a newer program counts as hidden."""
    return kind not in _OPEN


def minimum_for(kind: str, day: date) -> int:
    """Different givers of a kind that are needed on a day before the person sees what they gave; 1 for open kinds."""
    if not is_hidden(kind):
        return 1
    begun = [rules.minimum for rules in FEEDBACK_RULES if rules.valid_from <= day]
    return begun[-1] if begun else FEEDBACK_RULES[0].minimum


@dataclass(frozen=True)
class Average:
    """The mean of the scores of n givers out of N, exact; ``value`` is None while fewer than the minimum scored."""

    value: Fraction | None
    given: int
    expected: int
    minimum: int

    @property
    def shown(self) -> str:
        """``4,33 (3 dari 4)``, two decimals half up, or ``belum cukup (2 dari 4, minimal 3)``."""
        if self.value is None:
            return f"belum cukup ({self.given} dari {self.expected}, minimal {self.minimum})"
        exact = Decimal(self.value.numerator) / Decimal(self.value.denominator)
        rounded = exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
        return f"{format_decimal(rounded)} ({self.given} dari {self.expected})"


def score_of(text: str) -> int | None:
    """A stored score as a number; None for none and for one outside the scale (foreign data)."""
    return int(text) if text in set(Score) else None


def average(scores: Iterable[int | None], expected: int, minimum: int) -> Average:
    """Mean of the scores (1-5), one per giver; None is a giver who did not answer and never counts as zero.

    ``expected`` is how many were asked; whoever answered unasked counts among them. A score outside the scale
    (foreign data) counts as not answered.
    """
    known = [score for score in scores if score is not None and str(score) in set(Score)]
    enough = len(known) >= max(minimum, 1)
    value = Fraction(sum(known), len(known)) if enough else None
    return Average(value, len(known), max(expected, len(known)), minimum)


def check_given_on(day: date, today: date) -> list[Problem]:
    """Feedback may be given on any day that has come."""
    if day > today:
        return [Problem(not_come(today))]
    return []


def check_proposal_date(day: date, given_on: date | None) -> list[Problem]:
    """A proposal is carried out after it was made."""
    if given_on is not None and day < given_on:
        return [Problem(too_early("Tanggal usulan", "umpan baliknya", given_on))]
    return []


def check_names_nobody(text: str, giver_name: str, kind: str) -> list[Problem]:
    """Asks once when a text that the person will read names its hidden giver."""
    if not is_hidden(kind):
        return []
    name = fold(giver_name.partition(",")[0])
    words = set(re.findall(r"\w+", fold(text)))
    found = [part for part in re.findall(r"\w+", name) if len(part) >= _MIN_NAME_PART and part in words]
    if not found:
        return []
    return [
        Problem(
            f"Teks ini menyebut “{found[0]}”, nama pemberinya, padahal pegawai akan membaca teks ini tanpa nama.",
            hard=False,
        )
    ]
