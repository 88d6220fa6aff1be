"""Keadaan kantor, the camat's page: where the office stands on one screen, and who needs help with what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult

from kinerja_tui.screens.base import BACK, WorkScreen
from kinerja_tui.screens.monitoring.workload import WorkloadScreen
from kinerja_tui.screens.office.office_lines import Line, bar_of, lines_of
from kinerja_tui.screens.office.office_page import HelpSource, Page, office_rows, read_page
from kinerja_tui.screens.office.office_places import open_place
from kinerja_tui.screens.reading import WAIT, read_apart
from kinerja_tui.services.office import office_help
from kinerja_tui.services.office.office_help import REASONS, Help
from kinerja_tui.services.office.office_state import OfficeState
from kinerja_tui.widgets.bars import BLOCKS
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.dialogs import Pick
from kinerja_tui.widgets.keys import ASKING
from kinerja_tui.widgets.listing import Listing
from kinerja_tui.widgets.table import Cell, Column, ListSource, VirtualTable
from kinerja_tui.widgets.text import thousands

_ALL = "semua"
_WIDE = 110
_BAR = 20
_FIRST = "Belum ada pegawai. Tekan 2 untuk membuka daftar Pegawai, lalu a: pegawai pertama, atau i: dari berkas."
_FIRST_OF_DISTRICT = "Belum ada pegawai. Tekan 6 untuk membuka Serah terima, lalu i: impor paket kecamatan."
_NOBODY = "Tidak ada yang menunggu bantuan. Semua rencana, realisasi, dan hambatan sudah ditangani."


class OfficeStateScreen(WorkScreen):
    """Numbers above, people who need help (or a district's offices) below. Enter opens where it is solved."""

    TITLE = "Keadaan kantor"
    HELP = (
        "Satu layar untuk pimpinan. **Atas**: rencana kerja, realisasi, evaluasi, layanan, suara masyarakat, dan "
        "lainnya, dihitung dari daftar pegawai: jumlahnya selalu cocok, yang dikecualikan disebut alasannya. "
        "*Realisasi* dari periode yang berjalan, *evaluasi* dari periode yang terakhir selesai.\n\n**Bawah**: siapa "
        "yang perlu dibantu dan dalam hal apa, menurut hal lalu nama. Ini bukan peringkat dan tanpa nilai. **Enter** "
        "membuka tempat menyelesaikannya, **Tab** berpindah atas-bawah, **f** satu hal saja, **/** menyaring nama.\n\n"
        "Di PC BKPSDM, **v** menampilkan semua kecamatan; Enter pada satu kecamatan menampilkan angkanya saja, Enter "
        "lagi semuanya. `!` perlu perhatian, `>` menunggu, `+` lengkap, `·` sedang berjalan. Yang belum ada "
        "tidak dihitung nol."
    )
    COMMANDS: ClassVar[list[Command]] = [  # type: ignore[assignment]
        Command("open", "enter", "Buka yang di kursor", "Membuka tempat menyelesaikannya.", "Buka",
                group="Keadaan kantor"),
        Command("switch", "tab", "Atas atau bawah", "Berpindah antara angka dan daftar.", "Pindah", "shift+tab",
                group="Keadaan kantor"),
        Command("by_reason", "f", "Saring menurut hal", "Hanya yang perlu dibantu dalam satu hal.", "Hal",
                group="Keadaan kantor"),
        Command("load", "w", "Beban kerja", "Hasil kerja, indikator, dan langkah setiap pegawai.", "Beban",
                group="Keadaan kantor"),
        Command("view", "v", "Per kecamatan", "Berganti antara kecamatan dan yang perlu dibantu.", "Kecamatan",
                group="Keadaan kantor"),
        BACK,
    ]  # fmt: skip
    CSS = "OfficeStateScreen #numbers { height: 12; scrollbar-size-vertical: 0; overflow-y: hidden; }"

    def __init__(self) -> None:
        super().__init__()
        self._page: Page | None = None
        self._version = 0
        """of the file when it was counted"""
        self._office = ""
        """kode wilayah whose numbers are shown; empty: all of this PC"""
        self._reason = ""
        self._by_office: bool | None = None
        """the list below shows offices; None: not known before the first count"""
        self._shown: dict[str, Help] = {}
        self._figure_width = 12

    # -- parts

    def body(self) -> ComposeResult:
        """Numbers, then the list."""
        yield VirtualTable(self._number_columns, empty_text=WAIT, id="numbers")
        yield Listing(self._list_columns, noun="hal", empty_text=WAIT)

    def begin(self) -> None:
        """Keys go to the numbers."""
        self.numbers.focus()

    def on_screen_resume(self) -> None:
        """Count again where something was written meanwhile: it may be solved."""
        if self._page is None or self.app.file.version() != self._version:
            self._count()

    def on_resize(self) -> None:
        """Columns for another width."""
        if self.numbers.columns != tuple(self._number_columns):
            self._show()

    @property
    def numbers(self) -> VirtualTable:
        """The table above."""
        return self.query_one("#numbers", VirtualTable)

    @property
    def list(self) -> Listing:
        """The list below."""
        return self.query_one(Listing)

    def heading(self) -> str:
        """The office that is shown."""
        page = self._page
        if page is None:
            return self.TITLE
        name = page.numbers.names.get(self._office, self._office)
        about = f"{self.TITLE} · {name}" if self._office else self.TITLE
        return f"{about} · {thousands(self._state.people)} pegawai"

    # -- counting

    @work(exclusive=True, group="count")
    async def _count(self) -> None:
        """In a thread: with ten thousand people it takes seconds, and the screen stays usable."""
        year, today = self.app.db.year, self.app.workplace.today()
        self._version = self.app.file.version()
        with self.telling():
            self._page = await read_apart(self.app, lambda: read_page(self.app.file, year, today))
            if self._by_office is None:
                self._by_office = len(self._page.numbers.offices) > 1
            self._show()

    @property
    def _state(self) -> OfficeState:
        assert self._page is not None  # shown once it is counted
        return self._page.numbers.offices.get(self._office, self._page.numbers.whole)

    def _show(self) -> None:
        if self._page is None:
            return
        self.retitle()
        lines = lines_of(self._page.numbers, self._state, whole=not self._office) if self._state.people else []
        self._figure_width = max([12, *(len(line.figure) for line in lines)])
        self.numbers.set_columns(self._number_columns)
        rows = [
            [(line.mark, line.style), line.about, (line.figure, line.style), *self._bar(line), line.behind]
            for line in lines
        ]
        self.numbers.empty_text = _FIRST_OF_DISTRICT if self.app.agenda.is_district else _FIRST
        self.numbers.set_source(ListSource(rows, [line.about for line in lines]), keep=self.numbers.current_key)
        self._show_list()

    def _bar(self, line: Line) -> Sequence[Cell]:
        return [(bar_of(line, _BAR, BLOCKS.lower, "·"), "mark")] if self._is_wide else []

    def _show_list(self) -> None:
        page = self._page
        if page is None:
            return
        self.list.table.set_columns(self._list_columns)
        keep, text = self.list.table.current_key, self.list.filter_text
        if self._by_office:
            found = office_rows(page.numbers, text)
            self.list.noun = "kecamatan"
            source = ListSource([cells for _, cells in found], [code for code, _ in found])
            self.list.set_source(source, total=len(page.numbers.offices), keep=keep)
            return
        helps = office_help.narrowed(page.helps, text, self._reason, self._office)
        self._shown = {item.key: item for item in helps}
        self.list.noun = "hal"
        total = len(office_help.narrowed(page.helps, "", self._reason, self._office))
        self.list.set_source(HelpSource(helps), total=total, keep=keep)
        if not text:
            self.list.table.empty_text = _NOBODY if page.numbers.whole.people else ""

    # -- columns

    @property
    def _is_wide(self) -> bool:
        return self.app.size.width >= _WIDE

    @property
    def _number_columns(self) -> Sequence[Column]:
        bar = [Column("bar", "", _BAR)] if self._is_wide else []
        return [
            Column("mark", "", 1),
            Column("about", "Keadaan", 18),
            Column("figure", "", self._figure_width, align="right"),
            *bar,
            Column("behind", "Rincian", 30, flex=1),
        ]

    @property
    def _list_columns(self) -> Sequence[Column]:
        if self._by_office:
            return [
                Column("office", "Kecamatan", 16, flex=1),
                Column("people", "Pegawai", 7, align="right"),
                *(Column(name, name, 9, align="right") for name in ("Rencana", "Realisasi", "Evaluasi")),
                Column("services", "Layanan!", 8, align="right"),
                Column("voices", "Suara!", 6, align="right"),
            ]
        return [
            Column("reason", "Siapa perlu dibantu", 28),
            Column("name", "Nama", 20, flex=1),
            Column("detail", "Tentang", 22, flex=2),
        ]

    # -- commands

    @on(Listing.FilterChanged)
    def _filter(self, event: Listing.FilterChanged) -> None:
        event.stop()
        self._show_list()

    @on(VirtualTable.Chosen)
    def _chosen(self, event: VirtualTable.Chosen) -> None:
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """Enter: where it is solved, or the numbers of one office."""
        page = self._page
        if page is None:
            return
        table = self.numbers if self.numbers.has_focus else self.list.table
        key = table.current_key
        if key is None:
            return
        if table is self.numbers:
            lines = lines_of(page.numbers, self._state, whole=not self._office)
            self.app.push_screen(self.app.screen_named(next(line.leads_to for line in lines if line.about == key)))
        elif self._by_office:
            self._office = "" if self._office == key else key
            self._show()
        elif key in self._shown:
            self._open_help(self._shown[key])

    @work(exclusive=True, group=ASKING)
    async def _open_help(self, item: Help) -> None:
        with self.telling():
            await open_place(self.app, item)

    def action_switch(self) -> None:
        """Tab: the other half."""
        if self.numbers.has_focus:
            self.list.focus_table()
        else:
            self.numbers.focus()

    def action_by_reason(self) -> None:
        """f: one reason, with how many lines it has."""
        if self._page is None:
            return
        counted = office_help.counted(self._page.helps, self._office)
        options = [(_ALL, f"0  Semua ({sum(counted.values())})")]
        options += [
            (reason, f"{number}  {label} ({counted.get(reason, 0)})")
            for number, (reason, label) in enumerate(REASONS.items(), 1)
        ]

        def picked(reason: str | None) -> None:
            if reason is not None:
                self._reason, self._by_office = "" if reason == _ALL else reason, False
                self._show_list()
                self.list.focus_table()

        self.app.push_screen(Pick("Perlu dibantu dalam hal", options, at=self._reason or _ALL), picked)

    def action_view(self) -> None:
        """v: offices, or people."""
        if self._page is not None and len(self._page.numbers.offices) > 1:
            self._by_office = not self._by_office
            self._show_list()
            self.list.focus_table()
        else:
            self.say("Hanya ada satu kantor di PC ini.")

    def action_load(self) -> None:
        """w: everybody's load."""
        self.app.push_screen(WorkloadScreen())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A kecamatan has no other offices to show."""
        if action == "view":
            return self.app.agenda.is_district
        return super().check_action(action, parameters)
