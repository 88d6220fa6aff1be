"""F1: what this screen is for, which keys work here, and the rule behind the field at the cursor; typing searches."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from kinerja_tui.widgets.commands import ActiveCommand, active_commands
from kinerja_tui.widgets.dialogs import keys_line
from kinerja_tui.widgets.fields import MARK_WORDS, Field
from kinerja_tui.widgets.sheet import Sheet
from kinerja_tui.widgets.text import EMPHASIS, clean, plain, wrapped

_WIDTH = 70
"""Cells for text on a screen of 80."""
_SHEET_KEYS = [
    ("Enter, Tab, ↓", "ke isian berikutnya"),
    ("Shift+Tab, ↑", "ke isian sebelumnya"),
    ("PgDn, PgUp", "ke bagian berikutnya atau sebelumnya"),
    ("Ctrl+Home, Ctrl+End", "ke isian pertama atau terakhir"),
    ("→ di akhir ketikan", "menerima teks lama yang tampak redup di belakangnya"),
    ("Esc", "mengembalikan isi semula; sekali lagi: kembali"),
    ("Ctrl+Z", "membatalkan ketikan, juga yang dibuang Esc"),
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


@dataclass(frozen=True)
class Section:
    """What belongs together under a heading: running text, then keys or marks with what they do or mean."""

    heading: str
    paragraphs: Sequence[str] = ()
    rows: Sequence[tuple[str, str]] = ()

    def having(self, words: Sequence[str]) -> Section | None:
        """What of it has all the words; all of it where its heading has them, None for nothing."""
        if _has(self.heading, words):
            return self
        paragraphs = [text for text in self.paragraphs if _has(text, words)]
        rows = [row for row in self.rows if _has(" ".join(row), words)]
        return Section(self.heading, paragraphs, rows) if paragraphs or rows else None


class HelpScreen(ModalScreen[None]):
    """Help on top of the screen it explains."""

    DEFAULT_CSS = """
    HelpScreen {
        align: center middle;
        background: $background 60%;
        &:ansi { background: transparent; }
        & > Vertical {
            width: 76; max-width: 95%; height: 90%;
            border: solid $accent; border-title-style: bold; background: $surface; padding: 0 1;
        }
        & Static { width: 1fr; }
        & ToastRack { display: none; }
        & #help-typed { height: 1; background: $panel; padding: 0 1; }
        & #help-close { dock: bottom; height: 1; }
        & VerticalScroll { margin: 0 0 1 0; padding: 0 1; scrollbar-size-vertical: 1; }
    }
    """
    AUTO_FOCUS = "VerticalScroll"
    NOTHING = "Tidak ada yang cocok. Coba kata lain, atau cari perintahnya dengan Ctrl+P."
    _LONGEST = 40
    """Characters that can be typed."""

    def __init__(self, screen: Screen[Any]) -> None:
        super().__init__()
        self._about = screen
        self._sections = list(sections(screen))
        self._typed = ""
        self._line = Static(id="help-typed", markup=False)
        self._text = Static(id="help-text", markup=False)

    def compose(self) -> ComposeResult:
        """What is looked for, the sections, the keys."""
        with Vertical() as box:
            box.border_title = "Bantuan"
            yield self._line
            with VerticalScroll():
                yield self._text
            yield Static(keys_line(("↑↓ PgUp PgDn", "Gulir"), ("Esc", "Tutup")), id="help-close", markup=False)

    def on_mount(self) -> None:
        """Everything, the nearest first."""
        self._show()

    def _show(self) -> None:
        words = self._typed.casefold().split()
        found = [shown for section in self._sections if (shown := section.having(words)) is not None]
        hint = Content.styled("Ketik untuk mencari di bantuan ini", "$text-muted")
        self._line.update(Content(f"> {self._typed}_") if self._typed else Content("> ") + hint)
        text = Content("\n\n").join(map(_drawn, found)) if found else Content(self.NOTHING)
        if words:
            text = text.highlight_regex(re.compile("|".join(map(re.escape, words)), re.IGNORECASE), style="underline")
        self._text.update(text)
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def on_key(self, event: events.Key) -> None:
        """Letters search; Esc empties the line, then closes; F1 and ? close."""
        if event.key in ("f1", "question_mark") or (event.key == "escape" and not self._typed):
            self.dismiss()
        elif event.key in ("escape", "ctrl+u"):
            self._type("")
        elif event.key == "backspace":
            self._type(self._typed[:-1])
        elif event.is_printable and event.character is not None:
            self._type(self._typed + event.character)
        else:
            return
        event.stop()
        event.prevent_default()

    def _type(self, text: str) -> None:
        self._typed = clean(text)[: self._LONGEST]
        self._show()


def sections(about: Screen[Any]) -> Iterator[Section]:
    """All that is to be known here: the field, the screen, the keys; the nearest first."""
    sheet = about.focused
    if isinstance(sheet, Sheet) and sheet.current is not None:
        text = sheet.current.help or "Isian ini tidak punya aturan khusus."
        yield Section(f"Isian: {sheet.current.label}", text.split("\n"))
        yield Section("Cara mengisi", [answering(sheet.current)])
    if about.HELP:
        yield Section("Layar ini", about.HELP.split("\n\n"))
    if isinstance(sheet, Sheet):
        yield Section("Tombol: berpindah", rows=_SHEET_KEYS)
    yield from _keys(about)
    if isinstance(sheet, Sheet):
        yield Section("Tanda di depan isian", rows=list(MARK_WORDS.items()))


def _keys(about: Screen[Any]) -> Iterator[Section]:
    active = list(active_commands(about))
    # What works right here, then everywhere, then the other screens.
    active.sort(key=lambda entry: bool(entry.command.menu))
    groups = dict.fromkeys((bool(entry.command.menu), entry.command.group) for entry in active)
    for menu, group in groups:
        found = [entry for entry in active if (bool(entry.command.menu), entry.command.group) == (menu, group)]
        what = "Ke layar" if menu else "Tombol"
        yield Section(f"{what}: {group}" if group else what, rows=[_row(entry) for entry in found])


def _row(entry: ActiveCommand) -> tuple[str, str]:
    command = entry.command
    return command.reached_by(entry.keys, " atau ") or "Ctrl+P", f"{command.title}: {command.help}"


def _has(text: str, words: Sequence[str]) -> bool:
    folded = plain(text).casefold()
    return all(word in folded for word in words)


_EMPHASES = {"**": "bold", "*": "italic", "`": "bold $accent"}
"""Sign of an emphasis -> style."""


def emphasised(text: str) -> Content:
    """A text of ours with its emphasis."""
    parts: list[tuple[str, str]] = []
    start = 0
    for found in EMPHASIS.finditer(text):
        parts += [(text[start : found.start()], ""), (found[2], _EMPHASES[found[1]])]
        start = found.end()
    return Content.assemble(*parts, (text[start:], ""))


def _drawn(section: Section) -> Content:
    lines = [Content.styled(section.heading, "bold $accent")]
    lines += [Content("\n\n").join(map(emphasised, section.paragraphs))] if section.paragraphs else []
    return Content("\n").join([*lines, *_table(section.rows)])


def _table(rows: Sequence[tuple[str, str]]) -> list[Content]:
    """Two columns, the left one as wide as its widest key; a long text stays in its column."""
    width = max((cell_len(key) for key, _ in rows), default=0) + 2
    lines: list[Content] = []
    for key, text in rows:
        for number, row in enumerate(wrapped(text, _WIDTH - width)):
            lines.append(Content.styled((key if number == 0 else "").ljust(width), "bold") + Content(row))
    return lines
