"""Taking a bundle's changes out of the journal again, as if it had never come."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import Connection, bindparam, delete, select

from kinerja_tui.models import journal
from kinerja_tui.models.changes import Change, parse
from kinerja_tui.models.offices import Rejection

_BATCH = 400
_REJECTION = str(Rejection.__tablename__)


def brought_by(connection: Connection, bundle_id: str) -> Iterator[tuple[str, Change]]:
    """(name, change) of everything that bundle brought and that was not here before."""
    entry = journal.journal.c
    query = select(entry.id, entry.body).where(entry.arrived_with == bundle_id).order_by(entry.seq)
    for name, body in connection.execute(query.execution_options(yield_per=_BATCH)):
        yield name, parse(zlib.decompress(body))


def take_back(connection: Connection, bundle_id: str) -> None:
    """Forget the changes a bundle brought and project what they touched from the changes that stay.

    The caller makes sure that nothing that stays was built on them and that none of them was sent on.
    """
    touched: dict[str, set[str]] = defaultdict(set)
    for _, change in brought_by(connection, bundle_id):
        for op in change.ops:
            touched[op.table].add(op.key)
    # What a rejection named comes to count again when the rejection goes; that may be another rejection.
    waiting = set(touched.get(_REJECTION, ()))
    while waiting:
        named = journal.ops_named_by(connection, waiting)
        waiting = {op.key for op in named if op.table == _REJECTION} - touched[_REJECTION]
        for op in named:
            touched[op.table].add(op.key)
    seqs = select(journal.journal.c.seq).where(journal.journal.c.arrived_with == bundle_id)
    for table in (journal.journal_record, journal.journal_audience):
        connection.execute(delete(table).where(table.c.seq.in_(seqs)))
    connection.execute(delete(journal.journal).where(journal.journal.c.arrived_with == bundle_id))
    _drop_rows(connection, touched)
    journal.project(connection, touched.pop(_REJECTION, set()))
    journal.project(connection, set().union(*touched.values()))


def _drop_rows(connection: Connection, touched: dict[str, set[str]]) -> None:
    """A record of which nothing stays has no row; the others get theirs back from the journal."""
    for name, keys in touched.items():
        if name not in journal.TABLES:
            continue
        table = journal.TABLES[name]
        some = [{"touched": key} for key in sorted(keys)]
        connection.execute(delete(table).where(table.c.id == bindparam("touched")), some)
        connection.execute(delete(journal.conflict).where(journal.conflict.c.record_id == bindparam("touched")), some)
