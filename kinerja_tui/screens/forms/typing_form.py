"""What a form keeps besides the values of its fields: the note on a field, and a text that is still being typed."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from textual import on
from textual.await_complete import AwaitComplete
from textual.timer import Timer

from kinerja_tui.models.file import DatabaseProblem
from kinerja_tui.screens.forms.holding import HoldingScreen
from kinerja_tui.services.forms import forms
from kinerja_tui.services.forms.forms import Form
from kinerja_tui.widgets.dialogs import AskText
from kinerja_tui.widgets.fields import Field, Mark
from kinerja_tui.widgets.sheet import Sheet
from kinerja_tui.widgets.sheet_view import split_mark

_PAUSE = 0.7
"""Seconds without a key after which a text being typed is kept."""


class TypingScreen(HoldingScreen):
    """The screen of a form with a sheet."""

    if TYPE_CHECKING:

        @property
        def sheet(self) -> Sheet:
            """The form's sheet."""

    def __init__(self, form: Form) -> None:
        super().__init__()
        self.form = form
        self._typing: Timer | None = None
        """looks at the field being typed"""
        self._last_typed: tuple[str, str] | None = None
        """field and text when it was looked at last"""
        self._kept_typed: tuple[str, str] | None = None

    def kept_texts(self, key: str, value: str) -> Mapping[str, str]:
        """What is made safe together with a field; a subclass adds what a new line needs to be one."""
        return {key: value}

    # -- notes

    @on(Sheet.NoteRequested)
    def _note_requested(self, event: Sheet.NoteRequested) -> None:
        event.stop()
        self.note_wanted(event.field)

    def note_wanted(self, field: Field) -> None:
        """F6: ask for the note on a field; it stays with the record."""
        question = f"Catatan pada isian “{field.label.strip()}”. Kosong: tanpa catatan."
        asked = AskText(question, self.form.all_notes().get(field.key, ""), title=self.form.title)
        self.app.push_screen(asked, lambda text: self._noted(field.key, text))

    def _noted(self, key: str, text: str | None) -> None:
        if text is None or text == self.form.all_notes().get(key, ""):
            return
        with self.telling():
            forms.keep_note(self.app.db, self.form, key, text)
            self.sheet.notes = self.form.all_notes()
            state, flags = split_mark(self.sheet.marks.get(key, ""))
            self.sheet.load_mark(key, state + flags.replace(Mark.NOTE, "") + (Mark.NOTE if text else ""))

    # -- what is typed in a field that is not left yet

    @on(Sheet.TypingBegan)
    def _typing_began(self) -> None:
        if self._typing is None:
            self._typing = self.set_interval(_PAUSE, self._look_at_typing)

    def _look_at_typing(self) -> None:
        """While the person pauses, keep what stands in the field: a power cut takes nothing of it."""
        sheet, field = self.sheet, self.sheet.current
        now = (field.key, sheet.editor.text) if field is not None and sheet.dirty else None
        if now is None:
            self._typing_ended()
        elif now != self._last_typed:
            self._last_typed = now  # still typing, or just stopped
        elif now != self._kept_typed:
            self._kept_typed = now
            self.run_worker(asyncio.to_thread(self._keep_typing, *now, self.form.turn), group="typing")

    def _keep_typing(self, key: str, text: str, turn: int) -> None:
        with contextlib.suppress(DatabaseProblem):  # it is told where the field is left
            forms.keep_typing(self.app.db, self.form, key, text, turn)

    def _typing_ended(self) -> None:
        """Nothing is being typed any more: what was kept of it is in its field, or was taken back."""
        if self._typing is not None:
            self._typing.stop()
        self._typing = self._last_typed = self._kept_typed = None
        if self.form.is_typing and self.form.typing is None:
            self.run_worker(asyncio.to_thread(self._drop_typing), group="typing")

    def _drop_typing(self) -> None:
        with contextlib.suppress(DatabaseProblem):
            forms.drop_typing(self.app.db, self.form)

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """What is typed in a field that was given up does not come back."""
        if self.form.is_typing and self.form.typing is None:  # else it waits for its field
            self._drop_typing()
        return super().dismiss(result)

    def keep_open_field(self) -> None:
        """The program is closed while a field is being typed: keep it with the others.

        A text that is refused, or asked about, comes back as it was typed.
        """
        field = self.sheet.current
        if field is None:
            return
        text = self.sheet.editor.text
        if not self.sheet.leave(back=True):
            with self.telling():
                forms.keep_typing(self.app.db, self.form, field.key, text, self.form.turn)
        else:
            with self.telling():
                value, mark = self.sheet.value(field.key), split_mark(self.sheet.marks[field.key])[0]
                marks = {field.key: mark} if mark in Mark.LASTING else {}
                known = split_mark(self.form.all_marks().get(field.key, ""))[0]
                if value != self.form.text(field.key) or (mark != known and Mark.LEFT_EMPTY in (mark, known)):
                    texts = self.kept_texts(field.key, value)
                    forms.keep(self.app.db, self.form, texts, marks, cursor=field.key)
