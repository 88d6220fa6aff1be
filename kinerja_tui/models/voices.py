"""What citizens say to an office, and the forums it holds with them. Nothing here names a citizen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from sqlmodel import Field

from kinerja_tui.models.records import Record
from kinerja_tui.rules.formats import fold


class Forum(Record, table=True):
    """A forum of the office with its public: when, where, how many came."""

    office: str = Field(default="", index=True)
    """kode wilayah"""
    held_on: date | None = None
    place: str = ""
    people: int | None = None
    """how many citizens came; None: not counted"""
    topic: str = ""
    note: str = ""


class Voice(Record, table=True):
    """One input, criticism, praise or complaint, and what the office does with it."""

    DERIVED: ClassVar[frozenset[str]] = frozenset({"search"})

    office: str = Field(default="", index=True)
    """kode wilayah"""
    kind: str = ""
    """rules.voices.VoiceKind"""
    channel: str = ""
    """rules.voices.Channel"""
    received_on: date | None = None
    service_id: str | None = None
    """the service it is about, if any"""
    forum_id: str | None = Field(default=None, index=True)
    """the forum where it was said, if any"""
    position: int = 0
    """order in which it was said at the forum"""
    text: str = ""
    """what was said, without who said it"""
    agreed: str = ""
    """the solution agreed on at the forum"""
    owner_id: str | None = Field(default=None, index=True)
    """id of the employee who acts on it"""
    due: date | None = None
    action: str = ""
    """what was done"""
    done_on: date | None = None
    no_action: str = ""
    """why nothing is done, where that is the answer"""
    search: str = ""

    @classmethod
    def derive(cls, row: Mapping[str, Any]) -> dict[str, Any]:
        """Folded text for filter-as-you-type."""
        return {"search": fold(f"{row['text']} {row['agreed']} {row['action']}")}
