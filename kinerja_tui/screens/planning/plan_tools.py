"""What the list of plans does with the plan at the cursor besides deciding on it: copying, proposals, quality."""

from __future__ import annotations

from kinerja_tui.screens.planning.key_indicators import KeyIndicatorsScreen
from kinerja_tui.screens.planning.plan_copying import CopyingScreen
from kinerja_tui.screens.planning.plan_decisions import DecidingScreen


class PlanToolsScreen(DecidingScreen, CopyingScreen):
    """Subclasses tell which plan is at the cursor."""

    def plan_here(self) -> str:
        """Id of the plan at the cursor; empty where there is none."""
        raise NotImplementedError

    def open_plan(self, plan_id: str) -> None:
        """Show a plan on its form."""
        raise NotImplementedError

    def copied(self, plan_id: str, text: str) -> None:
        """Look at the new lines at once."""
        self.open_plan(plan_id)
        self.say(text)

    def action_copy_lines(self) -> None:
        """Lines of another plan into the draft at the cursor."""
        self.ask_copy(self.plan_here())

    def action_comments(self) -> None:
        """Proposals and comments on the plan at the cursor."""
        self.show_comments(self.plan_here())

    def action_quality(self) -> None:
        """Hints on the plan at the cursor."""
        self.ask_quality(self.plan_here())

    def action_key_indicators(self) -> None:
        """The library of the office."""
        self.app.push_screen(KeyIndicatorsScreen())
