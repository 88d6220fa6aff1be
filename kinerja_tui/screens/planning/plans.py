"""Everybody's work plan (SKP) of the working year, from the employee list outwards: also who has none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import ClassVar

from textual import on, work

from kinerja_tui.rules.formats import format_short_date
from kinerja_tui.rules.plans import PlanState
from kinerja_tui.rules.staff import EXCUSED
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.lists.filtered_list import FilteredList
from kinerja_tui.screens.monitoring.action_steps import open_action_plan
from kinerja_tui.screens.monitoring.workload import WorkloadScreen
from kinerja_tui.screens.planning.cascade_gaps import CascadeGapsScreen
from kinerja_tui.screens.planning.plan_copying import EMPTY, told
from kinerja_tui.screens.planning.plan_decisions import ADDENDUM
from kinerja_tui.screens.planning.plan_detail import plan_detail
from kinerja_tui.screens.planning.plan_form import PlanForm
from kinerja_tui.screens.planning.plan_tools import PlanToolsScreen
from kinerja_tui.screens.planning.plans_many import ManyPlansScreen
from kinerja_tui.screens.planning.role_matrix import RoleMatrixScreen
from kinerja_tui.services.lists.listing import Listing as Rows
from kinerja_tui.services.lists.listing import Row
from kinerja_tui.services.planning import plan_copy, plan_entry, plans
from kinerja_tui.services.planning.approval import Missing
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.detail import Detail
from kinerja_tui.widgets.keys import ASKING
from kinerja_tui.widgets.table import Cell, Column, VirtualTable

_LABELS = {str(state): (state.mark, state.label) for state in PlanState} | {
    plans.NONE: ("!", "Tanpa rencana"),
    plans.EXCUSED: ("-", "Dikecualikan"),
}
_STYLES = {
    PlanState.DRAFT: "",
    PlanState.SUBMITTED: "mark",
    PlanState.APPROVED: "good",
    PlanState.RETURNED: "warn",
    plans.NONE: "bad",
    plans.EXCUSED: "dim",
}
_STATES = {
    "submit": {PlanState.DRAFT, PlanState.RETURNED},
    "approve": {PlanState.SUBMITTED},
    "send_back": {PlanState.SUBMITTED},
    "withdraw": {PlanState.SUBMITTED},
    "copy_lines": {PlanState.DRAFT, PlanState.RETURNED},
    "comments": set(PlanState),
    "quality": set(PlanState),
    "make_addendum": {PlanState.APPROVED},
}

_MANY = {"submit", "approve", "send_back", "withdraw"}
"""What marked plans are done with, whatever stands at the cursor."""


class PlansScreen(PlanToolsScreen, ManyPlansScreen, FilteredList):
    """The list of plans. Enter opens a plan, or starts one."""

    ASIDE = True
    TITLE = "Rencana kerja"
    WIDE = 100
    NOUN = "pegawai"
    EMPTY = "Belum ada pegawai. Tekan 2 untuk membuka daftar Pegawai dan menambah pegawai lebih dulu."
    PAPER = "skp"
    STATES: ClassVar = {state: label for state, (_, label) in _LABELS.items()}
    COMMANDS: ClassVar[list[Command]] = [
        Command("open", "enter", "Buka rencana kerja", "Membuka rencana kerja pegawai ini, atau membuatnya.",
                footer="Buka", group="Daftar"),
        Command("by_state", "f", "Saring menurut keadaan", "Hanya yang draf, diajukan, … atau tanpa rencana kerja.",
                footer="Keadaan", group="Daftar"),
        Command("submit", "a", "Ajukan rencana kerja", "Mengajukan rencana di kursor kepada pejabat penilai.",
                footer="Ajukan", group="Keputusan"),
        Command("approve", "v", "Setujui rencana kerja", "Pejabat penilai menyetujui; target terkunci.",
                footer="Setujui", group="Keputusan"),
        Command("send_back", "b", "Kembalikan rencana kerja", "Pejabat penilai mengembalikan dengan alasan.",
                footer="Kembalikan", group="Keputusan"),
        Command("steps", "r", "Rencana aksi", "Langkah-langkah setiap hasil kerja; bukan target.",
                group="Rencana kerja"),
        Command("withdraw", "t", "Tarik kembali rencana kerja", "Selama belum diputuskan: kembali menjadi draf.",
                footer="Tarik", group="Keputusan"),
        replace(ADDENDUM, key="d"),
        Command("copy_lines", "l", "Salin dari rencana lain", "Menambah hasil kerja dari tahun lalu atau rekan.",
                footer="Salin", group="Isi rencana"),
        Command("comments", "u", "Usulan dan komentar", "Usulan pegawai atas rencana di kursor, dan jawabannya.",
                footer="Usulan", group="Isi rencana"),
        Command("go_matrix", "m", "Matriks peran hasil", "RHK pimpinan dan staf yang mendukungnya.",
                footer="Matriks", group="Peran hasil"),
        Command("go_gaps", "c", "Celah peran hasil", "RHK tanpa pendukung atau belum terhubung.",
                footer="Celah", group="Peran hasil"),
        Command("quality", "p", "Periksa mutu", "Yang menghalangi pengajuan, dan saran mutu rencana di kursor.",
                footer="Mutu", group="Isi rencana"),
        Command("workload", "w", "Beban kerja", "Hasil kerja, indikator, dan langkah setiap pegawai.",
                group="Daftar"),
        Command("copy_sheets", "n", "Lembar salin e-Kinerja", "SKP diketik ulang ke e-Kinerja, satu per satu.",
                group="Daftar"),
        Command("key_indicators", "i", "Pustaka IKU", "Indikator kinerja utama yang dapat dipakai rencana kerja.",
                footer="IKU", group="Isi rencana"),
        BACK,
    ]  # fmt: skip
    HELP = (
        "Semua pegawai yang perlu rencana kerja (SKP) tahun ini, juga yang belum punya. Enter "
        "membuka rencana kerja, atau membuatnya bila belum ada. Orang yang dimutasi, atau merangkap sebagai Plt, punya "
        "beberapa baris; tanggal di depan jabatan adalah masanya.\n\nTanda: `!` tanpa rencana atau dikembalikan, `·` "
        "draf, `>` diajukan, `+` disetujui, `-` dikecualikan (misalnya tugas belajar). **RHK** adalah jumlah rencana "
        "hasil kerja; **Blm terhubung** yang belum dihubungkan dengan rencana kerja pimpinan: `c` menampilkan "
        "semuanya, `m` matriks peran hasil.\n\nPegawai mengajukan (`a`), "
        "pejabat penilai menyetujui (`v`) atau mengembalikan dengan alasan (`b`); selama belum diputuskan "
        "rencana dapat ditarik kembali (`t`). Target yang sudah disetujui hanya berubah lewat adendum (`d`).\n\n"
        "Setelah beberapa baris dipilih (`s`), `a`, `v`, `b`, `t`, `o` (buat), `g` (masa), dan `e` mengerjakan "
        "semuanya.\n\n"
        "`l` menyalin hasil kerja dari rencana tahun lalu atau rekan ke draf, `u` menampilkan usulan dan "
        "komentar, `p` memeriksa mutu (hanya saran), `i` Pustaka IKU, `w` beban kerja. "
        "Dasar: PermenPANRB 6/2022."
    )

    def __init__(self) -> None:
        super().__init__()
        self._read: tuple[str, Row | None] = ("", None)
        """Key and row at the cursor, which every command asks for; until the list is read again."""

    # -- the list

    @property
    def columns(self) -> list[Column]:
        """The unit only where there is room for it."""
        unit = [Column("unit", "Unit kerja", 18, flex=2)] if self.is_wide else []
        return [
            Column("state", "Keadaan", 15),
            Column("name", "Nama", 20, flex=2),
            Column("post", "Jabatan", 15, flex=3, field="post"),
            *unit,
            Column("results", "RHK", 3, align="right"),
            Column("unlinked", "Blm terhubung", 13, align="right"),
        ]

    def reload(self, keep: str | None = None) -> None:
        """Read the list again, and with it which commands apply."""
        self._read = ("", None)
        super().reload(keep)
        self.refresh_bindings()

    def show_filtered(self) -> None:
        """Which commands apply follows the cursor."""
        super().show_filtered()
        self.refresh_bindings()

    def printed_person(self) -> str | None:
        """Whoever stands at the cursor."""
        row = self._row
        return row["id"] if row is not None else None

    def counts(self) -> Mapping[str, int]:
        """State -> how many plans, or people without one."""
        return plans.counts(self.app.file, self.app.db.year, self.app.workplace.today())

    def find(self, text: str) -> Rows:
        """People in the state asked for."""
        return plans.listing(self.app.file, self.app.db.year, text, self.state or None, self.app.workplace.today())

    def cells(self, row: Row) -> Sequence[Cell]:
        """One plan, or a person or acting post without one."""
        state = row["shown_state"]
        mark, label = _LABELS.get(state, ("?", state))
        has_plan = row["plan_id"] is not None
        unlinked = row["unlinked"]
        return [
            (f"{mark} {label}", _STYLES.get(state, "")),
            row["name"],
            _post(row),
            *([row["unit"] or ""] if self.is_wide else []),
            str(row["results"]) if has_plan else "",
            (str(unlinked), "warn") if unlinked else ("0" if has_plan else "", "dim"),
        ]

    def detail(self, row: Row) -> Detail:
        """The state, what was said, results and indicators."""
        mark, label = _LABELS.get(row["shown_state"], ("?", row["shown_state"]))
        return plan_detail(self.app.file, row, f"{mark} {label}", _STYLES.get(row["shown_state"], ""))

    def chosen(self, key: str) -> None:
        """Open the plan, or ask to start one."""
        row = self._row
        if row is None or row["key"] != key:
            return
        if row["plan_id"] is not None:
            self.open_plan(row["plan_id"])
        else:
            self._ask_to_start(row)

    @on(VirtualTable.Highlighted)
    def _other_row(self) -> None:
        self.refresh_bindings()

    # -- starting and opening

    @work(exclusive=True, group=ASKING)
    async def _ask_to_start(self, row: Row) -> None:
        year = self.app.db.year
        question = f"Buat rencana kerja {year} untuk {row['name']}?"
        if row["kind"] in ("plt", "plh"):
            question = f"Buat rencana kerja {year} untuk {row['name']} sebagai {row['post']}?"
        if row["excused"] is not None:
            reason = EXCUSED.get(row["excused"], row["excused"])
            question = f"{row['name']} dikecualikan dari rencana kerja: {reason}.\n\nTetap buat rencana kerja {year}?"
        with self.telling():
            db, person, post = self.app.db, row["id"], row["assignment_id"]
            answer = await self.ask_source(question, plan_copy.sources_for_start(db, person, year, post))
            if answer == EMPTY:
                self.open_plan(plans.start_plan(db, person, year, post))
            elif answer is not None:
                done = plan_copy.start_copied(db, person, year, post, answer)
                self.open_plan(done.plan_id)
                self.say(told(done))

    def open_plan(self, plan_id: str, missing: Missing | None = None) -> None:
        """Show a plan on its form, at what is missing if that is told."""
        form = PlanForm(plan_entry.plan_form(self.app.db, plan_id), missing)
        self.app.push_screen(form, self._form_closed)

    def _form_closed(self, stored: bool | None) -> None:
        self.reload()
        if stored:
            self.say("Tersimpan.")

    # -- decisions

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What the state of the plan at the cursor allows."""
        if action in _MANY and self.is_mounted and self.marked:
            return True
        if action in _STATES:
            row = self._row if self.is_mounted else None
            return row is not None and row["state"] in _STATES[action]
        return super().check_action(action, parameters)

    @property
    def _row(self) -> Row | None:
        """The person at the cursor."""
        key = self.current
        if key is None:
            return None
        if key != self._read[0]:
            self._read = (key, self.row_here)
        return self._read[1]

    def plan_here(self) -> str:
        """Id of the plan at the cursor; empty where there is none."""
        row = self._row
        return str(row["plan_id"]) if row is not None else ""

    def action_submit(self) -> None:
        """a: the plan at the cursor to the rater, or all marked ones."""
        self.submit_many() if self.marked else self.ask_submit(self.plan_here())

    def action_approve(self) -> None:
        """v: the rater agrees."""
        self.approve_many() if self.marked else self.ask_approve(self.plan_here())

    def action_send_back(self) -> None:
        """b: the rater wants something changed."""
        self.send_back_many() if self.marked else self.ask_send_back(self.plan_here())

    def action_withdraw(self) -> None:
        """t: back to draft."""
        self.withdraw_many() if self.marked else self.ask_withdraw(self.plan_here())

    def action_steps(self) -> None:
        """r: the action plan of the plan at the cursor, in whatever state that is."""
        row = self._row
        if row is None or row["plan_id"] is None:
            self.say("Belum ada rencana kerja di baris ini; Enter membuatnya.")
            return
        with self.telling():
            open_action_plan(self, row["plan_id"])

    # -- the cascade

    def action_go_matrix(self) -> None:
        """m: whose results are supported by whom."""
        self.app.push_screen(RoleMatrixScreen())

    def action_go_gaps(self) -> None:
        """c: what is not tied in."""
        self.app.push_screen(CascadeGapsScreen())

    def action_copy_sheets(self) -> None:
        """n: what is typed over into e-Kinerja."""
        from kinerja_tui.screens.national.copy_sheets import CopySheetsScreen

        self.app.push_screen(CopySheetsScreen(self.current, ""))

    def action_workload(self) -> None:
        """w: everybody's load beside the middle of the office."""
        self.app.push_screen(WorkloadScreen())

    def action_make_addendum(self) -> None:
        """d: other targets from a day on."""
        self.ask_addendum(self.plan_here())

    def decided(self, text: str) -> None:
        """Show the new state."""
        self.say(text)
        self.reload()

    def open_missing(self, plan_id: str, missing: Missing) -> None:
        """The form, at the field."""
        self.open_plan(plan_id, missing)


def _post(row: Row) -> str:
    """The post; before it the last day of a plan that was closed, or the first of one that began later."""
    if row["excused"] is not None:
        return EXCUSED.get(row["excused"], str(row["excused"]))
    post = str(row["post"] or "") or "(belum diisi)"
    if row["planned_end"] is not None and row["end"]:
        return f"s.d. {_day(row['end'])} {post}"
    if row["start"] and not row["start"].endswith("-01-01"):
        return f"mulai {_day(row['start'])} {post}"
    return post


def _day(text: str) -> str:
    return format_short_date(date.fromisoformat(text))[:5]
