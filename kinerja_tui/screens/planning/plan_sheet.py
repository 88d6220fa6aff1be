"""The sheet of a work plan: its lines follow from what is answered, in the order of the keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.fields import Field, Item
from kinerja_tui.widgets.sheet import Sheet

QUESTION = "lagi/"
"""Fields with such a key are no data: a digit in them adds a line, Enter goes on."""
HEAD = "work_plan/"
"""Fields of the plan itself, above the lines."""


class PlanSheet(Sheet):
    """Asks "another one?" after each result, and passes over what the target makes needless.

    Lines are added in the order of the keys, so that what is typed ahead already stands in the new line. Keying begins
    with the lines: what stands at the head is most often right, and Up or Ctrl+Home goes there.
    """

    COMMANDS: ClassVar[list[Command]] = [
        Command("copy_previous", "f5", "Salin dari rencana lain", "Menambah hasil kerja dari tahun lalu atau rekan.",
                second_key="ctrl+r", group="Rencana kerja"),
        Command("add_note", "f6", "Catat usulan atau komentar", "Usulan atau komentar pada baris di kursor.",
                second_key="ctrl+t", group="Rencana kerja"),
    ]  # fmt: skip

    def __init__(
        self,
        items: Sequence[Item],
        values: Mapping[str, str],
        marks: Mapping[str, str],
        *,
        last_values: Mapping[str, str],
        answered: Callable[[str, str], None],
        reshapes: Callable[[str], bool],
        reshape: Callable[[str], None],
    ) -> None:
        """``reshapes`` tells whether other lines follow from a field, ``reshape`` shows them and moves on."""
        super().__init__(items, values, marks, last_values=last_values)
        self._answered = answered
        self._reshapes = reshapes
        self._reshape = reshape
        places = (place for place, item in enumerate(self.items) if isinstance(item, Field) and not item.locked)
        below = next((place for place in places if not self._key_at(place).startswith(HEAD)), None)
        if below is not None:
            self._enter(below)

    def _key_at(self, place: int) -> str:
        item = self.items[place]
        return item.key if isinstance(item, Field) else ""

    def _next(self) -> None:
        field = self.current
        if field is not None and field.key.startswith(QUESTION) and (choice := field.match(self.editor.text)):
            self._load(field)
            self._answered(field.key, choice.value)
            return
        if field is not None and self.dirty and self._reshapes(field.key):
            if self.leave():
                self._reshape(field.key)
            return
        before = self._at
        super()._next()
        while self._at != before and self._is_needless():
            before = self._at
            self._move(self._step(self._at, 1))

    def _is_needless(self) -> bool:
        """A number needs a unit and no words, without one it is the other way round; proof may be named later."""
        field = self.current
        record, _, column = field.key.rpartition("/") if field is not None else ("", "", "")
        if field is None or column not in ("unit", "target_text", "evidence_source") or self.value(field.key):
            return False
        if column == "evidence_source":
            return True
        has_number = bool(self.value(f"{record}/target"))
        return has_number == (column == "target_text")
