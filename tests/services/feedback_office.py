"""Sheets of feedback as a clerk would key them, for the tests of feedback."""

from __future__ import annotations

from kinerja_tui.models.database import Database
from kinerja_tui.rules.values import VALUES
from kinerja_tui.services.feedback import feedback
from kinerja_tui.services.feedback.feedback_givers import giver_text
from kinerja_tui.services.forms import forms
from kinerja_tui.services.staff.employees import NEW

PERSON = "Ratna Azizah, A.Md.Ak."
PEERS = ("Dewi Lestari, S.H.", "Ahmad Pratama", "Fikri Maulana", "Ilham Basri")


def person_id(db: Database, name: str = PERSON) -> str:
    """The id of a person of the practice office."""
    found = db.file.rows("SELECT id FROM employee WHERE name = ?", (name,))
    assert len(found) == 1, name
    return str(found[0][0])


def give(db: Database, giver: str, kind: str = "rekan", score: str = "", to: str = PERSON, **texts: str) -> str:
    """Key in one sheet; returns its id. Raises `RuleBroken`."""
    form = feedback.new_form(db, person_id(db, to))
    columns = {"giver_kind": kind, "giver_name": giver_text(db.file, giver), "went_well": f"Baik {giver[:1]}"} | texts
    typed = {feedback.key(NEW, column): text for column, text in columns.items()}
    if score:
        typed |= {feedback.score_key(NEW, value.key): score for value in VALUES}
    forms.keep(db, form, typed)
    return feedback.save_new(db, form)
