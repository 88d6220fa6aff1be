"""A message to be read and closed: what was done, why something was refused, one long value whole."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from kinerja_tui.widgets.dialogs import DIALOG_CSS, keys_shown
from kinerja_tui.widgets.keys import pass_on
from kinerja_tui.widgets.text import thousands

_MOST = 300
"""Lines that are laid out; nobody reads thousands in a dialog."""


class Notice(ModalScreen[None]):
    """Title and text; Enter or Esc closes it. Longer texts scroll with the arrow keys."""

    DEFAULT_CSS = (
        DIALOG_CSS.format(name="Notice")
        + """
        Notice VerticalScroll { height: auto; max-height: 60vh; scrollbar-size-vertical: 1; }
        Notice .dialog--title { margin: 0 0 1 0; }
        """
    )
    AUTO_FOCUS = "VerticalScroll"
    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (("Enter", "Tutup"),)

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title = title
        self.text = text
        self._closed = False

    def compose(self) -> ComposeResult:
        """Title, text, keys."""
        with Vertical():
            yield Static(Content(self._title), classes="dialog--title", markup=False)
            with VerticalScroll():
                yield Static(Content(self._cut()), markup=False)
            yield keys_shown(*self.KEYS)

    def _cut(self) -> str:
        lines = self.text.split("\n")
        if len(lines) <= _MOST:
            return self.text
        return "\n".join([*lines[:_MOST], "", f"… dan {thousands(len(lines) - _MOST)} baris lagi."])

    def on_key(self, event: events.Key) -> None:
        """Enter, Esc."""
        if self._closed:
            pass_on(self, event)
        elif event.key in ("enter", "escape", "space"):
            self._closed = True
            event.stop()
            event.prevent_default()
            self.dismiss(None)
