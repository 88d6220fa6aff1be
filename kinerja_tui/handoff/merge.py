"""Receiving: look into a bundle, see exactly what it would change, and take it in as a whole or not at all."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import starmap
from pathlib import Path

from sqlalchemy import Connection, delete, select
from sqlmodel import Session, col
from sqlmodel import select as select_objects

from kinerja_tui.handoff import alarms, problems, undo
from kinerja_tui.handoff.authority import Authority, judge_again
from kinerja_tui.handoff.bundle import BundleFile, Progress
from kinerja_tui.handoff.differences import Comparison, compare
from kinerja_tui.handoff.facts import facts_of
from kinerja_tui.handoff.header import Header
from kinerja_tui.handoff.problems import BundleProblem, UnknownSender, unreadable
from kinerja_tui.handoff.seal import SealedForOthers, opener_of
from kinerja_tui.handoff.trust import told_of, trusted_peer, withdrawals_of
from kinerja_tui.models import journal, projection
from kinerja_tui.models.database import Database
from kinerja_tui.models.identity import Identity
from kinerja_tui.models.journal import SignedChange
from kinerja_tui.models.local import AuthorKey, IncomingBundle, OutgoingBundle, Peer, RefusedChange
from kinerja_tui.models.offices import Site
from kinerja_tui.services.handover.handover import Handover, Tally
from kinerja_tui.services.office import setup


@dataclass(frozen=True, slots=True)
class Held:
    """A change that is kept but does not count, with the reason."""

    change_id: str
    by: str
    act: str
    site: str
    reason: str


@dataclass(slots=True)
class Outcome:
    """What an import does, or would do (preview is the same code rolled back)."""

    header: Header
    already_imported: bool = False
    new: int = 0
    conflicts: int = 0
    """fields in bentrok that were not before"""
    comparison: Comparison = field(default_factory=Comparison)
    held: list[Held] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    handover: Handover = field(default_factory=Handover)
    """what its berita acara says"""


class _RolledBack(Exception):
    pass


def look_into(path: Path, progress: Progress | None = None, identity: Identity | None = None) -> BundleFile:
    """Open a bundle and check that it is whole and signed; needs no database, of a sealed one the receiver's key.

    Raises `BundleProblem`.
    """
    try:
        return BundleFile(path, progress, opener_of(identity))
    except FileNotFoundError as error:
        raise BundleProblem(
            "missing", f"Berkas {path} tidak ditemukan. Periksa nama berkas dan flashdisknya."
        ) from error
    except OSError as error:
        raise unreadable(path) from error


def preview(db: Database, path: Path, progress: Progress | None = None) -> Outcome:
    """Exactly what an import would change; nothing is kept. Raises `BundleProblem`, `Cancelled`."""
    bundle = _opened(db, path, progress)
    outcome = Outcome(bundle.header)
    with contextlib.suppress(_RolledBack), db.transaction() as session:
        _take_in(db, session, bundle, outcome)
        raise _RolledBack
    return outcome


def take_in(db: Database, path: Path, progress: Progress | None = None) -> Outcome:
    """Import a bundle: all or nothing. Again is the same as once. Raises `BundleProblem`, `Cancelled`."""
    bundle = _opened(db, path, progress)
    outcome = Outcome(bundle.header)
    with db.transaction() as session:
        _take_in(db, session, bundle, outcome)
        withdrawn = bool(withdrawals_of(session, db.identity.site))
    if withdrawn:
        setup.take_new_key(db)
    return outcome


def _opened(db: Database, path: Path, progress: Progress | None) -> BundleFile:
    """With this PC's key. One sealed for somebody else is refused by that PC's office, as far as it is known here."""
    try:
        return look_into(path, progress, db.identity)
    except SealedForOthers as problem:
        with db.reading() as session:
            named = [session.get(Site, Site.id_of(site)) for site in problem.sites]
            offices = {item.office for item in named if item is not None and item.office}
        if not offices:
            raise
        whom = "PC lain di kantor ini" if offices == {db.office} else f"kantor {', '.join(sorted(offices))}"
        why = (
            " Bila PC ini PC pengganti, tulis kuncinya (PC yang dikenal, t) dan minta pengirim mengenalinya."
            if db.office in offices
            else ""
        )
        raise BundleProblem(
            "wrong_receiver",
            f"Paket ini disegel untuk {whom}, bukan untuk PC ini. Teruskan ke alamatnya; data di sini tidak "
            f"diubah.{why}",
        ) from problem


def _take_in(db: Database, session: Session, bundle: BundleFile, outcome: Outcome) -> None:
    header = bundle.header
    _check_addressed_to_us(db, header)
    before = undo.Before(session, header)
    if session.exec(select_objects(IncomingBundle).where(IncomingBundle.id == header.id)).first() is not None:
        outcome.already_imported = True  # also where that bundle itself withdrew its sender's key
        return
    peer = _check_sender(db, session, header)
    _check_base(session, header)
    connection = session.connection()
    earlier = journal.moment(connection)
    known_conflicts = _conflicts(connection)
    for site, key in header.keys.items():
        session.merge(AuthorKey(site=site, key=key))
    session.flush()
    tally = Tally(header.from_site, (header.from_office, header.to_office), connection)
    judged = _judged(bundle, Authority(db, session), tally)
    outcome.new = projection.append(connection, judged, arrived_with=header.id)
    session.expire_all()
    judge_again(db, session, earlier.newest)
    outcome.held = _held(session, header.id)
    outcome.notices += alarms.notice(db, session, earlier.newest)
    _take_acknowledgement(db, session, header, peer, outcome)
    outcome.comparison = compare(connection, earlier)
    outcome.conflicts = len(_conflicts(connection) - known_conflicts)
    own = [db.identity.public_key]
    outcome.handover = facts_of(header, tally, own, sealed=bundle.sealed, to_person=db.operator)
    session.add(
        IncomingBundle(
            id=header.id,
            from_site=header.from_site,
            from_office=header.from_office,
            no=header.no,
            count=header.count,
            new=outcome.new,
            at=db.now().isoformat(timespec="seconds"),
            by=db.operator,
            facts=outcome.handover.as_data(),
            undo={} if withdrawals_of(session, db.identity.site) else before.changed(session, earlier.newest),
        )
    )
    session.flush()


def _check_addressed_to_us(db: Database, header: Header) -> None:
    if header.from_site == db.identity.site:
        raise BundleProblem(
            "own", "Paket ini dibuat di PC ini sendiri. Serahkan ke penerimanya; tidak perlu diimpor di sini."
        )
    if header.to_office != db.office or header.to_site not in {None, db.identity.site}:
        whom = "PC lain di kantor ini" if header.to_office == db.office else f"kantor {header.to_office}"
        raise BundleProblem(
            "wrong_receiver",
            f"Paket ini dari {header.from_name} untuk {whom}, bukan untuk PC ini. Teruskan ke alamatnya; data di sini "
            "tidak diubah.",
        )


def _check_sender(db: Database, session: Session, header: Header) -> Peer:
    peer = trusted_peer(db, session, header.from_site)
    if peer is None:
        if told := told_of(session, header.from_site):
            raise BundleProblem(
                "withdrawn_sender",
                f"{told} Paket dari {header.from_name} ini ditulis dengan kunci itu, jadi ditolak; data di sini tidak "
                "diubah. Minta paket dari PC kantor itu yang masih dikenal.",
            )
        raise UnknownSender(header.from_office, header.from_name, header.from_site, header.key)
    if peer.office != header.from_office:
        raise BundleProblem(
            "sender_office",
            f"Pengirim mengaku dari kantor {header.from_office}, padahal PC itu dikenali sebagai milik {peer.office}. "
            "Paket ditolak; data di sini tidak diubah.",
        )
    return peer


def _check_base(session: Session, header: Header) -> None:
    if header.base is None:
        return
    if session.exec(select_objects(IncomingBundle).where(IncomingBundle.id == header.base)).first() is None:
        raise BundleProblem(
            "missing_base",
            f"Paket nomor {header.no} ini melanjutkan paket sebelumnya (tanda {header.base[:8]}) yang belum pernah "
            "diimpor di sini. Impor paket itu dulu, atau minta paket penuh (ekspor --penuh). Data di sini aman.",
        )


def _judged(bundle: BundleFile, authority: Authority, tally: Tally) -> Iterator[SignedChange]:
    held = 0
    for signed in bundle.changes():
        change = signed.change
        tally.add(signed.id, change.site, change.n, change.sub, [(op.table, op.key) for op in change.ops])
        reason = authority.reason_to_hold(signed.id, signed.change)
        held += reason is not None
        if held > problems.MOST_HELD_TAKEN:
            raise problems.too_many_held()
        yield signed if reason is None else SignedChange(signed.id, signed.change, signed.body, signed.sig, reason)


def _held(session: Session, bundle_id: str) -> list[Held]:
    entry = journal.journal.c
    query = select(entry.id, entry.by, entry.act, entry.site, entry.held).where(
        entry.arrived_with == bundle_id, entry.held.is_not(None)
    )
    found = list(starmap(Held, session.connection().execute(query.limit(problems.MOST_HELD_TAKEN + 1))))
    if len(found) > problems.MOST_HELD_TAKEN:
        raise problems.too_many_held()
    return found


def _take_acknowledgement(db: Database, session: Session, header: Header, peer: Peer, outcome: Outcome) -> None:
    """What the sender says it has of ours. It sets, never only raises: the sender may have been restored."""
    ours = session.get(OutgoingBundle, header.ack) if header.ack else None
    if ours is not None and (ours.to_office != peer.office or ours.to_site not in {None, peer.site}):
        ours = None
    if header.ack and ours is None:
        outcome.notices.append(alarms.forgotten_receipt(db, session, peer, header.from_name))
    if ours is not None and peer.alarm is not None and ours.no > peer.alarm:
        peer.alarm = None
    peer.confirmed = ours.id if ours else None
    session.add(peer)
    session.connection().execute(delete(RefusedChange).where(col(RefusedChange.site) == peer.site))
    for batch in journal.batches(header.held.items(), 400):
        known = journal.known_ids(session.connection(), [name for name, _ in batch])
        session.add_all(RefusedChange(site=peer.site, change_id=n, reason=r[:200]) for n, r in batch if n in known)


def _conflicts(connection: Connection) -> set[tuple[str, str]]:
    rows = connection.execute(select(projection.conflict.c.record_id, projection.conflict.c.field))
    return {(record_id, field) for record_id, field in rows}
