"""A screen whose content is read as a whole, beside the keys: it shows what it had until the new content is there.

The screen's thread waits a moment for it, so that a small office sees it within the same key. When that moment is over
painting goes on, and keys that are meant for the content wait for it (`is_settling`); Esc leaves at once.
"""

from __future__ import annotations

import contextvars
import threading
from typing import Any

from kinerja_tui.models.aside import Reading, Stopped
from kinerja_tui.screens.base import WorkScreen

PATIENCE = 0.03
"""Seconds the screen's thread waits for the content."""


class _Question:
    """One reading of the content, and what it found."""

    def __init__(self, about: object) -> None:
        self.about = about
        self.reading = Reading()
        self.finished = threading.Event()
        self.found: Any = None
        self.error: BaseException | None = None


class WholeScreen(WorkScreen):
    """Subclasses give `read_whole` and `show_whole`, and call `reread` where something may have changed."""

    _question: _Question | None = None
    _ahead: tuple[object, Any] | None = None
    """what was read before the screen came up, and about what"""

    def read_whole(self) -> Any:
        """The content. In any thread: changes nothing of the screen, reads plain rows."""
        raise NotImplementedError

    def show_whole(self, found: Any) -> None:
        """Show the content. On the screen's thread: composes no more than there is room for."""
        raise NotImplementedError

    @property
    def asked_for(self) -> object:
        """What the content depends on besides the database."""
        return self.heading()

    @property
    def is_settling(self) -> bool:
        """Whether the content is still being read."""
        return self._question is not None

    def read_ahead(self) -> None:
        """The content, before the screen is there."""
        about = self._about
        self._ahead = (about, self.read_whole())

    def reread(self) -> None:
        """Read the content and show it, now or as soon as it is there."""
        self.break_off()
        ahead, self._ahead = self._ahead, None
        about = self._about
        if ahead is not None and ahead[0] == about:
            self.show_whole(ahead[1])
            return
        question = self._question = _Question(about)
        run = contextvars.copy_context().run
        threading.Thread(target=run, args=(self._answer, question), name="whole", daemon=True).start()
        if question.finished.wait(PATIENCE):
            self._take(question)

    def break_off(self) -> None:
        """Nobody waits for the content any more."""
        question, self._question = self._question, None
        if question is not None:
            question.reading.stop()

    def on_unmount(self) -> None:
        """What is read from now on is for nobody."""
        self.break_off()

    @property
    def _about(self) -> object:
        return self.app.file.version(), self.asked_for

    def _answer(self, question: _Question) -> None:
        try:
            with self.app.file.aside(question.reading):
                question.found = self.read_whole()
        except Stopped:
            return
        except BaseException as error:  # noqa: BLE001 - raised again on the screen's thread
            question.error = error
        question.finished.set()
        self.call_later(self._take, question)

    def _take(self, question: _Question) -> None:
        if question is not self._question:
            return
        self._question = None
        if not self.is_attached:
            return
        with self.telling():
            if question.error is not None:
                raise question.error
            self.show_whole(question.found)
