"""The three steps of an objection (keberatan) on paper: result received, objection submitted, decision."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from kinerja_tui.models.objections import Delivery, Objection
from kinerja_tui.rules.formats import fold, format_date
from kinerja_tui.rules.objections import Decision, check_decided, check_delivered, check_submitted, deadline
from kinerja_tui.rules.problems import Problem, RuleBroken
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.forms.form import FormScreen
from kinerja_tui.screens.forms.inputs import choice_field, complaints, date_field
from kinerja_tui.services.evaluation import objections
from kinerja_tui.services.evaluation.evaluations import predicate
from kinerja_tui.services.evaluation.objection_case import Case, check_decider
from kinerja_tui.services.forms.forms import Form
from kinerja_tui.services.labels import field_label
from kinerja_tui.services.office.holidays import holidays
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.dialogs import Confirm
from kinerja_tui.widgets.fields import Choice, Complaint, Field, Heading, Item, Note

_HELP = {
    "delivered_on": "Hari pegawai menerima hasil evaluasinya. Hari itu tidak dihitung; hari berikutnya hari ke-1, dan "
    "hari ke-14 hari terakhir untuk mengajukan keberatan. Dasar: PP 30/2019 pasal 59.",
    "received_by": "Nama yang menerima dan menandatangani tanda terimanya. Kosong berarti pegawai itu sendiri.",
    "submitted_on": "Hari surat keberatan diterima. Paling lambat hari ke-14 setelah hasil diterima (PP 30/2019 pasal "
    "59). Yang terlambat tetap dapat dicatat dan diberi tanda; atasan pejabat penilai yang memutuskan.",
    "reasons": "Alasan keberatan seperti tertulis pada suratnya: bagian mana yang tidak disetujui dan buktinya. "
    "Keberatan wajib disertai alasan (PP 30/2019 pasal 59).",
    "decided_by": "Keberatan diputus atasan pejabat penilai yang dituju surat keberatan, bukan orang lain (PP 30/2019 "
    "pasal 59). Ketik sebagian namanya, atau F4.",
    "decided_on": "Tanggal keputusan, tidak sebelum keberatan diajukan.",
    "decision": "1 diterima, 2 diterima sebagian, 3 ditolak. Sesudah diterima, seluruhnya atau sebagian, evaluasinya "
    "dibuka kembali untuk diperbaiki. Keputusan bersifat final (PP 30/2019 pasal 59).",
    "decision_text": "Pertimbangan keputusan, setelah meminta penjelasan pejabat penilai dan pegawai. Dibaca kedua "
    "pihak dan menjadi alasan bila evaluasi dibuka kembali.",
}
"""F1 texts of the fields."""


class _CaseForm(FormScreen):
    """What the three forms share: whose result it is and what is known of it."""

    COMMANDS: ClassVar[list[Command]] = [BACK]  # type: ignore[assignment]

    def __init__(self, form: Form, case: Case) -> None:
        super().__init__(form)
        self.case = case

    def _result(self) -> list[Item]:
        found = self.case.evaluation
        predikat = predicate(found.work_rating, found.behaviour_rating, found.rules)
        finished = f", selesai {format_date(found.finished_on)}" if found.finished_on else ""
        rater = f" dari {found.rated_by}" if found.rated_by else ""
        label = predikat.label if predikat else "belum ada"
        return [Note(f"Hasil {self.case.period}{rater}: predikat {label}{finished}.")]

    def _clock(self) -> list[Item]:
        """When it was received, until when an objection is in time, and who decides."""
        delivery, superior = self.case.objected, self.case.superior
        items: list[Item] = []
        if delivery is not None and delivery.delivered_on is not None:
            by = f" oleh {delivery.received_by}" if delivery.received_by else ""
            items.append(Note(f"Diterima{by} pada {format_date(delivery.delivered_on)}. {self._until(delivery)}"))
        post = f", {superior['post']}" if superior.get("post") else ""
        items.append(Note(f"Ditujukan kepada {self.case.superior_name}{post}, atasan pejabat penilai."))
        return items

    def _until(self, delivery: Delivery) -> str:
        try:
            rules = objections.rules_of(delivery)
            assert delivery.delivered_on is not None  # the caller has seen to it
            last = deadline(delivery.delivered_on, rules, holidays(self.app.file))
        except RuleBroken as error:
            return error.text
        return f"Batas keberatan {format_date(last)} ({rules.days} {rules.counting.label})."

    def _date(self, table: type[Delivery] | type[Objection], column: str, *, locked: bool = False) -> Field:
        def check(value: str) -> list[Complaint]:
            return complaints(self._problems(column, date.fromisoformat(value)))

        return date_field(
            objections.key_of(self.case, table, column), field_label(str(table.__tablename__), column),
            self.app.workplace.today(), self.app.db.year, required=True, locked=locked, check=check,
            help=_HELP[column], hint="tanggal, misalnya 2301; 0 hari ini",
        )  # fmt: skip

    def _problems(self, column: str, day: date) -> list[Problem]:
        """What the rules say about a day in that column."""
        raise NotImplementedError

    @property
    def _today(self) -> date:
        return self.app.workplace.today()


class DeliveryForm(_CaseForm):
    """When the employee received the result, and who took it."""

    HELP = (
        "Catat kapan pegawai **menerima** hasil evaluasinya: sejak hari itu batas 14 hari untuk mengajukan keberatan "
        "dihitung (PP 30/2019 pasal 59). Ketik 0 untuk hari ini, lalu F10."
    )

    def items(self) -> Sequence[Item]:
        """Two fields."""
        key = objections.key_of(self.case, Delivery, "received_by")
        return [
            Heading("Penyerahan hasil evaluasi"),
            *self._result(),
            self._date(Delivery, "delivered_on"),
            Field(key, field_label("delivery", "received_by"), length=200, help=_HELP["received_by"],
                  hint=f"kosong berarti {self.case.person}"),
        ]  # fmt: skip

    def store(self) -> None:
        """Raises `RuleBroken`."""
        objections.deliver(self.app.db, self.form, self.case)
        self.say(f"Hasil {self.case.person} tercatat sudah diserahkan.")

    def _problems(self, column: str, day: date) -> list[Problem]:
        del column
        return check_delivered(day, self.case.evaluation.finished_on, self._today)


class ObjectionForm(_CaseForm):
    """What the employee objects to."""

    HELP = (
        "Salin surat keberatan pegawai: tanggal diajukan dan alasannya. Keberatan hanya atas hasil evaluasi sendiri, "
        "disertai alasan, kepada **atasan pejabat penilai**, paling lambat hari ke-14 setelah hasil diterima (PP "
        "30/2019 pasal 59). Selama belum diputus isinya dapat diperbaiki."
    )

    def items(self) -> Sequence[Item]:
        """Two fields below what is known."""
        key = objections.key_of(self.case, Objection, "reasons")
        return [
            Heading("Keberatan pegawai"),
            *self._result(),
            *self._clock(),
            self._date(Objection, "submitted_on"),
            Field(key, field_label("objection", "reasons"), "text", _HELP["reasons"], required=True, carry=False),
        ]

    def store(self) -> None:
        """Raises `RuleBroken`."""
        objections.object_to(self.app.db, self.form, self.case)
        self.say(f"Keberatan {self.case.person} tercatat; menunggu keputusan atasan pejabat penilai.")

    def _problems(self, column: str, day: date) -> list[Problem]:
        del column
        delivery = self.case.objected
        if delivery is None:
            return []
        try:
            rules, free = objections.rules_of(delivery), holidays(self.app.file)
            return check_submitted(day, delivery.delivered_on, self._today, rules, free)
        except RuleBroken as error:
            return [Problem(error.text)]


class DecisionForm(_CaseForm):
    """The decision of the superior; F10 asks and makes it final, Esc keeps what was typed for later."""

    HELP = (
        "Keputusan **atasan pejabat penilai** atas keberatan. Ia meminta penjelasan pejabat penilai dan pegawai, lalu "
        "memutuskan; keputusannya **final** (PP 30/2019 pasal 59). F10 bertanya dulu sebelum keputusan berlaku. Esc "
        "menyimpan isian di PC ini tanpa memutuskan."
    )

    @property
    def locked(self) -> bool:
        """A final decision is only shown."""
        return self.case.objection is not None and self.case.objection.final

    def items(self) -> Sequence[Item]:
        """The objection, then the four fields of the decision."""
        objection = self.case.objection
        assert objection is not None  # the form is opened on one
        submitted = format_date(objection.submitted_on) if objection.submitted_on else "tanpa tanggal"
        lines: list[Item] = [
            Heading("Keberatan pegawai"),
            *self._result(),
            *self._clock(),
            Note(f"Diajukan {submitted}. Alasan: {objection.reasons}"),
            Heading("Keputusan atasan pejabat penilai"),
        ]
        if self.locked:
            lines.append(Note("Sudah diputus dan final; hanya dapat dibaca."))
        return [*lines, *self._fields()]

    def store(self) -> None:
        """Not by leaving the form: see `finish`."""
        raise RuleBroken("Keputusan berlaku hanya dengan F10.")

    def leave_stored(self) -> None:
        """Leaving is not deciding; what was typed waits on this PC."""
        if not self.form.is_changed or self.locked:
            super().leave_stored()
            return
        if not self.may_leave:
            return
        self.say("Isian keputusan tersimpan di PC ini, tetapi belum berlaku. Buka lagi lalu F10 untuk memutuskan.")
        self.dismiss(False)

    def finish(self) -> None:
        """F10: ask, then decide for good."""
        if self.locked:
            super().leave_stored()
            return
        for field in self._fields():
            if not self.form.text(field.key).strip():
                self.warn(f"Belum bisa diputuskan: {field.label.lower()} belum diisi.")
                self.sheet.go(field.key)
                return
        decision = self.form.text(objections.key_of(self.case, Objection, "decision"))
        label = Decision(decision).label.lower() if decision in set(Decision) else decision
        question = f"Keberatan {self.case.person} {label}.\n\nKeputusan ini final dan tidak dapat diubah lagi."
        self.app.push_screen(
            Confirm(question, "Putuskan", "Belum", title="Putuskan keberatan ini?"),
            lambda yes: self._decide() if yes else None,
        )

    def _decide(self) -> None:
        with self.telling():
            objections.decide(self.app.db, self.form, self.case)
            self.say(f"Keberatan {self.case.person} sudah diputus.")
            self.dismiss(True)

    def _fields(self) -> list[Field]:
        locked = self.locked

        def key(column: str) -> str:
            return objections.key_of(self.case, Objection, column)

        def decider(typed: str) -> str:
            name = self.case.superior_name
            if not set(fold(typed).split()) <= set(fold(name).split()):
                check_decider(self.case, typed)
            return name

        def suggestions(_typed: str) -> list[Choice]:
            post = self.case.superior.get("post")
            return [Choice(self.case.superior_name, self.case.superior_name + (f", {post}" if post else ""))]

        return [
            Field(key("decided_by"), field_label("objection", "decided_by"), length=200, required=True, locked=locked,
                  carry=False, parse=decider, suggestions=suggestions, help=_HELP["decided_by"],
                  hint="sebagian nama, atau F4"),
            self._date(Objection, "decided_on", locked=locked),
            choice_field(key("decision"), field_label("objection", "decision"), Decision, required=True,
                         locked=locked, carry=False, help=_HELP["decision"]),
            Field(key("decision_text"), field_label("objection", "decision_text"), "text", _HELP["decision_text"],
                  required=True, locked=locked, carry=False),
        ]  # fmt: skip

    def _problems(self, column: str, day: date) -> list[Problem]:
        del column
        submitted = self.case.objection.submitted_on if self.case.objection else None
        return check_decided(day, submitted, self._today)
