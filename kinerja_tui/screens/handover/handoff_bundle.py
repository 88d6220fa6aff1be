"""What can be done with a bundle in the list: details, its paper, marking it as handed over, taking it back."""

from __future__ import annotations

from textual import work

from kinerja_tui.documents.handover_files import write_beside
from kinerja_tui.handoff import undo
from kinerja_tui.handoff.problems import BundleProblem, Cancelled
from kinerja_tui.models.file import DatabaseProblem
from kinerja_tui.screens.background import in_background
from kinerja_tui.screens.base import WorkScreen
from kinerja_tui.screens.handover.handoff_texts import bundle_details, count_text
from kinerja_tui.screens.notice import Notice
from kinerja_tui.screens.places import choose_folder
from kinerja_tui.screens.reading import read_or_end
from kinerja_tui.services.handover import handoff as ledger
from kinerja_tui.services.handover import handover
from kinerja_tui.services.handover.handoff import LedgerLine
from kinerja_tui.widgets.dialogs import Confirm, Pick
from kinerja_tui.widgets.keys import ASKING

_PAPER, _RECAP = "paper", "recap"


class BundleScreen(WorkScreen):
    """Subclasses say which bundle the cursor is on, and read their list again."""

    @property
    def line(self) -> LedgerLine | None:
        """The bundle under the cursor."""
        raise NotImplementedError

    def reload(self) -> None:
        """Read the list again."""
        raise NotImplementedError

    def action_details(self) -> None:
        """Everything known of the bundle under the cursor."""
        line = self.line
        if line is not None:
            refused = ledger.refusals(self.app.file, line.id) if line.outgoing else []
            cannot = "" if line.outgoing else undo.obstacle(self.app.db, line.id)
            self.app.push_screen(Notice(f"Paket nomor {line.no}", bundle_details(line, refused, cannot)))

    def action_handed(self) -> None:
        """It left the house; again: it did not after all."""
        line = self.line
        if line is None:
            return
        with self.telling():
            left = ledger.mark_handed(self.app.db, line.id)
            self.say(f"Paket nomor {line.no} {'ditandai diserahkan' if left else 'tidak lagi ditandai diserahkan'}.")
        self.reload()

    @work(exclusive=True, group=ASKING)
    async def action_paper(self) -> None:
        """The berita acara of the bundle under the cursor, into a folder."""
        line = self.line
        if line is None:
            return
        with self.telling():
            facts = handover.handover(self.app.file, line.id)
            options = [
                (_PAPER, "1  Berita acara (PDF dan teks)"),
                (_RECAP, "2  Berita acara dan rekap CSV per pegawai (data pribadi: jaga berkasnya)"),
            ]
            kind = await self.app.push_screen_wait(Pick(f"Paket nomor {line.no}: tulis apa?", options))
            folder = await choose_folder(self.app, "Tulis berita acara ke mana?") if kind else None
            if folder is None:
                return
            way = "" if line.outgoing else f"_dari_{line.office}"
            bundle = folder / (line.file or f"kinerja{way}_no{line.no:04d}.json")
            db = self.app.db
            files = await in_background(
                self.app,
                "Mencetak",
                lambda _: write_beside(db, bundle, facts, recap=kind == _RECAP),
                can_cancel=False,
            )
            names = "\n".join(file.name for file in files)
            await self.app.push_screen_wait(Notice("Berita acara selesai ditulis", f"Di {folder}:\n{names}"))

    @work(exclusive=True, group=ASKING)
    async def action_undo(self) -> None:
        """Take the newest import back."""
        db = self.app.db
        newest = undo.newest_import(db)
        line = next((item for item in ledger.ledger(self.app.file) if item.id == newest), None)
        if line is None:
            self.say("Belum ada paket yang diimpor. Paket keluar yang keliru cukup tidak diserahkan.")
            return
        imported = line.id
        if reason := await read_or_end(self.app, "Diperiksa", lambda: undo.obstacle(db, imported), what="obstacle"):
            await self.app.push_screen_wait(Notice("Impor tidak dapat dibatalkan", f"{reason} Tidak ada yang diubah."))
            return
        question = (
            f"Paket nomor {line.no}: {count_text(line.new)} perubahan dari {line.office_name} dikeluarkan lagi, dan "
            "semuanya kembali seperti "
            "sebelum paket ini diimpor. Paketnya sendiri tetap baik dan dapat diimpor lagi.\n"
        )
        if await self.app.push_screen_wait(Confirm(question, "Batalkan impor", "Biarkan", title="Batalkan impor ini?")):
            try:
                await in_background(
                    self.app,
                    "Membatalkan impor",
                    lambda progress: undo.undo_import(db, line.id, progress),
                    ("Mengeluarkan isi paket", "Mengembalikan data sebelumnya"),
                )
            except Cancelled:
                self.say("Dihentikan. Impor ini tetap; tidak ada yang diubah.")
            except (BundleProblem, DatabaseProblem) as problem:
                await self.app.push_screen_wait(Notice("Impor tidak dibatalkan", problem.text))
            else:
                self.app.read_place()
                self.say(f"Impor paket nomor {line.no} dibatalkan; semuanya seperti sebelumnya.")
            self.reload()
