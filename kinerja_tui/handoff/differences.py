"""What an import changes, field by field: the journal before it against the journal after it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, select

from kinerja_tui.models import journal
from kinerja_tui.models.changes import REFERENCE
from kinerja_tui.models.employees import Employee
from kinerja_tui.models.journal import RecordHistory
from kinerja_tui.models.records import Record, journalled_fields
from kinerja_tui.models.schema import PROJECTED
from kinerja_tui.models.state import REMOVED

MOST_LISTED = 5_000
"""How many differences are listed; the counts are always whole."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that changes: whose, what, old -> new. ``conflict``: it waits for a person (bentrok)."""

    employee_id: str
    person: str
    table: str
    record_id: str
    field: str
    old: Any
    new: Any
    is_new_record: bool
    conflict: bool


@dataclass(slots=True)
class Comparison:
    """Counts of everything that changes, and the differences themselves up to `MOST_LISTED`."""

    new_records: int = 0
    changed_fields: int = 0
    employees: int = 0
    differences: list[Difference] = field(default_factory=list)


def compare(connection: Connection, newest_before: int) -> Comparison:
    """Compare the records touched by journal entries after ``newest_before`` with what they were before."""
    found = Comparison()
    people: set[str] = set()
    query = select(journal.journal_record.c.record_id).where(journal.journal_record.c.seq > newest_before).distinct()
    for batch in journal.batches(connection.execute(query).scalars().all(), 400):
        before = journal.histories(connection, batch, up_to=newest_before)
        for record_id, after in journal.histories(connection, batch).items():
            changes = _changes_of(record_id, before.get(record_id), after)
            found.new_records += record_id not in before
            found.changed_fields += len(changes)
            if changes and after.sub != REFERENCE:
                people.add(after.sub)
            found.differences += changes[: max(0, MOST_LISTED - len(found.differences))]
    found.employees = len(people)
    found.differences = _with_names(connection, found.differences)
    return found


def _changes_of(record_id: str, before: RecordHistory | None, after: RecordHistory) -> list[Difference]:
    table = PROJECTED.get(after.table)
    if table is None:
        return []
    state = after.state()
    new = journal.row_of(table, record_id, state)
    old = journal.row_of(table, record_id, before.state()) if before is not None else None
    disputed = set(state.conflicts())
    return [
        Difference(
            after.sub,
            "",
            after.table,
            record_id,
            name,
            None if old is None else old[name],
            new[name],
            old is None,
            name in disputed,
        )
        for name in (REMOVED, *journalled_fields(table))
        if name in disputed or (old or _blank(table))[name] != new[name]
    ]


def _blank(table: type[Record]) -> dict[str, Any]:
    return {REMOVED: False, **{name: table.model_fields[name].default for name in journalled_fields(table)}}


def _with_names(connection: Connection, differences: list[Difference]) -> list[Difference]:
    employee = Employee.__table__  # type: ignore[attr-defined]
    names: dict[str, str] = {}
    for batch in journal.batches({item.employee_id for item in differences}, 400):
        rows = connection.execute(select(employee.c.id, employee.c.name).where(employee.c.id.in_(batch)))
        names.update((row[0], row[1]) for row in rows)
    named = (replace(item, person=names.get(item.employee_id, "")) for item in differences)
    return sorted(named, key=lambda item: (item.person, item.table, item.record_id))
