"""The form of a survey: what is surveyed, in which period, for how many people, with which weight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from kinerja_tui.rules.formats import fold
from kinerja_tui.rules.periods import PeriodKind, periods_of
from kinerja_tui.rules.survey import Weighting
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.forms.form import FormScreen
from kinerja_tui.screens.forms.inputs import choice_field
from kinerja_tui.services.forms.forms import Form
from kinerja_tui.services.labels import shown
from kinerja_tui.services.public import service_catalogue, survey_services, surveys
from kinerja_tui.services.staff.employees import NEW
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.fields import Choice, Complaint, Field, Heading, Item, Note

_HELP = {
    "service": "Layanan yang disurvei, seperti warga menyebutnya, misalnya Perekaman KTP-el. Kosong berarti seluruh "
    "layanan kantor. F4: layanan di daftar layanan dan yang pernah disurvei. Nama yang sama dengan daftar menautkan "
    "survei ini ke layanan itu, dan membuatnya dapat dibandingkan dengan survei sebelumnya.",
    "service_id": "Layanan di daftar layanan yang dimaksud survei ini, walaupun namanya ditulis lain, misalnya sesudah "
    "namanya diganti. F4 menampilkan daftarnya; kosong bila layanannya tidak ada di daftar. Lembar dan judul survei "
    "tidak berubah.",
    "period": "Periode survei: tahun, triwulan, atau bulan. Survei kepuasan masyarakat paling sedikit sekali setahun "
    "(PermenPANRB 14/2017).",
    "population": "Berapa orang yang dilayani dalam periode ini. Dari sini dihitung jumlah lembar yang perlu menurut "
    "Krejcie dan Morgan: 100 orang 80 lembar, 1.000 orang 278, 10.000 orang 370. Belum tahu: kosongkan.",
    "weighting": "Bobot setiap unsur. 1/9 persis adalah yang dianjurkan. 0,111 hanya bila kantor harus menyamai "
    "laporan lama: di dekat batas mutu ia dapat mengubah hurufnya. Cara yang dipakai selalu dicetak pada laporan.",
}


class SurveyForm(FormScreen):
    """Service, period, people served, weight."""

    HELP = (
        "Satu survei untuk satu layanan dan satu periode. Layanan dan periode tidak diubah lagi sesudah dibuka, karena "
        "lembarnya tercatat padanya. **F10** menyimpan."
    )
    COMMANDS: ClassVar[list[Command]] = [BACK]  # type: ignore[assignment]

    def __init__(self, form: Form, survey_id: str = NEW) -> None:
        super().__init__(form)
        self.survey_id = survey_id

    def items(self) -> Sequence[Item]:
        """Four fields."""
        file, year = self.app.file, self.app.db.year
        old = self.survey_id != NEW
        spans = [span for kind in PeriodKind for span in periods_of(year, kind)]
        stored = self.form.text(self._key("period"))
        periods = {span.code: span.label for span in spans} | {stored: shown("survey", "period", stored)}
        note = surveys.sample_note(self.form.text(self._key("population")))

        def used(typed: str) -> list[Choice]:
            names = [name for _, name in service_catalogue.offered(file)]
            names += [name for name in surveys.services_used(file) if fold(name) not in map(fold, names)]
            return [Choice(name, name) for name in names if fold(typed) in fold(name)]

        return [
            Heading("SURVEI"),
            Field(self._key("service"), "Layanan", length=120, help=_HELP["service"], suggestions=used, locked=old,
                  hint="kosong: seluruh layanan kantor"),
            *(self._link() if old and self.form.text(self._key("service")) else ()),
            choice_field(self._key("period"), "Periode", periods, help=_HELP["period"], required=True, locked=old,
                         hint="misalnya Triwulan I, atau F4"),
            Field(self._key("population"), "Jumlah yang dilayani", length=8, help=_HELP["population"],
                  check=self._check_population, hint="orang dalam periode ini", note=note),
            choice_field(self._key("weighting"), "Bobot unsur", Weighting, help=_HELP["weighting"], required=True),
            Note("Responden tidak dikenali: hanya jenis kelamin, umur, pendidikan, dan pekerjaan yang diketik."),
        ]  # fmt: skip

    def _link(self) -> list[Item]:
        """Which service of the list is meant; without one of its name the clerk may point to it."""
        file, office = self.app.file, self.form.text(self._key("office"))

        def listed(typed: str) -> list[Choice]:
            return [
                Choice(key, name) for key, name in survey_services.offered(file, office) if fold(typed) in fold(name)
            ]

        same = survey_services.by_name(file).get((office, fold(self.form.text(self._key("service")))))
        return [
            Field(self._key("service_id"), "Di daftar layanan", help=_HELP["service_id"], suggestions=listed,
                  parse=lambda typed: survey_services.find(file, typed, office),
                  display=lambda service: service_catalogue.name_of(file, service) if service else "",
                  hint="tertaut: namanya sama" if same else "belum tertaut; F4 memilih"),
        ]  # fmt: skip

    def store(self) -> None:
        """Raises `RuleBroken`."""
        self.survey_id = surveys.save(self.app.db, self.form, self.survey_id)

    def store_typed(self) -> None:
        """A new survey of the whole office may need no key at all."""
        if self.survey_id == NEW and not self.form.is_changed:
            self.store()
            self.stored = True
        else:
            super().store_typed()

    def action_leave(self) -> None:
        """Esc without a key opens no survey."""
        if self.survey_id == NEW and not self.form.is_changed and not self.sheet.dirty:
            self.dismiss(False)
        else:
            super().action_leave()

    OFFERS = ("copy_previous", "add_note", "leave_empty")

    def begin(self) -> None:
        """What the survey before had, for F5."""
        super().begin()
        self._look_back()

    def _look_back(self) -> None:
        office = self.form.text(self._key("office")) or self.app.db.office
        service, period = (self.form.text(self._key(name)) for name in ("service", "period"))
        found = surveys.before(self.app.file, office, service, period)
        names = ("population", "weighting") if found is not None else ()
        self.sheet.previous = {self._key(name): str(found[name] or "") for name in names} if found else {}

    def field_kept(self, key: str, value: str) -> None:  # noqa: ARG002
        """Another number of people needs another number of sheets; another service or period had another survey."""
        if key == self._key("population"):
            self.show_again()
        self._look_back()

    def _check_population(self, value: str) -> list[Complaint]:
        problem = surveys.check_population(value)
        return [(problem, True)] if problem else []

    def _key(self, column: str) -> str:
        return surveys.key(self.survey_id, column)
