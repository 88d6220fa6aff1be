"""Offices and the PCs (sites) that write for them: reference data, known to everybody."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlmodel import Field

from kinerja_tui.models.records import JsonOrNull, Record, natural_id


class Office(Record, table=True):
    """A kecamatan, or the district (kabupaten/kota) whose BKPSDM receives. ``code`` is the kode wilayah."""

    code: str = ""
    name: str = ""
    kind: str = "kecamatan"
    """kecamatan or kabupaten"""
    parent: str = ""
    """The kode wilayah of the district; empty for the district itself."""
    parent_name: str = ""

    @staticmethod
    def id_of(code: str) -> str:
        """One office per kode wilayah."""
        return natural_id("office", code)


class Site(Record, table=True):
    """A PC that signs changes. The id is derived from its public key, so the key proves itself."""

    site: str = ""
    key: str = ""
    """Ed25519 public key, 64 hex digits."""
    office: str = ""
    """kode wilayah of the office it writes for"""
    recognised: bool = False
    """the district compared its fingerprint; only a district's PC may write this"""

    @staticmethod
    def id_of(site: str) -> str:
        """One record per PC."""
        return natural_id("site", site)


class Withdrawal(Record, table=True):
    """The district withdraws the key of a PC (lost, replaced). Several for one PC add up.

    What that PC had signed and the district knew by then goes on counting; anything else it signed is held. That can be
    proved: a change is named by its content, and the list of names stands in a change of the district. A date in a
    change proves nothing.
    """

    site: str = ""
    day: date | None = None
    """of the withdrawal, for people"""
    reason: str = ""
    replaced_by: str = ""
    """site of the PC that goes on in its place, or empty"""
    known: dict[str, Any] | None = Field(default=None, sa_type=JsonOrNull)
    """{"names": the first 20 hex digits of each change that goes on counting}"""


class Rejection(Record, table=True):
    """Tolak: a change, named by the district, that every PC ignores from then on, with the reason."""

    change: str = ""
    reason: str = ""

    @staticmethod
    def id_of(change: str) -> str:
        """One decision per change."""
        return natural_id("rejection", change)
