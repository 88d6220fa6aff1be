"""The journal: the signed changes, in order of arrival. `projection` makes the tables from them."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection, bindparam, select, text
from sqlalchemy.sql.schema import Table

from kinerja_tui.models.changes import Change, Op, stored
from kinerja_tui.models.local import JournalAudience, JournalEntry, JournalRecord
from kinerja_tui.models.offices import Rejection

_BATCH = 400
_BATCH_BYTES = 1_000_000

Item = TypeVar("Item")

journal: Table = JournalEntry.__table__  # type: ignore[attr-defined]
journal_record: Table = JournalRecord.__table__  # type: ignore[attr-defined]
journal_audience: Table = JournalAudience.__table__  # type: ignore[attr-defined]
rejection: Table = Rejection.__table__  # type: ignore[attr-defined]

# Made once: building a statement costs as much as running it, and these run several times in every act.
_NEWEST = select(journal.c.seq).order_by(journal.c.seq.desc()).limit(1)
_KNOWN = select(journal.c.id).where(journal.c.id.in_(bindparam("ids", expanding=True)))
_REFUSED = select(rejection.c.id, rejection.c.change).where(rejection.c.removed.is_(False))
_TOUCHED_SINCE = text(
    "SELECT DISTINCT record_id FROM journal_record INDEXED BY ix_journal_record_seq WHERE seq >= :first "
    "ORDER BY record_id"
).execution_options(yield_per=_BATCH)


@dataclass(frozen=True, slots=True)
class SignedChange:
    """A change with the bytes that were signed and its name."""

    id: str
    change: Change
    body: bytes
    sig: bytes
    held: str | None = None


def insert(connection: Connection, changes: Sequence[SignedChange], seq: int, arrived_with: str | None) -> None:
    """Store changes that are not here yet, numbered in order of arrival from ``seq`` on."""
    entries, records, audiences = [], [], []
    for number, signed in enumerate(changes, seq):
        change = signed.change
        entries.append(
            {
                "seq": number,
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
        records += [{"record_id": op.key, "seq": number} for op in change.ops]
        audiences += [{"office": office, "seq": number} for office in dict.fromkeys(change.aud)]
    if entries:
        connection.execute(journal.insert(), entries)
        connection.execute(journal_record.insert(), records)
    if audiences:
        connection.execute(journal_audience.insert(), audiences)


def touched_since(connection: Connection, first: int) -> Iterator[str]:
    """The records that changes from this seq on touch, sorted, one at a time: of a large bundle they are many."""
    yield from connection.execute(_TOUCHED_SINCE, {"first": first}).scalars()


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
    return Moment(newest or 0, frozenset(held), frozenset(refused(connection)))


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
    return [op for change_id in named for op in ops_of(connection, change_id)]


def ops_of(connection: Connection, change_id: str) -> tuple[Op, ...]:
    """What a change does, if it is here."""
    body = connection.execute(select(journal.c.body).where(journal.c.id == change_id)).scalar()
    return stored(zlib.decompress(body)).ops if body is not None else ()


def refused(connection: Connection) -> set[str]:
    """The changes that a rejection of the district names. They are few, and each stands under the id of its change."""
    return {change_id for row_id, change_id in connection.execute(_REFUSED) if row_id == Rejection.id_of(change_id)}


def next_seq(connection: Connection) -> int:
    """The place in the order of arrival of the change that comes next."""
    newest = connection.execute(_NEWEST).scalar()
    return (newest or 0) + 1


def affordable(changes: Iterable[SignedChange]) -> Iterator[list[SignedChange]]:
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
