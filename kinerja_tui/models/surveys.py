"""The public satisfaction survey (SKM): sheets without names, keyed twice, and what is improved because of it."""

from __future__ import annotations

from datetime import date

from sqlmodel import Field, SQLModel

from kinerja_tui.models.records import Record, natural_id
from kinerja_tui.rules.formats import fold


class Survey(Record, table=True):
    """One survey: a service of an office in a period, the people it serves, and the weight its report uses."""

    office: str = ""
    """kode wilayah"""
    service: str = ""
    """the service as people call it; empty: the office as a whole"""
    service_id: str | None = None
    """the service in the office's list (models.service_log.Service), if it stands there; the id does not follow from
    it, so a survey of before the list, or keyed where the list is not, is the same record"""
    period: str = ""
    """code of the period"""
    population: int | None = None
    """people served in the period, for the sample needed; None: not counted yet"""
    weighting: str = ""
    """rules.survey.Weighting"""
    rules: str = ""
    """id of the rules.survey.SurveyRules it was made under"""

    @staticmethod
    def id_of(office: str, service: str, period: str) -> str:
        """One survey per office, service and period."""
        return natural_id("survey", office, fold(service), period)


class _Sheet(SQLModel):
    """What is read off one paper: the respondent's group and nine answers, each a code or empty."""

    survey_id: str = Field(default="", index=True)
    number: int = 0
    """written on the paper"""
    entered_on: date | None = None
    sex: str = ""
    age: str = ""
    education: str = ""
    occupation: str = ""
    requirements: str = ""
    procedure: str = ""
    time: str = ""
    cost: str = ""
    product: str = ""
    expertise: str = ""
    conduct: str = ""
    complaints: str = ""
    facilities: str = ""


class SurveySheet(Record, _Sheet, table=True):
    """A questionnaire as first keyed, or as settled. An empty answer was left blank on purpose: a sheet is stored only
    when every line was passed."""

    __tablename__ = "survey_sheet"

    @staticmethod
    def id_of(survey_id: str, number: int) -> str:
        """The same sheet keyed on two PCs is one record, and differing answers are bentrok."""
        return natural_id("survey-sheet", survey_id, str(number))


class SurveySecond(Record, _Sheet, table=True):
    """The same questionnaire keyed a second time without seeing the first (blind double entry)."""

    __tablename__ = "survey_second"

    @staticmethod
    def id_of(survey_id: str, number: int) -> str:
        """One second entry per sheet."""
        return natural_id("survey-second", survey_id, str(number))


class Improvement(Record, table=True):
    """What is improved because of one element of one survey: a work of the unit, never a mark on a person."""

    survey_id: str = Field(default="", index=True)
    element: str = ""
    """key of rules.survey.ELEMENTS"""
    what: str = ""
    who: str = ""
    """the unit or post that does it"""
    due: date | None = None
    done_on: date | None = None
    outcome: str = ""

    @staticmethod
    def id_of(survey_id: str, element: str) -> str:
        """One per survey and element."""
        return natural_id("improvement", survey_id, element)
