"""Asking for a new passphrase of this PC's key: what it guards, and what happens when it is forgotten."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kinerja_tui.services.office import setup
from kinerja_tui.widgets.dialogs import AskText

if TYPE_CHECKING:
    from kinerja_tui.app import KinerjaApp

ask = partial(AskText, password=True, title="Kata sandi kunci PC ini", max_length=200)

GUARDS = (
    "Ditanyakan setiap program dibuka. Yang dilindungi kunci PC ini: tanda tangannya, dan paket tersegel untuknya, "
    "bila PC atau salinan disknya jatuh ke tangan lain. Berkas data sendiri tidak dikunci."
)
FORGOTTEN = (
    "Yang terlupa tidak dapat dibuka lagi oleh siapa pun, tetapi data tetap utuh: PC ini memakai kunci baru, dan "
    "BKPSDM mengenalinya sebagai pengganti kunci lama."
)


async def new_passphrase(app: KinerjaApp, *, may_be_none: bool) -> str | None:
    """A new passphrase, typed twice; None when the person goes back. To be awaited in a worker.

    ``may_be_none``: an empty one takes the lock off.
    """
    none = " Kosong: tanpa kata sandi." if may_be_none else ""

    def problem(text: str) -> str | None:
        if not text and not may_be_none:
            return "Ketik kata sandinya, atau tekan Esc untuk kembali."
        return setup.passphrase_problem(text)

    question = f"Kata sandi baru, paling sedikit {setup.SHORTEST_PASSPHRASE} huruf.{none}\n\n{GUARDS}\n\n{FORGOTTEN}"
    new: str | None = await app.push_screen_wait(ask(question, check=problem))
    if new is None:
        return None
    again: str | None = await app.push_screen_wait(
        ask("Ketik sekali lagi:", check=lambda text: None if text == new else "Tidak sama dengan yang pertama.")
    )
    return again
