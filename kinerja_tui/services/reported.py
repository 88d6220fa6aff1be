"""When an indicator counts as reported, in SQL: one definition for the lists and for Beranda.

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
