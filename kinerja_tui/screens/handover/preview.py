"""What a bundle would change, before it changes anything: read it, then import or leave."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from kinerja_tui.handoff import merge
from kinerja_tui.handoff.differences import MOST_LISTED
from kinerja_tui.handoff.merge import Outcome
from kinerja_tui.handoff.problems import BundleProblem, Cancelled
from kinerja_tui.models.file import DatabaseProblem
from kinerja_tui.rules.formats import fold
from kinerja_tui.screens.background import in_background
from kinerja_tui.screens.base import WorkScreen
from kinerja_tui.screens.handover.handoff_texts import count_text, stamp
from kinerja_tui.screens.handover.preview_rows import KINDS, preview_rows
from kinerja_tui.screens.notice import Notice
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.dialogs import Pick
from kinerja_tui.widgets.keys import ASKING
from kinerja_tui.widgets.listing import Listing
from kinerja_tui.widgets.table import Column, ListSource, VirtualTable

_ALL = "semua"
_NOTHING = "Tidak ada isian yang berubah.\nPaket ini hanya membawa tanda terima, atau isinya sudah ada."


class PreviewScreen(WorkScreen):
    """Dismisses with True when the bundle was imported."""

    UNDOES = False
    TITLE = "Pratinjau impor"
    CSS_PATH = "preview.tcss"
    HELP = (
        "Inilah yang akan berubah bila paket diimpor. Belum ada yang diubah.\n\n"
        "`+` catatan baru, `~` isian yang berubah (lama → baru), `=` perubahan sejajar: catatan yang sama diubah di "
        "dua PC pada isian yang berbeda, keduanya berlaku. `!` perlu perhatian. **Bentrok** berarti isian yang "
        "sama diubah di dua PC: keduanya disimpan, dan seseorang memilih nanti di layar “Perlu dibereskan”. "
        "**Tertahan** berarti penulisnya belum dikenal atau di luar wewenangnya: disimpan, tetapi belum berlaku.\n\n"
        "**/** menyaring menurut nama atau kata, **f** menurut jenis. Enter menunjukkan satu baris selengkapnya. "
        "Cocokkan **kode periksa** dengan berita acara dari pengirim. **y** mengimpor semuanya sekaligus; bila listrik "
        "padam di tengahnya, tidak ada yang setengah masuk. **Esc** meninggalkan paket ini tanpa mengubah apa pun."
    )
    COMMANDS: ClassVar[list[Command]] = [  # type: ignore[assignment]
        Command("take_in", "y", "Impor paket ini", "Semua isi paket dicatat sekaligus.", "Impor", "f10", "Impor"),
        Command("by_kind", "f", "Saring menurut jenis", "Bentrok, tertahan, baru, atau semua.", "Jenis", group="Impor"),
        Command("whole", "enter", "Lihat lengkap", "Isi baris ini selengkapnya.", "Lihat lengkap", group="Impor"),
        Command("leave", "escape", "Tinggalkan", "Paket tidak diimpor; tidak ada yang diubah.", "Tinggalkan", "ctrl+x"),
    ]
    COLUMNS: ClassVar = [
        Column("mark", "", 1),
        Column("person", "Pegawai", 17),
        Column("field", "Isian", 23, flex=1),
        Column("change", "Perubahan", 31, flex=2),
        Column("caption", "Pada", 24, flex=1),
    ]

    def __init__(self, path: Path, outcome: Outcome) -> None:
        super().__init__()
        self._path = path
        self._outcome = outcome
        self._kind = ""

    def body(self) -> ComposeResult:
        """From whom, how much, and the rows."""
        self._rows = preview_rows(self.app.file, self._outcome)
        yield Static(Content(sender_text(self._outcome)), id="sender", markup=False)
        yield Static(Content(counts_text(self._outcome)), id="counts", markup=False)
        yield Listing(self.COLUMNS, self._source(""), noun="baris", empty_text=_NOTHING)

    def begin(self) -> None:
        """Keys go to the list."""
        self.query_one(Listing).focus_table()

    def _source(self, words: str) -> ListSource:
        """The rows of the chosen kind with these words in them."""
        found = [
            (row.cells, str(place))
            for place, row in enumerate(self._rows)
            if self._kind in {"", row.kind} and fold(words) in row.search
        ]
        return ListSource([cells for cells, _ in found], [key for _, key in found])

    @on(Listing.FilterChanged)
    def _filter(self, event: Listing.FilterChanged) -> None:
        event.stop()
        self._show()

    def _show(self) -> None:
        listing = self.query_one(Listing)
        narrowed = bool(listing.filter_text or self._kind)
        source = self._source(listing.filter_text)
        listing.set_source(source, total=len(self._rows) if narrowed else None, keep=listing.table.current_key)
        listing.table.empty_text = "Tidak ada baris seperti itu." if narrowed else _NOTHING

    def action_by_kind(self) -> None:
        """f: one kind of rows, or all."""
        counts = Counter(row.kind for row in self._rows)
        options = [(_ALL, f"0  Semua ({len(self._rows)})")]
        options += [(kind, f"{n}  {label} ({counts[kind]})") for n, (kind, label) in enumerate(KINDS.items(), 1)]

        def picked(kind: str | None) -> None:
            if kind is not None:
                self._kind = "" if kind == _ALL else kind
                self._show()

        self.app.push_screen(Pick("Jenis", options, at=self._kind or _ALL), picked)

    @on(VirtualTable.Chosen)
    def _chosen(self, event: VirtualTable.Chosen) -> None:
        event.stop()
        self.action_whole()

    def action_whole(self) -> None:
        """The row under the cursor, whole."""
        key = self.query_one(VirtualTable).current_key
        if key is not None:
            row = self._rows[int(key)]
            self.app.push_screen(Notice(row.title, row.details))

    def action_leave(self) -> None:
        """Back without importing."""
        self.dismiss(False)

    @work(exclusive=True, group=ASKING)
    async def action_take_in(self) -> None:
        """Import: all or nothing."""
        db = self.app.db
        try:
            outcome = await in_background(
                self.app,
                "Mengimpor paket",
                lambda progress: merge.take_in(db, self._path, progress),
                ("Memeriksa keutuhan paket", "Mencatat perubahan"),
            )
        except Cancelled:
            self.say("Impor dihentikan; tidak ada yang diubah.")
        except (BundleProblem, DatabaseProblem) as problem:
            await self.app.push_screen_wait(Notice("Paket tidak diimpor", problem.text))
        else:
            await self.app.push_screen_wait(Notice("Paket sudah diimpor", imported_text(outcome)))
            self.app.read_place()
            self.dismiss(True)


def sender_text(outcome: Outcome) -> str:
    """From whom, which number, when."""
    header = outcome.header
    return (
        f"Paket nomor {header.no} dari {header.from_name} ({header.from_office}), ditulis {stamp(header.at)}, "
        f"{count_text(header.count)} perubahan\n"
        f"Kode periksa {header.code}"
    )


def counts_text(outcome: Outcome) -> str:
    """How much an import changes."""
    found = outcome.comparison
    lines = [
        f"{count_text(found.new_records)} catatan baru, {count_text(found.changed_fields)} isian, "
        f"{count_text(found.employees)} pegawai. Bentrok: {count_text(outcome.conflicts)}. "
        f"Tertahan: {count_text(len(outcome.held))}."
        + (f" Sejajar: {count_text(found.joined)}." if found.joined else "")
    ]
    if found.changed_fields > MOST_LISTED:
        lines.append(f"Daftar ini memuat {count_text(MOST_LISTED)} isian pertama; jumlah di atas utuh.")
    return "\n".join([*lines, *outcome.notices])


def imported_text(outcome: Outcome) -> str:
    """What was done, and what is left to a person."""
    found = outcome.comparison
    lines = [
        f"{count_text(outcome.new)} perubahan baru dicatat: {count_text(found.new_records)} catatan baru, "
        f"{count_text(found.changed_fields)} isian, {count_text(found.employees)} pegawai."
    ]
    if outcome.conflicts:
        lines.append(
            f"{count_text(outcome.conflicts)} isian bentrok: diubah di dua PC. Keduanya tersimpan. Pilih yang benar "
            "di layar “Perlu dibereskan” (7)."
        )
    if outcome.held:
        lines.append(
            f"{count_text(len(outcome.held))} perubahan tertahan karena penulisnya belum dikenal atau di luar "
            "wewenang; lihat “Perlu dibereskan” (7)."
        )
    lines.append(
        "Tanda terimanya ikut dalam paket jawaban ke kantor itu. Selama belum ada yang dikerjakan di atasnya dan "
        "jawabannya belum ditulis, impor ini dapat dibatalkan seluruhnya (u di Serah terima)."
    )
    return "\n\n".join([*lines, *outcome.notices])
