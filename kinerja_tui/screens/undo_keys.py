"""Where z and y undo and redo: on every screen that is no form and prepares no answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kinerja_tui.widgets.keys import ASKING


class Undoing:
    """Mixin of the app: its commands ``undo`` and ``redo``. What is heavy is imported when a key is pressed."""

    if TYPE_CHECKING:
        place: str
        screen: Any
        screen_stack: Any

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A field has its own undo; before the office is set up there is nothing to undo."""
        if action in ("undo", "redo"):
            in_form = any(getattr(screen, "HOLDS_FORM", False) for screen in self.screen_stack)
            return bool(self.place) and not in_form and getattr(self.screen, "UNDOES", False)
        return super().check_action(action, parameters)  # type: ignore[misc, no-any-return]

    def action_undo(self) -> None:
        """z: the newest act of this PC, after a question."""
        from kinerja_tui.screens.undoing import ask_undo

        self.screen.run_worker(ask_undo(self.screen.app), exclusive=True, group=ASKING)

    def action_redo(self) -> None:
        """y: what was undone last."""
        from kinerja_tui.screens.undoing import ask_redo

        self.screen.run_worker(ask_redo(self.screen.app), exclusive=True, group=ASKING)
