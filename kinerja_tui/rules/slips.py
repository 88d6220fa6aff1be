"""Slips of the keys in names: a unit that is nearly one the office has, digits where a person's name stands [D]."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

from .formats import fold
from .problems import Problem

_NEARLY = 0.85
"""Share of the letters alike from which two names of units are taken for one with a slip."""


def known_spelling(typed: str, known: Iterable[str]) -> str:
    """The name as the office writes it where only capitals and spaces differ; else what was typed."""
    wanted = fold(typed)
    return next((name for name in known if fold(name) == wanted), typed)


def check_unit(typed: str, known: Iterable[str]) -> list[Problem]:
    """Ask once about a new unit that is part of one the office has, or nearly one; a wholly new one is just new."""
    names = {fold(name): name for name in known}
    wanted = fold(typed)
    if not wanted or wanted in names:
        return []
    inside = [folded for folded in names if wanted in folded]
    near = [
        folded
        for folded in get_close_matches(wanted, names, n=3, cutoff=_NEARLY)
        if re.findall(r"\d+", folded) == re.findall(r"\d+", wanted)  # Puskesmas 1 is no slip for Puskesmas 2
    ]
    if not (found := inside or near):
        return []
    return [Problem(f"Unit “{typed}” belum ada. Maksudnya “{names[found[0]]}”? F4 menampilkan semua unit.", hard=False)]


def check_person_name(name: str) -> list[Problem]:
    """Ask once about a number, or a name with a long one: a NIP or an answer that went into the wrong field."""
    if name.strip().isdigit() or re.search(r"\d{5}", name):
        return [Problem("Ini tidak seperti nama orang; mungkin untuk isian lain.", hard=False)]
    return []
