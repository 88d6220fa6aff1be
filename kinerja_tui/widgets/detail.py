"""What stands beside a list in a wide terminal: everything about one row, in full and wrapped."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget

from kinerja_tui.widgets.plot import LOWEST, Chart, draw
from kinerja_tui.widgets.source import TEXT_STYLES
from kinerja_tui.widgets.text import clean, fit, wrapped

_LABEL = 16
"""Widest label that stands before its value; a longer one stands above it."""
_LONG = 3
"""Lines of a value from which it stands below its label, over the whole width."""
_MARKED = re.compile(r"(\W|\d+\.) ")
"""Running text behind a mark or a number: its further lines stand below the text."""
TURN_BACK, TURN_ON = "[", "]"
"""Keys the screens bind to `DetailPane.turn`."""
_REST = 0.08
"""Seconds the cursor rests before what it stands on is read."""
_CHART = 18
"""Lines of a chart below the parts."""
_MOST = 20_000
"""Characters of one value that are looked at: more than any pane shows."""


@dataclass(frozen=True)
class Fact:
    """A value with its label; without a label running text."""

    label: str
    value: str
    style: str = ""
    """a name of `source.TEXT_STYLES`"""


@dataclass(frozen=True)
class Part:
    """Facts that belong together, under a heading where it has one."""

    heading: str
    facts: Sequence[Fact]


@dataclass(frozen=True)
class Detail:
    """Everything about a row: what it is called, and its parts from above."""

    title: str
    parts: Sequence[Part] = ()
    chart: Chart | None = None
    """drawn below the parts where there is room"""


def lines_of(detail: Detail, width: int) -> list[Content]:
    """The detail as lines of at most ``width`` cells; none is markup."""
    width = max(width, 1)
    lines = [Content.styled(row, "bold") for row in wrapped(detail.title[:_MOST], width)]
    for part in detail.parts:
        if not part.facts:
            continue
        lines.append(Content())
        if part.heading:
            lines += [Content.styled(row, "bold $accent") for row in wrapped(part.heading, width)]
        labels = [len(clean(fact.label)) for fact in part.facts if fact.label and len(fact.label) <= _LABEL]
        column = max(labels, default=0) if width >= 2 * _LABEL else 0
        for fact in part.facts:
            lines += _fact(fact, column, width)
    return lines


def _fact(fact: Fact, column: int, width: int) -> list[Content]:
    style = TEXT_STYLES.get(fact.style, "")
    beside = wrapped_text(fact.value, width - column - 2) if column else []
    if beside and fact.label and len(fact.label) <= _LABEL and len(beside) <= _LONG:
        labels = [fit(fact.label, column), *[" " * column] * (len(beside) - 1)]
        return [
            Content.assemble((label + "  ", "$text-muted"), (row, style))
            for label, row in zip(labels, beside, strict=True)
        ]
    heads = [Content.styled(row, "$text-muted") for row in wrapped(fact.label, width)] if fact.label else []
    indent = "  " if width > 4 and (fact.label or _MARKED.match(fact.value)) else ""
    first, *more = wrapped_text(fact.value, width - len(indent))
    rows = [(indent if fact.label else "", first), *((indent, row) for row in more)]
    return [*heads, *(Content.assemble(start, (row, style)) for start, row in rows)]


def wrapped_text(text: str, width: int) -> list[str]:
    """A text of several lines, each wrapped and made safe; always at least one row."""
    return [row for line in (text[:_MOST].splitlines() or [""]) for row in wrapped(line, max(width, 1))]


class DetailPane(Widget):
    """Shows one `Detail`; it never takes the focus, so the keys stay with the list."""

    NARROWEST = 150
    """Width of a terminal from which there is room for it."""
    _LIST = 100
    """Cells the list keeps."""

    DEFAULT_CSS = """
    DetailPane {
        dock: right;
        height: 100%;
        padding: 0 1;
        border-left: solid $panel;
        background: $background;
        color: $foreground;
        &:ansi { border-left: solid ansi_default; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.key: str | None = None
        """Row that is shown."""
        self.detail: Detail | None = None
        self._top = 0
        """line that stands on top"""
        self._read: Callable[[], None] | None = None
        self._resting: Timer | None = None

    def soon(self, read: Callable[[], None]) -> None:
        """Call ``read`` once nothing else was asked for a moment: who moves on and on waits for nothing."""
        self._read = read
        if self._resting is None:
            self._resting = self.set_interval(_REST, self._rested)
        else:
            self._resting.reset()

    def _rested(self) -> None:
        if self._resting is not None:
            self._resting.pause()
        if self._read is not None:
            self._read()

    def show(self, key: str | None, detail: Detail | None) -> None:
        """Show another row, or (None) nothing; the same one again stays where it was turned to."""
        if key != self.key:
            self._top = 0
        self.key, self.detail = key, detail
        self.refresh()

    def turn(self, pages: int) -> None:
        """On to the lines that had no room, or back."""
        step = max(self.content_size.height - 3, 1)
        self._top = max(self._top + pages * step, 0)
        self.refresh()

    @classmethod
    def room_in(cls, terminal: int) -> int:
        """Cells it takes in a terminal of so many; 0: there is no room beside a list."""
        return min(terminal - cls._LIST, 80) if terminal >= cls.NARROWEST else 0

    def render(self) -> Content:
        """As much as the height has room for; what is left out is told, with the keys that lead there."""
        width, height = self.content_size
        if self.detail is None or width <= 0 or height <= 0:
            return Content()
        lines = lines_of(self.detail, width)
        if len(lines) > height:
            return Content("\n").join(self._part_of(lines, width, height))
        self._top = 0
        room = height - len(lines) - 1
        if self.detail.chart is not None and room >= LOWEST:
            ascii_only = self.app.console.options.ascii_only
            lines += [Content(), draw(self.detail.chart, width, min(room, _CHART), ascii_only=ascii_only)]
        return Content("\n").join(lines)

    def _part_of(self, lines: list[Content], width: int, height: int) -> list[Content]:
        """The lines from the one turned to, with how many stand above and below."""
        self._top = min(self._top, len(lines) - height + 1)
        above = [_told(f"{TURN_BACK} … {self._top} baris di atas", width)] if self._top else []
        until = self._top + height - len(above)
        if until >= len(lines):
            return [*above, *lines[len(lines) - height + len(above) :]]
        left = len(lines) - until + 1
        return [*above, *lines[self._top : until - 1], _told(f"{TURN_ON} … {left} baris lagi", width)]


def _told(text: str, width: int) -> Content:
    return Content.styled(fit(text, width), "$text-muted")
