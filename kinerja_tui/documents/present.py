"""Who stands on a paper that is about no stored document: a person and those above him, as they are on a day."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlmodel import Session

from kinerja_tui.documents.persons import Card
from kinerja_tui.services.staff.employees import card, current_assignment
from kinerja_tui.services.staff.posts import raters_on


class People(NamedTuple):
    """Their cards; None where nobody is known."""

    employee: Card = None
    rater: Card = None
    superior: Card = None
    """of the rater"""


def people_on(session: Session, employee_id: str | None, day: date) -> People:
    """A person with his rater and the rater's superior on a day; nobody of nobody."""
    if employee_id is None:
        return People()
    employee = card(session, employee_id, day=day)
    post = current_assignment(session, employee_id, day)
    if post is None:
        return People(employee)
    raters = raters_on(session, post, day)
    return People(
        employee,
        card(session, raters.rater_id, raters.rater_card, day=day),
        card(session, raters.superior_id, raters.superior_card, day=day),
    )
