"""What an import changes, field by field: the journal before it against the journal after it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

from sqlalchemy import Connection, select

from kinerja_tui.models import journal, projection
from kinerja_tui.models.changes import REFERENCE
from kinerja_tui.models.employees import Employee
from kinerja_tui.models.journal import Moment
from kinerja_tui.models.offices import Office
from kinerja_tui.models.projection import RecordHistory
from kinerja_tui.models.records import Record, journalled_fields
from kinerja_tui.models.schema import PROJECTED
from kinerja_tui.models.state import REMOVED

_PLACE = {table: place for place, table in enumerate(PROJECTED)}
"""Where a table stands in the year's work: the person first, then the post, the plan, what came of it."""

MOST_LISTED = 5_000
"""How many differences are listed; the counts are always whole."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that changes: whose, what, old -> new. ``conflict``: it waits for a person (bentrok).

    ``person`` is the name of the employee it is about, or of the office: a survey belongs to nobody.
    """

    employee_id: str
    person: str
    table: str
    record_id: str
    field: str
    old: Any
    new: Any
    is_new_record: bool
    conflict: bool
    joined: bool = False
    """the record was changed here and there at the same time, in other fields: both stand (perubahan sejajar)"""


@dataclass(slots=True)
class Comparison:
    """Counts of everything that changes, and the differences themselves up to `MOST_LISTED`."""

    new_records: int = 0
    changed_fields: int = 0
    employees: int = 0
    joined: int = 0
    """fields of parallel changes that both stand"""
    differences: list[Difference] = field(default_factory=list)


def compare(connection: Connection, earlier: Moment) -> Comparison:
    """Compare the records touched since an earlier moment with what they were then.

    Touched by new changes, and by older ones that have come to count or ceased to.
    """
    found = Comparison()
    people: set[str] = set()
    offices = Office.__table__  # type: ignore[attr-defined]
    office_names = {row[0]: row[1] for row in connection.execute(select(offices.c.id, offices.c.name))}
    no_people = {REFERENCE, *office_names}
    now = journal.moment(connection)
    others: set[str] = set()
    for change_id in (earlier.held ^ now.held) | (earlier.refused ^ now.refused):
        others |= journal.records_of(connection, change_id)
    fresh = (item for item in journal.touched_since(connection, earlier.newest + 1) if item not in others)
    for batch in journal.batches(chain(sorted(others), fresh), 400):
        before = projection.histories(connection, batch, at=earlier)
        after = projection.histories(connection, batch)
        for record_id in sorted(before.keys() | after.keys()):
            changes = _changes_of(record_id, before.get(record_id), after.get(record_id))
            found.new_records += record_id not in before and after[record_id].table in PROJECTED
            found.changed_fields += len(changes)
            found.joined += sum(item.joined for item in changes)
            people.update(item.employee_id for item in changes if item.employee_id not in no_people)
            found.differences += changes[: max(0, MOST_LISTED - len(found.differences))]
    found.employees = len(people)
    found.differences = _with_names(connection, found.differences, office_names)
    return found


def _changes_of(record_id: str, before: RecordHistory | None, after: RecordHistory | None) -> list[Difference]:
    """The fields of one record that change. One of which nothing counts any more is shown as removed."""
    history = after or before
    table = PROJECTED.get(history.table) if history is not None else None
    if history is None or table is None:
        return []
    old = projection.row_of(table, record_id, before.state()) if before is not None else None
    new = {**(old or {}), REMOVED: True}
    disputed: set[str] = set()
    parallel = False
    if after is not None:
        state = after.state()
        new = projection.row_of(table, record_id, state)
        disputed = set(state.conflicts())
        parallel = before is not None and len(state.frontier) > 1
    shown = old or _blank(table)
    return [
        Difference(
            history.sub,
            "",
            history.table,
            record_id,
            name,
            None if old is None else old[name],
            new[name],
            old is None,
            name in disputed,
            parallel and name not in disputed,
        )
        for name in (REMOVED, *journalled_fields(table))
        if name in disputed or shown[name] != new[name]
    ]


def _blank(table: type[Record]) -> dict[str, Any]:
    return {REMOVED: False, **projection.defaults(table)}


def _with_names(
    connection: Connection, differences: list[Difference], office_names: dict[str, str]
) -> list[Difference]:
    employee = Employee.__table__  # type: ignore[attr-defined]
    names: dict[str, str] = {}
    for batch in journal.batches({item.employee_id for item in differences}, 400):
        rows = connection.execute(select(employee.c.id, employee.c.name).where(employee.c.id.in_(batch)))
        names.update((row[0], row[1]) for row in rows)
    known = office_names | names
    named = (replace(item, person=known.get(item.employee_id, "")) for item in differences)

    def place(item: Difference) -> tuple[str, str, int, str]:
        return names.get(item.employee_id, ""), item.employee_id, _PLACE.get(item.table, len(_PLACE)), item.record_id

    return sorted(named, key=place)
