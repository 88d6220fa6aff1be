"""How a rule complains: about one input (Problem), or by refusing altogether (RuleBroken)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """A complaint about what was typed into one field.

    text is Indonesian and shown as it is. A hard problem holds the field until it is mended; a soft one asks
    once and leaves a mark that travels with the record.
    """

    text: str
    hard: bool = True


class RuleBroken(ValueError):
    """A rule was not met and there is no value to go on with; `text` says so to people, in Indonesian."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text
