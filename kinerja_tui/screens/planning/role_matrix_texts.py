"""What the matriks peran hasil shows: the cells, and the cell at the cursor in full."""

from __future__ import annotations

from kinerja_tui.rules.formats import excerpt
from kinerja_tui.rules.plans import PlanState
from kinerja_tui.services.planning.cascade_map import Line
from kinerja_tui.services.planning.role_matrix import Matrix
from kinerja_tui.widgets.grid import GridCell, GridContent

_LOOSE = "Lepas"
_LONGEST = 230
"""Characters of a text below the grid: three lines of an 80-column screen."""


EMPTY = (
    "Belum ada pegawai dengan pejabat penilai di kantor ini, jadi belum ada matriks.\n"
    "Isi pejabat penilai di daftar Pegawai (tekan 2)."
)
"""Shown while nobody rates anybody."""


def content_of(matrix: Matrix | None) -> GridContent:
    """The grid of a leader; nothing without one."""
    if matrix is None:
        return GridContent("", (), (), ())
    headers = [str(column.number) if column.result else _LOOSE for column in matrix.columns]
    names = [f"{_mark(line)} {line.name}" for line in matrix.rows]
    cells = [[_cell(matrix, row, column) for column in range(len(headers))] for row in range(len(names))]
    return GridContent("Staf  \\  RHK", headers, names, cells)


def cell_lines(matrix: Matrix, row: int, column: int) -> list[str]:
    """The leader's result at the cursor, the person, and the contribution, each on lines of its own."""
    line, above = matrix.rows[row], matrix.columns[column]
    if not matrix.plans:
        lines = [
            f"{matrix.leader.name} belum punya rencana kerja, jadi belum ada kolom RHK. Tekan r untuk membuatnya.",
            "Staf tetap bisa menyusun rencananya sekarang (tekan 3); hubungkan kemudian di sini.",
        ]
    elif above.result is None:
        lines = ["Lepas: RHK staf yang belum mendukung RHK pimpinan ini. Enter menghubungkannya."]
        if len(matrix.columns) == 1:
            lines = [f"Rencana kerja {matrix.leader.name} belum berisi RHK. Tekan r untuk mengisinya."]
    else:
        post = f" [{above.plan.post}]" if above.plan is not None and len(matrix.plans) > 1 else ""
        lines = [f"RHK {above.number}{post}: {excerpt(above.result.text, _LONGEST)}"]
    found = matrix.cell(row, column)
    lines.append(f"{line.name}, {line.post or 'jabatan belum diisi'} · {_state(line)}")
    if found:
        lines += [
            f"  {number}. {excerpt(item.text or '(belum ditulis)', _LONGEST)}" for number, item in enumerate(found, 1)
        ]
    elif above.result is not None:
        lines.append("  belum mendukung RHK ini; Enter menulis atau menghubungkan")
    else:
        lines.append("  tidak ada")
    return lines


def _cell(matrix: Matrix, row: int, column: int) -> GridCell:
    found = matrix.cell(row, column)
    loose = matrix.columns[column].result is None
    if not found:
        return GridCell("·", style="dim")
    return GridCell(str(len(found)), f"{len(found)}  {found[0].text}", "warn" if loose else "good")


def _mark(line: Line) -> str:
    return PlanState(line.state).mark if line.state in set(PlanState) else "!" if not line.plan_id else "?"


def _state(line: Line) -> str:
    if not line.plan_id:
        return "belum punya rencana kerja"
    return PlanState(line.state).label.lower() if line.state in set(PlanState) else line.state
