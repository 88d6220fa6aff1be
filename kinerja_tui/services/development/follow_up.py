"""Follow-up of one evaluation line rated below expectation: opened, stored, taken back (keys: `follow_up_list`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from kinerja_tui.models.database import Database
from kinerja_tui.models.development import FollowUp
from kinerja_tui.models.evaluations import Evaluation, ResultRating, ValueRating
from kinerja_tui.models.plans import WorkResult
from kinerja_tui.rules.follow_up import Part, check_done, check_due
from kinerja_tui.rules.formats import excerpt
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.ratings import Rating
from kinerja_tui.rules.values import VALUES
from kinerja_tui.services.evaluation.evaluations import FINISHED
from kinerja_tui.services.feedback.feedback_givers import name_of
from kinerja_tui.services.forms.forms import Form, field_key, known, open_form, write_typed
from kinerja_tui.services.forms.one_record import day_of, refuse, texts_on
from kinerja_tui.services.labels import shown


@dataclass(frozen=True)
class Line:
    """One line rated below expectation, with what the rater wrote."""

    key: str
    employee_id: str
    person: str
    period: str
    about: str
    reason: str
    proposal: str
    finished_on: date | None
    follow_up_id: str
    is_below: bool


def line_of(db: Database, key: str) -> Line:
    """The line of a key. Raises `RuleBroken` when its evaluation is not here."""
    with db.reading() as session:
        return _line(session, key)


def form_of(db: Database, key: str) -> tuple[Form, Line]:
    """Open the follow-up of a line. Raises `RuleBroken` for a line that is not rated below and has none yet."""
    with db.reading() as session:
        line = _line(session, key)
        record = session.get(FollowUp, line.follow_up_id)
        here = [record] if record is not None and not record.removed else []
        if not here:
            _check_below(line)
        title = f"Tindak lanjut {line.person}"
        new = [] if here else [line.follow_up_id]
        return open_form(db, f"follow_up:{line.follow_up_id}", title, line.employee_id, here, new), line


def key_of(line: Line, column: str) -> str:
    """The form field of a line's follow-up."""
    return field_key(FollowUp, line.follow_up_id, column)


def save(db: Database, form: Form, line: Line) -> None:
    """Store the follow-up of a line. Raises `RuleBroken` with what is missing or cannot be."""
    texts = texts_on(form, FollowUp, line.follow_up_id)
    if not texts.get("what"):
        raise RuleBroken("Tulis apa yang dikerjakan untuk memperbaikinya.")
    due, done = day_of(texts.get("due", "")), day_of(texts.get("done_on", ""))
    if due is None:
        raise RuleBroken("Isi paling lambat kapan, agar yang terlewat terlihat.")
    problems = check_due(due, line.finished_on)
    if done is not None:
        problems += check_done(done, line.finished_on, db.today())
        if not texts.get("outcome"):
            raise RuleBroken("Tulis hasilnya: apa yang sudah berubah.")
    refuse(problems)
    evaluation_id, part, target = line.key.split("/", 2)
    title = f"Tindak lanjut {excerpt(line.about, 60)}: {'selesai' if done else 'direncanakan'}"
    with db.act(title, form.subject, seen=form.seen) as act:
        stored = act.session.get(FollowUp, line.follow_up_id)
        if stored is None or stored.removed:
            _check_below(_line(act.session, line.key))
        act.write_anew(
            FollowUp,
            line.follow_up_id,
            employee_id=line.employee_id,
            evaluation_id=evaluation_id,
            part=part,
            about=target,
        )
        write_typed(act, form)


def take_back(db: Database, key: str) -> None:
    """Take the follow-up of a line back. Raises `RuleBroken` when there is none."""
    with db.reading() as session:
        line = _line(session, key)
        record = session.get(FollowUp, line.follow_up_id)
        if record is None or record.removed:
            raise RuleBroken("Baris ini belum punya tindak lanjut, jadi tidak ada yang ditarik.")
    with db.act(f"Tindak lanjut {excerpt(line.about, 60)} ditarik", line.employee_id) as act:
        act.remove(FollowUp, line.follow_up_id)


def _check_below(line: Line) -> None:
    if not line.is_below:
        raise RuleBroken(
            f"{line.about}, {shown('evaluation', 'period', line.period)}, tidak (lagi) di bawah ekspektasi pada "
            "evaluasi yang selesai, jadi tidak perlu tindak lanjut."
        )


def _line(session: Session, key: str) -> Line:
    evaluation_id, part, target = (*key.split("/", 2), "", "")[:3]
    evaluation = known(session, Evaluation, evaluation_id)
    rating, reason, proposal, about = _rated(session, evaluation, part, target)
    return Line(
        key=key,
        employee_id=evaluation.employee_id,
        person=name_of(session, evaluation.employee_id),
        period=evaluation.period,
        about=about,
        reason=reason,
        proposal=proposal,
        finished_on=evaluation.finished_on,
        follow_up_id=_stored_id(session, evaluation_id, part, target),
        is_below=rating == Rating.BELOW and evaluation.state == FINISHED and not evaluation.removed,
    )


def _rated(session: Session, evaluation: Evaluation, part: str, target: str) -> tuple[str, str, str, str]:
    """Rating, reason, proposal and name of a line; empty texts where a merge left none."""
    if part == Part.WORK:
        return evaluation.work_rating, evaluation.work_reason, evaluation.work_proposal, Part.WORK.label
    if part == Part.BEHAVIOUR:
        return (
            evaluation.behaviour_rating,
            evaluation.behaviour_reason,
            evaluation.behaviour_proposal,
            Part.BEHAVIOUR.label,
        )
    if part == Part.RESULT:
        result = session.get(WorkResult, target)
        query = select(ResultRating).where(
            ResultRating.evaluation_id == evaluation.id,
            ResultRating.result_id == target,
            col(ResultRating.removed).is_(False),
        )
        found = sorted(session.exec(query), key=lambda item: (item.rating != Rating.BELOW, item.id))
        about = result.text if result and result.text else "hasil kerja yang tidak ada di sini"
        return (found[0].rating, found[0].reason, found[0].proposal, about) if found else ("", "", "", about)
    about = next((value.name for value in VALUES if value.key == target), target or part)
    values = select(ValueRating).where(
        ValueRating.evaluation_id == evaluation.id, ValueRating.value == target, col(ValueRating.removed).is_(False)
    )
    rated = sorted(session.exec(values), key=lambda item: (item.rating != Rating.BELOW, item.id))
    return (rated[0].rating, rated[0].feedback, "", about) if rated else ("", "", "", about)


def _stored_id(session: Session, evaluation_id: str, part: str, target: str) -> str:
    """The follow-up that is there, under whatever id foreign data gave it, else the one a new one gets."""
    query = select(FollowUp.id).where(
        FollowUp.evaluation_id == evaluation_id,
        FollowUp.part == part,
        FollowUp.about == target,
        col(FollowUp.removed).is_(False),
    )
    return session.exec(query.order_by(FollowUp.id)).first() or FollowUp.id_of(evaluation_id, part, target)
