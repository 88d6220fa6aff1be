"""Where the report of each person for a period stands, as conditions for the list of `progress.people`."""

from __future__ import annotations

from datetime import date

from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.periods import period_from_code
from kinerja_tui.rules.reporting import ReportState
from kinerja_tui.services.monitoring.progress import EXCUSED, PEOPLE
from kinerja_tui.services.monitoring.reported import REPORTED, is_late

_STATE = f"""
    CASE WHEN {EXCUSED} IS NOT NULL THEN 'dikecualikan' WHEN coalesce(p.state, '') <> 'disetujui' THEN 'menunggu'
    WHEN v.state = 'selesai' THEN 'dinilai' WHEN r.state IN ('diajukan', 'dikembalikan') THEN r.state
    WHEN EXISTS (SELECT 1 {REPORTED}) THEN 'draf' ELSE 'belum' END
"""
STATES = {
    "belum": "Belum diisi",
    "draf": "Draf, belum diajukan",
    str(ReportState.SUBMITTED): "Diajukan",
    str(ReportState.RETURNED): "Dikembalikan",
    "dinilai": "Sudah dinilai",
    "menunggu": "Rencana belum disetujui",
    "dikecualikan": "Dikecualikan",
}
"""Where a person's report of a period stands; each person is in exactly one."""
LATE = "terlambat"
"""Beside the states: submitted after the due day, or not submitted although it has passed."""


def states_by_key(file: DatabaseFile, period: str, due: str, today: str) -> tuple[dict[str, str], set[str]]:
    """Key of each row of `progress.people` -> its key of `STATES`; and the keys of those whose report is late.

    ``due`` and ``today``: the day the reports are due and the day it is (ISO).
    """
    span = period_from_code(period)
    rows = file.rows(
        f"SELECT coalesce(p.id, e.id), {_STATE}, {_late(due, today)} {PEOPLE} WHERE NOT e.removed",
        (span.start.year, period, span.start.isoformat(), span.end.isoformat()),
    )
    return {key: state for key, state, _ in rows}, {key for key, _, late in rows if late}


def _late(due: str, today: str) -> str:
    waited = "('belum', 'draf', 'diajukan', 'dikembalikan')"
    return f"({is_late(due, today)} AND ({_STATE} IN {waited} OR {_STATE} = 'dinilai' AND r.state = 'diajukan'))"


def in_state(state: str, due: date, today: date) -> str:
    """A condition for `people`: a key of `STATES`, or `LATE`."""
    if state == LATE:
        return _late(due.isoformat(), today.isoformat())
    return f"{_STATE} = '{state if state in STATES else ''}'"
