"""Penilaian diri: what an employee says of the own results and behaviour before the rater rates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from kinerja_tui.models.database import Database
from kinerja_tui.models.progress import Progress
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.evaluation.evaluation_beside import BesideNotes
from kinerja_tui.screens.evaluation.evaluation_pages import EvaluationPages
from kinerja_tui.screens.evaluation.self_assessment_pages import SelfAssessmentPages
from kinerja_tui.screens.forms.paged_form import PagedForm
from kinerja_tui.services.evaluation import beside, period_locks, self_assessment
from kinerja_tui.services.forms.forms import Form
from kinerja_tui.services.monitoring import progress
from kinerja_tui.services.planning.plans import PlanContents
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.dialogs import Confirm


class SelfAssessmentForm(PagedForm):
    """Three pages: hasil kerja, perilaku kerja, notes and hopes. It never fills a rating of the rater."""

    HELP = (
        "Penilaian diri diisi pegawai sebelum pejabat penilai menilai, atau diketik petugas dari lembarnya: **hasil "
        "kerja**, **perilaku kerja**, lalu **catatan dan harapan**. Rating dijawab satu angka seperti pejabat penilai: "
        "1 di bawah, 2 sesuai, 3 di atas ekspektasi.\n\nF10 di halaman terakhir menyelesaikannya; sejak itu pejabat "
        "penilai membacanya di samping setiap baris. Ia tidak mengisi rating dan boleh tidak ada. Selama evaluasinya "
        "belum selesai, tombol r mengambilnya kembali."
    )
    COMMANDS: ClassVar[list[Command]] = [  # type: ignore[assignment]
        Command("take_back", "r", "Ambil kembali penilaian diri", "Membuka penilaian diri yang sudah selesai.",
                "Ambil kembali", group="Penilaian diri"),
        BACK,
    ]  # fmt: skip

    def __init__(self, db: Database, plan_id: str, period: str) -> None:
        """Raises `RuleBroken` as `self_assessment.own_form` does."""
        form, plan, reached = self_assessment.own_form(db, plan_id, period)
        super().__init__(form)
        self.period = period
        self._take(db, form, plan, reached)

    def _take(self, db: Database, form: Form, plan: PlanContents, reached: Mapping[str, Progress]) -> None:
        self.form = form
        self.plan = plan
        self.closed = progress.is_closed(db, plan.plan.id, self.period)
        approved = period_locks.locked_text(db.file, plan.employee.office, self.period)
        with db.reading() as session:
            around = beside.read(session, plan, self.period)
        evaluation = EvaluationPages(form, plan, self.period, reached, beside=BesideNotes(around))
        self.lines = SelfAssessmentPages(form, plan, self.period, evaluation.reached, self.closed, approved)
        self.pages = self.lines.pages

    @property
    def locked(self) -> bool:
        """Finished by the employee, or the evaluation is."""
        return self.lines.locked

    def store(self) -> None:
        """Store as a draft."""
        self_assessment.save(self.app.db, self.form, self.plan, self.period)

    def finish(self) -> None:
        """F10 on the last page: finished, with something missing go there."""
        if self.locked:
            self.leave_stored()
            return
        missing = self_assessment.missing_in(self.form, self.plan, self.period)
        if missing:
            self.warn("Belum bisa diselesaikan. " + " ".join(item.text for item in missing[:3]))
            self.sheet.go_to(missing[0].key)
            return
        if not self.is_current:
            return  # F10 came twice before the screen was gone
        with self.telling():
            self_assessment.save(self.app.db, self.form, self.plan, self.period, finish=True)
            self.say("Penilaian diri selesai. Pejabat penilai membacanya di samping setiap baris.")
            self.dismiss(True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only a finished one can be taken back, while the rater is not through."""
        if action == "take_back":
            return self.locked and not self.closed and not self.lines.approved
        return super().check_action(action, parameters)

    def action_take_back(self) -> None:
        """r on a finished self-assessment."""

        def answered(yes: bool | None) -> None:
            if not yes:
                return
            with self.telling():
                self_assessment.take_back(self.app.db, self.plan.plan.id, self.period)
                self._take(self.app.db, *self_assessment.own_form(self.app.db, self.plan.plan.id, self.period))
                self.stored = True
                self.show_anew()
                self.say("Penilaian diri diambil kembali. Selesaikan lagi dengan F10.")

        question = "Ambil kembali penilaian diri ini? Pejabat penilai tidak membacanya sampai diselesaikan lagi."
        self.app.push_screen(Confirm(question, "Ambil kembali", "Batal", title=self.form.title), answered)
