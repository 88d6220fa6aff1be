"""The lines of the palette, who finds them, and how well a name matches what was typed."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from kinerja_tui.rules.formats import fold

_BREAKS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Entry:
    """A line of the palette."""

    id: str
    """what it is remembered by; ends with the id of the record it is about, behind a colon"""
    title: str
    run: Callable[[], object] | None
    """what Enter does; None: the line only says something"""
    help: str = ""
    note: str = ""
    """behind the title, dim"""
    key: str = ""
    """the key that does the same, as people read it"""
    group: str = ""
    kept: bool = True
    """whether it is remembered as used"""


class Finder(Protocol):
    """What an app finds besides commands."""

    def find(self, text: str) -> AsyncIterator[Sequence[Entry]]:
        """What matches, best first, in batches as they are known; cancelled for another letter, or when closed."""

    def recall(self, ids: Sequence[str]) -> Mapping[str, Entry]:
        """The lines of remembered ids; those that are gone are missing."""


def words_of(text: str) -> list[str]:
    """The words of a name or a query, without case, accents and punctuation."""
    return _BREAKS.sub(" ", fold(text)).split()


def rank(text: str, words: Sequence[str]) -> int | None:
    """How well a name has the words: 0 is them, 1 begins with them, 2 words of it do, 3 inside; None: not."""
    name, asked = " ".join(words_of(text)), " ".join(words)
    if name.startswith(asked):
        return int(name != asked)
    if all(f" {word}" in f" {name}" for word in words):
        return 2
    return 3 if all(word in name for word in words) else None
