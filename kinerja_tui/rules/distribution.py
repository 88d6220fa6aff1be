"""How the predicates of a unit should be distributed, given its organisation rating (SE MenPANRB 3/2023 [S]).

A guide for the leader: what deviates is told with the rule and asks for a reason, nothing is ever blocked and nobody's
rating follows from it. Everything is counted in whole persons with exact integers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from .ratings import OrganisationRating, Predicate

if TYPE_CHECKING:
    from .ruleset import RuleSet


class Counts(NamedTuple):
    """How many people of a unit have each predicate, best to worst; their sum is the n of the guide."""

    very_good: int = 0
    good: int = 0
    needs_improvement: int = 0
    poor: int = 0
    very_poor: int = 0

    @property
    def people(self) -> int:
        """Everybody in the distribution."""
        return sum(self)

    def of(self, *predicates: Predicate) -> int:
        """How many people have one of these predicates."""
        return sum(self[predicate.rank - 1] for predicate in predicates)

    def plus(self, other: Counts) -> Counts:
        """Two groups of people together."""
        return Counts(*(one + more for one, more in zip(self, other, strict=True)))


def count(predicates: Iterable[Predicate]) -> Counts:
    """The distribution of some people's predicates."""
    found = Counter(predicates)
    return Counts(*(found[predicate] for predicate in Predicate))


@dataclass(frozen=True)
class Limit:
    """One rule of the guide: people with one of these predicates are at least, or at most, so many.

    ``percent`` is a share of the unit in whole percent; ``persons`` a number of people in any unit.
    """

    predicates: tuple[Predicate, ...]
    at_least: bool
    percent: int = 0
    persons: int = 0

    def bound(self, people: int) -> int:
        """The limit in whole persons for a unit of so many; 0 for a unit of nobody."""
        if not people:
            return 0
        whole = self.percent * people
        return max(self.persons, -(-whole // 100) if self.at_least else whole // 100)

    def holds(self, counts: Counts) -> bool:
        """Whether a distribution keeps this rule."""
        found, bound = counts.of(*self.predicates), self.bound(counts.people)
        return found >= bound if self.at_least else found <= bound

    @property
    def names(self) -> str:
        """The predicates, as in `Butuh Perbaikan dan/atau Kurang`."""
        return " dan/atau ".join(predicate.label for predicate in self.predicates)

    @property
    def text(self) -> str:
        """The rule in Indonesian, as in `Sangat Baik paling banyak 70 %`."""
        if not self.at_least and not self.percent and not self.persons:
            return f"Tidak ada {self.names}"
        share = f"{self.persons} orang" if self.persons else f"{self.percent} %"
        return f"{self.names} {self._how} {share}"

    def text_for(self, people: int) -> str:
        """The limit in persons, as in `paling banyak 18 dari 27 orang`."""
        bound = self.bound(people)
        if bound or self.at_least:
            return f"{self._how} {bound} dari {people} orang"
        return f"tidak seorang pun dari {people} orang"

    @property
    def _how(self) -> str:
        return "paling sedikit" if self.at_least else "paling banyak"


@dataclass(frozen=True)
class BrokenRule:
    """A rule that a distribution does not keep, with the sentence (Indonesian) that says so in numbers."""

    limit: Limit
    text: str


@dataclass(frozen=True)
class Move:
    """So many people from one predicate to another; nobody is named."""

    source: Predicate
    target: Predicate
    persons: int

    @property
    def steps(self) -> int:
        """Predicates passed on the way, for all these people together."""
        return self.persons * abs(self.source.rank - self.target.rank)


@dataclass(frozen=True)
class Change:
    """A distribution that fits the guide, and how to come to it."""

    target: Counts
    moves: tuple[Move, ...]

    @property
    def persons(self) -> int:
        """How many people get another predicate."""
        return sum(move.persons for move in self.moves)

    @property
    def steps(self) -> int:
        """How far they go, all together."""
        return sum(move.steps for move in self.moves)


def broken_rules(counts: Counts, rating: OrganisationRating, rules: RuleSet) -> list[BrokenRule]:
    """The rules of the guide that a distribution does not keep, in the order of the guide."""
    return [
        BrokenRule(
            limit,
            f"{limit.names}: {counts.of(*limit.predicates)} orang, seharusnya {limit.text_for(counts.people)} "
            f"({limit.text}; {rules.distribution_basis}).",
        )
        for limit in rules.distribution[rating]
        if not limit.holds(counts)
    ]


def fitting(people: int, rating: OrganisationRating, rules: RuleSet) -> Iterator[Counts]:
    """Every distribution of so many people that keeps all rules of the guide."""
    limits = rules.distribution[rating]
    for numbers in _splits(people, _ranges(people, limits)):
        counts = Counts(*numbers)
        if all(limit.holds(counts) for limit in limits):
            yield counts


def is_possible(people: int, rating: OrganisationRating, rules: RuleSet) -> bool:
    """Whether a unit of so many can keep all rules of the guide at all."""
    return next(fitting(people, rating, rules), None) is not None


def small_unit_notes(people: int, rating: OrganisationRating, rules: RuleSet) -> list[str]:
    """What the guide comes to in a small unit where whole persons leave no choice (Indonesian sentences)."""
    if not people:
        return []
    notes = []
    for limit in rules.distribution[rating]:
        means = f"Dalam unit {people} orang, “{limit.text}” berarti"
        if not limit.at_least and limit.percent and not limit.bound(people):
            notes.append(f"{means} tidak seorang pun boleh {limit.names}.")
        elif limit.at_least and limit.bound(people) == people:
            notes.append(f"{means} semuanya harus {limit.names}.")
    if not is_possible(people, rating, rules):
        needed = "; ".join(
            f"{limit.names} {limit.text_for(people)}" for limit in rules.distribution[rating] if limit.bound(people)
        )
        notes.append(
            f"Unit {people} orang tidak mungkin memenuhi pola ini: {needed}. Aturannya disusun untuk unit yang lebih "
            f"besar ({rules.distribution_basis}); tulis alasannya, evaluasi tetap berjalan."
        )
    return notes


def smallest_changes(counts: Counts, rating: OrganisationRating, rules: RuleSet) -> list[Change] | None:
    """All fitting distributions that need the fewest people to change and, among those, the fewest steps.

    One change without moves when the distribution fits already; None when none fits a unit of this size. Those with
    more people in the better predicates come first; that is an order and no advice.
    """
    targets = _nearest(counts, rules.distribution[rating])
    return [Change(target, _moves(counts, target)) for target in sorted(targets, reverse=True)] or None


def _ranges(people: int, limits: Sequence[Limit]) -> list[range]:
    """What the rules about a single predicate leave for each predicate."""
    ranges = []
    for predicate in Predicate:
        own = [limit for limit in limits if limit.predicates == (predicate,)]
        least = max((limit.bound(people) for limit in own if limit.at_least), default=0)
        most = min((limit.bound(people) for limit in own if not limit.at_least), default=people)
        ranges.append(range(least, most + 1))
    return ranges


def _splits(people: int, ranges: Sequence[range]) -> Iterator[tuple[int, ...]]:
    """All ways to divide people over the ranges, nobody left over."""
    if len(ranges) == 1:
        if people in ranges[0]:
            yield (people,)
        return
    for number in ranges[0]:
        if number > people:
            return
        for rest in _splits(people - number, ranges[1:]):
            yield (number, *rest)


def _nearest(counts: Counts, limits: Sequence[Limit]) -> list[Counts]:
    """The fitting distributions nearest to this one by (persons, steps): dynamic programming over the predicates.

    In one dimension the steps of the best moves are the sum of the differences of the running totals. Rules about
    several predicates together are followed by running sums, cut off where more makes no difference, so that the
    work grows with a small power of n: a unit of a hundred takes a moment, not minutes.
    """
    people, predicates = counts.people, list(Predicate)
    ranges = _ranges(people, limits)
    joint = [limit for limit in limits if len(limit.predicates) > 1]
    caps = [limit.bound(people) + (not limit.at_least) for limit in joint]
    totals = [sum(counts[: place + 1]) for place in range(len(predicates))]
    last = len(predicates) - 1

    def add(sums: tuple[int, ...], place: int, number: int) -> tuple[int, ...]:
        return tuple(
            min(total + number, cap) if predicates[place] in limit.predicates else total
            for total, limit, cap in zip(sums, joint, caps, strict=True)
        )

    def options(place: int, used: int, sums: tuple[int, ...]) -> Iterator[tuple[tuple[int, int], int]]:
        """(cost of everything from here on, people in this predicate)."""
        left = people - used
        for number in ranges[place] if place < last else (left,):
            if number > left or number not in ranges[place]:
                continue
            rest = best(place + 1, used + number, add(sums, place, number))
            if rest is not None:
                persons, steps = max(0, number - counts[place]), abs(used + number - totals[place])
                yield (persons + rest[0], steps + rest[1]), number

    @cache
    def best(place: int, used: int, sums: tuple[int, ...]) -> tuple[int, int] | None:
        if place > last:
            kept = all(
                total >= limit.bound(people) if limit.at_least else total <= limit.bound(people)
                for total, limit in zip(sums, joint, strict=True)
            )
            return (0, 0) if kept else None
        return min((cost for cost, _ in options(place, used, sums)), default=None)

    def ways(place: int, used: int, sums: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        if place > last:
            yield ()
            return
        wanted = best(place, used, sums)
        for cost, number in options(place, used, sums):
            if cost == wanted:
                for rest in ways(place + 1, used + number, add(sums, place, number)):
                    yield (number, *rest)

    return [Counts(*numbers) for numbers in ways(0, 0, (0,) * len(joint))]


def _moves(counts: Counts, target: Counts) -> tuple[Move, ...]:
    """The people who leave a predicate, best first, go to the places that are free, best first: the fewest steps."""

    def many(more: Counts, less: Counts) -> list[Predicate]:
        return [predicate for predicate in Predicate for _ in range(more.of(predicate) - less.of(predicate))]

    pairs = Counter(zip(many(counts, target), many(target, counts), strict=True))
    return tuple(Move(source, goal, persons) for (source, goal), persons in pairs.items())
