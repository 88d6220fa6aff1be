"""Beranda: what is due, who is missing, what is not handed over yet. Light: it is painted before anything is loaded."""

from __future__ import annotations

import asyncio
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult

from kinerja_tui.models.file import problem_for
from kinerja_tui.rules.formats import format_date
from kinerja_tui.rules.plans import PlanState
from kinerja_tui.screens.base import WorkScreen
from kinerja_tui.services.office.agenda import Agenda, Outset, read_quickly
from kinerja_tui.services.office.agenda_after import SOON, After
from kinerja_tui.widgets.commands import MENU_KEY, Command, active_commands
from kinerja_tui.widgets.table import Cell, Column, ListSource, VirtualTable
from kinerja_tui.widgets.text import thousands

if TYPE_CHECKING:
    from kinerja_tui.widgets.detail import DetailPane

_ROOMY = 150
"""Width of a terminal from which the screens and their keys stand beside the lines."""
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


_COUNTING = "menghitung…"
"""In place of a number that is not known yet."""
_EMPLOYEES, _APPROVED = "Pegawai aktif", "Rencana kerja disetujui"
_NOT_HANDED_OVER = "Perubahan belum diserahkan ke BKPSDM"
_OF_DISTRICT = Line("handoff", "·", "dim", "Serah terima dengan kecamatan", "")


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

    DEFAULT_CSS = "BerandaScreen VirtualTable { max-width: 92; }"  # a figure is read with its line

    def __init__(self) -> None:
        super().__init__()
        self._is_stale = False
        self._left = "", ""
        """the line the cursor stood on before it was counted, and where it stands meanwhile"""
        self._pane: DetailPane | None = None

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

    def begin(self) -> None:
        """Keys go to the list; what takes its time to count comes into it once it stands."""
        self.query_one(VirtualTable).focus()
        if self.app.counted is None:
            self.call_after_refresh(self._count)
        self._place_keys()

    def on_resize(self) -> None:
        """The screens and their keys stand at the side where there is room."""
        self._place_keys()

    def _place_keys(self) -> None:
        if self.app.size.width < _ROOMY and not self._pane:
            return
        from kinerja_tui.widgets.detail import Detail, DetailPane, Fact, Part  # a narrow terminal starts without it

        width = DetailPane.room_in(self.app.size.width)
        if not self._pane:
            self._pane = DetailPane()
            self._pane.styles.margin = (1, 0)  # title and footer keep the whole width
            self.mount(self._pane)
        groups: dict[str, list[Fact]] = {}
        for entry in active_commands(self):
            if entry.command.menu:
                fact = Fact(entry.command.reached_by(entry.keys), entry.command.title)
                groups.setdefault(entry.command.group, []).append(fact)
        self._pane.display, self._pane.styles.width = width > 0, width or None
        self._pane.show("", Detail("Semua layar", [Part(group, facts) for group, facts in groups.items()]))

    def on_screen_suspend(self) -> None:
        """Work goes on elsewhere."""
        self._is_stale = True

    def on_screen_resume(self) -> None:
        """Count again after work was done elsewhere."""
        now = self.app.as_of
        if self._is_stale and now != self.app.counted:
            self.app.take_agenda(read_quickly(self.app.file, now[1]), now)
            self._show()
            if self.app.counted is None:
                self._count()

    @work(exclusive=True, group="count")
    async def _count(self) -> None:
        """Of many people beside the keys; until then no line says a number."""
        from kinerja_tui.services.office.counting import Counting

        now = self.app.as_of
        counting = self.app.counting = Counting(self.app.file.path, now[1])
        with self.telling():
            try:
                agenda: Agenda = await asyncio.wrap_future(counting.result)
                self.app.take_agenda(agenda, now)
            except sqlite3.Error as error:
                raise problem_for(error, self.app.file.path) from error
            finally:
                counting.stop()
            self._show()

    def _show(self) -> None:
        """Show the lines; the cursor stays on its own, or goes back to it where it was gone while it was counted."""
        table = self.query_one(VirtualTable)
        here = table.current_key
        keep, self._left = (self._left[0] if here == self._left[1] else here), ("", "")
        table.set_source(self._source(), keep=keep)
        if self.app.counted is None:
            self._left = keep or "", table.current_key or ""

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
        target = event.key.partition("#")[0]
        if target.startswith(FORM):
            self.app.reopen(target.removeprefix(FORM))
        else:
            self.app.go_to(target)

    def _source(self) -> ListSource:
        agenda = self.app.agenda
        if not agenda.office:
            return ListSource([], [])
        lines = lines_of(agenda) if isinstance(agenda, Agenda) else lines_uncounted(agenda)
        rows: list[list[Cell]] = [
            [(line.mark, line.style), line.text, (line.figure, line.style if line.style == "bad" else "")]
            for line in lines
        ]
        return ListSource(rows, [f"{line.leads_to}#{line.text}" for line in lines])


def _own_lines(outset: Outset) -> list[Line]:
    """What belongs to this PC."""
    lines = [
        Line(f"{FORM}{form}", "!", "warn", f"Isian belum selesai: {title}", "lanjutkan")
        for form, title in outset.unfinished
    ]
    if outset.alarms:
        lines.append(Line("known_pcs", "!", "bad", "Ada PC yang tampaknya dipulihkan atau disalin", str(outset.alarms)))
    return lines


def lines_uncounted(outset: Outset) -> list[Line]:
    """The same lines as `lines_of` as far as they are there whatever is counted."""
    work = [
        ("employees", _EMPLOYEES),
        ("plans", _APPROVED),
        ("progress", f"Realisasi {outset.period.label}"),
        ("evaluations", f"Evaluasi {outset.period.label}"),
    ]
    lines = [Line(screen, "·", "dim", text, _COUNTING) for screen, text in work]
    own_handoff = _OF_DISTRICT if outset.is_district else Line("handoff", "·", "dim", _NOT_HANDED_OVER, _COUNTING)
    return [*_own_lines(outset), *lines, own_handoff]


def lines_of(agenda: Agenda) -> list[Line]:
    """What the agenda asks for, most urgent first within each kind of work."""
    lines = _own_lines(agenda)
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
    lines = [Line("employees", "+", "good", _EMPLOYEES, thousands(agenda.employees))]
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
            _APPROVED,
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
        return _OF_DISTRICT
    if agenda.not_handed_over:
        return Line("handoff", ">", "mark", _NOT_HANDED_OVER, thousands(agenda.not_handed_over))
    if not agenda.employees:
        return Line("handoff", "·", "dim", "Belum ada perubahan yang perlu diserahkan", "")
    return Line("handoff", "+", "good", "Semua perubahan sudah masuk paket", "")
