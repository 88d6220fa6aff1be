"""Angka kredit: what a predikat is worth to somebody in a functional post (jabatan fungsional).

AK = months/12 x percent of the predikat x coefficient per year of the level (PermenPANRB 1/2023, Peraturan BKN 3/2023
[S]), months counted inclusive. Values stay exact fractions; only what is printed is rounded, half up.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from .formats import fold, format_date, format_decimal
from .labels import Labelled
from .problems import RuleBroken
from .ratings import Predicate

DECIMALS = (2, 3)
"""How many decimals may be printed: BKN prints 2, some districts 3."""
_EXACT = 6
"""Decimals of a value that is shown before it is rounded."""


Month = tuple[int, int]
"""Year and month."""


class Level(Labelled):
    """Jenjang of a functional post; four of Keterampilan, four of Keahlian."""

    BEGINNER = "pemula", "Pemula"
    SKILLED = "terampil", "Terampil"
    PROFICIENT = "mahir", "Mahir"
    SUPERVISING = "penyelia", "Penyelia"
    EXPERT_FIRST = "ahli_pertama", "Ahli Pertama"
    EXPERT_YOUNG = "ahli_muda", "Ahli Muda"
    EXPERT_MIDDLE = "ahli_madya", "Ahli Madya"
    EXPERT_MAIN = "ahli_utama", "Ahli Utama"


@dataclass(frozen=True)
class LevelCredit:
    """What one level earns and needs.

    per_year is the coefficient at 100 %. for_rank is needed for the next rank, for_level for the next level; None where
    there is no level above in the category. golongan are the ranks held in the level.
    """

    golongan: tuple[str, ...]
    per_year: Decimal
    for_rank: int
    for_level: int | None


@dataclass(frozen=True)
class CreditRules:
    """The rules of one span of time; valid_to None means until further notice."""

    id: str
    valid_from: date
    valid_to: date | None
    legal_basis: str
    percent: Mapping[Predicate, int] = field(hash=False)
    levels: Mapping[Level, LevelCredit] = field(hash=False)


_PERCENT_2023 = MappingProxyType(
    {
        Predicate.VERY_GOOD: 150,
        Predicate.GOOD: 100,
        Predicate.NEEDS_IMPROVEMENT: 75,
        Predicate.POOR: 50,
        Predicate.VERY_POOR: 25,
    }
)

_LEVELS_2023 = MappingProxyType(
    {
        Level.BEGINNER: LevelCredit(("II/a",), Decimal("3.75"), 15, 15),
        Level.SKILLED: LevelCredit(("II/b", "II/c", "II/d"), Decimal(5), 20, 60),
        Level.PROFICIENT: LevelCredit(("III/a", "III/b"), Decimal("12.5"), 50, 100),
        Level.SUPERVISING: LevelCredit(("III/c", "III/d"), Decimal(25), 100, None),
        Level.EXPERT_FIRST: LevelCredit(("III/a", "III/b"), Decimal("12.5"), 50, 100),
        Level.EXPERT_YOUNG: LevelCredit(("III/c", "III/d"), Decimal(25), 100, 200),
        Level.EXPERT_MIDDLE: LevelCredit(("IV/a", "IV/b", "IV/c"), Decimal("37.5"), 150, 450),
        Level.EXPERT_MAIN: LevelCredit(("IV/d", "IV/e"), Decimal(50), 200, None),
    }
)

CREDIT_RULES: tuple[CreditRules, ...] = (
    # In force from 2023; taken from 1 January so that the whole of its first year falls under one set [D].
    CreditRules(
        "bkn-3-2023", date(2023, 1, 1), None, "PermenPANRB 1/2023, Peraturan BKN 3/2023", _PERCENT_2023, _LEVELS_2023
    ),
)
"""All rule sets, oldest first, one day in at most one of them; an entry that was in use is never edited."""


def credit_rules_for(day: date) -> CreditRules:
    """The rule set of the day a period ends on. Raises RuleBroken before the first: the older ones used other forms."""
    for rules in CREDIT_RULES:
        if rules.valid_from <= day and (rules.valid_to is None or day <= rules.valid_to):
            return rules
    raise RuleBroken(f"Konversi predikat berlaku mulai {format_date(CREDIT_RULES[0].valid_from)}.")


_LEVEL_WORDS = tuple((tuple(fold(level.label).split()), level) for level in Level)


def level_of(post: str) -> Level | None:
    """The level a post's name ends with, or None when it ends with none.

    The last words must be equal to a level's name: "Arsiparis Ahli Muda", and neither "Ahli Mudah" nor "Muda".
    """
    words = tuple(re.findall(r"[^\W_]+", fold(post)))
    for name, level in _LEVEL_WORDS:
        if words[-len(name) :] == name:
            return level
    return None


def months_of(first: date, last: date) -> list[Month]:
    """The months a span touches, the first and the last included; none when it ends before it starts."""
    if last < first:
        return []
    return [
        (number // 12, number % 12 + 1)
        for number in range(12 * first.year + first.month - 1, 12 * last.year + last.month)
    ]


def credit(count: int, predicate: Predicate, level: Level, rules: CreditRules) -> Fraction:
    """Angka kredit of ``count`` months, exact."""
    return Fraction(count, 12) * Fraction(rules.percent[predicate], 100) * Fraction(rules.levels[level].per_year)


def rounded(value: Fraction, decimals: int) -> Decimal:
    """A value as printed, half up (away from zero): 3.125 -> 3.13; a gap may be negative."""
    units = (abs(value) * 10**decimals + Fraction(1, 2)) // 1
    return Decimal(units if value >= 0 else -units).scaleb(-decimals)


def arithmetic(count: int, predicate: Predicate, level: Level, rules: CreditRules, decimals: int) -> str:
    """The calculation as people check it: ``3/12 x 100 % x 12,5 = 3,125 → 3,13``."""
    value = credit(count, predicate, level, rules)
    coefficient = format_decimal(rules.levels[level].per_year)
    text = f"{count}/12 x {rules.percent[predicate]} % x {coefficient} = "
    cut = Decimal(value * 10**_EXACT // 1).scaleb(-_EXACT)
    if Fraction(cut) != value:
        return f"{text}{format_decimal(cut)}… → {format_decimal(rounded(value, decimals))}"
    exact = format_decimal(rounded(value, max(decimals, -_last_place(cut))))
    printed = format_decimal(rounded(value, decimals))
    return text + (exact if exact == printed else f"{exact} → {printed}")


def _last_place(number: Decimal) -> int:
    """The exponent of the last digit that is not 0: -3 for 3.12500."""
    return int(number.normalize().as_tuple().exponent)
