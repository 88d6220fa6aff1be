"""The load (beban kerja) of everybody in service: how much is planned, and which steps are due or late.

Dumai asks to see the pressure of targets. The counts stand beside the office's middle one; nobody is ranked, and a
count says nothing about how hard a piece of work is.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.periods import PeriodKind, PeriodSpan, periods_of
from kinerja_tui.rules.service_log import median
from kinerja_tui.services.lists.listing import Listing, person_or_post
from kinerja_tui.services.planning.cascade_map import has_ended
from kinerja_tui.services.planning.plan_lines import day_in
from kinerja_tui.services.staff import dated

COUNTED = {
    "results": "RHK",
    "indicators": "IKI",
    "targets": "target",
    "acting": "Plt/Plh",
    "due": "langkah tempo",
    "late": "lewat",
}
"""What is counted of a person -> what people call it."""


def listing(file: DatabaseFile, year: int, day: date, period: PeriodSpan, text: str = "", *, by_unit: bool) -> Listing:
    """Everybody in service, by name or by unit and name; steps count up to the end of the period."""
    post = f"LEFT JOIN assignment a ON a.rowid = {dated.current_assignment('e.id', dated.day(day), 'rowid')}"
    wanted, values = person_or_post(text)
    conditions = ["NOT e.removed", "e.end_date IS NULL", *wanted]
    order = "coalesce(a.unit, ''), e.name, e.id" if by_unit else "e.name, e.id"
    keys = file.rows(f"SELECT e.id FROM employee e {post} WHERE {' AND '.join(conditions)} ORDER BY {order}", values)
    counts = _counts(year, day, period)
    columns = {"id": "e.id", "name": "e.name", "unit": "coalesce(a.unit, '')", "post": dated.printed_post("a")} | {
        name: f"(SELECT count(*) {sql} AND {person} = e.id)" for name, (sql, person) in counts.items()
    }
    page = f"SELECT {', '.join(columns.values())} FROM employee e {post} WHERE e.id IN ({{ids}})"
    return Listing(file, [row[0] for row in keys], page, tuple(columns))


def medians(file: DatabaseFile, year: int, day: date, period: PeriodSpan) -> dict[str, Decimal]:
    """The middle count of everybody in service who has a plan that runs, per key of `COUNTED`; empty without any."""
    running = f"SELECT DISTINCT p.employee_id FROM work_plan p JOIN employee e ON e.id = p.employee_id {_RUNNING}"
    people = [row[0] for row in file.rows(running.format(year=year, on=day_in(year, day)))]
    if not people:
        return {}
    found = {}
    for name, (sql, person) in _counts(year, day, period).items():
        counted = dict(file.rows(f"SELECT {person}, count(*) {sql} GROUP BY 1"))
        middle = median(counted.get(employee, 0) for employee in people)
        found[name] = middle if middle is not None else Decimal(0)
    return found


_RUNNING = """
    WHERE p.year = {year:d} AND NOT p.removed AND NOT e.removed AND e.end_date IS NULL
        AND coalesce(p."end", '9999-12-31') >= {on}
"""


def _counts(year: int, day: date, period: PeriodSpan) -> dict[str, tuple[str, str]]:
    """Key of `COUNTED` -> (FROM and WHERE, the column of the person) in SQL."""
    on = day_in(year, day)
    plan = f"p.year = {year:d} AND NOT p.removed AND coalesce(p.\"end\", '9999-12-31') >= {on}"
    result = f"NOT w.removed AND NOT {has_ended('w', year, day)}"
    results = f"FROM work_plan p JOIN work_result w ON w.plan_id = p.id WHERE {plan} AND {result}"
    indicators = (
        "FROM work_plan p JOIN work_result w ON w.plan_id = p.id JOIN indicator i ON i.result_id = w.id "
        f"WHERE {plan} AND {result} AND NOT i.removed"
    )
    # The last day of a step is its own, or that of the period it is meant for, as in `services.monitoring.steps`.
    spans = [span for kind in (PeriodKind.QUARTER, PeriodKind.MONTH) for span in periods_of(year, kind)]
    ends = " ".join(f"WHEN '{span.code}' THEN '{span.end.isoformat()}'" for span in spans)
    last = f"coalesce(s.due_on, CASE s.period {ends} END)"
    steps = (
        "FROM work_plan p JOIN action_step s ON s.plan_id = p.id "
        f"WHERE {plan} AND NOT s.removed AND s.done_on IS NULL AND {last}"
    )
    acting = (
        f"FROM assignment h WHERE NOT h.removed AND h.kind IN ('plt', 'plh') AND h.start <= {on} "
        f"AND coalesce(h.\"end\", '9999-12-31') >= {on}"
    )
    today = f"'{day.isoformat()}'"
    return {
        "results": (results, "p.employee_id"),
        "indicators": (indicators, "p.employee_id"),
        "targets": (f"{indicators} AND i.target IS NOT NULL", "p.employee_id"),
        "acting": (acting, "h.employee_id"),
        "due": (f"{steps} BETWEEN {today} AND '{period.end.isoformat()}'", "p.employee_id"),
        "late": (f"{steps} < {today}", "p.employee_id"),
    }
