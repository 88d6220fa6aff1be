"""Local dimensions (public service, innovation, participation, ...): an office's own list, each with its own scale.

They come from no regulation [D]: they are reported beside the predikat and never mixed into it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from .formats import format_decimal
from .problems import Problem

LOWEST, HIGHEST = 0, 100
"""The widest scale there can be."""


@dataclass(frozen=True)
class Scale:
    """Whole scores from low to high, both included."""

    low: int
    high: int

    def __contains__(self, score: int) -> bool:
        return self.low <= score <= self.high

    def __str__(self) -> str:
        return f"{self.low}–{self.high}"


def check_scale(low: int, high: int) -> list[Problem]:
    """A scale has at least two scores between `LOWEST` and `HIGHEST`."""
    if not (LOWEST <= low <= HIGHEST and LOWEST <= high <= HIGHEST):
        return [Problem(f"Skala ditulis dengan bilangan bulat antara {LOWEST} dan {HIGHEST}.")]
    if low >= high:
        return [Problem(f"Skor tertinggi perlu lebih besar daripada skor terendah ({low}).")]
    return []


def check_score(score: int, scale: Scale) -> list[Problem]:
    """A score lies on the scale of its dimension."""
    return [] if score in scale else [Problem(f"Skor {score} di luar skala {scale}.")]


@dataclass(frozen=True)
class Mean:
    """The mean of n scores out of N people, exact; None without any score. Missing is not zero."""

    value: Fraction | None
    given: int
    expected: int

    @property
    def shown(self) -> str:
        """``3,67 (24 dari 30)``, two decimals half up; ``belum ada (0 dari 30)``."""
        counted = f"({self.given} dari {self.expected})"
        if self.value is None:
            return f"belum ada {counted}"
        exact = Decimal(self.value.numerator) / Decimal(self.value.denominator)
        return f"{format_decimal(exact.quantize(Decimal('0.01'), ROUND_HALF_UP))} {counted}"


def mean(scores: Iterable[int | None], scale: Scale, expected: int) -> Mean:
    """Mean of the scores that lie on the scale; what is missing or foreign is left out, never counted as zero."""
    known = [score for score in scores if score is not None and score in scale]
    value = Fraction(sum(known), len(known)) if known else None
    return Mean(value, len(known), max(expected, len(known)))
