"""Golongan and pangkat: the rank ladder of PNS, and the numbered one of PPPK, which has no rank names."""

from __future__ import annotations

import re

from .problems import Problem
from .staff import StaffKind

# PNS and CPNS: rank names as every form prints them in PANGKAT/GOL. RUANG [M].
_PNS_RANKS: dict[str, str] = {
    "I/a": "Juru Muda",
    "I/b": "Juru Muda Tingkat I",
    "I/c": "Juru",
    "I/d": "Juru Tingkat I",
    "II/a": "Pengatur Muda",
    "II/b": "Pengatur Muda Tingkat I",
    "II/c": "Pengatur",
    "II/d": "Pengatur Tingkat I",
    "III/a": "Penata Muda",
    "III/b": "Penata Muda Tingkat I",
    "III/c": "Penata",
    "III/d": "Penata Tingkat I",
    "IV/a": "Pembina",
    "IV/b": "Pembina Tingkat I",
    "IV/c": "Pembina Utama Muda",
    "IV/d": "Pembina Utama Madya",
    "IV/e": "Pembina Utama",
}

# PPPK golongan; the first four also number the tiers of PNS.
# fmt: off
_ROMAN = (
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX",
    "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII",
)
# fmt: on

# A clerk types 3b or iiib as fast as III/b; all mean the same step.
_PNS_SPELLING = re.compile(r"(I|II|III|IV|[1-4])/?([A-E])")

# Inside the cell of a list: "Penata / III/c", "Gol. III c", "Penata Tk. I (III-d)"; and of PPPK "Golongan IX".
_PNS_IN_TEXT = re.compile(r"(?<![A-Z0-9])(IV|III|II|I|[1-4])\s*[/.\-]?\s*([A-E])(?![A-Z0-9])")
_PPPK_IN_TEXT = re.compile(rf"(?<![A-Z0-9/])({'|'.join(reversed(_ROMAN))}|1[0-7]|[1-9])(?![A-Z0-9/])")
_LEVEL = re.compile(r"\b(?:TINGKAT|TKT|TK)\b\.?\s*(?:I|1)\b")


_BY_NAME = {name.upper().removesuffix(" I"): step for step, name in _PNS_RANKS.items()}
"""Rank name in capitals, `TINGKAT` standing for `Tingkat I` -> golongan."""


def golongan_for(kind: StaffKind) -> tuple[str, ...]:
    """All golongan of this kind of staff, lowest first: I/a..IV/e for PNS and CPNS, I..XVII for PPPK."""
    return _ROMAN if kind is StaffKind.PPPK else tuple(_PNS_RANKS)


def rank_name(golongan: str) -> str | None:
    """Rank name (pangkat) of a PNS golongan in its official spelling; None for PPPK and anything else."""
    return _PNS_RANKS.get(golongan)


def parse_golongan(text: str, kind: StaffKind) -> str | None:
    """Official spelling of what was typed (`3b`, `iiib`, `III / b` -> `III/b`; PPPK `9` -> `IX`), or None."""
    compact = "".join(text.upper().split())
    if kind is StaffKind.PPPK:
        if compact in _ROMAN:
            return compact
        if re.fullmatch(r"[1-9]|1[0-7]", compact):
            return _ROMAN[int(compact) - 1]
        return None
    match = _PNS_SPELLING.fullmatch(compact)
    if not match:
        return None
    tier, step = match.groups()
    if tier.isdigit():
        tier = _ROMAN[int(tier) - 1]
    golongan = f"{tier}/{step.lower()}"
    return golongan if golongan in _PNS_RANKS else None


def find_golongan(text: str, kind: StaffKind) -> str | None:
    """The one golongan that the cell of a list names, with or without the rank: `Penata / III/c`, `Gol. IX`, `Penata`.

    None when it names none, or two that differ.
    """
    upper = text.upper()
    if kind is StaffKind.PPPK:
        found = {parse_golongan(token, kind) for token in _PPPK_IN_TEXT.findall(upper)}
    else:
        found = {parse_golongan("".join(step), kind) for step in _PNS_IN_TEXT.findall(_LEVEL.sub("TINGKAT I.", upper))}
        if not found:
            found = {golongan_of_rank(text)}
    return found.pop() if len(found) == 1 else None


def golongan_of_rank(text: str) -> str | None:
    """The PNS golongan whose rank name stands in a text: `Penata Tk.I (III/d)` -> `III/d` by `Penata Tingkat I`."""
    told = _PNS_IN_TEXT.sub(" ", _LEVEL.sub(" TINGKAT ", text.upper()))
    letters = " ".join(re.findall(r"[A-Z]+", told)).removeprefix("PANGKAT ")
    return _BY_NAME.get(letters)


def check_golongan(text: str, kind: StaffKind) -> list[Problem]:
    """Complain about a golongan that does not exist for this kind of staff; empty when it does."""
    if parse_golongan(text, kind) is not None:
        return []
    if kind is StaffKind.PPPK:
        return [Problem("Golongan PPPK ditulis I sampai XVII, misalnya IX.")]
    return [Problem("Golongan PNS ditulis I/a sampai IV/e, misalnya III/b (huruf e hanya pada IV).")]


def format_rank(golongan: str, kind: StaffKind) -> str:
    """Write the cell PANGKAT/GOL. RUANG of a form: `Penata Muda Tingkat I (III/b)`, for PPPK `IX`.

    What cannot be read as a golongan is returned as it was, so that a print never hides what is recorded.
    """
    official = parse_golongan(golongan, kind)
    if official is None:
        return golongan
    name = None if kind is StaffKind.PPPK else rank_name(official)
    return f"{name} ({official})" if name else official


def golongan_printed(text: str) -> str | None:
    """The golongan in a cell PANGKAT/GOL. RUANG as a document prints it, or None where none can be read.

    `Penata Muda Tingkat I (III/b)` and `III/b` -> `III/b`; a rank name alone is enough, PPPK print `IX`.
    """
    cell = " ".join(text.split())
    inside = re.fullmatch(r".*\(([^()]*)\)", cell)
    for kind in (StaffKind.PNS, StaffKind.PPPK):
        found = parse_golongan(inside[1] if inside else cell, kind)
        if found is not None:
            return found
    return next((golongan for golongan, name in _PNS_RANKS.items() if name.casefold() == cell.casefold()), None)
