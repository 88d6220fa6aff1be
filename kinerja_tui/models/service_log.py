"""Services of an office to the public, and the log of what was asked of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from sqlmodel import Field

from kinerja_tui.models.records import Record
from kinerja_tui.rules.formats import fold


class Service(Record, table=True):
    """A service (layanan) of one office, with its legal basis and the longest time it may take."""

    office: str = Field(default="", index=True)
    """kode wilayah"""
    name: str = ""
    legal_basis: str = ""
    max_days: int | None = None
    """working days; None: its standard names none"""
    active: bool = True
    """still offered; an old one keeps its log"""


class ServiceRequest(Record, table=True):
    """One request of a service. Nothing here names the person who asked."""

    DERIVED: ClassVar[frozenset[str]] = frozenset({"search"})
    __tablename__ = "service_request"

    office: str = ""
    service_id: str = Field(default="", index=True)
    number: str = ""
    """number in the office's register; no personal data"""
    received_on: date | None = None
    finished_on: date | None = Field(default=None, index=True)
    result: str = ""
    """rules.service_log.Outcome; empty while it is open"""
    max_days: int | None = None
    """the longest time its service had when the request was keyed: a later change does not judge it anew"""
    returns: int | None = None
    """how often it went back to the applicant for mending; None: not noted down"""
    faulty: bool = False
    """the result had an error"""
    note: str = ""
    handled_by: str | None = None
    """id of the employee who handled it"""
    search: str = ""

    @classmethod
    def derive(cls, row: Mapping[str, Any]) -> dict[str, Any]:
        """Folded text for filter-as-you-type."""
        return {"search": fold(f"{row['number']} {row['note']}")}
