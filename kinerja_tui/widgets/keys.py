"""Typing ahead: no key is lost while a screen opens, and none reaches the screen it was not meant for.

The app hands a key to the focused widget's queue. When the key before it opened a list, asked a question or moved
the focus, the rest of a fast typist's burst would go to the wrong place. So each key waits until the one before it
has been dealt with, wherever that led.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable
from functools import partial
from inspect import isawaitable
from math import inf
from typing import Any

from textual import events
from textual.dom import DOMNode
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget

from kinerja_tui.widgets.stopping import StoppingApp, Typed, order_of

ASKING = "asking"
"""Group of the workers that open screens or ask questions: keys wait while one is between two questions."""


_LOST = 50
"""Looks after which a key that is still on its way counts as lost; the screen's thread was free at each of them."""


class PatientApp(StoppingApp):
    """An app that keeps the keys typed while a screen opens, and hands them to it in their order."""

    def __init__(self) -> None:
        super().__init__()
        self._stands = False
        """Whether the first screen has its focus; until then nothing can take a key."""
        self._opening: Screen[Any] | None = None
        """A screen that was pushed and has no focus yet."""
        self._kept: list[Typed] = []
        """in the order in which they were typed"""
        self._typed = 0
        """how many keys came so far"""
        self._finishing: list[Screen[Any]] = []
        """Screens whose record is being stored or left: what is typed now belongs to what comes after."""
        self._last_typed = 0.0
        """when the last key was typed"""
        self._handling: Typed | None = None
        """The key that is on its way through the queues: the next one goes when it is dealt with."""
        self._ticks = 0
        """how often the watch has found it there"""
        self._watch: Timer | None = None
        """Looks whether the kept keys can go on, while there are some."""

    @property
    def is_opening(self) -> bool:
        """Whether the next key belongs to a screen, or to rows of a list, that are still to come."""
        return self._is_coming or getattr(self.screen, "is_settling", False)

    @property
    def _is_coming(self) -> bool:
        """Whether the next key belongs to a screen that is still to come."""
        if not self._stands or self._opening is self.screen or self.screen in self._finishing:
            return True
        if getattr(self.screen, "IS_ABOUT_WORK", False):
            return False
        return any(
            worker.group == ASKING and not worker.is_finished and worker.node in (self, self.screen)
            for worker in self.workers
        )

    @property
    def keys_typed(self) -> int:
        """How many keys came so far."""
        return self._typed

    @property
    def keys_waiting(self) -> bool:
        """Whether keys are put aside."""
        return bool(self._kept)

    def _is_covered(self, event: events.Key) -> bool:
        """Whether the widget a key was typed on has lost the focus, or its screen is no longer the top one."""
        return getattr(event, "typed_on", self._target) is not self._target

    @property
    def _target(self) -> DOMNode:
        return self.focused or self.screen

    def keep_key(self, event: Typed) -> bool:
        """Put a key or a paste aside for the screen that opens; False when none does.

        Esc alone does not wait for rows that are still being found: it is how nobody has to.
        """
        if not self.is_opening:
            return False
        if not self._kept and not self._is_coming and getattr(event, "key", "") == "escape":
            return False
        self.put_back(event)
        return True

    def put_back(self, event: Typed) -> None:
        """Put a key among the kept ones, in its place: it goes to what has the focus when its turn comes."""
        # One that was already on its way to a widget comes back behind younger ones.
        insort(self._kept, again(event) if isinstance(event, events.Key) else event, key=order_of)
        if self._watch is None:
            self._watch = self.set_interval(1 / 50, self._look)
        if self._handling is None:
            self.call_later(self._hand_out)

    def on_mount(self) -> None:
        """The first screen is there: what was typed before is for it."""
        first = self.screen
        first.call_later(self._opened, first)

    def push_screen(self, screen: Any, *args: Any, **kwargs: Any) -> Any:
        """Until the screen has its focus, keys wait."""
        result = super().push_screen(screen, *args, **kwargs)
        opened = self._opening = self.screen
        opened.call_later(self._opened, opened)  # behind everything that gives the screen its focus
        return result

    def hold_keys(self) -> None:
        """Keys wait until the dialog on top knows what they are meant for: `run_next`, or `release_keys`."""
        self._opening = self.screen

    def release_keys(self) -> None:
        """The dialog stays open: the keys are its own."""
        self.call_later(self._opened, self.screen)

    def run_next(self, action: Callable[[], object]) -> None:
        """Run something that was chosen in a dialog that is closed now; keys wait for the screen it opens."""
        held = self._opening = self.screen
        self.call_later(self._run_held, action, held)

    async def _run_held(self, action: Callable[[], object], held: Screen[Any]) -> None:
        try:
            result = action()
            if isawaitable(result):
                await result
        finally:
            await self._opened(held)

    async def on_event(self, event: events.Event) -> None:
        """The first place a key comes to."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            # Enter, typed before the terminal was ours, or in one that sends line feeds
            if isinstance(event, events.Key) and event.key == "ctrl+j":
                event = events.Key("enter", "\r")
            if order_of(event) == inf:
                self._typed += 1
                event.order = self._typed  # type: ignore[union-attr]
                event.gap = event.time - self._last_typed  # type: ignore[union-attr]
                self._last_typed = event.time
            await self._hand_out()
            if self._kept or self._handling is not None:
                self.put_back(event)
            elif not self.keep_key(event):
                await self._forward(event)
            return
        if isinstance(event, events.MouseDown):
            self.look_up()
        await super().on_event(event)
        if event is self._handling:
            await self._dealt_with(event)

    def on_key(self, event: events.Key) -> None:
        """The last place a key comes to, when no widget took it: by now its screen may be covered."""
        if self.goes_unheard(event) or self.keep_key(event):
            event.prevent_default()  # no binding runs for it
        elif self._is_covered(event):
            event.prevent_default()
            self.put_back(event)
        else:
            take = getattr(self.focused, "take_key", None)
            if take is not None and take(event):
                event.prevent_default()

    def hold_for(self, screen: Screen[Any]) -> None:
        """Keep keys from now on, until `free_keys` or until another screen is on top."""
        self._finishing.append(screen)

    async def free_keys(self, screen: Screen[Any]) -> None:
        """The record is stored, or it stays: keys go on to what has the focus now."""
        if screen in self._finishing:
            self._finishing.remove(screen)
        await self._hand_out()

    def drop_keys(self) -> None:
        """Forget the kept keys: they were meant for something that does not come."""
        self._kept.clear()

    async def _opened(self, screen: Screen[Any]) -> None:
        self._stands = True
        if self._opening is screen:
            self._opening = None
        await self._hand_out()

    async def _hand_out(self) -> None:
        while self._kept and self._handling is None and not self.is_opening:
            await self._forward(self._kept.pop(0))
        if not self._kept and self._watch is not None:
            self._watch.stop()
            self._watch = None

    async def _forward(self, event: Typed) -> None:
        if self.goes_unheard(event):
            return
        event.typed_on = self._target  # type: ignore[union-attr]
        event._sender = None  # or Textual itself would stop it on its way back to us
        event.stop = partial(self._taken, event)  # type: ignore[method-assign]
        self._handling, self._ticks = event, 0
        await super().on_event(event)

    def _taken(self, event: Typed, stop: bool = True) -> Typed:
        """A widget takes a key; without this it comes back to the app in the end."""
        event._stop_propagation = stop
        self.call_later(self._dealt_with, event)
        return event

    async def _dealt_with(self, event: Typed) -> None:
        if self._handling is event:
            self._handling = None
        await self._hand_out()

    async def _look(self) -> None:
        """Now and then, while keys wait: one whose widget went away under it must not keep the others for ever."""
        self._ticks += 1
        target = getattr(self._handling, "typed_on", None)
        if self._ticks > _LOST or (isinstance(target, DOMNode) and not target.is_running):
            self._handling = None
        await self._hand_out()


def hold_until_handled(widget: Widget) -> None:
    """Keep keys until a message that the widget has just posted has reached its screen and was dealt with there."""
    app, screen = widget.app, widget.screen
    if isinstance(app, PatientApp):
        app.hold_for(screen)
        _follow(app, screen, [node for node in widget.ancestors_with_self if node is not app])


def _follow(app: PatientApp, screen: Screen[Any], way: list[DOMNode]) -> None:
    """Behind the message through the queue of each node it bubbles through."""
    if not way or not way[0].call_later(_follow, app, screen, way[1:]):
        app.call_later(app.free_keys, screen)


def again(event: events.Key) -> events.Key:
    """The same key once more, with its place among the others."""
    copied = events.Key(event.key, event.character)
    copied.order = order_of(event)  # type: ignore[attr-defined]
    copied.time, copied.gap = event.time, getattr(event, "gap", 0)  # type: ignore[attr-defined]
    return copied


def pass_on(widget: Widget, event: events.Key) -> bool:
    """Send a key on when another widget or dialog took over while it was queued here. True: nothing left to do."""
    app, screen = widget.app, widget.app.screen
    if isinstance(app, PatientApp) and app.goes_unheard(event):
        event.stop()
        event.prevent_default()
        return True
    target = screen.focused or screen
    if target is widget and not (isinstance(app, PatientApp) and app.is_opening):
        return False
    event.stop()
    event.prevent_default()
    if isinstance(app, PatientApp):
        app.put_back(event)
    else:
        target.post_message(again(event))
    return True
