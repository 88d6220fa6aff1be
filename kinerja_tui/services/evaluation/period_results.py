"""What came out of a period for everybody, from the employee list outwards: the predikat, or why there is none yet.

For tables that leave the office and for comparing with tables of others: a person appears here in whatever state, so
that counts close. The rater is the one printed in the evaluation, not today's.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.periods import period_from_code
from kinerja_tui.rules.plans import PlanState
from kinerja_tui.rules.ratings import Predicate, Rating
from kinerja_tui.rules.staff import EXCUSED
from kinerja_tui.services.evaluation.evaluation_checks import FINISHED, predicate, rating_of
from kinerja_tui.services.evaluation.evaluation_disputes import RATER, all_disputed
from kinerja_tui.services.lists.listing import Row
from kinerja_tui.services.monitoring.progress import people, plan_state_label

_BATCH = 500
_SETTLE = "Pilih yang benar di Perlu dibereskan (tekan 7)."
_ACTING = frozenset({"plt", "plh"})


@dataclass(frozen=True)
class PeriodResult:
    """One person's plan in a period (two after a transfer or beside an acting post), or a person without one."""

    key: str
    """the plan's id, or the employee's"""
    employee_id: str
    nip: str
    name: str
    post: str
    plan_end: date | None
    acting: bool
    """of an acting post (Plt, Plh), beside the definitive one"""
    work: Rating | None = None
    behaviour: Rating | None = None
    predicate: Predicate | None = None
    """None unless the evaluation is finished, undisputed and all known here"""
    rater: Mapping[str, str] | None = None
    """name, nip, rank, post, unit as printed"""
    open: str = ""
    """why there is no predikat; empty when it stands"""
    advice: str = ""
    """what to do then"""
    excused: bool = False
    """no predikat is asked for"""


def results(file: DatabaseFile, period: str, office: str = "") -> Iterator[PeriodResult]:
    """Everybody of the period, or of one office, by name. Raises `RuleBroken` for a period that cannot be."""
    year = period_from_code(period).start.year
    listing = people(file, period, office=office)
    acting = {
        plan_id
        for plan_id, kind in file.rows(
            "SELECT p.id, a.kind FROM work_plan p JOIN assignment a ON a.id = p.assignment_id WHERE p.year = ?", (year,)
        )
        if kind in _ACTING
    }
    raters = dict(
        file.rows(
            # Those of the evaluation, else those of its plan: what its paper prints.
            "SELECT v.id, coalesce(v.rater_card, p.rater_card) FROM evaluation v JOIN work_plan p ON p.id = v.plan_id "
            "WHERE v.period = ? AND v.state = ? AND NOT v.removed",
            (period, FINISHED),
        )
    )
    disputed = all_disputed(file, RATER)
    for start in range(0, len(listing), _BATCH):
        for row in listing.rows(start, start + _BATCH):
            evaluation = row["evaluation_id"]
            yield _result(row, row["plan_id"] in acting, raters.get(evaluation), disputed.get(evaluation, []))


def _result(row: Row, acting: bool, card: str | None, disputed: list[str]) -> PeriodResult:
    found = predicate(row["work_rating"] or "", row["behaviour_rating"] or "", row["rules"] or "")
    why, advice = _why_open(row, disputed, found)
    return PeriodResult(
        key=row["key"],
        employee_id=row["employee_id"],
        nip=row["nip"] or "",
        name=row["name"] or "",
        post=row["post"] or "",
        plan_end=date.fromisoformat(row["plan_end"]) if row["plan_end"] else None,
        acting=acting,
        work=rating_of(row["work_rating"] or ""),
        behaviour=rating_of(row["behaviour_rating"] or ""),
        predicate=None if why else found,
        rater=_card(card),
        open=why,
        advice=advice,
        excused=row["excused"] is not None,
    )


def _why_open(row: Row, disputed: list[str], found: Predicate | None) -> tuple[str, str]:
    """Why no predikat can be handed on, and what to do; both empty when one can."""
    if row["excused"] is not None:
        return f"Dikecualikan: {EXCUSED.get(row['excused'], row['excused'])}", "Tidak perlu dinilai pada periode ini."
    if row["plan_id"] is None:
        return "Belum ada SKP untuk periode ini", "Buat dan ajukan SKP-nya di Rencana kerja (tekan 3)."
    if row["evaluation_id"] is None or row["state"] != FINISHED:
        if row["plan_state"] != PlanState.APPROVED:
            state = plan_state_label(row["plan_state"]).lower()
            return f"SKP masih {state}", "Selesaikan SKP-nya sampai disetujui (tekan 3), lalu nilai."
        if row["evaluation_id"] is None:
            return "Belum dinilai", "Nilai di layar Evaluasi (tekan 5)."
        return "Evaluasi masih draf", "Selesaikan evaluasinya di layar Evaluasi (tekan 5)."
    if disputed:
        return f"Bentrok: {', '.join(disputed)}", _SETTLE
    if found is None:
        return "Rating atau aturannya tidak dikenal program ini", "Perbarui program; isinya tetap aman."
    return "", ""


def _card(text: str | None) -> dict[str, str] | None:
    """A stored card; None for none and for foreign data of another shape."""
    try:
        card: Any = json.loads(text) if text else None
    except ValueError:
        return None
    return {str(name): str(value or "") for name, value in card.items()} if isinstance(card, dict) and card else None
