"""What a table from outside would bring in, row by row, before anything is stored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from kinerja_tui.rules.formats import fold
from kinerja_tui.screens.lists.list import ListScreen
from kinerja_tui.services.lists.listing import Row, ShortList
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.table import Cell, Column


class TablePreview(ListScreen):
    """Dismisses with True when the person takes it in; the caller stores it then."""

    UNDOES = False
    HELP = (
        "Inilah yang akan masuk. **Belum ada yang disimpan.** Periksa beberapa baris dengan berkas atau kertasnya, "
        "juga kolom mana dibaca sebagai apa. **y** mengimpor semuanya sekaligus, **/** mencari baris, **Esc** "
        "meninggalkan tanpa mengubah apa pun. Sesudah diimpor satu catatan riwayat memuat semuanya."
    )
    COMMANDS: ClassVar = [
        Command("take_in", "y", "Impor semua baris ini", "Semuanya disimpan sekaligus.", "Impor", "f10", "Impor"),
        Command("leave", "escape", "Tinggalkan", "Tidak diimpor; tidak ada yang diubah.", "Tinggalkan", "ctrl+x"),
    ]
    DEFAULT_CSS = "TablePreview > #summary { height: auto; padding: 0 1; color: $text-muted; }"

    def __init__(
        self, name: str, summary: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], noun: str
    ) -> None:
        super().__init__()
        self.title = f"Pratinjau impor · {name}"
        self.COLUMNS = columns  # type: ignore[misc]
        self.NOUN = noun
        self._summary = summary
        self._rows = [{"key": str(place), "cells": cells, "text": _text(cells)} for place, cells in enumerate(rows)]

    def body(self) -> ComposeResult:
        """How it was read, above the rows."""
        yield Static(Content(self._summary), id="summary", markup=False)
        yield from super().body()

    def find(self, text: str) -> ShortList:
        """Rows that hold the words."""
        words = fold(text).split()
        return ShortList([row for row in self._rows if all(word in str(row["text"]) for word in words)])

    def cells(self, row: Row) -> Sequence[Cell]:
        """One row."""
        cells: Sequence[Cell] = row["cells"]
        return cells

    def action_take_in(self) -> None:
        """y: all of it."""
        if self.is_current:
            self.dismiss(True)

    def leave(self) -> None:
        """Esc: nothing of it."""
        self.dismiss(False)


def _text(cells: Sequence[Cell]) -> str:
    return fold(" ".join(cell if isinstance(cell, str) else cell[0] for cell in cells))
