"""Keys whose bytes came in pieces over a slow line: Esc, and a moment later ``[A``, were one arrow key.

The terminal's parser waits a tenth of a second for the rest of such a key, then it takes Esc for itself and the rest
for letters. Here they are put together again; what Esc has done meanwhile a widget can take back (`is_torn`).
"""

from __future__ import annotations

from typing import Any
from weakref import ref

from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual.app import App
from textual.keys import Keys
from textual.screen import Screen

WAIT = 1.0
"""Seconds for which ``[`` directly behind Esc waits for the rest of its key."""


class TornKeys:
    """What may be the rest of a key is held until it is clear."""

    def __init__(self) -> None:
        self._after_escape = False
        self._held: list[events.Key] = []

    @property
    def waits(self) -> bool:
        """Whether something is held."""
        return bool(self._held)

    def take(self, key: events.Key) -> list[events.Key]:
        """The keys that count now: none while it may go on, the whole one, or what was held with this one."""
        if self._held or (self._after_escape and key.character == "["):
            text = "\x1b" + "".join(held.character or "" for held in (*self._held, key))
            whole = ANSI_SEQUENCES_KEYS.get(text)
            if isinstance(whole, tuple) and len(whole) == 1 and isinstance(whole[0], Keys):
                self._held, self._after_escape = [], False
                return [_torn(whole[0])]
            if key.character and any(known.startswith(text) for known in ANSI_SEQUENCES_KEYS):
                self._held.append(key)
                return []
        self._after_escape = key.key == "escape"
        return [*self.let_go(), key]

    def let_go(self) -> list[events.Key]:
        """It was typed by hand after all."""
        held, self._held = self._held, []
        return held


class WholeKeysApp(App[Any]):
    """An app to which only whole keys come."""

    def __init__(self) -> None:
        super().__init__()
        self._torn = TornKeys()
        self._escaped_on: ref[Screen[Any]] | None = None
        """where the last Esc was typed"""

    async def on_event(self, event: events.Event) -> None:
        """The first place a key comes to from the terminal."""
        if isinstance(event, events.Key) and not event.is_forwarded and not hasattr(event, "order"):
            whole = self._torn.take(event)
            if self._torn.waits:
                self.set_timer(WAIT, self._let_go)
            for key in whole:
                if key.key == "escape":
                    self._escaped_on = ref(self.screen)
                elif is_torn(key):
                    self._close_question()
                await super().on_event(key)
        else:
            await super().on_event(event)

    def _close_question(self) -> None:
        """The Esc was none: a question it has opened would take the rest of the key for an answer."""
        below = self._escaped_on() if self._escaped_on is not None else None
        if self.screen is not below and self.screen.is_modal and below in self.screen_stack:
            self.screen.dismiss(None)

    async def _let_go(self) -> None:
        for key in self._torn.let_go():
            await super().on_event(key)


def _torn(key: Keys) -> events.Key:
    event = events.Key(key.value, None)
    event.torn = True  # type: ignore[attr-defined]
    return event


def is_torn(event: events.Key) -> bool:
    """Whether the Esc before this key was its first byte, and meant nothing."""
    return bool(getattr(event, "torn", False))
