"""All tables of the database in one place: what the journal projects, and what migrations compare with."""

from __future__ import annotations

from kinerja_tui.models import local
from kinerja_tui.models.addenda import Addendum, AddendumLine
from kinerja_tui.models.copied import CopiedItem
from kinerja_tui.models.development import Attendance, FollowUp, Training, TrainingSession
from kinerja_tui.models.dimensions import Dimension, DimensionScore
from kinerja_tui.models.employees import Assignment, Employee, Excuse, RaterSpan
from kinerja_tui.models.evaluations import Evaluation, ResultRating, ValueRating
from kinerja_tui.models.feedback import (
    Dialogue,
    Feedback,
    FeedbackInvitation,
    FeedbackScore,
    Guidance,
    GuidanceAnswer,
    GuidanceCompetence,
)
from kinerja_tui.models.objections import Delivery, Holiday, Objection
from kinerja_tui.models.offices import Office, Rejection, Site, Withdrawal
from kinerja_tui.models.organisations import UnitRating
from kinerja_tui.models.period_locks import PeriodLock
from kinerja_tui.models.periods import Period
from kinerja_tui.models.plan_sources import KeyIndicator, PlanComment
from kinerja_tui.models.plans import Expectation, Indicator, PlanAttachment, WorkPlan, WorkResult
from kinerja_tui.models.predicate_comparisons import PredicateComparison
from kinerja_tui.models.progress import Progress
from kinerja_tui.models.recognition import Recognition
from kinerja_tui.models.recognition_rules import RecognitionRule
from kinerja_tui.models.records import Record
from kinerja_tui.models.reporting import ActionStep, ProgressReport, ReportingRule
from kinerja_tui.models.self_assessment import SelfAssessment, SelfResult, SelfValue
from kinerja_tui.models.service_log import Service, ServiceRequest
from kinerja_tui.models.surveys import Improvement, Survey, SurveySecond, SurveySheet
from kinerja_tui.models.voices import Forum, Voice

PROJECTED: dict[str, type[Record]] = {
    str(table.__tablename__): table
    for table in (
        Office,
        Site,
        Withdrawal,
        Rejection,
        Period,
        PeriodLock,
        Employee,
        Assignment,
        RaterSpan,
        Excuse,
        WorkPlan,
        WorkResult,
        Indicator,
        Expectation,
        Addendum,
        AddendumLine,
        PlanAttachment,
        Progress,
        ActionStep,
        ProgressReport,
        ReportingRule,
        Evaluation,
        ResultRating,
        ValueRating,
        SelfAssessment,
        SelfResult,
        SelfValue,
        Dimension,
        DimensionScore,
        UnitRating,
        PredicateComparison,
        Feedback,
        FeedbackScore,
        FeedbackInvitation,
        Dialogue,
        Guidance,
        GuidanceAnswer,
        GuidanceCompetence,
        Delivery,
        Objection,
        Holiday,
        KeyIndicator,
        PlanComment,
        Training,
        TrainingSession,
        Attendance,
        FollowUp,
        Recognition,
        RecognitionRule,
        Survey,
        SurveySheet,
        SurveySecond,
        Improvement,
        Service,
        ServiceRequest,
        Forum,
        Voice,
        CopiedItem,
    )
}
"""Table name as it travels in a change -> its class."""

metadata = local.JournalEntry.metadata
