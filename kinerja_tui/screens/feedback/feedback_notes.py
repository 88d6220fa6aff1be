"""Feedback of a period as the rater reads it on the evaluation, without the names of peers and subordinates."""

from __future__ import annotations

from collections.abc import Sequence

from kinerja_tui.models.feedback import Feedback
from kinerja_tui.rules.feedback import is_hidden
from kinerja_tui.rules.formats import format_short_date
from kinerja_tui.services.feedback.feedback_sheet import kind_label
from kinerja_tui.widgets.fields import Heading, Item, Note


def result_notes(sheets: Sequence[Feedback], result_id: str) -> list[Item]:
    """What was said about one result; nothing when nobody said anything."""
    return _notes([sheet for sheet in sheets if sheet.result_id == result_id])


def general_notes(sheets: Sequence[Feedback], result_ids: Sequence[str]) -> list[Item]:
    """What was said about the work as a whole, or about a result that is not on this plan."""
    notes = _notes([sheet for sheet in sheets if sheet.result_id not in result_ids])
    return [Heading("UMPAN BALIK PERIODE INI"), *notes] if notes else []


def _notes(sheets: Sequence[Feedback]) -> list[Item]:
    """Open givers by day, then hidden ones by their text: the person reads the evaluation too."""
    hidden = sorted((sheet for sheet in sheets if is_hidden(sheet.giver_kind)), key=_said)
    given = [sheet for sheet in sheets if not is_hidden(sheet.giver_kind)] + hidden
    return [Note(f"Umpan balik {_who(sheet)}: {_said(sheet)}") for sheet in given if _said(sheet)]


def _who(sheet: Feedback) -> str:
    kind = kind_label(sheet.giver_kind).lower()
    if is_hidden(sheet.giver_kind):
        return kind
    day = format_short_date(sheet.given_on) if sheet.given_on else "tanpa tanggal"
    return f"{kind} ({sheet.giver_name}, {day})"


def _said(sheet: Feedback) -> str:
    parts = (
        ("baik", sheet.went_well),
        ("perlu diperbaiki", sheet.to_improve),
        ("usulan", sheet.proposal),
        ("bukti", sheet.evidence),
    )
    return "; ".join(f"{name}: {text}" for name, text in parts if text)
