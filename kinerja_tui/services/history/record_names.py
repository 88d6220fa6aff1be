"""Records as people know them: what a field, a record or a value is called where several kinds stand together."""

from __future__ import annotations

from typing import Any

from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.formats import excerpt
from kinerja_tui.services.labels import field_label, is_link, shown, table_label


def what_is_it(file: DatabaseFile, table: str, record_id: str, field: str) -> str:
    """A field as people know it: ``Target (Indikator “Jumlah surat”)``; of an employee only the field."""
    label = field_label(table, field)
    return label if table == "employee" else f"{label} ({record_named(file, table, record_id)})"


def record_named(file: DatabaseFile, table: str, record_id: str) -> str:
    """A record as people know it: ``Indikator “Jumlah surat”``."""
    column = _CAPTIONS.get(table, "")
    rows = file.rows(f'SELECT "{column}" FROM "{table}" WHERE id = ?', (record_id,)) if column else []
    caption = shown(table, column, rows[0][0]) if rows and rows[0][0] not in (None, "") else ""
    return f"{table_label(table)} “{excerpt(caption, 40)}”" if caption else table_label(table)


def value_text(file: DatabaseFile, table: str, field: str, value: Any) -> str:
    """A value as people read it; for a link the name of what it points at."""
    if is_link(field) and isinstance(value, str) and value:
        for query in _NAMES:
            if rows := file.rows(query, (value,)):
                return str(rows[0][0])
    return shown(table, field, value)


_NAMES = (
    "SELECT name FROM employee WHERE id = ?",
    "SELECT text FROM work_result WHERE id = ?",
    "SELECT text FROM key_indicator WHERE id = ?",
    "SELECT name FROM service WHERE id = ?",
)

_CAPTIONS = {
    "employee": "name",
    "office": "name",
    "assignment": "post",
    "work_plan": "year",
    "work_result": "text",
    "indicator": "text",
    "expectation": "value",
    "key_indicator": "text",
    "plan_comment": "text",
    "addendum": "reason",
    "addendum_line": "text",
    "plan_attachment": "text",
    "progress": "period",
    "action_step": "text",
    "progress_report": "period",
    "reporting_rule": "year",
    "evaluation": "period",
    "self_assessment": "period",
    "self_value": "value",
    "dimension": "name",
    "value_rating": "value",
    "delivery": "delivered_on",
    "objection": "submitted_on",
    "holiday": "name",
    "feedback": "given_on",
    "feedback_score": "value",
    "feedback_invitation": "giver_name",
    "dialogue": "held_on",
    "guidance": "held_on",
    "guidance_answer": "number",
    "guidance_competence": "competence",
    "organisation_rating": "period",
    "predicate_comparison": "period",
    "period_lock": "period",
    "training": "title",
    "training_session": "title",
    "training_attendance": "title",
    "follow_up": "what",
    "recognition": "basis",
    "recognition_rule": "name",
    "survey": "period",
    "survey_sheet": "number",
    "survey_second": "number",
    "improvement": "element",
    "service": "name",
    "service_request": "number",
    "forum": "place",
    "voice": "text",
}
"""By what people tell one record of a table from another."""
