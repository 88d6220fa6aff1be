"""Tabel untuk SIASN: everybody's results of a period in SIASN's codes, and who cannot be coded yet, with the reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import work

from kinerja_tui.rules.formats import fold
from kinerja_tui.rules.nip import format_nip
from kinerja_tui.rules.periods import PeriodSpan, period_from_code
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.lists.filtered_list import FilteredList
from kinerja_tui.screens.notice import Notice
from kinerja_tui.screens.papers.save_tables import save_tables
from kinerja_tui.screens.period import ask_period, chosen_period
from kinerja_tui.services.lists.listing import Row, ShortList
from kinerja_tui.services.national.siasn import LeftOut, SiasnTable, siasn_table
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.keys import ASKING
from kinerja_tui.widgets.table import Cell, Column

_GROUP = "SIASN"
_READY, _LEFT = "siap", "belum"


class SiasnScreen(FilteredList):
    """Those who can be coded first, then those who cannot."""

    ASIDE = True
    NOUN = "penilaian"
    EMPTY = "Belum ada pegawai pada periode ini. Tekan 2 untuk membuka daftar Pegawai, p untuk periode lain."
    HELP = (
        "Hasil satu periode dengan kolom dan kode SIASN. Kolom **Kode** berisi hasil kerja, perilaku kerja (1 di atas, "
        "2 sesuai, 3 di bawah ekspektasi), dan kuadran (1 Sangat Baik sampai 5 Sangat Kurang). Pejabat penilai diambil "
        "dari evaluasi seperti tercetak, bukan pejabat hari ini.\n\nYang **belum dapat dikodekan** tidak ditebak: "
        "masih draf, bentrok, penilai tanpa NIP, jabatan Plt/Plh, atau dua penilaian dalam satu periode. **Enter** "
        "menunjukkan alasannya dan yang perlu dilakukan.\n\n**e** menyimpan sebagai XLSX atau CSV, **p** memilih "
        "periode, **f** menyaring. Kolom dan kode diketahui dari beberapa program klien, bukan dari dokumen resmi: "
        "kecocokan tidak dijanjikan. Program ini tidak tersambung ke SIASN."
    )
    COMMANDS: ClassVar = [
        Command("open", "enter", "Lihat lengkap", "Semua kolom satu baris, atau alasannya.", "Lihat", group=_GROUP),
        Command("save", "e", "Simpan tabel", "XLSX atau CSV, ke folder atau flashdisk.", "Simpan", group=_GROUP),
        Command("pick_period", "p", "Pilih periode", "Triwulan, bulan, atau tahun.", "Periode", group=_GROUP),
        BACK,
    ]  # fmt: skip
    COLUMNS: ClassVar = [
        Column("mark", "", 1),
        Column("name", "Nama", 20, flex=2),
        Column("codes", "Kode", 7),
        Column("about", "Pejabat penilai, atau alasannya", 32, flex=4),
    ]
    STATES: ClassVar = {_READY: "Dapat dikodekan", _LEFT: "Belum dapat dikodekan"}

    def __init__(self, period: str | None = None) -> None:
        super().__init__()
        self._period = period_from_code(period) if period else None
        self._table: SiasnTable | None = None

    @property
    def period(self) -> PeriodSpan:
        """The period of the table."""
        return self._period or chosen_period(self.app)

    @property
    def table(self) -> SiasnTable:
        """The table, read once a visit."""
        if self._table is None or self._table.period != self.period:
            self._table = siasn_table(self.app.file, self.period.code)
        return self._table

    def listed(self) -> str:
        """Of which period."""
        return f"Tabel untuk SIASN · {self.period.label}"

    def compose_rows(self) -> list[Row]:
        """Both lists as rows."""
        rows: list[Row] = [{"key": f"{_READY}{at}", "row": row} for at, row in enumerate(self.table.rows)]
        return rows + [{"key": f"{_LEFT}{at}", "left": item} for at, item in enumerate(self.table.left_out)]

    def find(self, text: str) -> ShortList:
        """Whose name or NIP holds the words."""
        words = fold(text).split()
        rows = [row for row in self.compose_rows() if row["key"].startswith(self.state)]
        return ShortList([row for row in rows if all(word in fold(_searched(row)) for word in words)])

    def counts(self) -> Mapping[str, int]:
        """State -> how many."""
        return {_READY: len(self.table.rows), _LEFT: len(self.table.left_out)}

    def cells(self, row: Row) -> Sequence[Cell]:
        """Mark, name, codes, rater or reason."""
        if "left" in row:
            left: LeftOut = row["left"]
            return ["–", (left.name, "dim"), ("–", "dim"), (left.reason, "warn")]
        coded = row["row"]
        codes = " ".join(
            str(coded[name]) for name in ("hasilKinerjaNilai", "perilakuKerjaNilai", "kuadranKinerjaNilai")
        )
        return [("+", "good"), coded["nama"], codes, f"{coded['penilaiNama']}, {coded['penilaiJabatan']}"]

    def chosen(self, key: str) -> None:
        """Enter: everything about a row."""
        row = next((row for row in self.compose_rows() if row["key"] == key), None)
        if row is None:
            return
        if "left" in row:
            left: LeftOut = row["left"]
            self.app.push_screen(Notice(left.name, f"{left.post}\n\n{left.reason}.\n\n{left.advice}"))
        else:
            coded = row["row"]
            text = "\n".join(f"{name}: {value}" for name, value in coded.items())
            self.app.push_screen(Notice(f"{coded['nama']} · {format_nip(str(coded['nip']))}", text))

    def action_pick_period(self) -> None:
        """p: another period."""

        def picked(period: PeriodSpan) -> None:
            self._period = period
            self.retitle()
            self.reload()

        ask_period(self.app, self.period, picked, year=True)

    @work(exclusive=True, group=ASKING)
    async def action_save(self) -> None:
        """e: both lists as files."""
        if not self.table.rows:
            self.warn(
                "Belum ada yang dapat dikodekan pada periode ini; alasannya ada di daftar. p memilih periode lain."
            )
            return
        from kinerja_tui.documents.bkn_tables import siasn_tables

        table = self.table
        await save_tables(self.app, lambda: siasn_tables(self.app.file, table), on_paper=False)


def _searched(row: Row) -> str:
    if "left" in row:
        return f"{row['left'].name} {row['left'].nip} {row['left'].reason}"
    return f"{row['row']['nama']} {row['row']['nip']} {row['row']['penilaiNama']}"
