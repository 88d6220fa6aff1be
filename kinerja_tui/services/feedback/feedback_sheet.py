"""Everything said about one person: as the office sees it, and as the person may see it.

The person reads no name of a peer or subordinate, and nothing of theirs before the minimum number has given. What is
shown then cannot be told apart by its place, day or key: it stands in an order that follows from the texts alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session, col, select

from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Employee
from kinerja_tui.models.feedback import Feedback, FeedbackInvitation, FeedbackScore
from kinerja_tui.models.plans import WorkResult
from kinerja_tui.rules.feedback import Average, GiverKind, average, is_hidden, minimum_for, score_of
from kinerja_tui.rules.periods import Span
from kinerja_tui.rules.values import VALUES
from kinerja_tui.services.forms.forms import known

UNKNOWN = "?"
"""Stands for a giver kind of a newer program."""


def kind_label(kind: str) -> str:
    """The giver kind as people read it."""
    return next((giver.label for giver in GiverKind if giver == kind), UNKNOWN)


@dataclass(frozen=True)
class Standing:
    """How many different givers of a kind have given in a year, out of how many; whether the person may read it."""

    kind: str
    year: int
    given: int
    expected: int
    minimum: int

    @property
    def enough(self) -> bool:
        """Whether the minimum is reached."""
        return self.given >= self.minimum

    @property
    def shown(self) -> str:
        """``3 dari 4``, with ``belum cukup`` below the minimum, ``belum ada`` while nobody was asked or gave."""
        if not self.expected:
            return "belum ada"
        counted = f"{self.given} dari {self.expected}"
        return (
            counted if self.enough or not is_hidden(self.kind) else f"{counted}, belum cukup (minimal {self.minimum})"
        )


@dataclass(frozen=True)
class SeenByPerson:
    """A sheet as the person it is about may read it: no name and no day where the giver is hidden."""

    kind: str
    year: int
    day: date | None
    giver: str
    """empty where hidden"""
    parts: tuple[str, str, str]
    """went well, to improve, proposal"""
    proposal_date: date | None
    evidence: str
    result: str


@dataclass
class PersonFeedback:
    """All feedback on one person that was not taken back, newest first, and who was asked."""

    employee_id: str
    name: str
    sheets: list[Feedback]
    invitations: list[FeedbackInvitation]
    scores: dict[str, dict[str, str]] = field(default_factory=dict)
    """sheet id -> value -> score"""
    results: dict[str, str] = field(default_factory=dict)
    """result id -> its text"""

    def standing(self, kind: str, year: int) -> Standing:
        """How many different givers of a kind gave in a year; whoever gave unasked is counted among the asked."""
        given = {sheet.giver for sheet in self._of(kind, year)}
        asked = {item.giver for item in self.invitations if item.giver_kind == kind and item.year == year}
        return Standing(kind, year, len(given), len(given | asked), minimum_for(kind, date(year, 12, 31)))

    def waiting(self, year: int) -> list[FeedbackInvitation]:
        """Who was asked in a year and has not given yet."""
        given = {(sheet.giver_kind, sheet.giver) for sheet in self.sheets if year_of(sheet) == year}
        return [item for item in self.invitations if item.year == year and (item.giver_kind, item.giver) not in given]

    def averages(self, kind: str, year: int) -> dict[str, Average]:
        """Value -> mean of the newest score of each giver of a kind in a year."""
        standing = self.standing(kind, year)
        found = {}
        for value in VALUES:
            newest: dict[str, int | None] = {}
            for sheet in self._of(kind, year):  # newest first
                score = score_of(self.scores.get(sheet.id, {}).get(value.key, ""))
                if newest.get(sheet.giver) is None:
                    newest[sheet.giver] = score
            found[value.key] = average(newest.values(), standing.expected, standing.minimum)
        return found

    def for_person(self) -> list[SeenByPerson]:
        """What the person may read: open givers newest first, then hidden ones that are enough, mixed."""
        shown = [self._seen(sheet) for sheet in self.sheets if not is_hidden(sheet.giver_kind)]
        hidden = [
            self._seen(sheet)
            for sheet in self.sheets
            if is_hidden(sheet.giver_kind) and self.standing(sheet.giver_kind, year_of(sheet)).enough
        ]
        return shown + sorted(hidden, key=_place)

    def held_back(self) -> list[Standing]:
        """Kinds of givers whose sheets wait for more givers, by year and kind."""
        groups = {(year_of(sheet), sheet.giver_kind) for sheet in self.sheets if is_hidden(sheet.giver_kind)}
        standings = [self.standing(kind, year) for year, kind in sorted(groups)]
        return [standing for standing in standings if not standing.enough]

    def _of(self, kind: str, year: int) -> list[Feedback]:
        return [sheet for sheet in self.sheets if sheet.giver_kind == kind and year_of(sheet) == year]

    def _seen(self, sheet: Feedback) -> SeenByPerson:
        hidden = is_hidden(sheet.giver_kind)
        return SeenByPerson(
            kind=sheet.giver_kind,
            year=year_of(sheet),
            day=None if hidden else sheet.given_on,
            giver="" if hidden else sheet.giver_name,
            parts=(sheet.went_well, sheet.to_improve, sheet.proposal),
            proposal_date=sheet.proposal_date,
            evidence=sheet.evidence,
            result=self.results.get(sheet.result_id or "", ""),
        )


def year_of(sheet: Feedback) -> int:
    """The year a sheet counts in; 1 for one without a day (foreign data)."""
    return sheet.given_on.year if sheet.given_on else 1


def _place(seen: SeenByPerson) -> tuple[int, str, str]:
    text = "\x1f".join((*seen.parts, seen.evidence, seen.result))
    return (-seen.year, seen.kind, hashlib.sha256(text.encode("utf-8", "replace")).hexdigest())


def read(db: Database, employee_id: str) -> PersonFeedback:
    """Everything about a person. Raises `RuleBroken` when the person is not here."""
    with db.reading() as session:
        person = known(session, Employee, employee_id)
        sheets = _sheets(session, employee_id)
        asked = select(FeedbackInvitation).where(
            FeedbackInvitation.employee_id == employee_id, col(FeedbackInvitation.removed).is_(False)
        )
        found = PersonFeedback(
            employee_id,
            person.name,
            sheets,
            list(session.exec(asked.order_by(FeedbackInvitation.giver_kind, FeedbackInvitation.giver_name))),
        )
        ids = [sheet.id for sheet in sheets]
        scores = select(FeedbackScore).where(
            col(FeedbackScore.feedback_id).in_(ids), col(FeedbackScore.removed).is_(False)
        )
        for score in session.exec(scores):
            found.scores.setdefault(score.feedback_id, {})[score.value] = score.score
        about = [sheet.result_id for sheet in sheets if sheet.result_id]
        for result in session.exec(select(WorkResult).where(col(WorkResult.id).in_(about))):
            found.results[result.id] = result.text
        return found


def in_span(db: Database, employee_id: str, span: Span) -> list[Feedback]:
    """The sheets of a span of days, oldest first: what a rater reads before rating that period."""
    with db.reading() as session:
        found: Iterable[Feedback] = _sheets(session, employee_id)
    return [sheet for sheet in reversed(list(found)) if sheet.given_on is not None and sheet.given_on in span]


def _sheets(session: Session, employee_id: str) -> list[Feedback]:
    query = select(Feedback).where(Feedback.employee_id == employee_id, col(Feedback.removed).is_(False))
    return list(session.exec(query.order_by(col(Feedback.given_on).desc(), Feedback.id)))
