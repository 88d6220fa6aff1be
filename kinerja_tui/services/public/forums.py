"""Forums of an office with its public: when, where, how many came. What was said there: `forum_statements`."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlmodel import col, select

from kinerja_tui.models.database import Database
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.offices import Office
from kinerja_tui.models.voices import Forum, Voice
from kinerja_tui.rules.formats import excerpt, fold, format_short_date
from kinerja_tui.rules.forums import check_held, check_people
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.voices import VoiceKind
from kinerja_tui.services.forms import one_record
from kinerja_tui.services.forms.forms import Form, field_key, known
from kinerja_tui.services.forms.one_record import day_of, live, refuse, texts_on
from kinerja_tui.services.lists.listing import Listing
from kinerja_tui.services.staff.employees import NEW

COLUMNS = ("held_on", "place", "topic", "people", "note")
"""The fields of the form, in its order."""

_SAID = "FROM voice v WHERE v.forum_id = f.id AND NOT v.removed"
_ASKED = f"{_SAID} AND v.kind <> '{VoiceKind.PRAISE}'"
_ANSWERED = "(v.done_on IS NOT NULL OR trim(v.no_action) <> '')"
_LISTED = {
    "key": "f.id",
    "held_on": "f.held_on",
    "place": "f.place",
    "topic": "f.topic",
    "people": "f.people",
    "office": "f.office",
    "office_name": "coalesce((SELECT o.name FROM office o WHERE o.code = f.office AND NOT o.removed), f.office)",
    "said": f"(SELECT count(*) {_SAID})",
    "asked": f"(SELECT count(*) {_ASKED})",
    "answered": f"(SELECT count(*) {_ASKED} AND {_ANSWERED})",
    "overdue": f"(SELECT count(*) {_ASKED} AND NOT {_ANSWERED} AND v.due < ?)",
}
"""Column -> SQL of the list; one value: today."""


def listing(file: DatabaseFile, year: int, today: str, text: str = "") -> Listing:
    """Forums of a year and of the year before (their outcome is reported this year), the newest first; those without a
    day too. ``today``: ISO, for what is overdue."""
    rows = file.rows(
        "SELECT f.id, f.place, f.topic, f.note FROM forum f WHERE NOT f.removed "
        "AND coalesce(f.held_on, ?2) BETWEEN ?1 AND ?2 ORDER BY f.held_on DESC, f.place, f.id",
        (f"{year - 1:04d}-01-01", f"{year:04d}-12-31"),
    )
    words = fold(text).split()
    keys = [row[0] for row in rows if all(word in fold(" ".join(row[1:])) for word in words)]
    page = f"SELECT {', '.join(_LISTED.values())} FROM forum f WHERE f.id IN ({{ids}})"
    return Listing(file, keys, page, tuple(_LISTED), (today,))


def name_of(forum: Forum) -> str:
    """How a forum is called: ``12-10-2026, Balai RW 3``."""
    return _named(forum.held_on, forum.place)


def _named(held_on: date | None, place: str) -> str:
    day = format_short_date(held_on) if held_on else "tanpa tanggal"
    return f"{day}, {excerpt(place, 50)}" if place else day


def read(db: Database, forum_id: str) -> Forum:
    """A forum as stored, also one taken back elsewhere. Raises `RuleBroken` when it is not here."""
    with db.reading() as session:
        return known(session, Forum, forum_id)


def subject_of(forum: Forum, db: Database) -> str:
    """Changes of a forum and of what was said there are about its office."""
    return Office.id_of(forum.office or db.office)


def held_between(file: DatabaseFile, start: date, end: date) -> list[tuple[str, str]]:
    """(id, name) of every forum held from one day to another, the oldest first."""
    rows = file.rows(
        "SELECT id, held_on, place FROM forum WHERE NOT removed AND held_on BETWEEN ? AND ? ORDER BY held_on, id",
        (start.isoformat(), end.isoformat()),
    )
    return [(forum_id, _named(day_of(held_on), place)) for forum_id, held_on, place in rows]


def last_before(file: DatabaseFile, office: str, day: date) -> tuple[str, str] | None:
    """(id, name) of the office's last forum before a day; None when it held none."""
    rows = file.rows(
        "SELECT id, held_on, place FROM forum WHERE NOT removed AND office = ? AND held_on < ? "
        "ORDER BY held_on DESC, id LIMIT 1",
        (office, day.isoformat()),
    )
    return next(((forum_id, _named(day_of(held_on), place)) for forum_id, held_on, place in rows), None)


def places_used(file: DatabaseFile) -> list[str]:
    """Where forums were held before, by name."""
    return [
        row[0] for row in file.rows("SELECT DISTINCT place FROM forum WHERE NOT removed AND place <> '' ORDER BY 1")
    ]


def keyed_before(file: DatabaseFile, day: str, place: str, record_id: str) -> str:
    """A question (Indonesian) when a forum of that day and place is there already; else an empty text."""
    rows = file.rows(
        "SELECT place FROM forum WHERE NOT removed AND held_on = ? AND id <> ? ORDER BY id", (day, record_id)
    )
    if any(fold(row[0]) == fold(place) for row in rows):
        return "Forum pada hari dan tempat ini sudah ada di daftar. Benar ada dua?"
    return ""


# -- the form


def key(record_id: str, column: str) -> str:
    """The form field of a forum."""
    return field_key(Forum, record_id, column)


def forum_form(db: Database, record_id: str = NEW) -> Form:
    """The form of a forum, a new one or a stored one. Raises `RuleBroken` when it was taken back."""
    subject = Office.id_of(db.office)
    if record_id != NEW:
        with db.reading() as session:
            subject = subject_of(live(session, Forum, record_id), db)
    return one_record.open_record(db, Forum, record_id, "Forum masyarakat", subject)


def save(db: Database, form: Form, record_id: str) -> str:
    """Store a forum; what was said there follows it to another day. Returns its id. Raises `RuleBroken`."""
    texts = texts_on(form, Forum, record_id)
    day = day_of(texts.get("held_on", ""))
    if day is None:
        raise RuleBroken("Tanggal forum belum diisi.")
    if not texts.get("place"):
        raise RuleBroken("Tempat forum belum diisi.")
    people = texts.get("people", "")
    refuse(check_held(day, db.today()) + (check_people(int(people)) if people else []))
    values: dict[str, Any] = {"office": db.office} if record_id == NEW else {}
    title = f"Forum {format_short_date(day)} di {excerpt(texts['place'], 50)}"
    with db.transaction() as session:
        before = None if record_id == NEW else live(session, Forum, record_id).held_on
        forum_id = one_record.store(db, form, Forum, record_id, title, values)
        if before not in (None, day):
            with db.act(f"Pernyataan forum mengikuti tanggal {format_short_date(day)}", form.subject) as act:
                for voice in _said(db, forum_id):
                    if voice.received_on != day:
                        act.write(Voice, voice.id, received_on=day)
    return forum_id


def take_back(db: Database, record_id: str) -> None:
    """Take a forum back with all that was said there. Raises `RuleBroken` when that was done before."""
    with db.transaction() as session:
        forum = live(session, Forum, record_id)
        with db.act(f"Forum {name_of(forum)} ditarik", subject_of(forum, db)) as act:
            act.remove(Forum, record_id)
            for voice in _said(db, record_id):
                act.remove(Voice, voice.id)


def _said(db: Database, forum_id: str) -> list[Voice]:
    with db.reading() as session:
        query = select(Voice).where(Voice.forum_id == forum_id, col(Voice.removed).is_(False)).order_by(Voice.id)
        return list(session.exec(query))
