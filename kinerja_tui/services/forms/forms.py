"""Forms: fields typed on a screen, safe at every field leave, made into one change when the form is finished.

A field is named ``table/record id/column``; its text is the canonical one (ISO dates, decimals with a point, codes).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import literal_column
from sqlmodel import Session, col, delete, select

from kinerja_tui.models.act import Act
from kinerja_tui.models.database import Database
from kinerja_tui.models.local import Conflict, Draft, DraftForm, Setting
from kinerja_tui.models.records import AnyRecord, Record, from_text
from kinerja_tui.models.schema import PROJECTED
from kinerja_tui.models.state import REMOVED
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.forms import field_marks
from kinerja_tui.services.forms.field_marks import CONFIRMED, LEFT_EMPTY
from kinerja_tui.services.forms.form_texts import (
    CARD_PARTS,
    PROVISIONAL,
    Form,
    field_key,
    split_key,
    take_stored,
    texts_of,
    with_real_ids,
)
from kinerja_tui.services.forms.open_forms import OPEN_FORM, OpenForm
from kinerja_tui.services.labels import table_label

__all__ = [
    "CARD_PARTS", "PROVISIONAL", "Form", "conflict_keys", "discard", "draft_named", "drop_typing", "field_key", "keep",
    "keep_note", "keep_typing", "known", "last_texts", "open_form", "remember_open", "split_key", "unfinished",
    "with_real_ids", "write_marks", "write_typed",
]  # fmt: skip

_LOOKED_BACK = 20
"""Records among which the last value of a field is looked for."""
_NOTE, _TYPING = "*", "~"
"""Behind the key of a draft: it is a note on the field, or a text that is still being typed there."""


def known(session: Session, table: type[AnyRecord], record_id: str) -> AnyRecord:
    """A record that a screen shows. Raises `RuleBroken` when an import has taken it away meanwhile."""
    record = session.get(table, record_id)
    if record is None:
        raise RuleBroken(
            f"{table_label(str(table.__tablename__))} ini tidak ada lagi di PC ini. Tidak ada yang diubah."
        )
    return record


def open_form(
    db: Database, name: str, title: str, subject: str, records: Iterable[Record], new: Sequence[str] = ()
) -> Form:
    """Open a form over records (and ids of records that are not there yet); picks up what a power cut left typed."""
    form = Form(name, title, subject, {}, {})
    ids = list(new)
    for record in records:
        ids.append(record.id)
        take_stored(form, record)
    form.seen = db.seen(ids)
    with db.reading() as session:
        kept = session.get(DraftForm, name)
        if kept is not None:
            form.resumed = form.has_draft = True
            form.cursor = kept.cursor
            form.seen.update({record_id: tuple(changes) for record_id, changes in kept.seen.items()})
            for draft in session.exec(select(Draft).where(Draft.form == name)):
                _take_draft(form, draft)
    return form


def _take_draft(form: Form, draft: Draft) -> None:
    if draft.key.endswith(_TYPING):
        form.typing, form.is_typing = (draft.key.removesuffix(_TYPING), draft.text), True
    elif draft.key.endswith(_NOTE):
        form.notes[draft.key.removesuffix(_NOTE)] = draft.text
    else:
        form.typed[draft.key] = draft.text
        if draft.mark:
            form.marks[draft.key] = draft.mark


def last_texts(db: Database, form: Form, keys: Iterable[str]) -> dict[str, str]:
    """``table/column`` -> what the records stored last have there, those of the form left out: for "same as last"."""
    wanted: dict[type[Record], set[str]] = {}
    for key in keys:
        name, _, column = key.split("/")
        if name in PROJECTED:
            wanted.setdefault(PROJECTED[name], set()).add(column)
    found: dict[str, str] = {}
    with db.reading() as session:
        for table, columns in wanted.items():
            newest = select(table).where(col(table.removed).is_(False), col(table.id).not_in(form.seen))
            for record in session.exec(newest.order_by(literal_column("rowid").desc()).limit(_LOOKED_BACK)):
                texts = texts_of(record)
                for column in columns:
                    name = f"{table.__tablename__}/{column}"
                    if value := texts.get(field_key(table, record.id, column)):
                        found.setdefault(name, value)
    return found


def keep(
    db: Database, form: Form, texts: Mapping[str, str], marks: Mapping[str, str] | None = None, cursor: str = ""
) -> None:
    """Store typed fields at once: after this returns a power cut cannot take them. ``marks``: those of `KEPT`."""
    marks = marks or {}
    form.turn += 1
    with db.transaction() as session:
        kept = _drafted(db, session, form)
        kept.cursor = cursor or kept.cursor
        session.exec(delete(Draft).where(col(Draft.form) == form.name, col(Draft.key).endswith(_TYPING)))
        for key, text in texts.items():
            session.merge(Draft(form=form.name, key=key, text=text, mark=marks.get(key, "")))
        here = OpenForm(form.name, form.subject, kept.cursor)
        session.merge(Setting(name=OPEN_FORM, value=here.to_text()))
    form.has_draft, form.is_typing, form.typing = True, False, None
    form.typed.update(texts)
    for key in texts:
        form.marks.pop(key, None)
        if mark := marks.get(key):
            form.marks[key] = mark
    form.cursor = cursor or form.cursor


def keep_note(db: Database, form: Form, key: str, text: str) -> None:
    """Store the note on a field at once; an empty one takes it away."""
    with db.transaction() as session:
        _drafted(db, session, form).cursor = key
        session.merge(Draft(form=form.name, key=f"{key}{_NOTE}", text=text))
    form.has_draft = True
    form.notes[key] = text


def keep_typing(db: Database, form: Form, key: str, text: str, turn: int) -> None:
    """Store a text as it stands in a field that is not left yet, unless a field was kept since ``turn``."""
    with db.transaction() as session:
        if form.turn == turn:
            form.has_draft = form.is_typing = True
            _drafted(db, session, form).cursor = key
            session.merge(Draft(form=form.name, key=f"{key}{_TYPING}", text=text))


def drop_typing(db: Database, form: Form) -> None:
    """The text being typed was taken back by the person: it does not come back."""
    form.turn += 1
    form.is_typing, form.typing = False, None
    with db.transaction() as session:
        session.exec(delete(Draft).where(col(Draft.form) == form.name, col(Draft.key).endswith(_TYPING)))
        if session.exec(select(Draft.key).where(col(Draft.form) == form.name)).first() is None:
            session.exec(delete(DraftForm).where(col(DraftForm.form) == form.name))
            form.has_draft = False


def _drafted(db: Database, session: Session, form: Form) -> DraftForm:
    """The form's row among the drafts."""
    kept = session.get(DraftForm, form.name)
    if kept is None:
        kept = DraftForm(form=form.name, title=form.title, subject=form.subject)
        kept.seen = {record_id: list(changes) for record_id, changes in form.seen.items()}
        # What a new record began with is not found again by its name alone.
        for key, text in form.stored.items():
            if text and f"/{PROVISIONAL}/" in key and key not in form.typed:
                session.merge(Draft(form=form.name, key=key, text=text))
    kept.at = db.now().isoformat(timespec="seconds")
    session.add(kept)
    return kept


def discard(db: Database, form: Form) -> None:
    """Throw away what was typed; what is stored stays."""
    with db.transaction() as session:
        _forget(session, form.name)
    form.turn += 1
    form.has_draft, form.is_typing, form.typing = False, False, None
    for part in (form.typed, form.marks, form.notes):
        part.clear()


def write_typed(act: Act, form: Form) -> None:
    """Write what was typed and differs into an act, and forget the drafts in the same transaction."""
    cards: set[tuple[type[Record], str, str]] = set()
    for key, text in form.typed.items():
        table, record_id, column = split_key(key)
        if column == REMOVED:
            if text:
                act.remove(table, record_id)
            continue
        if form.stored.get(key, "") != text:
            if "." in column:
                cards.add((table, record_id, column.partition(".")[0]))
            else:
                act.write(table, record_id, **{column: from_text(table, column, text)})
    for table, record_id, column in cards:
        parts = {part: form.text(field_key(table, record_id, f"{column}.{part}")) for part in CARD_PARTS}
        act.write(table, record_id, **{column: parts if any(parts.values()) else None})
    write_marks(act, form)
    _forget(act.session, form.name)


def write_marks(act: Act, form: Form) -> None:
    """Write the marks and notes on fields of records that are there or are written in this act."""
    found: dict[tuple[type[Record], str], dict[str, str | None]] = {}
    for key in {**form.typed, **form.marks}:
        table, record_id, column = split_key(key)
        mark, text = form.marks.get(key, ""), form.text(key)
        counts = (mark == CONFIRMED and text) or (mark == LEFT_EMPTY and not text)
        found.setdefault((table, record_id), {})[column] = text if counts else None
    for key, note in form.notes.items():
        table, record_id, column = split_key(key)
        found.setdefault((table, record_id), {})[field_marks.NOTE + column] = note or None
    written = {record_id for _, record_id, _ in act.written()}
    for table in {table for table, _ in found}:
        ids = [record_id for of, record_id in found if of is table]
        known = {record.id: record for record in act.session.exec(select(table).where(col(table.id).in_(ids)))}
        for record_id in ids:
            record = known.get(record_id)
            before = (record.confirmed if record else None) or None
            after = field_marks.changed(before, found[table, record_id])
            if after != before and (record_id in written or (record is not None and not record.removed)):
                act.write(table, record_id, confirmed=after)


def unfinished(db: Database) -> list[DraftForm]:
    """Forms that were being typed when the program ended, newest first."""
    with db.reading() as session:
        return list(session.exec(select(DraftForm).order_by(col(DraftForm.at).desc())))


def draft_named(db: Database, name: str) -> OpenForm | None:
    """Where somebody was in a form that is not finished; None when there is none of that name."""
    with db.reading() as session:
        kept = session.get(DraftForm, name)
        return OpenForm(name, kept.subject, kept.cursor) if kept is not None else None


def remember_open(db: Database, place: OpenForm | None) -> None:
    """Note which form stands open, and where the person is in it; None: none does any more."""
    text = place.to_text() if place is not None else ""
    if db.file.setting(OPEN_FORM) != text:
        db.set_setting(OPEN_FORM, text)


def conflict_keys(db: Database, form: Form) -> set[str]:
    """The form's fields that are in bentrok."""
    with db.reading() as session:
        found = session.exec(select(Conflict).where(col(Conflict.record_id).in_(form.seen)))
        return {f"{item.table_name}/{item.record_id}/{item.field}" for item in found}


def _forget(session: Session, name: str) -> None:
    session.exec(delete(Draft).where(col(Draft.form) == name))
    session.exec(delete(DraftForm).where(col(DraftForm.form) == name))
    noted = session.exec(select(Setting.value).where(col(Setting.name) == OPEN_FORM)).first()
    here = OpenForm.from_text(noted or "")
    if here is not None and here.name == name:  # nothing of it is left to come back to; an open one is noted again
        session.exec(delete(Setting).where(col(Setting.name) == OPEN_FORM))
