"""Jalur: the on-track marks of one person's indicators over the year. Decision support, never a rating."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.widgets import Static

from kinerja_tui.rules.formats import excerpt
from kinerja_tui.rules.on_track import Reading, TrackMark
from kinerja_tui.rules.periods import PeriodKind, PeriodSpan, periods_of
from kinerja_tui.screens.base import BACK, WorkScreen
from kinerja_tui.screens.chart import ChartScreen
from kinerja_tui.screens.monitoring.track_chart import track_chart, track_numbers
from kinerja_tui.services.monitoring import tracks
from kinerja_tui.services.monitoring.progress import NOT_YET
from kinerja_tui.services.monitoring.reporting import reporting
from kinerja_tui.services.monitoring.tracks import Measured, percent
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.dialogs import Pick
from kinerja_tui.widgets.plot import ChartView
from kinerja_tui.widgets.table import Cell, Column, ListSource, VirtualTable
from kinerja_tui.widgets.text import clean

STYLES = {
    TrackMark.BEHIND: "bad",
    TrackMark.ATTENTION: "warn",
    TrackMark.ON_TRACK: "good",
    TrackMark.REACHED: "good",
    TrackMark.NO_DATA: "dim",
    TrackMark.WRITTEN: "dim",
}
_SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
_LEGEND = (
    "* tercapai   + di jalur   ! perlu perhatian   × tertinggal   – belum ada data. Bantuan melihat, bukan penilaian."
)
_BY_RULE = "aturan"
_BESIDE, _BELOW = 150, 36
"""Width from which the chart stands beside the table, height from which it stands below."""


class TrackScreen(WorkScreen):
    """Periods times indicators; below the sentence of the indicator at the cursor, and how it is read."""

    HELP = (
        "Setiap baris satu indikator, setiap kolom satu periode. Tanda membandingkan bagian **masa rencana** yang "
        "sudah berjalan dengan bagian **target** yang sudah tercapai: 90 % dari yang seharusnya atau lebih `+` di "
        "jalur, 60 % atau lebih `!` perlu perhatian, di bawahnya `×` tertinggal, seluruh target `*` tercapai. Rencana "
        "yang mulai Juni dihitung sejak Juni. Batas itu pegangan program ini; peraturan tidak menentukannya.\n\n"
        "Makin rendah makin baik: pada atau di bawah target berarti di jalur. Jumlah (dokumen, kegiatan) "
        "**dijumlahkan** antarperiode; persen, hari, nilai, dan aspek selain kuantitas memakai **nilai terakhir**. "
        "Enter menggantinya untuk indikator di kursor. Periode tanpa laporan tidak dihitung nol. Tanda ini **bukan "
        "penilaian**: rating dipilih pejabat penilai.\n\nGrafik di samping atau di bawah tabel (di layar kecil: `g`) "
        "menunjukkan realisasi sampai akhir tiap periode di sebelah yang seharusnya; periode kosong memutus garisnya."
    )
    COMMANDS: ClassVar[list[Command]] = [  # type: ignore[assignment]
        Command("choose", "enter", "Ganti cara membaca", "Dijumlahkan, atau nilai terakhir.", "Cara membaca",
                group="Jalur"),
        Command("chart", "g", "Grafik", "Realisasi setahun di sebelah yang seharusnya.", "Grafik", group="Jalur"),
        BACK,
    ]  # fmt: skip
    CSS = """
    TrackScreen Static { height: auto; padding: 0 1; }
    TrackScreen #legend { color: $text-muted; }
    TrackScreen #both { height: 1fr; layout: vertical; }
    TrackScreen #both ChartView { display: none; height: 15; max-width: 100; }
    TrackScreen #both.-below ChartView { display: block; content-align-vertical: bottom; }
    TrackScreen #both.-beside { layout: horizontal; }
    TrackScreen #both.-beside VirtualTable { width: 1fr; }
    TrackScreen #both.-beside ChartView { display: block; width: 66; height: 100%; max-height: 24; }
    """

    def __init__(self, plan_id: str, name: str, period: PeriodSpan) -> None:
        super().__init__()
        self.plan_id = plan_id
        self.period = period
        self.title = f"Jalur {name} {period.start.year}"
        kind = period.kind if period.kind is not PeriodKind.YEAR else reporting(self.app.file, period.start.year).kind
        self._periods = periods_of(period.start.year, kind)
        self._figures = tracks.read(self.app.file, plan_id)

    def body(self) -> ComposeResult:
        """The table, the sentence, the legend."""
        months = len(self._periods) > 4
        columns = [Column("text", "Indikator", 26, flex=1)]
        for period in self._periods:
            heading = _SHORT_MONTHS[period.start.month - 1] if months else period.label.split()[1]
            columns.append(Column(period.code, heading, 3 if months else 7))
        with Container(id="both"):
            yield VirtualTable(
                columns,
                self._source(),
                empty_text="Rencana kerja ini belum punya indikator. Indikator diisi di Rencana kerja (3).",
            )
            yield ChartView()
        yield Static(Content(""), id="told", markup=False)
        yield Static(Content(_LEGEND), id="legend", markup=False)

    def begin(self) -> None:
        """Keys go to the table."""
        self.query_one(VirtualTable).focus()
        self._tell()

    def on_resize(self) -> None:
        """The chart stands where there is room: beside the table, or below it."""
        width, height = self.app.size
        both = self.query_one("#both")
        both.set_class(width >= _BESIDE, "-beside")
        both.set_class(width < _BESIDE and height >= _BELOW, "-below")

    @on(VirtualTable.Highlighted)
    def _other_row(self) -> None:
        self._tell()

    @on(VirtualTable.Chosen)
    def _chosen(self, event: VirtualTable.Chosen) -> None:
        event.stop()
        self._ask_reading()

    def action_choose(self) -> None:
        """Enter from the palette."""
        self._ask_reading()

    def action_chart(self) -> None:
        """g: the indicator at the cursor, large."""
        item = self._here()
        if item is None or not (course := self._figures.course(item, self._periods)):
            self.say("Grafik hanya untuk indikator yang targetnya angka.")
            return
        chart = track_chart(item, course)
        self.app.push_screen(ChartScreen(f"Jalur · {excerpt(item.text, 60)}", chart, track_numbers(item, course)))

    def _here(self) -> Measured | None:
        key = self.query_one(VirtualTable).current_key
        return next((item for item in self._figures.indicators if item.id == key), None)

    def _tell(self) -> None:
        """The indicator at the cursor in words."""
        item, text = self._here(), ""
        if item is not None and item.on(self.period.end).target is None:
            text = f"{item.text}\nTarget tertulis: tidak ada angka untuk dibandingkan."
        elif item is not None:
            how = item.reading.label if item.chosen else f"{item.reading.label} (menurut aturan)"
            sentence = self._figures.sentence(item, self.period) or NOT_YET
            text = f"{item.text}\n{self.period.label}: {sentence}.\nDibaca: {how}."
        self.query_one("#told", Static).update(Content(clean_lines(text)))
        course = self._figures.course(item, self._periods) if item is not None else []
        self.query_one(ChartView).show(track_chart(item, course) if item is not None and course else None)

    def _ask_reading(self) -> None:
        item = self._here()
        if item is None or item.target is None:
            self.say("Pilih dulu indikator yang targetnya angka.")
            return
        options = [(_BY_RULE, f"1  Menurut aturan: {item.ruled.label}")]
        options += [(str(reading), f"{number}  {reading.label}") for number, reading in enumerate(Reading, 2)]

        def chosen(answer: str | None) -> None:
            if answer is None:
                return
            with self.telling():
                tracks.choose_reading(self.app.db, item.id, "" if answer == _BY_RULE else answer)
            self._figures = tracks.read(self.app.file, self.plan_id)
            table = self.query_one(VirtualTable)
            table.set_source(self._source(), keep=item.id)
            self._tell()

        self.app.push_screen(Pick("Realisasi beberapa periode dibaca", options, at=item.chosen or _BY_RULE), chosen)

    def _source(self) -> ListSource:
        rows: list[list[Cell]] = []
        for item in self._figures.indicators:
            cells: list[Cell] = [item.text or "(tanpa nama)"]
            known = self._figures.amounts.get(item.id, {})
            for period in self._periods:
                found = self._figures.track(item, period)
                if found.mark is TrackMark.WRITTEN or not item.counts(period) or period.start > item.end:
                    cells.append("")
                elif period.code not in known:
                    cells.append((TrackMark.NO_DATA.mark, STYLES[TrackMark.NO_DATA]))
                else:
                    share = "" if len(self._periods) > 4 else percent(found.share)
                    cells.append((f"{found.mark.mark} {share}".strip(), STYLES[found.mark]))
            rows.append(cells)
        return ListSource(rows, [item.id for item in self._figures.indicators])


def clean_lines(text: str) -> str:
    """A text of several lines without control characters."""
    return "\n".join(clean(line) for line in text.split("\n"))
