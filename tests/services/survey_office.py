"""A survey for the tests: opened and filled through the services as the screens do."""

from __future__ import annotations

from kinerja_tui.models.database import Database
from kinerja_tui.services.public import survey_sheets, surveys
from kinerja_tui.services.public.survey_sheets import SHEET_FIELDS
from kinerja_tui.services.staff.employees import NEW


def open_survey(
    db: Database, service: str = "Legalisasi", period: str = "2026-TW1", *, population: str = "", weighting: str = "1/9"
) -> str:
    """A survey with nothing on it."""
    form = surveys.survey_form(db)
    texts = {"service": service, "period": period, "population": population, "weighting": weighting}
    form.typed.update({surveys.key(NEW, column): text for column, text in texts.items()})
    return surveys.save(db, form, NEW)


def key_sheet(db: Database, survey_id: str, digits: str, number: int | None = None, *, second: bool = False) -> int:
    """One sheet: sex, age, education, occupation and nine answers; a dash is left blank."""
    form = survey_sheets.entry_form(db, survey_id, second=second)
    values = dict(zip(SHEET_FIELDS, digits, strict=True))
    if number is not None:
        form.typed[survey_sheets.key("number", second=second)] = str(number)
    form.typed.update({survey_sheets.key(name, second=second): value for name, value in values.items() if value != "-"})
    return survey_sheets.save(db, form, survey_id, second=second)
