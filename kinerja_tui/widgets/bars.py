"""A bar chart in text, from exact counts: two layers on each other, with characters of every console font."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from kinerja_tui.widgets.source import TEXT_STYLES


@dataclass(frozen=True)
class Bar:
    """A column of the chart: what it is called (in rows), and how many are in its lower and its upper layer."""

    name: tuple[str, ...]
    lower: int
    upper: int = 0


@dataclass(frozen=True)
class Ink:
    """The characters of a chart."""

    lower: str = "█"
    half: str = "▄"
    upper: str = "▒"
    side: str = "│"
    corner: str = "└"
    floor: str = "─"


BLOCKS = Ink()
"""Characters of code page 437, which Linux and Windows consoles have."""
PLAIN = Ink("#", "#", ":", "|", "+", "-")
"""For a terminal that knows ASCII only."""

_AXIS = 5
"""Cells for the numbers on the left."""


def chart(bars: Sequence[Bar], height: int, width: int, ink: Ink = BLOCKS) -> list[str]:
    """The chart as lines: at most ``height`` rows of bars, the floor, and the names below.

    A row stands for the same whole number of people everywhere, named on the left; a half-filled top is drawn half.
    """
    highest = max((bar.lower + bar.upper for bar in bars), default=0)
    per_row = max(-(-highest // max(height, 1)), 1)
    rows = max(-(-highest // per_row), 1)
    column = max((width - _AXIS - 1) // max(len(bars), 1), 4)
    lines = []
    for row in range(rows, 0, -1):
        cells = [_cell(bar, (row - 1) * per_row, per_row, ink) * (column - 4) for bar in bars]
        lines.append(f"{row * per_row:>{_AXIS - 1}} {ink.side}" + "".join(f"{cell:^{column}}" for cell in cells))
    lines.append(f"{0:>{_AXIS - 1}} {ink.corner}" + ink.floor * (column * len(bars)))
    for row in range(max((len(bar.name) for bar in bars), default=0)):
        names = (bar.name[row] if row < len(bar.name) else "" for bar in bars)
        lines.append(" " * (_AXIS + 1) + "".join(f"{name[: column - 1]:^{column}}" for name in names))
    return [line.rstrip() for line in lines]


def drawn(text: str, style: str = "") -> Content:
    """A line of text in a style of `TEXT_STYLES`; where it is plain, the bars in it stand out from the words."""
    if style:
        return Content.styled(text, TEXT_STYLES[style])
    return Content.assemble(*((part, _BAR_STYLE if part[:1] in _BLOCKS else "") for part in _BARS.split(text)))


_BLOCKS = set(BLOCKS.lower + BLOCKS.half + BLOCKS.upper)
_BARS = re.compile(f"([{''.join(sorted(_BLOCKS))}]+)")
_BAR_STYLE = "$accent"


def _cell(bar: Bar, base: int, per_row: int, ink: Ink) -> str:
    """What a bar shows in the row that stands for the people after ``base``."""
    if bar.lower > base:
        is_top = bar.lower + bar.upper <= base + per_row
        return ink.half if is_top and 2 * (bar.lower + bar.upper - base) <= per_row else ink.lower
    return ink.upper if bar.lower + bar.upper > base else " "
