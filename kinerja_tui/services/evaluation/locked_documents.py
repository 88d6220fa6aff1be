"""An approved period is locked where a person types: every act on its documents is refused, whichever screen made it.

The district is held to it as well: it opens the period first, so that nothing approved changes unseen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlmodel import Session, col, select

from kinerja_tui.models.act import Act
from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Employee
from kinerja_tui.models.local import JournalEntry, JournalRecord
from kinerja_tui.models.offices import Office
from kinerja_tui.models.period_locks import DOCUMENTS, KNOWN_DIGITS, PARENT, PARENT_TABLE, PeriodLock, period_named
from kinerja_tui.models.schema import PROJECTED
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.evaluation.period_locks import told


def keep_locked(db: Database) -> None:
    """From now on an act that writes a document of an approved period raises `RuleBroken`. Bundles have their own
    rules."""

    def refuse(act: Act) -> None:
        writes = [item for item in act.written() if item[0] in DOCUMENTS]
        if not writes:
            return
        query = select(PeriodLock).where(col(PeriodLock.locked).is_(True), col(PeriodLock.removed).is_(False))
        locks = act.session.exec(query).all()
        if not locks:
            return
        own = db.office
        office = own if own.count(".") > 1 else _office_of(act.session, act.subject)
        for table, key, fields in writes:
            periods = _periods(act.session, table, key, fields)
            for lock in locks:
                if lock.covers(periods) and (lock.office == office or _is_named(act.session, key, lock.names())):
                    raise RuleBroken(told(lock.period, lock.approved_on, lock.approved_by, own))

    db.document_guards.append(refuse)


def _office_of(session: Session, subject: str) -> str:
    """Whose a subject is: an employee's office, or the office itself."""
    person = session.get(Employee, subject)
    if person is not None:
        return person.office
    office = session.get(Office, subject)
    return office.code if office is not None else ""


def _periods(session: Session, table: str, key: str, fields: Mapping[str, Any]) -> set[str]:
    """The periods of a document as it stands and as it is about to be written, or of the one it is a line of."""
    found = {period_named(table, both) for both in _both(session, table, key, fields)}
    if table in PARENT:
        above = PARENT_TABLE[PARENT[table]]
        for both in _both(session, table, key, fields):
            parent = both.get(PARENT[table])
            if isinstance(parent, str):
                found |= {period_named(above, row) for row in _both(session, above, parent, {})}
    return found - {""}


def _both(session: Session, table: str, key: str, fields: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    row = session.get(PROJECTED[table], key)
    return [fields] if row is None else [row.model_dump(), fields]


def _is_named(session: Session, key: str, names: frozenset[str]) -> bool:
    """Whether an approval names a change of this very document: it came from another office and was approved there."""
    query = (
        select(JournalEntry.id)
        .join(JournalRecord, col(JournalRecord.seq) == col(JournalEntry.seq))
        .where(JournalRecord.record_id == key)
    )
    return any(name[:KNOWN_DIGITS] in names for name in session.exec(query))
