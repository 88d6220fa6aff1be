"""With many people a screen reads in a thread before it comes up: keys wait for it, and Esc gives it up."""

from __future__ import annotations

import threading

import pytest

from kinerja_tui.app import KinerjaApp
from kinerja_tui.screens import reading, took, whole
from kinerja_tui.screens.evaluation.distribution import DistributionScreen
from kinerja_tui.screens.office.beranda import BerandaScreen
from kinerja_tui.services.evaluation import organisations
from kinerja_tui.services.office import agenda
from kinerja_tui.widgets.dialogs import Pick
from kinerja_tui.widgets.progress import Working
from tests.conftest import ready, screen_text
from tests.screens.keys import at, until

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


async def test_a_screen_reads_ahead_in_a_thread_and_can_be_given_up(
    app: KinerjaApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agenda, "FEW", 0)
    counts_of, threads, long = organisations.counts_of, [], [False]

    def watched(*arguments: object) -> object:
        threads.append(threading.current_thread())
        if long[0]:
            app.file.rows(ENDLESS)
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


async def test_a_page_keeps_what_it_shows_until_the_new_content_is_there(
    app: KinerjaApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keys that are meant for the content wait for it; Esc does not."""
    counts_of, gate = organisations.counts_of, threading.Event()

    def held(*arguments: object) -> object:
        gate.wait(60)
        return counts_of(*arguments)  # type: ignore[arg-type]

    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("9")
        await at(pilot, DistributionScreen)
        before = screen_text(app)
        monkeypatch.setattr(whole, "PATIENCE", 0)
        monkeypatch.setattr(organisations, "counts_of", held)
        screen = app.screen
        assert isinstance(screen, DistributionScreen)
        screen.reread()
        await pilot.press("c")
        assert screen.is_settling
        assert screen_text(app) == before
        gate.set()
        await at(pilot, Pick)
        assert not screen.is_settling
        await pilot.press("escape")
        gate.clear()
        screen.reread()
        await pilot.press("escape")
        await at(pilot, BerandaScreen)
        gate.set()


async def test_a_reading_tells_about_how_long_it_takes_from_the_second_time_on(
    app: KinerjaApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agenda, "FEW", 0)
    monkeypatch.setattr(reading, "_PATIENCE", 0)
    counts_of, gate = organisations.counts_of, threading.Event()

    def held(*arguments: object) -> object:
        gate.wait(60)
        return counts_of(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(organisations, "counts_of", held)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("9")
        await at(pilot, Working)
        assert "kira-kira" not in screen_text(app), "nobody knows yet"
        gate.set()
        await at(pilot, DistributionScreen)
        assert 0 < app.took["DistributionScreen"] < 60
        app.took["DistributionScreen"] = 3_000.0
        await pilot.press("1")
        await app.action_quit()
    gate.clear()
    again = KinerjaApp(app.workplace)
    async with again.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("9")
        await at(pilot, Working)
        await until(pilot, lambda: "kira-kira 50 menit lagi" in screen_text(again))
        await pilot.press("escape")
        await at(pilot, BerandaScreen)
        gate.set()
        again.db.set_setting(took.TOOK, '["odd", {"DistributionScreen": "NaN"}]')
        assert took.last_took(again, "DistributionScreen") == 0
