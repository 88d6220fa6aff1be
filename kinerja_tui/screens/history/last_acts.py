"""Riwayat kerja: the last acts of this PC and those that came by bundles, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import work

from kinerja_tui.rules.formats import fold
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.lists.list import ListScreen
from kinerja_tui.screens.notice import Notice
from kinerja_tui.screens.reading import read_or_end
from kinerja_tui.services.handover.settle_seen import moment, short_moment
from kinerja_tui.services.history import acts
from kinerja_tui.services.history.acts import ActLine
from kinerja_tui.services.lists.listing import Row, ShortList
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.keys import ASKING
from kinerja_tui.widgets.table import Cell, Column

SHOWN = 500
"""Acts in the list; the journal keeps all of them."""


class LastActsScreen(ListScreen):
    """Enter tells what an act changed; z undoes that one, where nothing stands on it."""

    TITLE = "Riwayat kerja"
    NOUN = "pekerjaan"
    EMPTY = "Belum ada pekerjaan yang dicatat. Setiap formulir yang diselesaikan nanti ada di sini."
    HELP = (
        f"{SHOWN} pekerjaan terakhir: yang dibuat di PC ini dan yang datang lewat paket. **Enter** menunjukkan isian "
        "yang diubah, lama → baru. Riwayat tidak pernah dihapus; yang diurungkan dan yang mengurungkannya sama-sama "
        "tinggal.\n\n"
        f"**z** mengurungkan pekerjaan di kursor: isiannya kembali seperti sebelumnya. Yang dapat diurungkan "
        f"{acts.LAST} pekerjaan terakhir PC ini, selama belum ada pekerjaan lain di atasnya; kalau ada, program "
        "menyebutkannya. **y** mengulang yang terakhir diurungkan. Di daftar lain **z** mengurungkan pekerjaan "
        "terakhir.\n\n"
        "Yang dikerjakan sekaligus untuk banyak pegawai satu baris, dan diurungkan sekaligus.\n\n"
        "Yang sudah diserahkan masih dapat diurungkan; perubahannya ikut paket berikutnya. Impor paket dibatalkan di "
        "Serah terima (6), pengenalan PC dan pengesahan periode di layarnya sendiri. **d** membuka Yang dihapus. Untuk "
        "memeriksa semua perubahan sejak awal beserta tandanya: Riwayat perubahan (F9, lalu h).\n\n"
        "Tanda `−` sudah diurungkan, `<` pengurungan, `·` dari PC lain, `!` tertahan."
    )
    COMMANDS: ClassVar = [
        Command("details", "enter", "Lihat isian", "Isian yang diubah pekerjaan ini, lama → baru.", "Lihat",
                group="Riwayat"),
        Command("undo", "z", "Urungkan yang di kursor", "Isiannya kembali seperti sebelum pekerjaan ini.", "Urungkan",
                "ctrl+z", "Riwayat"),
        Command("redo", "y", "Ulangi", "Mengulang yang terakhir diurungkan.", "Ulangi", "ctrl+y", "Riwayat"),
        Command("removed", "d", "Yang dihapus", "Data yang dihapus, untuk dikembalikan.", "Yang dihapus",
                group="Riwayat"),
        BACK,
    ]  # fmt: skip

    @property
    def columns(self) -> Sequence[Column]:
        """As many as fit."""
        found = [Column("mark", "", 1), Column("at", "Waktu", 11), Column("act", "Pekerjaan", 30, flex=3)]
        found.append(Column("person", "Pegawai", 16, flex=1))
        return [*found, Column("by", "Oleh", 18), Column("fate", "", 10)] if self.is_wide else found

    def find(self, text: str) -> ShortList:
        """The acts whose title, person or author has these words."""
        words = fold(text).split()
        lines = acts.last_acts(self.app.file, SHOWN, own=False)
        found = [line for line in lines if all(word in fold(f"{line.act} {line.person} {line.by}") for word in words)]
        return ShortList([{"key": line.id, "line": line} for line in found])

    def cells(self, row: Row) -> Sequence[Cell]:
        """When, what, about whom, what became of it."""
        line: ActLine = row["line"]
        mark, fate, style = _fate(line)
        text = (line.act, style) if style else line.act
        when = short_moment(line.at, self.app.db.today())
        person = line.person if line.count == 1 else f"{line.count} perubahan"
        cells: list[Cell] = [(mark, style or "mark"), when, text, person]
        return [*cells, line.by, (fate, style)] if self.is_wide else cells

    def chosen(self, key: str) -> None:
        """Enter: every field the act changed."""
        self._tell(key)

    @work(exclusive=True, group=ASKING)
    async def _tell(self, key: str) -> None:
        from kinerja_tui.services.history import joined_acts, undo
        from kinerja_tui.services.history.act_words import told_steps

        line, db = self._line(key), self.app.db
        with self.telling():
            whole = joined_acts.find(self.app.file, key)
            seen: undo.Look | undo.WholeLook
            if whole is None:
                seen = await read_or_end(self.app, "Membaca yang diubah", lambda: undo.look(db, key), what="act")
                lines = told_steps(self.app.file, seen.reversal.steps) or ["Tidak ada isian yang berubah."]
            else:
                joined = whole
                seen = await read_or_end(self.app, "Membaca yang diubah", lambda: undo.look_joined(db, joined))
                lines = [f"- {name}" for name in dict.fromkeys(seen.people) if name]
                lines.append("Isian setiap orang ada di riwayat perubahannya (2, lalu r).")
            about = [f"{moment(line.at)}, {line.by or 'tanpa nama'}"]
            about += [f"Pegawai: {line.person}"] if line.person else []
            about += [f"Sudah diserahkan dalam {seen.handed}."] if seen.handed else []
            tail = f"Tidak dapat diurungkan. {seen.obstacle}" if seen.obstacle else "Dapat diurungkan: tutup, lalu z."
            await self.app.push_screen_wait(Notice(line.act, "\n".join([*about, "", *lines, "", tail])))

    def action_details(self) -> None:
        """Enter from the palette."""
        if self.current is not None:
            self.chosen(self.current)

    @work(exclusive=True, group=ASKING)
    async def action_undo(self) -> None:
        """z: the act at the cursor."""
        from kinerja_tui.screens.history.undoing import ask_undo

        if self.current is not None:
            await ask_undo(self.app, self.current)

    @work(exclusive=True, group=ASKING)
    async def action_redo(self) -> None:
        """y: what was undone last."""
        from kinerja_tui.screens.history.undoing import ask_redo

        await ask_redo(self.app)

    def action_removed(self) -> None:
        """d: what was removed."""
        from kinerja_tui.screens.history.removed import RemovedScreen

        self.app.push_screen(RemovedScreen())

    def _line(self, key: str) -> ActLine:
        line: ActLine = next(row["line"] for row in self.find("").found if row["key"] == key)
        return line


def _fate(line: ActLine) -> tuple[str, str, str]:
    """(mark, word, style) of what became of an act."""
    if line.held:
        return "!", "tertahan", "warn"
    if line.undone:
        return "−", "diulang" if line.is_undo else "diurungkan", "dim"
    if line.target:
        return "<", "", ""
    return (" ", "", "") if line.here else ("·", "PC lain", "")
