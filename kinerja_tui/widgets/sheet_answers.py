"""Answers that nobody types: as in the last record or the period before, empty on purpose, as typed before a cut."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from kinerja_tui.widgets.fields import Field, Mark
from kinerja_tui.widgets.sheet_moves import MovingSheet
from kinerja_tui.widgets.sheet_view import split_mark


class AnsweringSheet(MovingSheet):
    """A sheet that moves, with the keys' answers to a field."""

    offers: Collection[str] = ()
    """Which of "copy_previous", "add_note" and "leave_empty" the screen answers; the keys of the others only say so."""
    previous: Mapping[str, str] | None = None
    """What the period before has, for F5; None: the screen looks when it is asked."""

    def _edited(self) -> None:
        raise NotImplementedError

    @property
    def offered(self) -> tuple[object, ...]:
        """What the keys that depend on the field can do in this one: when it changes the footer does."""
        field = self.current
        if field is None:
            return ()
        repeats = field.carry and bool(self.last_values.get(field.key))
        filled = bool(self.value(field.key))
        return (
            field.listed or self.disputed,
            repeats,
            self._has_previous,
            self._is_needed(field),
            field.remarks,
            filled,
        )

    def type_again(self, key: str, text: str) -> bool:
        """What was being typed in a field when the program ended: it stands in the editor again, not left yet.

        False when the cursor is not there.
        """
        field = self.current
        if field is None or field.key != key:
            return False
        if text == self._start:
            return True
        self.editor.replace(0, len(self.editor.text), text[: self.editor.limit])
        _, complaints = self._judge(field, changed=True)
        if any(hard for _, hard in complaints):
            self._set_state(key, Mark.REFUSED)
        self._say(*((told, "hard" if hard else "soft") for told, hard in complaints))
        self._told_typing = True
        self.post_message(self.TypingBegan())
        return True

    def action_same_as_last(self) -> None:
        """F3: what the last record has here."""
        field = self.current
        value = self.last_values.get(field.key, "") if field is not None and field.carry else ""
        if value:
            self._answer_with(value)
        else:
            self._say(("Tidak ada isi dari rekaman terakhir untuk isian ini.", "info"))
            self.stop_typing()

    def _answer_with(self, value: str) -> None:
        field = self.current
        if field is not None:
            self.editor.select_all()
            self.editor.replace(0, len(self.editor.text), field.editable(value))
            self._carried = self.editor.text
            self._edited()

    @property
    def _has_previous(self) -> bool:
        """Whether F5 has something for the field with the cursor."""
        field = self.current
        if field is None or "copy_previous" not in self.offers:
            return False
        return self.previous is None or bool(self.previous.get(field.key))

    def action_copy_previous(self) -> None:
        """F5: what the period before has here."""
        field = self.current
        if field is None or not self._has_previous:
            self._say(("Tidak ada yang disalin dari periode sebelumnya di sini.", "info"))
        elif self.previous is None:
            self.post_message(self.CopyPrevious(field))
        else:
            self._answer_with(self.previous[field.key])

    def _states(self, field: Field) -> tuple[str, str]:
        """The state of the field with the cursor when it was entered, and now."""
        return split_mark(self._mark_before)[0], split_mark(self.marks.get(field.key, ""))[0]

    @property
    def _may_stay_empty(self) -> bool:
        """Whether the field at the cursor may be left empty on purpose, and the screen keeps that."""
        field = self.current
        return field is not None and field.remarks and not self._is_needed(field) and "leave_empty" in self.offers

    @staticmethod
    def _is_needed(field: Field) -> bool:
        return field.required or field.needed

    @property
    def _means_empty(self) -> bool:
        """Whether a space here says that the field stays empty: in an empty one it could say nothing else."""
        return self._may_stay_empty and not self.editor.text.strip()

    def action_leave_empty(self) -> None:
        """Space: left empty on purpose, or not yet filled in after all. A scale moves on, as after any answer."""
        field = self.current
        if field is None:
            return
        if not self._means_empty:
            wanted = "wajib diisi" if self._is_needed(field) else "sudah berisi; kosongkan dulu dengan Ctrl+U"
            self._say((f"Isian ini {wanted}." if "leave_empty" in self.offers else "Tidak dipakai di sini.", "info"))
            return
        taken_back, before = self.is_left_empty(field), self._states(field)[0]
        self.editor.select_all()
        self.editor.key("delete")
        self._messages = []
        otherwise = Mark.PASSED if before == Mark.LEFT_EMPTY else before
        self._set_state(field.key, otherwise if taken_back else Mark.LEFT_EMPTY)
        self._edited()
        if field.kind == "scale" and not taken_back:
            self._next()
