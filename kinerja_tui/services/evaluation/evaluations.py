"""The evaluation of a plan in a period: a person rates, the quadrant gives the predikat.

Nothing is rated automatically. A rating below expectation needs a reason and a proposal.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, select

from kinerja_tui.models.act import Act
from kinerja_tui.models.database import Database
from kinerja_tui.models.dimensions import DimensionScore
from kinerja_tui.models.evaluations import Evaluation, ResultRating, ValueRating
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.plans import WorkPlan
from kinerja_tui.models.progress import Progress
from kinerja_tui.models.reporting import ProgressReport
from kinerja_tui.rules.formats import excerpt, format_date
from kinerja_tui.rules.periods import period_from_code
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.ruleset import rules_for
from kinerja_tui.rules.values import VALUES
from kinerja_tui.services.evaluation import beside, dimension_scores
from kinerja_tui.services.evaluation.evaluation_checks import DRAFT as DRAFT
from kinerja_tui.services.evaluation.evaluation_checks import FINISHED as FINISHED
from kinerja_tui.services.evaluation.evaluation_checks import Missing as Missing
from kinerja_tui.services.evaluation.evaluation_checks import evaluation_key as evaluation_key
from kinerja_tui.services.evaluation.evaluation_checks import is_finished as is_finished
from kinerja_tui.services.evaluation.evaluation_checks import missing_in as missing_in
from kinerja_tui.services.evaluation.evaluation_checks import predicate as predicate
from kinerja_tui.services.evaluation.evaluation_checks import predicate_on_form as predicate_on_form
from kinerja_tui.services.evaluation.evaluation_checks import rating_of as rating_of
from kinerja_tui.services.evaluation.evaluation_checks import result_key as result_key
from kinerja_tui.services.evaluation.evaluation_checks import rules_of as rules_of
from kinerja_tui.services.evaluation.evaluation_checks import value_key as value_key
from kinerja_tui.services.forms.forms import Form, known, open_form, write_typed
from kinerja_tui.services.lists.listing import Listing
from kinerja_tui.services.monitoring.obstacles import note_reading, reading_key
from kinerja_tui.services.monitoring.progress import EXCUSED, check_open, in_period, people, report_in
from kinerja_tui.services.planning import cascade
from kinerja_tui.services.planning.plans import PlanContents
from kinerja_tui.services.planning.targets import contents_on, judged, judged_by
from kinerja_tui.services.staff.employees import card
from kinerja_tui.services.staff.posts import day_within

_WHY_APPROVED = "Evaluasi memakai target yang sudah disetujui."

STATES = {
    "tanpa": ("Belum dinilai", f"p.state = 'disetujui' AND v.id IS NULL AND {EXCUSED} IS NULL"),
    DRAFT: ("Draf", "p.state = 'disetujui' AND v.state <> 'selesai'"),
    FINISHED: ("Selesai", "p.state = 'disetujui' AND v.state = 'selesai'"),
    "menunggu": ("Rencana belum disetujui", f"coalesce(p.state, '') <> 'disetujui' AND {EXCUSED} IS NULL"),
    "dikecualikan": ("Dikecualikan", f"{EXCUSED} IS NOT NULL"),
}
"""State of a person's evaluation in a period -> (its label, how it is found); each person is in exactly one."""


def listing(file: DatabaseFile, period: str, text: str = "", state: str = "") -> Listing:
    """Everybody in service or with a plan in the period, with the evaluation or without; ``state``: see `STATES`."""
    return people(file, period, text, [STATES[state][1]] if state else [])


# -- the form


def evaluation_form(db: Database, plan_id: str, period: str) -> tuple[Form, PlanContents, dict[str, Progress]]:
    """Open the evaluation of a plan in a period, with the plan and its progress. Raises `RuleBroken`."""
    with db.reading() as session:
        span = period_from_code(period)
        evaluation_id = Evaluation.id_of(plan_id, period)
        plan = judged(session, plan_id, span.end, session.get(Evaluation, evaluation_id))
        records = _stored(session, evaluation_id)
        dimensions = dimension_scores.on_evaluation(session, plan.employee.office, evaluation_id)
        check_open(plan.plan, span, _WHY_APPROVED)
        ids = [
            evaluation_id,
            *(ResultRating.id_of(evaluation_id, line.result.id) for line in plan.lines),
            *(ValueRating.id_of(evaluation_id, value.key) for value in VALUES),
            *(DimensionScore.id_of(evaluation_id, dimension.id) for dimension in dimensions),
        ]
        report = report_in(session, plan_id, period)
        ids.append(ProgressReport.id_of(plan_id, period))
        here = {record.id for record in records}
        form = open_form(
            db,
            f"evaluation:{evaluation_id}",
            f"Evaluasi {plan.employee.name}, {span.label}",
            plan.employee.id,
            records,
            [record_id for record_id in ids if record_id not in here],
        )
        if report is not None:  # of which only one field stands on this form
            form.stored[reading_key(plan_id, period)] = report.obstacles_read
        return form, plan, in_period(session, plan_id, period)


def save(db: Database, form: Form, plan: PlanContents, period: str, *, finish: bool = False) -> None:
    """Make one change of what was typed; with ``finish`` the evaluation is complete from now on.

    Raises `RuleBroken` when it was finished before, here or by an import since the form was opened, when the plan is
    not approved any more, or, finishing, with everything that is missing.
    """
    evaluation_id = Evaluation.id_of(plan.plan.id, period)
    with db.act(f"{form.title}: {'selesai' if finish else 'diubah'}", form.subject, seen=form.seen) as act:
        around = beside.read(act.session, plan, period)
        if finish and (missing := around.missing_in(form, plan, period)):
            raise RuleBroken("Belum bisa diselesaikan. " + " ".join(item.text for item in missing))
        check_open(known(act.session, WorkPlan, plan.plan.id), period_from_code(period), _WHY_APPROVED)
        stored = act.session.get(Evaluation, evaluation_id)
        if stored is not None and not stored.removed and stored.state == FINISHED:
            raise RuleBroken(_told_finished(stored))
        act.write_anew(
            Evaluation,
            evaluation_id,
            employee_id=plan.employee.id,
            plan_id=plan.plan.id,
            period=period,
            state=FINISHED if finish else DRAFT,
            rules=form.text(evaluation_key(plan.plan.id, period, "rules"))
            or rules_for(period_from_code(period).end).id,
        )
        if finish:
            cards = _cards(act.session, plan.plan, period)
            rater = str((cards["rater_card"] or {}).get("name", ""))
            act.write(
                Evaluation,
                evaluation_id,
                finished_on=db.today(),
                rated_by=rater,
                reopen_reason="",
                targets=_targets(act.session, plan, period),
                **cards,
            )
            lacking = " ".join(item.code for item in around.year.missing)
            if lacking or (stored is not None and stored.missing_periods):
                act.write(Evaluation, evaluation_id, missing_periods=lacking)
        _name_new_ratings(act, form, plan, evaluation_id, dimension_scores.ids_of(act.session, plan.employee.office))
        note_reading(act, form, plan, period, db.today())
        write_typed(act, form)


def _targets(session: Session, plan: PlanContents, period: str) -> dict[str, str]:
    """What the form was judged by. Raises `RuleBroken` when an addendum came since it was opened."""
    shown = judged_by(plan)
    if shown != judged_by(contents_on(session, plan.plan.id, period_from_code(period).end)):
        raise RuleBroken(
            "Target rencana kerja ini berubah sejak evaluasi dibuka, misalnya lewat adendum. Tinggalkan isian ini dan "
            "buka lagi, lalu periksa ratingnya."
        )
    return shown


def _cards(session: Session, plan: WorkPlan, period: str) -> dict[str, dict[str, str] | None]:
    """The persons as printed: rater and superior of the period's last day in the plan, else those of the plan."""
    day = day_within(plan, period_from_code(period).end)
    raters = cascade.raters_of(session, plan, day)
    rater = card(session, raters.rater_id, raters.rater_card, day=day)
    superior = card(session, raters.superior_id, raters.superior_card, day=day)
    return {
        "employee_card": card(session, plan.employee_id, post=cascade.assignment_of(session, plan)),
        "rater_card": rater or plan.rater_card,
        "superior_card": superior or (plan.superior_card if rater is None else None),
    }


def reopen(db: Database, plan_id: str, period: str, reason: str) -> None:
    """Open a finished evaluation again; the reason stays with it until it is finished anew. Raises `RuleBroken`."""
    if not reason.strip():
        raise RuleBroken("Tulis alasan membuka kembali evaluasi ini.")
    with db.reading() as session:
        evaluation = session.get(Evaluation, Evaluation.id_of(plan_id, period))
        if evaluation is None or evaluation.removed or evaluation.state != FINISHED:
            raise RuleBroken("Evaluasi ini belum diselesaikan, jadi tidak perlu dibuka kembali.")
    title = f"Evaluasi {period_from_code(period).label} dibuka kembali: {excerpt(reason, 60)}"
    with db.act(title, evaluation.employee_id) as act:
        act.write(
            Evaluation,
            evaluation.id,
            state=DRAFT,
            reopen_reason=reason.strip(),
            missing_periods="",
            finished_on=None,
            rated_by="",
            employee_card=None,
            rater_card=None,
            superior_card=None,
            targets=None,
        )


def finished_after(session: Session, plan_id: str, last_day: date) -> str:
    """Code of a period that begins after a day and whose evaluation of a plan is finished; empty without one."""
    query = (
        select(Evaluation)
        .where(Evaluation.plan_id == plan_id, Evaluation.state == FINISHED, col(Evaluation.removed).is_(False))
        .order_by(Evaluation.period)
    )
    return next((item.period for item in session.exec(query) if _begins_after(item.period, last_day)), "")


def _begins_after(period: str, day: date) -> bool:
    try:
        return period_from_code(period).start > day
    except RuleBroken:  # a code of a newer program
        return False


def _name_new_ratings(
    act: Act, form: Form, plan: PlanContents, evaluation_id: str, dimension_ids: Sequence[str]
) -> None:
    """What a rating belongs to is written beside what was typed into it."""
    for line in plan.lines:
        record_id = ResultRating.id_of(evaluation_id, line.result.id)
        if form.has_typed(ResultRating, record_id):
            act.write_anew(ResultRating, record_id, evaluation_id=evaluation_id, result_id=line.result.id)
    for value in VALUES:
        record_id = ValueRating.id_of(evaluation_id, value.key)
        if form.has_typed(ValueRating, record_id):
            act.write_anew(ValueRating, record_id, evaluation_id=evaluation_id, value=value.key)
    for dimension_id in dimension_ids:
        record_id = DimensionScore.id_of(evaluation_id, dimension_id)
        if form.has_typed(DimensionScore, record_id):
            act.write_anew(DimensionScore, record_id, evaluation_id=evaluation_id, dimension_id=dimension_id)


def _told_finished(evaluation: Evaluation) -> str:
    when = f" pada {format_date(evaluation.finished_on)}" if evaluation.finished_on else ""
    who = f" oleh {evaluation.rated_by}" if evaluation.rated_by else ""
    return (
        f"Evaluasi ini sudah diselesaikan{who}{when}. Yang baru diketik tidak dimasukkan; buka kembali evaluasinya "
        "dulu bila memang perlu diperbaiki."
    )


def _stored(session: Session, evaluation_id: str) -> list[Evaluation | ResultRating | ValueRating | DimensionScore]:
    evaluation = session.get(Evaluation, evaluation_id)
    results = select(ResultRating).where(ResultRating.evaluation_id == evaluation_id)
    values = select(ValueRating).where(ValueRating.evaluation_id == evaluation_id)
    scores = select(DimensionScore).where(DimensionScore.evaluation_id == evaluation_id)
    return [
        *([evaluation] if evaluation is not None and not evaluation.removed else []),
        *session.exec(results.where(col(ResultRating.removed).is_(False))),
        *session.exec(values.where(col(ValueRating.removed).is_(False))),
        *session.exec(scores.where(col(DimensionScore.removed).is_(False))),
    ]
