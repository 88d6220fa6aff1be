"""Coming back to a form: after a power cut by itself, from Beranda with Enter. Light: the app is made of it."""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import signal
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual import log, work
from textual.screen import Screen

from kinerja_tui.models.file import DatabaseProblem
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.screens.history.undo_keys import UndoingApp
from kinerja_tui.services.forms.open_forms import MOST_TRIES, OPEN_FORM, OpenForm
from kinerja_tui.widgets.keys import ASKING

if TYPE_CHECKING:
    import threading

    from kinerja_tui.models.database import Database


class ComingBackApp(UndoingApp):
    """The forms of the app. What is loaded behind the first screen stands in `_loaded` and `_trouble`."""

    _loaded: threading.Event
    _trouble: BaseException | None

    @property
    def db(self) -> Database:
        """The database with its objects."""
        raise NotImplementedError

    async def wait_loaded(self) -> bool:
        """Until the heavy part is there; False, told to the person, when the data cannot be opened."""
        while not self._loaded.is_set():
            await asyncio.sleep(0.01)
        if self._trouble is not None:
            log.error(self._trouble)
            text = self._trouble.text if isinstance(self._trouble, DatabaseProblem) else ""
            text = text or "Data tidak dapat dibuka. Rincian ada di berkas log."
            self.notify(text, severity="error", markup=False)
        return self._trouble is None

    def screen_named(self, name: str) -> Screen[Any]:
        """A new screen by its name."""
        raise NotImplementedError

    @work(group="coming back")
    async def come_back(self, noted: str) -> None:
        """Open the form that stood open when the program ended, unless the person is busy with something else.

        ``noted``: the setting `OPEN_FORM`. Keys typed meanwhile are Beranda's: nobody has seen the form yet.
        """
        place = OpenForm.from_text(noted)
        if place is None or place.tries >= MOST_TRIES or not await self.wait_loaded():
            return
        if len(self.screen_stack) == 1 and not self.is_opening and not self.keys_waiting:
            self._reopen(place, by_itself=True)

    def close_forms(self) -> None:
        """The program is closed: fields being typed are kept like the others, and the next start comes back here."""
        for screen in self.screen_stack:
            if getattr(screen, "HOLDS_FORM", False):
                screen.closed_by_quit()  # type: ignore[attr-defined]

    def close_when_told(self) -> None:
        """From now on a closed terminal, or a PC that is shut down, closes the program as Ctrl+Q does."""
        for name in ("SIGHUP", "SIGTERM"):
            with contextlib.suppress(AttributeError, NotImplementedError):  # Windows
                asyncio.get_running_loop().add_signal_handler(getattr(signal, name), self._close)

    def _close(self) -> None:
        self.close_forms()
        self.exit()

    @work(exclusive=True, group=ASKING)
    async def reopen(self, name: str) -> None:
        """Open an unfinished form by its name at the field where it was left."""
        if await self.wait_loaded():
            from kinerja_tui.services.forms import forms

            place = forms.draft_named(self.db, name)
            self._reopen(place or OpenForm(name), by_itself=False)

    @work(group=ASKING)
    async def _reopen(self, place: OpenForm, *, by_itself: bool) -> None:
        tried = replace(place, tries=place.tries + 1)
        self.db.set_setting(OPEN_FORM, tried.to_text() if tried.tries <= MOST_TRIES else "")
        from kinerja_tui.screens.lists.list import ListScreen

        reopening = await asyncio.to_thread(importlib.import_module, "kinerja_tui.screens.forms.reopening")
        try:
            below, form = reopening.open_again(self.db, place)
        except (RuleBroken, DatabaseProblem) as error:
            log.error(error)
            told = f"{error.text} Isian yang sudah diketik tetap tersimpan dan disebut di Beranda."
            self.notify(told, severity="warning", timeout=15, markup=False)
            self.db.set_setting(OPEN_FORM, "")
            return
        if by_itself:
            why = "" if place.was_quit else " Listrik padam?"
            form.greeting = f"Melanjutkan {form.form.title}.{why} Semua isian masih ada."
        listed = self.screen_named(below)
        await self.push_screen(listed)
        if isinstance(listed, ListScreen):  # which stands on the record when the form is left
            listed.reload(place.rest.partition(":")[0])
        await self.push_screen(form)
