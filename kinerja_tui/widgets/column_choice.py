"""Which columns of a list show: a small list of its columns, each marked or not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from kinerja_tui.widgets.dialogs import DIALOG_CSS, keys_shown, table_height
from kinerja_tui.widgets.source import without_room
from kinerja_tui.widgets.table import Cell, Column, ListSource, VirtualTable

AS_WIDE = "*"
"""Among the answers: no choice, as many columns as the width has room for."""


class ChooseColumns(ModalScreen[set[str] | None]):
    """Space shows or hides a column, Enter takes the choice, 0 leaves it to the width, Esc changes nothing.

    The answer holds the keys of the columns to show, or `AS_WIDE`.
    """

    DEFAULT_CSS = DIALOG_CSS.format(name="ChooseColumns")
    AUTO_FOCUS = "VirtualTable"
    COLUMNS: ClassVar = [Column("title", "Kolom", 24, flex=1), Column("note", "", 24)]

    def __init__(self, columns: Sequence[Column], shown: set[str], fixed: str, width: int) -> None:
        super().__init__()
        self._columns = columns
        self._fixed = fixed
        self._width = width
        self._table = VirtualTable(self.COLUMNS, self._source(set()))
        self._table.markable = True
        self._table.marked = dict.fromkeys(column.key for column in columns if column.key in shown)

    def _source(self, without: set[str]) -> ListSource:
        rows: list[tuple[Cell, Cell]] = []
        for column in self._columns:
            note: Cell = ""
            if column.key == self._fixed:
                note = ("selalu tampil", "dim")
            elif column.key in without:
                note = ("tidak muat di lebar ini", "warn")
            rows.append((column.title, note))
        return ListSource(rows, [column.key for column in self._columns])

    def compose(self) -> ComposeResult:
        """Title, columns, what is to be known, keys."""
        with Vertical():
            yield Static(Content("Kolom daftar ini"), classes="dialog--title", markup=False)
            yield self._table
            yield keys_shown(
                ("Spasi", "Tampil atau tidak"), ("Enter", "Pakai"), ("0", "Menurut lebar layar"), ("Esc", "Batal")
            )

    def on_mount(self) -> None:
        """Say what has no room."""
        self._marked()

    def on_resize(self) -> None:
        """As many columns as there is room for."""
        self._table.styles.height = table_height(len(self._columns), self.app.size.height)

    @on(VirtualTable.MarksChanged)
    def _marked(self) -> None:
        table = self._table
        if self._fixed not in table.marked:
            table.marked[self._fixed] = None
        shown = [column for column in self._columns if column.key in table.marked]
        without = {column.key for column in without_room(shown, self._width)}
        table.set_source(self._source(without), keep=table.current_key)

    @on(VirtualTable.Chosen)
    def _take(self, event: VirtualTable.Chosen) -> None:
        event.stop()
        self.dismiss(set(self._table.marked))

    def on_key(self, event: events.Key) -> None:
        """0 and Esc; the table has the others."""
        if event.key in ("escape", "0"):
            event.stop()
            event.prevent_default()
            self.dismiss({AS_WIDE} if event.key == "0" else None)
