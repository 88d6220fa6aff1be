"""A change of approved targets (adendum): what a target is, and which one is in force on a day.

After approval targets are locked; a change is an addendum with a day, a reason and an approver, and work is judged by
the target in force in the period (follows from PermenPANRB 6/2022's cycle [D]).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from .formats import format_decimal
from .labels import Labelled
from .plans import Direction

Thing = TypeVar("Thing")

_BETWEEN = "\x1f"
_NUMBER = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,20})?")


class LineKind(Labelled):
    """What a line of an addendum does."""

    TARGET = "target", "Target diubah"
    ADDED = "tambah", "Hasil kerja ditambah"
    ENDED = "akhir", "Hasil kerja diakhiri"


@dataclass(frozen=True)
class Target:
    """What has to be reached: a number with its unit, or words; and which way it gets better."""

    number: Decimal | None
    unit: str
    words: str
    direction: str

    @property
    def key(self) -> str:
        """All of it in one text, to store and to compare with what was approved."""
        number = "" if self.number is None else format(self.number, "f")
        return _BETWEEN.join((number, self.unit, self.words, self.direction))

    @classmethod
    def read(cls, key: str) -> Target | None:
        """The target of a `key`; None for an empty or foreign text."""
        parts = key.split(_BETWEEN)
        if len(parts) != 4:
            return None
        number, unit, words, direction = parts
        if number and not _NUMBER.fullmatch(number):
            return None
        return cls(Decimal(number) if number else None, unit, words, direction)

    @property
    def text(self) -> str:
        """As people read it: `24 dokumen`, or the words."""
        if self.number is None:
            return self.words
        return f"{format_decimal(self.number)} {self.unit}".strip()


def change_text(old: Target, new: Target) -> str:
    """Old and new in a line: `24 → 12 dokumen`, with the direction where that changed too."""
    if old.number is not None and new.number is not None and old.unit == new.unit:
        text = f"{format_decimal(old.number)} → {new.text}"
    else:
        text = f"{old.text} → {new.text}"
    if old.direction == new.direction or new.direction not in set(Direction):
        return text
    return f"{text} ({Direction(new.direction).label.lower()})"


def in_force(steps: Sequence[tuple[date, Thing, Thing]], now: Thing, day: date) -> Thing:
    """Of something that changed on days, what held on a day.

    ``steps``: (first day, before, after) in the order they took effect. After the last step ``now`` holds: it stands
    in the document, and a person may have settled it after a merge.
    """
    place = sum(1 for first, _, _ in steps if first <= day)
    if place == len(steps):
        return now
    return steps[0][1] if place == 0 else steps[place - 1][2]
