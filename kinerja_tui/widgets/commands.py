"""A command is declared once: its key, its palette entry, its footer text and its help come from one table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.binding import Binding
from textual.dom import DOMNode
from textual.filter import LineFilter, Monochrome, NoColor
from textual.keys import format_key
from textual.notifications import SeverityLevel
from textual.screen import Screen

from kinerja_tui.widgets.keys import PatientApp
from kinerja_tui.widgets.torn_keys import WholeKeysApp

if TYPE_CHECKING:
    from kinerja_tui.widgets.entries import Finder

HELP_ACTION = "show_help_panel"
"""Action that opens the help; Textual names it."""
MENU_KEY = "f9"
"""Opens the menu of screens; the key of a screen there follows it."""

_NO_COLOR = NoColor()
_KEY_NAMES = {
    "escape": "Esc",
    "enter": "Enter",
    "space": "Spasi",
    "tab": "Tab",
    "delete": "Del",
    "insert": "Ins",
    "backspace": "Backspace",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "ctrl": "Ctrl",
    "shift": "Shift",
    "alt": "Alt",
}


def key_name(key: str) -> str:
    """The key as printed on the keyboard: "ctrl+l" -> "Ctrl+L", "slash" -> "/", "f4" -> "F4"."""
    *modifiers, last = key.split("+")
    name = _KEY_NAMES.get(last) or key_character(last) or last.upper()
    if modifiers and len(name) == 1:
        name = name.upper()
    return "+".join([*(_KEY_NAMES.get(modifier, modifier.upper()) for modifier in modifiers), name])


def key_character(key: str) -> str | None:
    """The character a key types, None for Enter, F4, Ctrl+L (Textual's own answer misses "/", "-" and "+")."""
    if key == "space":
        return " "
    name = "" if "+" in key or key in _KEY_NAMES else format_key(key)
    return name if len(name) == 1 else None


@dataclass(frozen=True)
class Command:
    """One thing a person can ask for."""

    id: str
    """Name of the action: `add_employee` calls `action_add_employee` of the screen, widget or app declaring it."""
    key: str
    """Textual's name of the key; empty for a command that is only in the palette."""
    title: str
    """What it does, in the palette (Indonesian)."""
    help: str
    """One sentence for the help panel and the palette (Indonesian)."""
    footer: str = ""
    """Short text in the footer; empty: not in the footer."""
    second_key: str = ""
    """A key that arrives where the first is taken by the terminal."""
    group: str = ""
    """Heading in the help panel, the palette and the menu."""
    menu: str = ""
    """The one character that asks for it in the menu of screens; empty: it does not stand there."""

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key of the command, the first one first."""
        return tuple(key for key in (self.key, self.second_key) if key)

    def reached_by(self, keys: Sequence[str], between: str = "/") -> str:
        """Some of its keys as people read them; without any the way through the menu."""
        if keys or not self.menu:
            names = [key_name(key) for key in keys]
            if between == "/" and not all(name.isalnum() or len(name) > 1 for name in names):
                between = " "  # "//Ctrl+F" is not read as two keys
            return between.join(names)
        return f"{key_name(MENU_KEY)} {self.menu}"

    def bindings(self) -> list[Binding]:
        """The command as Textual bindings."""
        return [
            Binding(key, self.id, self.title, show=bool(self.footer), key_display=key_name(key), tooltip=self.help)
            for key in self.keys
        ]


class Commanded:
    """Mixin before a DOMNode class: the table `COMMANDS` (an App: `app_commands`) becomes key bindings."""

    COMMANDS: ClassVar[Any]
    app_commands: ClassVar[Sequence[Command]] = ()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        # Textual merges BINDINGS in DOMNode.__init_subclass__, so they have to stand before it runs.
        own = [*_table(cls.__dict__.get("COMMANDS")), *_table(cls.__dict__.get("app_commands"))]
        if own:
            bindings = [binding for command in own for binding in command.bindings()]
            cls.BINDINGS = [*cls.__dict__.get("BINDINGS", []), *bindings]  # type: ignore[attr-defined]
        super().__init_subclass__(**kwargs)


def _table(value: object) -> list[Command]:
    """The commands in a class attribute; Textual keeps palette providers under the same name."""
    if not isinstance(value, (list, tuple)):
        return []
    return [item for item in value if isinstance(item, Command)]


def declared_commands(node: DOMNode | type) -> list[Command]:
    """Commands of a node's class and its bases, each once, the class's own first."""
    cls = node if isinstance(node, type) else type(node)
    found: dict[str, Command] = {}
    for base in cls.__mro__:
        for command in (*_table(base.__dict__.get("COMMANDS")), *_table(base.__dict__.get("app_commands"))):
            found.setdefault(command.id, command)
    return list(found.values())


@dataclass(frozen=True)
class ActiveCommand:
    """A command that applies now, where it runs, and the keys that reach it (none while a field takes them)."""

    command: Command
    node: DOMNode
    keys: tuple[str, ...]

    @property
    def key(self) -> str:
        """The reaching key as people read it, or an empty string."""
        return key_name(self.keys[0]) if self.keys else ""

    @property
    def id(self) -> str:
        """What it is remembered by: where it is declared, and the action."""
        return f"{type(self.node).__name__}/{self.command.id}"


def active_commands(screen: Screen[Any]) -> Iterator[ActiveCommand]:
    """What can be done on the screen now: from the focused widget outwards to the app."""
    chain: list[DOMNode] = list(screen.focused.ancestors_with_self) if screen.focused else [screen, screen.app]
    seen_ids: set[str] = set()
    seen_keys: set[str] = set()
    consumers: list[DOMNode] = []
    for node in chain:
        for command in declared_commands(node):
            if command.id in seen_ids or node.check_action(command.id, ()) is not True:
                continue
            seen_ids.add(command.id)
            keys = tuple(
                key
                for key in command.keys
                if key not in seen_keys
                and not any(owner.check_consume_key(key, key_character(key)) for owner in consumers)
            )
            yield ActiveCommand(command, node, keys)
        seen_keys.update(key for command in declared_commands(node) for key in command.keys)
        consumers.append(node)


class CommandScreen(Commanded, Screen[Any]):
    """A screen whose keys, footer, palette and help come from its table of commands."""

    COMMANDS: ClassVar[list[Command]] = []  # type: ignore[assignment]
    HELP: ClassVar[str | None] = None

    def commands(self) -> list[Command]:
        """The commands that apply now: the focused widget's, the screen's, the app's."""
        return [active.command for active in active_commands(self)]

    def on_key(self, event: events.Key) -> None:
        """A letter that stands in the help and does nothing for what the cursor is on is answered, not swallowed."""
        for command in declared_commands(self) if event.is_printable else ():
            if event.key in command.keys and self.check_action(command.id, ()) is not True:
                self.notify(f"{command.title}: tidak dapat dipakai di sini sekarang.", markup=False)
                return


class CommandApp(Commanded, WholeKeysApp, PatientApp):
    """An app with a table of its own (`app_commands`), our palette, our menu and our help panel."""

    ENABLE_COMMAND_PALETTE = False
    _recents: Sequence[str] | None = None

    def get_line_filters(self) -> Sequence[LineFilter]:
        """NO_COLOR drops the terminal's own colours: as greys, which Textual makes, they would be black on black."""
        filters = super().get_line_filters()
        if not (self.no_color and self.native_ansi_color):
            return filters
        return [_NO_COLOR if isinstance(item, Monochrome) else item for item in filters]

    @property
    def palette_hint(self) -> str:
        """What can be looked for now."""
        return "Cari perintah…"

    @property
    def recents(self) -> Sequence[str]:
        """Ids of what was chosen from the palette or the menu, the last first."""
        return self._recents or ()

    def finder(self) -> Finder | None:
        """What else the palette finds besides commands; None: nothing."""
        return None

    def remember(self, id: str) -> None:
        """Something was chosen: next time it stands first."""
        self._recents = [id, *(other for other in self.recents if other != id)]

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """A message; what was told of the work before it goes, and the same is not told twice at a time.

        On 24 lines four messages cover half a list. A warning stays its time beside what is told after it.
        """
        for told in list(self._notifications):
            if told.message == message or severity == told.severity == "information":
                del self._notifications[told]
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)

    def action_help_quit(self) -> None:
        """Ctrl+C, which ends programs elsewhere."""
        self.notify("Untuk keluar tekan Ctrl+Q. Yang sudah diisi tetap tersimpan.", markup=False)

    def action_command_palette(self) -> None:
        """Open the palette."""
        from kinerja_tui.widgets.palette import Palette

        if not self.screen.is_modal:
            self.push_screen(Palette(self.screen, self.finder()))

    def action_menu(self) -> None:
        """Open the menu of screens."""
        from kinerja_tui.widgets.menu import Menu

        if not self.screen.is_modal and any(active.command.menu for active in active_commands(self.screen)):
            self.push_screen(Menu(self.screen))

    def action_show_help_panel(self) -> None:
        """Open the help of the screen on top."""
        from kinerja_tui.widgets.help import HelpScreen  # Markdown is heavy; the start does not need it

        if not self.screen.is_modal:
            self.push_screen(HelpScreen(self.screen))
