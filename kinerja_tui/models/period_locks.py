"""Approval of a period (pengesahan periode): the district approves an office's evaluations and what they stand on.

Reference data, written by the district alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlmodel import Field

from kinerja_tui.models.records import JsonOrNull, Record
from kinerja_tui.rules.periods import lies_within


class PeriodLock(Record, table=True):
    """One approval of one office's period; opened again it stays, and the next approval is another one.

    Its list names every change of the period's documents that the district approved. Several lists add up, so that two
    clerks of the district who approve the same period lose nothing. Whether a change came before or after an approval
    is told by that list alone: a change is named by its content, and a date in a change proves nothing.
    """

    __tablename__ = "period_lock"

    office: str = Field(default="", index=True)
    """kode wilayah of the office whose documents are locked"""
    period: str = ""
    """code of the period; the periods inside it are locked with it, and by a year the plans of that year"""
    locked: bool = False
    """False again once the district opened it"""
    approved_on: date | None = None
    approved_by: str = ""
    """who approved it at the district"""
    people: int = 0
    """employees of whom an evaluation was due, and of whom `finished` had theirs, as it was approved"""
    finished: int = 0
    opened_on: date | None = None
    opened_by: str = ""
    open_reason: str = ""
    known: dict[str, Any] | None = Field(default=None, sa_type=JsonOrNull)
    """{"names": the first 20 hex digits of each change of these documents that the district had when it approved}"""

    def names(self) -> frozenset[str]:
        """The beginnings of the names of the approved changes; nothing for foreign data of another shape."""
        names = (self.known or {}).get("names")
        return frozenset(name for name in names if isinstance(name, str)) if isinstance(names, list) else frozenset()

    def covers(self, periods: set[str]) -> bool:
        """Whether a document of one of these periods is locked by it, while it is locked."""
        return any(lies_within(period, self.period) for period in periods)


KNOWN_DIGITS = 20
"""Of a change's name, in the list of an approval: 80 bits cannot be hit on purpose."""

OWN_PERIOD = {
    "evaluation": "period",
    "progress": "period",
    "progress_report": "period",
    "self_assessment": "period",
    "organisation_rating": "period",
    "work_plan": "year",
}
"""Table of documents that are locked -> its field that tells the period. The plan belongs to the year as a whole: its
targets may still change by addendum for the quarters to come."""

PARENT = {
    "result_rating": "evaluation_id",
    "value_rating": "evaluation_id",
    "dimension_score": "evaluation_id",
    "self_result": "assessment_id",
    "self_value": "assessment_id",
    "work_result": "plan_id",
    "indicator": "plan_id",
    "expectation": "plan_id",
    "plan_attachment": "plan_id",
    "addendum": "plan_id",
    "addendum_line": "plan_id",
}
"""Table of lines of such documents -> the field that names the document."""

PARENT_TABLE = {"evaluation_id": "evaluation", "assessment_id": "self_assessment", "plan_id": "work_plan"}

DOCUMENTS = frozenset(OWN_PERIOD) | frozenset(PARENT)
"""What a period's approval locks. Not locked: action steps, feedback, dialogues, guidance (they have days and no
periods), and deliveries and objections, which come after the approval."""


def period_named(table: str, fields: Mapping[str, Any]) -> str:
    """The code of the period that fields of a document name; empty when they name none."""
    value = fields.get(OWN_PERIOD.get(table, ""))
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:04d}"
    return value if isinstance(value, str) else ""
