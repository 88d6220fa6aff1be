"""Whose changes count here and what each may write. A change that may not count is kept, held with its reason.

Held is this PC's own judgement, made again whenever a bundle brings a word of the district on a PC or a person.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from sqlmodel import Session, col, select

from kinerja_tui.handoff import ownership, problems, reference
from kinerja_tui.handoff.writings import REASONS
from kinerja_tui.models import journal, projection
from kinerja_tui.models.changes import REFERENCE, Change, Op, parse
from kinerja_tui.models.database import Database
from kinerja_tui.models.identity import site_of
from kinerja_tui.models.local import JournalEntry, Peer
from kinerja_tui.models.offices import Office, Rejection, Site, Withdrawal
from kinerja_tui.models.organisations import UnitRating
from kinerja_tui.models.period_locks import KNOWN_DIGITS as KNOWN_DIGITS
from kinerja_tui.models.periods import Period
from kinerja_tui.models.records import UnfitValue, decode, journalled_fields
from kinerja_tui.models.schema import PROJECTED
from kinerja_tui.models.state import REMOVED
from kinerja_tui.rules.periods import period_from_code
from kinerja_tui.rules.problems import RuleBroken

AUTHOR_UNKNOWN = "penulis belum dikenal"
WITHDRAWN = "ditulis dengan kunci yang sudah dicabut"
NOT_ALLOWED = "di luar wewenang"
UNFIT = "isi tidak sesuai"

_BATCH = 400

MOST_ROUNDS = 5
"""How often authors and people are judged in turn; each may change the other only through the district's words."""

DISTRICT_ONLY = frozenset({str(Rejection.__tablename__), str(Withdrawal.__tablename__)}) | {"period_lock"}
"""Tables that only a PC of the district may write (design: what flows down)."""

OF_REFERENCE = reference.TABLES | DISTRICT_ONLY | {"site"}
"""Tables of reference data: everybody gets them, and their records name no person."""

OF_AN_OFFICE = frozenset(
    {
        "dimension",
        "organisation_rating",
        "predicate_comparison",
        "training_session",
        "service",
        "service_request",
        "survey",
        "survey_sheet",
        "survey_second",
        "improvement",
        "forum",
        "voice",
    }
)
"""Tables that may stand under an office's own name. Everything else is about one person and stands under the person's:
by that name it is decided who gets it and who may write it."""


class Authority:
    """Decides for each change of a bundle whether it counts, from who its author is. One per import."""

    def __init__(self, db: Database, session: Session) -> None:
        self._session = session
        self._own = (db.identity.site, db.office)
        self._offices: dict[str, str | None] = {}
        self._withdrawn: dict[str, frozenset[str]] | None = None

    def reason_to_hold(self, change_id: str, change: Change) -> str | None:
        """Why a change is kept but left out of the state; None when it counts."""
        office = self.office_of(change.site)
        if office is None:
            return AUTHOR_UNKNOWN
        if not self.was_known(change.site, change_id):
            return WITHDRAWN
        return (None if office.count(".") == 1 else self._beyond(change, office)) or _unfit(change)

    def _beyond(self, change: Change, office: str) -> str | None:
        """What of a change a kecamatan may not write, by name."""
        own = change.sub == Office.id_of(office)
        for op in change.ops:
            if _is_misplaced(op, change.sub, own=own):
                return NOT_ALLOWED
            if op.table in DISTRICT_ONLY:
                return NOT_ALLOWED
            if op.table == Site.__tablename__ and not _introduces_itself(op, change.site, office):
                return NOT_ALLOWED
            if op.table == Office.__tablename__ and op.key != Office.id_of(office):
                return NOT_ALLOWED
            if op.table == Period.__tablename__ and not _is_standard_period(op):
                return NOT_ALLOWED
            if op.table in reference.LISTS and op.fields.get("office", office) != office:
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
        self._withdrawn = None

    def office_of(self, site: str) -> str | None:
        """The office a PC writes for, whether or not its key was withdrawn since; None for a stranger."""
        if site == self._own[0]:
            return self._own[1]
        if site not in self._offices:
            peer = self._session.get(Peer, site)
            named = self._session.get(Site, Site.id_of(site))
            if peer is not None and peer.trusted_at is not None:
                self._offices[site] = peer.office
            elif named is not None and named.recognised and not named.removed:
                self._offices[site] = named.office
            else:
                self._offices[site] = None
        return self._offices[site]

    def writer_of(self, site: str) -> str | None:
        """As `office_of`; what was written here under a key this PC had before it was copied or restored is its own
        office's too, whether or not that key is known yet."""
        office = self.office_of(site)
        return self._own[1] if office is None and site in self._former else office

    @cached_property
    def _former(self) -> frozenset[str]:
        written = select(JournalEntry.site).where(col(JournalEntry.arrived_with).is_(None)).distinct()
        return frozenset(self._session.exec(written).all())

    def was_known(self, site: str, change_id: str) -> bool:
        """Whether a change by that PC counts as far as its key goes: the key is good, or the district knew the change
        when it withdrew it."""
        known = self.withdrawn().get(site)
        return known is None or change_id[:KNOWN_DIGITS] in known

    def withdrawn(self) -> Mapping[str, frozenset[str]]:
        """Withdrawn site -> beginnings of the names of its changes that go on counting."""
        if self._withdrawn is None:
            found: dict[str, set[str]] = {}
            for item in self._session.exec(select(Withdrawal).where(col(Withdrawal.removed).is_(False))):
                names = (item.known or {}).get("names")
                found.setdefault(item.site, set()).update(
                    name for name in (names if isinstance(names, list) else []) if isinstance(name, str)
                )
            self._withdrawn = {site: frozenset(names) for site, names in found.items()}
        return self._withdrawn


def judge_again(db: Database, session: Session, since: int | None = None) -> None:
    """Let changes count, or hold them, by what has become known of their authors and people meanwhile.

    ``since`` is the newest seq before an import; None: nothing arrived. What was written here since the import before
    is judged with it: the district's own word is news here too, and a program without entry rules may have written.
    """
    most = None if since is None else problems.MOST_HELD_TAKEN
    authority = Authority(db, session)
    newest = journal.moment(session.connection()).newest if since is None else since
    imported = select(JournalEntry.seq).where(col(JournalEntry.arrived_with).is_not(None))
    before = imported.where(col(JournalEntry.seq) <= newest)
    arrived = session.exec(before.order_by(col(JournalEntry.seq).desc()).limit(1)).first() or 0
    for _ in range(MOST_ROUNDS):
        while otherwise := _judged_otherwise(session, authority, _doubtful(session, authority)):
            authority.forget()  # a change that came to count may say who else counts
            arrived = min(arrived, otherwise - 1)  # and what it says of people and periods is news here
        changed = ownership.judge(session.connection(), authority.writer_of, arrived, most)
        session.expire_all()
        if not changed:
            return
        authority.forget()


def _doubtful(session: Session, authority: Authority) -> Iterator[tuple[int, str, bytes, str | None]]:
    """The changes whose standing may have changed: those held, and those of withdrawn PCs. Few at a time in memory."""
    sites = list(authority.withdrawn())
    doubtful = select(JournalEntry.seq).where(col(JournalEntry.held).is_not(None) | col(JournalEntry.site).in_(sites))
    for seqs in journal.batches(session.exec(doubtful).all(), _BATCH):
        query = select(JournalEntry.seq, JournalEntry.id, JournalEntry.body, JournalEntry.held).where(
            col(JournalEntry.seq).in_(seqs)
        )
        for seq, name, body, held in session.exec(query.order_by(col(JournalEntry.seq))).all():
            yield seq or 0, name, body, held


def _judged_otherwise(
    session: Session, authority: Authority, changes: Iterable[tuple[int, str, bytes, str | None]]
) -> int:
    """The lowest seq of what is judged otherwise now; 0 when nothing is."""
    otherwise = []
    for seq, name, body, held in changes:
        reason = authority.reason_to_hold(name, parse(zlib.decompress(body)))
        if reason != held and not (reason is None and held in REASONS):
            projection.hold(session.connection(), name, reason)
            otherwise.append(seq)
    session.expire_all()
    return min(otherwise, default=0)


def is_key_of(site: str, key: str) -> bool:
    """Whether a public key is the one a PC's id is derived from."""
    try:
        return site_of(key) == site
    except ValueError:
        return False


def _is_misplaced(op: Op, sub: str, *, own: bool) -> bool:
    """Whether a record stands under a name that is not its own, where it would pass by who may write it.

    A table of a newer program is nobody's yet.
    """
    if op.table not in PROJECTED:
        return False
    if sub == REFERENCE:
        return op.table not in OF_REFERENCE
    return (own and op.table not in OF_REFERENCE | OF_AN_OFFICE) or op.fields.get("employee_id", sub) != sub


def _introduces_itself(op: Op, site: str, office: str) -> bool:
    """A PC may say of itself only what is known of it anyway: visibility and authority hang on this record."""
    return (
        op.key == Site.id_of(site)
        and op.fields.get("site", site) == site
        and op.fields.get("office", office) == office
        and not {"recognised", REMOVED} & op.fields.keys()
    )


def _is_standard_period(op: Op) -> bool:
    """An office may set up a year as the rules have it; other periods are the district's."""
    code = op.fields.get("code")
    if not isinstance(code, str) or op.key != Period.id_of(code):
        return False
    try:
        span = period_from_code(code)
    except RuleBroken:
        return False
    rest = {name: value for name, value in op.fields.items() if name not in {"code", REMOVED}}
    usual = {"kind": str(span.kind), "year": span.start.year, "start": str(span.start), "end": str(span.end)}
    return op.fields.get(REMOVED) is not True and rest == usual


def _unfit(change: Change) -> str | None:
    """Values that do not fit their fields would break the tables."""
    for op in change.ops:
        table = PROJECTED.get(op.table)
        if table is None:
            continue
        known = journalled_fields(table)
        for name, value in op.fields.items():
            if name == REMOVED and not isinstance(value, bool):
                return UNFIT
            if name in known:
                try:
                    decode(table, name, value)
                except UnfitValue:
                    return UNFIT
    return None
