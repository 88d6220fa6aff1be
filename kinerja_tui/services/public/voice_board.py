"""What an office may post about the voice of its public in a period: counts, times, what was improved; no names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.periods import PeriodSpan
from kinerja_tui.rules.voice_figures import Heard, VoiceFigures, voice_figures
from kinerja_tui.rules.voices import VoiceKind
from kinerja_tui.services.office.holidays import holidays
from kinerja_tui.services.public import forum_statements


@dataclass(frozen=True)
class Told:
    """A voice as it is posted."""

    text: str
    action: str
    """what was done, or why nothing is"""
    done_on: date | None
    kind: str


@dataclass(frozen=True)
class Board:
    """The figures of one office and period, as they stand on ``day``."""

    day: date
    received: VoiceFigures
    """of what was received in the period"""
    by_kind: tuple[tuple[str, VoiceFigures], ...]
    """the same for each kind, in the order of the form; what a newer program calls otherwise comes last"""
    finished: VoiceFigures
    """of what was done in the period, whenever it was received"""
    waiting: VoiceFigures
    """of what was received up to the end of the period, or on a day not known, and still waits"""
    improved: tuple[Told, ...]
    """what was done in the period, by day"""
    declined: tuple[Told, ...]
    """received in the period and answered with a reason"""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing at all to post."""
        return not (self.received.heard or self.finished.heard or self.waiting.heard)


def any_voice(file: DatabaseFile, office: str) -> bool:
    """Whether the office has a voice of its public at all."""
    return bool(file.rows("SELECT 1 FROM voice WHERE office = ? AND NOT removed LIMIT 1", (office,)))


def board(file: DatabaseFile, office: str, period: PeriodSpan, today: date) -> Board:
    """What the office may post about a period."""
    columns = ("kind", "received_on", "owner_id", "due", "done_on", "no_action", "text", "action")
    rows = [
        dict(zip(columns, row, strict=True))
        for row in file.rows(
            f"SELECT {', '.join(columns)} FROM voice WHERE office = ? AND NOT removed "
            "ORDER BY received_on, forum_id, position, id",
            (office,),
        )
    ]
    voices = [(forum_statements.heard(row), row) for row in rows]
    free = holidays(file)

    def figures(found: list[Heard]) -> VoiceFigures:
        return voice_figures(found, today, free)

    def told(found: list[tuple[Heard, dict[str, str]]], column: str) -> tuple[Told, ...]:
        return tuple(Told(row["text"], row[column], item.done_on, item.kind) for item, row in found)

    received = [(item, row) for item, row in voices if item.received_on is not None and item.received_on in period]
    done = [
        (item, row)
        for item, row in voices
        if item.done_on is not None and item.done_on in period and item.kind != VoiceKind.PRAISE
    ]
    waiting = [
        item for item, _ in voices if item.waits and (item.received_on is None or item.received_on <= period.end)
    ]
    known = [(kind.label, [item for item, _ in received if item.kind == kind]) for kind in VoiceKind]
    other = [item for item, _ in received if item.kind not in set(VoiceKind)]
    return Board(
        day=today,
        received=figures([item for item, _ in received]),
        by_kind=tuple((label, figures(found)) for label, found in [*known, *([("Lainnya", other)] if other else [])]),
        finished=figures([item for item, _ in done]),
        waiting=figures(waiting),
        improved=told(sorted(done, key=lambda pair: pair[0].done_on or date.max), "action"),
        declined=told([pair for pair in received if pair[0].answered and pair[0].done_on is None], "no_action"),
    )
