"""Serah terima: what waits, the bundles in and out, and the two verbs: ekspor and impor."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from kinerja_tui.handoff import export, merge, trust
from kinerja_tui.handoff.export import Written
from kinerja_tui.handoff.merge import Outcome
from kinerja_tui.handoff.problems import BundleProblem, Cancelled, UnknownSender
from kinerja_tui.models.file import DatabaseProblem
from kinerja_tui.models.words import spoken
from kinerja_tui.screens.background import in_background
from kinerja_tui.screens.base import BACK, WorkScreen
from kinerja_tui.screens.handoff_texts import (
    OPEN_QUESTION,
    bundle_details,
    exported_text,
    ledger_row,
    stamp,
    waiting_text,
)
from kinerja_tui.screens.notice import Notice
from kinerja_tui.screens.places import FOLDER, choose_file, choose_folder, usual_folders
from kinerja_tui.screens.preview import PreviewScreen
from kinerja_tui.screens.recognise import compared
from kinerja_tui.services import handoff as ledger
from kinerja_tui.services import media
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.dialogs import Confirm, Pick
from kinerja_tui.widgets.keys import ASKING
from kinerja_tui.widgets.table import Column, ListSource, VirtualTable


class HandoffScreen(WorkScreen):
    """Bundles to and from the district; at the district, to and from its offices."""

    TITLE = "Serah terima"
    CSS_PATH = "handoff.tcss"
    HELP = (
        "Data berpindah antarkantor sebagai **paket**: satu berkas bernomor dan bertanda tangan, dibawa dengan "
        "flashdisk atau dikirim lewat jalan apa pun.\n\n"
        "**e** menulis paket berisi semua perubahan yang belum dipastikan sampai. Paket yang hilang tidak apa-apa: "
        "isinya ikut lagi di paket berikutnya. **i** membaca paket dari kantor lain; isinya ditunjukkan dulu, dan "
        "belum ada yang berubah sebelum Anda menyetujuinya. Mengimpor paket yang sama dua kali tidak mengubah "
        "apa-apa.\n\n"
        "Keadaan paket: `>` disiapkan, belum ada tanda terima; `+` diterima, dipastikan oleh paket balasan; `·` "
        "tercakup, isinya ikut paket berikutnya. Tanda terima datang bersama paket balasan dari penerima.\n\n"
        "**Sidik jari** mengenali sebuah PC: delapan kata. Pada paket pertama dari sebuah PC, kedua pihak membacakannya"
        " lewat telepon atau tatap muka; sesudah itu PC tersebut dikenal. **s** membuka daftar PC yang dikenal."
    )
    COMMANDS: ClassVar[list[Command]] = [  # type: ignore[assignment]
        Command("export", "e", "Ekspor paket", "Menulis paket untuk kantor tujuan.", "Ekspor", "f8", "Serah terima"),
        Command(
            "import", "i", "Impor paket", "Membaca paket dari kantor lain.", "Impor", "insert", group="Serah terima"
        ),
        Command("details", "enter", "Rincian paket", "Rincian paket di baris ini.", "Rincian", group="Serah terima"),
        Command(
            "export_full",
            "",
            "Ekspor penuh",
            "Menulis paket berisi semua yang boleh dilihat penerima, bila penerima memintanya.",
            group="Serah terima",
        ),
        Command(
            "export_open",
            "",
            "Ekspor terbuka",
            "Menulis paket tanpa segel, yang dapat dibaca siapa pun; hanya bila penerima tidak dapat membuka segelnya.",
            group="Serah terima",
        ),
        Command(
            "known_pcs", "s", "PC yang dikenal", "Kunci dan sidik jari; kenalkan, ganti, cabut.", group="Serah terima"
        ),
        BACK,
    ]
    COLUMNS: ClassVar = [
        Column("mark", "", 1),
        Column("day", "Tanggal", 10),
        Column("bundle", "Paket", 13),
        Column("office", "Kantor", 20, flex=2),
        Column("count", "Isi", 7, align="right"),
        Column("state", "Keadaan", 17, flex=1),
    ]

    def body(self) -> ComposeResult:
        """What waits, this PC's fingerprint, and the bundles."""
        yield Static(id="waiting", markup=False)
        yield Static(id="fingerprint", markup=False)
        yield VirtualTable(
            self.COLUMNS,
            empty_text="Belum ada paket.\nTekan e untuk menulis paket pertama, atau i untuk membaca paket yang datang.",
        )

    def on_mount(self) -> None:
        """Keys go to the list."""
        self._show()
        self.query_one(VirtualTable).focus()

    def on_screen_resume(self) -> None:
        """Show what came in or went out meanwhile."""
        self._show()

    # -- what is shown

    def _show(self) -> None:
        file = self.app.file
        self._lines = {line.id: line for line in ledger.ledger(file)}
        changes, people = ledger.not_handed_over(file)
        prepared = sum(line.state is ledger.BundleState.PREPARED for line in self._lines.values())
        own = spoken(self.app.db.identity.public_key)
        self.query_one("#waiting", Static).update(Content(waiting_text(changes, people, self._receiver, prepared)))
        self.query_one("#fingerprint", Static).update(Content(f"Sidik jari PC ini: {own}"))
        rows = [ledger_row(line) for line in self._lines.values()]
        table = self.query_one(VirtualTable)
        table.set_source(ListSource(rows, list(self._lines)), keep=table.current_key)

    @property
    def _receiver(self) -> str:
        """Name of the office everything goes to; empty at the district."""
        own = self.app.file.setting("office")
        return "" if trust.is_district(own) else ledger.office_name(self.app.file, trust.district_of(own))

    @on(VirtualTable.Chosen)
    def _chosen(self, event: VirtualTable.Chosen) -> None:
        event.stop()
        self.action_details()

    def action_details(self) -> None:
        """Everything known of the bundle under the cursor."""
        key = self.query_one(VirtualTable).current_key
        if key is not None:
            line = self._lines[key]
            self.app.push_screen(Notice(f"Paket nomor {line.no}", bundle_details(line)))

    def action_known_pcs(self) -> None:
        """Keys and fingerprints."""
        from kinerja_tui.screens.known_pcs import KnownPCsScreen

        self.app.push_screen(KnownPCsScreen())

    # -- out

    def action_export(self) -> None:
        """Write the next bundle."""
        self._export(full=False)

    def action_export_full(self) -> None:
        """Write a bundle of everything."""
        self._export(full=True)

    def action_export_open(self) -> None:
        """Write the next bundle without a seal, after a warning."""
        self._export(full=False, sealed=False)

    @work(exclusive=True, group=ASKING)
    async def _export(self, full: bool, sealed: bool = True) -> None:
        if not sealed and not await self.app.push_screen_wait(
            Confirm(OPEN_QUESTION, "Tulis terbuka", "Batal", title="Paket tanpa segel?")
        ):
            return
        office = await self._choose_office()
        folder = await choose_folder(self.app, "Tulis paket ke mana?") if office else None
        if not office or folder is None:
            return
        db = self.app.db
        try:
            written = await in_background(
                self.app,
                "Menulis paket",
                lambda progress: export.export(db, office, folder, full=full, sealed=sealed, progress=progress),
                ("Menulis dan menandatangani perubahan",),
            )
            db.set_setting(FOLDER, str(folder))
        except Cancelled:
            self.say("Ekspor dihentikan. Tidak ada paket yang ditulis; data tidak berubah.")
        except (BundleProblem, DatabaseProblem) as problem:
            await self.app.push_screen_wait(Notice("Paket tidak ditulis", problem.text))
        else:
            await self._tell_written(written)
        self._show()

    async def _tell_written(self, written: Written) -> None:
        receiver = ledger.office_name(self.app.file, written.header.to_office)
        await self.app.push_screen_wait(Notice("Paket selesai ditulis", exported_text(written, receiver)))

    async def _choose_office(self) -> str | None:
        own = self.app.db.office
        if not trust.is_district(own):
            return export.default_receiver(self.app.db)
        known = ledger.offices(self.app.file, own)
        if not known:
            await self.app.push_screen_wait(
                Notice(
                    "Belum ada kantor tujuan",
                    "Kantor dikenal setelah paket pertamanya diimpor di sini. Tekan i untuk mengimpor paket dari "
                    "sebuah kecamatan.",
                )
            )
            return None
        options = [
            (office.code, f"{office.name} ({office.code}), {office.sites or 'belum ada'} PC dikenal")
            for office in known
        ]
        return await self.app.push_screen_wait(Pick("Paket untuk kantor mana?", options))

    # -- in

    @work(exclusive=True, group=ASKING)
    async def action_import(self) -> None:
        """Choose a bundle, look at it, take it in or leave it."""
        path = await self._choose_bundle()
        if path is None:
            return
        outcome = await self._look_at(path)
        if outcome is None:
            return
        self.app.db.set_setting(FOLDER, str(path.parent))  # a bundle left for now is offered the next time
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
        found = media.bundles_in(usual_folders(self.app), self.app.db.office)
        options = [
            (str(item.path), f"{stamp(item.changed)}  {item.path.name}  di {item.path.parent}") for item in found
        ]
        path = await choose_file(self.app, "Impor paket", options, _file_problem)
        return await self._choose_inside(path) if path is not None and path.is_dir() else path

    async def _choose_inside(self, folder: Path) -> Path | None:
        """A folder was typed: the bundles in it."""
        found = media.bundles_in([folder], self.app.db.office)
        if not found:
            await self.app.push_screen_wait(
                Notice("Tidak ada paket di folder itu", f"Di {folder} tidak ada paket dari kantor lain.")
            )
            return None
        options = [(str(item.path), f"{stamp(item.changed)}  {item.path.name}") for item in found]
        chosen = await self.app.push_screen_wait(Pick("Impor paket yang mana?", options))
        return Path(chosen) if chosen else None


def _file_problem(text: str) -> str | None:
    if not text:
        return "Tulis nama berkasnya, misalnya /media/flashdisk/kinerja_15.04.03_ke_15.04_no0001.segel"
    path = media.typed_path(text)
    return (
        None
        if path.is_file() or path.is_dir()
        else "Berkas itu tidak ada. Periksa namanya dan apakah flashdisk sudah terpasang."
    )
