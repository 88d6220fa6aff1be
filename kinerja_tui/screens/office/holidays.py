"""Hari libur: the days that clocks in working days pass over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual import work

from kinerja_tui.rules.formats import format_date
from kinerja_tui.rules.periods import parse_day
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.lists.list import ListScreen
from kinerja_tui.screens.tables.table_choice import choose_table
from kinerja_tui.screens.tables.table_preview import TablePreview
from kinerja_tui.screens.tables.table_problems import TableProblems
from kinerja_tui.services.lists.listing import Listing, Row
from kinerja_tui.services.office import holiday_import, holidays
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.dialogs import AskText, Confirm
from kinerja_tui.widgets.keys import ASKING
from kinerja_tui.widgets.table import Cell, Column

_DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


class HolidaysScreen(ListScreen):
    """The holidays of the working year; `a` adds, `h` takes away."""

    TITLE = "Hari libur"
    NOUN = "hari libur"
    EMPTY = (
        "Belum ada hari libur tahun ini. Tekan a, lalu salin dari SKB tiga menteri atau edaran kantor; i mengimpor "
        "berkas."
    )
    HELP = (
        "Hari libur nasional, cuti bersama, dan libur kantor tahun ini. Dipakai hitungan **hari kerja**: batas "
        "keberatan bila diatur demikian, dan waktu layanan. Sabtu dan Minggu sudah dilewati sendiri. **a** menambah, "
        "**i** mengimpor berkas dengan kolom tanggal dan nama (.xlsx, .ods, .csv), **Enter** mengganti namanya, **h** "
        "menghapus. Daftar ini berlaku untuk semua kantor dan ikut serah terima."
    )
    COMMANDS: ClassVar = [
        Command("rename", "enter", "Ganti nama hari libur", "Mengganti nama hari libur di kursor.", "Ganti nama",
                group="Hari libur"),
        Command("add", "a", "Tambah hari libur", "Tanggal, lalu namanya.", "Tambah", group="Hari libur"),
        Command("delete", "h", "Hapus hari libur", "Hari itu menjadi hari kerja lagi.", "Hapus", group="Hari libur"),
        Command("import_table", "i", "Impor hari libur", "Dari Excel atau CSV: kolom tanggal dan nama.",
                "Impor", group="Hari libur"),
        BACK,
    ]  # fmt: skip
    COLUMNS: ClassVar = [Column("day", "Tanggal", 18), Column("weekday", "Hari", 8), Column("name", "Nama", 30, flex=1)]

    def find(self, text: str) -> Listing:
        """Those of the working year."""
        return holidays.listing(self.app.file, self.app.db.year, text)

    def cells(self, row: Row) -> Sequence[Cell]:
        """Day, day of the week, name."""
        day = date.fromisoformat(row["day"])
        weekday = _DAYS[day.weekday()]
        return [format_date(day), (weekday, "dim") if day.weekday() > 4 else weekday, row["name"] or "(tanpa nama)"]

    def chosen(self, key: str) -> None:
        """Enter: another name."""
        self._rename(key)

    def action_rename(self) -> None:
        """Enter from the palette."""
        if self.current is not None:
            self._rename(self.current)

    @work(exclusive=True, group=ASKING)
    async def action_add(self) -> None:
        """a: the day, then its name."""
        year = self.app.db.year
        text = await self.app.push_screen_wait(
            AskText(f"Misalnya 1708 untuk 17 Agustus {year}.", title="Tanggal libur", check=self._problem)
        )
        if text is not None:
            await self._ask_name(self._day(text), "")

    @work(exclusive=True, group=ASKING)
    async def _rename(self, key: str) -> None:
        row = self.row_of(key)
        if row is not None:
            await self._ask_name(date.fromisoformat(row["day"]), row["name"])

    @work(exclusive=True, group=ASKING)
    async def action_delete(self) -> None:
        """h: after a question."""
        key, row = self.current, self.row_here
        if key is None or row is None:
            return
        question = f"Hapus {row['name']}, {format_date(date.fromisoformat(row['day']))}? Hari itu dihitung lagi."
        if await self.app.push_screen_wait(Confirm(question, "Hapus", "Batal", title="Hapus hari libur?")):
            with self.telling():
                holidays.remove(self.app.db, key)
            self.reload()

    @work(exclusive=True, group=ASKING)
    async def action_import_table(self) -> None:
        """i: a file, a preview, and all of it or nothing."""
        table = await choose_table(self.app, "Impor hari libur", most=holiday_import.MAX_ROWS)
        if table is None:
            return
        parsed = holiday_import.parse(self.app.db, table)
        if parsed.problems:
            await self.app.push_screen_wait(TableProblems(parsed.name, parsed.problems))
            return
        new = sum(day not in parsed.before for day in parsed.days)
        summary = (
            f"{new} hari baru, {len(parsed.changes) - new} ganti nama, {len(parsed.days) - len(parsed.changes)} sudah "
            "ada. Belum ada yang disimpan; y mengimpor."
        )
        rows = [_preview_row(day, name, parsed.before.get(day)) for day, name in sorted(parsed.days.items())]
        columns = [*self.COLUMNS, Column("before", "Di daftar", 16, flex=1)]
        if await self.app.push_screen_wait(TablePreview(parsed.name, summary, columns, rows, "hari libur")):
            with self.telling():
                self.say(f"{holiday_import.store(self.app.db, parsed)} hari libur diimpor.")
            self.reload()

    async def _ask_name(self, day: date, name: str) -> None:
        answer = await self.app.push_screen_wait(
            AskText("Nama hari libur, misalnya Hari Kemerdekaan.", name, title=format_date(day), max_length=100,
                    check=lambda text: None if text else "Tulis namanya dulu.")
        )  # fmt: skip
        if answer is None:
            return
        with self.telling():
            holidays.add(self.app.db, day, answer)
            self.say(f"{format_date(day)}: {answer}.")
        self.reload()

    def _day(self, text: str) -> date:
        return parse_day(text, self.app.workplace.today(), self.app.db.year)

    def _problem(self, text: str) -> str | None:
        try:
            day = self._day(text)
        except RuleBroken as error:
            return error.text
        year = self.app.db.year
        return None if day.year == year else f"Daftar ini untuk tahun {year}. Tahun kerja diganti di Pengaturan."


def _preview_row(day: date, name: str, before: str | None) -> list[Cell]:
    weekday = _DAYS[day.weekday()]
    told: Cell = ("baru", "good") if before is None else ("sudah ada", "dim") if before == name else (before, "warn")
    return [format_date(day), (weekday, "dim") if day.weekday() > 4 else weekday, name, told]
