"""An opened form as texts: a field is named ``table/record id/column``, its text is the canonical one.

(ISO dates, decimals with a point, codes.)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kinerja_tui.models.records import Record, journalled_fields, to_text
from kinerja_tui.models.schema import PROJECTED
from kinerja_tui.services.forms import field_marks

CARD_PARTS = ("name", "nip", "rank", "post", "unit")
"""What is printed of a person outside the office, and typed part by part."""

PROVISIONAL = "baru"
"""Record id in the field names of a record that is not stored yet."""


def field_key(table: type[Record], record_id: str, column: str) -> str:
    """The name of a field on a form."""
    return f"{table.__tablename__}/{record_id}/{column}"


def split_key(key: str) -> tuple[type[Record], str, str]:
    """Table, record id and column of a field's name."""
    table, record_id, column = key.split("/")
    return PROJECTED[table], record_id, column


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


def with_real_ids(form: Form, ids: Mapping[str, str]) -> Form:
    """A copy of the form with provisional records (``table/baru``) under their real names (``table/<id>``)."""

    def real(key: str) -> str:
        record, _, column = key.rpartition("/")
        return f"{ids.get(record, record)}/{column}"

    typed = {real(key): text for key, text in form.typed.items()}
    marks = {real(key): mark for key, mark in form.marks.items()}
    notes = {real(key): text for key, text in form.notes.items()}
    return replace(form, typed=typed, marks=marks, notes=notes)
