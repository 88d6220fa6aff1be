"""What every screen of the program has: title line, body, one-line footer, and errors told kindly."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual import log
from textual.app import ComposeResult

from kinerja_tui.models.file import DatabaseProblem
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.widgets.commands import Command, CommandScreen
from kinerja_tui.widgets.footer import KeyFooter
from kinerja_tui.widgets.title import TitleBar

if TYPE_CHECKING:
    from kinerja_tui.app import KinerjaApp

BACK = Command("leave", "escape", "Kembali", "Kembali ke layar sebelumnya.", "Kembali", second_key="ctrl+x")


class WorkScreen(CommandScreen):
    """A screen with a title line above and the keys below. Subclasses give `TITLE` and `body`."""

    TITLE = ""
    UNDOES = True
    """whether z and y undo and redo here; not where an answer is being prepared"""
    if TYPE_CHECKING:
        app: KinerjaApp

    def compose(self) -> ComposeResult:
        """Title, body, footer."""
        yield TitleBar(title=self.heading(), context=self.app.place, badge=self.app.badge)
        yield from self.body()
        yield KeyFooter()

    def heading(self) -> str:
        """What the title line says."""
        return self.title or self.TITLE

    def retitle(self) -> None:
        """Show the heading again: something it names has changed."""
        self.query_one(TitleBar).title = self.heading()

    def body(self) -> ComposeResult:
        """What stands between title and footer."""
        yield from ()

    def begin(self) -> None:
        """What is done once the screen stands, before a key reaches it: focus, first rows.

        A subclass calls `super().begin()` first. Textual itself calls `on_mount` (and every other `on_` method) of
        each class a screen descends from, so one that calls its base's would run it twice.
        """

    def on_mount(self) -> None:
        """The one place that begins."""
        self.begin()

    def read_ahead(self) -> None:
        """Read what is shown first, in a thread, before the screen is there: of many people it takes a while."""

    def action_leave(self) -> None:
        """Back to the screen below."""
        self.dismiss()

    def say(self, text: str) -> None:
        """Tell the person what was done."""
        self.notify(text, markup=False)

    def warn(self, text: str, *, refused: bool = True) -> None:
        """Tell the person what could not be done and what is safe; what was typed ahead was meant for what does not
        come. Without ``refused`` it is only something to know."""
        if refused:
            self.app.stop_keys()
        self.notify(text, severity="warning", timeout=10, markup=False)

    @contextlib.contextmanager
    def telling(self) -> Iterator[None]:
        """Refusals and trouble with the database inside become a message; the screen stays as it is."""
        try:
            yield
        except RuleBroken as error:
            self.warn(error.text)
        except DatabaseProblem as error:
            log.error(error)
            self.app.stop_keys()
            self.notify(error.text, severity="error", timeout=15, markup=False)
