"""Hints on the quality of many plans before they are submitted together: by kind, with the plans that have it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kinerja_tui.models.database import Database
from kinerja_tui.rules.plan_quality import HintKind
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.forms.many_acts import Item, Progress
from kinerja_tui.services.planning import approval, plan_quality


@dataclass(frozen=True, slots=True)
class Hinted:
    """One kind of hint among many plans."""

    kind: HintKind
    reason: str
    """why it matters"""
    seen: tuple[tuple[Item, str], ...]
    """(plan, where in it and what was seen); a plan may have several"""

    @property
    def items(self) -> list[Item]:
        """The plans that have it, each once."""
        return list(dict.fromkeys(item for item, _ in self.seen))


def hinted(db: Database, items: Sequence[Item], progress: Progress | None = None) -> list[Hinted]:
    """The hints on those (keys are plans) that can be submitted, the kind that most plans have first."""
    seen: dict[HintKind, list[tuple[Item, str]]] = {}
    reasons: dict[HintKind, str] = {}
    for place, item in enumerate(items):
        if progress is not None:
            progress(place, len(items))
        try:
            hints = [] if approval.missing(db, item.key) else plan_quality.check(db, item.key)
        except RuleBroken:
            continue  # said when it is submitted
        for hint in hints:
            seen.setdefault(hint.kind, []).append((item, hint.text))
            reasons.setdefault(hint.kind, hint.reason)
    found = [Hinted(kind, reasons[kind], tuple(told)) for kind, told in seen.items()]
    return sorted(found, key=lambda hint: -len(hint.items))
