"""The program: opens the database, paints the first screen from plain rows, then loads the rest.

Nothing heavy (SQLModel, SQLAlchemy, pydantic) is imported before the first screen stands; `tests/test_start.py` says so
by module names.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import importlib
import logging
import os
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.text import Text
from textual import work
from textual.screen import Screen

from kinerja_tui.models.file import DatabaseFile, DatabaseProblem, problem_for
from kinerja_tui.models.lock import FORGOTTEN, is_locked, put_aside
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.screens.counted_app import CountedApp
from kinerja_tui.screens.destinations import SCREEN_COMMANDS
from kinerja_tui.screens.destinations import SCREENS as SCREENS
from kinerja_tui.screens.forms.coming_back import ComingBackApp
from kinerja_tui.screens.office.beranda import BerandaScreen
from kinerja_tui.screens.palette_keys import FindingApp
from kinerja_tui.services.office.agenda import read_quickly
from kinerja_tui.widgets import painted as painted
from kinerja_tui.widgets.commands import MENU_KEY, Command
from kinerja_tui.widgets.keys import ASKING
from kinerja_tui.widgets.theme import DARK, SIXTEEN, THEMES, known_theme, next_theme

if TYPE_CHECKING:
    from kinerja_tui.models.database import Database
    from kinerja_tui.services.office.agenda import Outset


def local_now() -> datetime:
    """The PC's clock."""
    return datetime.now().astimezone()


@dataclass
class Workplace:
    """Where this run works: the database file, the folder of this PC's keys, and the clock."""

    file: DatabaseFile
    identities: Path
    now: Callable[[], datetime] = field(default=local_now)
    passphrase: str | None = field(default=None, repr=False)
    """opens this PC's key, where it is locked"""

    def today(self) -> date:
        """The day by this PC's clock."""
        return self.now().date()


_GARBAGE = 5_000
"""Objects made before Python looks for those nobody holds among them: some milliseconds. The rest is looked through
while nobody types (`screens.quiet`)."""
_TURN = 0.0005
"""Seconds after which a thread that computes lets another one in: a key then waits for no thread."""

THEME = "theme"
"""Setting of this PC: the theme it was left with."""


class KinerjaApp(CountedApp, ComingBackApp, FindingApp):
    """One window of the program on one database."""

    TITLE = "kinerja"
    CSS_PATH = "app.tcss"
    app_commands = [
        *SCREEN_COMMANDS,
        Command("undo", "z", "Urungkan", "Mengembalikan pekerjaan terakhir PC ini.", second_key="ctrl+z", group="Umum"),
        Command("redo", "y", "Ulangi", "Mengulang yang terakhir diurungkan.", second_key="ctrl+y", group="Umum"),
        Command("show_help_panel", "f1", "Bantuan", "Bantuan layar dan isian ini.", "Bantuan", "question_mark", "Umum"),
        Command(
            "command_palette",
            "ctrl+p",
            "Cari perintah",
            "Perintah, layar, pegawai, rencana kerja; sebagian namanya cukup.",
            "Perintah",
            "colon",
            "Umum",
        ),
        Command("menu", MENU_KEY, "Ke layar", "Semua layar, masing-masing satu tombol.", "", "full_stop", "Umum"),
        Command("switch_theme", "ctrl+t", "Ganti tampilan", "Gelap, terang, kontras tinggi, 16 warna.", group="Umum"),
        Command("quit", "q", "Keluar", "Tutup program; semua isian sudah tersimpan.", "Keluar", "ctrl+q", "Umum"),
    ]

    def __init__(self, workplace: Workplace, agenda: Outset | None = None) -> None:
        """On an open database; ``agenda`` where it has just been read (`read_quickly`)."""
        super().__init__()
        self.workplace = workplace
        self.carried: dict[str, dict[str, str]] = {}
        """form kind -> the last record's texts, for F3"""
        self.took: dict[str, float] = {}
        """what was read in this run -> seconds (`screens.took`)"""
        self._db: Database | None = None
        self._loaded = threading.Event()
        self._trouble: BaseException | None = None
        now = self.as_of
        self.take_agenda(agenda or read_quickly(workplace.file, now[1]), now)
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = known_theme(workplace.file.setting(THEME)) or (DARK if self._has_many_colours() else SIXTEEN)

    @property
    def file(self) -> DatabaseFile:
        """The open database file, for plain rows."""
        return self.workplace.file

    @property
    def db(self) -> Database:
        """The database with its objects; waits for the loading to end (a moment after the first screen)."""
        self._loaded.wait()
        if self._trouble is not None:
            raise self._trouble
        assert self._db is not None
        return self._db

    @property
    def is_loaded(self) -> bool:
        """Whether `db` answers at once."""
        return self._loaded.is_set() and self._trouble is None

    def get_default_screen(self) -> Screen[Any]:
        """The first screen."""
        return BerandaScreen()

    def on_mount(self) -> None:
        """Load the heavy part while the person reads; a new database first asks whose it is."""
        if not self.is_headless:
            self.close_when_told()
        if is_locked(self.workplace.identities, self.file):
            self._unlock()
        else:
            self.call_after_refresh(self._start_loading_soon)
        if not self.place:
            self.go_to("setup")

    @work(exclusive=True, group="unlock")
    async def _unlock(self) -> None:
        from kinerja_tui.screens.office.unlock import ANEW, UnlockScreen

        place = self.workplace
        place.passphrase = await self.push_screen_wait(UnlockScreen())
        if place.passphrase is None:
            self.exit(return_code=1, message=FORGOTTEN)
            return
        if place.passphrase == ANEW:
            place.passphrase = None
            try:
                put_aside(place.identities, place.file)
            except OSError as error:
                self.exit(return_code=1, message=problem_for(error, place.identities).text)
                return
        self._start_loading()

    def _start_loading_soon(self) -> None:
        # What is painted goes to the terminal in another thread, which importing would hold up.
        self.set_timer(1 / 50, self._start_loading)

    def _start_loading(self) -> None:
        sys.setswitchinterval(_TURN)
        # A daemon thread: a Textual worker could hold up quitting while it imports.
        threading.Thread(target=self._load, name="load", daemon=True).start()
        if self.agenda.open_form:
            self.come_back(self.agenda.open_form)

    def screen_named(self, name: str, *arguments: Any) -> Screen[Any]:
        """A new screen of a key of `SCREENS`, or of a module and class."""
        module, _, cls = SCREENS.get(name, name).partition(":")
        found: Screen[Any] = getattr(importlib.import_module(module), cls)(*arguments)
        return found

    def go_to(self, name: str) -> None:
        """Open a screen by name above Beranda."""
        self.open_screen(lambda: self.screen_named(name), module=SCREENS.get(name, name).partition(":")[0])

    @work(exclusive=True, group=ASKING)
    async def open_screen(
        self, make: Callable[[], Screen[Any]], then: Callable[[Any], object] | None = None, module: str = ""
    ) -> None:
        """Open a screen above Beranda when the loading has ended; ``then`` may put its cursor somewhere.

        ``module`` is imported before, beside the screen's thread.
        """
        if not await self.wait_loaded():
            return
        if module and module not in sys.modules:
            await asyncio.to_thread(importlib.import_module, module)
        try:
            screen = make()
        except RuleBroken as error:
            self.stop_keys()
            self.notify(error.text, severity="warning", timeout=10, markup=False)
            return
        if self.has_many and not await _read_ahead(self, screen):
            return
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        await self.push_screen(screen)
        if then is not None:
            then(screen)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A form is left with Esc before another screen is opened."""
        if action.startswith("go(") or action in ("go", "home", "menu"):
            return bool(self.place) and not self.holds_form
        return super().check_action(action, parameters)

    async def action_quit(self) -> None:
        """Close the program; the field being typed is kept like the others, and the next start comes back to it."""
        if self.took:
            importlib.import_module("kinerja_tui.screens.took").write_down(self)
        self._close()

    def action_go(self, name: str) -> None:
        """Open a screen by name; before the office is set up there is nothing to open."""
        if self.place:
            self.go_to(name)

    def action_home(self) -> None:
        """Back to Beranda."""
        self._go_home()

    @work(exclusive=True, group=ASKING)
    async def _go_home(self) -> None:
        while len(self.screen_stack) > 1:
            await self.pop_screen()

    def action_switch_theme(self) -> None:
        """The next look of the four."""
        self.choose_theme(next_theme(self.theme))

    def choose_theme(self, name: str) -> None:
        """Take a look by its name, and remember it on this PC."""
        self.theme = name
        self._remember_theme(name)

    @work(exclusive=True, group="theme")
    async def _remember_theme(self, name: str) -> None:
        if await self.wait_loaded():
            with contextlib.suppress(DatabaseProblem):  # a full disk is told where work would be lost
                self.db.set_setting(THEME, name)

    def _load(self) -> None:
        gc.disable()  # collecting while thousands of classes are made costs a third of the time
        importing = threading.Thread(target=_import_the_rest, name="import", daemon=True)
        importing.start()
        try:
            self.let_count()
            self._check_pages()
            importing.join()
            from kinerja_tui.handoff.district_word import keep_the_districts_word, settle_at_once
            from kinerja_tui.models.database import Database
            from kinerja_tui.services.evaluation.locked_documents import keep_locked
            from kinerja_tui.services.handover.elsewhere import keep_elsewhere

            self._db = Database(self.file, self.workplace.identities, self.workplace.now, self.workplace.passphrase)
            keep_elsewhere(self._db)
            keep_locked(self._db)
            keep_the_districts_word(self._db)
            settle_at_once(self._db)
            self.file.backup_of_the_day(self.workplace.today())
            if self._db.notices:
                self.call_from_thread(self._tell_notices, self._db.notices)
            from kinerja_tui.screens.quiet import Quiet

            self.call_later(Quiet, self)
        except BaseException as error:  # noqa: BLE001 - told to the person when a screen asks for the database
            self._trouble = error
        finally:
            gc.freeze()
            gc.set_threshold(max(gc.get_threshold()[0], _GARBAGE), 20, 100)
            gc.enable()
            self._loaded.set()

    def _check_pages(self) -> None:
        """Nothing is written to a damaged file, nor any screen opened on it: the program ends with the reason."""
        try:
            self.file.check_pages()
        except DatabaseProblem as problem:
            logging.getLogger("kinerja").exception("database damaged")
            self.call_from_thread(self.exit, return_code=1, message=Text(problem.text))
            raise

    def _tell_notices(self, notices: list[str]) -> None:
        self.read_place()
        for notice in notices:
            self.notify(notice, severity="warning", timeout=30, markup=False)

    def _fatal_error(self) -> None:
        """An error nobody foresaw ends the program with words; the rest stands in the log, without people's data."""
        logging.getLogger("kinerja").exception("stopped by an unforeseen error")
        # One error often brings another while the program closes; Textual would add an English note about both.
        self._exit_renderables[:] = [
            "Program berhenti karena kesalahan yang belum dikenal. Semua isian yang sudah ditinggalkan aman di PC ini; "
            "buka lagi kinerja untuk melanjutkan. Bila terulang, kirim berkas log (kinerja.log) kepada pengembang."
        ]
        self._close_messages_no_wait()

    def _has_many_colours(self) -> bool:
        return (self.console.color_system in {"256", "truecolor"} and "TERM" in os.environ) or os.name == "nt"


def _import_the_rest() -> None:
    """Import while SQLite, which does not hold the interpreter, reads the file; trouble shows where it is imported."""
    with contextlib.suppress(Exception):
        importlib.import_module("kinerja_tui.handoff.district_word")
        importlib.import_module("kinerja_tui.services.evaluation.locked_documents")


async def _read_ahead(app: KinerjaApp, screen: Screen[Any]) -> bool:
    from kinerja_tui.screens.reading import read_ahead  # nothing of it is needed for the first screen

    return await read_ahead(app, screen)
