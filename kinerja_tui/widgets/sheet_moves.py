"""How a sheet moves from field to field: what leaving a field means, and what holds the cursor.

Everything happens in the one widget, in the order the keys were typed: nothing is mounted, focused or awaited
between two fields, so a fast typist loses nothing and 150 fields cost what 5 cost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual.message import Message

from kinerja_tui.widgets.editors import Editor
from kinerja_tui.widgets.fields import Field, Heading, Item, Mark
from kinerja_tui.widgets.keys import hold_until_handled
from kinerja_tui.widgets.sheet_typed import TypedSheet
from kinerja_tui.widgets.sheet_view import split_mark

_DISPUTED = "Bentrok: diubah di dua PC. F4 menunjukkan semua isinya; pilih satu, atau ketik yang benar."


class MovingSheet(TypedSheet):
    """The sheet without its keys."""

    @dataclass
    class FieldLeft(Message, namespace="sheet"):
        """A field was left with another value, or was confirmed as it is: save it now."""

        key: str
        value: str
        mark: str
        """State of the field: one of `Mark`."""

    class TypingBegan(Message, namespace="sheet"):
        """Something is typed in the field with the cursor; it is no value yet."""

    @dataclass
    class FieldEntered(Message, namespace="sheet"):
        """The cursor came to a field."""

        key: str

    @dataclass
    class CopyPrevious(Message, namespace="sheet"):
        """F5: fill this field from the period before (`set_value`)."""

        field: Field

    @dataclass
    class NoteRequested(Message, namespace="sheet"):
        """F6: a note on this field."""

        field: Field

    @dataclass
    class Disputed(Message, namespace="sheet"):
        """F4 on a field in bentrok: its values, with who wrote them."""

        key: str

    class Finished(Message, namespace="sheet"):
        """F10: every field was accepted."""

    class Leave(Message, namespace="sheet"):
        """Esc where nothing was changed: the person wants to go back."""

    def __init__(
        self,
        items: Sequence[Item],
        values: Mapping[str, str],
        marks: Mapping[str, str] | None = None,
        *,
        last_values: Mapping[str, str] | None = None,
        id: str | None = None,
    ) -> None:
        super().__init__(items, values, marks, id=id)
        self.last_values: Mapping[str, str] = last_values or {}
        """The last record, for F3."""
        self._refusals: dict[str, str] = {}
        """What the screen said against a saved value."""
        self._start = ""
        """Text the editor started with."""
        self._mark_before = ""
        """Mark of the field when it was entered."""
        self._asked: str | None = None
        """Text whose complaint was shown and that the next Enter confirms."""
        self._carried: str | None = None
        """Text that F3 brought."""
        self._offered: tuple[object, ...] = ()
        self._told_typing = False
        """whether `TypingBegan` was told of this field"""
        self._enter(self._step(-1, 1))

    # For the screen

    @property
    def dirty(self) -> bool:
        """Whether something is typed that has not been left yet."""
        return self.current is not None and self.editor.text != self._start

    def value(self, key: str) -> str:
        """The value in force, "" when not filled in."""
        return self.values.get(key, "")

    def set_value(self, key: str, value: str) -> None:
        """Another value from outside; text being typed in the field stays in the editor."""
        self.values[key] = value
        field = self.current
        if field is not None and field.key == key:
            if self.dirty:
                self._start = field.editable(value)
            else:
                self._load(field)
        self.rebuild(self._places.get(key, -1))

    def load_mark(self, key: str, mark: str) -> None:
        """Set a field's mark: a state, "*" or "!", or a state with one of these."""
        self.marks[key] = mark
        self.rebuild(self._places.get(key, -1))

    def go(self, key: str) -> bool:
        """Leave the current field and go to another; False when the current one holds the cursor.

        A locked field takes no cursor: it is only brought into view.
        """
        place = self._places.get(key)
        item = self.items[place] if place is not None else None
        if place is not None and isinstance(item, Field) and item.locked:
            self.bring_into_view(place)
            return True
        if place is None or (place != self._at and not self.leave(back=True)):
            return False
        self._move(place)
        return True

    def refuse(self, key: str, text: str) -> None:
        """The screen could not accept a value: mark it, say why, and go back if nothing was typed since."""
        self._refusals[key] = text
        self._set_state(key, Mark.REFUSED)
        place = self._places.get(key, -1)
        if place >= 0 and place != self._at and not self.dirty:
            self._move(place)
        elif place == self._at:
            self._say((text, "hard"))
        self.rebuild(place)
        self.stop_typing()

    def replace(
        self,
        items: Sequence[Item],
        values: Mapping[str, str],
        cursor: str | None = None,
        marks: Mapping[str, str] | None = None,
    ) -> None:
        """Other items (a line was added or removed). The cursor stays on its field, with what is being typed
        there, unless `cursor` names another; the field keeps its place on screen."""
        field, height = self.current, 0
        if field is not None and len(self._tops) > self._at:
            height = self._tops[self._at] - int(self.scroll_offset.y)
        self.items, self.values = list(items), dict(values)
        if marks is not None:  # of another record
            self.marks, self.notes = dict(marks), {}
        self._index()
        wanted = cursor if cursor in self._places else (field.key if field else None)
        place = self._places.get(wanted, -1) if wanted is not None else -1
        if field is not None and wanted == field.key and place >= 0:
            self._at = place
            if not self.dirty:
                self._load(self.current or field)
            self.relayout()
            self.scroll_to(y=max(self._tops[place] - height, 0), animate=False, force=True)
        else:
            self._enter(place if place >= 0 else self._step(-1, 1))
            self.relayout()
        self.show_current()

    # Moving

    def _step(self, place: int, by: int) -> int:
        """Place of the next field that can be edited, -1 when there is none."""
        place += by
        while 0 <= place < len(self.items):
            item = self.items[place]
            if isinstance(item, Field) and not item.locked:
                return place
            place += by
        return -1

    def _load(self, field: Field) -> None:
        text = field.editable(self.value(field.key))
        self.editor = Editor(text, limit=max(field.limit, len(text)), allowed=field.allows)
        self.editor.limit = field.limit
        self._start = self.editor.text
        self._asked = self._carried = None
        self._told_typing = False
        self.begin_typing()

    def _enter(self, place: int) -> None:
        self._at = place
        self._messages = []
        field = self.current
        if field is None:
            return
        self._load(field)
        self._mark_before = self.marks.get(field.key, "")
        if split_mark(self.marks.get(field.key, ""))[0] == Mark.REFUSED:
            self._messages = [(text, "hard" if hard else "soft") for text, hard in self._complaints(field)]
        elif self.disputed:
            self._messages = [(_DISPUTED, "hard")]

    @property
    def disputed(self) -> bool:
        """Whether the field with the cursor is in bentrok."""
        return self.current is not None and Mark.CONFLICT in self.marks.get(self.current.key, "")

    def _move(self, place: int) -> None:
        old = self._at
        self._enter(place)
        self.rebuild(old, place)
        self.show_current()
        field = self.current
        if field is not None:
            self.post_message(self.FieldEntered(field.key))
            offered = self.offered
            if offered != self._offered and self.is_attached:
                self._offered = offered
                self.screen.refresh_bindings()

    @property
    def offered(self) -> tuple[object, ...]:
        """What the keys that depend on the field can do in this one: when it changes the footer does."""
        raise NotImplementedError

    def _next(self) -> None:
        if self.leave():
            place = self._step(self._at, 1)
            self._move(place if place >= 0 else self._at)
            if place < 0 and self.current is not None:
                self._say(("Ini isian terakhir. F10 menyelesaikan.", "info"))
                self.stop_typing(letters_only=True)

    def _previous(self) -> None:
        place = self._step(self._at, -1)
        if place >= 0 and self.leave(back=True):
            self._move(place)

    def _section(self, by: int) -> None:
        """To the first field of the next or previous heading; without one, to the last or first field."""
        fields = [self._step(place, 1) for place, item in enumerate(self.items) if isinstance(item, Heading)]
        fields = [self._step(-1, 1), *fields, self._step(len(self.items), -1)]
        ahead = [place for place in fields if place >= 0 and (place - self._at) * by > 0]
        if ahead and self.leave(back=by < 0):
            self._move(min(ahead) if by > 0 else max(ahead))

    def _edge(self, place: int) -> None:
        if place >= 0 and place != self._at and self.leave(back=True):
            self._move(place)

    # Leaving a field

    def _complaints(self, field: Field) -> list[tuple[str, bool]]:
        refusal = self._refusals.get(field.key)
        return ([(refusal, True)] if refusal else []) + field.complaints(self.value(field.key))

    def leave(self, *, back: bool = False) -> bool:
        """Take over what was typed; False when the field holds the cursor (its message says why).

        What was typed and is wrong always holds. What stood there before and is wrong is said once, then lets
        pass with its mark, so that nobody is locked in; going `back` it lets pass at once.
        """
        field = self.current
        if field is None:
            return True
        changed = self.dirty
        value, complaints = self._judge(field, changed)
        if self._lost and not (back and not changed) and not any(is_hard for _, is_hard in complaints):
            lost, self._lost = self._lost, ""
            self._hold([(lost, False), *complaints])
            return False
        state = split_mark(self.marks.get(field.key, ""))[0]
        hard = any(is_hard for _, is_hard in complaints)
        settled = not changed and state in (Mark.PASSED, Mark.CONFIRMED, Mark.CARRIED)
        if settled and not hard:
            new = state
        elif hard:
            if changed or not (back or self._asked == self.editor.text):
                self._set_state(field.key, Mark.REFUSED)
                self._hold(complaints)
                return False
            new = Mark.REFUSED
        elif not value and state == Mark.LEFT_EMPTY:
            new = state
        elif complaints and self._asked == self.editor.text:
            new = Mark.CONFIRMED
        elif complaints and not changed and back:
            new = state
        elif complaints:
            self._hold(complaints)
            return False
        elif not changed and back and not value:
            new = Mark.NOT_REACHED if state == Mark.REFUSED else state
        else:
            new = Mark.CARRIED if changed and self._carried == self.editor.text else Mark.PASSED
        self._take(field, value, new, told=split_mark(self._mark_before)[0])
        return True

    def _judge(self, field: Field, changed: bool) -> tuple[str, list[tuple[str, bool]]]:
        if not changed:
            return self.value(field.key), self._complaints(field)
        try:
            value = field.canonical(self.editor.text)
        except ValueError as error:
            return "", [(str(error), True)]
        return value, field.complaints(value)

    def _take(self, field: Field, value: str, state: str, told: str) -> None:
        different = value != self.value(field.key)
        if different:
            self._refusals.pop(field.key, None)
        self.values[field.key] = value
        self._set_state(field.key, state)
        self._messages = []
        self._load(field)
        if different or (state != told and any(mark in (state, told) for mark in Mark.LASTING)):
            self.post_message(self.FieldLeft(field.key, value, state))
            if self.is_attached and not self.HEADS_DOWN:
                hold_until_handled(self)  # other lines and values may follow from it

    def _set_state(self, key: str, state: str) -> None:
        self.marks[key] = state + split_mark(self.marks.get(key, ""))[1]

    def _hold(self, complaints: Sequence[tuple[str, bool]]) -> None:
        self._asked = self.editor.text
        field = self.current
        if field is not None and field.choices:
            self.editor.select_all()  # the next digit is another answer, not a second one behind it
        elif field is not None:  # the whole NIP or date typed again is not put behind the wrong one
            hard = any(is_hard for _, is_hard in complaints)
            short = field.kind == "digits" and len(self.editor.text) < field.length  # the rest may just be missing
            self.editor.starts_over = (hard and field.listed) if field.kind in ("line", "text") else not short
        messages = [(text, "hard" if hard else "soft") for text, hard in complaints]
        if not any(hard for _, hard in complaints):
            messages.append(("Enter sekali lagi bila memang benar.", "info"))
        self._say(*messages)
        self.stop_typing()
