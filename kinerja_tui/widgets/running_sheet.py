"""A sheet for records keyed in a row: after the last field the next record comes by itself, and no key is lost.

The screen stores a record after the sheet has told that it is finished. Keys typed meanwhile belong to the next record:
they are held back until the screen says which one that is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import events
from textual.message import Message

from kinerja_tui.widgets.fields import Field, Item, Mark
from kinerja_tui.widgets.sheet import Sheet
from kinerja_tui.widgets.sheet_view import split_mark

_MISSED = "Isian ini belum dilewati. Spasi atau Enter bila kosong di kertas."


class RunningSheet(Sheet):
    """Space, like Enter, leaves an answer blank on purpose; leaving the last field finishes the record."""

    _held: list[events.Key] | None = None
    """keys typed while the record is being stored; None: nothing is"""

    def on_key(self, event: events.Key) -> None:
        """What this sheet does otherwise; every other key goes on to the sheet it is made from."""
        if self._took(event):
            event.stop()
            event.prevent_default()

    def post_message(self, message: Message) -> bool:
        """From the end of a record on, keys wait for the next one."""
        if isinstance(message, Sheet.Finished):
            self._held = []
        return super().post_message(message)

    def go_on(self, items: Sequence[Item], values: Mapping[str, str], cursor: str) -> None:
        """The next record; what was typed meanwhile goes into it."""
        held, self._held = self._held or [], None
        self._at = -1  # the record before is stored: nothing of it is still being typed
        self.replace(items, values, cursor=cursor, marks={})
        for event in held:
            again = events.Key(event.key, event.character)
            if not self._took(again):
                Sheet.on_key(self, again)

    def release(self) -> None:
        """The record was not stored and stays: keys meant for the next one are dropped, never typed over it."""
        self._held = None

    def first_not_reached(self) -> str:
        """Key of the first field nobody has come by; empty when every one was passed."""
        for item in self.items:
            key = item.key if isinstance(item, Field) and not item.locked else ""
            if key and not self.value(key) and split_mark(self.marks.get(key, ""))[0] == Mark.NOT_REACHED:
                return key
        return ""

    def _took(self, event: events.Key) -> bool:
        """Hold a key back, or blank an answer."""
        if self._held is not None:
            self._held.append(event)
            return True
        field = self.current
        if event.key != "space" or field is None or field.kind != "scale":
            return False
        self.editor.select_all()
        self.editor.key("delete")
        self._next()
        return True

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
        else:
            super().action_finish()
