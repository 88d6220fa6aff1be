"""What keeps an evaluation from being printed as final: a predikat, or what it is made of, that stands in bentrok."""

from __future__ import annotations

from kinerja_tui.documents.blocks import Text
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.services.labels import field_label

_DECIDING = ("work_rating", "behaviour_rating", "state", "finished_on", "plan_id", "removed")
"""Fields of an evaluation that the predikat and its standing are made of."""


def disputed_fields(file: DatabaseFile, evaluation_id: str) -> list[str]:
    """The fields in bentrok, as people call them; empty when the predikat stands."""
    rows = file.rows(
        "SELECT field FROM conflict WHERE record_id = ? AND table_name = 'evaluation' ORDER BY field", (evaluation_id,)
    )
    return [field_label("evaluation", field) for (field,) in rows if field in _DECIDING]


def why_not_final(file: DatabaseFile, evaluation_id: str) -> tuple[Text, ...]:
    """The line printed above the signatures of a predikat in bentrok; nothing when it stands."""
    fields = disputed_fields(file, evaluation_id)
    if not fields:
        return ()
    return (
        Text(
            f"BELUM FINAL: {', '.join(fields)} diubah di dua PC dan belum dipilih yang benar. Bereskan di layar "
            "Perlu dibereskan, lalu cetak lagi.",
            bold=True,
        ),
    )
