"""Angka kredit: everybody in a functional post, and one person's conversion line by line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from kinerja_tui.rules.credit import rounded
from kinerja_tui.rules.formats import format_decimal
from kinerja_tui.rules.nip import format_nip
from kinerja_tui.rules.ranks import format_rank
from kinerja_tui.rules.staff import StaffKind
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.lists.many import ManyScreen
from kinerja_tui.screens.looks import PREDICATE_STYLES
from kinerja_tui.screens.papers.print_key import PrintableScreen
from kinerja_tui.services.lists.listing import Listing, Row
from kinerja_tui.services.staff import credit
from kinerja_tui.services.staff.credit import Credit
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.table import Cell, Column, ListSource, VirtualTable

_BEFORE = (
    "Hanya evaluasi di data ini. Tambahkan angka kredit dari PAK terakhir sebelum mengusulkan kenaikan pangkat atau "
    "jenjang."
)


class CreditsScreen(ManyScreen):
    """People in functional posts with what they collected and what is lacking; Enter shows the arithmetic."""

    ASIDE = True
    TITLE = "Angka kredit"
    NOUN = "pejabat fungsional"
    EMPTY = "Belum ada pegawai dengan jabatan fungsional. Jenis jabatan diisi di daftar Pegawai (tekan 2)."
    HELP = (
        "Konversi predikat kinerja ke angka kredit untuk **jabatan fungsional** (PermenPANRB 1/2023, Peraturan BKN "
        "3/2023): bulan/12 x persen predikat x koefisien jenjang. Sangat Baik 150 %, Baik 100 %, Butuh Perbaikan 75 %, "
        "Kurang 50 %, Sangat Kurang 25 %. Enter menampilkan hitungannya.\n\nEvaluasi tahunan didahulukan; tanpa itu "
        "dihitung per triwulan. Evaluasi yang belum ada **disebut, bukan nol**. **Ke pangkat** dan **ke jenjang**: "
        "yang masih kurang untuk naik. Jumlah desimal diatur di Pengaturan (8)."
    )
    PAPER = "akumulasi"
    PERSON = "id"
    COMMANDS: ClassVar = [  # type: ignore[assignment]
        Command("open", "enter", "Lihat hitungan", "Angka kredit pegawai ini baris demi baris.", "Hitungan",
                group="Angka kredit"),
        BACK,
    ]  # fmt: skip

    @property
    def columns(self) -> Sequence[Column]:
        """The post where there is room."""
        post = [Column("post", "Jabatan", 24, flex=1)] if self.is_wide else []
        return [
            Column("mark", "", 1),
            Column("name", "Nama", 20, flex=1),
            *post,
            Column("level", "Jenjang", 12),
            Column("total", "Angka kredit", 12, align="right"),
            Column("rank", "Ke pangkat", 10, align="right"),
            Column("next", "Ke jenjang", 10, align="right"),
        ]

    def find(self, text: str) -> Listing:
        """Those in service in a functional post."""
        return credit.listing(self.app.file, text, self.app.workplace.today())

    def cells(self, row: Row) -> Sequence[Cell]:
        """One person; `!` where a period is missing, `?` where nothing can be computed."""
        found = credit.credit_of(self.app.file, row["id"], self.app.workplace.today())
        decimals = credit.decimals_of(self.app.file)
        post = [row["post"]] if self.is_wide else []
        level = found.level.label if found.level else "?"
        if found.why_not or found.needs is None:
            return [("?", "warn"), row["name"], *post, level, *[("–", "dim")] * 3]
        mark: Cell = ("!", "warn") if found.gaps else ("+", "good")
        total = format_decimal(rounded(found.total, decimals)) if found.lines else "–"
        return [
            mark, row["name"], *post, level, total,
            lacking(found, found.needs.for_rank, decimals),
            lacking(found, found.needs.for_level, decimals),
        ]  # fmt: skip

    def printed_person(self) -> str | None:
        """Whoever stands at the cursor."""
        return self.current

    def chosen(self, key: str) -> None:
        """Enter: the arithmetic."""
        with self.telling():
            found = credit.credit_of(self.app.file, key, self.app.workplace.today())
            self.app.push_screen(CreditSheet(found, key))


class CreditSheet(PrintableScreen):
    """One person: every period with its arithmetic, what is missing, the sum, and what is needed."""

    HELP = (
        "Setiap baris satu evaluasi yang selesai: **bulan/12 x persen predikat x koefisien jenjang**. Bulan pertama "
        "dan terakhir ikut dihitung; bulan yang sama tidak dihitung dua kali. Nilai tepat dijumlahkan dulu, baru "
        "dibulatkan, jadi jumlahnya bisa berbeda 0,01 dari jumlah baris yang dibulatkan. Baris `!` belum bisa "
        "dihitung; alasannya tertulis, dan **tidak dihitung nol**."
    )
    PAPER = "konversi"
    COMMANDS: ClassVar[list[Command]] = [BACK]
    CSS = "CreditSheet Static { height: auto; padding: 0 1; color: $text-muted; }"

    def __init__(self, found: Credit, employee_id: str) -> None:
        super().__init__()
        self.found = found
        self.employee_id = employee_id
        self.title = f"Angka kredit {found.name}"

    def printed_person(self) -> str | None:
        """The person of the sheet."""
        return self.employee_id

    def body(self) -> ComposeResult:
        """Who it is, the lines, and what they do not hold."""
        columns = [
            Column("mark", "", 1), Column("period", "Periode", 17), Column("predicate", "Predikat", 15),
            Column("text", "Hitungan", 39, flex=1),
        ]  # fmt: skip
        yield Static(Content(self._head()), markup=False)
        yield VirtualTable(columns, self._source(), empty_text=self.found.why_not)
        if not self.found.why_not:
            yield Static(Content(" ".join(filter(None, (self.found.unusual_rank, _BEFORE)))), markup=False)

    def begin(self) -> None:
        """Keys go to the lines."""
        self.query_one(VirtualTable).focus()

    def _head(self) -> str:
        found = self.found
        kind = StaffKind(found.kind) if found.kind in set(StaffKind) else StaffKind.PNS
        lines = [
            f"NIP {format_nip(found.nip, kind)} · {format_rank(found.golongan, kind) if found.golongan else '–'}",
            found.post or "tanpa nama jabatan",
        ]
        if found.needs is not None and found.level is not None:
            each = format_decimal(found.needs.per_year)
            lines.append(f"Jenjang {found.level.label}: koefisien {each} setahun ({found.basis})")
        return "\n".join(lines)

    def _source(self) -> ListSource:
        rows = self._rows()
        return ListSource(rows, [str(number) for number in range(len(rows))])

    def _rows(self) -> list[list[Cell]]:
        found, decimals = self.found, credit.decimals_of(self.app.file)
        if found.needs is None or found.level is None:
            return []
        rows: list[list[Cell]] = []
        for year in found.years:
            rows.append(["", (f"Tahun {year.year}", "mark"), "", ""])
            rows += [
                ["", line.period, (line.predicate.label, PREDICATE_STYLES[line.predicate]), line.arithmetic(decimals)]
                for line in year.lines
            ]
            rows += [[("!", "warn"), gap.period, ("–", "dim"), (gap.why, "warn")] for gap in year.gaps]
        total = format_decimal(rounded(found.total, decimals)) if found.lines else "belum ada yang dihitung"
        rows.append(["", ("Jumlah", "mark"), found.level.label, (total, "mark")])
        if found.elsewhere:
            other = format_decimal(rounded(found.elsewhere, decimals))
            rows.append(["", "Jenjang lain", "", f"{other}, tidak ikut dijumlahkan"])
        return [*rows, *self._needed("Naik pangkat", found.needs.for_rank, decimals),
                *self._needed("Naik jenjang", found.needs.for_level, decimals)]  # fmt: skip

    def _needed(self, what: str, needed: int | None, decimals: int) -> list[list[Cell]]:
        if needed is None:
            return [["", what, "", ("tidak ada jenjang di atasnya", "dim")]]
        left = lacking(self.found, needed, decimals)
        text, style = left if isinstance(left, tuple) else (f"kurang {left}", "")
        return [["", what, f"perlu {needed}", (text, style) if style else text]]


def lacking(found: Credit, needed: int | None, decimals: int) -> Cell:
    """How much is lacking, as printed beside the total."""
    if needed is None:
        return ("–", "dim")
    left = found.lacking(needed, decimals)
    return format_decimal(left) if left > 0 else ("cukup", "good")
