"""The instrument that measures stalls sees one, and says who made it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from kinerja_tui.app import KinerjaApp, Workplace
from kinerja_tui.screens.evaluation.distribution import DistributionScreen
from tests.conftest import ready
from tests.screens.keys import at
from tests.stalls import bare_push, load_all_screens, stalls, too_long

SABOTAGE = 30
"""Times as long as a bare screen: some 300 ms."""


async def test_a_slow_query_on_the_screens_thread_is_seen(
    workplace: Callable[..., Workplace], monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = await bare_push()
    load_all_screens()
    show = DistributionScreen.show_whole

    def slow(screen: DistributionScreen, content: Any) -> None:
        ends = time.thread_time() + SABOTAGE * bare
        while time.thread_time() < ends:
            app.file.rows("SELECT count(*) FROM indicator")
        show(screen, content)

    app = KinerjaApp(workplace("muara_bulian"))
    with stalls() as found:
        async with app.run_test(size=(80, 24)) as pilot:
            await ready(pilot)
            found.at("as it is")
            await pilot.press("9")
            await at(pilot, DistributionScreen)
            await pilot.press("1")
            await pilot.pause()
            monkeypatch.setattr(DistributionScreen, "show_whole", slow)
            found.at("sabotaged")
            await pilot.press("9")
            await at(pilot, DistributionScreen)
    assert {stall.step for stall in too_long(found, bare)} == {"sabotaged"}
    assert "DistributionScreen" in found.longest("sabotaged").what
