"""What keeps an evaluation from being printed as final: a predikat, or what it is made of, that stands in bentrok."""

from __future__ import annotations

from kinerja_tui.documents.blocks import Text
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.services.evaluation_disputes import disputed_fields


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
