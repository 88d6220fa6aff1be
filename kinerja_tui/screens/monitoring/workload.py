"""Beban kerja: how much everybody has planned and which steps press, beside the middle of the office."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from kinerja_tui.rules.formats import format_decimal
from kinerja_tui.rules.periods import PeriodSpan
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.lists.list import ListScreen
from kinerja_tui.screens.planning.plan_form import PlanForm
from kinerja_tui.screens.reading import WAIT, read_apart
from kinerja_tui.services.lists.listing import Listing, Row
from kinerja_tui.services.monitoring import workload
from kinerja_tui.services.office.office_state import running_period
from kinerja_tui.services.planning import plan_entry, plans
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.table import Cell, Column

FAR = 2
"""From this many times the middle on a count is marked [D]."""


class WorkloadScreen(ListScreen):
    """By name or by unit; a mark says that somebody should be asked, not how good he is."""

    ASIDE = True
    NOUN = "pegawai"
    EMPTY = "Belum ada pegawai. Tekan 2 untuk membuka daftar Pegawai dan menambah pegawai lebih dulu."
    HELP = (
        "Berapa hasil kerja (RHK), indikator, dan target berangka yang dipegang setiap pegawai, jabatan Plt./Plh. yang "
        "dirangkap, dan langkah rencana aksi: **jatuh tempo** sampai akhir periode ini, **lewat** batasnya dan belum "
        "selesai. Di atasnya **nilai tengah** kantor (median), dari pegawai yang punya rencana kerja.\n\nUrutannya "
        "menurut nama, **u** menurut unit kerja; bukan peringkat. Jumlah tidak menunjukkan beratnya pekerjaan. `!` "
        "ada langkah yang lewat, `>` dua kali nilai tengah atau lebih, atau merangkap jabatan: tanyakan apa yang dapat "
        "dibantu. **Enter** membuka rencana kerjanya."
    )
    COMMANDS: ClassVar[list[Command]] = [
        Command("open", "enter", "Buka rencana kerja", "Rencana kerja pegawai di kursor.", "Rencana",
                group="Beban kerja"),
        Command("order", "u", "Urut nama atau unit", "Menurut nama, atau menurut unit kerja lalu nama.", "Unit/nama",
                group="Beban kerja"),
        BACK,
    ]  # fmt: skip
    CSS = "WorkloadScreen #middle { height: auto; padding: 0 1; color: $text-muted; }"

    def __init__(self) -> None:
        super().__init__()
        self.by_unit = False
        self._middle: dict[str, Decimal] | None = None
        """of the office; None: not counted yet"""
        self._version = 0
        """of the file when it was counted"""

    def heading(self) -> str:
        """The year and the order."""
        order = "menurut unit" if self.by_unit else "menurut nama"
        return f"Beban kerja · {self.app.db.year} · {order}"

    @property
    def columns(self) -> Sequence[Column]:
        """The unit where there is room, or where it gives the order."""
        unit = [Column("unit", "Unit kerja", 12, flex=2)] if self.is_wide or self.by_unit else []
        post = [Column("post", "Jabatan", 12, flex=2)] if self.is_wide else []
        counts = (("results", "RHK", 3), ("indicators", "IKI", 3), ("targets", "Target", 6),
                  ("acting", "Plt/Plh", 7), ("due", "Tempo", 5), ("late", "Lewat", 5))  # fmt: skip
        return [
            Column("mark", "", 1),
            Column("name", "Nama", 16, flex=2),
            *post,
            *unit,
            *(Column(name, title, width, align="right") for name, title, width in counts),
        ]

    def body(self) -> ComposeResult:
        """The middle of the office, then the list."""
        yield Static(WAIT, id="middle", markup=False)
        yield from super().body()

    def reload(self, keep: str | None = None) -> None:
        """Count the middle again too, where something was written meanwhile."""
        if self._middle is None or self._version != self.app.file.version():
            self._count()
        super().reload(keep)

    @work(exclusive=True, group="count")
    async def _count(self) -> None:
        """In a thread: the middle of ten thousand people takes a while; the list stands already."""
        year, day, period = self.app.db.year, self._day, self._period
        self._version = self.app.file.version()
        with self.telling():
            self._middle = await read_apart(self.app, lambda: workload.medians(self.app.file, year, day, period))
            self.query_one("#middle", Static).update(Content(self._told()))
            self.show_filtered()

    def find(self, text: str) -> Listing:
        """Everybody in service."""
        return workload.listing(self.app.file, self.app.db.year, self._day, self._period, text, by_unit=self.by_unit)

    def cells(self, row: Row) -> Sequence[Cell]:
        """One person."""
        far = {name for name in ("results", "indicators", "targets") if self._is_far(row, name)}
        mark: Cell = ("!", "warn") if row["late"] else (">", "mark") if far or row["acting"] else " "
        shown: dict[str, Cell] = {
            "mark": mark,
            "name": row["name"] or "(tanpa nama)",
            "post": row["post"] or "–",
            "unit": row["unit"] or "–",
        }
        for name in workload.COUNTED:
            style = "warn" if name == "late" else "mark" if name in far or name == "acting" else ""
            shown[name] = (str(row[name]), style) if row[name] else ("–", "dim")
        return [shown[column.key] for column in self.columns]

    def chosen(self, key: str) -> None:
        """Enter: the plan, or what to do first."""
        with self.telling():
            plan = plans.plan_of(self.app.db, key, self.app.db.year)
            if plan is None:
                self.warn("Pegawai ini belum punya rencana kerja tahun ini. Buat di layar Rencana kerja (tekan 3).")
            else:
                self.app.push_screen(PlanForm(plan_entry.plan_form(self.app.db, plan.id)))

    def action_order(self) -> None:
        """u: the other order."""
        self.by_unit = not self.by_unit
        self.retitle()
        self.reload()

    def _is_far(self, row: Row, name: str) -> bool:
        middle = (self._middle or {}).get(name)
        return bool(middle) and row[name] >= FAR * middle  # type: ignore[operator]

    def _told(self) -> str:
        if not self._middle:
            return "Belum ada rencana kerja yang berjalan, jadi belum ada nilai tengah."
        parts = [f"{format_decimal(self._middle[name])} {label}" for name, label in workload.COUNTED.items()]
        return f"Nilai tengah: {' · '.join(parts)}"

    @property
    def _day(self) -> date:
        return self.app.workplace.today()

    @property
    def _period(self) -> PeriodSpan:
        return running_period(self.app.file, self.app.db.year, self._day)
