"""Textual runs the handlers of every class of a screen by itself: none calls its base's, and none runs twice."""

from __future__ import annotations

import ast
from pathlib import Path

import kinerja_tui
from kinerja_tui.screens.base import WorkScreen
from kinerja_tui.screens.forms.form import FormScreen
from kinerja_tui.screens.lists.list import ListScreen
from kinerja_tui.screens.public.service_form import RequestForm
from kinerja_tui.screens.public.surveys import SurveysScreen
from tests.conftest import ready
from tests.screens.keys import at

SOURCES = sorted(Path(kinerja_tui.__file__).parent.rglob("*.py"))


def calls_of_base(tree: ast.AST) -> list[str]:
    """Handlers of messages that are called as the base class's: ``super().on_mount()``."""
    return [
        node.func.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Call)
        and getattr(node.func.value.func, "id", "") == "super"
        and node.func.attr.startswith("on_")
        and node.func.attr != "on_event"  # no handler: the one way all messages come
    ]


def test_no_handler_calls_the_one_of_its_base():
    assert not {path.name: found for path in SOURCES if (found := calls_of_base(ast.parse(path.read_text("utf-8"))))}


def test_only_the_base_of_all_screens_has_a_handler_of_mount():
    def descendants(cls: type) -> set[type]:
        return {cls, *(found for below in cls.__subclasses__() for found in descendants(below))}

    assert {cls.__name__ for cls in descendants(WorkScreen) if "on_mount" in vars(cls)} == {"WorkScreen"}


async def test_a_screen_begins_once(app, monkeypatch):
    begun: list[str] = []
    for cls in (ListScreen, SurveysScreen, FormScreen, RequestForm):

        def counted(screen, begin=cls.begin, name=cls.__name__):
            begun.append(name)
            begin(screen)

        monkeypatch.setattr(cls, "begin", counted)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("f9", "s")
        await at(pilot, SurveysScreen)
        assert sorted(begun) == ["ListScreen", "SurveysScreen"]
        begun.clear()
        await pilot.press("f9", "l", "a")
        await at(pilot, RequestForm)
        assert sorted(begun) == ["FormScreen", "ListScreen", "RequestForm"]


async def test_a_message_never_stands_on_what_is_typed(app):
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await ready(pilot)
        await pilot.press("2", "a")
        await pilot.pause()
        sheet = app.screen.query_one("Sheet")
        before = sheet.size.height
        await pilot.press("ctrl+end")
        for number in range(4):
            app.notify(f"Pesan {number} yang panjang, " * 8, severity="error", timeout=60, markup=False)
        await pilot.pause()
        await pilot.pause()
        lines = [strip.text for strip in app.screen._compositor.render_strips(app.size)]
        assert sheet.size.height < before
        assert any(line.startswith(">") for line in lines), "the field at the cursor has moved up"
        assert "F10" in lines[-1]
        app.clear_notifications()
        await pilot.pause()
        assert sheet.size.height == before
