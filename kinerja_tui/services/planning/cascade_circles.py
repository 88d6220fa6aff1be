"""Results that support each other in a circle: no entry makes one, a lawful merge of two PCs can."""

from __future__ import annotations

from dataclasses import dataclass

from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.cascade import circles


@dataclass(frozen=True)
class CircleLink:
    """One result of a circle; it supports the next one, the last supports the first."""

    result_id: str
    text: str
    employee_id: str
    person: str


def circles_of_support(file: DatabaseFile) -> list[list[CircleLink]]:
    """Every circle once. Removed results and plans close none."""
    rows = {row[0]: row for row in file.rows(_LINKED)}
    links = {result_id: row[4] for result_id, row in rows.items()}
    return [[CircleLink(*rows[result_id][:4]) for result_id in circle] for circle in circles(links)]


def circle_of(file: DatabaseFile, result_id: str) -> list[CircleLink]:
    """The circle a result closes; empty when it is settled already."""
    found = circles_of_support(file)
    return next((circle for circle in found if any(link.result_id == result_id for link in circle)), [])


_LINKED = """
    SELECT w.id, w.text, p.employee_id, coalesce(e.name, ''), w.superior_result_id
    FROM work_result w JOIN work_plan p ON p.id = w.plan_id LEFT JOIN employee e ON e.id = p.employee_id
    WHERE w.superior_result_id <> '' AND NOT w.removed AND NOT p.removed
"""
