"""Where the report of each person for a period stands, as conditions for the list of `progress.people`."""

from __future__ import annotations

from datetime import date

from kinerja_tui.rules.reporting import ReportState
from kinerja_tui.services.progress import EXCUSED
from kinerja_tui.services.reported import REPORTED, is_late

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


def in_state(state: str, due: date, today: date) -> str:
    """A condition for `people`: a key of `STATES`, or `LATE`."""
    if state == LATE:
        late = is_late(due.isoformat(), today.isoformat())
        waited = "('belum', 'draf', 'diajukan', 'dikembalikan')"
        return f"{late} AND ({_STATE} IN {waited} OR {_STATE} = 'dinilai' AND r.state = 'diajukan')"
    return f"{_STATE} = '{state if state in STATES else ''}'"
