"""What a survey asks of its office and nobody has taken up: light enough for the first screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kinerja_tui.models.file import DatabaseFile


@dataclass(frozen=True)
class SurveyWaits:
    """Counts for one office."""

    low: int = 0
    """elements below the bound in the newest survey of each service, without an improvement item"""
    overdue: int = 0
    """improvement items past their day and not done"""


def read_waits(file: DatabaseFile, office: str, today: date) -> SurveyWaits:
    """Count them as of a day."""
    surveys = file.counted.rows(_SURVEYS, (office,))
    if not surveys:
        return SurveyWaits()
    overdue = int(file.counted.rows(_OVERDUE, (office, today.isoformat()))[0][0])
    return SurveyWaits(sum(_low(file, *survey) for survey in _newest(surveys)), overdue)


def _newest(surveys: list[tuple[str, str, str, str]]) -> list[tuple[str, str]]:
    """(id, rules) of the survey that ended last, for each thing surveyed."""
    from kinerja_tui.rules.periods import period_from_code
    from kinerja_tui.rules.problems import RuleBroken

    found: dict[str, tuple[date, str, str]] = {}
    for survey_id, about, period, rules in surveys:
        try:
            ended = period_from_code(period).end
        except RuleBroken:  # a period of a newer program
            continue
        if about not in found or (ended, survey_id) > found[about][:2]:
            found[about] = (ended, survey_id, rules)
    return [(survey_id, rules) for _, survey_id, rules in found.values()]


def _low(file: DatabaseFile, survey_id: str, rules_id: str) -> int:
    from kinerja_tui.rules.survey import ELEMENTS, SURVEY_RULES, Weighting
    from kinerja_tui.rules.survey_results import Element

    rules = next((rules for rules in SURVEY_RULES if rules.id == rules_id), SURVEY_RULES[-1])
    parts = ", ".join(
        f"sum(CASE WHEN \"{name}\" IN ('1', '2', '3', '4') THEN CAST(\"{name}\" AS INTEGER) ELSE 0 END), "
        f"sum(\"{name}\" IN ('1', '2', '3', '4'))"
        for name in ELEMENTS
    )
    sums = file.counted.rows(f"SELECT {parts} FROM survey_sheet WHERE survey_id = ? AND NOT removed", (survey_id,))[0]
    taken_up = {row[0] for row in file.counted.rows(_TAKEN_UP, (survey_id,))}
    return sum(
        Element(name, sums[2 * at] or 0, sums[2 * at + 1] or 0, Weighting.EXACT.weight).is_low(rules)
        for at, name in enumerate(ELEMENTS)
        if name not in taken_up
    )


_SURVEYS = """
    SELECT id, coalesce(service_id, lower(trim(service))), period, rules FROM survey WHERE office = ? AND NOT removed
"""
_TAKEN_UP = "SELECT element FROM improvement WHERE survey_id = ? AND NOT removed"
_OVERDUE = """
    SELECT count(*) FROM improvement i JOIN survey s ON s.id = i.survey_id
    WHERE s.office = ? AND NOT s.removed AND NOT i.removed AND i.done_on IS NULL AND i.due < ?
"""
