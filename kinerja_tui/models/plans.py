"""The work plan (SKP): results (RHK), their indicators (IKI) and the expectations on behaviour."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Index
from sqlmodel import Field

from kinerja_tui.models.records import DecimalText, JsonOrNull, Record, natural_id
from kinerja_tui.rules.addenda import Target


class WorkPlan(Record, table=True):
    """The SKP of one assignment for a span of days, from draft to approval.

    At submission the cards of the employee, the rater and the rater's superior are stored as they will be printed.
    """

    __tablename__ = "work_plan"
    __table_args__ = (Index("ix_work_plan_employee_year", "employee_id", "year"),)

    employee_id: str = ""
    assignment_id: str = ""
    year: int = 0
    start: date | None = None
    end: date | None = None
    planned_end: date | None = None
    """the last day its targets were set for, where a transfer closed the approved plan earlier; None: not closed"""
    approach: str = "kuantitatif"
    """rules.plans.Approach"""
    form: str = "ja_jf"
    """the official form it is written on (rules.plans.PlanForm)"""
    state: str = "draf"
    """rules.plans.PlanState"""
    submitted_on: date | None = None
    decided_on: date | None = None
    decided_by: str = ""
    """name of who approved or returned it: the rater, his superior, or who acted for him"""
    approver_card: dict[str, Any] | None = Field(default=None, sa_type=JsonOrNull)
    """who approved it, as printed"""
    decision_note: str = ""
    """why another than the rater approved it"""
    return_reason: str = ""
    rules: str = ""
    """id of the rule set it was made under (rules.ruleset)"""
    employee_card: dict[str, Any] | None = Field(default=None, sa_type=JsonOrNull)
    rater_card: dict[str, Any] | None = Field(default=None, sa_type=JsonOrNull)
    superior_card: dict[str, Any] | None = Field(default=None, sa_type=JsonOrNull)

    @staticmethod
    def id_of(assignment_id: str, start: date) -> str:
        """One plan per post and span."""
        return natural_id("plan", assignment_id, start.isoformat())


class WorkResult(Record, table=True):
    """A result line (rencana hasil kerja, RHK) of a plan."""

    __tablename__ = "work_result"

    plan_id: str = Field(default="", index=True)
    kind: str = "utama"
    """utama or tambahan (rules.plans.ResultKind)"""
    position: int = 0
    """order on the form, ascending; ties broken by id"""
    text: str = ""
    superior_result_id: str | None = None
    """the RHK of the superior it supports; None = belum terhubung"""
    superior_text: str = ""
    """that RHK as text, for the printed form and when the superior's plan is elsewhere"""
    assigned_by: str = ""
    """(Penugasan dari ...)"""
    starts_on: date | None = None
    """the day an addendum added it from; None: from the first day of the plan"""
    ends_on: date | None = None
    """its last day, where an addendum ended it; None: the last day of the plan"""


class Indicator(Record, table=True):
    """How a result is measured (indikator kinerja individu, IKI) and its target."""

    plan_id: str = Field(default="", index=True)
    result_id: str = Field(default="", index=True)
    position: int = 0
    aspect: str = "kuantitas"
    """rules.plans.Aspect"""
    perspective: str = ""
    """rules.plans.Perspective, on the form of JPT and heads of independent units; "" = belum dipilih"""
    text: str = ""
    """in the qualitative approach the success measure together with its target; nothing else is asked then"""
    target: Decimal | None = Field(default=None, sa_type=DecimalText)
    part_target: Decimal | None = Field(default=None, sa_type=DecimalText)
    """the share of the target for the months served, confirmed by a person when a transfer closed the plan"""
    unit: str = ""
    target_text: str = ""
    """a written expectation where a number does not fit"""
    direction: str = "naik"
    """naik: higher is better; turun: lower is better (rules.plans.Direction)"""
    evidence_source: str = ""
    """what will prove the result (bukti dukung yang direncanakan)"""
    key_indicator_id: str | None = None
    """the key indicator (IKU) it was taken from; a retired or missing one changes nothing here"""
    accumulates: str = ""
    """rules.on_track.Reading that a person chose for the reports of several periods; empty: by rule"""
    source: str = ""
    """where its realisasi is filled from, chosen once (services.monitoring.figure_sources); empty: keyed by hand"""
    approved_as: str = ""
    """what the rater approved (a `target_key`); differs only after a merge, and is then to settle"""

    def as_target(self) -> Target:
        """What has to be reached, in the quantitative approach."""
        return Target(self.target, self.unit, self.target_text, self.direction)

    def target_key(self) -> str:
        """Target, unit, written target and direction in one text, to compare with what was approved."""
        return self.as_target().key


class Expectation(Record, table=True):
    """The leader's special expectation (ekspektasi khusus pimpinan) on one BerAKHLAK value."""

    plan_id: str = Field(default="", index=True)
    value: str = ""
    """key of rules.values.VALUES"""
    text: str = ""

    @staticmethod
    def id_of(plan_id: str, value: str) -> str:
        """One expectation per plan and value."""
        return natural_id("expectation", plan_id, value)


class PlanAttachment(Record, table=True):
    """A line of the Lampiran SKP: support needed, how results are accounted for, or a consequence."""

    __tablename__ = "plan_attachment"

    plan_id: str = Field(default="", index=True)
    section: str = ""
    """rules.plans.AttachmentSection"""
    position: int = 0
    """order within the section, ascending; ties broken by id"""
    text: str = ""
