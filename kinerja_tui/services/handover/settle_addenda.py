"""What a merge may break about addenda, in SQL for the list of things to settle."""

from __future__ import annotations

from typing import Literal

BROKEN: tuple[tuple[Literal["addendum", "number"], str, str], ...] = (
    (
        "addendum",
        """
        SELECT e.id, e.name, d.reason, d.id FROM addendum d
        JOIN work_plan p ON p.id = d.plan_id JOIN employee e ON e.id = p.employee_id
        WHERE NOT d.removed AND NOT e.removed AND NOT p.removed AND p.state <> 'disetujui' ORDER BY e.name, d.id
        """,
        "Adendum atas rencana kerja yang tidak disetujui: {}",
    ),
    (
        "number",
        """
        SELECT e.id, e.name, d.number || ': ' || d.reason, d.id FROM addendum d
        JOIN work_plan p ON p.id = d.plan_id JOIN employee e ON e.id = p.employee_id
        WHERE NOT d.removed AND NOT e.removed AND NOT p.removed AND EXISTS (
            SELECT 1 FROM addendum o WHERE o.plan_id = d.plan_id AND o.number = d.number AND NOT o.removed
                AND (coalesce(o.takes_effect, ''), o.id) < (coalesce(d.takes_effect, ''), d.id)
        ) ORDER BY e.name, d.id
        """,
        "Nomor adendum terpakai dua kali, {}",
    ),
)
"""(kind, query, sentence) as in `settle`: an addendum whose plan is not approved, a number used twice in a plan."""
