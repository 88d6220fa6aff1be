"""The form of one voice of the public; a new one is followed by the next until the person leaves with Esc."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from kinerja_tui.rules.formats import excerpt
from kinerja_tui.rules.labels import Labelled
from kinerja_tui.rules.service_log import working_days
from kinerja_tui.rules.voice_handling import Standing, check_done, check_due, check_received, standing_of
from kinerja_tui.rules.voices import Channel, VoiceKind
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.forms.inputs import date_field, day_check, service_field
from kinerja_tui.screens.forms.record_form import SeriesForm
from kinerja_tui.screens.public.voice_parts import owner_field, text_check
from kinerja_tui.services.forms.forms import Form
from kinerja_tui.services.forms.one_record import day_of
from kinerja_tui.services.office.holidays import holidays
from kinerja_tui.services.public import voices
from kinerja_tui.services.staff.employees import NEW
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.fields import Choice, Field, Heading, Item, Note

_HELP = {
    "kind": "1 masukan (usul), 2 kritik, 3 pujian, 4 keluhan (ada yang dirugikan atau tidak jalan). Masukan, kritik, "
    "dan keluhan menunggu jawaban; pujian disampaikan kepada yang dipuji dan tidak menunggu apa-apa.",
    "channel": "Lewat apa suara itu sampai: 1 loket, 2 kotak saran, 3 surat, 4 telepon atau pesan, 5 forum "
    "masyarakat, 6 kanal daring, 7 lainnya.",
    "received_on": "Hari suara itu diterima kantor. Hari kerja dihitung mulai hari sesudahnya, Senin sampai Jumat "
    "tanpa hari libur. Ketik 2301 untuk 23 Januari, 0 untuk hari ini, -1 untuk kemarin.",
    "service_id": "Layanan yang dibicarakan, bila ada. Ketik sebagian namanya, atau F4. Dipakai menghitung keluhan per "
    "100 permohonan layanan itu. Boleh kosong.",
    "text": "Yang disampaikan, sedekat mungkin dengan kata-katanya. **Tanpa nama, NIK, alamat, atau nomor telepon** "
    "(UU 27/2022): yang dicatat suaranya, bukan orangnya.",
    "owner_id": "Pegawai kantor ini yang mengurusnya. Suara ini tampil di sisi realisasinya dan di lembar pribadinya; "
    "tidak menjadi nilai. Ketik sebagian nama, atau F4. Kosong: belum ada yang memegang.",
    "due": "Janji kantor: paling lambat kapan ada tindakan. Sesudah hari itu suara ini ditandai lewat batas. "
    "Paling awal hari diterima.",
    "action": "Yang dilakukan, cukup jelas untuk dibacakan kepada warga. Boleh diisi sebelum selesai. Instansi wajib "
    "menindaklanjuti pengaduan (UU 25/2009 pasal 36).",
    "done_on": "Hari tindakannya selesai. Kosong selama dikerjakan. Perlu disertai yang dilakukan. Paling awal "
    "hari diterima, paling akhir hari ini.",
    "no_action": "Hanya bila memang tidak ditindaklanjuti: alasannya, misalnya bukan wewenang kecamatan dan sudah "
    "diteruskan. Alasan juga jawaban. Tidak bisa bersama yang dilakukan.",
}


class VoiceForm(SeriesForm):
    """Ten fields: what was said, who acts by when, what came of it; F10 stores and opens the next."""

    HELP = (
        "Satu suara warga: masukan, kritik, pujian, atau keluhan. Yang wajib hanya **jenis**, **lewat apa**, "
        "**tanggal**, dan **isinya**; penanggung jawab dan batas boleh menyusul. Setelah dikerjakan, isi **yang "
        "dilakukan** dan **tanggal selesai**, atau **alasan** bila tidak ditindaklanjuti.\n\n**F3** menyamakan isian "
        "dengan suara terakhir. **F10** menyimpan dan langsung membuka suara berikutnya; **Esc** kembali ke daftar."
    )
    COMMANDS: ClassVar[list[Command]] = [BACK]  # type: ignore[assignment]
    CARRIES = "voice"
    SERIES = "suara"
    _free = frozenset[date]()

    def begin(self) -> None:
        """What nobody has yet is opened to be given to somebody, what somebody has to be answered."""
        super().begin()
        if self.record_id != NEW and not self.form.resumed and not self._text("done_on"):
            self.sheet.go(self._key("action" if self._text("owner_id") else "owner_id"))

    def items(self) -> Sequence[Item]:
        """What was said, who has it, the answer; the clock below."""
        self._free = self._free or holidays(self.app.file)
        today, year, file = self.app.workplace.today(), self.app.db.year, self.app.file
        office = voices.office_of(self.app.db, self.form, self.record_id)
        agreed = self._text("agreed")
        return [
            Heading("SUARA MASYARAKAT"),
            self._scale("kind", "Jenis", VoiceKind),
            self._scale("channel", "Lewat", Channel),
            date_field(self._key("received_on"), "Diterima", today, year, help=_HELP["received_on"], required=True,
                       check=day_check(lambda day: check_received(day, today))),
            service_field(self._key("service_id"), file, help=_HELP["service_id"],
                          hint="bila ada; sebagian nama, atau F4"),
            Field(self._key("text"), "Isi", "text", _HELP["text"], required=True, carry=False, check=text_check,
                  hint="tanpa nama yang menyampaikan"),
            *([Note(f"Disepakati di forum: {excerpt(agreed, 300)}")] if agreed else []),
            Heading("YANG MENGURUS", 2),
            owner_field(self._key("owner_id"), file, office, _HELP["owner_id"]),
            date_field(self._key("due"), "Paling lambat", today, year, help=_HELP["due"],
                       check=day_check(lambda day: check_due(day, self._date("received_on")))),
            Heading("JAWABAN", 2),
            Field(self._key("action"), "Yang dilakukan", "text", _HELP["action"], carry=False, check=text_check),
            date_field(self._key("done_on"), "Selesai", today, year, help=_HELP["done_on"], carry=False,
                       hint="kosong selama dikerjakan",
                       check=day_check(lambda day: check_done(day, self._date("received_on"), today))),
            Field(self._key("no_action"), "Alasan tidak", "text", _HELP["no_action"], carry=False, check=text_check,
                  hint="hanya bila tidak ditindaklanjuti"),
            Note(self._clock(today)),
        ]  # fmt: skip

    def store(self) -> None:
        """Raises `RuleBroken`."""
        voices.save(self.app.db, self.form, self.record_id)

    def next_form(self) -> Form:
        """An empty one of this office."""
        return voices.voice_form(self.app.db)

    def field_kept(self, key: str, value: str) -> None:  # noqa: ARG002 - it stands in the form
        """The clock follows the days and the answer."""
        if key.endswith(("_on", "/due", "/owner_id", "/no_action", "/kind")):
            self.show_again()

    # -- parts

    def _scale(self, column: str, label: str, values: type[Labelled]) -> Field:
        choices = tuple(Choice(str(value), value.label, str(number)) for number, value in enumerate(values, 1))
        return Field(self._key(column), label, "scale", _HELP[column], choices=choices, required=True)

    def _clock(self, today: date) -> str:
        """How the voice stands, and for how many working days."""
        received, due, done = (day_of(self._text(column)) for column in ("received_on", "due", "done_on"))
        days = working_days(received, done or today, self._free)
        if days is None:
            return "Keadaan: dihitung setelah tanggal diterima diisi."
        standing = standing_of(
            kind=self._text("kind"), owner=self._text("owner_id"), due=due, done_on=done,
            no_action=self._text("no_action"), today=today,
        )  # fmt: skip
        said = {
            Standing.DONE: f"selesai dalam {days} hari kerja",
            Standing.NO_ACTION: "tidak ditindaklanjuti, dengan alasan",
            Standing.NOTED: "pujian, tidak menunggu jawaban",
            Standing.OVERDUE: f"lewat batas; sudah {days} hari kerja sejak diterima",
            Standing.NEW: f"belum ada yang mengurus; sudah {days} hari kerja sejak diterima",
        }
        return f"Keadaan: {said.get(standing, f'sedang diurus; sudah {days} hari kerja sejak diterima')}."

    def _key(self, column: str) -> str:
        return voices.key(self.record_id, column)
