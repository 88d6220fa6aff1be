"""What people said about the fields of a record, beside lists: empty on purpose, unusual but right, a note."""

from __future__ import annotations

import json
from collections.abc import Sequence

from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.services.forms import field_marks
from kinerja_tui.services.forms.field_marks import CONFIRMED, LEFT_EMPTY, NOTE
from kinerja_tui.services.labels import LEFT_EMPTY_WORDS, field_label
from kinerja_tui.services.lists.listing import Row, record_of

EMPTY_COLUMNS = "left empty"
"""Name in a row of a list: the columns of its record that were left empty on purpose."""

_WORDS = {CONFIRMED: "dibenarkan walau di luar kebiasaan", LEFT_EMPTY: LEFT_EMPTY_WORDS}


def told(file: DatabaseFile, table: str, record_id: str) -> list[str]:
    """A line for each mark and note of a record; empty for a record that is not here."""
    rows = file.rows(f'SELECT confirmed FROM "{table}" WHERE id = ? AND confirmed IS NOT NULL', (record_id,))
    confirmed = json.loads(rows[0][0]) if rows else {}
    columns = [name for (name,) in file.rows("SELECT name FROM pragma_table_info(?)", (table,)) if name in confirmed]
    texts: dict[str, str] = {}
    if columns:
        names = ", ".join(f'"{name}"' for name in columns)
        [values] = file.rows(f'SELECT {names} FROM "{table}" WHERE id = ?', (record_id,))
        texts = {name: "" if value is None else str(value) for name, value in zip(columns, values, strict=True)}
    marks, notes = field_marks.marks_of(confirmed, texts), field_marks.notes_of(confirmed)
    lines = [f"{mark} {field_label(table, name)}: {_WORDS[mark]}" for name, mark in marks.items()]
    return lines + [f"{NOTE} {field_label(table, name)}: {text}" for name, text in notes.items()]


def take_empty(file: DatabaseFile, table: str, rows: Sequence[Row]) -> None:
    """Say in some rows of a list which columns of their records were left empty on purpose."""
    by_id = {record_of(row): row for row in rows}
    found = file.rows(
        f"""
        SELECT t.id, j.key FROM "{table}" t, json_each(t.confirmed) j
        WHERE t.id IN ({",".join("?" * len(by_id))}) AND t.confirmed IS NOT NULL AND j.value = ''
        """,
        list(by_id),
    )
    for record_id, column in found:
        by_id[record_id].setdefault(EMPTY_COLUMNS, set()).add(column)
