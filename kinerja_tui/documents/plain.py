"""A paper as lines of text, to be read in the terminal before it is printed: the same blocks, drawn to a width."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from textwrap import wrap

from kinerja_tui.documents.blocks import (
    Block,
    Cell,
    Curve,
    Document,
    Numbered,
    PageBreak,
    Row,
    Sides,
    Signature,
    Signatures,
    Table,
    Text,
    Title,
    Together,
)
from kinerja_tui.documents.breaks import placed

NARROWEST = 40
"""Columns below which nothing is drawn narrower."""
_LONGEST_WORD = 14
"""A column is made wide enough for words up to here, where there is room."""
_UP, _DOWN, _LEFT, _RIGHT = 1, 2, 4, 8
_LINES = dict(
    zip(
        (3, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15),
        "│┘┐┤└┌├─┴┬┼",
        strict=True,
    )
)
"""Which ways a line goes from a place -> the character."""


def lines_of(document: Document, width: int) -> list[str]:
    """The whole paper; page breaks are lines, pages themselves are not counted here."""
    width = max(width, NARROWEST)
    lines: list[str] = []
    if not document.final:
        lines += ["[ KONSEP ]".center(width, "─"), ""]
    for block in _joined(document.blocks):
        lines += _drawn(block, width)
        lines.append("")
    foot = "   ".join(filter(None, (document.rules, f"Kode cek {document.code}" if document.code else "")))
    return [line.rstrip() for line in [*lines, *_wrapped(foot, width)]]


def _joined(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks with tables whole again: a screen has no pages, so the last rows need not go with the signature."""
    first: Table | None = None
    for block in blocks:
        if isinstance(block, Table) and block.part == "first":
            first = block
        elif first is not None and isinstance(block, Together) and isinstance(block.blocks[0], Table):
            yield replace(first, rows=(*first.rows, *block.blocks[0].rows), part="whole")
            yield replace(block, blocks=block.blocks[1:])
            first = None
        else:
            yield block


def _drawn(block: Block, width: int) -> list[str]:
    if isinstance(block, Together):
        parts = [_drawn(inner, width) for inner in block.blocks]
        return [line for place, part in enumerate(parts) for line in ([""] * (place > 0) + part)]
    draw: Callable[[Block, int], list[str]] = _DRAWN[type(block)]
    return draw(block, width)


def _title(block: Title, width: int) -> list[str]:
    return [line.center(width) for text in block.lines for line in _wrapped(text, width)]


def _sides(block: Sides, width: int) -> list[str]:
    half = width // 2 - 1
    left = [line for text in block.left for line in _wrapped(text, half)]
    right = [line for text in block.right for line in _wrapped(text, half)]
    return [
        _at(left, number).ljust(half) + _at(right, number).rjust(width - half)
        for number in range(max(len(left), len(right)))
    ]


def _text(block: Text, width: int) -> list[str]:
    return _wrapped(block.text, width)


def _numbered(block: Numbered, width: int) -> list[str]:
    lines = _wrapped(block.heading, width)
    for number, text in enumerate(block.items or ("…" * 30,) * block.empty, 1):
        first, *rest = _wrapped(text, width - 5) or [""]
        lines += [f"{number:>3}. {first}", *(f"     {line}" for line in rest)]
    return lines


def _signatures(block: Signatures, width: int) -> list[str]:
    half = width // 2
    left, right = _signed(block.left, half), _signed(block.right, half)
    high = max(len(left), len(right))
    return [_at(left, number).center(half) + _at(right, number).center(half) for number in range(high)]


def _signed(person: Signature | None, width: int) -> list[str]:
    if person is None:
        return []
    above = [line for text in person.above for line in (_wrapped(text, width) or [""])]
    return [*above, "", "", *_wrapped(person.name or "." * 30, width), *person.below]


def _curve(block: Curve, width: int) -> list[str]:
    label = max((len(text) for text in block.labels), default=0)
    most = max((*block.counts, 1))
    room = max(width - label - 8, 5)
    lines = _wrapped(block.axis, width)
    for text, count in zip(block.labels, block.counts, strict=True):
        lines.append(f"{text:<{label}} {'█' * round(room * count / most)} {count}")
    return lines


def _page_break(_block: PageBreak, width: int) -> list[str]:
    return [" halaman baru ".center(width, "─")]


# -- tables


def _table(block: Table, width: int) -> list[str]:
    rows: tuple[Row, ...] = (*block.head, *block.rows)
    if not rows:
        return []
    columns = len(block.columns)
    cells = list(placed(rows, columns))
    words = [1] * columns
    for _, at, cell in cells:
        if cell.cols == 1:
            words[at] = max((words[at], *map(len, " ".join((cell.text, *cell.bullets)).split())))
    edges = _edges([column.width for column in block.columns], words, width)
    drawn = [_Drawn(number, at, min(at + cell.cols, columns), cell) for number, at, cell in cells]
    for item in drawn:
        item.lines = list(_cell_lines(item.cell, edges[item.end] - edges[item.at] - 1))
    heights = _heights(drawn, len(rows))
    tops = [0]
    for high in heights:
        tops.append(tops[-1] + high + 1)
    canvas = _Canvas(width, tops[-1] + 1)
    for item in drawn:
        bottom = tops[min(item.row + item.cell.rows, len(rows))]
        canvas.box(edges[item.at], tops[item.row], edges[item.end], bottom)
        head = item.row < len(block.head)
        align = "center" if head else (item.cell.align or block.columns[item.at].align)
        left, top = edges[item.at] + 1, tops[item.row] + 1
        for number, line in enumerate(item.lines[: bottom - top]):
            canvas.write(left, top + number, line, edges[item.end] - left, align)
    return canvas.lines()


@dataclass
class _Drawn:
    """A cell where it stands in the grid."""

    row: int
    at: int
    end: int
    cell: Cell
    lines: list[str] = field(default_factory=list)


def _edges(widths: Sequence[float], words: Sequence[int], width: int) -> list[int]:
    """Where the lines between columns stand: each gets its share, but room for its words as far as there is."""
    free = width - 1 - len(widths)
    for longest in range(_LONGEST_WORD, 0, -1):
        least = [max(min(word, longest), 2) for word in words]
        if sum(least) <= free or longest == 1:
            break
    shares = [max(low, int(free * share / sum(widths))) for low, share in zip(least, widths, strict=True)]
    while sum(shares) > free:  # what the narrow ones got more the roomiest give
        spare = [share - low for share, low in zip(shares, least, strict=True)]
        if max(spare) <= 0:
            break
        shares[spare.index(max(spare))] -= 1
    shares[shares.index(max(shares))] += max(free - sum(shares), 0)
    edges = [0]
    for share in shares:
        edges.append(edges[-1] + share + 1)
    return edges


def _heights(drawn: Sequence[_Drawn], rows: int) -> list[int]:
    """Lines of each row; what a cell over several rows needs more goes to its last one."""
    heights = [1] * rows
    for cell in drawn:
        if cell.cell.rows == 1:
            heights[cell.row] = max(heights[cell.row], len(cell.lines))
    for cell in drawn:
        if cell.cell.rows > 1:
            end = min(cell.row + cell.cell.rows, rows)
            lacking = len(cell.lines) - sum(heights[cell.row : end]) - (end - cell.row - 1)
            heights[end - 1] += max(lacking, 0)
    return heights


def _cell_lines(cell: Cell, width: int) -> Iterator[str]:
    inner = max(width, 1)
    if cell.text or not cell.bullets:
        for text in cell.text.split("\n"):
            yield from _wrapped(text, inner) or [""]
    for bullet in cell.bullets:
        first, *rest = _wrapped(bullet, max(inner - 2, 1)) or [""]
        yield f"• {first}"
        yield from (f"  {line}" for line in rest)


class _Canvas:
    """Letters, and lines that join where they meet."""

    def __init__(self, width: int, height: int) -> None:
        self._letters = [[" "] * width for _ in range(height)]
        self._ways = [[0] * width for _ in range(height)]

    def box(self, left: int, top: int, right: int, bottom: int) -> None:
        """The frame of a cell."""
        for x in range(left, right):
            for y in (top, bottom):
                self._ways[y][x] |= _RIGHT
                self._ways[y][x + 1] |= _LEFT
        for y in range(top, bottom):
            for x in (left, right):
                self._ways[y][x] |= _DOWN
                self._ways[y + 1][x] |= _UP

    def write(self, x: int, y: int, text: str, width: int, align: str) -> None:
        """One line of a cell."""
        placed_text = text.center(width) if align == "center" else text.rjust(width) if align == "right" else text
        for place, letter in enumerate(placed_text[:width]):
            self._letters[y][x + place] = letter

    def lines(self) -> list[str]:
        """The table as it is read."""
        return [
            "".join(_LINES.get(way, letter) for way, letter in zip(ways, letters, strict=True))
            for ways, letters in zip(self._ways, self._letters, strict=True)
        ]


def _wrapped(text: str, width: int) -> list[str]:
    """Lines of a text; a word that is longer than one begins on a line of its own."""
    words = [word[at : at + width] for word in text.split() for at in range(0, len(word), width)]
    return wrap(" ".join(words), width, break_on_hyphens=False)


def _at(lines: Sequence[str], number: int) -> str:
    return lines[number] if number < len(lines) else ""


_DRAWN: dict[type, Callable[..., list[str]]] = {
    Title: _title,
    Sides: _sides,
    Text: _text,
    Numbered: _numbered,
    Signatures: _signatures,
    Curve: _curve,
    PageBreak: _page_break,
    Table: _table,
}
