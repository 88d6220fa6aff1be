"""The passphrase of this PC's key, asked at the start. Three tries, then the program ends with what to do."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import events
from textual.content import Content
from textual.widgets import Input, Static

from kinerja_tui.models.lock import DATABASE_ID, FORGOTTEN, MOST_TRIES, WRONG
from kinerja_tui.widgets.dialogs import AskText, Confirm

if TYPE_CHECKING:
    from kinerja_tui.app import KinerjaApp

ANEW = ""
"""The answer of a person who forgot the passphrase; a passphrase is never empty."""

_SURE = (
    "PC ini memakai kunci baru. Semua data tetap utuh dan dapat dikerjakan seperti biasa.\n\nSesudah ini tulis kunci "
    "baru itu ke flashdisk (PC yang dikenal, t) dan bawa ke BKPSDM, yang mengenalinya sebagai pengganti kunci lama. "
    "Sebelum itu, paket dari PC ini belum berlaku di sana. Paket tersegel untuk kunci lama tidak dapat dibuka lagi; "
    "minta ditulis ulang.\n"
)


class UnlockScreen(AskText):
    """Dismisses with the passphrase, None (given up, or wrong three times), or `ANEW`: forgotten, take a new key."""

    DEFAULT_CSS = AskText.DEFAULT_CSS.replace("AskText", "UnlockScreen")
    if TYPE_CHECKING:
        app: KinerjaApp

    def __init__(self) -> None:
        super().__init__(
            f"Kunci PC ini dilindungi kata sandi. Ketik kata sandinya, lalu Enter. Esc menutup program.\n\n{FORGOTTEN}",
            title="Kata sandi",
            password=True,
        )
        self._tries = 0
        self._checking = False

    async def on_key(self, event: events.Key) -> None:
        """F8 or Ctrl+O: the passphrase is forgotten."""
        if event.key in ("f8", "ctrl+o") and not self._checking:
            event.stop()
            question = Confirm(_SURE, "Pakai kunci baru", "Kembali", title="Kata sandi terlupa?")
            self.app.push_screen(question, self._answered)

    def _answered(self, sure: bool | None) -> None:
        if sure:
            self.dismiss(ANEW)

    def answer(self, line: Input) -> None:
        """Try the key in the background: a guess takes some tenths of a second."""
        if not self._checking:
            self._checking = True
            self._told("Memeriksa…")
            self.run_worker(self._try(line), exclusive=True)

    async def _try(self, line: Input) -> None:
        place = self.app.workplace
        database, typed = place.file.setting(DATABASE_ID), line.value

        def right() -> bool:
            from kinerja_tui.models.identity import unlocks  # loads libsodium

            return unlocks(place.identities, database, typed)

        if await asyncio.to_thread(right):
            self.dismiss(typed)
            return
        self._tries += 1
        self._checking = False
        left = MOST_TRIES - self._tries
        if not left:
            self.dismiss(None)
            return
        self._told(f"× {WRONG} Tinggal {left} kali.")
        line.value = ""

    def _told(self, text: str) -> None:
        told = self.query_one(".dialog--problem", Static)
        told.update(Content(text))
        told.display = True
