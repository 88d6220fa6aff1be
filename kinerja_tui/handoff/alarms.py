"""What a bundle tells of restored and copied PCs. None of it endangers the data: changes are named by their content.

A PC's key on two computers, or a database put back from a backup without its marks, shows in three ways: our own
change comes from outside, one running number was used twice, a bundle is acknowledged that we do not remember. A peer
that looks so gets full bundles until it has confirmed one.
"""

from __future__ import annotations

from sqlalchemy import text
from sqlmodel import Session, col, select

from kinerja_tui.handoff import locked
from kinerja_tui.handoff.trust import withdrawals_of
from kinerja_tui.models.database import Database
from kinerja_tui.models.local import JournalEntry, OutgoingBundle, Peer
from kinerja_tui.models.offices import Office, Site


def notice(db: Database, session: Session, since: int) -> list[str]:
    """Look at what arrived after ``since``; returns what people should know, in Indonesian."""
    told = [_of_ourselves(db, session, since), _of_our_key(db, session), _of_approved_periods(db, session, since)]
    query = text(
        "SELECT DISTINCT j.site FROM journal j JOIN journal o ON o.site = j.site AND o.n = j.n AND o.id <> j.id "
        "WHERE j.seq > :since AND j.site <> :own ORDER BY 1"
    )
    for site in session.connection().execute(query, {"since": since, "own": db.identity.site}).scalars().all():
        told.append(_of_twins(db, session, site))
    return [item for item in told if item]


def forgotten_receipt(db: Database, session: Session, peer: Peer, name: str) -> str:
    """A peer acknowledges a bundle that this PC does not remember."""
    put_under_alarm(session, peer)
    said = (
        f"{name} mengaku menerima paket yang tidak tercatat di sini. Bila PC ini pernah dipulihkan dari cadangan itu "
        "wajar; paket berikutnya ke sana dikirim penuh."
    )
    db.note_alarm("forgotten", peer.site, said)
    return said


def put_under_alarm(session: Session, peer: Peer) -> None:
    """Full bundles to that PC until it confirms one that was written after now."""
    query = select(OutgoingBundle.no).where(OutgoingBundle.to_office == peer.office)
    peer.alarm = session.exec(query.order_by(col(OutgoingBundle.no).desc())).first() or 0
    session.add(peer)
    session.flush()


def _of_ourselves(db: Database, session: Session, since: int) -> str:
    query = text("SELECT count(*), max(n) FROM journal WHERE seq > :since AND site = :site")
    count, newest = session.connection().execute(query, {"since": since, "site": db.identity.site}).one()
    if not count:
        return ""
    db.identity.last_change = max(db.identity.last_change, newest)  # no number is used twice
    said = (
        f"{count} perubahan yang ditandatangani PC ini kembali dari luar dan belum ada di sini. Rupanya data PC ini "
        "pernah dipulihkan dari cadangan, atau disalin ke PC lain bersama kuncinya. Isinya sudah dicatat; tidak ada "
        "yang hilang. Sesudah dipulihkan dari cadangan tidak perlu apa-apa lagi. Bila ada PC lain yang memakai salinan "
        "ini, buat kunci baru di salah satunya saja (PC yang dikenal, n), lalu bawa kunci itu ke BKPSDM (t)."
    )
    db.note_alarm("own", db.identity.site, said)
    return said


def _of_our_key(db: Database, session: Session) -> str:
    gone = withdrawals_of(session, db.identity.site)
    if not gone:
        return ""
    said = (
        f"BKPSDM mencabut kunci PC ini: {gone[0].reason}. Sesudah impor, PC ini memakai kunci baru; datanya utuh. "
        "Tulis kunci itu (PC yang dikenal, t) dan bawa ke BKPSDM agar PC ini dikenali. Perubahan yang belum sampai di "
        "BKPSDM saat itu ditahan sampai BKPSDM menerimanya."
    )
    db.note_alarm("withdrawn", db.identity.site, said)
    return said


def _of_approved_periods(db: Database, session: Session, since: int) -> str:
    """The district approved a period while this office was still changing it: that is kept, and does not count."""
    query = text("SELECT 1 FROM journal_record r WHERE r.seq > :since AND r.record_id IN (SELECT id FROM period_lock)")
    if session.connection().execute(query, {"since": since}).first() is None:
        return ""
    waiting = select(JournalEntry.id).where(
        JournalEntry.held == locked.LOCKED, JournalEntry.site == db.identity.site, col(JournalEntry.seq) <= since
    )
    count = len(session.exec(waiting).all())
    if not count:
        return ""
    return (
        f"{count} perubahan yang dibuat di PC ini mengubah periode yang sudah disahkan BKPSDM, dan belum ada di BKPSDM "
        "saat itu; jadi ditahan. Tidak ada yang hilang: lihat di “Perlu dibereskan” (7). Bila perbaikan itu perlu, "
        "minta BKPSDM membuka periodenya, dengan alasan; sesudah itu berlaku dengan sendirinya."
    )


def _of_twins(db: Database, session: Session, site: str) -> str:
    peer = session.get(Peer, site)
    if peer is not None:
        put_under_alarm(session, peer)
    said = (
        f"Satu nomor perubahan dipakai dua kali oleh sebuah PC {_place_of(session, site)} (tanda {site[:8]}): datanya "
        "pernah dipulihkan dari cadangan atau disalin ke PC lain bersama kuncinya. Kedua perubahan dicatat; tidak ada "
        "yang hilang. Tanyakan ke kantor itu; bila datanya dipakai di dua PC, salah satunya membuat kunci baru (di PC "
        "itu: PC yang dikenal, n) dan kunci itu dikenalkan di sini (a)."
    )
    db.note_alarm("twin", site, said)
    return said


def _place_of(session: Session, site: str) -> str:
    """The office a PC writes for, by name as well as it is known here."""
    peer, named = session.get(Peer, site), session.get(Site, Site.id_of(site))
    code = named.office if named is not None else peer.office if peer is not None else ""
    office = session.get(Office, Office.id_of(code))
    return (office.name if office is not None else "") or code or "yang belum dikenal"
