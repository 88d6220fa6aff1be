"""Urungkan and Ulangi from any list: the act by its name, what changes back, and a key to say yes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kinerja_tui.handoff.problems import Cancelled
from kinerja_tui.models.file import DatabaseProblem
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.screens.background import PATIENCE, in_background
from kinerja_tui.screens.question import Question
from kinerja_tui.screens.reading import read_or_end
from kinerja_tui.services.history import acts

if TYPE_CHECKING:
    from kinerja_tui.app import KinerjaApp
    from kinerja_tui.services.history.joined_acts import Joined

_NOTHING_TO_UNDO = (
    f"Tidak ada yang dapat diurungkan: yang dapat diurungkan {acts.LAST} pekerjaan terakhir PC ini. "
    "Untuk data lain, perbaiki lewat formulirnya."
)
_NOTHING_TO_REDO = "Tidak ada yang diulang. Yang dapat diulang hanya yang baru saja diurungkan (z)."


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
    from kinerja_tui.services.history import joined_acts

    whole = joined_acts.find(app.file, change_id)
    if whole is None:
        await _ask_one(app, change_id)
    else:
        await _ask_whole(app, whole)


async def _ask_one(app: KinerjaApp, change_id: str) -> None:
    from kinerja_tui.services.history import undo
    from kinerja_tui.services.history.act_words import told_steps

    db = app.db
    try:
        seen = await read_or_end(app, "Diperiksa", lambda: undo.look(db, change_id), what="act")
    except (RuleBroken, DatabaseProblem) as problem:
        app.notify(problem.text, severity="warning", timeout=10, markup=False)
        return
    if _is_refused(app, seen.title, seen.obstacle, again=seen.again):
        return
    lines = told_steps(app.file, seen.back) or ["Isinya sama dengan yang sekarang."]
    verb = _verb(again=seen.again)
    question = Question(
        f"{verb}: {seen.title}", _text(lines, seen.handed), verb, lambda _: undo.undo(db, change_id), doing=verb
    )
    if await app.push_screen_wait(question):
        _tell_done(app, seen.title, again=seen.again)


async def _ask_whole(app: KinerjaApp, whole: Joined) -> None:
    """An act on many: whose it is, one name a line; what changed of each stands in the person's own history."""
    from kinerja_tui.services.history import undo

    db, verb = app.db, _verb(again=whole.title.startswith(acts.UNDONE))
    try:
        seen = await in_background(
            app, f"{verb}: diperiksa", lambda progress: undo.look_joined(db, whole, progress), patience=PATIENCE
        )
    except Cancelled:
        return
    except (RuleBroken, DatabaseProblem) as problem:
        app.notify(problem.text, severity="warning", timeout=10, markup=False)
        return
    if _is_refused(app, seen.title, seen.obstacle, again=seen.again):
        return
    back = "diulang" if seen.again else "diurungkan"
    lines = [
        f"{whole.count} perubahan {back} sekaligus:",
        *(f"- {name}" for name in dict.fromkeys(seen.people) if name),
    ]
    question = Question(
        f"{verb}: {seen.title}",
        _text(lines, seen.handed),
        verb,
        lambda progress: undo.undo(db, whole.last, progress),
        doing=f"{verb}: {seen.title}",
        can_cancel=True,
    )
    if await app.push_screen_wait(question):
        _tell_done(app, seen.title, again=seen.again)


def _verb(*, again: bool) -> str:
    return "Ulangi" if again else "Urungkan"


def _text(lines: Sequence[str], handed: str) -> str:
    more = ["", f"Sudah diserahkan dalam {handed}. Perubahan ini ikut paket berikutnya."] if handed else []
    return "\n".join([*lines, *more])


def _is_refused(app: KinerjaApp, title: str, obstacle: str, *, again: bool) -> bool:
    """Whether it cannot be; then the person was told why."""
    if obstacle:
        done = "diulang" if again else "diurungkan"
        text = f"“{title}” tidak {done}. {obstacle} Tidak ada yang diubah."
        app.notify(text, severity="warning", timeout=12, markup=False)
    return bool(obstacle)


def _tell_done(app: KinerjaApp, title: str, *, again: bool) -> None:
    app.read_place()
    if again:
        app.notify(f"Diulang: {title}. Tekan z untuk mengurungkan lagi.", markup=False)
    else:
        app.notify(f"Diurungkan: {title}. Tekan y untuk mengulang.", markup=False)
