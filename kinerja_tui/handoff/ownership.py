"""Whose employee a person is, and who may write about a person or an office.

An office may say that a person is its own while nobody else has said so before; afterwards only the district moves a
person. An office that never had a person writes nothing about that person and puts nothing into that person's
documents; nor does it write about another office: its services, surveys, voices. Such changes are kept and held for
the district, and travel up to it.

Between two offices that both claim a person, order of arrival decides here until the district has spoken; its word is
then the same everywhere, whatever arrived first.

An office that has seen the district move a person writes no more in the person's own record. In other records of that
person, a plan or an evaluation, it is kept from writing at entry only (services.elsewhere). Nothing in such a change
tells whether its author had seen the move: its parents are changes of the plan, a date proves nothing, and a field in
which authors say what else they had seen would say what they like. Holding whatever the district did not have when it
moved the person would hold honest work that was still on its way.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from sqlalchemy import Connection, bindparam, select, text

from kinerja_tui.handoff import lines, locked, reference
from kinerja_tui.handoff.problems import too_many_held
from kinerja_tui.handoff.writings import (
    CLAIMED,
    MOVED,
    REASONS,
    STRANGER,
    OfficeOf,
    Verdicts,
    Writing,
    seen_by,
    text_of,
    writings_of,
)
from kinerja_tui.models import journal, projection
from kinerja_tui.models.changes import REFERENCE
from kinerja_tui.models.offices import Office

_BATCH = 400


def judge(connection: Connection, office_of: OfficeOf, since: int, most: int | None = None) -> bool:
    """Hold or release changes touched by what arrived after ``since``; True when anything became otherwise.

    Raises `BundleProblem` when more than ``most`` would be held.
    """
    people, records = _touched(connection, since)
    verdicts: Verdicts = {}
    owners: dict[str, frozenset[str]] = {}
    for batch in journal.batches(sorted(people), _BATCH):
        for key, writings in writings_of(connection, batch, office_of).items():
            owners[key] = _owners(writings, verdicts)
    owners.update(_offices(connection))
    crossing = _crossing(connection, since) + lines.crossing(connection, since, STRANGER)
    missing = {sub for _, _, sub in crossing} - owners.keys()
    for batch in journal.batches(sorted(missing), _BATCH):
        for key, writings in writings_of(connection, batch, office_of).items():
            owners[key] = _owners(writings, {})
    judged = {key: owners[key] for key in people if key in owners}
    for fresh in _judge_strangers(connection, office_of, judged, verdicts, since):
        if most is not None and fresh > most:
            raise too_many_held()
    for change, site, sub in crossing:
        if _is_stranger(office_of(site), owners.get(sub, frozenset())):
            verdicts[change] = verdicts.get(change) or STRANGER
    reference.judge(connection, office_of, records, verdicts)
    locked.judge(connection, office_of, since, verdicts)
    return _apply(connection, verdicts)


def _touched(connection: Connection, since: int) -> tuple[set[str], set[str]]:
    """The people that new or held changes are about, and the records of reference data they touch."""
    fresh = "(j.seq > :since OR j.held IS NOT NULL)"
    subs = text(f"SELECT DISTINCT j.sub FROM journal j WHERE {fresh}")
    people = set(connection.execute(subs, {"since": since}).scalars()) - {REFERENCE}
    touched = f"SELECT DISTINCT r.record_id FROM journal j JOIN journal_record r USING (seq) WHERE {fresh}"
    query = text(f"SELECT id FROM employee WHERE id IN ({touched})")
    people |= set(connection.execute(query, {"since": since}).scalars())
    governed = " UNION ALL ".join(f"SELECT id FROM {table}" for table in sorted(reference.TABLES))
    query = text(f"SELECT id FROM ({governed}) WHERE id IN ({touched})")
    return people, set(connection.execute(query, {"since": since}).scalars())


def _owners(writings: Sequence[Writing], verdicts: Verdicts) -> frozenset[str]:
    """The offices whose employee somebody is or was, with a verdict on each office that says so of itself."""
    claims = [item for item in writings if item.counts and item.op.table == "employee" and "office" in item.op.fields]
    seen = seen_by(writings)
    district = [item for item in claims if item.by_district]
    superseded = frozenset().union(*(seen[item.change] for item in district))
    final = [text_of(item.op.fields["office"]) for item in district if item.change not in superseded]
    owners: set[str] = set()
    owner = ""
    for item in claims:
        said = text_of(item.op.fields["office"])
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
    writings: Sequence[Writing],
    district: Sequence[Writing],
    final: Collection[str],
    seen: Mapping[str, frozenset[str]],
    verdicts: Verdicts,
) -> None:
    """An office writes no more about a person whom, as it had seen, the district moved to another one.

    What it wrote without having seen the move stands, whenever that was.
    """
    moves = {item.change for item in district if text_of(item.op.fields["office"]) in final}
    for item in writings:
        if item.counts and not item.by_district and item.office is not None and item.op.table == "employee":
            if moves & seen[item.change] and item.office not in final:
                verdicts[item.change] = verdicts.get(item.change) or MOVED
            elif item.held == MOVED:
                verdicts.setdefault(item.change, None)


def _judge_strangers(
    connection: Connection,
    office_of: OfficeOf,
    owners: Mapping[str, frozenset[str]],
    verdicts: Verdicts,
    since: int,
) -> Iterator[int]:
    """An office that never had a person says nothing about that person.

    Yields every now and then how many changes after ``since`` say something all the same.
    """
    fresh = 0
    for batch in journal.batches(sorted(owners), _BATCH):
        for seq, change, site, sub, held in connection.execute(_ABOUT, {"subs": batch}):
            if verdicts.get(change) is None:
                stranger = _is_stranger(office_of(site), owners[sub])
                if stranger or held is not None:  # of a large bundle nearly all go on counting
                    verdicts[change] = STRANGER if stranger else None
                    fresh += stranger and seq > since
        yield fresh


_ENTRY = journal.journal.c
_ABOUT = select(_ENTRY.seq, _ENTRY.id, _ENTRY.site, _ENTRY.sub, _ENTRY.held).where(
    _ENTRY.sub.in_(bindparam("subs", expanding=True))
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


def _apply(connection: Connection, verdicts: Mapping[str, str | None]) -> bool:
    changed = False
    for batch in journal.batches(sorted(verdicts), _BATCH):
        for change, held in connection.execute(_HELD, {"ids": batch}):
            if (held is None or held in REASONS) and held != verdicts[change]:
                projection.hold(connection, change, verdicts[change])
                changed = True
    return changed


_HELD = select(journal.journal.c.id, journal.journal.c.held).where(
    journal.journal.c.id.in_(bindparam("ids", expanding=True))
)


def travels_up(reasons: Collection[str] = REASONS) -> str:
    """The SQL list of reasons with which a held change still goes to the district, which decides."""
    return ", ".join(f"'{reason}'" for reason in sorted(reasons))
