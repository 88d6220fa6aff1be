"""Employees (pegawai) and their assignments (penempatan): who holds which post under whom, from when to when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from sqlmodel import Field

from kinerja_tui.models.records import JsonOrNull, Record, natural_id
from kinerja_tui.rules.formats import fold


class Employee(Record, table=True):
    """A civil servant (ASN) with the fields the forms need and no others (UU 27/2022)."""

    DERIVED: ClassVar[frozenset[str]] = frozenset({"search"})

    nip: str = Field(default="", index=True)
    """NIP or NI PPPK, 18 digits, text."""
    name: str = Field(default="", index=True)
    kind: str = "PNS"
    """PNS, CPNS or PPPK"""
    golongan: str = ""
    birth_date: date | None = None
    office: str = Field(default="", index=True)
    """kode wilayah of the office whose employee this is"""
    end_date: date | None = None
    end_reason: str = ""
    """key of rules.staff.END_REASONS"""
    search: str = ""

    @staticmethod
    def id_of(nip: str) -> str:
        """The same person added on two PCs is one record."""
        return natural_id("employee", nip)

    @classmethod
    def derive(cls, row: Mapping[str, Any]) -> dict[str, Any]:
        """Folded text for filter-as-you-type."""
        return {"search": fold(f"{row['name']} {row['nip']}")}


class Assignment(Record, table=True):
    """One post of an employee for a span of days, with the rater and the rater's superior of its first day.

    A rater inside the office is named by id; one outside (the Sekda) by a card {name, nip, rank, post, unit}. Later
    raters stand in `RaterSpan`.
    """

    DERIVED: ClassVar[frozenset[str]] = frozenset({"search"})

    employee_id: str = Field(default="", index=True)
    kind: str = "definitif"
    """rules.assignments.AssignmentKind: an acting post stands beside the definitive one"""
    post: str = ""
    """jabatan as printed"""
    post_kind: str = "pelaksana"
    """rules.staff.PostKind"""
    unit: str = ""
    """unit kerja as printed"""
    office: str = ""
    start: date | None = None
    end: date | None = None
    rater_id: str | None = None
    rater_card: dict[str, Any] | None = Field(default=None, sa_type=JsonOrNull)
    superior_id: str | None = None
    superior_card: dict[str, Any] | None = Field(default=None, sa_type=JsonOrNull)
    search: str = ""

    @staticmethod
    def id_of(employee_id: str, post: str, start: date) -> str:
        """One assignment per person, post and first day."""
        return natural_id("assignment", employee_id, fold(post), start.isoformat())

    @classmethod
    def derive(cls, row: Mapping[str, Any]) -> dict[str, Any]:
        """Folded text for filter-as-you-type."""
        return {"search": fold(f"{row['post']} {row['unit']}")}


class RaterSpan(Record, table=True):
    """Who rates in an assignment from a day on, until the next such record: no end, so no gap and no overlap.

    Both persons are named as in `Assignment`. Records of two PCs join; the same day on both is one record in bentrok.
    """

    __tablename__ = "rater_span"

    assignment_id: str = Field(default="", index=True)
    start: date | None = None
    rater_id: str | None = None
    rater_card: dict[str, Any] | None = Field(default=None, sa_type=JsonOrNull)
    superior_id: str | None = None
    superior_card: dict[str, Any] | None = Field(default=None, sa_type=JsonOrNull)

    @staticmethod
    def id_of(assignment_id: str, start: date) -> str:
        """One change of rater per assignment and day."""
        return natural_id("rater-span", assignment_id, start.isoformat())


class Excuse(Record, table=True):
    """Why an employee needs no plan for a span of days; without an end until further notice."""

    employee_id: str = Field(default="", index=True)
    reason: str = ""
    """key of rules.staff.EXCUSED"""
    start: date | None = None
    end: date | None = None

    @staticmethod
    def id_of(employee_id: str, start: date) -> str:
        """One reason per person and first day."""
        return natural_id("excuse", employee_id, start.isoformat())
