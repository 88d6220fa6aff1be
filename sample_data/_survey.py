"""The public satisfaction survey of the civil registry counter in Dumai: before and after a counter was rearranged."""

from __future__ import annotations

from random import Random
from typing import Any

from _people import YEAR
from _places import Place

SERVICE = "Administrasi kependudukan"
#: Period, people served, sheets, day keyed, chance in percent of 1 to 4 for an ordinary element and for waiting time.
ROUNDS = (
    (f"{YEAR}-TW1", 70, 60, f"{YEAR}-04-02", (2, 14, 54, 30), (12, 40, 38, 10)),
    (f"{YEAR}-TW3", 120, 62, f"{YEAR}-10-05", (1, 6, 48, 45), (3, 14, 53, 30)),
)
SLOW = (2, 8)
"""Places on the sheet of waiting time and of the room."""
IMPROVED = {
    "element": "time",
    "what": "Antrean dibagi dua loket: perekaman dan pengambilan berkas.",
    "who": "Seksi Pelayanan",
    "due": f"{YEAR}-06-30",
    "done_on": f"{YEAR}-06-22",
    "outcome": "Berkas diambil tanpa antre ulang; papan waktu tunggu dipasang di loket.",
}


def surveys(place: Place) -> list[dict[str, Any]]:
    """Two surveys with their sheets; only Dumai has them.

    A sheet is its number, sex, age, education, occupation and the nine answers in the order of the form, a dash where
    the paper was left blank. ``second`` holds some sheets keyed again, two of them differently.
    """
    if place.folder != "dumai_kota":
        return []
    rng = Random(f"{place.folder}/survei")
    found = []
    for period, population, count, day, usual, slow in ROUNDS:
        sheets = [_sheet(rng, number, usual, slow) for number in range(1, count + 1)]
        found.append(
            {
                "service": SERVICE,
                "period": period,
                "population": population,
                "weighting": "1/9",
                "entered_on": day,
                "sheets": sheets,
                "second": [],
                "improvements": [IMPROVED] if period.endswith("TW1") else [],
            }
        )
    last = found[-1]
    last["second"] = [
        _misread(sheet) if number in (4, 11) else sheet for number, sheet in enumerate(last["sheets"][:20])
    ]
    return found


def _sheet(rng: Random, number: int, usual: tuple[int, ...], slow: tuple[int, ...]) -> str:
    group = (
        rng.choice("LP")
        + rng.choices("123456", (6, 24, 28, 22, 13, 7))[0]
        + rng.choices("123456", (8, 12, 44, 14, 20, 2))[0]
        + rng.choices("123456", (10, 2, 2, 34, 28, 24))[0]
    )
    answers = [rng.choices("1234", slow if place in SLOW else usual)[0] for place in range(9)]
    if number % 19 == 0:
        answers[rng.randrange(9)] = "-"
    if number == 37:
        group, answers = "----", ["-"] * 9
    return f"{number} {group}{''.join(answers)}"


def _misread(sheet: str) -> str:
    """The last answer keyed as another one."""
    return sheet[:-1] + ("3" if sheet[-1] != "3" else "2")
