"""The way of one person's predikat through the periods, as a chart."""

from __future__ import annotations

from collections.abc import Sequence

from kinerja_tui.rules.ratings import Predicate
from kinerja_tui.services.development.personal_sheet import Point
from kinerja_tui.widgets.plot import Chart, Series

_NAMES = {len(Predicate) + 1 - predicate.rank: predicate.label for predicate in Predicate}
"""Height -> name: an order, no amounts."""


def predicate_chart(trend: Sequence[Point]) -> Chart | None:
    """A point for each rated period, from the oldest; one that was not rated breaks the line."""
    if not trend:
        return None
    years = {point.year for point in trend}
    labels = [point.short if len(years) == 1 or point.short == str(point.year) else f"{point.short} {point.year % 100}"
              for point in trend]  # fmt: skip
    heights = [len(Predicate) + 1 - point.predicate.rank if point.predicate else None for point in trend]
    return Chart("Predikat dari periode ke periode", labels, [Series("predikat", heights, "mark")], names=_NAMES)
