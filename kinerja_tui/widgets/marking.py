"""Marks on rows of a table: a person picks many, then one act is done with all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.message import Message
from textual.scroll_view import ScrollView

from kinerja_tui.widgets.source import RowSource

MARK = "*"
"""Stands before a marked row; every console font has it."""


class Marking(ScrollView):
    """The marks of a table: keys that are marked, whatever a filter shows of them."""

    class MarksChanged(Message):
        """A row was marked or unmarked."""

    markable = False
    """whether `s` marks rows here: only where something can be done with many"""
    marked: dict[str, None]
    """keys of the marked rows, in the order they were marked"""
    _hidden = 0
    _hidden_of: RowSource | None = None
    """the rows among which the hidden marks were counted: marking a row that is shown leaves their number as it is"""
    _source: RowSource
    _length: int
    _cursor: int

    def move_to(self, index: int) -> None:
        """Put the cursor on a row."""
        raise NotImplementedError

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
            if key in self.marked:
                del self.marked[key]
            else:
                self.marked[key] = None
            self._remarked()
            self.move_to(self._cursor + 1)

    def mark_all(self) -> None:
        """Mark all rows that are shown; where all of them are marked, none of them."""
        shown = self._keys()
        before = len(self.marked)
        self.marked.update(dict.fromkeys(shown))
        if len(self.marked) == before:
            for key in shown:
                del self.marked[key]
        if shown:
            self._remarked()

    def set_marks(self, marks: Iterable[str]) -> None:
        """Mark these and no others."""
        before = self.marked
        self.marked = dict.fromkeys(marks)
        self._hidden_of = None
        if self.marked != before:
            self._remarked()

    def _remarked(self) -> None:
        self.refresh()
        self.post_message(self.MarksChanged())

    @property
    def marks_hidden(self) -> int:
        """How many marked rows are not shown now."""
        if self._hidden_of is not self._source:
            self._hidden = sum(self._source.index(key) is None for key in self.marked)
            self._hidden_of = self._source
        return self._hidden

    def _keys(self) -> Sequence[str]:
        """All keys of the source, without a question for each where it has them together."""
        keys: Sequence[str] | None = getattr(self._source, "keys", None)
        return keys if keys is not None else [self._source.key(place) for place in range(self._length)]
