"""The cascade (matriks peran hasil): whether a result supports one of the superior's, and chains that go in a circle.

PermenPANRB 6/2022: every result of staff supports a result of the leader (RHK pimpinan yang diintervensi). That a plan
may come first and be linked later is a choice of this program [D].
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum

from .labels import Labelled


class LinkState(Labelled):
    """How a result of staff stands to the superior's plan."""

    LINKED = "terhubung", "terhubung"
    OPEN = "terbuka", "belum terhubung"
    GONE = "dihapus", "RHK pimpinan dihapus atau berakhir"
    ELSEWHERE = "bukan_penilai", "RHK bukan milik pejabat penilai sekarang"
    WAITING = "menunggu", "menunggu rencana pimpinan"
    OUTSIDE = "luar", "atasan di luar kantor"
    NOT_ASKED = "tidak_diminta", "formulir tanpa RHK pimpinan"

    @property
    def is_gap(self) -> bool:
        """Whether somebody in this office should mend it now."""
        return self in (LinkState.OPEN, LinkState.GONE, LinkState.ELSEWHERE)


class RaterPlace(StrEnum):
    """Where the rater of a plan is."""

    HERE = "here"
    """on the employee list of this database"""
    OUTSIDE = "outside"
    """known by a card only, or his record is in another office"""
    NOBODY = "nobody"
    """not filled in, taken off the list, or by mistake the person himself"""


class Target(StrEnum):
    """What the link of a result points at."""

    NOTHING = "nothing"
    HIS = "his"
    """a result in a plan of the present rater"""
    REMOVED = "removed"
    """a result that was removed, or whose plan was"""
    ELSEWHERE = "elsewhere"
    """a result of somebody else, of another year, or one that is not here"""


def link_state(rater: RaterPlace, target: Target, *, has_text: bool, can_choose: bool, asked: bool = True) -> LinkState:
    """How a result stands to the superior's plan.

    ``has_text``: the superior's result is written beside it; ``can_choose``: the rater has results to be linked to;
    ``asked``: the plan's form has a column for it, as that of JPT and heads of independent units has not [R].
    """
    if not asked:
        return LinkState.LINKED if target is Target.HIS else LinkState.NOT_ASKED
    if rater is RaterPlace.OUTSIDE:
        return LinkState.OUTSIDE
    if target is Target.NOTHING:
        return LinkState.WAITING if has_text and not can_choose else LinkState.OPEN
    return {Target.HIS: LinkState.LINKED, Target.REMOVED: LinkState.GONE}.get(target, LinkState.ELSEWHERE)


def chain(above: Callable[[str], str | None], start: str) -> Iterator[str]:
    """From a result up over what it supports, itself first. A circle that a merge made ends the walk."""
    seen: set[str] = set()
    here: str | None = start
    while here is not None and here not in seen:
        yield here
        seen.add(here)
        here = above(here)


def circles(links: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Chains of support that come back to where they began, each once, from their smallest id on."""
    done: set[str] = set()
    found = []
    for start in sorted(links):
        path: list[str] = []
        here: str | None = start
        while here is not None and here not in done:
            done.add(here)
            path.append(here)
            here = links.get(here)
        if here in path:
            circle = path[path.index(here) :]
            first = circle.index(min(circle))
            found.append((*circle[first:], *circle[:first]))
    return found
