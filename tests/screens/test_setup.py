"""First start: a brand-new database becomes an office in at most six answers, or stays untouched."""

from __future__ import annotations

import pytest

from kinerja_tui.app import KinerjaApp
from kinerja_tui.screens.office.beranda import BerandaScreen
from kinerja_tui.screens.office.setup import SetupScreen
from kinerja_tui.screens.staff.employees import EmployeesScreen
from kinerja_tui.widgets.dialogs import Pick
from kinerja_tui.widgets.sheet import Sheet
from tests.conftest import ready, screen_text
from tests.widgets.helpers import burst


@pytest.fixture
def new_app(workplace) -> KinerjaApp:
    return KinerjaApp(workplace("new"))


async def started(pilot):
    await ready(pilot)
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    assert isinstance(pilot.app.screen, SetupScreen)


def settings(app) -> dict[str, str]:
    return dict(app.file.rows("SELECT name, value FROM setting WHERE name <> 'database'"))


async def finished(pilot):
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def test_a_kecamatan_in_five_answers(new_app):
    async with new_app.run_test(size=(80, 24)) as pilot:
        await started(pilot)
        for answer in (("enter",), (*"muara bul", "enter"), (*"Rina [/] Wulandari", "enter"), ("enter",), ("f10",)):
            await burst(pilot, *answer)
        await finished(pilot)
        assert isinstance(new_app.screen, EmployeesScreen)
        text = screen_text(new_app)
        assert "Kecamatan Muara Bulian · 2026" in text
        assert "Tekan a untuk mengisi satu per satu" in text
        assert settings(new_app) == {
            "office": "15.04.03",
            "operator": "Rina [/] Wulandari",
            "year": "2026",
            "practice": "",
        }
        assert new_app.file.rows("SELECT count(*) FROM period") == [(5,)]
        await burst(pilot, "escape")
        assert isinstance(new_app.screen, BerandaScreen)


async def test_the_bkpsdm_of_a_city_in_five_answers(new_app):
    async with new_app.run_test(size=(80, 24)) as pilot:
        await started(pilot)
        for answer in (("2", "enter"), (*"dumai", "enter"), (*"Yusuf", "enter"), (*"2025", "enter"), ("f10",)):
            await burst(pilot, *answer)
        await finished(pilot)
        assert isinstance(new_app.screen, BerandaScreen)
        assert "BKPSDM Kota Dumai · 2025" in screen_text(new_app)


async def test_namesakes_are_told_apart_in_a_list(new_app):
    async with new_app.run_test(size=(80, 24)) as pilot:
        await started(pilot)
        await burst(pilot, "enter", *"sukajaya", "enter")
        assert "yang cocok" in screen_text(new_app)
        await burst(pilot, "f4")
        assert isinstance(new_app.screen, Pick)
        await burst(pilot, "enter")
        await burst(pilot, "enter")
        assert new_app.screen.query_one(Sheet).value("place").count(".") == 2
        assert new_app.screen.query_one(Sheet).current.key == "operator"


@pytest.mark.parametrize("place", ["tidak ada tempat ini", "[/]", "%", "15.04.03", "_"])
async def test_a_place_that_is_none_is_refused_and_nothing_is_made(new_app, place):
    async with new_app.run_test(size=(80, 24)) as pilot:
        await started(pilot)
        await burst(pilot, "enter", *place, "enter")
        assert new_app.screen.query_one(Sheet).current.key == "place"
        assert "Tidak ada Kecamatan bernama" in screen_text(new_app)
        await burst(pilot, "f10")
        assert settings(new_app) == {}


async def test_a_kecamatan_is_no_bkpsdm(new_app):
    async with new_app.run_test(size=(80, 24)) as pilot:
        await started(pilot)
        await burst(pilot, "enter", *"muara bulian", "enter", *"Rina", "enter", "home", "ctrl+home", "2", "enter")
        await burst(pilot, "f10")
        assert new_app.screen.query_one(Sheet).current.key == "place"
        assert "Ini bukan BKPSDM" in screen_text(new_app)
        assert settings(new_app) == {}


@pytest.mark.parametrize("year", ["2021", "0000", "9999", "20"])
async def test_a_year_without_rules_is_refused(new_app, year):
    async with new_app.run_test(size=(80, 24)) as pilot:
        await started(pilot)
        await burst(pilot, "enter", *"muara bulian", "enter", *"Rina", "enter", *year, "enter", "f10")
        assert isinstance(new_app.screen, SetupScreen)
        assert settings(new_app) == {}


async def test_a_year_far_from_the_clock_is_asked_about_once(new_app):
    async with new_app.run_test(size=(80, 24)) as pilot:
        await started(pilot)
        await burst(pilot, "enter", *"muara bulian", "enter", *"Rina", "enter", *"2062")
        assert "Tahun 2062 jauh dari tahun ini (2026)" in screen_text(new_app)
        assert settings(new_app) == {}
        await burst(pilot, "enter", "f10")
        await finished(pilot)
        assert settings(new_app)["year"] == "2062"


async def test_the_footer_names_only_keys_that_do_something(new_app):
    async with new_app.run_test(size=(120, 24)) as pilot:
        await started(pilot)
        text = screen_text(new_app)
        assert "F2 Ubah" in text
        assert "F5" not in text
        assert "F6" not in text
        await burst(pilot, "f5")
        assert "Tidak ada yang disalin" in screen_text(new_app)
        await burst(pilot, "f6")
        assert "tidak memakai catatan" in screen_text(new_app)


async def test_f10_with_nothing_answered_goes_to_what_is_missing(new_app):
    async with new_app.run_test(size=(80, 24)) as pilot:
        await started(pilot)
        await burst(pilot, "f10")
        assert new_app.screen.query_one(Sheet).current.key == "place"
        assert "Wajib diisi" in screen_text(new_app)


async def test_esc_says_nothing_was_made_and_lets_quit(new_app):
    async with new_app.run_test(size=(80, 24)) as pilot:
        await started(pilot)
        await burst(pilot, "escape")
        text = screen_text(new_app)
        assert "Belum ada yang dibuat" in text
        assert "kinerja demo" in text
        await burst(pilot, "t")
        assert isinstance(new_app.screen, SetupScreen)
        await burst(pilot, "escape")
        await burst(pilot, "y")
        assert not new_app.is_running
    assert settings(new_app) == {}


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_what_a_person_sees(new_app, seen_as, size):
    async with new_app.run_test(size=size) as pilot:
        await started(pilot)
        seen_as(new_app, f"setup_{size[0]}x{size[1]}")
