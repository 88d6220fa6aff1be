"""The Indonesian names of tables and fields, and values as people read them: for previews, conflicts and history.

Rules only are imported, so that a list may use it before the database objects are loaded.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from kinerja_tui.rules.formats import format_decimal, format_short_date
from kinerja_tui.services.forms.field_marks import NOTE
from kinerja_tui.services.labels import (
    addenda,
    beside,
    copying,
    development,
    evaluations,
    feedback,
    people,
    plan_sources,
    plans,
    reference,
    reporting,
    service_log,
    sources,
    surveys,
    voices,
)
from kinerja_tui.services.labels.readers import Reader

LEFT_EMPTY_WORDS = "kosong disengaja"
EMPTY = "(kosong)"
"""How a missing value is shown; never as zero."""

REMOVED = "removed"


def table_label(table: str) -> str:
    """What a record of that table is called; an unknown table (of a newer version) keeps its own name."""
    return _TABLES.get(table, table.replace("_", " "))


def field_label(table: str, field: str) -> str:
    """What a field is called on the forms; an unknown field keeps its own name."""
    return _FIELDS.get(table, {}).get(field) or _COMMON.get(field) or field.replace("_", " ")


def shown(table: str, field: str, value: object) -> str:
    """A value as people read it, in one line: stored or as it travels (dates ISO, decimals as text)."""
    if field == REMOVED:
        return "dihapus" if value is True else "dipakai"
    if value is None or value == "" or value == {}:
        return EMPTY
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, Mapping) and field == "confirmed":
        return "; ".join(_remark(table, name, text) for name, text in value.items())
    if isinstance(value, Mapping) and field == "known":
        names = value.get("names")
        return f"{len(names) if isinstance(names, list) else 0} perubahan"
    if isinstance(value, Mapping) and (table, field) == ("evaluation", "targets"):
        return f"{len(value)} target"
    if isinstance(value, Mapping):
        return _card(value) if field.endswith("_card") else "; ".join(f"{name}: {text}" for name, text in value.items())
    if isinstance(value, date):
        return format_short_date(value)
    if isinstance(value, Decimal):
        return format_decimal(value)
    text = str(value.value) if isinstance(value, Enum) else str(value)
    reader = _READERS.get((table, field))
    try:
        return reader(text) if reader is not None else _by_name(field, text)
    except (ValueError, ArithmeticError, KeyError):  # foreign data: shown as it came
        return text


def _remark(table: str, name: str, text: object) -> str:
    """A mark or a note on a field (services.field_marks)."""
    label = field_label(table, name.removeprefix(NOTE))
    if name.startswith(NOTE):
        return f"catatan pada {label}: {text}"
    return f"{label}: {shown(table, name, text) if text else LEFT_EMPTY_WORDS}"


def is_link(field: str) -> bool:
    """True for a field that only points at another record; its value says nothing to people."""
    return field.endswith("_id")


def _by_name(field: str, text: str) -> str:
    if is_link(field):
        return f"data {text[:8]}"
    if _ISO_DAY.fullmatch(text):
        return format_short_date(date.fromisoformat(text))
    return text


def _card(card: Mapping[str, Any]) -> str:
    parts = [str(card[name]) for name in ("name", "nip", "rank", "post", "unit") if card.get(name)]
    return ", ".join(parts) or EMPTY


_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

_STAGES = (
    reference,
    people,
    plan_sources,
    plans,
    addenda,
    reporting,
    evaluations,
    beside,
    copying,
    feedback,
    development,
    service_log,
    sources,
    surveys,
    voices,
)
"""One module per stage: TABLES, FIELDS, READERS."""

_TABLES: dict[str, str] = {table: label for stage in _STAGES for table, label in stage.TABLES.items()}
_FIELDS: dict[str, dict[str, str]] = {table: fields for stage in _STAGES for table, fields in stage.FIELDS.items()}
_READERS: dict[tuple[str, str], Reader] = {key: reader for stage in _STAGES for key, reader in stage.READERS.items()}

_COMMON = {REMOVED: "Keadaan data", "confirmed": "Tanda dan catatan pada isian", "rules": "Aturan yang dipakai"}
