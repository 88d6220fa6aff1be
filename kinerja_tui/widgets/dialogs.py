"""Small questions over a screen: yes or no, one line of text, one of a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from kinerja_tui.widgets.keys import pass_on
from kinerja_tui.widgets.one_line import OneLine
from kinerja_tui.widgets.text import clean

DIALOG_CSS = """
{name} {{
    align: center middle;
    background: $background 60%;
    &:ansi {{ background: transparent; }}
    & > Vertical {{
        width: 72;
        max-width: 95%;
        height: auto;
        max-height: 90%;
        padding: 0 2;
        border: solid $accent;
        background: $surface;
    }}
    & ToastRack {{ display: none; }}
    & .dialog--title {{ text-style: bold; width: 1fr; }}
    & .dialog--text {{ width: 1fr; margin: 0 0 1 0; }}
    & .dialog--keys {{ width: 1fr; margin: 1 0 0 0; }}
    & .dialog--problem {{ color: $text-error; text-style: bold; width: 1fr; display: none; }}
    & OptionList {{ height: auto; max-height: 60vh; border: none; padding: 0; background: $surface; }}
    & OptionList > .option-list--option-highlighted {{
        color: $block-cursor-foreground; background: $block-cursor-background; text-style: bold;
    }}
    & OptionList:ansi > .option-list--option-highlighted {{
        color: ansi_black; background: ansi_white; text-style: bold underline;
    }}
    & Input:ansi > .input--selection {{ color: ansi_default; background: ansi_default; text-style: reverse; }}
    & Input, & Input:focus {{ border: none; height: 1; padding: 0 1; background: $panel; }}
}}
"""


def keys_line(*keys: tuple[str, str]) -> Content:
    """Keys and what they do, as the footer shows them: ``y Ganti   t Batal``."""
    return Content("   ").join(Content.assemble((key, "bold $accent"), f" {word}") for key, word in keys)


def keys_shown(*keys: tuple[str, str]) -> Static:
    """The line of a dialog that says its keys."""
    return Static(keys_line(*keys), classes="dialog--keys", markup=False)


def table_height(rows: int, screen: int) -> int:
    """Lines of a table inside a dialog: header and rows, as many as leave the dialog's own lines on the screen."""
    return max(min(rows + 1, screen * 9 // 10 - 8), 3)


def _static(text: str, classes: str) -> Static:
    return Static(Content(text), classes=classes, markup=False)


def moves_in(listed: OptionList) -> dict[str, Callable[[], None]]:
    """What the keys that move do to a list that has no focus of its own."""
    return {
        "down": listed.action_cursor_down,
        "up": listed.action_cursor_up,
        "pagedown": listed.action_page_down,
        "pageup": listed.action_page_up,
        "home": listed.action_first,
        "end": listed.action_last,
    }


class Confirm(ModalScreen[bool]):
    """A question answered with y (or Enter) and t (or Esc). Other letters are told with a beep."""

    DEFAULT_CSS = DIALOG_CSS.format(name="Confirm")

    def __init__(
        self, question: str, yes: str = "Ya", no: str = "Tidak", *, title: str = "", enter_is_yes: bool = True
    ) -> None:
        """Without ``enter_is_yes`` only a letter says yes: for what comes unexpectedly while one types."""
        super().__init__()
        self._yes_keys = ("y", "Y", "enter") if enter_is_yes else ("y", "Y")
        self._question = question
        self._title = title
        self._answers = [("y", yes), ("t", no)]
        self._answered = False

    def compose(self) -> ComposeResult:
        """Title, question, the two answers."""
        with Vertical():
            if self._title:
                yield _static(self._title, "dialog--title")
            yield _static(self._question, "dialog--question")
            yield keys_shown(*self._answers)

    def on_key(self, event: events.Key) -> None:
        """y, t, Enter, Esc."""
        if self._answered:
            pass_on(self, event)
            return
        if event.key in (*self._yes_keys, "t", "T", "escape", "n", "N"):
            self._answered = True
            event.stop()
            event.prevent_default()
            self.dismiss(event.key in self._yes_keys)
        elif event.is_printable or event.key == "enter":
            self.app.bell()


class _Line(OneLine):
    """The line of `AskText`. Every key acts at once, not as a binding, so that keys typed in a row stay in order."""

    async def _on_key(self, event: events.Key) -> None:
        if pass_on(self, event):
            return
        bindings = self._bindings.key_to_bindings.get(event.key, [])
        asking = self.screen
        if isinstance(asking, AskText) and event.key == "enter":
            asking.answer(self)
        elif event.key == "escape":
            asking.dismiss(None)
        elif bindings:
            await self.run_action(bindings[0].action)
        else:
            return  # a letter: Input's own handler comes next
        event.stop()
        event.prevent_default()


class AskText(ModalScreen[str | None]):
    """One line of text; None when the person goes back with Esc."""

    DEFAULT_CSS = DIALOG_CSS.format(name="AskText")
    AUTO_FOCUS = "Input"

    def __init__(
        self,
        question: str,
        value: str = "",
        *,
        check: Callable[[str], str | None] | None = None,
        title: str = "",
        password: bool = False,
        max_length: int = 500,
    ) -> None:
        super().__init__()
        self._question = question
        self._title = title
        self._check = check
        self._value = value
        self._password = password
        self._max_length = max_length

    def compose(self) -> ComposeResult:
        """Question, line, complaint, keys."""
        with Vertical():
            if self._title:
                yield _static(self._title, "dialog--title")
            yield _static(self._question, "dialog--text")
            yield _Line(clean(self._value), password=self._password, max_length=self._max_length)
            yield _static("", "dialog--problem")
            yield keys_shown(("Enter", "Lanjut"), ("Esc", "Batal"))

    def answer(self, line: Input) -> None:
        """Accept the text, or say why not."""
        text = clean(line.value).strip()
        problem = self._check(text) if self._check is not None else None
        if problem is None:
            self.dismiss(text)
            return
        told = self.query_one(".dialog--problem", Static)
        told.update(Content(f"× {problem}"))
        told.display = True
        line.action_select_all()


class Pick(ModalScreen[str | None]):
    """Choose from a list; typing filters it, Enter takes the one under the cursor, Esc takes none.

    `options` are (value, label) pairs. A digit that a label begins with takes that one at once. Without `filters`
    letters and digits do nothing: for what comes unexpectedly while one types.
    """

    DEFAULT_CSS = DIALOG_CSS.format(name="Pick")
    SHOWN: ClassVar[int] = 200
    """Options drawn at most; the rest appears by filtering."""
    AT_A_GLANCE: ClassVar[int] = 9
    """Up to here the filter line appears only when something is typed."""
    NOTHING: ClassVar[str] = "   tidak ada yang cocok"
    LONGEST: ClassVar[int] = 60
    """Letters of the filter."""

    def __init__(self, title: str, options: Sequence[tuple[str, str]], *, at: str = "", filters: bool = True) -> None:
        super().__init__()
        self._filters = filters
        self._title = title
        self._options = [(value, clean(label[:300])) for value, label in options]
        self._at = at
        self._typed = ""
        self._shown: list[tuple[str, str]] = []
        self._answered = False
        self._list = OptionList(markup=False)
        self._list.can_focus = False
        self._filter = _static("", "dialog--text")

    def compose(self) -> ComposeResult:
        """Title, what is typed, the list, keys."""
        with Vertical():
            yield _static(self._title, "dialog--title")
            yield self._filter
            yield self._list
            typing = [("Ketik", "Saring")] if self._filters else []
            yield keys_shown(*typing, ("↑↓ Enter", "Pilih"), ("Esc", "Batal"))

    def on_mount(self) -> None:
        """Start with all options, the cursor on the present value."""
        self._fill()

    def _fill(self) -> None:
        words = self._typed.casefold().split()
        found = [option for option in self._options if all(word in option[1].casefold() for word in words)]
        self._shown = found[: self.SHOWN]
        self._list.set_options([Option(Content(label or "–")) for _, label in self._shown])
        places = [place for place, (value, _) in enumerate(self._shown) if value == self._at and not words]
        self._list.highlighted = (places or [0])[0] if self._shown else None
        count = "" if len(found) <= self.SHOWN else f"   ({self.SHOWN} dari {len(found)}; ketik untuk menyaring)"
        nothing = self.NOTHING if not found else ""
        self._filter.update(Content(f"Saring: {self._typed}_{count}{nothing}"))
        self._filter.display = bool(self._typed) or len(self._options) > self.AT_A_GLANCE

    def typed_value(self, typed: str) -> str | None:  # noqa: ARG002
        """What Enter means when nothing of the list is like what was typed; None: nothing."""
        return None

    def _finish(self, value: str | None) -> None:
        self._answered = True
        self.dismiss(value)

    def on_key(self, event: events.Key) -> None:
        """All keys arrive here: nothing inside takes the focus, so none is lost while the dialog opens."""
        if self._answered:
            pass_on(self, event)
            return
        key, listed = event.key, self._list
        moves = moves_in(listed)
        if key == "escape":
            self._finish(None)
        elif key in ("enter", "tab"):
            if self._shown and listed.highlighted is not None:
                self._finish(self._shown[listed.highlighted][0])
            elif not self._shown and (typed := self.typed_value(self._typed)) is not None:
                self._finish(typed)
        elif key in moves:
            moves[key]()
        elif key == "backspace":
            self._typed = self._typed[:-1]
            self._fill()
        elif event.is_printable and not self._filters:
            self.app.bell()
        elif event.is_printable and event.character is not None:
            self._press(event.character)
        else:
            return
        event.stop()
        event.prevent_default()

    def _press(self, character: str) -> None:
        if character.isdigit() and not self._typed:
            for value, label in self._options:
                if label.startswith(f"{character}  "):
                    self._finish(value)
                    return
        self._typed = (self._typed + character)[: self.LONGEST]
        self._fill()

    def on_paste(self, event: events.Paste) -> None:
        """Pasted text filters like typed text."""
        event.stop()
        if not self._answered:
            self._typed = (self._typed + clean(event.text[: self.LONGEST]))[: self.LONGEST].strip()
            self._fill()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click takes an option."""
        event.stop()
        if not self._answered:
            self._finish(self._shown[event.option_index][0])
