"""A forum for the tests: recorded and filled through the services as the screens do."""

from __future__ import annotations

from kinerja_tui.models.database import Database
from kinerja_tui.services.public import forum_statements, forums, voices
from kinerja_tui.services.staff.employees import NEW


def hold(db: Database, day: str = "2026-10-12", place: str = "Balai RW 3", **texts: str) -> str:
    """A forum with nothing said yet."""
    form = forums.forum_form(db)
    typed = {"held_on": day, "place": place, **texts}
    form.typed.update({forums.key(NEW, column): text for column, text in typed.items()})
    return forums.save(db, form, NEW)


def say(db: Database, forum_id: str, text: str, kind: str = "keluhan", **texts: str) -> str:
    """One statement; returns its id."""
    before = set(forum_statements.listing(db.file, forum_id, db.today()).keys)
    form = forum_statements.entry_form(db, forum_id)
    typed = {"kind": kind, "text": text, **texts}
    form.typed.update({forum_statements.key(NEW, column): value for column, value in typed.items()})
    forum_statements.save_new(db, form, forum_id)
    [record_id] = set(forum_statements.listing(db.file, forum_id, db.today()).keys) - before
    return str(record_id)


def change(db: Database, record_id: str, **texts: str) -> None:
    """Key something into a stored statement."""
    form = forum_statements.statement_form(db, record_id)
    form.typed.update({forum_statements.key(record_id, column): text for column, text in texts.items()})
    voices.save(db, form, record_id)


def statements(db: Database, forum_id: str) -> list[dict[str, object]]:
    """The rows of the list."""
    rows = forum_statements.listing(db.file, forum_id, db.today())
    return rows.rows(0, len(rows))
