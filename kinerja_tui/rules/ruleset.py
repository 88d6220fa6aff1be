"""Dated rule data: what a regulation fixes and a later one may change.

A document keeps the id of the rule set it was made under, so that a past year computes the same after a rule
changes. A new regulation is a new entry here with its dates; an entry that was in use is never edited.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from .distribution import Limit
from .formats import format_date
from .problems import RuleBroken
from .ratings import OrganisationRating, Predicate, Rating


@dataclass(frozen=True)
class RuleSet:
    """The rules of one span of time.

    valid_from and valid_to are inclusive, valid_to None means until further notice. quadrant maps (rating of
    hasil kerja, rating of perilaku kerja) to the predicate and holds all nine cells. plan_due is the (month,
    day) by which the SKP of a year should be set. distribution is the guide for the predicates of a unit by its
    organisation rating, with its own legal basis.
    """

    id: str
    valid_from: date
    valid_to: date | None
    legal_basis: str
    quadrant: Mapping[tuple[Rating, Rating], Predicate] = field(hash=False)  # a read-only dict has no hash
    plan_due: tuple[int, int]
    distribution: Mapping[OrganisationRating, tuple[Limit, ...]] = field(hash=False)
    distribution_basis: str

    def plan_deadline(self, year: int) -> date:
        """Last day on which the SKP of this year counts as set in time."""
        month, day = self.plan_due
        return date(year, month, day)


# Kuadran kinerja pegawai, rows hasil kerja, columns perilaku kerja [C]. Work done well does not outweigh
# misconduct: behaviour below expectation is never better than Kurang.
_QUADRANT_2022 = MappingProxyType(
    {
        (Rating.ABOVE, Rating.BELOW): Predicate.POOR,
        (Rating.ABOVE, Rating.MEETS): Predicate.GOOD,
        (Rating.ABOVE, Rating.ABOVE): Predicate.VERY_GOOD,
        (Rating.MEETS, Rating.BELOW): Predicate.POOR,
        (Rating.MEETS, Rating.MEETS): Predicate.GOOD,
        (Rating.MEETS, Rating.ABOVE): Predicate.GOOD,
        (Rating.BELOW, Rating.BELOW): Predicate.VERY_POOR,
        (Rating.BELOW, Rating.MEETS): Predicate.NEEDS_IMPROVEMENT,
        (Rating.BELOW, Rating.ABOVE): Predicate.NEEDS_IMPROVEMENT,
    }
)

# Pola distribusi predikat, a guide for the leader [S].
_DISTRIBUTION_2023 = MappingProxyType(
    {
        OrganisationRating.OUTSTANDING: (Limit((Predicate.VERY_GOOD,), at_least=False, percent=70),),
        OrganisationRating.GOOD: (
            Limit((Predicate.GOOD,), at_least=False, percent=70),
            Limit((Predicate.NEEDS_IMPROVEMENT, Predicate.POOR), at_least=True, persons=1),
        ),
        OrganisationRating.NEEDS_IMPROVEMENT: (
            Limit((Predicate.NEEDS_IMPROVEMENT,), at_least=True, percent=60),
            Limit((Predicate.VERY_GOOD,), at_least=False, percent=10),
        ),
        OrganisationRating.POOR: (
            Limit((Predicate.POOR,), at_least=True, percent=60),
            Limit((Predicate.NEEDS_IMPROVEMENT,), at_least=True, percent=10),
            Limit((Predicate.VERY_GOOD,), at_least=False, percent=10),
        ),
        OrganisationRating.VERY_POOR: (
            Limit((Predicate.VERY_POOR,), at_least=True, percent=60),
            Limit((Predicate.POOR, Predicate.NEEDS_IMPROVEMENT), at_least=True, percent=10),
            Limit((Predicate.VERY_GOOD,), at_least=False),
        ),
    }
)

RULE_SETS: tuple[RuleSet, ...] = (
    RuleSet(
        id="permenpanrb-6-2022",
        # The regulation is of early 2022; taken from 1 January so that the whole of its first year falls
        # under one rule set [D].
        valid_from=date(2022, 1, 1),
        valid_to=None,
        legal_basis="PermenPANRB 6/2022",
        quadrant=_QUADRANT_2022,
        plan_due=(1, 31),  # [R] of the predecessor; a district may set its own
        distribution=_DISTRIBUTION_2023,
        distribution_basis="SE MenPANRB 3/2023",
    ),
)
"""All rule sets, oldest first, one day in at most one of them."""


def rules_for(day: date) -> RuleSet:
    """Rule set in force on this day; for a plan or evaluation ask with the last day of its period.

    Raises RuleBroken for a day before the first rule set.
    """
    for rules in RULE_SETS:
        if rules.valid_from <= day and (rules.valid_to is None or day <= rules.valid_to):
            return rules
    raise RuleBroken(
        f"Aturan evaluasi untuk {format_date(day)} tidak tersedia; "
        f"aturan tertua di program ini berlaku mulai {format_date(RULE_SETS[0].valid_from)}."
    )


def rules_by_id(rules_id: str) -> RuleSet:
    """Rule set a document was made under; raises RuleBroken when this program does not know it."""
    for rules in RULE_SETS:
        if rules.id == rules_id:
            return rules
    raise RuleBroken(f"Aturan “{rules_id}” belum dikenal program ini. Perbarui program, data tetap aman.")
