"""The evaluation of a plan in a period: a person rates, the quadrant gives the predikat.

Nothing is rated automatically. A rating below expectation needs a reason and a proposal.
"""

from __future__ import annotations

from typing import Any

from sqlmodel import Session, col, select

from kinerja_tui.models.database import Database
from kinerja_tui.models.evaluations import Evaluation, ResultRating, ValueRating
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.progress import Progress
from kinerja_tui.rules.formats import fold
from kinerja_tui.rules.periods import period_from_code
from kinerja_tui.rules.plans import PlanState
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.ratings import Predicate, Rating, explain, predicate_of
from kinerja_tui.rules.ruleset import RuleSet, rules_by_id, rules_for
from kinerja_tui.rules.values import VALUES
from kinerja_tui.services.forms import Form, field_key, open_form, write_typed
from kinerja_tui.services.listing import Listing, pattern
from kinerja_tui.services.plans import PlanContents, contents
from kinerja_tui.services.progress import in_period

DRAFT = "draf"
FINISHED = "selesai"


def listing(file: DatabaseFile, period: str, text: str = "", state: str | None = None) -> Listing:
    """Everybody in service or with a plan of the year, with the evaluation of that period or without one.

    ``state``: draf, selesai, or "tanpa" for people whose approved plan has no evaluation yet.
    """
    year = int(period[:4])
    conditions = ["NOT e.removed", "(e.end_date IS NULL OR p.id IS NOT NULL)"]
    values: list[Any] = [year, period]
    for word in fold(text).split():
        conditions.append("(e.search LIKE ? ESCAPE '\\' OR a.search LIKE ? ESCAPE '\\')")
        values += [pattern(word), pattern(word)]
    if state == "tanpa":
        conditions.append("v.id IS NULL AND p.state = 'disetujui'")
    elif state is not None:
        conditions.append("v.state = ?")
        values.append(state)
    keys = file.rows(f"SELECT e.id {_FROM} WHERE {' AND '.join(conditions)} ORDER BY e.name, e.id", values)
    return Listing(
        file,
        [row[0] for row in keys],
        f"""
        SELECT e.id, e.name, e.nip, a.post, a.unit, p.id, p.state, v.id, v.state, v.work_rating, v.behaviour_rating,
            v.rules,
            (SELECT count(*) FROM indicator i WHERE i.plan_id = p.id AND NOT i.removed),
            (SELECT count(*) FROM progress g WHERE g.plan_id = p.id AND g.period = ? AND NOT g.removed)
        {_FROM} WHERE e.id IN ({{ids}})
        """,
        (
            "id",
            "name",
            "nip",
            "post",
            "unit",
            "plan_id",
            "plan_state",
            "evaluation_id",
            "state",
            "work_rating",
            "behaviour_rating",
            "rules",
            "indicators",
            "reported",
        ),
        (period, year, period),
    )


_FROM = """
    FROM employee e
    LEFT JOIN assignment a ON a.id = (
        SELECT id FROM assignment WHERE employee_id = e.id AND NOT removed ORDER BY start DESC, id LIMIT 1
    )
    LEFT JOIN work_plan p ON p.id = (
        SELECT id FROM work_plan WHERE employee_id = e.id AND year = ? AND NOT removed ORDER BY start DESC, id LIMIT 1
    )
    LEFT JOIN evaluation v ON v.plan_id = p.id AND v.period = ? AND NOT v.removed
"""


def evaluation_form(db: Database, plan_id: str, period: str) -> tuple[Form, PlanContents, dict[str, Progress]]:
    """Open the evaluation of a plan in a period, with the plan and its progress. Raises `RuleBroken`."""
    with db.reading() as session:
        plan = contents(session, plan_id)
        if plan.plan.state != PlanState.APPROVED:
            label = PlanState(plan.plan.state).label.lower()
            raise RuleBroken(f"Rencana kerja ini masih {label}. Penilaian memakai target yang sudah disetujui.")
        span = period_from_code(period)
        if plan.plan.start and plan.plan.end and (span.end < plan.plan.start or span.start > plan.plan.end):
            raise RuleBroken(f"{span.label} di luar masa rencana kerja ini.")
        evaluation_id = Evaluation.id_of(plan_id, period)
        records = _stored(session, evaluation_id)
        ids = [
            evaluation_id,
            *(ResultRating.id_of(evaluation_id, line.result.id) for line in plan.lines),
            *(ValueRating.id_of(evaluation_id, value.key) for value in VALUES),
        ]
        known = {record.id for record in records}
        form = open_form(
            db,
            f"evaluation:{evaluation_id}",
            f"Penilaian {plan.employee.name}, {span.label}",
            plan.employee.id,
            records,
            [record_id for record_id in ids if record_id not in known],
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

    Raises `RuleBroken` when it was finished before, or, finishing, with everything that is missing.
    """
    if is_finished(form, plan, period):
        raise RuleBroken("Penilaian ini sudah selesai. Buka kembali dulu bila memang perlu diperbaiki.")
    if finish:
        missing = missing_in(form, plan, period)
        if missing:
            raise RuleBroken("Belum bisa diselesaikan. " + " ".join(missing))
    evaluation_id = Evaluation.id_of(plan.plan.id, period)
    with db.act(form.title, form.subject, seen=form.seen) as act:
        act.write(
            Evaluation,
            evaluation_id,
            employee_id=plan.employee.id,
            plan_id=plan.plan.id,
            period=period,
            state=FINISHED if finish else DRAFT,
            rules=rules_for(period_from_code(period).end).id,
        )
        if finish:
            rater = (plan.plan.rater_card or {}).get("name", "")
            act.write(Evaluation, evaluation_id, finished_on=db.today(), rated_by=rater)
        for line in plan.lines:
            if _is_typed(form, ResultRating, ResultRating.id_of(evaluation_id, line.result.id)):
                record_id = ResultRating.id_of(evaluation_id, line.result.id)
                act.write(ResultRating, record_id, evaluation_id=evaluation_id, result_id=line.result.id)
        for value in VALUES:
            if _is_typed(form, ValueRating, ValueRating.id_of(evaluation_id, value.key)):
                record_id = ValueRating.id_of(evaluation_id, value.key)
                act.write(ValueRating, record_id, evaluation_id=evaluation_id, value=value.key)
        write_typed(act, form)


def reopen(db: Database, plan_id: str, period: str, reason: str) -> None:
    """Open a finished evaluation again, with the reason in its note. Raises `RuleBroken` without one."""
    if not reason.strip():
        raise RuleBroken("Tulis alasan membuka kembali penilaian ini.")
    with db.reading() as session:
        evaluation = session.get_one(Evaluation, Evaluation.id_of(plan_id, period))
        subject, note = evaluation.employee_id, evaluation.note
    with db.act(f"Penilaian dibuka kembali: {reason.strip()}", subject) as act:
        kept = f"{note}\n" if note else ""
        act.write(Evaluation, evaluation.id, state=DRAFT, note=f"{kept}Dibuka kembali: {reason.strip()}")


def missing_in(form: Form, plan: PlanContents, period: str) -> list[str]:
    """What keeps an evaluation from being finished (Indonesian), in the order of the form."""
    missing = []
    for number, line in enumerate(plan.lines, 1):
        texts = {
            column: form.text(result_key(plan.plan.id, period, line.result.id, column))
            for column in ("rating", "reason", "proposal")
        }
        if not texts["rating"]:
            missing.append(f"Hasil kerja {number} belum diberi rating.")
        elif texts["rating"] == Rating.BELOW and not (texts["reason"] and texts["proposal"]):
            missing.append(f"Hasil kerja {number} di bawah ekspektasi: isi alasan dan usulan perbaikan.")
    for prefix, name in (("work", "Rating hasil kerja"), ("behaviour", "Rating perilaku kerja")):
        rating, reason, proposal = (
            form.text(evaluation_key(plan.plan.id, period, f"{prefix}_{column}"))
            for column in ("rating", "reason", "proposal")
        )
        if not rating:
            missing.append(f"{name} belum dipilih.")
        elif rating == Rating.BELOW and not (reason and proposal):
            missing.append(f"{name} di bawah ekspektasi: isi alasan dan usulan perbaikan.")
    return missing


def predicate(work: str, behaviour: str, rules: str) -> Predicate | None:
    """The predikat of two stored ratings under a rule set; None while one is missing."""
    if not work or not behaviour:
        return None
    return predicate_of(Rating(work), Rating(behaviour), rules_by_id(rules))


def predicate_on_form(form: Form, plan: PlanContents, period: str) -> tuple[Predicate | None, str]:
    """The predikat the form leads to now, and the sentence that explains it with its legal basis."""
    work = form.text(evaluation_key(plan.plan.id, period, "work_rating"))
    behaviour = form.text(evaluation_key(plan.plan.id, period, "behaviour_rating"))
    rules: RuleSet = rules_for(period_from_code(period).end)
    if not work or not behaviour:
        return None, "Predikat muncul setelah rating hasil kerja dan rating perilaku kerja dipilih."
    return (
        predicate_of(Rating(work), Rating(behaviour), rules),
        explain(Rating(work), Rating(behaviour), rules),
    )


def _is_typed(form: Form, table: type[ResultRating] | type[ValueRating], record_id: str) -> bool:
    prefix = f"{table.__tablename__}/{record_id}/"
    return any(key.startswith(prefix) and text != form.stored.get(key, "") for key, text in form.typed.items())


def _stored(session: Session, evaluation_id: str) -> list[Evaluation | ResultRating | ValueRating]:
    evaluation = session.get(Evaluation, evaluation_id)
    if evaluation is None:
        return []
    results = select(ResultRating).where(ResultRating.evaluation_id == evaluation_id)
    values = select(ValueRating).where(ValueRating.evaluation_id == evaluation_id)
    return [
        evaluation,
        *session.exec(results.where(col(ResultRating.removed).is_(False))),
        *session.exec(values.where(col(ValueRating.removed).is_(False))),
    ]
