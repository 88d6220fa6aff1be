"""Somebody of one place at the keyboard, who looks for what the place asked for."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.widgets import OptionList

from kinerja_tui.app import KinerjaApp, Workplace
from kinerja_tui.widgets.sheet import Sheet
from tests.conftest import ready, screen_text
from tests.screens.keys import at, told, until
from tests.screens.plan_keys import keys

SAMPLE = Path(__file__).parents[2] / "sample_data"
TODAY = date(2026, 11, 20)
_SCROLLBAR = str.maketrans(dict.fromkeys("▁▂▃▄▅▆▇▐▌", " "))


def sample(folder: str, name: str) -> Any:
    """A file of a place's practice data, for what a test works out by hand."""
    return json.loads((SAMPLE / folder / f"{name}.json").read_text("utf-8"))


def working_days(start: str, end: str | None) -> int:
    """Mondays to Fridays after the first day up to the last, or today; the practice offices have no holidays."""
    day, count = date.fromisoformat(start), 0
    last = date.fromisoformat(end) if end else TODAY
    while day < last:
        day += timedelta(days=1)
        count += day.weekday() < 5
    return count


class Walk:
    """Types and reads; every ``sees`` is a line of the mission that can be shown."""

    def __init__(self, pilot: Pilot[object]) -> None:
        self.pilot = pilot
        self.app: KinerjaApp = pilot.app  # type: ignore[assignment]

    async def types(self, *sequence: str) -> None:
        """Keys by name, and texts in double quotes."""
        await keys(self.pilot, *sequence)

    async def comes_to(self, screen: type) -> None:
        """The screen or dialog that must be on top now."""
        await at(self.pilot, screen)

    async def opens(self, keys_or_name: str, screen: type) -> None:
        """A screen by its digit, else by its name in the palette."""
        if len(keys_or_name) == 1:
            await self.types(keys_or_name)
        else:
            await self.types("ctrl+p", f'"{keys_or_name.lower()}"')
            await until(self.pilot, lambda: self._offered(keys_or_name))
            await self.types("enter")
        await self.comes_to(screen)

    async def goes_to_key(self, key: str) -> None:
        """Down to a field of a form where several have the same words before them."""
        sheet = self.app.screen.query_one(Sheet)
        for _ in range(200):
            if sheet.current is not None and sheet.current.key == key:
                return
            await self.pilot.press("down")
        raise AssertionError(f"no field {key!r}:\n{screen_text(self.app)}")

    def _offered(self, name: str) -> bool:
        found = self.app.screen.query(OptionList)
        return any(list_.option_count and name in str(list_.get_option_at_index(0).prompt) for list_ in found)

    async def finds(self, text: str) -> None:
        """Filter a list; the cursor is on its first row."""
        await self.types("slash", "ctrl+u", f'"{text.lower()}"', "enter")

    async def goes_to(self, label: str) -> None:
        """Down to a field of a form, by what stands before it."""
        sheet = self.app.screen.query_one(Sheet)
        for _ in range(80):
            if sheet.current is not None and sheet.current.label == label:
                return
            await self.pilot.press("down")
        raise AssertionError(f"no field {label!r}:\n{screen_text(self.app)}")

    @property
    def words(self) -> str:
        """What stands on the screen, or in the dialog on top of it, without frames and line breaks."""
        text = screen_text(self.app).translate(_SCROLLBAR)
        if self.app.screen.is_modal:
            text = " ".join(re.findall(r"│(.*)│", text))
        return " ".join(text.replace("│", " ").split())

    def line(self, text: str) -> str:
        """The line of the screen with a text, its blanks drawn together."""
        for line in screen_text(self.app).translate(_SCROLLBAR).splitlines():
            together = " ".join(line.split())
            if text in together:
                return together
        raise AssertionError(f"no line with {text!r}:\n{screen_text(self.app)}")

    def sees(self, *texts: str) -> None:
        """All of these stand on the screen."""
        words = self.words
        for text in texts:
            assert text in words, f"{text!r} is not on:\n{screen_text(self.app)}"

    def sees_no(self, *texts: str) -> None:
        """None of these stands on the screen."""
        words = self.words
        for text in texts:
            assert text not in words, f"{text!r} is on:\n{screen_text(self.app)}"

    def is_told(self, *texts: str) -> None:
        """A message has said all of these."""
        said = " ".join(told(self.app).split())
        for text in texts:
            assert text in said, said


@asynccontextmanager
async def walking(workplace: Callable[..., Workplace], place: str) -> AsyncIterator[Walk]:
    """The program on a practice office, in the smallest window."""
    app = KinerjaApp(workplace(place))
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        yield Walk(pilot)
