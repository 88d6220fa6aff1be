"""Training of one person, sessions that many attend, and the follow-up of what was rated below expectation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from sqlmodel import Field

from kinerja_tui.models.records import DecimalText, Record, natural_id
from kinerja_tui.rules.formats import fold


class Training(Record, table=True):
    """One training of one person on its way from a need to its effect."""

    DERIVED: ClassVar[frozenset[str]] = frozenset({"search"})

    employee_id: str = Field(default="", index=True)
    state: str = "kebutuhan"
    """rules.development.TrainingState"""
    title: str = ""
    kind: str = ""
    """a code of rules.development.DevelopmentRules.kinds"""
    competence: str = ""
    """what it is to strengthen, in the words of the office"""
    need_source: str = ""
    """rules.development.NeedSource"""
    need: str = ""
    """why it is needed"""
    planned_for: date | None = None
    start: date | None = None
    end: date | None = None
    hours: Decimal | None = Field(default=None, sa_type=DecimalText)
    """JP; None: not known, which is not zero"""
    organiser: str = ""
    certificate: str = ""
    """its number"""
    effect: str = ""
    """what changed in the work"""
    effect_on: date | None = None
    cancel_reason: str = ""
    search: str = ""

    @classmethod
    def derive(cls, row: Mapping[str, Any]) -> dict[str, Any]:
        """Folded text for filter-as-you-type."""
        return {"search": fold(f"{row['title']} {row['competence']} {row['organiser']}")}


class TrainingSession(Record, table=True):
    """A socialisation or training of one office that many attend; its changes are about the office."""

    __tablename__ = "training_session"

    office: str = ""
    """kode wilayah of the office that held it"""
    title: str = ""
    kind: str = ""
    competence: str = ""
    held_on: date | None = None
    hours: Decimal | None = Field(default=None, sa_type=DecimalText)
    organiser: str = ""


class Attendance(Record, table=True):
    """One person was there. It carries what was attended, for an office that gets the person but not the session."""

    __tablename__ = "training_attendance"

    session_id: str = Field(default="", index=True)
    employee_id: str = Field(default="", index=True)
    title: str = ""
    kind: str = ""
    competence: str = ""
    held_on: date | None = None
    hours: Decimal | None = Field(default=None, sa_type=DecimalText)

    @staticmethod
    def id_of(session_id: str, employee_id: str) -> str:
        """Ticked on two PCs is there once."""
        return natural_id("training-attendance", session_id, employee_id)


class FollowUp(Record, table=True):
    """What is done about one line of an evaluation that was rated below expectation."""

    __tablename__ = "follow_up"

    employee_id: str = Field(default="", index=True)
    evaluation_id: str = Field(default="", index=True)
    part: str = ""
    """rules.follow_up.Part"""
    about: str = ""
    """of a result its id, of a value its key, else empty"""
    what: str = ""
    helper: str = ""
    """who helps"""
    due: date | None = None
    done_on: date | None = None
    outcome: str = ""

    @staticmethod
    def id_of(evaluation_id: str, part: str, about: str) -> str:
        """One follow-up per line of an evaluation."""
        return natural_id("follow-up", evaluation_id, part, about)
