"""Periods of evaluation: a year and the quarters or months below it. Reference data."""

from __future__ import annotations

from datetime import date

from sqlmodel import Field

from kinerja_tui.models.records import Record, natural_id


class Period(Record, table=True):
    """A span that is evaluated. ``code`` is 2026, 2026-TW1 or 2026-B03 (rules.periods)."""

    code: str = Field(default="", index=True)
    kind: str = ""
    """rules.periods.PeriodKind"""
    year: int = 0
    start: date | None = None
    end: date | None = None

    @staticmethod
    def id_of(code: str) -> str:
        """The same period set up on two PCs is one record."""
        return natural_id("period", code)
