"""Pengaturan: who works here, the year, a backup, and what this PC is."""

from __future__ import annotations

import sqlite3

import pytest

from kinerja_tui.models.identity import fingerprint
from kinerja_tui.screens.office.settings import SettingsScreen
from kinerja_tui.services.office import setup
from tests.conftest import ready, screen_text
from tests.widgets.helpers import HOSTILE, burst


async def opened(pilot):
    await ready(pilot)
    await burst(pilot, "8")
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    assert isinstance(pilot.app.screen, SettingsScreen)


async def keys(pilot, *names: str) -> None:
    for key in names:
        await pilot.press(key)
        await pilot.pause()


@pytest.mark.parametrize("name", ["Budi", *HOSTILE[:3]])
async def test_somebody_else_works_here(empty_app, name):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await keys(pilot, "enter", "ctrl+u", *name, "enter")
        assert empty_app.db.operator == name
        assert name in screen_text(empty_app)


async def test_nobody_is_not_a_name(empty_app):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await keys(pilot, "p", "ctrl+u", "space", "enter")
        assert empty_app.db.operator == "Rina Wulandari"


async def test_another_year_shows_in_the_title_and_brings_its_periods(empty_app):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await keys(pilot, "t", "ctrl+u", *"2027", "enter")
        assert "Kecamatan Muara Bulian · 2027" in screen_text(empty_app)
        assert empty_app.file.rows("SELECT count(*) FROM period WHERE year = 2027") == [(5,)]


@pytest.mark.parametrize("year", ["2021", "26", "abcd", "9999", "٢٠٢٦"])
async def test_a_year_that_is_none_stays_in_the_question(empty_app, year):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await keys(pilot, "t", "ctrl+u", *year, "enter")
        assert not isinstance(empty_app.screen, SettingsScreen)
        assert empty_app.db.year == 2026


async def test_a_backup_is_whole_and_its_place_is_said(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await keys(pilot, "c")
        target = setup.backups(app.db)[-1]
        assert target.parent == app.file.path.parent / "cadangan"
        assert str(target) in " ".join(str(note.message) for note in app._notifications)
        copy = sqlite3.connect(target)
        assert copy.execute("SELECT count(*) FROM employee").fetchone() == (34,)
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        copy.close()


async def test_a_backup_that_cannot_be_written_is_told(app):
    folder = app.file.path.parent / "cadangan"
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        for file in folder.iterdir():
            file.unlink()
        folder.rmdir()
        folder.write_text("not a folder")
        await keys(pilot, "c")
        assert "aman" in " ".join(str(note.message) for note in app._notifications)
        assert isinstance(app.screen, SettingsScreen)


async def test_what_this_pc_is(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        text = screen_text(app)
        assert fingerprint(app.db.identity.public_key) in text
        assert "15.04.03" in text
        assert str(app.file.path)[:40] in text
        await keys(pilot, "down", "down", "enter")
        assert "terang" in screen_text(app) or "gelap" in screen_text(app)
