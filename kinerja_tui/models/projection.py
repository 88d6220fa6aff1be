"""The tables as the journal makes them: every projected row and every conflict is a function of a record's changes.

`append` is the one place where changes come in, whether made here or brought by a bundle, and `project` the one place
where projected rows are written.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.sql.schema import Table

from kinerja_tui.models import journal
from kinerja_tui.models.changes import Op, stored
from kinerja_tui.models.journal import Moment, SignedChange
from kinerja_tui.models.local import Conflict
from kinerja_tui.models.offices import Rejection
from kinerja_tui.models.records import Record, UnfitValue, decode, journalled_fields
from kinerja_tui.models.schema import PROJECTED
from kinerja_tui.models.state import REMOVED, RecordState, state_of

_BATCH = 400

MOST_TOUCHED = 20_000
"""Records of one import that are remembered by name; those of a larger one are asked for again."""

STEADY = ("rejection", "withdrawal", "site", "office", "period", "period_lock", "holiday", "organisation_rating")
"""Tables whose records stay in them whatever other changes call them: what the district writes, or is checked by its
id. Rejections first, because every other record hangs on them."""

conflict: Table = Conflict.__table__  # type: ignore[attr-defined]
TABLES: dict[str, Table] = {name: table.__table__ for name, table in PROJECTED.items()}  # type: ignore[attr-defined]

# Made once: building a statement costs as much as running it, and these run several times in every act.
_TOUCHING = select(journal.journal_record.c.record_id, journal.journal_record.c.seq).where(
    journal.journal_record.c.record_id.in_(bindparam("records", expanding=True))
)
_BODIES = select(journal.journal.c.seq, journal.journal.c.id, journal.journal.c.body, journal.journal.c.held).where(
    journal.journal.c.seq.in_(bindparam("seqs", expanding=True))
)
_DELETE_CONFLICTS = conflict.delete().where(conflict.c.record_id == bindparam("touched"))
_DELETE_ROWS = {name: table.delete().where(table.c.id == bindparam("touched")) for name, table in TABLES.items()}


@dataclass(frozen=True, slots=True)
class RecordHistory:
    """The changes of one record: change id -> what it does, and which of them write nothing."""

    table: str
    sub: str
    ops: Mapping[str, Op]
    ignored: frozenset[str]

    def state(self) -> RecordState:
        """The record as these changes make it."""
        return state_of(self.ops, self.ignored)


def append(connection: Connection, changes: Iterable[SignedChange], arrived_with: str | None = None) -> int:
    """Store changes that are not here yet (by name, never by site and number) and project what they touch.

    Returns how many were new. Everything happens in the caller's transaction.
    """
    touched: set[str] = set()
    rejections: set[str] = set()
    first = next_seq = journal.next_seq(connection)
    for batch in journal.affordable(changes):
        known = journal.known_ids(connection, [signed.id for signed in batch])
        fresh = {signed.id: signed for signed in batch if signed.id not in known}
        journal.insert(connection, list(fresh.values()), next_seq, arrived_with)
        next_seq += len(fresh)
        ops = [op for signed in fresh.values() for op in signed.change.ops]
        if len(touched) <= MOST_TOUCHED:
            touched |= {op.key for op in ops}
        rejections |= {op.key for op in ops if op.table == Rejection.__tablename__}
    if len(touched) <= MOST_TOUCHED:
        _project_with_rejections(connection, touched, rejections)
    else:
        _project_with_rejections(connection, set(), rejections)
        project(connection, journal.touched_since(connection, first))
    return next_seq - first


def hold(connection: Connection, change_id: str, reason: str | None) -> None:
    """Leave a stored change out of the state here, or (None) let it count from now on."""
    connection.execute(journal.journal.update().where(journal.journal.c.id == change_id).values(held=reason))
    ops = journal.ops_of(connection, change_id)
    rejections = {op.key for op in ops if op.table == Rejection.__tablename__}
    _project_with_rejections(connection, {op.key for op in ops}, rejections)


def _project_with_rejections(connection: Connection, touched: set[str], rejections: set[str]) -> None:
    """Project records; first the rejections among them, with whatever those name now or named until now.

    A rejection may itself be rejected. It always names an older change, so this comes to an end.
    """
    touched = touched - rejections
    while rejections:
        ops = journal.ops_named_by(connection, rejections)
        project(connection, sorted(rejections))
        ops += journal.ops_named_by(connection, rejections)
        rejections = {op.key for op in ops if op.table == Rejection.__tablename__}
        touched |= {op.key for op in ops} - rejections
    project(connection, sorted(touched))


def project(connection: Connection, record_ids: Iterable[str]) -> None:
    """Rewrite the rows and conflicts of these records from the journal."""
    for batch in journal.batches(record_ids, _BATCH):
        rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
        stale: dict[str, list[dict[str, str]]] = defaultdict(list)
        conflicts: list[dict[str, Any]] = []
        for record_id, writes in _writes(connection, batch).items():
            for name in {write.op.table for write in writes.values()} & PROJECTED.keys():
                stale[name].append({"touched": record_id})
            history = _history(writes)
            if history is None or history.table not in PROJECTED:
                continue
            state = history.state()
            conflicts += conflict_rows(record_id, history, state)
            rows[history.table].append(row_of(PROJECTED[history.table], record_id, state))
        connection.execute(_DELETE_CONFLICTS, [{"touched": record_id} for record_id in batch])
        if conflicts:
            connection.execute(conflict.insert(), conflicts)
        for name, old_rows in stale.items():
            connection.execute(_DELETE_ROWS[name], old_rows)
            if rows[name]:
                connection.execute(TABLES[name].insert(), rows[name])


@cache
def defaults(table: type[Record]) -> Mapping[str, Any]:
    """What the fields of a record say while nobody has written them."""
    return {name: table.model_fields[name].default for name in journalled_fields(table)}


def row_of(table: type[Record], record_id: str, state: RecordState) -> dict[str, Any]:
    """The projected row of a record. A field nobody wrote, or that does not fit, has the column's default."""
    row: dict[str, Any] = {"id": record_id, REMOVED: state.removed}
    for name, default in defaults(table).items():
        written = state.fields.get(name)
        row[name] = default
        if written is not None:
            try:
                row[name] = decode(table, name, written.value)
            except UnfitValue:
                row[name] = default
    row.update(table.derive(row))
    return row


def conflict_rows(record_id: str, history: RecordHistory, state: RecordState) -> list[dict[str, Any]]:
    """The conflict rows of a record."""
    return [
        {
            "record_id": record_id,
            "field": field,
            "table_name": history.table,
            "sub": history.sub,
            "candidates": [{"change": change, "value": value} for change, value in heads],
        }
        for field, heads in sorted(state.conflicts().items())
    ]


def histories(connection: Connection, record_ids: Sequence[str], at: Moment | None = None) -> dict[str, RecordHistory]:
    """The changes of several records that have any that counts, now or as they were at an earlier moment."""
    found = {record_id: _history(writes) for record_id, writes in _writes(connection, record_ids, at).items()}
    return {record_id: history for record_id, history in found.items() if history is not None}


@dataclass(frozen=True, slots=True)
class _Write:
    """What one change does to one record."""

    op: Op
    sub: str
    counts: bool


def _writes(
    connection: Connection, record_ids: Sequence[str], at: Moment | None = None
) -> dict[str, dict[str, _Write]]:
    """Record id -> change id -> what it does to the record. Each body is read once."""
    by_seq: dict[int, list[str]] = defaultdict(list)
    for record_id, seq in connection.execute(_TOUCHING, {"records": record_ids}):
        if at is None or seq <= at.newest:
            by_seq[seq].append(record_id)
    if not by_seq:
        return {}
    refused = at.refused if at is not None else journal.refused(connection)
    found: dict[str, dict[str, _Write]] = defaultdict(dict)
    for batch in journal.batches(sorted(by_seq), _BATCH):
        for seq, change_id, body, held in connection.execute(_BODIES, {"seqs": batch}):
            change = stored(zlib.decompress(body))
            ops = {op.key: op for op in change.ops}
            left_out = change_id in refused or (held is not None if at is None else change_id in at.held)
            for record_id in by_seq[seq]:
                found[record_id][change_id] = _Write(ops[record_id], change.sub, not left_out)
    return found


def _history(writes: Mapping[str, _Write]) -> RecordHistory | None:
    """A record belongs to the table and the employee of its first-named counting change; others are forgeries.

    Names can be had by trying, so a change that calls a record of the district something else never comes first. None
    when no change of it counts.
    """
    counting = [change_id for change_id, write in writes.items() if write.counts]
    if not counting:
        return None
    first = writes[min(counting, key=lambda change_id: (place_of(writes[change_id].op.table), change_id))]
    ops = {change_id: write.op for change_id, write in writes.items() if write.op.table == first.op.table}
    ignored = frozenset(change_id for change_id, write in writes.items() if not write.counts)
    return RecordHistory(first.op.table, first.sub, ops, ignored)


def place_of(table: str) -> int:
    """Which of several tables a record belongs to when its changes do not agree: the lowest."""
    return STEADY.index(table) if table in STEADY else len(STEADY)


def frontiers(connection: Connection, record_ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """What a person who opens these records now has seen: record id -> change ids to name as parents."""
    seen: dict[str, tuple[str, ...]] = {}
    for batch in journal.batches(record_ids, _BATCH):
        for record_id, history in histories(connection, batch).items():
            seen[record_id] = history.state().frontier
    return seen
