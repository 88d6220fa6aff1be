"""From questionnaires to NRR, weighted NRR, IKM and mutu, all exact; and how sure a change between two surveys is.

PermenPANRB 14/2017: NRR of an element = sum of its values / number of filled questionnaires; weighted NRR = NRR x
weight; IKM = sum of the weighted NRR x 25, rounded to two decimals first and classified then.

*Filled*, for an element, is a sheet in which this element carries one of the values 1-4. A sheet with the element left
blank does not count for it (missing is not zero) and counts for its other elements; it is kept, and counted as
incomplete. So adding an empty sheet changes nothing but the number of empty sheets.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from .survey import ELEMENTS, SCALE, Mutu, SurveyRules, Weighting, round_half_up

Answers = Mapping[str, str]
"""Element -> "1" to "4"; anything else, or nothing, is an element left blank."""

_TO_HUNDRED = 25


@dataclass(frozen=True)
class Element:
    """One element of a survey: the sum of its values and how many sheets carry one."""

    key: str
    total: int
    filled: int
    weight: Fraction

    @property
    def name(self) -> str:
        """As printed."""
        return ELEMENTS[self.key]

    @property
    def nrr(self) -> Fraction | None:
        """Mean value, 1 to 4; None while no sheet has it."""
        return Fraction(self.total, self.filled) if self.filled else None

    @property
    def weighted(self) -> Fraction | None:
        """NRR x weight."""
        return None if self.nrr is None else self.nrr * self.weight

    @property
    def converted(self) -> Decimal | None:
        """NRR x 25, two decimals, to read beside the IKM."""
        return None if self.nrr is None else round_half_up(self.nrr * _TO_HUNDRED)

    def is_low(self, rules: SurveyRules) -> bool:
        """Whether it asks for an improvement."""
        return self.converted is not None and self.converted < rules.low_below


@dataclass(frozen=True)
class Results:
    """What a survey says of the unit."""

    elements: tuple[Element, ...]
    complete: int
    """sheets with all nine elements"""
    incomplete: int
    """sheets with some"""
    empty: int
    """sheets with none: kept, and they change nothing else"""
    weighting: Weighting
    rules: SurveyRules
    variance: Fraction | None
    """of the sheets' own means (0-100 scale), divided by their number: the square of the standard error"""
    satisfied: int = 0
    """filled sheets whose own mean (0-100 scale) reaches the bound of a low element"""

    @property
    def sheets(self) -> int:
        """All sheets."""
        return self.complete + self.incomplete + self.empty

    @property
    def filled(self) -> int:
        """Sheets that say something: what the sample needed is compared with."""
        return self.complete + self.incomplete

    @property
    def sum_weighted(self) -> Fraction | None:
        """Sum of the weighted NRR; None while an element has no answer at all."""
        parts = [element.weighted for element in self.elements]
        known = [part for part in parts if part is not None]
        return sum(known, Fraction(0)) if len(known) == len(parts) else None

    @property
    def ikm(self) -> Decimal | None:
        """Rounded half up to two decimals; None while an element has no answer at all (belum cukup)."""
        return None if self.sum_weighted is None else round_half_up(self.sum_weighted * _TO_HUNDRED)

    @property
    def mutu(self) -> Mutu | None:
        """The mark of the rounded IKM."""
        return None if self.ikm is None else self.rules.mutu(self.ikm)

    @property
    def low(self) -> tuple[Element, ...]:
        """Elements that ask for an improvement, the lowest first."""
        found = [element for element in self.elements if element.is_low(self.rules)]
        return tuple(sorted(found, key=lambda element: element.nrr or 0))


def tabulate(sheets: Iterable[Answers], weighting: Weighting, rules: SurveyRules) -> Results:
    """Count the sheets of one survey; their order does not matter."""
    totals, filled = dict.fromkeys(ELEMENTS, 0), dict.fromkeys(ELEMENTS, 0)
    sizes: list[int] = []
    means: list[Fraction] = []
    for sheet in sheets:
        values = {key: int(sheet[key]) for key in ELEMENTS if sheet.get(key) in SCALE}
        for key, value in values.items():
            totals[key] += value
            filled[key] += 1
        sizes.append(len(values))
        if values:
            means.append(Fraction(sum(values.values()) * _TO_HUNDRED, len(values)))
    complete, empty = sizes.count(len(ELEMENTS)), sizes.count(0)
    return Results(
        elements=tuple(Element(key, totals[key], filled[key], weighting.weight) for key in ELEMENTS),
        complete=complete,
        incomplete=len(sizes) - complete - empty,
        empty=empty,
        weighting=weighting,
        rules=rules,
        variance=_variance_of_mean(means),
        satisfied=sum(mean >= Fraction(rules.low_below) for mean in means),
    )


@dataclass(frozen=True)
class Change:
    """The IKM of one survey after another, and why it may mean nothing."""

    before: Decimal
    after: Decimal
    doubts: tuple[str, ...]
    """Indonesian, empty where nothing speaks against it"""

    @property
    def difference(self) -> Decimal:
        """Up is better."""
        return self.after - self.before


def change_between(before: Results, after: Results) -> Change | None:
    """Compare two surveys; None while one of them has no IKM.

    A change is marked uncertain [D] when either survey has fewer filled sheets than the rules' ``few``, when the two
    weights differ, or when it is smaller than twice the standard error of the difference: about one time in twenty
    so much comes from who happened to be asked, though nothing changed at the counter. The standard error is taken
    from the means of the single sheets; everything stays exact because squares are compared.
    """
    if before.ikm is None or after.ikm is None:
        return None
    doubts = []
    fewest = min(before.filled, after.filled)
    if fewest < after.rules.few:
        doubts.append(f"hanya {fewest} lembar terisi, kurang dari {after.rules.few}")
    if before.weighting is not after.weighting:
        doubts.append("bobot kedua survei berbeda")
    change = Fraction(after.ikm - before.ikm)
    if before.variance is None or after.variance is None:
        doubts.append("sebaran jawaban belum dapat dihitung")
    elif change**2 <= 4 * (before.variance + after.variance):
        doubts.append("selisihnya masih dalam ragam jawaban")
    return Change(before.ikm, after.ikm, tuple(doubts))


def _variance_of_mean(means: list[Fraction]) -> Fraction | None:
    """Sample variance of the means / their number; None below two."""
    count = len(means)
    if count < 2:
        return None
    middle = sum(means, Fraction(0)) / count
    return sum(((mean - middle) ** 2 for mean in means), Fraction(0)) / (count - 1) / count
