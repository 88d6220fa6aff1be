"""A list that f narrows to one state, with how many there are in each; the title names what is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from typing import ClassVar

from textual import work

from kinerja_tui.screens.lists.list import ListScreen
from kinerja_tui.screens.reading import read_or_end
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.dialogs import Pick
from kinerja_tui.widgets.keys import ASKING

_ALL = "semua"
_EVERY_STATE: ContextVar[bool] = ContextVar("every state", default=False)
"""Within, in this thread, no state is chosen."""


class FilteredList(ListScreen):
    """Subclasses give `STATES` and `counts`, and read `state` in `find`."""

    COMMANDS: ClassVar[list[Command]] = [
        Command("by_state", "f", "Saring menurut keadaan", "Menampilkan satu keadaan saja, atau semua lagi.", "Keadaan",
                group="Daftar"),
    ]  # fmt: skip
    STATES: ClassVar[Mapping[str, str]] = {}

    _state = ""

    @property
    def state(self) -> str:
        """Key of `STATES` that is shown; empty: everything."""
        return "" if _EVERY_STATE.get() else self._state

    @state.setter
    def state(self, state: str) -> None:
        self._state = state

    def counts(self) -> Mapping[str, int]:
        """State -> how many rows there are; in any thread."""
        raise NotImplementedError

    def everything(self) -> int:
        """How many rows there are without a filter."""
        return sum(self.counts().values())

    def listed(self) -> str:
        """What is listed, whatever its state."""
        return super().heading()

    def heading(self) -> str:
        """What is listed, with the state that is shown."""
        return f"{self.listed()} · {self.STATES[self.state]}" if self.state else self.listed()

    def every_key(self) -> Sequence[str]:
        """The rows of every state."""
        token = _EVERY_STATE.set(True)
        try:
            return super().every_key()
        finally:
            _EVERY_STATE.reset(token)

    def reload(self, keep: str | None = None) -> None:
        """Read the list again; an empty state says how to see the others."""
        super().reload(keep)
        if self.state and not self.list.filter_text:
            self.list.empty_text = "Tidak ada dalam keadaan ini. Tekan f lalu 0 untuk menampilkan semuanya."

    @work(exclusive=True, group=ASKING)
    async def action_by_state(self) -> None:
        """f: one state, or everything."""
        with self.telling():
            await self.ask_state()

    async def ask_state(self) -> None:
        """Ask which, with how many there are in each: counted in a thread. In a worker."""
        found, all_of_them = await read_or_end(
            self.app, "Menghitung", lambda: (self.counts(), self.everything()), what=f"states_{type(self).__name__}"
        )
        options = [(_ALL, f"0  Semua ({all_of_them})")]
        options += [
            (state, f"{number}  {label} ({found.get(state, 0)})")
            for number, (state, label) in enumerate(self.STATES.items(), 1)
        ]
        state = await self.app.push_screen_wait(Pick("Keadaan", options, at=self.state or _ALL))
        if state is not None:
            self.state = "" if state == _ALL else state
            self.retitle()
            self.reload()
