"""Long work with the database: in a thread of its own, with progress on top and Esc to stop it.

While it runs the dialog covers the screen, so nothing else reads or writes the database.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from kinerja_tui.handoff.bundle import Progress
from kinerja_tui.handoff.problems import Cancelled
from kinerja_tui.widgets.progress import Working

if TYPE_CHECKING:
    from kinerja_tui.app import KinerjaApp

Result = TypeVar("Result")


async def in_background(
    app: KinerjaApp,
    title: str,
    work: Callable[[Progress], Result],
    steps: Sequence[str] = ("",),
    *,
    can_cancel: bool = True,
) -> Result:
    """Run ``work(progress)`` in a thread and return what it returns, or raise what it raises.

    ``steps`` name the passes of the work: the next begins when it counts from zero again. Raises `Cancelled` when
    the person pressed Esc and the work could still be stopped.
    """
    working = Working(title, can_cancel=can_cancel)
    await app.push_screen(working)
    passes = 0

    def progress(done: int, total: int) -> None:
        nonlocal passes
        passes += done == 0
        if working.cancelled.is_set():
            raise Cancelled
        working.advance(done, total, steps[min(max(passes, 1), len(steps)) - 1])

    try:
        return await asyncio.to_thread(work, progress)
    finally:
        working.dismiss(None)


async def read_in_background(app: KinerjaApp, title: str, read: Callable[[], Result]) -> Result:
    """Run something that only reads and cannot be stopped half-way. Raises `Cancelled` when Esc was pressed."""

    def work(progress: Progress) -> Result:
        found = read()
        progress(0, 0)
        return found

    return await in_background(app, title, work)
