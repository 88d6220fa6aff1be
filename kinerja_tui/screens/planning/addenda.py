"""The addenda of the working year: everybody's, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from kinerja_tui.rules.formats import format_short_date
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.lists.list import ListScreen
from kinerja_tui.screens.notice import Notice
from kinerja_tui.services.lists.listing import Listing, Row
from kinerja_tui.services.planning import addendum_list
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.table import Cell, Column


class AddendaScreen(ListScreen):
    """Enter shows an addendum whole, the old targets beside the new."""

    TITLE = "Adendum"
    NOUN = "adendum"
    EMPTY = "Belum ada adendum. Tekan 3 untuk membuka Rencana kerja, lalu d pada rencana yang sudah disetujui."
    HELP = (
        "Semua perubahan target yang sudah disetujui tahun ini: mulai kapan berlaku, berapa yang diubah, mengapa, dan "
        "siapa yang menyetujui. Enter menampilkan target lama dan baru. Adendum tidak pernah dihapus atau diubah; "
        "target berikutnya diubah dengan adendum berikutnya (`d` di Rencana kerja). Dasar: PermenPANRB 6/2022."
    )
    COMMANDS: ClassVar = [
        Command("open", "enter", "Lihat adendum", "Target lama dan baru dengan alasannya.", "Lihat", group="Adendum"),
        BACK,
    ]
    COLUMNS: ClassVar = [
        Column("day", "Berlaku", 10),
        Column("name", "Nama", 18, flex=2),
        Column("number", "No", 2, align="right"),
        Column("what", "Yang diubah", 19, flex=1),
        Column("reason", "Alasan", 18, flex=3),
    ]

    def find(self, text: str) -> Listing:
        """The addenda of the working year."""
        return addendum_list.listing(self.app.file, self.app.db.year, text)

    def cells(self, row: Row) -> Sequence[Cell]:
        """One addendum."""
        day = format_short_date(date.fromisoformat(row["takes_effect"])) if row["takes_effect"] else "?"
        counts = ((row["changed"], "target"), (row["added"], "baru"), (row["ended"], "diakhiri"))
        what = ", ".join(f"{number} {word}" for number, word in counts if number)
        return [day, row["name"], str(row["number"]), what, row["reason"]]

    def chosen(self, key: str) -> None:
        """The whole of it."""
        row = self.row_of(key)
        if row is not None:
            text = addendum_list.whole_text(self.app.db, row["plan_id"], key)
            self.app.push_screen(Notice(f"Adendum rencana kerja {row['name']}", text))
