"""The gaps of the cascade both ways: results of leaders nobody supports, and results of staff that support nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.cascade import LinkState
from kinerja_tui.rules.plans import ResultKind
from kinerja_tui.services.planning.cascade_map import CascadeMap, Line, Result, cascade_map

UNSUPPORTED = "tanpa_pendukung"
"""Beside the states of a link: a leader's result that nobody supports."""

_TIED = (LinkState.LINKED, LinkState.NOT_ASKED)

KINDS = (UNSUPPORTED, *(str(state) for state in LinkState if state not in _TIED))
"""In the order of the view: what to mend first, then what waits, then what is outside."""

_COUNTED = {UNSUPPORTED, *(str(state) for state in LinkState if state.is_gap)}


@dataclass(frozen=True)
class Gap:
    """One result that is not tied in, and what is known of its superior's."""

    kind: str
    """`UNSUPPORTED` or a LinkState"""
    line: Line
    result: Result

    @property
    def key(self) -> str:
        """One result can be a gap upwards and downwards."""
        return f"{self.kind}:{self.result.id}"

    @property
    def is_counted(self) -> bool:
        """Whether it can be mended now; plans that wait and superiors outside the office are only named."""
        return self.kind in _COUNTED


def gaps(file: DatabaseFile, year: int, day: date | None) -> list[Gap]:
    """Every result that is not tied in, by kind, then by person, then in the order of the form."""
    found = cascade_map(file, year, day)
    order = {kind: place for place, kind in enumerate(KINDS)}
    return sorted([*_unsupported(found), *_unlinked(found)], key=lambda gap: order[gap.kind])


def has_plans(file: DatabaseFile, year: int) -> bool:
    """Whether anybody has a plan in the year: without one there are no gaps, and nothing is in order either."""
    return bool(file.rows("SELECT 1 FROM work_plan WHERE year = ? AND NOT removed LIMIT 1", (year,)))


def count_gaps(found: Sequence[Gap]) -> dict[str, int]:
    """Kind -> how many, in the order of `KINDS`; kinds without any are left out."""
    counted = Counter(gap.kind for gap in found)
    return {kind: counted[kind] for kind in KINDS if counted[kind]}


def _unsupported(found: CascadeMap) -> Iterator[Gap]:
    """Main results in running plans of those who have staff.

    A plan that a transfer closed asks nobody any more, and an additional task is the leader's own [D].
    """
    for leader in found.leaders():
        for line, result in found.results_of(leader.id):
            asks = result.kind != ResultKind.ADDITIONAL and found.is_running(line)
            if asks and result.id not in found.supported:
                yield Gap(UNSUPPORTED, line, result)


def _unlinked(found: CascadeMap) -> Iterator[Gap]:
    for line in found.lines:
        for result in line.results:
            state = found.state(line, result)
            if state not in _TIED:
                yield Gap(str(state), line, result)
