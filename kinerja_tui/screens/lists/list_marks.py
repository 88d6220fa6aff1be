"""Marking rows of a list, to do one thing with many."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import ClassVar

from kinerja_tui.screens.base import WorkScreen
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.listing import Listing
from kinerja_tui.widgets.text import thousands


class MarkingScreen(WorkScreen):
    """A screen with a `Listing` whose rows can be marked, where `MARKS` says that something is done with many."""

    NOUN = "baris"
    """what a row is, in counts"""
    MARKS: ClassVar[bool] = False
    """whether an act of this list takes every marked row (`targets`)"""
    COMMANDS: ClassVar[list[Command]] = [  # type: ignore[assignment]
        Command("mark", "s", "Pilih baris", "Memilih baris di kursor atau membatalkannya, lalu turun satu baris.",
                footer="Pilih", second_key="space", group="Daftar"),
        Command("mark_all", "S", "Pilih semua yang tampil", "Memilih semua baris yang tampil, atau melepas semuanya.",
                group="Daftar"),
    ]  # fmt: skip

    @property
    def list(self) -> Listing:
        """Filter, table and status line."""
        return self.query_one(Listing)

    @property
    def current(self) -> str | None:
        """The id under the cursor."""
        return self.list.table.current_key

    def every_key(self) -> Sequence[str]:
        """The ids of all rows there are in list order, also of those a filter or a state hides."""
        raise NotImplementedError

    @property
    def marked(self) -> Set[str]:
        """The ids of the marked rows as they are now; they stay marked while a filter hides them."""
        return self.list.table.marked.keys()

    @property
    def marked_words(self) -> str:
        """For questions and messages: "12 dipilih (3 tidak tampil)"."""
        return self.list.marked_words

    def targets(self) -> Sequence[str]:
        """What an act is done with: the marked rows in list order, also hidden ones, else the row at the cursor."""
        marked = dict(self.list.table.marked)
        if marked:
            known = [key for key in self.every_key() if key in marked]
            return list(dict.fromkeys([*known, *marked]))
        return [self.current] if self.current is not None else []

    def unmark(self) -> None:
        """Forget every mark, after the act was done."""
        self.list.table.set_marks(())

    def action_mark(self) -> None:
        """s: the row at the cursor."""
        self.list.table.mark_here()

    def action_mark_all(self) -> None:
        """S: all that are shown."""
        self.list.table.mark_all()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Marks are offered where they lead to something."""
        if action in ("mark", "mark_all"):
            return self.MARKS
        return super().check_action(action, parameters)

    def leave(self) -> None:
        """Back to the screen below."""
        self.dismiss()

    def action_leave(self) -> None:
        """Esc: first the marks are let go, so that none is lost unseen; then back."""
        count = len(self.list.table.marked)
        if count:
            self.unmark()
            self.say(f"Pilihan {thousands(count)} baris dilepas. Esc sekali lagi untuk kembali.")
        else:
            self.leave()
