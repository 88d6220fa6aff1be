"""A question whose answer yes does the work at once, in a thread, with progress and Esc to stop where it takes long."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import events, work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from kinerja_tui.handoff.problems import Cancelled
from kinerja_tui.models.file import DatabaseProblem
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.screens.background import PATIENCE, in_background
from kinerja_tui.widgets.dialogs import DIALOG_CSS, keys_shown
from kinerja_tui.widgets.keys import ASKING, pass_on

if TYPE_CHECKING:
    from kinerja_tui.app import KinerjaApp
    from kinerja_tui.services.forms.many_acts import Progress

_YES, _NO = ("y", "Y"), ("t", "T", "escape")


class Question(ModalScreen[bool]):
    """What will change, and whether: y or Enter does it, t or Esc leaves all as it is.

    It stays on top until the work is done, so that the screen below reads its rows anew only then. True: it was done.
    """

    DEFAULT_CSS = (
        DIALOG_CSS.format(name="Question")
        + """
        Question VerticalScroll { height: auto; max-height: 60vh; scrollbar-size-vertical: 1; }
        Question .dialog--title { margin: 0 0 1 0; }
        """
    )
    AUTO_FOCUS = "VerticalScroll"
    if TYPE_CHECKING:
        app: KinerjaApp

    def __init__(
        self,
        title: str,
        text: str,
        yes: str,
        perform: Callable[[Progress], object],
        *,
        doing: str = "Sebentar…",
        can_cancel: bool = False,
        enter_is_yes: bool = True,
    ) -> None:
        super().__init__()
        self._title = title
        self.text = text
        self._yes = yes
        self._perform = perform
        self._doing = doing
        self._can_cancel = can_cancel
        self._yes_keys = (*_YES, "enter") if enter_is_yes else _YES
        self._answered = False

    def compose(self) -> ComposeResult:
        """Title, text, keys."""
        with Vertical():
            yield Static(Content(self._title), classes="dialog--title", markup=False)
            with VerticalScroll():
                yield Static(Content(self.text), markup=False)
            yield keys_shown(("y", self._yes), ("t", "Batal"), ("↑↓", "Gulir"))

    def on_key(self, event: events.Key) -> None:
        """y, t, Enter, Esc."""
        if self._answered:
            pass_on(self, event)
        elif event.key in (*self._yes_keys, *_NO):
            self._answered = True
            event.stop()
            event.prevent_default()
            if event.key in self._yes_keys:
                self.query_one(".dialog--keys", Static).update(Content("Sebentar…"))
                self._do()
            else:
                self.dismiss(False)

    @work(exclusive=True, group=ASKING)
    async def _do(self) -> None:
        """Keys wait for it."""
        try:
            await in_background(self.app, self._doing, self._perform, patience=PATIENCE, can_cancel=self._can_cancel)
        except Cancelled:
            self.app.notify("Dihentikan. Tidak ada yang diubah.", markup=False)
            self.dismiss(False)
        except (RuleBroken, DatabaseProblem) as problem:
            self.app.notify(problem.text, severity="warning", timeout=12, markup=False)
            self.dismiss(False)
        else:
            self.dismiss(True)
