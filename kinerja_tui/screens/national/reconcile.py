"""Cocokkan dengan e-Kinerja: its "Laporan Penilaian SKP" beside our results, each difference with what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from kinerja_tui.handoff.problems import Cancelled
from kinerja_tui.rules.formats import fold
from kinerja_tui.rules.nip import format_nip
from kinerja_tui.rules.periods import PeriodSpan, period_from_code
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.lists.filtered_list import FilteredList
from kinerja_tui.screens.notice import Notice
from kinerja_tui.screens.papers.save_tables import save_tables
from kinerja_tui.screens.period import ask_period, chosen_period
from kinerja_tui.screens.reading import read_telling
from kinerja_tui.screens.tables.table_choice import choose_table
from kinerja_tui.screens.tables.table_problems import TableProblems
from kinerja_tui.services.lists.listing import Row, ShortList
from kinerja_tui.services.national.bkn_report import MAX_ROWS, Report, read_report
from kinerja_tui.services.national.reconcile import Comparison, Finding, Kind, compare
from kinerja_tui.services.tables.table_files import Table
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.keys import ASKING
from kinerja_tui.widgets.table import Cell, Column
from kinerja_tui.widgets.text import thousands

_GROUP = "e-Kinerja"
_EXAMPLE = "/media/flashdisk/laporan.xlsx"
_AT_ONCE = 5_000
"""Rows up to which nobody notices the reading."""
_MARKS: Mapping[Kind, Cell] = {
    Kind.PREDICATE: ("×", "bad"),
    Kind.RATER: ("!", "warn"),
    Kind.MISSING_THERE: (">", "mark"),
    Kind.MISSING_HERE: ("<", "mark"),
    Kind.DOUBLE: ("!", "warn"),
    Kind.BROKEN_NIP: ("×", "bad"),
    Kind.UNKNOWN: ("?", "warn"),
    Kind.SAME: ("+", "good"),
}
_ASIDE = frozenset({Kind.ACTING, Kind.OTHER_PERIOD, Kind.NEITHER, Kind.SAME})
"""Nothing has to be done about these in e-Kinerja."""


class ReconcileScreen(FilteredList):
    """The findings, most urgent first; nothing here changes the office's data."""

    NOUN = "temuan"
    EMPTY = "Belum ada laporan yang dibuka. Tekan i, lalu pilih Laporan Penilaian SKP dari e-Kinerja (XLSX atau CSV)."
    HELP = (
        "Membandingkan predikat dan pejabat penilai di sini dengan **Laporan Penilaian SKP** yang diunduh dari "
        "e-Kinerja. **i** membuka berkasnya (judul kolom dicari sendiri: nip, hasil_akhir, dan lainnya), **p** memilih "
        "periode yang dibandingkan, **f** menyaring menurut hasil, **Enter** menunjukkan yang perlu dilakukan, **e** "
        "menyimpan hasilnya sebagai XLSX, CSV, atau PDF.\n\nDipasangkan hanya bila NIP-nya sama persis, dan bila "
        "seseorang punya beberapa SKP, akhir masanya juga. NIP yang rusak karena Excel disebut, tidak ditebak. "
        "Baris Plt/Plh dan periode lain disisihkan. Kedua sisi selalu genap: setiap baris laporan dan setiap pegawai "
        "di sini ada dalam tepat satu temuan.\n\n**Tidak ada data kantor yang diubah di sini.** Nama kolom laporan "
        "diketahui dari laporan yang disimpan kantor; kecocokan dengan e-Kinerja tidak dijanjikan."
    )
    COMMANDS: ClassVar = [
        Command("open", "enter", "Yang perlu dilakukan", "Temuan di kursor selengkapnya.", "Lihat", group=_GROUP),
        Command("read", "i", "Buka laporan e-Kinerja", "Berkas XLSX atau CSV; data di sini tidak diubah.",
                "Buka laporan", group=_GROUP),
        Command("pick_period", "p", "Pilih periode", "Periode yang dibandingkan.", "Periode", group=_GROUP),
        Command("save", "e", "Simpan hasil", "Temuan yang tampil, sebagai XLSX, CSV, atau PDF.", "Simpan",
                group=_GROUP),
        BACK,
    ]  # fmt: skip
    DEFAULT_CSS = "ReconcileScreen > #report { height: auto; padding: 0 1; color: $text-muted; }"
    COLUMNS: ClassVar = [
        Column("mark", "", 1),
        Column("name", "Nama", 14, flex=3),
        Column("here", "Di sini", 14, flex=1),
        Column("there", "Di e-Kinerja", 15, flex=1),
        Column("kind", "Hasil", 22),
    ]
    STATES: ClassVar = {str(kind): kind.label for kind in Kind}

    def __init__(self, period: str | None = None) -> None:
        super().__init__()
        self._period = period_from_code(period) if period else None
        self._report: Report | None = None
        self._comparison: Comparison | None = None

    @property
    def period(self) -> PeriodSpan:
        """What is compared."""
        return self._period or chosen_period(self.app)

    def listed(self) -> str:
        """Of which period."""
        return f"Cocokkan dengan e-Kinerja · {self.period.label}"

    def body(self) -> ComposeResult:
        """Which report, and the findings."""
        yield Static(Content(self._told()), id="report", markup=False)
        yield from super().body()

    # -- rows

    @property
    def comparison(self) -> Comparison | None:
        """The findings; None before a report is open."""
        if self._report is not None and (self._comparison is None or self._comparison.period != self.period):
            self._comparison = compare(self.app.file, self.period.code, self._report)
        return self._comparison

    def find(self, text: str) -> ShortList:
        """Findings whose person or values hold the words."""
        words = fold(text).split()
        found = self.comparison.findings if self.comparison is not None else ()
        rows: list[Row] = [
            {"key": str(place), "item": item}
            for place, item in enumerate(found)
            if not self.state or item.kind == self.state
        ]
        return ShortList([row for row in rows if all(word in fold(_searched(row["item"])) for word in words)])

    def counts(self) -> Mapping[str, int]:
        """Kind -> how many."""
        return self.comparison.counts if self.comparison is not None else {}

    def cells(self, row: Row) -> Sequence[Cell]:
        """Mark, name, here, there, what came of it."""
        item: Finding = row["item"]
        style = "dim" if item.kind in _ASIDE else ""
        name = item.name or f"NIP {item.nip}"
        return [_MARKS.get(item.kind, "–"), (name, style), (item.here, style), (item.there, style),
                (item.kind.label, style)]  # fmt: skip

    def chosen(self, key: str) -> None:
        """Enter: what to do."""
        comparison = self.comparison
        if comparison is None:
            return
        item = comparison.findings[int(key)]
        rows = f"Baris {', '.join(str(number) for number in item.rows)} di laporan.\n" if item.rows else ""
        told = f"Di sini: {item.here}\nDi e-Kinerja: {item.there}\n{rows}\n{item.advice}"
        self.app.push_screen(Notice(f"{item.kind.label} · {item.name or 'tanpa nama'} · {format_nip(item.nip)}", told))

    # -- commands

    @work(exclusive=True, group=ASKING)
    async def action_read(self) -> None:
        """i: a report; what keeps it from being read is told."""
        table = await choose_table(self.app, "Laporan Penilaian SKP", most=MAX_ROWS, example=_EXAMPLE)
        if table is None:
            return
        try:
            report = await self._read(table)
        except Cancelled:
            return
        if report.problems:
            await self.app.push_screen_wait(TableProblems(report.name, report.problems))
            return
        self._report, self._comparison, self.state = report, None, ""
        self._anew()

    async def _read(self, table: Table) -> Report:
        if len(table.rows) <= _AT_ONCE:
            return read_report(table)
        return await read_telling(
            self.app,
            "Membaca laporan",
            lambda: read_report(table),
            text=f"{thousands(len(table.rows))} baris",
            what="laporan",
            pieces=len(table.rows),
        )

    def action_pick_period(self) -> None:
        """p: another period of ours beside the same report."""

        def picked(period: PeriodSpan) -> None:
            self._period = period
            self._anew()

        ask_period(self.app, self.period, picked, year=True)

    @work(exclusive=True, group=ASKING)
    async def action_save(self) -> None:
        """e: what is shown, as a file."""
        comparison, kind = self.comparison, self.state
        if comparison is None:
            self.warn("Buka dulu laporan dari e-Kinerja dengan i.")
            return
        from kinerja_tui.documents.bkn_tables import comparison_table

        await save_tables(self.app, lambda: [comparison_table(self.app.file, comparison, kind)])

    def _anew(self) -> None:
        with self.telling():
            self.query_one("#report", Static).update(Content(self._told()))
            self.retitle()
            self.reload()

    def _told(self) -> str:
        comparison = self.comparison
        if comparison is None:
            return "Data kantor tidak diubah di layar ini."
        report, counts = comparison.report, comparison.counts
        todo = sum(count for kind, count in counts.items() if Kind(kind) not in _ASIDE)
        lines = [
            " · ".join((report.name, *report.heads)),
            f"{len(report.rows)} baris laporan, {comparison.lines} penilaian di sini: {counts[Kind.SAME]} sama, {todo} "
            "perlu dilihat.",
        ]
        if report.missing:
            lines.append(f"Kolom yang tidak ada di laporan ini: {', '.join(report.missing)}.")
        if not report.has_rater:
            lines.append("Laporan ini tanpa kolom penilai, jadi penilai tidak dibandingkan.")
        return "\n".join(lines)


def _searched(item: Finding) -> str:
    return f"{item.name} {item.nip} {item.here} {item.there} {item.kind.label}"
