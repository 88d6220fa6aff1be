"""The rows on screen of a long list, read and worded beside the keys: a cell may take a query of its own.

The screen's thread waits a moment for a page, as it does for the rows (`list_finding`); then it draws dots, and the
page when it is there. Of the pages asked for, the last is read first: who scrolls on no longer wants what has gone by.
"""

from __future__ import annotations

import contextvars
import threading
import time
from functools import partial
from typing import TYPE_CHECKING

from kinerja_tui.models.aside import Reading, Stopped

if TYPE_CHECKING:
    from kinerja_tui.screens.lists.list_finding import FindingScreen
    from kinerja_tui.screens.lists.list_source import RowsSource

_MOST = 3
"""Pages that are waited for; two stand on screen at once."""

Page = tuple["RowsSource", int, int]
"""A source, and which of its rows: from, up to."""


class Pages:
    """Reads pages for the list of one screen, one after the other."""

    def __init__(self, screen: FindingScreen, patience: float) -> None:
        """``patience``: seconds the screen's thread waits at a time."""
        self._screen = screen
        self._patience = patience
        self._patience_ends = 0.0
        self._wanted: list[Page] = []
        self._now: Page | None = None
        self._is_running = False
        self._changed = threading.Condition()
        self._reading: Reading | None = None
        self._is_over = False

    def ask(self, page: Page) -> None:
        """Have a page read, and wait a moment for it."""
        with self._changed:
            if page == self._now or page in self._wanted or self._is_over:
                return
            self._wanted = [*self._wanted[1 - _MOST :], page]
            if not self._is_running:
                self._is_running = True
                self._reading = Reading()
                run = contextvars.copy_context().run
                arguments = (self._run, self._reading)
                threading.Thread(target=run, args=arguments, name="page", daemon=True).start()
            source, start, stop = page
            self._changed.wait_for(lambda: source.has(start, stop) or not self._is_running, self._left())

    def stop(self) -> None:
        """Nobody looks at them any more."""
        self._is_over = True
        if self._reading is not None:
            self._reading.stop()

    def _left(self) -> float:
        """Seconds left to wait in this turn of the screen's thread: two pages are not waited for twice as long."""
        now = time.monotonic()
        if now > self._patience_ends + 3 * self._patience:
            self._patience_ends = now + self._patience
        return max(self._patience_ends - now, 0.0)

    # -- in the thread

    def _run(self, reading: Reading) -> None:
        try:
            with self._screen.app.file.aside(reading):
                while (page := self._next()) is not None:
                    source, start, stop = page
                    came = partial(self._screen.call_later, self._screen.page_came, page)
                    source.read(start, stop, came)
                    with self._changed:
                        self._now = None
                        self._changed.notify_all()
                    came()
        except Stopped:
            return
        except BaseException as error:  # noqa: BLE001 - raised again on the screen's thread
            with self._changed:
                self._now, self._is_running = None, False
                self._wanted.clear()
                self._changed.notify_all()
            if not self._is_over:
                self._screen.call_later(_raise, error)

    def _next(self) -> Page | None:
        with self._changed:
            self._now = self._wanted.pop() if self._wanted else None
            self._is_running = self._now is not None
            return self._now


def _raise(error: BaseException) -> None:
    raise error
