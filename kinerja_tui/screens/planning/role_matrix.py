"""The matriks peran hasil: a leader's results as columns, the staff as rows, who contributes what in the cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from kinerja_tui.models.plans import WorkResult
from kinerja_tui.rules.formats import excerpt
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.planning.linking import LinkingScreen
from kinerja_tui.screens.planning.plan_form import PlanForm
from kinerja_tui.screens.planning.role_matrix_texts import EMPTY, cell_lines, content_of
from kinerja_tui.screens.reading import WAIT
from kinerja_tui.screens.whole import WholeScreen
from kinerja_tui.services.forms.forms import field_key
from kinerja_tui.services.planning import cascade_links, plan_entry, plans
from kinerja_tui.services.planning.approval import Missing
from kinerja_tui.services.planning.cascade_map import CascadeMap, Leader, Line, cascade_map
from kinerja_tui.services.planning.role_matrix import Matrix, matrix_of
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.dialogs import AskText, Confirm, Pick
from kinerja_tui.widgets.grid import Grid
from kinerja_tui.widgets.keys import ASKING
from kinerja_tui.widgets.title import TitleBar

_NEW, _OPEN = "baru", "buka:"
_LEADER = "role_matrix"
"""Remembered while the program runs: whose matrix was looked at last."""
_GROUP = "Matriks peran hasil"
_LONGEST = 150


def at_result(result_id: str) -> Missing:
    """Where a plan's form is to open: at a result."""
    return Missing("", field_key(WorkResult, result_id, "text"))


class RoleMatrixScreen(WholeScreen, LinkingScreen):
    """One leader's grid. Enter writes a contribution into an empty cell, or shows what stands in a filled one."""

    TITLE = "Matriks peran hasil"
    HELP = (
        "Kolom adalah rencana hasil kerja (RHK) pimpinan yang dipilih, baris adalah staf yang dinilainya, dan sel "
        "menunjukkan berapa RHK staf yang mendukung RHK pimpinan itu. Kolom **Lepas** menghitung RHK staf yang belum "
        "mendukung satu pun.\n\nTombol panah berpindah sel. **Enter** di sel kosong menulis RHK baru untuk orang itu, "
        "langsung terhubung; bila ia belum punya rencana kerja, rencananya dimulai. RHK yang sudah ada tetapi lepas "
        "ditawarkan lebih dulu. Enter di sel berisi menampilkan isinya dan membuka rencana kerjanya. Rencana yang "
        "sudah diajukan atau disetujui tidak bisa ditambah, tetapi RHK-nya tetap bisa dihubungkan.\n\n"
        "`p` memilih pimpinan lain, `r` membuka rencana kerja pimpinan, `w` mengganti kolom lebar dan sempit.\n\n"
        "Tanda di depan nama adalah status rencananya: `!` belum ada atau dikembalikan, `·` draf, `>` diajukan, `+` "
        "disetujui. Dasar: matriks peran hasil, PermenPANRB 6/2022."
    )
    COMMANDS: ClassVar[list[Command]] = [  # type: ignore[assignment]
        Command("choose_cell", "enter", "Isi atau lihat sel ini", "Sel kosong: menulis RHK. Sel berisi: isinya.",
                footer="Isi/lihat", group=_GROUP),
        Command("pick_leader", "p", "Pilih pimpinan", "Matriks pimpinan lain.", footer="Pimpinan", group=_GROUP),
        Command("leader_plan", "r", "Rencana kerja pimpinan", "Membuka rencana kerja pimpinan, atau membuatnya.",
                footer="Rencana pimpinan", group=_GROUP),
        Command("go_gaps", "c", "Celah peran hasil", "RHK tanpa pendukung dan RHK yang belum terhubung.",
                footer="Celah", group=_GROUP),
        Command("change_width", "w", "Kolom lebar atau sempit", "Menampilkan kalimat di dalam sel, atau hanya jumlah.",
                footer="Lebar", group=_GROUP),
        BACK,
    ]  # fmt: skip
    DEFAULT_CSS = """
    RoleMatrixScreen #matrix-leader { height: 1; padding: 0 1; text-style: bold; }
    RoleMatrixScreen #matrix-cell { height: 9; padding: 0 1; border-top: solid $panel; }
    """

    def __init__(self, leader_id: str = "", result_id: str = "") -> None:
        super().__init__()
        self._leader_id = leader_id
        self._start_at = result_id
        self._map: CascadeMap | None = None
        self._leaders: Sequence[Leader] = ()
        self._matrix: Matrix | None = None

    def body(self) -> ComposeResult:
        """Whose matrix, the grid, the cell in full."""
        yield Static(id="matrix-leader", markup=False)
        yield Grid(empty_text=WAIT)
        yield Static(id="matrix-cell", markup=False)

    def begin(self) -> None:
        """Keys go to the grid."""
        self.grid.focus()

    def on_screen_resume(self) -> None:
        """A form may have changed something."""
        self.reload()

    @property
    def grid(self) -> Grid:
        """The cells."""
        return self.query_one(Grid)

    # -- what is shown

    def read_whole(self) -> tuple[CascadeMap, list[Leader]]:
        """Every result of the year, and who leads."""
        found = cascade_map(self.app.file, self.app.db.year, self.app.workplace.today())
        return found, found.leaders()

    def reload(self) -> None:
        """Read the cascade again and draw the grid."""
        self.reread()

    def show_whole(self, found: tuple[CascadeMap, list[Leader]]) -> None:
        """The grid of a leader; the cursor stays on its cell."""
        self._map, self._leaders = found
        ids = [leader.id for leader in self._leaders]
        wanted = self._leader_id or self.app.carried.get(_LEADER, {}).get("id", "")
        self._leader_id = wanted if wanted in ids else (ids[0] if ids else "")
        self._matrix = matrix = matrix_of(self._map, self._leader_id)
        self.grid.say_when_empty(EMPTY)
        self.grid.show_content(content_of(matrix), self._place())
        head = self.query_one("#matrix-leader", Static)
        if matrix is None:
            head.update("")
            self.query_one("#matrix-cell", Static).update("")
            return
        self.app.carried[_LEADER] = {"id": self._leader_id}
        leader = matrix.leader
        self.query_one(TitleBar).title = f"{self.TITLE} · {leader.name}"
        count = f"{leader.results} RHK" if matrix.plans else "belum punya rencana kerja"
        head.update(Content(f"{leader.post or leader.name}: {count} · {len(matrix.rows)} staf"))
        self._tell_cell()

    def _place(self) -> tuple[int, int] | None:
        """The column the screen was opened for."""
        matrix, wanted, self._start_at = self._matrix, self._start_at, ""
        if matrix is None or not wanted:
            return None
        places = [at for at, column in enumerate(matrix.columns) if column.result and column.result.id == wanted]
        return (0, places[0]) if places else None

    @on(Grid.Moved)
    def _tell_cell(self) -> None:
        matrix = self._matrix
        if matrix is not None:
            lines = cell_lines(matrix, *self.grid.cursor)
            self.query_one("#matrix-cell", Static).update(Content("\n".join(lines)))

    def on_resize(self) -> None:
        """The texts fit the new width."""
        self._tell_cell()

    # -- a cell

    @on(Grid.Chosen)
    def _chosen(self, event: Grid.Chosen) -> None:
        event.stop()
        self.action_choose_cell()

    @work(exclusive=True, group=ASKING)
    async def action_choose_cell(self) -> None:
        """Enter: one cell, one act."""
        matrix = self._matrix
        if matrix is None or not self.grid.has_cells:
            return
        row, column = self.grid.cursor
        line, above = matrix.rows[row], matrix.columns[column].result
        here, loose = matrix.cell(row, column), matrix.loose(row)
        with self.telling():
            if above is None:
                await self._loose_cell(matrix, line)
                return
            options = [
                (f"{_OPEN}{item.id}", f"{n}  Buka: {excerpt(item.text, _LONGEST)}") for n, item in enumerate(here, 1)
            ]
            options += [
                (item.id, f"{n}  Hubungkan: {excerpt(item.text, _LONGEST)}")
                for n, item in enumerate(loose, len(options) + 1)
            ]
            answer: str | None = _NEW
            if options:
                options.append((_NEW, f"{len(options) + 1}  Tulis RHK baru"))
                title = f"{line.name} untuk RHK {matrix.columns[column].number} “{excerpt(above.text, 90)}”"
                answer = await self.app.push_screen_wait(Pick(title, options))
            if answer is None:
                return
            if answer.startswith(_OPEN):
                self._open(line.plan_id, answer.removeprefix(_OPEN))
            elif answer != _NEW:
                cascade_links.link_result(self.app.db, answer, above.id)
                self.linked(f"Terhubung: {line.name} mendukung “{excerpt(above.text, 80)}”.")
            else:
                await self._write_cell(line, above.id, above.text)

    async def _write_cell(self, line: Line, above_id: str, above_text: str) -> None:
        """Ask for the text of a new result; without a plan this begins one."""
        year = self.app.db.year
        if line.plan_id:
            cascade_links.check_can_write(self.app.db, line.plan_id)
        question = f"RHK {line.name} yang mendukung “{excerpt(above_text, 120)}”:"
        if not line.plan_id:
            question += f"\n{line.name} belum punya rencana kerja {year}; dengan ini rencananya dimulai."

        def problem(text: str) -> str | None:
            try:
                cascade_links.check_text(self.app.db, line.plan_id, text)
            except RuleBroken as error:
                return error.text
            return None

        text = await self.app.push_screen_wait(AskText(question, check=problem, title="Peran hasil", max_length=1000))
        if text is None:
            return
        cascade_links.contribute(
            self.app.db,
            above_id,
            text,
            employee_id=line.employee_id,
            year=year,
            plan_id=line.plan_id,
            assignment_id=line.assignment_id,
        )
        self.linked(f"Tersimpan di rencana kerja {line.name}. Indikator dan targetnya diisi di rencana kerja itu.")

    async def _loose_cell(self, matrix: Matrix, line: Line) -> None:
        """The last column: choose a result that supports nothing here yet, then what it supports."""
        loose = matrix.cells.get((line.key, ""), ())
        if not line.plan_id:
            self.warn(f"{line.name} belum punya rencana kerja. Tekan Enter di kolom RHK, atau buat di layar 3.")
        elif not loose:
            self.say(f"Tidak ada RHK {line.name} yang lepas.")
        elif len(loose) == 1:
            await self.choose_link(loose[0].id)
        else:
            options = [(item.id, f"{n}  {excerpt(item.text, _LONGEST)}") for n, item in enumerate(loose, 1)]
            answer = await self.app.push_screen_wait(Pick(f"RHK {line.name} mana yang dihubungkan?", options))
            if answer is not None:
                await self.choose_link(answer)

    def linked(self, text: str) -> None:
        """Shown in the cell at once."""
        self.say(text)
        self.reload()

    def _open(self, plan_id: str, result_id: str = "") -> None:
        form = plan_entry.plan_form(self.app.db, plan_id)
        self.app.push_screen(PlanForm(form, at_result(result_id) if result_id else None))

    # -- the leader

    @work(exclusive=True, group=ASKING)
    async def action_pick_leader(self) -> None:
        """p: everybody who has staff, from the top down."""
        if not self._leaders:
            return
        options = [
            (item.id, f"{'  ' * item.level}{item.name}, {item.post}   [{item.results} RHK, {item.staff} staf]")
            for item in self._leaders
        ]
        answer = await self.app.push_screen_wait(Pick("Matriks siapa?", options, at=self._leader_id))
        if answer is not None:
            self._leader_id = answer
            self.grid.move_to(0, 0)
            self.reload()

    @work(exclusive=True, group=ASKING)
    async def action_leader_plan(self) -> None:
        """r: the leader's plan; asked first when it must be begun."""
        matrix, year = self._matrix, self.app.db.year
        if matrix is None:
            return
        with self.telling():
            if matrix.plans:
                column = matrix.columns[self.grid.cursor[1]] if self.grid.has_cells else None
                here = column.result if column is not None else None
                self._open(here.plan_id if here else matrix.plans[0].plan_id, here.id if here else "")
                return
            question = f"{matrix.leader.name} belum punya rencana kerja {year}. Buat sekarang?"
            if await self.app.push_screen_wait(Confirm(question, "Buat", "Batal")):
                self._open(plans.start_plan(self.app.db, matrix.leader.id, year))

    def action_change_width(self) -> None:
        """w: texts in the cells, or numbers."""
        self.grid.show_texts(not self.grid.shows_texts)

    def action_go_gaps(self) -> None:
        """c: the gaps both ways; Esc comes back here."""
        from kinerja_tui.screens.planning.cascade_gaps import CascadeGapsScreen  # it opens this screen, too

        if isinstance(self.app.screen_stack[-2], CascadeGapsScreen):
            self.dismiss()
        else:
            self.app.push_screen(CascadeGapsScreen())
