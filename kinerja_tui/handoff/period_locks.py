"""Pengesahan periode: the district approves the evaluations of an office for a period, and opens a period again.

What this means for changes that arrive is in `locked`; for what a person types here in evaluation.locked_documents.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import text
from sqlmodel import Session, col, select

from kinerja_tui.handoff import authority, locked
from kinerja_tui.handoff.locked import Progress
from kinerja_tui.models.database import Database
from kinerja_tui.models.local import JournalEntry
from kinerja_tui.models.offices import Office
from kinerja_tui.models.period_locks import KNOWN_DIGITS, PeriodLock
from kinerja_tui.models.records import new_id
from kinerja_tui.rules.formats import excerpt
from kinerja_tui.rules.periods import lies_within, period_from_code
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.evaluation import period_locks
from kinerja_tui.services.evaluation.period_locks import PeriodLine, PeriodState

MOST_NAMED = 100_000
"""Names in one approval record; further ones stand in a second one, and add up."""


def approve(db: Database, office: str, period: str, progress: Progress | None = None) -> None:
    """Lock everything the evaluations of an office in a period stand on, as it stands here now.

    Raises `RuleBroken` as `check` does, and for fields of these documents in bentrok; `Cancelled` out of ``progress``,
    which is told how many documents were read.
    """
    with db.transaction() as session:
        line = check(db, office, period)
        span = period_from_code(period)
        judge = authority.Authority(db, session)
        names = locked.names_of(session.connection(), judge.writer_of, office, period, progress)
        if disputed := _disputed(session, names):
            raise RuleBroken(
                f"{disputed} isian periode ini masih bentrok. Selesaikan dulu di “Perlu dibereskan” (7), lalu sahkan."
            )
        title = f"{span.label} disahkan: {_name(session, office)}, {line.finished} dari {line.people} evaluasi"
        known = [name[:KNOWN_DIGITS] for name in names]
        for start in range(0, max(1, len(known)), MOST_NAMED):
            with db.act(title) as act:
                act.write(
                    PeriodLock,
                    new_id(),
                    office=office,
                    period=period,
                    locked=True,
                    approved_on=db.today(),
                    approved_by=db.operator,
                    people=line.people,
                    finished=line.finished,
                    known={"names": known[start : start + MOST_NAMED]},
                )


def check(db: Database, office: str, period: str) -> PeriodLine:
    """How far the evaluations of a period are that can be approved now.

    Raises `RuleBroken`: not the district, a period that is no period or is locked already, nobody evaluated.
    """
    _check_district(db)
    span = period_from_code(period)
    line = period_locks.line(db.file, office, period)
    if line.state is PeriodState.APPROVED:
        raise RuleBroken(f"{span.label} kantor ini sudah disahkan ({period_from_code(line.around or period).label}).")
    if not line.finished:
        raise RuleBroken(f"Belum ada evaluasi {span.label} yang selesai di kantor ini, jadi belum dapat disahkan.")
    return line


def open_again(db: Database, office: str, period: str, reason: str, progress: Progress | None = None) -> int:
    """Open an approved period; what was held because of it comes to count. How many changes that were.

    Raises `RuleBroken`: not the district, no reason, not locked, or locked with the year it belongs to; `Cancelled`
    out of ``progress``, which is asked before and after the long part.
    """
    _check_district(db)
    if not reason.strip():
        raise RuleBroken("Tulis alasannya, misalnya: keberatan dikabulkan, atau realisasi salah ketik.")
    span = period_from_code(period)
    with db.transaction() as session:
        found = locks_of(session, office)
        own = [lock for lock in found if lock.period == period]
        around = [lock for lock in found if lock.period != period and lies_within(period, lock.period)]
        if not own and not around:
            raise RuleBroken(f"{span.label} kantor ini tidak terkunci, jadi tidak perlu dibuka.")
        if not own:
            whole = period_from_code(around[0].period).label
            raise RuleBroken(f"{span.label} terkunci bersama {whole}. Buka {whole}; periode ini ikut terbuka.")
        before = _held(session)
        with db.act(f"{span.label} dibuka kembali: {_name(session, office)}: {excerpt(reason, 60)}") as act:
            for lock in own:
                act.write(
                    PeriodLock,
                    lock.id,
                    locked=False,
                    opened_on=db.today(),
                    opened_by=db.operator,
                    open_reason=reason.strip(),
                )
        if progress is not None:
            progress(0, 0)
        authority.judge_again(db, session)
        if progress is not None:
            progress(1, 1)
        return before - _held(session)


def locks_of(session: Session, office: str) -> list[PeriodLock]:
    """The approvals of an office that lock now."""
    query = select(PeriodLock).where(
        PeriodLock.office == office, col(PeriodLock.locked).is_(True), col(PeriodLock.removed).is_(False)
    )
    return list(session.exec(query.order_by(PeriodLock.period, PeriodLock.id)))


def _check_district(db: Database) -> None:
    if db.office.count(".") != 1:
        raise RuleBroken(
            "Periode disahkan dan dibuka kembali oleh BKPSDM. Di sini keadaannya hanya dibaca; minta BKPSDM membukanya "
            "bila ada yang perlu diperbaiki, dengan alasan."
        )


def _disputed(session: Session, names: Sequence[str]) -> int:
    """How many fields of the documents these changes made are in bentrok."""
    return int(session.connection().execute(_DISPUTED, {"names": json.dumps(names)}).scalar_one())


_DISPUTED = text(
    "SELECT count(*) FROM conflict c WHERE EXISTS (SELECT 1 FROM journal_record r JOIN journal j USING (seq) "
    "WHERE r.record_id = c.record_id AND j.id IN (SELECT value FROM json_each(:names)))"
)


def _held(session: Session) -> int:
    return len(session.exec(select(JournalEntry.id).where(JournalEntry.held == locked.LOCKED)).all())


def _name(session: Session, office: str) -> str:
    found = session.get(Office, Office.id_of(office))
    return (found.name if found is not None else "") or office
