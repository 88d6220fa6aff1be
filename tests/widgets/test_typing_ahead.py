"""Keys typed before a dialog stands: none is lost, none reaches the screen or the app below."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from textual import work
from textual.widgets import Static

from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.dialogs import AskText, Confirm, Pick
from kinerja_tui.widgets.keys import ASKING, PatientApp

from .helpers import Stage, StageApp, burst, key_event


class Asking(Stage):
    """Opens questions in the ways the program does."""

    COMMANDS = [
        Command("plain", "p", "Tanya", "Tanya."),
        Command("waiting", "w", "Tanya", "Tanya di dalam pekerja."),
        Command("twice", "d", "Tanya", "Dua pertanyaan."),
        Command("nothing", "k", "Tidak", "Pekerja tanpa pertanyaan."),
        Command("digit", "1", "Angka", "Angka pada layar."),
    ]

    def action_plain(self) -> None:
        self.app.push_screen(AskText("Nama?"), self.called.append)

    @work(exclusive=True, group=ASKING)
    async def action_waiting(self) -> None:
        self.called.append(await self.app.push_screen_wait(AskText("Nama?")))

    @work(exclusive=True, group=ASKING)
    async def action_twice(self) -> None:
        self.called.append(await self.app.push_screen_wait(Pick("Yang mana?", [("a", "1  A"), ("b", "2  B")])))
        self.called.append(await self.app.push_screen_wait(AskText("Nama?")))
        self.called.append(await self.app.push_screen_wait(Confirm("Benar?")))

    @work(exclusive=True, group=ASKING)
    async def action_nothing(self) -> None:
        self.called.append("nothing")

    def action_digit(self) -> None:
        self.called.append("digit")


@pytest.mark.parametrize(
    ("keys", "answers"),
    [
        (["p", *"1234", "enter"], ["1234"]),
        (["w", *"1234", "enter"], ["1234"]),
        (["w", *"12", "backspace", "left", "3", "enter"], ["31"]),
        (["w", "escape", "1"], [None, "digit"]),
        (["d", "2", *"11", "enter", "y", "1"], ["b", "11", True, "digit"]),
        (["k", "1"], ["nothing", "digit"]),
        (["p", *"1", "enter", "w", *"2", "enter"], ["1", "2"]),
    ],
)
async def test_what_is_typed_ahead_goes_to_the_question(keys: list[str], answers: list[Any]):
    app = StageApp(Static("x"), Asking)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await burst(pilot, *keys)
        while app.is_opening or app.keys_waiting:
            await pilot.pause()
        await pilot.pause()
        assert app.stage.called == answers
        assert app.screen is app.stage


@pytest.mark.parametrize("dialog", [AskText, Confirm])
async def test_a_dialog_closed_before_it_stood_keeps_no_key(dialog: type):
    app = StageApp(Static("x"), Asking)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.push_screen(dialog("Nama?"))
        app.pop_screen()
        await burst(pilot, "1")
        assert app.stage.called == ["digit"]


async def test_a_refused_text_is_typed_over():
    app = StageApp(Static("x"), Asking)
    answers: list[Any] = []
    check = {"salah": "Bukan itu."}.get
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(AskText("Nama?", check=check), answers.append)
        await pilot.pause()
        await burst(pilot, *"salah", "enter")
        assert not answers
        await burst(pilot, *"benar", "enter")
        assert answers == ["benar"]


async def test_keys_typed_while_others_come_back_stay_in_their_order():
    """The first ones are on their way to the screen when the question covers it; the rest comes at any moment after."""
    for moment in (4, 8, 12, 16, 20, 24):
        app = StageApp(Static("x"), Asking)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            for key in "p12345":
                app.post_message(key_event(key))
            for _ in range(moment):
                await asyncio.sleep(0)
            await burst(pilot, *"6789", "enter")
            while app.is_opening or app.keys_waiting:
                await pilot.pause()
            await pilot.pause()
            assert app.stage.called == ["123456789"], moment


class Refusing(Asking):
    """`r` refuses something, as a command that cannot be done."""

    COMMANDS = [*Asking.COMMANDS, Command("refuse", "r", "Tolak", "Tolak.")]

    def action_refuse(self) -> None:
        self.called.append("refused")
        self.app.stop_keys()


@pytest.mark.parametrize(
    ("then", "heard"), [("", []), ("pause", ["digit"]), ("left", ["digit"])], ids=["in one go", "pause", "correcting"]
)
async def test_what_is_typed_behind_a_refusal_runs_no_command(then: str, heard: list[str], monkeypatch):
    monkeypatch.setattr(PatientApp, "PAUSE", 60)
    app = StageApp(Static("x"), Refusing)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await burst(pilot, *"r1k1")
        if then == "pause":
            monkeypatch.setattr(PatientApp, "PAUSE", 0)
        elif then:
            await burst(pilot, then)
        await burst(pilot, "1")
        assert app.stage.called == ["refused", *heard]


async def test_a_question_that_comes_unasked_is_not_answered_by_typing():
    app = StageApp(Static("x"), Asking)
    answers: list[Any] = []
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(Pick("Bagaimana?", [("a", "1  Lanjut"), ("b", "2  Buang")], filters=False), answers.append)
        await pilot.pause()
        await burst(pilot, *"2buang", "enter")
        app.push_screen(Confirm("Simpan?", enter_is_yes=False), answers.append)
        await pilot.pause()
        await burst(pilot, *"12", "enter", "y")
        assert answers == ["a", True]
