"""Acting on the marked rows of a list: the question first, then who was done, and who not and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work

from kinerja_tui.screens.base import WorkScreen
from kinerja_tui.screens.lists.list import ListScreen
from kinerja_tui.screens.notice import Notice
from kinerja_tui.screens.papers.print_key import PrintableScreen
from kinerja_tui.screens.question import Question
from kinerja_tui.screens.reading import read_or_end
from kinerja_tui.services.forms.many_acts import Item, Outcome, Progress
from kinerja_tui.services.lists.listing import Row
from kinerja_tui.widgets.keys import ASKING
from kinerja_tui.widgets.marking import Marking
from kinerja_tui.widgets.text import thousands

if TYPE_CHECKING:
    from kinerja_tui.app import KinerjaApp

FEW = 6
"""So many names a question tells; the rest is counted."""
_NAMED = 60
"""So many names are told for one reason; the others are still marked in the list."""
_PAGE = 500
_STILL_MARKED = "Yang tidak diubah masih terpilih di daftar, jadi dapat dikerjakan lagi sesudah dilengkapi."
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
        return (await self.those(lambda _: True))[0]

    async def those(self, wanted: Callable[[Row], bool]) -> tuple[dict[Item, Row], int]:
        """Those of `target_rows` that are wanted, and how many are not; read beside the keys. In a worker."""

        def read() -> tuple[dict[Item, Row], int]:
            rows = self.rows_of(self.targets())
            found = {Item(str(next(iter(row.values()))), str(row[self.NAME] or "")): row for row in rows if wanted(row)}
            return found, len(rows) - len(found)

        return await read_or_end(self.app, "Membaca yang dipilih", read, what="marked")

    def action_print_papers(self) -> None:
        """e: the papers of the marked people, or of whoever stands at the cursor."""
        if self.marked:
            self._print_marked()
        else:
            super().action_print_papers()

    @work(exclusive=True, group=ASKING)
    async def _print_marked(self) -> None:
        """Each person once, whose rows are marked."""
        rows = await self.target_rows()
        people = tuple(dict.fromkeys(str(row[self.PERSON]) for row in rows.values()))
        self.open_papers(None if people else self.printed_person(), people)

    def whose(self, items: Sequence[Item]) -> str:
        """For a question: the first names, how many more, and how many of the marked rows are not shown."""
        hidden = self.list.table.marks_hidden
        unseen = f"\n{thousands(hidden)} di antara yang dipilih sedang tidak tampil karena saringan." if hidden else ""
        return f"{names_of(items)}{unseen}"

    async def act_on_many(
        self,
        title: str,
        text: str,
        yes: str,
        perform: Callable[[Progress], Outcome],
        done: str,
        *,
        enter_is_yes: bool = True,
    ) -> None:
        """Ask, do it, tell what came of it. In a worker; ``done``: what is told, as in "12 rencana kerja diajukan"."""
        outcome = await ask_many(self.app, title, text, yes, perform, enter_is_yes=enter_is_yes)
        if outcome is not None:
            self.let_go(outcome)
            await tell_outcome(self, outcome, done, _STILL_MARKED)

    def let_go(self, outcome: Outcome) -> None:
        """Those that were done are no longer marked."""
        finished = set(outcome.done_keys)
        self.list.table.set_marks([key for key in self.list.table.marked if key not in finished])
        self.reload()


def names_of(items: Sequence[Item]) -> str:
    """The first names, one a line, and how many more."""
    people = Counter(item.name or "tanpa nama" for item in items)  # of some several rows
    told = [f"- {name}" if rows == 1 else f"- {name} ({rows})" for name, rows in list(people.items())[:FEW]]
    more = [f"- dan {thousands(len(people) - FEW)} orang lagi"] if len(people) > FEW else []
    return "\n".join([*told, *more])


async def ask_many(
    app: KinerjaApp,
    title: str,
    text: str,
    yes: str,
    perform: Callable[[Progress], Outcome],
    *,
    enter_is_yes: bool = True,
) -> Outcome | None:
    """The question, and behind yes the act with its progress; None when it was not done. In a worker."""
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
    return outcomes[0] if await app.push_screen_wait(question) else None


async def tell_outcome(screen: WorkScreen, outcome: Outcome, done: str, kept: str) -> None:
    """How many were done, and who not and why; ``kept`` tells what became of those. In a worker."""
    count = thousands(len(outcome.done))
    if not outcome.refused:
        screen.say(f"{count} {done}. Tekan z untuk mengurungkannya.")
        return
    title = f"{count} {done}, {thousands(len(outcome.refused))} tidak"
    undo = " Sesudah ini ditutup, z mengurungkan yang sudah dikerjakan." if outcome.done else ""
    await screen.app.push_screen_wait(Notice(title, "\n".join([*_refused(outcome), "", f"{kept}{undo}"])))


def _refused(outcome: Outcome) -> list[str]:
    """Each reason once, with the names it holds."""
    names: dict[str, list[str]] = {}
    for refusal in outcome.refused:
        names.setdefault(refusal.why.removesuffix(_NOTHING), []).append(refusal.item.name or "tanpa nama")
    return [f"× {'; '.join(people[:_NAMED])}{_and_more(people)}: {why}" for why, people in names.items()]


def _and_more(people: Sequence[str]) -> str:
    return f"; dan {thousands(len(people) - _NAMED)} lagi" if len(people) > _NAMED else ""
