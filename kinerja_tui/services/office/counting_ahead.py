"""Counting while nobody types, so that the next start finds its counts: today's and those of the days to come."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.services.office.agenda import read_agenda

DAYS = 4
"""Days that are counted: an office that closes on Friday opens on Monday."""
_STEPS = 20_000
"""Steps of SQLite, some milliseconds, after which it is asked whether to go on."""


def count_ahead(path: Path, today: date, is_unwanted: Callable[[], bool]) -> bool:
    """Count and remember, over a connection of its own. False: not all of it.

    Given up as soon as ``is_unwanted``: what is read cannot be written to, so a key might have to wait.
    """
    file = DatabaseFile(path)
    try:
        file.plain.set_progress_handler(is_unwanted, _STEPS)
        for ahead in range(DAYS):
            read_agenda(file, today + timedelta(days=ahead))
        file.plain.set_progress_handler(None, 0)
        return not is_unwanted() and file.counted.remember()
    except sqlite3.Error:  # given up, or busy; what is wrong with the disk is told where work would be lost
        return False
    finally:
        file.close()
