"""What stands beside an evaluation: the self-assessment, the year's periods, the office's own dimensions."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from kinerja_tui.models.dimensions import Dimension
from kinerja_tui.models.evaluations import Evaluation
from kinerja_tui.models.progress import Progress
from kinerja_tui.models.reporting import ActionStep
from kinerja_tui.rules.periods import period_from_code
from kinerja_tui.services.evaluation import dimension_scores, self_assessment
from kinerja_tui.services.evaluation.annual import YearView, year_view
from kinerja_tui.services.evaluation.evaluation_checks import Missing, missing_in
from kinerja_tui.services.evaluation.self_assessment import Own
from kinerja_tui.services.forms.forms import Form
from kinerja_tui.services.monitoring.obstacles import missing_reading
from kinerja_tui.services.monitoring.progress import in_period
from kinerja_tui.services.monitoring.steps import steps_in
from kinerja_tui.services.planning.plans import PlanContents


@dataclass(frozen=True)
class Beside:
    """Read with an evaluation; none of it fills a rating."""

    own: Own | None = None
    year: YearView = field(default_factory=YearView)
    dimensions: tuple[Dimension, ...] = ()
    year_progress: tuple[Progress, ...] = ()
    """of an annual evaluation what was reported in its periods"""

    progress: dict[str, Progress] = field(default_factory=dict)
    """indicator id -> what was reported in the period itself; its obstacles are read before finishing"""

    steps: tuple[ActionStep, ...] = ()
    """of the action plan, those whose last day lies in the period: the process beside the result"""

    def reported(self, indicator_id: str) -> dict[str, Progress]:
        """Of an annual evaluation: period -> what was reported on one indicator."""
        return {item.period: item for item in self.year_progress if item.indicator_id == indicator_id}

    def missing_in(self, form: Form, plan: PlanContents, period: str) -> list[Missing]:
        """Everything that keeps an evaluation from being finished, in the order of the form."""
        return [
            *(Missing(*found) for found in missing_reading(form, plan, period, self.progress)),
            *self.year.missing_in(form, plan, period),
            *missing_in(form, plan, period),
            *dimension_scores.missing_in(form, plan.plan.id, period, self.dimensions),
        ]


def read(session: Session, plan: PlanContents, period: str) -> Beside:
    """What stands beside the evaluation of a plan in a period."""
    year = year_view(session, plan.plan, period)
    codes = [item.period.code for item in year.periods]
    progress = select(Progress).where(
        Progress.plan_id == plan.plan.id, col(Progress.period).in_(codes), col(Progress.removed).is_(False)
    )
    return Beside(
        self_assessment.read(session, plan.plan.id, period),
        year,
        dimension_scores.on_evaluation(session, plan.employee.office, Evaluation.id_of(plan.plan.id, period)),
        tuple(session.exec(progress)) if codes else (),
        in_period(session, plan.plan.id, period),
        tuple(steps_in(session, plan.plan.id, period_from_code(period))),
    )
