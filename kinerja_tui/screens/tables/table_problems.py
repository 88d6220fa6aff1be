"""Why a file with a table was not imported: row, column and reason, to mend the file by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from kinerja_tui.rules.formats import fold
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.lists.list import ListScreen
from kinerja_tui.screens.notice import Notice
from kinerja_tui.services.lists.listing import Row, ShortList
from kinerja_tui.services.tables.table_columns import RowProblem
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.table import Cell, Column


class TableProblems(ListScreen):
    """Every problem of the file; nothing of it was imported."""

    NOUN = "masalah"
    EMPTY = "Tidak ada masalah."
    HELP = (
        "Tidak ada yang diimpor: semuanya masuk, atau tidak sama sekali. Perbaiki baris-baris ini di berkasnya, "
        "simpan, lalu impor lagi dengan **i**. **Enter** menunjukkan alasannya selengkapnya. Nomor baris seperti di "
        "Excel atau LibreOffice; **/** menyaring."
    )
    COMMANDS: ClassVar = [
        Command("open", "enter", "Lihat lengkap", "Alasannya selengkapnya.", "Lihat lengkap", group="Impor"),
        BACK,
    ]
    COLUMNS: ClassVar = [
        Column("row", "Baris", 5, align="right"),
        Column("column", "Kolom", 16, flex=1),
        Column("reason", "Alasan", 40, flex=3),
    ]

    def __init__(self, name: str, problems: Sequence[RowProblem]) -> None:
        super().__init__()
        self._problems = problems
        self.title = f"Belum diimpor · {name}"

    def find(self, text: str) -> ShortList:
        """Problems whose row, column or reason holds the text."""
        words = fold(text).split()
        rows = [
            {"key": str(place), "row": item.row, "column": item.column, "reason": item.reason}
            for place, item in enumerate(self._problems)
        ]
        return ShortList(
            [
                row
                for row in rows
                if all(word in fold(f"{row['row']} {row['column']} {row['reason']}") for word in words)
            ]
        )

    def chosen(self, key: str) -> None:
        """Enter: the reason whole."""
        item = self._problems[int(key)]
        where = f"Baris {item.row}, kolom {item.column}" if item.column else f"Baris {item.row}"
        self.app.push_screen(Notice(where, item.reason))

    def cells(self, row: Row) -> Sequence[Cell]:
        """One problem."""
        return [str(row["row"]), row["column"] or "–", row["reason"]]
