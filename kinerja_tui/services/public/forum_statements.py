"""What was said at a forum: statements keyed in a row, one act each; later what was done about each of them.

A statement is a voice that came by the forum, on the forum's day, with its place in the order it was said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func
from sqlmodel import col, select

from kinerja_tui.models.database import Database
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.voices import Forum, Voice
from kinerja_tui.rules.formats import excerpt, fold
from kinerja_tui.rules.voice_figures import Heard
from kinerja_tui.rules.voices import Channel
from kinerja_tui.services.forms import one_record
from kinerja_tui.services.forms.forms import Form, field_key, known, open_form
from kinerja_tui.services.forms.one_record import day_of, live, refuse, texts_on
from kinerja_tui.services.lists.listing import Listing, pattern
from kinerja_tui.services.public import forums, voices
from kinerja_tui.services.public.voice_list import STANDING
from kinerja_tui.services.staff import dated
from kinerja_tui.services.staff.employees import NEW

ENTRY_COLUMNS = ("kind", "text", "agreed", "owner_id", "due")
"""What is keyed of a statement at the forum, in the order of the form."""
_LISTED = {
    "key": "v.id", "position": "v.position", "kind": "v.kind", "text": "v.text", "agreed": "v.agreed",
    "owner_id": "v.owner_id", "received_on": "v.received_on", "due": "v.due", "action": "v.action",
    "done_on": "v.done_on", "no_action": "v.no_action", "owner": "coalesce(e.name, '')", "standing": STANDING,
}  # fmt: skip
_FROM = "FROM voice v LEFT JOIN employee e ON e.id = v.owner_id"


@dataclass(frozen=True)
class Statement:
    """One statement as papers show it: without a name, the one who acts by his post."""

    number: int
    """its place among the statements of the forum, from 1 on"""
    text: str
    agreed: str
    post: str
    """of the one who acts, on the forum's day; empty: nobody"""
    action: str
    heard: Heard


# -- reading


def listing(file: DatabaseFile, forum_id: str, today: date, text: str = "") -> Listing:
    """The statements of a forum in the order they were said, as they stand on a day."""
    conditions, values = ["v.forum_id = ?", "NOT v.removed"], [forum_id]
    for word in fold(text).split():
        conditions.append("(v.search LIKE ? ESCAPE '\\' OR e.search LIKE ? ESCAPE '\\')")
        values += [pattern(word), pattern(word)]
    keys = file.rows(f"SELECT v.id {_FROM} WHERE {' AND '.join(conditions)} ORDER BY v.position, v.id", values)
    page = f"SELECT {', '.join(_LISTED.values())} {_FROM} WHERE v.id IN ({{ids}})"
    return Listing(file, [row[0] for row in keys], page, tuple(_LISTED), [today.isoformat()])


def heard(row: Mapping[str, object]) -> Heard:
    """A row of the list as the figures need it."""
    return Heard(
        kind=str(row["kind"] or ""),
        received_on=day_of(str(row["received_on"] or "")),
        owner=str(row["owner_id"] or "") or None,
        due=day_of(str(row["due"] or "")),
        done_on=day_of(str(row["done_on"] or "")),
        no_action=str(row["no_action"] or ""),
    )


def of_forum(file: DatabaseFile, forum: Forum, today: date) -> list[Statement]:
    """Every statement of a forum with the post of the one who acts."""
    rows = listing(file, forum.id, today)
    return [
        Statement(
            number=number,
            text=row["text"],
            agreed=row["agreed"],
            post=post_of(file, row["owner_id"], forum.held_on),
            action=row["action"],
            heard=heard(row),
        )
        for number, row in enumerate(rows.rows(0, len(rows)), 1)
    ]


def post_of(file: DatabaseFile, employee_id: str | None, day: date | None) -> str:
    """The post somebody held on a day, as papers without names say it, of staff with the unit; empty for nobody."""
    if not employee_id:
        return ""
    leading = "coalesce(a.post_kind, '') IN ('jpt', 'administrator', 'pengawas') OR coalesce(a.unit, '') = ''"
    rows = file.rows(
        f"SELECT {dated.printed_post('a')} || CASE WHEN {leading} THEN '' ELSE ', ' || a.unit END FROM assignment a "
        f"WHERE a.id = {dated.current_assignment('?', dated.day(day))}",
        (employee_id,),
    )
    return str(rows[0][0] or "") if rows and rows[0][0] else "petugas kantor"


def count(file: DatabaseFile, forum_id: str) -> int:
    """How many statements are keyed."""
    return int(file.rows("SELECT count(*) FROM voice WHERE forum_id = ? AND NOT removed", (forum_id,))[0][0])


# -- keying in a row


def key(record_id: str, column: str) -> str:
    """The form field of a statement."""
    return field_key(Voice, record_id, column)


def entry_form(db: Database, forum_id: str) -> Form:
    """The form of the next statement. Raises `RuleBroken` when the forum was taken back."""
    with db.reading() as session:
        forum = live(session, Forum, forum_id)
    title = f"Pernyataan forum {forums.name_of(forum)}"
    return open_form(db, f"forum:said:{forum_id}", title, forums.subject_of(forum, db), ())


def last_texts(file: DatabaseFile, forum_id: str) -> dict[str, str]:
    """Column -> text of the last statement keyed, for F3 when the program was closed meanwhile."""
    rows = file.rows(
        f"SELECT {', '.join(ENTRY_COLUMNS)} FROM voice WHERE forum_id = ? AND NOT removed "
        "ORDER BY position DESC, id LIMIT 1",
        (forum_id,),
    )
    return {name: str(text or "") for name, text in zip(ENTRY_COLUMNS, rows[0], strict=True)} if rows else {}


def save_new(db: Database, form: Form, forum_id: str) -> int:
    """Store the next statement of a forum; returns how many there are now. Raises `RuleBroken`."""
    with db.transaction() as session:
        forum = live(session, Forum, forum_id)
        received = forum.held_on.isoformat() if forum.held_on else ""
        texts = {**texts_on(form, Voice, NEW), "channel": str(Channel.FORUM), "received_on": received}
        refuse(voices.problems_of(texts, db.today()))
        office = forum.office or db.office
        if texts.get("owner_id"):
            voices.check_owner(session, texts["owner_id"], office)
        said = select(func.max(Voice.position)).where(Voice.forum_id == forum_id, col(Voice.removed).is_(False))
        values = {
            "office": office,
            "channel": str(Channel.FORUM),
            "received_on": forum.held_on,
            "forum_id": forum_id,
            "position": (session.exec(said).one() or 0) + 1,
        }
        one_record.store(db, form, Voice, NEW, f"Pernyataan forum: {excerpt(texts['text'], 60)}", values)
    return count(db.file, forum_id)


# -- one statement again, with its outcome


def statement_form(db: Database, record_id: str) -> Form:
    """The form of a stored statement, to be stored with `voices.save`: it is a voice like any other.

    Raises `RuleBroken` when it was taken back.
    """
    with db.reading() as session:
        voice = live(session, Voice, record_id)
        forum = _forum_of(db, voice)
        title = f"Pernyataan {voice.position} · {forums.name_of(forum)}"
        return open_form(db, f"voice:{record_id}", title, forums.subject_of(forum, db), [voice])


def held_on(db: Database, record_id: str) -> date | None:
    """The day a stored statement was made. Raises `RuleBroken` when it was taken back."""
    with db.reading() as session:
        return live(session, Voice, record_id).received_on


def take_back(db: Database, record_id: str) -> None:
    """Take a statement back; it stays in the history. Raises `RuleBroken` when that was done before."""
    with db.transaction() as session:
        voice = live(session, Voice, record_id)
        subject = forums.subject_of(_forum_of(db, voice), db)
        title = f"Pernyataan forum ditarik: {excerpt(voice.text, 60)}"
        one_record.take_back(db, Voice, record_id, title, subject)


def settle_gone(db: Database, record_id: str, *, keep: bool) -> None:
    """A statement whose forum was taken back on another PC: bring the forum back, or take the statement back too.

    Raises `RuleBroken` when one of them is not here.
    """
    if not keep:
        take_back(db, record_id)
        return
    with db.transaction() as session:
        forum = known(session, Forum, live(session, Voice, record_id).forum_id or "")
        with db.act(f"Forum {forums.name_of(forum)} dikembalikan", forums.subject_of(forum, db)) as act:
            act.bring_back(Forum, forum.id)


def _forum_of(db: Database, voice: Voice) -> Forum:
    """Its forum, or one in its place that names the office: a merge may bring a statement before its forum."""
    with db.reading() as session:
        found = session.get(Forum, voice.forum_id or "")
        return found or Forum(id=voice.forum_id or "", office=voice.office, held_on=voice.received_on)
