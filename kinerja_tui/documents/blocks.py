"""What a paper is made of: a few kinds of blocks, the same for the PDF, the preview in the terminal and the tests.

A form is a function that puts blocks in the order of the official form; nothing here knows a form. Texts are plain
text, never markup.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, Literal

Align = Literal["left", "center", "right"]


class Paper(StrEnum):
    """The sheet it is printed on; F4 is the Indonesian folio of 215 x 330 mm."""

    A4 = "a4"
    F4 = "f4"


@dataclass(frozen=True)
class Cell:
    """One cell of a table, spanning ``cols`` columns and ``rows`` rows."""

    text: str = ""
    cols: int = 1
    rows: int = 1
    bold: bool = False
    shade: bool = False
    align: Align | None = None
    """None: as its column"""
    bullets: tuple[str, ...] = ()
    """lines under the text, each with a bullet; the text then is their heading"""
    plain: bool = False
    """the text over the bullets is no heading but text like any other"""
    loose: bool = False
    """its rows may part between pages: together they are longer than one (documents.breaks)"""


Row = tuple[Cell, ...]
"""Cells from left to right, without those a row span above covers."""


@dataclass(frozen=True)
class Column:
    """Width in parts of the line, and where its text stands."""

    width: float = 1.0
    align: Align = "left"


@dataclass(frozen=True)
class Table:
    """Rows under a head that is repeated on every page. Rows joined by a row span stay on one page."""

    columns: tuple[Column, ...]
    head: tuple[Row, ...] = ()
    rows: tuple[Row, ...] = ()
    part: Literal["whole", "first", "last"] = "whole"
    """the last rows of a table may stand apart, with the signature; they repeat the head only on a new page"""
    keep: tuple[int, ...] = ()
    """how many rows each stay on one page, from the first on (documents.breaks fills it)"""
    kind: str = field(default="table", init=False)


@dataclass(frozen=True)
class Title:
    """The centred head of a form, a line each."""

    lines: tuple[str, ...]
    kind: str = field(default="title", init=False)


@dataclass(frozen=True)
class Sides:
    """A line with a text at the left and one at the right: instansi and period."""

    left: tuple[str, ...]
    right: tuple[str, ...] = ()
    kind: str = field(default="sides", init=False)


@dataclass(frozen=True)
class Text:
    """A paragraph."""

    text: str
    bold: bool = False
    kind: str = field(default="text", init=False)


@dataclass(frozen=True)
class Numbered:
    """A numbered list under a heading; an empty one is printed with ``empty`` free lines."""

    heading: str
    items: tuple[str, ...] = ()
    empty: int = 3
    kind: str = field(default="numbered", init=False)


@dataclass(frozen=True)
class Signature:
    """Who signs: lines above, room to sign, the name underlined, and lines below it (NIP)."""

    above: tuple[str, ...]
    name: str = ""
    below: tuple[str, ...] = ()


@dataclass(frozen=True)
class Signatures:
    """One or two signatures side by side; a missing left one leaves its half empty."""

    left: Signature | None
    right: Signature | None
    kind: str = field(default="signatures", init=False)


@dataclass(frozen=True)
class Curve:
    """Bars with a line over them: how many persons have each predikat, beside the counts of a pattern."""

    labels: tuple[str, ...]
    counts: tuple[int, ...]
    axis: str
    height: float = 60.0
    """millimetres"""
    kind: str = field(default="curve", init=False)


@dataclass(frozen=True)
class Together:
    """Blocks that stay on one page: a signature with the last rows it signs for."""

    blocks: tuple[Block, ...]
    kind: str = field(default="together", init=False)


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""

    kind: str = field(default="break", init=False)


Block = Table | Title | Sides | Text | Numbered | Signatures | Curve | Together | PageBreak


@dataclass(frozen=True)
class Document:
    """One paper: what stands on it, and what its foot says."""

    name: str
    """what people call it, and the start of its file's name: `SKP 2026 - Nama`"""
    blocks: tuple[Block, ...]
    landscape: bool = True
    final: bool = True
    """False prints KONSEP across every page"""
    rules: str = ""
    """the rule set it was made under, for the foot"""
    code: str = ""
    """check code of its content, 4 groups of 4 (rules.check_code)"""

    def as_data(self) -> dict[str, Any]:
        """Plain lists, texts and numbers, as the template reads them."""
        return asdict(self)
