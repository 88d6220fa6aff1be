"""The form of one request of a service; a new one is followed by the next until the person leaves with Esc."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import ClassVar

from kinerja_tui.rules.formats import parse_decimal
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.service_log import Outcome, check_finished, check_received, working_days
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.forms.inputs import date_field, day_check, person_field, service_field
from kinerja_tui.screens.forms.record_form import SeriesForm
from kinerja_tui.services.forms.forms import Form
from kinerja_tui.services.forms.one_record import day_of
from kinerja_tui.services.office.holidays import holidays
from kinerja_tui.services.public import service_catalogue, service_requests
from kinerja_tui.services.staff.employees import NEW
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.fields import Choice, Complaint, Field, Heading, Item, Note

_HELP = {
    "service_id": "Layanan yang diminta. Ketik sebagian namanya, atau F4; F3 sama seperti permohonan terakhir. Layanan "
    "baru ditambah di daftar layanan (l di layar Layanan).",
    "number": "Nomor pada buku register kantor, misalnya 145/KTP. **Tanpa nama, NIK, atau data pribadi pemohon**: "
    "catatan ini menghitung waktu, bukan orang. Nomor yang sudah dipakai ditanyakan sekali.",
    "received_on": "Hari permohonan diterima lengkap. Hari itu tidak dihitung; hari kerja berikutnya hari ke-1. Ketik "
    "2301 untuk 23 Januari, 0 untuk hari ini, -1 untuk kemarin.",
    "finished_on": "Hari permohonan berakhir: dokumen siap, ditolak, dikembalikan, atau dibatalkan. Kosongkan selama "
    "berjalan. Paling awal hari diterima, paling akhir hari ini.",
    "result": "1 selesai, 2 ditolak, 3 dikembalikan karena tidak lengkap, 4 dibatalkan pemohon. Waktu hanya dihitung "
    "untuk 1 dan 2, yang diputus kantor; 3 dan 4 disebut tersendiri. Kosongkan selama berjalan.",
    "returns": "Berapa kali berkas dikembalikan kepada pemohon untuk diperbaiki sebelum diputus. 0 berarti tidak "
    "pernah; kosong berarti tidak dicatat, dan tidak dihitung sebagai nol.",
    "faulty": "1 bila dokumen yang diserahkan ternyata salah dan dibuat ulang; 0 bila tidak. Dipakai sebagai ukuran "
    "mutu, bukan untuk mencari siapa yang salah.",
    "handled_by": "Pegawai yang menangani, bila perlu diketahui. Boleh kosong. Ketik sebagian nama, atau F4.",
    "note": "Keterangan singkat tanpa data pribadi pemohon, misalnya menunggu tanda tangan. Boleh kosong.",
}
_RESULTS = tuple(Choice(str(outcome), outcome.label, str(number)) for number, outcome in enumerate(Outcome, 1))
_FAULTY = (Choice("", "tidak", "0"), Choice("1", "ada", "1"))


class RequestForm(SeriesForm):
    """Nine fields in the order of the register; F10 stores and opens the next."""

    HELP = (
        "Satu permohonan dari buku register. Yang wajib hanya **layanan** dan **tanggal diterima**; tanggal selesai "
        "dan hasil diisi setelah berakhir.\n\n**F3** menyamakan isian dengan permohonan terakhir, tanggal diketik "
        "singkat (`2301`, `0` hari ini, `-1` kemarin). **F10** menyimpan dan langsung membuka permohonan berikutnya; "
        "**Esc** kembali ke daftar.\n\nHari kerja dihitung mulai hari **sesudah** diterima, Senin sampai Jumat, tanpa "
        "hari libur di daftar Hari libur."
    )
    COMMANDS: ClassVar[list[Command]] = [BACK]  # type: ignore[assignment]
    CARRIES = "service_request"
    SERIES = "permohonan"
    _free = frozenset[date]()

    def begin(self) -> None:
        """An open request is opened to be ended: the cursor stands on the day it finished."""
        super().begin()
        if self.record_id != NEW and not self.form.resumed and not self.form.text(self._key("finished_on")):
            self.sheet.go(self._key("finished_on"))

    def items(self) -> Sequence[Item]:
        """The register's columns, with the clock below the dates."""
        self._free = self._free or holidays(self.app.file)
        today, year, file = self.app.workplace.today(), self.app.db.year, self.app.file
        return [
            Heading("PERMOHONAN LAYANAN"),
            service_field(self._key("service_id"), file, help=_HELP["service_id"], required=True),
            Field(self._key("number"), "Nomor register", length=60, help=_HELP["number"], carry=False,
                  check=self._check_number, hint="tanpa data pribadi"),
            date_field(self._key("received_on"), "Diterima", today, year, help=_HELP["received_on"], required=True,
                       check=day_check(lambda day: check_received(day, today))),
            date_field(self._key("finished_on"), "Selesai", today, year, help=_HELP["finished_on"],
                       hint="kosong selama berjalan",
                       check=day_check(lambda day: check_finished(day, self._date("received_on"), today))),
            Field(self._key("result"), "Hasil", "scale", _HELP["result"], choices=_RESULTS,
                  hint="1 selesai 2 ditolak 3 dikembalikan 4 batal"),
            Note(self._clock(today)),
            Heading("MUTU DAN CATATAN", 2),
            whole_number(self._key("returns"), "Kali dikembalikan", _HELP["returns"], "0 bila tidak pernah"),
            Field(self._key("faulty"), "Ada kesalahan", "scale", _HELP["faulty"], choices=_FAULTY, carry=False),
            person_field(self._key("handled_by"), "Petugas", file, "Boleh dikosongkan.", help=_HELP["handled_by"]),
            Field(self._key("note"), "Catatan", "text", _HELP["note"], carry=False),
        ]  # fmt: skip

    def store(self) -> None:
        """Raises `RuleBroken`."""
        service_requests.save(self.app.db, self.form, self.record_id)

    def next_form(self) -> Form:
        """An empty one of this office."""
        return service_requests.request_form(self.app.db)

    def field_kept(self, key: str, value: str) -> None:  # noqa: ARG002 - it stands in the form
        """Another day, another count of working days."""
        if key.endswith(("_on", "/service_id")):
            self.show_again()

    # -- parts

    def _clock(self, today: date) -> str:
        received, finished = (day_of(self.form.text(self._key(column))) for column in ("received_on", "finished_on"))
        days = working_days(received, finished or today, self._free)
        if days is None:
            return "Waktu: dihitung setelah tanggal diterima diisi."
        limit = self._limit()
        known = f", paling lama {limit}" if limit is not None else ", layanan ini tanpa batas waktu"
        late = f", lewat {days - limit}" if limit is not None and days > limit else ""
        return f"Waktu: {'selesai dalam' if finished else 'sudah berjalan'} {days} hari kerja{known}{late}."

    def _limit(self) -> int | None:
        """The limit that is stored with the request, or the one its service has now."""
        key = self._key("service_id")
        if self.record_id != NEW and self.form.text(key) == self.form.stored.get(key, ""):
            text = self.form.stored.get(self._key("max_days"), "")
            return int(text) if text else None
        return service_catalogue.limit_of(self.app.file, self.form.text(key))

    def _check_number(self, value: str) -> list[Complaint]:
        told = service_requests.used_before(self.app.file, value, self.record_id, self.app.db.office)
        return [(told, False)] if told else []

    def _key(self, column: str) -> str:
        return service_requests.key(self.record_id, column)


def whole_number(
    key: str, label: str, help: str, hint: str, check: Callable[[str], Sequence[Complaint]] | None = None
) -> Field:
    """A whole number from zero on."""

    def parse(text: str) -> str:
        number = parse_decimal(text)
        if number != number.to_integral_value() or not 0 <= number <= 9999:
            raise RuleBroken("Tulis angka bulat mulai dari 0, misalnya 3.")
        return str(int(number))

    return Field(key, label, "number", help, length=6, parse=parse, hint=hint, check=check, carry=False)
