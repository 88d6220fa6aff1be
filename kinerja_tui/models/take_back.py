"""Taking a bundle's changes out of the journal again, as if it had never come."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from sqlalchemy import Connection, bindparam, delete, select, text

from kinerja_tui.models import journal, projection
from kinerja_tui.models.changes import Change, Op, stored
from kinerja_tui.models.offices import Rejection

_BATCH = 400

Progress = Callable[[int, int], None]
"""Called with (done, total)."""
_REJECTION = str(Rejection.__tablename__)
_COUNT = text("SELECT count(*) FROM journal WHERE arrived_with = :bundle")
_TAKEN_BACK = text("SELECT record_id FROM temp.taken_back ORDER BY record_id").execution_options(yield_per=_BATCH)


def take_back(connection: Connection, bundle_id: str, progress: Progress | None = None) -> None:
    """Forget the changes a bundle brought and project what they touched from the changes that stay.

    ``progress`` is told how many of the changes, then how many of the records are done; it may raise to stop. The
    caller makes sure that nothing that stays was built on them and that none of them was sent on.
    """
    connection.execute(text("CREATE TEMP TABLE IF NOT EXISTS taken_back (record_id TEXT PRIMARY KEY) WITHOUT ROWID"))
    connection.execute(text("DELETE FROM temp.taken_back"))
    rejections: set[str] = set()
    tell = progress or _tell_nobody
    count = connection.execute(_COUNT, {"bundle": bundle_id}).scalar_one()
    for done, batch in enumerate(journal.batches(_brought_by(connection, bundle_id), _BATCH)):
        tell(done * _BATCH, count)
        touched = _by_table(op for change in batch for op in change.ops)
        rejections |= touched.pop(_REJECTION, set())
        _take_away(connection, touched)
    # What a rejection named comes to count again when the rejection goes; that may be another rejection.
    waiting = rejections
    while waiting:
        touched = _by_table(journal.ops_named_by(connection, waiting))
        waiting = touched.pop(_REJECTION, set()) - rejections
        rejections |= waiting
        _take_away(connection, touched)
    seqs = select(journal.journal.c.seq).where(journal.journal.c.arrived_with == bundle_id)
    for table in (journal.journal_record, journal.journal_audience):
        connection.execute(delete(table).where(table.c.seq.in_(seqs)))
    connection.execute(delete(journal.journal).where(journal.journal.c.arrived_with == bundle_id))
    _drop_rows(connection, {_REJECTION: rejections})
    projection.project(connection, sorted(rejections))
    count = connection.exec_driver_sql("SELECT count(*) FROM temp.taken_back").scalar_one()
    for done, records in enumerate(journal.batches(connection.execute(_TAKEN_BACK).scalars(), _BATCH)):
        tell(done * _BATCH, count)
        projection.project(connection, records)


def _tell_nobody(done: int, total: int) -> None:
    del done, total


def _brought_by(connection: Connection, bundle_id: str) -> Iterator[Change]:
    """Everything that bundle brought and that was not here before."""
    entry = journal.journal.c
    query = select(entry.body).where(entry.arrived_with == bundle_id).order_by(entry.seq)
    for body in connection.execute(query.execution_options(yield_per=_BATCH)).scalars():
        yield stored(zlib.decompress(body))


def _by_table(ops: Iterable[Op]) -> dict[str, set[str]]:
    touched: dict[str, set[str]] = defaultdict(set)
    for op in ops:
        touched[op.table].add(op.key)
    return touched


def _take_away(connection: Connection, touched: Mapping[str, set[str]]) -> None:
    """Drop these rows, and remember them: those of which something stays are made again."""
    _drop_rows(connection, touched)
    keys = sorted(set().union(*touched.values()))
    if keys:
        connection.execute(text("INSERT OR IGNORE INTO temp.taken_back VALUES (:key)"), [{"key": key} for key in keys])


def _drop_rows(connection: Connection, touched: Mapping[str, set[str]]) -> None:
    """A record of which nothing stays has no row; the others get theirs back from the journal."""
    for name, keys in touched.items():
        if name not in projection.TABLES or not keys:
            continue
        table = projection.TABLES[name]
        some = [{"touched": key} for key in sorted(keys)]
        connection.execute(delete(table).where(table.c.id == bindparam("touched")), some)
        connection.execute(
            delete(projection.conflict).where(projection.conflict.c.record_id == bindparam("touched")), some
        )
