"""What a merge of two PCs may have broken and a person must settle: bentrok, held changes, rules between records.

Nothing here refuses anything: entry holds the rules, this list shows where a lawful merge broke them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.formats import excerpt
from kinerja_tui.services.handover import (
    settle_addenda,
    settle_development,
    settle_evaluations,
    settle_forums,
    settle_objections,
    settle_plans,
    settle_posts,
    settle_services,
    settle_voices,
)
from kinerja_tui.services.handover.settle_plans import TARGET_KEY
from kinerja_tui.services.history.record_names import what_is_it
from kinerja_tui.services.labels import shown
from kinerja_tui.services.monitoring import figure_sources
from kinerja_tui.services.monitoring.reported import REPORT_CHANGED
from kinerja_tui.services.planning.cascade_circles import circles_of_support

if TYPE_CHECKING:
    from kinerja_tui.models.database import Database


@dataclass(frozen=True)
class ToSettle:
    """One thing to settle: whose it is, what is wrong (Indonesian), and the record (or held change) it is about."""

    employee_id: str
    person: str
    text: str
    record_id: str
    kind: str = "conflict"
    """what is wrong; decides how it can be settled"""
    field: str = ""
    """the field in bentrok; of a held change the reason"""


def to_settle(file: DatabaseFile) -> list[ToSettle]:
    """Everything that waits for a person, field conflicts first, then broken rules, then held changes."""
    found = []
    for employee_id, person, table, field, record_id in file.rows(_CONFLICTS):
        text = f"{what_is_it(file, table, record_id, field)}: diubah di dua PC"
        found.append(ToSettle(employee_id or "", person or "", text, record_id, "conflict", field))
    for kind, sql, wording in BROKEN:
        for employee_id, person, detail, record_id in file.rows(sql):
            named = shown("evaluation", "period", detail) if kind in _OF_PERIOD else str(detail or "")
            text = wording.format(excerpt(named, 60))
            found.append(ToSettle(employee_id, person or "", text, record_id, kind))
    for first, *_ in circles_of_support(file):
        text = f"Saling mendukung dalam lingkaran: {excerpt(first.text, 60)}"
        found.append(ToSettle(first.employee_id, first.person, text, first.result_id, "circle"))
    for employee_id, person, indicator, record_id in figure_sources.differing(file):
        text = f"Angkanya tidak sama lagi dengan catatannya: {excerpt(indicator, 60)}"
        found.append(ToSettle(employee_id, person, text, record_id, "figure"))
    for change, person, act, reason, sub in file.rows(_HELD):
        found.append(ToSettle(sub, person or "", f"Tertahan ({reason}): {excerpt(act, 60)}", change, "held", reason))
    return found


def settle_orphan(db: Database, indicator_id: str, *, keep: bool) -> None:
    """An indicator whose result was removed elsewhere: bring the result back, or remove the indicator too.

    Raises `RuleBroken` when one of them is not here any more.
    """
    from kinerja_tui.models.plans import Indicator, WorkPlan, WorkResult
    from kinerja_tui.services.forms.forms import known

    with db.transaction() as session:
        indicator = known(session, Indicator, indicator_id)
        result = known(session, WorkResult, indicator.result_id)
        plan = known(session, WorkPlan, result.plan_id)
        title = "Hasil kerja dikembalikan" if keep else "Indikator yang tertinggal dihapus"
        with db.act(title, plan.employee_id) as act:
            if keep:
                act.bring_back(WorkResult, indicator.result_id)
            else:
                act.remove(Indicator, indicator_id)


def targets(file: DatabaseFile, indicator_id: str) -> tuple[str, str]:
    """(what was approved, what stands now) of an indicator, as people read it."""
    rows = file.rows(
        f"SELECT i.approved_as, {TARGET_KEY}, i.removed, CASE WHEN p.approach = 'kualitatif' THEN i.text END "
        "FROM indicator i LEFT JOIN work_plan p ON p.id = i.plan_id WHERE i.id = ?",
        (indicator_id,),
    )
    approved, now, removed, measure = rows[0] if rows else ("", "", True, None)

    def told(key: str) -> str:
        return shown("indicator", "approved_as", key) if measure is None else excerpt(str(measure), 60)

    return (
        told(approved) if approved else "tidak ada indikator ini",
        "indikator dihapus" if removed else told(now),
    )


# An approved target in bentrok is one question, not one for each of its parts.
_CONFLICTS = """
    SELECT c.sub, e.name, c.table_name, c.field, c.record_id
    FROM conflict c LEFT JOIN employee e ON e.id = c.sub
    WHERE c.table_name <> 'indicator' OR c.field NOT IN ('target', 'unit', 'target_text', 'direction') OR NOT EXISTS (
        SELECT 1 FROM conflict o WHERE o.record_id = c.record_id AND o.field = 'approved_as'
    )
    ORDER BY e.name, c.table_name, c.record_id, c.field
"""

_HELD = """
    SELECT j.id, e.name, j.act, j.held, j.sub
    FROM journal j LEFT JOIN employee e ON e.id = j.sub WHERE j.held IS NOT NULL ORDER BY j.seq
"""

_OF_PERIOD = {"evaluation", "report", "objection"}
"""Troubles whose detail is a period."""

BROKEN: tuple[tuple[str, str, str], ...] = (
    *settle_posts.BROKEN,
    *settle_plans.BROKEN,
    *settle_addenda.BROKEN,
    *settle_evaluations.BROKEN,
    REPORT_CHANGED,
    *settle_objections.BROKEN,
    *settle_development.BROKEN,
    *settle_services.BROKEN,
    *settle_voices.BROKEN,
    *settle_forums.BROKEN,
)
"""(kind, query, sentence) of every rule between records that a merge may break: each row is the employee's id and name,
a detail for the sentence, and the record's id."""
