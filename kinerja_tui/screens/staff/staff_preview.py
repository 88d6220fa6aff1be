"""What a staff list would do, person by person, before anything is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import ClassVar

from textual import work

from kinerja_tui.rules.formats import excerpt, fold
from kinerja_tui.rules.nip import format_nip
from kinerja_tui.screens.lists.filtered_list import FilteredList
from kinerja_tui.screens.notice import Notice
from kinerja_tui.screens.tables.table_preview import TablePreview
from kinerja_tui.services.lists.listing import Row, ShortList
from kinerja_tui.services.staff.staff_import import StaffList
from kinerja_tui.services.staff.staff_known import shown_day
from kinerja_tui.services.staff.staff_rows import RowState, StaffRow
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.dialogs import Pick
from kinerja_tui.widgets.keys import ASKING
from kinerja_tui.widgets.table import Cell, Column

ALL, GOOD, REJECTED = "semua", "baik", "ditolak"
"""What the preview is left with: store all, store the good ones and write the refused ones, only write these."""

_NOTED = "catatan"
_STYLES = {RowState.NEW: "good", RowState.CHANGED: "mark", RowState.SAME: "dim", RowState.REFUSED: "bad"}
_NARROW = (
    Column("number", "Baris", 5, align="right"), Column("state", "Keadaan", 9), Column("name", "Nama", 18, flex=2),
    Column("told", "Keterangan", 24, flex=4),
)  # fmt: skip
_WIDE = (*_NARROW[:3], Column("nip", "NIP", 22), _NARROW[3])


class StaffPreview(FilteredList, TablePreview):
    """Dismisses with `ALL`, `GOOD` or `REJECTED`; None when the person leaves it."""

    STATES: ClassVar = {**{str(state): state.label for state in RowState}, _NOTED: "Perlu dilihat (?)"}
    HELP = (
        "Inilah yang akan terjadi. **Belum ada yang disimpan.** *Baru*: masuk daftar. *Berubah*: data orangnya diganti "
        "dengan isi berkas. *Sama*: tidak ada yang diubah. *Ditolak*: tidak dapat dibaca; alasannya di sebelah kanan. "
        "Tanda `?` minta dilihat, tetapi tidak menghalangi. **Enter** menunjukkan satu baris selengkapnya, **f** "
        "memilih satu keadaan.\n\n**y** mengimpor semuanya sekaligus. Bila ada yang ditolak, program bertanya dulu: "
        "perbaiki berkasnya (tidak ada yang disimpan), atau impor yang baik dan tulis yang ditolak ke berkas dengan "
        "alasannya. **t** hanya menulis yang ditolak.\n\nJabatan, unit, dan pejabat penilai orang yang sudah ada "
        "tidak pernah "
        "ditimpa, hanya dilengkapi bila masih kosong: pindah jabatan punya tanggal dan dicatat dengan Mutasi. Sel yang "
        "kosong tidak menghapus apa pun."
    )
    COMMANDS: ClassVar = [
        Command("take_in", "y", "Impor", "Semuanya disimpan sekaligus; bila ada yang ditolak, ditanya dulu.", "Impor",
                "f10", "Impor"),
        Command("open", "enter", "Lihat lengkap", "Satu baris dengan semua perubahan, tanda, dan alasannya.", "Rinci",
                group="Impor"),
        Command("write_refused", "t", "Tulis yang ditolak ke berkas", "Baris yang ditolak dengan alasannya.",
                "Ke berkas", group="Impor"),
        Command("leave", "escape", "Tinggalkan", "Tidak diimpor; tidak ada yang diubah.", "Batal", "ctrl+x"),
    ]  # fmt: skip
    DEFAULT_CSS = TablePreview.DEFAULT_CSS.replace("TablePreview", "StaffPreview")

    def __init__(self, staff: StaffList) -> None:
        super().__init__(staff.name, summary(staff), _NARROW, [], "baris")
        self.staff = staff
        self.title = f"Impor · {excerpt(staff.name, 36)}"

    @cached_property
    def _texts(self) -> list[str]:
        """What the filter looks at, folded once: ten thousand rows are looked through at every key."""
        return [fold(f"{row.number} {row.nip} {row.name} {told(row)}") for row in self.staff.rows]

    @property
    def columns(self) -> Sequence[Column]:
        """With the NIP where there is room."""
        return _WIDE if self.is_wide else _NARROW

    def counts(self) -> Mapping[str, int]:
        """How many rows of each state, and how many carry a mark."""
        found = {str(state): count for state, count in self.staff.counts.items()}
        return {**found, _NOTED: sum(bool(row.notes) for row in self.staff.rows)}

    def everything(self) -> int:
        """All rows; marked ones are counted by their state."""
        return len(self.staff.rows)

    def find(self, text: str) -> ShortList:
        """Rows of the chosen state that hold the words."""
        words = fold(text).split()
        return ShortList(
            [
                {"key": str(place), "row": row}
                for place, row in enumerate(self.staff.rows)
                if (not self.state or row.state == self.state or (self.state == _NOTED and row.notes))
                and (not words or all(word in self._texts[place] for word in words))
            ]
        )

    def cells(self, row: Row) -> Sequence[Cell]:
        """One person."""
        item: StaffRow = row["row"]
        mark = " ?" if item.notes and item.state is not RowState.REFUSED else ""
        texts: dict[str, Cell] = {
            "number": str(item.number),
            "state": (f"{item.state.label}{mark}", "warn" if mark else _STYLES[item.state]),
            "name": item.name or ("(tanpa nama)", "dim"),
            "nip": format_nip(item.nip),
            "told": told(item),
        }
        return [texts[column.key] for column in self.columns]

    def chosen(self, key: str) -> None:
        """Enter: everything about the row."""
        item = self.staff.rows[int(key)]
        self.app.push_screen(Notice(f"Baris {item.number} · {item.state.label}", whole(item)))

    def action_take_in(self) -> None:
        """y: all of it; where rows are refused, a person says what becomes of them."""
        if not self.is_current:
            return
        if not self.staff.to_store:
            self.warn("Tidak ada yang baru atau berubah, jadi tidak ada yang diimpor.")
        elif not self.staff.refused:
            self.dismiss(ALL)
        else:
            self._ask_about_refused(len(self.staff.refused), len(self.staff.to_store))

    @work(exclusive=True, group=ASKING)
    async def _ask_about_refused(self, refused: int, ready: int) -> None:
        options = [
            ("", "1  Perbaiki berkasnya dulu: tidak ada yang disimpan"),
            (GOOD, f"2  Impor {ready} yang baik, tulis {refused} yang ditolak ke berkas"),
        ]
        if await self.app.push_screen_wait(Pick(f"{refused} baris ditolak. Bagaimana?", options)):
            self.dismiss(GOOD)

    def action_write_refused(self) -> None:
        """t: only the file."""
        if not self.staff.refused:
            self.say("Tidak ada baris yang ditolak.")
        elif self.is_current:
            self.dismiss(REJECTED)

    def leave(self) -> None:
        """Esc: nothing of it."""
        self.dismiss(None)


def summary(staff: StaffList) -> str:
    """How many of each, and what of the file is not taken."""
    counts = staff.counts
    lines = [
        f"{', '.join(f'{counts[state]} {state.label.lower()}' for state in RowState)}. Belum ada yang disimpan; "
        "y mengimpor."
    ]
    if staff.columns.left_out:
        lines.append(excerpt(f"Kolom tidak dibaca: {', '.join(staff.columns.left_out)}.", 150))
    if staff.passed:
        lines.append(excerpt(f"Baris tanpa orang dilewati: {', '.join(map(str, staff.passed))}.", 78))
    return "\n".join(lines)


def told(row: StaffRow) -> str:
    """A row in a few words: why not, what would change, who it is."""
    if row.reasons:
        return " ".join(row.reasons)
    if row.changes:
        return "; ".join(f"{name}: {old or '(kosong)'} → {new}" for name, old, new in row.changes)
    if row.state is RowState.NEW:
        return ", ".join(filter(None, (row.post["post"], row.post["unit"])))
    return " ".join(row.notes)


def whole(row: StaffRow) -> str:
    """Everything about a row, a line each."""
    lines = [f"{row.name or '(tanpa nama)'}, {row.nip or 'tanpa NIP'}"]
    lines += [f"× {text}" for text in row.reasons]
    lines += [f"{name}: {old or '(kosong)'} → {new}" for name, old, new in row.changes]
    if row.state is RowState.NEW:
        start = shown_day(row.post["start"].isoformat())
        lines.append(f"{row.person['kind']}, golongan {row.person['golongan'] or '(kosong)'}")
        lines.append(f"{row.post['post']}, {row.post['unit'] or 'tanpa unit'}, mulai {start}")
        lines.append(f"Pejabat penilai: {row.rater_name or 'belum disebut di daftar'}")
    lines += [f"? {text}" for text in row.notes]
    return "\n".join(lines)
