"""What both sides sign for on the berita acara of a bundle, told alike where it is written and where it arrives."""

from __future__ import annotations

from collections.abc import Iterable

from kinerja_tui.handoff.header import Header
from kinerja_tui.models.words import spoken
from kinerja_tui.services.handover.handover import Handover, Tally


def facts_of(
    header: Header,
    tally: Tally,
    receivers: Iterable[str],
    *,
    sealed: bool,
    from_person: str = "",
    to_person: str = "",
) -> Handover:
    """The facts of one bundle. ``receivers``: public keys of the PCs it is meant for, as far as this side knows them;
    of the two persons, the one of this side."""
    return Handover(
        code=header.code,
        no=header.no,
        from_office=header.from_office,
        from_name=header.from_name,
        from_words=spoken(header.key),
        from_person=from_person,
        to_office=header.to_office,
        to_words=tuple(spoken(key) for key in receivers),
        to_person=to_person,
        at=header.at,
        full=header.base is None,
        count=header.count,
        sealed=sealed,
        **tally.facts(),
    )
