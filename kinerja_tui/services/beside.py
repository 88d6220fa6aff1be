"""What stands beside an evaluation: the self-assessment, the year's periods, the office's own dimensions."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlmodel import Session

from kinerja_tui.models.dimensions import Dimension
from kinerja_tui.models.evaluations import Evaluation
from kinerja_tui.services import dimension_scores, self_assessment
from kinerja_tui.services.annual import YearView, year_view
from kinerja_tui.services.evaluation_checks import Missing, missing_in
from kinerja_tui.services.forms import Form
from kinerja_tui.services.plans import PlanContents
from kinerja_tui.services.self_assessment import Own


@dataclass(frozen=True)
class Beside:
    """Read with an evaluation; none of it fills a rating."""

    own: Own | None = None
    year: YearView = field(default_factory=YearView)
    dimensions: tuple[Dimension, ...] = ()

    def missing_in(self, form: Form, plan: PlanContents, period: str) -> list[Missing]:
        """Everything that keeps an evaluation from being finished, in the order of the form."""
        return [
            *self.year.missing_in(form, plan, period),
            *missing_in(form, plan, period),
            *dimension_scores.missing_in(form, plan.plan.id, period, self.dimensions),
        ]


def read(session: Session, plan: PlanContents, period: str) -> Beside:
    """What stands beside the evaluation of a plan in a period."""
    return Beside(
        self_assessment.read(session, plan.plan.id, period),
        year_view(session, plan.plan, period),
        dimension_scores.on_evaluation(session, plan.employee.office, Evaluation.id_of(plan.plan.id, period)),
    )
