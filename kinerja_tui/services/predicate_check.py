"""The blind second entry of final predikat: the two ratings keyed again from the signed paper, then compared.

Nothing of it is stored but the draft: an evaluation stays as it is, and is opened again with a reason where it is
wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kinerja_tui.models.database import Database
from kinerja_tui.models.evaluations import Evaluation
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.offices import Office
from kinerja_tui.rules.periods import period_from_code
from kinerja_tui.services import evaluations
from kinerja_tui.services.forms import Form, field_key, open_form

COLUMNS = ("work_rating", "behaviour_rating")
"""In the order of the paper; together they are the predikat (PermenPANRB 6/2022)."""


@dataclass(frozen=True)
class Rated:
    """A finished evaluation."""

    evaluation_id: str
    name: str
    ratings: dict[str, str]
    """column -> code of the rating"""


@dataclass(frozen=True)
class Difference:
    """A rating that was keyed differently the second time."""

    evaluation_id: str
    name: str
    column: str
    stored: str
    typed: str


def rated(file: DatabaseFile, period: str) -> list[Rated]:
    """The finished evaluations of a period, in the order of the list."""
    found = evaluations.listing(file, period, "", evaluations.FINISHED)
    return [
        Rated(row["evaluation_id"], row["name"], {column: row[column] or "" for column in COLUMNS})
        for row in found.rows(0, len(found))
    ]


def key(evaluation_id: str, column: str) -> str:
    """The form field of a rating."""
    return field_key(Evaluation, evaluation_id, column)


def check_form(db: Database, period: str) -> Form:
    """The form of the second entry of a period; empty but for what was typed before. Raises `RuleBroken`."""
    title = f"Ketik ulang predikat {period_from_code(period).label}"
    return open_form(db, f"predicate_check:{period}", title, Office.id_of(db.office), ())


def typed_twice(form: Form, people: Sequence[Rated]) -> int:
    """How many people have both ratings keyed a second time."""
    return sum(all(form.text(key(one.evaluation_id, column)) for column in COLUMNS) for one in people)


def differences(form: Form, people: Sequence[Rated]) -> list[Difference]:
    """What was keyed and reads differently; what was left empty is not compared."""
    return [
        Difference(one.evaluation_id, one.name, column, one.ratings[column], typed)
        for one in people
        for column in COLUMNS
        if (typed := form.text(key(one.evaluation_id, column))) and typed != one.ratings[column]
    ]
