"""What papers say of the office: its name, the institution above it, and the place where they are signed."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session

from kinerja_tui.models.offices import Office


@dataclass(frozen=True)
class OfficeNames:
    """Names as printed."""

    institution: str
    """PEMERINTAH KABUPATEN BATANGHARI"""
    office: str
    """Kecamatan Muara Bulian"""
    place: str
    """where papers are signed: the name of the kecamatan or city"""


def names_of(session: Session, code: str) -> OfficeNames:
    """Names of an office by its kode wilayah; empty texts for one that is not known here."""
    office = session.get(Office, Office.id_of(code))
    if office is None:
        return OfficeNames("", "", "")
    district = office.parent_name or office.name
    return OfficeNames(f"Pemerintah {district}", office.name, office.name.removeprefix("Kecamatan "))
