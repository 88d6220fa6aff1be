"""Angka suara masyarakat: the office and each service with its figures of a period; Enter shows one with its trend."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from kinerja_tui.rules.formats import excerpt, fold, format_decimal
from kinerja_tui.rules.periods import PeriodSpan
from kinerja_tui.screens.figures import FiguresScreen, Line, TrendScreen
from kinerja_tui.screens.public.service_chart import days_chart
from kinerja_tui.screens.public.voice_texts import lines_of
from kinerja_tui.services.lists.listing import Row, ShortList
from kinerja_tui.services.public import service_catalogue, voice_figures
from kinerja_tui.services.public.service_figures import NO_DATA
from kinerja_tui.services.public.voice_figures import VoiceLine
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.plot import Chart
from kinerja_tui.widgets.table import Cell, Column

_HOW = (
    "**Masuk** dan **keluhan** dihitung dari suara yang diterima dalam periode itu. **Per 100**: keluhan tiap 100 "
    "permohonan layanan itu yang diterima dalam periode yang sama; tanpa permohonan tercatat tidak ada angkanya. "
    "**Dijawab**: n dari N masukan, kritik, dan keluhan yang sudah selesai diurus atau diberi alasan; pujian tidak "
    "menunggu jawaban. **Median**: hari kerja dari diterima sampai selesai, dari yang selesai dalam periode itu, tanpa "
    "hari libur seperti catatan layanan. **Lewat**: yang hari ini melewati janji kantor.\n\nPeriode tanpa catatan sama "
    "sekali bertuliskan *belum ada data*: buku yang tidak diisi bukan berarti tidak ada keluhan."
)


class VoiceFiguresScreen(FiguresScreen):
    """The office first, then a line a service, of the period in the title."""

    NAME = "Angka suara"
    NOUN = "baris"
    EMPTY = "Tidak ada yang cocok. Esc menghapus saringan."
    HELP = f"{_HOW}\n\n**Enter** membuka satu baris dengan grafiknya, **p** memilih bulan, triwulan, atau setahun."
    COMMANDS: ClassVar = [
        Command("open", "enter", "Buka angka", "Angka dan grafik baris di kursor.", "Grafik", group="Angka"),
    ]
    COLUMNS: ClassVar = [
        Column("mark", "", 1),
        Column("name", "Tentang", 18, flex=1),
        Column("total", "Masuk", 5, align="right"),
        Column("complaints", "Keluhan", 7, align="right"),
        Column("hundred", "Per 100", 7, align="right"),
        Column("answered", "Dijawab", 11),
        Column("median", "Median", 6, align="right"),
        Column("late", "Lewat", 5, align="right"),
    ]

    def find(self, text: str) -> ShortList:
        """The lines whose name has the words."""
        today, words = self.app.workplace.today(), fold(text).split()
        found = voice_figures.lines(self.app.file, self.app.db.office, self.shown_period, today)
        return ShortList(
            [{"key": line.about, "line": line} for line in found if all(word in fold(line.name) for word in words)]
        )

    def cells(self, row: Row) -> Sequence[Cell]:
        """One office or service."""
        line: VoiceLine = row["line"]
        figures, waiting, days = line.figures, line.waiting, line.figures.done.median_days
        mark: Cell = ("!", "bad") if waiting.overdue else ("·", "mark") if waiting.open else " "
        none: Cell = ("–", "dim")
        return [
            mark,
            line.name or service_catalogue.UNKNOWN,
            str(figures.came.heard) if figures.kept else none,
            str(figures.complaints) if figures.kept else none,
            none if line.per_hundred is None or not figures.kept else format_decimal(line.per_hundred),
            f"{figures.came.answered} dari {figures.came.expected}" if figures.came.expected else none,
            none if days is None else format_decimal(days),
            (str(waiting.overdue), "bad") if waiting.overdue else none,
        ]

    def chosen(self, key: str) -> None:
        """Enter: the line with its trend."""
        self.app.push_screen(VoiceTrendScreen(key, self.shown_period))


class VoiceTrendScreen(TrendScreen):
    """One office or service: its figures of the period, and a chart of the year's months or quarters."""

    HELP = (
        f"{_HOW}\n\nGrafik: balok penuh = keluhan, balok renggang = masukan, kritik, pujian; di bawahnya median hari "
        "kerja. **g** mengganti bulan dan triwulan, **p** memilih periode."
    )

    def __init__(self, about: str, period: PeriodSpan) -> None:
        super().__init__(period)
        self.about = about

    def heading(self) -> str:
        """The title names the office or service."""
        return f"Angka suara · {excerpt(voice_figures.name_of(self.app.file, self.about), 40)}"

    def lines(self, width: int) -> Sequence[Line]:
        """Its figures, and the year."""
        file, today = self.app.file, self.app.workplace.today()
        line = voice_figures.line_of(file, self.app.db.office, self.about, self.period, today)
        if line is None:
            return [(f"Layanan ini tidak ada lagi di PC ini, jadi {NO_DATA}. Esc kembali ke daftar.", "")]
        trend = voice_figures.trend(file, self.about, self.period.start.year, self.kind)
        return lines_of(line, self.period, trend, width)

    def chart(self) -> Chart | None:
        """The median until something was done, of each month or quarter."""
        trend = voice_figures.trend(self.app.file, self.about, self.period.start.year, self.kind)
        return days_chart("Lama diurus", [(period, figures.done.median_days) for period, figures in trend])
