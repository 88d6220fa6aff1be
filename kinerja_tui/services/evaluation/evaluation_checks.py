"""What an evaluation's form leads to and what it still lacks: pure reading of a form, a plan and the rules."""

from __future__ import annotations

from dataclasses import dataclass

from kinerja_tui.models.evaluations import Evaluation, ResultRating, ValueRating
from kinerja_tui.rules.periods import period_from_code
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.ratings import Predicate, Rating, explain, predicate_of
from kinerja_tui.rules.ruleset import RuleSet, rules_by_id, rules_for
from kinerja_tui.rules.values import VALUES
from kinerja_tui.services.forms.forms import Form, field_key
from kinerja_tui.services.monitoring.progress import FINISHED as FINISHED
from kinerja_tui.services.planning.plans import PlanContents

DRAFT = "draf"
"""State of an evaluation that somebody has begun."""


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
