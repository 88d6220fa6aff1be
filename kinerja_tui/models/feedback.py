"""Continuous feedback (umpan balik), the record of a dialogue, and bimbingan kinerja (forms B.1.8 and B.1.9)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from sqlmodel import Field

from kinerja_tui.models.records import Record, natural_id
from kinerja_tui.rules.formats import fold


def giver_key(giver_id: str | None, giver_name: str) -> str:
    """Who gave or was asked, so that the same person counts once: the employee's id, or the folded name."""
    return giver_id or fold(giver_name)


class Feedback(Record, table=True):
    """What one giver said on one day about an employee: went well, to improve, a proposal with its date."""

    DERIVED: ClassVar[frozenset[str]] = frozenset({"giver"})

    employee_id: str = Field(default="", index=True)
    plan_id: str | None = None
    result_id: str | None = None
    """the RHK it is about; None: about the work as a whole"""
    given_on: date | None = None
    giver_kind: str = ""
    """rules.feedback.GiverKind"""
    giver_name: str = ""
    giver_id: str | None = None
    """when the giver is an employee of the list"""
    went_well: str = ""
    to_improve: str = ""
    proposal: str = ""
    proposal_date: date | None = None
    """by when the proposal is to be carried out"""
    evidence: str = ""
    """bukti dukung: where it lies"""
    giver: str = ""

    @classmethod
    def derive(cls, row: Mapping[str, Any]) -> dict[str, Any]:
        """The giver's key."""
        return {"giver": giver_key(row["giver_id"], row["giver_name"])}


class FeedbackScore(Record, table=True):
    """How often one giver sees one BerAKHLAK value; no row and an empty score both mean: not answered."""

    __tablename__ = "feedback_score"

    feedback_id: str = Field(default="", index=True)
    value: str = ""
    """key of rules.values.VALUES"""
    score: str = ""
    """rules.feedback.Score: "1" to "5", a code like the ratings"""

    @staticmethod
    def id_of(feedback_id: str, value: str) -> str:
        """One score per sheet and value."""
        return natural_id("feedback-score", feedback_id, value)


class FeedbackInvitation(Record, table=True):
    """Somebody was asked for feedback on an employee in a year: the N of "n dari N"."""

    __tablename__ = "feedback_invitation"
    DERIVED: ClassVar[frozenset[str]] = frozenset({"giver"})

    employee_id: str = Field(default="", index=True)
    year: int = 0
    giver_kind: str = ""
    giver_name: str = ""
    giver_id: str | None = None
    asked_on: date | None = None
    giver: str = ""

    @staticmethod
    def id_of(employee_id: str, year: int, kind: str, giver: str) -> str:
        """Asked on two PCs is asked once."""
        return natural_id("feedback-invitation", employee_id, str(year), kind, giver)

    @classmethod
    def derive(cls, row: Mapping[str, Any]) -> dict[str, Any]:
        """The giver's key."""
        return {"giver": giver_key(row["giver_id"], row["giver_name"])}


class Dialogue(Record, table=True):
    """A talk between an employee and the leader, with what each side notes and the day each acknowledged it."""

    employee_id: str = Field(default="", index=True)
    held_on: date | None = None
    leader_name: str = ""
    employee_notes: str = ""
    leader_notes: str = ""
    agreement: str = ""
    """what both agreed on"""
    employee_acknowledged_on: date | None = None
    leader_acknowledged_on: date | None = None


class Guidance(Record, table=True):
    """Bimbingan kinerja of one day: heads the answers of form B.1.8 and the competences of form B.1.9."""

    employee_id: str = Field(default="", index=True)
    held_on: date | None = None
    leader_name: str = ""
    summary: str = ""


class GuidanceAnswer(Record, table=True):
    """Answer to one of the nine numbered statements of form B.1.8, with the statement as it was worded then."""

    __tablename__ = "guidance_answer"

    guidance_id: str = Field(default="", index=True)
    number: int = 0
    """1-9"""
    about: str = ""
    """rules.guidance.About"""
    statement: str = ""
    answer: str = ""

    @staticmethod
    def id_of(guidance_id: str, number: int) -> str:
        """One answer per form and statement."""
        return natural_id("guidance-answer", guidance_id, str(number))


class GuidanceCompetence(Record, table=True):
    """A competence on form B.1.9: level 1-5 with the reason."""

    __tablename__ = "guidance_competence"

    guidance_id: str = Field(default="", index=True)
    number: int = 0
    """line of the form, from 1"""
    competence: str = ""
    level: str = ""
    """rules.guidance.LEVELS: "1" to "5", a code like the ratings"""
    reason: str = ""

    @staticmethod
    def id_of(guidance_id: str, number: int) -> str:
        """One competence per form and line."""
        return natural_id("guidance-competence", guidance_id, str(number))
