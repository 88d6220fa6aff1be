"""The period that realisasi and evaluasi work on: chosen with `p`, remembered while the program runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.periods import PeriodKind, PeriodSpan, period_from_code, periods_of, year_span
from kinerja_tui.rules.reporting import CHOICES
from kinerja_tui.screens.lists.list import ListScreen
from kinerja_tui.screens.reading import read_or_end
from kinerja_tui.services.lists.listing import Listing as Rows
from kinerja_tui.services.monitoring.reporting import Reporting, reporting
from kinerja_tui.services.monitoring.waiting import waits_for as waits_for
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.dialogs import Pick
from kinerja_tui.widgets.keys import ASKING

if TYPE_CHECKING:
    from kinerja_tui.app import KinerjaApp

_REMEMBERED = "period"


def chosen_period(app: KinerjaApp) -> PeriodSpan:
    """The period picked last in this run, as long as it is of the working year; else the one that is due."""
    year = app.db.year
    code = app.carried.get(_REMEMBERED, {}).get("code", "")
    if code and period_from_code(code).start.year == year:
        return period_from_code(code)
    return reporting(app.file, year).period_due(app.workplace.today())


def remember_period(app: KinerjaApp, code: str) -> None:
    """Work on a period from now on in this run."""
    app.carried[_REMEMBERED] = {"code": code}


def ask_period(app: KinerjaApp, at: PeriodSpan, picked: Callable[[PeriodSpan], object], *, year: bool = False) -> None:
    """Let a person pick one of the periods the district evaluates in (``year``: or the whole year).

    Those of the other kind come last, and only where something stands in them: from before, or from elsewhere.
    """
    rule = reporting(app.file, app.db.year)
    options = [(period.code, f"{number}  {period.label}") for number, period in enumerate(rule.periods, 1)]
    if rule.kind is PeriodKind.MONTH:  # a digit takes an option at once, so 10 to 12 could not be typed
        options = [(code, f"   {label.partition('  ')[2]}") for code, label in options]
    if year:
        whole = year_span(app.db.year)
        number = "5" if rule.kind is PeriodKind.QUARTER else "0"
        options.append((whole.code, f"{number}  {whole.label} (juga bagian tahun setelah mutasi)"))

    async def ask() -> None:
        others = await read_or_end(app, "Membaca periode", lambda: other_periods(app.file, rule), what="periods")
        offered = options + [(period.code, f"   {period.label}") for period in others]
        code = await app.push_screen_wait(Pick("Periode yang dikerjakan", offered, at=at.code))
        if code is not None:
            period = period_from_code(code)
            if period.kind is not PeriodKind.YEAR:
                remember_period(app, code)
            picked(period)

    app.screen.run_worker(ask(), group=ASKING)


def other_periods(file: DatabaseFile, rule: Reporting) -> list[PeriodSpan]:
    """The quarters of a year of months that hold data, and the other way round."""
    used = {
        row[0]
        for row in file.rows(
            "SELECT period FROM progress WHERE NOT removed UNION SELECT period FROM evaluation WHERE NOT removed "
            "UNION SELECT period FROM organisation_rating WHERE NOT removed"
        )
    }
    kinds = [kind for kind in CHOICES if kind is not rule.kind]
    return [period for kind in kinds for period in periods_of(rule.year, kind) if period.code in used]


class PeriodScreen(ListScreen):
    """A list for one period: the title names it, `p` picks another. Subclasses give `TITLE` and `open_plan`."""

    WHOLE_YEAR = False
    """whether the year itself can be picked: the annual and the part-year rating"""
    COMMANDS: ClassVar = [
        Command(
            "pick_period",
            "p",
            "Pilih periode",
            "Memilih triwulan atau bulan yang dikerjakan; diingat sampai program ditutup.",
            footer="Periode",
            group="Daftar",
        ),
    ]
    NOUN = "pegawai"
    EMPTY = "Belum ada pegawai. Tekan 2 untuk membuka daftar Pegawai, lalu a untuk menambah."

    def find(self, text: str) -> Rows:
        """The people of the period that match the filter text."""
        raise NotImplementedError

    def open_plan(self, plan_id: str) -> None:
        """Open the form of a plan in the period. Raises `RuleBroken` when that is not possible."""
        raise NotImplementedError

    # -- the machinery

    @property
    def period(self) -> PeriodSpan:
        """The period that is shown."""
        period = chosen_period(self.app)
        if period.kind is PeriodKind.YEAR and not self.WHOLE_YEAR:
            return reporting(self.app.file, self.app.db.year).period_due(self.app.workplace.today())
        return period

    def heading(self) -> str:
        """The list and its period."""
        return f"{self.TITLE} · {self.period.label}"

    def chosen(self, key: str) -> None:
        """Enter on a row: its form, or why there is none yet."""
        self.chosen_for(key, self.open_plan)

    def chosen_for(self, key: str, open_plan: Callable[[str], None]) -> None:
        """Open a form of the plan of a row, or tell why there is none yet."""
        row = self.row_of(key)
        if row is None:
            return
        if row["excused"] is not None:
            self.warn(
                f"{row['name']} dikecualikan selama {self.period.label}: {waits_for(row)}. "
                "Pengecualian dicatat dan diakhiri dari daftar Pegawai (tekan 2, lalu h)."
            )
            return
        if row["plan_id"] is None:
            self.warn(
                f"{row['name']}: {waits_for(row)} untuk {self.period.label}. "
                "Rencana kerja dibuat dan diajukan di layar Rencana kerja (tekan 3)."
            )
            return
        with self.telling():
            open_plan(row["plan_id"])

    def action_pick_period(self) -> None:
        """p: the periods of this district."""

        def picked(period: PeriodSpan) -> None:
            remember_period(self.app, period.code)
            self.retitle()
            self.reload()

        ask_period(self.app, self.period, picked, year=self.WHOLE_YEAR)
