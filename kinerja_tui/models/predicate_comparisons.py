"""That the final predikat of a period were keyed a second time from the signed papers, and what came of it."""

from __future__ import annotations

from datetime import date

from kinerja_tui.models.records import Record


class PredicateComparison(Record, table=True):
    """One comparison of an office's finished evaluations with their papers.

    It says which evaluations differed, never how: their ratings stay with the evaluations.
    """

    __tablename__ = "predicate_comparison"

    office: str = ""
    """kode wilayah"""
    period: str = ""
    """code of the period"""
    compared_on: date | None = None
    compared_by: str = ""
    """who sat at the PC"""
    people: int = 0
    """finished evaluations there were"""
    compared: int = 0
    """of these, how many had both ratings keyed again"""
    differing: str = ""
    """ids of the evaluations with another rating on paper, with blanks between them"""
