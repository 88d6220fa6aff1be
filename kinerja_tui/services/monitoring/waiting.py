"""Why nothing can be reported or rated for a person in a period yet, in words: one home for lists and recaps."""

from __future__ import annotations

from datetime import date

from kinerja_tui.models.evaluations import FINISHED
from kinerja_tui.rules.formats import format_short_date
from kinerja_tui.rules.plans import PlanState
from kinerja_tui.rules.staff import EXCUSED
from kinerja_tui.services.lists.listing import Row
from kinerja_tui.services.monitoring.progress import plan_state_label


def waits_for(row: Row) -> str:
    """Why nothing can be reported or rated for a row of `progress.people`; empty when it can."""
    if row["excused"] is not None:
        return EXCUSED.get(row["excused"], str(row["excused"]))
    if row["plan_id"] is None:
        start = row["other_start"]
        return f"SKP mulai {format_short_date(date.fromisoformat(start))[:5]}" if start else "belum ada SKP"
    if row["plan_state"] != PlanState.APPROVED:
        return f"SKP {plan_state_label(row['plan_state']).lower()}"
    return ""


def why_unrated(row: Row) -> str:
    """Why somebody has no finished evaluation in the period; a missing rater is named beside it."""
    why = waits_for(row)
    if not why and row["evaluation_id"] is None:
        why = "belum dinilai"
    elif not why and row["state"] != FINISHED and row["work_rating"] and row["behaviour_rating"]:
        why = "draf, belum diselesaikan"
    rater = "" if row["has_rater"] else "; penilai belum diisi"
    return f"{why or 'rating belum lengkap'}{rater}"
