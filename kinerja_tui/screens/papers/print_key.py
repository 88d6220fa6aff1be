"""`e` on the lists: to the papers, those of the person at the cursor first."""

from __future__ import annotations

from typing import ClassVar

from kinerja_tui.screens.base import WorkScreen
from kinerja_tui.widgets.commands import Command


class PrintableScreen(WorkScreen):
    """A screen from which papers are printed; subclasses say of whom, and which kind comes to mind there."""

    COMMANDS: ClassVar[list[Command]] = [  # type: ignore[assignment]
        Command("print_papers", "e", "Cetak", "Kertas pegawai di kursor, atau semua yang dipilih.",
                "Cetak", group="Cetak"),
    ]  # fmt: skip
    PAPER = ""
    """code of the kind the cursor stands on first (documents.catalogue)"""

    def printed_person(self) -> str | None:
        """Id of the employee at the cursor; None prints for everybody."""
        return None

    def action_print_papers(self) -> None:
        """e: the papers."""
        self.open_papers(self.printed_person())

    def open_papers(self, person: str | None, people: tuple[str, ...] = ()) -> None:
        """The papers of one employee, or of several; of everybody where none is told."""
        # What draws papers is imported when somebody prints, not when a list is opened.
        from kinerja_tui.screens.papers.papers import PapersScreen

        self.app.push_screen(PapersScreen(person, self.PAPER, people=people))
