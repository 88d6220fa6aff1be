"""From a line of the camat's page to the place where it is solved, on top of the page: Esc leads back to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kinerja_tui.rules.periods import period_from_code
from kinerja_tui.screens.base import WorkScreen
from kinerja_tui.screens.development.trainings import TrainingsScreen
from kinerja_tui.screens.evaluation.evaluations import EvaluationsScreen
from kinerja_tui.screens.feedback.feedback_person import PersonFeedbackScreen
from kinerja_tui.screens.lists.list import ListScreen
from kinerja_tui.screens.monitoring.progress import ProgressScreen
from kinerja_tui.screens.monitoring.track import TrackScreen
from kinerja_tui.screens.period import remember_period
from kinerja_tui.screens.planning.plans import PlansScreen
from kinerja_tui.services.office.office_help import ABOVE, BEHIND, NEED, OBSTACLES, PLANLESS, SILENT, Help

if TYPE_CHECKING:
    from kinerja_tui.app import KinerjaApp

_LISTS: dict[str, type[ListScreen]] = {
    ABOVE: PlansScreen,
    PLANLESS: PlansScreen,
    OBSTACLES: EvaluationsScreen,
    SILENT: ProgressScreen,
    NEED: TrainingsScreen,
}
"""Reason -> the list in which it is solved; the cursor stands on the row."""


async def open_place(app: KinerjaApp, item: Help) -> None:
    """Open what solves it, with the cursor on it. Raises `RuleBroken` when it is gone."""
    if item.period:
        remember_period(app, item.period)
    screen = _screen(item)
    await app.push_screen(screen)
    if isinstance(screen, ListScreen):
        screen.reload(item.about)


def _screen(item: Help) -> WorkScreen:
    if item.reason in _LISTS:
        return _LISTS[item.reason]()
    if item.reason == BEHIND:
        return TrackScreen(item.about, item.name, period_from_code(item.period))
    return PersonFeedbackScreen(item.employee_id)
