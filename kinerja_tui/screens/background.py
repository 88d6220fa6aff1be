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

PATIENCE = 0.4
"""Seconds that work which is mostly short may take before its dialog is shown."""


async def in_background(
    app: KinerjaApp,
    title: str,
    work: Callable[[Progress], Result],
    steps: Sequence[str] = ("",),
    *,
    patience: float = 0,
    can_cancel: bool = True,
) -> Result:
    """Run ``work(progress)`` in a thread and return what it returns, or raise what it raises.

    ``steps`` name the passes of the work: the next begins when it counts from zero again. ``patience``: seconds before
    the dialog is shown; only for a worker that keys wait for. Raises `Cancelled` when the person pressed Esc and the
    work could still be stopped.
    """
    working = Working(title, can_cancel=can_cancel)
    passes = 0

    def progress(done: int, total: int) -> None:
        nonlocal passes
        passes += done == 0
        if working.cancelled.is_set():
            raise Cancelled
        working.advance(done, total, steps[min(max(passes, 1), len(steps)) - 1])

    running = asyncio.ensure_future(asyncio.to_thread(work, progress))
    if patience:
        await asyncio.wait({running}, timeout=patience)
    if running.done():
        return running.result()
    await app.push_screen(working)
    try:
        return await running
    finally:
        working.close()
