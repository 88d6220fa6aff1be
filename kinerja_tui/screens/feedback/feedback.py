"""Umpan balik: who has been given feedback this year, by whom, and whether peers are enough to count."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult

from kinerja_tui.rules.feedback import GiverKind, minimum_for
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.development.development import DevelopmentScreen
from kinerja_tui.screens.feedback.feedback_form import open_new
from kinerja_tui.screens.feedback.feedback_person import PersonFeedbackScreen
from kinerja_tui.screens.lists.list import ListScreen
from kinerja_tui.screens.papers.print_key import PrintableScreen
from kinerja_tui.services.feedback import feedback
from kinerja_tui.services.labels import shown
from kinerja_tui.services.lists.listing import Listing as Rows
from kinerja_tui.services.lists.listing import Row
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.table import Cell, Column

_HEADINGS = ("Pimpinan", "Rekan", "Bawahan", "Lainnya")
_COLUMNS = (
    Column("mark", "", 1),
    Column("name", "Nama", 22, flex=2),
    *(Column(str(kind), heading, 8) for kind, heading in zip(GiverKind, _HEADINGS, strict=True)),
    Column("last", "Terakhir", 10),
)
_POST = Column("post", "Jabatan", 18, flex=3)


class FeedbackScreen(PrintableScreen, ListScreen):
    """Everybody with n of N per giver kind in the working year and the last date."""

    ASIDE = True
    HELP = (
        "Umpan balik berkelanjutan diberikan kapan saja oleh pimpinan, rekan kerja, bawahan, atau pihak lain "
        "(PermenPANRB 6/2022). Kolom menunjukkan berapa orang sudah memberi **dari** yang diminta; yang belum memberi "
        "tidak dihitung nol.\n\nTanda `+` rekan kerja sudah cukup (minimal 3 orang), `·` sudah ada umpan balik tetapi "
        "rekan belum cukup, `!` belum ada sama sekali. **Enter** membuka umpan balik seorang pegawai, **a** langsung "
        "mengetik lembar untuk pegawai di kursor, **n** membuka pengembangan dan penghargaan."
    )
    PAPER = "b18"
    COMMANDS: ClassVar = [
        Command("open", "enter", "Buka umpan balik pegawai", "Semua umpan balik, dialog, dan bimbingan pegawai ini.",
                footer="Buka", group="Umpan balik"),
        Command("add", "a", "Tambah umpan balik", "Mengetik lembar umpan balik untuk pegawai di kursor.",
                footer="Tambah", group="Umpan balik"),
        Command("development", "n", "Pengembangan & penghargaan", "Pelatihan, tindak lanjut, dan penghargaan.",
                footer="Pengembangan", group="Umpan balik"),
        BACK,
    ]  # fmt: skip
    NOUN = "pegawai"
    EMPTY = "Belum ada pegawai. Tekan 2 untuk membuka daftar Pegawai, lalu a untuk menambah."

    def compose(self) -> ComposeResult:
        """The title names the year that is counted."""
        self.title = f"Umpan balik · {self.app.db.year}"
        yield from super().compose()

    @property
    def columns(self) -> Sequence[Column]:
        """The post where there is room."""
        return (*_COLUMNS, _POST) if self.is_wide else _COLUMNS

    def find(self, text: str) -> Rows:
        """Everybody in service, or with feedback this year."""
        return feedback.listing(self.app.file, self.app.db.year, text, self.app.workplace.today())

    def cells(self, row: Row) -> Sequence[Cell]:
        """One person: n/N per giver kind, short of the minimum in another colour."""
        minimum = minimum_for(GiverKind.PEER, date(self.app.db.year, 12, 31))
        if row["rekan_given"] >= minimum:
            mark: Cell = ("+", "good")
        elif row["last"]:
            mark = ("·", "mark")
        else:
            mark = ("!", "warn")
        counts = [self._count(row, kind) for kind in GiverKind]
        last = shown("feedback", "given_on", row["last"]) if row["last"] else ("belum ada", "dim")
        line: list[Cell] = [mark, row["name"] or "(tanpa nama)", *counts, last, row["post"] or ""]
        return line[: len(self.columns)]

    def printed_person(self) -> str | None:
        """Whoever stands at the cursor."""
        return self.current

    def chosen(self, key: str) -> None:
        """Enter: the person's page."""
        with self.telling():
            self.app.push_screen(PersonFeedbackScreen(key))

    def action_add(self) -> None:
        """a: key in sheets for the person at the cursor."""
        if self.current is not None:
            with self.telling():
                open_new(self, self.current)

    def action_development(self) -> None:
        """n: training, follow-up, recognition."""
        self.app.push_screen(DevelopmentScreen(self.current))

    def _count(self, row: Row, kind: GiverKind) -> Cell:
        given, expected = row[f"{kind}_given"], row[f"{kind}_expected"]
        if not expected:
            return ("–", "dim")
        enough = given >= minimum_for(kind, date(self.app.db.year, 12, 31))
        return f"{given}/{expected}" if enough else (f"{given}/{expected}", "warn")
