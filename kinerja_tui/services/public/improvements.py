"""Improvement items: what a unit does about an element of its survey, who, by when, and what came of it."""

from __future__ import annotations

from typing import Any

from kinerja_tui.models.database import Database
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.surveys import Improvement
from kinerja_tui.rules.follow_up import check_done
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.survey import ELEMENTS
from kinerja_tui.services.forms.forms import Form, field_key, open_form, write_typed
from kinerja_tui.services.forms.one_record import day_of, refuse, texts_on
from kinerja_tui.services.public import surveys


def of_survey(file: DatabaseFile, survey_id: str) -> dict[str, dict[str, Any]]:
    """Element -> its item: what, who, due, done_on, outcome as stored texts."""
    names = ("element", "what", "who", "due", "done_on", "outcome")
    rows = file.rows(
        f"SELECT {', '.join(names)} FROM improvement WHERE survey_id = ? AND NOT removed ORDER BY id", (survey_id,)
    )
    return {row[0]: dict(zip(names, row, strict=True)) for row in rows}


def key(survey_id: str, element: str, column: str) -> str:
    """The form field of an item."""
    return field_key(Improvement, Improvement.id_of(survey_id, element), column)


def form_of(db: Database, survey_id: str, element: str) -> Form:
    """Open the item of an element, new or stored. Raises `RuleBroken` when the survey is not here."""
    survey, record_id = surveys.read(db, survey_id), Improvement.id_of(survey_id, element)
    with db.reading() as session:
        record = session.get(Improvement, record_id)
        here = [record] if record is not None and not record.removed else []
        title = f"Perbaikan {ELEMENTS.get(element, element)}"
        new = [] if here else [record_id]
        return open_form(db, f"improvement:{record_id}", title, surveys.subject_of(survey, db), here, new)


def save(db: Database, form: Form, survey_id: str, element: str) -> None:
    """Store an item. Raises `RuleBroken` with what is missing or cannot be."""
    record_id = Improvement.id_of(survey_id, element)
    texts = texts_on(form, Improvement, record_id)
    if not texts.get("what"):
        raise RuleBroken("Tulis apa yang diperbaiki.")
    if day_of(texts.get("due", "")) is None:
        raise RuleBroken("Isi paling lambat kapan, agar yang terlewat terlihat.")
    done = day_of(texts.get("done_on", ""))
    if done is not None:
        refuse(check_done(done, None, db.today()))
        if not texts.get("outcome"):
            raise RuleBroken("Tulis hasilnya: apa yang sudah berubah bagi warga.")
    title = f"Perbaikan {ELEMENTS.get(element, element)}: {'selesai' if done else 'direncanakan'}"
    with db.act(title, form.subject, seen=form.seen) as act:
        act.write_anew(Improvement, record_id, survey_id=survey_id, element=element)
        write_typed(act, form)


def take_back(db: Database, survey_id: str, element: str) -> None:
    """Take an item back. Raises `RuleBroken` when there is none."""
    if element not in of_survey(db.file, survey_id):
        raise RuleBroken("Unsur ini belum punya butir perbaikan, jadi tidak ada yang ditarik.")
    survey = surveys.read(db, survey_id)
    with db.act(f"Perbaikan {ELEMENTS.get(element, element)} ditarik", surveys.subject_of(survey, db)) as act:
        act.remove(Improvement, Improvement.id_of(survey_id, element))
