"""Undoing an act, and doing it again: an ordinary change that sets the fields back, while nothing stands on the act.

Redoing is undoing the undoing. Both stay in the history; what a bundle carried already can still be undone, and the
undoing goes with the next one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

from kinerja_tui.models import journal
from kinerja_tui.models.act import Act
from kinerja_tui.models.changes import Value
from kinerja_tui.models.database import Database
from kinerja_tui.models.records import UnfitValue, decode
from kinerja_tui.models.reversal import DISPUTED, Reversal, Step, reversal_of
from kinerja_tui.models.schema import PROJECTED
from kinerja_tui.models.state import REMOVED
from kinerja_tui.rules.formats import excerpt
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.forms.many_acts import Progress
from kinerja_tui.services.handover.settle_seen import moment
from kinerja_tui.services.history import acts, joined_acts, rests
from kinerja_tui.services.history.joined_acts import Joined
from kinerja_tui.services.history.record_names import record_named
from kinerja_tui.services.labels import table_label

STANDING = {
    "office": "Data kantor",
    "site": "Pengenalan PC",
    "withdrawal": "Pencabutan kunci PC",
    "rejection": "Penolakan perubahan",
    "period": "Penyiapan tahun kerja",
    "period_lock": "Pengesahan dan pembukaan periode",
}
"""Tables whose acts are not undone: others act upon them at once. Each with what such an act is called."""

_NOTHING = " Tidak ada yang diubah."


@dataclass(frozen=True, slots=True)
class Look:
    """What undoing an act would do, before it is done."""

    reversal: Reversal
    title: str
    """what was done, as people know it"""
    again: bool
    """it is an undoing: to set it back is to do the act again"""
    obstacle: str
    """why it cannot be; empty: it can"""
    handed: str
    """in which bundle it went out already; empty: it did not"""

    @property
    def back(self) -> list[Step]:
        """The fields that change, from what they say now to what they will say; a record that goes has one line."""
        now = {(step.key, step.field): step.after for step in self.reversal.steps}
        return [
            Step(table, key, name, now.get((key, name), False), value, made=False)
            for key, (table, fields) in self.reversal.back().items()
            for name, value in fields.items()
            if now.get((key, name), False) != value
        ]


def look(db: Database, change_id: str) -> Look:
    """What undoing (or doing again) an act would do, and whether it may be. Raises `RuleBroken` when it is not here."""
    with db.reading() as session:
        return _look(db, session.connection(), change_id)


def undo(db: Database, change_id: str, progress: Progress | None = None) -> str:
    """Set an act back, one on many as a whole; the name of the new change, or of the newest of them.

    Raises `RuleBroken` when something stands on it by now, and what ``progress`` raises: then nothing has happened.
    """
    whole = joined_acts.find(db.file, change_id)
    if whole is not None:
        return _undo_joined(db, whole, progress)
    with db.transaction() as session:
        connection = session.connection()
        seen = _look(db, connection, change_id)
        if seen.obstacle:
            raise RuleBroken(seen.obstacle + _NOTHING)
        tables = {op.table for op in seen.reversal.change.ops}
        broken = rests.broken_rules(connection, tables)
        made = _set_back(db, connection, seen)
        check_rules(connection, tables, broken)
        return made


def _set_back(db: Database, connection: Connection, seen: Look) -> str:
    """The change that sets another back; its name."""
    change = seen.reversal.change
    prefix = acts.REDONE if seen.again else acts.UNDONE
    with db.act(prefix + acts.plain_title(change.act), change.sub, change.aud, seen.reversal.seen) as act:
        for key, (table, fields) in seen.reversal.back().items():
            for name, value in fields.items():
                _write(act, table, key, name, value)
    return str(connection.execute(_NEWEST).scalar())


# -- an act on many


@dataclass(frozen=True, slots=True)
class WholeLook:
    """What undoing an act on many would do, before it is done."""

    title: str
    again: bool
    """it is an undoing: to set it back is to do the act again"""
    people: list[str]
    """of whom each of its changes is, in the order they were made; empty: of nobody here"""
    obstacle: str
    """why it cannot be; empty: it can"""
    handed: str
    """in which bundle some of it went out already; empty: in none"""


def look_joined(db: Database, whole: Joined, progress: Progress | None = None) -> WholeLook:
    """What undoing (or doing again) an act on many would do, and whether it may be; nothing is written."""
    parts = joined_acts.members(db.file, whole)
    obstacle = handed = ""
    with db.reading() as session:
        connection = session.connection()
        fates = _Fates(db, connection, [change for change, _ in parts])
        obstacle = _too_late(db, whole)
        for place, (change_id, person) in enumerate(parts):
            _tell(progress, place, len(parts))
            seen = _look(db, connection, change_id, fates)
            obstacle = obstacle or _of_person(person, seen.obstacle)
            handed = handed or seen.handed
            if obstacle:
                break
            fates.note(change_id)
    again = whole.title.startswith(acts.UNDONE)
    return WholeLook(acts.plain_title(whole.title), again, [name for _, name in reversed(parts)], obstacle, handed)


def _undo_joined(db: Database, whole: Joined, progress: Progress | None) -> str:
    """The newest part first, as they would be one by one; all of them or none."""
    parts = joined_acts.members(db.file, whole)
    again = whole.title.startswith(acts.UNDONE)
    title = (acts.REDONE if again else acts.UNDONE) + acts.plain_title(whole.title)
    made = ""
    with joined_acts.joined(db, title, whole.last), db.transaction() as session:
        connection = session.connection()
        if late := _too_late(db, whole):
            raise RuleBroken(late + _NOTHING)
        fates = _Fates(db, connection, [change for change, _ in parts])
        broken = rests.broken_rules(connection, PROJECTED.keys())
        tables: set[str] = set()
        with joined_acts.kept_in_memory(connection):
            for place, (change_id, person) in enumerate(parts):
                _tell(progress, place, len(parts))
                seen = _look(db, connection, change_id, fates)
                if seen.obstacle:
                    raise RuleBroken(_of_person(person, seen.obstacle) + _NOTHING)
                tables |= {op.table for op in seen.reversal.change.ops}
                made = _set_back(db, connection, seen)
                fates.note(change_id, made)
        _tell(progress, len(parts), len(parts))
        check_rules(connection, tables, broken)
    return made


class _Fates:
    """Which acts are set back and which set them back, while several are being set back one after the other."""

    def __init__(self, db: Database, connection: Connection, changes: Sequence[str]) -> None:
        """``changes``: their names, the newest first."""
        seq = connection.execute(_ENTRY, {"id": changes[-1]}).one().seq
        undone, setting = acts.set_back_since(db.file, seq)
        self.undone, self.setting = set(undone), set(setting)
        self.records = frozenset().union(*(journal.records_of(connection, change) for change in changes))
        """all they write: what points at one of them goes or comes with it"""

    def note(self, change_id: str, made: str = "") -> None:
        """A change is set back now, by the one that was made."""
        self.undone.add(change_id)
        self.setting |= {made} - {""}


def _tell(progress: Progress | None, done: int, total: int) -> None:
    if progress is not None:
        progress(done, total)


def _of_person(person: str, obstacle: str) -> str:
    return f"{person}: {obstacle}" if person and obstacle else obstacle


def _too_late(db: Database, whole: Joined) -> str:
    """Why an act on many as a whole is none that can be undone; empty: it is one."""
    line = next((line for line in acts.last_acts(db.file) if line.id == whole.last), None)
    if line is not None and line.undone:
        return _DONE[line.is_undo]
    return "" if _is_recent(db, whole.last) else _TOO_OLD


def check_rules(connection: Connection, tables: Collection[str], before: Mapping[tuple[str, str], str]) -> None:
    """Raises `RuleBroken` when a rule between records of these tables no longer holds that held before."""
    for key, sentence in rests.broken_rules(connection, tables).items():
        if key not in before:
            raise RuleBroken(f"Belum dapat, karena sesudahnya ada yang tidak cocok: {sentence}.{_NOTHING}")


def _write(act: Act, table: str, key: str, name: str, value: Value) -> None:
    kind = PROJECTED[table]
    if name == REMOVED:
        (act.remove if value is True else act.bring_back)(kind, key)
        return
    try:
        fitting = decode(kind, name, value)
    except UnfitValue:  # foreign data: what people saw of it was the empty field
        fitting = kind.model_fields[name].default
    act.write(kind, key, **{name: fitting})


def _look(db: Database, connection: Connection, change_id: str, fates: _Fates | None = None) -> Look:
    """``fates``: it is one of several set back together, which are asked as a whole whether they are recent."""
    row = connection.execute(_ENTRY, {"id": change_id}).first()
    if row is None:
        raise RuleBroken("Pekerjaan itu tidak ada di PC ini." + _NOTHING)
    again = row.act.startswith(acts.UNDONE)
    undone, setting = acts.set_back_since(db.file, row.seq) if fates is None else (fates.undone, fates.setting)
    inert = frozenset((undone | setting) - {change_id})
    reversal = reversal_of(connection, change_id, inert)
    if reversal is None:
        raise RuleBroken("Pekerjaan itu tidak ada di PC ini." + _NOTHING)
    person = row.name or ""
    plain = acts.plain_title(row.act)
    title = plain if not person or person in plain else f"{plain} ({person})"
    obstacle = _DONE[again] if change_id in undone else _obstacle(db, connection, reversal, inert, row, fates)
    return Look(reversal, title, again, obstacle, _handed(connection, reversal.seq))


def _obstacle(
    db: Database, connection: Connection, reversal: Reversal, inert: frozenset[str], row: Any, fates: _Fates | None
) -> str:
    change = reversal.change
    tables = {op.key: op.table for op in change.ops}
    for table in tables.values():
        if table in STANDING:
            return f"{STANDING[table]} tidak diurungkan dari sini; ada layarnya sendiri."
    if row.arrived_with is not None:
        return "Ini dikerjakan di PC lain. Yang dapat diurungkan di sini hanya pekerjaan PC ini."
    if row.held is not None:
        return "Pekerjaan ini tertahan, jadi tidak berlaku dan tidak perlu diurungkan."
    if reversal.trouble == DISPUTED:
        return "Sebelumnya isian ini bentrok, jadi tidak ada satu isi yang dapat dikembalikan. Ubah lewat formulirnya."
    if reversal.trouble:
        return "Sebagian isinya dari program versi lebih baru. Perbarui program dulu."
    together = fates.records if fates is not None else frozenset()
    if fates is None and not _is_recent(db, reversal.id):
        return _TOO_OLD
    later = rests.later_on(connection, reversal.seq, change.sub, tables, inert)
    if later is not None:
        where = "" if later.here else " di PC lain"
        return (
            f"Sesudahnya sudah dikerjakan{where}: “{excerpt(later.act, 70)}” ({moment(later.at)}, "
            f"{excerpt(later.by, 30) or 'tanpa nama'}). Urungkan itu dulu, atau perbaiki lewat formulirnya."
        )
    if reversal.beside:
        return "Isian yang sama juga ditulis di PC lain. Pilih isi yang benar di “Perlu dibereskan” (7)."
    if title := rests.draft_on(connection, tables.keys()):
        return f"Formulir “{excerpt(title, 60)}” belum selesai diisi. Selesaikan atau buang dulu isiannya."
    return _links(db, connection, reversal, together)


def _is_recent(db: Database, change_id: str) -> bool:
    lines = acts.last_acts(db.file)
    return change_id in acts.undoable(lines) or any(line.is_undo and line.id == change_id for line in lines)


def _links(db: Database, connection: Connection, reversal: Reversal, together: Collection[str]) -> str:
    """What points at a record that would go, or is missing above one that would come back.

    ``together``: records that go and come in the same act.
    """
    back = reversal.back()
    going = {key: table for key, (table, fields) in back.items() if fields.get(REMOVED) is True}
    coming = {key: table for key, (table, fields) in back.items() if fields.get(REMOVED) is False}
    if found := rests.pointing_at(connection, going, together):
        return f"{record_named(db.file, *found)} sudah memakai data ini. Lepaskan atau hapus itu dulu."
    return missing_above(db, connection, coming, together)


def missing_above(db: Database, connection: Connection, coming: dict[str, str], together: Collection[str] = ()) -> str:
    """What has to come back before these records (id -> table) can; empty when nothing has."""
    found = rests.gone_above(connection, coming, together)
    if found is None:
        return ""
    named = record_named(db.file, *found) if found[1] else table_label(found[0])
    return f"{named} juga sudah dihapus. Kembalikan itu dulu."


def _handed(connection: Connection, seq: int) -> str:
    row = connection.execute(_HANDED, {"seq": seq}).first()
    return "" if row is None else f"paket nomor {row.no} ke {row.name or row.to_office}"


_TOO_OLD = f"Yang dapat diurungkan hanya {acts.LAST} pekerjaan terakhir PC ini. Perbaiki lewat formulirnya."
_DONE = {False: "Ini sudah diurungkan.", True: "Ini sudah diulang."}

_ENTRY = text(
    "SELECT j.seq, j.act, j.arrived_with, j.held, e.name FROM journal j LEFT JOIN employee e ON e.id = j.sub "
    "WHERE j.id = :id"
)
_NEWEST = text("SELECT id FROM journal ORDER BY seq DESC LIMIT 1")
_HANDED = text(
    "SELECT b.no, b.to_office, (SELECT name FROM office WHERE code = b.to_office AND NOT removed) AS name "
    "FROM outgoing_bundle b WHERE EXISTS (SELECT 1 FROM outgoing_change s WHERE s.bundle_id = b.id AND s.seq = :seq) "
    "ORDER BY b.no LIMIT 1"
)
