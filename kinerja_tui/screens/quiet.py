"""What is done while nobody types."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from kinerja_tui.services.counting_ahead import count_ahead

if TYPE_CHECKING:
    from kinerja_tui.app import KinerjaApp
    from kinerja_tui.screens.counted_app import AsOf

QUIET = 2.0
"""Seconds without a key after which the person is taken to be reading."""


class Quiet:
    """Watches for such moments, from the end of loading to the end of the program."""

    def __init__(self, app: KinerjaApp) -> None:
        self._app = app
        self._typed = app.keys_typed
        self._counted: AsOf | None = None
        """as of what the counts were remembered"""
        self._counting: threading.Thread | None = None
        app.set_interval(QUIET, self._look)

    def _look(self) -> None:
        typed = self._app.keys_typed
        if typed != self._typed:
            self._typed = typed
        elif self._app.has_many and (self._counting is None or not self._counting.is_alive()):
            self._count()

    def _count(self) -> None:
        now, typed = self._app.as_of, self._app.keys_typed
        if now == self._counted:
            return

        def count() -> None:
            if count_ahead(self._app.file.path, now[1], lambda: self._app.keys_typed != typed):
                self._counted = now

        self._counting = threading.Thread(target=count, name="count ahead", daemon=True)
        self._counting.start()
