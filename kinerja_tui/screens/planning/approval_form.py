"""Approving a plan: Enter takes the proposal; another person or an earlier day has a small form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from textual import events

from kinerja_tui.models.plans import WorkPlan
from kinerja_tui.rules.formats import fold, format_date
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.screens.forms.guided_form import GuidedForm, day_text
from kinerja_tui.screens.forms.inputs import date_field
from kinerja_tui.screens.planning import addendum_help as helps
from kinerja_tui.services.forms.forms import Form, field_key, open_form
from kinerja_tui.services.planning import approval
from kinerja_tui.widgets.dialogs import DIALOG_CSS, Confirm
from kinerja_tui.widgets.fields import Choice, Complaint, Field, Heading, Item, Note

if TYPE_CHECKING:
    from kinerja_tui.models.database import Database


class ApprovalQuestion(Confirm):
    """Yes, no, or by somebody else or on another day: then `other` is set."""

    DEFAULT_CSS = DIALOG_CSS.format(name="ApprovalQuestion")

    def __init__(self, question: str) -> None:
        super().__init__(question, "Setujui", "Batal", title="Setujui rencana kerja?")
        self.other = False
        self._answers.insert(1, ("l", "Orang atau tanggal lain"))

    def on_key(self, event: events.Key) -> None:
        """l means yes, with a remark; Textual asks the question about its own keys behind this."""
        if event.key in ("l", "L") and not self._answered:
            self.other = True
            event.key = "y"


class ApprovalForm(GuidedForm):
    """Who approved, when, and why not the rater."""

    HELP = (
        "Siapa yang menyetujui rencana kerja ini dan kapan. Diusulkan pejabat penilai saat rencana diajukan, hari ini. "
        "Atasannya, atau Plh./Plt. pada jabatannya, dapat menyetujui dengan catatan. **F10** menyetujui; sebelum itu "
        "belum ada yang diubah."
    )
    DOING = "Setujui"
    NOT_YET = "Rencana kerja ini belum disetujui; belum ada yang diubah."

    def __init__(self, form: Form, plan_id: str) -> None:
        super().__init__(form)
        self.plan_id = plan_id
        self.pages = (self._page,)

    @classmethod
    def of(cls, db: Database, plan_id: str, name: str) -> ApprovalForm:
        """The form for one submitted plan, with the proposal in it."""
        form = open_form(db, f"approval:{plan_id}", f"Setujui rencana kerja {name}", "", ())
        proposed = approval.proposal(db, plan_id)
        form.stored[field_key(WorkPlan, plan_id, "decided_by")] = proposed.by
        form.stored[field_key(WorkPlan, plan_id, "decided_on")] = proposed.on.isoformat()
        return cls(form, plan_id)

    def _page(self, values: Mapping[str, str]) -> list[Item]:
        lines: list[Item] = [
            Heading("PERSETUJUAN"),
            Field(
                self._key("decided_by"), "Disetujui oleh", length=200, required=True,
                help=helps.DECIDED_BY, parse=self._who, check=self._may, suggestions=self._deciders,
                hint="sebagian nama, atau F4",
            ),
            date_field(
                self._key("decided_on"), "Tanggal", self.app.workplace.today(), self.app.db.year, required=True,
                help=helps.DECIDED_ON, check=self._day, hint="tanggal tanda tangan",
            ),
        ]  # fmt: skip
        if self._is_other(values):
            lines += [
                Note(f"Bukan {self._proposed}; tulis sebabnya."),
                Field(
                    self._key("decision_note"), "Catatan", "text", helps.NOTE, length=500, required=True, carry=False
                ),
            ]
        return lines

    def _who(self, typed: str) -> str:
        day = day_text(self.sheet.value(self._key("decided_on")))
        return approval.check_decision(self.app.db, self.plan_id, typed, day).name

    def _may(self, value: str) -> Sequence[Complaint]:
        return self._told(value, self.sheet.value(self._key("decided_on")))

    def _day(self, value: str) -> Sequence[Complaint]:
        return self._told(self.sheet.value(self._key("decided_by")), value)

    def _told(self, who: str, day: str) -> Sequence[Complaint]:
        try:
            approval.check_decision(self.app.db, self.plan_id, who, day_text(day))
        except RuleBroken as error:
            return [(error.text, True)]
        return []

    def _deciders(self, _typed: str) -> list[Choice]:
        day = day_text(self.sheet.value(self._key("decided_on"))) or self.app.workplace.today()
        return [Choice(item.name, item.label) for item in approval.deciders(self.app.db, self.plan_id, day)]

    def missing(self) -> tuple[str, str] | None:
        """Who, when, and for another than the rater why."""
        texts = self.form.texts()
        if not texts.get(self._key("decided_by"), "").strip():
            return self._key("decided_by"), "Tulis siapa yang menyetujui."
        if self._is_other(texts) and not texts.get(self._key("decision_note"), "").strip():
            return self._key("decision_note"), f"Tulis mengapa bukan {self._proposed} yang menyetujui."
        return None

    def summary(self) -> str:
        """Who and when."""
        who, day, _ = self._answers
        approval.check_decision(self.app.db, self.plan_id, who, day)
        when = format_date(day) if day else "hari ini"
        return f"Disetujui {who}, {when}.\n\nSetelah disetujui, target terkunci; perubahannya hanya lewat adendum."

    def perform_act(self) -> str:
        """The approval."""
        who, day, note = self._answers
        approval.approve(self.app.db, self.plan_id, who, day, note)
        return "Persetujuan tercatat."

    @property
    def _answers(self) -> tuple[str, date | None, str]:
        who, day, note = (self.form.text(self._key(name)) for name in ("decided_by", "decided_on", "decision_note"))
        return who, day_text(day), note

    @property
    def _proposed(self) -> str:
        return self.form.stored[self._key("decided_by")]

    def _is_other(self, values: Mapping[str, str]) -> bool:
        who = values.get(self._key("decided_by"), "")
        return bool(who and self._proposed) and fold(who) != fold(self._proposed)

    def _key(self, column: str) -> str:
        return field_key(WorkPlan, self.plan_id, column)
