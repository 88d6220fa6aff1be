"""Addenda to approved plans: what was changed from when on, why, and who approved it. Never changed afterwards."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from sqlmodel import Field

from kinerja_tui.models.records import DecimalText, JsonOrNull, Record, natural_id


class Addendum(Record, table=True):
    """One addendum to a plan. Two PCs may make one each at once: both stay, perhaps with the same number."""

    plan_id: str = Field(default="", index=True)
    number: int = 1
    """as on paper: the first addendum of a plan is 1"""
    takes_effect: date | None = None
    """the first day its targets hold"""
    reason: str = ""
    approved_by: str = ""
    """name of who approved it: the rater of that day, his superior, or who acted for him"""
    approver_card: dict[str, Any] | None = Field(default=None, sa_type=JsonOrNull)
    made_on: date | None = None
    rules: str = ""
    """id of the rule set it was made under (rules.ruleset)"""


class AddendumLine(Record, table=True):
    """What an addendum changes: a target (old and new), a result that is added, or one that ends."""

    __tablename__ = "addendum_line"

    addendum_id: str = Field(default="", index=True)
    plan_id: str = Field(default="", index=True)
    kind: str = "target"
    """rules.addenda.LineKind"""
    result_id: str = ""
    indicator_id: str = ""
    """empty where the line is about a whole result"""
    text: str = ""
    """the indicator, or the result, as it read then"""
    reason: str = ""
    """why a result ends"""
    old_target: str = ""
    """a `rules.addenda.Target.key`; empty where there was none"""
    new_target: str = ""
    old_part: Decimal | None = Field(default=None, sa_type=DecimalText)
    """share of the target for the months served, in a plan that a transfer closed"""
    new_part: Decimal | None = Field(default=None, sa_type=DecimalText)

    @staticmethod
    def id_of(addendum_id: str, about: str) -> str:
        """One line per addendum and indicator or result."""
        return natural_id("addendum-line", addendum_id, about)
