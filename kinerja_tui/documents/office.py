"""What papers say of the office: its name, the institution above it, and the place where they are signed."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session, select

from kinerja_tui.models.local import Setting
from kinerja_tui.models.offices import Office
from kinerja_tui.services.papers.letterhead import PLACE


@dataclass(frozen=True)
class OfficeNames:
    """Names as printed."""

    institution: str
    """PEMERINTAH KABUPATEN BATANGHARI"""
    office: str
    """Kecamatan Muara Bulian"""
    place: str
    """where papers are signed: as set for this PC, else the name of the kecamatan or city"""


def names_of(session: Session, code: str) -> OfficeNames:
    """Names of an office by its kode wilayah; empty texts for one that is not known here."""
    office = session.get(Office, Office.id_of(code))
    if office is None:
        return OfficeNames("", "", "")
    district = office.parent_name or office.name
    place = str(session.exec(select(Setting.value).where(Setting.name == PLACE)).first() or "")
    return OfficeNames(f"Pemerintah {district}", office.name, place or office.name.removeprefix("Kecamatan "))
