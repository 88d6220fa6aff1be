"""The start screen's counts, counted beside the keys: in a thread, over a connection of its own.

Standard library only: the first screen may begin with it.
"""

from __future__ import annotations

import threading
from concurrent.futures import Future
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kinerja_tui.models.file import DatabaseFile

if TYPE_CHECKING:
    from kinerja_tui.services.office.agenda import Agenda


class Counting:
    """One count of everything, begun at once. It reads only; nobody has to wait for it, not even the program's end."""

    def __init__(self, path: Path, today: date) -> None:
        self.result: Future[Agenda] = Future()
        """what was counted, or `sqlite3.Error`"""
        self.result.set_running_or_notify_cancel()
        self._file = DatabaseFile(path)
        self._today = today
        threading.Thread(target=self._run, name="count", daemon=True).start()

    def stop(self) -> None:
        """Nobody waits for it any more."""
        if not self.result.done():
            self._file.plain.interrupt()

    def _run(self) -> None:
        try:
            from kinerja_tui.services.office.agenda import read_agenda

            found = read_agenda(self._file, self._today)
        except BaseException as error:  # noqa: BLE001 - raised where the result is asked for
            self._file.close()
            self.result.set_exception(error)
        else:
            self._file.close()
            self.result.set_result(found)
