"""A screen with one long list: filter as you type, flat from ten rows to a hundred thousand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult

from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.lists.beside import DetailBeside
from kinerja_tui.screens.lists.list_order import OrderingScreen
from kinerja_tui.screens.lists.list_source import CellMaker, Rows, RowsSource, wants_every_column
from kinerja_tui.services.lists.listing import Row
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.dialogs import Confirm
from kinerja_tui.widgets.listing import Listing
from kinerja_tui.widgets.table import Cell, Column, VirtualTable

if TYPE_CHECKING:
    from kinerja_tui.models.database import Database

__all__ = ["CellMaker", "ListScreen", "Rows", "RowsSource"]

_READING = "Sedang membaca daftar…"
_AFTER_LETTER = 0.01
"""Seconds between a letter painted and its rows looked for: what is painted goes to the terminal in another thread."""


class ListScreen(OrderingScreen, DetailBeside):
    """Subclasses give the columns, `find` and `cells`, and answer `chosen`."""

    COMMANDS: ClassVar[list[Command]] = [BACK]
    COLUMNS: ClassVar[Sequence[Column]] = ()
    WIDE: ClassVar[int] = 110
    """From this width on `columns` has room for more."""
    EMPTY = "Belum ada data."

    @property
    def columns(self) -> Sequence[Column]:
        """What the list shows now; a subclass may look at `is_wide` or at its own state."""
        return self.COLUMNS

    @property
    def is_wide(self) -> bool:
        """Whether the list has room for more columns; or all are asked for (`every_column`)."""
        return wants_every_column() or self.app.size.width - self.beside >= self.WIDE

    def find(self, text: str) -> Rows:
        """The rows that match the filter text."""
        raise NotImplementedError

    def cells(self, row: Row) -> Sequence[Cell]:
        """One row as the columns show it."""
        raise NotImplementedError

    def chosen(self, key: str) -> None:
        """Enter on a row."""

    def action_open(self) -> None:
        """Enter from the palette."""
        if self.current is not None:
            self.chosen(self.current)

    def ask_take_back(self, question: str, take_back: Callable[[Database, str], object], said: str) -> None:
        """Take the row at the cursor back after a question; its history stays."""
        key = self.current
        if key is None:
            return

        def answered(yes: bool | None) -> None:
            if yes:
                with self.telling():
                    take_back(self.app.db, key)
                    self.say(said)
                self.reload()

        self.app.push_screen(Confirm(question, "Tarik", "Batal"), answered)

    # -- the machinery

    def every_key(self) -> Sequence[str]:
        """All rows of the list; a subclass with a filter of its own looks behind that too."""
        return self.find("").keys

    @property
    def row_here(self) -> Row | None:
        """The row at the cursor, as the service gives it."""
        source = self.list.table.source
        return source.row(self.list.table.cursor) if isinstance(source, RowsSource) else None

    def row_of(self, key: str) -> Row | None:
        """A listed row as it is stored now; None when it is not listed."""
        rows = self.shown_rows
        return rows.by_key([key]).get(key) if rows is not None else None

    def body(self) -> ComposeResult:
        """The list with its first rows already in it; a long one gets them a moment later."""
        source = self.first_source()
        reading = "" if source is not None else _READING
        yield Listing(self.shown_columns, source, noun=self.NOUN, empty_text=self.EMPTY, reading=reading)

    def read_ahead(self) -> None:
        """A list that is found beside the keys needs nothing of it."""
        if not self.ASIDE:
            self.find("")

    def begin(self) -> None:
        """Keys go to the list."""
        super().begin()
        self.list.table.markable = self.MARKS
        self.list.focus_table()

    def on_resize(self) -> None:
        """Other columns, where the width has room for more or fewer."""
        if self.list.table.columns != self.shown_columns:
            self.reload()
        self.call_after_refresh(self.show_note)

    def on_screen_resume(self) -> None:
        """Show what a form changed meanwhile."""
        self._opening = True
        try:
            self.reload()
        finally:
            self._opening = False

    def reload(self, keep: str | None = None) -> None:
        """Read the list again; the cursor stays on its row, or goes to ``keep``."""
        if self.list.table.columns != self.shown_columns:
            self.list.table.set_columns(self.shown_columns)
        self.list.empty_text = self.EMPTY
        self.ask(whole=True, keep=keep, moves=not self._opening)

    def show_filtered(self) -> None:
        """A letter was typed into the filter: other rows of the same list, so nothing else is read again."""
        self.ask(whole=False)

    @on(Listing.FilterChanged)
    def _filter(self, event: Listing.FilterChanged) -> None:
        event.stop()
        self.call_after_refresh(self.set_timer, _AFTER_LETTER, self._find_filtered)

    def _find_filtered(self) -> None:
        if self.is_attached and self.list.filter_text != self._asked_text:
            self._typing = True
            try:
                if self.list.filter_text:
                    self.show_filtered()
                else:
                    self.reload()
            finally:
                self._typing = False

    @on(VirtualTable.Chosen)
    def _chosen(self, event: VirtualTable.Chosen) -> None:
        event.stop()
        self.chosen(event.key)
