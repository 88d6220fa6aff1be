"""How many requests are over their time today: light enough for the first screen, which knows no database objects."""

from __future__ import annotations

from datetime import date

from kinerja_tui.models.file import DatabaseFile


def count_late(file: DatabaseFile, today: date) -> int:
    """Open requests that have waited longer than their service may take."""
    rows = file.counted.rows(
        "SELECT received_on, max_days FROM service_request "
        "WHERE NOT removed AND finished_on IS NULL AND result = '' AND received_on IS NOT NULL AND max_days IS NOT NULL"
    )
    if not rows:
        return 0
    from kinerja_tui.rules.service_log import is_late

    found = file.counted.rows("SELECT day FROM holiday WHERE NOT removed AND day IS NOT NULL")
    free = frozenset(date.fromisoformat(row[0]) for row in found)
    return sum(is_late(date.fromisoformat(received), today, limit, free) for received, limit in rows)
