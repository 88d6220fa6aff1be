"""Lembar pribadi: one person's year to read together, and the letters to go on from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.chart import numbers_of
from kinerja_tui.screens.charted import CHART, ChartedScreen
from kinerja_tui.screens.development.follow_ups import FollowUpsScreen
from kinerja_tui.screens.development.personal_chart import predicate_chart
from kinerja_tui.screens.development.personal_texts import laid_out, lines_of
from kinerja_tui.screens.development.recognition_forms import ProposalForm
from kinerja_tui.screens.development.training_form import open_training
from kinerja_tui.screens.development.trainings import TrainingsScreen
from kinerja_tui.screens.feedback.feedback_person import PersonFeedbackScreen
from kinerja_tui.screens.papers.print_key import PrintableScreen
from kinerja_tui.services.development import personal_sheet, recognition
from kinerja_tui.services.development.personal_sheet import PersonalSheet
from kinerja_tui.widgets.bars import drawn
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.dialogs import Pick
from kinerja_tui.widgets.plot import Chart, ChartView

_GROUP = "Lembar pribadi"
_FREE = "lain"


class PersonalSheetScreen(ChartedScreen, PrintableScreen):
    """The sheet of one person; it scrolls, and is read again whenever a form above it is closed."""

    HELP = (
        "Lembar pribadi dibaca **bersama** pegawainya: perjalanan predikat, yang dihargai, paling banyak tiga hal yang "
        "dapat diperkuat, pelatihan yang cocok, tindak lanjut, dialog, dan keadaan hasilnya. Panah dan PgUp/PgDn "
        "menggulung.\n\nYang dapat diperkuat diambil dari rating terakhir, berapa kali di bawah ekspektasi, lalu skor "
        "umpan balik (n dari N). Nama rekan kerja dan bawahan tidak tampil, dan skor mereka baru tampil setelah cukup "
        "(minimal 3 orang). Balok di samping predikat: lima untuk Sangat Baik sampai satu untuk Sangat Kurang; bukan "
        "nilai, hanya gambar urutannya.\n\n**a** mencatat kebutuhan pelatihan dari salah satu hal itu, **p** semua "
        "pelatihannya, **t** tindak lanjut, **g** mengusulkan penghargaan, **u** umpan baliknya, **k** "
        "menggambar perjalanan predikatnya."
    )
    PAPER = "lembar"
    COMMANDS: ClassVar[list[Command]] = [
        Command("add_need", "a", "Tambah kebutuhan pelatihan", "Dari hal yang dapat diperkuat, atau yang lain.",
                "Kebutuhan", group=_GROUP),
        Command("trainings", "p", "Pelatihan pegawai ini", "Kebutuhan, rencana, dan yang sudah diikuti.", "Pelatihan",
                group=_GROUP),
        Command("follow_ups", "t", "Tindak lanjut pegawai ini", "Baris yang dinilai di bawah ekspektasi.",
                "Tindak lanjut", group=_GROUP),
        CHART,
        Command("propose", "g", "Usulkan penghargaan", "Dari bukti yang ada, atau bukti lain.", "Penghargaan",
                group=_GROUP),
        Command("feedback", "u", "Umpan balik pegawai ini", "Lembar umpan balik, dialog, dan bimbingan.", "Umpan balik",
                group=_GROUP),
        BACK,
    ]  # fmt: skip
    DEFAULT_CSS = """
    PersonalSheetScreen > VerticalScroll { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
    PersonalSheetScreen > VerticalScroll > Static { height: auto; }
    """

    def __init__(self, employee_id: str) -> None:
        super().__init__()
        self.employee_id = employee_id
        self.sheet = self._read()
        self.title = f"Lembar pribadi · {self.sheet.name}"

    def body(self) -> ComposeResult:
        """The lines."""
        with VerticalScroll():
            yield ChartView()
            yield Static(self._text(), id="sheet", markup=False)

    def begin(self) -> None:
        """The arrow keys scroll."""
        self.query_one(VerticalScroll).focus()

    def on_screen_resume(self) -> None:
        """Show what a form changed meanwhile."""
        with self.telling():
            self.sheet = self._read()
            self._show()

    def printed_person(self) -> str | None:
        """Whoever stands at the cursor."""
        return self.employee_id

    def on_resize(self) -> None:
        """Wrap anew for another width."""
        self._show()

    def chart(self) -> Chart | None:
        """Predikat after predikat."""
        return predicate_chart(self.sheet.trend)

    def chart_numbers(self, chart: Chart) -> Sequence[str]:
        """With what is still to be rated."""
        return numbers_of(chart, "belum dinilai")

    # -- commands

    def action_add_need(self) -> None:
        """a: from one of the gaps; without any, an empty form."""
        options = [(str(place), f"{place + 1}  {gap.about}") for place, gap in enumerate(self.sheet.gaps)]

        def picked(answer: str) -> None:
            chosen = None if answer == _FREE else self.sheet.gaps[int(answer)]
            with self.telling():
                open_training(self, self.employee_id, dict(personal_sheet.need_defaults(chosen)) if chosen else None)

        self._ask("Kebutuhan pelatihan untuk", options, "Hal lain", picked)

    def action_trainings(self) -> None:
        """p: the trainings."""
        self.app.push_screen(TrainingsScreen(self.employee_id))

    def action_follow_ups(self) -> None:
        """t: the lines rated below expectation."""
        self.app.push_screen(FollowUpsScreen(self.employee_id))

    def action_propose(self) -> None:
        """g: from a candidate's proof, or another."""
        options = [(str(place), f"{place + 1}  {item.basis}") for place, item in enumerate(self.sheet.candidates)]

        def picked(answer: str) -> None:
            defaults = None if answer == _FREE else self.sheet.candidates[int(answer)].defaults()
            with self.telling():
                form = ProposalForm(recognition.proposal_form(self.app.db, self.employee_id, defaults), None)
                self.app.push_screen(form, lambda stored: self.say("Usul tersimpan.") if stored else None)

        self._ask("Penghargaan atas dasar", options, "Bukti lain", picked)

    def action_feedback(self) -> None:
        """u: all feedback on the person."""
        with self.telling():
            self.app.push_screen(PersonFeedbackScreen(self.employee_id))

    # -- parts

    def _ask(self, title: str, options: list[tuple[str, str]], other: str, picked: Callable[[str], None]) -> None:
        """Which one; the last is something else. Without any there is nothing to ask."""
        if not options:
            picked(_FREE)
            return
        number = f"{len(options) + 1}  " if len(options) < 9 else ""
        choices = [*options, (_FREE, f"{number}{other}")]
        self.app.push_screen(Pick(title, choices), lambda answer: picked(answer) if answer is not None else None)

    def _read(self) -> PersonalSheet:
        return personal_sheet.read(self.app.db, self.employee_id, self.app.db.year)

    def _show(self) -> None:
        self.query_one("#sheet", Static).update(self._text(self.place_chart()))

    def _text(self, taken: int = 0) -> Content:
        lines = lines_of(self.sheet, self.app.workplace.today())
        rows = laid_out(lines, min(self.app.size.width - 3 - taken, 100))
        return Content("\n").join(drawn(text, style) for text, style in rows)
