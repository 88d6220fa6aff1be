"""A screen with one long list: filter as you type, flat from ten rows to a hundred thousand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult

from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.beside import DetailBeside
from kinerja_tui.screens.list_marks import MarkingScreen
from kinerja_tui.services.listing import Listing as StoredRows
from kinerja_tui.services.listing import Row, ShortList
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.dialogs import Confirm
from kinerja_tui.widgets.listing import Listing
from kinerja_tui.widgets.table import Cell, Column, VirtualTable

if TYPE_CHECKING:
    from kinerja_tui.models.database import Database

CellMaker = Callable[[Row], Sequence[Cell]]
Rows = StoredRows | ShortList


class RowsSource:
    """Shows plain rows of a service in the virtual table."""

    def __init__(self, rows: Rows, cells: CellMaker) -> None:
        self._rows = rows
        self._cells = cells
        self._index: dict[str, int] | None = None

    def __len__(self) -> int:
        return len(self._rows)

    def row(self, index: int) -> Row | None:
        """A row as the service gives it; None when it is not there any more."""
        return next(iter(self._rows.rows(index, index + 1)), None)

    def rows(self, start: int, stop: int) -> Sequence[Sequence[Cell]]:
        """The cells of the rows from start up to stop."""
        return [self._cells(row) for row in self._rows.rows(start, stop)]

    def key(self, index: int) -> str:
        """The id of a row."""
        return self._rows.keys[index]

    def index(self, key: str) -> int | None:
        """Where an id stands."""
        if self._index is None:
            self._index = {key: index for index, key in enumerate(self._rows.keys)}
        return self._index.get(key)


class ListScreen(MarkingScreen, DetailBeside):
    """Subclasses give the columns, `find` and `cells`, and answer `chosen`."""

    COMMANDS: ClassVar[list[Command]] = [BACK]  # type: ignore[assignment]
    COLUMNS: ClassVar[Sequence[Column]] = ()
    WIDE: ClassVar[int] = 110
    """From this width on `columns` has room for more."""
    NOUN = "baris"
    EMPTY = "Belum ada data."

    @property
    def columns(self) -> Sequence[Column]:
        """What the list shows now; a subclass may look at `is_wide` or at its own state."""
        return self.COLUMNS

    @property
    def is_wide(self) -> bool:
        """Whether the list has room for more columns; or all are asked for, for the pane beside it."""
        return self.all_columns or self.app.size.width - self.beside >= self.WIDE

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

    def body(self) -> ComposeResult:
        """The list with its first rows already in it."""
        yield Listing(self.columns, self._source(""), noun=self.NOUN, empty_text=self.EMPTY)

    def on_mount(self) -> None:
        """Keys go to the list."""
        self.list.table.markable = self.MARKS
        self.list.focus_table()

    def on_resize(self) -> None:
        """Other columns, where the width has room for more or fewer."""
        if self.list.table.columns != tuple(self.columns):
            self.reload()

    def on_screen_resume(self) -> None:
        """Show what a form changed meanwhile."""
        self.reload()

    def reload(self, keep: str | None = None) -> None:
        """Read the list again; the cursor stays on its row, or goes to ``keep``."""
        if self.list.table.columns != tuple(self.columns):
            self.list.table.set_columns(self.columns)
        self.forget_gone()
        source = self._source(self.list.filter_text)
        self.list.set_source(
            source, total=len(self.find("")) if self.list.filter_text else None, keep=keep or self.current
        )
        self.detail_soon()

    def show_filtered(self) -> None:
        """A letter was typed into the filter: other rows of the same list, so nothing else is read again."""
        self.list.set_source(self._source(self.list.filter_text), keep=self.current)
        self.detail_soon()

    @on(Listing.FilterChanged)
    def _filter(self, event: Listing.FilterChanged) -> None:
        event.stop()
        if event.text:
            self.show_filtered()
        else:
            self.reload()

    @on(VirtualTable.Chosen)
    def _chosen(self, event: VirtualTable.Chosen) -> None:
        event.stop()
        self.chosen(event.key)

    def _source(self, text: str) -> RowsSource:
        return RowsSource(self.find(text), self.cells)
