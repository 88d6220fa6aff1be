"""With many people a screen reads in a thread before it comes up: keys wait for it, and Esc gives it up."""

from __future__ import annotations

import threading

import pytest

from kinerja_tui.app import KinerjaApp
from kinerja_tui.screens.beranda import BerandaScreen
from kinerja_tui.screens.distribution import DistributionScreen
from kinerja_tui.services import agenda, organisations
from kinerja_tui.widgets.dialogs import Pick
from kinerja_tui.widgets.progress import Working
from tests.conftest import ready, screen_text
from tests.screens.keys import at, until

LONG = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000000) SELECT count(*) FROM n"


async def test_a_screen_reads_ahead_in_a_thread_and_can_be_given_up(
    app: KinerjaApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agenda, "FEW", 0)
    counts_of, threads, long = organisations.counts_of, [], [False]

    def watched(*arguments: object) -> object:
        threads.append(threading.current_thread())
        if long[0]:
            app.file.rows(LONG)
        return counts_of(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(organisations, "counts_of", watched)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("9", "p")
        await at(pilot, Pick)
        assert threads[0] is not threading.main_thread()
        await pilot.press("escape")
        await at(pilot, DistributionScreen)
        await pilot.press("1")
        await at(pilot, BerandaScreen)
        long[0] = True
        await pilot.press("9")
        await at(pilot, Working)
        await until(pilot, lambda: "pegawai dibaca" in screen_text(app))
        await pilot.press("escape")
        await at(pilot, BerandaScreen)
        long[0] = False
        await pilot.press("9")
        await at(pilot, DistributionScreen)
