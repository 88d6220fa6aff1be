"""Marks on rows of a table: a person picks many, then one act is done with all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual.message import Message

from kinerja_tui.widgets.source import RowSource

MARK = "*"
"""Stands before a marked row; every console font has it."""


class Marking:
    """Mixin of a table: keys that are marked, whatever a filter shows of them."""

    class MarksChanged(Message):
        """A row was marked or unmarked."""

    markable = False
    """whether `s` marks rows here: only where something can be done with many"""
    marked: dict[str, None]
    """keys of the marked rows, in the order they were marked"""
    _source: RowSource
    _length: int
    _cursor: int
    refresh: Callable[..., object]
    post_message: Callable[[Message], bool]
    move_to: Callable[[int], None]

    def mark_key(self, key: str) -> bool:
        """What a key on the keyboard does to the marks; False when it is none of theirs."""
        if self.markable and key in ("s", "space"):
            self.mark_here()
        elif self.markable and key == "S":
            self.mark_all()
        else:
            return False
        return True

    def mark_here(self) -> None:
        """Mark or unmark the row at the cursor, and go to the next."""
        if self._length:
            key = self._source.key(self._cursor)
            self.set_marks({key: None} if key not in self.marked else (), [key])
            self.move_to(self._cursor + 1)

    def mark_all(self) -> None:
        """Mark all rows that are shown; where all of them are marked, none of them."""
        shown = [self._source.key(place) for place in range(self._length)]
        self.set_marks([key for key in shown if key not in self.marked], shown)

    def set_marks(self, marks: Iterable[str], among: Iterable[str] | None = None) -> None:
        """Mark ``marks``; without any, unmark ``among`` (None: forget every mark but ``marks``)."""
        before = list(self.marked)
        if among is None:
            self.marked.clear()
        new = dict.fromkeys(marks)
        self.marked.update(new)
        if among is not None and not new:
            for key in among:
                self.marked.pop(key, None)
        if list(self.marked) != before:
            self.refresh()
            self.post_message(self.MarksChanged())

    @property
    def marks_hidden(self) -> int:
        """How many marked rows are not shown now."""
        return sum(self._source.index(key) is None for key in self.marked)
