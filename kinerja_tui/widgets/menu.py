"""F9: every screen with one key; two strokes from anywhere, as in the old data-entry programs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from kinerja_tui.widgets.commands import ActiveCommand, CommandApp, active_commands
from kinerja_tui.widgets.keys import pass_on
from kinerja_tui.widgets.text import fit

Line = ActiveCommand | str
"""A command, or the heading of those below it."""
_TWO_COLUMNS = 60
"""From this width on, in cells."""


class Menu(ModalScreen[None]):
    """The commands with a `menu` key in their groups: that key, or arrows and Enter."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"menu--cursor"}
    DEFAULT_CSS = """
    Menu {
        align: center middle;
        background: $background 60%;
        &:ansi { background: transparent; }
        & > VerticalScroll {
            width: 100%; max-width: 84; height: auto; max-height: 100%; padding: 0 1;
            border: solid $accent; background: $surface; scrollbar-size-vertical: 1;
            border-title-style: bold; border-subtitle-color: $text-muted;
        }
        & Static { width: 1fr; height: auto; }
        & ToastRack { display: none; }
        & > .menu--cursor {
            color: $block-cursor-foreground; background: $block-cursor-background; text-style: bold;
        }
        &:ansi > .menu--cursor { color: ansi_black; background: ansi_white; text-style: bold underline; }
    }
    """
    AUTO_FOCUS = None

    def __init__(self, about: Screen[Any]) -> None:
        super().__init__()
        self._choices = [active for active in active_commands(about) if active.command.menu]
        self._groups: dict[str, list[ActiveCommand]] = {}
        for active in self._choices:
            self._groups.setdefault(active.command.group, []).append(active)
        self._at = 0
        """place of the cursor in the choices"""
        self._answered = False
        self._shown = Static("", markup=False)
        self._box = VerticalScroll(self._shown, can_focus=False)

    def compose(self) -> ComposeResult:
        """One text in a box."""
        self._box.border_title = "Ke layar: satu tombol   ↑↓ Enter: pilih   Esc: tutup"
        yield self._box

    def on_mount(self) -> None:
        """The cursor on the first."""
        self.call_after_refresh(self._draw)

    def on_resize(self) -> None:
        """One column or two."""
        self.call_after_refresh(self._draw)

    # -- drawing

    def _columns(self, width: int) -> list[list[Line]]:
        blocks: list[list[Line]] = [[heading, *actives] for heading, actives in self._groups.items()]
        if width < _TWO_COLUMNS or len(blocks) < 2:
            return [[line for block in blocks for line in block]]
        sizes = [len(block) for block in blocks]
        cut = min(range(1, len(blocks)), key=lambda place: max(sum(sizes[:place]), sum(sizes[place:])))
        return [[line for block in part for line in block] for part in (blocks[:cut], blocks[cut:])]

    def _draw(self) -> None:
        width = self._box.scrollable_content_region.width
        if not width:
            return
        columns = self._columns(width)
        room = width // len(columns)
        rows: list[Content] = []
        for place in range(max(map(len, columns))):
            cells = [self._cell(column[place] if place < len(column) else "", room) for column in columns]
            rows.append(Content("").join(cells))
        self._shown.update(Content("\n").join(rows))
        self._box.border_subtitle = Content(self._choices[self._at].command.help)
        row = next(column.index(self._choices[self._at]) for column in columns if self._choices[self._at] in column)
        height = self._box.scrollable_content_region.height
        self._box.scroll_to(y=row - height // 2, animate=False)

    def _cell(self, line: Line, width: int) -> Content:
        if isinstance(line, str):
            return Content.styled(fit(line, width), "bold $accent")
        command = line.command
        title = f"  {command.menu}  {command.title}"
        if line is self._choices[self._at]:
            return Content.styled(fit(title, width - 1), self.get_visual_style("menu--cursor")) + " "
        key = Content.styled(title[:3], "bold")
        return key + fit(title[3:], width - 3)

    # -- keys

    def on_key(self, event: events.Key) -> None:
        """A key of the menu, the arrows, Enter, Esc."""
        if self._answered:
            pass_on(self, event)
            return
        key, last = event.key, len(self._choices) - 1
        moves = {"down": 1, "up": -1, "home": -self._at, "end": last}
        if key in ("escape", "f9", "full_stop"):
            self._answered = True
            self.dismiss()
        elif key in ("enter", "tab"):
            self._go(self._choices[self._at])
        elif key in moves:
            self._at = min(max(self._at + moves[key], 0), last)
            self._draw()
        elif key in ("left", "right"):
            self._at = self._beside()
            self._draw()
        elif event.is_printable and event.character is not None:
            self._press(event.character)
        else:
            return
        event.stop()
        event.prevent_default()

    def _press(self, character: str) -> None:
        """The command of a character; with Caps Lock on, the one of the small letter."""
        for wanted in (character, character.casefold()):
            for active in self._choices:
                if active.command.menu == wanted:
                    self._go(active)
                    return

    def _beside(self) -> int:
        """The choice in the other column at the same height."""
        columns = self._columns(self._box.scrollable_content_region.width)
        now = self._choices[self._at]
        here = next(column for column in columns if now in column)
        other: Sequence[Line] = next((column for column in columns if column is not here), here)
        row = here.index(now)
        nearest = min(
            (place for place, line in enumerate(other) if not isinstance(line, str)), key=lambda place: abs(place - row)
        )
        return self._choices.index(cast("ActiveCommand", other[nearest]))

    def _go(self, active: ActiveCommand) -> None:
        app = cast("CommandApp", self.app)
        self._answered = True
        app.remember(active.id)
        self.dismiss()
        app.run_next(partial(app.run_action, active.command.id, active.node))
