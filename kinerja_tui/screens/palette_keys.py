"""What the palette knows of the office, and what was used last on this PC: only ids, never names."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from kinerja_tui.models.file import DatabaseFile, DatabaseProblem
from kinerja_tui.screens.history.undo_keys import UndoingApp

if TYPE_CHECKING:
    from kinerja_tui.app import KinerjaApp
    from kinerja_tui.models.database import Database
    from kinerja_tui.widgets.entries import Finder

RECENTS = "palette_recents"
"""Setting of this PC: what was chosen from the palette and the menu, the last first."""
KEPT = 20


def read_recents(file: DatabaseFile) -> list[str]:
    """The ids as they are stored; an unreadable setting is none."""
    try:
        found = json.loads(file.setting(RECENTS) or "[]")
    except ValueError:
        return []
    return [id for id in found if isinstance(id, str)][:KEPT] if isinstance(found, list) else []


class FindingApp(UndoingApp):
    """An app whose palette finds people and plans; what is heavy is imported when the palette is opened."""

    @property
    def file(self) -> DatabaseFile:
        """The open database file."""
        raise NotImplementedError

    @property
    def holds_form(self) -> bool:
        """Whether a form is open: no other screen is opened from it."""
        return any(getattr(screen, "HOLDS_FORM", False) for screen in self.screen_stack)

    @property
    def recents(self) -> Sequence[str]:
        """Read when they are first asked for."""
        if self._recents is None:
            self._recents = read_recents(self.file)
        return self._recents

    @property
    def palette_hint(self) -> str:
        """People are found where another screen may be opened."""
        if not self.place:
            return super().palette_hint
        return (
            "Cari perintah… Pegawai dan layar lain: sesudah Esc"
            if self.holds_form
            else ("Cari perintah, layar, pegawai, NIP, jabatan, isi rencana kerja…")
        )

    def finder(self) -> Finder | None:
        """People and plans, unless a form is open or there is no office yet."""
        from kinerja_tui.screens.office_finder import OfficeFinder

        if not self.place or self.holds_form:
            return None
        return OfficeFinder(cast("KinerjaApp", self), type(self.screen).__name__)

    def remember(self, id: str) -> None:
        """Put it first, and store that while the screen it asks for comes up."""
        self._recents = [id, *(other for other in self.recents if other != id)][:KEPT]
        app = cast("KinerjaApp", self)
        if app.is_loaded:
            app.run_worker(asyncio.to_thread(_store, app.db, json.dumps(self._recents)), group="remember")


def _store(db: Database, text: str) -> None:
    with contextlib.suppress(DatabaseProblem):  # what was used last is no data
        db.set_setting(RECENTS, text)
