"""The rows of a list in another order, or counted by value: what a column shows, compared as a person would.

A column is compared as a whole: as numbers, as dates or as golongan where every filled value is one, else as text
without regard to capitals and accents, numbers inside it by their size ("Seksi 2" before "Seksi 10").
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from kinerja_tui.rules.formats import MONTHS, excerpt, fold, format_decimal, format_short_date

Value = str | int | float | Decimal | None
"""What stands in one cell: its text, or the stored value behind it (a date as ISO text)."""

MISSING = frozenset({"", "-", "–", "—", "belum diisi", "(belum diisi)", "(tanpa nama)"})
"""Texts that lists show where nothing is stored."""

_NUMBER = re.compile(r"([+-]?)(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))? ?%?")
_DAY = re.compile(r"(?:[A-Z][a-z]{2} )?(\d{1,2})-(\d{1,2})(?:-(\d{4}))?(?: (\d{2})[.:](\d{2}))?")
_LONG_DAY = re.compile(rf"(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})")
_LEAP_YEAR = 2024
_STEP = re.compile(r"([IVX]{1,5})(?:/([a-e]))?")
_DIGITS = re.compile(r"(\d+)")
_ROMAN = {"I": 1, "V": 5, "X": 10}
_PIECE = 2000
_LONGEST_NUMBER = 300
"""Digits beyond this are compared as text; reading a number of a million digits would take minutes."""


@dataclass(frozen=True)
class Group:
    """The rows that show the same value."""

    label: str
    """what they show; empty: nothing is filled in"""
    count: int


def text_of(value: Value) -> str:
    """A value as lists write it: one line, `1.234,5`, `31-12-2026`; empty where nothing is filled in."""
    if value is None or isinstance(value, bool):
        return "" if value is None else ("ya" if value else "tidak")
    if isinstance(value, int | float | Decimal):
        return _number_text(value)
    text = " ".join(value.split())
    day = _iso_day(text)
    if day is not None:
        return format_short_date(day)
    return "" if text.casefold() in MISSING else text


def _number_text(value: float | Decimal) -> str:
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    return format_decimal(number) if number.is_finite() else ""


def _iso_day(text: str) -> date | None:
    if len(text) != 10 or text[4] != "-" or text[7] != "-":
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


# -- comparing


def _as_number(text: str) -> Decimal | None:
    match = _NUMBER.fullmatch(text) if len(text) <= _LONGEST_NUMBER else None
    if match is None:
        return None
    sign, whole, part = match.groups()
    return Decimal(f"{sign}{whole.replace('.', '')}.{part or 0}")


def _as_moment(text: str) -> tuple[date, str] | None:
    match, long = _DAY.fullmatch(text), _LONG_DAY.fullmatch(text)
    if long is not None:
        day, month, year = int(long[1]), MONTHS.index(long[2]) + 1, int(long[3])
    elif match is not None:
        day, month, year = int(match[1]), int(match[2]), int(match[3] or _LEAP_YEAR)
    else:
        return None
    try:
        return date(year, month, day), f"{match[4] or ''}{match[5] or ''}" if match else ""
    except ValueError:
        return None


def _as_step(text: str) -> tuple[int, str] | None:
    match = _STEP.fullmatch(text)
    if match is None:
        return None
    digits = [_ROMAN[letter] for letter in match[1]]
    size = sum(-digit if digit < after else digit for digit, after in zip(digits, [*digits[1:], 0], strict=True))
    return size, match[2] or ""


def _as_text(text: str) -> str:
    parts = _DIGITS.split(fold(text)[:_LONGEST_NUMBER])
    for place in range(1, len(parts), 2):  # a number after its count of digits: 2 before 10
        digits = parts[place].lstrip("0")
        parts[place] = f"0{chr(len(digits) + 1)}{digits}"
    return "".join(parts)


_KINDS: Sequence[Callable[[str], Any]] = (_as_number, _as_moment, _as_step)


def _in_order(texts: Iterable[str], *, descending: bool = False) -> list[str]:
    """Distinct texts as one column of a list."""
    distinct = list(texts)
    for kind in _KINDS:
        found: dict[str, Any] = {}
        for text in distinct:
            value = kind(text)
            if value is None:
                break
            found[text] = value
        else:
            break
    else:
        found = {text: _as_text(text) for text in distinct}
    # Sorted in pieces: within `sorted` no other thread gets its turn, so a hundred thousand at once would hold up keys.
    pieces = (distinct[start : start + _PIECE] for start in range(0, len(distinct), _PIECE))
    runs = [sorted(piece, key=found.__getitem__, reverse=descending) for piece in pieces]
    return list(heapq.merge(*runs, key=found.__getitem__, reverse=descending))


def _by_text(keys: Sequence[str], values: Mapping[str, Value]) -> dict[str, list[str]]:
    """The keys by what they show, as they stood."""
    found: dict[str, list[str]] = {}
    for key in keys:
        found.setdefault(text_of(values.get(key)), []).append(key)
    return found


def in_order(keys: Sequence[str], values: Mapping[str, Value], *, descending: bool = False) -> list[str]:
    """The keys by their values; equal ones as they stood, those without a value last in both directions."""
    found = _by_text(keys, values)
    missing = found.pop("", [])
    return [key for text in _in_order(found, descending=descending) for key in found[text]] + missing


def counted(keys: Sequence[str], values: Mapping[str, Value]) -> list[Group]:
    """How many rows show each value: most first, then by value; what is missing last. The counts sum to all rows."""
    found = _by_text(keys, values)
    missing = len(found.pop("", []))
    groups = [Group(text, len(found[text])) for text in _in_order(found)]
    groups.sort(key=lambda group: -group.count)
    return [*groups, Group("", missing)] if missing else groups


def of_group(keys: Sequence[str], values: Mapping[str, Value], label: str) -> list[str]:
    """The keys that show this value, as they stood."""
    return [key for key in keys if text_of(values.get(key)) == label]


# -- a whole list


@dataclass(frozen=True)
class Dive:
    """Only the rows that show one value of a column."""

    column: str
    """key of the column"""
    title: str
    label: str
    """the value; empty: where nothing is filled in"""

    @property
    def words(self) -> str:
        """ "Unit kerja: Seksi Pemerintahan", for the status line."""
        return f"{self.title}: {excerpt(self.label, 30) if self.label else 'belum diisi'}"


@dataclass(frozen=True)
class Arrangement:
    """How a list is ordered and narrowed to groups, whatever its filter; empty: as the list itself stands."""

    column: str = ""
    """key of the column it is ordered by"""
    descending: bool = False
    dives: tuple[Dive, ...] = ()
    """one after the other: a group within a group"""

    @property
    def columns(self) -> list[str]:
        """The columns whose values it needs."""
        return list(dict.fromkeys([*(dive.column for dive in self.dives), *([self.column] if self.column else [])]))

    def by(self, column: str) -> Arrangement:
        """Ordered by a column; by the same one again: the other way round. Empty: as the list itself stands."""
        return replace(self, column=column, descending=bool(column) and column == self.column and not self.descending)


Columns = Mapping[str, Mapping[str, Value]]
"""Values by the key of the column, then by the key of the row; a row that was not read yet has none."""


def arranged(keys: Sequence[str], arrangement: Arrangement, values: Columns) -> list[str]:
    """The keys in the arrangement. Rows not read yet are in no group, and stand last in an order."""
    found = list(keys)
    for dive in arrangement.dives:
        column = values.get(dive.column, {})
        found = of_group([key for key in found if key in column], column, dive.label)
    if arrangement.column:
        found = in_order(found, values.get(arrangement.column, {}), descending=arrangement.descending)
    return found
