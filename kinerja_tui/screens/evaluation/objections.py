"""Keberatan: every finished result of the year, whether it was handed over, and where the objection clock stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult

from kinerja_tui.rules.formats import format_short_date
from kinerja_tui.rules.objections import Decision
from kinerja_tui.rules.periods import period_from_code
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.evaluation.objection_forms import DecisionForm, DeliveryForm, ObjectionForm
from kinerja_tui.screens.lists.filtered_list import FilteredList
from kinerja_tui.screens.looks import PREDICATE_STYLES
from kinerja_tui.screens.monitoring.reports_many import ManyDeliveriesScreen
from kinerja_tui.services.evaluation import objection_list, objections
from kinerja_tui.services.evaluation.evaluations import predicate
from kinerja_tui.services.evaluation.objection_list import DECIDED, DELIVERED, NOT_DELIVERED, PENDING, REOPENED, Clock
from kinerja_tui.services.lists.listing import Listing, Row
from kinerja_tui.services.office.holidays import holidays
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.dialogs import Confirm
from kinerja_tui.widgets.keys import ASKING
from kinerja_tui.widgets.table import Cell, Column, VirtualTable

_SOON = 3
"""So many days before the deadline the clock is shown as a warning."""
_WHEN = {
    "deliver": {NOT_DELIVERED, DELIVERED},
    "object": {DELIVERED, PENDING},
    "take_back": {DELIVERED, PENDING},
    "reopen": {DECIDED},
}


class ObjectionsScreen(ManyDeliveriesScreen, FilteredList):
    """Results of the working year; Enter does the next step. Opened on one evaluation the cursor stands there."""

    ASIDE = True
    TITLE = "Keberatan"
    NOUN = "hasil evaluasi"
    EMPTY = "Belum ada evaluasi yang selesai tahun ini. Selesaikan dulu di layar Evaluasi (tekan 5)."
    HELP = (
        "Hasil evaluasi yang sudah selesai **diserahkan** kepada pegawai; ia boleh mengajukan **keberatan** kepada "
        "atasan pejabat penilai paling lambat hari ke-14 setelah hasil diterima (PP 30/2019 pasal 59). Enter "
        "mengerjakan langkah berikutnya: penyerahan, keberatan, lalu keputusannya.\n\nTanda: `!` keberatan menunggu "
        "keputusan, `×` keberatan terlambat, `·` batas masih berjalan, `>` hasil belum diserahkan, `*` sedang dibuka "
        "kembali, `+` tuntas, `?` hitungannya dari program yang lebih baru.\n\n`d` mencatat atau memperbaiki "
        "penyerahan, `a` mencatat atau memperbaiki keberatan, `b` mencabutnya, `r` membuka kembali evaluasi setelah "
        "keberatan diterima. Setelah beberapa baris dipilih (`s`), `d` dan `e` mengerjakan semuanya. "
        "Hari kalender atau hari kerja, dan hari libur, diatur di Pengaturan (8)."
    )
    PAPER = "keberatan"
    STATES: ClassVar = objection_list.STATES
    COMMANDS: ClassVar = [
        Command("next", "enter", "Langkah berikutnya", "Penyerahan, keberatan, atau keputusan.", "Lanjut",
                group="Keberatan"),
        Command("deliver", "d", "Catat penyerahan hasil", "Kapan hasil diterima pegawai, atau memperbaikinya.",
                "Serahkan", group="Keberatan"),
        Command("object", "a", "Catat keberatan", "Mencatat keberatan pegawai, atau memperbaikinya.", "Keberatan",
                group="Keberatan"),
        Command("take_back", "b", "Batalkan langkah terakhir", "Mencabut keberatan, atau membatalkan penyerahan.",
                "Batalkan", group="Keberatan"),
        Command("reopen", "r", "Buka kembali evaluasi", "Setelah keberatan diterima: evaluasi diperbaiki.",
                "Buka kembali", group="Keberatan"),
        Command("by_state", "f", "Saring menurut keadaan", "Hanya yang menunggu, berjalan, atau belum diserahkan.",
                "Keadaan", group="Daftar"),
        BACK,
    ]  # fmt: skip

    def __init__(self, at: str | None = None) -> None:
        super().__init__()
        self._at = at
        self._row_here: Row | None = None
        self._free: frozenset[date] = frozenset()

    # -- the list

    def body(self) -> ComposeResult:
        """The list with the columns that fit."""
        self._free = holidays(self.app.file)
        yield from super().body()

    def begin(self) -> None:
        """Stand on the evaluation it was opened for."""
        super().begin()
        if self._at is not None:
            self.reload(self._at)

    def reload(self, keep: str | None = None) -> None:
        """Read the list and the holidays again."""
        self._row_here = None
        self._free = holidays(self.app.file)
        super().reload(keep)
        self.refresh_bindings()

    def show_filtered(self) -> None:
        """Which commands apply follows the cursor."""
        self._row_here = None
        super().show_filtered()
        self.refresh_bindings()

    @property
    def columns(self) -> Sequence[Column]:
        """The deadline and the superior where there is room."""
        narrow = [
            Column("mark", "", 1),
            Column("name", "Nama", 16, flex=2),
            Column("period", "Periode", 12),
            Column("predicate", "Predikat", 15),
            Column("clock", "Keadaan", 26, flex=1),
        ]
        if not self.is_wide:
            return narrow
        return [*narrow, Column("deadline", "Batas", 10), Column("addressed", "Ditujukan kepada", 16, flex=1)]

    def counts(self) -> Mapping[str, int]:
        """State -> how many results there are."""
        return objection_list.counts(self.app.file, self.app.db.year)

    def find(self, text: str) -> Listing:
        """Results of the working year."""
        return objection_list.listing(self.app.file, self.app.db.year, text, self.state)

    def cells(self, row: Row) -> Sequence[Cell]:
        """One result."""
        clock = objection_list.clock(row, self.app.workplace.today(), self._free)
        found = predicate(row["work_rating"], row["behaviour_rating"], row["rules"])
        mark, text, style = _standing(row, clock)
        return [
            (mark, style),
            row["name"],
            _period(row["period"]),
            (found.label, PREDICATE_STYLES[found]) if found else "–",
            (text, "" if style == "mark" else style),
            format_short_date(clock.deadline) if clock else "–",
            row["addressed"] or "–",
        ][: len(self.columns)]

    @on(VirtualTable.Highlighted)
    def _other_row(self) -> None:
        self._row_here = None
        self.refresh_bindings()

    @property
    def _row(self) -> Row | None:
        """The result at the cursor, as it is stored."""
        key = self.current
        if key is not None and (self._row_here is None or self._row_here["key"] != key):
            self._row_here = self.row_of(key)
        return self._row_here if key is not None else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What the state of the result at the cursor allows."""
        if action == "deliver" and self.is_mounted and self.marked:
            return True
        if action in _WHEN:
            row = self._row if self.is_mounted else None
            if row is None or row["state"] not in _WHEN[action]:
                return False
            return action != "reopen" or bool(row["objected"] and row["decision"] in _changing())
        return super().check_action(action, parameters)

    # -- the steps

    def printed_person(self) -> str | None:
        """Whoever stands at the cursor."""
        row = self.row_of(self.current) if self.current else None
        return row["employee_id"] if row is not None else None

    def chosen(self, key: str) -> None:
        """Enter: the next step of a result."""
        row = self.row_of(key)
        state = row["state"] if row is not None else ""
        if state == REOPENED:
            self.warn("Evaluasi ini sedang dibuka kembali. Selesaikan dulu di layar Evaluasi (5), lalu serahkan lagi.")
        elif state == NOT_DELIVERED:
            self._open_delivery(key)
        elif state == DELIVERED:
            self._open_objection(key)
        elif state in (PENDING, DECIDED):
            self._open_decision(key)

    def action_next(self) -> None:
        """Enter from the palette."""
        if self.current is not None:
            self.chosen(self.current)

    def action_deliver(self) -> None:
        """d: the delivery of the present result, or of all marked ones."""
        if self.marked:
            self.deliver_many()
        elif self.current is not None:
            self._open_delivery(self.current)

    def action_object(self) -> None:
        """a: the objection."""
        if self.current is not None:
            self._open_objection(self.current)

    @work(exclusive=True, group=ASKING)
    async def action_take_back(self) -> None:
        """b: withdraw the objection, or take the delivery back."""
        row = self._row
        if row is None:
            return
        what = "Cabut keberatan" if row["state"] == PENDING else "Batalkan penyerahan hasil"
        if await self.app.push_screen_wait(Confirm(f"{what} {row['name']}?", "Ya", "Tidak", title=what)):
            with self.telling():
                self.say(objections.take_back(self.app.db, row["key"]))
            self.reload()

    def action_reopen(self) -> None:
        """r: after a decision that changes the result."""
        if self.current is not None:
            self._ask_reopen(self.current)

    def _open_delivery(self, key: str) -> None:
        with self.telling():
            self.app.push_screen(DeliveryForm(*objections.delivery_form(self.app.db, key)))

    def _open_objection(self, key: str) -> None:
        row = self.row_of(key)
        if row is not None:
            with self.telling():
                opened = objections.objection_form(self.app.db, key, row["employee_id"])
                self.app.push_screen(ObjectionForm(*opened))

    def _open_decision(self, key: str) -> None:
        def decided(stored: bool | None) -> None:
            row = self.row_of(key)
            if stored and row is not None and row["decision"] in _changing():
                self._ask_reopen(key)

        with self.telling():
            self.app.push_screen(DecisionForm(*objections.decision_form(self.app.db, key)), decided)

    @work(exclusive=True, group=ASKING)
    async def _ask_reopen(self, key: str) -> None:
        question = (
            "Keberatan ini diterima, jadi hasilnya perlu diperbaiki. Buka kembali evaluasinya sekarang? Keputusan "
            "dicatat sebagai alasannya."
        )
        title = "Buka kembali evaluasi?"
        if await self.app.push_screen_wait(Confirm(question, "Buka kembali", "Nanti", title=title)):
            with self.telling():
                objections.reopen(self.app.db, key)
                self.say("Evaluasi dibuka kembali. Perbaiki di layar Evaluasi (5), lalu serahkan hasil barunya.")
            self.reload()


def _standing(row: Row, clock: Clock | None) -> tuple[str, str, str]:
    """Mark, words and style of a result."""
    state = row["state"]
    if state == NOT_DELIVERED:
        return (">", "hasil baru, serahkan dulu" if row["decided"] else "belum diserahkan", "mark")
    if state == REOPENED:
        return ("*", "sedang dibuka kembali", "mark")
    if state == DECIDED:
        return ("*" if row["open"] else "+", f"diputus: {_decision(row['decision'])}", "good")
    if clock is None:
        return ("?", "hitungan tidak dikenal", "warn")
    if clock.number == 0:
        return ("!", "masuk pada hari diterima", "warn") if state == PENDING else ("·", "diterima hari ini", "")
    day = f"hari ke-{clock.number} dari {clock.days}"
    if state == PENDING:
        return ("×", f"terlambat, hari ke-{clock.number}", "bad") if clock.late else ("!", f"masuk {day}", "warn")
    if clock.late:
        return ("+", "selesai tanpa keberatan", "dim")
    return ("·", f"{day}, sisa {clock.left}", "warn" if clock.left <= _SOON else "")


def _decision(code: str) -> str:
    return Decision(code).label.lower() if code in set(Decision) else "?"


def _changing() -> set[str]:
    return {str(decision) for decision in Decision if decision.changes_result}


def _period(code: str) -> str:
    """A period without its year, which the title says."""
    try:
        period = period_from_code(code)
    except RuleBroken:
        return code
    return period.label.removesuffix(f" {period.start.year:04d}")
