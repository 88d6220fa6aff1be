"""Ctrl+P: everything that can be asked for, by any part of its name; what was used last stands first.

Commands answer every letter at once. What the app's finder looks up elsewhere comes a moment later, without holding up
a key; Enter waits for it, so that a fast typist gets the same line as a slow one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any, ClassVar, cast

from rich.cells import cell_len
from textual import events, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.fuzzy import Matcher
from textual.screen import ModalScreen, Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from kinerja_tui.widgets.commands import ActiveCommand, CommandApp, active_commands
from kinerja_tui.widgets.dialogs import DIALOG_CSS, keys_shown, moves_in
from kinerja_tui.widgets.entries import Entry, Finder, rank, words_of
from kinerja_tui.widgets.keys import pass_on
from kinerja_tui.widgets.text import clean, fit

_PAUSE = 0.05
"""Seconds without a letter before anything is looked up."""
_AROUND = 11
"""Lines of the screen the list leaves: the frame, the line to type on, what a line does, the keys, some air."""
_LONGEST = 60
"""Characters that can be typed."""
RECENTS_SHOWN = 8
"""Lines of "used last" while nothing is typed."""


class Palette(ModalScreen[None]):
    """A line to type on, what matches below it, and what the line at the cursor does."""

    DEFAULT_CSS = (
        DIALOG_CSS.format(name="Palette")
        + """
    Palette { align: center top; }
    Palette > Vertical { width: 90; height: auto; margin: 1 0 0 0; padding: 0 1; }
    Palette .dialog--typed { width: 1fr; height: 1; background: $panel; padding: 0 1; }
    Palette OptionList { height: auto; scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
    Palette OptionList > .option-list--option { padding: 0 1; }
    Palette OptionList > .option-list--option-disabled { color: $text-accent; text-style: bold; }
    Palette .dialog--help { width: 1fr; height: 2; color: $text-muted; margin: 0 1; }
    Palette .dialog--keys { margin: 0 1; }
    """
    )
    NOTHING: ClassVar[str] = "Tidak ada yang cocok. Coba bagian lain dari namanya."

    def __init__(self, about: Screen[Any], finder: Finder | None) -> None:
        super().__init__()
        self._finder = finder
        self._typed = ""
        nearest: dict[str, ActiveCommand] = {}  # of two of one name the screen's own: it knows the row at the cursor
        for active in active_commands(about):
            nearest.setdefault(active.command.title, active)
        self._commands = [_of_command(active) for active in nearest.values()]
        self._found: Sequence[Entry] = ()
        """the first batch: it stands among the commands"""
        self._late: Sequence[Entry] = ()
        """what took longer: it stands below them, so that the first line stays the first"""
        self._lines: list[Entry] = []
        """what is listed, a line each"""
        self._pending = False
        """whether what is still looked up may become the first line"""
        self._is_firm = False
        """whether the first line is more than an explanation that has the words"""
        self._answered = False
        self._moved = False
        """whether the cursor was put on its line by hand"""
        self._list = OptionList(markup=False)
        self._list.can_focus = False
        self._line = Static("", classes="dialog--typed", markup=False)
        self._help = Static("", classes="dialog--help", markup=False)

    def compose(self) -> ComposeResult:
        """The line, the list, the help of the line at the cursor, keys."""
        with Vertical():
            yield self._line
            yield self._list
            yield self._help
            yield keys_shown(("↑↓ Enter", "Pilih"), ("Esc", "Tutup"))

    @property
    def _app(self) -> CommandApp:
        return cast("CommandApp", self.app)

    def on_mount(self) -> None:
        """Everything, what was used last first."""
        self._search()

    def on_resize(self) -> None:
        """As many lines as there is room for; in another width the keys stand at its end."""
        self._list.styles.max_height = max(self.app.size.height - _AROUND, 3)
        self.call_after_refresh(self._fill)

    # -- what matches

    def _search(self) -> None:
        words = words_of(self._typed)
        self._moved = False
        self._pending = bool(words) and self._finder is not None
        if self._pending:
            self._find(self._typed)
        else:
            self.workers.cancel_group(self, "find")
            self._found = self._late = ()
        self._fill()

    @work(exclusive=True, group="find")
    async def _find(self, text: str) -> None:
        assert self._finder is not None
        await asyncio.sleep(_PAUSE)
        batches = 0
        async for found in self._finder.find(text):
            batches += 1
            self._found, self._late = (found, ()) if batches == 1 else (self._found, [*self._late, *found])
            self._fill()
            self._pending = self._pending and not self._is_firm
            if self._answered and not self._pending:
                self._take()
                return
        self._pending = False
        self._fill()
        if self._answered:
            self._take()

    def _matching(self, words: Sequence[str]) -> list[Entry]:
        """Names that begin with the words, what was found, names that have them inside, the rest, explanations."""
        recents = {id: place for place, id in enumerate(self._app.recents)}
        last = len(recents)
        ranked = [(rank(entry.title, words), entry) for entry in self._commands]
        titled = [(place, entry) for place, entry in ranked if place is not None]
        titled.sort(key=lambda pair: (pair[0], recents.get(pair[1].id, last)))
        about = {id.rpartition(":")[2]: place for id, place in reversed(recents.items())}
        found = sorted(self._found, key=lambda entry: about.get(entry.id.rpartition(":")[2] or "-", last))
        told = [
            entry for place, entry in ranked if place is None and rank(f"{entry.title} {entry.help}", words) in (1, 2)
        ]
        begin = [entry for place, entry in titled if place < 3]
        inside = [entry for place, entry in titled if place == 3]
        self._is_firm = bool(begin or found or inside or self._late)
        return [*begin, *found, *inside, *self._late, *told] or ([] if self._pending else self._resembling(words))

    def _resembling(self, words: Sequence[str]) -> list[Entry]:
        """Names that have the letters in their order: something was misspelt."""
        matcher = Matcher(" ".join(words))
        scored = [(matcher.match(entry.title.casefold()), entry) for entry in self._commands]
        return [entry for score, entry in sorted(scored, key=lambda pair: -pair[0]) if score > 0]

    def _everything(self) -> list[Entry]:
        """While nothing is typed: what was used last, then every command."""
        ids = self._app.recents
        known = {entry.id: entry for entry in self._commands}
        if self._finder is not None:
            known.update(self._finder.recall([id for id in ids if id not in known]))
        recent = [replace(known[id], group="Terakhir dipakai") for id in ids if id in known][:RECENTS_SHOWN]
        return [*recent, *self._commands]

    # -- showing

    def _fill(self) -> None:
        words = words_of(self._typed)
        held = self._chosen if self._moved else None
        lines = self._matching(words) if words else self._everything()
        self._lines = []
        options: list[Option] = []
        width = max(self._list.scrollable_content_region.width - 2, 20)
        for number, entry in enumerate(lines):
            heading = entry.group if not words and (number == 0 or entry.group != lines[number - 1].group) else ""
            if heading:
                self._lines.append(Entry("", heading, None))
                options.append(Option(Content(heading), disabled=True))
            self._lines.append(entry)
            options.append(Option(_drawn(entry, width), disabled=entry.run is None))
        if not options and not self._pending:
            options = [Option(Content(self.NOTHING), disabled=True)]
        self._list.set_options(options)
        places = [place for place, entry in enumerate(self._lines) if entry.run is not None]
        same = [place for place in places if held is not None and self._lines[place].id == held.id]
        self._list.highlighted = next(iter(same or places), None)
        hint = Content.styled(self._app.palette_hint, "$text-muted")
        self._line.update(Content(f"> {self._typed}_") if self._typed else Content("> ") + hint)
        self._tell()

    def _tell(self) -> None:
        entry = self._chosen
        self._help.update(Content(clean(entry.help) if entry is not None else ""))

    @property
    def _chosen(self) -> Entry | None:
        place = self._list.highlighted
        entry = self._lines[place] if place is not None and place < len(self._lines) else None
        return entry if entry is not None and entry.run is not None else None

    # -- keys

    def on_key(self, event: events.Key) -> None:
        """All keys arrive here: nothing inside takes the focus, so none is lost while the palette opens."""
        if self._answered:
            if not pass_on(self, event) and self._app.keep_key(event):
                event.stop()
                event.prevent_default()
            return
        key, moves = event.key, moves_in(self._list)
        if key == "escape":
            self._answered = True
            self.dismiss()
        elif key in ("enter", "tab"):
            self._answer()
        elif key in moves:
            moves[key]()
            self._moved = True
            self._tell()
        elif key in ("backspace", "ctrl+u"):
            self._type("" if key == "ctrl+u" else self._typed[:-1])
        elif event.is_printable and event.character is not None:
            self._type(self._typed + event.character)
        else:
            return
        event.stop()
        event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """A NIP from elsewhere."""
        event.stop()
        self._type(self._typed + clean(event.text[: 4 * _LONGEST]))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click takes a line."""
        event.stop()
        if not self._answered:
            self._list.highlighted = event.option_index
            self._take()

    def _type(self, text: str) -> None:
        self._typed = text[:_LONGEST]
        self._search()

    def _answer(self) -> None:
        if self._pending and not self._moved:
            self._answered = True
            self._app.hold_keys()
        else:
            self._take()

    def _take(self) -> None:
        entry = self._chosen
        if entry is None or entry.run is None:
            if self._answered:
                self._answered = False
                self._app.release_keys()
            return
        self._answered = True
        if entry.kept:
            self._app.remember(entry.id)
        self.dismiss()
        self._app.run_next(entry.run)


def _of_command(active: ActiveCommand) -> Entry:
    command = active.command
    run = partial(active.node.app.run_action, command.id, active.node)
    group = (command.group if active.node is active.node.app else "") or "Di sini"
    key = command.reached_by(command.keys)
    return Entry(active.id, command.title, run, command.help, key=key, group=group, kept=command.id != "quit")


def _drawn(entry: Entry, width: int) -> Content:
    """Title and note, with the key at the end of the line; no part fainter than the title, which the cursor fades."""
    room = width - (cell_len(entry.key) + 2 if entry.key else 0)
    title = clean(entry.title)
    if cell_len(title) > room:
        return Content(fit(title, room)) + Content.styled(f"  {entry.key}", "bold")
    note = fit(f"  {entry.note}" if entry.note else "", room - cell_len(title))
    return Content(title + note) + Content.styled(f"  {entry.key}" if entry.key else "", "bold")
