"""All feedback on one person: n of N per giver kind, the sheets, dialogues, bimbingan; or what the person may see."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from kinerja_tui.models.feedback import Dialogue, Guidance
from kinerja_tui.rules.feedback import GiverKind
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.values import VALUES
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.feedback.feedback_form import FeedbackForm, open_new
from kinerja_tui.screens.feedback.feedback_rows import Row, office_rows, person_rows
from kinerja_tui.screens.monitoring.guidance_forms import DialogueForm, GuidanceForm, StatementsForm
from kinerja_tui.screens.notice import Notice
from kinerja_tui.screens.papers.print_key import PrintableScreen
from kinerja_tui.services.feedback import feedback, feedback_givers, feedback_sheet
from kinerja_tui.services.monitoring import guidance
from kinerja_tui.services.staff.employees import NEW
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.dialogs import AskText, Confirm, Pick
from kinerja_tui.widgets.table import Column, ListSource, VirtualTable
from kinerja_tui.widgets.title import TitleBar

_GROUP = "Umpan balik"
_FOR_OFFICE = {"add", "dialogue", "guidance", "ask_givers", "take_back", "statements"}
"""Commands that are off while the page is shown as the person sees it."""


class PersonFeedbackScreen(PrintableScreen):
    """One person's feedback; ``p`` shows it as the person may see it, without the names of peers and subordinates."""

    HELP = (
        "Umpan balik seorang pegawai. Baris atas menghitung berapa orang sudah memberi dari yang diminta tahun ini; "
        "rekan kerja dan bawahan baru **cukup** bila minimal 3 orang memberi. Yang belum memberi tidak dihitung nol."
        "\n\n**a** mengetik lembar, **d** mencatat dialog, **g** bimbingan kinerja (B.1.8 dan B.1.9), **u** mencatat "
        "siapa yang diminta, **r** rata-rata skor, **x** menarik baris di kursor.\n\n**p** menampilkan halaman ini "
        "seperti dilihat pegawai: tanpa nama dan tanggal dari rekan dan bawahan, urutannya diacak, dan isinya baru "
        "tampil setelah cukup. Pakai tampilan itu bila pegawai ikut membaca layar."
    )
    PAPER = "b18"
    COMMANDS: ClassVar[list[Command]] = [
        Command("open", "enter", "Buka baris di kursor", "Membuka lembar, dialog, atau bimbingan.", "Buka",
                group=_GROUP),
        Command("add", "a", "Tambah umpan balik", "Mengetik lembar umpan balik; F10 lanjut ke lembar berikutnya.",
                "Tambah", group=_GROUP),
        Command("dialogue", "d", "Catat dialog kinerja", "Catatan kedua pihak dengan tanggal diketahui.", "Dialog",
                group=_GROUP),
        Command("guidance", "g", "Bimbingan kinerja", "Formulir B.1.8 dan B.1.9.", "Bimbingan", group=_GROUP),
        Command("toggle_view", "p", "Tampilan pegawai", "Seperti dilihat pegawai: nama rekan dan bawahan tersembunyi.",
                "Tampilan", group=_GROUP),
        Command("ask_givers", "u", "Minta umpan balik", "Mencatat siapa yang diminta memberi umpan balik.", "Minta",
                group=_GROUP),
        Command("averages", "r", "Rata-rata skor", "Rata-rata per nilai BerAKHLAK dan pemberi.", "Rata-rata",
                group=_GROUP),
        Command("take_back", "x", "Tarik baris di kursor", "Menarik lembar atau catatan yang salah ketik.", "Tarik",
                group=_GROUP),
        Command("statements", "b", "Pernyataan formulir B.1.8", "Mengetik bunyi sembilan pernyataan, sekali saja.",
                group=_GROUP),
        BACK,
    ]  # fmt: skip
    DEFAULT_CSS = "PersonFeedbackScreen > #standing { height: auto; padding: 0 1; }"

    def __init__(self, employee_id: str) -> None:
        super().__init__()
        self.employee_id = employee_id
        self.as_person = False
        """shown as the person may see it"""
        self._rows: list[Row] = []
        self._read()

    def body(self) -> ComposeResult:
        """Who gave of who was asked, and the list."""
        self.title = self._title()
        yield Static(Content(self._standing()), id="standing", markup=False)
        yield VirtualTable(self._columns(), self._source(), empty_text=self._empty())

    def begin(self) -> None:
        """Keys go to the list."""
        self.table.focus()

    def on_screen_resume(self) -> None:
        """Show what a form changed meanwhile."""
        self.show()

    @property
    def table(self) -> VirtualTable:
        """The list."""
        return self.query_one(VirtualTable)

    def printed_person(self) -> str | None:
        """Whoever stands at the cursor."""
        return self.employee_id

    def show(self) -> None:
        """Read everything again; the cursor stays on its row."""
        with self.telling():
            self._read()
            keep = self.table.current_key
            self.query_one("#standing", Static).update(Content(self._standing()))
            self.query_one(TitleBar).title = self.title = self._title()
            self.table.set_columns(self._columns())
            self.table.empty_text = self._empty()
            self.table.set_source(self._source(), keep=keep)

    # -- what is shown

    def _read(self) -> None:
        self.data = feedback_sheet.read(self.app.db, self.employee_id)
        self.records = guidance.records_of(self.app.db, self.employee_id)

    def _title(self) -> str:
        return f"{'Tampilan pegawai' if self.as_person else 'Umpan balik'} · {self.data.name}"

    def _standing(self) -> str:
        year = self.app.db.year
        lines = [f"Tahun {year}: yang sudah memberi dari yang diminta"]
        lines += [f"  {kind.label:<12} {self.data.standing(kind, year).shown}" for kind in GiverKind]
        return "\n".join(lines)

    def _columns(self) -> Sequence[Column]:
        day, kind, text = Column("day", "Tanggal", 10), Column("kind", "Pemberi", 12), Column("text", "Isi", 24, flex=3)
        return (day, kind, text) if self.as_person else (day, kind, Column("giver", "Nama", 20, flex=1), text)

    def _source(self) -> ListSource:
        if self.as_person:
            self._rows = person_rows(self.data, self.records)
        else:
            self._rows = office_rows(self.data, self.records, self.app.db.year)
        return ListSource([row.cells for row in self._rows], [row.key for row in self._rows])

    def _empty(self) -> str:
        if self.as_person:
            return "Belum ada umpan balik yang dapat ditampilkan. Tekan p untuk kembali."
        return "Belum ada umpan balik. Tekan a untuk mengetik lembar pertama, atau u untuk mencatat siapa yang diminta."

    # -- commands

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """As the person sees it nothing can be changed."""
        return not (self.as_person and action in _FOR_OFFICE) and super().check_action(action, parameters)

    @on(VirtualTable.Chosen)
    def _chosen(self, event: VirtualTable.Chosen) -> None:
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """Enter: the form of the row, or the whole text where nothing may be changed."""
        row = self._current()
        if row is None:
            return
        with self.telling():
            if row.text:
                self.app.push_screen(Notice(row.title, row.text))
            elif row.kind == "feedback":
                self._open(FeedbackForm(feedback.edit_form(self.app.db, row.record_id)), "Umpan balik tersimpan.")
            elif row.kind == "dialogue":
                self._open_dialogue(row.record_id)
            elif row.kind == "guidance":
                self._open_guidance(row.record_id)

    def action_add(self) -> None:
        """a: a pile of sheets."""
        with self.telling():
            open_new(self, self.employee_id)

    def action_dialogue(self) -> None:
        """d: the record of a dialogue."""
        with self.telling():
            self._open_dialogue(NEW)

    def action_guidance(self) -> None:
        """g: bimbingan kinerja."""
        with self.telling():
            self._open_guidance(NEW)

    def action_statements(self) -> None:
        """b: the wording of form B.1.8."""
        self._open(StatementsForm(guidance.statements_form(self.app.db)), "Pernyataan B.1.8 tersimpan di PC ini.")

    def action_toggle_view(self) -> None:
        """p: as the person sees it, and back."""
        self.as_person = not self.as_person
        self.show()
        self.table.move_to(0)
        self.refresh_bindings()

    def action_averages(self) -> None:
        """r: means per value and giver kind."""
        self.app.push_screen(Notice(f"Rata-rata skor {self.app.db.year} · {self.data.name}", self._averages()))

    def action_ask_givers(self) -> None:
        """u: who was asked; the names wait below the question which kind they are."""
        answers: list[str] = []
        names = AskText(
            "Nama yang diminta, sebagian saja cukup; beberapa nama dipisah titik koma (;).",
            title=f"Minta umpan balik untuk {self.data.name}",
            check=self._names_problem,
        )

        def picked(kind: str | None) -> None:
            if kind is None:
                names.dismiss(None)
            else:
                answers.append(kind)

        kinds = [(str(kind), f"{number}  {kind.label}") for number, kind in enumerate(GiverKind, 1)]
        self.app.push_screen(names, lambda text: self._invite(answers[0], text) if text and answers else None)
        self.app.push_screen(Pick("Siapa yang diminta memberi umpan balik?", kinds), picked)

    def action_take_back(self) -> None:
        """x: take the row back after a question."""
        row = self._current()
        if row is None:
            return
        takes: dict[str, Callable[[], None]] = {
            "feedback": lambda: feedback.take_back(self.app.db, row.record_id),
            "dialogue": lambda: guidance.take_back(self.app.db, Dialogue, row.record_id),
            "guidance": lambda: guidance.take_back(self.app.db, Guidance, row.record_id),
            "invitation": lambda: feedback_givers.uninvite(self.app.db, row.record_id),
        }

        def answered(yes: bool | None) -> None:
            if yes:
                with self.telling():
                    takes[row.kind]()
                    self.say("Sudah ditarik; riwayatnya tetap ada.")
                self.show()

        self.app.push_screen(Confirm(f"Tarik baris ini?\n{row.title}", "Tarik", "Batal"), answered)

    # -- parts

    def _current(self) -> Row | None:
        key = self.table.current_key
        return next((row for row in self._rows if row.key == key), None)

    def _open(self, form: FeedbackForm | DialogueForm | GuidanceForm | StatementsForm, told: str) -> None:
        self.app.push_screen(form, lambda stored: self.say(told) if stored else None)

    def _open_dialogue(self, record_id: str) -> None:
        form = guidance.dialogue_form(self.app.db, self.employee_id, record_id)
        self._open(DialogueForm(form, record_id), "Dialog tersimpan.")

    def _open_guidance(self, record_id: str) -> None:
        form = guidance.guidance_form(self.app.db, self.employee_id, record_id)
        self._open(GuidanceForm(form, record_id), "Bimbingan tersimpan.")

    def _averages(self) -> str:
        year = self.app.db.year
        lines = []
        for kind in GiverKind:
            if not self.data.standing(kind, year).expected:
                continue
            means = self.data.averages(kind, year)
            lines.append(kind.label.upper())
            lines += [f"  {value.name:<22} {means[value.key].shown}" for value in VALUES]
        if not lines:
            return "Belum ada yang diminta atau memberi umpan balik tahun ini."
        return "\n".join([*lines, "", "Alat bantu saja: rata-rata tidak pernah menjadi rating."])

    def _names_problem(self, text: str) -> str | None:
        try:
            names = [feedback_givers.giver_text(self.app.file, part) for part in text.split(";") if part.strip()]
        except RuleBroken as error:
            return error.text
        found = [feedback_givers.giver_complaint(self.app.db, self.employee_id, name) for name in names]
        return next((problem for problem in found if problem), None if names else "Tulis paling sedikit satu nama.")

    def _invite(self, kind: str, text: str) -> None:
        with self.telling():
            names = [part for part in text.split(";") if part.strip()]
            new = feedback_givers.invite(self.app.db, self.employee_id, kind, names, self.app.db.year)
            already = len(names) - new
            self.say(f"{new} nama dicatat." + (f" {already} sudah dicatat sebelumnya." if already else ""))
        self.show()
