"""Self-assessment (penilaian diri): keyed before the rater rates, shown beside every line, and never a rating itself.

An evaluation without one stays possible. Once the evaluation of the period is finished nothing of it changes any more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from kinerja_tui.models.act import Act
from kinerja_tui.models.database import Database
from kinerja_tui.models.evaluations import Evaluation
from kinerja_tui.models.plans import WorkPlan
from kinerja_tui.models.progress import Progress
from kinerja_tui.models.self_assessment import SelfAssessment, SelfResult, SelfValue
from kinerja_tui.rules.periods import period_from_code
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.ratings import Rating
from kinerja_tui.rules.values import VALUES
from kinerja_tui.services.evaluation.evaluation_checks import DRAFT, FINISHED, Missing, rating_of
from kinerja_tui.services.forms.forms import Form, field_key, known, open_form, write_typed
from kinerja_tui.services.monitoring.progress import check_open, in_period
from kinerja_tui.services.planning.plans import PlanContents, contents

_WHY_APPROVED = "Penilaian diri memakai target yang sudah disetujui."
_TOO_LATE = (
    "Evaluasi periode ini sudah selesai, jadi penilaian diri tidak dapat diisi atau diubah lagi. Bila memang perlu, "
    "pejabat penilai membuka kembali evaluasinya dulu."
)


@dataclass(frozen=True)
class Own:
    """A stored self-assessment."""

    assessment: SelfAssessment
    results: dict[str, SelfResult] = field(default_factory=dict)
    """result id -> what the employee says of it"""
    values: dict[str, SelfValue] = field(default_factory=dict)
    """key of the value -> what the employee says of it"""

    @property
    def is_finished(self) -> bool:
        """Finished by the employee; a draft is nobody else's business yet."""
        return self.assessment.state == FINISHED


def read(session: Session, plan_id: str, period: str) -> Own | None:
    """The self-assessment of a plan in a period."""
    assessment_id = SelfAssessment.id_of(plan_id, period)
    assessment = session.get(SelfAssessment, assessment_id)
    if assessment is None or assessment.removed:
        return None
    results = select(SelfResult).where(SelfResult.assessment_id == assessment_id, col(SelfResult.removed).is_(False))
    values = select(SelfValue).where(SelfValue.assessment_id == assessment_id, col(SelfValue.removed).is_(False))
    return Own(
        assessment,
        {item.result_id: item for item in session.exec(results)},
        {item.value: item for item in session.exec(values)},
    )


# -- the form


def own_form(db: Database, plan_id: str, period: str) -> tuple[Form, PlanContents, dict[str, Progress]]:
    """Open the self-assessment of a plan in a period, with the plan and its progress.

    Raises `RuleBroken` while the plan is not approved, and when there is none and the evaluation is finished.
    """
    with db.reading() as session:
        plan = contents(session, plan_id)
        span = period_from_code(period)
        own = read(session, plan_id, period)
        check_open(plan.plan, span, _WHY_APPROVED)
        if own is None and _is_too_late(session, plan_id, period):
            raise RuleBroken(_TOO_LATE)
        assessment_id = SelfAssessment.id_of(plan_id, period)
        ids = {
            assessment_id,
            *(SelfResult.id_of(assessment_id, line.result.id) for line in plan.lines),
            *(SelfValue.id_of(assessment_id, value.key) for value in VALUES),
        }
        records = [own.assessment, *own.results.values(), *own.values.values()] if own is not None else []
        form = open_form(
            db,
            f"self:{assessment_id}",
            f"Penilaian diri {plan.employee.name}, {span.label}",
            plan.employee.id,
            records,
            sorted(ids - {record.id for record in records}),
        )
        return form, plan, in_period(session, plan_id, period)


def own_key(plan_id: str, period: str, column: str) -> str:
    """The form field of the self-assessment itself."""
    return field_key(SelfAssessment, SelfAssessment.id_of(plan_id, period), column)


def own_result_key(plan_id: str, period: str, result_id: str, column: str) -> str:
    """The form field of one result's own rating."""
    return field_key(SelfResult, SelfResult.id_of(SelfAssessment.id_of(plan_id, period), result_id), column)


def own_value_key(plan_id: str, period: str, value: str, column: str) -> str:
    """The form field of one value's own rating."""
    return field_key(SelfValue, SelfValue.id_of(SelfAssessment.id_of(plan_id, period), value), column)


def is_finished(form: Form, plan: PlanContents, period: str) -> bool:
    """Whether the employee has finished it."""
    return form.stored.get(own_key(plan.plan.id, period, "state")) == FINISHED


def missing_in(form: Form, plan: PlanContents, period: str) -> list[Missing]:
    """What keeps a self-assessment from being finished: every result rated, a reason where it is not “sesuai”."""
    return list(_missing(form, plan, period))


def _missing(form: Form, plan: PlanContents, period: str) -> Iterator[Missing]:
    for number, line in enumerate(plan.lines, 1):
        rating, note = (own_result_key(plan.plan.id, period, line.result.id, column) for column in ("rating", "note"))
        if not form.text(rating):
            yield Missing(rating, f"Rating hasil kerja {number} belum dipilih.")
        else:
            yield from _unexplained(form, f"Rating hasil kerja {number}", rating, note)
    for value in VALUES:
        rating, note = (own_value_key(plan.plan.id, period, value.key, column) for column in ("rating", "note"))
        if form.text(rating):
            yield from _unexplained(form, f"Rating {value.name}", rating, note)


def _unexplained(form: Form, name: str, rating: str, note: str) -> Iterator[Missing]:
    chosen = rating_of(form.text(rating))
    if chosen is None:
        yield Missing(rating, f"{name} berisi pilihan yang tidak dikenal; pilih lagi.")
    elif chosen is not Rating.MEETS and not form.text(note).strip():
        yield Missing(note, f"{name} {chosen.label.lower()}: tulis alasannya di catatan.")


def save(db: Database, form: Form, plan: PlanContents, period: str, *, finish: bool = False) -> None:
    """Make one change of what was typed; with ``finish`` the rater may read it from now on.

    Raises `RuleBroken` when it or the evaluation was finished meanwhile, when the plan is not approved any more, or,
    finishing, with everything that is missing.
    """
    if finish and (missing := missing_in(form, plan, period)):
        raise RuleBroken("Belum bisa diselesaikan. " + " ".join(item.text for item in missing))
    plan_id = plan.plan.id
    with db.act(f"{form.title}: {'selesai' if finish else 'diubah'}", form.subject, seen=form.seen) as act:
        check_open(known(act.session, WorkPlan, plan_id), period_from_code(period), _WHY_APPROVED)
        if _is_too_late(act.session, plan_id, period):
            raise RuleBroken(_TOO_LATE)
        own = read(act.session, plan_id, period)
        if own is not None and own.is_finished:
            raise RuleBroken("Penilaian diri ini sudah selesai. Ambil kembali dulu bila memang perlu diperbaiki.")
        act.write_anew(
            SelfAssessment,
            SelfAssessment.id_of(plan_id, period),
            employee_id=plan.employee.id,
            plan_id=plan_id,
            period=period,
            state=FINISHED if finish else DRAFT,
            finished_on=db.today() if finish else None,
        )
        _name_new_lines(act, form, plan, period)
        write_typed(act, form)


def take_back(db: Database, plan_id: str, period: str) -> None:
    """Open a finished self-assessment again. Raises `RuleBroken` when the evaluation is finished, or it is not."""
    with db.reading() as session:
        own = read(session, plan_id, period)
        if own is None or not own.is_finished:
            raise RuleBroken("Penilaian diri ini belum selesai, jadi masih bisa diisi.")
        subject = own.assessment.employee_id
    with db.act(f"Penilaian diri {period_from_code(period).label} diambil kembali", subject) as act:
        if _is_too_late(act.session, plan_id, period):
            raise RuleBroken(_TOO_LATE)
        act.write(SelfAssessment, SelfAssessment.id_of(plan_id, period), state=DRAFT, finished_on=None)


def _is_too_late(session: Session, plan_id: str, period: str) -> bool:
    evaluation = session.get(Evaluation, Evaluation.id_of(plan_id, period))
    return evaluation is not None and not evaluation.removed and evaluation.state == FINISHED


def _name_new_lines(act: Act, form: Form, plan: PlanContents, period: str) -> None:
    """What a rating belongs to is written beside what was typed into it."""
    assessment_id = SelfAssessment.id_of(plan.plan.id, period)
    for line in plan.lines:
        record_id = SelfResult.id_of(assessment_id, line.result.id)
        if form.has_typed(SelfResult, record_id):
            act.write_anew(SelfResult, record_id, assessment_id=assessment_id, result_id=line.result.id)
    for value in VALUES:
        record_id = SelfValue.id_of(assessment_id, value.key)
        if form.has_typed(SelfValue, record_id):
            act.write_anew(SelfValue, record_id, assessment_id=assessment_id, value=value.key)
