"""What several tests about plans, progress and evaluations begin with."""

from __future__ import annotations

from kinerja_tui.models.database import Database


def plan_id_of(db: Database, name: str) -> str:
    """The plan of the working year of a person of the practice office."""
    found = db.file.rows(
        "SELECT p.id FROM work_plan p JOIN employee e ON e.id = p.employee_id WHERE e.name = ? AND p.year = ?",
        (name, db.year),
    )
    assert len(found) == 1, name
    return str(found[0][0])
