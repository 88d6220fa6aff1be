"""The act "Hubungkan": a result is tied to the superior's, from the locked form, the matrix or the list of gaps."""

from __future__ import annotations

from textual import work

from kinerja_tui.rules.cascade import LinkState, RaterPlace
from kinerja_tui.rules.formats import excerpt
from kinerja_tui.screens.base import WorkScreen
from kinerja_tui.services.planning import cascade_links
from kinerja_tui.services.planning.cascade_links import Linkable
from kinerja_tui.widgets.dialogs import AskText, Pick
from kinerja_tui.widgets.keys import ASKING

_TYPE = "type"
_LONGEST = 150
"""Characters of a result in a list."""


class LinkingScreen(WorkScreen):
    """Subclasses say what they show again after a link was made."""

    def linked(self, text: str) -> None:
        """A link was made; ``text`` tells it."""
        raise NotImplementedError

    @work(exclusive=True, group=ASKING)
    async def ask_link(self, result_id: str) -> None:
        """The list of the superior's results, or the line to write the superior's result on."""
        with self.telling():
            await self.choose_link(result_id)

    @work(exclusive=True, group=ASKING)
    async def ask_which(self, plan_id: str) -> None:
        """First which result of a plan; a single one is taken at once."""
        with self.telling():
            found = cascade_links.results_to_link(self.app.db, plan_id)
            if not found:
                self.warn("Rencana kerja ini belum punya hasil kerja.")
                return
            chosen = found[0]
            if len(found) > 1:
                options = [
                    (item.result_id, f"{number}  {excerpt(item.text, _LONGEST)}   [{item.state.label}]")
                    for number, item in enumerate(found, 1)
                ]
                at = next((item.result_id for item in found if item.state.is_gap), chosen.result_id)
                answer = await self.app.push_screen_wait(Pick("Hasil kerja mana yang dihubungkan?", options, at=at))
                if answer is None:
                    return
                chosen = next(item for item in found if item.result_id == answer)
            await self.choose_link(chosen.result_id)

    async def choose_link(self, result_id: str) -> None:
        """The questions of the act, inside a worker that asks already. Raises `RuleBroken`."""
        item = cascade_links.linkable(self.app.db, result_id)
        superior = item.superior
        answer: str | None = _TYPE
        if superior.results:
            options = [
                (above.id, f"{number}  {excerpt(above.text, _LONGEST)}{f'   [{above.post}]' if above.post else ''}")
                for number, above in enumerate(superior.results, 1)
            ]
            ends = " (melepas hubungan yang ada)" if item.above_id else ""
            options.append((_TYPE, f"{len(options) + 1}  Tulis sendiri kalimat RHK pimpinan{ends}"))
            title = f"“{excerpt(item.text, 90)}” ({item.person}) mendukung RHK {superior.name or 'pimpinan'} yang mana?"
            answer = await self.app.push_screen_wait(Pick(title, options, at=item.likely))
        if answer is None:
            return
        if answer != _TYPE:
            cascade_links.link_result(self.app.db, item.result_id, answer)
            above_text = next(above.text for above in superior.results if above.id == answer)
            self.linked(f"Terhubung: {item.person} mendukung “{excerpt(above_text, 80)}”.")
            return
        text = await self.app.push_screen_wait(
            AskText(_question(item), item.above_text, title="RHK pimpinan yang didukung", max_length=1000)
        )
        if text is None or (text == item.above_text and not item.above_id):
            return
        cascade_links.write_superior_text(self.app.db, item.result_id, text)
        self.linked("Kalimat RHK pimpinan tersimpan.")


def _question(item: Linkable) -> str:
    """Why a text is written instead of choosing from a list."""
    name = item.superior.name or "Pejabat penilai"
    if item.superior.results:
        return f"Tulis RHK pimpinan yang didukung “{excerpt(item.text, 90)}”."
    if item.state is LinkState.OUTSIDE or item.superior.place is RaterPlace.OUTSIDE:
        return f"{name} di luar kantor ini, jadi RHK-nya ditulis saja. Yang mendukung: “{excerpt(item.text, 90)}”."
    return (
        f"{name} belum punya rencana kerja di sini. Tulis dulu kalimatnya; setelah rencananya ada, hubungkan dari "
        f"layar ini. Yang mendukung: “{excerpt(item.text, 90)}”."
    )
