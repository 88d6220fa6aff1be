"""The one live editor of a sheet: text, cursor, selection, undo. It draws nothing and waits for nothing."""

from __future__ import annotations

import re
from collections.abc import Callable

from kinerja_tui.widgets.text import clean

MAX_LENGTH = 2000
"""Characters a field holds when it says nothing else."""
_UNDO_STEPS = 200
_WORD_LEFT = re.compile(r"\S*\s*$")
_WORD_RIGHT = re.compile(r"\s*\S*")


class Editor:
    """A line of text being edited (long text is the same line, shown wrapped).

    Every change goes through `replace`, which keeps to the length and to what the kind of field allows.
    """

    def __init__(
        self,
        text: str = "",
        *,
        limit: int = MAX_LENGTH,
        allowed: Callable[[str], bool] | None = None,
    ) -> None:
        self.text = clean(text)
        self.limit = limit
        self._allowed = allowed
        """Whether a character may stand in this field."""
        self.cursor = len(self.text)
        self.anchor = 0
        """Other end of the selection; equal to the cursor when nothing is selected."""
        self.starts_over = False
        """Whether the next letter replaces the text, because it was refused; keys that edit or move in it end this."""
        self.dropped: str = ""
        """Why the last insertion lost something: "" (nothing), "char" (not allowed) or "length"."""
        self._undo: list[tuple[str, int, int]] = []

    @property
    def selection(self) -> tuple[int, int]:
        """Start and end of the selection, in order."""
        return min(self.cursor, self.anchor), max(self.cursor, self.anchor)

    @property
    def all_selected(self) -> bool:
        """Nothing was touched since the field was entered (or all was selected by hand)."""
        return self.selection == (0, len(self.text))

    def to(self, position: int, *, select: bool = False) -> None:
        """Put the cursor somewhere; the selection goes along with `select`, else it ends."""
        self.cursor = max(0, min(position, len(self.text)))
        self.starts_over = False
        if not select:
            self.anchor = self.cursor

    def select_all(self) -> None:
        """Select everything: the next letter replaces it."""
        self.anchor, self.cursor = 0, len(self.text)

    def replace(self, start: int, end: int, new: str) -> None:
        """Put `new` between two positions."""
        self._undo.append((self.text, self.cursor, self.anchor))
        del self._undo[:-_UNDO_STEPS]
        self.text = self.text[:start] + new + self.text[end:]
        self.to(start + len(new))

    def insert(self, new: str) -> bool:
        """Type or paste at the cursor, over the selection; False when nothing of it could be taken.

        `dropped` says afterwards whether something was left out. A megabyte is cut before anything looks at it.
        """
        start, end = (0, len(self.text)) if self.starts_over else self.selection
        room = self.limit - len(self.text) + (end - start)
        raw = new[: 4 * self.limit + 100]
        cleaned = clean(raw)
        if self._allowed is not None:
            taken = "".join(char for char in cleaned if self._allowed(char))
        else:
            taken = cleaned.strip() if len(cleaned) > 1 and new[-1:] in "\r\n" else cleaned
        self.dropped = "char" if len(taken) < len(cleaned.strip()) else ""
        if len(taken) > room or len(raw) < len(new):
            taken, self.dropped = taken[: max(room, 0)], "length"
        if not taken:
            return False
        self.replace(start, end, taken)
        return True

    def undo(self) -> None:
        """Take back the last change."""
        if self._undo:
            self.text, self.cursor, self.anchor = self._undo.pop()

    @property
    def selected_text(self) -> str:
        """The selected characters."""
        start, end = self.selection
        return self.text[start:end]

    def key(self, key: str) -> bool:
        """Do what an editing key asks; False when the key is not one of them."""
        start, end = self.selection
        selected = end > start
        cursor, text = self.cursor, self.text
        word_left = cursor - len(_match(_WORD_LEFT.search(text[:cursor])))
        word_right = cursor + len(_match(_WORD_RIGHT.match(text[cursor:])))
        deletions = {
            "backspace": (cursor - 1, cursor),
            "delete": (cursor, cursor + 1),
            "ctrl+d": (cursor, cursor + 1),
            "ctrl+w": (word_left, cursor),
            "ctrl+backspace": (word_left, cursor),
            "alt+backspace": (word_left, cursor),
            "ctrl+delete": (cursor, word_right),
            "ctrl+u": (0, cursor),
            "ctrl+k": (cursor, len(text)),
        }
        select = key.startswith(("shift+", "ctrl+shift+"))
        moves = {
            "left": cursor - 1 if select or not selected else start,
            "right": cursor + 1 if select or not selected else end,
            "ctrl+left": word_left,
            "ctrl+right": word_right,
            "ctrl+e": len(text),
        }
        plain = key.replace("shift+", "", 1)
        if key in deletions:
            first, last = (start, end) if selected else deletions[key]
            if max(first, 0) < min(last, len(text)):
                self.replace(max(first, 0), last, "")
        elif plain in moves:
            self.to(moves[plain], select=select)
        elif key == "ctrl+a":
            self.select_all()
        elif key == "ctrl+z":
            self.undo()
        else:
            return False
        return True


def _match(found: re.Match[str] | None) -> str:
    return found.group() if found else ""
