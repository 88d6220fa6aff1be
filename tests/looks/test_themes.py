"""Choosing a look: Ctrl+T goes round, Pengaturan names them, the PC remembers; NO_COLOR and unknown terminals."""

from __future__ import annotations

import pytest

from kinerja_tui.app import THEME, KinerjaApp
from kinerja_tui.screens.office.settings import SettingsScreen
from kinerja_tui.widgets.dialogs import Pick
from kinerja_tui.widgets.theme import CONTRAST, DARK, LIGHT, SIXTEEN, THEME_NAMES
from tests.conftest import ready, screen_text
from tests.looks.colours import contrast
from tests.looks.walk import described, go
from tests.screens.keys import at, until


async def test_round_by_key_by_name_in_the_settings_and_remembered(workplace):
    place = workplace("")
    app = KinerjaApp(place)
    app.theme = DARK
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        met = []
        for _ in THEME_NAMES:
            await pilot.press("ctrl+t")
            met.append(app.theme)
        assert met == [LIGHT, CONTRAST, SIXTEEN, DARK]
        await go(pilot, ("=settings",))
        assert "Tampilan              gelap" in screen_text(app)
        await pilot.press("down", "down", "enter")
        await at(pilot, Pick)
        assert "3  kontras tinggi" in screen_text(app)
        await pilot.press("escape")
        await at(pilot, SettingsScreen)
        assert app.theme == DARK
        await pilot.press("enter", "3")
        await at(pilot, SettingsScreen)
        assert "Tampilan              kontras tinggi" in screen_text(app)
        await until(pilot, lambda: place.file.setting(THEME) == CONTRAST)
    assert KinerjaApp(place).theme == CONTRAST


async def test_a_look_of_another_version_gives_way(workplace):
    place = workplace("")
    app = KinerjaApp(place)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        app.db.set_setting(THEME, "kinerja-senja")
    assert KinerjaApp(place).theme in THEME_NAMES


@pytest.mark.parametrize(
    ("term", "colorterm", "wanted"),
    [("linux", "", SIXTEEN), ("xterm", "", SIXTEEN), ("vt100", "", SIXTEEN), ("dumb", "", SIXTEEN),
     ("aneh", "", SIXTEEN), ("xterm-256color", "", DARK), ("screen-256color", "", DARK), ("xterm", "truecolor", DARK)],
)  # fmt: skip
def test_the_first_look_is_one_the_terminal_can_show(workplace, monkeypatch, term, colorterm, wanted):
    monkeypatch.setenv("TERM", term)
    monkeypatch.setenv("COLORTERM", colorterm)
    monkeypatch.setattr("rich.console.Console.is_terminal", True)
    assert KinerjaApp(workplace("")).theme == wanted


@pytest.mark.parametrize("theme", THEME_NAMES)
async def test_without_colours_all_is_grey_and_can_be_read(workplace, monkeypatch, theme):
    monkeypatch.setenv("NO_COLOR", "1")
    app = KinerjaApp(workplace(""))
    app.theme = theme
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        for strip in app.screen._compositor.render_strips(app.size):
            for text, style, _ in strip:
                if not text.strip() or style is None:
                    continue
                front, ground = (part.split()[-1] for part in described(style).split(" on "))
                if theme == SIXTEEN:
                    assert (front, ground) == ("default", "default")
                    continue
                for colour in (front, ground):
                    assert len({colour[1:3], colour[3:5], colour[5:7]}) == 1, f"{text!r} in {colour}"
                assert contrast(front, ground) >= 4.5, text
