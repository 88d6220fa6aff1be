"""A keyboard without function keys: a whole plan and a whole evaluation with second keys only."""

from __future__ import annotations

import re

import pytest
from textual.pilot import Pilot

from kinerja_tui.widgets.commands import active_commands
from tests.screens import test_evaluations, test_plan_form


@pytest.fixture
def second_keys(monkeypatch) -> list[str]:
    """Every function key that a story presses is replaced by the other key its command has at that moment."""
    pressed: list[str] = []
    press = Pilot.press

    def other(pilot: Pilot, key: str) -> str:
        if not re.fullmatch(r"f\d+", key):
            return key
        for active in active_commands(pilot.app.screen):
            if key in active.command.keys:
                found = next(name for name in active.keys if not re.fullmatch(r"f\d+", name))
                pressed.append(found)
                return found
        raise AssertionError(f"{key} means nothing here")

    async def press_others(self: Pilot, *keys: str) -> None:
        for key in keys:
            await press(self, other(self, key))

    monkeypatch.setattr(Pilot, "press", press_others)
    return pressed


async def test_a_plan(empty_app, second_keys):
    await test_plan_form.test_keys_for_three_results_and_five_indicators(empty_app)
    assert second_keys


async def test_an_evaluation(app, second_keys):
    await test_evaluations.test_thirteen_keys_evaluate_three_results(app)
    assert second_keys.count("ctrl+n") == 3
