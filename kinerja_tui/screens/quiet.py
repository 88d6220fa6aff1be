"""What is done while nobody types: importing the other screens, counting for the next start, collecting garbage."""

from __future__ import annotations

import contextlib
import gc
import importlib
import pkgutil
import sys
import threading
import time
from typing import TYPE_CHECKING

from kinerja_tui import screens
from kinerja_tui.services.office.counting_ahead import count_ahead
from kinerja_tui.widgets.plot import plot_library

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
        typed, now = self._app.keys_typed, self._app.as_of
        if typed != self._typed:
            self._typed = typed
        elif self._work is not None and self._work.is_alive():
            return
        elif not self._imported or (self._app.has_many and now != self._counted):
            self._work = threading.Thread(target=self._prepare, args=(now,), name="quiet", daemon=True)
            self._work.start()
        elif gc.get_count()[0] > _MUCH or any(gc.get_count()[1:]):
            gc.collect()  # of what came since the last freeze: in such a moment rather than between two keys

    def _is_over(self) -> bool:
        return self._app.keys_typed != self._typed

    def _prepare(self, now: AsOf) -> None:
        if not self._imported:
            self._import()
        if self._app.has_many and count_ahead(self._app.workplace.file.path, now[1], self._is_over):
            self._counted = now

    def _import(self) -> None:
        """So that no screen is imported when it is opened, and its modules are never looked through for garbage."""
        there = len(sys.modules)
        for module in pkgutil.walk_packages(screens.__path__, f"{screens.__name__}."):
            if self._is_over():
                return
            if module.name not in sys.modules:
                with contextlib.suppress(Exception):  # it goes wrong again where it is told
                    importlib.import_module(module.name)
                time.sleep(_BREATH)
        with contextlib.suppress(ImportError):
            plot_library()
        self._imported = True
        if len(sys.modules) != there:
            gc.freeze()
