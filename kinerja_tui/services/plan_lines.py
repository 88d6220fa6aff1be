"""Who needs a plan in a year, as SQL for lists and counts: from the employee list outwards, so that sums close.

Standard library and rules only: the first screen counts with it before the database objects are loaded.
"""

from __future__ import annotations

from datetime import date

from kinerja_tui.rules.periods import year_span
from kinerja_tui.services import dated

NONE = "tanpa"
"""Beside the states: people who have no plan."""
EXCUSED = "dikecualikan"
"""Beside the states: people without a plan who need none, with the reason (rules.staff.EXCUSED)."""

NEEDS_ONE = "NOT e.removed AND (e.end_date IS NULL OR p.id IS NOT NULL)"


def plan_lines(year: int, day: date | None) -> str:
    """A row per plan of the year, per person without one for the present post, per running Plt post without one."""
    on = day_in(year, day)
    here = dated.current_assignment("e.id", on)
    mine = f"SELECT 1 FROM work_plan p WHERE p.year = {year:d} AND NOT p.removed AND p.employee_id"
    known = "SELECT 1 FROM assignment h WHERE h.id = p.assignment_id AND NOT h.removed"
    return f"""
    FROM (
        SELECT p.id AS key, p.employee_id AS employee_id, p.id AS plan_id, CASE WHEN EXISTS ({known})
            THEN p.assignment_id ELSE {dated.current_assignment("p.employee_id", on)} END AS assignment_id
        FROM work_plan p WHERE p.year = {year:d} AND NOT p.removed
        UNION ALL
        SELECT e.id, e.id, NULL, {here} FROM employee e
        WHERE NOT EXISTS ({mine} = e.id AND (p.assignment_id = {here} OR NOT EXISTS ({known})))
        UNION ALL
        SELECT o.id, o.employee_id, NULL, o.id FROM assignment o
        WHERE o.kind = 'plt' AND NOT o.removed AND o.start <= {on} AND coalesce(o."end", '9999-12-31') >= {on}
            AND o.id <> {dated.current_assignment("o.employee_id", on)}
            AND NOT EXISTS ({mine} = o.employee_id AND p.assignment_id = o.id)
    ) l
    JOIN employee e ON e.id = l.employee_id
    LEFT JOIN assignment a ON a.id = l.assignment_id
    LEFT JOIN work_plan p ON p.id = l.plan_id
    """


def day_in(year: int, day: date | None) -> str:
    """A day as SQL, or the year's first or last where it lies outside."""
    span = year_span(year)
    return f"'{max(span.start, min(day or span.end, span.end)).isoformat()}'"


def excuse_of(year: int, day: date | None) -> str:
    """Why somebody without a plan needs none on the day; NULL: he does."""
    return f"CASE WHEN p.id IS NULL THEN {dated.excuse('e.id', day_in(year, day), day_in(year, day))} END"


def state_of_line(year: int, day: date | None) -> str:
    """The plan's state, `EXCUSED` or `NONE`."""
    return f"coalesce(p.state, CASE WHEN {excuse_of(year, day)} IS NOT NULL THEN '{EXCUSED}' ELSE '{NONE}' END)"
