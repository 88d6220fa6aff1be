"""Urungkan and Ulangi from any list: the act by its name, what changes back, and a key to say yes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import events, work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from kinerja_tui.models.file import DatabaseProblem
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services import acts
from kinerja_tui.widgets.dialogs import DIALOG_CSS
from kinerja_tui.widgets.keys import ASKING, pass_on

if TYPE_CHECKING:
    from kinerja_tui.app import KinerjaApp

_NOTHING_TO_UNDO = (
    f"Tidak ada yang dapat diurungkan: yang dapat diurungkan {acts.LAST} pekerjaan terakhir PC ini. "
    "Untuk data lain, perbaiki lewat formulirnya."
)
_NOTHING_TO_REDO = "Tidak ada yang diulang. Yang dapat diulang hanya yang baru saja diurungkan (z)."


class Question(ModalScreen[bool]):
    """What will change, and whether: y or Enter does it at once, t or Esc leaves all as it is."""

    DEFAULT_CSS = (
        DIALOG_CSS.format(name="Question")
        + """
        Question VerticalScroll { height: auto; max-height: 60vh; scrollbar-size-vertical: 1; }
        Question .dialog--title { margin: 0 0 1 0; }
        """
    )
    AUTO_FOCUS = "VerticalScroll"

    def __init__(self, title: str, text: str, yes: str, perform: Callable[[], object]) -> None:
        super().__init__()
        self._title = title
        self.text = text
        self._yes = yes
        self._perform = perform
        self._answered = False

    def compose(self) -> ComposeResult:
        """Title, text, keys."""
        with Vertical():
            yield Static(Content(self._title), classes="dialog--title", markup=False)
            with VerticalScroll():
                yield Static(Content(self.text), markup=False)
            yield Static(Content(f"{self._yes} (y)     Batal (t)     ↑↓ gulir"), classes="dialog--keys", markup=False)

    def on_key(self, event: events.Key) -> None:
        """y, t, Enter, Esc."""
        if self._answered:
            pass_on(self, event)
        elif event.key in ("y", "Y", "enter", "t", "T", "escape"):
            self._answered = True
            event.stop()
            event.prevent_default()
            if event.key in ("y", "Y", "enter"):
                self.query_one(".dialog--keys", Static).update(Content("Sebentar…"))
                self._do()
            else:
                self.dismiss(False)

    @work(exclusive=True, group=ASKING)
    async def _do(self) -> None:
        """Done, in a thread, before the screen below comes up again and reads its rows anew; keys wait for it."""
        try:
            await asyncio.to_thread(self._perform)
        except (RuleBroken, DatabaseProblem) as problem:
            self.app.notify(problem.text, severity="warning", timeout=12, markup=False)
            self.dismiss(False)
        else:
            self.dismiss(True)


async def ask_undo(app: KinerjaApp, change_id: str = "") -> None:
    """Undo an act after a question: this one, or the newest that was not undone."""
    if not change_id:
        line = acts.to_undo(acts.last_acts(app.file))
        if line is None:
            app.notify(_NOTHING_TO_UNDO, markup=False)
            return
        change_id = line.id
    await _ask(app, change_id)


async def ask_redo(app: KinerjaApp) -> None:
    """Do again what was undone last, after a question."""
    line = acts.to_redo(acts.last_acts(app.file))
    if line is None:
        app.notify(_NOTHING_TO_REDO, markup=False)
        return
    await _ask(app, line.id)


async def _ask(app: KinerjaApp, change_id: str) -> None:
    from kinerja_tui.services import undo
    from kinerja_tui.services.act_words import told_steps

    db = app.db
    try:
        seen = await asyncio.to_thread(undo.look, db, change_id)
    except (RuleBroken, DatabaseProblem) as problem:
        app.notify(problem.text, severity="warning", timeout=10, markup=False)
        return
    verb = "Ulangi" if seen.again else "Urungkan"
    if seen.obstacle:
        done = "diulang" if seen.again else "diurungkan"
        text = f"“{seen.title}” tidak {done}. {seen.obstacle} Tidak ada yang diubah."
        app.notify(text, severity="warning", timeout=12, markup=False)
        return
    lines = told_steps(app.file, seen.back) or ["Isinya sama dengan yang sekarang."]
    if seen.handed:
        lines += ["", f"Sudah diserahkan dalam {seen.handed}. Perubahan ini ikut paket berikutnya."]
    question = Question(f"{verb}: {seen.title}", "\n".join(lines), verb, lambda: undo.undo(db, change_id))
    if await app.push_screen_wait(question):
        app.read_place()
        if seen.again:
            app.notify(f"Diulang: {seen.title}. Tekan z untuk mengurungkan lagi.", markup=False)
        else:
            app.notify(f"Diurungkan: {seen.title}. Tekan y untuk mengulang.", markup=False)
