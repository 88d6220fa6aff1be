"""The journal: every write is a signed change; the tables are its projection.

`append` is the one place where changes are stored, whether made here or brought by a bundle, and `project` the one
place where projected rows are written.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Connection, bindparam, select, text
from sqlalchemy.sql.schema import Table

from kinerja_tui.models.changes import Change, Op, stored
from kinerja_tui.models.local import Conflict, JournalAudience, JournalEntry, JournalRecord
from kinerja_tui.models.offices import Rejection
from kinerja_tui.models.records import Record, UnfitValue, decode, journalled_fields
from kinerja_tui.models.schema import PROJECTED
from kinerja_tui.models.state import REMOVED, RecordState, state_of

_BATCH = 400
_BATCH_BYTES = 1_000_000

MOST_TOUCHED = 20_000
"""Records of one import that are remembered by name; those of a larger one are asked for again."""

STEADY = ("rejection", "withdrawal", "site", "office", "period", "period_lock", "holiday", "organisation_rating")
"""Tables whose records stay in them whatever other changes call them: what the district writes, or is checked by its
id. Rejections first, because every other record hangs on them."""

Item = TypeVar("Item")

journal: Table = JournalEntry.__table__  # type: ignore[attr-defined]
journal_record: Table = JournalRecord.__table__  # type: ignore[attr-defined]
journal_audience: Table = JournalAudience.__table__  # type: ignore[attr-defined]
rejection: Table = Rejection.__table__  # type: ignore[attr-defined]
conflict: Table = Conflict.__table__  # type: ignore[attr-defined]

# Made once: building a statement costs as much as running it, and these run several times in every act.
_NEWEST = select(journal.c.seq).order_by(journal.c.seq.desc()).limit(1)
_KNOWN = select(journal.c.id).where(journal.c.id.in_(bindparam("ids", expanding=True)))
_REFUSED = select(rejection.c.id, rejection.c.change).where(rejection.c.removed.is_(False))
_TOUCHING = select(journal_record.c.record_id, journal_record.c.seq).where(
    journal_record.c.record_id.in_(bindparam("records", expanding=True))
)
_BODIES = select(journal.c.seq, journal.c.id, journal.c.body, journal.c.held).where(
    journal.c.seq.in_(bindparam("seqs", expanding=True))
)
_TOUCHED_SINCE = text(
    "SELECT DISTINCT record_id FROM journal_record INDEXED BY ix_journal_record_seq WHERE seq >= :first "
    "ORDER BY record_id"
).execution_options(yield_per=_BATCH)
_DELETE_CONFLICTS = conflict.delete().where(conflict.c.record_id == bindparam("touched"))
TABLES: dict[str, Table] = {name: table.__table__ for name, table in PROJECTED.items()}  # type: ignore[attr-defined]
_DELETE_ROWS = {name: table.delete().where(table.c.id == bindparam("touched")) for name, table in TABLES.items()}


@dataclass(frozen=True, slots=True)
class SignedChange:
    """A change with the bytes that were signed and its name."""

    id: str
    change: Change
    body: bytes
    sig: bytes
    held: str | None = None


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
    count = 0
    first = next_seq = _next_seq(connection)
    for batch in _affordable(changes):
        known = known_ids(connection, [signed.id for signed in batch])
        fresh = {signed.id: signed for signed in batch if signed.id not in known}
        entries, records, audiences = [], [], []
        for signed in fresh.values():
            change = signed.change
            entries.append(
                {
                    "seq": next_seq,
                    "id": signed.id,
                    "site": change.site,
                    "n": change.n,
                    "at": change.at,
                    "by": change.by,
                    "act": change.act,
                    "sub": change.sub,
                    "body": zlib.compress(signed.body, 6),
                    "sig": signed.sig,
                    "arrived_with": arrived_with,
                    "held": signed.held,
                }
            )
            if len(touched) <= MOST_TOUCHED:
                touched |= {op.key for op in change.ops}
            rejections |= {op.key for op in change.ops if op.table == Rejection.__tablename__}
            records += [{"record_id": op.key, "seq": next_seq} for op in change.ops]
            audiences += [{"office": office, "seq": next_seq} for office in dict.fromkeys(change.aud)]
            next_seq += 1
        if entries:
            connection.execute(journal.insert(), entries)
            connection.execute(journal_record.insert(), records)
            if audiences:
                connection.execute(journal_audience.insert(), audiences)
        count += len(entries)
    if len(touched) <= MOST_TOUCHED:
        _project_with_rejections(connection, touched, rejections)
    else:
        _project_with_rejections(connection, set(), rejections)
        project(connection, touched_since(connection, first))
    return count


def touched_since(connection: Connection, first: int) -> Iterator[str]:
    """The records that changes from this seq on touch, sorted, one at a time: of a large bundle they are many."""
    yield from connection.execute(_TOUCHED_SINCE, {"first": first}).scalars()


def _project_with_rejections(connection: Connection, touched: set[str], rejections: set[str]) -> None:
    """Project records; first the rejections among them, with whatever those name now or named until now.

    A rejection may itself be rejected. It always names an older change, so this comes to an end.
    """
    touched = touched - rejections
    while rejections:
        ops = ops_named_by(connection, rejections)
        project(connection, sorted(rejections))
        ops += ops_named_by(connection, rejections)
        rejections = {op.key for op in ops if op.table == Rejection.__tablename__}
        touched |= {op.key for op in ops} - rejections
    project(connection, sorted(touched))


def project(connection: Connection, record_ids: Iterable[str]) -> None:
    """Rewrite the rows and conflicts of these records from the journal."""
    for batch in batches(record_ids, _BATCH):
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


@dataclass(frozen=True, slots=True)
class Moment:
    """What the journal was at one time: its newest seq, and which changes were left out of the state."""

    newest: int
    held: frozenset[str]
    refused: frozenset[str]


def moment(connection: Connection) -> Moment:
    """The journal as it is now, to compare with later."""
    newest = connection.execute(_NEWEST).scalar()
    held = connection.execute(select(journal.c.id).where(journal.c.held.is_not(None))).scalars()
    return Moment(newest or 0, frozenset(held), frozenset(_refused(connection)))


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
    refused = at.refused if at is not None else _refused(connection)
    found: dict[str, dict[str, _Write]] = defaultdict(dict)
    for batch in batches(sorted(by_seq), _BATCH):
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
    for batch in batches(record_ids, _BATCH):
        for record_id, history in histories(connection, batch).items():
            seen[record_id] = history.state().frontier
    return seen


def hold(connection: Connection, change_id: str, reason: str | None) -> None:
    """Leave a stored change out of the state here, or (None) let it count from now on."""
    connection.execute(journal.update().where(journal.c.id == change_id).values(held=reason))
    ops = _ops_of(connection, change_id)
    rejections = {op.key for op in ops if op.table == Rejection.__tablename__}
    _project_with_rejections(connection, {op.key for op in ops}, rejections)


def known_ids(connection: Connection, ids: Sequence[str]) -> set[str]:
    """Which of these changes are here already."""
    return set(connection.execute(_KNOWN, {"ids": ids}).scalars())


def records_of(connection: Connection, change_id: str) -> set[str]:
    """The records a stored change touches."""
    return {
        row[0]
        for row in connection.execute(
            select(journal_record.c.record_id)
            .join(journal, journal.c.seq == journal_record.c.seq)
            .where(journal.c.id == change_id)
        )
    }


@dataclass(frozen=True, slots=True)
class Entry:
    """A stored change as it was signed."""

    seq: int
    id: str
    site: str
    body: bytes
    sig: bytes


def entries(connection: Connection, among: Table | None = None) -> Iterator[Entry]:
    """Stored changes in order of arrival, one at a time; only those whose seq stands in ``among``, if given."""
    query = select(journal.c.seq, journal.c.id, journal.c.site, journal.c.body, journal.c.sig).order_by(journal.c.seq)
    if among is not None:
        query = query.where(journal.c.seq.in_(select(among.c.seq)))
    for seq, change_id, site, body, sig in connection.execute(query.execution_options(yield_per=_BATCH)):
        yield Entry(seq, change_id, site, zlib.decompress(body), sig)


def ops_named_by(connection: Connection, rejections: Collection[str]) -> list[Op]:
    """What the changes do that the rows of these rejections name."""
    named: set[str] = set()
    for batch in batches(rejections, _BATCH):
        named.update(connection.execute(select(rejection.c.change).where(rejection.c.id.in_(batch))).scalars())
    return [op for change_id in named for op in _ops_of(connection, change_id)]


def _ops_of(connection: Connection, change_id: str) -> tuple[Op, ...]:
    """What a change does, if it is here."""
    body = connection.execute(select(journal.c.body).where(journal.c.id == change_id)).scalar()
    return stored(zlib.decompress(body)).ops if body is not None else ()


def _refused(connection: Connection) -> set[str]:
    """The changes that a rejection of the district names. They are few, and each stands under the id of its change."""
    return {change_id for row_id, change_id in connection.execute(_REFUSED) if row_id == Rejection.id_of(change_id)}


def _next_seq(connection: Connection) -> int:
    newest = connection.execute(_NEWEST).scalar()
    return (newest or 0) + 1


def _affordable(changes: Iterable[SignedChange]) -> Iterator[list[SignedChange]]:
    """Changes in lists that are short and small in memory, however large a single change may be."""
    batch: list[SignedChange] = []
    size = 0
    for signed in changes:
        batch.append(signed)
        size += len(signed.body)
        if len(batch) >= _BATCH or size > _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """The items in lists of at most ``size``."""
    batch: list[Item] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
