"""The steps of a recognition: proposed with its proof, approved or refused by another, given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import ClassVar

from kinerja_tui.models.recognition import Recognition
from kinerja_tui.rules.formats import format_date
from kinerja_tui.rules.problems import Problem
from kinerja_tui.rules.recognition import KINDS, Verdict, check_decided, check_given
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.forms.form import FormScreen
from kinerja_tui.screens.forms.inputs import choice_field, date_field, day_check
from kinerja_tui.services.development import recognition
from kinerja_tui.services.feedback.feedback_givers import giver_suggestions, giver_text
from kinerja_tui.services.forms.forms import Form
from kinerja_tui.services.staff.employees import NEW
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.fields import Choice, Complaint, Field, Heading, Item, Note

_VERDICTS = tuple(Choice(str(verdict), verdict.label, str(number)) for number, verdict in enumerate(Verdict, 1))
_HELP = {
    "basis": "Atas dasar apa: hasil, perilaku, atau pengabdian yang dihargai. Penghargaan adalah tindak lanjut hasil "
    "penilaian (PermenPANRB 6/2022 pasal 5) dan tidak pernah otomatis.",
    "proof": "Buktinya: evaluasi, indikator yang targetnya tercapai, surat, atau kejadian yang dapat diperiksa. "
    "Bunyinya disimpan seperti saat diusulkan.",
    "kind": "Bentuk penghargaan yang diusulkan. F4 menampilkan daftarnya; boleh dipilih kemudian.",
    "proposed_on": "Hari penghargaan diusulkan; 0 hari ini.",
    "proposed_by": "Siapa yang mengusulkan. Ketik sebagian nama pegawai, atau F4; orang luar ditulis lengkap.",
    "state": "1 disetujui, 2 ditolak. Yang ditolak disertai alasannya.",
    "decided_by": "Pejabat yang memutus, misalnya Camat. Tidak boleh orang yang diusulkan itu sendiri.",
    "decided_on": "Hari usul ini diputus, tidak sebelum diusulkan.",
    "reason": "Mengapa usul ini tidak disetujui, agar pengusul tahu dasarnya.",
    "given_by": "Siapa yang menyerahkan penghargaan. Tidak boleh penerimanya sendiri.",
    "given_on": "Hari penghargaan diserahkan, tidak sebelum disetujui.",
}


class _RecognitionForm(FormScreen):
    """What the steps share: whose it is, days and people."""

    COMMANDS: ClassVar[list[Command]] = [BACK]  # type: ignore[assignment]

    def __init__(self, form: Form, record: Recognition | None) -> None:
        super().__init__(form)
        self.record = record
        self.record_id = record.id if record is not None else NEW

    def _day(self, column: str, label: str, rule: Callable[[date], list[Problem]]) -> Field:
        return date_field(
            self._key(column), label, self.app.workplace.today(), self.app.db.year, help=_HELP[column], required=True,
            check=day_check(rule),
        )  # fmt: skip

    def _person(self, column: str, label: str, *, not_oneself: bool) -> Field:
        file, receiver = self.app.file, self.form.subject

        def suggestions(typed: str) -> list[Choice]:
            return [Choice(name, text) for name, text in giver_suggestions(file, typed)]

        def check(name: str) -> list[Complaint]:
            if not recognition.is_oneself(file, receiver, name):
                return []
            text = (
                recognition.NOT_ONESELF if not_oneself else "Diusulkan oleh orangnya sendiri; yang memutus orang lain."
            )
            return [(text, not_oneself)]

        return Field(
            self._key(column), label, length=200, required=True, help=_HELP[column],
            parse=lambda text: giver_text(file, text), suggestions=suggestions, check=check,
            hint="sebagian nama, atau F4",
        )  # fmt: skip

    def _proposed(self) -> list[Item]:
        """What was proposed, to read."""
        record = self.record
        assert record is not None  # only new proposals have none
        day = format_date(record.proposed_on) if record.proposed_on else "tanpa tanggal"
        kind = KINDS.get(record.kind, record.kind)
        lines = [f"Atas dasar: {record.basis}", f"Bukti: {record.proof}", f"Diusulkan {record.proposed_by}, {day}."]
        return [Heading("USUL PENGHARGAAN"), *map(Note, [*lines, *([f"Bentuk: {kind}"] if kind else [])])]

    def _key(self, column: str) -> str:
        return recognition.key(self.record_id, column)

    @property
    def _today(self) -> date:
        return self.app.workplace.today()


class ProposalForm(_RecognitionForm):
    """For what, on what proof, in what form, by whom."""

    HELP = (
        "Usul penghargaan selalu berdasar **bukti** dan diputus orang lain; program tidak pernah memberi penghargaan "
        "sendiri. Dari seorang calon, dasar dan buktinya sudah terisi dan boleh dirapikan. **F10** menyimpan usul."
    )
    CARRIES = "recognition"

    def __init__(self, form: Form, record: Recognition | None) -> None:
        super().__init__(form, record)
        self.finished = False
        """F10 was pressed"""

    def items(self) -> Sequence[Item]:
        """Five fields."""
        return [
            Heading("USUL PENGHARGAAN"),
            Field(
                self._key("basis"),
                "Atas dasar",
                "text",
                _HELP["basis"],
                required=True,
                carry=False,
                hint="mengapa, misalnya target terlampaui",
            ),
            Field(
                self._key("proof"),
                "Bukti",
                "text",
                _HELP["proof"],
                required=True,
                carry=False,
                hint="evaluasi, angka, atau surat",
            ),
            choice_field(self._key("kind"), "Bentuk", KINDS, help=_HELP["kind"], hint="boleh kemudian; F4: daftar"),
            self._person("proposed_by", "Pengusul", not_oneself=False),
            self._day("proposed_on", "Tanggal usul", lambda day: check_decided(day, None, self._today)),
        ]

    def finish(self) -> None:
        """F10: a candidate taken up without a change is a proposal too; Esc proposes nothing that nobody typed."""
        self.finished = True
        super().finish()

    def store_typed(self) -> None:
        """Raises `RuleBroken`."""
        if self.finished and self.record_id == NEW and not self.form.is_changed:
            self.store()
            self.stored = True
            self._carry()
        else:
            super().store_typed()

    def store(self) -> None:
        """Raises `RuleBroken`."""
        recognition.propose(self.app.db, self.form, self.record_id)


class VerdictForm(_RecognitionForm):
    """Approved or refused, by whom and when."""

    HELP = (
        "Putusan atas usul penghargaan oleh pejabat yang berwenang; orang yang diusulkan tidak memutus untuk dirinya "
        "sendiri. Yang ditolak disertai alasannya. **F10** menyimpan putusan."
    )

    def __init__(self, form: Form, record: Recognition) -> None:
        super().__init__(form, record)
        form.stored[self._key("state")] = ""

    def items(self) -> Sequence[Item]:
        """The proposal, then the verdict."""
        proposed = self.record.proposed_on if self.record else None
        lines: list[Item] = [
            *self._proposed(),
            Heading("PUTUSAN"),
            Field(self._key("state"), "Putusan", "scale", _HELP["state"], choices=_VERDICTS, required=True,
                  carry=False, hint="1 disetujui 2 ditolak"),
            self._person("decided_by", "Diputus oleh", not_oneself=True),
            self._day("decided_on", "Tanggal putusan", lambda day: check_decided(day, proposed, self._today)),
        ]  # fmt: skip
        if self.form.text(self._key("state")) == Verdict.REFUSE:
            lines.append(
                Field(self._key("reason"), "Alasan ditolak", "text", _HELP["reason"], required=True, carry=False)
            )
        return lines

    def field_kept(self, key: str, value: str) -> None:  # noqa: ARG002
        """A refusal asks for its reason."""
        if key == self._key("state"):
            self.show_again()

    def store(self) -> None:
        """Raises `RuleBroken`."""
        recognition.decide(self.app.db, self.form, self.record_id)


class GivingForm(_RecognitionForm):
    """When it was given, and by whom."""

    HELP = "Catat kapan penghargaan yang sudah disetujui diserahkan, dan oleh siapa. **F10** menyimpan."

    def items(self) -> Sequence[Item]:
        """The proposal and its approval, then the giving."""
        record = self.record
        assert record is not None  # opened on one
        day = format_date(record.decided_on) if record.decided_on else "tanpa tanggal"
        return [
            *self._proposed(),
            Note(f"Disetujui {record.decided_by}, {day}."),
            Heading("PEMBERIAN"),
            choice_field(self._key("kind"), "Bentuk", KINDS, help=_HELP["kind"]),
            self._person("given_by", "Diberikan oleh", not_oneself=True),
            self._day("given_on", "Tanggal diberikan", lambda day: check_given(day, record.decided_on, self._today)),
        ]

    def store(self) -> None:
        """Raises `RuleBroken`."""
        recognition.give(self.app.db, self.form, self.record_id)
