"""Realisasi: who has reported what in the period, whether the report is submitted, late, and on track."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar

from kinerja_tui.rules.formats import format_short_date
from kinerja_tui.rules.on_track import TrackMark
from kinerja_tui.rules.reporting import ReportState, days_late, late_text
from kinerja_tui.rules.voice_handling import Standing
from kinerja_tui.screens.lists.filtered_list import FilteredList
from kinerja_tui.screens.monitoring.action_steps import open_action_plan
from kinerja_tui.screens.monitoring.progress_detail import progress_detail
from kinerja_tui.screens.monitoring.progress_form import ProgressForm
from kinerja_tui.screens.monitoring.report_decisions import ReportingScreen
from kinerja_tui.screens.monitoring.reports_many import ManyReportsScreen
from kinerja_tui.screens.monitoring.track import STYLES, TrackScreen
from kinerja_tui.screens.period import PeriodScreen, waits_for
from kinerja_tui.screens.public.services import ServiceLogScreen
from kinerja_tui.services.lists.listing import Listing as Rows
from kinerja_tui.services.lists.listing import Row
from kinerja_tui.services.monitoring import progress, report_states, tracks
from kinerja_tui.services.monitoring.reporting import reporting
from kinerja_tui.services.public import voice_list
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.detail import Detail
from kinerja_tui.widgets.table import Cell, Column


class ProgressScreen(FilteredList, ReportingScreen, PeriodScreen, ManyReportsScreen):
    """Everybody with the number of indicators reported in the period; without an approved plan dim, with the reason."""

    ASIDE = True
    TITLE = "Realisasi"
    HELP = (
        "Realisasi dicatat per indikator dan per periode, atas rencana kerja yang **sudah disetujui**. Enter membuka "
        "isian realisasi, bukti dukung, dan hambatan. Setelah lengkap, laporan **diajukan** dengan `a`; sejak itu "
        "realisasi terkunci sampai ditarik kembali (`t`) atau dikembalikan pejabat penilai (`b`). Batas waktunya "
        "diatur di Pengaturan (8). Yang belum diisi **tidak dihitung nol**; realisasi nol diketik 0.\n\nTanda `+` "
        "diajukan atau sudah dinilai, `·` sebagian atau lengkap tetapi belum diajukan, `!` belum diisi, terlambat, "
        "atau dikembalikan. Baris redup belum bisa diisi karena SKP-nya belum disetujui.\n\n**Jalur** menunjukkan "
        "tanda terburuk dan jumlah indikatornya: `×` tertinggal, `!` perlu perhatian, `+` di jalur, `*` tercapai, `–` "
        "belum ada data. Ini bantuan melihat, bukan penilaian. `u` membuka jalur setahun, `r` rencana aksi.\n\n"
        "Setelah beberapa baris dipilih (`s`), `a`, `t`, dan `b` mengerjakan semuanya; `e` mencetak kertas mereka.\n\n"
        "Pada layar lebar **Suara diurus**: suara masyarakat yang ditangani pegawai itu pada periode; tidak dinilai."
    )
    PAPER = "realisasi"
    STATES: ClassVar = {**report_states.STATES, report_states.LATE: "Terlambat, diajukan atau belum"}
    COMMANDS: ClassVar = [  # type: ignore[assignment]
        Command("open", "enter", "Isi realisasi", "Membuka realisasi pegawai ini.", footer="Isi", group="Daftar"),
        Command("submit", "a", "Ajukan laporan", "Laporan periode ini diajukan; realisasi terkunci.",
                footer="Ajukan", group="Laporan"),
        Command("steps", "r", "Rencana aksi", "Langkah-langkah setiap hasil kerja.", footer="Aksi",
                group="Realisasi"),
        Command("track", "u", "Jalur setahun", "Tanda setiap indikator per periode.", footer="Jalur",
                group="Realisasi"),
        Command("services", "l", "Layanan", "Permohonan layanan dan angkanya, sumber realisasi.",
                group="Realisasi"),
        Command("by_state", "f", "Saring menurut keadaan", "Hanya laporan yang belum, draf, diajukan, terlambat, ….",
                group="Daftar"),
        Command("withdraw", "t", "Tarik kembali laporan", "Realisasi bisa diubah lagi; alasannya dicatat.",
                group="Laporan"),
        Command("send_back", "b", "Kembalikan laporan", "Pejabat penilai mengembalikan dengan alasan.",
                group="Laporan"),
    ]  # fmt: skip
    COLUMNS: ClassVar = [
        Column("mark", "", 1),
        Column("name", "Nama", 20, flex=1),
        Column("post", "Jabatan", 10, flex=2),
        Column("reported", "Indikator", 10),
        Column("track", "Jalur", 5),
        Column("remark", "Laporan", 22),
    ]

    @property
    def columns(self) -> Sequence[Column]:
        """With jabatan and the voices of the public everybody acts on where there is room; else whole names."""
        if self.is_wide:
            return [*self.COLUMNS, Column("voices", "Suara diurus", 12)]
        return [column for column in self.COLUMNS if column.key != "post"]

    def printed_person(self) -> str | None:
        """Whoever stands at the cursor."""
        row = self.row_of(self.current) if self.current else None
        return row["employee_id"] if row is not None else None

    def find(self, text: str) -> Rows:
        """Everybody in service or with a plan in the period."""
        return self._rows(self.state, text)

    def cells(self, row: Row) -> Sequence[Cell]:
        """Name, jabatan, n dari m, the worst mark, and where the report stands."""
        name, is_wide = row["name"], self.is_wide
        post: list[Cell] = [row["post"] or ""] if is_wide else []
        voices = [self._voices(row)] if is_wide else []
        waiting = waits_for(row)
        if waiting:
            dim: list[Cell] = [(row["post"] or "", "dim")] if is_wide else []
            return [" ", (name, "dim"), *dim, ("–", "dim"), "", (waiting, "dim"), *voices]
        mark, style, remark = self._report(row)
        track = self._worst(row)
        reported = f"{row['reported']} dari {row['indicators']}"
        return [(mark, style), name, *post, reported, track, (remark, style), *voices]

    def detail(self, row: Row) -> Detail:
        """Every indicator with what was reported."""
        _, style, remark = self._report(row) if not (waiting := waits_for(row)) else ("", "dim", waiting)
        return progress_detail(self.app.file, row, self.period, remark, style)

    def _voices(self, row: Row) -> Cell:
        """How many voices of the public the person acts on in the period, and how many are past their day."""
        span, today = self.period, self.app.workplace.today()
        found = voice_list.of_owner(self.app.file, row["employee_id"], span.start, span.end, today)
        late = sum(item["standing"] == Standing.OVERDUE for item in found)
        if late:
            return (f"{len(found)}, {late} lewat", "warn")
        return str(len(found)) if found else ("–", "dim")

    def _worst(self, row: Row) -> Cell:
        """The worst mark and how many indicators have it; none while nothing of this period is reported."""
        if not row["reported"]:
            return (TrackMark.NO_DATA.mark, STYLES[TrackMark.NO_DATA])
        found, count = tracks.read(self.app.file, row["plan_id"]).worst(self.period)
        return (f"{found.mark} {count}", STYLES[found]) if count else ""

    def _report(self, row: Row) -> tuple[str, str, str]:
        """Mark, style and words for the report of a row."""
        due, day = self._due, _day(row["submitted_on"])
        submitted = row["report_state"] == ReportState.SUBMITTED
        late = days_late(day, _day(row["report_due"]) or due) if submitted and day else 0
        if row["state"] == progress.FINISHED:
            return "+", "good", f"dinilai, telat {late} hari" if late else "sudah dinilai"
        if submitted:
            if late:
                return "!", "warn", late_text(late)
            return "+", "good", f"diajukan {format_short_date(day)[:5]}" if day else "diajukan"
        if row["report_state"] == ReportState.RETURNED:
            return "!", "warn", "dikembalikan"
        reported, indicators = row["reported"], row["indicators"]
        done = "lengkap" if reported and reported >= indicators else "sebagian" if reported else progress.NOT_YET
        if self.app.workplace.today() > due:
            return "!", "warn", f"{done}, terlambat"
        return ("·", "mark", done) if reported else ("!", "warn", done)

    def open_plan(self, plan_id: str) -> None:
        """The form of one person."""
        period = self.period.code
        form, plan = progress.progress_form(self.app.db, plan_id, period)
        self.app.push_screen(ProgressForm(form, plan, period), self._form_closed)

    def _form_closed(self, stored: bool | None) -> None:
        if stored:
            self.say("Realisasi tersimpan.")

    # -- the report

    def action_submit(self) -> None:
        """a: hand in the report of the person at the cursor, or of all marked ones."""
        if self.marked:
            self.submit_many(self.period)
            return
        row = self._ready_row()
        if row is not None:
            self.ask_submit(row["plan_id"], self.period.code, row["name"])

    def action_withdraw(self) -> None:
        """t: take it back, or all marked ones."""
        if self.marked:
            self.withdraw_many(self.period)
            return
        row = self._ready_row()
        if row is not None:
            self.ask_withdraw(row["plan_id"], self.period.code, row["name"])

    def action_send_back(self) -> None:
        """b: the rater returns it, or all marked ones."""
        if self.marked:
            self.send_back_many(self.period)
            return
        row = self._ready_row()
        if row is not None:
            self.ask_send_back(row["plan_id"], self.period.code, row["name"])

    def reported(self, text: str) -> None:
        """Show the new state."""
        self.say(text)
        self.reload()

    def _ready_row(self) -> Row | None:
        """The row at the cursor when something can be reported there; else the person is told why not."""
        row = self.row_of(self.current) if self.current is not None else None
        if row is not None and waits_for(row):
            self.warn(f"{row['name']}: {waits_for(row)} untuk {self.period.label}.")
            return None
        return row

    def counts(self) -> Mapping[str, int]:
        """State -> how many people there are."""
        return {state: len(self._rows(state)) for state in self.STATES}

    def everything(self) -> int:
        """Everybody; who is late stands in another state too."""
        return len(self._rows(""))

    # -- action plan and track

    def action_steps(self) -> None:
        """r: the action plan of the person at the cursor, also while the plan is a draft."""
        row = self._row_with_plan()
        if row is not None:
            with self.telling():
                open_action_plan(self, row["plan_id"], self.period)

    def action_track(self) -> None:
        """u: the marks of the person at the cursor over the year."""
        row = self._row_with_plan()
        if row is not None:
            self.app.push_screen(TrackScreen(row["plan_id"], row["name"], self.period))

    def action_services(self) -> None:
        """l: the log the figures of services come from."""
        self.app.push_screen(ServiceLogScreen())

    def _row_with_plan(self) -> Row | None:
        row = self.row_of(self.current) if self.current is not None else None
        if row is not None and row["plan_id"] is None:
            self.warn(f"{row['name']}: belum ada SKP untuk {self.period.label}. SKP dibuat di Rencana kerja (3).")
            return None
        return row

    # -- parts

    @property
    def _due(self) -> date:
        return reporting(self.app.file, self.app.db.year).due(self.period)

    def _rows(self, state: str, text: str = "") -> Rows:
        where = [report_states.in_state(state, self._due, self.app.workplace.today())] if state else []
        return progress.people(self.app.file, self.period.code, text, where)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
