"""The gaps of the cascade: results of leaders nobody supports, results of staff that support nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from kinerja_tui.handoff.problems import Cancelled
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.cascade import LinkState
from kinerja_tui.rules.formats import excerpt, fold
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.lists.list import RowsSource
from kinerja_tui.screens.planning.linking import LinkingScreen
from kinerja_tui.screens.planning.plan_form import PlanForm
from kinerja_tui.screens.planning.role_matrix import RoleMatrixScreen, at_result
from kinerja_tui.screens.reading import WAIT, read_telling
from kinerja_tui.services.lists.listing import ShortList
from kinerja_tui.services.planning import cascade_gaps, plan_entry
from kinerja_tui.services.planning.cascade_gaps import UNSUPPORTED, Gap
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.dialogs import Pick
from kinerja_tui.widgets.keys import ASKING
from kinerja_tui.widgets.listing import Listing
from kinerja_tui.widgets.table import Cell, Column, VirtualTable

_ALL = "semua"
_LABELS = {UNSUPPORTED: "tanpa pendukung"} | {str(state): state.label for state in LinkState}
_SHORT = {
    UNSUPPORTED: ("! Tanpa pendukung", "warn"),
    LinkState.OPEN: ("! Belum terhubung", "warn"),
    LinkState.GONE: ("! RHK berakhir", "bad"),
    LinkState.ELSEWHERE: ("! Bukan penilai", "bad"),
    LinkState.WAITING: ("· Menunggu", ""),
    LinkState.OUTSIDE: ("- Luar kantor", "dim"),
}
EMPTY = (
    "Tidak ada celah: setiap RHK pimpinan didukung, dan setiap RHK staf terhubung dengan rencana pejabat penilainya.\n"
    "Esc kembali."
)


_NO_PLANS = (
    "Belum ada rencana kerja tahun ini, jadi belum ada yang dapat dihubungkan. Tekan 3 untuk membuka Rencana "
    "kerja, lalu Enter pada seorang pegawai."
)


class CascadeGapsScreen(LinkingScreen):
    """Enter mends the gap at the cursor."""

    TITLE = "Celah peran hasil"
    HELP = (
        "Hasil kerja yang belum tersambung antara pimpinan dan staf, dari dua arah.\n\n"
        "`!` **Tanpa pendukung**: RHK pimpinan yang belum didukung siapa pun; Enter membuka matriks peran hasil pada "
        "kolomnya. **Belum terhubung**: RHK staf yang tidak mendukung apa pun. **RHK berakhir**: RHK pimpinan "
        "yang didukung sudah dihapus, atau diakhiri adendum; kalimatnya tetap ada. **Bukan penilai**: terhubung "
        "dengan rencana orang yang bukan (lagi) pejabat penilainya. Enter menampilkan RHK pimpinan untuk "
        "dipilih, juga bila rencananya sudah disetujui: yang berubah hanya hubungannya, target tetap terkunci.\n\n"
        "`·` **Menunggu**: kalimatnya sudah ditulis, rencana pimpinan belum ada. `-` **Luar kantor**: atasan di luar "
        "kantor, tidak dihitung.\n\n"
        "Dasar: matriks peran hasil, PermenPANRB 6/2022."
    )
    COMMANDS: ClassVar[list[Command]] = [  # type: ignore[assignment]
        Command("mend", "enter", "Perbaiki celah ini", "Memilih RHK pimpinan, atau membuka matriksnya.",
                footer="Perbaiki", group="Celah"),
        Command("by_kind", "f", "Saring menurut jenis", "Hanya satu jenis celah, dengan jumlahnya.",
                footer="Jenis", group="Celah"),
        Command("open_plan", "o", "Buka rencana kerjanya", "Membuka rencana kerja pada hasil kerja ini.",
                footer="Rencana", group="Celah"),
        Command("go_matrix", "m", "Matriks peran hasil", "RHK pimpinan dan siapa yang mendukungnya.",
                footer="Matriks", group="Celah"),
        BACK,
    ]  # fmt: skip
    DEFAULT_CSS = """
    CascadeGapsScreen #gap-counts { height: auto; max-height: 2; padding: 0 1; color: $text-muted; }
    CascadeGapsScreen #gap-here { height: 5; padding: 0 1; border-top: solid $panel; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._kind: str | None = None
        self._found: dict[str, Gap] = {}
        self._plans = True
        """whether anybody has a plan this year"""
        self._version: int | None = None
        """of the file when they were read; None: not yet"""
        self._searched: dict[str, str] = {}
        """key of a gap -> folded text, for the filter"""

    @property
    def list(self) -> Listing:
        """Filter, table and status line."""
        return self.query_one(Listing)

    def body(self) -> ComposeResult:
        """Counts, then the list."""
        yield Static(WAIT, id="gap-counts", markup=False)
        columns = [
            Column("kind", "Celah", 17),
            Column("name", "Pegawai", 20, flex=2),
            Column("text", "RHK", 30, flex=5),
        ]
        yield Listing(columns, noun="hasil kerja", empty_text=WAIT)
        yield Static(id="gap-here", markup=False)

    def begin(self) -> None:
        """Keys go to the list."""
        self.list.focus_table()

    def on_screen_resume(self) -> None:
        """A form may have mended something."""
        self.reload()

    @on(Listing.FilterChanged)
    def _filter(self, event: Listing.FilterChanged) -> None:
        event.stop()
        self._show()

    def reload(self) -> None:
        """Read the gaps again where something was written meanwhile; the cursor stays on its row."""
        if self._version != self.app.file.version():
            self._read()

    @work(group=ASKING)
    async def _read(self) -> None:
        """In a thread: the plans of ten thousand people take a second or two. Keys wait for the rows."""
        version, year, today = self.app.file.version(), self.app.db.year, self.app.workplace.today()
        with self.telling():
            try:
                found, self._searched, self._plans = await read_telling(
                    self.app,
                    f"{self.TITLE}: menghitung",
                    lambda: _read(self.app.file, year, today),
                    text="Rencana kerja semua pegawai dibaca.",
                    what="gaps",
                )
            except Cancelled:
                if self._version is None:
                    self.dismiss()
                return
            self._version = version
            self._take(found)

    def _take(self, found: Sequence[Gap]) -> None:
        self._found = {gap.key: gap for gap in found}
        counted = sum(gap.is_counted for gap in found)
        parts = [f"{_LABELS[kind]} {count}" for kind, count in cascade_gaps.count_gaps(found).items()]
        text = f"{counted} celah" + (f":  {' · '.join(parts)}" if parts else "") if self._plans else "Belum ada rencana"
        self.query_one("#gap-counts", Static).update(Content(text))
        self._show()

    def _show(self) -> None:
        of_kind = [gap for gap in self._found.values() if self._kind in (None, gap.kind)]
        words = fold(self.list.filter_text).split()
        shown = [gap for gap in of_kind if all(word in self._searched[gap.key] for word in words)]
        rows = ShortList([{"key": gap.key, "gap": gap} for gap in shown])
        self.list.set_source(
            RowsSource(rows, lambda row: _cells(row["gap"])), total=len(of_kind), keep=self.list.table.current_key
        )
        if self._version is not None and not words:
            self.list.table.empty_text = EMPTY if self._plans else _NO_PLANS
        self._tell_gap()

    @on(VirtualTable.Highlighted)
    def _tell_gap(self) -> None:
        gap = self._here
        text = "" if gap is None else "\n".join(_detail(gap))
        self.query_one("#gap-here", Static).update(Content(text))

    @property
    def _here(self) -> Gap | None:
        return self._found.get(self.list.table.current_key or "")

    # -- mending

    @on(VirtualTable.Chosen)
    def _chosen(self, event: VirtualTable.Chosen) -> None:
        event.stop()
        self.action_mend()

    def action_mend(self) -> None:
        """Enter: choose the superior's result, or go where it can be supported."""
        gap = self._here
        if gap is None:
            return
        if gap.kind == UNSUPPORTED:
            self.app.push_screen(RoleMatrixScreen(gap.line.employee_id, gap.result.id))
        else:
            self.ask_link(gap.result.id)

    def linked(self, text: str) -> None:
        """Mended: it leaves the list."""
        self.say(text)
        self.reload()

    @work(exclusive=True, group=ASKING)
    async def action_by_kind(self) -> None:
        """f: one kind, with how many there are."""
        counted = cascade_gaps.count_gaps(list(self._found.values()))
        options = [(_ALL, f"1  Semua ({len(self._found)})")]
        options += [(kind, f"{number}  {_LABELS[kind]} ({n})") for number, (kind, n) in enumerate(counted.items(), 2)]
        answer = await self.app.push_screen_wait(Pick("Tampilkan celah", options, at=self._kind or _ALL))
        if answer is not None:
            self._kind = None if answer == _ALL else answer
            self._show()

    def action_open_plan(self) -> None:
        """o: the form, at the result."""
        gap = self._here
        if gap is not None:
            with self.telling():
                form = plan_entry.plan_form(self.app.db, gap.line.plan_id)
                self.app.push_screen(PlanForm(form, at_result(gap.result.id)))

    def action_go_matrix(self) -> None:
        """m: the matrix of the leader the gap is about."""
        gap = self._here
        leader = "" if gap is None else gap.line.employee_id if gap.kind == UNSUPPORTED else gap.line.rater_id
        self.app.push_screen(RoleMatrixScreen(leader))


def _read(file: DatabaseFile, year: int, today: date) -> tuple[Sequence[Gap], dict[str, str], bool]:
    """The gaps, what a filter looks for in them, and whether anybody has a plan."""
    found = cascade_gaps.gaps(file, year, today)
    return found, {gap.key: _searched(gap) for gap in found}, cascade_gaps.has_plans(file, year)


def _cells(gap: Gap) -> Sequence[Cell]:
    return [_SHORT.get(gap.kind, (gap.kind, "")), gap.line.name, gap.result.text or "(belum ditulis)"]


def _detail(gap: Gap) -> list[str]:
    """The result in full, and what is known of the superior's."""
    text = f"RHK: {excerpt(gap.result.text or '(belum ditulis)', 140)}"
    if gap.kind == UNSUPPORTED:
        return [text, f"{gap.line.name}, {gap.line.post}: belum ada staf yang mendukungnya. Enter membuka matriksnya."]
    rater = gap.line.rater_name or "belum diisi di daftar Pegawai"
    above = f"RHK pimpinan: {excerpt(gap.result.superior_text, 60)}" if gap.result.superior_text else _UNWRITTEN
    return [text, above, f"Pejabat penilai: {rater} · {_LABELS[gap.kind]}"]


_UNWRITTEN = "RHK pimpinan: belum ditulis"


def _searched(gap: Gap) -> str:
    return fold(f"{gap.line.name} {gap.result.text} {gap.result.superior_text} {gap.line.rater_name}")
