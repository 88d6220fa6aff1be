"""How a form is opened again from its name: the list it belongs to, and what puts it together.

One table for all forms; Beranda's unfinished ones and the return after a power cut both go by it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from kinerja_tui.models.database import Database
from kinerja_tui.models.evaluations import Evaluation
from kinerja_tui.models.objections import Delivery, Objection
from kinerja_tui.models.self_assessment import SelfAssessment
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.screens.development.follow_ups import FollowUpForm
from kinerja_tui.screens.development.recognition_forms import GivingForm, ProposalForm, VerdictForm
from kinerja_tui.screens.development.recognition_rules import RecognitionRuleForm
from kinerja_tui.screens.development.sessions import AttendanceScreen, SessionForm
from kinerja_tui.screens.development.training_form import TrainingForm
from kinerja_tui.screens.evaluation.dimensions import DimensionForm
from kinerja_tui.screens.evaluation.evaluation_form import EvaluationForm
from kinerja_tui.screens.evaluation.objection_forms import DecisionForm, DeliveryForm, ObjectionForm
from kinerja_tui.screens.evaluation.organisation_form import OrganisationForm
from kinerja_tui.screens.evaluation.predicate_check import PredicateCheck
from kinerja_tui.screens.evaluation.self_assessment_form import SelfAssessmentForm
from kinerja_tui.screens.feedback.feedback_form import FeedbackForm
from kinerja_tui.screens.forms.holding import HoldingScreen
from kinerja_tui.screens.monitoring.action_steps import ActionStepsForm
from kinerja_tui.screens.monitoring.guidance_forms import DialogueForm, GuidanceForm, StatementsForm
from kinerja_tui.screens.monitoring.progress_form import ProgressForm
from kinerja_tui.screens.national.copy_sheet import CopySheetScreen
from kinerja_tui.screens.planning.addendum_form import AddendumForm
from kinerja_tui.screens.planning.approval_form import ApprovalForm
from kinerja_tui.screens.planning.key_indicators import KeyIndicatorForm
from kinerja_tui.screens.planning.plan_comments import AnswerForm, CommentForm
from kinerja_tui.screens.planning.plan_form import PlanForm
from kinerja_tui.screens.public.forum_entry import StatementEntry
from kinerja_tui.screens.public.forum_statements import StatementForm
from kinerja_tui.screens.public.forums import ForumForm
from kinerja_tui.screens.public.service_catalogue import ServiceForm
from kinerja_tui.screens.public.service_form import RequestForm
from kinerja_tui.screens.public.survey_entry import SheetCorrection, SheetEntry
from kinerja_tui.screens.public.survey_form import SurveyForm
from kinerja_tui.screens.public.survey_improvement import ImprovementForm
from kinerja_tui.screens.public.survey_results import standing_of
from kinerja_tui.screens.public.voice_form import VoiceForm
from kinerja_tui.screens.staff.acting_forms import ActingForm, ExcuseForm, RaterForm
from kinerja_tui.screens.staff.employee_form import EmployeeForm
from kinerja_tui.screens.staff.raters_many import RatersForm
from kinerja_tui.screens.staff.transfer_form import TransferForm
from kinerja_tui.services.development import follow_up, recognition, recognition_rules, sessions, training
from kinerja_tui.services.evaluation import dimensions, evaluations, objections, organisations, predicate_check
from kinerja_tui.services.feedback import feedback
from kinerja_tui.services.feedback.feedback_givers import name_of
from kinerja_tui.services.forms import form_names
from kinerja_tui.services.forms.open_forms import OpenForm
from kinerja_tui.services.monitoring import action_plans, guidance, progress
from kinerja_tui.services.monitoring.reporting import reporting
from kinerja_tui.services.national import copy_sheets
from kinerja_tui.services.planning import key_indicators, plan_comments, plan_entry
from kinerja_tui.services.public import (
    forum_statements,
    forums,
    improvements,
    service_catalogue,
    service_requests,
    survey_results,
    survey_sheets,
    surveys,
    voices,
)
from kinerja_tui.services.staff import employees, many_people
from kinerja_tui.services.staff.employees import NEW

Opener = Callable[[Database, OpenForm], HoldingScreen]
"""Puts a form together from its name. Raises `RuleBroken`."""


class Reopened(NamedTuple):
    """The list below the form, a key of `app.SCREENS`, and the opener."""

    below: str
    opener: Opener


def open_again(db: Database, place: OpenForm) -> tuple[str, HoldingScreen]:
    """The name of the list and the form above it, at the field where the person was.

    Raises `RuleBroken` when what the form is about is gone, locked, or of a kind this program does not know.
    """
    found = REOPENED.get(place.kind)
    if found is None:
        raise RuleBroken("Formulir ini tidak dikenal oleh kinerja versi ini.")
    try:
        screen = found.opener(db, place)
    except (ValueError, LookupError) as error:  # a name that another version of the program gave
        raise RuleBroken("Formulir ini tidak dapat dibuka dari sini.") from error
    screen.take_up(place)
    return found.below, screen


def _record(rest: str) -> str:
    """A stored record's id, or `NEW` for a form that keys one in (``new``, ``new:<about>``)."""
    return NEW if rest.partition(":")[0] == "new" else rest


def _person(db: Database, employee_id: str) -> str:
    with db.reading() as session:
        return name_of(session, employee_id)


def _employee(db: Database, place: OpenForm) -> HoldingScreen:
    return EmployeeForm(employees.new_form(db) if _record(place.rest) == NEW else employees.edit_form(db, place.rest))


def _evaluation(db: Database, place: OpenForm) -> HoldingScreen:
    plan_id, period = form_names.plan_and_period(db.file, Evaluation, place.rest, place.subject)
    return EvaluationForm(*evaluations.evaluation_form(db, plan_id, period), period)


def _self(db: Database, place: OpenForm) -> HoldingScreen:
    return SelfAssessmentForm(db, *form_names.plan_and_period(db.file, SelfAssessment, place.rest, place.subject))


def _progress(db: Database, place: OpenForm) -> HoldingScreen:
    plan_id, period = place.rest.split(":")
    return ProgressForm(*progress.progress_form(db, plan_id, period), period)


def _steps(db: Database, place: OpenForm) -> HoldingScreen:
    return ActionStepsForm(*action_plans.steps_form(db, place.rest), reporting(db.file, db.year).period_due(db.today()))


def _approval(db: Database, place: OpenForm) -> HoldingScreen:
    return ApprovalForm.of(db, place.rest, form_names.person_of_plan(db.file, place.rest))


def _comment(db: Database, place: OpenForm) -> HoldingScreen:
    plan_id, _, line = place.rest.partition(":")
    return CommentForm(plan_comments.new_form(db, plan_id, line), plan_comments.lines_of(db, plan_id))


def _answer(db: Database, place: OpenForm) -> HoldingScreen:
    form, comment = plan_comments.answer_form(db, place.rest)
    return AnswerForm(form, comment, plan_comments.lines_of(db, comment.plan_id))


def _objection(db: Database, place: OpenForm) -> HoldingScreen:
    evaluation = form_names.evaluation_of(db.file, Objection, place.rest, place.subject)
    if place.kind == "decision":
        return DecisionForm(*objections.decision_form(db, evaluation))
    return ObjectionForm(*objections.objection_form(db, evaluation, place.subject))


def _delivery(db: Database, place: OpenForm) -> HoldingScreen:
    evaluation = form_names.evaluation_of(db.file, Delivery, place.rest, place.subject)
    return DeliveryForm(*objections.delivery_form(db, evaluation))


def _feedback(db: Database, place: OpenForm) -> HoldingScreen:
    kind, _, record = place.rest.partition(":")
    if kind == "b18":
        return StatementsForm(guidance.statements_form(db))
    if kind == "dialog":
        return DialogueForm(guidance.dialogue_form(db, place.subject, _record(record)), _record(record))
    if kind == "bimbingan":
        return GuidanceForm(guidance.guidance_form(db, place.subject, _record(record)), _record(record))
    return FeedbackForm(feedback.new_form(db, record) if kind == "new" else feedback.edit_form(db, place.rest))


def _voice(db: Database, place: OpenForm) -> HoldingScreen:
    record = _record(place.rest)
    at_forum = db.file.rows("SELECT 1 FROM voice WHERE id = ? AND forum_id IS NOT NULL AND forum_id <> ''", (record,))
    if at_forum:
        return StatementForm(forum_statements.statement_form(db, record), record, forum_statements.held_on(db, record))
    return VoiceForm(voices.voice_form(db, record), record)


def _forum(db: Database, place: OpenForm) -> HoldingScreen:
    kind, _, forum_id = place.rest.partition(":")
    if kind == "said":
        return StatementEntry(forum_statements.entry_form(db, forum_id), forum_id)
    return ForumForm(forums.forum_form(db, _record(place.rest)), _record(place.rest))


def _survey_sheet(db: Database, place: OpenForm) -> HoldingScreen:
    if _record(place.rest) != NEW:
        return SheetCorrection(survey_sheets.edit_form(db, place.rest), place.rest)
    survey_id, second = place.rest.partition(":")[2], place.kind == "survey_second"
    return SheetEntry(survey_sheets.entry_form(db, survey_id, second=second), survey_id, second=second)


def _improvement(db: Database, place: OpenForm) -> HoldingScreen:
    survey_id, element = form_names.survey_and_element(db.file, place.rest)
    why = standing_of(survey_results.standing(db, survey_id), element)
    return ImprovementForm(improvements.form_of(db, survey_id, element), survey_id, element, why)


def _organisation(db: Database, place: OpenForm) -> HoldingScreen:
    office, period = form_names.office_and_period(db.file, place.rest, db.year)
    return OrganisationForm(organisations.rating_form(db, office, period), office, period)


def _training(db: Database, place: OpenForm) -> HoldingScreen:
    if _record(place.rest) != NEW:
        return TrainingForm(training.edit_form(db, place.rest), place.rest)
    return TrainingForm(training.new_form(db, place.subject))


def _recognition(db: Database, place: OpenForm) -> HoldingScreen:
    if _record(place.rest) == NEW:
        return ProposalForm(recognition.proposal_form(db, place.subject, about=place.rest.partition(":")[2]), None)
    column = place.cursor.rpartition("/")[2]
    form, record = recognition.form_of(db, place.rest)
    if column in ("given_by", "given_on"):
        return GivingForm(form, record)
    return (
        VerdictForm(form, record)
        if column in ("state", "reason", "decided_by", "decided_on")
        else ProposalForm(form, record)
    )


def _rule(db: Database, place: OpenForm) -> HoldingScreen:
    return RecognitionRuleForm(recognition_rules.form_of(db, _record(place.rest)), _record(place.rest))


def _dimension(db: Database, place: OpenForm) -> HoldingScreen:
    form = dimensions.new_form(db, db.office) if _record(place.rest) == NEW else dimensions.edit_form(db, place.rest)
    return DimensionForm(form, db.office)


def _key_indicator(db: Database, place: OpenForm) -> HoldingScreen:
    new = _record(place.rest) == NEW
    return KeyIndicatorForm(key_indicators.new_form(db) if new else key_indicators.edit_form(db, place.rest))


def _follow_up(db: Database, place: OpenForm) -> HoldingScreen:
    return FollowUpForm(*follow_up.form_of(db, form_names.rated_line(db, place.rest, place.subject)))


def _copying(db: Database, place: OpenForm) -> HoldingScreen:
    plan_id, period = place.rest.split(":")
    return CopySheetScreen(copy_sheets.open_sheet(db, plan_id, period))


REOPENED: Mapping[str, Reopened] = {
    "employee": Reopened("employees", _employee),
    "transfer": Reopened("employees", lambda db, place: TransferForm.of(db, place.rest, _person(db, place.rest))),
    "acting": Reopened("employees", lambda db, place: ActingForm.of(db, place.rest, _person(db, place.rest))),
    "rater": Reopened("employees", lambda db, place: RaterForm.of(db, place.rest, _person(db, place.rest))),
    "raters": Reopened("employees", lambda db, place: RatersForm.of(
        db, many_people.people_named(db, place.rest.split(",")))),
    "excuse": Reopened("employees", lambda db, place: ExcuseForm.of(db, place.rest, _person(db, place.rest))),
    "plan": Reopened("plans", lambda db, place: PlanForm(plan_entry.plan_form(db, place.rest))),
    "addendum": Reopened("plans", lambda db, place: AddendumForm.of(db, place.rest)),
    "approval": Reopened("plans", _approval),
    "plan_comment": Reopened("plans", _comment),
    "plan_answer": Reopened("plans", _answer),
    "steps": Reopened("progress", _steps),
    "progress": Reopened("progress", _progress),
    "evaluation": Reopened("evaluations", _evaluation),
    "self": Reopened("evaluations", _self),
    "predicate_check": Reopened("evaluations", lambda db, place: PredicateCheck(
        predicate_check.check_form(db, place.rest), place.rest)),
    "organisation": Reopened("distribution", _organisation),
    "delivery": Reopened("objections", _delivery),
    "objection": Reopened("objections", _objection),
    "decision": Reopened("objections", _objection),
    "follow_up": Reopened("follow_ups", _follow_up),
    "feedback": Reopened("feedback", _feedback),
    "service": Reopened("services", lambda db, place: ServiceForm(
        service_catalogue.service_form(db, _record(place.rest)), _record(place.rest))),
    "service_request": Reopened("services", lambda db, place: RequestForm(
        service_requests.request_form(db, _record(place.rest)), _record(place.rest))),
    "voice": Reopened("voices", _voice),
    "forum": Reopened("forums", _forum),
    "survey": Reopened("surveys", lambda db, place: SurveyForm(
        surveys.survey_form(db, _record(place.rest)), _record(place.rest))),
    "survey_sheet": Reopened("surveys", _survey_sheet),
    "survey_second": Reopened("surveys", _survey_sheet),
    "improvement": Reopened("surveys", _improvement),
    "training": Reopened("development", _training),
    "training_session": Reopened("development", lambda db, place: SessionForm(
        sessions.session_form(db, _record(place.rest)), _record(place.rest))),
    "attendance": Reopened("development", lambda db, place: AttendanceScreen(
        place.rest, sessions.attendance_form(db, place.rest))),
    "recognition": Reopened("development", _recognition),
    "recognition_rule": Reopened("development", _rule),
    "dimension": Reopened("settings", _dimension),
    "key_indicator": Reopened("key_indicators", _key_indicator),
    "copying": Reopened("copy_sheets", _copying),
}  # fmt: skip
"""Kind of form -> how it is opened again."""
