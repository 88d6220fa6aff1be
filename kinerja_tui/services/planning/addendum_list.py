"""All addenda of a year as rows: whose plan, from when on, what and why."""

from __future__ import annotations

from typing import Any

from kinerja_tui.models.database import Database
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.formats import fold
from kinerja_tui.services.lists.listing import Listing, pattern
from kinerja_tui.services.planning.targets import addenda_of, addendum_lines

_FROM = "FROM addendum d JOIN work_plan p ON p.id = d.plan_id JOIN employee e ON e.id = p.employee_id"
_COUNT = "(SELECT count(*) FROM addendum_line l WHERE l.addendum_id = d.id AND NOT l.removed AND l.kind = '{}')"


def listing(file: DatabaseFile, year: int, text: str = "") -> Listing:
    """The addenda to plans of a year, the newest first; the key is the addendum's id."""
    conditions, values = ["p.year = ?", "NOT d.removed", "NOT p.removed", "NOT e.removed"], list[Any]([year])
    for word in fold(text).split():
        conditions.append("e.search LIKE ? ESCAPE '\\'")
        values.append(pattern(word))
    keys = file.rows(
        f"SELECT d.id {_FROM} WHERE {' AND '.join(conditions)} "
        "ORDER BY coalesce(d.takes_effect, '') DESC, e.name, d.number DESC, d.id",
        values,
    )
    columns = {
        "key": "d.id",
        "plan_id": "p.id",
        "name": "e.name",
        "number": "d.number",
        "takes_effect": "d.takes_effect",
        "reason": "d.reason",
        "approved_by": "d.approved_by",
        "changed": _COUNT.format("target"),
        "added": _COUNT.format("tambah"),
        "ended": _COUNT.format("akhir"),
    }
    page = f"SELECT {', '.join(columns.values())} {_FROM} WHERE d.id IN ({{ids}})"
    return Listing(file, [row[0] for row in keys], page, tuple(columns))


def whole_text(db: Database, plan_id: str, addendum_id: str) -> str:
    """One addendum with all that it changes, to be read; empty when it is not here any more."""
    with db.reading() as session:
        found = [made for made in addenda_of(session, plan_id) if made.addendum.id == addendum_id]
        return "\n".join(text for made in found for text in addendum_lines(made))
