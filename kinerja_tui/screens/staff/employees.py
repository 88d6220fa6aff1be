"""The employee list: find, add, change, end of service."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from kinerja_tui.rules.formats import format_date
from kinerja_tui.rules.nip import format_nip
from kinerja_tui.rules.periods import parse_day
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.staff import END_REASONS, EXCUSED, StaffKind
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.development.development import DevelopmentScreen
from kinerja_tui.screens.development.personal_sheet import PersonalSheetScreen
from kinerja_tui.screens.forms.guided_form import GuidedForm
from kinerja_tui.screens.forms.inputs import day_problem
from kinerja_tui.screens.staff.acting_forms import ActingForm, ExcuseForm, RaterForm
from kinerja_tui.screens.staff.career import CareerScreen
from kinerja_tui.screens.staff.employee_detail import employee_detail
from kinerja_tui.screens.staff.employee_form import EmployeeForm
from kinerja_tui.screens.staff.office_move import OfficeMoving
from kinerja_tui.screens.staff.raters_many import ManyRatersScreen
from kinerja_tui.screens.staff.staff_import import StaffImporting
from kinerja_tui.screens.staff.transfer_form import TransferForm
from kinerja_tui.services.forms.forms import Form
from kinerja_tui.services.labels import shown
from kinerja_tui.services.lists.listing import Listing, Row
from kinerja_tui.services.staff import employees, people
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.detail import Detail
from kinerja_tui.widgets.dialogs import AskText, Confirm, Pick
from kinerja_tui.widgets.table import Cell, Column
from kinerja_tui.widgets.title import TitleBar

_ALL = "*"
_NAME = Column("name", "Nama", 26, flex=2)
_NIP = Column("nip", "NIP", 22)
_POST = Column("post", "Jabatan", 24, flex=3, field="post")
_NARROW_COLUMNS = (_NAME, _NIP, _POST)
_WIDE_COLUMNS = (
    _NAME, _NIP, _POST, Column("unit", "Unit kerja", 18, flex=2), Column("golongan", "Gol.", 5),
    Column("rater", "Pejabat penilai", 16, flex=1),
)  # fmt: skip
_ENDED_COLUMNS = (_NAME, _NIP, Column("end_date", "Berhenti", 10), Column("end_reason", "Alasan", 14, flex=1))


class EmployeesScreen(OfficeMoving, StaffImporting, ManyRatersScreen):
    """Everybody in service, or with `v` those who are no longer."""

    ASIDE = True
    TITLE = "Pegawai"
    NOUN = "pegawai"
    TABLE = "employee"
    EMPTY = (
        "Belum ada pegawai. Tekan a untuk mengisi satu per satu, i untuk mengimpor daftar dari Excel atau CSV, atau "
        "tempel baris-barisnya di sini. c menulis contoh berkas kosong."
    )
    HELP = (
        "Daftar pegawai kantor ini. Tekan `/` lalu ketik sebagian nama, NIP, jabatan, atau unit: daftar menyusut pada "
        "setiap huruf. **Enter** mengubah data, **a** menambah, **u** memilih satu unit kerja, **b** mencatat akhir "
        "masa kerja (pensiun, mutasi, dan lainnya). Orang yang berhenti tidak dihapus: **v** menampilkannya, dan **b** "
        "di sana membatalkannya bila salah catat.\n\n**i** mengimpor daftar dari Excel atau CSV, **t** menempel "
        "baris yang disalin (boleh juga ditempel langsung di daftar ini), **c** menulis contoh berkas kosong. "
        "Pratinjau selalu muncul dulu.\n\n**m** mencatat mutasi dalam satu langkah, **p** Plt./Plh. di "
        "samping jabatan definitif, **g** pejabat penilai baru mulai tanggal tertentu, **x** orang yang dikecualikan "
        "dari SKP (tugas belajar, CLTN, …), **h** riwayat jabatannya, **r** riwayat semua perubahan, **l** lembar "
        "pribadi, **n** pengembangan. Selama belum disetujui di akhir isian, tidak ada yang diubah.\n\nSetelah "
        "beberapa orang dipilih (`s`), **g** dan **e** mengerjakan semuanya sekaligus."
    )
    COMMANDS: ClassVar = [  # type: ignore[assignment]
        Command("edit", "enter", "Ubah data pegawai", "Membuka isian pegawai di kursor.", "Ubah", group="Pegawai"),
        Command("add", "a", "Tambah pegawai", "Membuka isian untuk pegawai baru.", "Tambah", group="Pegawai"),
        Command("unit", "u", "Pilih unit kerja", "Menampilkan satu unit saja, atau semua lagi.", "Unit",
                group="Pegawai"),
        Command("end", "b", "Akhir masa kerja", "Mencatat pensiun, mutasi, dan lainnya, atau membatalkannya.",
                "Berhenti", group="Pegawai"),
        Command("toggle_ended", "v", "Yang aktif / yang berhenti", "Berganti antara pegawai aktif dan yang berhenti.",
                "Aktif/tidak", group="Pegawai"),
        Command("transfer", "m", "Mutasi", "Pindah jabatan: menutup rencana lama, membuka yang baru.", "Mutasi",
                group="Jabatan"),
        Command("acting", "p", "Tugaskan Plt./Plh.", "Jabatan kedua di samping jabatan definitif.", group="Jabatan"),
        Command("change_rater", "g", "Ganti pejabat penilai", "Mulai tanggal tertentu; yang lama tetap tercatat.",
                group="Jabatan"),
        Command("excuse", "x", "Kecualikan dari SKP", "CPNS sebelum SPMT, tugas belajar, CLTN, dan lainnya.",
                group="Jabatan"),
        Command("career", "h", "Riwayat jabatan", "Jabatan, penilai, rencana kerja, pengecualian menurut tanggal.",
                "Riwayat", group="Jabatan"),
        Command("changes", "r", "Riwayat perubahan", "Siapa mengubah apa tentang pegawai ini, dan kapan.",
                group="Pegawai"),
        Command("sheet", "l", "Lembar pribadi", "Perjalanan, yang dihargai, dan yang dapat diperkuat.",
                group="Pengembangan"),
        Command("development", "n", "Pengembangan & penghargaan", "Pelatihan, tindak lanjut, dan penghargaan.",
                group="Pengembangan"),
        BACK,
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self.unit: str | None = None
        """only this unit; None: all"""
        self.ended = False
        """showing those who ended"""

    # -- the list

    def find(self, text: str) -> Listing:
        """Employees of the chosen unit, in service or not."""
        return employees.listing(self.app.file, text, unit=self.unit, ended=self.ended, day=self.app.workplace.today())

    def every_key(self) -> Sequence[str]:
        """Of every unit."""
        place = self.app.workplace
        return employees.listing(place.file, "", unit=None, ended=self.ended, day=place.today()).keys

    def cells(self, row: Row) -> Sequence[Cell]:
        """One employee."""
        kind = StaffKind(row["kind"]) if row["kind"] in set(StaffKind) else StaffKind.PNS
        texts: dict[str, Cell] = {
            "name": row["name"] or "(tanpa nama)",
            "nip": format_nip(row["nip"], kind),
            "post": _post(row),
            "unit": row["unit"] or "",
            "golongan": row["golongan"],
            "rater": (row["rater"], "dim") if row["outside"] else row["rater"],
            "end_date": shown("employee", "end_date", row["end_date"]),
            "end_reason": shown("employee", "end_reason", row["end_reason"]),
        }
        return [texts[column.key] for column in self.columns]

    def detail(self, row: Row) -> Detail:
        """Post, rater, the year, and what is missing."""
        return employee_detail(self.app.file, row, self.app.db.year, self.app.workplace.today())

    def reload(self, keep: str | None = None) -> None:
        """Read the list again, with what it shows in the status line."""
        who = "pegawai yang sudah berhenti" if self.ended else "pegawai"
        self.list.noun = who if self.unit is None else f"{who} di {self.unit or 'tanpa unit'} · u: semua unit"
        super().reload(keep)
        if not self.list.filter_text and (self.ended or self.unit is not None):
            unit = " di unit ini. Tekan u untuk memilih unit lain." if self.unit is not None else "."
            back = " Tekan v untuk yang aktif." if self.ended else ""
            self.list.empty_text = f"Tidak ada {who}{unit}{back}"

    @property
    def columns(self) -> Sequence[Column]:
        """Those of people in service, or of those who left."""
        if self.ended:
            return _ENDED_COLUMNS
        return _WIDE_COLUMNS if self.is_wide else _NARROW_COLUMNS

    # -- commands

    def imported(self) -> None:
        """Show who came in."""
        self.reload()

    def printed_person(self) -> str | None:
        """Whoever stands at the cursor."""
        return self.current

    def chosen(self, key: str) -> None:
        """Enter: change the data."""
        with self.telling():
            self._open(employees.edit_form(self.app.db, key))

    def action_edit(self) -> None:
        """Change the employee at the cursor."""
        if self.current is not None:
            self.chosen(self.current)

    def action_add(self) -> None:
        """A new employee."""
        with self.telling():
            self._open(employees.new_form(self.app.db))

    def action_toggle_ended(self) -> None:
        """Those in service, or those who ended."""
        self.ended = not self.ended
        self.query_one(TitleBar).title = "Pegawai yang sudah berhenti" if self.ended else self.TITLE
        self.reload()

    def action_unit(self) -> None:
        """Choose a unit; or all."""
        units = employees.units(self.app.file, ended=self.ended, day=self.app.workplace.today())
        options = [(_ALL, f"Semua unit ({sum(count for _, count in units)})")]
        options += [(unit, f"{unit or 'tanpa unit'} ({count})") for unit, count in units]

        def chosen(unit: str | None) -> None:
            if unit is not None:
                self.unit = None if unit == _ALL else unit
                self.reload()

        self.app.push_screen(Pick("Unit kerja", options, at=_ALL if self.unit is None else self.unit), chosen)

    def action_end(self) -> None:
        """End of service: the reason, then the day. On somebody who ended: take it back."""
        person = self.current
        if person is None:
            return
        name = people.label(self.app.file, person)
        if self.ended:
            question = f"Batalkan akhir masa kerja {name}? Ia kembali ke daftar pegawai aktif."
            self.app.push_screen(
                Confirm(question, "Ya, batalkan", "Tidak"), lambda yes: self._take_back(person, name) if yes else None
            )
            return
        reasons = [(key, f"{number}  {text}") for number, (key, text) in enumerate(END_REASONS.items(), 1)]
        answers: list[str] = []
        day = AskText(
            f"Misalnya 3006 atau 30-06-{self.app.db.year}; 0 untuk hari ini.",
            title=f"Hari terakhir bekerja: {name}",
            check=lambda text: day_problem(text, self.app.workplace.today(), self.app.db.year),
        )

        def picked(reason: str | None) -> None:
            if reason is None:
                day.dismiss(None)
            else:
                answers.append(reason)

        # The second question waits below the first: a digit typed ahead never reaches the list in between.
        self.app.push_screen(day, lambda text: self._end(person, name, answers[0], text) if text and answers else None)
        self.app.push_screen(Pick(f"Mengapa {name} berhenti?", reasons), picked)

    def _end(self, person: str, name: str, reason: str, text: str) -> None:
        with self.telling():
            day = parse_day(text, self.app.workplace.today(), self.app.db.year)
            employees.end_service(self.app.db, person, day, reason)
            self.say(f"{name} berhenti {format_date(day)} ({END_REASONS[reason]}). Tekan v untuk melihatnya lagi.")
            rated = employees.rated_count(self.app.file, person, self.app.workplace.today())
            if rated:
                self.warn(
                    f"{name} masih tercatat sebagai pejabat penilai {rated} pegawai. Ganti penilai mereka.",
                    refused=False,
                )
        self.reload()

    def _take_back(self, person: str, name: str) -> None:
        with self.telling():
            employees.resume_service(self.app.db, person)
            self.say(f"{name} kembali ke daftar pegawai aktif.")
        self.reload()

    # -- posts by date

    def action_transfer(self) -> None:
        """m: to another post."""
        self._guide(lambda person, name: TransferForm.of(self.app.db, person, name))

    def action_acting(self) -> None:
        """p: an acting post beside."""
        self._guide(lambda person, name: ActingForm.of(self.app.db, person, name))

    def action_change_rater(self) -> None:
        """g: another rater from a day on, for all marked people or the one at the cursor."""
        if self.marked:
            self.change_raters()
            return
        self._guide(lambda person, name: RaterForm.of(self.app.db, person, name))

    def action_excuse(self) -> None:
        """x: needs no plan."""
        self._guide(lambda person, name: ExcuseForm.of(self.app.db, person, name))

    def action_career(self) -> None:
        """h: everything dated of the person at the cursor."""
        if self.current is not None:
            name = people.label(self.app.file, self.current)
            self.app.push_screen(CareerScreen(self.current, name), lambda _: self.reload())

    def action_changes(self) -> None:
        """r: who changed what about the person at the cursor."""
        if self.current is not None:
            from kinerja_tui.screens.history.change_history import ChangeHistoryScreen

            self.app.push_screen(ChangeHistoryScreen(self.current, people.label(self.app.file, self.current)))

    def action_sheet(self) -> None:
        """l: the personal sheet of the person at the cursor."""
        if self.current is not None:
            with self.telling():
                self.app.push_screen(PersonalSheetScreen(self.current))

    def action_development(self) -> None:
        """n: training, follow-up, recognition."""
        self.app.push_screen(DevelopmentScreen(self.current))

    def _guide(self, make: Callable[[str, str], GuidedForm]) -> None:
        """Open a guided form for the person at the cursor, who must be in service."""
        person = self.current
        if person is None:
            return
        with self.telling():
            name = people.label(self.app.file, person)
            if self.ended:
                raise RuleBroken(f"{name} sudah berhenti. Tekan v untuk daftar pegawai aktif.")
            self.app.push_screen(make(person, name), lambda _: self.reload(person))

    def _open(self, form: Form) -> None:
        screen = EmployeeForm(form)
        self.app.push_screen(screen, lambda stored: self.reload(screen.employee_id if stored else None))


def _post(row: Row) -> Cell:
    """The post; why somebody needs no plan stands before it."""
    post = row["post"] or "belum diisi"
    if row["excused"] is not None:
        return f"({EXCUSED.get(row['excused'], row['excused'])}) {post}", "dim"
    return post if row["post"] else (post, "warn")
