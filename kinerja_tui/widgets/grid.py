"""A grid of short cells: names stay at the left, headers above, arrow keys move from cell to cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from kinerja_tui.widgets.keys import pass_on
from kinerja_tui.widgets.source import CELL_STYLES
from kinerja_tui.widgets.text import fit, wrapped

NARROW, WIDE, WIDEST = 5, 14, 28
"""Cells of a column: the least, the least that shows texts, the most."""
LEFT, RIGHT = "‹", "›"
"""Say that there are more columns on that side."""


@dataclass(frozen=True)
class GridCell:
    """What a cell shows: a few characters where columns are narrow, a text where they are wide."""

    short: str
    text: str = ""
    style: str = ""
    """one of `CELL_STYLES`, or none"""


@dataclass(frozen=True)
class GridContent:
    """Everything a grid shows; `cells` has a row for each name and a cell for each header."""

    corner: str
    headers: Sequence[str]
    names: Sequence[str]
    cells: Sequence[Sequence[GridCell]]


class Grid(Widget, can_focus=True):
    """Draws only what is on screen; the cursor stands on one cell."""

    COMPONENT_CLASSES = {f"grid--{name}" for name in ("header", "row", "here", "cursor", "empty", *CELL_STYLES)}
    DEFAULT_CSS = """
    Grid {
        height: 1fr;
        background: $background;
        color: $foreground;
        & > .grid--header { color: $text-muted; background: $surface; text-style: bold; }
        & > .grid--row { color: $foreground; background: $background; }
        & > .grid--here { color: $foreground; background: $panel; text-style: bold; }
        & > .grid--cursor { color: $foreground; background: $panel; text-style: bold underline; }
        & > .grid--empty { color: $text-muted; background: $background; }
        & > .grid--good { color: $text-success; background: $background; }
        & > .grid--warn { color: $text-warning; background: $background; }
        & > .grid--bad { color: $text-error; background: $background; text-style: bold; }
        & > .grid--dim { color: $text-muted; background: $background; }
        & > .grid--mark { color: $accent; background: $background; text-style: bold; }
        &:focus > .grid--cursor {
            color: $block-cursor-foreground; background: $block-cursor-background; text-style: bold;
        }
        &:ansi {
            & > .grid--header { color: ansi_default; background: ansi_default; text-style: bold underline; }
            & > .grid--row, & > .grid--empty, & > .grid--dim { color: ansi_default; background: ansi_default; }
            & > .grid--here { color: ansi_default; background: ansi_default; text-style: bold; }
            & > .grid--cursor { color: ansi_default; background: ansi_default; text-style: bold underline; }
        }
        &:ansi:focus > .grid--cursor { text-style: bold reverse; }
    }
    """

    @dataclass
    class Moved(Message):
        """The cursor came to another cell."""

        row: int
        column: int

    @dataclass
    class Chosen(Message):
        """Enter (or a click on the cursor's cell) chose a cell."""

        row: int
        column: int

    def __init__(self, *, empty_text: str = "Belum ada data.", id: str | None = None) -> None:
        super().__init__(id=id)
        self._content = GridContent("", (), (), ())
        self._empty_text = empty_text
        self._row = self._column = 0
        self._top = self._first = 0
        """The first row and the first column on screen."""
        self.texts: bool | None = None
        """Whether columns are wide enough for texts; None: when all of them find room."""

    # What it shows

    @property
    def cursor(self) -> tuple[int, int]:
        """Row and column of the cursor."""
        return self._row, self._column

    @property
    def has_cells(self) -> bool:
        """Whether there is a cell to stand on."""
        return bool(self._content.names and self._content.headers)

    def say_when_empty(self, text: str) -> None:
        """Shown where there are no cells."""
        self._empty_text = text
        self.refresh()

    @property
    def shows_texts(self) -> bool:
        """Whether columns are wide now."""
        return self._width_of_column >= WIDE

    def show_content(self, content: GridContent, at: tuple[int, int] | None = None) -> None:
        """Other content; the cursor goes to ``at``, or stays as near as it can."""
        self._content = content
        self._row, self._column = self._inside(*(at if at is not None else self.cursor))
        self._scroll()
        self.refresh()
        self._tell()

    def show_texts(self, texts: bool | None) -> None:
        """Wide columns, narrow ones, or (None) as there is room."""
        self.texts = texts
        self._scroll()
        self.refresh()

    def move_to(self, row: int, column: int) -> None:
        """Put the cursor on a cell (the nearest there is)."""
        place = self._inside(row, column)
        if place == self.cursor:
            return
        self._row, self._column = place
        self._scroll()
        self.refresh()
        self._tell()

    def _tell(self) -> None:
        if self.has_cells:
            self.post_message(self.Moved(self._row, self._column))

    def _inside(self, row: int, column: int) -> tuple[int, int]:
        rows, columns = len(self._content.names), len(self._content.headers)
        return max(0, min(row, rows - 1)), max(0, min(column, columns - 1))

    # Its measures

    @property
    def _width_of_name(self) -> int:
        return max(14, min(30, self.size.width // 4))

    @property
    def _room(self) -> int:
        """Cells for columns: without the name, the marks at both ends and a space before the edge."""
        return max(self.size.width - self._width_of_name - 4, 0)

    @property
    def _width_of_column(self) -> int:
        share = self._room // max(len(self._content.headers), 1) - 1
        if self.texts:
            share = max(share, WIDE + 4)
        elif self.texts is False:
            share = NARROW
        return max(NARROW, min(WIDEST, share))

    @property
    def _shown(self) -> int:
        """Columns on screen."""
        return max(self._room // (self._width_of_column + 1), 1)

    @property
    def _height(self) -> int:
        """Rows on screen."""
        return max(self.size.height - 1, 1)

    def _scroll(self) -> None:
        self._top = max(min(self._top, self._row), self._row - self._height + 1)
        self._first = max(min(self._first, self._column), self._column - self._shown + 1)
        self._first = max(0, min(self._first, len(self._content.headers) - self._shown))

    def on_resize(self) -> None:
        """Keep the cursor in view at the new size."""
        self._scroll()
        self.refresh()

    # Keys: handled here at once, not as bindings, so that a fast typist's keys stay in order

    def on_key(self, event: events.Key) -> None:
        """Move from cell to cell, choose one."""
        if pass_on(self, event):
            return
        row, column, last = self._row, self._column, len(self._content.headers) - 1
        places = {
            "down": (row + 1, column),
            "up": (row - 1, column),
            "right": (row, column + 1),
            "left": (row, column - 1),
            "pagedown": (row + self._height, column),
            "pageup": (row - self._height, column),
            "home": (row, 0),
            "end": (row, last),
            "ctrl+home": (0, 0),
            "ctrl+end": (len(self._content.names) - 1, last),
        }
        if event.key in places:
            self.move_to(*places[event.key])
        elif event.key == "enter":
            self._choose()
        else:
            return
        event.stop()
        event.prevent_default()

    def _choose(self) -> None:
        if self.has_cells:
            self.post_message(self.Chosen(self._row, self._column))

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor; a second one on the same cell chooses it."""
        row = self._top + event.y - 1
        column = self._first + (event.x - self._width_of_name - 3) // (self._width_of_column + 1)
        if event.y < 1 or self._inside(row, column) != (row, column):
            return
        if (row, column) == self.cursor:
            self._choose()
        else:
            self.move_to(row, column)

    # Drawing

    def render_line(self, y: int) -> Strip:
        """The header, a row, a line of the empty text, or nothing."""
        width = self.size.width
        plain = self.get_component_rich_style("grid--row")
        if not self.has_cells:
            return self._empty_line(y)
        if y == 0:
            return self._header()
        row = self._top + y - 1
        if row >= len(self._content.names):
            return Strip.blank(width, plain)
        here = row == self._row
        name_style = self.get_component_rich_style("grid--here") if here else plain
        segments = [Segment(fit(f" {self._content.names[row]}", self._width_of_name + 1), name_style)]
        segments.append(Segment("  ", plain))
        for column in self._columns():
            segments.append(Segment(fit(*self._cell(row, column)), self._style(row, column, plain)))
            segments.append(Segment(" ", plain))
        return Strip(segments).adjust_cell_length(width, plain)

    def _columns(self) -> range:
        return range(self._first, min(self._first + self._shown, len(self._content.headers)))

    def _cell(self, row: int, column: int) -> tuple[str, int]:
        cell = self._content.cells[row][column]
        return (cell.text or cell.short) if self.shows_texts else cell.short, self._width_of_column

    def _style(self, row: int, column: int, plain: Style) -> Style:
        if (row, column) == self.cursor:
            return self.get_component_rich_style("grid--cursor")
        style = self._content.cells[row][column].style
        return self.get_component_rich_style(f"grid--{style}") if style in CELL_STYLES else plain

    def _header(self) -> Strip:
        style = self.get_component_rich_style("grid--header")
        here = self.get_component_rich_style("grid--here")
        columns = self._columns()
        more = LEFT if columns.start > 0 else " "
        segments = [
            Segment(fit(f" {self._content.corner}", self._width_of_name + 1), style),
            Segment(f"{more} ", style),
        ]
        for column in columns:
            head = fit(self._content.headers[column], self._width_of_column)
            segments += [Segment(head, here if column == self._column else style), Segment(" ", style)]
        if columns.stop < len(self._content.headers):
            segments.append(Segment(RIGHT, style))
        return Strip(segments).adjust_cell_length(self.size.width, style)

    def _empty_line(self, y: int) -> Strip:
        width, height = self.size
        style = self.get_component_rich_style("grid--empty")
        lines = [row for part in self._empty_text.splitlines() for row in wrapped(part, max(min(width - 8, 60), 10))]
        place = y - max((height - len(lines)) // 2, 1)
        text = lines[place] if 0 <= place < len(lines) else ""
        return Strip([Segment(fit(text.center(width), width), style)]).adjust_cell_length(width, style)
