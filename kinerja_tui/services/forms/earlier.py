"""Texts that were keyed before: a clerk who begins one again need not type it to its end."""

from __future__ import annotations

from kinerja_tui.models.file import DatabaseFile

_REPEATED = {
    "assignment": ("post", "unit"),
    "work_result": ("text", "assigned_by"),
    "indicator": ("text", "unit", "target_text", "evidence_source"),
    "plan_attachment": ("text",),
    "expectation": ("text",),
    "action_step": ("text",),
    "progress": ("evidence", "obstacles", "note"),
    "training": ("title", "competence", "need", "organiser"),
    "evaluation": ("note",),
    "result_rating": ("feedback",),
    "value_rating": ("feedback",),
}
"""Table -> columns whose texts come again. Never what names a person, nor why somebody was rated low."""

_LAST = 500
"""Rows looked at: what was keyed lately comes again, and the answer takes the same time in every office."""


def earlier_texts(file: DatabaseFile, key: str) -> list[str] | None:
    """What stands in the column of a form's field in other records, the newest first; None for a column not offered."""
    table, _, column = key.split("/")
    if column not in _REPEATED.get(table, ()):
        return None
    rows = file.rows(
        f"SELECT {column} FROM (SELECT {column}, removed FROM {table} ORDER BY rowid DESC LIMIT {_LAST}) "
        f"WHERE NOT removed AND {column} <> ''"
    )
    return list(dict.fromkeys(str(text) for (text,) in rows))
