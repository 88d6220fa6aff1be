"""Cetak: the papers there are, by kind, for a period and a person, a unit or everybody; look, print, open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from kinerja_tui.documents.blanks import BLANKS, Asked
from kinerja_tui.documents.catalogue import EVERYTHING, KINDS, Found, Kind, Wanted, kind_of, units
from kinerja_tui.documents.pdf import letterhead_of
from kinerja_tui.rules.periods import PeriodKind, PeriodSpan
from kinerja_tui.rules.plans import Approach, PlanForm
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.papers.paper_list import PaperList
from kinerja_tui.screens.papers.paper_preview import PaperPreview
from kinerja_tui.screens.papers.print_run import last_printed, open_printed, print_found
from kinerja_tui.screens.period import ask_period, chosen_period
from kinerja_tui.screens.reading import WAIT
from kinerja_tui.screens.whole import WholeScreen
from kinerja_tui.services.papers.letterhead import SHEETS
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.dialogs import Pick
from kinerja_tui.widgets.keys import ASKING
from kinerja_tui.widgets.table import Cell, Column, ListSource, VirtualTable
from kinerja_tui.widgets.title import TitleBar

_GROUP = "Cetak"
_ALL = "*"
_BLANK_FORMS = (
    (Approach.QUANTITATIVE, PlanForm.OFFICERS),
    (Approach.QUALITATIVE, PlanForm.OFFICERS),
    (Approach.QUANTITATIVE, PlanForm.LEADERS),
    (Approach.QUALITATIVE, PlanForm.LEADERS),
)
_HAS_FORMS = {"skp", "evaluasi", "realisasi"}
"""Blank forms that differ by approach, and but for realisasi by form."""


class PapersScreen(WholeScreen):
    """A line a kind of paper with how many there are; Enter looks, `e` prints all of the line."""

    HELP = (
        "Semua formulir yang dapat dicetak, dengan jumlahnya untuk periode dan pilihan di atas daftar. **Enter** "
        "melihat isinya di layar, **e** mencetak semua kertas di baris itu ke PDF: satu berkas gabungan atau satu "
        "berkas tiap kertas. **p** memilih periode, **g** pegawai, **u** unit kerja. **f** formulir kosong untuk "
        "diisi tangan; urutan isiannya sama dengan layar. **o** membuka hasil cetak terakhir.\n\nDokumen yang belum "
        "final bertulisan KONSEP di setiap halaman. Kop, logo, kertas A4/F4, dan tempat tanda tangan diatur di "
        "Pengaturan (tekan 8)."
    )
    COMMANDS: ClassVar[list[Command]] = [  # type: ignore[assignment]
        Command("look", "enter", "Lihat kertas", "Membaca isi kertas di layar sebelum dicetak.", "Lihat", group=_GROUP),
        Command("print", "e", "Cetak semua di baris ini", "Ke PDF: satu berkas gabungan, atau tiap kertas.", "Cetak",
                group=_GROUP),
        Command("pick_period", "p", "Pilih periode", "Triwulan, tahun, atau bulan.", "Periode", group=_GROUP),
        Command("pick_person", "g", "Pilih pegawai", "Kertas satu pegawai, atau semua lagi.", "Pegawai", group=_GROUP),
        Command("pick_unit", "u", "Pilih unit kerja", "Kertas satu unit kerja, atau semua lagi.", group=_GROUP),
        Command("blank", "f", "Formulir kosong", "Formulir di baris ini untuk diisi dengan tulisan tangan.", "Kosong",
                group=_GROUP),
        Command("open_last", "o", "Buka hasil cetak", "Membuka PDF atau folder yang terakhir dicetak.", "Buka",
                group=_GROUP),
        BACK,
    ]  # fmt: skip
    DEFAULT_CSS = "PapersScreen > #chosen { height: auto; padding: 0 1; color: $text-muted; }"
    COLUMNS: ClassVar = [
        Column("mark", "", 1),
        Column("kind", "Kertas", 30, flex=1),
        Column("count", "Jumlah", 8, align="right"),
        Column("blank", "Formulir kosong", 15),
    ]

    def __init__(
        self,
        employee_id: str | None = None,
        kind: str = "",
        period: PeriodSpan | None = None,
        people: tuple[str, ...] = (),
    ) -> None:
        super().__init__()
        self.employee_id = employee_id
        self.people = people
        """ids of several employees, as they were marked in a list"""
        self.unit: str | None = None
        self._first = kind
        self._period = period
        self._found: dict[str, Sequence[Found]] = {}

    def compose(self) -> ComposeResult:
        """The title is known before the first paint."""
        self.title = self._title()
        yield from super().compose()

    def body(self) -> ComposeResult:
        """What is chosen, and the kinds."""
        yield Static(Content(self._chosen_text()), id="chosen", markup=False)
        yield VirtualTable(self.COLUMNS, empty_text=WAIT)

    @property
    def asked_for(self) -> object:
        """Whose papers of which period."""
        return self.wanted

    def read_whole(self) -> dict[str, Sequence[Found]]:
        """The papers of each kind."""
        wanted = self.wanted
        return {kind.code: kind.found(self.app.db, wanted) for kind in (*KINDS, EVERYTHING)}

    def show_whole(self, found: dict[str, Sequence[Found]]) -> None:
        """How many there are; first the cursor goes to the kind the person came from."""
        self._found = found
        table = self.query_one(VirtualTable)
        keep, self._first = self._first or table.current_key, ""
        table.set_source(self._source(), keep=keep)

    def begin(self) -> None:
        """Keys go to the list."""
        super().begin()
        self.query_one(VirtualTable).focus()

    def on_screen_resume(self) -> None:
        """Count again what changed meanwhile."""
        self._show()

    # -- what is chosen

    @property
    def period(self) -> PeriodSpan:
        """The period all screens work on, or one picked here."""
        return self._period or chosen_period(self.app)

    @property
    def wanted(self) -> Wanted:
        """The papers of this choice."""
        people = (self.employee_id,) if self.employee_id else self.people or None
        return Wanted(self.period.code, people, self.unit)

    @property
    def kind(self) -> Kind | None:
        """The kind under the cursor."""
        return kind_of(self.query_one(VirtualTable).current_key or "")

    def _title(self) -> str:
        return " · ".join(filter(None, ("Cetak", self.period.label, self._whom())))

    def _whom(self) -> str:
        if self.employee_id:
            rows = self.app.file.rows("SELECT name FROM employee WHERE id = ?", (self.employee_id,))
            return str(rows[0][0]) if rows else ""
        return f"{len(self.people)} pegawai pilihan" if self.people else self.unit or ""

    def _chosen_text(self) -> str:
        head = letterhead_of(self.app.file)
        kop = f"kop {len(head.lines)} baris" if head.lines else "tanpa kop"
        logo = ", dengan logo" if head.logo else ""
        whom = self._whom() or "semua pegawai"
        return f"Untuk {whom}, {self.period.label}. Kertas {SHEETS[str(head.paper)].split(' (')[0]}, {kop}{logo}."

    def _source(self) -> ListSource:
        rows: list[list[Cell]] = []
        for kind in (*KINDS, EVERYTHING):
            count = len(self._found[kind.code])
            blank = "f" if kind.code in BLANKS else ""
            style = "" if count else "dim"
            rows.append([("+" if count else "·", "mark"), (kind.label, style), (str(count), style), (blank, "dim")])
        return ListSource(rows, [kind.code for kind in (*KINDS, EVERYTHING)])

    def _show(self) -> None:
        self.title = self.query_one(TitleBar).title = self._title()
        self.query_one("#chosen", Static).update(Content(self._chosen_text()))
        self.reread()

    # -- commands

    @on(VirtualTable.Chosen)
    def _chosen(self, event: VirtualTable.Chosen) -> None:
        event.stop()
        self.action_look()

    def action_look(self) -> None:
        """Enter: the paper, or the list of them to choose from."""
        kind = self.kind
        papers = self._papers()
        if kind is None or not papers:
            return
        if len(papers) == 1:
            with self.telling():
                self.app.push_screen(PaperPreview(kind.make(self.app.db, papers[0].key, self.wanted)))
        else:
            self.app.push_screen(PaperList(kind, self.wanted, papers))

    @work(exclusive=True, group=ASKING)
    async def action_print(self) -> None:
        """e: all of the line; of one person's several papers those that are wanted."""
        kind = self.kind
        if kind is None:
            return
        papers = await self._which(kind, self._papers())
        if papers:
            await print_found(self.app, kind, self.wanted, papers, self._whom())

    async def _which(self, kind: Kind, papers: Sequence[Found]) -> Sequence[Found]:
        """Somebody with two posts in the year has two papers of a kind: one of them, or all; none: went back."""
        if self.employee_id is None or len(papers) < 2 or kind is EVERYTHING:
            return papers
        options = [(paper.key, f"{number}  {paper.about or paper.name}") for number, paper in enumerate(papers, 1)]
        options.append((_ALL, f"{len(papers) + 1}  Semuanya, {len(papers)} kertas"))
        title = f"{self._whom()} punya {len(papers)} {kind.label}. Cetak yang mana?"
        answer = await self.app.push_screen_wait(Pick(title, options))
        return papers if answer == _ALL else [paper for paper in papers if paper.key == answer]

    def _papers(self) -> Sequence[Found]:
        kind = self.kind
        papers = self._found.get(kind.code, ()) if kind else ()
        if kind is not None and not papers:
            blank = " Tekan f untuk formulir kosongnya." if kind.code in BLANKS else ""
            self.warn(f"Belum ada {kind.label} untuk pilihan ini.{blank}")
        return papers

    def action_pick_period(self) -> None:
        """p: a quarter, the year, or a month."""

        def picked(period: PeriodSpan) -> None:
            self._period = period
            self._show()

        ask_period(self.app, self.period, picked, year=True)

    def action_pick_person(self) -> None:
        """g: one person, or everybody again."""
        rows = self.app.file.rows("SELECT id, name, nip FROM employee WHERE NOT removed ORDER BY name, id")
        options = [(_ALL, "Semua pegawai"), *((str(key), f"{name}  {nip}") for key, name, nip in rows)]

        def picked(key: str | None) -> None:
            if key is not None:
                self.employee_id = None if key == _ALL else key
                self.unit, self.people = None, ()
                self._show()

        self.app.push_screen(Pick("Kertas siapa?", options, at=self.employee_id or _ALL), picked)

    def action_pick_unit(self) -> None:
        """u: one unit, or everybody again."""
        options = [(_ALL, "Semua unit kerja"), *((unit, unit) for unit in units(self.app.db))]

        def picked(unit: str | None) -> None:
            if unit is not None:
                self.unit = None if unit == _ALL else unit
                self.employee_id, self.people = None, ()
                self._show()

        self.app.push_screen(Pick("Kertas unit kerja mana?", options, at=self.unit or _ALL), picked)

    @work(exclusive=True, group=ASKING)
    async def action_blank(self) -> None:
        """f: the kind under the cursor to fill in by hand."""
        kind = self.kind
        if kind is None or kind.code not in BLANKS:
            names = ", ".join(item.label for item in KINDS if item.code in BLANKS)
            self.warn(f"Formulir kosong ada untuk: {names}.")
            return
        approach, form = _BLANK_FORMS[0]
        if kind.code in _HAS_FORMS:
            options = [(str(at), f"{at + 1}  {how.label}, {whom.label}") for at, (how, whom) in enumerate(_BLANK_FORMS)]
            chosen = await self.app.push_screen_wait(Pick("Formulir yang mana?", options))
            if chosen is None:
                return
            approach, form = _BLANK_FORMS[int(chosen)]
        period = None if self.period.kind is PeriodKind.YEAR else self.period
        with self.telling():
            asked = Asked(self.app.db.year, period, self.employee_id, approach, form)
            self.app.push_screen(PaperPreview(BLANKS[kind.code](self.app.db, asked)))

    def action_open_last(self) -> None:
        """o: what was printed last."""
        path = last_printed(self.app)
        if path is None:
            self.warn("Belum ada yang dicetak sejak program dibuka. Tekan e untuk mencetak.")
        else:
            open_printed(self.app, path)
