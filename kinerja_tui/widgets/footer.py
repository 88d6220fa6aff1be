"""The footer: one line of text. Textual's own builds a widget for every key at every change of focus."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from kinerja_tui.widgets.commands import HELP_ACTION, active_commands, key_name

WAY_BACK = key_name("escape")
GAP = 2
"""Cells between two entries."""


def _size(entry: tuple[str, str]) -> int:
    """Cells of an entry with the gap behind it."""
    key, text = entry
    return cell_len(key) + 1 + cell_len(text) + GAP


class KeyFooter(Widget):
    """Keys of the active screen with a word each; what does not fit is left out from the right, except help and Esc."""

    COMPONENT_CLASSES = {"key-footer--key", "key-footer--text"}
    DEFAULT_CSS = """
    KeyFooter {
        dock: bottom;
        height: 1;
        background: $panel;
        color: $foreground;
        & > .key-footer--key { background: $panel; color: $accent; text-style: bold; }
        & > .key-footer--text { background: $panel; color: $foreground; }
        &:ansi {
            text-style: reverse;
            & > .key-footer--key { color: ansi_default; background: ansi_default; text-style: bold reverse; }
            & > .key-footer--text { color: ansi_default; background: ansi_default; text-style: reverse; }
        }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._entries: list[tuple[str, str]] = []
        self._kept: list[tuple[str, str]] = []
        """entries that stay when others do not fit: the help, then the way back"""

    def on_mount(self) -> None:
        """Follow the focus and the state of the screen."""
        self.screen.bindings_updated_signal.subscribe(self, self._update)
        self._update(self.screen)

    def on_unmount(self) -> None:
        """Stop following."""
        self.screen.bindings_updated_signal.unsubscribe(self)

    def _update(self, screen: Screen[object]) -> None:
        shown = [active for active in active_commands(screen) if active.command.footer and active.keys]
        # The way back stands behind all that the screen itself offers, in whatever order its classes declare it.
        shown.sort(key=lambda active: (active.node is screen.app, active.key == WAY_BACK))
        entries = [(active.key, active.command.footer) for active in shown]
        if entries != self._entries:
            self._entries = entries
            helps = [entry for entry, active in zip(entries, shown, strict=True) if active.command.id == HELP_ACTION]
            self._kept = [*helps, *(entry for entry in entries if entry[0] == WAY_BACK)]
            self.refresh()

    def entries(self, width: int) -> list[tuple[str, str]]:
        """(key, word) pairs that fit into `width` cells."""
        shown: list[tuple[str, str]] = []
        room = width - 1 + GAP
        others = [entry for entry in self._entries if entry not in self._kept]
        for entry in (*self._kept, *others):
            if sum(map(_size, shown)) + _size(entry) > room:
                if entry in self._kept:
                    continue
                break
            shown.append(entry)
        return [entry for entry in self._entries if entry in shown]

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        """The one line."""
        width = self.size.width
        key_style = self.get_component_rich_style("key-footer--key")
        text_style = self.get_component_rich_style("key-footer--text")
        segments = [Segment(" ", text_style)]
        for key, text in self.entries(width):
            segments += [Segment(key, key_style), Segment(f" {text}  ", text_style)]
        return Strip(segments).adjust_cell_length(width, text_style)
