"""A place to paste rows into: takes what the terminal brings in one piece, or key by key from an old console."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Static

from kinerja_tui.widgets.dialogs import DIALOG_CSS, keys_shown
from kinerja_tui.widgets.keys import pass_on

QUIET = 0.7
"""Seconds without a key after which a paste that came as keys is taken to be whole."""
_AS_TEXT = {"tab": "\t", "enter": "\r", "ctrl+j": "\r", "space": " "}


class PasteArea(ModalScreen[str | None]):
    """Dismisses with the pasted text; None when the person goes back with Esc.

    No letter is a command here, so that a console without bracketed paste cannot set anything off.
    """

    DEFAULT_CSS = DIALOG_CSS.format(name="PasteArea")

    def __init__(self, title: str, text: str, clipboard: Callable[[], str]) -> None:
        """``clipboard``: what Ctrl+V fetches where the terminal does not bring it; empty where there is none."""
        super().__init__()
        self._title = title
        self._text = text
        self._clipboard = clipboard
        self._typed: list[str] = []
        self._waiting: Timer | None = None
        self._finished = False

    def compose(self) -> ComposeResult:
        """Title, what to do, what came so far, keys."""
        with Vertical():
            yield Static(Content(self._title), classes="dialog--title", markup=False)
            yield Static(Content(self._text), classes="dialog--text", markup=False)
            yield Static("Menunggu tempelan…", id="paste-state", markup=False)
            yield keys_shown(("Ctrl+Shift+V atau klik kanan", "Tempel"), ("Esc", "Batal"))

    def on_paste(self, event: events.Paste) -> None:
        """All of it at once."""
        event.stop()
        self._finish(event.text)

    def on_key(self, event: events.Key) -> None:
        """Esc goes back; anything else may be a piece of a paste."""
        if self._finished:
            pass_on(self, event)
            return
        event.stop()
        event.prevent_default()
        if event.key == "escape":
            self._finished = True
            self.dismiss(None)
        elif event.key == "ctrl+v":
            self._finish(self._clipboard())
        else:
            self._keep(_AS_TEXT.get(event.key) or (event.character if event.is_printable else None) or "")

    def _keep(self, piece: str) -> None:
        if not piece:
            return
        self._typed.append(piece)
        if piece == "\r":
            self._tell(f"{self._typed.count(piece)} baris diterima…")
        if self._waiting is not None:
            self._waiting.stop()
        self._waiting = self.set_timer(QUIET, self._quiet)

    def _quiet(self) -> None:
        text, self._typed = "".join(self._typed), []
        if "\t" in text or "\r" in text.strip():
            self._finish(text)
        else:
            self._tell("Yang diterima bukan baris tabel. Salin dulu baris-barisnya di Excel, lalu tempel di sini.")

    def _finish(self, text: str) -> None:
        if not text.strip():
            self._tell("Papan klip kosong. Salin dulu baris-barisnya di Excel, lalu tempel di sini.")
        elif not self._finished:
            self._finished = True
            self.dismiss(text)

    def _tell(self, text: str) -> None:
        self.query_one("#paste-state", Static).update(Content(text))
