"""Typing ahead: a key that arrives where the focus no longer is goes on to where it is now."""

from __future__ import annotations

from textual import events
from textual.widget import Widget


def pass_on(widget: Widget, event: events.Key) -> bool:
    """Send a key on when another widget or dialog took over while it was queued here.

    The app hands a key to the focused widget's queue; when the key before it opened a list or moved the
    focus, the rest of a fast typist's burst would go to the wrong place. True: sent on, nothing left to do.
    """
    screen = widget.app.screen
    target = screen.focused or screen
    if target is widget:
        return False
    event.stop()
    event.prevent_default()
    target.post_message(events.Key(event.key, event.character))
    return True
