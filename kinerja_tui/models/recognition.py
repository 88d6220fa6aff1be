"""Recognition (penghargaan) of one person: proposed on proof, approved or refused, given."""

from __future__ import annotations

from datetime import date

from sqlmodel import Field

from kinerja_tui.models.records import Record


class Recognition(Record, table=True):
    """A proposal with its proof and what became of it; the people who act are named as printed, ours also by id."""

    employee_id: str = Field(default="", index=True)
    state: str = "diusulkan"
    """rules.recognition.RecognitionState"""
    basis: str = ""
    """for what"""
    proof: str = ""
    """the proof in words, as it stood when it was proposed"""
    evaluation_id: str | None = None
    """the evaluation it stands on, where it is one"""
    indicator_id: str | None = None
    """the indicator whose target was met, where it is one"""
    rule_id: str | None = None
    """the rule of the office it follows from, where it is one"""
    kind: str = ""
    """rules.recognition.KINDS"""
    proposed_on: date | None = None
    proposed_by: str = ""
    decided_on: date | None = None
    decided_by: str = ""
    """who approved or refused"""
    decided_by_id: str | None = None
    reason: str = ""
    """why it was refused"""
    given_on: date | None = None
    given_by: str = ""
    given_by_id: str | None = None
