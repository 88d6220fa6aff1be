"""The evaluation of a plan in a period: ratings chosen by a person, with reasons.

The predikat is not stored: it follows from the two ratings by the rule set named in the evaluation.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Index
from sqlmodel import Field

from kinerja_tui.models.records import JsonOrNull, Record, natural_id

FINISHED = "selesai"
"""State of an evaluation that a person has finished."""


class Evaluation(Record, table=True):
    """The rater's judgement on hasil kerja and perilaku kerja for one period."""

    __table_args__ = (Index("ix_evaluation_plan_period", "plan_id", "period"),)

    employee_id: str = Field(default="", index=True)
    plan_id: str = ""
    period: str = ""
    """code of the period"""
    state: str = "draf"
    """draf or selesai"""
    work_rating: str = ""
    """rules.ratings.Rating, or empty: belum dinilai"""
    work_reason: str = ""
    work_proposal: str = ""
    behaviour_rating: str = ""
    behaviour_reason: str = ""
    behaviour_proposal: str = ""
    note: str = ""
    rated_by: str = ""
    """name of the rater as at finishing"""
    finished_on: date | None = None
    reopen_reason: str = ""
    """why it was opened again; empty while it was not, and once it is finished anew"""
    missing_periods: str = ""
    """of an annual evaluation: codes of the periods without a finished evaluation when it was finished"""
    missing_reason: str = ""
    """why they are missing"""
    employee_card: dict[str, Any] | None = Field(default=None, sa_type=JsonOrNull)
    """the persons of the period as printed, stored at finishing: rater and superior as at its last day"""
    rater_card: dict[str, Any] | None = Field(default=None, sa_type=JsonOrNull)
    superior_card: dict[str, Any] | None = Field(default=None, sa_type=JsonOrNull)
    targets: dict[str, Any] | None = Field(default=None, sa_type=JsonOrNull)
    """what it was judged by, stored at finishing (planning.targets.judged_by); a later addendum does not touch it"""
    rules: str = ""

    @staticmethod
    def id_of(plan_id: str, period: str) -> str:
        """One evaluation per plan and period."""
        return natural_id("evaluation", plan_id, period)


class ResultRating(Record, table=True):
    """Rating and feedback on one result line in an evaluation."""

    __tablename__ = "result_rating"

    evaluation_id: str = Field(default="", index=True)
    result_id: str = ""
    rating: str = ""
    feedback: str = ""
    reason: str = ""
    proposal: str = ""

    @staticmethod
    def id_of(evaluation_id: str, result_id: str) -> str:
        """One rating per evaluation and result."""
        return natural_id("result-rating", evaluation_id, result_id)


class ValueRating(Record, table=True):
    """Rating and feedback on one BerAKHLAK value in an evaluation."""

    __tablename__ = "value_rating"

    evaluation_id: str = Field(default="", index=True)
    value: str = ""
    rating: str = ""
    feedback: str = ""

    @staticmethod
    def id_of(evaluation_id: str, value: str) -> str:
        """One rating per evaluation and value."""
        return natural_id("value-rating", evaluation_id, value)
