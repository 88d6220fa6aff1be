"""Approved periods at import: an office's change to what the district approved is held, until the district opens it.

What the district had when it approved stands in the approval itself, by name; so the verdict follows from the changes
alone, in whatever order they arrived. The district's own changes always count: it approves, and two of its clerks may
work side by side.
"""

from __future__ import annotations

import json
import zlib
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select, text

from kinerja_tui.models import journal
from kinerja_tui.models.changes import Op, stored
from kinerja_tui.models.offices import Office
from kinerja_tui.models.period_locks import (
    DOCUMENTS,
    KNOWN_DIGITS,
    PARENT,
    PARENT_TABLE,
    PeriodLock,
    period_named,
)

LOCKED = "periode sudah disahkan BKPSDM"
"""Why a change is held that an office made to what the district approved, and that the district did not have then."""

_BATCH = 400

OfficeOf = Callable[[str], str | None]
"""A PC's id -> the office it writes for; None for one nobody knows."""
Verdicts = dict[str, str | None]
"""Change -> why it is held; None: it counts."""
Progress = Callable[[int, int], None]
"""Called with (done, total); may raise to stop."""


@dataclass(frozen=True, slots=True)
class _Lock:
    """An approval: whose, of which period, whether it still locks, and the changes it names."""

    lock: PeriodLock
    names: frozenset[str]
    fresh: bool

    def knows(self, change: str) -> bool:
        return change[:KNOWN_DIGITS] in self.names


@dataclass(frozen=True, slots=True)
class _Writing:
    """What one change does to one document; it stands when nothing but a lock can be against it."""

    change: str
    sub: str
    office: str | None
    op: Op
    stands: bool
    held: str | None

    @property
    def by_office(self) -> bool:
        return self.office is not None and self.office.count(".") > 1


def judge(connection: Connection, office_of: OfficeOf, since: int, verdicts: Verdicts) -> None:
    """Add to the verdicts on changes what locks say of documents that something after ``since``, or a lock, touches."""
    locks = _locks(connection, since)
    locked: dict[str, bool] = {}
    held: dict[str, str | None] = {}
    for batch in journal.batches(_by_arrival(connection, _touched(connection, locks, office_of, since)), _BATCH):
        writings, periods = _documents(connection, batch, office_of, verdicts)
        for key, items in writings.items():
            about = [item for item in locks if item.lock.covers(periods[key])]
            for item in items:
                if item.stands:
                    held[item.change] = item.held
                    locked[item.change] = locked.get(item.change, False) or _is_locked(item, items, about)
    for change, is_locked in locked.items():
        if is_locked:
            verdicts[change] = LOCKED
        elif held[change] == LOCKED:
            verdicts[change] = None


def names_of(
    connection: Connection, office_of: OfficeOf, office: str, period: str, progress: Progress | None = None
) -> list[str]:
    """Every change that counts now and that an approval of this office's period would hold if it did not name it.

    Those are the changes of the period's documents that the office wrote, or that are about its people. ``progress``
    is told how many documents were read.
    """
    lock = PeriodLock(id="", office=office, period=period)
    query = text("SELECT id FROM employee WHERE office = :office")
    subs = {Office.id_of(office), *connection.execute(query, {"office": office}).scalars()}
    records: set[str] = set()
    for batch in journal.batches(sorted(subs), _BATCH):
        records.update(connection.execute(_ABOUT, {"subs": batch}).scalars())
    records |= _written_by(connection, _sites(connection, office_of, office))
    known: set[str] = set()
    documents = _by_arrival(connection, _among(connection, records, _tables([lock])))
    for start in range(0, len(documents), _BATCH):
        if progress is not None:
            progress(start, len(documents))
        writings, periods = _documents(connection, documents[start : start + _BATCH], office_of, {})
        for key, items in writings.items():
            if lock.covers(periods[key]) and any(item.office == office or item.sub in subs for item in items):
                known |= {item.change for item in items if item.held is None}
    return sorted(known)


def _is_locked(item: _Writing, items: Sequence[_Writing], about: Sequence[_Lock]) -> bool:
    """An approval binds the office it is about, and everybody but the district in the documents it names."""
    if not item.by_office or any(lock.knows(item.change) for lock in about):
        return False
    return any(
        lock.lock.locked and (lock.lock.office == item.office or any(lock.knows(other.change) for other in items))
        for lock in about
    )


# -- what is looked at


def _locks(connection: Connection, since: int) -> list[_Lock]:
    """Every approval, also those opened again. Fresh: it, or who may write at all, may be otherwise since then."""
    told = connection.execute(_NEWS, {"since": since}).scalars().all()
    table = PeriodLock.__table__  # type: ignore[attr-defined]
    locks = [PeriodLock(**row._mapping) for row in connection.execute(select(table).where(table.c.removed.is_(False)))]
    others = {record for record in told if record not in {lock.id for lock in locks}}
    return [_Lock(lock, lock.names(), bool(others) or lock.id in told) for lock in locks]


_NEWS = text(
    "SELECT DISTINCT r.record_id FROM journal_record r WHERE r.seq > :since AND r.record_id IN ("
    "SELECT id FROM period_lock UNION ALL SELECT id FROM rejection UNION ALL SELECT id FROM withdrawal "
    "UNION ALL SELECT id FROM site)"
)


def _touched(connection: Connection, locks: Sequence[_Lock], office_of: OfficeOf, since: int) -> set[str]:
    """The documents that something new touches, that a new approval is about, or that held changes touch."""
    if not locks:
        return set(connection.execute(_HELD_RECORDS, {"only": LOCKED}).scalars())
    tables = _tables([item.lock for item in locks])
    arrived = "(SELECT r.record_id FROM journal_record r WHERE r.seq > :since)"
    here = [f"SELECT id FROM {table} WHERE id IN {arrived}" for table in tables]
    here += [f"SELECT id FROM {table} WHERE {PARENT[table]} IN {arrived}" for table in tables if table in PARENT]
    bound = [site for office in {item.lock.office for item in locks} for site in _sites(connection, office_of, office)]
    names = sorted(frozenset().union(*(item.names for item in locks)))
    values = {"since": since, "sites": json.dumps(bound), "names": json.dumps(names)}
    found = set(connection.execute(text(_BOUND.format(here=" UNION ".join(here))), values).scalars())
    found.update(connection.execute(_HELD_RECORDS, {"only": ""}).scalars())
    for item in locks:
        if item.fresh:
            records = _written_by(connection, _sites(connection, office_of, item.lock.office))
            records.update(connection.execute(_NAMED, {"names": json.dumps(sorted(item.names))}).scalars())
            found |= _among(connection, records, tables)
    return found


def _by_arrival(connection: Connection, records: Collection[str]) -> list[str]:
    """Records of one change stand together, so that its body is read about once."""
    return list(connection.execute(_FIRST, {"ids": json.dumps(sorted(records))}).scalars()) if records else []


_FIRST = text(
    "SELECT record_id FROM journal_record WHERE record_id IN (SELECT value FROM json_each(:ids)) "
    "GROUP BY record_id ORDER BY min(seq), record_id"
)
_BOUND = f"""
    SELECT DISTINCT r.record_id FROM journal_record r JOIN journal j USING (seq) WHERE r.record_id IN ({{here}}) AND (
        j.site IN (SELECT value FROM json_each(:sites))
        OR substr(j.id, 1, {KNOWN_DIGITS}) IN (SELECT value FROM json_each(:names))
    )
"""
"""Of all that arrives, most is of offices that no approval binds: documents an approval neither binds nor names are
not read."""


_HELD_RECORDS = text(
    "SELECT DISTINCT r.record_id FROM journal j JOIN journal_record r USING (seq) "
    "WHERE j.held IS NOT NULL AND :only IN ('', j.held)"
)
_NAMED = text(
    "SELECT DISTINCT r.record_id FROM json_each(:names) n JOIN journal j ON j.id >= n.value AND j.id < n.value || 'g' "
    "JOIN journal_record r ON r.seq = j.seq"
)
_ABOUT = text(
    "SELECT DISTINCT r.record_id FROM journal j JOIN journal_record r USING (seq) WHERE j.sub IN :subs"
).bindparams(bindparam("subs", expanding=True))
_WRITTEN = text(
    "SELECT DISTINCT r.record_id FROM journal j JOIN journal_record r USING (seq) WHERE j.site IN :sites"
).bindparams(bindparam("sites", expanding=True))


def _tables(locks: Collection[PeriodLock]) -> list[str]:
    """The tables whose records these approvals can be about: plans only where a whole year is approved."""
    plans = any(lock.covers({lock.period[:4]}) for lock in locks)
    return sorted(table for table in DOCUMENTS if plans or "work_plan" not in {table, _parent_table(table)})


def _parent_table(table: str) -> str:
    return PARENT_TABLE.get(PARENT.get(table, ""), "")


def _sites(connection: Connection, office_of: OfficeOf, office: str) -> list[str]:
    """The PCs that wrote for an office."""
    sites = connection.execute(text("SELECT DISTINCT site FROM journal")).scalars()
    return [site for site in sites if office_of(site) == office]


def _written_by(connection: Connection, sites: Sequence[str]) -> set[str]:
    return set(connection.execute(_WRITTEN, {"sites": sites}).scalars()) if sites else set()


def _among(connection: Connection, records: Collection[str], tables: Sequence[str]) -> set[str]:
    """Those of some records that stand in these tables."""
    query = " UNION ".join(
        f"SELECT id FROM {table} WHERE id IN (SELECT value FROM json_each(:ids))" for table in tables
    )
    found: set[str] = set()
    for batch in journal.batches(sorted(records), 20 * _BATCH):
        found.update(connection.execute(text(query), {"ids": json.dumps(batch)}).scalars())
    return found


def _documents(
    connection: Connection, keys: Sequence[str], office_of: OfficeOf, verdicts: Mapping[str, str | None]
) -> tuple[dict[str, list[_Writing]], dict[str, set[str]]]:
    """The changes of some documents, and the periods each names itself or through the document it is a line of.

    A document that was named for two periods belongs to both: none of them is opened by writing another one into it.
    """
    writings = _writings(connection, keys, office_of, verdicts)
    above = {
        parent
        for items in writings.values()
        for item in items
        if item.stands and (parent := _text(item.op.fields.get(PARENT.get(item.op.table, ""))))
    }
    parents = dict(writings)  # a document mostly comes with its lines
    for batch in journal.batches(sorted(above - parents.keys()), _BATCH):
        parents |= _writings(connection, batch, office_of, verdicts)
    periods = {}
    for key, items in writings.items():
        named = {period_named(item.op.table, item.op.fields) for item in items if item.stands}
        for item in items:
            wanted = _parent_table(item.op.table)
            for other in parents.get(_text(item.op.fields.get(PARENT.get(item.op.table, ""))), []):
                if item.stands and other.stands and other.op.table == wanted:
                    named.add(period_named(wanted, other.op.fields))
        periods[key] = named - {""}
    return writings, periods


def _writings(
    connection: Connection, keys: Sequence[str], office_of: OfficeOf, verdicts: Mapping[str, str | None]
) -> dict[str, list[_Writing]]:
    found: dict[str, list[_Writing]] = defaultdict(list)
    wanted = set(keys)
    for name, site, sub, body, held in connection.execute(_TOUCHING, {"keys": list(keys)}):
        stands = verdicts.get(name, held) in {None, LOCKED}
        for op in stored(zlib.decompress(body)).ops:
            if op.key in wanted and op.table in DOCUMENTS:
                found[op.key].append(_Writing(name, sub, office_of(site), op, stands, held))
    return found


_TOUCHING = text(
    "SELECT j.id, j.site, j.sub, j.body, j.held FROM journal j WHERE j.seq IN ("
    "SELECT seq FROM journal_record WHERE record_id IN :keys)"
).bindparams(bindparam("keys", expanding=True))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
