"""Text on a grid of cells: foreign data made safe for one line, cut and wrapped by the width it really takes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

from rich.cells import cell_len, get_character_cell_size

ELLIPSIS = "…"
_MARKED = re.compile(r"(\W|\d+\.) +")
"""Running text behind a mark or a number."""
_LEAST = 16
"""Cells without which an indent would leave too little for words."""
EMPHASIS = re.compile(r"(\*\*|\*|`)(?=\S)(.+?)(?<=\S)\1")
"""Our help puts stars around what must not be overlooked, and backticks around keys and marks."""
_UNSAFE = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Unicode categories that move the cursor, reverse the writing direction or cannot be encoded."""


def clean(text: str) -> str:
    """One safe line: line breaks and tabs become spaces, control and direction characters go."""
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", " ")
    kept = []
    for char in text:
        if char in "\r\n\t\v\f\x85\u2028\u2029":
            kept.append(" ")
        elif unicodedata.category(char) not in _UNSAFE:
            kept.append(char)
    return "".join(kept)


def fit(text: str, width: int, align: Literal["left", "right"] = "left") -> str:
    """The text in exactly `width` cells: padded, or cut with "…"; a wide character is never halved."""
    if width <= 0:
        return ""
    # A cell is at most `width` characters of interest; never measure a megabyte to show a line.
    text = clean(text[: width * 4 + 16])
    size = cell_len(text)
    if size > width:
        kept, used = [], 0
        for char in text:
            step = get_character_cell_size(char)
            if used + step > width - 1:
                break
            kept.append(char)
            used += step
        text, size = "".join(kept) + ELLIPSIS, used + 1
    pad = " " * (width - size)
    return pad + text if align == "right" else text + pad


@lru_cache(512)
def wrap(text: str, width: int) -> tuple[tuple[int, int], ...]:
    """Rows of `text` as (start, end) character ranges, at most `width` cells each, broken at spaces.

    The ranges follow each other without gaps (a row keeps the space it broke at, also where that space
    is one cell too many), so a cursor position maps to a row and back. There is always one row.
    """
    width = max(width, 1)
    rows: list[tuple[int, int]] = []
    start = used = 0
    space = -1  # index after the last space of the row
    for index, char in enumerate(text):
        step = 1 if char.isascii() else get_character_cell_size(char)
        if used + step > width and index > start and char != " ":
            end = space if space > start else index
            rows.append((start, end))
            start, space = end, -1
            used = cell_len(text[start:index])
        used += step
        if char == " ":
            space = index + 1
    rows.append((start, len(text)))
    return tuple(rows)


def wrapped(text: str, width: int) -> list[str]:
    """The rows of `wrap` as strings made safe, without the spaces they broke at."""
    text = clean(text)
    return [text[start:end].rstrip(" ") for start, end in wrap(text, width)]


def hanging(text: str, width: int) -> list[str]:
    """The rows of a text that keeps its indent; what goes over stands below the words, behind a mark or number.

    An indented line without a mark ("  Target: 12") goes on two cells further in.
    """
    text = clean(text)
    if cell_len(text) <= width:
        return [text]
    lead = len(text) - len(text.lstrip(" "))
    mark = _MARKED.match(text, lead)
    inside = mark.end() if mark else lead + 2 * bool(lead)
    if width - inside < _LEAST:
        return wrapped(text, width)
    first, *more = wrapped(text[lead:], width - inside)
    return [" " * lead + first, *(" " * inside + row for row in more)]


def flow(words: Iterable[str], width: int) -> list[str]:
    """Words side by side, three spaces apart, a new row where one does not fit any more."""
    rows: list[str] = []
    for word in words:
        if rows and cell_len(rows[-1]) + 3 + cell_len(word) <= width:
            rows[-1] += "   " + word
        else:
            rows += hanging(word, width)
    return rows


def plain(text: str) -> str:
    """A help of ours without the signs of its emphasis."""
    return EMPHASIS.sub(r"\2", text)


def thousands(number: int) -> str:
    """12500 -> "12.500"."""
    return f"{number:,}".replace(",", ".")
