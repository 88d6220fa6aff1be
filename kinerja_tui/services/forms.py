"""Forms: fields typed on a screen, safe at every field leave, made into one change when the form is finished.

A field is named ``table/record id/column``; its text is the canonical one (ISO dates, decimals with a point, codes).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlmodel import Session, col, delete, select

from kinerja_tui.models.act import Act
from kinerja_tui.models.database import Database
from kinerja_tui.models.local import Conflict, Draft, DraftForm, Setting
from kinerja_tui.models.records import AnyRecord, Record, from_text, journalled_fields, to_text
from kinerja_tui.models.schema import PROJECTED
from kinerja_tui.models.state import REMOVED
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.labels import table_label
from kinerja_tui.services.open_forms import OPEN_FORM, OpenForm

CARD_PARTS = ("name", "nip", "rank", "post", "unit")
"""What is printed of a person outside the office, and typed part by part."""

PROVISIONAL = "baru"
"""Record id in the field names of a record that is not stored yet."""

CONFIRMED = "?"
"""Mark of a field whose unusual value a person confirmed; it travels with the record."""


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

    def text(self, key: str) -> str:
        """What the field shows now."""
        return self.typed.get(key, self.stored.get(key, ""))

    def texts(self) -> dict[str, str]:
        """Every field's text."""
        return {**self.stored, **self.typed}

    @property
    def is_changed(self) -> bool:
        """True when something typed differs from what is stored."""
        return any(self.stored.get(key, "") != text for key, text in self.typed.items())

    def has_typed(self, table: type[Record], record_id: str) -> bool:
        """True when something typed into one record differs from what is stored."""
        prefix = field_key(table, record_id, "")
        return any(key.startswith(prefix) and text != self.stored.get(key, "") for key, text in self.typed.items())


def open_form(
    db: Database, name: str, title: str, subject: str, records: Iterable[Record], new: Sequence[str] = ()
) -> Form:
    """Open a form over records (and ids of records that are not there yet); picks up what a power cut left typed."""
    stored: dict[str, str] = {}
    ids = list(new)
    for record in records:
        ids.append(record.id)
        stored.update(texts_of(record))
    form = Form(name, title, subject, stored, db.seen(ids))
    with db.reading() as session:
        kept = session.get(DraftForm, name)
        if kept is not None:
            form.resumed = True
            form.cursor = kept.cursor
            form.seen.update({record_id: tuple(changes) for record_id, changes in kept.seen.items()})
            for draft in session.exec(select(Draft).where(Draft.form == name)):
                form.typed[draft.key] = draft.text
                if draft.mark:
                    form.marks[draft.key] = draft.mark
    return form


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


def keep(db: Database, form: Form, texts: Mapping[str, str], mark: str = "", cursor: str = "") -> None:
    """Store typed fields at once: after this returns a power cut cannot take them."""
    with db.transaction() as session:
        kept = session.get(DraftForm, form.name)
        if kept is None:
            kept = DraftForm(form=form.name, title=form.title, subject=form.subject)
            kept.seen = {record_id: list(changes) for record_id, changes in form.seen.items()}
            # What a new record began with is not found again by its name alone.
            for key, text in form.stored.items():
                if text and f"/{PROVISIONAL}/" in key and key not in form.typed:
                    session.merge(Draft(form=form.name, key=key, text=text))
        kept.cursor = cursor or kept.cursor
        kept.at = db.now().isoformat(timespec="seconds")
        session.add(kept)
        for key, text in texts.items():
            session.merge(Draft(form=form.name, key=key, text=text, mark=mark))
        here = OpenForm(form.name, form.subject, kept.cursor)
        session.merge(Setting(name=OPEN_FORM, value=here.to_text()))
    form.typed.update(texts)
    for key in texts:
        if mark:
            form.marks[key] = mark
        else:
            form.marks.pop(key, None)
    form.cursor = cursor or form.cursor


def discard(db: Database, form: Form) -> None:
    """Throw away what was typed; what is stored stays."""
    with db.transaction() as session:
        _forget(session, form.name)
    form.typed.clear()
    form.marks.clear()


def write_typed(act: Act, form: Form) -> None:
    """Write what was typed and differs into an act, and forget the drafts in the same transaction."""
    confirmed: dict[tuple[type[Record], str], dict[str, str]] = {}
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
        if form.marks.get(key) == CONFIRMED:
            confirmed.setdefault((table, record_id), {})[column] = text
    for table, record_id, column in cards:
        parts = {part: form.text(field_key(table, record_id, f"{column}.{part}")) for part in CARD_PARTS}
        act.write(table, record_id, **{column: parts if any(parts.values()) else None})
    for (table, record_id), columns in confirmed.items():
        known = act.session.get(table, record_id)
        act.write(table, record_id, confirmed={**((known.confirmed if known else None) or {}), **columns})
    _forget(act.session, form.name)


def with_real_ids(form: Form, ids: Mapping[str, str]) -> Form:
    """A copy of the form with provisional records (``table/baru``) under their real names (``table/<id>``)."""

    def real(key: str) -> str:
        record, _, column = key.rpartition("/")
        return f"{ids.get(record, record)}/{column}"

    typed = {real(key): text for key, text in form.typed.items()}
    marks = {real(key): mark for key, mark in form.marks.items()}
    return replace(form, typed=typed, marks=marks)


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
