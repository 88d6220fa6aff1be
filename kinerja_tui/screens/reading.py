"""What takes seconds to read with ten thousand people is read in a thread; the screen says so and keeps painting."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from kinerja_tui.models.file import DatabaseFile

if TYPE_CHECKING:
    from kinerja_tui.app import KinerjaApp

Found = TypeVar("Found")

WAIT = "Menghitung…"
"""Stands where the result will be."""


async def read_apart(app: KinerjaApp, read: Callable[[DatabaseFile], Found]) -> Found:
    """What ``read`` finds, on a connection of its own in a thread; ``read`` looks at nothing of the screen.

    Raises what ``read`` raises.
    """
    path = app.file.path

    def reading() -> Found:
        file = DatabaseFile(path)
        try:
            return read(file)
        finally:
            file.close()

    return await asyncio.to_thread(reading)
