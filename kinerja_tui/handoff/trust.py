"""Whom this PC trusts: PCs a person introduced, PCs the district recognised, and those whose key it withdrew.

The district signs the list of its offices' PCs: `Site.recognised` and `Withdrawal` are written by the district
alone and travel with every bundle, so offices trust each other's PCs without having met.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from nacl.exceptions import CryptoError
from nacl.signing import VerifyKey
from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from kinerja_tui.handoff import authority
from kinerja_tui.models.database import Database
from kinerja_tui.models.identity import fingerprint, site_of
from kinerja_tui.models.local import JournalEntry, Peer
from kinerja_tui.models.offices import Site, Withdrawal
from kinerja_tui.models.records import new_id
from kinerja_tui.rules.problems import RuleBroken

MOST_NAMED = 100_000
"""Names in one withdrawal; further ones add up."""

BY_DISTRICT = "BKPSDM"
"""Who introduced a PC that stands in the district's signed list."""

# Made once: building a statement costs as much as running it, and these run several times for every bundle.
_WITHDRAWALS = select(Withdrawal).where(Withdrawal.site == bindparam("site"), col(Withdrawal.removed).is_(False))
_PEERS = (
    select(Peer)
    .where(
        Peer.office == bindparam("office"),
        col(Peer.trusted_at).is_not(None),
        col(Peer.site).not_in(select(Withdrawal.site).where(col(Withdrawal.removed).is_(False))),
    )
    .order_by(col(Peer.trusted_at).desc())
)
_LISTED = select(Site).where(
    Site.office == bindparam("office"), col(Site.recognised).is_(True), col(Site.removed).is_(False)
)


def is_district(office: str) -> bool:
    """True for the code of a kabupaten/kota (15.04), false for a kecamatan (15.04.03)."""
    return office.count(".") == 1


def district_of(office: str) -> str:
    """The district's code for any office code."""
    return ".".join(office.split(".")[:2])


# -- introducing


def enrol(db: Database, office: str, office_name: str, key: str) -> None:
    """A person compared the fingerprint: trust that PC from now on. At the district this is told to all offices.

    What is held of it comes to count with the next import, whose preview shows it; so does what a withdrawn key signed
    that is recognised again. Raises `RuleBroken` for a key the district withdrew, at an office.
    """
    site = site_of(key)
    with db.transaction() as session:
        gone = withdrawals_of(session, site)
        if gone and not is_district(db.office):
            raise RuleBroken(f"{_told(gone[0])} Hanya BKPSDM yang dapat mengenalinya lagi. Tidak ada yang diubah.")
        peer = session.get(Peer, site) or Peer(site=site, key=key, office=office)
        peer.office, peer.office_name, peer.alarm = office, office_name, None
        peer.trusted_at, peer.trusted_by = db.now().isoformat(timespec="seconds"), db.operator
        session.add(peer)
        session.flush()
        if is_district(db.office):
            with db.act(f"PC {office_name} dikenali, sidik jari {fingerprint(key)}") as act:
                act.write(Site, Site.id_of(site), site=site, key=key, office=office, recognised=True)
                for item in gone:
                    act.remove(Withdrawal, item.id)


def withdraw(db: Database, site: str, reason: str, replaced_by: str = "") -> None:
    """The district takes a PC's key back. What is known of it here by now goes on counting, nothing else it signs does.

    Raises `RuleBroken`: not the district, no reason, this very PC, or nobody known.
    """
    if not is_district(db.office):
        raise RuleBroken("Kunci hanya dicabut oleh BKPSDM. Laporkan ke BKPSDM bila PC kantor ini hilang atau diganti.")
    if not reason.strip():
        raise RuleBroken("Tulis alasannya, misalnya: laptop hilang, atau PC rusak dan diganti.")
    if site == db.identity.site:
        raise RuleBroken("Itu PC yang sedang dipakai ini. Kuncinya dicabut dari PC BKPSDM yang lain.")
    with db.transaction() as session:
        name = _office_name(session, site)
        rows = session.exec(
            select(JournalEntry.id).where(JournalEntry.site == site, col(JournalEntry.held).is_(None))
        ).all()
        _write_withdrawal(db, session, f"Kunci PC {name} dicabut: {reason.strip()}", site, rows, reason, replaced_by)


def replace(db: Database, site: str, office: str, office_name: str, key: str, reason: str) -> None:
    """A new PC goes on in the place of another: the new key is recognised, the old one withdrawn, in one act of a
    person. Raises `RuleBroken` as `enrol` and `withdraw` do."""
    with db.transaction():
        if site_of(key) == site:
            raise RuleBroken("Itu kunci PC yang sama. Pilih berkas kunci dari PC yang baru.")
        enrol(db, office, office_name, key)
        withdraw(db, site, reason, site_of(key))


def waiting_of(session: Session, site: str) -> list[str]:
    """Changes of a withdrawn PC that are held because the district did not know them when it withdrew the key."""
    query = select(JournalEntry.id).where(JournalEntry.site == site, JournalEntry.held == authority.WITHDRAWN)
    return list(session.exec(query).all())


def accept_waiting(db: Database, site: str) -> int:
    """A person at the district vouches for the held changes of a withdrawn PC: they count from now on. How many."""
    if not is_district(db.office):
        raise RuleBroken("Perubahan dari kunci yang dicabut hanya diterima oleh BKPSDM.")
    with db.transaction() as session:
        waiting = waiting_of(session, site)
        if waiting:
            first = withdrawals_of(session, site)[0]
            title = f"{len(waiting)} perubahan dari PC {_office_name(session, site)} diterima sesudah kuncinya dicabut"
            _write_withdrawal(db, session, title, site, waiting, first.reason, first.replaced_by)
            authority.judge_again(db, session)
    return len(waiting)


def _write_withdrawal(
    db: Database, session: Session, title: str, site: str, names: Collection[str], reason: str, replaced_by: str
) -> None:
    known = sorted(name[: authority.KNOWN_DIGITS] for name in names)
    for start in range(0, max(1, len(known)), MOST_NAMED):
        with db.act(title) as act:
            act.write(
                Withdrawal,
                new_id(),
                site=site,
                day=db.today(),
                reason=reason.strip(),
                replaced_by=replaced_by,
                known={"names": known[start : start + MOST_NAMED]},
            )
    session.flush()


def _office_name(session: Session, site: str) -> str:
    peer, named = session.get(Peer, site), session.get(Site, Site.id_of(site))
    if peer is not None and peer.office_name:
        return peer.office_name
    if named is None and peer is None:
        raise RuleBroken("PC itu tidak dikenal di sini. Tidak ada yang diubah.")
    return named.office if named is not None else peer.office if peer is not None else ""


# -- asking


def withdrawals_of(session: Session, site: str) -> list[Withdrawal]:
    """The withdrawals of a PC's key, oldest first; empty while the key is good."""
    found = session.exec(_WITHDRAWALS, params={"site": site}).all()
    return sorted(found, key=lambda item: (str(item.day), item.id))


def told_of(session: Session, site: str) -> str:
    """In words, when and why the key of a PC was withdrawn; empty while it is good."""
    gone = withdrawals_of(session, site)
    return _told(gone[0]) if gone else ""


def _told(item: Withdrawal) -> str:
    day = f" pada {item.day:%d-%m-%Y}" if item.day else ""
    return f"Kunci PC itu dicabut BKPSDM{day}: {item.reason}."


def trusted_peer(db: Database, session: Session, site: str) -> Peer | None:
    """The PC with that id if it was introduced here, or stands in the district's signed list; never a withdrawn one."""
    if withdrawals_of(session, site):
        return None
    peer = session.get(Peer, site)
    if peer is not None and peer.trusted_at is not None:
        return peer
    named = session.get(Site, Site.id_of(site))
    if named is None or not named.recognised or named.removed or not authority.is_key_of(site, named.key):
        return None
    peer = Peer(site=site, key=named.key, office=named.office)
    peer.trusted_at, peer.trusted_by = db.now().isoformat(timespec="seconds"), BY_DISTRICT
    session.add(peer)
    session.flush()
    return peer


def peers_of(session: Session, office: str) -> list[Peer]:
    """Introduced PCs of an office whose keys are good, newest first."""
    return list(session.exec(_PEERS, params={"office": office}))


def is_known(db: Database, office: str) -> bool:
    """Whether a bundle for that office can be sealed: some PC of it is known here."""
    with db.reading() as session:
        return bool(receivers(session, office, db.identity.site))


def can_be_sealed_to(key: str) -> bool:
    """Whether a public key is a point of the curve; foreign data can name anything."""
    try:
        VerifyKey(bytes.fromhex(key)).to_curve25519_public_key()
    except (ValueError, CryptoError, RuntimeError):
        return False
    return True


@dataclass(frozen=True, slots=True)
class Receiver:
    """A PC that may open what is sealed for its office."""

    site: str
    key: str


def receivers(session: Session, office: str, own_site: str) -> list[Receiver]:
    """Every good key of an office: PCs introduced here and PCs in the district's signed list, without this one."""
    found = {peer.site: peer.key for peer in peers_of(session, office)}
    for named in session.exec(_LISTED, params={"office": office}):
        if named.site not in found and not withdrawals_of(session, named.site):
            found[named.site] = named.key
    return [
        Receiver(site, key)
        for site, key in sorted(found.items())
        if site != own_site and authority.is_key_of(site, key) and can_be_sealed_to(key)
    ]
