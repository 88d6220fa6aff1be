"""What the whole program knows of its office: the counts as Beranda shows them, and the words of the title lines.

Light: the app is made of it.
"""

from __future__ import annotations

from concurrent.futures import wait
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from textual.app import App

from kinerja_tui.services.office.agenda import Agenda, Outset, read_outset
from kinerja_tui.widgets.title import TitleBar

if TYPE_CHECKING:
    from kinerja_tui.app import Workplace
    from kinerja_tui.services.office.counting import Counting

AsOf = tuple[int, date]
"""Version of the database file and day: while both stay, what was counted stays true."""


class CountedApp(App[Any]):
    """An app that knows its office."""

    workplace: Workplace
    agenda: Outset
    """an `Agenda` once it was counted; read again whenever Beranda comes up"""
    counted: AsOf | None
    """as of what the counts of the agenda hold; None: there are none yet"""
    counting: Counting | None = None
    """what counts them beside the keys, or did so last"""

    @property
    def as_of(self) -> AsOf:
        """What is counted now would be counted as of this."""
        return self.workplace.file.version(), self.workplace.today()

    @property
    def place(self) -> str:
        """Office and year, for the title line; empty before the first start is through."""
        return f"{self.agenda.office_name} · {self.agenda.year}" if self.agenda.office else ""

    @property
    def badge(self) -> str:
        """Says on every screen that the data are for practice."""
        return "DATA LATIHAN" if self.agenda.practice else ""

    @property
    def has_many(self) -> bool:
        """Whether there are so many people that reading about all of them takes its time."""
        return self.agenda.has_many

    def let_count(self) -> None:
        """For other threads: wait until what people see counted is counted."""
        if self.counting is not None:
            wait([self.counting.result])

    def read_place(self) -> None:
        """Show a changed office, year or badge in the title lines; Beranda counts again when it comes up."""
        outset = read_outset(self.workplace.file, self.workplace.today())
        self._take(replace(self.agenda, **vars(outset)) if isinstance(self.agenda, Agenda) else outset)

    def take_agenda(self, agenda: Outset, as_of: AsOf) -> None:
        """Show what was read; without counts where they are not among it."""
        self.counted = as_of if isinstance(agenda, Agenda) else None
        self._take(agenda)

    def _take(self, agenda: Outset) -> None:
        self.agenda = agenda
        for screen in self.screen_stack if self.is_running else ():
            for bar in screen.query(TitleBar):
                bar.context, bar.badge = self.place, self.badge
