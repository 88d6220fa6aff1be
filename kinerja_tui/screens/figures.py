"""Figures of a period: a list with the period in its title, and one line's page with the year as a chart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from kinerja_tui.rules.periods import PeriodKind, PeriodSpan, current_quarter, periods_of, year_span
from kinerja_tui.screens.base import BACK, WorkScreen
from kinerja_tui.screens.charted import CHART, ChartedScreen
from kinerja_tui.screens.lists.list import ListScreen
from kinerja_tui.widgets.bars import drawn
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.dialogs import Pick
from kinerja_tui.widgets.plot import ChartView

Line = tuple[str, str]
"""Text and a style of `TEXT_STYLES` (empty: plain)."""


class FiguresScreen(ListScreen):
    """A line a thing with figures, of the period in the title. Subclasses give `NAME`, `find`, `cells`, `chosen`."""

    NAME = ""
    COMMANDS: ClassVar = [
        Command("pick_period", "p", "Pilih periode", "Setahun, triwulan, atau bulan.", "Periode", group="Angka"),
        BACK,
    ]

    def __init__(self) -> None:
        super().__init__()
        self.period: PeriodSpan | None = None

    @property
    def shown_period(self) -> PeriodSpan:
        """The picked period; at first the quarter of today, or the last one of another working year."""
        if self.period is None:
            today, year = self.app.workplace.today(), self.app.db.year
            self.period = current_quarter(today) if today.year == year else periods_of(year, PeriodKind.QUARTER)[-1]
        return self.period

    def heading(self) -> str:
        """What is counted, and the period."""
        return f"{self.NAME} · {self.shown_period.label}"

    def action_pick_period(self) -> None:
        """p: the year, its quarters, its months."""

        def picked(period: PeriodSpan) -> None:
            self.period = period
            self.retitle()
            self.reload()

        _pick_period(self, self.shown_period, picked)


class TrendScreen(ChartedScreen):
    """One thing's figures of a period, and a chart of the year's months or quarters. Subclasses give `lines`."""

    COMMANDS: ClassVar[list[Command]] = [  # type: ignore[assignment]
        Command("switch", "g", "Bulan atau triwulan", "Balok dan grafik per bulan, atau per triwulan.", "Bulan/TW",
                group="Angka"),
        CHART,
        Command("pick_period", "p", "Pilih periode", "Setahun, triwulan, atau bulan.", "Periode", group="Angka"),
        BACK,
    ]  # fmt: skip
    DEFAULT_CSS = """
    TrendScreen > VerticalScroll { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
    TrendScreen > VerticalScroll > Static { height: auto; }
    """

    def __init__(self, period: PeriodSpan) -> None:
        super().__init__()
        self.period = period
        self.kind = PeriodKind.MONTH

    def lines(self, width: int) -> Sequence[Line]:
        """Everything, in so many cells."""
        raise NotImplementedError

    def body(self) -> ComposeResult:
        """Figures and chart."""
        with VerticalScroll():
            yield ChartView()
            yield Static(self._text(), id="figures", markup=False)

    def begin(self) -> None:
        """The arrow keys scroll."""
        self.query_one(VerticalScroll).focus()

    def on_resize(self) -> None:
        """Draw for another width."""
        self._show()

    def action_switch(self) -> None:
        """g: months or quarters."""
        self.kind = PeriodKind.QUARTER if self.kind is PeriodKind.MONTH else PeriodKind.MONTH
        self._show()

    def action_pick_period(self) -> None:
        """p: another period above the chart."""

        def picked(period: PeriodSpan) -> None:
            self.period = period
            self._show()

        _pick_period(self, self.period, picked)

    def _show(self) -> None:
        taken = self.place_chart()
        self.query_one("#figures", Static).update(self._text(taken))

    def _text(self, taken: int = 0) -> Content:
        lines = self.lines(self.app.size.width - 3 - taken)
        return Content("\n").join(drawn(text, style) for text, style in lines)


def _pick_period(screen: WorkScreen, at: PeriodSpan, picked: Callable[[PeriodSpan], None]) -> None:
    """Ask for a quarter, the year or a month of the working year; the digits are those of every other list."""
    year = screen.app.db.year
    numbered = [*periods_of(year, PeriodKind.QUARTER), year_span(year)]
    months = periods_of(year, PeriodKind.MONTH)
    codes = {period.code: period for period in (*numbered, *months)}
    options = [(period.code, f"{number}  {period.label}") for number, period in enumerate(numbered, 1)]
    options += [(period.code, f"   {period.label}") for period in months]
    screen.app.push_screen(
        Pick("Periode", options, at=at.code), lambda code: picked(codes[code]) if code is not None else None
    )
