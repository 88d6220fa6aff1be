"""The blind second entry of final predikat: the two ratings keyed again from the signed paper, then compared.

An evaluation stays as it is, and is opened again with a reason where it is wrong. That it was compared is a record of
the office: by whom, when, how many, and which differed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kinerja_tui.models.database import Database
from kinerja_tui.models.evaluations import Evaluation
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.offices import Office
from kinerja_tui.models.predicate_comparisons import PredicateComparison
from kinerja_tui.models.records import new_id
from kinerja_tui.rules.formats import format_date
from kinerja_tui.rules.periods import period_from_code
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.evaluation import evaluations
from kinerja_tui.services.feedback.feedback import day_of
from kinerja_tui.services.forms.forms import Form, field_key, open_form

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


@dataclass(frozen=True)
class Compared:
    """A comparison as it is kept."""

    on: date | None
    by: str
    people: int
    """finished evaluations there were then"""
    count: int
    """of these, how many were keyed again"""
    names: list[str]
    """whose evaluation differed"""

    @property
    def sentence(self) -> str:
        """When, by whom, how many, who differed."""
        day = format_date(self.on) if self.on else "pada tanggal yang tidak diketahui"
        by = f" oleh {self.by}" if self.by else ""
        more = f"; dan {len(self.names) - _NAMED} lagi" if len(self.names) > _NAMED else ""
        differing = (
            f"{len(self.names)} berbeda ({'; '.join(self.names[:_NAMED])}{more})" if self.names else "semua sama"
        )
        return f"Terakhir dicocokkan {day}{by}: {self.count} dari {self.people} orang, {differing}."


def last(db: Database, period: str) -> Compared | None:
    """The newest comparison of this office's predikat of a period."""
    rows = db.file.rows(_LAST, (db.office, period))
    if not rows:
        return None
    day, by, people, count, ids = rows[0]
    found = [db.file.rows(_NAME, (evaluation_id,)) for evaluation_id in ids.split()]
    return Compared(day_of(day or ""), by, people, count, [row[0][0] if row else "pegawai lain" for row in found])


def compare(db: Database, form: Form, period: str) -> list[Difference]:
    """What differs; that it was compared is kept, once however often it comes out the same. Raises `RuleBroken`."""
    people = rated(db.file, period)
    found, count = differences(form, people), typed_twice(form, people)
    if not any(form.text(key(one.evaluation_id, column)) for one in people for column in COLUMNS):
        raise RuleBroken("Belum ada rating yang diketik. Ketik dua angka dari kertas seseorang, lalu F10 lagi.")
    ids = " ".join(dict.fromkeys(item.evaluation_id for item in found))
    rows = db.file.rows(_LAST, (db.office, period))
    now = (db.today().isoformat(), db.operator, len(people), count, ids)
    if not rows or rows[0] != now:
        told = f"{len(ids.split())} berbeda" if ids else "semua sama"
        label = period_from_code(period).label
        title = f"Predikat {label} dicocokkan dengan kertas: {count} dari {len(people)}, {told}"
        with db.act(title, Office.id_of(db.office)) as act:
            act.write(
                PredicateComparison,
                new_id(),
                office=db.office,
                period=period,
                compared_on=db.today(),
                compared_by=db.operator,
                people=len(people),
                compared=count,
                differing=ids,
            )
    return found


_NAME = "SELECT e.name FROM evaluation v JOIN employee e ON e.id = v.employee_id WHERE v.id = ?"
_NAMED = 6
"""So many names are told."""
_LAST = """
    SELECT c.compared_on, c.compared_by, c.people, c.compared, c.differing FROM predicate_comparison c
    WHERE c.office = ? AND c.period = ? AND NOT c.removed
    ORDER BY c.compared_on DESC, c.rowid DESC
    LIMIT 1
"""


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
