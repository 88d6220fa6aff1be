"""Rekap & kurva: the organisation rating, the curve of predicates, the guide, and what would fit it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from kinerja_tui.models.organisations import UnitRating
from kinerja_tui.rules.periods import PeriodKind, PeriodSpan, period_from_code
from kinerja_tui.rules.ratings import OrganisationRating, Predicate
from kinerja_tui.rules.ruleset import rules_for
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.charted import CHART, ChartedScreen
from kinerja_tui.screens.evaluation.distribution_chart import curve_chart
from kinerja_tui.screens.evaluation.distribution_texts import Page
from kinerja_tui.screens.evaluation.organisation_form import OrganisationForm
from kinerja_tui.screens.notice import Notice
from kinerja_tui.screens.papers.print_key import PrintableScreen
from kinerja_tui.screens.period import ask_period, chosen_period
from kinerja_tui.screens.whole import WholeScreen
from kinerja_tui.services.evaluation import organisations
from kinerja_tui.services.evaluation.organisations import UnitCounts
from kinerja_tui.services.monitoring.waiting import why_unrated
from kinerja_tui.widgets.bars import BLOCKS, PLAIN, drawn
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.dialogs import AskText, Pick
from kinerja_tui.widgets.plot import Chart, ChartView
from kinerja_tui.widgets.title import TitleBar

_GROUP = "Rekap & kurva"
_YEAR = "distribution_year"
"""Remembered while the program runs: the whole year is shown, not a quarter."""


class DistributionScreen(ChartedScreen, WholeScreen, PrintableScreen):
    """One office and period on a page; nothing here changes anybody's rating."""

    NAME = "Rekap & kurva"
    HELP = (
        "Urutan kerjanya: **capaian kinerja organisasi** dulu (`t`), lalu pola distribusi, baru predikat pegawai. "
        "Layar ini menggambar kurva dari predikat yang sudah ada, membandingkannya dengan pola SE MenPANRB 3/2023 "
        "dalam hitungan orang, dan menunjukkan perubahan terkecil yang sesuai pola. Tidak ada nama di situ dan tidak "
        "ada rating yang berubah.\n\nPola adalah **pedoman bagi pimpinan**. Sebaran yang menyimpang tetap boleh; "
        "tulis alasannya dengan `a`. `c` mencoba capaian lain tanpa menyimpan. Unit 1 atau 2 orang kadang tidak "
        "mungkin memenuhi pola; itu disebutkan.\n\nTanda `+` sesuai pola, `!` menyimpang. Draf yang kedua ratingnya "
        "sudah dipilih ikut dihitung; yang belum dinilai tidak dihitung nol, tetapi disebut “n dari N”. Pegawai yang "
        "pindah jabatan dihitung sekali, dengan evaluasi jabatan pada akhir periode."
    )
    PAPER = "kurva"
    COMMANDS: ClassVar[list[Command]] = [
        Command("rate", "t", "Tetapkan capaian organisasi", "Mengisi capaian kinerja organisasi periode ini.",
                "Capaian", group=_GROUP),
        Command("simulate", "c", "Coba capaian lain", "Melihat pola untuk capaian lain; tidak disimpan.",
                "Coba", group=_GROUP),
        Command("explain_deviation", "a", "Alasan pola menyimpang", "Mencatat mengapa sebaran menyimpang dari pola.",
                group=_GROUP),
        CHART,
        Command("list_missing", "b", "Siapa belum dinilai", "Nama yang belum punya predikat, dengan sebabnya.",
                group=_GROUP),
        Command("dimensions", "d", "Dimensi setempat", "Rata-rata dimensi kantor ini, di samping predikat.",
                group=_GROUP),
        Command("pick_period", "p", "Pilih periode", "Memilih triwulan, tahun, atau bulan.", "Periode", group=_GROUP),
        Command("pick_office", "o", "Pilih kantor", "BKPSDM: melihat kantor lain.", "Kantor", group=_GROUP),
        Command("recaps", "r", "Rekap", "Tabel sudah dan belum, predikat, JP, survei; ke XLSX, CSV, PDF.", "Rekap",
                group=_GROUP),
        BACK,
    ]  # fmt: skip

    DEFAULT_CSS = """
    DistributionScreen VerticalScroll { scrollbar-size-vertical: 1; }
    """

    simulated: OrganisationRating | None = None
    """another organisation rating that is tried out"""
    office = ""
    """kode wilayah of the office that is shown"""
    _found: tuple[UnitCounts, UnitRating | None] | None = None
    page: Page | None = None
    """what is shown, as it was read last"""

    def compose(self) -> ComposeResult:
        """The title is known before the first paint."""
        self.office = self._first_office()
        self.title = self._title()
        yield from super().compose()

    def body(self) -> ComposeResult:
        """The page, scrolling."""
        with VerticalScroll(classes="lines"):
            yield ChartView()
            yield Static(id="page", markup=False)

    @property
    def asked_for(self) -> object:
        """Whose predikat of which period."""
        return self.office or self._first_office(), self.period.code

    def read_whole(self) -> tuple[UnitCounts, UnitRating | None]:
        """Everybody's predikat of the period, and the organisation's."""
        office, period = self.office or self._first_office(), self.period.code
        counts = organisations.counts_of(self.app.file, office, period)
        return counts, organisations.rating_of(self.app.db, office, period)

    def show_whole(self, found: tuple[UnitCounts, UnitRating | None]) -> None:
        """The page."""
        self._found = found
        self._draw()

    def begin(self) -> None:
        """Arrows scroll the page."""
        self.query_one(VerticalScroll).focus()

    def on_resize(self, event: events.Resize) -> None:
        """The chart takes the room there is."""
        del event
        self._draw()

    def on_screen_resume(self) -> None:
        """Show what was stored meanwhile."""
        self.reread()

    @property
    def period(self) -> PeriodSpan:
        """The quarter or month all screens work on, or the whole year."""
        code = self.app.carried.get(_YEAR, {}).get("code", "")
        return period_from_code(code) if code == str(self.app.db.year) else chosen_period(self.app)

    # -- commands

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only BKPSDM has several offices."""
        return self.app.agenda.is_district if action == "pick_office" else super().check_action(action, parameters)

    def action_rate(self) -> None:
        """t: the form of the organisation rating."""
        with self.telling():
            form = organisations.rating_form(self.app.db, self.office, self.period.code)
            self.app.push_screen(OrganisationForm(form, self.office, self.period.code), self._rated)

    def _rated(self, stored: bool | None) -> None:
        if stored:
            self.simulated = None
            self.say("Capaian kinerja organisasi tersimpan. Rating pegawai tidak berubah.")
            self.reread()

    def action_simulate(self) -> None:
        """c: compare with another organisation rating, without storing it."""
        options = [(str(rating), f"{rating.digit}  {rating.label}") for rating in OrganisationRating]
        options.append(("", "0  Berhenti mencoba, kembali ke yang tercatat"))

        def picked(value: str | None) -> None:
            if value is not None:
                self.simulated = OrganisationRating(value) if value else None
                self._draw()

        self.app.push_screen(Pick("Coba capaian yang mana? Tidak disimpan.", options, at=self.simulated or ""), picked)

    def action_explain_deviation(self) -> None:
        """a: why the distribution deviates; kept with the organisation rating."""
        period = self.period
        record = organisations.rating_of(self.app.db, self.office, period.code)
        if record is None:
            self.warn("Isi dulu capaian kinerja organisasinya (t); menyimpang atau tidak bergantung padanya.")
            return

        def answered(reason: str | None) -> None:
            if reason is not None and reason != record.deviation_reason:
                with self.telling():
                    organisations.keep_deviation_reason(self.app.db, self.office, period.code, reason)
                    self.say("Alasan tercatat." if reason else "Alasan dihapus.")
                self.reread()

        question = "Mengapa sebaran predikat menyimpang dari pola? Jangan menulis nama pegawai."
        self.app.push_screen(AskText(question, record.deviation_reason, title=period.label), answered)

    def action_list_missing(self) -> None:
        """b: who has no predikat yet, and why."""
        missing = self._found[0].missing if self._found is not None else ()
        lines = [f"{row['name']}: {why_unrated(row)}" for row in missing]
        text = "\n".join(lines) or "Semua pegawai sudah punya predikat pada periode ini."
        self.app.push_screen(Notice(f"Belum punya predikat, {self.period.label}: {len(missing)} orang", text))

    def action_recaps(self) -> None:
        """r: the recaps of this period."""
        from kinerja_tui.screens.papers.recaps import RecapScreen

        self.app.push_screen(RecapScreen(period=self.period.code))

    def action_dimensions(self) -> None:
        """d: the office's own dimensions over this period."""
        from kinerja_tui.screens.evaluation.dimension_recap import DimensionRecapScreen

        self.app.push_screen(DimensionRecapScreen(self.office, self.period))

    def action_pick_period(self) -> None:
        """p: a quarter, the year, or a month."""

        def picked(period: PeriodSpan) -> None:
            self.app.carried.pop(_YEAR, None)
            if period.kind is PeriodKind.YEAR:
                self.app.carried[_YEAR] = {"code": period.code}
            self._turn()

        ask_period(self.app, self.period, picked, year=True)

    def action_pick_office(self) -> None:
        """o: another office of the district."""
        options = organisations.offices(self.app.file)

        def picked(code: str | None) -> None:
            if code is not None:
                self.office = code
                self._turn()

        self.app.push_screen(Pick("Kantor", options, at=self.office), picked)

    # -- what is shown

    def _turn(self) -> None:
        """Another period or office: what was tried out belongs to the one before."""
        self.simulated = None
        self.title = self.query_one(TitleBar).title = self._title()
        self.reread()
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def _title(self) -> str:
        name = dict(organisations.offices(self.app.file)).get(self.office, "") if self.app.agenda.is_district else ""
        return " · ".join(part for part in (self.NAME, self.period.label, name) if part)

    def _first_office(self) -> str:
        """This PC's own; at BKPSDM the first there is."""
        own = self.app.db.office
        listed = [code for code, _ in organisations.offices(self.app.file)]
        return listed[0] if self.app.agenda.is_district and listed and own not in listed else own

    def chart(self) -> Chart | None:
        """The curve beside the bounds of the guide; None while nobody has a predikat."""
        page = self.page
        if page is None or not page.counts.present.people:
            return None
        return curve_chart(page.counts.present, page.rating, page.rules)

    def chart_numbers(self, chart: Chart) -> Sequence[str]:  # noqa: ARG002
        """People, not only shares."""
        assert self.page is not None  # it was drawn from that
        present = self.page.counts.present
        return [f"{item.label} {present.of(item)} orang" for item in reversed(Predicate)]

    def _draw(self) -> None:
        if self._found is None:
            return
        counts, rated = self._found
        page = self.page = Page(counts, rated, self.simulated, rules_for(self.period.end))
        ink = PLAIN if self.app.console.options.ascii_only else BLOCKS
        width, height = self.app.size
        taken = self.place_chart()
        room = height - 2  # without title line and footer
        lines = page.lines(min(width - 5 - taken, 100), room, ink)
        self.query_one("#page", Static).update(Content("\n").join(drawn(text, style) for text, style in lines))
