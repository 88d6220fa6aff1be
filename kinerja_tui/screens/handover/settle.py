"""What waits for a person's decision after bundles were merged."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult

from kinerja_tui.rules.formats import excerpt
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.development.training_form import TrainingForm
from kinerja_tui.screens.handover.disputes import settled
from kinerja_tui.screens.notice import Notice
from kinerja_tui.screens.public.voice_form import VoiceForm
from kinerja_tui.screens.reading import WAIT
from kinerja_tui.screens.staff.employee_form import EmployeeForm
from kinerja_tui.screens.whole import WholeScreen
from kinerja_tui.services.development import training
from kinerja_tui.services.handover import (
    settle,
    settle_evaluations,
    settle_forums,
    settle_objections,
    settle_plans,
    settle_services,
)
from kinerja_tui.services.handover.settle import ToSettle
from kinerja_tui.services.monitoring import reports
from kinerja_tui.services.planning import addenda, approval, cascade_circles, cascade_links
from kinerja_tui.services.public import forum_statements, voices
from kinerja_tui.services.staff import employees
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.dialogs import Pick
from kinerja_tui.widgets.keys import ASKING
from kinerja_tui.widgets.table import Column, ListSource, VirtualTable

_TYPE = "type"
_KEEP, _REMOVE = "keep", "remove"
_ALL_WELL = (
    "Semua beres. Tidak ada isian yang bentrok, perubahan yang tertahan, atau data yang saling bertentangan. "
    "Esc kembali."
)
_HELD_ADVICE = {
    "penulis belum dikenal": "PC pengirimnya belum dikenali di sini. Cocokkan sidik jarinya di Serah terima (6); "
    "perubahan ini berlaku begitu paket berikutnya diterima.",
    "di luar wewenang": "Perubahan seperti ini hanya boleh dibuat BKPSDM. Ia tersimpan, tetapi tidak berlaku di sini. "
    "Sampaikan kepada pengirimnya.",
    "isi tidak sesuai": "Isinya tidak cocok dengan isiannya; mungkin dibuat oleh versi program yang lebih baru. "
    "Perbarui kinerja di PC ini; perubahan ini berlaku begitu paket berikutnya diterima.",
    "ditulis dengan kunci yang sudah dicabut": "Kunci PC penulisnya dicabut BKPSDM. BKPSDM dapat menerimanya di layar "
    "PC yang dikenal (b), bila kantornya menjamin.",
    "mengaku pegawai kantor lain": "Dua kantor mengaku punya pegawai yang sama (NIP yang sama). BKPSDM yang memutus: "
    "catat kantornya yang benar dengan o (Pindah ke kantor lain) di daftar Pegawai (2). Sampai diputus, yang "
    "lebih dulu tiba di PC ini yang berlaku.",
    "tentang pegawai atau catatan kantor lain": "Kantor penulisnya tidak pernah punya pegawai ini, atau catatan itu "
    "bukan miliknya. Bila pegawainya memang pindah ke sana, "
    "BKPSDM mencatatnya dulu (o) di daftar Pegawai (2); perubahan ini lalu berlaku.",
    "ditulis kantor lama sesudah pegawai pindah": "Kantor penulisnya sudah tahu bahwa pegawai ini pindah, jadi hanya "
    "kantor baru dan BKPSDM yang menulis. Bila isinya perlu, catat di kantor yang baru.",
    "menimpa yang ditetapkan BKPSDM": "BKPSDM sudah menetapkan isian ini. Bila keliru, minta BKPSDM memperbaikinya; "
    "perbaikannya ikut paket berikutnya.",
    "daftar milik BKPSDM atau kantor lain": "Baris daftar ini (IKU atau dimensi) bukan milik kantor penulisnya. Minta "
    "pemiliknya mengubah, atau tambahkan baris sendiri.",
    "periode sudah disahkan BKPSDM": "Periode itu sudah disahkan, dan perubahan ini belum ada di BKPSDM saat itu. Bila "
    "perbaikan ini perlu, BKPSDM membuka periodenya dengan alasan di layar Pengesahan periode (Serah terima, p); "
    "perubahan ini lalu berlaku dengan sendirinya.",
}

_ADVICE = {
    "plan": "Hapus salah satunya, atau ubah masanya, di layar Rencana kerja (3).",
    "approver": settle_plans.APPROVER_ADVICE,
    "evaluation": settle_evaluations.ADVICE,
    "objection": settle_objections.ADVICE,
    "recognition": "Batalkan langkah terakhirnya (b) di layar Penghargaan: Pegawai (2), n, lalu g.",
    "recognition_rule": "Hentikan salah satunya (h) di Aturan penghargaan: Pegawai (2), n, g, lalu r.",
    **settle_services.ADVICE,
    **settle_forums.ADVICE,
}
"""Kind of trouble that is settled on another screen -> where and how."""


class SettleScreen(WholeScreen):
    """Conflicts, rules that a merge broke, and held changes; Enter settles one."""

    TITLE = "Perlu dibereskan"
    HELP = (
        "Setelah dua PC mengubah isian yang sama, keduanya disimpan dan seorang petugas memilih yang benar: tidak ada "
        "yang ditimpa diam-diam. **Enter** menampilkan semua nilai dengan nama, waktu, kantor, PC, "
        "dan isi yang terlihat penulisnya waktu itu. Pilihan Anda "
        "menjadi perubahan biasa dan ikut serah terima berikutnya. Perubahan *tertahan* tersimpan tetapi belum "
        "berlaku; Enter menjelaskan sebabnya."
    )
    COMMANDS: ClassVar[list[Command]] = [  # type: ignore[assignment]
        Command("choose", "enter", "Bereskan yang di kursor", "Memilih nilai, atau membuka datanya.", "Bereskan",
                group="Perlu dibereskan"),
        BACK,
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self._items: list[ToSettle] = []

    def body(self) -> ComposeResult:
        """The list."""
        columns = [Column("person", "Pegawai", 24, flex=1), Column("text", "Yang perlu dibereskan", 48, flex=3)]
        yield VirtualTable(columns, empty_text=WAIT)

    def read_whole(self) -> list[ToSettle]:
        """What a merge may have broken is looked for among everybody."""
        return settle.to_settle(self.app.file)

    def show_whole(self, found: list[ToSettle]) -> None:
        """A line each."""
        self._items = found
        table = self.query_one(VirtualTable)
        table.empty_text = _ALL_WELL
        table.set_source(self._source(), keep=table.current_key)

    def begin(self) -> None:
        """Keys go to the list."""
        self.query_one(VirtualTable).focus()

    def on_screen_resume(self) -> None:
        """Something may be settled by now."""
        self._show()

    @on(VirtualTable.Chosen)
    def _chosen(self, event: VirtualTable.Chosen) -> None:
        event.stop()
        self._settle(self._items[int(event.key.partition("#")[0])])

    def action_choose(self) -> None:
        """The same as Enter in the list."""
        table = self.query_one(VirtualTable)
        if table.current_key is not None:
            table.post_message(VirtualTable.Chosen(table.current_key))

    def _settle(self, item: ToSettle) -> None:
        with self.telling():
            if item.kind == "conflict":
                self._choose_value(item)
            elif item.kind == "orphan":
                self._settle_orphan(item)
            elif item.kind == "forum_gone":
                self._settle_statement(item)
            elif item.kind == "target":
                self._settle_target(item)
            elif item.kind == "report":
                self._settle_report(item)
            elif item.kind == "circle":
                self._settle_circle(item)
            elif item.kind == "addendum":
                self._settle_addendum(item)
            elif item.kind == "number":
                number = addenda.renumber(self.app.db, item.record_id)
                self.say(f"Adendum itu sekarang bernomor {number}.")
                self._show()
            elif item.kind == "held":
                advice = _HELD_ADVICE.get(item.field, "Perubahan ini tersimpan, tetapi belum berlaku di PC ini.")
                self.app.push_screen(Notice(item.text, advice))
            elif item.kind in _ADVICE:
                self.app.push_screen(Notice(item.text, _ADVICE[item.kind]))
            elif item.kind == "training":
                self.app.push_screen(TrainingForm(training.edit_form(self.app.db, item.record_id), item.record_id))
            elif item.kind == "voice":
                self.app.push_screen(VoiceForm(voices.voice_form(self.app.db, item.record_id), item.record_id))
            else:
                self.app.push_screen(EmployeeForm(employees.edit_form(self.app.db, item.employee_id)))

    @work(exclusive=True, group=ASKING)
    async def _choose_value(self, item: ToSettle) -> None:
        """All values of a conflict, each with who wrote it; or another one."""
        with self.telling():
            title = await settled(self.app, item.record_id, item.field, item.person)
            if title is not None:
                self.say(f"{title} dibereskan.")
        self._show()

    def _settle_orphan(self, item: ToSettle) -> None:
        def chosen(answer: str | None) -> None:
            if answer is not None:
                with self.telling():
                    settle.settle_orphan(self.app.db, item.record_id, keep=answer == _KEEP)
                    self.say("Dibereskan.")
                self._show()

        options = [(_KEEP, "1  Kembalikan hasil kerjanya"), (_REMOVE, "2  Hapus juga indikator ini")]
        self.app.push_screen(Pick(excerpt(item.text, 120), options), chosen)

    def _settle_statement(self, item: ToSettle) -> None:
        def chosen(answer: str | None) -> None:
            if answer is not None:
                with self.telling():
                    forum_statements.settle_gone(self.app.db, item.record_id, keep=answer == _KEEP)
                    self.say("Dibereskan.")
                self._show()

        options = [(_KEEP, "1  Kembalikan forumnya"), (_REMOVE, "2  Tarik juga pernyataan ini")]
        self.app.push_screen(Pick(excerpt(item.text, 120), options), chosen)

    def _settle_circle(self, item: ToSettle) -> None:
        """Which of the links of a circle ends; the text of the superior's result stays beside it."""
        links = cascade_circles.circle_of(self.app.file, item.record_id)

        def chosen(answer: str | None) -> None:
            if answer is not None:
                with self.telling():
                    cascade_links.end_link(self.app.db, answer)
                    self.say("Hubungan dilepas; kalimat RHK pimpinan tetap ada.")
                self._show()

        options = [
            (
                link.result_id,
                f"{number}  {link.person}: “{excerpt(link.text, 60)}” mendukung “{excerpt(above.text, 60)}”",
            )
            for number, (link, above) in enumerate(zip(links, [*links[1:], *links[:1]], strict=True), 1)
        ]
        self.app.push_screen(Pick("Hubungan mana yang dilepas?", options), chosen)

    def _settle_target(self, item: ToSettle) -> None:
        def chosen(answer: str | None) -> None:
            if answer is not None:
                with self.telling():
                    approval.settle_target(self.app.db, item.record_id, as_approved=answer == _KEEP)
                    self.say("Dibereskan.")
                self._show()

        approved, now = settle.targets(self.app.file, item.record_id)
        options = [
            (_KEEP, f"1  Kembalikan ke yang disetujui: {approved}"),
            (_TYPE, f"2  Pejabat penilai menyetujui yang sekarang: {now}"),
        ]
        self.app.push_screen(Pick(excerpt(f"{item.person}: {item.text}", 120), options), chosen)

    def _settle_addendum(self, item: ToSettle) -> None:
        def chosen(answer: str | None) -> None:
            if answer == _REMOVE:
                with self.telling():
                    addenda.withdraw(self.app.db, item.record_id)
                    self.say("Adendum dicabut; tetap terbaca di riwayat.")
                self._show()

        options = [
            (_KEEP, "1  Biarkan; rencana kerjanya akan disetujui di layar Rencana kerja (3)"),
            (_REMOVE, "2  Cabut adendum ini"),
        ]
        self.app.push_screen(Pick(excerpt(f"{item.person}: {item.text}", 120), options), chosen)

    def _settle_report(self, item: ToSettle) -> None:
        def chosen(answer: str | None) -> None:
            if answer is not None:
                with self.telling():
                    reports.settle(self.app.db, item.record_id, accept=answer == _KEEP)
                    self.say("Dibereskan.")
                self._show()

        options = [
            (_KEEP, "1  Terima realisasi yang sekarang sebagai yang diajukan"),
            (_TYPE, "2  Buka lagi laporannya; pegawai memeriksa lalu mengajukan ulang"),
        ]
        self.app.push_screen(Pick(excerpt(f"{item.person}: {item.text}", 120), options), chosen)

    def _show(self) -> None:
        self.reread()

    def _source(self) -> ListSource:
        rows = [[item.person or "(umum)", item.text] for item in self._items]
        keys = [f"{number}#{item.record_id}#{item.field}" for number, item in enumerate(self._items)]
        return ListSource(rows, keys)
