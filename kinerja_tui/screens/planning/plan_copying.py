"""Copying lines of another plan into one: the questions, the same from the list and from the form."""

from __future__ import annotations

from collections.abc import Sequence

from textual import work

from kinerja_tui.rules.plans import PlanState
from kinerja_tui.screens.base import WorkScreen
from kinerja_tui.screens.planning.plan_comments import PlanCommentsScreen
from kinerja_tui.services.planning import plan_copy
from kinerja_tui.services.planning.plan_copy import Copied, Source
from kinerja_tui.widgets.dialogs import Confirm, Pick
from kinerja_tui.widgets.keys import ASKING

EMPTY, COLLEAGUES = "kosong", "rekan"
"""Answers to the question how a plan begins, beside the plans themselves."""


class CopyingScreen(WorkScreen):
    """Subclasses say what happens after lines were copied into a plan."""

    def copied(self, plan_id: str, text: str) -> None:
        """The plan has more lines now; ``text`` tells how many."""
        raise NotImplementedError

    @work(exclusive=True, group=ASKING)
    async def ask_copy(self, plan_id: str) -> None:
        """Add lines of another plan to a draft."""
        with self.telling():
            sources = plan_copy.sources_for(self.app.db, plan_id)
            if not sources:
                self.say(
                    "Belum ada yang bisa disalin: tidak ada rencana tahun lalu, dan rekan lain belum punya rencana."
                )
                return
            options = [(source.plan_id, _label(source)) for source in sources]
            chosen = await self.app.push_screen_wait(Pick("Salin hasil kerja dari rencana mana?", options))
            source = next((source for source in sources if source.plan_id == chosen), None)
            if source is None:
                return
            question = (
                f"{source.results} hasil kerja dan {source.indicators} indikator {_whose(source)} ditambahkan di bawah "
                "yang sudah ada. Tidak ada isian yang ditimpa; realisasi, penilaian, dan persetujuan tidak ikut."
            )
            if await self.app.push_screen_wait(Confirm(question, "Salin", "Batal", title="Salin ke rencana ini?")):
                done = plan_copy.copy_into(self.app.db, plan_id, source.plan_id)
                self.copied(plan_id, told(done))

    async def ask_source(self, question: str, sources: Sequence[Source]) -> str | None:
        """How a plan begins: `EMPTY`, the id of a plan to copy, or None for not at all."""
        if not sources:
            return EMPTY if await self.app.push_screen_wait(Confirm(question, "Buat", "Batal")) else None
        own = [source for source in sources if source.own]
        others = [source for source in sources if not source.own]
        options = [(EMPTY, "1  Kosong")]
        options += [(source.plan_id, f"{len(options) + n}  Salin {_label(source)}") for n, source in enumerate(own, 1)]
        if others:
            options.append((COLLEAGUES, f"{len(options) + 1}  Salin dari rekan sejabatan ({len(others)} rencana)"))
        answer = await self.app.push_screen_wait(Pick(question, options, at=own[0].plan_id if own else EMPTY))
        if answer != COLLEAGUES:
            return answer
        return await self.app.push_screen_wait(
            Pick("Salin dari rencana siapa?", [(source.plan_id, _label(source)) for source in others])
        )

    def show_comments(self, plan_id: str) -> None:
        """The proposals and comments on a plan."""
        with self.telling():
            self.app.push_screen(PlanCommentsScreen(self.app.db, plan_id))


def told(done: Copied) -> str:
    """What a copy brought, and what to look at."""
    text = f"Disalin: {done.results} hasil kerja, {done.indicators} indikator, {done.expectations} ekspektasi."
    if done.known:
        text += f" {done.known} hasil kerja sudah ada, jadi tidak disalin lagi."
    if done.unlinked:
        text += f" {done.unlinked} RHK pimpinan masih teks; hubungkan lagi dengan rencana pimpinan tahun ini."
    return f"{text} Periksa target dan satuannya."


def _label(source: Source) -> str:
    amount = f"{source.results} RHK, {source.indicators} indikator"
    if source.own:
        return f"rencana {source.year} sendiri: {amount}{f' ({source.post})' if source.post else ''}"
    where = "".join(f", {part}" for part in ("" if source.same_post else source.post, source.unit) if part)
    return f"{source.name or '(tanpa nama)'}{where}: {amount}, {source.year} {_state(source.state)}"


def _whose(source: Source) -> str:
    return f"dari rencana {source.year}" if source.own else f"dari rencana {source.year} {source.name}"


def _state(state: str) -> str:
    return PlanState(state).label.lower() if state in set(PlanState) else state
