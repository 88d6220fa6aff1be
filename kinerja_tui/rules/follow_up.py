"""Follow-up (tindak lanjut) of what was rated below expectation: what is done, with whose help, by when.

Follow-up is the fourth stage of the cycle (PermenPANRB 6/2022 ps. 5 [R]); a rating below expectation carries a reason
and a proposal, and this says what came of them.
"""

from __future__ import annotations

from datetime import date

from .formats import not_come, too_early
from .labels import Labelled
from .problems import Problem


class Part(Labelled):
    """Which line of an evaluation is followed up."""

    WORK = "hasil_kerja", "Hasil kerja keseluruhan"
    BEHAVIOUR = "perilaku", "Perilaku kerja keseluruhan"
    RESULT = "rhk", "Hasil kerja"
    VALUE = "nilai", "Nilai perilaku"


def check_due(due: date, finished: date | None) -> list[Problem]:
    """What is agreed after an evaluation lies after it."""
    if finished is not None and due < finished:
        return [Problem(too_early("Batasnya", "selesainya evaluasi", finished))]
    return []


def check_done(done: date, finished: date | None, today: date) -> list[Problem]:
    """Done on a day that has come, after the evaluation."""
    if done > today:
        return [Problem(not_come(today))]
    if finished is not None and done < finished:
        return [Problem(too_early("Tanggal ini", "selesainya evaluasi", finished))]
    return []
