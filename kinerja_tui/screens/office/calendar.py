"""Kalender: what is due on which day of the working year, with how much of it is done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from kinerja_tui.rules.formats import format_short_date
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.lists.list import ListScreen
from kinerja_tui.screens.period import remember_period
from kinerja_tui.services.lists.listing import Row, ShortList
from kinerja_tui.services.office.due_days import DueDay, due_days, first_open, matching
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.table import Cell, Column

_WEEKDAYS = ("Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min")


class CalendarScreen(ListScreen):
    """Days in order; the cursor begins at what comes next, Enter opens the place where it is dealt with."""

    NOUN = "hal"
    HELP = (
        "Yang jatuh tempo pada tahun kerja ini, menurut tanggal: rencana kerja, laporan realisasi dan evaluasi setiap "
        "periode, evaluasi tahunan, lalu janji yang belum selesai: tindak lanjut evaluasi, jawaban suara masyarakat, "
        "perbaikan layanan, pelatihan yang direncanakan.\n\n`+` sudah semua, `!` lewat tanggalnya dan belum selesai, "
        "`>` dapat dikerjakan sekarang atau jatuh tempo dalam 14 hari, `·` masih jauh. Batas rencana kerja dari "
        "aturan, batas laporan menurut pengaturan kabupaten/kota. Untuk evaluasi tidak ada batas dalam aturan: "
        "tanggalnya ialah hari pertama evaluasi itu dapat dimulai, dan `!` bila evaluasi berikutnya sudah dapat "
        "dimulai. **Enter** membuka tempatnya."
    )
    COMMANDS: ClassVar[list[Command]] = [
        Command("open", "enter", "Buka tempatnya", "Layar tempat hal di kursor dikerjakan.", "Buka", group="Kalender"),
        BACK,
    ]
    COLUMNS: ClassVar = [
        Column("mark", "", 1),
        Column("day", "Tanggal", 14),
        Column("what", "Yang jatuh tempo", 35),
        Column("detail", "Keadaan", 20, flex=1),
    ]

    def heading(self) -> str:
        """The working year."""
        return f"Kalender · {self.app.db.year}"

    def begin(self) -> None:
        """Begin at what comes next."""
        super().begin()
        coming = first_open(self._days, self.app.workplace.today())
        if coming is not None:
            self.reload(coming.key)

    def find(self, text: str) -> ShortList:
        """The days with all words of the filter."""
        self._days = due_days(self.app.file, self.app.workplace.today())
        return ShortList([{"key": due.key, "due": due} for due in matching(self._days, text)])

    def cells(self, row: Row) -> Sequence[Cell]:
        """One day and what is due on it."""
        due: DueDay = row["due"]
        today = self.app.workplace.today()
        mark: Cell = ("·", "dim")
        if due.is_done:
            mark = ("+", "good")
        elif due.is_late(today):
            mark = ("!", "bad")
        elif due.is_near(today):
            mark = (">", "mark")
        day = f"{_WEEKDAYS[due.day.weekday()]} {format_short_date(due.day)}"
        return [mark, day, f"{due.what}{', mulai' if due.next_on else ''}", due.detail]

    def chosen(self, key: str) -> None:
        """Enter: the screen where it is dealt with, on top: Esc leads back."""
        due = next((due for due in self._days if due.key == key), None)
        if due is None:
            return
        if due.period:
            remember_period(self.app, due.period)
        self.app.push_screen(self.app.screen_named(due.leads_to))
