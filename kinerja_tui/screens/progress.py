"""Realisasi: who has reported what in the period."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from kinerja_tui.screens.period import PeriodScreen, waits_for
from kinerja_tui.screens.print_key import PrintableScreen
from kinerja_tui.screens.progress_form import ProgressForm
from kinerja_tui.services import progress
from kinerja_tui.services.listing import Listing as Rows
from kinerja_tui.services.listing import Row
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.table import Cell, Column


class ProgressScreen(PrintableScreen, PeriodScreen):
    """Everybody with the number of indicators reported in the period; without an approved plan dim, with the reason."""

    NAME = "Realisasi"
    HELP = (
        "Realisasi dicatat per indikator dan per periode, atas rencana kerja yang **sudah disetujui**. Enter pada "
        "seorang pegawai membuka isian realisasi, bukti dukung, dan hambatannya; `p` memilih triwulan atau bulan.\n\n"
        "Tanda `+` semua indikator sudah dilaporkan, `·` sebagian, `!` belum satu pun. Yang belum diisi **tidak "
        "dihitung nol**; realisasi nol diketik 0. Baris redup belum bisa diisi karena SKP-nya belum disetujui."
    )
    PAPER = "realisasi"
    COMMANDS: ClassVar = [
        Command("open", "enter", "Isi realisasi", "Membuka realisasi pegawai ini.", footer="Isi", group="Daftar"),
    ]
    COLUMNS: ClassVar = [
        Column("mark", "", 1),
        Column("name", "Nama", 24, flex=1),
        Column("post", "Jabatan", 17, flex=2),
        Column("reported", "Indikator", 11),
        Column("remark", "Keterangan", 16),
    ]

    def printed_person(self) -> str | None:
        """Whoever stands at the cursor."""
        row = self.row_of(self.current) if self.current else None
        return row["employee_id"] if row is not None else None

    def find(self, text: str) -> Rows:
        """Everybody in service or with a plan in the period."""
        return progress.people(self.app.file, self.period.code, text)

    def cells(self, row: Row) -> Sequence[Cell]:
        """Name, jabatan, n dari m, and what that means."""
        name, post = row["name"], row["post"] or ""
        waiting = waits_for(row)
        if waiting:
            return [" ", (name, "dim"), (post, "dim"), ("–", "dim"), (waiting, "dim")]
        reported, indicators = row["reported"], row["indicators"]
        if reported and reported >= indicators:
            mark, style, remark = "+", "good", "lengkap"
        elif reported:
            mark, style, remark = "·", "mark", "sebagian"
        else:
            mark, style, remark = "!", "warn", progress.NOT_YET
        if row["state"] == progress.FINISHED:
            remark = "sudah dinilai"
        return [(mark, style), name, post, f"{reported} dari {indicators}", (remark, style)]

    def open_plan(self, plan_id: str) -> None:
        """The form of one person."""
        period = self.period.code
        form, plan = progress.progress_form(self.app.db, plan_id, period)
        self.app.push_screen(ProgressForm(form, plan, period), self._form_closed)

    def action_open(self) -> None:
        """Enter from the palette."""
        if self.current is not None:
            self.chosen(self.current)

    def _form_closed(self, stored: bool | None) -> None:
        if stored:
            self.say("Realisasi tersimpan.")
