"""A day's work leaves nothing behind in memory: widgets are counted, not megabytes."""

from __future__ import annotations

import gc
from collections import Counter

from textual import events
from textual._styles_cache import StylesCache
from textual.widget import Widget

from kinerja_tui.app import KinerjaApp
from kinerja_tui.widgets.sheet import Sheet
from tests.conftest import ready

TABS = 200
SCREENS = ("employees", "plans", "evaluations", "office_state", "settings", "matrix")
ROUNDS = 3


def living(app: KinerjaApp) -> Counter[str]:
    """How many widgets of each class there are, in the app or merely in memory."""
    gc.unfreeze()  # the start puts what it made where the collector does not look
    gc.collect()
    found: Counter[str] = Counter()
    for thing in gc.get_objects():
        if isinstance(thing, Widget):
            found[type(thing).__name__] += 1
    found["in the app"] = len(app._registry)
    return found


async def test_neither_tabs_nor_screens_leave_widgets_behind(app: KinerjaApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await ready(pilot)
        await pilot.press("2", "a")
        await pilot.pause()
        sheet = app.screen.query_one(Sheet)
        passed = set()
        before: Counter[str] = Counter()
        for number in range(TABS // 10):
            key = "shift+tab" if number % 2 else "tab"
            for _ in range(10):
                app.post_message(events.Key(key, None))
            await pilot.pause()
            passed.add(sheet.current and sheet.current.key)
            before = before or living(app)
        assert len(passed) > 1
        assert living(app) - before == Counter()
        await pilot.press("escape")
        await pilot.pause()

        counts = []
        for _ in range(ROUNDS):
            for name in SCREENS:
                app.go_to(name)
                await app.workers.wait_for_complete()
                await pilot.pause()
                assert len(app.screen_stack) == 2
            app.action_home()
            await app.workers.wait_for_complete()
            await pilot.pause()
            counts.append(living(app))
        assert counts[-1] - counts[0] == Counter()  # one may linger, but not one more each time
        painted = sum(isinstance(thing, StylesCache) for thing in gc.get_objects())
        assert painted <= counts[-1].total() + 20, "painted lines are kept of widgets that are gone"
