"""The year of one indicator as a chart: what was realised beside what was expected by then."""

from __future__ import annotations

from collections.abc import Sequence

from kinerja_tui.rules.formats import excerpt, format_decimal
from kinerja_tui.rules.on_track import Reading
from kinerja_tui.rules.plans import Direction
from kinerja_tui.services.monitoring.progress import NOT_YET
from kinerja_tui.services.monitoring.tracks import Measured, Reached
from kinerja_tui.widgets.plot import Chart, Series


def track_chart(item: Measured, course: Sequence[Reached]) -> Chart:
    """Points for what was reported, a line for what is expected; an empty period breaks the line."""
    unit = f" ({excerpt(item.unit, 20)})" if item.unit else ""
    summed = item.reading is Reading.SUM
    realised = Series(
        f"realisasi {'sampai akhir periode' if summed else 'pada periode itu'}{unit}",
        [point.realised for point in course],
        "mark",
    )
    expected = Series(_expected(item), [point.expected for point in course], "dim", "", "─")
    return Chart(item.text, [point.period.short for point in course], [realised, expected], floor=0)


def track_numbers(item: Measured, course: Sequence[Reached]) -> list[str]:
    """What the chart was drawn from: ``TW I 3 dari 12 dokumen``."""
    found = []
    for point in course:
        target = item.on(point.period.end).target
        if point.expected is None or target is None:
            found.append(f"{point.period.short} tidak dihitung")
            continue
        if point.realised is None:
            found.append(f"{point.period.short} {NOT_YET}")
        else:
            of_target = f"{format_decimal(point.realised)} dari {format_decimal(target)} {item.unit}"
            found.append(f"{point.period.short} {of_target}".rstrip())
    return found


def _expected(item: Measured) -> str:
    if item.direction == Direction.LOWER:
        return "batas"
    return "target" if item.reading is Reading.LEVEL else "seharusnya"
