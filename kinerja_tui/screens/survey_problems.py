"""Why a CSV file was not imported: row, column and reason, to mend the file by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from kinerja_tui.rules.formats import excerpt, fold
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.list import ListScreen
from kinerja_tui.services.listing import Row, ShortList
from kinerja_tui.services.survey_import import Parsed
from kinerja_tui.widgets.table import Cell, Column


class ProblemsScreen(ListScreen):
    """Every problem of the file; nothing of it was imported."""

    NOUN = "masalah"
    EMPTY = "Tidak ada masalah."
    HELP = (
        "Tidak ada yang diimpor: satu lembar yang salah dapat mengubah nilai seluruh survei. Perbaiki baris-baris ini "
        "di berkasnya, simpan sebagai CSV, lalu impor lagi dengan **i**. Baris 1 adalah judul kolom."
    )
    COMMANDS: ClassVar = [BACK]
    COLUMNS: ClassVar = [
        Column("row", "Baris", 5, align="right"),
        Column("column", "Kolom", 16, flex=1),
        Column("reason", "Alasan", 40, flex=3),
    ]

    def __init__(self, parsed: Parsed) -> None:
        super().__init__()
        self._parsed = parsed
        self.title = f"Belum diimpor · {excerpt(parsed.path.name, 40)}"

    def find(self, text: str) -> ShortList:
        """Problems whose row, column or reason holds the text."""
        words = fold(text).split()
        rows = [
            {"key": str(place), "row": item.row, "column": item.column, "reason": item.reason}
            for place, item in enumerate(self._parsed.problems)
        ]
        return ShortList(
            [
                row
                for row in rows
                if all(word in fold(f"{row['row']} {row['column']} {row['reason']}") for word in words)
            ]
        )

    def cells(self, row: Row) -> Sequence[Cell]:
        """One problem."""
        return [str(row["row"]), row["column"] or "–", row["reason"]]
