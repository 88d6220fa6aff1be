"""How long the screen's thread is busy at a time: while it is, no key is answered and nothing is drawn.

Counted is the processor's time of that thread, so that what else the machine does stays out of it. One stretch is one
callback of the event loop: what runs without letting go.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import gc
import importlib
import statistics
import sys
import threading
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from types import FrameType
from typing import Any

from textual.app import App, ComposeResult
from textual.message_pump import MessagePump
from textual.screen import Screen

from kinerja_tui.app import SCREENS
from kinerja_tui.widgets.footer import KeyFooter
from kinerja_tui.widgets.plot import plot_library
from kinerja_tui.widgets.table import Column, ListSource, VirtualTable
from kinerja_tui.widgets.title import TitleBar

Story = Callable[..., Awaitable[None]]

SAMPLES = 0.004
"""Seconds between two looks at what the thread is doing, where that is asked for."""


@dataclass
class Stall:
    """One stretch of work without a pause."""

    seconds: float
    """of the processor"""
    what: str
    """the message it spent most on and who got it, or the task"""
    step: str
    """what the story was doing (`Stalls.at`)"""
    collecting: float = 0.0
    """of that, seconds that Python looked for objects nobody holds any more"""
    where: Counter[str] = field(default_factory=Counter)
    """innermost function of the program -> how often it was seen there; with ``sampled`` only"""


class Stalls:
    """Every stretch above ``least`` seconds, longest first."""

    def __init__(self, least: float) -> None:
        self.least = least
        self.found: list[Stall] = []
        self.step = ""
        self._story: asyncio.Task[Any] | None = None
        self._thread = threading.get_ident()
        self._doing: list[tuple[float, str]] = []
        self._seen: Counter[str] = Counter()
        self._collecting = self._collection_began = 0.0

    def at(self, step: str) -> None:
        """The story goes on with this. What its own task does between two keys is no work of the program."""
        self.step = step
        with contextlib.suppress(RuntimeError):  # told before there is a loop
            self._story = asyncio.current_task()

    def longest(self, step: str = "") -> Stall:
        """The longest stretch of a step, or of all; one of no time when there is none above the least."""
        stalls = [stall for stall in self.found if not step or stall.step == step]
        return max(stalls, key=lambda stall: stall.seconds, default=Stall(0.0, "", step))

    def by_step(self) -> dict[str, Stall]:
        """Step -> its longest stretch, the longest first."""
        steps = {stall.step for stall in self.found}
        return dict(sorted(((step, self.longest(step)) for step in steps), key=lambda item: -item[1].seconds))

    def _run(self, callback: Any, run: Any) -> None:
        self._doing.clear()
        self._seen.clear()
        self._collecting = 0.0
        began = time.thread_time()
        try:
            run()
        finally:
            ended = time.thread_time()
            own = self._story is not None and getattr(callback, "__self__", None) is self._story
            if ended - began >= self.least and not own:
                name = self._name(callback, ended)
                self.found.append(Stall(ended - began, name, self.step, self._collecting, Counter(self._seen)))

    def _name(self, callback: Any, ended: float) -> str:
        if self._doing:
            starts = [start for start, _ in self._doing] + [ended]
            spent = [later - start for start, later in pairwise(starts)]
            return self._doing[spent.index(max(spent))][1]
        task = getattr(callback, "__self__", None)
        if isinstance(task, asyncio.Task):
            return getattr(task.get_coro(), "__qualname__", str(task.get_name()))
        return getattr(callback, "__qualname__", type(callback).__name__)

    def _began(self, pump: MessagePump, message: Any) -> None:
        name = type(message).__name__
        detail = getattr(message, "key", "") or getattr(getattr(message, "callback", None), "__qualname__", "")
        self._doing.append((time.thread_time(), f"{type(pump).__name__} ← {name} {detail}".rstrip()))

    def _collects(self, phase: str, _info: object) -> None:
        if threading.get_ident() == self._thread:
            if phase == "start":
                self._collection_began = time.thread_time()
            else:
                self._collecting += time.thread_time() - self._collection_began

    def _look(self, stop: threading.Event) -> None:
        while not stop.wait(SAMPLES):
            frame: FrameType | None = sys._current_frames().get(self._thread)
            while frame is not None:
                module = frame.f_globals.get("__name__", "")
                if module.startswith("kinerja_tui."):
                    self._seen[f"{module.removeprefix('kinerja_tui.')}.{frame.f_code.co_name}"] += 1
                    break
                frame = frame.f_back
            else:
                self._seen["–"] += 1


@contextmanager
def stalls(least: float = 0.02, *, sampled: bool = False) -> Iterator[Stalls]:
    """Record stretches of this thread's event loop while the block runs.

    ``sampled`` also looks into them from beside, which takes a little of their time.
    """
    found = Stalls(least)
    run_handle, dispatch = asyncio.Handle._run, MessagePump._dispatch_message  # type: ignore[attr-defined]

    def measured(handle: Any) -> None:
        if threading.get_ident() == found._thread:
            found._run(handle._callback, lambda: run_handle(handle))
        else:
            run_handle(handle)

    async def dispatched(pump: MessagePump, message: Any) -> None:
        if threading.get_ident() == found._thread:
            found._began(pump, message)
        await dispatch(pump, message)

    stop = threading.Event()
    looking = threading.Thread(target=found._look, args=(stop,), daemon=True)
    asyncio.Handle._run = measured  # type: ignore[attr-defined]
    MessagePump._dispatch_message = dispatched  # type: ignore[method-assign]
    gc.callbacks.append(found._collects)
    if sampled:
        looking.start()
    try:
        yield found
    finally:
        stop.set()
        gc.callbacks.remove(found._collects)
        asyncio.Handle._run = run_handle  # type: ignore[attr-defined]
        MessagePump._dispatch_message = dispatch  # type: ignore[method-assign]


MOST = 6
"""How many times as long as a bare screen takes to come up (8 to 10 ms) the program may keep the thread at a time."""
PUSHES = 5


class Bare(Screen[None]):
    """A title, a list and a footer, and nothing behind them."""

    def compose(self) -> ComposeResult:
        """As the program's lists have them."""
        rows = [["+", f"Nama Pegawai {number}", "Pengadministrasi"] for number in range(40)]
        columns = [Column("mark", "", 1), Column("name", "Nama", 30, flex=1), Column("post", "Jabatan", 18)]
        yield TitleBar(title="Daftar", context="Kecamatan")
        yield VirtualTable(columns, ListSource(rows, [str(number) for number in range(40)]))
        yield KeyFooter()


async def bare_push() -> float:
    """Seconds of the longest stretch when a bare screen comes up; the middle of several.

    It is what Textual takes for style and layout, on this machine, now.
    """
    app = App[None]()
    with stalls(0.0) as found:
        async with app.run_test(size=(80, 24)) as pilot:
            for number in range(PUSHES):
                found.at(str(number))
                app.push_screen(Bare())
                await pilot.pause()
                app.pop_screen()
                await pilot.pause()
    return statistics.median(_own(found.longest(str(number))) for number in range(PUSHES))


def load_all_screens() -> None:
    """Which test is the first in its process to open a screen should not matter."""
    for place in SCREENS.values():
        importlib.import_module(place.partition(":")[0])
    plot_library()


def too_long(found: Stalls, bare: float) -> list[Stall]:
    """The stretches in which the program kept the thread too long. Collecting is not counted."""
    return [stall for stall in found.found if _own(stall) > MOST * bare]


def never_blocked(story: Story) -> Story:
    """A test, a story by keys, that also fails where the program keeps the screen's thread too long."""

    @functools.wraps(story)
    async def watched(*arguments: Any, **named: Any) -> None:
        bare = await bare_push()
        load_all_screens()
        with stalls() as found:
            found.at(story.__name__)
            await story(*arguments, **named)
        assert too_long(found, max(bare, await bare_push())) == []

    return watched


def _own(stall: Stall) -> float:
    return stall.seconds - stall.collecting
