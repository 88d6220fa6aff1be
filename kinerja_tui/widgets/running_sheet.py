"""A sheet for records keyed in a row: after the last field the next record comes by itself, and no key is lost.

The screen stores a record after the sheet has told that it is finished. Keys typed meanwhile belong to the next record:
the app keeps them until the screen has put it there (`Sheet.hand_over`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import events

from kinerja_tui.widgets.fields import Field, Item, Mark
from kinerja_tui.widgets.keys import PatientApp, pass_on
from kinerja_tui.widgets.sheet import Sheet
from kinerja_tui.widgets.sheet_view import split_mark

_MISSED = "Isian ini belum dilewati. Spasi atau Enter bila kosong di kertas."


class RunningSheet(Sheet):
    """Space, like Enter, leaves an answer blank on purpose; leaving the last field finishes the record."""

    HEADS_DOWN = True

    def on_key(self, event: events.Key) -> None:
        """What this sheet does otherwise; every other key goes on to the sheet it is made from."""
        field = self.current
        if event.key != "space" or field is None or field.kind != "scale" or pass_on(self, event):
            return
        self.editor.select_all()
        self.editor.key("delete")
        if not field.required:
            self._set_state(field.key, Mark.LEFT_EMPTY)
        self._next()
        event.stop()
        event.prevent_default()

    def go_on(self, items: Sequence[Item], values: Mapping[str, str], cursor: str) -> None:
        """The next record; what was typed meanwhile goes into it."""
        self._at = -1  # the record before is stored: nothing of it is still being typed
        self.replace(items, values, cursor=cursor, marks={})

    def release(self) -> None:
        """The record was not stored and stays: keys meant for the next one are dropped, never typed over it."""
        if isinstance(self.app, PatientApp):
            self.app.drop_keys()
        self.stop_typing()

    def first_not_reached(self) -> str:
        """Key of the first field nobody has come by; empty when every one was passed."""
        for item in self.items:
            key = item.key if isinstance(item, Field) and not item.locked else ""
            if key and not self.value(key) and split_mark(self.marks.get(key, ""))[0] == Mark.NOT_REACHED:
                return key
        return ""

    def _next(self) -> None:
        if self._step(self._at, 1) >= 0:
            super()._next()
        else:
            super().action_finish()

    def action_finish(self) -> None:
        """F10: only once every field was passed; one that nobody came by is never taken for left blank."""
        if self.dirty and not self.leave():
            return
        missed = self.first_not_reached()
        if missed:
            self.go(missed)
            self._say((_MISSED, "soft"))
            self.stop_typing()
        else:
            super().action_finish()
