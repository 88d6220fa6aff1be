"""Results of a year with what became of them: handed over or not, the objection clock, decisions."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.formats import fold
from kinerja_tui.rules.objections import day_number, days_left, deadline, objection_rules
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.lists.listing import Listing, Row, pattern

NOT_DELIVERED, DELIVERED, PENDING, DECIDED, REOPENED = "belum", "diserahkan", "menunggu", "diputus", "dibuka"
STATES = {
    PENDING: "Menunggu keputusan",
    DELIVERED: "Sudah diserahkan",
    NOT_DELIVERED: "Belum diserahkan",
    REOPENED: "Sedang dibuka kembali",
    DECIDED: "Sudah diputus",
}
"""State of a result -> its label, in the order of the list: what waits for somebody comes first."""

# d: delivery of the present result; od: of the result objected to. One of each, also where a merge brought more.
_FROM = """
    FROM evaluation v
    JOIN work_plan p ON p.id = v.plan_id AND NOT p.removed
    JOIN employee e ON e.id = v.employee_id AND NOT e.removed
    LEFT JOIN objection o ON o.id =
        (SELECT id FROM objection WHERE evaluation_id = v.id AND NOT removed ORDER BY id LIMIT 1)
    LEFT JOIN delivery d ON v.state = 'selesai' AND d.id = (
        SELECT id FROM delivery WHERE evaluation_id = v.id AND finished_on IS v.finished_on AND NOT removed
        ORDER BY id LIMIT 1)
    LEFT JOIN delivery od ON od.id = o.delivery_id AND NOT od.removed
"""
_STATE = f"""CASE
    WHEN o.id IS NOT NULL AND NOT o.final THEN '{PENDING}'
    WHEN v.state = 'selesai' AND d.id IS NULL THEN '{NOT_DELIVERED}'
    WHEN o.id IS NOT NULL THEN '{DECIDED}'
    WHEN d.id IS NULL THEN '{REOPENED}'
    ELSE '{DELIVERED}' END"""
_SHOWN = """NOT v.removed AND (v.state = 'selesai' OR o.id IS NOT NULL
    OR EXISTS (SELECT 1 FROM delivery x WHERE x.evaluation_id = v.id AND NOT x.removed))"""
_PLACES = " ".join(f"WHEN '{state}' THEN {place}" for place, state in enumerate(STATES))
_RANK = f"CASE {_STATE} {_PLACES} END"
_COLUMNS = {
    "key": "v.id",
    "employee_id": "e.id",
    "name": "e.name",
    "period": "v.period",
    "work_rating": "v.work_rating",
    "behaviour_rating": "v.behaviour_rating",
    "rules": "v.rules",
    "state": _STATE,
    "received": "coalesce(od.delivered_on, d.delivered_on)",
    "received_by": "coalesce(od.received_by, d.received_by)",
    "clock_rules": "coalesce(od.rules, d.rules)",
    "counting": "coalesce(od.counting, d.counting)",
    "submitted": "o.submitted_on",
    "addressed": "CAST(json_extract(o.addressed_card, '$.name') AS TEXT)",
    "decision": "o.decision",
    "decided": "o.decided_on",
    "open": "v.state <> 'selesai'",
    "objected": "v.state = 'selesai' AND od.finished_on IS v.finished_on",
}


@dataclass(frozen=True)
class Clock:
    """Where the objection clock stands, or stood when the objection came in."""

    number: int
    """which day: 0 on receipt"""
    days: int
    """the last day in time"""
    left: int
    """days that remain; negative once it has passed"""
    deadline: date

    @property
    def late(self) -> bool:
        """The last day has passed."""
        return self.left < 0


def listing(file: DatabaseFile, year: int, text: str = "", state: str = "", employee_id: str = "") -> Listing:
    """Finished results of a year, and those opened again after they were handed over; ``state``: see `STATES`.

    Everybody's, or one person's.
    """
    conditions = ["p.year = ?", _SHOWN]
    values: list[Any] = [year]
    if employee_id:
        conditions.append("e.id = ?")
        values.append(employee_id)
    for word in fold(text).split():
        conditions.append("e.search LIKE ? ESCAPE '\\'")
        values.append(pattern(word))
    if state:
        conditions.append(f"({_STATE}) = ?")
        values.append(state)
    keys = file.rows(
        f"SELECT v.id {_FROM} WHERE {' AND '.join(conditions)} "
        f"ORDER BY {_RANK}, coalesce(d.delivered_on, '') DESC, e.name, e.id, v.period, v.id",
        values,
    )
    page = f"SELECT {', '.join(_COLUMNS.values())} {_FROM} WHERE v.id IN ({{ids}})"
    return Listing(file, [row[0] for row in keys], page, tuple(_COLUMNS))


def counts(file: DatabaseFile, year: int) -> dict[str, int]:
    """State -> number of results in `listing`."""
    return dict(file.rows(f"SELECT {_STATE}, count(*) {_FROM} WHERE p.year = ? AND {_SHOWN} GROUP BY 1", (year,)))


def clock(row: Row, today: date, holidays: Collection[date]) -> Clock | None:
    """The clock of a result handed over: on the day of the objection, else today.

    None without a delivery, and where what a merge brought cannot be counted.
    """
    if row["received"] is None:
        return None
    received = date.fromisoformat(row["received"])
    day = date.fromisoformat(row["submitted"]) if row["submitted"] else today
    try:
        rules = objection_rules(row["clock_rules"] or "", row["counting"] or "")
        return Clock(
            day_number(received, day, rules, holidays),
            rules.days,
            days_left(received, day, rules, holidays),
            deadline(received, rules, holidays),
        )
    except RuleBroken:
        return None
