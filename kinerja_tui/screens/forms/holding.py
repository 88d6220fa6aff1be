"""A screen that holds a form: the program knows that it stands open, and comes back to it after a power cut."""

from __future__ import annotations

from typing import Any

from textual.await_complete import AwaitComplete
from textual.timer import Timer

from kinerja_tui.models.file import DatabaseProblem
from kinerja_tui.screens.base import WorkScreen
from kinerja_tui.services.forms import forms
from kinerja_tui.services.forms.open_forms import OpenForm

_SOON = 0.4
"""Seconds after which it is noted where a person is who types nothing: moving through a form costs no disk."""


class HoldingScreen(WorkScreen):
    """Subclasses say in `standing` which form it is and where the person is in it."""

    HOLDS_FORM = True
    """The app asks before it opens another screen or quits."""
    greeting = ""
    """What is said instead of the usual words when the program has come back to it by itself."""
    _noting: Timer | None = None

    def standing(self) -> OpenForm:
        """The form and the field with the cursor."""
        raise NotImplementedError

    def take_up(self, place: OpenForm) -> None:
        """Begin where the person was; called before the screen is shown."""
        raise NotImplementedError

    def keep_open_field(self) -> None:
        """The program is closed while a field is being typed: keep it with the others."""

    def on_screen_resume(self) -> None:
        """It is the one in front, for the first time or again."""
        self.note_standing_soon()

    def note_standing_soon(self) -> None:
        """Note after a moment where the person is; while one moves on and on, once."""
        if self._noting is None:
            self._noting = self.set_timer(_SOON, self._note_standing)

    def _note_standing(self) -> None:
        self._noting = None
        if self.is_current:  # not below a question or another form
            with self.telling():
                forms.remember_open(self.app.db, self.standing())

    def closed_by_quit(self) -> None:
        """The person closes the program here and comes back here."""
        self.keep_open_field()
        with self.telling():
            place = self.standing()
            forms.remember_open(self.app.db, OpenForm(place.name, place.subject, place.cursor, was_quit=True))

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """The form is left: the program does not come back to it by itself."""
        try:
            forms.remember_open(self.app.db, None)
        except DatabaseProblem:
            self.log.error("which form stands open could not be noted")
        return super().dismiss(result)
