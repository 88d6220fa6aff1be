"""Angka layanan: every service with its figures of a period; Enter shows one with its trend."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from kinerja_tui.rules.formats import excerpt, fold
from kinerja_tui.rules.periods import PeriodSpan
from kinerja_tui.rules.service_log import Measure
from kinerja_tui.screens.figures import FiguresScreen, Line, TrendScreen
from kinerja_tui.screens.public.service_chart import days_chart
from kinerja_tui.screens.public.service_texts import lines_of
from kinerja_tui.services.lists.listing import Row, ShortList
from kinerja_tui.services.public import service_catalogue, service_figures
from kinerja_tui.services.public.service_figures import NO_DATA, ServiceFigures, days_shown, share_shown
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.plot import Chart
from kinerja_tui.widgets.table import Cell, Column

_HOW = (
    "Angka dihitung dari permohonan yang **berakhir** dalam periode itu. **Median** ialah nilai tengah; bila jumlahnya "
    "genap, rata-rata dua nilai tengah. **P90** (persentil 90, cara peringkat terdekat): dalam sekian hari kerja "
    "paling sedikit 90 dari 100 permohonan diputus. **Tepat waktu**: n dari N yang layanannya punya batas. Yang "
    "dikembalikan atau dibatalkan tidak dihitung waktunya. Kurang dari 10 permohonan disebut sedikit: satu permohonan "
    "lagi dapat mengubah angkanya. **Lewat**: permohonan berjalan yang hari ini melewati batasnya."
)


class ServiceFiguresScreen(FiguresScreen):
    """A line a service, of the period in the title."""

    NAME = "Angka layanan"
    NOUN = "layanan"
    EMPTY = "Belum ada layanan. Kembali dengan Esc, tekan l lalu a untuk menulis layanan pertama."
    HELP = f"{_HOW}\n\n**Enter** membuka satu layanan dengan grafiknya, **p** memilih bulan, triwulan, atau setahun."
    COMMANDS: ClassVar = [
        Command("open", "enter", "Buka layanan", "Angka dan grafik layanan di kursor.", "Grafik", group="Angka"),
    ]
    COLUMNS: ClassVar = [
        Column("mark", "", 1),
        Column("name", "Layanan", 18, flex=1),
        Column("n", "Diputus", 12),
        Column("median", "Median", 6, align="right"),
        Column("ninety", "P90", 5, align="right"),
        Column("on_time", "Tepat waktu", 19),
        Column("late", "Lewat", 5, align="right"),
    ]

    def find(self, text: str) -> ShortList:
        """The services whose name has the words."""
        found = service_figures.of_services(self.app.file, self.shown_period, self.app.workplace.today())
        words = fold(text).split()
        return ShortList(
            [{"key": item.service_id, "item": item} for item in found if all(w in fold(item.name) for w in words)]
        )

    def cells(self, row: Row) -> Sequence[Cell]:
        """One service."""
        item: ServiceFigures = row["item"]
        figures = item.figures
        on_time: Cell = (NO_DATA, "dim")
        if figures.with_limit:
            on_time = share_shown(figures.on_time, figures.with_limit)
        elif figures.decided:
            on_time = ("tanpa batas waktu", "dim")
        n: Cell = ("–", "dim")
        if figures.decided:
            n = (f"{figures.decided} (sedikit)", "warn") if figures.is_small else str(figures.decided)
        mark: Cell = ("!", "bad") if item.late else ("·", "mark") if item.running else " "
        days = [
            days_shown(figures, measure) if figures.decided else "–" for measure in (Measure.MEDIAN, Measure.NINETY)
        ]
        late: Cell = (str(item.late), "bad") if item.late else ("–", "dim")
        return [mark, item.name or service_catalogue.UNKNOWN, n, *days, on_time, late]

    def chosen(self, key: str) -> None:
        """Enter: the service with its trend."""
        self.app.push_screen(ServiceTrendScreen(key, self.shown_period))


class ServiceTrendScreen(TrendScreen):
    """One service: its figures of the period, and a chart of the year's months or quarters."""

    HELP = (
        f"{_HOW}\n\nGrafik: balok penuh = tepat waktu, balok renggang = terlambat; di bawahnya median hari kerja. "
        "Bulan tanpa permohonan bertanda –, bukan nol. **g** mengganti bulan dan triwulan, **p** memilih periode."
    )

    def __init__(self, service_id: str, period: PeriodSpan) -> None:
        super().__init__(period)
        self.service_id = service_id

    def heading(self) -> str:
        """The title names the service."""
        return f"Angka layanan · {excerpt(service_catalogue.name_of(self.app.file, self.service_id), 30)}"

    def lines(self, width: int) -> Sequence[Line]:
        """Its figures, and the year."""
        file, today = self.app.file, self.app.workplace.today()
        found = service_figures.of_services(file, self.period, today)
        item = next((item for item in found if item.service_id == self.service_id), None)
        if item is None:
            return [("Layanan ini tidak ada lagi di PC ini. Esc kembali ke daftar.", "")]
        trend = service_figures.trend(file, self.service_id, self.period.start.year, self.kind)
        return lines_of(item, self.period, trend, width)

    def chart(self) -> Chart | None:
        """The median of each month or quarter."""
        trend = service_figures.trend(self.app.file, self.service_id, self.period.start.year, self.kind)
        limit = service_catalogue.limit_of(self.app.file, self.service_id)
        return days_chart("Lama layanan", [(period, figures.median) for period, figures in trend], limit)
