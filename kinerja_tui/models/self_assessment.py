"""Self-assessment (penilaian diri): what the employee says of the own work before the rater does.

It is read beside the rater's lines and never fills a rating.
"""

from __future__ import annotations

from datetime import date

from sqlmodel import Field

from kinerja_tui.models.records import Record, natural_id


class SelfAssessment(Record, table=True):
    """The employee's own view of a plan in a period."""

    __tablename__ = "self_assessment"

    employee_id: str = ""
    plan_id: str = Field(default="", index=True)
    period: str = ""
    """code of the period"""
    state: str = "draf"
    """draf or selesai"""
    finished_on: date | None = None
    note: str = ""
    """on the period as a whole"""
    hopes: str = ""
    """what the employee hopes for: support, training, tasks"""

    @staticmethod
    def id_of(plan_id: str, period: str) -> str:
        """One self-assessment per plan and period."""
        return natural_id("self-assessment", plan_id, period)


class SelfResult(Record, table=True):
    """The employee's own rating of one result line."""

    __tablename__ = "self_result"

    assessment_id: str = Field(default="", index=True)
    result_id: str = ""
    rating: str = ""
    """rules.ratings.Rating, or empty"""
    note: str = ""

    @staticmethod
    def id_of(assessment_id: str, result_id: str) -> str:
        """One rating per self-assessment and result."""
        return natural_id("self-result", assessment_id, result_id)


class SelfValue(Record, table=True):
    """The employee's own rating of one BerAKHLAK value."""

    __tablename__ = "self_value"

    assessment_id: str = Field(default="", index=True)
    value: str = ""
    """key of rules.values.VALUES"""
    rating: str = ""
    note: str = ""

    @staticmethod
    def id_of(assessment_id: str, value: str) -> str:
        """One rating per self-assessment and value."""
        return natural_id("self-value", assessment_id, value)
