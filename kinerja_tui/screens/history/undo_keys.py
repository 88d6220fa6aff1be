"""Where z and y undo and redo: on every screen that is no form and prepares no answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from kinerja_tui.widgets.commands import CommandApp
from kinerja_tui.widgets.keys import ASKING

if TYPE_CHECKING:
    from kinerja_tui.app import KinerjaApp


class UndoingApp(CommandApp):
    """The app's commands ``undo`` and ``redo``; what is heavy is imported when a key is pressed."""

    @property
    def place(self) -> str:
        """Office and year; empty before the office is set up, when there is nothing to undo."""
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A field of a form has an undo of its own."""
        if action in ("undo", "redo"):
            in_form = any(getattr(screen, "HOLDS_FORM", False) for screen in self.screen_stack)
            return bool(self.place) and not in_form and getattr(self.screen, "UNDOES", False)
        return super().check_action(action, parameters)

    def action_undo(self) -> None:
        """z: the newest act of this PC, after a question."""
        from kinerja_tui.screens.history.undoing import ask_undo

        self.screen.run_worker(ask_undo(cast("KinerjaApp", self)), exclusive=True, group=ASKING)

    def action_redo(self) -> None:
        """y: what was undone last."""
        from kinerja_tui.screens.history.undoing import ask_redo

        self.screen.run_worker(ask_redo(cast("KinerjaApp", self)), exclusive=True, group=ASKING)
