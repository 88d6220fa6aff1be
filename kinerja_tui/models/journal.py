"""The journal: every write is a signed change; the tables are its projection.

`append` is the one place where changes are stored, whether made here or brought by a bundle, and `project` the one
place where projected rows are written.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.sql.schema import Table

from kinerja_tui.models.changes import Change, Op, parse
from kinerja_tui.models.local import Conflict, JournalAudience, JournalEntry, JournalRecord
from kinerja_tui.models.offices import Rejection
from kinerja_tui.models.records import Record, UnfitValue, decode, journalled_fields
from kinerja_tui.models.schema import PROJECTED
from kinerja_tui.models.state import REMOVED, RecordState, state_of

_BATCH = 400

journal: Table = JournalEntry.__table__  # type: ignore[attr-defined]
journal_record: Table = JournalRecord.__table__  # type: ignore[attr-defined]
journal_audience: Table = JournalAudience.__table__  # type: ignore[attr-defined]
rejection: Table = Rejection.__table__  # type: ignore[attr-defined]
conflict: Table = Conflict.__table__  # type: ignore[attr-defined]


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
    next_seq = _next_seq(connection)
    for batch in _batches(changes, _BATCH):
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
    if rejections:
        project(connection, rejections)
        touched |= _records_rejected(connection, rejections)
    project(connection, touched - rejections)
    return count


def project(connection: Connection, record_ids: Collection[str]) -> None:
    """Rewrite the rows and conflicts of these records from the journal."""
    for batch in _batches(sorted(record_ids), _BATCH):
        rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
        conflicts: list[dict[str, Any]] = []
        for record_id, history in histories(connection, batch).items():
            table = PROJECTED.get(history.table)
            if table is None:
                continue
            state = history.state()
            conflicts += conflict_rows(record_id, history, state)
            rows[history.table].append(row_of(table, record_id, state))
        connection.execute(
            conflict.delete().where(conflict.c.record_id == bindparam("touched")),
            [{"touched": record_id} for record_id in batch],
        )
        if conflicts:
            connection.execute(conflict.insert(), conflicts)
        for name, new_rows in rows.items():
            target: Table = PROJECTED[name].__table__  # type: ignore[attr-defined]
            connection.execute(
                target.delete().where(target.c.id == bindparam("touched")),
                [{"touched": row["id"]} for row in new_rows],
            )
            connection.execute(target.insert(), new_rows)


def row_of(table: type[Record], record_id: str, state: RecordState) -> dict[str, Any]:
    """The projected row of a record. A field nobody wrote, or that does not fit, has the column's default."""
    row: dict[str, Any] = {"id": record_id, REMOVED: state.removed}
    for name in journalled_fields(table):
        written = state.fields.get(name)
        default = table.model_fields[name].default
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


def histories(connection: Connection, record_ids: Sequence[str]) -> dict[str, RecordHistory]:
    """The changes of several records, each body read once."""
    pairs = connection.execute(
        select(journal_record.c.record_id, journal_record.c.seq).where(journal_record.c.record_id.in_(record_ids))
    ).all()
    by_seq: dict[int, list[str]] = defaultdict(list)
    for record_id, seq in pairs:
        by_seq[seq].append(record_id)
    found: dict[str, dict[str, tuple[Op, str]]] = defaultdict(dict)
    ignored: dict[str, set[str]] = defaultdict(set)
    for batch in _batches(sorted(by_seq), _BATCH):
        refused = _refused(connection, batch)
        for seq, change_id, body, held in connection.execute(
            select(journal.c.seq, journal.c.id, journal.c.body, journal.c.held).where(journal.c.seq.in_(batch))
        ):
            change = parse(zlib.decompress(body))
            ops = {op.key: op for op in change.ops}
            for record_id in by_seq[seq]:
                found[record_id][change_id] = (ops[record_id], change.sub)
                if held is not None or change_id in refused:
                    ignored[record_id].add(change_id)
    return {
        record_id: _history(changes, frozenset(ignored[record_id]))
        for record_id, changes in found.items()
        if len(changes) > len(ignored[record_id])
    }


def _history(changes: Mapping[str, tuple[Op, str]], ignored: frozenset[str]) -> RecordHistory:
    """A record belongs to the table and the employee of its first-named counting change; others are forgeries."""
    first, sub = changes[min(change_id for change_id in changes if change_id not in ignored)]
    ops = {change_id: op for change_id, (op, _) in changes.items() if op.table == first.table}
    return RecordHistory(first.table, sub, ops, ignored)


def frontiers(connection: Connection, record_ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """What a person who opens these records now has seen: record id -> change ids to name as parents."""
    seen: dict[str, tuple[str, ...]] = {}
    for batch in _batches(record_ids, _BATCH):
        for record_id, history in histories(connection, batch).items():
            seen[record_id] = history.state().frontier
    return seen


def hold(connection: Connection, change_id: str, reason: str | None) -> None:
    """Leave a stored change out of the state here, or (None) let it count from now on."""
    connection.execute(journal.update().where(journal.c.id == change_id).values(held=reason))
    project(connection, records_of(connection, change_id))


def known_ids(connection: Connection, ids: Sequence[str]) -> set[str]:
    """Which of these changes are here already."""
    return {row[0] for row in connection.execute(select(journal.c.id).where(journal.c.id.in_(ids)))}


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


def entries(connection: Connection) -> Iterator[tuple[str, bytes, bytes, str]]:
    """Every stored change in order of arrival: id, canonical bytes, signature, site."""
    for change_id, body, sig, site in connection.execute(
        select(journal.c.id, journal.c.body, journal.c.sig, journal.c.site).order_by(journal.c.seq)
    ):
        yield change_id, zlib.decompress(body), sig, site


def _records_rejected(connection: Connection, rejections: Collection[str]) -> set[str]:
    """The records touched by the changes that these rejections name, or have just stopped naming."""
    named = connection.execute(select(rejection.c.change).where(rejection.c.id.in_(rejections))).scalars().all()
    return set().union(*(records_of(connection, change_id) for change_id in named))


def _refused(connection: Connection, seqs: Sequence[int]) -> set[str]:
    return {
        row[0]
        for row in connection.execute(
            select(rejection.c.change)
            .join(journal, journal.c.id == rejection.c.change)
            .where(journal.c.seq.in_(seqs), rejection.c.removed.is_(False))
        )
    }


def _next_seq(connection: Connection) -> int:
    newest = connection.execute(select(journal.c.seq).order_by(journal.c.seq.desc()).limit(1)).scalar()
    return (newest or 0) + 1


def _batches(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    batch: list[Any] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
