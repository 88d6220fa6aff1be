"""The first line of every screen: where am I, for which office and period, and is this practice."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from kinerja_tui.widgets.text import clean, fit

BETWEEN = " · "
"""Between the parts of a title or context."""
_APART = 3
"""Cells at least around the context."""


class TitleBar(Widget):
    """One line: the screen's title on the left, office and period on the right, a badge for practice data."""

    COMPONENT_CLASSES = {"title-bar--title", "title-bar--context", "title-bar--badge"}
    DEFAULT_CSS = """
    TitleBar {
        dock: top;
        height: 1;
        background: $primary;
        color: $foreground;
        & > .title-bar--title { background: $primary; color: auto; text-style: bold; }
        & > .title-bar--context { background: $primary; color: auto 85%; }
        & > .title-bar--badge { background: $warning; color: auto; text-style: bold; }
        &:ansi {
            & > .title-bar--title { color: ansi_default; background: ansi_default; text-style: bold reverse; }
            & > .title-bar--context { color: ansi_default; background: ansi_default; text-style: reverse; }
            & > .title-bar--badge { color: ansi_default; background: ansi_default; text-style: bold; }
        }
    }
    """

    title: reactive[str] = reactive("")
    context: reactive[str] = reactive("")
    badge: reactive[str] = reactive("")

    def __init__(self, title: str = "", context: str = "", badge: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.set_reactive(TitleBar.title, title)
        self.set_reactive(TitleBar.context, context)
        self.set_reactive(TitleBar.badge, badge)

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        """The one line; when it is narrow the context gives way first, part by part, then the title."""
        width = self.size.width
        title_style = self.get_component_rich_style("title-bar--title")
        context_style = self.get_component_rich_style("title-bar--context")
        badge = f" {clean(self.badge)} " if self.badge else ""
        badge_width = min(cell_len(badge), width)
        title = f" {clean(self.title)} "
        title_width = min(cell_len(title), width - badge_width)
        room = width - badge_width - title_width
        segments = [
            Segment(fit(title, title_width), title_style),
            Segment(fit(self._parts_in(room), room, "right"), context_style),
        ]
        if badge:
            segments.append(Segment(fit(badge, badge_width), self.get_component_rich_style("title-bar--badge")))
        return Strip(segments).adjust_cell_length(width, context_style)

    def _parts_in(self, room: int) -> str:
        """As many of its parts as there is room for, clear of the title: half a name says nothing."""
        parts = clean(self.context[:200]).split(BETWEEN)
        while parts and cell_len(BETWEEN.join(parts)) + _APART > room:
            parts.pop()
        return f"{BETWEEN.join(parts)} " if parts else ""
