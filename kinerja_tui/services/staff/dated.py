"""Which post, rater and excuse hold on a day, as SQL for lists: the same answers as `posts` gives for one person.

Standard library only, so that the first screen may use it before the database objects are loaded.
"""

from __future__ import annotations

from datetime import date


def day(of: date | None) -> str:
    """A day as SQL; without one the end of all days, when of several posts the last one is held."""
    return f"'{(of or date.max).isoformat()}'"


def current_assignment(employee: str, day: str, column: str = "id") -> str:
    """A sub-query for a column of the post somebody holds on a day; ``employee`` and ``day`` are SQL.

    Running posts come before ended ones, these before coming ones; then the definitive before acting ones, the newest
    first. So whoever has any post has one here.
    """
    return (
        f'(SELECT h."{column}" FROM assignment h WHERE h.employee_id = {employee} AND NOT h.removed ORDER BY '
        f"CASE WHEN coalesce(h.start, '') > {day} THEN 2 WHEN coalesce(h.\"end\", '9999-12-31') < {day} THEN 1 ELSE 0 "
        "END, h.kind <> 'definitif', h.start DESC, h.id LIMIT 1)"
    )


def with_post(of: date | None) -> str:
    """Joins to employee ``e`` the assignment of a day as ``a`` and the change of rater in force as ``s``."""
    return (
        f"LEFT JOIN assignment a ON a.rowid = {current_assignment('e.id', day(of), 'rowid')} "
        f"LEFT JOIN rater_span s ON s.id = {rater_span('a.id', day(of))}"
    )


def printed_post(assignment: str) -> str:
    """The name of a joined assignment's post with Plt. or Plh. before it where it is an acting one."""
    return (
        f"CASE WHEN {assignment}.kind IN ('plt', 'plh') "
        f"AND NOT ({assignment}.search LIKE 'plt%' OR {assignment}.search LIKE 'plh%') "
        f"THEN upper(substr({assignment}.kind, 1, 1)) || substr({assignment}.kind, 2) || '. ' ELSE '' END "
        f"|| {assignment}.post"
    )


def rater_span(assignment: str, day: str) -> str:
    """A sub-query for the id of the change of rater that holds on a day; NULL: the assignment's own rater."""
    return (
        f"(SELECT r.id FROM rater_span r WHERE r.assignment_id = {assignment} AND NOT r.removed AND r.start <= {day} "
        "ORDER BY r.start DESC, r.id LIMIT 1)"
    )


def rater(assignment: str, span: str, column: str = "rater_id") -> str:
    """A column of the rater in force: of the joined ``span`` where there is one, else of the joined ``assignment``."""
    return f"CASE WHEN {span}.id IS NULL THEN {assignment}.{column} ELSE {span}.{column} END"


def excuse(employee: str, first_day: str, last_day: str, column: str = "reason") -> str:
    """A sub-query for a column of the excuse that covers all days from the first to the last; NULL: none does."""
    return (
        f'(SELECT x."{column}" FROM excuse x WHERE x.employee_id = {employee} AND NOT x.removed '
        f"AND x.start <= {first_day} AND coalesce(x.\"end\", '9999-12-31') >= {last_day} "
        "ORDER BY x.start DESC, x.id LIMIT 1)"
    )
