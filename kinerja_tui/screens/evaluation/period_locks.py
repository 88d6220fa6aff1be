"""Pengesahan periode: per office and period what is evaluated, and whether BKPSDM approved it or opened it again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import work

from kinerja_tui.handoff import period_locks as approvals
from kinerja_tui.handoff.problems import Cancelled
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.screens.background import in_background
from kinerja_tui.screens.lists.list import ListScreen
from kinerja_tui.screens.notice import Notice
from kinerja_tui.services.evaluation import period_locks
from kinerja_tui.services.evaluation.period_locks import PeriodLine, PeriodState
from kinerja_tui.services.lists.listing import Row, ShortList
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.dialogs import AskText, Confirm
from kinerja_tui.widgets.keys import ASKING
from kinerja_tui.widgets.table import Cell, Column

_LOOKS = {PeriodState.OPEN: (" ", ""), PeriodState.APPROVED: ("=", "good"), PeriodState.REOPENED: ("!", "warn")}


class PeriodLocksScreen(ListScreen):
    """At the district every office, elsewhere the own one, to be read."""

    ASIDE = True
    TITLE = "Pengesahan periode"
    NOUN = "periode"
    EMPTY = "Belum ada pegawai, jadi belum ada yang disahkan. Impor paket kecamatan dulu di Serah terima (6, lalu i)."
    HELP = (
        "BKPSDM **mengesahkan** evaluasi sebuah kantor untuk satu periode (`v`). Sejak itu terkunci: evaluasi dan "
        "ratingnya, penilaian diri, realisasi dan laporannya, dan capaian organisasi periode itu. Mengesahkan "
        "**tahun** mengunci juga semua periode di dalamnya dan rencana kerja tahun itu.\n\n"
        "Yang sudah ada di PC BKPSDM saat disahkan tetap berlaku. Perubahan lain dari kantor itu **ditahan** saat "
        "diimpor, di PC mana pun dan tanggal berapa pun yang tertulis; ia tidak hilang. Bila ada yang perlu "
        "diperbaiki, BKPSDM **membuka kembali** periode itu dengan alasan (`b`): yang ditahan lalu berlaku, kantor itu "
        "boleh mengubah lagi, dan sesudahnya periode disahkan lagi. Di PC kecamatan daftar ini hanya dibaca; untuk "
        "perbaikan, hubungi BKPSDM.\n\n"
        "Tanda `=` disahkan, `!` dibuka kembali, kosong masih terbuka. Pengesahan ikut paket berikutnya ke kecamatan. "
        "Ini lain dari paket yang disahkan: paket disahkan berarti isinya diterima BKPSDM."
    )
    COMMANDS: ClassVar = [
        Command("story", "enter", "Riwayat pengesahan", "Siapa mengesahkan dan membuka periode ini, dan alasannya.",
                "Riwayat", group="Pengesahan"),
        Command("approve", "v", "Sahkan periode", "BKPSDM: mengunci evaluasi kantor ini untuk periode di kursor.",
                "Sahkan", group="Pengesahan"),
        Command("open_again", "b", "Buka kembali periode", "BKPSDM: membuka periode yang disahkan, dengan alasan.",
                "Buka kembali", group="Pengesahan"),
    ]  # fmt: skip

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only BKPSDM decides; elsewhere the list is read."""
        if action in ("approve", "open_again"):
            return self.app.agenda.is_district
        return super().check_action(action, parameters)

    def heading(self) -> str:
        """With the year."""
        return f"{self.TITLE} · {self.app.db.year}"

    @property
    def columns(self) -> Sequence[Column]:
        """As many as fit."""
        narrow = [
            Column("mark", "", 1),
            Column("office", "Kantor", 20, flex=1),
            Column("period", "Periode", 17),
            Column("done", "Selesai", 7, align="right"),
            Column("missing", "Belum", 5, align="right"),
            Column("state", "Keadaan", 14),
        ]
        return [*narrow, Column("story", "Terakhir", 30, flex=2)] if self.is_wide else narrow

    def find(self, text: str) -> ShortList:
        """The periods of the working year, by office."""
        return period_locks.listing(self.app.file, self.app.db.year, text)

    def cells(self, row: Row) -> Sequence[Cell]:
        """n of N evaluations, how many are missing, and the state."""
        line: PeriodLine = row["line"]
        mark, style = _LOOKS[line.state]
        missing: Cell = (str(line.missing), "warn") if line.missing else "–"
        state = f"ikut {'tahun' if len(line.around) == 4 else 'triwulan'}" if line.around else line.state.label
        done = f"{line.finished}/{line.people}" if line.people else "–"
        cells: list[Cell] = [(mark, style), line.office_name, line.label, done, missing, (state, style)]
        return [*cells, line.story[-1] if line.story else ""][: len(self.columns)]

    def chosen(self, key: str) -> None:
        """Enter: everything that was decided on this period."""
        line = self._line(key)
        if line is not None:
            now = f"{line.finished} dari {line.people} evaluasi selesai sekarang; {line.state.label}."
            story = "\n\n".join(line.story) or "Belum pernah disahkan."
            self.app.push_screen(Notice(f"{line.office_name}, {line.label}", f"{now}\n\n{story}"))

    def action_story(self) -> None:
        """Enter from the palette."""
        if self.current is not None:
            self.chosen(self.current)

    @work(exclusive=True, group=ASKING)
    async def action_approve(self) -> None:
        """v: after a question that says what is missing."""
        line = self._line(self.current)
        if line is None:
            return
        db = self.app.db
        try:
            approvals.check(db, line.office, line.period)
        except RuleBroken as error:
            self.warn(error.text)
            return
        missing = f"\n\n{line.missing} pegawai belum punya evaluasi selesai." if line.missing else ""
        plans = " Rencana kerja tahun itu dan semua periode di dalamnya ikut terkunci." if len(line.period) == 4 else ""
        question = (
            f"Sahkan {line.label} {line.office_name}: {line.finished} dari {line.people} evaluasi selesai?{missing}\n\n"
            f"Sesudah ini dokumen periode itu terkunci.{plans} Perubahan kantor itu yang belum sampai di sini ditahan; "
            "membukanya kembali perlu alasan."
        )
        if not await self.app.push_screen_wait(Confirm(question, "Sahkan", "Belum", title="Pengesahan periode")):
            return
        try:
            with self.telling():
                await in_background(
                    self.app,
                    f"Mengesahkan {line.label}",
                    lambda progress: approvals.approve(db, line.office, line.period, progress),
                    ("Membaca dokumennya",),
                )
                self.say(f"{line.label} {line.office_name} disahkan. Pengesahannya ikut paket berikutnya ke sana.")
        except Cancelled:
            self.say("Pengesahan dihentikan. Periode itu masih terbuka; tidak ada yang diubah.")
        self.reload()

    @work(exclusive=True, group=ASKING)
    async def action_open_again(self) -> None:
        """b: with a reason."""
        line = self._line(self.current)
        if line is None:
            return
        if line.state is not PeriodState.APPROVED:
            self.warn(f"{line.label} {line.office_name} tidak terkunci, jadi tidak perlu dibuka.")
            return
        reason = await self.app.push_screen_wait(
            AskText(
                "Mengapa periode ini dibuka kembali? Alasan tercatat dan ikut ke kantor lain; jangan tulis nama orang.",
                title=f"{line.office_name}, {line.label}",
                check=lambda text: None if text.strip() else "Tulis alasannya dulu.",
                max_length=300,
            )
        )
        if reason is None:
            return
        db = self.app.db
        try:
            with self.telling():
                released = await in_background(
                    self.app,
                    f"Membuka {line.label}",
                    lambda progress: approvals.open_again(db, line.office, line.period, reason, progress),
                    ("Menilai lagi perubahan yang ditahan",),
                )
                counted = f" {released} perubahan yang ditahan sekarang berlaku." if released else ""
                self.say(f"{line.label} {line.office_name} dibuka kembali.{counted} Sahkan lagi sesudah diperbaiki.")
        except Cancelled:
            self.say("Pembukaan dihentikan. Periode itu tetap terkunci; tidak ada yang diubah.")
        self.reload()

    def _line(self, key: str | None) -> PeriodLine | None:
        return next((row["line"] for row in self.find("").found if row["key"] == key), None)
