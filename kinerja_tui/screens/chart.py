"""A chart on the whole screen, with its numbers below: for every terminal, also where there is no room beside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from kinerja_tui.screens.base import BACK, WorkScreen
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.plot import NO_VALUE, Chart, ChartView, value_told
from kinerja_tui.widgets.text import flow

CHART_KEY = "k"
"""Opens a chart, and goes back from it to the numbers."""


class ChartScreen(WorkScreen):
    """Only looks; Esc goes back to where the numbers are kept."""

    HELP = (
        "Grafik untuk melihat arahnya; angka persisnya tertulis di bawahnya dan di layar sebelumnya. Yang belum ada "
        "datanya **kosong**: garisnya terputus, tidak dihitung nol. **k** atau **Esc** kembali ke angkanya."
    )
    COMMANDS: ClassVar[list[Command]] = [  # type: ignore[assignment]
        Command("numbers", CHART_KEY, "Kembali ke angka", "Layar tempat angkanya dicatat.", "Angka", second_key="g",
                group="Grafik"),
        BACK,
    ]  # fmt: skip
    CSS = """
    ChartScreen ChartView { height: 1fr; }
    ChartScreen #numbers { height: auto; max-height: 50%; padding: 0 1; }
    """

    def __init__(self, title: str, chart: Chart, numbers: Sequence[str]) -> None:
        super().__init__()
        self.title = title
        self.chart = chart
        self.numbers = numbers

    def body(self) -> ComposeResult:
        """The chart, and what it was drawn from."""
        view = ChartView()
        view.show(self.chart)
        yield view
        yield Static(id="numbers", markup=False)

    def action_numbers(self) -> None:
        """k, g: the key that led here leads back."""
        self.action_leave()

    def on_resize(self) -> None:
        """The numbers are wrapped to the width."""
        rows = flow(self.numbers, max(self.app.size.width - 3, 1))
        self.query_one("#numbers", Static).update(Content("\n".join(rows)))


def numbers_of(chart: Chart, missing: str = NO_VALUE) -> list[str]:
    """What the chart is about, place by place: ``TW II 12,5``; at the end the gaps: ``belum ada data: TW III``."""
    values = chart.series[0].values if chart.series else ()
    told = [(label, value_told(chart, value)) for label, value in zip(chart.labels, values, strict=False)]
    gaps = ", ".join(label for label, value in told if not value)
    return [f"{label} {value}" for label, value in told if value] + ([f"{missing}: {gaps}"] if gaps else [])
