"""Questions, lists and progress over a screen."""

from __future__ import annotations

from typing import Any

import pytest
from textual.widgets import ProgressBar, Static

from kinerja_tui.widgets.dialogs import AskText, Confirm, Pick
from kinerja_tui.widgets.progress import Working, time_left
from kinerja_tui.widgets.theme import THEME_NAMES

from .helpers import HOSTILE, StageApp, burst, picture


async def answer(dialog: Any, *keys: str, size: tuple[int, int] = (80, 24)) -> Any:
    """What a dialog returns for some keys; "still open" when it does not."""
    app = StageApp(Static("x"))
    got: list[Any] = []
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        app.push_screen(dialog, got.append)
        await pilot.pause()
        await burst(pilot, *keys)
        return got[0] if got else "still open"


@pytest.mark.parametrize(
    ("key", "result"),
    [("y", True), ("enter", True), ("t", False), ("escape", False), ("x", "still open"), ("f1", "still open")],
)
async def test_confirm(key: str, result: Any):
    assert await answer(Confirm("Hapus [/]?", title="[bold]"), key) == result


async def test_a_doubled_answer_is_one_answer():
    assert await answer(Confirm("Hapus?"), "y", "y", "enter", "t") is True
    assert await answer(Pick("Pilih", [("a", "A"), ("b", "B")]), "down", "enter", "enter", "escape") == "b"


async def test_ask_text_checks():
    def check(text: str) -> str | None:
        return "Nama wajib diisi." if not text else None

    assert await answer(AskText("Nama?", check=check), "enter") == "still open"
    assert await answer(AskText("Nama?", check=check), "enter", *"abc ", "enter") == "abc"
    assert await answer(AskText("Nama?", "lama"), "x", "enter") == "x"
    assert await answer(AskText("Nama?", "lama"), "escape") is None


@pytest.mark.parametrize(
    ("keys", "result"),
    [
        (["enter"], "b"),  # starts at the present value
        (["up", "enter"], "a"),
        ([*"meja", "enter"], "c"),
        ([*"mejax", "backspace", "enter"], "c"),
        ([*"tidakada", "enter"], "still open"),
        (["2"], "b"),
        (["escape"], None),
        (["end", "enter"], "d"),
    ],
)
async def test_pick(keys: list[str], result: Any):
    options = [("a", "1  Kursi"), ("b", "2  Lampu"), ("c", "Meja [/]"), ("d", "[bold]Zat")]
    assert await answer(Pick("Barang", options, at="b"), *keys) == result


async def test_pick_draws_a_part_of_a_long_list_and_finds_the_rest():
    options = [(str(number), f"Pegawai {number}") for number in range(10_000)]
    assert await answer(Pick("Pegawai", options), *"9999", "enter") == "9999"


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_texts(text: str):
    assert await answer(Confirm(text, text, text, title=text), "y") is True
    assert await answer(AskText(text, text, title=text), "escape") is None
    assert await answer(Pick(text, [(text, text)], at=text), "enter") == text


async def test_progress_is_fed_from_anywhere_and_can_be_stopped():
    app = StageApp(Static("x"))
    async with app.run_test(size=(80, 24)) as pilot:
        working = Working("Mengambil [/] berkas")
        app.push_screen(working)
        await pilot.pause()
        for row in range(100_000):
            working.advance(row, 100_000, "Baris [bold]")
        working._draw()
        await pilot.pause()
        assert "Baris [bold]" in picture(app)
        assert working.query_one(ProgressBar).progress == 99_999
        assert not working.cancelled.is_set()
        await pilot.press("x", "escape")
        assert working.cancelled.is_set()
        working.dismiss()
        await pilot.pause()
        assert app.screen is app.stage


@pytest.mark.parametrize("theme", THEME_NAMES)
async def test_every_theme_draws_the_dialogs(theme: str):
    app = StageApp(Static("x"), theme=theme)
    async with app.run_test(size=(80, 24)) as pilot:
        for dialog in (Confirm("Hapus?"), AskText("Nama?"), Pick("Pilih", [("a", "A")]), Working("Sebentar")):
            app.push_screen(dialog)
            await pilot.pause()
            app.export_screenshot()
            dialog.dismiss()
            await pilot.pause()
        assert app.theme == theme


@pytest.mark.parametrize("theme", THEME_NAMES)
async def test_the_choice_at_the_cursor_stands_out_by_its_background(theme: str):
    app = StageApp(Static("x"), theme=theme)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(Pick("Pilih", [("a", "Kursi"), ("b", "Lampu")], at="b"))
        await pilot.pause()
        segments = [segment for strip in app.screen._compositor.render_strips() for segment in strip]
        grounds = {
            word: segment.style and segment.style.bgcolor
            for segment in segments
            for word in ("Kursi", "Lampu")
            if word in segment.text
        }
        assert grounds["Kursi"] != grounds["Lampu"]


async def test_a_long_list_leaves_room_for_its_keys():
    app = StageApp(Static("x"))
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(Pick("Periode", [(str(number), f"Bulan {number}") for number in range(40)]))
        await pilot.pause()
        assert "Enter Pilih" in picture(app)
        assert "Saring: " in picture(app)


@pytest.mark.parametrize("theme", THEME_NAMES)
async def test_without_colours_everything_can_be_read(theme: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("NO_COLOR", "1")
    app = StageApp(Static("x"), theme=theme)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(Pick("Pilih", [("a", "Kursi"), ("b", "Lampu")], at="b"))
        await pilot.pause()
        for strip in app.screen._compositor.render_strips():
            for text, style, _ in strip:
                if style is not None and text.strip():
                    plain = style.color is None or style.color.is_default
                    assert plain or style.color != style.bgcolor, text


def test_time_left_is_told_once_it_can_be_known() -> None:
    assert time_left(0, 100, 9) == time_left(50, 100, 0.2) == time_left(100, 100, 9) == time_left(5, 0, 9) == ""
    assert time_left(50, 100, 10) == "kira-kira 10 detik lagi"
    assert time_left(10, 100, 30) == "kira-kira 4 menit lagi"
    assert time_left(1, 1_000, 20) == "kira-kira 6 jam lagi"
    assert time_left(999, 1_000, 2) == "kira-kira 1 detik lagi"
