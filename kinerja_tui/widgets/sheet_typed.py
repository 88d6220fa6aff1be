"""What a sheet does about the typing itself: nothing of it is lost unheard, and what was typed before is offered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from kinerja_tui.widgets.fields import Field
from kinerja_tui.widgets.keys import PatientApp
from kinerja_tui.widgets.sheet_view import SheetView

_ENOUGH = 2
"""Letters after which an earlier text is offered: one letter says too little."""


class TypedSheet(SheetView):
    """The sheet before it moves."""

    HEADS_DOWN: ClassVar[bool] = False
    """Keyed with the eyes on the paper: after a refusal only a key of correcting goes on, however long the pause.

    No line follows from another one's answer here, so keys need not wait until a field is kept.
    """

    earlier: Callable[[str], Sequence[str] | None] | None = None
    """Texts stored before under the column of a field's key, the newest first; None where none is offered."""
    _lost = ""
    """What to say before the field is left, because a key was not taken into it."""
    _known: Sequence[str] | None = None
    """Earlier texts of the field with the cursor, once they were asked for."""

    def begin_typing(self) -> None:
        """The cursor is in a field with what stands there."""
        self._lost, self._known = "", None

    def stop_typing(self, *, letters_only: bool = False) -> None:
        """What is typed on without looking is not taken, and the field says so."""
        if not self.is_attached or not isinstance(self.app, PatientApp):
            return
        said = list(self._messages)
        correct = "Backspace, lalu ketik yang benar." if self.HEADS_DOWN else ""

        def told(count: int) -> None:
            self._say(*said, (f"{count} ketikan sesudahnya tidak dimasukkan. {correct}".strip(), "soft"))

        if correct:
            self._say(*said, (correct, "info"))
        self.app.stop_keys(told, firm=self.HEADS_DOWN, letters_only=letters_only)

    def _say(self, *messages: tuple[str, str]) -> None:
        self._messages = list(messages)
        self.rebuild(self._at)
        self.show_current()

    # Earlier texts

    def continuation(self) -> str:
        """An earlier text that begins as what is typed; "" where there is none, or not all of it is before the cursor.

        Only shown: the arrow to the right takes it, Enter never does.
        """
        field, typed = self.current, self.editor.text
        if field is None or len(typed) < _ENOUGH or self.editor.cursor != len(typed) or self.editor.all_selected:
            return ""
        begins = typed.casefold()
        found = (text for text in self._earlier_texts(field) if text[: len(typed)].casefold() == begins)
        return next((text for text in found if len(typed) < len(text) <= field.limit), "")

    def take_continuation(self) -> bool:
        """Put the earlier text in the place of what is typed; False when there is none."""
        text = self.continuation()
        if text:
            self.editor.replace(0, len(self.editor.text), text)
        return bool(text)

    def _earlier_texts(self, field: Field) -> Sequence[str]:
        if field.kind not in ("line", "text") or field.choices or field.parse is not None or self.earlier is None:
            return ()
        if self._known is None:
            table, _, column = field.key.rpartition("/")
            table = table.partition("/")[0]
            here = [
                value for key, value in self.values.items()
                if key != field.key and value and key.startswith(f"{table}/") and key.endswith(f"/{column}")
            ]  # fmt: skip
            stored = self.earlier(field.key)
            self._known = [*reversed(here), *stored] if stored is not None else ()
        return self._known
