"""Kop dan kertas: what this PC prints above official papers, on which sheet, and where they are signed."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.offices import Office
from kinerja_tui.rules.problems import RuleBroken

if TYPE_CHECKING:
    from kinerja_tui.models.database import Database

LINES = "paper_head"
"""Setting: the lines of the kop, from the district down to the address."""
LOGO = "paper_logo"
"""Setting: the logo itself in base64, so that it goes along with the data and its backups."""
SHEET = "paper_sheet"
"""Setting: a4 or f4."""
PLACE = "paper_place"
"""Setting: where papers are signed; empty: the name of the kecamatan."""

SHEETS = {"a4": "A4 (210 x 297 mm)", "f4": "F4 / folio (215 x 330 mm)"}
MOST_LINES = 6
LONGEST_LINE = 100
LOGO_LIMIT = 500_000
"""Bytes of a logo's file."""
_SIDE = 4000
"""Pixels of a logo's longer side: more helps no printer and slows every paper."""

_PNG, _JPG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"


@dataclass(frozen=True)
class Head:
    """The kop as it is kept."""

    lines: tuple[str, ...]
    logo: bytes | None
    sheet: str
    place: str


def head_of(file: DatabaseFile) -> Head:
    """What is set on this PC; a setting that cannot be read counts as not set."""
    names = (LINES, LOGO, SHEET, PLACE)
    found = dict(file.rows(f"SELECT name, value FROM setting WHERE name IN ({', '.join('?' * len(names))})", names))
    sheet = found.get(SHEET, "")
    return Head(
        tuple(line for line in found.get(LINES, "").split("\n")[:MOST_LINES] if line),
        _logo(found.get(LOGO, "")),
        sheet if sheet in SHEETS else "a4",
        found.get(PLACE, ""),
    )


def set_line(db: Database, number: int, text: str) -> None:
    """Keep one line of the kop, counted from 0; an empty one is left out when printing. Raises `RuleBroken`."""
    if not 0 <= number < MOST_LINES:
        raise RuleBroken(f"Kop paling banyak {MOST_LINES} baris.")
    line = " ".join(text.split())
    if len(line) > LONGEST_LINE:
        raise RuleBroken(f"Satu baris kop paling banyak {LONGEST_LINE} huruf; ini {len(line)}.")
    lines = lines_of(db.file)
    lines[number] = line
    db.set_setting(LINES, "\n".join(lines).rstrip("\n"))


def lines_of(file: DatabaseFile) -> list[str]:
    """The lines of the kop as they are kept, each in its place; as many as there can be."""
    lines = file.setting(LINES).split("\n")[:MOST_LINES]
    return lines + [""] * (MOST_LINES - len(lines))


def proposed(db: Database, number: int) -> str:
    """What the first lines usually say: the institution, then the office, in capitals; empty for the others."""
    with db.reading() as session:
        office = session.get(Office, Office.id_of(db.office))
    if office is None:
        return ""
    usual = (f"Pemerintah {office.parent_name or office.name}", office.name)
    return usual[number].upper() if number < len(usual) else ""


def set_sheet(db: Database, sheet: str) -> None:
    """Keep the sheet that is printed on. Raises `RuleBroken` for one nobody knows."""
    if sheet not in SHEETS:
        raise RuleBroken("Kertas yang dikenal: a4 dan f4.")
    db.set_setting(SHEET, sheet)


def set_place(db: Database, place: str) -> None:
    """Keep where papers are signed; empty: the name of the kecamatan again."""
    db.set_setting(PLACE, " ".join(place.split())[:LONGEST_LINE])


def set_logo(db: Database, path: Path | None) -> None:
    """Read a PNG or JPG and keep it; None takes it off. Raises `RuleBroken` for what is no picture or too large."""
    if path is None:
        db.set_setting(LOGO, "")
        return
    content = read_logo(path)
    db.set_setting(LOGO, base64.b64encode(content).decode())


def read_logo(path: Path) -> bytes:
    """The bytes of a picture that can be printed. Raises `RuleBroken`."""
    try:
        if path.stat().st_size > LOGO_LIMIT:
            raise RuleBroken(f"Logo paling besar {LOGO_LIMIT // 1000} kB. Perkecil gambarnya dulu.")
        content = path.read_bytes()
    except OSError:
        raise RuleBroken(f"Gambar {path} tidak dapat dibaca. Periksa nama dan foldernya.") from None
    size = picture_size(content)
    if size is None:
        raise RuleBroken(
            "Berkas itu bukan gambar PNG atau JPG yang utuh. Pilih gambar lain; logo sebelumnya tetap dipakai."
        )
    if max(size) > _SIDE:
        raise RuleBroken(f"Gambar {size[0]} x {size[1]} titik terlalu besar; paling banyak {_SIDE} titik per sisi.")
    return content


def picture_type(content: bytes) -> str:
    """png, jpeg, or empty for anything else."""
    return "png" if content.startswith(_PNG) else "jpeg" if content.startswith(_JPG) else ""


def picture_size(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG or JPG in pixels; None for what is neither, or not whole."""
    found = None
    if picture_type(content) == "png" and content.rstrip(b"\0").endswith(b"IEND\xaeB`\x82"):
        found = int.from_bytes(content[16:20]), int.from_bytes(content[20:24])
    elif picture_type(content) == "jpeg":
        found = _jpeg_size(content)
    return found if found and all(found) else None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    """From the frame header (SOF): the segments before it are skipped by their lengths."""
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return int.from_bytes(content[at + 7 : at + 9]), int.from_bytes(content[at + 5 : at + 7])
        at += 2 + int.from_bytes(content[at + 2 : at + 4])
    return None


def _logo(text: str) -> bytes | None:
    try:
        return base64.b64decode(text, validate=True) or None
    except (binascii.Error, ValueError):
        return None
