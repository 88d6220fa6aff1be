"""Serah terima: what waits, the bundles in and out, and the two verbs: ekspor and impor."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from kinerja_tui.documents.handover_files import write_beside
from kinerja_tui.handoff import export, trust
from kinerja_tui.handoff.bundle import Progress
from kinerja_tui.handoff.export import Written
from kinerja_tui.handoff.problems import BundleProblem, Cancelled
from kinerja_tui.models.file import DatabaseProblem
from kinerja_tui.models.words import spoken
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.screens.background import in_background
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.handover.handoff_bundle import BundleScreen
from kinerja_tui.screens.handover.handoff_import import ImportingScreen
from kinerja_tui.screens.handover.handoff_texts import (
    NOTHING_AT_DISTRICT,
    NOTHING_AT_OFFICE,
    OPEN_QUESTION,
    UNKNOWN_QUESTION,
    exported_text,
    going_text,
    ledger_row,
    waiting_text,
)
from kinerja_tui.screens.notice import Notice
from kinerja_tui.screens.places import FOLDER, choose_folder
from kinerja_tui.services.handover import handoff as ledger
from kinerja_tui.services.handover.handoff import LedgerLine
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.dialogs import Confirm, Pick
from kinerja_tui.widgets.keys import ASKING
from kinerja_tui.widgets.table import Column, ListSource, VirtualTable

_UNANSWERED = {ledger.BundleState.PREPARED, ledger.BundleState.HANDED}


class HandoffScreen(BundleScreen, ImportingScreen):
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
        "Keadaan paket keluar: `>` **disiapkan**; `»` **diserahkan**, ditandai dengan **d** sesudah flashdisknya "
        "berpindah tangan; `+` **diterima**, dipastikan paket balasan; **disahkan**, bila BKPSDM menerimanya dan tidak "
        "ada yang tertahan; `·` tercakup, isinya ikut paket berikutnya. Enter menyebut yang tertahan dan alasannya.\n\n"
        "Di samping setiap paket ada **berita acara** untuk ditandatangani kedua pihak; **kode periksa** di situ sama "
        "dengan yang tampil di penerima. **b** menulisnya lagi, juga dengan rekap CSV. **u** membatalkan impor "
        "terakhir seluruhnya, selama belum ada yang dikerjakan di atasnya dan jawabannya belum ditulis.\n\n"
        "**Sidik jari** mengenali sebuah PC: delapan kata. Pada paket pertama dari sebuah PC, kedua pihak membacakannya"
        " lewat telepon atau tatap muka; sesudah itu PC tersebut dikenal. **n** membuka daftar PC yang dikenal.\n\n"
        "Paket yang disahkan lain dari **periode yang disahkan** (`p`): paket disahkan berarti isinya diterima BKPSDM; "
        "periode disahkan berarti evaluasinya final dan terkunci."
    )
    COMMANDS: ClassVar[list[Command]] = [  # type: ignore[assignment]
        Command("export", "e", "Ekspor paket", "Menulis paket untuk kantor tujuan.", "Ekspor", "f8", "Serah terima"),
        Command(
            "import", "i", "Impor paket", "Membaca paket dari kantor lain.", "Impor", "insert", group="Serah terima"
        ),
        Command("details", "enter", "Rincian paket", "Rincian paket di baris ini.", group="Serah terima"),
        Command(
            "handed",
            "d",
            "Tandai diserahkan",
            "Paket ini sudah berpindah tangan; sekali lagi membatalkannya.",
            "Serahkan",
            group="Serah terima",
        ),
        Command(
            "paper",
            "b",
            "Berita acara",
            "Menulis berita acara paket ini (PDF dan teks), dan rekap bila diminta.",
            "Berita",
            group="Serah terima",
        ),
        Command(
            "undo",
            "u",
            "Batalkan impor",
            "Mengembalikan semuanya seperti sebelum paket ini diimpor.",
            "Batal",
            group="Serah terima",
        ),
        Command(
            "export_full",
            "l",
            "Ekspor penuh",
            "Menulis paket berisi semua yang boleh dilihat penerima, bila penerima memintanya.",
            group="Serah terima",
        ),
        Command(
            "export_open",
            "t",
            "Ekspor terbuka",
            "Menulis paket tanpa segel, yang dapat dibaca siapa pun; hanya bila penerima tidak dapat membuka segelnya.",
            group="Serah terima",
        ),
        Command(
            "known_pcs",
            "n",
            "PC yang dikenal",
            "Kunci dan sidik jari; kenalkan, ganti, cabut.",
            "PC",
            group="Serah terima",
        ),
        Command(
            "period_locks",
            "p",
            "Pengesahan periode",
            "Evaluasi yang disahkan BKPSDM per kantor.",
            "Periode",
            group="Serah terima",
        ),
        BACK,
    ]
    COLUMNS: ClassVar = [
        Column("mark", "", 1),
        Column("day", "Tanggal", 10),
        Column("bundle", "Paket", 13),
        Column("office", "Kantor", 17, flex=2),
        Column("count", "Isi", 7, align="right"),
        Column("state", "Keadaan", 20, flex=1),
    ]

    def body(self) -> ComposeResult:
        """What waits, this PC's fingerprint, and the bundles."""
        yield Static(id="waiting", markup=False)
        yield Static(id="fingerprint", markup=False)
        yield VirtualTable(
            self.COLUMNS,
            empty_text=NOTHING_AT_OFFICE if self._receiver else NOTHING_AT_DISTRICT,
        )

    def read_ahead(self) -> None:
        """What no bundle carried yet is looked for among all changes."""
        ledger.not_handed_over(self.app.file)

    def begin(self) -> None:
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
        prepared = sum(line.state in _UNANSWERED for line in self._lines.values())
        own = spoken(self.app.db.identity.public_key)
        above = waiting_text(changes, people, self._receiver, prepared, bool(self._lines))
        self.query_one("#waiting", Static).update(Content(above))
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

    @property
    def line(self) -> LedgerLine | None:
        """The bundle under the cursor."""
        key = self.query_one(VirtualTable).current_key
        return None if key is None else self._lines[key]

    def reload(self) -> None:
        """Read the list again."""
        self._show()

    def action_period_locks(self) -> None:
        """p: what BKPSDM approved, and what is open."""
        from kinerja_tui.screens.evaluation.period_locks import PeriodLocksScreen

        self.app.push_screen(PeriodLocksScreen())

    def action_known_pcs(self) -> None:
        """Keys and fingerprints."""
        from kinerja_tui.screens.handover.known_pcs import KnownPCsScreen

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
        if office:
            await self._write(office, full, sealed)

    async def write_answer(self, office: str) -> None:
        """The bundle back, with the receipt in it."""
        await self._write(office, full=False, sealed=True)

    async def _write(self, office: str, full: bool, sealed: bool) -> None:
        db = self.app.db
        receiver = ledger.office_name(self.app.file, office)
        if sealed and not trust.is_known(db, office):
            question = UNKNOWN_QUESTION.format(receiver=receiver)
            if not await self.app.push_screen_wait(
                Confirm(question, "Tulis terbuka", "Batal", title="Paket tanpa segel?")
            ):
                return
        folder = await choose_folder(self.app, going_text(export.waiting(db, office, full), receiver))
        if folder is None:
            return

        def work(progress: Progress) -> tuple[Written, list[Path]]:
            written = export.export(db, office, folder, full=full, sealed=sealed, progress=progress)
            try:
                return written, write_beside(db, written.path, written.handover, recap=not written.sealed_to)
            except RuleBroken:  # the bundle stands; the paper can be written again
                return written, []

        try:
            steps = ("Menghitung isinya", "Menulis dan menandatangani perubahan")
            written, papers = await in_background(self.app, "Menulis paket", work, steps)
            db.set_setting(FOLDER, str(folder))
        except Cancelled:
            self.say("Ekspor dihentikan. Tidak ada paket yang ditulis; data tidak berubah.")
        except (BundleProblem, DatabaseProblem) as problem:
            await self.app.push_screen_wait(Notice("Paket tidak ditulis", problem.text))
        else:
            text = exported_text(written, receiver, papers)
            await self.app.push_screen_wait(Notice("Paket selesai ditulis", text))
        self._show()

    async def _choose_office(self) -> str | None:
        own = self.app.db.office
        if not trust.is_district(own):
            return export.default_receiver(self.app.db)
        known = ledger.offices(self.app.file, own)
        if not known:
            await self.app.push_screen_wait(
                Notice(
                    "Belum ada kantor tujuan",
                    "Kantor dikenal setelah PC-nya dikenalkan (n, lalu a) atau paket pertamanya diimpor di sini. "
                    "Tekan i untuk mengimpor paket dari sebuah kecamatan.",
                )
            )
            return None
        options = [
            (office.code, f"{office.name} ({office.code}), {office.sites or 'belum ada'} PC dikenal")
            for office in known
        ]
        return await self.app.push_screen_wait(Pick("Paket untuk kantor mana?", options))
