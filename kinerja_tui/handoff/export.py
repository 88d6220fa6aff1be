"""Handing over: write a bundle of everything the receiver may see and has not confirmed."""

from __future__ import annotations

import contextlib
import errno
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Column, Connection, Integer, MetaData, Table, text
from sqlmodel import Session, col, select

from kinerja_tui.handoff import ownership
from kinerja_tui.handoff.bundle import (
    PARTIAL,
    BundleFile,
    Progress,
    Sealed,
    line_of,
    root_of,
    write_bundle,
)
from kinerja_tui.handoff.facts import facts_of
from kinerja_tui.handoff.header import MOST_HELD, Header
from kinerja_tui.handoff.problems import BundleProblem
from kinerja_tui.handoff.trust import Receiver, district_of, is_district, peers_of, receivers
from kinerja_tui.models import journal
from kinerja_tui.models.database import Database
from kinerja_tui.models.local import IncomingBundle, OutgoingBundle, Peer
from kinerja_tui.models.offices import Office
from kinerja_tui.services.handover.handover import Handover, Tally

_GOING = Table("going", MetaData(schema="temp"), Column("seq", Integer, primary_key=True))
"""The changes that go out, marked for the time of one export."""


@dataclass(frozen=True, slots=True)
class Written:
    """A bundle that lies on the disk, read back and found whole."""

    path: Path
    header: Header
    size: int
    """bytes"""
    sealed_to: tuple[Receiver, ...] = ()
    """the PCs that can open it; empty: it lies open, anybody can read it"""
    handover: Handover = field(default_factory=Handover)
    """what its berita acara says"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What an export to an office would carry now."""

    office: str
    changes: int
    employees: int
    size: int
    """bytes it takes at most, packed"""


def default_receiver(db: Database) -> str:
    """A kecamatan hands over to its district."""
    return district_of(db.office)


def waiting(db: Database, to_office: str, full: bool = False) -> Waiting:
    """Count what would go to that office, before anything is written."""
    with db.transaction() as session:
        base = None if full else _confirmed(session, to_office)
        _mark_content(session.connection(), db.office, to_office, base)
        query = (
            "SELECT count(*), (SELECT count(DISTINCT sub) FROM temp.going JOIN journal USING (seq) "
            "WHERE sub IN (SELECT id FROM employee)), coalesce(sum(length(body)), 0) "
            "FROM temp.going JOIN journal USING (seq)"
        )
        changes, employees, bodies = session.connection().execute(text(query)).one()
    return Waiting(to_office, changes, employees, bodies + changes * _SIGNATURE + _ENVELOPE)


_SIGNATURE, _ENVELOPE = 90, 2_000
"""Bytes of a packed signature with its marks; of header and keys."""


def export(
    db: Database,
    to_office: str,
    folder: Path,
    *,
    full: bool = False,
    packed: bool = True,
    sealed: bool = True,
    progress: Progress | None = None,
) -> Written:
    """Write the next bundle to an office into a folder. Raises `BundleProblem`, `Cancelled`; then nothing was written.

    ``full`` sends everything the receiver may see, whatever it confirmed (--penuh). It is sealed to every good key of
    the receiving office unless ``sealed`` is False or none is known. The file appears under its name only after it was
    read back whole.
    """
    if to_office == db.office and not peers_of_office(db, to_office):
        raise BundleProblem("own_office", "Kantor tujuan sama dengan kantor ini. Pilih kantor lain.")
    if not is_district(db.office) and to_office not in {district_of(db.office), db.office}:
        raise BundleProblem("wrong_receiver", "Paket untuk kecamatan lain disampaikan lewat BKPSDM, tidak langsung.")
    name = ""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with db.transaction() as session:
            tally = Tally(db.identity.site, (db.office, to_office), session.connection())
            base = None if full else _confirmed(session, to_office)
            header = _header(db, session, to_office, base, tally, progress)
            known = receivers(session, to_office, db.identity.site)
            to = known if sealed else []
            keys = [receiver.key for receiver in known]
            facts = facts_of(header, tally, keys, sealed=bool(to), from_person=db.operator)
            ending = ".segel" if to else ".json.gz" if packed else ".json"
            stem = f"kinerja_{header.from_office}_ke_{to_office}_no"
            _clear_away(folder, stem)
            name = _free_name(folder, f"{stem}{header.no:04d}", header.from_site, ending)
            _write(db, session, header, folder / (name + PARTIAL), packed, Sealed(to) if to else None, facts, progress)
        # Only a bundle that stands in the ledger gets its name.
        (folder / (name + PARTIAL)).replace(folder / name)
        _keep_name(folder)
    except OSError as error:
        raise _disk_problem(error, folder) from error
    finally:
        with contextlib.suppress(OSError):  # the stick may be gone; what went wrong first is told
            if name:
                (folder / (name + PARTIAL)).unlink(missing_ok=True)
    db.identity.last_bundle[to_office] = header.no
    db.identity.save()
    return Written(folder / name, header, (folder / name).stat().st_size, tuple(to), facts)


def peers_of_office(db: Database, office: str) -> list[Peer]:
    """Enrolled PCs of an office."""
    with db.reading() as session:
        return peers_of(session, office)


def _header(
    db: Database, session: Session, to_office: str, base: str | None, tally: Tally, progress: Progress | None
) -> Header:
    connection = session.connection()
    _mark_content(connection, db.office, to_office, base)
    count = connection.execute(text("SELECT count(*) FROM temp.going")).scalar_one()
    root, _ = root_of(_lines(connection, progress, count, tally))
    peers = peers_of(session, to_office)
    office = session.get(Office, Office.id_of(db.office))
    return Header(
        from_site=db.identity.site,
        from_office=db.office,
        from_name=office.name if office else db.office,
        to_office=to_office,
        to_site=peers[0].site if len(peers) == 1 else None,
        no=_next_number(db, session, to_office),
        base=base,
        ack=_newest_from(session, to_office),
        at=db.now().isoformat(timespec="seconds"),
        count=count,
        root=root,
        keys={**_author_keys(connection), db.identity.site: db.identity.public_key},
        held=_held_from(connection, to_office),
    )


def _write(
    db: Database,
    session: Session,
    header: Header,
    partial: Path,
    packed: bool,
    sealed: Sealed | None,
    facts: Handover,
    progress: Progress | None,
) -> None:
    """Write the marked changes under a provisional name, read them back, and enter the bundle in the ledger."""
    connection = session.connection()
    write_bundle(partial, header, db.identity, _lines(connection, progress, header.count), packed, sealed)
    if BundleFile(partial, opener=(lambda _cover: sealed.key) if sealed else None).header != header:
        raise BundleProblem(
            "not_read_back", "Berkas yang ditulis tidak terbaca kembali dengan utuh. Coba flashdisk lain."
        )
    session.add(
        OutgoingBundle(
            id=header.id,
            to_office=header.to_office,
            to_site=header.to_site,
            no=header.no,
            base=header.base,
            count=header.count,
            at=header.at,
            file=partial.name.removesuffix(PARTIAL),
            ack=header.ack,
            facts=facts.as_data(),
        )
    )
    session.flush()
    connection.execute(
        text("INSERT INTO outgoing_change (bundle_id, seq) SELECT :bundle, seq FROM temp.going"), {"bundle": header.id}
    )


def _mark_content(connection: Connection, own_office: str, to_office: str, base: str | None) -> None:
    """Fill temp.going with the changes that office may see and has not confirmed.

    What came from the receiver is sent back once too: it may have been restored from a backup since. What is held for
    the district to decide goes up to it, and to this office's other PCs; never down.
    """
    connection.execute(text("CREATE TEMP TABLE IF NOT EXISTS going (seq INTEGER PRIMARY KEY)"))
    connection.execute(text("DELETE FROM temp.going"))
    visible, held = "1", f"j.held IS NULL OR j.held IN ({ownership.travels_up()})"
    if is_district(own_office) and to_office != own_office:
        visible, held = _VISIBLE, "j.held IS NULL"
    connection.execute(
        text(
            f"""
            WITH RECURSIVE chain(id, base) AS (
                SELECT id, base FROM outgoing_bundle WHERE id = :base
                UNION
                SELECT older.id, older.base FROM outgoing_bundle older JOIN chain ON older.id = chain.base
            )
            INSERT INTO temp.going
            SELECT j.seq FROM journal j
            WHERE ({held}) AND ({visible}) AND j.seq NOT IN (
                SELECT sent.seq FROM outgoing_change sent WHERE sent.bundle_id IN (SELECT id FROM chain)
            )
            """
        ),
        {"base": base, "office": to_office, "own": Office.id_of(to_office)} if visible is _VISIBLE else {"base": base},
    )


_VISIBLE = """
    j.sub IN ('ref', :own)
    OR j.sub IN (SELECT id FROM employee WHERE office = :office)
    OR j.sub IN (
        SELECT c.record_id FROM conflict c, json_each(c.candidates) head
        WHERE c.table_name = 'employee' AND c.field = 'office' AND head.value ->> 'value' = :office
    )
    OR j.seq IN (SELECT seq FROM journal_audience WHERE office = :office)
    OR j.site IN (SELECT site FROM site WHERE office = :office AND recognised)
"""
"""The change is about that office itself, or the employee is that office's (or claimed by it), the change names the
office, or its own PC made it."""


def _lines(
    connection: Connection, progress: Progress | None, count: int, tally: Tally | None = None
) -> Iterator[bytes]:
    for done, entry in enumerate(journal.entries(connection, _GOING)):
        if progress is not None and done % 200 == 0:
            progress(done, count)
        if tally is not None:
            change = json.loads(entry.body)
            records = [(op["t"], op["k"]) for op in change["ops"]]
            tally.add(entry.id, entry.site, change["n"], change["sub"], records)
        yield line_of(entry.body, entry.sig)


def _author_keys(connection: Connection) -> dict[str, str]:
    query = (
        "SELECT site, key FROM author_key WHERE site IN (SELECT j.site FROM temp.going g JOIN journal j USING (seq))"
    )
    return {row.site: row.key for row in connection.execute(text(query))}


def _confirmed(session: Session, to_office: str) -> str | None:
    """The newest of our bundles the receiver says it has; None (send everything) when in doubt."""
    peers = peers_of(session, to_office)
    return peers[0].confirmed if len(peers) == 1 and peers[0].alarm is None else None


def _held_from(connection: Connection, office: str) -> dict[str, str]:
    """The changes that office's bundles brought and that do not count here, with the reason: part of the receipt."""
    query = text(
        "SELECT j.id, j.held FROM journal j JOIN incoming_bundle b ON b.id = j.arrived_with "
        "WHERE b.from_office = :office AND j.held IS NOT NULL ORDER BY j.seq DESC LIMIT :most"
    )
    return {row.id: row.held for row in connection.execute(query, {"office": office, "most": MOST_HELD})}


def _newest_from(session: Session, office: str) -> str | None:
    """The bundle to acknowledge: the one imported last from the only PC of that office."""
    peers = peers_of(session, office)
    if len(peers) != 1:
        return None
    query = select(IncomingBundle.id).where(IncomingBundle.from_site == peers[0].site)
    return session.exec(query.order_by(col(IncomingBundle.seq).desc())).first()


def _next_number(db: Database, session: Session, to_office: str) -> int:
    query = select(OutgoingBundle.no).where(OutgoingBundle.to_office == to_office)
    newest = session.exec(query.order_by(col(OutgoingBundle.no).desc())).first() or 0
    return max(newest, db.identity.last_bundle.get(to_office, 0)) + 1


def _free_name(folder: Path, stem: str, site: str, ending: str) -> str:
    """A name that nothing in the folder has: another PC of the office may have laid its bundle of that number there."""
    names = [stem, f"{stem}_PC-{site[:8]}", *(f"{stem}_PC-{site[:8]}_{number}" for number in range(2, 1_000))]
    return next(name + ending for name in names if not (folder / (name + ending)).exists())


def _clear_away(folder: Path, stem: str) -> None:
    """What a power cut left half written here: it never got its name, and the bundle that is written now carries it."""
    for path in folder.iterdir():
        if path.name.startswith(stem) and path.name.endswith(PARTIAL):
            with contextlib.suppress(OSError):
                path.unlink()


def _keep_name(folder: Path) -> None:
    """The new name on the disk as well, so that the stick may be taken out. Windows has no such call."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _disk_problem(error: OSError, folder: Path) -> BundleProblem:
    if error.errno == errno.ENOSPC:
        return BundleProblem("disk_full", f"Tempat di {folder} habis. Paket tidak ditulis; data di sini aman.")
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return BundleProblem("read_only", f"Folder {folder} tidak dapat ditulisi. Pilih folder atau flashdisk lain.")
    return BundleProblem("disk", f"Paket tidak dapat ditulis ke {folder}. Periksa flashdisknya; data di sini aman.")
