"""The rating of a unit (capaian kinerja organisasi) in a period, set by the leader above it (SE MenPANRB 3/2023)."""

from __future__ import annotations

from datetime import date

from kinerja_tui.models.records import Record, natural_id
from kinerja_tui.rules.formats import fold


class UnitRating(Record, table=True):
    """Capaian kinerja organisasi of one unit in one period, and why its distribution deviates from the guide."""

    __tablename__ = "organisation_rating"

    office: str = ""
    """kode wilayah"""
    unit: str = ""
    """unit inside the office; empty: the office as a whole"""
    period: str = ""
    """code of the period"""
    rating: str = ""
    """rules.ratings.OrganisationRating, or empty: belum diisi"""
    reason: str = ""
    """what it stands on: the letter, the achievement"""
    set_by: str = ""
    """the leader who set it, name or post"""
    set_on: date | None = None
    deviation_reason: str = ""
    """why the predicates are distributed otherwise than the guide says"""
    rules: str = ""

    @staticmethod
    def id_of(office: str, period: str, unit: str = "") -> str:
        """One rating per office, unit and period."""
        return natural_id("organisation-rating", office, fold(unit), period)
