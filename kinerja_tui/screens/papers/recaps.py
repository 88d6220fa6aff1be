"""Rekap: checked tables of the office or district on screen, down to the names, and out to XLSX, CSV and PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from kinerja_tui.documents.recaps.asked import Asked
from kinerja_tui.documents.recaps.catalogue import RECAPS, Recap, recap_of
from kinerja_tui.documents.tables.table import Column as TableColumn
from kinerja_tui.documents.tables.table import Kind, Row, TypedTable
from kinerja_tui.models.file import DatabaseProblem
from kinerja_tui.rules.formats import fold
from kinerja_tui.rules.periods import PeriodSpan
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.screens.base import BACK, WorkScreen
from kinerja_tui.screens.notice import Notice
from kinerja_tui.screens.period import ask_period, chosen_period
from kinerja_tui.screens.reading import read_apart
from kinerja_tui.services.evaluation import organisations
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.dialogs import Pick
from kinerja_tui.widgets.keys import ASKING
from kinerja_tui.widgets.listing import Listing
from kinerja_tui.widgets.table import Cell, Column, VirtualTable

_GROUP = "Rekap"
_WAIT = "Menghitung…"
_EMPTY = "Tidak ada baris pada periode ini. p: periode lain; r: rekap lain."
_FIRST = "Belum ada pegawai. Tekan 2 untuk membuka daftar Pegawai, lalu a untuk menambah."
_TOTAL = "="
"""Key of the sum row."""
_SPARE = ("NIP penilai", "NIP", "Jabatan", "Kantor", "Unit kerja")
"""Columns of lists of names that a narrow screen leaves to the files, in this order."""


class RecapScreen(WorkScreen):
    """One recap; Enter goes from a unit to its names, on a row without names to all its columns."""

    TITLE = "Rekap"
    HELP = (
        "Tabel untuk dilaporkan, dihitung dari **daftar pegawai**: *pegawai = dikecualikan + sudah + belum*, di setiap "
        "baris dan di jumlahnya. Bila tidak cocok, program berhenti dan mengatakannya. Persen dihitung tepat lalu "
        "dibulatkan; yang belum ada tidak dihitung nol.\n\n**r** memilih rekap, **p** periode, **u** per unit atau per "
        "kantor, **Enter** ke nama-namanya (di baris nama: semua kolomnya), **c** catatan: dari mana dan menurut "
        "aturan apa. **x** menulis tabel lengkap ke XLSX, CSV, atau PDF, juga kolom yang tidak muat di layar; "
        "catatannya ikut.\n\nDaftar nama menurut nama, **bukan peringkat**. Rating dan predikat seseorang hanya untuk "
        "orangnya, penilainya, atasan penilai, dan pengelola kepegawaian."
    )
    COMMANDS: ClassVar[list[Command]] = [  # type: ignore[assignment]
        Command("open", "enter", "Lihat isinya", "Nama di balik baris ini, atau semua kolomnya.", "Isi", group=_GROUP),
        Command("pick_recap", "r", "Pilih rekap", "Evaluasi, SKP, predikat, JP, survei, dan lainnya.", "Rekap",
                group=_GROUP),
        Command("pick_period", "p", "Pilih periode", "Memilih triwulan, tahun, atau bulan.", "Periode", group=_GROUP),
        Command("write", "x", "Simpan ke berkas", "Menulis tabel ini ke XLSX, CSV, atau PDF.", "Simpan", group=_GROUP),
        Command("by_unit", "u", "Per unit atau per kantor", "Satu baris setiap unit, atau setiap kantor.", "Unit",
                group=_GROUP),
        Command("pick_office", "o", "Pilih kantor", "BKPSDM: satu kantor, atau semuanya.", group=_GROUP),
        Command("notes", "c", "Catatan", "Apa yang dihitung, dari mana, menurut aturan apa.", "Catatan", group=_GROUP),
        BACK,
    ]  # fmt: skip
    CSS = "RecapScreen #remark { height: auto; padding: 0 1; color: $text-muted; }"

    def __init__(self, code: str = "", *, period: str = "", asked: Asked | None = None) -> None:
        super().__init__()
        self.recap: Recap = recap_of(code) or RECAPS[0]
        self.asked = asked or Asked(
            self.app.file, period or chosen_period(self.app).code, self.app.workplace.today(),
            by_unit=not self.app.agenda.is_district,
        )  # fmt: skip
        self.table: TypedTable | None = None
        self._search: list[str] = []
        self._places: list[int] = []
        """places in the table of the columns on screen"""

    def body(self) -> ComposeResult:
        """What to see first, then the table."""
        yield Static(_WAIT, id="remark", markup=False)
        yield Listing([], noun="baris", empty_text=_WAIT)

    def begin(self) -> None:
        """Keys go to the table."""
        self.list.focus_table()
        self._make()

    def on_resize(self) -> None:
        """Other columns for another width."""
        self._show()

    def heading(self) -> str:
        """The recap, its period, and whose it is where that is not the office of this PC."""
        when = self.table.heads[-1] if self.table and self.table.heads else self.asked.span.label
        whose = self.asked.office_name(self.asked.office) if self.asked.office else ""
        unit = "" if self.asked.unit is None else self.asked.unit or "tanpa unit"
        return " · ".join(part for part in (self.recap.label, when, unit or whose) if part)

    @property
    def list(self) -> Listing:
        """Filter, table and status line."""
        return self.query_one(Listing)

    # -- making and showing

    @work(exclusive=True, group="recap")
    async def _make(self) -> None:
        """In a thread: with ten thousand people it takes seconds."""
        self.table = None
        self.query_one("#remark", Static).update(Content(_WAIT))
        try:
            recap, asked = self.recap, self.asked
            self.table = await read_apart(self.app, lambda: _made(recap, asked))
        except (RuleBroken, DatabaseProblem) as problem:
            self.query_one("#remark", Static).update(Content(problem.text))
            self.list.table.empty_text = problem.text
            self.list.set_source(_Rows(None, (), ()), total=0)
            self.retitle()
            return
        self._search = [
            fold(" ".join(str(value) for value in row if isinstance(value, str))) for row in self.table.rows
        ]
        self._show()

    def _show(self) -> None:
        table = self.table
        if table is None:
            return
        self.retitle()
        remark = table.remark or f"{len(table.rows)} baris."
        self.query_one("#remark", Static).update(Content(remark))
        room = self.app.size.width - 3
        short = sum(_width(table, place, short=False) + 2 for place in range(len(table.columns))) > room
        self._places = _fitting(table, room, short=short)
        self.list.table.set_columns([_shown(table, place, short=short) for place in self._places])
        self._fill()

    def _fill(self) -> None:
        table = self.table
        if table is None:
            return
        words = fold(self.list.filter_text).split()
        found = [place for place, text in enumerate(self._search) if all(word in text for word in words)]
        source = _Rows(table, self._places, found, with_total=not words)
        total = len(table.rows) + (table.total is not None) if table.rows else 0
        self.list.set_source(source, total=total, keep=self.list.table.current_key)
        if not words:
            self.list.table.empty_text = _EMPTY if self.app.agenda.people else _FIRST

    @on(Listing.FilterChanged)
    def _filter(self, event: Listing.FilterChanged) -> None:
        event.stop()
        self._fill()

    # -- commands

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only BKPSDM has several offices; the people of one unit are not counted by unit again."""
        if action == "pick_office":
            return self.app.agenda.is_district and self.asked.unit is None
        return super().check_action(action, parameters)

    @on(VirtualTable.Chosen)
    def _chosen(self, event: VirtualTable.Chosen) -> None:
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """Enter: the names behind a row, or all its columns."""
        table, key = self.table, self.list.table.current_key
        if table is None or key is None:
            return
        behind = recap_of(self.recap.behind)
        if key == _TOTAL:
            if behind is not None:
                self.app.push_screen(RecapScreen(behind.code, asked=self.asked))
            elif table.total is not None:
                self._tell_row(table, table.total)
            return
        place = int(key)
        if behind is not None:
            self.app.push_screen(RecapScreen(behind.code, asked=self.asked.inside(table.keys[place])))
        else:
            self._tell_row(table, table.rows[place])

    def _tell_row(self, table: TypedTable, row: Row) -> None:
        told = [(column.title, table.text(place, row[place])) for place, column in enumerate(table.columns)]
        text = "\n".join(f"{title}: {value or '–'}" for title, value in told[1:])
        self.app.push_screen(Notice(told[0][1] or table.sheet, text))

    def action_pick_recap(self) -> None:
        """r: another recap."""
        options = [(recap.code, f"{recap.label}: {recap.about}") for recap in RECAPS]

        def picked(code: str | None) -> None:
            if code is not None:
                self.recap = recap_of(code) or self.recap
                self._ask(self.asked)

        self.app.push_screen(Pick("Rekap", options, at=self.recap.code), picked)

    def action_pick_period(self) -> None:
        """p: a quarter, the year, or a month."""

        def picked(period: PeriodSpan) -> None:
            self._ask(replace(self.asked, period=period.code))

        ask_period(self.app, self.asked.span, picked, year=True)

    def action_by_unit(self) -> None:
        """u: a row a unit, or a row an office."""
        if self.asked.unit is not None:
            self.say("Ini nama-nama satu unit. Esc kembali ke rekapnya.")
            return
        self._ask(replace(self.asked, by_unit=not self.asked.by_unit))
        self.say("Satu baris setiap unit kerja." if self.asked.by_unit else "Satu baris setiap kantor.")

    def action_pick_office(self) -> None:
        """o: one office of the district, or all."""
        options = [("*", "Semua kantor"), *organisations.offices(self.app.file)]

        def picked(code: str | None) -> None:
            if code is not None:
                self._ask(replace(self.asked, office="" if code == "*" else code))

        self.app.push_screen(Pick("Kantor", options, at=self.asked.office or "*"), picked)

    def _ask(self, asked: Asked) -> None:
        """Other rows: a filter for those before would hide them."""
        self.asked = asked
        self.list.filter.value = ""
        self._make()

    def action_notes(self) -> None:
        """c: where the numbers come from."""
        if self.table is not None:
            lines = [f"{what}: {text}" for what, text in (*self.table.notes, ("Kode cek", self.table.code))]
            self.app.push_screen(Notice(self.table.sheet, "\n\n".join(lines)))

    @work(exclusive=True, group=ASKING)
    async def action_write(self) -> None:
        """x: which form, which folder, then the file."""
        table = self.table
        if table is None:
            self.say("Rekapnya belum selesai dihitung.")
            return
        from kinerja_tui.screens.papers.save_tables import save_tables  # draws papers too: heavy

        await save_tables(self.app, lambda: [table])


class _Rows:
    """The rows of a table on screen, ten thousand of them without making all their cells; the sum row last."""

    def __init__(
        self, table: TypedTable | None, places: Sequence[int], found: Sequence[int], *, with_total: bool = False
    ) -> None:
        self._table, self._columns, self._found = table, places, found
        self._total = table.total if table is not None and with_total and table.rows else None
        self._index = {place: index for index, place in enumerate(found)}

    def __len__(self) -> int:
        return len(self._found) + (self._total is not None)

    def rows(self, start: int, stop: int) -> Sequence[Sequence[Cell]]:
        """The cells of the rows from start up to stop."""
        table = self._table
        if table is None:
            return []
        shown: list[Sequence[Cell]] = [
            [_cell(table, table.rows[place], at) for at in self._columns] for place in self._found[start:stop]
        ]
        if self._total is not None and stop >= len(self):
            total = self._total
            shown.append([(table.text(at, total[at]), "mark") for at in self._columns])
        return shown

    def key(self, index: int) -> str:
        """The place of a row in the table."""
        return str(self._found[index]) if index < len(self._found) else _TOTAL

    def index(self, key: str) -> int | None:
        """Where a row stands."""
        if key == _TOTAL:
            return len(self._found) if self._total is not None else None
        return self._index.get(int(key))


def _cell(table: TypedTable, row: Row, place: int) -> Cell:
    text = table.text(place, row[place])
    if not text:
        return ("–", "dim")
    column = table.columns[place]
    return (text, "dim") if column.kind is Kind.INTEGER and row[place] == 0 else text


def _shown(table: TypedTable, place: int, *, short: bool) -> Column:
    column = table.columns[place]
    width = _width(table, place, short=short)
    flex = 1 if column.kind is Kind.TEXT else 0
    title = _title(column, short=short)
    return Column(str(place), title, width, flex=flex, align="left" if _is_left(column) else "right")


def _is_left(column: TableColumn) -> bool:
    return column.kind in (Kind.TEXT, Kind.NIP, Kind.DATE)


def _title(column: TableColumn, *, short: bool) -> str:
    return (short and column.short) or column.title


def _width(table: TypedTable, place: int, *, short: bool) -> int:
    """The least width that still reads: the whole head over numbers, some of a long text."""
    column = table.columns[place]
    values = max((len(table.text(place, row[place])) for row in _some_rows(table)), default=0)
    most = (16 if short else 18) if column.kind is Kind.TEXT else 22
    return min(max(len(_title(column, short=short)), values), most)


def _some_rows(table: TypedTable) -> Sequence[Row]:
    return [*table.rows[:200], *([table.total] if table.total is not None else [])]


def _fitting(table: TypedTable, room: int, *, short: bool) -> list[int]:
    """Places of the columns that find room: of names the post and NIP go first, of counts the last ones."""
    places = list(range(len(table.columns)))
    wide = {place: _width(table, place, short=short) + 2 for place in places}
    for title in _SPARE:
        if sum(wide[place] for place in places) <= room or table.closings:
            break
        places = [place for place in places if table.columns[place].title != title or place == 0]
    while len(places) > 1 and sum(wide[place] for place in places) > room:
        places.pop()
    return places


def _made(recap: Recap, asked: Asked) -> TypedTable:
    table = recap.make(asked)
    table.check()
    return table
