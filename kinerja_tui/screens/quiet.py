"""What is done while nobody types: importing the other screens, counting for the next start, collecting garbage."""

from __future__ import annotations

import contextlib
import gc
import importlib
import sys
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from kinerja_tui.screens.destinations import SCREENS
from kinerja_tui.services.counting_ahead import count_ahead

if TYPE_CHECKING:
    from kinerja_tui.app import KinerjaApp
    from kinerja_tui.screens.counted_app import AsOf

QUIET = 2.0
"""Seconds without a key after which the person is taken to be reading."""
_BREATH = 0.02
"""Seconds between two imports."""
_MUCH = 2_000
"""New objects for which it is worth looking for those that nobody holds."""


class Quiet:
    """Watches for such moments, from the end of loading to the end of the program. A key ends what it began."""

    def __init__(self, app: KinerjaApp) -> None:
        self._app = app
        self._typed = app.keys_typed
        self._imported = False
        self._counted: AsOf | None = None
        """as of what the counts were remembered"""
        self._work: threading.Thread | None = None
        app.set_interval(QUIET, self._look)

    def _look(self) -> None:
        typed = self._app.keys_typed
        if typed != self._typed:
            self._typed = typed
        elif self._work is not None and self._work.is_alive():
            return
        elif not self._imported:
            self._begin(self._import)
        elif self._app.has_many and self._counted != (now := self._app.as_of):
            self._begin(lambda: self._count(now))
        elif gc.get_count()[0] > _MUCH or any(gc.get_count()[1:]):
            gc.collect()  # of what came since the last freeze: in such a moment rather than between two keys

    def _begin(self, work: Callable[[], None]) -> None:
        self._work = threading.Thread(target=work, name="quiet", daemon=True)
        self._work.start()

    def _is_over(self) -> bool:
        return self._app.keys_typed != self._typed

    def _import(self) -> None:
        """So that no screen is imported when it is opened, and its modules are never looked through for garbage."""
        missing = [module for place in SCREENS.values() if (module := place.partition(":")[0]) not in sys.modules]
        for module in missing:
            if self._is_over():
                return
            with contextlib.suppress(Exception):  # it goes wrong again where it is told
                importlib.import_module(module)
            time.sleep(_BREATH)
        self._imported = True
        if missing:
            gc.freeze()

    def _count(self, now: AsOf) -> None:
        if count_ahead(self._app.workplace.file.path, now[1], self._is_over):
            self._counted = now
