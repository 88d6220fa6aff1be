"""What every journalled table has in common, and how a field's value travels in the journal.

The tables are a projection of the journal (see `journal`): no UNIQUE, FOREIGN KEY or CHECK stands on them, and every
column has a default, because no lawful merge may ever be refused by the database.
"""

from __future__ import annotations

import re
import types
import uuid
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, TypeVar, Union, get_args, get_origin

from sqlalchemy import JSON, String
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

from kinerja_tui.models.changes import Value

NAMESPACE = uuid.UUID("6b696e65-726a-5a00-8000-6b6563616d61")
MAX_TEXT = 20_000

_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,15}\Z")
_NUMBER = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,20})?\Z")
"""No exponent: a few letters of it could stand for gigabytes."""


class UnfitValue(ValueError):
    """A value that does not fit the field it is written to; the text names table, field and reason, never the value."""


class DecimalText(TypeDecorator[Decimal]):
    """An exact number kept as text: SQLite's own numbers are floats."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """To text, without an exponent."""
        return None if value is None else format(value, "f")

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:  # noqa: ARG002
        """Back to a Decimal."""
        return None if value is None else Decimal(value)


class JsonOrNull(JSON):
    """A JSON column in which a missing value is NULL, not the text null."""

    cache_ok = True

    def __init__(self) -> None:
        super().__init__(none_as_null=True)


class Record(SQLModel):
    """A row of a journalled table. ``id`` is derived from the natural key, or a random UUID."""

    DERIVED: ClassVar[frozenset[str]] = frozenset()
    """Columns computed at projection (search text); they do not travel."""

    id: str = Field(primary_key=True, max_length=40)
    removed: bool = False
    """taken away by a person; the row stays"""
    confirmed: dict[str, Any] | None = Field(default=None, sa_type=JsonOrNull)
    """field -> its text when a person confirmed it: unusual but right, or ("") left empty on purpose; ``*field`` -> a
    note on it (services.field_marks)"""

    @classmethod
    def derive(cls, row: Mapping[str, Any]) -> dict[str, Any]:
        """The derived columns of a row."""
        del row
        return {}


AnyRecord = TypeVar("AnyRecord", bound=Record)


def natural_id(kind: str, *parts: str) -> str:
    """The id of a thing with a natural key, the same on every PC (UUIDv5)."""
    return str(uuid.uuid5(NAMESPACE, "\x1f".join((kind, *parts))))


def new_id() -> str:
    """The id of a thing without a natural key: random, with no clock in it."""
    return str(uuid.uuid4())


def journalled_fields(table: type[Record]) -> dict[str, Callable[[Value], Any]]:
    """Field name -> decoder from the travelling value to the column's value, for one table."""
    known = _DECODERS.get(table)
    if known is None:
        known = {
            name: _decoder(info.annotation)
            for name, info in table.model_fields.items()
            if name not in {"id", "removed"} and name not in table.DERIVED
        }
        _DECODERS[table] = known
    return known


def encode(value: object) -> Value:
    """A Python value as it travels: dates ISO, decimals as plain text."""
    if value is None or isinstance(value, bool | int | dict | list):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    raise UnfitValue(f"a {type(value).__name__} cannot be journalled")


def decode(table: type[Record], field: str, value: Value) -> Any:
    """The column's value for a travelling one. Raises `UnfitValue` when it does not fit."""
    try:
        return journalled_fields(table)[field](value)
    except ValueError as error:
        raise UnfitValue(f"{table.__name__}.{field}: {error}") from error


def to_text(value: object) -> str:
    """A field's value as the text a form holds: a missing one is empty, dates ISO, decimals plain."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else ""
    if isinstance(value, dict | list):
        raise UnfitValue("a composite value has no text")
    return str(encode(value))


def from_text(table: type[Record], field: str, text: str) -> Any:
    """The value a form's text stands for. Raises `UnfitValue` when it does not fit the field."""
    annotation = table.model_fields[field].annotation
    if annotation is str:
        return decode(table, field, text)
    if text == "":
        return False if annotation is bool else None
    if annotation is bool:
        return text == "1"
    if annotation is int or int in get_args(annotation):
        if not _WHOLE_NUMBER.match(text):
            raise UnfitValue(f"{table.__name__}.{field}: not a whole number")
        return decode(table, field, int(text))
    return decode(table, field, text)


_DECODERS: dict[type[Record], dict[str, Callable[[Value], Any]]] = {}


def _decoder(annotation: Any) -> Callable[[Value], Any]:
    options = get_args(annotation) if get_origin(annotation) in (Union, types.UnionType) else (annotation,)
    optional = type(None) in options
    kind = next(option for option in options if option is not type(None))
    plain = _PLAIN[get_origin(kind) or kind]

    def decoder(value: Value) -> Any:
        if value is None:
            if optional:
                return None
            raise ValueError("no value")
        return plain(value)

    return decoder


def _text(value: Value) -> str:
    if not isinstance(value, str) or len(value) > MAX_TEXT:
        raise ValueError("not a text, or too long")
    return value


def _integer(value: Value) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError("not a whole number")
    return value


def _truth(value: Value) -> bool:
    if not isinstance(value, bool):
        raise ValueError("not yes or no")
    return value


def _date(value: Value) -> date:
    text = _text(value)
    try:
        day = date.fromisoformat(text)
    except ValueError:  # whose text would carry the value into the log
        raise ValueError("not an ISO date") from None
    if day.isoformat() != text:
        raise ValueError("not an ISO date")
    return day


def _decimal(value: Value) -> Decimal:
    text = _text(value)
    if not _NUMBER.match(text):
        raise ValueError("not a plain number")
    return Decimal(text)


def _mapping(value: Value) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError("not a mapping")
    return value


_PLAIN: dict[Any, Callable[[Value], Any]] = {
    str: _text,
    int: _integer,
    bool: _truth,
    date: _date,
    Decimal: _decimal,
    dict: _mapping,
}
