"""Acting on the marked rows of a list: the question first, then who was done, and who not and why."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on

from kinerja_tui.screens.list import ListScreen
from kinerja_tui.screens.notice import Notice
from kinerja_tui.screens.print_key import PrintableScreen
from kinerja_tui.screens.question import Question
from kinerja_tui.services.listing import Row
from kinerja_tui.services.many_acts import Item, Outcome, Progress
from kinerja_tui.widgets.marking import Marking
from kinerja_tui.widgets.text import thousands

FEW = 6
"""So many names a question tells; the rest is counted."""
_PAGE = 500
_NOTHING = " Tidak ada yang diubah."
"""How rules end for one person; the list below says it of all."""


class ManyScreen(PrintableScreen, ListScreen):
    """A list of people with letters that act on the marked rows when there are some, else on the row at the cursor.

    The act is one transaction and one thing to undo: Esc while it runs leaves everything as it was. Marks of those that
    were done are let go; those that were refused stay marked.
    """

    MARKS = True
    NAME: ClassVar[str] = "name"
    """column of the name of whose row it is"""
    PERSON: ClassVar[str] = "employee_id"
    """column of the id of whose row it is"""

    @on(Marking.MarksChanged)
    def _marks_changed(self) -> None:
        """Other letters apply than to the row at the cursor."""
        self.refresh_bindings()

    def rows_of(self, keys: Sequence[str]) -> list[Row]:
        """Rows as they are stored now, also those a filter hides."""
        found = self.find("")
        pages = (found.only(keys[start : start + _PAGE]) for start in range(0, len(keys), _PAGE))
        return [row for page in pages for row in page.rows(0, len(page))]

    async def target_rows(self) -> dict[Item, Row]:
        """What an act is done with (`targets`), in the order of the list: the key and the name of whose row it is."""
        rows = await asyncio.to_thread(self.rows_of, self.targets())
        return {Item(str(next(iter(row.values()))), str(row[self.NAME] or "")): row for row in rows}

    def printed_people(self) -> tuple[str, ...]:
        """Whose rows are marked, each once."""
        rows = self.rows_of(self.targets()) if self.marked else []
        return tuple(dict.fromkeys(str(row[self.PERSON]) for row in rows))

    def whose(self, items: Sequence[Item]) -> str:
        """For a question: the first names, how many more, and how many of the marked rows are not shown."""
        people = Counter(item.name or "tanpa nama" for item in items)  # of some several rows
        told = [f"- {name}" if rows == 1 else f"- {name} ({rows})" for name, rows in list(people.items())[:FEW]]
        names = "\n".join(told)
        more = f"\n- dan {thousands(len(people) - FEW)} orang lagi" if len(people) > FEW else ""
        hidden = self.list.table.marks_hidden
        unseen = f"\n{thousands(hidden)} di antara yang dipilih sedang tidak tampil karena saringan." if hidden else ""
        return f"{names}{more}{unseen}"

    async def act_on_many(
        self,
        title: str,
        text: str,
        yes: str,
        perform: Callable[[Progress], Outcome],
        done: str,
        *,
        enter_is_yes: bool = True,
    ) -> bool:
        """Ask, do it, tell what came of it; whether it was done. In a worker.

        ``done``: how a row is called afterwards, as in "12 rencana kerja diajukan".
        """
        outcomes: list[Outcome] = []
        question = Question(
            title,
            text,
            yes,
            lambda progress: outcomes.append(perform(progress)),
            doing=title.removesuffix("?"),
            can_cancel=True,
            enter_is_yes=enter_is_yes,
        )
        if not await self.app.push_screen_wait(question):
            return False
        outcome = outcomes[0]
        finished = set(outcome.done_keys)
        self.list.table.set_marks([key for key in self.list.table.marked if key not in finished])
        self.reload()
        await self._tell(outcome, done)
        return True

    async def _tell(self, outcome: Outcome, done: str) -> None:
        count = thousands(len(outcome.done))
        if not outcome.refused:
            self.say(f"{count} {done}. Tekan z untuk mengurungkannya.")
            return
        title = f"{count} {done}, {thousands(len(outcome.refused))} tidak"
        kept = "Yang tidak diubah masih terpilih di daftar, jadi dapat dikerjakan lagi sesudah dilengkapi."
        undo = " Sesudah ini ditutup, z mengurungkan yang sudah dikerjakan." if outcome.done else ""
        await self.app.push_screen_wait(Notice(title, "\n".join([*_refused(outcome), "", f"{kept}{undo}"])))


def _refused(outcome: Outcome) -> list[str]:
    """Each reason once, with the names it holds."""
    names: dict[str, list[str]] = {}
    for refusal in outcome.refused:
        names.setdefault(refusal.why.removesuffix(_NOTHING), []).append(refusal.item.name or "tanpa nama")
    return [f"× {'; '.join(people)}: {why}" for why, people in names.items()]
