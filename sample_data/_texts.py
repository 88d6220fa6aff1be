"""Reads the text material in ``_bahan/``: work results by job, and sections of sentences.

Work results::

    == job
    [@place,place | ?] tag [< tag of the rater's result]: text
    - aspect | indicator | target / other target | unit | flag

A target is a number, ``kel*N`` (number of kelurahan and desa times N) or a written expectation in quotes.  Flags:
``turun`` lower is better, ``kumulatif`` the amount counts from January, ``hitung`` the unit is counted, not measured.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random

FOLDER = Path(__file__).parent / "_bahan"


@dataclass
class IndicatorText:
    """One indicator as written in the material: every possible target still open."""

    aspect: str
    text: str
    targets: list[str]
    unit: str = ""
    flags: set[str] = field(default_factory=set)


@dataclass
class ResultText:
    """One work result as written in the material."""

    tag: str
    supports: str
    text: str
    places: list[str]
    optional: bool
    indicators: list[IndicatorText] = field(default_factory=list)


def _sections(name: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in (FOLDER / name).read_text("utf-8").splitlines():
        if line.startswith("== "):
            found[line[3:].strip()] = current = []
        elif line.strip() and not line.startswith("#"):
            current.append(line.strip())
    return found


def _indicator(line: str) -> IndicatorText:
    aspect, text, targets, *rest = (part.strip() for part in line[2:].split("|"))
    options = [targets] if targets.startswith('"') else [t.strip() for t in targets.split("/")]
    return IndicatorText(aspect, text, options, rest[0] if rest else "", set(rest[1:]))


def _result(line: str) -> ResultText:
    head, text = line.split(":", 1)
    places: list[str] = []
    optional = head.startswith("?")
    if head.startswith("@"):
        first, head = head.split(" ", 1)
        places = first[1:].split(",")
    tag, _, supports = head.lstrip("? ").partition("<")
    return ResultText(tag.strip(), supports.strip(), text.strip(), places, optional)


@cache
def jobs() -> dict[str, list[ResultText]]:
    """Every job with its possible work results."""
    found: dict[str, list[ResultText]] = {}
    for name in ("pimpinan.txt", "staf_sekretariat.txt", "staf_seksi.txt"):
        for job, lines in _sections(name).items():
            results = found[job] = []
            for line in lines:
                if line.startswith("- "):
                    results[-1].indicators.append(_indicator(line))
                else:
                    results.append(_result(line))
    return found


@cache
def sentences() -> dict[str, list[str]]:
    """Sections of sentences: feedback, behaviour, progress notes, lampiran."""
    return {
        section: lines
        for name in ("umpan_balik.txt", "perilaku.txt", "realisasi.txt", "lampiran.txt", "pengembangan.txt")
        for section, lines in _sections(name).items()
    }


class Picker:
    """Picks sentences of a section, the least used first, so that an office does not repeat three of them."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.used: Counter[str] = Counter()

    def pick(self, *sections: str) -> str:
        """One sentence out of the sections that exist, chosen among those used least."""
        known = sentences()
        options = [line for section in sections for line in known.get(section, [])]
        least = min(self.used[option] for option in options)
        choice = self.rng.choice([option for option in options if self.used[option] == least])
        self.used[choice] += 1
        return choice
