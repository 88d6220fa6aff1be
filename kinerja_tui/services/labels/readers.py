"""How a stored value is read to people: one reader a kind of value."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from kinerja_tui.rules.formats import format_decimal
from kinerja_tui.rules.labels import Labelled
from kinerja_tui.rules.periods import period_from_code
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.values import VALUES

Reader = Callable[[str], str]
"""Stored text -> the text people read. May raise ValueError, ArithmeticError or KeyError on foreign data."""

_NUMBER = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,20})?")


def labelled(kind: type[Labelled]) -> Reader:
    """The label of a code of the rules."""
    return lambda text: kind(text).label


def number(text: str) -> str:
    """A decimal in Indonesian form; anything else as it came."""
    return format_decimal(Decimal(text)) if _NUMBER.fullmatch(text) else text


def period(code: str) -> str:
    """Triwulan II 2026 for 2026-TW2."""
    try:
        return period_from_code(code).label
    except RuleBroken:
        return code


def value(key: str) -> str:
    """The name of a BerAKHLAK value."""
    return next((value.name for value in VALUES if value.key == key), key)
