"""A line chart drawn by plotext, for looking; the exact numbers stand beside it in text.

Whatever comes in, something fitting comes out: numbers of any size, gaps where something is missing, no room. Marks
are characters every console font has (code page 437), or ASCII; a series is told by its mark, never by colour alone.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import MAX_EMAX, MIN_EMIN, ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from textual.content import Content
from textual.widget import Widget

from kinerja_tui.widgets.source import TEXT_STYLES
from kinerja_tui.widgets.text import clean, fit, wrapped

Number = Decimal | Fraction | int

NOT_ENOUGH = "Belum cukup data untuk grafik"
NO_ROOM = "Terlalu sempit untuk grafik; angkanya ada di tabel."
NO_VALUE = "belum ada data"

LOWEST, NARROWEST = 7, 24
"""The least room a chart is drawn in: lines and cells."""

_CODE = re.compile(r"\x1b\[([0-9;]*)m")
_ASCII = str.maketrans("┌┐└┘├┤┬┴┼─│■·•█", "+++++++++-|#.o#")
_INDONESIAN = str.maketrans(",.", ".,")
_WIDE = Context(prec=60, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[])
_UNITS = ((Decimal(10**12), " T"), (Decimal(10**9), " M"), (Decimal(10**6), " jt"))
"""Triliun, miliar, juta: how large numbers are written on the axis."""


@dataclass(frozen=True)
class Series:
    """One line of a chart: a number for each place on the axis, None where there is none (a gap, never zero)."""

    name: str
    values: Sequence[Number | None]
    style: str = ""
    """a name of `source.TEXT_STYLES`"""
    point: str = "■"
    """mark of a value; empty: only the line"""
    line: str = "·"
    """mark between two values that follow each other; empty: only the points"""


@dataclass(frozen=True)
class Chart:
    """What is drawn: series over the same places. The first one is what the chart is about."""

    title: str
    labels: Sequence[str]
    """short names of the places, from the left"""
    series: Sequence[Series]
    unit: str = ""
    """written behind the numbers of the axis: `` %``"""
    floor: Number | None = None
    """the axis reaches at least down to here"""
    names: Mapping[int, str] = field(default_factory=dict)
    """what heights are called that are no amounts: the axis has these, and no numbers"""

    @property
    def known(self) -> int:
        """How many values the chart is about."""
        return sum(_exact(value) is not None for value in self.series[0].values) if self.series else 0


def draw(chart: Chart, width: int, height: int, *, ascii_only: bool = False) -> Content:
    """The chart in at most so many cells and lines, or a sentence where there is too little room or data."""
    if width < 1 or height < 1:
        return Content()
    told = ""
    if chart.known < 2:
        told = f"{NOT_ENOUGH}: {chart.known} dari {len(chart.labels)} terisi."
    elif width < NARROWEST or height < LOWEST:
        told = NO_ROOM
    if told:
        return Content("\n").join([Content.styled(row, "$text-muted") for row in wrapped(told, width)[:height]])
    legend = _legend(chart, width)
    title = Content.styled(fit(chart.title, width).rstrip(), "bold")
    body = _plot(chart, width, height - len(legend) - 1, {0: "$text-muted"})
    lines = [title, *body, *legend]
    if ascii_only:
        lines = [Content(line.plain.translate(_ASCII), list(line.spans)) for line in lines]
    return Content("\n").join(lines)


def value_told(chart: Chart, value: Number | None) -> str:
    """A value in words: ``12,5 %``, or the name of its height; nothing for a missing one."""
    number = _exact(value)
    if number is None:
        return ""
    if chart.names:
        return chart.names.get(int(number), "")
    text = f"{number:,.2f}".rstrip("0").rstrip(".")
    return text.translate(_INDONESIAN) + chart.unit


class ChartView(Widget):
    """Shows one `Chart` in the room it is given."""

    DEFAULT_CSS = "ChartView { padding: 0 1; background: $background; color: $foreground; }"

    chart: Chart | None = None

    def show(self, chart: Chart | None) -> None:
        """Draw another one, or (None) nothing."""
        self.chart = chart
        self.refresh()

    def render(self) -> Content:
        """As large as the room."""
        if self.chart is None:
            return Content()
        return draw(self.chart, *self.content_size, ascii_only=self.app.console.options.ascii_only)


# -- parts


def _plot(chart: Chart, width: int, height: int, styles: dict[int, str]) -> list[Content]:
    lines = [[_exact(value) for value in series.values[: len(chart.labels)]] for series in chart.series]
    lowest, highest, ticks = _axis([v for line in lines for v in line if v is not None], chart, max(height // 3, 2))
    places = list(range(1, len(chart.labels) + 1))
    plotext = plot_library()
    plotext.clear_figure()
    plotext.limit_size(False, False)
    plotext.plot_size(width, height)
    plotext.theme("clear")
    for number in range(len(lines), 0, -1):  # what the chart is about is drawn last, over the others
        series, values = chart.series[number - 1], lines[number - 1]
        styles[number] = TEXT_STYLES.get(series.style, "")
        heights = [_share(value, lowest, highest) for value in values]
        heights += [_NAN] * (len(places) - len(heights))
        if all(height != height for height in heights):  # nothing but gaps
            continue
        if series.line:
            plotext.plot(places, heights, marker=series.line, color=number)
        if series.point:
            plotext.scatter(places, heights, marker=series.point, color=number)
    plotext.xlim(0.5, len(places) + 0.5)
    plotext.ylim(0, 1)
    names = [chart.names.get(int(tick), "") for tick in ticks] if chart.names else _tick_texts(ticks, chart.unit)
    plotext.yticks([_share(tick, lowest, highest) for tick in ticks], names)
    every = -(-sum(len(label) + 1 for label in chart.labels) // max(width - 10, 1))
    plotext.xticks(places[:: max(every, 1)], [clean(label) for label in chart.labels][:: max(every, 1)])
    return [_styled(line, styles) for line in plotext.build().splitlines()[:height]]


def _styled(line: str, styles: dict[int, str]) -> Content:
    """A line with the colour codes plotext writes, as text with our styles."""
    parts: list[tuple[str, str]] = []
    style, start = styles[0], 0
    for code in _CODE.finditer(line):
        parts.append((line[start : code.start()], style))
        number = code[1].rpartition(";")[2]
        style = styles.get(int(number), styles[0]) if code[1].startswith("38;5;") else styles[0]
        start = code.end()
    return Content.assemble(*((text, style) for text, style in [*parts, (line[start:], style)] if text))


def _legend(chart: Chart, width: int) -> list[Content]:
    """What each mark means, on as few lines as there can be."""
    rows: list[list[tuple[str, str]]] = [[]]
    used = 0
    for series in chart.series:
        text = fit(f"{series.point or series.line} {series.name}", min(len(series.name) + 2, width)).rstrip()
        if used and used + len(text) + 3 > width:
            rows.append([])
            used = 0
        rows[-1] += [("   ", "")] * bool(used) + [(text, TEXT_STYLES.get(series.style, ""))]
        used += len(text) + 3 * bool(used)
    return [Content.assemble(*row) for row in rows]


_NAN = float("nan")


def _exact(value: Number | None) -> Decimal | None:
    """A number to draw; None for a missing one and for what is no number."""
    if value is None:
        return None
    if isinstance(value, Fraction):
        return _WIDE.divide(Decimal(value.numerator), Decimal(value.denominator))
    number = Decimal(value)
    return number if number.is_finite() else None


def _share(value: Decimal | None, lowest: Decimal, highest: Decimal) -> float:
    """Where a value stands between the ends of the axis, 0 to 1; not-a-number draws a gap."""
    if value is None:
        return _NAN
    return float(_WIDE.divide(_WIDE.subtract(value, lowest), _WIDE.subtract(highest, lowest)))


def _axis(values: Sequence[Decimal], chart: Chart, most: int) -> tuple[Decimal, Decimal, list[Decimal]]:
    """Ends of the axis and its numbers: round ones, about ``most``."""
    if chart.names:
        named = [Decimal(height) for height in sorted(chart.names)]
        return named[0], named[-1], named
    floor = _exact(chart.floor)
    lowest = min([*values, floor]) if floor is not None else min(values)
    highest = max(values)
    if lowest == highest:
        highest = _WIDE.add(lowest, max(_WIDE.divide(lowest.copy_abs(), Decimal(10)), Decimal(1)))
    raw = _WIDE.divide(_WIDE.subtract(highest, lowest), Decimal(most))
    base = _WIDE.scaleb(Decimal(1), raw.adjusted())
    step = next(found for times in (1, 2, 5, 10) if (found := _WIDE.multiply(base, Decimal(times))) >= raw)
    first = _WIDE.divide(lowest, step).to_integral_value(ROUND_FLOOR)
    last = _WIDE.divide(highest, step).to_integral_value(ROUND_CEILING)
    count = min(int(_WIDE.subtract(last, first)), 2 * most + 2)
    ticks = [_WIDE.multiply(_WIDE.add(first, Decimal(place)), step) for place in range(count + 1)]
    return ticks[0], ticks[-1], ticks


def _tick_texts(ticks: Sequence[Decimal], unit: str) -> list[str]:
    """The numbers of the axis, all with the same unit and decimals: ``0``, ``2,5 jt``, ``1E+30``."""
    step, largest = _WIDE.subtract(ticks[1], ticks[0]), max(tick.copy_abs() for tick in ticks)
    if largest.adjusted() >= 15 or step.adjusted() < -6:
        return [f"{tick:.1E}{unit}" for tick in ticks]
    scale, name = next(((scale, name) for scale, name in _UNITS if largest >= scale), (Decimal(1), ""))
    decimals = max(-_WIDE.divide(step, scale).normalize().adjusted(), 0)
    texts = (f"{_WIDE.divide(tick, scale):,.{decimals}f}" for tick in ticks)
    return [text.translate(_INDONESIAN) + name + unit for text in texts]


@cache
def plot_library() -> Any:
    """plotext, imported with the first chart or before it."""
    # On Windows its import starts a shell to switch escape sequences on: Textual did that long ago, and the shell
    # would share the console with the running screen.
    call = subprocess.call
    subprocess.call = lambda *_, **__: 0
    try:
        import plotext
    finally:
        subprocess.call = call
    return plotext
