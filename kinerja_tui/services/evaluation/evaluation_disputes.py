"""Evaluations whose predikat does not stand yet, because a field it is made of is in bentrok."""

from __future__ import annotations

from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.services.labels import field_label

DECIDING = ("work_rating", "behaviour_rating", "state", "finished_on", "plan_id", "removed")
"""Fields of an evaluation that the predikat and its standing are made of."""
RATER = "rater_card"
"""The rater as printed; it decides where the rater's name is handed on."""


def disputed_fields(file: DatabaseFile, evaluation_id: str) -> list[str]:
    """The fields in bentrok, as people call them; empty when the predikat stands."""
    rows = file.rows(
        "SELECT field FROM conflict WHERE record_id = ? AND table_name = 'evaluation' ORDER BY field", (evaluation_id,)
    )
    return [field_label("evaluation", field) for (field,) in rows if field in DECIDING]


def all_disputed(file: DatabaseFile, *further: str) -> dict[str, list[str]]:
    """Evaluation id -> its fields in bentrok, as people call them; ``further`` fields count too."""
    found: dict[str, list[str]] = {}
    for record_id, field in file.rows(
        "SELECT record_id, field FROM conflict WHERE table_name = 'evaluation' ORDER BY record_id, field"
    ):
        if field in DECIDING or field in further:
            found.setdefault(record_id, []).append(field_label("evaluation", field))
    return found
