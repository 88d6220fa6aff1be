"""How a sheet looks: every item is a block of lines of (text, style) parts; only lines on screen are drawn."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Size
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from kinerja_tui.widgets.editors import MAX_LENGTH, Editor
from kinerja_tui.widgets.fields import Choice, Field, Heading, Item, Mark, Note
from kinerja_tui.widgets.text import clean, fit, flow, hanging, wrap, wrapped

Line = list[tuple[str, str]]
"""Parts of a line: text and the name of its component style."""

LEFT_EMPTY_WORDS = "kosong disengaja"
GUTTER = 4
"""Cells before the label: pointer, two for marks, a space."""
_CHOICES_SHOWN = 10
_FACT = re.compile(r" *[A-Z][^:]{1,18}: (?=\S)")
"""The name of a fact before what it is."""
_FLAGS = Mark.NOTE + Mark.CONFLICT
_MARK_STYLES = {
    Mark.PASSED: "passed",
    Mark.CONFIRMED: "soft",
    Mark.REFUSED: "hard",
    Mark.CARRIED: "passed",
    Mark.LEFT_EMPTY: "info",
    Mark.NOTE: "info",
    Mark.CONFLICT: "hard",
}
_STYLES = (
    "text", "label", "current-label", "value", "empty", "locked", "input", "selection", "caret", "ghost",
    "heading", "rule", "note", "passed", "soft", "hard", "info",
)  # fmt: skip


def split_mark(mark: str) -> tuple[str, str]:
    """A mark as its state (one character) and its flags (note, conflict)."""
    state = next((char for char in mark if char not in _FLAGS), Mark.NOT_REACHED)
    return state, "".join(char for char in mark if char in _FLAGS)


class SheetView(ScrollView, can_focus=True):
    """The drawing half of the sheet; knows no key."""

    COMPONENT_CLASSES = {f"sheet--{name}" for name in _STYLES}
    DEFAULT_CSS = """
    SheetView {
        height: 1fr;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        background: $background;
        color: $foreground;
        & > .sheet--text { color: $foreground; background: $background; }
        & > .sheet--label { color: $text-muted; background: $background; }
        & > .sheet--current-label { color: $foreground; background: $background; text-style: bold; }
        & > .sheet--value { color: $foreground; background: $background; }
        & > .sheet--empty { color: $text-disabled; background: $background; }
        & > .sheet--locked { color: $foreground; background: $background; }
        & > .sheet--input { color: $foreground; background: $panel; }
        & > .sheet--selection { color: $input-selection-foreground; background: $input-selection-background; }
        & > .sheet--caret { color: $foreground; background: $panel; text-style: reverse; }
        & > .sheet--ghost { color: $text-muted; background: $panel; }
        & > .sheet--heading { color: $accent; background: $background; text-style: bold; }
        & > .sheet--rule { color: $panel; background: $background; }
        & > .sheet--note { color: $text-muted; background: $background; }
        & > .sheet--passed { color: $text-success; background: $background; }
        & > .sheet--soft { color: $text-warning; background: $background; text-style: bold; }
        & > .sheet--hard { color: $text-error; background: $background; text-style: bold; }
        & > .sheet--info { color: $text-accent; background: $background; }
        &:ansi {
            & > .sheet--text, & > .sheet--value, & > .sheet--label, & > .sheet--passed {
                color: ansi_default; background: ansi_default;
            }
            & > .sheet--current-label { color: ansi_default; background: ansi_default; text-style: bold; }
            & > .sheet--locked, & > .sheet--note { color: ansi_default; background: ansi_default; }
            & > .sheet--empty, & > .sheet--rule { color: ansi_default; background: ansi_default; text-style: dim; }
            & > .sheet--input { color: ansi_default; background: ansi_default; text-style: underline; }
            & > .sheet--ghost { color: ansi_default; background: ansi_default; text-style: dim underline; }
            & > .sheet--selection { color: ansi_default; background: ansi_default; text-style: reverse; }
            & > .sheet--caret { color: ansi_default; background: ansi_default; text-style: bold reverse; }
            & > .sheet--heading { color: ansi_default; background: ansi_default; text-style: bold; }
        }
    }
    """
    # The height changes whenever a message or a wrapped row appears; the screen's layout does not.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)

    def __init__(
        self,
        items: Sequence[Item],
        values: Mapping[str, str],
        marks: Mapping[str, str] | None = None,
        *,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self.items: list[Item] = list(items)
        self.values: dict[str, str] = dict(values)
        """What is in force; the text in the editor joins it when the field is left."""
        self.marks: dict[str, str] = dict(marks or {})
        self.editor = Editor()
        self._at = -1
        """Place of the current field among the items; -1: none can be edited."""
        self._messages: list[tuple[str, str]] = []
        """(text, style) under the current field."""
        self.notes: dict[str, str] = {}
        """What a person noted on a field."""
        self._places: dict[str, int] = {}
        self._blocks: list[list[Line]] = []
        self._laid_out = 0
        """width the blocks are wrapped to"""
        self._tops: list[int] = [0]
        """First line of each block, and the number of lines at the end."""
        self._index()

    def _index(self) -> None:
        self._places = {item.key: place for place, item in enumerate(self.items) if isinstance(item, Field)}

    @property
    def current(self) -> Field | None:
        """The field with the cursor."""
        item = self.items[self._at] if 0 <= self._at < len(self.items) else None
        return item if isinstance(item, Field) else None

    # Measures

    @property
    def _label_width(self) -> int:
        return max(12, min(34, self.size.width * 3 // 10))

    @property
    def _value_left(self) -> int:
        return GUTTER + self._label_width + 2

    @property
    def _value_width(self) -> int:
        return max(self.size.width - self._value_left - 1, 8)

    def editor_rows(self) -> tuple[tuple[int, int], ...]:
        """Rows of the text being edited; one cell is left for the cursor after the last letter."""
        return wrap(self.editor.text, self._value_width - 1)

    def editor_row(self) -> int:
        """Row of the editor's cursor."""
        starts = [start for start, _ in self.editor_rows()]
        return max(bisect_right(starts, self.editor.cursor) - 1, 0)

    # Building blocks

    def relayout(self) -> None:
        """Build all blocks anew (other items, another width)."""
        if not self.size.width:
            return
        self._laid_out = self.size.width
        self._blocks = [self._block(place) for place in range(len(self.items))]
        self._measure()
        self.refresh()

    def rebuild(self, *places: int) -> None:
        """Build some blocks anew; only their lines are drawn again unless the height changed."""
        if not self._blocks:
            return
        moved = False
        for place in places:
            if not 0 <= place < len(self._blocks):
                continue
            block = self._block(place)
            moved = moved or len(block) != len(self._blocks[place])
            self._blocks[place] = block
            self.refresh_lines(self._tops[place], len(block))
        if moved:
            self._measure()
            self.refresh()

    def _measure(self) -> None:
        self._tops = list(accumulate((len(block) for block in self._blocks), initial=0))
        self.virtual_size = Size(self.size.width, self._tops[-1] + 1)
        if self.is_attached and self.size:
            self._scroll_update(self.virtual_size)

    def _say(self, *messages: tuple[str, str]) -> None:
        self._messages = list(messages)
        self.rebuild(self._at)
        self.show_current()

    def show_current(self) -> None:
        """Scroll so that the current field with its messages is on screen; the line above it too if it fits."""
        if self._at < 0 or len(self._tops) <= self._at + 1:
            return
        top, end, height = self._tops[self._at], self._tops[self._at + 1], self.size.height
        if self._at and isinstance(self.items[self._at - 1], Heading):
            top = self._tops[self._at - 1]
        if end - top > height:
            top = self._tops[self._at] + max(self.editor_row() - 1, 0)
            end = top + min(height, 3)
        y = int(self.scroll_offset.y)
        if top < y:
            self.scroll_to(y=top, animate=False, force=True)
        elif end > y + height:
            self.scroll_to(y=end - height, animate=False, force=True)

    def bring_into_view(self, place: int) -> None:
        """Scroll to an item without the cursor, once the lines are laid out; its heading too if it fits."""
        if len(self._tops) <= place + 1:
            self.call_after_refresh(self.bring_into_view, place)
            return
        above = next((at for at in range(place, -1, -1) if isinstance(self.items[at], Heading)), place)
        near = self._tops[place] - self._tops[above] <= self.size.height // 2
        self.scroll_to(y=self._tops[above if near else place], animate=False, force=True)

    def _block(self, place: int) -> list[Line]:
        item, width = self.items[place], self.size.width
        if isinstance(item, Heading):
            return self._heading(item, first=place == 0)
        if isinstance(item, Note):
            return _note_rows(item.text, max(width - GUTTER - 1, 10))
        here = place == self._at
        rows = [*self._editor_lines(item), *self._below(item)] if here else self._value_lines(item)
        rows += self._note_lines(item, rows, here=here)
        labels = wrapped(item.label, self._label_width)
        state, flags = split_mark(self.marks.get(item.key, ""))
        if item.locked:
            state = Mark.LOCKED
        lines: list[Line] = []
        for number in range(max(len(rows), len(labels))):
            first = number == 0
            label = labels[number] if number < len(labels) else ""
            line: Line = [
                (">" if here and first else " ", "current-label"),
                (state if first else " ", _MARK_STYLES.get(state, "label")),
                (flags[:1] or " " if first else " ", _MARK_STYLES.get(flags[:1], "label")),
                (" " + fit(label, self._label_width) + "  ", "current-label" if here else "label"),
            ]
            lines.append(line + (rows[number] if number < len(rows) else []))
        return lines

    def _heading(self, item: Heading, *, first: bool) -> list[Line]:
        width = self.size.width
        text = fit(item.text, min(cell_len(item.text), width - 3)) if item.text else ""
        if item.level > 1:
            return [[("  " + text, "heading")]]
        rule = "─" * max(width - cell_len(text) - 3, 0)
        return ([] if first else [[]]) + [[(" " + text + " ", "heading"), (rule, "rule")]]

    def _value_lines(self, item: Field) -> list[Line]:
        shown = item.shown(self.values.get(item.key, ""))
        if not shown:
            on_purpose = self.is_left_empty(item)
            return [[(LEFT_EMPTY_WORDS, "info") if on_purpose else ("–", "empty")]]
        style = "locked" if item.locked else "value"
        return [[(row, style)] for row in wrapped(safe(shown), self._value_width)]

    def _editor_lines(self, item: Field) -> list[Line]:
        editor, width = self.editor, self._value_width
        start, end = editor.selection
        lines: list[Line] = []
        for number, (first, last) in enumerate(self.editor_rows()):
            line: Line = []
            caret = editor.cursor if number == self.editor_row() else -1
            cuts = sorted({first, last, *(min(max(cut, first), last) for cut in (start, end, caret, caret + 1))})
            for left, right in pairwise(cuts):
                style = "selection" if start <= left < end else "input"
                line.append((editor.text[left:right], "caret" if left == caret else style))
            if caret == last:
                line.append((" ", "caret"))
            lines.append(line)
        ghost = self._ghost(item)
        if ghost[:1].strip() and cell_len(ghost[0]) == 1 and lines[-1][-1] == (" ", "caret"):
            lines[-1][-1], ghost = (ghost[0], "caret"), ghost[1:]  # it goes on under the cursor
        if ghost:
            used = sum(cell_len(text) for text, _ in lines[-1])
            lines[-1].append((fit(ghost, max(min(cell_len(ghost), width - used), 0)), "ghost"))
        for line in lines:
            used = sum(cell_len(text) for text, _ in line)
            line.append((" " * max(width - used, 0), "input"))
        return lines

    def is_left_empty(self, item: Field) -> bool:
        """Whether a field is empty on purpose; of the current one what stands in the editor counts."""
        text = self.editor.text if item is self.current else self.values.get(item.key)
        return not text and split_mark(self.marks.get(item.key, ""))[0] == Mark.LEFT_EMPTY

    def _ghost(self, item: Field) -> str:
        """What stands dim behind the typed text: the choice it means, or an example in an empty field."""
        if not self.editor.text:
            if self.is_left_empty(item):
                return f" {LEFT_EMPTY_WORDS}"
            return f" {item.hint}" if item.hint else ""
        if item.kind in ("scale", "choice") and (choice := item.match(self.editor.text)):
            return f"  → {choice.label}" if choice.label.casefold() != self.editor.text.strip().casefold() else ""
        known = self.continuation()
        return f"{known[len(self.editor.text) :]} →" if known else ""

    def continuation(self) -> str:
        """An earlier text that begins as what is typed."""
        return ""

    def _below(self, item: Field) -> list[Line]:
        """Under the current value: what is wrong with it, and the choices it has."""
        lines: list[Line] = []
        for text, style in self._messages:
            sign = {"hard": "× ", "soft": "? "}.get(style, "  ")
            for number, row in enumerate(wrapped(safe(text), self._value_width - 2)):
                lines.append([((sign if number == 0 else "  ") + row, style)])
        if 1 < len(item.choices) <= _CHOICES_SHOWN:
            lines += [[(row, "note")] for row in flow(map(_choice_text, item.choices), self._value_width)]
        return lines

    def _note_lines(self, item: Field, rows: list[Line], *, here: bool) -> list[Line]:
        """What is known beside the field, behind a short value or on lines of its own; then what a person noted."""
        noted = [[(row, "info")] for row in wrapped(f"* {safe(self.notes[item.key])}", self._value_width)
                 ] if self.notes.get(item.key) else []  # fmt: skip
        return self._beside(item, rows, here=here) + noted

    def _beside(self, item: Field, rows: list[Line], *, here: bool) -> list[Line]:
        if not item.note:
            return []
        text, width = safe(item.note), self._value_width
        used = sum(cell_len(part) for part, _ in rows[0])
        if not here and len(rows) == 1 and used + cell_len(text) + 2 <= width:
            rows[0].append(("  " + text, "note"))
            return []
        return [[(row, "note")] for row in wrapped(text, width)]

    # Drawing

    def render_line(self, y: int) -> Strip:
        """One line on screen."""
        width = self.size.width
        base = self.get_component_rich_style("sheet--text")
        number = y + int(self.scroll_offset.y)
        if not self._blocks or number >= self._tops[-1]:
            return Strip.blank(width, base)
        place = bisect_right(self._tops, number) - 1
        parts = self._blocks[place][number - self._tops[place]]
        segments = [Segment(text, self.get_component_rich_style(f"sheet--{style}")) for text, style in parts]
        return Strip(segments).adjust_cell_length(width, base)


def _note_rows(text: str, width: int) -> list[Line]:
    """Explanations stand back; of a fact ("Target: 12 surat") only its name does."""
    first, *more = hanging(text, width)
    fact = _FACT.match(first)
    style = "text" if fact else "note"
    name = fact[0] if fact else ""
    line: Line = [(" " * GUTTER + name, "note"), (first[len(name) :], style)]
    return [line, *([(" " * GUTTER + row, style)] for row in more)]


def safe(text: str) -> str:
    """A foreign value as one safe line of bearable length."""
    return clean(text[: 4 * MAX_LENGTH])


def _choice_text(choice: Choice) -> str:
    return f"{choice.digit} {choice.label}" if choice.digit else choice.label
