"""Progress (realisasi) with its evidence (bukti dukung)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import Index
from sqlmodel import Field

from kinerja_tui.models.records import DecimalText, Record, natural_id


class Progress(Record, table=True):
    """What was reached on one indicator in one period. No row, or no amount, is not a zero."""

    __table_args__ = (Index("ix_progress_plan_period", "plan_id", "period"),)

    plan_id: str = ""
    indicator_id: str = Field(default="", index=True)
    period: str = ""
    """code of the period"""
    amount: Decimal | None = Field(default=None, sa_type=DecimalText)
    note: str = ""
    evidence_kind: str = ""
    """teks, tautan or berkas"""
    evidence: str = ""
    obstacles: str = ""
    reported_on: date | None = None
    source: str = ""
    """which figure the amount was filled from: kind, record and measure (services.monitoring.figure_sources)"""
    source_rows: str = ""
    """how many rows that figure rested on, and a digest of them: ``18:3fa9…``"""

    @staticmethod
    def id_of(indicator_id: str, period: str) -> str:
        """One report per indicator and period."""
        return natural_id("progress", indicator_id, period)
