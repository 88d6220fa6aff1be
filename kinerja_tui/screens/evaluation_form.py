"""The evaluation of one person in a period, on three pages of one form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult

from kinerja_tui.models.progress import Progress
from kinerja_tui.rules.periods import PeriodKind, period_from_code
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.evaluation_pages import UNKNOWN, EvaluationPages
from kinerja_tui.screens.form import FormScreen
from kinerja_tui.screens.paged_sheet import Page, PagedSheet, page_of
from kinerja_tui.services import evaluations, feedback_sheet, forms, organisations, reports, tracks
from kinerja_tui.services.forms import Form
from kinerja_tui.services.plans import PlanContents
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.dialogs import AskText, Confirm
from kinerja_tui.widgets.fields import Item, Mark
from kinerja_tui.widgets.sheet import Sheet

REOPEN = Command(
    "reopen",
    "r",
    "Buka kembali evaluasi",
    "Membuka evaluasi yang sudah selesai agar dapat diperbaiki; alasannya dicatat.",
    footer="Buka kembali",
    group="Evaluasi",
)


class EvaluationForm(FormScreen):
    """Hasil kerja, perilaku kerja, predikat. A person rates; the quadrant of the rules gives the predikat."""

    HELP = (
        "Evaluasi ada di tiga halaman: **hasil kerja**, **perilaku kerja**, lalu **predikat**. F8 ke halaman "
        "berikutnya, F7 kembali, F10 lanjut dan di halaman terakhir menyelesaikan.\n\nRating dijawab satu angka: 1 di "
        "bawah, 2 sesuai, 3 di atas ekspektasi. Rating di bawah ekspektasi perlu alasan dan usulan perbaikan. Program "
        "tidak menghitung rating; predikat mengikuti kuadran PermenPANRB 6/2022.\n\nEvaluasi yang selesai terkunci; "
        "tombol r membukanya kembali dengan alasan."
    )
    COMMANDS: ClassVar[list[Command]] = [REOPEN, BACK]  # type: ignore[assignment]
    OFFERS = ("add_note",)

    def __init__(self, form: Form, plan: PlanContents, progress: Mapping[str, Progress], period: str) -> None:
        super().__init__(form)
        self.period = period
        self._take(form, plan, progress)

    def _take(self, form: Form, plan: PlanContents, progress: Mapping[str, Progress]) -> None:
        self.form = form
        self.plan = plan
        note = organisations.head_note(self.app.db, plan, self.period)
        said = feedback_sheet.in_span(self.app.db, plan.employee.id, period_from_code(self.period))
        plan_id = plan.plan.id
        standing = reports.standing(self.app.db, plan_id, self.period)
        whole_year = period_from_code(self.period).kind is PeriodKind.YEAR
        self.lines = EvaluationPages(
            form,
            plan,
            self.period,
            progress,
            note,
            said,
            report="" if whole_year else standing.sentence(self.app.workplace.today()),
            submitted=standing.is_submitted,
            figures=tracks.read(self.app.file, plan_id),
        )
        self.pages: tuple[Page, ...] = (self.lines.results, self.lines.behaviour, self.lines.predicate)

    # -- what FormScreen asks for

    @property
    def sheet(self) -> PagedSheet:
        """The form's sheet."""
        return self.query_one(PagedSheet)

    def body(self) -> ComposeResult:
        """The sheet, on the page where a power cut left it."""
        marks = {**dict.fromkeys(self.conflict_keys(), Mark.CONFLICT), **self.form.marks}
        page = page_of(self.pages, self.values(), self.form.cursor) if self.form.resumed else 0
        yield PagedSheet(self.pages, page or 0, self.values(), marks)

    def items(self) -> Sequence[Item]:
        """The lines of the page that is shown."""
        return self.sheet.items

    def values(self) -> Mapping[str, str]:
        """The texts; a rating this program does not know is a question mark, a locked form shows what is stored."""
        texts = self.form.stored if self.lines.locked else self.form.texts()
        return {key: UNKNOWN if _is_unknown_rating(key, text) else text for key, text in texts.items()}

    def store(self) -> None:
        """Store as a draft evaluation."""
        evaluations.save(self.app.db, self.form, self.plan, self.period)

    def finish(self) -> None:
        """F10 on the last page: ask, then finish for good; with something missing go there."""
        if self.lines.locked:
            self.leave_stored()
            return
        missing = evaluations.missing_in(self.form, self.plan, self.period, self.lines.progress)
        if missing:
            more = f" Dan {len(missing) - 3} hal lagi." if len(missing) > 3 else ""
            self.warn("Belum bisa diselesaikan. " + " ".join(item.text for item in missing[:3]) + more)
            self.sheet.go_to(missing[0].key)
            return
        predicate, _ = evaluations.predicate_on_form(self.form, self.plan, self.period)
        label = predicate.label if predicate else ""
        question = (
            f"Predikat: {label}. Selesaikan evaluasi ini?\n\nSetelah selesai evaluasi terkunci; membukanya kembali "
            "perlu alasan."
        )
        self.app.push_screen(
            Confirm(question, "Selesaikan", "Belum", title=self.form.title),
            lambda yes: self._finish_for_good(label) if yes else None,
        )

    def field_kept(self, key: str, value: str) -> None:  # noqa: ARG002
        """What an answer calls for appears, also when the field was not left with Enter."""
        self.sheet.follow()

    # -- the rest

    def _finish_for_good(self, label: str) -> None:
        with self.telling():
            evaluations.save(self.app.db, self.form, self.plan, self.period, finish=True)
            self.say(f"Evaluasi selesai. Predikat: {label}.")
            self.dismiss(True)

    @on(PagedSheet.Turned)
    def _remember_page(self, event: PagedSheet.Turned) -> None:
        event.stop()
        if self.form.typed and event.key:
            with self.telling():
                forms.keep(self.app.db, self.form, {}, cursor=event.key)

    @on(Sheet.NoteRequested)
    def _to_note(self, event: Sheet.NoteRequested) -> None:
        """F6: to the note for this evaluation, on the last page."""
        event.stop()
        self.sheet.go_to(evaluations.evaluation_key(self.plan.plan.id, self.period, "note"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only a finished evaluation can be opened again."""
        return self.lines.locked if action == "reopen" else super().check_action(action, parameters)

    def action_reopen(self) -> None:
        """r on a finished evaluation: ask why, then the fields are open."""

        def reopened(reason: str | None) -> None:
            if reason is None:
                return
            with self.telling():
                evaluations.reopen(self.app.db, self.plan.plan.id, self.period, reason)
                self._take(*evaluations.evaluation_form(self.app.db, self.plan.plan.id, self.period))
                self.stored = True
                self.sheet.pages, self.sheet.values = self.pages, dict(self.values())
                self.sheet.show_page()
                self.say("Evaluasi dibuka kembali.")

        self.app.push_screen(ask_why(self.form.title), reopened)


def ask_why(title: str) -> AskText:
    """The question before a finished evaluation is opened again; an empty reason is not taken."""
    return AskText(
        "Mengapa evaluasi ini dibuka kembali? Alasan dicatat bersama nama Anda.",
        title=title,
        check=lambda text: None if text else "Tulis alasannya dulu.",
    )


def _is_unknown_rating(key: str, text: str) -> bool:
    return key.endswith("rating") and bool(text) and evaluations.rating_of(text) is None
