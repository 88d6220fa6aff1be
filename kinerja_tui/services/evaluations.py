"""The evaluation of a plan in a period: a person rates, the quadrant gives the predikat.

Nothing is rated automatically. A rating below expectation needs a reason and a proposal.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from kinerja_tui.models.act import Act
from kinerja_tui.models.database import Database
from kinerja_tui.models.evaluations import Evaluation, ResultRating, ValueRating
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.plans import WorkPlan
from kinerja_tui.models.progress import Progress
from kinerja_tui.rules.formats import excerpt, format_date
from kinerja_tui.rules.periods import period_from_code
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.ratings import Predicate, Rating, explain, predicate_of
from kinerja_tui.rules.ruleset import RuleSet, rules_by_id, rules_for
from kinerja_tui.rules.values import VALUES
from kinerja_tui.services import cascade
from kinerja_tui.services.employees import card
from kinerja_tui.services.forms import Form, field_key, known, open_form, write_typed
from kinerja_tui.services.listing import Listing
from kinerja_tui.services.plans import PlanContents
from kinerja_tui.services.posts import day_within
from kinerja_tui.services.progress import EXCUSED, check_open, in_period, people
from kinerja_tui.services.progress import FINISHED as FINISHED
from kinerja_tui.services.targets import contents_on, judged, judged_by

DRAFT = "draf"
_WHY_APPROVED = "Penilaian memakai target yang sudah disetujui."

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
        check_open(plan.plan, span, _WHY_APPROVED)
        ids = [
            evaluation_id,
            *(ResultRating.id_of(evaluation_id, line.result.id) for line in plan.lines),
            *(ValueRating.id_of(evaluation_id, value.key) for value in VALUES),
        ]
        here = {record.id for record in records}
        form = open_form(
            db,
            f"evaluation:{evaluation_id}",
            f"Evaluasi {plan.employee.name}, {span.label}",
            plan.employee.id,
            records,
            [record_id for record_id in ids if record_id not in here],
        )
        return form, plan, in_period(session, plan_id, period)


def evaluation_key(plan_id: str, period: str, column: str) -> str:
    """The form field of the evaluation itself."""
    return field_key(Evaluation, Evaluation.id_of(plan_id, period), column)


def result_key(plan_id: str, period: str, result_id: str, column: str) -> str:
    """The form field of one result's rating."""
    return field_key(ResultRating, ResultRating.id_of(Evaluation.id_of(plan_id, period), result_id), column)


def value_key(plan_id: str, period: str, value: str, column: str) -> str:
    """The form field of one value's rating."""
    return field_key(ValueRating, ValueRating.id_of(Evaluation.id_of(plan_id, period), value), column)


def is_finished(form: Form, plan: PlanContents, period: str) -> bool:
    """True when the evaluation was finished: it is shown, not typed into."""
    return form.stored.get(evaluation_key(plan.plan.id, period, "state")) == FINISHED


def save(db: Database, form: Form, plan: PlanContents, period: str, *, finish: bool = False) -> None:
    """Make one change of what was typed; with ``finish`` the evaluation is complete from now on.

    Raises `RuleBroken` when it was finished before, here or by an import since the form was opened, when the plan is
    not approved any more, or, finishing, with everything that is missing.
    """
    if finish:
        missing = missing_in(form, plan, period)
        if missing:
            raise RuleBroken("Belum bisa diselesaikan. " + " ".join(item.text for item in missing))
    evaluation_id = Evaluation.id_of(plan.plan.id, period)
    with db.act(f"{form.title}: {'selesai' if finish else 'diubah'}", form.subject, seen=form.seen) as act:
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
        _name_new_ratings(act, form, plan, evaluation_id)
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


@dataclass(frozen=True)
class Missing:
    """One thing that keeps an evaluation from being finished."""

    key: str
    """the form field to fill in"""
    text: str


def missing_in(form: Form, plan: PlanContents, period: str) -> list[Missing]:
    """What keeps an evaluation from being finished, in the order of the form."""

    def overall(column: str) -> str:
        return evaluation_key(plan.plan.id, period, column)

    missing: list[Missing] = []
    for number, line in enumerate(plan.lines, 1):
        rating, reason, proposal = (
            result_key(plan.plan.id, period, line.result.id, column) for column in ("rating", "reason", "proposal")
        )
        missing += _missing_rating(form, f"Rating hasil kerja {number}", rating, reason, proposal)
    missing += _missing_rating(
        form, "RATING HASIL KERJA", overall("work_rating"), overall("work_reason"), overall("work_proposal")
    )
    for value in VALUES:
        key = value_key(plan.plan.id, period, value.key, "rating")
        if form.text(key) and rating_of(form.text(key)) is None:
            missing.append(Missing(key, f"Rating {value.name} tidak dikenal; pilih lagi."))
    missing += _missing_rating(
        form,
        "RATING PERILAKU KERJA",
        overall("behaviour_rating"),
        overall("behaviour_reason"),
        overall("behaviour_proposal"),
    )
    if rules_of(form, plan, period) is None:
        missing.append(Missing("", _UNKNOWN_RULES))
    return missing


def rating_of(text: str) -> Rating | None:
    """A stored rating; None for none and for one this program does not know."""
    try:
        return Rating(text)
    except ValueError:
        return None


def rules_of(form: Form, plan: PlanContents, period: str) -> RuleSet | None:
    """The rule set an evaluation was made under, or that of its period; None when this program does not know it."""
    rules = form.stored.get(evaluation_key(plan.plan.id, period, "rules"), "")
    try:
        return rules_by_id(rules) if rules else rules_for(period_from_code(period).end)
    except RuleBroken:
        return None


def predicate(work: str, behaviour: str, rules: str) -> Predicate | None:
    """The predikat of two stored ratings under a rule set; None while one is missing or something is unknown."""
    work_rating, behaviour_rating = rating_of(work), rating_of(behaviour)
    if work_rating is None or behaviour_rating is None:
        return None
    try:
        return predicate_of(work_rating, behaviour_rating, rules_by_id(rules))
    except RuleBroken:
        return None


def predicate_on_form(form: Form, plan: PlanContents, period: str) -> tuple[Predicate | None, str]:
    """The predikat the form leads to now, and the sentence that explains it with its legal basis."""
    work = rating_of(form.text(evaluation_key(plan.plan.id, period, "work_rating")))
    behaviour = rating_of(form.text(evaluation_key(plan.plan.id, period, "behaviour_rating")))
    rules = rules_of(form, plan, period)
    if rules is None:
        return None, _UNKNOWN_RULES
    if work is None or behaviour is None:
        return None, "Predikat muncul setelah rating hasil kerja dan rating perilaku kerja dipilih."
    return predicate_of(work, behaviour, rules), explain(work, behaviour, rules)


_UNKNOWN_RULES = (
    "Evaluasi ini dibuat dengan aturan yang belum dikenal program ini. Perbarui program; isinya tetap aman."
)


def _missing_rating(form: Form, name: str, rating: str, reason: str, proposal: str) -> list[Missing]:
    if not form.text(rating):
        return [Missing(rating, f"{name} belum dipilih.")]
    chosen = rating_of(form.text(rating))
    if chosen is None:
        return [Missing(rating, f"{name} berisi pilihan yang tidak dikenal; pilih lagi.")]
    if chosen is Rating.BELOW and not (form.text(reason).strip() and form.text(proposal).strip()):
        key = proposal if form.text(reason).strip() else reason
        return [Missing(key, f"{name} di bawah ekspektasi: isi alasan dan usulan perbaikan.")]
    return []


def _name_new_ratings(act: Act, form: Form, plan: PlanContents, evaluation_id: str) -> None:
    """What a rating belongs to is written beside what was typed into it."""
    for line in plan.lines:
        record_id = ResultRating.id_of(evaluation_id, line.result.id)
        if _is_typed(form, ResultRating, record_id):
            act.write_anew(ResultRating, record_id, evaluation_id=evaluation_id, result_id=line.result.id)
    for value in VALUES:
        record_id = ValueRating.id_of(evaluation_id, value.key)
        if _is_typed(form, ValueRating, record_id):
            act.write_anew(ValueRating, record_id, evaluation_id=evaluation_id, value=value.key)


def _is_typed(form: Form, table: type[ResultRating] | type[ValueRating], record_id: str) -> bool:
    prefix = f"{table.__tablename__}/{record_id}/"
    return any(key.startswith(prefix) and text != form.stored.get(key, "") for key, text in form.typed.items())


def _told_finished(evaluation: Evaluation) -> str:
    when = f" pada {format_date(evaluation.finished_on)}" if evaluation.finished_on else ""
    who = f" oleh {evaluation.rated_by}" if evaluation.rated_by else ""
    return (
        f"Evaluasi ini sudah diselesaikan{who}{when}. Yang baru diketik tidak dimasukkan; buka kembali evaluasinya "
        "dulu bila memang perlu diperbaiki."
    )


def _stored(session: Session, evaluation_id: str) -> list[Evaluation | ResultRating | ValueRating]:
    evaluation = session.get(Evaluation, evaluation_id)
    results = select(ResultRating).where(ResultRating.evaluation_id == evaluation_id)
    values = select(ValueRating).where(ValueRating.evaluation_id == evaluation_id)
    return [
        *([evaluation] if evaluation is not None and not evaluation.removed else []),
        *session.exec(results.where(col(ResultRating.removed).is_(False))),
        *session.exec(values.where(col(ValueRating.removed).is_(False))),
    ]
