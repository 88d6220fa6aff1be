"""The matriks peran hasil of one leader: his results as columns, his staff as rows, contributions in the cells."""

from __future__ import annotations

from dataclasses import dataclass

from kinerja_tui.rules.cascade import LinkState
from kinerja_tui.services.planning.cascade_map import CascadeMap, Leader, Line, Result


@dataclass(frozen=True)
class MatrixColumn:
    """One of the leader's results, or the last column: what his staff have not linked yet."""

    number: int
    """as on the plan form of his staff; 0: the last column"""
    result: Result | None
    plan: Line | None
    """the leader's plan that holds it"""


@dataclass(frozen=True)
class Matrix:
    """The grid of one leader."""

    leader: Leader
    columns: tuple[MatrixColumn, ...]
    rows: tuple[Line, ...]
    plans: tuple[Line, ...]
    """the leader's own plans; empty: he has none yet"""
    cells: dict[tuple[str, str], tuple[Result, ...]]
    """(key of a row, id of the leader's result or "") -> the person's results in that cell"""

    def cell(self, row: int, column: int) -> tuple[Result, ...]:
        """A person's results that support the column's; in the last column those that support none of them."""
        result = self.columns[column].result
        return self.cells.get((self.rows[row].key, result.id if result else ""), ())

    def loose(self, row: int) -> tuple[Result, ...]:
        """A person's results that support none of the leader's."""
        return self.cells.get((self.rows[row].key, ""), ())


def matrix_of(found: CascadeMap, leader_id: str) -> Matrix | None:
    """The grid of a leader; None when he has no staff (any more)."""
    leader = next((item for item in found.leaders() if item.id == leader_id), None)
    if leader is None:
        return None
    results = found.results_of(leader_id)
    columns = [MatrixColumn(number, result, line) for number, (line, result) in enumerate(results, 1)]
    ids = {result.id for _, result in results}
    rows = found.staff_of[leader_id]
    cells: dict[tuple[str, str], tuple[Result, ...]] = {}
    for line in rows:
        for result in line.results:
            if found.state(line, result) is LinkState.NOT_ASKED:
                continue
            place = (line.key, result.superior_result_id if result.superior_result_id in ids else "")
            cells[place] = (*cells.get(place, ()), result)
    plans = tuple(line for line in found.by_employee.get(leader_id, []) if line.plan_id)
    return Matrix(leader, (*columns, MatrixColumn(0, None, None)), tuple(rows), plans, cells)
