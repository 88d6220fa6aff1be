"""A sheet of several pages whose lines follow from what is answered, in the order the keys were typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.message import Message

from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.fields import Field, Item
from kinerja_tui.widgets.keys import pass_on
from kinerja_tui.widgets.sheet import Sheet

Page = Callable[[Mapping[str, str]], list[Item]]
"""The lines of a page for the values the sheet holds."""

_PAGE_COMMANDS = [
    Command("previous_page", "f7", "Halaman sebelumnya", "Ke halaman sebelumnya; isian tetap tersimpan.",
            footer="Mundur", second_key="ctrl+o", group="Isian"),
    Command("next_page", "f8", "Halaman berikutnya", "Ke halaman berikutnya; isian tetap tersimpan.",
            footer="Lanjut", second_key="ctrl+f", group="Isian"),
]  # fmt: skip
_KEYS = {key: command.id for command in _PAGE_COMMANDS for key in command.keys}


class PagedSheet(Sheet):
    """One form on several pages. F10 goes on to the next page, and finishes on the last one."""

    COMMANDS: ClassVar[list[Command]] = _PAGE_COMMANDS

    @dataclass
    class Turned(Message, namespace="paged_sheet"):
        """Another page is shown."""

        key: str
        """Its first field, empty when none can be edited."""

    def __init__(
        self,
        pages: Sequence[Page],
        page: int,
        values: Mapping[str, str],
        marks: Mapping[str, str] | None = None,
        *,
        last_values: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(pages[page](values), values, marks, last_values=last_values)
        self.pages = pages
        self.page = page

    def on_key(self, event: events.Key) -> None:
        """The keys of the pages at once, not as bindings, so that what is typed after them goes to the new page."""
        if event.key in _KEYS and not pass_on(self, event):
            getattr(self, f"action_{_KEYS[event.key]}")()
            event.stop()
            event.prevent_default()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Pages where there are some."""
        if action == "previous_page":
            return self.page > 0
        if action == "next_page":
            return self.page < len(self.pages) - 1
        return super().check_action(action, parameters)

    def turn(self, page: int) -> bool:
        """Show a page from its top; False when there is none or the current field holds the cursor."""
        # As going back: what stands there and is wrong is marked, only what was typed and is wrong holds.
        if page == self.page or not 0 <= page < len(self.pages) or not self.leave(back=True):
            return False
        self.page = page
        self.show_page()
        return True

    def show_page(self) -> None:
        """Show the page anew from its top."""
        self.replace(self.pages[self.page](self.values), self.values)
        self.scroll_to(y=0, animate=False, force=True)
        self.show_current()
        self.screen.refresh_bindings()
        self.post_message(self.Turned(self.current.key if self.current is not None else ""))

    def go_to(self, key: str) -> None:
        """To a field, on whichever page it stands."""
        page = self.page_of(key)
        if page is not None and (page == self.page or self.turn(page)):
            self.go(key)

    def page_of(self, key: str) -> int | None:
        """The page a field stands on."""
        return page_of(self.pages, self.values, key)

    def follow(self) -> None:
        """Bring the lines up to what is answered now; the cursor and what is being typed stay."""
        items = self.pages[self.page](self.values)
        if items != self.items:
            self.replace(items, self.values)

    # -- keys of the sheet that know the pages

    def _next(self) -> None:
        """Lines that an answer calls for stand there before the cursor moves on."""
        if not self.leave():
            return
        self.follow()
        place = self._step(self._at, 1)
        self._move(place if place >= 0 else self._at)
        if place < 0:
            last = self.page == len(self.pages) - 1
            self._say(("F10 menyelesaikan." if last else "Akhir halaman ini. F8 ke halaman berikutnya.", "info"))
            self.stop_typing(letters_only=True)

    def _section(self, by: int) -> None:
        """Page Down behind the last heading turns the page."""
        place = self._at
        super()._section(by)
        if self._at == place:
            self.turn(self.page + by)

    def action_previous_page(self) -> None:
        """F7."""
        self.turn(self.page - 1)

    def action_next_page(self) -> None:
        """F8."""
        self.turn(self.page + 1)

    def action_finish(self) -> None:
        """F10."""
        if self.page < len(self.pages) - 1:
            self.turn(self.page + 1)
        else:
            super().action_finish()


def page_of(pages: Sequence[Page], values: Mapping[str, str], key: str) -> int | None:
    """The page on which a field stands, None when on none of them."""
    for number, page in enumerate(pages):
        if any(isinstance(item, Field) and item.key == key for item in page(values)):
            return number
    return None
