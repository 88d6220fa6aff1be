"""Around progress: the action steps of a plan, the report of a period, and how a district reports."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index
from sqlmodel import Field

from kinerja_tui.models.records import Record, natural_id


class ActionStep(Record, table=True):
    """One step of the action plan (rencana aksi) of a result. No target: it may change after approval."""

    __tablename__ = "action_step"

    plan_id: str = Field(default="", index=True)
    result_id: str = ""
    position: int = 0
    """order within the result, ascending; ties broken by id"""
    text: str = ""
    period: str = ""
    """code of the period it is meant for"""
    due_on: date | None = None
    done_on: date | None = None
    note: str = ""


class ProgressReport(Record, table=True):
    """The realisasi of a plan in a period, handed in as a report. While it is submitted the realisasi is locked."""

    __tablename__ = "progress_report"
    __table_args__ = (Index("ix_progress_report_plan_period", "plan_id", "period"),)

    plan_id: str = ""
    period: str = ""
    state: str = ""
    """rules.reporting.ReportState, or empty: never submitted"""
    submitted_on: date | None = None
    submitted_by: str = ""
    """name of the employee"""
    due_on: date | None = None
    """last day in time by the setting of the day it was submitted"""
    missing: int = 0
    """indicators without realisasi when it was submitted, of `indicators`"""
    indicators: int = 0
    as_submitted: str = ""
    """what was submitted (services.monitoring.reports); differs only after a merge, and is then to settle"""
    reason: str = ""
    """why it was taken back or returned"""
    reopened_on: date | None = None
    obstacles_read: str = ""
    """key of the obstacles the rater has read (services.monitoring.reports.obstacles_key)"""
    obstacles_read_on: date | None = None
    obstacles_read_by: str = ""

    @staticmethod
    def id_of(plan_id: str, period: str) -> str:
        """One report per plan and period."""
        return natural_id("report", plan_id, period)


class ReportingRule(Record, table=True):
    """How a district reports from a year on: kind of periods and due day. Reference data."""

    __tablename__ = "reporting_rule"

    district: str = Field(default="", index=True)
    """kode wilayah of the kabupaten/kota"""
    year: int = 0
    kind: str = ""
    """rules.periods.PeriodKind; empty: not chosen"""
    due_days: int | None = None
    """calendar days after the period's last day; None: not chosen"""

    @staticmethod
    def id_of(district: str, year: int) -> str:
        """One rule per district and year."""
        return natural_id("reporting", district, str(year))
