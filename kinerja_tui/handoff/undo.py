"""Taking a whole import back, until something was built on it or somebody was told of it.

Only the newest import can be taken back, so that nothing another bundle relied on goes with it.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from sqlalchemy import Connection, bindparam, text
from sqlmodel import Session, col, delete, select

from kinerja_tui.handoff.bundle import Progress
from kinerja_tui.handoff.header import Header
from kinerja_tui.handoff.problems import BundleProblem
from kinerja_tui.models import journal, projection
from kinerja_tui.models.changes import REFERENCE, Change, stored
from kinerja_tui.models.database import Database
from kinerja_tui.models.local import AuthorKey, DraftForm, IncomingBundle, JournalEntry, Peer, RefusedChange
from kinerja_tui.models.take_back import take_back

LONGEST_NAME = 40
"""Characters of a change's name, and at most of a record's."""

# Made once: building a statement costs as much as running it, and these run for every bundle.
_KEYS = select(AuthorKey.site)
_PEERS = select(Peer)
_HELD = select(JournalEntry.id, JournalEntry.held).where(col(JournalEntry.held).is_not(None))
_REFUSED = select(RefusedChange).where(RefusedChange.site == bindparam("site"))


class Before:
    """What an import may change besides adding to the journal, as it was before."""

    def __init__(self, session: Session, header: Header) -> None:
        self._site = header.from_site
        peer = session.get(Peer, self._site)
        self._peer = None if peer is None else {"confirmed": peer.confirmed, "alarm": peer.alarm}
        self._peers = self._alarms(session)
        self._held = _held(session)
        self._keys = set(session.exec(_KEYS))
        refused = session.exec(_REFUSED, params={"site": self._site})
        self._refused = {item.change_id: item.reason for item in refused}

    def changed(self, session: Session, newest: int) -> dict[str, Any]:
        """What has become otherwise, for the ledger; ``newest`` is the newest seq before the import."""
        session.flush()
        now = _held(session)
        changed = {name for name in self._held.keys() | now.keys() if self._held.get(name) != now.get(name)}
        older: set[str] = set()
        for batch in journal.batches(sorted(changed), 400):
            query = select(JournalEntry.id).where(col(JournalEntry.id).in_(batch), col(JournalEntry.seq) <= newest)
            older |= set(session.exec(query))
        alarms = self._alarms(session)
        return {
            "peer": self._peer,
            "peers": {site: alarm for site, alarm in self._peers.items() if alarms.get(site) != alarm},
            "held": {name: self._held.get(name) for name in sorted(older)},
            "keys": sorted(set(session.exec(_KEYS)) - self._keys),
            "refused": self._refused,
        }

    @staticmethod
    def _alarms(session: Session) -> dict[str, int | None]:
        return {peer.site: peer.alarm for peer in session.exec(_PEERS)}


def _held(session: Session) -> dict[str, str | None]:
    return dict(session.exec(_HELD).all())


def newest_import(db: Database) -> str | None:
    """The bundle that was imported last: the one that can be taken back."""
    with db.reading() as session:
        return session.exec(select(IncomingBundle.id).order_by(col(IncomingBundle.seq).desc())).first()


def obstacle(db: Database, bundle_id: str) -> str:
    """Why an import cannot be taken back, in Indonesian; empty when it can."""
    with db.reading() as session:
        return _obstacle(session, bundle_id)


def undo_import(db: Database, bundle_id: str, progress: Progress | None = None) -> None:
    """Everything is as it was before that import. Raises `BundleProblem` with the reason when it cannot be.

    ``progress`` may raise to stop; then nothing was changed.
    """
    with db.transaction() as session:
        if reason := _obstacle(session, bundle_id):
            raise BundleProblem("not_undone", f"{reason} Impor ini tetap; tidak ada yang diubah.")
        bundle = session.exec(select(IncomingBundle).where(IncomingBundle.id == bundle_id)).one()
        before, site = dict(bundle.undo), bundle.from_site
        connection = session.connection()
        take_back(connection, bundle_id, progress)
        for name, reason in before["held"].items():
            projection.hold(connection, name, reason)
        connection.execute(delete(AuthorKey).where(col(AuthorKey.site).in_(before["keys"])))
        connection.execute(delete(RefusedChange).where(col(RefusedChange.site) == site))
        session.expire_all()
        session.add_all(RefusedChange(site=site, change_id=n, reason=r) for n, r in before["refused"].items())
        _put_back_peers(session, site, before)
        session.delete(bundle)
        session.flush()


def _put_back_peers(session: Session, site: str, before: Mapping[str, Any]) -> None:
    for other, alarm in before["peers"].items():
        found = session.get(Peer, other)
        if found is not None:
            found.alarm = alarm
            session.add(found)
    peer = session.get(Peer, site)
    if peer is None:
        return
    if before["peer"] is None:
        session.delete(peer)
    else:
        peer.confirmed, peer.alarm = before["peer"]["confirmed"], before["peer"]["alarm"]
        session.add(peer)


def _obstacle(session: Session, bundle_id: str) -> str:
    bundle = session.exec(select(IncomingBundle).where(IncomingBundle.id == bundle_id)).first()
    if bundle is None:
        return "Impor itu tidak ada di sini."
    newest = session.exec(select(IncomingBundle).order_by(col(IncomingBundle.seq).desc())).first()
    if newest is not None and newest.id != bundle_id:
        return f"Sesudahnya diimpor paket nomor {newest.no} dari {newest.from_office}; yang terakhir dibatalkan dulu."
    if not bundle.undo:
        return "Impor ini mengubah kunci PC ini, atau dibuat dengan versi program yang lama."
    connection = session.connection()
    values = {"bundle": bundle_id}
    told = connection.execute(_TOLD, values).first()
    if told is not None:
        return f"Paket nomor {told.no} ke {told.to_office} sudah ditulis dengan tanda terima atau isi impor ini."
    for at, body in connection.execute(_LATER, values):
        change = stored(zlib.decompress(body))
        if _is_brought(connection, bundle_id, _named_in(change)):
            return f"Sesudahnya sudah dikerjakan di sini: “{change.act}” ({at[:10]}), yang memakai isi paket ini."
    for draft in session.exec(select(DraftForm)):
        if _is_brought(connection, bundle_id, chain(draft.seen, *draft.seen.values())):
            return f"Formulir “{draft.title}” yang belum selesai memakai isi paket ini; selesaikan atau buang dulu."
    return ""


def _is_brought(connection: Connection, bundle_id: str, names: Iterable[str]) -> bool:
    """Whether one of these is the name of a change of the bundle, of a record it writes, or of whom it is about."""
    some = {name for name in names if len(name) <= LONGEST_NAME} - {REFERENCE}
    return any(
        connection.execute(_BROUGHT, {"bundle": bundle_id, "names": batch}).first() is not None
        for batch in journal.batches(sorted(some), 400)
    )


def _named_in(change: Change) -> Iterator[str]:
    """Every text of a change that may be the name of a record or of a change."""
    yield change.sub
    for op in change.ops:
        yield op.key
        yield from op.parents
        for value in op.fields.values():
            yield from _texts(value)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


_TOLD = text(
    "SELECT no, to_office FROM outgoing_bundle WHERE ack = :bundle OR id IN (SELECT s.bundle_id FROM outgoing_change s "
    "JOIN journal j USING (seq) WHERE j.arrived_with = :bundle) LIMIT 1"
)
_LATER = text(
    "SELECT at, body FROM journal WHERE arrived_with IS NULL "
    "AND seq > (SELECT min(seq) FROM journal WHERE arrived_with = :bundle) ORDER BY seq"
)
_BROUGHT = text(
    "SELECT 1 FROM journal WHERE id IN :names AND +arrived_with = :bundle "
    "UNION ALL SELECT 1 FROM journal WHERE sub IN :names AND +arrived_with = :bundle "
    "UNION ALL SELECT 1 FROM journal_record r CROSS JOIN journal j ON j.seq = r.seq "
    "WHERE r.record_id IN :names AND +j.arrived_with = :bundle LIMIT 1"
).bindparams(bindparam("names", expanding=True))
"""Found by the names, which are few, and not by the bundle, which may hold half a million changes."""
