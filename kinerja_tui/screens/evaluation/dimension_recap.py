"""The office's own dimensions over all people of a period: the mean with n of N, beside the predikat."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from kinerja_tui.rules.periods import PeriodSpan
from kinerja_tui.screens.base import BACK, WorkScreen
from kinerja_tui.screens.notice import Notice
from kinerja_tui.services.evaluation import dimension_scores
from kinerja_tui.services.evaluation.dimension_scores import DimensionRecap
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.table import Cell, Column, ListSource, VirtualTable

_EMPTY = "Kantor ini tidak memakai dimensi setempat. Daftarnya diatur di Pengaturan (8), baris Dimensi setempat."


class DimensionRecapScreen(WorkScreen):
    """A line a dimension; Enter shows how many people have which score."""

    HELP = (
        "Dimensi setempat kantor ini pada satu periode, dari evaluasi yang **sudah selesai**. Rata-rata dihitung tepat "
        "lalu dibulatkan dua desimal; yang belum diisi tidak dihitung nol, tetapi disebut “n dari N pegawai”. Dimensi "
        "ini tidak ikut menentukan predikat dan bukan bagian pola distribusi. Enter menampilkan sebarannya."
    )
    COMMANDS: ClassVar[list[Command]] = [  # type: ignore[assignment]
        Command("choose", "enter", "Lihat sebaran", "Berapa orang mendapat skor berapa.", "Sebaran",
                group="Dimensi setempat"),
        BACK,
    ]  # fmt: skip
    CSS = "DimensionRecapScreen Static { height: auto; padding: 0 1; color: $text-muted; }"

    def __init__(self, office: str, period: PeriodSpan) -> None:
        super().__init__()
        self.title = f"Dimensi setempat · {period.label}"
        self._lines = dimension_scores.recap(self.app.file, office, period.code)

    def body(self) -> ComposeResult:
        """The lines, and what they are not."""
        columns = [
            Column("name", "Dimensi", 22, flex=2), Column("scale", "Skala", 7), Column("mean", "Rata-rata", 22, flex=1),
            Column("note", "", 18),
        ]  # fmt: skip
        rows: list[list[Cell]] = [list(_cells(item)) for item in self._lines]
        source = ListSource(rows, [str(number) for number in range(len(rows))])
        yield VirtualTable(columns, source, empty_text=_EMPTY)
        yield Static("Di samping predikat, tidak pernah dicampur ke dalamnya.", markup=False)

    def begin(self) -> None:
        """Keys go to the list."""
        self.query_one(VirtualTable).focus()

    @on(VirtualTable.Chosen)
    def _chosen(self, event: VirtualTable.Chosen) -> None:
        event.stop()
        item = self._lines[int(event.key)]
        counts = [f"Skor {score}: {item.counts[score]} orang" for score in sorted(item.counts, reverse=True)]
        missing = item.mean.expected - item.mean.given
        lines = [f"Rata-rata {item.mean.shown}, skala {item.scale}", "", *counts, f"Belum ada: {missing} orang"]
        if item.foreign:
            lines.append(f"Termasuk {item.foreign} skor di luar skala; lihat Perlu dibereskan (7).")
        self.app.push_screen(Notice(item.name, "\n".join(lines)))

    def action_choose(self) -> None:
        """The same as Enter in the list."""
        table = self.query_one(VirtualTable)
        if table.current_key is not None:
            table.post_message(VirtualTable.Chosen(table.current_key))


def _cells(item: DimensionRecap) -> Sequence[Cell]:
    mean: Cell = item.mean.shown if item.mean.given else (item.mean.shown, "dim")
    note = "" if item.active else "tidak dipakai lagi"
    return [item.name, str(item.scale), mean, (f"{item.foreign} di luar skala", "warn") if item.foreign else note]
