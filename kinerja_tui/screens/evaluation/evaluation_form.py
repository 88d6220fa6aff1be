"""The evaluation of one person in a period, on the pages of one form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from kinerja_tui.models.progress import Progress
from kinerja_tui.rules.periods import PeriodKind, period_from_code
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.evaluation.evaluation_beside import BesideNotes
from kinerja_tui.screens.evaluation.evaluation_pages import EvaluationPages
from kinerja_tui.screens.forms.paged_form import PagedForm
from kinerja_tui.services.evaluation import beside, evaluations, organisations, period_locks
from kinerja_tui.services.evaluation.rating_hints import HintReader
from kinerja_tui.services.feedback import feedback_sheet
from kinerja_tui.services.forms.forms import Form
from kinerja_tui.services.monitoring import reports, tracks
from kinerja_tui.services.planning.plans import PlanContents
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.dialogs import AskText, Confirm
from kinerja_tui.widgets.fields import Field

REOPEN = Command(
    "reopen",
    "r",
    "Buka kembali evaluasi",
    "Membuka evaluasi yang sudah selesai agar dapat diperbaiki; alasannya dicatat.",
    footer="Buka kembali",
    group="Evaluasi",
)


class EvaluationForm(PagedForm):
    """Hasil kerja, perilaku kerja, predikat. A person rates; the quadrant of the rules gives the predikat."""

    HELP = (
        "Halamannya: **hasil kerja**, **perilaku kerja**, dimensi setempat bila kantor memakainya, lalu **predikat**. "
        "F8 ke halaman berikutnya, F7 kembali, F10 lanjut dan di halaman terakhir menyelesaikan. Penilaian diri "
        "pegawai tampil di samping setiap baris; ia tidak mengisi rating.\n\nRating dijawab satu angka: 1 di "
        "bawah, 2 sesuai, 3 di atas ekspektasi. Rating di bawah ekspektasi perlu alasan dan usulan perbaikan. Program "
        "tidak menghitung rating; predikat mengikuti kuadran PermenPANRB 6/2022.\n\nEvaluasi yang selesai terkunci; "
        "tombol r membukanya kembali dengan alasan."
    )
    COMMANDS: ClassVar[list[Command]] = [REOPEN, BACK]  # type: ignore[assignment]

    def __init__(self, form: Form, plan: PlanContents, progress: Mapping[str, Progress], period: str) -> None:
        super().__init__(form)
        self.period = period
        self._take(form, plan, progress)

    def _take(self, form: Form, plan: PlanContents, progress: Mapping[str, Progress]) -> None:
        self.form = form
        self.plan = plan
        note = organisations.head_note(self.app.db, plan, self.period)
        said = feedback_sheet.in_span(self.app.db, plan.employee.id, period_from_code(self.period))
        with self.app.db.reading() as session:
            self.beside = beside.read(session, plan, self.period)
        self.order_note = organisations.order_note(self.app.db, plan.employee.office, self.period)
        notes = BesideNotes(self.beside, self.order_note, HintReader(self.app.db, plan, self.period, self.beside.own))
        standing = reports.standing(self.app.db, plan.plan.id, self.period)
        whole_year = period_from_code(self.period).kind is PeriodKind.YEAR
        self.lines = EvaluationPages(
            form,
            plan,
            self.period,
            progress,
            note,
            said,
            notes,
            report="" if whole_year else standing.sentence(self.app.workplace.today()),
            submitted=standing.is_submitted,
            approved=period_locks.locked_text(self.app.file, plan.employee.office, self.period),
            figures=tracks.read(self.app.file, plan.plan.id),
        )
        self.pages = self.lines.pages

    # -- what PagedForm asks for

    @property
    def locked(self) -> bool:
        """A finished evaluation is read only."""
        return self.lines.locked

    def store(self) -> None:
        """Store as a draft evaluation."""
        evaluations.save(self.app.db, self.form, self.plan, self.period)

    def finish(self) -> None:
        """F10 on the last page: ask, then finish for good; with something missing go there."""
        if self.lines.locked:
            self.leave_stored()
            return
        missing = self.beside.missing_in(self.form, self.plan, self.period)
        if missing:
            more = f" Dan {len(missing) - 3} hal lagi." if len(missing) > 3 else ""
            self.warn("Belum bisa diselesaikan. " + " ".join(item.text for item in missing[:3]) + more)
            self.sheet.go_to(missing[0].key)
            return
        predicate, _ = evaluations.predicate_on_form(self.form, self.plan, self.period)
        label = predicate.label if predicate else ""
        before = f"\n\n{self.order_note}" if self.order_note else ""
        question = (
            f"Predikat: {label}. Selesaikan evaluasi ini?{before}\n\nSetelah selesai evaluasi terkunci; membukanya "
            "kembali perlu alasan."
        )
        self.app.push_screen(
            Confirm(question, "Selesaikan", "Belum", title=self.form.title),
            lambda yes: self._finish_for_good(label) if yes else None,
        )

    # -- the rest

    def _finish_for_good(self, label: str) -> None:
        with self.telling():
            evaluations.save(self.app.db, self.form, self.plan, self.period, finish=True)
            self.say(f"Evaluasi selesai. Predikat: {label}.")
            self.dismiss(True)

    def note_wanted(self, field: Field) -> None:  # noqa: ARG002
        """F6: to the note for this evaluation, on the last page."""
        self.sheet.go_to(evaluations.evaluation_key(self.plan.plan.id, self.period, "note"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only a finished evaluation can be opened again."""
        return self.lines.locked if action == "reopen" else super().check_action(action, parameters)

    def action_reopen(self) -> None:
        """r on a finished evaluation: ask why, then the fields are open."""
        if self.lines.approved:
            self.warn(self.lines.approved)
            return

        def reopened(reason: str | None) -> None:
            if reason is None:
                return
            with self.telling():
                evaluations.reopen(self.app.db, self.plan.plan.id, self.period, reason)
                self._take(*evaluations.evaluation_form(self.app.db, self.plan.plan.id, self.period))
                self.stored = True
                self.show_anew()
                self.say("Evaluasi dibuka kembali.")

        self.app.push_screen(ask_why(self.form.title), reopened)


def ask_why(title: str) -> AskText:
    """The question before a finished evaluation is opened again; an empty reason is not taken."""
    return AskText(
        "Mengapa evaluasi ini dibuka kembali? Alasan dicatat bersama nama Anda.",
        title=title,
        check=lambda text: None if text else "Tulis alasannya dulu.",
    )
