"""How long something takes through the year, as a chart: the median of each month or quarter beside the limit."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from kinerja_tui.rules.periods import PeriodSpan
from kinerja_tui.widgets.plot import Chart, Series


def days_chart(
    title: str, course: Sequence[tuple[PeriodSpan, Decimal | Fraction | None]], limit: int | None = None
) -> Chart:
    """Median working days; a period in which nothing ended is a gap, not zero days."""
    series = [Series("median hari kerja", [median for _, median in course], "mark")]
    if limit is not None:
        series.append(Series(f"paling lama {limit} hari kerja", [limit] * len(course), "warn", "", "─"))
    return Chart(title, [period.short for period, _ in course], series, floor=0)
