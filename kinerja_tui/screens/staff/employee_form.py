"""The form of one employee, in the order of the block PEGAWAI YANG DINILAI of the official forms."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from kinerja_tui.models.employees import Assignment, Employee
from kinerja_tui.rules.nip import birth_date_of, check_nip
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.ranks import check_golongan, format_rank, golongan_for, parse_golongan
from kinerja_tui.rules.slips import check_person_name
from kinerja_tui.rules.staff import PostKind, StaffKind
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.forms.form import FormScreen
from kinerja_tui.screens.forms.inputs import choice_field, complaints, date_field, person_field, unit_field
from kinerja_tui.services.forms import forms
from kinerja_tui.services.forms.forms import Form, field_key
from kinerja_tui.services.labels import field_label
from kinerja_tui.services.staff import employees
from kinerja_tui.services.staff.employees import NEW
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.fields import Choice, Complaint, Field, Heading, Item, Note

_SCREEN_HELP = (
    "Isian mengikuti urutan blok *Pegawai yang dinilai* pada formulir SKP. Setiap isian tersimpan begitu ditinggalkan; "
    "listrik padam tidak menghilangkannya. **F10** menyimpan dan kembali ke daftar, **Esc** juga. Bila ada yang belum "
    "benar, program bertanya dulu: lanjut mengisi, tinggalkan sebagai draf, atau buang."
)
_HELP = {
    "nip": "NIP (PNS, CPNS) atau NI PPPK: 18 angka. Delapan angka pertama adalah tanggal lahir, lalu tahun dan bulan "
    "pengangkatan (PPPK: tahun dan kode), satu angka jenis kelamin (1 laki-laki, 2 perempuan), tiga angka nomor urut. "
    "Boleh ditempel dengan spasi. NIP dipakai seumur hidup, satu NIP untuk satu pegawai.",
    "name": "Nama lengkap dengan gelar, seperti pada SK; dicetak begitu pada SKP dan dokumen evaluasi.",
    "kind": "PNS dan PPPK adalah dua jenis pegawai ASN (UU 20/2023); CPNS ialah PNS dalam masa percobaan. "
    "Menentukan bentuk nomor dan golongan.",
    "rank": "Untuk PNS dan CPNS I/a sampai IV/e; boleh diketik 3b. Untuk PPPK I sampai XVII, tanpa nama pangkat. "
    "Dicetak pada baris PANGKAT/GOL. RUANG. F4 menampilkan daftarnya.",
    "birth": "Terisi sendiri dari NIP. Bila pada SK lain dari NIP, ketik yang benar lalu Enter sekali lagi: tanda ? "
    "ikut tersimpan agar BKPSDM tahu perbedaan itu disengaja.",
    "post": "Nama jabatan seperti tertulis pada SK; dicetak begitu pada SKP.",
    "post_kind": "Menentukan pendekatan SKP dan siapa yang dapat menjadi pejabat penilai.",
    "unit": "Unit kerja seperti dicetak pada formulir, misalnya Seksi Pemerintahan. F4 menampilkan unit yang ada, "
    "supaya ejaannya sama.",
    "start": "Hari pertama pada jabatan ini. Rencana kerja dimulai paling awal pada hari itu.",
    "rater": "Pejabat penilai kinerja ialah atasan langsung, paling rendah pejabat pengawas atau pejabat lain yang "
    "diberi pendelegasian kewenangan (PermenPANRB 6/2022). Ketik sebagian namanya; bila lebih dari satu yang cocok, "
    "tekan F4. Biarkan kosong bila orangnya di luar daftar pegawai, lalu isi bagian di bawah.",
    "superior": "Atasan langsung pejabat penilai; menerima keberatan atas hasil evaluasi (PP 30/2019 pasal 59). "
    "Terisi sendiri dari pejabat penilai bila sudah diketahui.",
    "card": "Ditulis seperti akan dicetak pada blok pejabat penilai di formulir SKP.",
    "card_nip": "18 angka; dikosongkan untuk pejabat tanpa NIP, misalnya Bupati.",
}
"""F1 texts of the fields."""


class EmployeeForm(FormScreen):
    """Adds an employee or changes one with the present assignment. Afterwards `employee_id` names who it was."""

    HELP = _SCREEN_HELP
    COMMANDS: ClassVar[list[Command]] = [BACK]  # type: ignore[assignment]
    CARRIES = "employee"

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self.employee_id = form.subject
        self._person = form.subject or NEW
        self._post = employees.assignment_id_of(form)
        self._rater_table, self._rater = employees.rater_record_of(form)
        self._suggested_birth = ""
        if not form.subject:
            self._suggested_birth = _birth_of(form.text(self._key("nip")))

    def items(self) -> Sequence[Item]:
        """Person, post, raters; the raters outside the office where nobody of the list is chosen."""
        lines: list[Item] = [Heading("Pegawai"), *self._person_fields(), Heading("Jabatan"), *self._post_fields()]
        if not self._now(self._post_key("rater_id")):
            lines += self._card("rater", "Pejabat penilai di luar kantor")
        if not self._now(self._post_key("superior_id")):
            lines += self._card("superior", "Atasan penilai di luar kantor")
        return lines

    def conflict_keys(self) -> set[str]:
        """Fields in bentrok; a card in bentrok is marked on its name."""
        return {f"{key}.name" if key.endswith("_card") else key for key in super().conflict_keys()}

    def store(self) -> None:
        """Add or change. Raises `RuleBroken`."""
        if self.form.subject:
            employees.save(self.app.db, self.form)
            self.say(f"Data {self._now(self._key('name'))} tersimpan.")
        else:
            self.employee_id = employees.save_new(self.app.db, self.form)
            self.say(f"{self._now(self._key('name'))} masuk daftar pegawai.")

    def field_kept(self, key: str, value: str) -> None:
        """What follows from a field: birth date and standing from the NIP, the superior from the rater."""
        if key == self._key("nip"):
            self._follow_nip(value)
        elif key == self._key("kind"):
            rank = self._key("golongan")
            self.sheet.set_value(rank, self.sheet.value(rank))  # its rank name depends on the kind
        elif key in (self._post_key("rater_id"), self._post_key("superior_id")):
            if key == self._post_key("rater_id") and value:
                self._suggest(self._post_key("superior_id"), employees.rater_of(self.app.file, value))
            self._show_cards(key)

    # -- fields

    def _person_fields(self) -> list[Item]:
        def golongan(text: str) -> str:
            found = parse_golongan(_in_brackets(text), self._kind)
            if found is None:
                raise RuleBroken(check_golongan(text, self._kind)[0].text)
            return found

        def ladder(_typed: str) -> list[Choice]:
            return [Choice(step, format_rank(step, self._kind)) for step in golongan_for(self._kind)]

        return [
            Field(self._key("nip"), "NIP", "digits", length=18, required=True, carry=False, check=self._check_nip,
                  help=_HELP["nip"], hint="18 angka"),
            Field(self._key("name"), field_label("employee", "name"), required=True, carry=False, length=200,
                  check=lambda name: complaints(check_person_name(name)), help=_HELP["name"],
                  hint="nama lengkap dengan gelar"),
            choice_field(self._key("kind"), field_label("employee", "kind"), StaffKind, required=True,
                         help=_HELP["kind"]),
            Field(self._key("golongan"), "Pangkat/golongan", length=60, parse=golongan, suggestions=ladder,
                  display=lambda value: format_rank(value, self._kind), help=_HELP["rank"], hint="misalnya 3b"),
            date_field(self._key("birth_date"), field_label("employee", "birth_date"), self._today, self._today.year,
                       carry=False, check=self._check_birth, help=_HELP["birth"], hint="misalnya 26-09-1986"),
        ]  # fmt: skip

    def _post_fields(self) -> list[Item]:
        year, file = self.app.db.year, self.app.file
        return [
            Field(self._post_key("post"), field_label("assignment", "post"), required=True, length=300,
                  help=_HELP["post"], hint="seperti tertulis pada SK"),
            choice_field(self._post_key("post_kind"), field_label("assignment", "post_kind"), PostKind,
                         help=_HELP["post_kind"]),
            unit_field(self._post_key("unit"), field_label("assignment", "unit"), file, help=_HELP["unit"]),
            date_field(self._post_key("start"), field_label("assignment", "start"), self._today, year,
                       help=_HELP["start"], hint=f"kosong berarti 1 Januari {year}"),
            person_field(self._post_key("rater_id"), field_label("assignment", "rater_id"), file,
                         check=self._check_not_self, help=_HELP["rater"], hint="sebagian nama, atau F4"),
            person_field(self._post_key("superior_id"), field_label("assignment", "superior_id"), file,
                         check=self._check_not_self, help=_HELP["superior"],
                         hint="sebagian nama, atau F4"),
        ]  # fmt: skip

    def _card(self, role: str, title: str) -> list[Item]:
        def key(part: str) -> str:
            return self._post_key(f"{role}_card.{part}")

        return [
            Heading(title),
            Note("Diisi hanya bila orangnya tidak ada di daftar pegawai, misalnya Sekda atau Bupati."),
            Field(key("name"), "Nama", length=200, help=_HELP["card"]),
            Field(key("nip"), "NIP", "digits", length=18, help=_HELP["card_nip"], hint="18 angka, boleh kosong"),
            Field(key("rank"), "Pangkat/golongan", length=100, parse=_rank, help=_HELP["card"], hint="misalnya 4c"),
            Field(key("post"), "Jabatan", length=300, help=_HELP["card"]),
            Field(key("unit"), "Unit kerja", length=300, help=_HELP["card"]),
        ]

    # -- checks: the rules' words about what stands on the sheet now

    def _check_nip(self, nip: str) -> list[Complaint]:
        birth = self._now(self._key("birth_date"))
        recorded = _day(birth) if birth != self._suggested_birth else None
        problems = check_nip(nip, self._kind, recorded, self._today)
        if any(problem.hard for problem in problems) and self._may_be_pppk(nip):
            problems = check_nip(nip, StaffKind.PPPK, recorded, self._today)
        found = complaints(problems)
        taken = employees.who_has(self.app.file, nip, self.form.subject)
        return [*found, (taken, True)] if taken else found

    def _check_birth(self, value: str) -> list[Complaint]:
        nip = self._now(self._key("nip"))
        if birth_date_of(nip) is None:
            return []
        without = check_nip(nip, self._kind)
        return complaints(problem for problem in check_nip(nip, self._kind, _day(value)) if problem not in without)

    def _check_not_self(self, employee_id: str) -> list[Complaint]:
        own = bool(self.form.subject) and employee_id == self.form.subject
        return [("Yang dipilih pegawai itu sendiri. Pilih orang lain; F4 menampilkan daftarnya.", True)] if own else []

    # -- what follows from what

    def _follow_nip(self, nip: str) -> None:
        if self._may_be_pppk(nip) and any(problem.hard for problem in check_nip(nip, self._kind)):
            self._put(self._key("kind"), StaffKind.PPPK)
            self.say("Nomor ini berbentuk NI PPPK; status kepegawaian diisi PPPK.")
        birth = self._now(self._key("birth_date"))
        if birth in ("", self._suggested_birth):
            self._suggested_birth = _birth_of(nip)
            self._put(self._key("birth_date"), self._suggested_birth)

    def _may_be_pppk(self, nip: str) -> bool:
        """The number fits a PPPK and the person has not yet said of a new employee what they are."""
        chosen = bool(self.form.subject) or self._key("kind") in self.form.typed
        return not chosen and not any(problem.hard for problem in check_nip(nip, StaffKind.PPPK))

    def _suggest(self, key: str, value: str) -> None:
        """Fill an empty field."""
        if value and not self._now(key) and value != self.form.subject:
            self._put(key, value)

    def _put(self, key: str, value: str) -> None:
        forms.keep(self.app.db, self.form, {key: value})
        self.sheet.set_value(key, value)

    def _show_cards(self, changed: str) -> None:
        """Show or hide the cards; where the cursor's line goes away it stays beside the line that was changed."""
        current = self.sheet.current
        kept = {item.key for item in self.items() if isinstance(item, Field)}
        self.show_again(cursor=None if current is None or current.key in kept else changed)

    # -- small things

    @property
    def _today(self) -> date:
        return self.app.workplace.today()

    @property
    def _kind(self) -> StaffKind:
        kind = self._now(self._key("kind"))
        return StaffKind(kind) if kind in set(StaffKind) else StaffKind.PNS

    def _now(self, key: str) -> str:
        """What stands on the sheet now, also before it was saved; before the sheet is there, on the form."""
        return self.sheet.value(key) if self.is_mounted else self.form.text(key)

    def _key(self, column: str) -> str:
        return field_key(Employee, self._person, column)

    def _post_key(self, column: str) -> str:
        if column.startswith(("rater_", "superior_")):
            return field_key(self._rater_table, self._rater, column)
        return field_key(Assignment, self._post, column)


def _day(value: str) -> date | None:
    """The day of a stored value; None when empty or foreign."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _birth_of(nip: str) -> str:
    """The birth date in a NIP as a form's text."""
    birth = birth_date_of(nip)
    return birth.isoformat() if birth else ""


def _in_brackets(text: str) -> str:
    """`III/b` out of what the form shows, `Penata Muda Tingkat I (III/b)`."""
    _, bracket, rest = text.partition("(")
    return rest.partition(")")[0] if bracket else text


def _rank(text: str) -> str:
    """The rank of somebody outside the office, as printed; a golongan typed short is written out."""
    golongan = parse_golongan(_in_brackets(text), StaffKind.PNS)
    return format_rank(golongan, StaffKind.PNS) if golongan else text
