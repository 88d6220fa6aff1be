"""Pengembangan & penghargaan: everybody with the JP of the year, open needs, follow-ups and recognition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from kinerja_tui.rules.development import is_over, is_short
from kinerja_tui.screens.development.follow_ups import FollowUpsScreen
from kinerja_tui.screens.development.personal_sheet import PersonalSheetScreen
from kinerja_tui.screens.development.recognitions import RecognitionsScreen
from kinerja_tui.screens.development.sessions import SessionsScreen
from kinerja_tui.screens.development.training_form import open_training
from kinerja_tui.screens.development.trainings import TrainingsScreen
from kinerja_tui.screens.lists.filtered_list import FilteredList
from kinerja_tui.screens.reading import WAIT
from kinerja_tui.services.development import development, follow_up_list, training
from kinerja_tui.services.lists.listing import Listing, Row
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.table import Cell, Column

_GROUP = "Pengembangan"


class DevelopmentScreen(FilteredList):
    """The list of people; letters lead to the parts."""

    ASIDE = True
    STATES: ClassVar = development.FILTERS
    NOUN = "pegawai"
    EMPTY = "Belum ada pegawai. Tekan 2 untuk membuka daftar Pegawai, lalu a untuk menambah."
    HELP = (
        "Apa yang dibawa tahun ini bagi setiap pegawai: **JP** pelatihan dari batas setahun (yang belum diisi tidak "
        "dihitung nol), **kebutuhan** pelatihan yang terbuka, **tindak lanjut** yang menunggu, dan **penghargaan** "
        "(diberikan + sedang diusulkan).\n\nPNS paling sedikit 20 JP setahun, PPPK paling banyak 24 JP setahun kontrak "
        "(pengetahuan umum, belum dibaca dari naskah aturannya), dihitung per tahun kalender.\n\n**Enter** membuka "
        "lembar pribadi, **a** mencatat pelatihan, **p** daftar pelatihan, **b** kegiatan bersama dengan daftar hadir, "
        "**t** tindak lanjut, **g** penghargaan, **f** menyaring.\n\nTanda: `+` JP sudah mencapai batas, `·` belum, "
        "`!` melebihi batas atau ada tindak lanjut yang lewat batas."
    )
    COMMANDS: ClassVar = [
        Command("sheet", "enter", "Lembar pribadi", "Perjalanan, yang dihargai, dan yang dapat diperkuat.", "Lembar",
                second_key="l", group=_GROUP),
        Command("trainings", "p", "Daftar pelatihan", "Semua kebutuhan, rencana, dan pelatihan.", "Pelatihan",
                group=_GROUP),
        Command("follow_ups", "t", "Tindak lanjut", "Yang dinilai di bawah ekspektasi.", "Tindak",
                group=_GROUP),
        Command("recognitions", "g", "Penghargaan", "Calon, usul, putusan, dan pemberian.", "Penghargaan",
                group=_GROUP),
        Command("add", "a", "Tambah pelatihan", "Kebutuhan atau pelatihan pegawai di kursor.", "Tambah", group=_GROUP),
        Command("sessions", "b", "Kegiatan bersama", "Sosialisasi dan pelatihan dengan daftar hadir.", "Kegiatan",
                group=_GROUP),
    ]  # fmt: skip
    DEFAULT_CSS = "DevelopmentScreen > #standing { height: 1; padding: 0 1; color: $text-muted; }"

    def __init__(self, at: str | None = None) -> None:
        super().__init__()
        self._at = at
        self._waiting: Mapping[str, tuple[int, int]] = {}
        self._told = WAIT
        """how many of whom"""
        self._version: int | None = None
        """of the file when they were read"""

    def listed(self) -> str:
        """The year."""
        return f"Pengembangan & penghargaan · {self.app.db.year}"

    @property
    def columns(self) -> Sequence[Column]:
        """As many as fit."""
        narrow = [
            Column("mark", "", 1),
            Column("name", "Nama", 23, flex=2),
            Column("hours", "JP", 16),
            Column("needs", "Kebutuhan", 9),
            Column("follow_ups", "Tindak l.", 10),
            Column("recognised", "Dihargai", 8),
        ]
        return [*narrow, Column("post", "Jabatan", 20, flex=3)] if self.is_wide else narrow

    def body(self) -> ComposeResult:
        """How many of whom, and the list."""
        yield Static(id="standing", markup=False)
        yield from super().body()

    def begin(self) -> None:
        """Stand on the person it was opened for."""
        super().begin()
        if self._at is not None:
            self.reload(self._at)

    def show_note(self) -> None:
        """Above the list too."""
        super().show_note()
        self.query_one("#standing", Static).update(Content(self._told))

    def find(self, text: str) -> Listing:
        """Everybody in service; what is told of all of them is read again where something was written."""
        version = self.app.file.version()
        if version != self._version:
            self._waiting = follow_up_list.open_by_person(self.app.file, self.app.db.year, self._day)
            self._told = development.standing(self.app.file, self.app.db.year, self._day)
            self._version = version
        return development.listing(self.app.file, self.app.db.year, self._day, text, self.state)

    def counts(self) -> Mapping[str, int]:
        """Filter -> how many; one person can be in several."""
        file, year = self.app.file, self.app.db.year
        return {name: len(development.listing(file, year, self._day, "", name)) for name in self.STATES}

    def everything(self) -> int:
        """Everybody, once."""
        return len(development.listing(self.app.file, self.app.db.year, self._day))

    def cells(self, row: Row) -> Sequence[Cell]:
        """One person."""
        hours = training.hours_from(row["hours"])
        open_lines, overdue = self._waiting.get(row["id"], (0, 0))
        year_end = date(self.app.db.year, 12, 31)
        over, short = is_over(row["kind"], hours, year_end), is_short(row["kind"], hours, year_end)
        mark: Cell = ("!", "warn") if over or overdue else ("·", "mark") if short else ("+", "good")
        if not hours.taken and mark == ("+", "good"):
            mark = " "  # nothing is asked of a PPPK, and nothing is there
        late = f", {overdue} lewat" if overdue else ""
        told = hours.against(row["kind"], year_end)
        recognised = row["given"] + row["proposed"]
        return [
            mark,
            row["name"] or "(tanpa nama)",
            (told, "warn") if over else told,
            str(row["needs"]) if row["needs"] else ("–", "dim"),
            (f"{open_lines}{late}", "bad" if overdue else "warn") if open_lines else ("–", "dim"),
            (str(recognised), "good") if recognised else ("–", "dim"),
            row["post"] or "–",
        ][: len(self.columns)]

    # -- commands

    def chosen(self, key: str) -> None:
        """Enter: the personal sheet."""
        with self.telling():
            self.app.push_screen(PersonalSheetScreen(key))

    def action_sheet(self) -> None:
        """l, or Enter from the palette."""
        if self.current is not None:
            self.chosen(self.current)

    def action_add(self) -> None:
        """a: a training of the person at the cursor."""
        if self.current is not None:
            with self.telling():
                open_training(self, self.current)

    def action_trainings(self) -> None:
        """p: everybody's trainings."""
        self.app.push_screen(TrainingsScreen())

    def action_sessions(self) -> None:
        """b: sessions with attendance."""
        self.app.push_screen(SessionsScreen())

    def action_follow_ups(self) -> None:
        """t: lines rated below expectation."""
        self.app.push_screen(FollowUpsScreen())

    def action_recognitions(self) -> None:
        """g: recognition."""
        self.app.push_screen(RecognitionsScreen())

    # -- parts

    @property
    def _day(self) -> date:
        return self.app.workplace.today()
