"""The frame of the guided acts: answer the pages, read what will happen, agree; until then nothing is changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult

from kinerja_tui.rules.ranks import format_rank, parse_golongan
from kinerja_tui.rules.staff import PostKind, StaffKind
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.forms.form import FormScreen
from kinerja_tui.screens.forms.inputs import choice_field, date_field, person_field, unit_field
from kinerja_tui.screens.forms.paged_sheet import Page, PagedSheet, page_of
from kinerja_tui.services.forms import forms
from kinerja_tui.services.forms.forms import Form
from kinerja_tui.services.forms.guided import key_of, perform, superior_of
from kinerja_tui.services.labels import field_label
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.dialogs import Confirm
from kinerja_tui.widgets.fields import Complaint, Field, Heading, Item, Note

_RATER_HELP = (
    "Atasan langsung pada jabatan itu, paling rendah pejabat pengawas atau yang diberi pendelegasian kewenangan "
    "(PermenPANRB 6/2022). Ketik sebagian namanya atau tekan F4. Biarkan kosong bila orangnya di luar daftar pegawai."
)


class GuidedForm(FormScreen):
    """Subclasses give `pages`, `missing`, `summary` and `perform_act`. Dismisses with True when it was done."""

    COMMANDS: ClassVar[list[Command]] = [BACK]  # type: ignore[assignment]
    DOING = "Lakukan"
    """the word for agreeing"""
    NOT_YET = "Belum ada yang diubah."
    CARRIES_STORED = False

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self.pages: tuple[Page, ...] = ()

    # -- what a subclass says

    def missing(self) -> tuple[str, str] | None:
        """The first field that still has to be answered and what to say; None when all is there."""
        raise NotImplementedError

    def summary(self) -> str:
        """What will happen. Raises `RuleBroken` when it cannot."""
        raise NotImplementedError

    def perform_act(self) -> str:
        """Do it; returns what to tell. Raises `RuleBroken`."""
        raise NotImplementedError

    # -- the machinery

    @property
    def sheet(self) -> PagedSheet:
        """The form's sheet."""
        return self.query_one(PagedSheet)

    def body(self) -> ComposeResult:
        """The sheet, on the page where a power cut left it."""
        page = page_of(self.pages, self.values(), self.form.cursor) if self.form.resumed else 0
        yield PagedSheet(self.pages, page or 0, self.values(), self.marks(), last_values=self._carried())

    def items(self) -> Sequence[Item]:
        """The lines of the page that is shown."""
        return self.sheet.items

    def carrying(self) -> Sequence[Item]:
        """The lines of all pages."""
        return [item for page in self.pages for item in page(self.values())]

    def finish(self) -> None:
        """F10 on the last page: what is missing, or the question."""
        lacking = self.missing()
        if lacking is not None:
            self.sheet.go_to(lacking[0])
            self.warn(lacking[1])
            return
        with self.telling():
            question = Confirm(self.summary(), self.DOING, "Belum", title=self.form.title)
            self.app.push_screen(question, lambda yes: self._do() if yes else None)

    def _do(self) -> None:
        with self.telling():
            told = ""

            def act() -> None:
                nonlocal told
                told = self.perform_act()

            self._carry()
            perform(self.app.db, self.form, act)
            self.say(told)
            self.dismiss(True)

    def leave_stored(self) -> None:
        """Esc never does the act: the draft is continued, left for later or thrown away."""
        if not self.may_leave:
            return
        if self.form.is_changed:
            self.ask_what_to_do(self.NOT_YET)
            return
        if self.form.has_draft:
            forms.discard(self.app.db, self.form)
        self.dismiss(False)

    def field_kept(self, key: str, value: str) -> None:
        """The superior follows from the rater; lines follow from answers."""
        known = self.form.text(key_of("superior_id")) or self.form.text(key_of("superior_card.name"))
        if key == key_of("rater_id") and value and not known:
            for column, text in superior_of(self.app.db, value).items():
                if text and text != self.form.subject:
                    self.put(key_of(column), text)
        self.sheet.follow()

    def put(self, key: str, value: str) -> None:
        """Answer a field from what another one says."""
        forms.keep(self.app.db, self.form, {key: value})
        self.sheet.set_value(key, value)

    # -- fields that several acts ask

    def day_field(self, column: str, label: str, help_text: str, *, required: bool = True, hint: str = "") -> Field:
        """A day of the working year."""
        today, year = self.app.workplace.today(), self.app.db.year
        return date_field(
            key_of(column), label, today, year, required=required, help=help_text,
            hint=hint or "tanggal, misalnya 0106", check=lambda value: self.check_day(column, value),
        )  # fmt: skip

    def check_day(self, column: str, value: str) -> Sequence[Complaint]:  # noqa: ARG002
        """What a rule says about a day; a subclass asks its service."""
        return []

    def post_fields(self) -> list[Item]:
        """The post as on the SK."""
        return [
            Field(key_of("post"), "Nama jabatan", required=True, length=300, carry=False,
                  hint="seperti tertulis pada SK", help="Nama jabatan seperti pada SK, tanpa kata Plt. atau Plh."),
            choice_field(key_of("post_kind"), field_label("assignment", "post_kind"), PostKind, carry=False,
                         help="Menentukan pendekatan SKP dan siapa yang dapat menjadi pejabat penilai."),
            unit_field(key_of("unit"), field_label("assignment", "unit"), self.app.file, self.app.workplace.today(),
                       help="Unit kerja seperti dicetak pada formulir."),
        ]  # fmt: skip

    def rater_fields(self, values: Mapping[str, str]) -> list[Item]:
        """Rater and superior from the list, or as cards where they are outside the office."""
        lines: list[Item] = [Heading("Pejabat penilai")]
        for role, label in (("rater", "Pejabat penilai"), ("superior", "Atasan penilai")):
            lines.append(
                person_field(key_of(f"{role}_id"), label, self.app.file, help=_RATER_HELP,
                             check=self._not_self)
            )  # fmt: skip
        for role, label in (("rater", "Pejabat penilai di luar kantor"), ("superior", "Atasan penilai di luar kantor")):
            if not values.get(key_of(f"{role}_id")):
                lines += self._card(role, label)
        return lines

    def _card(self, role: str, label: str) -> list[Item]:
        def key(part: str) -> str:
            return key_of(f"{role}_card.{part}")

        said = "Ditulis seperti akan dicetak pada blok pejabat penilai."
        return [
            Heading(label),
            Note("Diisi hanya bila orangnya tidak ada di daftar pegawai, misalnya Sekda."),
            Field(key("name"), "Nama", length=200, help=said),
            Field(key("nip"), "NIP", "digits", length=18, help=said, hint="18 angka, boleh kosong"),
            Field(key("rank"), "Pangkat/golongan", length=100, parse=_rank, help=said,
                  hint="misalnya 4c"),
            Field(key("post"), "Jabatan", length=300, help=said),
            Field(key("unit"), "Unit kerja", length=300, help=said),
        ]  # fmt: skip

    def _not_self(self, person: str) -> Sequence[Complaint]:
        own = person == self.form.subject
        return [("Yang dipilih pegawai itu sendiri. Pilih orang lain; F4 menampilkan daftarnya.", True)] if own else []

    def missing_rater(self) -> tuple[str, str] | None:
        """Nobody rates: which field to fill."""
        if self.form.text(key_of("rater_id")) or self.form.text(key_of("rater_card.name")).strip():
            return None
        return key_of("rater_id"), "Pejabat penilai belum diisi: dari daftar (F4), atau namanya bila di luar kantor."


def _rank(text: str) -> str:
    """A golongan typed short is written out."""
    inner = text.partition("(")[2].partition(")")[0] or text
    golongan = parse_golongan(inner, StaffKind.PNS)
    return format_rank(golongan, StaffKind.PNS) if golongan else text


def day_text(value: str) -> date | None:
    """The day of a field's value; None while empty or foreign."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
