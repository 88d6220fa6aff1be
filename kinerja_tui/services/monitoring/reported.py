"""When an indicator counts as reported and a report as submitted, in SQL: one definition for lists and Beranda.

Standard library only: Beranda is read before SQLModel is loaded.
"""

from __future__ import annotations

RUNNING = """NOT EXISTS (
    SELECT 1 FROM work_result r WHERE r.id = i.result_id AND (
        r.starts_on > min(?4, coalesce(p."end", ?4)) OR r.ends_on < min(?4, coalesce(p."end", ?4))
    )
)"""
"""Whether indicator ``i`` of plan ``p`` counts on the last day ?4 of a period: addenda add and end results."""

REPORTED = f"""
    FROM indicator i JOIN progress g ON g.indicator_id = i.id AND g.plan_id = p.id AND g.period = ?2
    WHERE i.plan_id = p.id AND NOT i.removed AND NOT g.removed AND {RUNNING}
        AND (p.approach <> 'kualitatif' AND g.amount IS NOT NULL
            OR (p.approach = 'kualitatif' OR i.target IS NULL) AND g.note <> '')
"""
"""The indicators of plan ``p`` that are reported in period ``?2``: an amount (0 is one), or, where the target is a
written expectation or the approach qualitative, a written realisation. Missing is not zero."""

SETTLED = """
    FROM progress_report r WHERE r.plan_id = p.id AND r.period = ?2 AND r.state = 'diajukan' AND NOT r.removed
    UNION ALL
    SELECT 1 FROM evaluation v WHERE v.plan_id = p.id AND v.period = ?2 AND v.state = 'selesai' AND NOT v.removed
"""
"""Whether nobody waits for the report of plan ``p`` in period ``?2``: submitted, or the evaluation is finished."""

AS_SUBMITTED = """
    SELECT coalesce(group_concat(line, char(30)), '') FROM (
        SELECT g.indicator_id || char(31) || coalesce(g.amount, '') || char(31) || g.note AS line
        FROM progress g WHERE g.plan_id = {plan} AND g.period = {period} AND NOT g.removed
            AND (g.amount IS NOT NULL OR g.note <> '') ORDER BY g.indicator_id
    )
"""
"""What is reported in a period in one text, to compare with what was submitted; ``plan`` and ``period`` are SQL."""

REPORT_CHANGED: tuple[str, str, str] = (
    "report",
    f"""
    SELECT e.id, e.name, r.period, r.id FROM progress_report r
    JOIN work_plan p ON p.id = r.plan_id JOIN employee e ON e.id = p.employee_id
    WHERE r.state = 'diajukan' AND NOT r.removed AND NOT p.removed AND NOT e.removed
        AND r.as_submitted <> ({AS_SUBMITTED.format(plan="r.plan_id", period="r.period")})
    ORDER BY e.name, r.period
    """,
    "Realisasi berubah setelah laporannya diajukan: {}",
)
"""What a merge may break, as `handover.settle` lists it: amounts keyed elsewhere before the submission was known."""


def is_late(due: str, today: str) -> str:
    """A condition on a joined report ``r``: submitted after its due day, or still not on ``today`` (ISO days)."""
    return (
        f"(CASE WHEN r.state = 'diajukan' THEN r.submitted_on > coalesce(r.due_on, '{due}') "
        f"ELSE '{today}' > '{due}' END)"
    )
