"""What the start screen says of the time after an evaluation: objections, their 14 days, follow-ups past their day.

Standard library and rules only: this is read before SQLModel is loaded.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kinerja_tui.models.file import DatabaseFile

SOON = 3
"""Days before the last one from which an objection's clock is told [D]."""


@dataclass(frozen=True)
class After:
    """Counts of what waits after evaluations were finished."""

    undecided: int
    """objections that wait for the rater's superior"""
    ending: int
    """results handed over whose days to object end within `SOON` days"""
    overdue: int
    """follow-ups past their day and not done"""


def read_after(file: DatabaseFile, today: date) -> After:
    """Count them as of a day."""
    undecided = int(file.counted.rows(_UNDECIDED)[0][0])
    overdue = int(file.counted.rows(_OVERDUE, (today.isoformat(),))[0][0])
    return After(undecided, _ending(file, today), overdue)


def _ending(file: DatabaseFile, today: date) -> int:
    running = file.counted.rows(_HANDED_OVER, (today.isoformat(),))
    if not running:
        return 0
    from kinerja_tui.rules.objections import days_left, objection_rules
    from kinerja_tui.rules.problems import RuleBroken

    free = {date.fromisoformat(day) for (day,) in file.counted.rows(_HOLIDAYS)}
    count = 0
    for day, rules, counting in running:
        try:
            left = days_left(date.fromisoformat(day), today, objection_rules(rules, counting), free)
        except RuleBroken:  # of a newer program: no clock here
            continue
        count += 0 <= left <= SOON
    return count


_UNDECIDED = """
    SELECT count(*) FROM objection o JOIN evaluation v ON v.id = o.evaluation_id
    WHERE NOT o.removed AND NOT o.final AND NOT v.removed
"""

_HANDED_OVER = """
    SELECT d.delivered_on, d.rules, d.counting FROM delivery d
    JOIN evaluation v ON v.id = d.evaluation_id AND v.finished_on IS d.finished_on
    WHERE NOT d.removed AND NOT v.removed AND v.state = 'selesai' AND d.delivered_on <= ?1
        AND d.delivered_on >= date(?1, '-60 days')
        AND NOT EXISTS (SELECT 1 FROM objection o WHERE o.evaluation_id = v.id AND NOT o.removed)
"""
"""Present results in the employee's hands without an objection; 14 working days are over within 60 days."""

_HOLIDAYS = "SELECT day FROM holiday WHERE NOT removed AND day IS NOT NULL"

_OVERDUE = """
    SELECT count(*) FROM follow_up f JOIN employee e ON e.id = f.employee_id
    WHERE NOT f.removed AND NOT e.removed AND e.end_date IS NULL AND f.done_on IS NULL AND f.due < ?1
"""
