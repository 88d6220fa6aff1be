"""The papers of one kind: look at one, print one, or all that the filter leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from textual import work

from kinerja_tui.documents.catalogue import Found, Kind, Wanted
from kinerja_tui.rules.formats import fold
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.lists.list import ListScreen
from kinerja_tui.screens.papers.paper_preview import PaperPreview
from kinerja_tui.screens.papers.print_run import print_found
from kinerja_tui.services.lists.listing import Listing as Rows
from kinerja_tui.services.lists.listing import Row
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.keys import ASKING
from kinerja_tui.widgets.table import Cell, Column

_GROUP = "Cetak"


@dataclass(frozen=True)
class _FoundRows(Rows):
    """Papers as the rows of a list."""

    papers: dict[str, Found] = field(default_factory=dict)

    def by_key(self, keys: Sequence[str]) -> dict[str, Row]:
        """Some papers by their keys."""
        found = [self.papers[key] for key in keys]
        return {
            paper.key: {"key": paper.key, "name": paper.name, "unit": paper.unit, "about": paper.about}
            for paper in found
        }


class PaperList(ListScreen):
    """The papers of one kind: Enter looks at one, `e` prints it or the marked ones, `m` all that are listed."""

    ASIDE = True
    MARKS = True
    NOUN = "kertas"
    EMPTY = "Tidak ada kertas untuk pilihan ini. Esc kembali; p di sana memilih periode lain."
    HELP = (
        "Kertas satu jenis, satu baris satu kertas. **Enter** melihat isinya, **e** mencetak yang dipilih (`s`) "
        "atau yang di kursor, **m** "
        "mencetak semua yang tampil; `/` menyaring menurut nama, jabatan, atau unit."
    )
    COMMANDS: ClassVar = [
        Command("look", "enter", "Lihat kertas", "Membaca isi kertas ini sebelum dicetak.", "Lihat", group=_GROUP),
        Command("print", "e", "Cetak kertas", "Yang di kursor, atau semua yang dipilih, sebagai PDF.", "Cetak",
                group=_GROUP),
        Command("print_all", "m", "Cetak semua yang tampil", "Yang tersaring saja bila daftar disaring.", "Semua",
                group=_GROUP),
        BACK,
    ]  # fmt: skip
    COLUMNS: ClassVar = [
        Column("name", "Nama", 24, flex=2),
        Column("about", "Jabatan", 20, flex=2),
        Column("unit", "Unit kerja", 20, flex=2),
    ]

    def __init__(self, kind: Kind, wanted: Wanted, papers: Sequence[Found]) -> None:
        super().__init__()
        self.kind, self.wanted = kind, wanted
        self._papers = {paper.key: paper for paper in papers}
        self.title = f"Cetak · {kind.label}"

    def find(self, text: str) -> Rows:
        """Those with all the words."""
        words = fold(text).split()
        found = [
            key
            for key, paper in self._papers.items()
            if all(word in fold(f"{paper.name} {paper.about} {paper.unit}") for word in words)
        ]
        return _FoundRows(self.app.file, found, "", (), papers=self._papers)

    def cells(self, row: Row) -> Sequence[Cell]:
        """Name, post, unit."""
        return [row["name"], row["about"], row["unit"]]

    def chosen(self, key: str) -> None:
        """Enter: look at it."""
        with self.telling():
            self.app.push_screen(PaperPreview(self.kind.make(self.app.db, key, self.wanted)))

    def action_look(self) -> None:
        """Enter from the palette."""
        if self.current is not None:
            self.chosen(self.current)

    def action_print(self) -> None:
        """e: the marked ones, or the one under the cursor."""
        papers = [self._papers[key] for key in self.targets()]
        if papers:
            self._print(papers)

    def action_print_all(self) -> None:
        """m: all that are listed."""
        self._print([self._papers[key] for key in self.shown_keys])

    @work(exclusive=True, group=ASKING)
    async def _print(self, papers: Sequence[Found]) -> None:
        await print_found(self.app, self.kind, self.wanted, papers)
