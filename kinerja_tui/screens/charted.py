"""A screen of lines that are also drawn as a chart: beside them where there is room, on the whole screen with a key."""

from __future__ import annotations

from collections.abc import Sequence

from kinerja_tui.screens.base import WorkScreen
from kinerja_tui.screens.chart import CHART_KEY, ChartScreen, numbers_of
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.plot import Chart, ChartView

CHART = Command("chart", CHART_KEY, "Grafik", "Grafik seluas layar, angkanya di bawahnya.", "Grafik", group="Grafik")
"""Stands in the table of each of these screens, where it belongs in the footer."""


class ChartedScreen(WorkScreen):
    """Subclasses give `chart`, put a `ChartView` into a scroll, and call `place_chart` when they show something."""

    TAKES, FROM = 60, 150
    """Cells of the chart at the side, and of a terminal that has room for it."""
    DEFAULT_CSS = """
    ChartedScreen VerticalScroll > ChartView { display: none; dock: right; width: 60; height: 22; }
    ChartedScreen VerticalScroll > ChartView.-shown { display: block; }
    """

    def chart(self) -> Chart | None:
        """What is drawn; None: there is nothing to draw."""
        raise NotImplementedError

    def chart_numbers(self, chart: Chart) -> Sequence[str]:
        """What the chart was drawn from, place by place."""
        return numbers_of(chart)

    def place_chart(self) -> int:
        """Draw it at the side where there is room; the cells it takes from the lines."""
        view = self.query_one(ChartView)
        view.show(self.chart() if self.app.size.width >= self.FROM else None)
        view.set_class(view.chart is not None, "-shown")
        return self.TAKES if view.chart is not None else 0

    def action_chart(self) -> None:
        """k: look at it large."""
        chart = self.chart()
        if chart is None or not chart.known:
            self.say("Belum ada angka yang dapat digambar.")
            return
        self.app.push_screen(ChartScreen(self.heading(), chart, self.chart_numbers(chart)))
