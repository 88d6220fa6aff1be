"""The personal sheet (lembar pribadi): how the year goes for one person, what to strengthen, what helps.

It is read with the person: no name of a peer or subordinate is on it, and scores of theirs only once enough have given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from kinerja_tui.models.database import Database
from kinerja_tui.models.development import Training
from kinerja_tui.models.employees import Employee
from kinerja_tui.models.evaluations import Evaluation, ResultRating, ValueRating
from kinerja_tui.models.feedback import Dialogue
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.plans import WorkResult
from kinerja_tui.models.recognition import Recognition
from kinerja_tui.rules.development import TAKEN, Hours, NeedSource
from kinerja_tui.rules.feedback import Average, GiverKind
from kinerja_tui.rules.formats import excerpt, fold
from kinerja_tui.rules.periods import PeriodKind, period_from_code, periods_of
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.ratings import Predicate, Rating
from kinerja_tui.rules.values import VALUES
from kinerja_tui.services.development import follow_up_list, recognition, recognition_list, sessions, training
from kinerja_tui.services.development.recognition_list import Candidate
from kinerja_tui.services.evaluation import objection_list
from kinerja_tui.services.evaluation.evaluations import FINISHED, predicate, rating_of
from kinerja_tui.services.feedback import feedback_sheet
from kinerja_tui.services.feedback.feedback_sheet import PersonFeedback
from kinerja_tui.services.forms.forms import known
from kinerja_tui.services.lists.listing import Row
from kinerja_tui.services.public import voice_list

MOST_GAPS = 3


@dataclass(frozen=True)
class Point:
    """One period in the trend: the predikat and the two ratings, or that it was not rated."""

    period: str
    """label"""
    short: str
    year: int
    rated: bool
    predicate: Predicate | None
    work: Rating | None
    behaviour: Rating | None


@dataclass(frozen=True)
class Gap:
    """A value or result that stands out as low, with what says so."""

    about: str
    is_value: bool
    below: int
    """periods in which it was rated below expectation"""
    rated: int
    """periods in which it was rated"""
    newest: Rating
    scores: tuple[tuple[str, Average], ...] = ()
    """of a value: giver kind -> mean score of feedback, n of N"""

    @property
    def lowest(self) -> Average | None:
        """The lowest mean that enough givers stand behind."""
        known_means = [mean for _, mean in self.scores if mean.value is not None]
        return min(known_means, key=lambda mean: mean.value or 0, default=None)


@dataclass
class PersonalSheet:
    """All that stands on one person's sheet for a year."""

    employee_id: str
    name: str
    kind: str
    """PNS, CPNS, PPPK"""
    year: int
    trend: list[Point]
    gaps: list[Gap]
    hours: Hours
    trainings: list[Training]
    attended: list[dict[str, Any]]
    fitting: list[tuple[str, str, int]]
    """(title, competence, how many others took it) that fit the gaps and needs"""
    recognitions: list[Recognition]
    candidates: list[Candidate]
    follow_ups: list[Row]
    dialogues: list[date]
    voices: list[Row] = field(default_factory=list)
    """voices of the public the person acts on in the year"""
    objections: list[Row] = field(default_factory=list)


def read(db: Database, employee_id: str, year: int) -> PersonalSheet:
    """The sheet of a person. Raises `RuleBroken` when the person is not here."""
    with db.reading() as session:
        person = known(session, Employee, employee_id)
        finished = _finished(session, employee_id)
        given = feedback_sheet.read(db, employee_id)
        gaps = _gaps(session, [item for item in finished if _year_of(item.period) == year], given, year)
        talks = select(Dialogue).where(Dialogue.employee_id == employee_id, col(Dialogue.removed).is_(False))
        held = [talk.held_on for talk in session.exec(talks)]
        dialogues = sorted((day for day in held if day is not None), reverse=True)
    trainings = training.of_person(db, employee_id)
    follow_ups = follow_up_list.listing(db.file, year, db.today(), employee_id=employee_id)
    objections = objection_list.listing(db.file, year, employee_id=employee_id)
    wanted = [gap.about for gap in gaps] + [item.competence for item in trainings if item.state not in TAKEN]
    return PersonalSheet(
        employee_id=employee_id,
        name=person.name,
        kind=person.kind,
        year=year,
        trend=_trend(finished, year, db.today()),
        gaps=gaps,
        hours=training.hours_in(db.file, employee_id, year),
        trainings=trainings,
        attended=sessions.of_person(db.file, employee_id),
        fitting=_fitting(db.file, employee_id, wanted),
        recognitions=recognition.of_person(db, employee_id),
        candidates=recognition_list.candidates(db.file, year, db.today(), employee_id),
        follow_ups=follow_ups.rows(0, len(follow_ups)),
        dialogues=dialogues,
        voices=voice_list.of_owner(db.file, employee_id, date(year, 1, 1), date(year, 12, 31), db.today()),
        objections=objections.rows(0, len(objections)),
    )


# -- the trend


def _finished(session: Session, employee_id: str) -> list[Evaluation]:
    """Finished evaluations of a person in the order of their periods; those of unknown periods are left out."""
    query = select(Evaluation).where(
        Evaluation.employee_id == employee_id, Evaluation.state == FINISHED, col(Evaluation.removed).is_(False)
    )
    dated = [(days, item) for item in session.exec(query) if (days := _days(item.period)) is not None]
    return [item for _, item in sorted(dated, key=lambda pair: (pair[0], pair[1].id))]


def _trend(finished: Sequence[Evaluation], year: int, today: date) -> list[Point]:
    """The finished periods of all years, and the quarters of this year that have ended without a rating."""
    points = {}
    for item in finished:
        days = _days(item.period)
        assert days is not None  # _finished left out the others
        span = period_from_code(item.period)
        points[(*days, item.id)] = Point(
            span.label,
            span.short,
            span.start.year,
            True,
            predicate(item.work_rating, item.behaviour_rating, item.rules),
            rating_of(item.work_rating),
            rating_of(item.behaviour_rating),
        )
    rated_ends = [end for start, end, _ in points if start.year == year]
    for quarter in periods_of(year, PeriodKind.QUARTER):
        within = any(quarter.start <= end <= quarter.end for end in rated_ends)
        if quarter.end < today and not within:
            points[quarter.end, quarter.end, ""] = Point(quarter.label, quarter.short, year, False, None, None, None)
    return [points[place] for place in sorted(points, key=lambda place: (place[1], place[0]))]


def _days(period: str) -> tuple[date, date] | None:
    try:
        span = period_from_code(period)
    except RuleBroken:
        return None
    return span.start, span.end


def _year_of(period: str) -> int:
    days = _days(period)
    return days[0].year if days else 0


# -- what stands out as low


def _gaps(session: Session, finished: Sequence[Evaluation], given: PersonFeedback, year: int) -> list[Gap]:
    """At most three, the lowest first: by the newest rating, how often below, then the scores of feedback.

    A line that is as expected and that no score speaks of stands out in nothing; one above expectation is no gap.
    """
    kinds = [kind for kind in GiverKind if given.standing(kind, year).expected]
    averages = {kind: given.averages(kind, year) for kind in kinds}
    found = []
    for value in VALUES:
        scores = tuple((kind.label, averages[kind][value.key]) for kind in kinds)
        gap = _gap(value.name, True, _value_ratings(session, finished, value.key), scores)
        found += [gap] if gap else []
    for result_id, ratings in _result_ratings(session, finished).items():
        result = session.get(WorkResult, result_id)
        gap = _gap(excerpt(result.text if result else "", 200) or "(hasil kerja)", False, ratings, ())
        found += [gap] if gap else []
    low = [gap for gap in found if gap.newest is Rating.BELOW or (gap.newest is Rating.MEETS and _stands_out(gap))]
    return sorted(low, key=_depth)[:MOST_GAPS]


def _gap(about: str, is_value: bool, ratings: Sequence[Rating], scores: tuple[tuple[str, Average], ...]) -> Gap | None:
    if not ratings:
        return None
    return Gap(about, is_value, sum(rating is Rating.BELOW for rating in ratings), len(ratings), ratings[-1], scores)


def _stands_out(gap: Gap) -> bool:
    return gap.below > 0 or gap.lowest is not None


def _depth(gap: Gap) -> tuple[int, int, Any]:
    lowest = gap.lowest
    return gap.newest.digit, -gap.below, lowest.value if lowest is not None else 99


def _value_ratings(session: Session, finished: Sequence[Evaluation], value: str) -> list[Rating]:
    ids = [ValueRating.id_of(item.id, value) for item in finished]
    records = [session.get(ValueRating, record_id) for record_id in ids]
    return _known(record.rating for record in records if record is not None and not record.removed)


def _result_ratings(session: Session, finished: Sequence[Evaluation]) -> dict[str, list[Rating]]:
    found: dict[str, list[Rating]] = {}
    for item in finished:
        query = select(ResultRating).where(ResultRating.evaluation_id == item.id, col(ResultRating.removed).is_(False))
        for record in session.exec(query.order_by(ResultRating.id)):
            found.setdefault(record.result_id, []).extend(_known([record.rating]))
    return found


def _known(texts: Iterable[str]) -> list[Rating]:
    return [rating for text in texts if (rating := rating_of(text)) is not None]


# -- training that fits


def _fitting(file: DatabaseFile, employee_id: str, wanted: Sequence[str]) -> list[tuple[str, str, int]]:
    """What others took for one of these competences and the person has not, most often taken first."""
    folded = {fold(text) for text in wanted if text}
    named = file.rows("SELECT competence FROM training UNION SELECT competence FROM training_session")
    about = [competence for (competence,) in named if fold(competence) in folded]
    taken, marks = ", ".join(f"'{state}'" for state in TAKEN), ", ".join("?" * len(about))
    rows = file.rows(
        f"SELECT title, competence, employee_id FROM training WHERE NOT removed AND state IN ({taken}) "
        f"AND competence IN ({marks}) UNION SELECT s.title, s.competence, a.employee_id FROM training_session s "
        f"JOIN training_attendance a ON a.session_id = s.id AND NOT a.removed WHERE NOT s.removed "
        f"AND s.competence IN ({marks})",
        [*about, *about],
    )
    takers: dict[tuple[str, str], set[str]] = {}
    for title, competence, person in rows:
        if title:
            takers.setdefault((title, competence), set()).add(person)
    found = [(title, about, len(people)) for (title, about), people in takers.items() if employee_id not in people]
    return sorted(found, key=lambda item: (-item[2], item[0]))


def need_defaults(gap: Gap) -> Mapping[str, str]:
    """Column -> text of a training need that answers a gap."""
    return {
        "need_source": str(NeedSource.LOW_RESULT),
        "competence": gap.about if gap.is_value else "",
        "need": f"{gap.about}: di bawah ekspektasi {gap.below} dari {gap.rated} kali dinilai"
        if gap.below
        else f"{gap.about}: skor umpan balik paling rendah",
    }
