"""F1: what this screen is for, which keys work here, and the rule behind the field at the cursor."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Markdown, Static

from kinerja_tui.widgets.commands import active_commands, key_name
from kinerja_tui.widgets.fields import MARK_WORDS
from kinerja_tui.widgets.sheet import Sheet
from kinerja_tui.widgets.text import wrapped

_WIDTH = 70
"""Cells for text on a screen of 80."""
_SHEET_KEYS = [
    ("Enter, Tab, ↓", "ke isian berikutnya"),
    ("Shift+Tab, ↑", "ke isian sebelumnya"),
    ("PgDn, PgUp", "ke bagian berikutnya atau sebelumnya"),
    ("Ctrl+Home, Ctrl+End", "ke isian pertama atau terakhir"),
    ("Esc", "mengembalikan isi semula; sekali lagi: kembali"),
]


class HelpScreen(ModalScreen[None]):
    """Help on top of the screen it explains."""

    DEFAULT_CSS = """
    HelpScreen {
        align: center middle;
        background: $background 60%;
        &:ansi { background: transparent; }
        & > Vertical {
            width: 76; max-width: 95%; height: 90%;
            border: solid $accent; background: $surface; padding: 0 1;
        }
        & .help--head { text-style: bold; color: $accent; margin: 1 0 0 0; width: 1fr; }
        & Static { width: 1fr; }
        & Markdown { background: $surface; padding: 0; margin: 0; }
        & #help-close { dock: bottom; height: 1; color: $text-muted; }
        & VerticalScroll { scrollbar-size-vertical: 1; }
    }
    """
    AUTO_FOCUS = "VerticalScroll"

    def __init__(self, screen: Screen[Any]) -> None:
        super().__init__()
        self._about = screen

    def compose(self) -> ComposeResult:
        """Field, screen, keys: the nearest first."""
        with Vertical():
            with VerticalScroll():
                sheet = self._about.focused
                if isinstance(sheet, Sheet) and sheet.current is not None:
                    yield _head(f"Isian: {sheet.current.label}")
                    text = sheet.current.help or "Isian ini tidak punya aturan khusus."
                    yield Static(Content(text), id="help-field", markup=False)
                if self._about.HELP:
                    yield Markdown(self._about.HELP, open_links=False)
                yield _head("Tombol di layar ini")
                yield Static(self._keys(), id="help-keys", markup=False)
                if isinstance(sheet, Sheet):
                    yield _head("Tanda di depan isian")
                    marks = [(mark, words) for mark, words in MARK_WORDS.items()]
                    yield Static(Content("\n").join(_table(marks)), markup=False)
            yield Static(Content("Esc: tutup   ↑↓ PgUp PgDn: gulir"), id="help-close", markup=False)

    def _keys(self) -> Content:
        active = list(active_commands(self._about))
        order = list(dict.fromkeys(entry.command.group for entry in active))
        active.sort(key=lambda entry: order.index(entry.command.group))
        parts: list[Content] = []
        if isinstance(self._about.focused, Sheet):
            parts.append(Content("\n").join(_table(_SHEET_KEYS)))
        for group, entries in groupby(active, key=lambda entry: entry.command.group):
            rows = [
                (
                    " atau ".join(key_name(key) for key in entry.keys) or "Ctrl+P",
                    f"{entry.command.title}: {entry.command.help}",
                )
                for entry in entries
            ]
            title = [Content.styled(group, "bold")] if group else []
            parts.append(Content("\n").join([*title, *_table(rows)]))
        return Content("\n\n").join(parts)

    def on_key(self, event: events.Key) -> None:
        """Esc, F1 and ? close."""
        if event.key in ("escape", "f1", "question_mark"):
            event.stop()
            event.prevent_default()
            self.dismiss()


def _head(text: str) -> Static:
    return Static(Content(text), classes="help--head", markup=False)


def _table(rows: list[tuple[str, str]]) -> list[Content]:
    """Two columns, the left one as wide as its widest key; a long text stays in its column."""
    width = max((cell_len(key) for key, _ in rows), default=0) + 2
    lines: list[Content] = []
    for key, text in rows:
        for number, row in enumerate(wrapped(text, _WIDTH - width)):
            lines.append(Content.styled((key if number == 0 else "").ljust(width), "bold") + Content(row))
    return lines
