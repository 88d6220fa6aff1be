"""One training of one person; the fields that matter now follow from how far it has come."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from kinerja_tui.rules.development import (
    TAKEN,
    NeedSource,
    TrainingState,
    check_effect_on,
    check_end,
    check_hours,
    check_taken_on,
    kind_choices,
)
from kinerja_tui.rules.problems import Problem
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.forms.inputs import choice_field, complaints, date_field, number_field
from kinerja_tui.screens.forms.record_form import RecordForm
from kinerja_tui.services.development import training
from kinerja_tui.services.forms.one_record import amount_of, day_of
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.fields import Choice, Complaint, Field, Heading, Item

if TYPE_CHECKING:
    from kinerja_tui.screens.base import WorkScreen

HOURS_HELP = (
    "Jam pelajaran (JP) seperti tertulis pada sertifikat, misalnya 8 atau 12,5. PNS paling sedikit 20 JP setahun, PPPK "
    "paling banyak 24 JP setahun kontrak; batas ini pengetahuan umum dan dapat diganti bila aturannya berubah. Program "
    "menghitung per tahun kalender. Belum tahu: kosongkan, karena kosong bukan nol."
)
KIND_HELP = (
    "Bentuk pengembangan kompetensi. Klasikal: pelatihan, seminar, workshop, bimbingan teknis, dan lainnya. "
    "Nonklasikal: coaching, mentoring, e-learning, magang, dan lainnya. Ketik sebagian namanya, atau F4."
)
COMPETENCE_HELP = (
    "Kompetensi yang diperkuat, misalnya pelayanan publik atau pengelolaan arsip. F4 menampilkan yang pernah dipakai "
    "dan nilai-nilai BerAKHLAK. Pakai nama yang sama, agar lembar pribadi dapat mencocokkan pelatihannya."
)
_HELP = {
    "state": "Sampai di mana: 1 kebutuhan, 2 direncanakan, 3 sudah diikuti, 4 dampaknya dicatat, 5 batal. Isian di "
    "bawahnya mengikuti keadaan ini. Hanya yang sudah diikuti yang dihitung JP-nya.",
    "title": "Nama pelatihan atau kegiatan belajarnya, seperti pada undangan atau sertifikat. F4: yang pernah dicatat.",
    "need_source": "Dari mana kebutuhan ini terlihat: 1 hasil atau nilai yang rendah, 2 pejabat penilai, 3 pegawai "
    "sendiri, 4 lainnya. Boleh kosong.",
    "need": "Apa yang ingin diperkuat dan mengapa. Tulis pekerjaannya, bukan kekurangan orangnya.",
    "planned_for": "Kapan pelatihan ini direncanakan, boleh perkiraan.",
    "start": "Hari pertama pelatihan, paling akhir hari ini.",
    "end": "Hari terakhir; kosong berarti selesai pada hari yang sama. Paling awal hari mulai.",
    "organiser": "Lembaga atau kantor penyelenggara.",
    "certificate": "Nomor sertifikat atau surat keterangan, bila ada.",
    "effect": "Apa yang berubah dalam pekerjaan setelah pelatihan, dengan contohnya.",
    "effect_on": "Kapan dampak ini diamati, sesudah pelatihannya.",
    "cancel_reason": "Mengapa tidak jadi, agar kebutuhannya tidak hilang begitu saja.",
}
_STATES = tuple(Choice(str(state), state.label, str(number)) for number, state in enumerate(TrainingState, 1))
_SOURCES = tuple(Choice(str(source), source.label, str(number)) for number, source in enumerate(NeedSource, 1))


class TrainingForm(RecordForm):
    """State, what and why; then the plan, the training itself, its effect, or why it was cancelled."""

    HELP = (
        "Satu pelatihan dari **kebutuhan** sampai **dampak**. Mulai dari keadaannya (satu angka): isian yang "
        "diperlukan menyusul di bawah. Sertifikat yang sudah ada di tangan langsung dicatat sebagai 3. **F3** menyalin "
        "isi dari pelatihan terakhir yang diketik; **F10** menyimpan."
    )
    COMMANDS: ClassVar[list[Command]] = [BACK]  # type: ignore[assignment]
    CARRIES = "training"

    def items(self) -> Sequence[Item]:
        """The lines for the state on the form."""
        state = self.form.text(self._key("state"))
        lines = [*self._head(), *self._why()]
        if state != TrainingState.NEED:
            lines += self._plan(required=state == TrainingState.PLANNED)
        if state in TAKEN:
            lines += self._taken()
        if state == TrainingState.EFFECT:
            lines += self._effect()
        if state == TrainingState.CANCELLED:
            lines += [Heading("BATAL"), self._words("cancel_reason", "Alasan batal", required=True)]
        return lines

    def store(self) -> None:
        """Raises `RuleBroken`."""
        training.save(self.app.db, self.form, self.record_id)

    def field_kept(self, key: str, value: str) -> None:  # noqa: ARG002
        """Another state asks for other lines."""
        if key == self._key("state"):
            self.show_again()

    # -- lines

    def _head(self) -> list[Item]:
        db = self.app.db

        def used(names: Callable[[], list[str]]) -> Callable[[str], list[Choice]]:
            return lambda typed: [Choice(name, name) for name in names() if typed.casefold() in name.casefold()]

        return [
            Heading("PELATIHAN"),
            Field(self._key("state"), "Keadaan", "scale", _HELP["state"], choices=_STATES, required=True, carry=False,
                  hint="1 kebutuhan 2 rencana 3 diikuti 4 dampak 5 batal"),
            Field(self._key("title"), "Nama pelatihan", length=200, required=True, help=_HELP["title"],
                  suggestions=used(lambda: training.titles(db.file))),
            choice_field(self._key("kind"), "Bentuk", kind_choices(date(db.year, 12, 31)), help=KIND_HELP,
                         hint="sebagian nama, atau F4"),
            Field(self._key("competence"), "Kompetensi", length=200, help=COMPETENCE_HELP,
                  suggestions=used(lambda: training.competences(db.file)), hint="F4: yang pernah dipakai"),
        ]  # fmt: skip

    def _why(self) -> list[Item]:
        return [
            Heading("KEBUTUHAN"),
            Field(self._key("need_source"), "Asal kebutuhan", "scale", _HELP["need_source"], choices=_SOURCES,
                  carry=False, hint="1 hasil 2 penilai 3 pegawai 4 lain"),
            self._words("need", "Kebutuhan"),
        ]  # fmt: skip

    def _plan(self, *, required: bool) -> list[Item]:
        return [Heading("RENCANA"), self._day("planned_for", "Direncanakan", lambda _: [], required=required)]

    def _taken(self) -> list[Item]:
        today = self.app.workplace.today()
        return [
            Heading("PELAKSANAAN"),
            self._day("start", "Mulai", lambda day: check_taken_on(day, today), required=True),
            self._day("end", "Selesai", lambda day: check_taken_on(day, today) + check_end(day, self._date("start"))),
            number_field(self._key("hours"), "JP", help=HOURS_HELP, check=self._check_hours),
            Field(self._key("organiser"), "Penyelenggara", length=200, help=_HELP["organiser"]),
            Field(self._key("certificate"), "Nomor sertifikat", length=100, help=_HELP["certificate"], carry=False),
        ]

    def _effect(self) -> list[Item]:
        today = self.app.workplace.today()

        def check(day: date) -> list[Problem]:
            return check_taken_on(day, today) + check_effect_on(day, self._date("end") or self._date("start"))

        return [
            Heading("DAMPAK"),
            self._words("effect", "Dampak", required=True),
            self._day("effect_on", "Tanggal dampak", check, required=True),
        ]

    def _words(self, column: str, label: str, *, required: bool = False) -> Field:
        return Field(self._key(column), label, "text", _HELP[column], required=required, carry=False)

    def _day(self, column: str, label: str, rule: Callable[[date], list[Problem]], *, required: bool = False) -> Field:
        def check(value: str) -> list[Complaint]:
            day = day_of(value)
            return complaints(rule(day)) if day else []

        today, year = self.app.workplace.today(), self.app.db.year
        return date_field(self._key(column), label, today, year, help=_HELP[column], required=required, check=check)

    # -- what stands on the sheet now

    def _check_hours(self, value: str) -> list[Complaint]:
        hours = amount_of(value)
        return complaints(check_hours(hours, self._date("start"), self._date("end"))) if hours is not None else []

    def _key(self, column: str) -> str:
        return training.key(self.record_id, column)


def open_training(screen: WorkScreen, employee_id: str, defaults: dict[str, str] | None = None) -> None:
    """Key in a training of a person. Raises `RuleBroken`."""
    form = TrainingForm(training.new_form(screen.app.db, employee_id, defaults))
    screen.app.push_screen(form, lambda stored: screen.say("Pelatihan tersimpan.") if stored else None)
