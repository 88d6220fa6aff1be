"""F1: what this screen is for, which keys work here, and the rule behind the field at the cursor."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Markdown, Static

from kinerja_tui.widgets.commands import ActiveCommand, active_commands
from kinerja_tui.widgets.fields import MARK_WORDS, Field
from kinerja_tui.widgets.sheet import Sheet
from kinerja_tui.widgets.text import wrapped

_WIDTH = 70
"""Cells for text on a screen of 80."""
_SHEET_KEYS = [
    ("Enter, Tab, ↓", "ke isian berikutnya"),
    ("Shift+Tab, ↑", "ke isian sebelumnya"),
    ("PgDn, PgUp", "ke bagian berikutnya atau sebelumnya"),
    ("Ctrl+Home, Ctrl+End", "ke isian pertama atau terakhir"),
    ("→ di akhir ketikan", "menerima teks lama yang tampak redup di belakangnya"),
    ("Esc", "mengembalikan isi semula; sekali lagi: kembali"),
]


_BY_KIND = {
    "number": "Angka; desimal dengan koma (12,5), ribuan boleh dengan titik. Kosong berarti belum diisi, bukan nol.",
    "date": "Tanggal: 2301 berarti 23 Januari, 0 hari ini, -1 kemarin; tahun lain diketik juga, misalnya 230127.",
}
_LISTED = 12
"""Choices named in the help; F4 has all of them."""


def answering(field: Field) -> str:
    """How a field is answered: what to type, and what is looked at when it is left."""
    parts = []
    names = [f"{choice.digit or choice.value} {choice.label}" if choice.digit or field.kind == "scale" else choice.label
             for choice in field.choices[:_LISTED]]  # fmt: skip
    named = ", ".join(names) + (", … (F4: semuanya)" if len(field.choices) > _LISTED else "")
    if field.kind == "scale":
        parts.append(f"Satu angka menjawab, lalu kursor maju sendiri: {named}.")
    elif field.kind == "choice":
        parts.append(f"Ketik angka atau sebagian namanya, atau F4: {named}.")
    elif field.kind == "digits":
        whole = f"{field.length} angka; " if field.length else "Hanya angka; "
        parts.append(f"{whole}spasi boleh. Sesudah angka terakhir kursor maju sendiri.")
    elif field.kind in _BY_KIND:
        parts.append(_BY_KIND[field.kind])
    else:
        parts.append(f"Tulisan, paling panjang {field.limit} huruf.")
        if field.listed:
            parts.append("Sebagian saja cukup bila hanya satu yang cocok; F4 menampilkan daftarnya.")
    if field.required:
        parts.append("Wajib diisi.")
    if field.check is not None:
        parts.append("Diperiksa saat ditinggalkan: yang keliru ditahan, yang tidak biasa ditanyakan sekali.")
    return " ".join(parts)


class HelpScreen(ModalScreen[None]):
    """Help on top of the screen it explains."""

    DEFAULT_CSS = """
    HelpScreen {
        align: center middle;
        background: $background 60%;
        &:ansi { background: transparent; }
        & > Vertical {
            width: 76; max-width: 95%; height: 90%;
            border: solid $accent; background: $surface; padding: 0 1;
        }
        & .help--head { text-style: bold; color: $accent; margin: 1 0 0 0; width: 1fr; }
        & Static { width: 1fr; }
        & Markdown { background: $surface; padding: 0; margin: 0; }
        & #help-close { dock: bottom; height: 1; color: $text-muted; }
        & VerticalScroll { scrollbar-size-vertical: 1; }
    }
    """
    AUTO_FOCUS = "VerticalScroll"

    def __init__(self, screen: Screen[Any]) -> None:
        super().__init__()
        self._about = screen

    def compose(self) -> ComposeResult:
        """Field, screen, keys: the nearest first."""
        with Vertical():
            with VerticalScroll():
                sheet = self._about.focused
                if isinstance(sheet, Sheet) and sheet.current is not None:
                    yield _head(f"Isian: {sheet.current.label}")
                    text = sheet.current.help or "Isian ini tidak punya aturan khusus."
                    yield Static(_emphasised(text), id="help-field", markup=False)
                    yield _head("Cara mengisi")
                    yield Static(Content(answering(sheet.current)), id="help-answer", markup=False)
                if self._about.HELP:
                    yield _head("Layar ini")
                    yield Markdown(self._about.HELP, open_links=False)
                yield _head("Tombol di layar ini")
                yield Static(self._keys(), id="help-keys", markup=False)
                if isinstance(sheet, Sheet):
                    yield _head("Tanda di depan isian")
                    marks = [(mark, words) for mark, words in MARK_WORDS.items()]
                    yield Static(Content("\n").join(_table(marks)), markup=False)
            yield Static(Content("Esc: tutup   ↑↓ PgUp PgDn: gulir"), id="help-close", markup=False)

    def _keys(self) -> Content:
        active = list(active_commands(self._about))
        order = list(dict.fromkeys(entry.command.group for entry in active))
        # What works right here, then everywhere, then the other screens.
        active.sort(key=lambda entry: (bool(entry.command.menu), order.index(entry.command.group)))
        parts: list[Content] = []
        if isinstance(self._about.focused, Sheet):
            parts.append(Content("\n").join(_table(_SHEET_KEYS)))
        for group, entries in groupby(active, key=lambda entry: entry.command.group):
            title = [Content.styled(group, "bold")] if group else []
            parts.append(Content("\n").join([*title, *_table([_row(entry) for entry in entries])]))
        return Content("\n\n").join(parts)

    def on_key(self, event: events.Key) -> None:
        """Esc, F1 and ? close."""
        if event.key in ("escape", "f1", "question_mark"):
            event.stop()
            event.prevent_default()
            self.dismiss()


def _row(entry: ActiveCommand) -> tuple[str, str]:
    command = entry.command
    return command.reached_by(entry.keys, " atau ") or "Ctrl+P", f"{command.title}: {command.help}"


def _emphasised(text: str) -> Content:
    """Our texts put two stars around what must not be overlooked."""
    parts = text.split("**")
    return Content("").join(
        Content.styled(part, "bold") if place % 2 else Content(part) for place, part in enumerate(parts)
    )


def _head(text: str) -> Static:
    return Static(Content(text), classes="help--head", markup=False)


def _table(rows: list[tuple[str, str]]) -> list[Content]:
    """Two columns, the left one as wide as its widest key; a long text stays in its column."""
    width = max((cell_len(key) for key, _ in rows), default=0) + 2
    lines: list[Content] = []
    for key, text in rows:
        for number, row in enumerate(wrapped(text, _WIDTH - width)):
            lines.append(Content.styled((key if number == 0 else "").ljust(width), "bold") + Content(row))
    return lines
