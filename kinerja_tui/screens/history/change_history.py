"""Riwayat perubahan: who changed what and when, about one employee or about everything; nothing can be changed here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.handover.handoff_texts import stamp
from kinerja_tui.screens.lists.list import ListScreen
from kinerja_tui.screens.notice import Notice
from kinerja_tui.services.history import change_history
from kinerja_tui.services.history.change_history import ChangeRead
from kinerja_tui.services.lists.listing import Listing, Row
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.table import Cell, Column


class ChangeHistoryScreen(ListScreen):
    """Newest first; Enter reads one change whole."""

    ASIDE = True
    NOUN = "perubahan"
    EMPTY = "Belum ada perubahan yang tercatat."
    HELP = (
        "Semua yang pernah dicatat, yang terbaru di atas: kapan, siapa, apa. Tidak ada yang dapat diubah atau dihapus "
        "di sini, juga koreksi dan penarikan tercatat sebagai perubahan baru. **Enter** menampilkan isinya.\n\nSetiap "
        "perubahan ditandatangani PC yang membuatnya, dan **tandanya** dihitung dari isinya serta menyebut perubahan "
        "sebelumnya: mengubah yang lama membuat tanda tidak cocok lagi. `kinerja verifikasi` memeriksa semuanya; tanda "
        "yang terbaru tercetak di berita acara serah terima. `>` datang dengan paket, `!` tertahan, tidak dihitung.\n\n"
        "Untuk mengurungkan pekerjaan: Riwayat kerja (F9, lalu z)."
    )
    COMMANDS: ClassVar[list[Command]] = [
        Command("open", "enter", "Baca perubahan", "Isi perubahan di kursor, tandanya, dan yang sebelumnya.", "Baca",
                group="Riwayat perubahan"),
        BACK,
    ]  # fmt: skip

    def __init__(self, employee_id: str = "", name: str = "") -> None:
        super().__init__()
        self.employee_id = employee_id
        self.title = f"Riwayat perubahan · {name or 'semua'}"

    @property
    def columns(self) -> Sequence[Column]:
        """The person where the list is of everybody."""
        name = [] if self.employee_id else [Column("name", "Tentang", 14, flex=1)]
        return [
            Column("mark", "", 1),
            Column("at", "Waktu", 16),
            Column("by", "Oleh", 12, flex=1),
            *name,
            Column("act", "Yang dilakukan", 20, flex=2),
        ]

    def find(self, text: str) -> Listing:
        """The changes that match."""
        return change_history.listing(self.app.file, self.employee_id, text)

    def cells(self, row: Row) -> Sequence[Cell]:
        """One change."""
        mark: Cell = ("!", "bad") if row["held"] else (">", "mark") if row["elsewhere"] else " "
        name = [] if self.employee_id else [row["name"] or "–"]
        return [mark, stamp(row["at"]), row["by"] or "–", *name, row["act"] or "–"]

    def chosen(self, key: str) -> None:
        """Enter: the change whole."""
        with self.telling():
            found = change_history.read_change(self.app.file, key)
            self.app.push_screen(Notice(found.title or "Perubahan", _text(found)))


def _text(found: ChangeRead) -> str:
    came = " Datang dengan paket." if found.from_elsewhere else ""
    held = [f"Tertahan, tidak dihitung di sini: {found.held}"] if found.held else []
    more = [f"… dan {found.left_out} isian lagi"] if found.left_out else []
    seen = ", ".join(name[:8] for name in found.seen[:4]) + (", …" if len(found.seen) > 4 else "")
    return "\n".join(
        [
            f"{stamp(found.at)}, {found.by or '–'}, nomor {found.number} di PC-nya.{came}",
            f"Tanda {' '.join(found.name[at : at + 4] for at in range(0, 16, 4))}; "
            + (f"sesudah {seen}." if seen else "yang pertama tentang ini."),
            *held,
            "",
            *(found.lines or ("Tidak ada isian yang terbaca.",)),
            *more,
        ]
    )
