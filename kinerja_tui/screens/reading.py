"""What takes seconds to read with ten thousand people is read in a thread; the screen says so and keeps painting.

All of it is read over `DatabaseFile.aside`; the lists have their own way there (`list_finding`).
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from textual.screen import Screen

from kinerja_tui.handoff.problems import Cancelled
from kinerja_tui.models.aside import Reading
from kinerja_tui.screens.base import WorkScreen
from kinerja_tui.screens.took import last_took, remember
from kinerja_tui.widgets.progress import Working

if TYPE_CHECKING:
    from kinerja_tui.app import KinerjaApp

Found = TypeVar("Found")

_PATIENCE = 0.4
"""Seconds after which the person is told what takes so long."""

WAIT = "Menghitung…"
"""Stands where the result will be."""


async def read_apart(app: KinerjaApp, read: Callable[[], Found]) -> Found:
    """What ``read`` finds in a thread; it looks at nothing of the screen but the file.

    Broken off with the worker that waits for it, as when its screen is left. Raises what ``read`` raises.
    """
    asked = Reading()

    def answer() -> Found:
        with app.file.aside(asked):
            return read()

    try:
        return await asyncio.to_thread(answer)
    except asyncio.CancelledError:
        asked.stop()
        raise


async def read_telling(
    app: KinerjaApp, title: str, read: Callable[[], Found], *, text: str = "", what: str = "", pieces: float = 1.0
) -> Found:
    """As `read_apart`, for a worker that keys wait for: what takes longer is told, and Esc breaks it off.

    ``what`` names the reading and ``pieces`` how much it is, so that the next one can tell about how long it takes.
    Raises `Cancelled` when the person wanted it no more, and what ``read`` raises.
    """
    began = time.monotonic()
    running = asyncio.ensure_future(read_apart(app, read))
    await asyncio.wait({running}, timeout=_PATIENCE)
    if running.done():
        return running.result()
    working = Working(title, expected=last_took(app, what) * pieces)
    await app.push_screen(working)
    working.advance(0, 0, text)
    try:
        while not running.done():
            await asyncio.wait({running}, timeout=1 / 30)
            if working.cancelled.is_set():
                running.cancel()
                raise Cancelled
    finally:
        working.close()
    remember(app, what, (time.monotonic() - began) / pieces)
    return running.result()


async def read_or_end(app: KinerjaApp, title: str, read: Callable[[], Found], *, what: str = "") -> Found:
    """As `read_telling`; Esc ends the worker that asks, and nothing has happened."""
    try:
        return await read_telling(app, title, read, what=what)
    except Cancelled:
        raise asyncio.CancelledError from None


async def read_ahead(app: KinerjaApp, screen: Screen[Any]) -> bool:
    """Let a screen that is going to be opened read in a thread, while keys wait for it; what it finds is kept.

    False when the person wanted it no more.
    """
    if not isinstance(screen, WorkScreen):
        return True
    with contextlib.suppress(Exception):  # it goes wrong again where it is told
        try:
            await read_telling(
                app,
                f"{screen.TITLE}: menghitung",
                screen.read_ahead,
                text="Data semua pegawai dibaca.",
                what=type(screen).__name__,
            )
        except Cancelled:
            return False
    return True
