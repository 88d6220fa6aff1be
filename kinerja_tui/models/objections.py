"""Handing an evaluation's result to the employee, the objection (keberatan) against it, and the holidays of the clock.

Whether an objection is late is not stored: it follows from the two days, the rules named in the delivery, and the
holidays.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlmodel import Field

from kinerja_tui.models.records import JsonOrNull, Record, natural_id


class Delivery(Record, table=True):
    """The result of a finished evaluation was handed over; from that day the objection clock runs."""

    evaluation_id: str = Field(default="", index=True)
    finished_on: date | None = None
    """which result: an evaluation that was opened again and finished anew is handed over anew"""
    delivered_on: date | None = None
    received_by: str = ""
    """name of who took it"""
    rules: str = ""
    """id of rules.objections.ObjectionRules"""
    counting: str = ""
    """rules.objections.Counting as set when it was handed over"""

    @staticmethod
    def id_of(evaluation_id: str, finished_on: date | None) -> str:
        """One delivery per finished result."""
        return natural_id("delivery", evaluation_id, finished_on.isoformat() if finished_on else "")


class Objection(Record, table=True):
    """What the employee objects to in a result that was handed over, and the final decision of the rater's superior."""

    evaluation_id: str = Field(default="", index=True)
    delivery_id: str = ""
    submitted_on: date | None = None
    reasons: str = ""
    addressed_card: dict[str, Any] | None = Field(default=None, sa_type=JsonOrNull)
    """the superior of the rater {name, nip, rank, post, unit} as he was when it was submitted"""
    decision: str = ""
    """rules.objections.Decision, or empty: belum diputus"""
    decision_text: str = ""
    decided_on: date | None = None
    decided_by: str = ""
    """name of the superior who decided"""
    final: bool = False
    """decided for good"""

    @staticmethod
    def id_of(evaluation_id: str) -> str:
        """One objection per evaluation: the decision is final."""
        return natural_id("objection", evaluation_id)


class Holiday(Record, table=True):
    """A day on which offices are closed. Reference data."""

    day: date | None = Field(default=None, index=True)
    name: str = ""

    @staticmethod
    def id_of(day: date) -> str:
        """One record per day."""
        return natural_id("holiday", day.isoformat())
