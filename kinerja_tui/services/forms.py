"""Forms: fields typed on a screen, safe at every field leave, made into one change when the form is finished.

A field is named ``table/record id/column``; its text is the canonical one (ISO dates, decimals with a point, codes).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import literal_column
from sqlmodel import Session, col, delete, select

from kinerja_tui.models.act import Act
from kinerja_tui.models.database import Database
from kinerja_tui.models.local import Conflict, Draft, DraftForm, Setting
from kinerja_tui.models.records import AnyRecord, Record, from_text, journalled_fields, to_text
from kinerja_tui.models.schema import PROJECTED
from kinerja_tui.models.state import REMOVED
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services import field_marks
from kinerja_tui.services.field_marks import CONFIRMED, LEFT_EMPTY
from kinerja_tui.services.labels import table_label
from kinerja_tui.services.open_forms import OPEN_FORM, OpenForm

CARD_PARTS = ("name", "nip", "rank", "post", "unit")
"""What is printed of a person outside the office, and typed part by part."""

PROVISIONAL = "baru"
"""Record id in the field names of a record that is not stored yet."""

_LOOKED_BACK = 20
"""Records among which the last value of a field is looked for."""
_NOTE, _TYPING = "*", "~"
"""Behind the key of a draft: it is a note on the field, or a text that is still being typed there."""


def field_key(table: type[Record], record_id: str, column: str) -> str:
    """The name of a field on a form."""
    return f"{table.__tablename__}/{record_id}/{column}"


def split_key(key: str) -> tuple[type[Record], str, str]:
    """Table, record id and column of a field's name."""
    table, record_id, column = key.split("/")
    return PROJECTED[table], record_id, column


def known(session: Session, table: type[AnyRecord], record_id: str) -> AnyRecord:
    """A record that a screen shows. Raises `RuleBroken` when an import has taken it away meanwhile."""
    record = session.get(table, record_id)
    if record is None:
        raise RuleBroken(
            f"{table_label(str(table.__tablename__))} ini tidak ada lagi di PC ini. Tidak ada yang diubah."
        )
    return record


@dataclass
class Form:
    """An opened form: what was stored when it was opened, what has been typed since."""

    name: str
    """e.g. plan:<id>"""
    title: str
    """as people know it, e.g. Rencana kerja Siti Aminah"""
    subject: str
    """the employee it is about"""
    stored: dict[str, str]
    seen: dict[str, tuple[str, ...]]
    typed: dict[str, str] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    cursor: str = ""
    resumed: bool = False
    """typed before a power cut and found again"""
    notes: dict[str, str] = field(default_factory=dict)
    """notes written since it was opened; an empty one takes the stored one away"""
    stored_marks: dict[str, str] = field(default_factory=dict)
    stored_notes: dict[str, str] = field(default_factory=dict)
    typing: tuple[str, str] | None = None
    """field and text that was in it, as typed, when the program ended before the field was left"""
    has_draft: bool = False
    """something of it is kept among the drafts"""
    is_typing: bool = False
    """a text being typed is among them"""
    turn: int = 0
    """rises whenever a field is kept: a text being typed that is older is not kept any more"""

    def text(self, key: str) -> str:
        """What the field shows now."""
        return self.typed.get(key, self.stored.get(key, ""))

    def texts(self) -> dict[str, str]:
        """Every field's text."""
        return {**self.stored, **self.typed}

    @property
    def is_changed(self) -> bool:
        """True when something typed, or a mark or note on it, differs from what is stored."""
        return (
            any(self.stored.get(key, "") != text for key, text in self.typed.items())
            or any(self.marks.get(key, "") != self.stored_marks.get(key, "") for key in self.typed)
            or any(self.stored_notes.get(key, "") != text for key, text in self.notes.items())
        )

    def all_marks(self) -> dict[str, str]:
        """Field -> mark, as stored or as set since; behind it the sign of a note."""
        found = {key: mark for key, mark in self.stored_marks.items() if key not in self.typed} | self.marks
        return found | {key: found.get(key, "") + field_marks.NOTE for key in self.all_notes()}

    def all_notes(self) -> dict[str, str]:
        """Field -> note, as stored or as written since."""
        return {key: text for key, text in {**self.stored_notes, **self.notes}.items() if text}

    def has_typed(self, table: type[Record], record_id: str) -> bool:
        """True when something typed into one record differs from what is stored."""
        prefix = field_key(table, record_id, "")
        return any(key.startswith(prefix) and text != self.stored.get(key, "") for key, text in self.typed.items())


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


def take_stored(form: Form, record: Record) -> None:
    """Put a stored record on a form: its texts, and the marks and notes on them."""
    texts = texts_of(record)
    form.stored.update(texts)
    if record.confirmed:
        prefix = field_key(type(record), record.id, "")
        columns = {key.removeprefix(prefix): text for key, text in texts.items()}
        marks, notes = field_marks.marks_of(record.confirmed, columns), field_marks.notes_of(record.confirmed)
        form.stored_marks.update({prefix + column: mark for column, mark in marks.items()})
        form.stored_notes.update({prefix + column: text for column, text in notes.items() if column in columns})


def texts_of(record: Record) -> dict[str, str]:
    """The fields of a record as form texts; a card (person outside the office) as ``rater_card.name`` and so on."""
    table = type(record)
    texts = {}
    for name in journalled_fields(table):
        value = getattr(record, name)
        if name.endswith("_card"):
            for part in CARD_PARTS:
                texts[field_key(table, record.id, f"{name}.{part}")] = str((value or {}).get(part, ""))
        elif name != "confirmed" and not isinstance(value, dict):
            texts[field_key(table, record.id, name)] = to_text(value)
    return texts


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


def with_real_ids(form: Form, ids: Mapping[str, str]) -> Form:
    """A copy of the form with provisional records (``table/baru``) under their real names (``table/<id>``)."""

    def real(key: str) -> str:
        record, _, column = key.rpartition("/")
        return f"{ids.get(record, record)}/{column}"

    typed = {real(key): text for key, text in form.typed.items()}
    marks = {real(key): mark for key, mark in form.marks.items()}
    notes = {real(key): text for key, text in form.notes.items()}
    return replace(form, typed=typed, marks=marks, notes=notes)


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
