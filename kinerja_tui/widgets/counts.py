"""How often each value of a column stands in a list, most first; Enter goes into one group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from kinerja_tui.widgets.bars import BLOCKS
from kinerja_tui.widgets.dialogs import DIALOG_CSS, keys_shown, table_height
from kinerja_tui.widgets.table import Cell, Column, ListSource, VirtualTable
from kinerja_tui.widgets.text import thousands

_BAR = 12
"""Cells of the longest bar."""


class Counts(ModalScreen[int | None]):
    """A group for each value, as (value, rows); the value is empty where nothing is filled in.

    The answer is the place of the group that was chosen, None where none was.
    """

    DEFAULT_CSS = DIALOG_CSS.format(name="Counts")
    AUTO_FOCUS = "VirtualTable"
    COLUMNS: ClassVar = [
        Column("label", "Nilai", 20, flex=1),
        Column("count", "Jumlah", 8, align="right"),
        Column("share", "Persen", 7, align="right"),
        Column("bar", "", _BAR),
    ]

    def __init__(self, title: str, noun: str, groups: Sequence[tuple[str, int]]) -> None:
        super().__init__()
        self._title = title
        self._noun = noun
        self._groups = groups
        self._table = VirtualTable(self.COLUMNS, self._source(), empty_text="Tidak ada baris untuk dihitung.")

    def _source(self) -> ListSource:
        total, most = sum(count for _, count in self._groups), max((count for _, count in self._groups), default=1)
        rows: list[tuple[Cell, Cell, Cell, Cell]] = []
        for label, count in self._groups:
            value: Cell = label or ("belum diisi", "warn")
            bar: Cell = (BLOCKS.lower * max(round(_BAR * count / most), 1), "mark" if label else "dim")
            rows.append((value, thousands(count), _share(count, total), bar))
        return ListSource(rows, [str(place) for place in range(len(rows))])

    @property
    def summary(self) -> str:
        """How many rows are filled in, in how many values: n of N."""
        total = sum(count for _, count in self._groups)
        missing = sum(count for label, count in self._groups if not label)
        values = thousands(sum(bool(label) for label, _ in self._groups))
        filled = f"{thousands(total - missing)} dari {thousands(total)} {self._noun} terisi"
        return f"{filled}, {values} nilai." if missing else f"{thousands(total)} {self._noun}, {values} nilai."

    def compose(self) -> ComposeResult:
        """Title, sums, groups, keys."""
        with Vertical():
            yield Static(Content(self._title), classes="dialog--title", markup=False)
            yield Static(Content(self.summary), classes="dialog--text", markup=False)
            yield self._table
            yield keys_shown(("Enter", "Hanya kelompok ini"), ("Esc", "Kembali"))

    def on_resize(self) -> None:
        """As many groups as there is room for."""
        self._table.styles.height = table_height(len(self._groups), self.app.size.height)

    @on(VirtualTable.Chosen)
    def _into(self, event: VirtualTable.Chosen) -> None:
        event.stop()
        self.dismiss(int(event.key))

    def on_key(self, event: events.Key) -> None:
        """Esc; the table has the others."""
        if event.key == "escape":
            event.stop()
            event.prevent_default()
            self.dismiss(None)


def _share(count: int, total: int) -> str:
    """ "12,5 %", rounded half up."""
    tenths = (2000 * count + total) // (2 * total)
    return f"{tenths // 10},{tenths % 10} %"
