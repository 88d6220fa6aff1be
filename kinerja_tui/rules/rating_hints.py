"""Hints about the quality of an evaluation, for the rater alone: computed when shown, never stored, sent or printed.

They name usual slips of raters (everybody the same, copied words, no evidence). None comes from a regulation and none
changes a rating or holds it back [D].
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .formats import fold
from .ratings import Rating

LEAST_SAME = 5
"""Rated lines from which "all the same" is worth a second look."""
LEAST_LETTERS = 15
"""A shorter text (“Sesuai target.”) may well stand in many places."""
FAR_APART = 2
"""Levels between the rater and the employee that are worth a talk."""


@dataclass(frozen=True)
class RatedLine:
    """One result or value with what the rater and the employee chose."""

    name: str
    """as people know it: hasil kerja 2, Akuntabel"""
    rating: Rating | None
    own: Rating | None = None
    """of the finished self-assessment"""
    feedback: str = ""
    has_evidence: bool = True
    """of a result: at least one piece of evidence was reported"""


def hints(results: Sequence[RatedLine], values: Sequence[RatedLine], elsewhere: Mapping[str, int]) -> list[str]:
    """What a rater may want to look at again, in gentle Indonesian, each with its reason.

    ``elsewhere`` maps a `same_text` key to the number of other people with that feedback in the period.
    """
    return [
        *_all_same([*results, *values]),
        *_far_from_own([*results, *values]),
        *_copied([*results, *values], elsewhere),
        *_without_evidence(results),
    ]


def same_text(text: str) -> str:
    """What two feedbacks have in common when they are copies: case, accents and spaces do not count; "" if short."""
    folded = fold(text)
    return folded if len(folded) >= LEAST_LETTERS else ""


def _all_same(lines: Iterable[RatedLine]) -> list[str]:
    ratings = [line.rating for line in lines if line.rating is not None]
    if len(ratings) < LEAST_SAME or len(set(ratings)) > 1:
        return []
    return [
        f"Semua {len(ratings)} rating sama: {ratings[0].label.lower()}. Bisa saja memang begitu; biasanya ada yang "
        "lebih kuat dan yang lebih lemah, dan pegawai terbantu mengetahuinya."
    ]


def _far_from_own(lines: Iterable[RatedLine]) -> list[str]:
    found = []
    for line in lines:
        if line.rating is None or line.own is None or abs(line.rating.digit - line.own.digit) < FAR_APART:
            continue
        found.append(
            f"{_capital(line.name)}: rating Anda {line.rating.label.lower()}, penilaian diri {line.own.label.lower()}. "
            "Selisih dua tingkat sebaiknya dibicarakan dulu, supaya hasilnya tidak mengejutkan."
        )
    return found


def _copied(lines: Sequence[RatedLine], elsewhere: Mapping[str, int]) -> list[str]:
    places: dict[str, list[str]] = {}
    for line in lines:
        if key := same_text(line.feedback):
            places.setdefault(key, []).append(line.name)
    found = []
    for key, names in places.items():
        if len(names) > 1:
            found.append(
                f"Umpan balik {_listed(names)} persis sama. Kalimat tentang hasil itu sendiri lebih berguna bagi "
                "pegawai."
            )
        if others := elsewhere.get(key, 0):
            found.append(
                f"Umpan balik {_listed(names)} juga dipakai untuk {others} pegawai lain pada periode ini. Sebutkan apa "
                "yang khas dari pegawai ini."
            )
    return found


def _without_evidence(results: Iterable[RatedLine]) -> list[str]:
    names = [line.name for line in results if line.rating is Rating.ABOVE and not line.has_evidence]
    if not names:
        return []
    return [
        f"{_capital(_listed(names))} dinilai di atas ekspektasi tanpa bukti dukung. Mintalah buktinya, supaya rating "
        "ini kuat bila ditanyakan."
    ]


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} dan {names[-1]}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
