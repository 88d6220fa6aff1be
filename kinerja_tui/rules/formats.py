"""How numbers, dates and names are written and read in Indonesian: 1.234,56 and 31 Desember 2026."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal

from .problems import RuleBroken

MONTHS: tuple[str, ...] = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
"""Month names, January at index 0."""

_NUMBER = re.compile(r"(?P<sign>[+-]?)(?P<whole>[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,(?P<part>[0-9]+))?")
_DOT_FOR_COMMA = re.compile(r"[+-]?[0-9]{1,20}\.[0-9]{1,20}")
_MAX_DIGITS = 20  # far below the 28 of Decimal's default context, so that no later sum is rounded unseen
_SWAP_MARKS = str.maketrans(",.", ".,")


def too_early(what: str, since: str, day: date) -> str:
    """The sentence for a day before the one it follows: which, what came first and when, and what to do."""
    return f"{what} lebih awal daripada {since} ({format_date(day)}). Isi hari itu atau sesudahnya."


def not_come(today: date) -> str:
    """The sentence for a day that has not come."""
    return f"Tanggal ini belum tiba; hari ini {format_date(today)}. Ketik 0 untuk hari ini."


def parse_decimal(text: str) -> Decimal:
    """Read an exact number as people here write it: `12`, `12,5`, `1.234,56`, `-3`.

    A dot is a thousands separator and only where one belongs (`1.234`, but not `1.5`, `0.125` or `1234.567`);
    digits after the comma are kept as typed, so `12,50` has two. Raises RuleBroken for everything else.
    """
    typed = text.strip()
    if not typed:
        raise RuleBroken("Angka belum diisi.")
    match = _NUMBER.fullmatch(typed)
    if match is None:
        if _DOT_FOR_COMMA.fullmatch(typed):
            raise RuleBroken(
                f"Pakai koma untuk pecahan: {typed.replace('.', ',')}. Titik hanya pemisah ribuan, misalnya 1.234."
            )
        raise RuleBroken("Angka ditulis seperti 1234, 1.234 atau 12,5.")
    whole = match["whole"].replace(".", "")
    part = match["part"] or ""
    if len(whole) + len(part) > _MAX_DIGITS:
        raise RuleBroken(f"Angka terlalu panjang; paling banyak {_MAX_DIGITS} angka.")
    number = Decimal(f"{match['sign']}{whole}.{part}" if part else f"{match['sign']}{whole}")
    return number if number else abs(number)  # no "-0" in the files


def format_decimal(number: Decimal) -> str:
    """Write an exact number as `1.234,56`, with the decimals it carries: none added, none cut.

    Raises ValueError for infinity and not-a-number, which no rule produces.
    """
    if not number.is_finite():
        raise ValueError(f"not a finite number: {number}")
    return f"{number if number else abs(number):,f}".translate(_SWAP_MARKS)


def format_date(day: date) -> str:
    """Write a date as letters and forms do: `31 Desember 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year:04d}"


def format_short_date(day: date) -> str:
    """Write a date for narrow columns: `31-12-2026`."""
    return f"{day.day:02d}-{day.month:02d}-{day.year:04d}"


def fold(text: str) -> str:
    """Text for search columns: lower case, no accents, no invisible characters, single spaces.

    SQLite's LIKE knows case only for ASCII, so both the column and what is searched for go through here.
    """
    if not text.isascii():
        text = "".join(
            character
            for character in unicodedata.normalize("NFKD", text)
            if not unicodedata.combining(character) and unicodedata.category(character) != "Cf"
        )
    return " ".join(text.casefold().split())


def excerpt(text: str, length: int) -> str:
    """The beginning of a text on one line, at most length characters, with `…` at the end when it was cut."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    if length < 1:
        return ""
    head = line[: length - 1]
    if line[length - 1] != " ":
        whole_words = head.rpartition(" ")[0]
        # Stop at a word's end unless that throws away most of the room.
        if 2 * len(whole_words) >= length:
            head = whole_words
    return f"{head.rstrip()}…"
