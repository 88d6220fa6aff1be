"""Sorting a list by a column, counting its rows by value, and going into one group."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import work

from kinerja_tui.handoff.problems import Cancelled
from kinerja_tui.screens.background import in_background
from kinerja_tui.screens.lists.list_finding import FindingScreen, ReadValues
from kinerja_tui.screens.lists.list_source import Rows, RowsSource
from kinerja_tui.services.lists.arranging import Arrangement, Dive, Group, counted
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.counts import Counts
from kinerja_tui.widgets.dialogs import Pick
from kinerja_tui.widgets.keys import ASKING
from kinerja_tui.widgets.table import Column

if TYPE_CHECKING:
    from kinerja_tui.handoff.bundle import Progress

_AS_IT_STANDS = "*"
_QUICK = 500
"""Up to so many rows are counted without a dialog that tells how far it is."""


class OrderingScreen(FindingScreen):
    """A screen with a list that is ordered with `O` and counted with `F`."""

    COMMANDS: ClassVar[list[Command]] = [  # type: ignore[assignment]
        Command("sort", "O", "Urutkan", "Urutan menurut satu kolom; kolom yang sama sekali lagi membalik urutannya.",
                group="Daftar"),
        Command("count", "F", "Hitung menurut nilai", "Berapa baris untuk setiap nilai satu kolom; Enter menampilkan "
                "satu kelompok saja, Esc kembali.", group="Daftar"),
    ]  # fmt: skip

    @property
    def shown_rows(self) -> Rows | None:
        """The rows of the table in its order; None while nothing is listed."""
        source = self.list.table.source
        return source.found if isinstance(source, RowsSource) else None

    @property
    def shown_keys(self) -> Sequence[str]:
        """The ids of the listed rows, in their order."""
        return rows.keys if (rows := self.shown_rows) is not None else []

    def action_sort(self) -> None:
        """O: by which column."""
        now = self.arrangement
        options = [(_AS_IT_STANDS, "0  Urutan semula")] if now.column else []
        for number, column in enumerate(self.titled_columns, 1):
            here = (
                ("  ↓, Enter membalik" if now.descending else "  ↑, Enter membalik") if column.key == now.column else ""
            )
            options.append((column.key, f"{_numbered(number, column)}{here}"))

        def picked(column: str | None) -> None:
            if column is not None:
                self.rearrange(now.by("" if column == _AS_IT_STANDS else column))

        self.app.push_screen(Pick("Urutkan menurut", options, at=now.column), picked)

    def rearrange(self, wanted: Arrangement) -> None:
        """Show the list so from now on, also after a filter or a change."""
        self.arrangement = wanted
        self.ask(whole=True, to_top=self.list.table.cursor == 0)

    @work(exclusive=True, group=ASKING)
    async def action_count(self) -> None:
        """F: by which column, how many of each value, and which of them alone."""
        rows = self.shown_rows
        if rows is None or not len(rows):
            self.say("Tidak ada baris untuk dihitung.")
            return
        titled = self.titled_columns
        options = [(column.key, _numbered(number, column)) for number, column in enumerate(titled, 1)]
        key = await self.app.push_screen_wait(Pick("Hitung menurut", options, at=self.arrangement.column))
        if key is None:
            return
        column = next(column for column in titled if column.key == key)
        try:
            groups = await self._groups(rows, column)
        except Cancelled:
            self.say("Hitungan dihentikan.")
            return
        dialog = Counts(column.title, self.NOUN, [(group.label, group.count) for group in groups])
        place = await self.app.push_screen_wait(dialog)
        if place is not None:
            dive = Dive(key, column.title, groups[place].label)
            self.rearrange(replace(self.arrangement, dives=(*self.arrangement.dives, dive)))

    async def _groups(self, rows: Rows, column: Column) -> list[Group]:
        """Count, in a thread; the values stay known for going into a group."""
        asked = (*self._asked_now(), rows.asked)
        values = self._values if self._values.asked == asked else ReadValues(asked)

        def read(progress: Progress) -> list[Group]:
            lacking = values.lacking(rows.keys, [column.key])
            with self.app.file.aside():
                self.read_values(rows, lacking, [column.key], values, lambda done: progress(done, len(lacking)))
            return counted(rows.keys, values.columns[column.key])

        if len(rows) <= _QUICK:
            groups = await asyncio.to_thread(read, lambda _done, _total: None)
        else:
            groups = await in_background(self.app, f"Menghitung menurut {column.title}", read)
        self._values = values
        return groups

    def step_back(self) -> bool:
        """What Esc takes back before it leaves the list; False when there is nothing."""
        if self._search is not None and self._search.to_read:
            self.break_off()
            self.arrangement = self._shown
            self.show_note()
            self.say("Pengurutan dihentikan.")
        elif self.arrangement.dives:
            self.rearrange(replace(self.arrangement, dives=self.arrangement.dives[:-1]))
        else:
            return False
        return True

    def action_leave(self) -> None:
        """Esc: out of a group, then the marks are let go, then back."""
        if not self.step_back():
            super().action_leave()


def _numbered(number: int, column: Column) -> str:
    """A digit takes the column at once, as far as there are digits."""
    return f"{number}  {column.title}" if number < 10 else f"   {column.title}"
