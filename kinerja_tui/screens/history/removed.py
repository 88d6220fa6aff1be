"""Yang dihapus: removed records by kind, name, when and by whom; b brings one back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import work

from kinerja_tui.rules.formats import fold
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.lists.list import ListScreen
from kinerja_tui.screens.notice import Notice
from kinerja_tui.services.handover.settle_seen import short_moment
from kinerja_tui.services.history import removed
from kinerja_tui.services.history.removed import RemovedLine
from kinerja_tui.services.lists.listing import Row, ShortList
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.dialogs import Confirm
from kinerja_tui.widgets.keys import ASKING
from kinerja_tui.widgets.table import Cell, Column


class RemovedScreen(ListScreen):
    """Nothing that was ever stored is lost: what was removed stands here."""

    TITLE = "Yang dihapus"
    NOUN = "data"
    EMPTY = "Belum ada yang dihapus. Yang dihapus atau ditarik nanti ada di sini dan dapat dikembalikan. Esc kembali."
    HELP = (
        f"Data yang dihapus atau ditarik, yang terbaru di atas ({removed.MOST} terakhir). **Enter** menunjukkan "
        "isinya, **/** menyaring menurut jenis, nama, pegawai, atau petugas.\n\n"
        "**b** membawa kembali data di kursor, bersama bagian-bagiannya yang dihapus pada saat yang sama. Yang "
        "menjadi bagian data lain kembali sesudah data itu; baris rencana kerja hanya selama rencananya belum "
        "diajukan atau disetujui. Mengembalikan juga pekerjaan biasa: tercatat, ikut paket, dan dapat diurungkan (z)."
    )
    COMMANDS: ClassVar = [
        Command("details", "enter", "Lihat isinya", "Semua isian data yang dihapus ini.", "Lihat",
                group="Yang dihapus"),
        Command("bring_back", "b", "Bawa kembali", "Data ini dipakai lagi, dengan isinya semula.", "Bawa kembali",
                group="Yang dihapus"),
        BACK,
    ]  # fmt: skip

    ASIDE = True
    _known: tuple[int, list[RemovedLine]] = (-1, [])

    @property
    def columns(self) -> Sequence[Column]:
        """As many as fit."""
        found = [
            Column("kind", "Jenis", 16),
            Column("name", "Nama", 20, flex=2),
            Column("person", "Pegawai", 14, flex=1),
        ]
        return [*found, Column("at", "Dihapus", 11), Column("by", "Oleh", 20 if self.is_wide else 12)]

    def find(self, text: str) -> ShortList:
        """Those with these words."""
        words = fold(text).split()
        found = [line for line in self._lines() if all(word in line.search for word in words)]
        return ShortList([{"key": line.key, "line": line} for line in found])

    def cells(self, row: Row) -> Sequence[Cell]:
        """What, whose, when, by whom."""
        line: RemovedLine = row["line"]
        when = short_moment(line.at, self.app.db.today())
        return [line.kind, line.name, line.person, when, line.by]

    def chosen(self, key: str) -> None:
        """Enter: what it said."""
        line = self._line(key)
        lines = removed.details(self.app.file, line.table, key) or ["Semua isiannya kosong."]
        tail = f"Dihapus {line.when} oleh {line.by or 'tanpa nama'}: {line.act}"
        about = [f"Pegawai: {line.person}"] if line.person else []
        self.app.push_screen(Notice(f"{line.kind} {line.name}".strip(), "\n".join([*about, *lines, "", tail])))

    def action_details(self) -> None:
        """Enter from the palette."""
        if self.current is not None:
            self.chosen(self.current)

    @work(exclusive=True, group=ASKING)
    async def action_bring_back(self) -> None:
        """b: after a question."""
        if self.current is None:
            return
        line = self._line(self.current)
        named = f"{line.kind} “{line.name}”" if line.name else line.kind
        question = f"{named} dipakai lagi, dengan isinya semula. Bagian-bagian yang dihapus bersamanya ikut kembali."
        if not await self.app.push_screen_wait(Confirm(question, "Bawa kembali", "Batal", title="Bawa kembali")):
            return
        with self.telling():
            count = removed.bring_back(self.app.db, line.table, line.key)
            others = f" bersama {count - 1} bagiannya" if count > 1 else ""
            self.say(f"{named} dipakai lagi{others}. Tekan z untuk mengurungkan.")
        self.reload()

    def _lines(self) -> list[RemovedLine]:
        """Read again only after something was written: every table is looked through."""
        version = self.app.file.version()
        if self._known[0] != version:
            self._known = (version, removed.removed(self.app.file))
        return self._known[1]

    def _line(self, key: str) -> RemovedLine:
        return next(line for line in self._lines() if line.key == key)
