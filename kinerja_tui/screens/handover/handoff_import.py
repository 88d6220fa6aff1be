"""Bringing a bundle in: choose it, compare the sender's fingerprint, look, import, and offer the answer at once."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from textual import work

from kinerja_tui.handoff import merge, trust
from kinerja_tui.handoff.merge import Outcome
from kinerja_tui.handoff.problems import BundleProblem, Cancelled, UnknownSender
from kinerja_tui.models.file import DatabaseProblem
from kinerja_tui.screens.background import in_background
from kinerja_tui.screens.base import WorkScreen
from kinerja_tui.screens.handover.preview import PreviewScreen
from kinerja_tui.screens.handover.recognise import compared
from kinerja_tui.screens.notice import Notice
from kinerja_tui.screens.places import Wanted, choose_file
from kinerja_tui.services.handover import media
from kinerja_tui.widgets.dialogs import Confirm
from kinerja_tui.widgets.keys import ASKING


class ImportingScreen(WorkScreen):
    """A screen that bundles are imported from."""

    async def write_answer(self, office: str) -> None:
        """Write the bundle that carries the receipt back to that office."""
        raise NotImplementedError

    @work(exclusive=True, group=ASKING)
    async def action_import(self) -> None:
        """Choose a bundle, look at it, take it in or leave it."""
        path = await self._choose_bundle()
        if path is None:
            return
        outcome = await self._look_at(path)
        if outcome is None:
            return
        if outcome.already_imported:
            await self.app.push_screen_wait(
                Notice(
                    "Paket ini sudah pernah diimpor",
                    f"Paket nomor {outcome.header.no} dari {outcome.header.from_name} sudah ada di sini. "
                    "Tidak ada yang perlu dilakukan dan tidak ada yang diubah.",
                )
            )
            return
        if not await self.app.push_screen_wait(PreviewScreen(path, outcome)):
            self.say("Paket tidak diimpor; tidak ada yang diubah.")
            return
        header = outcome.header
        question = (
            f"Jawaban membawa tanda terima ke {header.from_name}: di sana terlihat bahwa paketnya sampai, dan paket "
            "berikutnya menjadi kecil. Sesudah jawaban ditulis, impor ini tidak dapat dibatalkan lagi.\n"
        )
        title = "Tulis jawaban ke flashdisk?"
        if await self.app.push_screen_wait(Confirm(question, "Tulis jawaban", "Nanti saja", title=title)):
            await self.write_answer(header.from_office)

    async def _look_at(self, path: Path) -> Outcome | None:
        db = self.app.db
        while True:
            try:
                return await in_background(
                    self.app,
                    "Memeriksa paket",
                    lambda progress: merge.preview(db, path, progress),
                    ("Memeriksa keutuhan paket", "Membandingkan dengan data di sini"),
                )
            except UnknownSender as sender:
                if not await self._enrol(sender):
                    return None
            except Cancelled:
                self.say("Pemeriksaan dihentikan; tidak ada yang diubah.")
                return None
            except (BundleProblem, DatabaseProblem) as problem:
                await self.app.push_screen_wait(Notice("Paket tidak dapat diimpor", problem.text))
                return None

    async def _enrol(self, sender: UnknownSender) -> bool:
        if not await compared(self.app, sender.office, sender.office_name, sender.key, "Paket"):
            self.say("PC itu tidak dikenali; tidak ada yang diubah.")
            return False
        with self.telling():
            trust.enrol(self.app.db, sender.office, sender.office_name, sender.key)
            return True
        return False

    async def _choose_bundle(self) -> Path | None:
        own, example = self.app.db.office, "/media/flashdisk/kinerja_15.04.03_ke_15.04_no0001.segel"
        find = partial(media.bundles_in, own_office=own)
        return await choose_file(self.app, Wanted("Impor paket", "paket dari kantor lain", example, find))
