"""Which column of a staff list is what: shown before anything is read, and mended by hand where it is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from kinerja_tui.rules.formats import excerpt, fold
from kinerja_tui.screens.lists.list import ListScreen
from kinerja_tui.services.lists.listing import Row, ShortList
from kinerja_tui.services.staff.staff_columns import FIELDS, Columns
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.dialogs import Pick
from kinerja_tui.widgets.table import Cell, Column

_LEFT_OUT = "-"


class StaffColumnsScreen(ListScreen):
    """Dismisses with the columns as they are to be read; None when the person goes back."""

    NOUN = "kolom"
    UNDOES = False
    HELP = (
        "Program mengenali kolom dari judulnya, di baris mana pun judul itu berdiri. Periksa, lalu **y** melanjutkan "
        "ke pratinjau. **Enter** mengganti arti sebuah kolom; pilihan itu diingat untuk berkas berikutnya dengan "
        "judul yang sama.\n\nYang wajib ada: NIP dan nama (boleh dalam satu sel). Yang lain boleh tidak ada. Kolom "
        "yang tidak diperlukan formulir (agama, alamat, nomor telepon, …) **tidak dibaca dan "
        "tidak disimpan** (UU 27/2022)."
    )
    COMMANDS: ClassVar = [
        Command("open", "enter", "Ganti arti kolom", "Kolom di kursor dibaca sebagai apa.", "Ganti", group="Impor"),
        Command("go_on", "y", "Lanjut ke pratinjau", "Membaca semua baris; belum ada yang disimpan.", "Lanjut", "f10",
                "Impor"),
        Command("leave", "escape", "Tinggalkan", "Tidak diimpor; tidak ada yang diubah.", "Tinggalkan", "ctrl+x"),
    ]  # fmt: skip
    COLUMNS: ClassVar = [
        Column("title", "Judul di berkas", 22, flex=2),
        Column("example", "Isi pertama", 20, flex=2),
        Column("field", "Dibaca sebagai", 24, flex=2),
    ]
    DEFAULT_CSS = "StaffColumnsScreen > #summary { height: auto; padding: 0 1; color: $text-muted; }"

    def __init__(self, columns: Columns) -> None:
        super().__init__()
        self.title = f"Kolom · {excerpt(columns.table.name, 36)}"
        self.read = columns
        """how the list is read now"""

    def body(self) -> ComposeResult:
        """What was found, above the columns."""
        yield Static(Content(self._summary()), id="summary", markup=False)
        yield from super().body()

    def find(self, text: str) -> ShortList:
        """Columns whose title or meaning holds the words."""
        wanted = fold(text).split()
        rows = [
            {"key": str(place), "title": self.read.head.columns[place], "example": self.read.example(place),
             "field": name}
            for place, name in self.read.fields.items()
        ]  # fmt: skip
        return ShortList(
            [
                row
                for row in rows
                if all(word in fold(f"{row['title']} {FIELDS.get(row['field'], '')}") for word in wanted)
            ]
        )

    def cells(self, row: Row) -> Sequence[Cell]:
        """One column of the file."""
        meaning: Cell = (FIELDS[row["field"]], "good") if row["field"] else ("tidak dibaca", "dim")
        return [row["title"], row["example"] or ("(kosong)", "dim"), meaning]

    def chosen(self, key: str) -> None:
        """Enter: what the column is."""
        place = int(key)
        options = [(_LEFT_OUT, "Tidak dibaca"), *FIELDS.items()]

        def picked(name: str | None) -> None:
            if name is not None:
                self.read = self.read.chosen(place, "" if name == _LEFT_OUT else name)
                self.query_one("#summary", Static).update(Content(self._summary()))
                self.reload(key)

        title = f"Kolom “{self.read.head.columns[place]}” berisi apa?"
        self.app.push_screen(Pick(title, options, at=self.read.fields[place] or _LEFT_OUT), picked)

    def action_go_on(self) -> None:
        """y: read the rows."""
        if not self.is_current:
            return
        if self.read.problem:
            self.warn(self.read.problem)
        else:
            self.dismiss(self.read)

    def leave(self) -> None:
        """Esc: nothing of it."""
        self.dismiss(None)

    def _summary(self) -> str:
        head, rows = self.read.head, len(self.read.head.rows)
        where = f"Judul di baris {head.number}" if self.read.has_titles else "Tanpa baris judul"
        found = f"{where}, {rows} baris di bawahnya." if self.read.has_titles else f"{where}, {rows} baris."
        return f"{found} {self.read.problem or 'Periksa artinya, lalu y.'}"
