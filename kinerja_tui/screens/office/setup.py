"""First start: which office, who works here, which year and periods. Six answers; nothing is made before F10."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult

from kinerja_tui.rules.periods import PeriodKind
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.reporting import CHOICES, DEFAULT_KIND
from kinerja_tui.screens.base import WorkScreen
from kinerja_tui.screens.forms.inputs import choice_field
from kinerja_tui.screens.office.passphrase import FORGOTTEN, GUARDS, new_passphrase
from kinerja_tui.services.office import setup
from kinerja_tui.services.office.regions import find
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.dialogs import Confirm
from kinerja_tui.widgets.fields import Choice, Complaint, Field, Heading, Item, Note
from kinerja_tui.widgets.keys import ASKING
from kinerja_tui.widgets.sheet import Sheet

_LEVEL, _PLACE, _OPERATOR, _YEAR, _KIND, _LOCK = "level", "place", "operator", "year", "kind", "lock"
_OPEN, _LOCKED = "tidak", "ya"


class SetupScreen(WorkScreen):
    """The questions of a new database."""

    UNDOES = False
    TITLE = "Menyiapkan kinerja"
    HELP = (
        "Enam isian, sekali saja. Kode wilayah menentukan kantor; data setiap kantor terpisah dan bertemu lewat "
        "serah terima. Semuanya dapat diubah nanti di Pengaturan, kecuali kantornya. Untuk belajar dulu tanpa "
        "menyentuh data kantor, jalankan `kinerja demo` di terminal."
    )
    COMMANDS: ClassVar[list[Command]] = [  # type: ignore[assignment]
        Command("leave", "ctrl+x", "Keluar tanpa menyiapkan", "Menutup program; belum ada yang dibuat.", group="Layar")
    ]

    def body(self) -> ComposeResult:
        """The sheet."""
        this_year = str(self.app.workplace.today().year)
        yield Sheet(self._items(), {_LEVEL: setup.KECAMATAN, _YEAR: this_year, _KIND: str(DEFAULT_KIND), _LOCK: _OPEN})

    def begin(self) -> None:
        """Ready to type."""
        self.sheet.focus()

    @property
    def sheet(self) -> Sheet:
        """The questions."""
        return self.query_one(Sheet)

    def _items(self) -> Sequence[Item]:
        def place(text: str) -> str:
            return setup.place_of(text, self._level).code

        def name(code: str) -> str:
            region = find(code)
            return region.full_name if region else code

        def places(typed: str) -> list[Choice]:
            found = setup.places(typed.partition(",")[0], self._level) or setup.places("", self._level)
            return [Choice(region.code, region.full_name) for region in found]

        return [
            Heading("Selamat datang"),
            Note(
                "Jawab enam isian ini, sekali saja; Enter untuk maju, F10 bila selesai. Belum ada yang dibuat "
                "sebelum F10. Ingin mencoba dulu? Tekan Esc untuk keluar, lalu jalankan: kinerja demo"
            ),
            choice_field(
                _LEVEL, "Kantor ini", setup.LEVELS, required=True, carry=False,
                help="Kecamatan mengerjakan SKP dan evaluasi pegawainya. BKPSDM menerima paket dari semua kecamatan.",
            ),
            Field(
                _PLACE, "Nama tempat", required=True, carry=False, parse=place, display=name, suggestions=places,
                check=self._check_place, hint="beberapa huruf, misalnya muara bul",
                help="Ketik beberapa huruf nama kecamatan (atau kabupaten/kota untuk BKPSDM), lalu Enter. Bila lebih "
                "dari satu yang cocok, F4 menampilkan daftarnya. Kode wilayah menurut Kepmendagri 2025.",
            ),
            Field(
                _OPERATOR, "Nama Anda", required=True, carry=False, length=100, hint="nama petugas di PC ini",
                help="Dicatat pada riwayat setiap perubahan, supaya jelas siapa yang mengerjakan.",
            ),
            Field(
                _YEAR, "Tahun kerja", "digits", length=4, required=True, carry=False, check=self._check_year,
                help="Tahun yang dikerjakan. Periode di dalamnya dibuat sendiri; dapat diganti nanti.",
            ),
            choice_field(
                _KIND, "Periode evaluasi", {str(kind): kind.label for kind in CHOICES}, required=True, carry=False,
                help="Evaluasi periodik dibuat triwulanan atau bulanan; kabupaten/kota yang memilih (PermenPANRB "
                "6/2022 pasal 5). Ikuti surat dari BKPSDM; bila belum ada, biarkan triwulanan. Dapat diganti di "
                "Pengaturan selama belum ada realisasi tahun itu.",
            ),
            choice_field(
                _LOCK, "Kata sandi kunci", {_OPEN: "Tanpa kata sandi", _LOCKED: "Pasang, ditanyakan sesudah F10"},
                required=True, carry=False,
                help="Boleh tidak. Setiap PC menandatangani paketnya dengan kunci di PC itu; kata sandi menjaga kunci "
                f"itu. {GUARDS} {FORGOTTEN} Dapat dipasang atau dilepas kapan saja di Pengaturan (8).",
            ),
        ]  # fmt: skip

    @property
    def _level(self) -> str:
        return self.sheet.value(_LEVEL) if self.is_mounted else setup.KECAMATAN

    def _check_place(self, code: str) -> list[Complaint]:
        if setup.fits(code, self._level):
            return []
        return [(f"Ini bukan {setup.LEVELS[self._level]}. Ketik lagi namanya.", True)]

    def _check_year(self, text: str) -> list[Complaint]:
        try:
            setup.check_year(int(text))
        except RuleBroken as error:
            return [(error.text, True)]
        unusual = setup.year_warning(int(text), self.app.workplace.today())
        return [(unusual, False)] if unusual else []

    @on(Sheet.Finished)
    def _finished(self, event: Sheet.Finished) -> None:
        event.stop()
        self._set_up()

    @work(exclusive=True, group=ASKING)
    async def _set_up(self) -> None:
        value = self.sheet.value
        passphrase: str | None = ""
        if value(_LOCK) == _LOCKED:
            passphrase = await new_passphrase(self.app, may_be_none=False)
            if passphrase is None:
                return
        with self.telling():
            kind, db = PeriodKind(value(_KIND)), self.app.db
            setup.set_up(db, value(_PLACE), value(_OPERATOR), int(value(_YEAR)), kind=kind)
            if passphrase:
                await asyncio.to_thread(setup.set_passphrase, db, passphrase)
            self.app.read_place()
            if value(_LEVEL) == setup.DISTRICT:
                self.say("BKPSDM siap. Terima paket kecamatan lewat Serah terima (6).")
                self.app.action_home()
            else:
                self.say("Kantor siap. Langkah pertama: tekan a untuk menambah pegawai.")
                self.app.go_to("employees")

    @on(Sheet.Leave)
    def _left(self, event: Sheet.Leave) -> None:
        event.stop()
        self.action_leave()

    def action_leave(self) -> None:
        """Nothing was made yet: stay, or end the program."""
        question = (
            "Belum ada yang dibuat, jadi tidak ada yang hilang. Program menanyakan ini lagi saat dibuka. "
            "Untuk berlatih lebih dulu, jalankan: kinerja demo"
        )
        self.app.push_screen(
            Confirm(question, "Keluar", "Lanjut mengisi", title="Keluar dari kinerja?"),
            lambda leave: self.app.exit() if leave else None,
        )
