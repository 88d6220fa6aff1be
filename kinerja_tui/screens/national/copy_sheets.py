"""Lembar salin of everybody: how far the SKP, or the evaluations of a period, are typed over into e-Kinerja."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import work

from kinerja_tui.handoff.problems import Cancelled
from kinerja_tui.rules.periods import PeriodKind, period_from_code, year_span
from kinerja_tui.rules.plans import PlanState
from kinerja_tui.rules.staff import EXCUSED
from kinerja_tui.screens.background import PATIENCE, in_background
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.lists.filtered_list import FilteredList
from kinerja_tui.screens.lists.list import Rows
from kinerja_tui.screens.national.copy_sheet import CopySheetScreen
from kinerja_tui.screens.period import remember_period, waits_for
from kinerja_tui.screens.reading import read_or_end
from kinerja_tui.services.evaluation import evaluations
from kinerja_tui.services.lists.listing import Listing as StoredRows
from kinerja_tui.services.lists.listing import Row, ShortList
from kinerja_tui.services.monitoring.progress import plan_state_label
from kinerja_tui.services.monitoring.reporting import reporting
from kinerja_tui.services.national import copy_sheets
from kinerja_tui.services.national.copy_sheets import Count
from kinerja_tui.services.planning import plans
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.dialogs import Pick
from kinerja_tui.widgets.keys import ASKING
from kinerja_tui.widgets.table import Cell, Column

if TYPE_CHECKING:
    from kinerja_tui.handoff.bundle import Progress

LAST = "copied_last"
"""Setting of this PC: the plan and period whose sheet was open last."""
_PLAN = "skp"
_GROUP = "Lembar salin"


class CopySheetsScreen(FilteredList):
    """Everybody, with how much of the sheet stands in e-Kinerja; Enter goes on where it stopped."""

    ASIDE = True
    NOUN = "pegawai"
    EMPTY = "Belum ada pegawai. Tekan 2 untuk membuka daftar Pegawai, lalu a untuk menambah."
    HELP = (
        "Untuk mengetik ulang SKP dan evaluasi ke e-Kinerja, yang tidak menerima impor. **Enter** membuka lembar salin "
        "pegawai di kursor pada isian pertama yang belum disalin, **b** langsung ke lembar berikutnya yang belum "
        "lengkap, **p** memilih SKP atau penilaian satu periode, **f** menyaring menurut keadaan.\n\nKolom **Disalin** "
        "jumlah isian yang sudah ada di e-Kinerja dari semua yang ada isinya; **Ubah** yang berubah di sini sesudah "
        "disalin; **Kosong** yang belum ada isinya di sini.\n\nTanda disimpan per isian dan ikut paket data, sehingga "
        "dua petugas bisa berbagi pekerjaan. **t** tabel dengan kode SIASN, **c** mencocokkan dengan laporan dari "
        "e-Kinerja. Program ini tidak tersambung ke e-Kinerja maupun SIASN."
    )
    COMMANDS: ClassVar = [
        Command("open", "enter", "Buka lembar salin", "Isian satu per satu, dari yang belum disalin.", "Salin",
                group=_GROUP),
        Command("go_on", "b", "Lanjut ke yang belum", "Lembar berikutnya yang belum lengkap disalin.", "Lanjut",
                group=_GROUP),
        Command("pick_sheet", "p", "Pilih lembar", "SKP, atau penilaian satu periode.", "SKP/periode", group=_GROUP),
        Command("siasn", "t", "Tabel untuk SIASN", "Hasil periode ini dengan kolom dan kode SIASN.", "Tabel SIASN",
                group=_GROUP),
        Command("reconcile", "c", "Cocokkan dengan e-Kinerja", "Membaca laporan penilaian dari e-Kinerja.",
                "Cocokkan", group=_GROUP),
        BACK,
    ]  # fmt: skip
    COLUMNS: ClassVar = [
        Column("mark", "", 1),
        Column("name", "Nama", 18, flex=2),
        Column("copied", "Disalin", 9, align="right"),
        Column("changed", "Ubah", 4, align="right"),
        Column("empty", "Kosong", 6, align="right"),
        Column("state", "Keadaan", 18, flex=1),
        Column("post", "Jabatan", 12, flex=2),
    ]
    STATES: ClassVar = {
        "belum": "Belum mulai disalin",
        "sebagian": "Baru sebagian",
        "berubah": "Ada yang berubah",
        "lengkap": "Lengkap disalin",
        "tanpa": "Belum bisa disalin",
    }

    def __init__(self, plan_id: str | None = None, period: str | None = None) -> None:
        super().__init__()
        self._at = plan_id
        self._period = period
        self._counts: dict[tuple[str, str], Count] = {}
        """(plan, period) -> how far its sheet is"""

    def begin(self) -> None:
        """Ticks that a power cut left become a change; the cursor goes where the work stopped."""
        with self.telling():
            copy_sheets.finish_left(self.app.db)
        last_plan, _, last_period = self.app.db.setting(LAST).partition(":")
        if self._period is None and self._is_of_year(last_period):
            self._period = last_period
        super().begin()
        self.retitle()
        self.reload(keep=self._at or last_plan)

    @property
    def period(self) -> str:
        """Code of the period whose evaluations are copied; empty: the SKP."""
        return self._period or ""

    def listed(self) -> str:
        """Which sheets."""
        what = period_from_code(self.period).label if self.period else f"SKP {self.app.db.year}"
        return f"Lembar salin e-Kinerja · {what}"

    # -- rows

    def find(self, text: str) -> Rows:
        """Everybody who needs a plan in the year, or an evaluation in the period."""
        found = self._listing(text)
        if not self.state:
            return found
        rows = self._counted(found.rows(0, len(found)))
        return ShortList([row for row in rows if self._state_of(row) == self.state])

    def cells(self, row: Row) -> Sequence[Cell]:
        """Mark, name, n/N, changed, empty, what keeps it, post."""
        count, why = self._count(row), self._why(row)
        name, post = row["name"], row["post"] or ""
        if count is None:
            return ["–", (name, "dim"), ("–", "dim"), "", "", (why, "dim"), (post, "dim")]
        mark: Cell = "·"
        if count.changed:
            mark = ("!", "warn")
        elif count.done:
            mark = ("+", "good")
        elif count.begun:
            mark = (">", "mark")
        changed: Cell = (str(count.changed), "warn") if count.changed else ("–", "dim")
        empty: Cell = str(count.empty) if count.empty else ("–", "dim")
        return [mark, name, f"{count.copied}/{count.all}", changed, empty, why, post]

    def early_cells(self, row: Row) -> Sequence[Cell]:
        """The same, before its sheet is counted."""
        if row["plan_id"] is None:
            return self.cells(row)
        return ["…", row["name"], ("…", "dim"), "", "", self._why(row), row["post"] or ""]

    def counts(self) -> Mapping[str, int]:
        """State -> how many sheets."""
        found = [self._state_of(row) for row in self._counted(self._everybody())]
        return {name: found.count(name) for name in self.STATES}

    def _listing(self, text: str) -> StoredRows:
        if self.period:
            return evaluations.listing(self.app.file, self.period, text)
        return plans.listing(self.app.file, self.app.db.year, text, day=self.app.workplace.today())

    def _everybody(self) -> list[Row]:
        found = self._listing("")
        return found.rows(0, len(found))

    def _counted(self, rows: list[Row]) -> list[Row]:
        """The same rows, their sheets counted at once."""
        self._read([row["plan_id"] for row in rows])
        return rows

    def before_cells(self, rows: Sequence[Row]) -> None:
        """The sheets of a page are counted in one go."""
        self._read([row["plan_id"] for row in rows])

    def _read(self, plan_ids: Sequence[str | None]) -> None:
        period = self.period
        missing = [plan for plan in plan_ids if plan is not None and (plan, period) not in self._counts]
        if missing:
            self._keep(period, copy_sheets.counts(self.app.db, missing, period))

    def _keep(self, period: str, found: Mapping[str, Count]) -> None:
        self._counts.update({(plan, period): count for plan, count in found.items()})

    def _count(self, row: Row) -> Count | None:
        plan, period = row["plan_id"], self.period
        if plan is None:
            return None
        self._read([plan])
        return self._counts.get((plan, period))

    def _state_of(self, row: Row) -> str:
        count = self._count(row)
        if count is None or not count.all:
            return "tanpa"
        if count.changed:
            return "berubah"
        return "lengkap" if count.done else "sebagian" if count.begun else "belum"

    def _why(self, row: Row) -> str:
        """The state of the document that is copied."""
        if not self.period:
            if row["plan_id"] is None:
                return EXCUSED.get(row["excused"], str(row["excused"])) if row["excused"] else "belum ada SKP"
            state = row["plan_state"] if "plan_state" in row else row["state"]
            return "SKP disetujui" if state == PlanState.APPROVED else f"SKP {plan_state_label(state).lower()}"
        if waiting := waits_for(row):
            return waiting
        if row["evaluation_id"] is None:
            return "belum dinilai"
        return "evaluasi selesai" if row["state"] == evaluations.FINISHED else "evaluasi draf"

    # -- commands

    def chosen(self, key: str) -> None:
        """Enter: the sheet."""
        row = self.row_of(key)
        if row is None:
            return
        if row["plan_id"] is None:
            self.warn(f"{row['name']}: {self._why(row)}, jadi belum ada yang disalin. SKP dibuat di Rencana kerja (3).")
            return
        self._open(row["plan_id"])

    @work(exclusive=True, group=ASKING)
    async def action_go_on(self) -> None:
        """b: the next sheet behind the cursor that is not complete."""
        shown, current = self.shown_rows, self.current
        if shown is None:
            return
        plan = await read_or_end(self.app, "Mencari lembar berikutnya", lambda: self._next(shown, current))
        if plan is None:
            self.say("Semua lembar di sini sudah lengkap disalin. p memilih SKP atau periode lain.")
        else:
            self._open(plan)

    def _next(self, shown: Rows, current: str | None) -> str | None:
        rows = [row for row in shown.rows(0, len(shown)) if row["plan_id"] is not None]
        place = next((at for at, row in enumerate(rows) if row["key"] == current), -1)
        for row in [*rows[place:], *rows[: max(place, 0)]] if place >= 0 else rows:
            count = self._count(row)
            if count is not None and count.all and not count.done:
                return str(row["plan_id"])
        return None

    def _open(self, plan_id: str) -> None:
        with self.telling():
            sheet = copy_sheets.open_sheet(self.app.db, plan_id, self.period)
            self.app.db.set_setting(LAST, f"{plan_id}:{self.period}")
            self.app.push_screen(CopySheetScreen(sheet), lambda done: self._left(plan_id, done))

    def _left(self, plan_id: str, done: bool | None) -> None:
        self._counts.pop((plan_id, self.period), None)
        self.reload(keep=plan_id)
        if done:
            self.say("Lembar ini lengkap disalin. b membuka lembar berikutnya yang belum.")

    def action_pick_sheet(self) -> None:
        """p: the SKP, or a period."""
        spans = [*reporting(self.app.file, self.app.db.year).periods, year_span(self.app.db.year)]
        options = [(_PLAN, f"1  SKP {self.app.db.year}")]
        # A digit takes an option at once, so 10 to 13 could not be typed.
        few = len(spans) < 9
        options += [
            (span.code, f"{number if few else ' '}  Penilaian {span.label}") for number, span in enumerate(spans, 2)
        ]

        def picked(code: str | None) -> None:
            if code is not None:
                self._show_sheets("" if code == _PLAN else code)

        self.app.push_screen(Pick("Lembar salin yang mana?", options, at=self.period or _PLAN), picked)

    def _show_sheets(self, period: str) -> None:
        self._period = period
        if period and period_from_code(period).kind is not PeriodKind.YEAR:
            remember_period(self.app, period)
        self.retitle()
        self.reload()

    async def ask_state(self) -> None:
        """Of many people the sheets are counted with progress first."""
        db, period = self.app.db, self.period

        def count(progress: Progress) -> None:
            found = {row["plan_id"] for row in self._everybody()} - {None}
            missing = [plan for plan in found if (plan, period) not in self._counts]
            self._keep(period, copy_sheets.counts(db, missing, period, progress))

        try:
            await in_background(self.app, "Menghitung lembar salin", count, patience=PATIENCE)
        except Cancelled:
            return
        await super().ask_state()

    def action_siasn(self) -> None:
        """t: the table of the period."""
        from kinerja_tui.screens.national.siasn import SiasnScreen

        self.app.push_screen(SiasnScreen(self.period or None))

    def action_reconcile(self) -> None:
        """c: compare with e-Kinerja's own report."""
        from kinerja_tui.screens.national.reconcile import ReconcileScreen

        self.app.push_screen(ReconcileScreen(self.period or None))

    def _is_of_year(self, code: str) -> bool:
        return code[:4] == f"{self.app.db.year:04d}"
