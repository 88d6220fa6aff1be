"""Where the district's word stands: whose employee a person is, and reference data it has written.

An office may say that a person is its own while nobody else has said so before; afterwards only the district moves a
person. An office that never had a person writes nothing about that person, and nothing about another office: its
services, surveys, voices. What the district wrote in reference data,
an office does not write over. Such changes are kept and held for the district, and travel up to it.

Between two offices that both claim a person, order of arrival decides here until the district has spoken; its word is
then the same everywhere, whatever arrived first.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select, text

from kinerja_tui.handoff import locked
from kinerja_tui.models import journal
from kinerja_tui.models.changes import REFERENCE, Op, Value, same_value, stored
from kinerja_tui.models.offices import Office

CLAIMED = "mengaku pegawai kantor lain"
STRANGER = "tentang pegawai atau catatan kantor lain"
MOVED = "ditulis kantor lama sesudah pegawai pindah"
DISTRICT_WORD = "menimpa yang ditetapkan BKPSDM"
FOREIGN_LIST = "daftar milik BKPSDM atau kantor lain"

REASONS = frozenset({CLAIMED, STRANGER, MOVED, DISTRICT_WORD, FOREIGN_LIST, locked.LOCKED})
"""Why a change is held that its author might write were it not for somebody else's."""

GOVERNED = frozenset({"period", "holiday", "office", "organisation_rating"})
"""Tables in which what the district wrote stands."""

LISTS = frozenset({"key_indicator", "dimension"})
"""Tables of lists of which each office, and the district, keeps its own; a line says whose it is."""

_BATCH = 400

OfficeOf = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class _Writing:
    """One change of one record: its name, its author's office (None: nobody we know), whether it can count."""

    change: str
    office: str | None
    op: Op
    counts: bool
    held: str | None

    @property
    def by_district(self) -> bool:
        return self.counts and self.office is not None and self.office.count(".") == 1


def judge(connection: Connection, office_of: OfficeOf, since: int) -> bool:
    """Hold or release changes touched by what arrived after ``since``; True when anything became otherwise."""
    people, records = _touched(connection, since)
    verdicts: dict[str, str | None] = {}
    owners: dict[str, frozenset[str]] = {}
    for batch in journal.batches(sorted(people), _BATCH):
        for key, writings in _writings(connection, batch, office_of).items():
            owners[key] = _owners(writings, verdicts)
    owners.update(_offices(connection))
    crossing = _crossing(connection, since)
    missing = {sub for _, _, sub in crossing} - owners.keys()
    for batch in journal.batches(sorted(missing), _BATCH):
        for key, writings in _writings(connection, batch, office_of).items():
            owners[key] = _owners(writings, {})
    _judge_strangers(connection, office_of, {key: owners[key] for key in people if key in owners}, verdicts)
    for change, site, sub in crossing:
        if _is_stranger(office_of(site), owners.get(sub, frozenset())):
            verdicts[change] = verdicts.get(change) or STRANGER
    for batch in journal.batches(sorted(records), _BATCH):
        for writings in _writings(connection, batch, office_of).values():
            _stand_by_the_district(writings, verdicts)
            _keep_own_list(writings, verdicts)
    locked.judge(connection, office_of, since, verdicts)
    return _apply(connection, verdicts)


def _touched(connection: Connection, since: int) -> tuple[set[str], set[str]]:
    """The people that new or held changes are about, and the governed records they touch."""
    fresh = "(j.seq > :since OR j.held IS NOT NULL)"
    subs = text(f"SELECT DISTINCT j.sub FROM journal j WHERE {fresh}")
    people = set(connection.execute(subs, {"since": since}).scalars()) - {REFERENCE}
    touched = f"SELECT DISTINCT r.record_id FROM journal j JOIN journal_record r USING (seq) WHERE {fresh}"
    query = text(f"SELECT id FROM employee WHERE id IN ({touched})")
    people |= set(connection.execute(query, {"since": since}).scalars())
    governed = " UNION ALL ".join(f"SELECT id FROM {table}" for table in sorted(GOVERNED | LISTS))
    query = text(f"SELECT id FROM ({governed}) WHERE id IN ({touched})")
    return people, set(connection.execute(query, {"since": since}).scalars())


def _writings(connection: Connection, keys: Sequence[str], office_of: OfficeOf) -> dict[str, list[_Writing]]:
    """Record id -> its changes in order of arrival."""
    found: dict[str, list[_Writing]] = defaultdict(list)
    wanted = set(keys)
    for name, site, body, held in connection.execute(_TOUCHING, {"keys": list(keys)}):
        counts = held is None or held in REASONS
        for op in stored(zlib.decompress(body)).ops:
            if op.key in wanted:
                found[op.key].append(_Writing(name, office_of(site), op, counts, held))
    return found


_TOUCHING = (
    select(journal.journal.c.id, journal.journal.c.site, journal.journal.c.body, journal.journal.c.held)
    .where(
        journal.journal.c.seq.in_(
            select(journal.journal_record.c.seq).where(
                journal.journal_record.c.record_id.in_(bindparam("keys", expanding=True))
            )
        )
    )
    .order_by(journal.journal.c.seq)
)


def _owners(writings: Sequence[_Writing], verdicts: dict[str, str | None]) -> frozenset[str]:
    """The offices whose employee somebody is or was, with a verdict on each office that says so of itself."""
    claims = [item for item in writings if item.counts and item.op.table == "employee" and "office" in item.op.fields]
    seen = _seen_by(writings)
    district = [item for item in claims if item.by_district]
    superseded = frozenset().union(*(seen[item.change] for item in district))
    final = [_text(item.op.fields["office"]) for item in district if item.change not in superseded]
    owners: set[str] = set()
    owner = ""
    for item in claims:
        said = _text(item.op.fields["office"])
        first = item.by_district or (said == item.office and owner in {"", said})
        counts = first
        if district and not item.by_district:
            counts = item.change in superseded or (said == item.office and said in final)
        if not item.by_district and item.office is not None:
            verdicts[item.change] = None if counts else CLAIMED
        if first or counts:  # who was first to say so may have worked on the file, whatever the district says later
            owner = said
            owners.add(said)
    _hold_after_a_move(writings, district, final, seen, verdicts)
    return frozenset(owners)


def _hold_after_a_move(
    writings: Sequence[_Writing],
    district: Sequence[_Writing],
    final: Collection[str],
    seen: Mapping[str, frozenset[str]],
    verdicts: dict[str, str | None],
) -> None:
    """An office writes no more about a person whom, as it had seen, the district moved to another one.

    What it wrote without having seen the move stands, whenever that was.
    """
    moves = {item.change for item in district if _text(item.op.fields["office"]) in final}
    for item in writings:
        if item.counts and not item.by_district and item.office is not None and item.op.table == "employee":
            if moves & seen[item.change] and item.office not in final:
                verdicts[item.change] = verdicts.get(item.change) or MOVED
            elif item.held == MOVED:
                verdicts.setdefault(item.change, None)


def _judge_strangers(
    connection: Connection, office_of: OfficeOf, owners: Mapping[str, frozenset[str]], verdicts: dict[str, str | None]
) -> None:
    """An office that never had a person says nothing about that person."""
    for batch in journal.batches(sorted(owners), _BATCH):
        for change, site, sub, held in connection.execute(_ABOUT, {"subs": batch}):
            if verdicts.get(change) is None:
                stranger = _is_stranger(office_of(site), owners[sub])
                if stranger or held is not None:  # of a large bundle nearly all go on counting
                    verdicts[change] = STRANGER if stranger else None


_ABOUT = select(journal.journal.c.id, journal.journal.c.site, journal.journal.c.sub, journal.journal.c.held).where(
    journal.journal.c.sub.in_(bindparam("subs", expanding=True))
)


def _offices(connection: Connection) -> dict[str, frozenset[str]]:
    """Id of each office that is known here, by whatever record -> the one office that writes about it."""
    query = text("SELECT code FROM office UNION SELECT office FROM site UNION SELECT office FROM peer")
    return {Office.id_of(code): frozenset({code}) for code in connection.execute(query).scalars() if code}


def _is_stranger(office: str | None, owners: frozenset[str]) -> bool:
    return bool(owners - {""}) and office is not None and office.count(".") > 1 and office not in owners


def _crossing(connection: Connection, since: int) -> list[tuple[str, str, str]]:
    """(change, site, whose record) of changes that touch a record first written about somebody else."""
    query = text(
        "SELECT DISTINCT j.id, j.site, o.sub FROM journal j JOIN journal_record r ON r.seq = j.seq "
        "JOIN journal_record r2 ON r2.record_id = r.record_id AND r2.seq < j.seq JOIN journal o ON o.seq = r2.seq "
        "WHERE (j.seq > :since OR j.held = :held) AND o.sub <> j.sub AND o.sub <> 'ref' AND o.held IS NULL"
    )
    rows = connection.execute(query, {"since": since, "held": STRANGER})
    return [(change, site, sub) for change, site, sub in rows]


def _stand_by_the_district(writings: Sequence[_Writing], verdicts: dict[str, str | None]) -> None:
    """What the district wrote in a field stands against an office that wrote something else later or beside it, and so
    does what it says a record is."""
    said = {item.op.table for item in writings if item.by_district} & GOVERNED
    for item in writings:
        foreign = bool(said) and item.op.table not in said
        if item.counts and not item.by_district and item.office is not None and foreign:
            verdicts[item.change] = verdicts.get(item.change) or DISTRICT_WORD
    writings = [item for item in writings if item.op.table in GOVERNED]
    seen = _seen_by(writings)
    district = [item for item in writings if item.by_district]
    for item in writings:
        if not item.counts or item.by_district or item.office is None:
            continue
        against = any(_overwrites(item, name, district, seen) for name in item.op.fields)
        verdicts[item.change] = verdicts.get(item.change) or (DISTRICT_WORD if against else None)


def _keep_own_list(writings: Sequence[_Writing], verdicts: dict[str, str | None]) -> None:
    """A line of a list is written by the office whose list it stands in, and by the district.

    Whose list that is, the district says where it wrote the line itself; else whoever put the line there.
    """
    writings = [item for item in writings if item.op.table in LISTS and item.counts and item.office is not None]
    named = [item for item in writings if "office" in item.op.fields]
    by_district = [item for item in named if item.by_district]
    owners = {_text(item.op.fields["office"]) for item in by_district or named}
    for item in writings:
        if not item.by_district:
            foreign = bool(owners) and item.office not in owners
            verdicts[item.change] = verdicts.get(item.change) or (FOREIGN_LIST if foreign else None)


def _overwrites(item: _Writing, name: str, district: Sequence[_Writing], seen: Mapping[str, frozenset[str]]) -> bool:
    writers = [other for other in district if name in other.op.fields]
    superseded = frozenset().union(*(seen[other.change] for other in writers))
    if not writers or item.change in superseded:
        return False
    final = [other.op.fields[name] for other in writers if other.change not in superseded]
    return not any(same_value(item.op.fields[name], value) for value in final)


def _seen_by(writings: Iterable[_Writing]) -> dict[str, frozenset[str]]:
    """Change -> every known change of the record its author had seen."""
    ops = {item.change: item.op for item in writings}
    seen: dict[str, frozenset[str]] = {}
    for start in ops:
        stack = [start]
        while stack:
            change = stack[-1]
            missing = [parent for parent in ops[change].parents if parent in ops and parent not in seen]
            if missing:
                stack += missing
                continue
            stack.pop()
            known = [parent for parent in ops[change].parents if parent in ops]
            seen[change] = frozenset(known).union(*(seen[parent] for parent in known))
    return seen


def _apply(connection: Connection, verdicts: Mapping[str, str | None]) -> bool:
    changed = False
    for batch in journal.batches(sorted(verdicts), _BATCH):
        for change, held in connection.execute(_HELD, {"ids": batch}):
            if (held is None or held in REASONS) and held != verdicts[change]:
                journal.hold(connection, change, verdicts[change])
                changed = True
    return changed


_HELD = select(journal.journal.c.id, journal.journal.c.held).where(
    journal.journal.c.id.in_(bindparam("ids", expanding=True))
)


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""


def travels_up(reasons: Collection[str] = REASONS) -> str:
    """The SQL list of reasons with which a held change still goes to the district, which decides."""
    return ", ".join(f"'{reason}'" for reason in sorted(reasons))
