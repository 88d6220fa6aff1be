"""Who needs a plan in a year, as SQL for lists and counts: from the employee list outwards, so that sums close.

Standard library and rules only: the first screen counts with it before the database objects are loaded.
"""

from __future__ import annotations

from datetime import date

from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.periods import year_span
from kinerja_tui.services.staff import dated

NONE = "tanpa"
"""Beside the states: people who have no plan."""
EXCUSED = "dikecualikan"
"""Beside the states: people without a plan who need none, with the reason (rules.staff.EXCUSED)."""

NEEDS_ONE = "NOT e.removed AND (e.end_date IS NULL OR p.id IS NOT NULL)"


def plan_lines(year: int, day: date | None) -> str:
    """A row per plan of the year, per person without one for the present post, per running Plt post without one."""
    on = day_in(year, day)
    return f"""
    FROM (
        SELECT p.id AS key, p.employee_id AS employee_id, p.id AS plan_id, CASE WHEN EXISTS ({_KNOWN})
            THEN p.assignment_id ELSE {dated.current_assignment("p.employee_id", on)} END AS assignment_id
        FROM work_plan p WHERE p.year = {year:d} AND NOT p.removed
        UNION ALL
        SELECT e.id, e.id, NULL, {dated.current_assignment("e.id", on)} FROM employee e WHERE {_lacks_one(year, on)}
        UNION ALL
        SELECT o.id, o.employee_id, NULL, o.id FROM assignment o WHERE {_acts_without_one(year, on)}
    ) l
    JOIN employee e ON e.id = l.employee_id
    LEFT JOIN assignment a ON a.id = l.assignment_id
    LEFT JOIN work_plan p ON p.id = l.plan_id
    """


_KNOWN = "SELECT 1 FROM assignment h WHERE h.id = p.assignment_id AND NOT h.removed"
"""The assignment of plan ``p``, unless it is not here or removed."""


def _lacks_one(year: int, on: str) -> str:
    """Whether employee ``e`` has no plan for the post held on the day (SQL)."""
    here = dated.current_assignment("e.id", on)
    return f"NOT EXISTS ({_plan_of('e.id', year)} AND (p.assignment_id = {here} OR NOT EXISTS ({_KNOWN})))"


def _acts_without_one(year: int, on: str) -> str:
    """Whether assignment ``o`` is an acting post beside the person's own that runs on the day (SQL) and has no plan."""
    return f"""o.kind = 'plt' AND NOT o.removed AND o.start <= {on} AND coalesce(o."end", '9999-12-31') >= {on}
        AND o.id <> {dated.current_assignment("o.employee_id", on)}
        AND NOT EXISTS ({_plan_of("o.employee_id", year)} AND p.assignment_id = o.id)"""


def _plan_of(employee: str, year: int) -> str:
    return f"SELECT 1 FROM work_plan p WHERE p.year = {year:d} AND NOT p.removed AND p.employee_id = {employee}"


def count_in_service(file: DatabaseFile, year: int, day: date | None) -> dict[str, int]:
    """How many lines of people in service there are in each state, `EXCUSED` or `NONE`.

    The same as grouping `plan_lines` by `state_of_line`; without the posts, which the counts do not need and which are
    two thirds of the time.
    """
    on = day_in(year, day)
    in_service = "NOT e.removed AND e.end_date IS NULL"
    excused = f"""SELECT x.employee_id FROM excuse x
        WHERE NOT x.removed AND x.start <= {on} AND coalesce(x."end", '9999-12-31') >= {on}"""
    found = file.counted.rows(f"""
        SELECT p.state, count(*) FROM work_plan p JOIN employee e ON e.id = p.employee_id
        WHERE p.year = {year:d} AND NOT p.removed AND {in_service} GROUP BY 1
        UNION ALL
        SELECT CASE WHEN id IN ({excused}) THEN '{EXCUSED}' ELSE '{NONE}' END, count(*) FROM (
            SELECT e.id FROM employee e WHERE {in_service} AND {_lacks_one(year, on)}
            UNION ALL
            SELECT e.id FROM assignment o JOIN employee e ON e.id = o.employee_id
            WHERE {in_service} AND {_acts_without_one(year, on)}
        ) GROUP BY 1
    """)
    counts: dict[str, int] = {}
    for state, count in found:
        counts[state] = counts.get(state, 0) + count
    return counts


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
