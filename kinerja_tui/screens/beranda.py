"""Beranda: what is due, who is missing, what is not handed over yet. Light: it is painted before anything is loaded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult

from kinerja_tui.rules.formats import format_date
from kinerja_tui.rules.plans import PlanState
from kinerja_tui.screens.base import WorkScreen
from kinerja_tui.services.agenda import Agenda, read_agenda
from kinerja_tui.services.agenda_after import SOON, After
from kinerja_tui.widgets.commands import MENU_KEY, Command
from kinerja_tui.widgets.table import Cell, Column, ListSource, VirtualTable
from kinerja_tui.widgets.text import thousands

FORM = "form:"
"""Before the name of an unfinished form that a line leads to."""


@dataclass(frozen=True)
class Line:
    """A line of Beranda: a mark and style, what it is about, a figure, and what it leads to."""

    leads_to: str
    """a screen by name, or `FORM` and the name of a form"""
    mark: str
    style: str
    text: str
    figure: str


class BerandaScreen(WorkScreen):
    """The start screen. Enter on a line opens the screen where that work is done."""

    TITLE = "Beranda"
    COMMANDS: ClassVar[list[Command]] = [  # type: ignore[assignment]
        Command("open", "enter", "Buka yang di kursor", "Membuka layar tempat pekerjaan itu dilakukan.", "Buka",
                group="Beranda"),
        Command("office_state", "c", "Keadaan kantor", "Halaman camat: angka kantor, siapa perlu dibantu.",
                "Keadaan kantor", group="Beranda"),
        Command("calendar", "d", "Kalender", "Yang jatuh tempo tahun ini, menurut tanggal.", group="Beranda"),
        Command("menu", MENU_KEY, "Ke layar", "Semua layar, masing-masing satu tombol.", "Layar", "full_stop",
                "Beranda"),
    ]  # fmt: skip
    HELP = (
        "Beranda menunjukkan yang perlu dikerjakan di kantor ini. Tanda `!` berarti perlu perhatian, `>` menunggu "
        "seseorang, `+` sudah beres. Tekan Enter pada satu baris untuk membuka layarnya, atau angka 2 sampai 9 untuk "
        "langsung ke sebuah layar; isian yang belum selesai dibuka di tempat Anda berhenti. **F9** menampilkan semua "
        "layar, masing-masing satu tombol; **Ctrl+P** mencari perintah, layar, pegawai, atau rencana kerja dengan "
        "sebagian namanya. **c** membuka Keadaan kantor, halaman untuk pimpinan; **d** kalender yang jatuh tempo."
    )

    def __init__(self) -> None:
        super().__init__()
        self._is_stale = False

    def body(self) -> ComposeResult:
        """The lines, with rows already in the first paint."""
        yield VirtualTable(
            [
                Column("mark", "", 1),
                Column("text", "Yang perlu dikerjakan", 30, flex=1),
                Column("figure", "", 18, align="right"),
            ],
            self._source(),
            empty_text="Menyiapkan kantor ini…",
        )

    def on_mount(self) -> None:
        """Keys go to the list."""
        self.query_one(VirtualTable).focus()

    def on_screen_suspend(self) -> None:
        """Work goes on elsewhere."""
        self._is_stale = True

    def on_screen_resume(self) -> None:
        """Count again after work was done elsewhere."""
        if self._is_stale and self.app.has_many:
            self._count()
        elif self._is_stale:
            self.app.read_place()
            self.query_one(VirtualTable).set_source(self._source())

    @work(exclusive=True, group="count")
    async def _count(self) -> None:
        """Of many people in a thread, where anything was written since; the lines stand as they were until then."""
        from kinerja_tui.screens.reading import read_apart

        now = self.app.as_of
        if now == self.app.counted:
            return
        with self.telling():
            self.app.take_agenda(await read_apart(self.app, lambda file: read_agenda(file, now[1])), now)
            table = self.query_one(VirtualTable)
            table.set_source(self._source(), keep=table.current_key)

    def action_open(self) -> None:
        """The same as Enter in the list."""
        table = self.query_one(VirtualTable)
        if table.current_key is not None:
            table.post_message(VirtualTable.Chosen(table.current_key))

    def action_office_state(self) -> None:
        """c: the camat's page."""
        self.app.action_go("office_state")

    def action_calendar(self) -> None:
        """d: what is due on which day."""
        self.app.action_go("calendar")

    def action_menu(self) -> None:
        """F9: the app's; here it stands in the footer too."""
        self.app.action_menu()

    @on(VirtualTable.Chosen)
    def _open(self, event: VirtualTable.Chosen) -> None:
        event.stop()
        target = event.key.rpartition("#")[0]
        if target.startswith(FORM):
            self.app.reopen(target.removeprefix(FORM))
        else:
            self.app.go_to(target)

    def _source(self) -> ListSource:
        agenda = self.app.agenda
        if not agenda.office:
            return ListSource([], [])
        lines = lines_of(agenda)
        rows: list[list[Cell]] = [[(line.mark, line.style), line.text, (line.figure, line.style)] for line in lines]
        return ListSource(rows, [f"{line.leads_to}#{number}" for number, line in enumerate(lines)])


def lines_of(agenda: Agenda) -> list[Line]:
    """What the agenda asks for, most urgent first within each kind of work."""
    lines = [
        Line(f"{FORM}{form}", "!", "warn", f"Isian belum selesai: {title}", "lanjutkan")
        for form, title in agenda.unfinished
    ]
    if agenda.alarms:
        lines.append(Line("known_pcs", "!", "bad", "Ada PC yang tampaknya dipulihkan atau disalin", str(agenda.alarms)))
    if agenda.conflicts or agenda.held:
        lines.append(
            Line(
                "settle",
                "!",
                "bad",
                "Bentrok dan perubahan tertahan menunggu keputusan",
                str(agenda.conflicts + agenda.held),
            )
        )
    if not agenda.employees:
        lines.append(
            Line("handoff", "!", "warn", "Belum ada pegawai. Enter, lalu i: impor paket kecamatan", "")
            if agenda.is_district
            else Line("employees", "!", "warn", "Belum ada pegawai. Enter, lalu a: isi, i: dari berkas", "")
        )
    else:
        lines += _work_lines(agenda)
    if agenda.late_requests:
        text = "Permohonan layanan melewati waktu paling lama"
        lines.append(Line("services", "!", "bad", text, str(agenda.late_requests)))
    if agenda.overdue_voices:
        lines.append(Line("voices", "!", "bad", "Suara masyarakat melewati batasnya", str(agenda.overdue_voices)))
    if agenda.new_voices:
        lines.append(Line("voices", "!", "warn", "Suara masyarakat belum ada yang mengurus", str(agenda.new_voices)))
    if agenda.surveys.low:
        lines.append(Line("surveys", "!", "warn", "Unsur survei rendah tanpa perbaikan", str(agenda.surveys.low)))
    if agenda.surveys.overdue:
        text = "Perbaikan layanan melewati batasnya"
        lines.append(Line("surveys", "!", "bad", text, str(agenda.surveys.overdue)))
    lines.append(_handoff_line(agenda))
    return lines


def _work_lines(agenda: Agenda) -> list[Line]:
    without = agenda.plans.get("tanpa", 0)
    drafts = agenda.plans.get(PlanState.DRAFT, 0)
    returned = agenda.plans.get(PlanState.RETURNED, 0)
    submitted = agenda.plans.get(PlanState.SUBMITTED, 0)
    approved = agenda.plans.get(PlanState.APPROVED, 0)
    excused = agenda.plans.get("dikecualikan", 0)
    needed = sum(agenda.plans.values()) - excused
    deadline = format_date(agenda.plan_deadline)
    lines = [Line("employees", "+", "good", "Pegawai aktif", thousands(agenda.employees))]
    for count, mark, style, text in (
        (without, "!", "bad", f"Belum punya rencana kerja {agenda.year} (batas {deadline})"),
        (returned, "!", "warn", "Rencana kerja dikembalikan, perlu diperbaiki"),
        (drafts, "!", "warn", "Rencana kerja masih draf"),
        (submitted, ">", "mark", "Rencana kerja menunggu persetujuan pejabat penilai"),
    ):
        if count:
            lines.append(Line("plans", mark, style, text, f"{thousands(count)} orang"))
    if excused:
        text = "Dikecualikan dari rencana kerja, dengan alasan"
        lines.append(Line("plans", "·", "dim", text, f"{thousands(excused)} orang"))
    if agenda.part_year:
        text = "Evaluasi bagian tahun diminta dari pejabat penilai lama"
        lines.append(Line("evaluations", "!", "warn", text, f"{thousands(agenda.part_year)} rencana"))
    done = approved == needed
    lines.append(
        Line(
            "plans",
            "+" if done else "·",
            "good" if done else "dim",
            "Rencana kerja disetujui",
            f"{thousands(approved)} dari {thousands(needed)}",
        )
    )
    if agenda.to_evaluate:
        for screen, verb, count in (
            ("progress", "Realisasi", agenda.reported),
            ("evaluations", "Evaluasi", agenda.evaluated),
        ):
            whole = count >= agenda.to_evaluate
            mark, style = ("+", "good") if whole else ("!", "warn")
            share = f"{thousands(count)} dari {thousands(agenda.to_evaluate)}"
            lines.append(Line(screen, mark, style, f"{verb} {agenda.period.label}", share))
        if agenda.late:
            text = f"Laporan realisasi belum diajukan (batas {format_date(agenda.report_due)})"
            lines.append(Line("progress", "!", "bad", text, f"{thousands(agenda.late)} orang"))
        if not (agenda.organisation_rated or agenda.is_district):
            text = f"Capaian kinerja organisasi {agenda.period.label}"
            lines.append(Line("distribution", "!", "warn", text, "belum diisi"))
    return [*lines, *_after_lines(agenda.after)]


def _after_lines(after: After) -> list[Line]:
    """What waits after evaluations; nothing of it, no line."""
    lines = []
    if after.undecided:
        text = "Keberatan menunggu keputusan atasan pejabat penilai"
        lines.append(Line("objections", ">", "mark", text, f"{after.undecided} orang"))
    if after.ending:
        text = f"Batas keberatan berakhir dalam {SOON} hari"
        lines.append(Line("objections", "!", "warn", text, f"{after.ending} hasil"))
    if after.overdue:
        lines.append(Line("follow_ups", "!", "bad", "Tindak lanjut melewati batasnya", thousands(after.overdue)))
    return lines


def _handoff_line(agenda: Agenda) -> Line:
    if agenda.is_district:
        return Line("handoff", "·", "dim", "Serah terima dengan kecamatan", "")
    if agenda.not_handed_over:
        return Line("handoff", ">", "mark", "Perubahan belum diserahkan ke BKPSDM", thousands(agenda.not_handed_over))
    return Line("handoff", "+", "good", "Semua perubahan sudah masuk paket", "")
