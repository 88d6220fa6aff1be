"""Whose changes count here: PCs enrolled by a person, PCs the district recognised, and what each may write."""

from __future__ import annotations

from sqlmodel import Session, col, select

from kinerja_tui.models.changes import Change, Op
from kinerja_tui.models.database import Database
from kinerja_tui.models.identity import fingerprint, site_of
from kinerja_tui.models.local import Peer
from kinerja_tui.models.offices import Office, Rejection, Site
from kinerja_tui.models.organisations import UnitRating
from kinerja_tui.models.state import REMOVED

AUTHOR_UNKNOWN = "penulis belum dikenal"
NOT_ALLOWED = "di luar wewenang"
UNFIT = "isi tidak sesuai"

DISTRICT_ONLY = frozenset({Rejection.__tablename__})
"""Tables that only a PC of the district may write (design: what flows down)."""


def is_district(office: str) -> bool:
    """True for the code of a kabupaten/kota (15.04), false for a kecamatan (15.04.03)."""
    return office.count(".") == 1


def district_of(office: str) -> str:
    """The district's code for any office code."""
    return ".".join(office.split(".")[:2])


def enrol(db: Database, office: str, office_name: str, key: str) -> None:
    """A person compared the fingerprint: trust that PC from now on. At the district this is told to all offices."""
    site = site_of(key)
    with db.transaction() as session:
        peer = session.get(Peer, site) or Peer(site=site, key=key, office=office)
        peer.office, peer.office_name = office, office_name
        peer.trusted_at, peer.trusted_by = db.now().isoformat(timespec="seconds"), db.operator
        session.add(peer)
        session.flush()
        if is_district(db.office):
            with db.act(f"PC {office_name} dikenali, sidik jari {fingerprint(key)}") as act:
                act.write(Site, Site.id_of(site), site=site, key=key, office=office, recognised=True)


def trusted_peer(session: Session, site: str) -> Peer | None:
    """The enrolled PC with that id."""
    peer = session.get(Peer, site)
    return peer if peer is not None and peer.trusted_at is not None else None


def peers_of(session: Session, office: str) -> list[Peer]:
    """Enrolled PCs of an office, newest first."""
    query = select(Peer).where(Peer.office == office, col(Peer.trusted_at).is_not(None))
    return list(session.exec(query.order_by(col(Peer.trusted_at).desc())))


class Authority:
    """Decides for each change of a bundle whether it counts, from who its author is. One per import."""

    def __init__(self, db: Database, session: Session) -> None:
        self._session = session
        self._own = (db.identity.site, db.office)
        self._offices: dict[str, str | None] = {}

    def reason_to_hold(self, change: Change) -> str | None:
        """Why a change is kept but left out of the state; None when it counts."""
        office = self._office_of(change.site)
        if office is None:
            return AUTHOR_UNKNOWN
        if is_district(office):
            return None
        for op in change.ops:
            if op.table in DISTRICT_ONLY:
                return NOT_ALLOWED
            if op.table == Site.__tablename__ and not _introduces_itself(op, change.site, office):
                return NOT_ALLOWED
            if op.table == Office.__tablename__ and op.key not in {
                Office.id_of(office),
                Office.id_of(district_of(office)),
            }:
                return NOT_ALLOWED
            if op.table == UnitRating.__tablename__ and not self._rates_itself(op, change.sub, office):
                return NOT_ALLOWED
        return None

    def _rates_itself(self, op: Op, sub: str, office: str) -> bool:
        """A kecamatan may note down only the rating it was given itself; the district writes everybody's."""
        known = self._session.get(UnitRating, op.key)
        return (
            sub == Office.id_of(office)
            and op.fields.get("office", office) == office
            and (known is None or known.office in {"", office})
        )

    def forget(self) -> None:
        """Look everybody up again: a bundle may have brought the district's word on a PC."""
        self._offices.clear()

    def _office_of(self, site: str) -> str | None:
        if site == self._own[0]:
            return self._own[1]
        if site not in self._offices:
            peer = trusted_peer(self._session, site)
            named = self._session.get(Site, Site.id_of(site))
            if peer is not None:
                self._offices[site] = peer.office
            elif named is not None and named.recognised and not named.removed:
                self._offices[site] = named.office
            else:
                self._offices[site] = None
        return self._offices[site]


def _introduces_itself(op: Op, site: str, office: str) -> bool:
    """A PC may say of itself only what is known of it anyway: visibility and authority hang on this record."""
    return (
        op.key == Site.id_of(site)
        and op.fields.get("site", site) == site
        and op.fields.get("office", office) == office
        and not {"recognised", REMOVED} & op.fields.keys()
    )
