"""Daftar layanan: the services of the office, each with its legal basis and the longest time it may take."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from kinerja_tui.rules.service_log import check_max_days
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.forms.form import FormScreen
from kinerja_tui.screens.forms.inputs import complaints
from kinerja_tui.screens.lists.list import ListScreen
from kinerja_tui.screens.public.service_form import whole_number
from kinerja_tui.services.forms.forms import Form
from kinerja_tui.services.lists.listing import Listing, Row
from kinerja_tui.services.public import service_catalogue, survey_services, surveys
from kinerja_tui.services.staff.employees import NEW
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.fields import Complaint, Field, Heading, Item
from kinerja_tui.widgets.table import Cell, Column

_HELP_NAME = "Nama layanan seperti pada standar pelayanan kantor, misalnya Surat keterangan domisili usaha."
_HELP_BASIS = (
    "Dasar hukum layanan ini: peraturan atau keputusan yang menetapkan syarat dan waktunya. Boleh kosong bila belum "
    "ditemukan. Standar pelayanan wajib menyebut dasar hukum dan jangka waktu (UU 25/2009 pasal 21)."
)
_HELP_DAYS = (
    "Waktu paling lama dalam hari kerja menurut standar pelayanan; 0 berarti selesai di hari yang sama. Dihitung mulai "
    "hari sesudah diterima. Kosong: standar tidak menyebut batas, jadi tidak ada yang terlambat. Batas baru berlaku "
    "untuk permohonan yang diketik sesudahnya."
)


class ServicesScreen(ListScreen):
    """Those still offered first; Enter edits one."""

    TITLE = "Daftar layanan"
    NOUN = "layanan"
    TABLE = "service"
    EMPTY = "Belum ada layanan. Tekan a untuk menulis layanan pertama kantor ini."
    HELP = (
        "Layanan kantor ini dengan dasar hukum dan waktu paling lamanya (hari kerja). **a** menambah, **Enter** "
        "memperbaiki, **n** menandai tidak dilayani lagi (catatannya tetap ada), **x** menarik yang belum punya "
        "permohonan dan survei. **v** membuka survei kepuasan (SKM) layanan itu, atau surveinya yang pertama. Batas "
        "waktu yang diganti hanya berlaku untuk permohonan yang diketik sesudahnya."
    )
    COMMANDS: ClassVar = [
        Command("edit", "enter", "Ubah layanan", "Nama, dasar hukum, waktu paling lama.", "Ubah", group="Layanan"),
        Command("add", "a", "Tambah layanan", "Layanan baru.", "Tambah", group="Layanan"),
        Command("retire", "n", "Nonaktifkan atau pakai lagi", "Tidak dilayani lagi, atau dilayani kembali.", "Nonaktif",
                group="Layanan"),
        Command("survey", "v", "Survei layanan ini", "Survei kepuasan (SKM) layanan di kursor.", "Survei",
                group="Layanan"),
        Command("take_back", "x", "Tarik layanan", "Menarik layanan yang belum punya permohonan.", "Tarik",
                group="Layanan"),
        BACK,
    ]  # fmt: skip
    COLUMNS: ClassVar = [
        Column("name", "Layanan", 26, flex=2),
        Column("max_days", "Paling lama", 13),
        Column("requests", "Permohonan", 10, align="right"),
        Column("legal_basis", "Dasar hukum", 18, flex=2),
    ]

    def __init__(self, at: str = "") -> None:
        super().__init__()
        self._opened_at = at

    def begin(self) -> None:
        """With the cursor on the service it was opened for."""
        super().begin()
        self.reload(self._opened_at or None)

    def find(self, text: str) -> Listing:
        """All of them."""
        return service_catalogue.listing(self.app.file, text)

    def cells(self, row: Row) -> Sequence[Cell]:
        """One service."""
        name = row["name"] or "(tanpa nama)"
        return [
            name if row["active"] else (f"{name} (tidak dilayani lagi)", "dim"),
            f"{row['max_days']} hari kerja" if row["max_days"] is not None else ("tanpa batas", "dim"),
            str(row["requests"]),
            row["legal_basis"] or ("–", "dim"),
        ]

    def chosen(self, key: str) -> None:
        """Enter: the form."""
        with self.telling():
            self._open(key)

    def action_edit(self) -> None:
        """Enter from the palette."""
        if self.current is not None:
            self.chosen(self.current)

    def action_add(self) -> None:
        """a: a new service."""
        with self.telling():
            self._open(NEW)

    def action_retire(self) -> None:
        """n: not offered any more, or again."""
        key = self.current
        if key is None:
            return
        with self.telling():
            row = self.row_of(key)
            active = row is None or bool(row["active"])
            service_catalogue.set_active(self.app.db, key, active=not active)
            self.say("Tidak dilayani lagi; catatannya tetap ada." if active else "Dilayani lagi.")
        self.reload()

    def action_survey(self) -> None:
        """v: the newest survey of the service, or the form of its first."""
        key = self.current
        if key is None:
            self.warn("Belum ada layanan. Tekan a untuk menulis layanan pertama.")
            return
        # The list of surveys opens this one too.
        from kinerja_tui.screens.public.survey_form import SurveyForm
        from kinerja_tui.screens.public.surveys import SurveysScreen

        newest = survey_services.newest(surveys.present(self.app.file), key)
        if newest is not None:
            self.app.push_screen(SurveysScreen(newest))
            return
        with self.telling():
            name = service_catalogue.name_of(self.app.file, key)
            form = SurveyForm(surveys.survey_form(self.app.db, service=name))

            def stored(done: bool | None) -> None:
                if done:
                    self.app.push_screen(SurveysScreen(form.survey_id))

            self.app.push_screen(form, stored)

    def action_take_back(self) -> None:
        """x: one without requests, after a question."""
        self.ask_take_back(
            "Tarik layanan di kursor?", service_catalogue.take_back, "Layanan ditarik; riwayatnya tetap ada."
        )

    def _open(self, record_id: str) -> None:
        form = ServiceForm(service_catalogue.service_form(self.app.db, record_id), record_id)
        self.app.push_screen(form, lambda stored: self.say("Layanan tersimpan.") if stored else None)


class ServiceForm(FormScreen):
    """What it is called, on what it rests, how long it may take."""

    HELP = "Satu layanan kantor: nama, waktu paling lama dalam hari kerja, dan dasar hukumnya. **F10** menyimpan."
    COMMANDS: ClassVar[list[Command]] = [BACK]  # type: ignore[assignment]
    CARRIES = "service"

    def __init__(self, form: Form, record_id: str = NEW) -> None:
        super().__init__(form)
        self.record_id = record_id

    def items(self) -> Sequence[Item]:
        """Three fields."""
        return [
            Heading("LAYANAN"),
            Field(self._key("name"), "Nama layanan", length=200, required=True, carry=False, help=_HELP_NAME),
            whole_number(self._key("max_days"), "Paling lama", _HELP_DAYS, "hari kerja, misalnya 3", self._check_days),
            Field(self._key("legal_basis"), "Dasar hukum", "text", _HELP_BASIS),
        ]

    def store(self) -> None:
        """Raises `RuleBroken`."""
        service_catalogue.save(self.app.db, self.form, self.record_id)

    def _check_days(self, value: str) -> list[Complaint]:
        return complaints(check_max_days(int(value))) if value.isdigit() else []

    def _key(self, column: str) -> str:
        return service_catalogue.key(self.record_id, column)
