"""When an indicator counts as reported, in SQL: one definition for the lists and for Beranda.

Standard library only: Beranda is read before SQLModel is loaded.
"""

from __future__ import annotations

REPORTED = """
    FROM indicator i JOIN progress g ON g.indicator_id = i.id AND g.plan_id = p.id AND g.period = ?2
    WHERE i.plan_id = p.id AND NOT i.removed AND NOT g.removed
        AND (p.approach <> 'kualitatif' AND g.amount IS NOT NULL
            OR (p.approach = 'kualitatif' OR i.target IS NULL) AND g.note <> '')
"""
"""The indicators of plan ``p`` that are reported in period ``?2``: an amount (0 is one), or, where the target is a
written expectation or the approach qualitative, a written realisation. Missing is not zero."""
