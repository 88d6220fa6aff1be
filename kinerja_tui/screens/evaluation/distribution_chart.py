"""The curve of predicates as a chart: the share of each beside the bounds of the guide."""

from __future__ import annotations

from fractions import Fraction

from kinerja_tui.rules.distribution import Counts, Limit
from kinerja_tui.rules.ratings import OrganisationRating, Predicate
from kinerja_tui.rules.ruleset import RuleSet
from kinerja_tui.widgets.plot import Chart, Series

_NAMES = {
    Predicate.VERY_POOR: "S.Kurang",
    Predicate.POOR: "Kurang",
    Predicate.NEEDS_IMPROVEMENT: "Butuh P.",
    Predicate.GOOD: "Baik",
    Predicate.VERY_GOOD: "S.Baik",
}
"""The axis of the official curve, from the left."""


def curve_chart(present: Counts, rating: OrganisationRating | None, rules: RuleSet) -> Chart:
    """The shares of ``present``; a bound over several predicates together stands only in the words beside."""
    people = present.people
    shares: list[Fraction | None] = [Fraction(100 * present.of(item), people) if people else None for item in _NAMES]
    series = [Series(f"kini ({people} orang)", shares, "mark")]
    limits = [limit for limit in rules.distribution[rating] if len(limit.predicates) == 1] if rating else []
    for mark, name, at_least in (("v", "paling banyak", False), ("^", "paling sedikit", True)):
        bounds = {limit.predicates[0]: _share(limit, people) for limit in limits if limit.at_least is at_least}
        if bounds:
            series.append(Series(f"pola: {name}", [bounds.get(item) for item in _NAMES], "warn", mark, ""))
    return Chart("Kurva predikat dan pola", list(_NAMES.values()), series, " %", 0)


def _share(limit: Limit, people: int) -> Fraction | None:
    """The bound as a share of the unit, in percent."""
    if limit.percent:
        return Fraction(limit.percent)
    return Fraction(100 * limit.persons, people) if people else None
