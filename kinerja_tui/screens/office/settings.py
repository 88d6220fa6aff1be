"""Settings of this PC: who works here, the year, the look, backups, and what to tell when somebody asks."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult

from kinerja_tui.handoff.problems import Cancelled
from kinerja_tui.models.identity import fingerprint
from kinerja_tui.models.lock import WRONG
from kinerja_tui.models.migrations import HEAD
from kinerja_tui.models.words import spoken
from kinerja_tui.rules.credit import DECIMALS
from kinerja_tui.rules.objections import RULES_2019, Counting
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.reporting import CHOICES, MOST_DUE_DAYS
from kinerja_tui.screens.background import PATIENCE, in_background
from kinerja_tui.screens.base import BACK, WorkScreen
from kinerja_tui.screens.notice import Notice
from kinerja_tui.screens.office.passphrase import ask, new_passphrase
from kinerja_tui.screens.papers.letterhead import LetterheadScreen, summary
from kinerja_tui.services.evaluation import dimensions, objections
from kinerja_tui.services.monitoring.reporting import reporting
from kinerja_tui.services.office import holidays, setup
from kinerja_tui.services.staff import credit
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.dialogs import AskText, Confirm, Pick
from kinerja_tui.widgets.keys import ASKING
from kinerja_tui.widgets.table import Cell, Column, ListSource, VirtualTable
from kinerja_tui.widgets.theme import THEME_NAMES


@dataclass(frozen=True)
class Setting:
    """A line: its key, what it is, its value, a style, and what Enter does (an action, or nothing)."""

    key: str
    name: str
    value: str
    style: str = ""
    action: str = ""


class SettingsScreen(WorkScreen):
    """One line a setting; Enter changes what can be changed."""

    TITLE = "Pengaturan"
    HELP = (
        "Pengaturan PC ini. Enter mengubah baris yang bertanda `>`. **Cadangan** disalin ke folder `cadangan` di "
        "sebelah data dan tidak dihapus sendiri; cadangan harian dibuat setiap hari program dibuka dan disimpan 14 "
        "hari. **Sidik jari** dibacakan kepada BKPSDM saat serah terima pertama, supaya paket dari PC ini dikenali."
    )
    COMMANDS: ClassVar[list[Command]] = [  # type: ignore[assignment]
        Command("choose", "enter", "Ubah pengaturan di kursor", "Mengubah baris bertanda >.", "Ubah",
                group="Pengaturan"),
        Command("operator", "p", "Ganti petugas", "Orang lain bekerja di PC ini sekarang.", "Petugas",
                group="Pengaturan"),
        Command("year", "t", "Ganti tahun kerja", "Berpindah ke tahun lain.", "Tahun", group="Pengaturan"),
        Command("holidays", "h", "Hari libur", "Hari libur yang dilewati hitungan hari kerja.", group="Pengaturan"),
        Command("letterhead", "e", "Kop surat dan kertas", "Kop surat, logo, kertas A4/F4, tempat tanda tangan.", "Kop",
                group="Pengaturan"),
        Command("known_pcs", "n", "PC yang dikenal", "Kunci dan sidik jari; kenalkan, ganti, cabut.",
                group="Pengaturan"),
        Command("dimensions", "d", "Dimensi setempat", "Daftar dimensi kantor ini di samping predikat.",
                group="Pengaturan"),
        Command("acts", "r", "Riwayat kerja", "Pekerjaan terakhir: lihat, urungkan; yang dihapus.",
                group="Pengaturan"),
        Command("backup", "c", "Buat cadangan sekarang", "Menyalin data ke folder cadangan.", "Cadangan",
                group="Pengaturan"),
        BACK,
    ]  # fmt: skip

    def body(self) -> ComposeResult:
        """The lines."""
        columns = [Column("mark", "", 1), Column("name", "Pengaturan", 20), Column("value", "Isi", 30, flex=1)]
        yield VirtualTable(columns, self._source())

    def begin(self) -> None:
        """Keys go to the list."""
        self.query_one(VirtualTable).focus()

    def settings(self) -> list[Setting]:
        """What is shown, as it is now."""
        db, path = self.app.db, self.app.file.path
        backups = setup.backups(db)
        newest = f"{len(backups)} berkas, terakhir {backups[-1].name}" if backups else "belum ada"
        free, counting = len(holidays.listing(self.app.file, db.year)), objections.counting_of(db.file).label
        rule = reporting(db.file, db.year)
        lines = [
            Setting("operator", "Petugas", db.operator, action="operator"),
            Setting("year", "Tahun kerja", str(db.year), action="year"),
            Setting("theme", "Tampilan", THEME_NAMES[self.app.theme], action="theme"),
            Setting("kind", "Periode evaluasi", f"{rule.kind.label.lower()}, mulai {db.year}", action="kind"),
            Setting("due", "Batas laporan", f"{rule.due_days} hari setelah periode berakhir", action="due"),
            Setting("backup", "Cadangan sekarang", newest, action="backup"),
            Setting("holidays", "Hari libur", f"{free} hari pada {db.year}", action="holidays"),
            Setting("counting", "Batas keberatan", f"{RULES_2019.days} {counting}", action="counting"),
            Setting("decimals", "Angka kredit", f"{credit.decimals_of(db.file)} desimal", action="decimals"),
            Setting("dimensions", "Dimensi setempat", self._dimensions(), action="dimensions"),
            Setting("letterhead", "Kop dan kertas", summary(db), action="letterhead"),
            Setting("office", "Kantor", f"{self.app.place.rpartition(' · ')[0]} (kode wilayah {db.office})"),
            Setting("path", "Letak data", str(path)),
        ]
        if warning := setup.storage_warning(path):
            lines.append(Setting("warning", "Perhatian", warning, "warn"))
        return [
            *lines,
            Setting("fingerprint", "Sidik jari PC ini", spoken(db.identity.public_key), action="known_pcs"),
            Setting(
                "passphrase",
                "Kata sandi kunci",
                "dipasang" if db.identity.locked else "tidak dipasang",
                action="passphrase",
            ),
            Setting("groups", "  huruf dan angka", fingerprint(db.identity.public_key)),
            Setting("version", "Versi", f"kinerja {_version()}, skema data {HEAD}"),
        ]

    # -- commands

    def action_acts(self) -> None:
        """r: the last acts."""
        from kinerja_tui.screens.history.last_acts import LastActsScreen

        self.app.push_screen(LastActsScreen())

    @on(VirtualTable.Chosen)
    def _chosen(self, event: VirtualTable.Chosen) -> None:
        event.stop()
        setting = next(item for item in self.settings() if item.key == event.key)
        if setting.action:
            getattr(self, f"action_{setting.action}")()
        else:
            self.app.push_screen(Notice(setting.name, setting.value))

    def action_choose(self) -> None:
        """The same as Enter in the list."""
        table = self.query_one(VirtualTable)
        if table.current_key is not None:
            table.post_message(VirtualTable.Chosen(table.current_key))

    def action_operator(self) -> None:
        """Somebody else works here."""

        def named(name: str | None) -> None:
            if name is None:
                return
            with self.telling():
                setup.change_operator(self.app.db, name)
                self.say(f"Petugas sekarang {self.app.db.operator}.")
            self._show()

        question = "Nama orang yang sekarang bekerja di PC ini; dicatat pada riwayat."
        self.app.push_screen(AskText(question, self.app.db.operator, title="Ganti petugas", max_length=100), named)

    def action_year(self) -> None:
        """Another year."""

        def chosen(text: str | None) -> None:
            if text is None:
                return
            with self.telling():
                setup.change_year(self.app.db, int(text))
                self.app.read_place()
                self.say(f"Tahun kerja sekarang {text}. Data tahun lain tetap ada.")
            self._show()

        question = "Tahun yang dikerjakan, empat angka."
        now = str(self.app.db.year)
        self.app.push_screen(
            AskText(question, now, title="Ganti tahun kerja", check=_year_problem, max_length=4), chosen
        )

    def action_kind(self) -> None:
        """Quarters or months, after a question: it holds for the whole district."""
        year = self.app.db.year
        now = reporting(self.app.file, year).kind
        other = next(kind for kind in CHOICES if kind is not now)

        def sure(yes: bool | None) -> None:
            if yes:
                with self.telling():
                    setup.choose_kind(self.app.db, year, other)
                    self.app.carried.pop("period", None)
                    self.app.read_place()
                    self.say(f"Evaluasi periodik mulai {year}: {other.label.lower()}.")
                self._show()

        question = (
            f"Sekarang {now.label.lower()}. Ganti menjadi {other.label.lower()} mulai {year}?\n\nKabupaten/kota yang "
            "memilih (PermenPANRB 6/2022 pasal 5), jadi berlaku untuk semua kecamatannya dan ikut serah terima."
        )
        self.app.push_screen(Confirm(question, "Ganti", "Batal", title="Periode evaluasi"), sure)

    def action_due(self) -> None:
        """How many days after a period its report is due."""
        year = self.app.db.year

        def chosen(text: str | None) -> None:
            if text is None:
                return
            with self.telling():
                setup.choose_due_days(self.app.db, year, int(text))
                self.app.read_place()
                self.say("Berlaku untuk laporan yang diajukan mulai sekarang; yang sudah diajukan tetap.")
            self._show()

        question = (
            "Berapa hari kalender setelah periode berakhir laporan realisasi masih tepat waktu? Peraturan tidak "
            "menentukannya; ikuti surat BKPSDM."
        )
        now = str(reporting(self.app.file, year).due_days)
        self.app.push_screen(AskText(question, now, title="Batas laporan", check=_days_problem, max_length=2), chosen)

    def action_theme(self) -> None:
        """Choose among the four looks by name."""

        def chosen(name: str | None) -> None:
            if name is not None:
                self.app.choose_theme(name)
                self._show()

        options = [(name, f"{number}  {label}") for number, (name, label) in enumerate(THEME_NAMES.items(), start=1)]
        self.app.push_screen(Pick("Tampilan (Ctrl+T: yang berikutnya)", options, at=self.app.theme), chosen)

    @work(exclusive=True, group=ASKING)
    async def action_backup(self) -> None:
        """A backup now."""
        db = self.app.db
        try:
            with self.telling():
                target = await in_background(
                    self.app,
                    "Membuat cadangan",
                    lambda progress: setup.backup_now(db, progress),
                    ("Menyalin data",),
                    patience=PATIENCE,
                )
                self.say(f"Cadangan lengkap tersimpan di {target}. Salin juga ke flashdisk.")
        except Cancelled:
            self.say("Cadangan dihentikan. Data dan cadangan yang lain tidak berubah.")
        self._show()

    def action_holidays(self) -> None:
        """The list of holidays."""
        from kinerja_tui.screens.office.holidays import HolidaysScreen

        self.app.push_screen(HolidaysScreen(), lambda _: self._show())

    def action_known_pcs(self) -> None:
        """Keys and fingerprints."""
        from kinerja_tui.screens.handover.known_pcs import KnownPCsScreen

        self.app.push_screen(KnownPCsScreen(), lambda _: self._show())

    @work(exclusive=True, group=ASKING)
    async def action_passphrase(self) -> None:
        """Set, change or remove the passphrase of this PC's key."""
        db = self.app.db
        if db.identity.locked:
            old = await self.app.push_screen_wait(ask("Kata sandi yang sekarang:"))
            if old is None:
                return
            if not await asyncio.to_thread(setup.is_passphrase, db, old):
                self.warn(WRONG)
                return
        new = await new_passphrase(self.app, may_be_none=bool(db.identity.locked))
        if new is None:
            return
        with self.telling():
            await asyncio.to_thread(setup.set_passphrase, db, new)
            self.say("Kata sandi dipasang; ditanyakan saat program dibuka." if new else "Kata sandi dilepas.")
        self._show()

    def _dimensions(self) -> str:
        used = dimensions.names(self.app.file, self.app.db.office)
        return f"{len(used)} dipakai: {', '.join(used)}" if used else "tidak dipakai"

    def action_dimensions(self) -> None:
        """The office's own list."""
        from kinerja_tui.screens.evaluation.dimensions import DimensionsScreen

        self.app.push_screen(DimensionsScreen(), lambda _: self._show())

    def action_counting(self) -> None:
        """Calendar or working days, from the next delivery on."""
        working = objections.counting_of(self.app.file) is Counting.WORKING
        objections.set_counting(self.app.db, Counting.CALENDAR if working else Counting.WORKING)
        self.say("Berlaku untuk hasil yang diserahkan mulai sekarang; yang sudah diserahkan tetap.")
        self._show()

    def action_letterhead(self) -> None:
        """What stands above the papers, and on which sheet."""
        self.app.push_screen(LetterheadScreen(), lambda _: self._show())

    def action_decimals(self) -> None:
        """Two or three decimals."""
        two, three = DECIMALS
        credit.set_decimals(self.app.db, three if credit.decimals_of(self.app.file) == two else two)
        self._show()

    def _show(self) -> None:
        table = self.query_one(VirtualTable)
        table.set_source(self._source(), keep=table.current_key)

    def _source(self) -> ListSource:
        lines = self.settings()
        rows: list[list[Cell]] = [
            [(">" if line.action else "", "mark"), line.name, (line.value, line.style) if line.style else line.value]
            for line in lines
        ]
        return ListSource(rows, [line.key for line in lines])


def _year_problem(text: str) -> str | None:
    if len(text) != 4 or not (text.isascii() and text.isdecimal()):
        return "Tahun ditulis empat angka, misalnya 2026."
    try:
        setup.check_year(int(text))
    except RuleBroken as error:
        return error.text
    return None


def _days_problem(text: str) -> str | None:
    if text.isascii() and text.isdecimal() and int(text) <= MOST_DUE_DAYS:
        return None
    return f"Tulis angka 0 sampai {MOST_DUE_DAYS}."


def _version() -> str:
    try:
        return version("kinerja-tui")
    except PackageNotFoundError:
        return "belum dipasang"
