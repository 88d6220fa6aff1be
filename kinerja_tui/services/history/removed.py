"""What was removed: every removed record with when and by whom, and bringing one back with what went with it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, text

from kinerja_tui.models.database import Database
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.plans import WorkPlan
from kinerja_tui.models.reversal import Reversal, reversal_of
from kinerja_tui.models.schema import PROJECTED
from kinerja_tui.rules.formats import excerpt, fold
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.handover.settle_seen import moment
from kinerja_tui.services.history import rests, undo
from kinerja_tui.services.history.change_history import CLOSED
from kinerja_tui.services.history.record_names import record_named, value_text
from kinerja_tui.services.labels import field_label, is_link, table_label
from kinerja_tui.services.planning.plans import is_locked, state_of

MOST = 500
"""Removed records listed at most, the newest first."""

_PLAN_LINES = frozenset({"work_result", "indicator", "expectation", "plan_attachment"})
"""Lines of a plan: they come back while the plan can be typed into."""

_NOTHING = " Tidak ada yang diubah."


@dataclass(frozen=True, slots=True)
class RemovedLine:
    """One removed record: what it is, whose, and the act that removed it."""

    table: str
    key: str
    kind: str
    """what such a record is called"""
    name: str
    person: str
    at: str
    by: str
    act: str

    @property
    def when(self) -> str:
        """Day and hour."""
        return moment(self.at)

    @property
    def search(self) -> str:
        """What a filter looks in."""
        return fold(f"{self.kind} {self.name} {self.person} {self.by} {self.act}")


def removed(file: DatabaseFile) -> list[RemovedLine]:
    """The removed records, newest first."""
    found = []
    for table, key, at, by, act, person in file.rows(_REMOVED, {"most": MOST}):
        kind = table_label(table)
        name = "" if table in CLOSED else record_named(file, table, key).removeprefix(kind).strip(" “”")
        found.append(RemovedLine(table, key, kind, name, person or "", at, by, act))
    return found


def details(file: DatabaseFile, table: str, key: str) -> list[str]:
    """What a removed record says, field by field."""
    if table in CLOSED:
        return ["Isinya dibaca di layar Umpan balik (0)."]
    fields = [name for name in PROJECTED[table].model_fields if name not in {"id", "removed", "search", "rules"}]
    columns = ", ".join(f'"{name}"' for name in fields)
    lines = []
    for row in file.rows(f'SELECT {columns} FROM "{table}" WHERE id = ?', (key,)):
        for name, value in zip(fields, row, strict=True):
            shown = value_text(file, table, name, value) if value not in (None, "") else ""
            if shown and not (is_link(name) and shown.startswith("data ")) and name not in PROJECTED[table].DERIVED:
                lines.append(f"{field_label(table, name)}: {excerpt(shown, 200)}")
    return lines


def bring_back(db: Database, table: str, key: str) -> int:
    """Bring a removed record back, with those below it that the same act removed; how many came back.

    Raises `RuleBroken` when it is here already, what it belongs to is gone, or later work stands on its absence.
    """
    with db.transaction() as session:
        connection = session.connection()
        row = connection.execute(_REMOVER, {"key": key}).first()
        record = session.get(PROJECTED[table], key)
        if row is None or record is None or not record.removed:
            raise RuleBroken("Data ini tidak dihapus lagi, atau tidak ada di PC ini." + _NOTHING)
        reversal = reversal_of(connection, row.id)
        coming = _with_those_below(connection, reversal, table, key)
        if reason := _obstacle(db, connection, row, coming):
            raise RuleBroken(reason + _NOTHING)
        broken = rests.broken_rules(connection, set(coming.values()))
        named = record_named(db.file, table, key)
        with db.act(f"Dikembalikan: {table_label(table) if table in CLOSED else named}", row.sub) as act:
            for other, kind in coming.items():
                act.bring_back(PROJECTED[kind], other)
        undo.check_rules(connection, set(coming.values()), broken)
        return len(coming)


def _with_those_below(connection: Connection, reversal: Reversal | None, table: str, key: str) -> dict[str, str]:
    """The record and those that the same act removed and that point at it, or at one of those."""
    coming = {key: table}
    waiting = dict(reversal.brought) if reversal is not None else {}
    waiting.pop(key, None)
    while below := rests.pointing(connection, waiting, coming):
        coming |= {item: waiting.pop(item) for item in below}
    return coming


def _obstacle(db: Database, connection: Connection, row: object, coming: dict[str, str]) -> str:
    seq, sub = row.seq, row.sub  # type: ignore[attr-defined]
    if reason := undo.missing_above(db, connection, coming):
        return reason
    if title := rests.draft_on(connection, coming.keys()):
        return f"Formulir “{excerpt(title, 60)}” belum selesai diisi. Selesaikan atau buang dulu isiannya."
    if set(coming.values()) <= _PLAN_LINES:
        return _locked_plan(db, connection, coming)
    later = rests.later_on(connection, seq, sub, coming, ())
    if later is None:
        return ""
    return (
        f"Sesudah dihapus sudah dikerjakan: “{excerpt(later.act, 70)}” ({moment(later.at)}). "
        "Karena itu data ini tidak dikembalikan begitu saja; ketik lagi lewat formulirnya."
    )


def _locked_plan(db: Database, connection: Connection, coming: dict[str, str]) -> str:
    for key, table in coming.items():
        plan_id = connection.execute(text(f'SELECT plan_id FROM "{table}" WHERE id = :key'), {"key": key}).scalar()
        with db.reading() as session:
            plan = session.get(WorkPlan, plan_id or "")
        if plan is not None and is_locked(plan):
            return f"Rencana kerjanya sudah {state_of(plan).label.lower()}, jadi barisnya tidak dapat berubah di sini."
    return ""


_LISTED = [name for name in PROJECTED if name not in undo.STANDING]

_REMOVED = f"""
    WITH gone(name, id) AS ({" UNION ALL ".join(f"SELECT '{name}', id FROM {name} WHERE removed" for name in _LISTED)}),
    last(name, id, seq) AS (SELECT name, id, (SELECT max(r.seq) FROM journal_record r WHERE r.record_id = gone.id)
        FROM gone ORDER BY 3 DESC LIMIT :most)
    SELECT last.name, last.id, j.at, j.by, j.act, e.name
    FROM last JOIN journal j ON j.seq = last.seq LEFT JOIN employee e ON e.id = j.sub ORDER BY last.seq DESC, last.id
"""

_REMOVER = text(
    "SELECT j.seq, j.id, j.sub FROM journal_record r JOIN journal j USING (seq) WHERE r.record_id = :key "
    "AND j.held IS NULL ORDER BY r.seq DESC LIMIT 1"
)
