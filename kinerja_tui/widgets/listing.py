"""A list as clerks know it: a filter line above, the table, and how many are shown below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widgets import Input, Static

from kinerja_tui.widgets.commands import Command, Commanded, key_character
from kinerja_tui.widgets.keys import PatientApp, pass_on
from kinerja_tui.widgets.one_line import OneLine
from kinerja_tui.widgets.table import Column, RowSource, VirtualTable
from kinerja_tui.widgets.text import thousands


class FilterBar(Commanded, OneLine):
    """The one-line filter: every key filters; Down or Enter go to the list, Esc clears."""

    DEFAULT_CSS = """
    FilterBar, FilterBar:focus {
        height: 1;
        border: none;
        padding: 0 1;
        background: $surface;
        background-tint: 0%;
    }
    FilterBar:focus { background: $panel; }
    """
    COMMANDS: ClassVar[list[Command]] = [
        Command(
            "to_list",
            "enter",
            "Ke daftar",
            "Kembali ke daftar; saringan tetap.",
            footer="Ke daftar",
            second_key="down",
            group="Daftar",
        ),
        Command(
            "clear_filter",
            "escape",
            "Kosongkan saringan",
            "Mengosongkan saringan dan kembali ke daftar.",
            footer="Kosongkan",
            group="Daftar",
        ),
    ]
    # Stock Input lays the whole screen out anew at every key because its virtual size changes.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)

    def __init__(self, table: VirtualTable, placeholder: str) -> None:
        super().__init__(placeholder=placeholder, select_on_focus=False, max_length=100)
        self.table = table

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Enter and Esc mean the filter here, not a command of the screen."""
        printable = key_character(key) or character
        return key in ("enter", "escape", "down") or (printable is not None and printable.isprintable())

    async def _on_key(self, event: events.Key) -> None:
        if pass_on(self, event):
            return
        if event.key in ("down", "enter", "escape"):
            # At once, not as a binding: letters typed right after belong to the list.
            if event.key == "escape":
                self.action_clear_filter()
            else:
                self.action_to_list()
            event.stop()
            event.prevent_default()
            return
        await super()._on_key(event)

    def action_to_list(self) -> None:
        """Go to the list; where nothing was found, what is typed on was meant for what would have been."""
        self.screen.set_focus(self.table)
        if not self.table.row_count and isinstance(self.app, PatientApp):
            self.app.stop_keys()

    def action_clear_filter(self) -> None:
        """Empty the filter and go to the list."""
        self.value = ""
        self.screen.set_focus(self.table)


class Listing(Commanded, Vertical):
    """Filter line, table and status line."""

    DEFAULT_CSS = """
    Listing {
        height: 1fr;
        & > #listing-status { height: 1; padding: 0 1; color: $text-muted; background: $background; }
    }
    """

    COMMANDS: ClassVar[list[Command]] = [
        Command(
            "filter",
            "slash",
            "Saring daftar",
            "Mengetik sebagian dari yang dicari; daftar menyusut pada setiap huruf.",
            second_key="ctrl+f",
            group="Daftar",
        ),
    ]

    @dataclass
    class FilterChanged(Message):
        """The filter text changed; the screen answers with `table.set_source`."""

        text: str
        """What stands in the filter now."""

    def __init__(
        self,
        columns: Sequence[Column],
        source: RowSource | None = None,
        *,
        noun: str = "baris",
        empty_text: str = "Belum ada data.",
        no_match_text: str = "Tidak ada yang cocok dengan saringan. Tekan Esc di baris saringan untuk mengosongkannya.",
        placeholder: str = "Tekan / lalu ketik untuk menyaring",
        reading: str = "",
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self.noun = noun
        self._empty_text = empty_text
        self._no_match_text = no_match_text
        self.table = VirtualTable(columns, source, empty_text=empty_text)
        self.filter = FilterBar(self.table, placeholder)
        self.table.filter_line = self.filter
        self._status = Static(id="listing-status", markup=False)
        self._total = self.table.row_count
        self._note = ""
        self._reading = bool(reading)
        """The first rows are still on their way."""
        if reading:
            self.table.empty_text = reading

    def compose(self) -> ComposeResult:
        """The three parts."""
        yield self.filter
        yield self.table
        yield self._status

    def on_mount(self) -> None:
        """Show the first counts."""
        self._show_counts()

    @property
    def filter_text(self) -> str:
        """What stands in the filter."""
        return self.filter.value

    @property
    def empty_text(self) -> str:
        """Shown where there is no row and no filter: what to do first."""
        return self._empty_text

    @empty_text.setter
    def empty_text(self, text: str) -> None:
        self._empty_text = text
        if not self.filter_text and not self._reading:
            self.table.empty_text = text

    @property
    def note(self) -> str:
        """What else the status line says, behind the counts."""
        return self._note

    @note.setter
    def note(self, text: str) -> None:
        if text != self._note:
            self._note = text
            self._show_counts()

    def set_source(self, source: RowSource, total: int | None = None, keep: str | None = None) -> None:
        """Show filtered rows out of `total` (None: the same as before, or all when there is no filter)."""
        self._reading = False
        self.table.empty_text = self._no_match_text if self.filter_text else self._empty_text
        self.table.set_source(source, keep)
        if total is not None:
            self._total = total
        elif not self.filter_text:
            self._total = self.table.row_count
        self._show_counts()

    @property
    def marked_words(self) -> str:
        """How many rows are marked, and how many of them are not shown: "12 dipilih (3 tidak tampil)"."""
        hidden = self.table.marks_hidden
        return f"{thousands(len(self.table.marked))} dipilih" + (
            f" ({thousands(hidden)} tidak tampil)" if hidden else ""
        )

    def focus_table(self) -> None:
        """Put the cursor into the list."""
        self.screen.set_focus(self.table)

    def _show_counts(self) -> None:
        shown, total = self.table.row_count, max(self._total, self.table.row_count)
        text = f"{thousands(total)} {self.noun}"
        if shown != total or self.filter_text:
            text = f"{thousands(shown)} dari {text}"
        if self._reading:
            text = "Sedang dibaca…"
        if self.table.marked:
            text = f"{text} · {self.marked_words}"
        if self._note:
            text = f"{text} · {self._note}"
        self._status.update(Content(text))

    def action_filter(self) -> None:
        """Go to the filter line."""
        self.screen.set_focus(self.filter)
        self.filter.action_select_all()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """The filter is offered while the list has the focus."""
        return action != "filter" or not self.filter.has_focus

    @on(VirtualTable.MarksChanged)
    def _count_marks(self) -> None:
        self._show_counts()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Hand the filter text to the screen."""
        event.stop()
        self.post_message(self.FilterChanged(event.value))
