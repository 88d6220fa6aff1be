"""Sessions (socialisation, training in the office) that many attend: one record, many people ticked.

A session's changes are about its office, each attendance is about the person who was there.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlmodel import col, select

from kinerja_tui.models.database import Database
from kinerja_tui.models.development import Attendance, TrainingSession
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.offices import Office
from kinerja_tui.rules.development import check_hours, check_taken_on
from kinerja_tui.rules.formats import excerpt, fold
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.forms import one_record
from kinerja_tui.services.forms.forms import Form, discard, field_key, keep, known, open_form
from kinerja_tui.services.forms.one_record import amount_of, day_of, live, refuse, texts_on
from kinerja_tui.services.history.joined_acts import joined
from kinerja_tui.services.lists.listing import Listing, pattern
from kinerja_tui.services.staff import dated
from kinerja_tui.services.staff.employees import NEW

SNAPSHOT = ("title", "kind", "competence", "held_on", "hours")
"""Columns of a session that each attendance carries."""
_HERE = "hadir"

_COLUMNS = {
    "key": "s.id",
    "title": "s.title",
    "kind": "s.kind",
    "held_on": "s.held_on",
    "hours": "s.hours",
    "organiser": "s.organiser",
    "attended": "(SELECT count(*) FROM training_attendance a WHERE a.session_id = s.id AND NOT a.removed)",
}


def listing(file: DatabaseFile, year: int, text: str = "") -> Listing:
    """Sessions of a year, the newest first; those without a day too."""
    rows = file.rows(
        "SELECT s.id, s.title, s.organiser FROM training_session s WHERE NOT s.removed "
        "AND coalesce(s.held_on, ?1) BETWEEN ?1 AND ?2 ORDER BY s.held_on DESC, s.title, s.id",
        (f"{year:04d}-01-01", f"{year:04d}-12-31"),
    )
    words = fold(text).split()
    keys = [row[0] for row in rows if all(word in fold(f"{row[1]} {row[2]}") for word in words)]
    page = f"SELECT {', '.join(_COLUMNS.values())} FROM training_session s WHERE s.id IN ({{ids}})"
    return Listing(file, keys, page, tuple(_COLUMNS))


# -- the session itself


def key(record_id: str, column: str) -> str:
    """The form field of a session."""
    return field_key(TrainingSession, record_id, column)


def session_form(db: Database, record_id: str = NEW) -> Form:
    """The form of a session, a new one or a stored one. Raises `RuleBroken` when it was taken back."""
    subject = Office.id_of(db.office)
    if record_id != NEW:
        with db.reading() as session:
            subject = Office.id_of(live(session, TrainingSession, record_id).office or db.office)
    begin = {"kind": "sosialisasi", "held_on": db.today().isoformat()}
    return one_record.open_record(db, TrainingSession, record_id, "Kegiatan bersama", subject, begin)


def save(db: Database, form: Form, record_id: str) -> str:
    """Store a session, and what it is called at everybody who attended; returns its id. Raises `RuleBroken`."""
    texts = texts_on(form, TrainingSession, record_id)
    if not texts.get("title"):
        raise RuleBroken("Nama kegiatan belum diisi.")
    day = day_of(texts.get("held_on", ""))
    if day is None:
        raise RuleBroken("Tanggal kegiatan belum diisi.")
    hours = amount_of(texts.get("hours", ""))
    refuse(check_taken_on(day, db.today()) + (check_hours(hours, day, day) if hours is not None else []))
    values = {"office": db.office} if record_id == NEW else {}
    title = f"Kegiatan bersama “{excerpt(texts['title'], 60)}”"
    with joined(db, title):
        session_id = one_record.store(db, form, TrainingSession, record_id, title, values)
        for employee_id in sorted(attended(db, session_id)):
            _tick(db, session_id, employee_id, here=True)
    return session_id


def take_back(db: Database, record_id: str) -> None:
    """Take a session back, with everybody's attendance. Raises `RuleBroken` when that was done before."""
    with joined(db) as told, db.transaction() as session:
        record = live(session, TrainingSession, record_id)
        title, subject = f"Kegiatan bersama “{excerpt(record.title, 60)}” ditarik", Office.id_of(record.office)
        told.text = title
        for employee_id in sorted(attended(db, record_id)):
            _tick(db, record_id, employee_id, here=False)
        one_record.take_back(db, TrainingSession, record_id, title, subject)


# -- who was there


def attended(db: Database, session_id: str) -> set[str]:
    """Ids of the people who are ticked."""
    query = select(Attendance.employee_id).where(
        Attendance.session_id == session_id, col(Attendance.removed).is_(False)
    )
    with db.reading() as session:
        return set(session.exec(query))


def attendance_form(db: Database, session_id: str) -> Form:
    """What is ticked, as a form: every tick is safe at once, and stored when the list is left. Raises `RuleBroken`."""
    with db.reading() as session:
        record = live(session, TrainingSession, session_id)
    title = f"Kehadiran {excerpt(record.title, 60)}"
    form = open_form(db, f"attendance:{session_id}", title, Office.id_of(record.office or db.office), ())
    form.stored.update({_key(session_id, employee_id): _HERE for employee_id in attended(db, session_id)})
    return form


def is_ticked(form: Form, session_id: str, employee_id: str) -> bool:
    """Whether somebody is ticked now."""
    return form.text(_key(session_id, employee_id)) == _HERE


def tick(db: Database, form: Form, session_id: str, people: Iterable[str], *, here: bool) -> None:
    """Tick people or take their ticks away; safe at once."""
    keep(db, form, {_key(session_id, employee_id): _HERE if here else "" for employee_id in people})


def count(form: Form) -> int:
    """How many are ticked now."""
    return sum(text == _HERE for text in form.texts().values())


def save_attendance(db: Database, form: Form, session_id: str) -> int:
    """One change for everybody whose tick changed, together one thing to undo; returns how many. `RuleBroken`."""
    changed = [key for key, text in form.typed.items() if text != form.stored.get(key, "")]
    with joined(db) as told, db.transaction() as session:
        record = live(session, TrainingSession, session_id)
        told.text = f"Kehadiran {excerpt(record.title, 60)}: {len(changed)} orang"
        for item in changed:
            _tick(db, session_id, item.rpartition("/")[2], here=form.typed[item] == _HERE)
        discard(db, form)
    return len(changed)


def people(file: DatabaseFile, session_id: str, text: str = "") -> Listing:
    """Everybody in service, and whoever is ticked, by name."""
    post = f"LEFT JOIN assignment a ON a.rowid = {dated.current_assignment('e.id', dated.day(None), 'rowid')}"
    conditions, values = [], [session_id]
    for word in fold(text).split():
        conditions.append("AND (e.search LIKE ? ESCAPE '\\' OR a.search LIKE ? ESCAPE '\\')")
        values += [pattern(word), pattern(word)]
    keys = file.rows(
        f"SELECT e.id FROM employee e {post} WHERE NOT e.removed AND (e.end_date IS NULL OR EXISTS (SELECT 1 "
        "FROM training_attendance t WHERE t.employee_id = e.id AND t.session_id = ?1 AND NOT t.removed)) "
        f"{' '.join(conditions)} ORDER BY e.name, e.id",
        values,
    )
    columns = {"id": "e.id", "name": "e.name", "post": dated.printed_post("a"), "unit": "a.unit"}
    page = f"SELECT {', '.join(columns.values())} FROM employee e {post} WHERE e.id IN ({{ids}})"
    return Listing(file, [row[0] for row in keys], page, tuple(columns))


def of_person(file: DatabaseFile, employee_id: str) -> list[dict[str, Any]]:
    """What somebody attended, the newest first: title, kind, competence, held_on, hours as stored texts."""
    shown = ", ".join(f"CASE WHEN s.id IS NULL THEN a.{name} ELSE s.{name} END" for name in SNAPSHOT)
    rows = file.rows(
        f"SELECT {shown} FROM training_attendance a LEFT JOIN training_session s ON s.id = a.session_id "
        "WHERE a.employee_id = ? AND NOT a.removed AND coalesce(s.removed, 0) = 0 ORDER BY 4 DESC, 1, a.id",
        (employee_id,),
    )
    return [dict(zip(SNAPSHOT, row, strict=True)) for row in rows]


def _key(session_id: str, employee_id: str) -> str:
    return f"attendance/{session_id}/{employee_id}"


def _tick(db: Database, session_id: str, employee_id: str, *, here: bool) -> None:
    """One person's attendance, unless it says so already."""
    attendance_id = Attendance.id_of(session_id, employee_id)
    with db.transaction() as session:
        record = known(session, TrainingSession, session_id)
        snapshot = {name: getattr(record, name) for name in SNAPSHOT}
        title = f"{'Hadir' if here else 'Tidak jadi tercatat hadir'}: {excerpt(record.title, 60)}"
        stored = session.get(Attendance, attendance_id)
        if not here and (stored is None or stored.removed):
            return
        told = (
            stored is not None
            and not stored.removed
            and all(getattr(stored, name) == snapshot[name] for name in SNAPSHOT)
        )
        if here and told:
            return
        with db.act(title, employee_id) as act:
            if here:
                act.write_anew(Attendance, attendance_id, session_id=session_id, employee_id=employee_id, **snapshot)
            else:
                act.remove(Attendance, attendance_id)
