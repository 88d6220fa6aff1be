"""Local dimensions of an office (public service, innovation, participation): beside the predikat, never in it."""

from __future__ import annotations

from sqlmodel import Field

from kinerja_tui.models.records import Record, natural_id


class Dimension(Record, table=True):
    """One dimension of an office with its own scale."""

    office: str = ""
    """kode wilayah of the office whose list it stands in"""
    key: str = ""
    """from its first name; a later name does not change it"""
    name: str = ""
    description: str = ""
    low: int = 1
    """lowest score"""
    high: int = 5
    """highest score"""
    low_label: str = ""
    high_label: str = ""
    active: bool = True
    """a retired one is not asked for any more; its scores stay readable"""
    position: int = 0
    """order on the form, ascending; ties broken by name"""

    @staticmethod
    def id_of(office: str, key: str) -> str:
        """One dimension per office and key."""
        return natural_id("dimension", office, key)


class DimensionScore(Record, table=True):
    """What a rater gave on one dimension in an evaluation. No row, or no score, is not a zero."""

    __tablename__ = "dimension_score"

    evaluation_id: str = Field(default="", index=True)
    dimension_id: str = ""
    score: int | None = None
    note: str = ""

    @staticmethod
    def id_of(evaluation_id: str, dimension_id: str) -> str:
        """One score per evaluation and dimension."""
        return natural_id("dimension-score", evaluation_id, dimension_id)
