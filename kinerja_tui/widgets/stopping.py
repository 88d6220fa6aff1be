"""A refusal stops what is typed ahead: nobody who types without looking fills the wrong field or answers unread.

Programs for heads-down entry make the clerk acknowledge an error with a key of its own. Here a pause does as well:
who waits has seen what was said.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from typing import Any, ClassVar

from textual import _time, events
from textual.app import App

Typed = events.Key | events.Paste
"""What comes from the keyboard."""

_WAKING = frozenset(
    [
        "escape",
        "backspace",
        "delete",
        "left",
        "right",
        "up",
        "home",
        "end",
        "f1",
        "f2",
        "f4",
        "ctrl+g",
        "ctrl+l",
        "ctrl+u",
        "ctrl+w",
        "ctrl+z",
        "ctrl+home",
    ]
)
"""Keys that nobody presses without having seen what the program said."""
_MOVING_ON = frozenset({"enter", "tab", "down"})
"""Keys that only try again to go on."""


@dataclass
class Stop:
    """Something was said that a person who types without looking did not expect: what they type on is not taken."""

    at: float
    """when it was said, by the clock of the events"""
    told: Callable[[int], object] | None
    """hears how many keys were not taken so far"""
    firm: bool
    """only a key of `_WAKING` ends it, no pause: for sheets keyed with the eyes on the paper"""
    letters_only: bool
    """keys that type nothing are taken, and end it: behind the last field of a form F10 is what comes next"""
    until: float = inf
    """place of the key that ended it, among all keys"""
    count: int = 0


class StoppingApp(App[Any]):
    """An app that takes nothing of what is typed on behind a refusal."""

    PAUSE: ClassVar[float] = 0.7
    """Seconds without a key after which a person has seen what the program said."""
    _stop: Stop | None = None
    """the last one"""

    def stop_keys(
        self, told: Callable[[int], object] | None = None, *, firm: bool = False, letters_only: bool = False
    ) -> None:
        """Take nothing of what is typed in one go behind the key that was just refused: it was meant for what does
        not come, and would fill the wrong field, answer a question unread or run commands of a list.

        A pause ends it, unless it is ``firm``; so does a key with which one corrects, or the mouse.
        """
        self._stop = Stop(_time.get_time(), told, firm, letters_only)

    def goes_unheard(self, event: Typed) -> bool:
        """Whether a key is one that `stop_keys` keeps from going on; it is told with a beep."""
        stop, order = self._stop, order_of(event)
        if stop is None or order >= stop.until:
            return False
        key = event.key if isinstance(event, events.Key) else ""
        if stop.letters_only and key and not event.is_printable:  # type: ignore[union-attr]
            stop.until = inf if key in _MOVING_ON else order
            return False
        seen = key in _WAKING or (not stop.firm and getattr(event, "gap", 0) >= self.PAUSE)
        if seen and event.time > stop.at:
            stop.until = order
            return False
        stop.count += 1
        self.bell()
        if stop.told is not None:
            stop.told(stop.count)
        return True

    def look_up(self) -> None:
        """The person uses the mouse, so they look at the screen."""
        self._stop = None


def order_of(event: Typed) -> float:
    """Place of a key among all keys typed; behind them all for one that was not typed."""
    return getattr(event, "order", inf)
