"""How many voices of the public wait today: light enough for the first screen, which knows no database objects."""

from __future__ import annotations

from datetime import date

from kinerja_tui.models.file import DatabaseFile


def count_waiting(file: DatabaseFile, today: date) -> tuple[int, int]:
    """(past their day, not given to anybody yet); a pujian waits for nobody."""
    rows = file.counted.rows(_WAITING, (today.isoformat(),))
    return rows[0][0] or 0, rows[0][1] or 0


_WAITING = """
    SELECT sum(due < ?1), sum(due IS NULL AND coalesce(owner_id, '') = '') FROM voice
    WHERE NOT removed AND kind <> 'pujian' AND done_on IS NULL
        AND trim(no_action, ' ' || char(9) || char(10) || char(13)) = ''
"""
