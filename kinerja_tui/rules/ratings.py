"""Ratings, the predicate they lead to, and the rating of the organisation.

There is no formula and no weight (BKN [S]): a person chooses two ratings, the quadrant gives the predicate.
The codes are compared by equality only. As texts they have no order; `rank` and `digit` give it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .labels import Labelled

if TYPE_CHECKING:
    from .ruleset import RuleSet


class Rating(Labelled):
    """Rating of hasil kerja or perilaku kerja against the leader's expectation (PermenPANRB 6/2022 [S])."""

    ABOVE = "di_atas", "Di atas ekspektasi"
    MEETS = "sesuai", "Sesuai ekspektasi"
    BELOW = "di_bawah", "Di bawah ekspektasi"

    @property
    def digit(self) -> int:
        """The key that chooses it in a one-digit field: 1 di bawah, 2 sesuai, 3 di atas; higher is better.

        SIASN numbers the same three the other way round (1 di atas .. 3 di bawah [C]); an export for it must
        not use this digit.
        """
        return _DIGITS[self]


_DIGITS = {Rating.BELOW: 1, Rating.MEETS: 2, Rating.ABOVE: 3}


class Predicate(Labelled):
    """Predikat kinerja pegawai, best to worst (PermenPANRB 6/2022 [C])."""

    VERY_GOOD = "sangat_baik", "Sangat Baik"
    GOOD = "baik", "Baik"
    NEEDS_IMPROVEMENT = "butuh_perbaikan", "Butuh Perbaikan"
    POOR = "kurang", "Kurang"
    VERY_POOR = "sangat_kurang", "Sangat Kurang"

    @property
    def rank(self) -> int:
        """Place from best to worst: 1 Sangat Baik .. 5 Sangat Kurang."""
        return list(Predicate).index(self) + 1


class OrganisationRating(Labelled):
    """Capaian kinerja organisasi, set by the leader above, best to worst (SE MenPANRB 3/2023 [S])."""

    OUTSTANDING = "istimewa", "Istimewa"
    GOOD = "baik", "Baik"
    NEEDS_IMPROVEMENT = "butuh_perbaikan", "Butuh Perbaikan"
    POOR = "kurang", "Kurang"
    VERY_POOR = "sangat_kurang", "Sangat Kurang"

    @property
    def digit(self) -> int:
        """The key that chooses it in a one-digit field: 1 Sangat Kurang .. 5 Istimewa; higher is better."""
        return len(OrganisationRating) - list(OrganisationRating).index(self)


def head_proposal(rating: OrganisationRating) -> Rating:
    """What the organisation rating proposes as rating of hasil kerja for the head of the unit.

    That the unit's rating is his is from a secondary page [S], this mapping is derived [D]: only ever a proposal.
    """
    if rating is OrganisationRating.OUTSTANDING:
        return Rating.ABOVE
    return Rating.MEETS if rating is OrganisationRating.GOOD else Rating.BELOW


def _words(text: str) -> str:
    """Lower-case words with single spaces; punctuation and underscores separate words."""
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


# Every spelling met on forms and in extracts. Whole texts, never parts: "Butuh Perbaikan" contains "baik".
_SPELLINGS: dict[str, Predicate] = {_words(predicate.label): predicate for predicate in Predicate} | {
    "cukup": Predicate.NEEDS_IMPROVEMENT,
    "butuh perbaikan cukup": Predicate.NEEDS_IMPROVEMENT,
    "misconduct": Predicate.POOR,
    "kurang misconduct": Predicate.POOR,
}


def parse_predicate(text: str) -> Predicate | None:
    """Read a predicate as forms, extracts and our own codes spell it, or None when it is none of them.

    Case, spaces and punctuation do not count; otherwise the whole text must be equal to a known spelling.
    Aliases: Cukup for Butuh Perbaikan, Misconduct and Kurang/misconduct for Kurang [C].
    """
    return _SPELLINGS.get(_words(text))


def predicate_of(work: Rating, behaviour: Rating, rules: RuleSet) -> Predicate:
    """Predicate that the quadrant of this rule set gives for rating of hasil kerja and of perilaku kerja."""
    return rules.quadrant[work, behaviour]


def explain(work: Rating, behaviour: Rating, rules: RuleSet) -> str:
    """One Indonesian sentence: which cell of the quadrant was met, what it gives, on what legal basis."""
    predicate = predicate_of(work, behaviour, rules)
    return (
        f"Hasil kerja {work.label.lower()} dan perilaku kerja {behaviour.label.lower()} "
        f"bertemu pada predikat {predicate.label} dalam kuadran kinerja pegawai ({rules.legal_basis})."
    )
