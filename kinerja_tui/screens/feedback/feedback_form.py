"""The sheet of one giver, as on paper; F10 stores it and opens the next one of the pile."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.message import Message

from kinerja_tui.models.file import DatabaseProblem
from kinerja_tui.rules.feedback import (
    GiverKind,
    Score,
    check_given_on,
    check_names_nobody,
    check_proposal_date,
)
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.values import VALUES
from kinerja_tui.screens.base import BACK, WorkScreen
from kinerja_tui.screens.forms.form import FormScreen
from kinerja_tui.screens.forms.inputs import choice_field, complaints, date_field
from kinerja_tui.services.feedback import feedback, feedback_givers
from kinerja_tui.services.forms import forms
from kinerja_tui.services.forms.forms import Form
from kinerja_tui.services.monitoring import guidance
from kinerja_tui.services.staff.employees import NEW
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.fields import Choice, Complaint, Field, Heading, Item, Note
from kinerja_tui.widgets.keys import pass_on
from kinerja_tui.widgets.sheet import Sheet

CARRIES = "feedback"

_KINDS = tuple(Choice(str(kind), kind.label, str(number)) for number, kind in enumerate(GiverKind, 1))
_SCORES = tuple(Choice(str(score), score.label, str(score)) for score in Score)
_HELP = {
    "given_on": "Hari umpan balik diberikan, boleh hari apa saja yang sudah lewat: ketik misalnya 2301, 0 untuk hari "
    "ini, -1 untuk kemarin. Umpan balik diberikan sepanjang tahun, tidak menunggu akhir periode (PermenPANRB 6/2022).",
    "giver_kind": "Satu angka: 1 pimpinan, 2 rekan kerja, 3 bawahan, 4 pihak lain. Nama rekan kerja dan bawahan tidak "
    "ditampilkan kepada pegawai.",
    "giver_name": "Siapa yang memberi. Ketik sebagian nama pegawai, atau F4; untuk orang di luar daftar ketik namanya "
    "lengkap. Dipakai agar satu orang tidak dihitung dua kali. Pegawai itu sendiri tidak dapat menjadi pemberi.",
    "went_well": "Yang sudah baik: hasil atau sikap yang patut diteruskan, dengan contohnya.",
    "to_improve": "Yang perlu diperbaiki, dengan contohnya; tentang pekerjaannya, bukan orangnya.",
    "proposal": "Usulan yang dapat dijalankan: apa yang sebaiknya dilakukan.",
    "proposal_date": "Kapan usulan dijalankan atau ditinjau lagi. Tidak boleh sebelum tanggal umpan balik.",
    "evidence": "Bukti dukung umpan balik: nomor surat, notulen, map, atau tautan. Formulir evaluasi memuat umpan "
    "balik berkelanjutan berdasarkan bukti dukung (PermenPANRB 6/2022). Boleh kosong.",
    "result_id": "Hasil kerja (RHK) yang dibicarakan; F4 menampilkan daftarnya. Kosong berarti pekerjaan secara umum. "
    "Pejabat penilai melihat umpan balik ini di bawah hasil kerja itu saat menilai.",
    "score": "Boleh kosong. Seberapa sering nilai ini terlihat: 1 belum terlihat, 2 jarang, 3 kadang-kadang, 4 sering, "
    "5 selalu. Skala ini alat bantu program, bukan dari peraturan; rata-ratanya tidak pernah menjadi rating.",
}


class PileSheet(Sheet):
    """A sheet of a pile: what is typed after F10 waits until the next one is there.

    ``untouched`` says whether nothing is typed on it yet; None for a sheet that is not of a pile.
    """

    def __init__(
        self,
        items: Sequence[Item],
        values: Mapping[str, str],
        marks: Mapping[str, str],
        *,
        last_values: Mapping[str, str],
        untouched: Callable[[], bool] | None,
    ) -> None:
        self._piled = untouched is not None
        self._untouched = untouched or (lambda: False)
        self._waiting = False
        self._ahead: list[events.Key] = []
        super().__init__(items, values, marks, last_values=last_values)

    def on_key(self, event: events.Key) -> None:
        """Hold keys back while the sheet is being stored."""
        if self._waiting and not pass_on(self, event):
            self._ahead.append(event)
            event.stop()
            event.prevent_default()

    def action_finish(self) -> None:
        """F10: on an empty sheet the pile is done; else store it, and wait for the next."""
        if not self.dirty and self._untouched():
            self.hand_over(self.Leave())
            return
        super().action_finish()

    def post_message(self, message: Message) -> bool:
        """From the moment the sheet is finished keys wait for the next one."""
        if isinstance(message, Sheet.Finished):
            self._waiting = self._piled
        return super().post_message(message)

    def next_sheet(self, items: Sequence[Item], values: Mapping[str, str], cursor: str) -> None:
        """Show an empty sheet, then type what was typed ahead."""
        self.replace(items, values, cursor=cursor, marks={})
        self.scroll_to(y=0, animate=False, force=True)
        self.show_current()
        self.go_on()

    def go_on(self) -> None:
        """Keys count again."""
        self._waiting = False
        ahead, self._ahead = self._ahead, []
        for place, event in enumerate(ahead):
            Sheet.on_key(self, event)
            if self._waiting:
                self._ahead = ahead[place + 1 :]
                return


class FeedbackForm(FormScreen):
    """One sheet: who gave it and when, three parts, proof, and scores where the paper has them."""

    HELP = (
        "Ketik lembar umpan balik seperti urutan kertasnya: tanggal, pemberi (satu angka), nama, lalu tiga bagian: "
        "**berjalan baik**, **perlu diperbaiki**, **usulan** dengan tanggalnya. **F10** menyimpan dan membuka lembar "
        "kosong berikutnya dengan tanggal dan jenis pemberi yang sama. **Esc**, atau F10 pada lembar yang masih "
        "kosong, kembali.\n\nNama rekan kerja dan bawahan tidak tampil kepada pegawai."
    )
    COMMANDS: ClassVar[list[Command]] = [BACK]  # type: ignore[assignment]
    CARRIES = CARRIES
    CARRIES_STORED = False  # who gave other sheets is nobody's business

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self.feedback_id = feedback.record_of(form)
        self.kept = 0
        """sheets of this pile stored so far"""
        self._results = feedback.results_of(self.app.db, form.subject)

    # -- what FormScreen asks for

    @property
    def sheet(self) -> PileSheet:
        """The form's sheet."""
        return self.query_one(PileSheet)

    def body(self) -> ComposeResult:
        """The sheet; on a pile only where something is typed it has to be finished."""
        untouched = self._is_untouched if self._is_new else None
        yield PileSheet(self.items(), self.values(), self.marks(), last_values=self._carried(), untouched=untouched)

    def begin(self) -> None:
        """On the second sheet of a pile date and kind are there already: start with the name."""
        super().begin()
        if self._is_new and not self.form.resumed and self._key("giver_kind") in self.form.stored:
            self.sheet.go(self._key("giver_name"))

    def items(self) -> Sequence[Item]:
        """The lines of the sheet, in the order of the paper."""
        return [*self._giver(), *self._parts(), *self._more()]

    def store(self) -> None:
        """Store a new sheet, or what was changed. Raises `RuleBroken`."""
        if self._is_new:
            feedback.save_new(self.app.db, self.form)
            self.kept += 1
        else:
            feedback.save(self.app.db, self.form)

    def finish(self) -> None:
        """F10: of a pile the next sheet, else back."""
        if self._is_new:
            self._next_sheet()
        else:
            self.leave_stored()

    def field_kept(self, key: str, value: str) -> None:
        """Carried fields become part of the draft; the leader's name follows from the kind."""
        carried = {name: text for name, text in self.form.stored.items() if name not in self.form.typed}
        if self._is_new and carried:
            forms.keep(self.app.db, self.form, carried)
        name = self._key("giver_name")
        if key == self._key("giver_kind") and value == GiverKind.LEADER and not self.sheet.value(name):
            leader = guidance.leader_of(self.app.db, self.form.subject)
            if leader:
                forms.keep(self.app.db, self.form, {name: leader})
                self.sheet.set_value(name, leader)

    # -- lines

    def _giver(self) -> list[Item]:
        db, today = self.app.db, self.app.workplace.today()
        pile = f"LEMBAR {self.kept + 1}" if self._is_new else "LEMBAR UMPAN BALIK"
        stored = f" · {self.kept} sudah tersimpan, Esc selesai" if self.kept else ""

        def suggestions(typed: str) -> list[Choice]:
            found = feedback_givers.giver_suggestions(db.file, typed, self.form.subject)
            return [Choice(name, label) for name, label in found]

        return [
            Heading(f"{pile}{stored}"),
            date_field(self._key("given_on"), "Tanggal", today, db.year, help=_HELP["given_on"],
                       check=self._check_day, required=True),
            Field(self._key("giver_kind"), "Pemberi", "scale", _HELP["giver_kind"], choices=_KINDS, required=True,
                  hint="1 pimpinan 2 rekan 3 bawahan 4 lain"),
            Field(self._key("giver_name"), "Nama pemberi", length=200, required=True, help=_HELP["giver_name"],
                  parse=lambda text: feedback_givers.giver_text(db.file, text), suggestions=suggestions,
                  check=self._check_giver, hint="sebagian nama, atau F4"),
        ]  # fmt: skip

    def _parts(self) -> list[Item]:
        today, year = self.app.workplace.today(), self.app.db.year
        return [
            self._text("went_well", "1. Berjalan baik"),
            self._text("to_improve", "2. Perlu diperbaiki"),
            self._text("proposal", "3. Usulan"),
            date_field(self._key("proposal_date"), "   Tanggal usulan", today, year, help=_HELP["proposal_date"],
                       check=self._check_proposal_date),
            Field(self._key("evidence"), "Bukti dukung", "text", _HELP["evidence"]),
        ]  # fmt: skip

    def _more(self) -> list[Item]:
        lines: list[Item] = []
        results, about = dict(self._results), self.form.text(self._key("result_id"))
        if about:
            results.setdefault(about, "(hasil kerja dari rencana lain)")
        if results:
            lines.append(
                choice_field(self._key("result_id"), "Tentang hasil kerja", results, help=_HELP["result_id"],
                             carry=False, hint="kosong: secara umum")
            )  # fmt: skip
        lines += [
            Heading("SKOR PER NILAI (boleh kosong)"),
            Note("1 belum terlihat  2 jarang  3 kadang-kadang  4 sering  5 selalu"),
        ]
        for value in VALUES:
            key = feedback.score_key(self.feedback_id, value.key)
            lines.append(Field(key, value.name, "scale", _HELP["score"], choices=_SCORES, carry=False))
        return lines

    def _text(self, column: str, label: str) -> Field:
        return Field(self._key(column), label, "text", _HELP[column], carry=False, check=self._check_text)

    # -- checks: the rules' words about what stands on the sheet now

    def _check_day(self, value: str) -> list[Complaint]:
        day = feedback.day_of(value)
        return complaints(check_given_on(day, self.app.workplace.today())) if day else []

    def _check_proposal_date(self, value: str) -> list[Complaint]:
        day = feedback.day_of(value)
        return complaints(check_proposal_date(day, feedback.day_of(self._now("given_on")))) if day else []

    def _check_giver(self, name: str) -> list[Complaint]:
        db, person = self.app.db, self.form.subject
        if refusal := feedback_givers.giver_complaint(db, person, name):
            return [(refusal, True)]
        found: list[Complaint] = []
        inside = self._now("giver_kind") != GiverKind.OTHER
        if inside and feedback_givers.employee_named(db.file, name) is None:
            found.append(("Nama ini tidak ada di daftar pegawai; periksa ejaannya.", False))
        day = feedback.day_of(self._now("given_on"))
        before = feedback_givers.given_before(db, person, name, day, self.feedback_id) if day else ""
        return [*found, (before, False)] if before else found

    def _check_text(self, text: str) -> list[Complaint]:
        return complaints(check_names_nobody(text, self._now("giver_name"), self._now("giver_kind")))

    # -- the pile

    def _next_sheet(self) -> None:
        try:
            self.store_typed()
        except RuleBroken as error:
            self.sheet.go_on()
            self.ask_what_to_do(error.text)
        except DatabaseProblem as error:
            self.sheet.go_on()
            self.notify(error.text, severity="error", timeout=15, markup=False)
        else:
            self.form = feedback.new_form(self.app.db, self.form.subject, carried(self))
            self.sheet.last_values = self._carried()
            self.sheet.next_sheet(self.items(), self.values(), self._key("giver_name"))

    def _is_untouched(self) -> bool:
        """Nothing differs from an empty sheet with its carried date and kind."""
        values = self.sheet.values
        return not self.form.resumed and all(text == self.form.stored.get(key, "") for key, text in values.items())

    @property
    def _is_new(self) -> bool:
        return self.feedback_id == NEW

    def _now(self, column: str) -> str:
        """What stands on the sheet now; before the sheet is there, on the form."""
        key = self._key(column)
        return self.sheet.value(key) if self.is_mounted else self.form.text(key)

    def _key(self, column: str) -> str:
        return feedback.key(self.feedback_id, column)


def carried(screen: WorkScreen) -> dict[str, str]:
    """Date and kind of the sheet keyed last in this run."""
    last = screen.app.carried.get(CARRIES, {})
    return {column: last[f"feedback/{column}"] for column in feedback.CARRIED if last.get(f"feedback/{column}")}


def open_new(screen: WorkScreen, employee_id: str, closed: Callable[[], object] | None = None) -> None:
    """Key in a pile of sheets for a person; tells afterwards how many were stored. Raises `RuleBroken`."""
    form = FeedbackForm(feedback.new_form(screen.app.db, employee_id, carried(screen)))

    def done(_stored: bool | None) -> None:
        if form.kept:
            screen.say(f"{form.kept} lembar umpan balik tersimpan.")
        if closed is not None:
            closed()

    screen.app.push_screen(form, done)
