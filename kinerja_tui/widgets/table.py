"""A table for lists of any length: it draws the lines on screen and asks its source only for those rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.strip import Strip
from textual.widgets import Input

from kinerja_tui.widgets.keys import PatientApp, hold_until_handled
from kinerja_tui.widgets.marking import MARK, Marking
from kinerja_tui.widgets.source import CELL_STYLES, GAP, Cell, Column, ListSource, RowSource, column_widths
from kinerja_tui.widgets.text import fit, wrapped

__all__ = ["Cell", "Column", "ListSource", "RowSource", "VirtualTable"]

PAGE = 50
"""Rows asked from the source at a time."""
KEPT_PAGES = 8
_BEING_READ: Sequence[Cell] = (("…", "dim"),)
CLASSES = {f"table--{name}" for name in ("header", "row", "cursor", "marked", "empty", *CELL_STYLES)}


class VirtualTable(Marking, can_focus=True):
    """Header line, rows, a cursor on one row, and marks on any."""

    COMPONENT_CLASSES = CLASSES
    DEFAULT_CSS = """
    VirtualTable {
        height: 1fr;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        background: $background;
        color: $foreground;
        & > .table--header { color: $text-muted; background: $surface; text-style: bold; }
        & > .table--row { color: $foreground; background: $background; }
        & > .table--cursor { color: $foreground; background: $panel; text-style: bold; }
        & > .table--marked { color: $foreground; background: $surface; text-style: bold; }
        & > .table--empty { color: $text-muted; background: $background; }
        & > .table--good { color: $text-success; background: $background; }
        & > .table--warn { color: $text-warning; background: $background; }
        & > .table--bad { color: $text-error; background: $background; text-style: bold; }
        & > .table--dim { color: $text-muted; background: $background; }
        & > .table--mark { color: $accent; background: $background; text-style: bold; }
        &:focus > .table--cursor {
            color: $block-cursor-foreground; background: $block-cursor-background; text-style: bold;
        }
        &:ansi {
            & > .table--header { color: ansi_default; background: ansi_default; text-style: bold underline; }
            & > .table--row, & > .table--empty { color: ansi_default; background: ansi_default; }
            & > .table--cursor { color: ansi_default; background: ansi_default; text-style: bold underline; }
            & > .table--marked { color: ansi_default; background: ansi_default; text-style: bold; }
            & > .table--dim { color: ansi_default; background: ansi_default; text-style: dim; }
        }
        &:ansi:focus > .table--cursor { text-style: bold reverse; }
    }
    """

    # The length changes with every key of a filter; that is no reason to lay the screen out anew.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)

    @dataclass
    class Highlighted(Message):
        """The cursor came to another row."""

        key: str
        """Key of the row."""

    @dataclass
    class Chosen(Message):
        """Enter (or a click on the cursor row) chose a row."""

        key: str
        """Key of the row."""

    def __init__(
        self,
        columns: Sequence[Column] = (),
        source: RowSource | None = None,
        *,
        empty_text: str = "Belum ada data.",
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._columns = tuple(columns)
        self._source: RowSource = source if source is not None else ListSource([], [])
        self._length = len(self._source)
        self._empty_text = empty_text
        self._cursor = 0
        self._pages: dict[int, Sequence[Sequence[Cell]]] = {}
        self.marked = {}
        self.filter_line: Input | None = None
        """Where `/` leads (set by Listing)."""

    # What it shows

    @property
    def empty_text(self) -> str:
        """Shown instead of rows: says what to do first."""
        return self._empty_text

    @empty_text.setter
    def empty_text(self, text: str) -> None:
        self._empty_text = text
        self.refresh()

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns, from the left."""
        return self._columns

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Other columns; the next `set_source` should bring rows that fit them."""
        self._columns = tuple(columns)
        self._pages.clear()
        self.refresh()

    @property
    def row_count(self) -> int:
        """Rows in the source."""
        return self._length

    @property
    def cursor(self) -> int:
        """Index of the cursor row."""
        return self._cursor

    @property
    def current_key(self) -> str | None:
        """Key of the cursor row; None when there are no rows."""
        return self._source.key(self._cursor) if self._length else None

    @property
    def source(self) -> RowSource:
        """Where the rows come from."""
        return self._source

    def set_source(self, source: RowSource, keep: str | None = None) -> None:
        """Show other rows with the cursor on the row `keep`.

        Without that row the cursor stays at its place if a row was merely removed there, else it goes to the top.
        """
        before = self._length
        self._source = source
        self._length = len(source)
        self._pages.clear()
        place = source.index(keep) if keep is not None and self._length else None
        if place is None:
            place = self._cursor if keep is not None and abs(before - self._length) <= 1 else 0
        self._resize_virtual()
        self._cursor = -1
        self.move_to(place)
        self.refresh()

    def reload(self) -> None:
        """Ask the same source again for its rows (after a change), the cursor stays on its place."""
        self._length = len(self._source)
        self._pages.clear()
        self._resize_virtual()
        self._cursor = max(0, min(self._cursor, self._length - 1))
        self._show_cursor()
        self.refresh()

    def forget(self, start: int) -> None:
        """The rows from ``start`` on say something else now: ask for them again where they are drawn."""
        self._pages.pop(start // PAGE, None)
        self.refresh()

    def move_to(self, index: int) -> None:
        """Put the cursor on a row (the nearest there is)."""
        index = max(0, min(index, self._length - 1))
        if index == self._cursor:
            return
        old, self._cursor = self._cursor, index
        self._show_cursor()
        self._redraw(old)
        self._redraw(index)
        if self._length:
            self.post_message(self.Highlighted(self._source.key(index)))

    def _redraw(self, index: int) -> None:
        # The header stands above the rows, so a row is one line further down than its place.
        self.refresh_line(index + 1)

    def _show_cursor(self) -> None:
        height = self._height
        top = int(self.scroll_offset.y)
        if self._cursor < top:
            self.scroll_to(y=self._cursor, animate=False, force=True)
        elif self._cursor >= top + height:
            self.scroll_to(y=self._cursor - height + 1, animate=False, force=True)

    @property
    def _height(self) -> int:
        """Rows on screen."""
        return max(self.size.height - 1, 1)

    def _resize_virtual(self) -> None:
        self.virtual_size = Size(self.size.width, self._length + 1)
        if self.is_attached and self.size:
            self._scroll_update(self.virtual_size)

    def on_mount(self) -> None:
        """Tell the program which row the cursor starts on."""
        self._resize_virtual()
        if self._length:
            self.post_message(self.Highlighted(self._source.key(self._cursor)))

    def on_resize(self) -> None:
        """Keep the cursor in view at the new size."""
        self._resize_virtual()
        self._show_cursor()
        self.refresh()

    # Keys: taken when they come back to the app, in one order with those that are commands of the screen

    def take_key(self, event: events.Key) -> bool:
        """Move the cursor, choose a row; False for a key that means nothing here."""
        key, page = event.key, self._height
        moves = {"down": 1, "j": 1, "up": -1, "k": -1, "pagedown": page, "pageup": -page}
        if key in moves:
            self.move_to(self._cursor + moves[key])
        elif key in ("home", "ctrl+home"):
            self.move_to(0)
        elif key in ("end", "ctrl+end"):
            self.move_to(self._length - 1)
        elif key == "enter":
            self._choose()
        elif key in ("slash", "ctrl+f") and self.filter_line is not None:
            self.screen.set_focus(self.filter_line)
            self.filter_line.action_select_all()  # the next name is another one, not more of the last
        elif not self.mark_key(key):
            return False
        return True

    def _choose(self) -> None:
        if self._length:
            self.post_message(self.Chosen(self._source.key(self._cursor)))
            hold_until_handled(self)
        elif isinstance(self.app, PatientApp):
            self.app.stop_keys()  # what is typed on was meant for what would have opened

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor; a second one on the same row chooses it."""
        index = event.y - 1 + int(self.scroll_offset.y)
        if event.y < 1 or index >= self._length:
            return
        if index == self._cursor:
            self._choose()
        else:
            self.move_to(index)

    # Drawing

    def _row(self, index: int) -> Sequence[Cell]:
        number, place = divmod(index, PAGE)
        page = self._pages.get(number)
        if page is None:
            while len(self._pages) >= KEPT_PAGES:
                del self._pages[next(iter(self._pages))]
            page = self._source.rows(number * PAGE, min((number + 1) * PAGE, self._length))
            if page is None:
                return _BEING_READ
            self._pages[number] = page
        # A source that shrank behind our back shows blanks, not an error.
        return page[place] if place < len(page) else ()

    def _line(self, cells: Sequence[Cell], base: Style, *, plain: bool, marked: bool = False) -> Strip:
        width = self.size.width
        segments = [Segment(MARK if marked else " ", base)]
        for place, size in enumerate(column_widths(self._columns, width - 2, GAP)):
            if size <= 0:
                continue
            if place:
                segments.append(Segment(" " * GAP, base))
            cell = cells[place] if place < len(cells) else ""
            text, name = (cell, "") if isinstance(cell, str) else cell
            style = base
            if name in CELL_STYLES and not plain:
                style = self.get_component_rich_style(f"table--{name}")
                style += Style(bgcolor=base.bgcolor, bold=True) if marked else Style.null()
            segments.append(Segment(fit(text, size, self._columns[place].align), style))
        return Strip(segments).adjust_cell_length(width, base)

    def render_line(self, y: int) -> Strip:
        """The header, a row, a line of the empty text, or nothing."""
        row_style = self.get_component_rich_style("table--row")
        if y == 0:
            style = self.get_component_rich_style("table--header")
            return self._line([column.title for column in self._columns], style, plain=True)
        index = y - 1 + int(self.scroll_offset.y)
        if index < self._length:
            here, marked = index == self._cursor, bool(self.marked) and self._source.key(index) in self.marked
            style = row_style
            if here or marked:
                style = self.get_component_rich_style("table--cursor" if here else "table--marked")
            return self._line(self._row(index), style, plain=here, marked=marked)
        return self._empty_line(y) if not self._length else Strip.blank(self.size.width, row_style)

    def _empty_line(self, y: int) -> Strip:
        width, height = self.size
        style = self.get_component_rich_style("table--empty")
        lines = [row for part in self._empty_text.splitlines() for row in wrapped(part, max(min(width - 8, 60), 10))]
        place = y - max((height - len(lines)) // 2, 1)
        text = lines[place] if 0 <= place < len(lines) else ""
        return Strip([Segment(fit(text.center(width), width), style)]).adjust_cell_length(width, style)
