"""PC yang dikenal: whose signature counts here, and the guided acts: introduce, replace, withdraw."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from kinerja_tui.handoff import keyfile, trust
from kinerja_tui.handoff.keyfile import PublicKey
from kinerja_tui.handoff.problems import BundleProblem
from kinerja_tui.models.identity import fingerprint
from kinerja_tui.models.words import spoken
from kinerja_tui.screens.base import BACK, WorkScreen
from kinerja_tui.screens.handover.handoff_texts import stamp
from kinerja_tui.screens.handover.recognise import compared, two_lines
from kinerja_tui.screens.notice import Notice
from kinerja_tui.screens.places import FOLDER, Wanted, choose_file, choose_folder
from kinerja_tui.services.handover import media
from kinerja_tui.services.handover.known_pcs import KnownPC, Standing, alarms, known_pcs
from kinerja_tui.services.office import setup
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.dialogs import AskText, Confirm
from kinerja_tui.widgets.keys import ASKING
from kinerja_tui.widgets.source import Cell
from kinerja_tui.widgets.table import Column, ListSource, VirtualTable

_LOOKS = {Standing.MET: ("+", "good"), Standing.LISTED: ("+", "good"), Standing.WITHDRAWN: ("×", "bad")}

_NEW_KEY = (
    "Perlu bila kunci PC ini dipakai juga di PC lain (data disalin bersama kuncinya), atau berkas kuncinya jatuh ke "
    "tangan orang. Data tidak berubah, dan yang sudah ditandatangani tetap berlaku.\n\nKunci baru belum dikenal kantor "
    "lain dan belum berkata sandi. Paket yang disegel untuk kunci lama tidak terbuka lagi di sini: impor dulu yang "
    "sudah datang.\n"
)
_NEXT = (
    "1. Tulis kuncinya ke flashdisk (t) dan bawa ke BKPSDM.\n2. BKPSDM mengenalinya sebagai pengganti (g) dan "
    "mencocokkan sidik jarinya.\n3. Bila memakai kata sandi, pasang lagi di Pengaturan (8)."
)


class KnownPCsScreen(WorkScreen):
    """The PCs whose changes count here, and those whose key was withdrawn."""

    TITLE = "PC yang dikenal"
    CSS_PATH = "handoff.tcss"
    HELP = (
        "Setiap PC menandatangani perubahannya dengan **kunci** miliknya. Perubahan berlaku di sini hanya bila PC "
        "penulisnya dikenal.\n\n"
        "**t** menulis kunci PC ini ke flashdisk (hanya bagian yang boleh diketahui umum). **a** membaca berkas kunci "
        "dari kantor lain; kedua pihak membacakan **sidik jari** berupa delapan kata, lewat telepon atau tatap muka, "
        "baru PC itu dikenal.\n\n"
        "PC yang dikenali BKPSDM masuk daftar yang ditandatangani BKPSDM dan ikut setiap paket, sehingga kantor lain "
        "mengenalinya tanpa bertemu.\n\n"
        "Hanya BKPSDM: **g** mengganti PC (rusak, PC baru) dan **x** mencabut kunci (hilang, dicuri). Yang sudah "
        "diketahui BKPSDM saat itu tetap berlaku; yang datang sesudahnya ditahan, tanggal berapa pun yang tertulis. "
        "**b** menerima yang ditahan itu, bila kantornya menjamin. **n** memberi PC ini kunci baru."
    )
    COMMANDS: ClassVar[list[Command]] = [  # type: ignore[assignment]
        Command("introduce", "a", "Kenalkan PC", "Membaca berkas kunci dan mencocokkan sidik jari.", "Kenalkan",
                group="PC yang dikenal"),
        Command("write_key", "t", "Tulis kunci PC ini", "Menulis kunci umum PC ini ke flashdisk.", "Tulis kunci",
                group="PC yang dikenal"),
        Command("replace", "g", "Ganti PC", "PC baru meneruskan PC di kursor; kunci lama dicabut.", "Ganti",
                group="PC yang dikenal"),
        Command("withdraw", "x", "Cabut kunci PC", "Kunci PC di kursor tidak berlaku lagi.", "Cabut",
                group="PC yang dikenal"),
        Command("accept", "b", "Terima yang ditahan", "Perubahan yang ditahan dari PC di kursor diterima.",
                group="PC yang dikenal"),
        Command("new_key", "n", "Kunci baru untuk PC ini", "Bila kunci PC ini dipakai juga di PC lain, atau diketahui "
                "orang lain.", group="PC yang dikenal"),
        Command("details", "enter", "Rincian PC", "Sidik jari dan riwayat PC di kursor.", "Rincian",
                group="PC yang dikenal"),
        BACK,
    ]  # fmt: skip
    COLUMNS: ClassVar = [
        Column("mark", "", 1),
        Column("office", "Kantor", 20, flex=2),
        Column("standing", "Keadaan", 25),
        Column("words", "Sidik jari", 20, flex=1),
    ]

    def body(self) -> ComposeResult:
        """This PC, then the others."""
        yield Static(id="waiting", markup=False)
        yield Static(id="fingerprint", markup=False)
        yield VirtualTable(
            self.COLUMNS,
            empty_text="Belum ada PC lain yang dikenal.\nTekan t untuk menulis kunci PC ini ke flashdisk, "
            "a untuk membaca kunci kantor lain.",
        )

    def begin(self) -> None:
        """Keys go to the list."""
        self._show()
        self.query_one(VirtualTable).focus()
        if texts := alarms(self.app.file):
            self.app.push_screen(Notice("Yang perlu diketahui", "\n\n".join(texts)), lambda _: self._read_alarms())

    def _read_alarms(self) -> None:
        with self.telling():
            setup.read_alarms(self.app.db)

    def _show(self) -> None:
        key = self.app.db.identity.public_key
        self.query_one("#waiting", Static).update(Content(f"PC ini: {spoken(key)}"))
        self.query_one("#fingerprint", Static).update(Content(f"Dengan huruf dan angka: {fingerprint(key)}"))
        self._pcs = {pc.site: pc for pc in known_pcs(self.app.file, self.app.db.identity.site)}
        table = self.query_one(VirtualTable)
        table.set_source(ListSource([_row(pc) for pc in self._pcs.values()], list(self._pcs)), keep=table.current_key)

    @property
    def _current(self) -> KnownPC | None:
        key = self.query_one(VirtualTable).current_key
        return self._pcs.get(key) if key is not None else None

    @on(VirtualTable.Chosen)
    def _chosen(self, event: VirtualTable.Chosen) -> None:
        event.stop()
        self.action_details()

    def action_details(self) -> None:
        """Everything known of the PC under the cursor."""
        if (pc := self._current) is not None:
            self.app.push_screen(Notice(f"PC {pc.office_name}", details(pc, self._pcs)))

    # -- acts

    @work(exclusive=True, group=ASKING)
    async def action_write_key(self) -> None:
        """This PC's public key, for other offices."""
        folder = await choose_folder(self.app, "Tulis kunci PC ini ke mana?")
        if folder is None:
            return
        await self._write_key_to(folder)

    async def _write_key_to(self, folder: Path) -> None:
        with self.telling():
            path = keyfile.write_key(self.app.db, folder)
            self.app.db.set_setting(FOLDER, str(folder))
            key = self.app.db.identity.public_key
            text = (
                f"{path}\n\nBerkas ini boleh dilihat siapa saja. Bacakan delapan kata ini kepada penerimanya:\n\n"
                f"{two_lines(key)}\n\nFlashdisk boleh dikeluarkan."
            )
            await self.app.push_screen_wait(Notice("Kunci PC ini sudah ditulis", text))

    @work(exclusive=True, group=ASKING)
    async def action_introduce(self) -> None:
        """A PC of another office, or another PC of this one."""
        found = await self._read_key()
        if found is None:
            return
        said, folder = found
        with self.telling():
            trust.enrol(self.app.db, said.office, said.name, said.key)
            self._show()
            if keyfile.path_in(folder, self.app.db).exists():
                self.say(f"PC {said.name} dikenal. Paket dari PC itu berlaku di sini.")
            elif await self.app.push_screen_wait(
                Confirm(
                    f"Paket dari PC {said.name} sekarang berlaku di sini. Supaya sebaliknya juga, tulis kunci PC ini "
                    f"ke {folder}; mereka mengenalkannya di sana (a) dan mencocokkan sidik jari PC ini.\n",
                    "Tulis kunci", "Nanti saja", title="PC dikenal. Tulis juga kunci PC ini?",
                )
            ):  # fmt: skip
                await self._write_key_to(folder)

    @work(exclusive=True, group=ASKING)
    async def action_replace(self) -> None:
        """A new PC goes on in the place of the one under the cursor."""
        pc = self._may_withdraw()
        if pc is None:
            return
        found = await self._read_key("Berkas kunci PC baru")
        if found is None:
            return
        said, _ = found
        reason = await self._ask_reason(f"Mengapa PC {pc.office_name} diganti?", "PC rusak dan diganti")
        if reason is None:
            return
        with self.telling():
            trust.replace(self.app.db, pc.site, said.office, said.name, said.key, reason)
            self.say(f"PC baru {said.name} dikenal; kunci PC lama dicabut.")
        self._show()

    @work(exclusive=True, group=ASKING)
    async def action_withdraw(self) -> None:
        """The key under the cursor counts no more."""
        pc = self._may_withdraw()
        if pc is None:
            return
        reason = await self._ask_reason(f"Mengapa kunci PC {pc.office_name} dicabut?", "")
        if reason is None:
            return
        sure = await self.app.push_screen_wait(
            Confirm(
                f"Kunci PC {pc.office_name} ({spoken(pc.key)}) dicabut: {reason}.\n\n"
                "Perubahannya yang sudah ada di sini tetap berlaku. Yang datang sesudah ini ditahan.\n",
                "Cabut", "Batal", title="Cabut kunci PC?",
            )
        )  # fmt: skip
        if not sure:
            return
        with self.telling():
            trust.withdraw(self.app.db, pc.site, reason)
            self.say(f"Kunci PC {pc.office_name} dicabut. Kantor lain tahu lewat paket berikutnya.")
        self._show()

    @work(exclusive=True, group=ASKING)
    async def action_accept(self) -> None:
        """What is held of the withdrawn PC under the cursor counts after all."""
        pc = self._current
        if pc is None or not pc.waiting:
            self.warn("Tidak ada perubahan yang ditahan dari PC ini.")
            return
        question = (
            f"{pc.waiting} perubahan dari PC {pc.office_name} datang sesudah kuncinya dicabut. Terima hanya bila "
            "kantor itu menjamin bahwa mereka sendiri yang menulisnya.\n"
        )
        if await self.app.push_screen_wait(Confirm(question, "Terima", "Batal", title="Terima yang ditahan?")):
            with self.telling():
                count = trust.accept_waiting(self.app.db, pc.site)
                self.say(f"{count} perubahan diterima dan berlaku.")
            self._show()

    @work(exclusive=True, group=ASKING)
    async def action_new_key(self) -> None:
        """This PC signs with a fresh key from now on."""
        if not await self.app.push_screen_wait(
            Confirm(_NEW_KEY, "Pakai kunci baru", "Batal", title="Kunci baru untuk PC ini?")
        ):
            return
        with self.telling():
            setup.take_new_key(self.app.db)
            self._show()
            await self.app.push_screen_wait(Notice("PC ini memakai kunci baru", _NEXT))

    def _may_withdraw(self) -> KnownPC | None:
        pc = self._current
        if not trust.is_district(self.app.db.office):
            self.warn(
                "Hanya BKPSDM yang mengganti atau mencabut kunci. Laporkan ke BKPSDM bila PC hilang atau diganti."
            )
        elif pc is not None and pc.standing is Standing.WITHDRAWN:
            self.warn("Kunci PC ini sudah dicabut. Tekan a untuk mengenalinya lagi.")
        else:
            return pc
        return None

    async def _ask_reason(self, question: str, usual: str) -> str | None:
        return await self.app.push_screen_wait(
            AskText(
                question, usual, title="Alasan", max_length=200,
                check=lambda text: None if text else "Tulis alasannya, misalnya: laptop hilang.",
            )
        )  # fmt: skip

    async def _read_key(self, title: str = "Berkas kunci") -> tuple[PublicKey, Path] | None:
        """A key file whose words two people compared, and where it lay; None when they went back or it is no key."""
        own = self.app.db
        find = partial(media.keys_in, own_office=own.office, own_site=own.identity.site)
        example = "/media/flashdisk/kinerja_15.04_PC-0a1b2c3d.kunci"
        path = await choose_file(self.app, Wanted(title, "berkas kunci dari PC lain", example, find))
        if path is None:
            return None
        try:
            said = keyfile.read_key(path)
        except BundleProblem as problem:
            await self.app.push_screen_wait(Notice("Berkas kunci tidak dapat dipakai", problem.text))
            return None
        if said.site == own.identity.site:
            await self.app.push_screen_wait(Notice("Ini kunci PC ini sendiri", "Pilih berkas kunci dari PC lain."))
            return None
        if await compared(self.app, said.office, said.name, said.key, "Berkas kunci"):
            return said, path.parent
        self.say("PC itu tidak dikenali; tidak ada yang diubah.")
        return None


def details(pc: KnownPC, others: dict[str, KnownPC]) -> str:
    """Everything known of a PC."""
    lines = [f"{pc.office_name} ({pc.office}), {pc.standing.label}", "", two_lines(pc.key), "", fingerprint(pc.key)]
    if pc.since:
        lines += ["", f"Dikenali di sini {stamp(pc.since)}" + (f" oleh {pc.by}" if pc.by else "")]
    if pc.standing is Standing.WITHDRAWN:
        lines += ["", f"Dicabut {stamp(pc.withdrawn_on)[:10] or 'tanpa tanggal'}: {pc.reason}"]
        if pc.replaced_by in others:
            lines.append(f"Diganti PC {spoken(others[pc.replaced_by].key)}")
        if pc.waiting:
            lines.append(f"{pc.waiting} perubahan ditahan; b menerimanya.")
    return "\n".join(lines)


def _row(pc: KnownPC) -> list[Cell]:
    mark, style = _LOOKS[pc.standing]
    standing = pc.standing.label + (f", {pc.waiting} ditahan" if pc.waiting else "")
    return [(mark, style), pc.office_name, (standing, style), spoken(pc.key)]
