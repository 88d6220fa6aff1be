"""Scores on the office's own dimensions: on an evaluation, and all of a period together. Never part of the predikat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from kinerja_tui.models.dimensions import Dimension, DimensionScore
from kinerja_tui.models.evaluations import Evaluation
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.dimensions import Mean, Scale, check_score, mean
from kinerja_tui.services.evaluation.dimensions import of_office, scale_of
from kinerja_tui.services.evaluation.evaluation_checks import FINISHED, Missing
from kinerja_tui.services.evaluation.organisations import newest_rows
from kinerja_tui.services.forms.forms import Form, field_key


def on_evaluation(session: Session, office: str, evaluation_id: str) -> tuple[Dimension, ...]:
    """What is asked on an evaluation: the dimensions in use, and others that were scored on it."""
    scores = select(DimensionScore.dimension_id).where(
        DimensionScore.evaluation_id == evaluation_id,
        col(DimensionScore.removed).is_(False),
        col(DimensionScore.score).is_not(None),
    )
    scored = set(session.exec(scores))
    here = [item for item in of_office(session, office) if item.active or item.id in scored]
    gone = select(Dimension).where(col(Dimension.id).in_(scored - {item.id for item in here}))
    return (*here, *sorted(session.exec(gone), key=lambda item: (item.name, item.id)))


def ids_of(session: Session, office: str) -> list[str]:
    """Every dimension an office ever had."""
    return list(session.exec(select(Dimension.id).where(Dimension.office == office)))


def is_asked(dimension: Dimension) -> bool:
    """In use; of any other only what was scored before is shown."""
    return dimension.active and not dimension.removed


def score_key(plan_id: str, period: str, dimension_id: str, column: str) -> str:
    """The form field of one dimension's score."""
    return field_key(DimensionScore, DimensionScore.id_of(Evaluation.id_of(plan_id, period), dimension_id), column)


def score_of(text: str) -> int | None:
    """A form's text as a score; None for none and for what is no number."""
    return int(text) if text.isascii() and text.lstrip("-").isdigit() else None


def missing_in(form: Form, plan_id: str, period: str, dimensions: Sequence[Dimension]) -> list[Missing]:
    """Scores that do not lie on their scale; an empty one is allowed and is no zero."""
    found = []
    for dimension in dimensions:
        key = score_key(plan_id, period, dimension.id, "score")
        text = form.text(key)
        if not text or not is_asked(dimension):
            continue
        score = score_of(text)
        if score is None or check_score(score, scale_of(dimension)):
            found.append(Missing(key, f"{dimension.name}: skor {text} di luar skala {scale_of(dimension)}."))
    return found


# -- a period together


@dataclass(frozen=True)
class DimensionRecap:
    """One dimension over all people of an office in a period."""

    name: str
    scale: Scale
    active: bool
    mean: Mean
    counts: dict[int, int]
    """score -> number of people, scores of the scale only"""
    foreign: int
    """scores that do not lie on the scale (a merge); they count as missing"""


def recap(file: DatabaseFile, office: str, period: str) -> list[DimensionRecap]:
    """Every dimension in use, and retired ones with scores: mean over the finished evaluations, n of N people."""
    rows = newest_rows(file, office, period)
    finished = {row["evaluation_id"] for row in rows if row["state"] == FINISHED}
    scores: dict[str, list[int]] = {}
    for evaluation_id, dimension_id, score in file.rows(_SCORES, (period,)):
        if evaluation_id in finished:
            scores.setdefault(dimension_id, []).append(score)
    found = []
    for dimension_id, name, low, high, active in file.rows(_DIMENSIONS, (office,)):
        given, scale = scores.get(dimension_id, []), Scale(low, high)
        if not active and not given:
            continue
        known = [score for score in given if score in scale]
        found.append(
            DimensionRecap(
                name, scale, bool(active), mean(given, scale, len(rows)), dict(Counter(known)), len(given) - len(known)
            )
        )
    return found


_SCORES = """
    SELECT s.evaluation_id, s.dimension_id, s.score FROM dimension_score s
    JOIN evaluation v ON v.id = s.evaluation_id AND NOT v.removed
    WHERE v.period = ? AND s.score IS NOT NULL AND NOT s.removed
"""
_DIMENSIONS = """
    SELECT id, name, low, high, active AND NOT removed FROM dimension WHERE office = ?
    ORDER BY NOT (active AND NOT removed), position, name, id
"""
