"""Lembar salin: one item at a time, big and plain, to be typed over into e-Kinerja; a tick, and on to the next."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from kinerja_tui.rules.formats import excerpt
from kinerja_tui.screens.forms.holding import HoldingScreen
from kinerja_tui.services.forms.open_forms import OpenForm
from kinerja_tui.services.national import copy_sheets
from kinerja_tui.services.national.copy_items import Item
from kinerja_tui.services.national.copy_sheets import CopySheet, Count, ItemState
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.dialogs import Pick
from kinerja_tui.widgets.text import clean

MARKS = {ItemState.OPEN: "·", ItemState.COPIED: "+", ItemState.CHANGED: "!", ItemState.EMPTY: "–"}
_STYLES = {ItemState.OPEN: "", ItemState.COPIED: "$text-success", ItemState.CHANGED: "$text-warning bold",
           ItemState.EMPTY: "$text-muted"}  # fmt: skip
_GROUP = "Lembar salin"
_AHEAD = 4
"""Items shown ahead of the one at hand at least; a high screen has room for more."""
_TAKEN = 22
"""Lines of the screen that an item takes, with some for a long value."""


class CopySheetScreen(HoldingScreen):
    """Dismisses with True when everything that can be copied stands in e-Kinerja."""

    HELP = (
        "Isian ditampilkan satu per satu menurut urutan formulir web e-Kinerja. Ketik isinya di sana, lalu tekan "
        "**Enter** atau **Spasi** di sini: tandanya langsung aman, dan isian berikutnya muncul. **c** menaruh isinya "
        "di papan klip (bila terminal mengizinkan), **↑** kembali, **↓** melewati tanpa menandai, **n** ke isian "
        "berikut yang belum disalin, **d** daftar semua isian, **u** menghapus tanda, **PgUp/PgDn** menggulung isi "
        "yang panjang.\n\nTanda `+` sudah disalin, `!` berubah sesudah disalin (salin lagi), `·` belum disalin, `–` "
        "belum ada isinya di sini. Tanda ikut paket data, jadi rekan di PC lain melanjutkan, tidak mengulang.\n\n"
        "Urutan "
        "formulir web diketahui dari pemakaian, bukan dari dokumen resmi; bila di sana berbeda, ikuti yang di sana."
    )
    COMMANDS: ClassVar[list[Command]] = [  # type: ignore[assignment]
        Command("tick", "enter", "Sudah disalin", "Menandai isian ini, lalu ke isian berikutnya.", "Sudah disalin",
                "space", _GROUP),
        Command("clip", "c", "Salin ke papan klip", "Isi ini ke papan klip, untuk ditempel di peramban.", "Papan klip",
                group=_GROUP),
        Command("back", "up", "Isian sebelumnya", "Kembali satu isian; tandanya tetap.", "Kembali", group=_GROUP),
        Command("forward", "down", "Lewati", "Ke isian berikutnya tanpa menandai.", "Lewati", group=_GROUP),
        Command("to_do", "n", "Isian berikut yang belum", "Melompati yang sudah disalin.", "Belum", group=_GROUP),
        Command("all_items", "d", "Daftar isian", "Semua isian dengan tandanya; pilih satu.", "Daftar", group=_GROUP),
        Command("untick", "u", "Hapus tanda", "Isian ini ternyata belum ada di sana.", group=_GROUP),
        Command("scroll_value(-1)", "pageup", "Gulung ke atas", "Isi yang lebih panjang dari layar.", group=_GROUP),
        Command("scroll_value(1)", "pagedown", "Gulung ke bawah", "Isi yang lebih panjang dari layar.", group=_GROUP),
        Command("leave", "escape", "Selesai dulu", "Kembali; tanda-tandanya tersimpan.", "Selesai", "ctrl+x"),
    ]  # fmt: skip
    DEFAULT_CSS = """
    CopySheetScreen {
        & > .copy--line { height: auto; padding: 0 2; }
        & > #copy-count { color: $text-muted; margin: 0 0 1 0; }
        & > #copy-label { text-style: bold; }
        & > VerticalScroll {
            height: auto; min-height: 5; max-height: 60%; margin: 0 1; padding: 0 1; border: solid $accent;
            scrollbar-size-vertical: 1;
        }
        & > VerticalScroll > Static { text-style: bold; }
        & > #copy-next { height: 1fr; color: $text-muted; margin: 1 0 0 0; }
    }
    """

    def __init__(self, sheet: CopySheet) -> None:
        super().__init__()
        self.sheet = sheet
        self.title = f"Lembar salin · {sheet.title}"
        self.place = sheet.first_to_do() or 0
        self._clip_told = False

    @property
    def item(self) -> Item:
        """What is shown."""
        return self.sheet.items[self.place]

    def body(self) -> ComposeResult:
        """How far, where, what, and what comes next."""
        for name in ("count", "section", "label"):
            yield Static(id=f"copy-{name}", classes="copy--line", markup=False)
        with VerticalScroll(can_focus=False):
            yield Static(id="copy-text", markup=False)
        for name in ("hint", "state", "next"):
            yield Static(id=f"copy-{name}", classes="copy--line", markup=False)

    def begin(self) -> None:
        """The first item that is not copied."""
        self._show()

    def standing(self) -> OpenForm:
        """The sheet at the item that is shown."""
        return OpenForm(self.sheet.form.name, self.sheet.form.subject, self.item.key)

    def take_up(self, place: OpenForm) -> None:
        """At the same item."""
        self.place = next((at for at, item in enumerate(self.sheet.items) if item.key == place.cursor), self.place)

    # -- commands

    def action_tick(self) -> None:
        """Enter, space: copied, next."""
        with self.telling():
            copy_sheets.tick(self.app.db, self.sheet, self.item)
            if self.place + 1 < len(self.sheet.items):
                self.place += 1
            elif (left := self.sheet.first_to_do()) is not None:
                self.place = left
                self.say("Sampai di isian terakhir. Ini isian pertama yang belum disalin.")
            if self.sheet.count.done:
                self.say("Semua isian sudah disalin. Esc kembali ke daftar.")
            self._show()

    def action_untick(self) -> None:
        """u: it is not there after all."""
        with self.telling():
            copy_sheets.untick(self.app.db, self.sheet, self.item)
            self._show()

    def action_back(self) -> None:
        """Up."""
        self._go(self.place - 1)

    def action_forward(self) -> None:
        """Down."""
        self._go(self.place + 1)

    def action_to_do(self) -> None:
        """n: the next one that is not copied."""
        place = self.sheet.first_to_do(self.place)
        if place is None:
            self.say("Semua isian yang ada isinya sudah disalin.")
        else:
            self._go(place)

    def action_clip(self) -> None:
        """c: to the clipboard, by the terminal (OSC 52)."""
        if not self.item.text:
            self.warn("Isian ini belum ada isinya, jadi tidak ada yang ditaruh di papan klip.")
            return
        self.app.copy_to_clipboard(_lines(self.item.text))
        told = "Isinya ada di papan klip."
        if not self._clip_told:
            told += " Bila tidak muncul waktu ditempel, terminal ini tidak mengizinkannya: ketik dari layar."
        self._clip_told = True
        self.say(told)

    def action_all_items(self) -> None:
        """d: jump to an item."""
        options = [
            (str(place), f"{MARKS[self.sheet.state(item)]} {item.label}: {excerpt(item.text, 30)} · {item.section}")
            for place, item in enumerate(self.sheet.items)
        ]

        def picked(place: str | None) -> None:
            if place is not None:
                self._go(int(place))

        self.app.push_screen(Pick("Isian yang mana?", options, at=str(self.place)), picked)

    def action_scroll_value(self, way: int) -> None:
        """PgUp, PgDn: a long value."""
        self.query_one(VerticalScroll).scroll_relative(y=way * 4, animate=False)

    def action_leave(self) -> None:
        """Esc: the ticks of this sitting become one change."""
        if not self.is_current:
            return
        with self.telling():
            copy_sheets.finish(self.app.db, self.sheet.form)
        self.dismiss(self.sheet.count.done)

    # -- showing

    def _go(self, place: int) -> None:
        self.place = min(max(place, 0), len(self.sheet.items) - 1)
        self._show()
        self.note_standing_soon()

    def _show(self) -> None:
        item, state = self.item, self.sheet.state(self.item)
        warning = f"\n{self.sheet.warning}" if self.sheet.warning else ""
        self._put("count", f"{count_text(self.sheet.count)}{warning}")
        self._put("section", f"Isian {self.place + 1} dari {len(self.sheet.items)} · {item.section}")
        self._put("label", item.label)
        self._put("text", _lines(item.text) or "(kosong)")
        self._put("hint", item.hint or " ")
        self.query_one("#copy-state", Static).update(
            Content.styled(f"{MARKS[state]} {state.label[:1].upper()}{state.label[1:]}", _STYLES[state])
        )
        self._put("next", self._following())
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def _following(self) -> str:
        """What comes next on the form, to find the place there."""
        room = max(self.app.size.height - _TAKEN, _AHEAD)
        following = self.sheet.items[self.place + 1 : self.place + 1 + room]
        if not following:
            return "Ini isian terakhir."
        lines = [f"{MARKS[self.sheet.state(item)]} {item.label}: {item.text or '(kosong)'}" for item in following]
        width = max(self.app.size.width - 6, 20)
        return "\n".join(["Berikutnya:", *(excerpt(clean(line), width) for line in lines)])

    def _put(self, name: str, text: str) -> None:
        self.query_one(f"#copy-{name}", Static).update(Content(text))


def count_text(count: Count) -> str:
    """12 dari 40 isian disalin · 2 berubah, salin lagi · 1 belum ada isinya."""
    parts = [f"{count.copied} dari {count.all} isian disalin"]
    if count.changed:
        parts.append(f"{count.changed} berubah, salin lagi")
    if count.empty:
        parts.append(f"{count.empty} belum ada isinya")
    return " · ".join(parts)


def _lines(text: str) -> str:
    """A value with its line breaks, and nothing that could move the cursor."""
    return "\n".join(clean(line) for line in text.splitlines())
