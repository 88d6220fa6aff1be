"""Long work: how far it is, and a way to stop it."""

from __future__ import annotations

import time
from threading import Event

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import ProgressBar, Static

from kinerja_tui.widgets.dialogs import DIALOG_CSS, keys_line

_SURE_AFTER = 1.0
"""Seconds of work before anything is said of the time left."""


def time_left(done: int, total: int, seconds: float) -> str:
    """How long the rest takes when it goes on as in these seconds; empty while that cannot be told yet."""
    if seconds < _SURE_AFTER or not 0 < done < total:
        return ""
    return _words(seconds / done * (total - done))


def _words(left: float) -> str:
    if left < 60:
        return f"kira-kira {max(1, round(left))} detik lagi"
    if left < 5_400:
        return f"kira-kira {round(left / 60)} menit lagi"
    return f"kira-kira {round(left / 3_600)} jam lagi"


class Working(ModalScreen[None]):
    """Shows progress until the caller closes it; Esc sets `cancelled`, which the work looks at.

    `advance` only stores numbers that are drawn ten times a second: it may be called from any thread, for
    every row of an import.
    """

    IS_ABOUT_WORK = True
    """Its keys are for the work that goes on: they do not wait until it is over."""
    DEFAULT_CSS = DIALOG_CSS.format(name="Working") + "Working ProgressBar, Working Bar { width: 1fr; }"

    def __init__(self, title: str, *, can_cancel: bool = True, expected: float = 0.0) -> None:
        """``expected``: about how many seconds it takes, told for work that cannot say how far it is; 0: unknown."""
        super().__init__()
        self._title = title
        self._can_cancel = can_cancel
        self._expected = expected
        self.cancelled = Event()
        """Set when the person pressed Esc."""
        self._state: tuple[int, int, str] = (0, 0, "")
        self._began = time.monotonic()

    def compose(self) -> ComposeResult:
        """Title, bar, text, keys."""
        with Vertical():
            yield Static(Content(self._title), classes="dialog--title", markup=False)
            yield ProgressBar(show_eta=False)
            yield Static(id="working-text", markup=False)
            yield Static(id="working-left", markup=False)
            wait = Content("Mohon tunggu, jangan matikan komputer.")
            keys = keys_line(("Esc", "Hentikan")) if self._can_cancel else wait
            yield Static(keys, id="working-keys", classes="dialog--keys", markup=False)

    def close(self) -> None:
        """The work is over; where the whole program was closed meanwhile there is nothing left to take away."""
        if self.is_active:
            self.dismiss(None)

    def on_mount(self) -> None:
        """Draw ten times a second."""
        self._draw()
        self.set_interval(0.1, self._draw)

    def advance(self, done: int, total: int, text: str = "") -> None:
        """`done` of `total` pieces are ready (total 0: unknown); `text` says what is being done."""
        if done < self._state[0] or text != self._state[2]:  # another pass over the work
            self._began = time.monotonic()
        self._state = (done, total, text)

    def _draw(self) -> None:
        done, total, text = self._state
        seconds = time.monotonic() - self._began
        left = time_left(done, total, seconds)
        bar: tuple[float, float | None] = (done, total or None)
        if not total and seconds < self._expected:
            bar, left = (seconds, self._expected), _words(self._expected - seconds)
        self.query_one(ProgressBar).update(progress=bar[0], total=bar[1])
        self.query_one("#working-text", Static).update(Content(text))
        self.query_one("#working-left", Static).update(Content(left))

    def on_key(self, event: events.Key) -> None:
        """Esc asks the work to stop; everything else is ignored."""
        event.stop()
        if event.key == "escape" and self._can_cancel:
            self.cancelled.set()
            self.query_one("#working-keys", Static).update(Content("Sedang dihentikan…"))
