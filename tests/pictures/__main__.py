"""Writes the README's pictures: `python -m tests.pictures`. Each is the practice office on a fixed day.

Running it twice writes the same bytes: the clock stands still, the fingerprint of this PC's key is a fixed one, and
the random names in a picture's style classes are replaced by the picture's own name.
"""

from __future__ import annotations

import asyncio
import html
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

from kinerja_tui.app import KinerjaApp, Workplace
from kinerja_tui.documents.catalogue import Wanted, kind_of
from kinerja_tui.documents.pdf import Letterhead, Press
from kinerja_tui.models.database import Database
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.screens.handover import handoff
from kinerja_tui.services.handover import media
from kinerja_tui.services.practice import practice
from kinerja_tui.widgets.progress import Working
from kinerja_tui.widgets.theme import CONTRAST, DARK, LIGHT
from tests.conftest import fixed_now, ready
from tests.looks.walk import go_back

HERE = Path(__file__).parent
PLACE = "muara_bulian"
SIZE = (100, 30)
LIMIT = 150_000
"""Bytes of a picture at most."""

LETTERHEAD = Letterhead(
    lines=("PEMERINTAH KABUPATEN BATANGHARI", "KECAMATAN MUARA BULIAN", "Jalan Contoh Nomor 1, Muara Bulian")
)

PICTURES: dict[str, tuple[str, ...]] = {
    "beranda": (),
    "pegawai": ("2",),
    "rencana": ("3", "slash", *"zainal", "enter", "enter"),
    "evaluasi_hasil": ("5", "slash", *"ilham", "space", *"basri", "enter", "enter"),
    "evaluasi_predikat": ("5", "slash", *"ilham", "space", *"idris", "enter", "enter", "f8", "f8"),
    "evaluasi_terang": ("5",),
    "evaluasi_kontras": ("5",),
    "serah_terima": ("6", "e", "enter", "enter"),
}
"""Name of the picture -> keys from Beranda."""
LOOKS = {"evaluasi_terang": LIGHT, "evaluasi_kontras": CONTRAST}
"""Pictures that are not in the dark look."""


PAPERS = {
    "kertas_skp": ("skp", "2026", "Yusnani%"),
    "kertas_evaluasi": ("evaluasi", "2026-TW2", "Ilham Idris%"),
}
"""Name of the picture -> kind of paper, period and whose it is: its first page."""


def plain_names(svg: str, name: str) -> str:
    """The picture without the random id in its class names, and without fonts from the internet."""
    svg = re.sub(r"terminal-\d+", name, svg)
    svg = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
    svg = _TEXT.sub(_without_leading_spaces, svg)
    return "\n".join(line.rstrip() for line in svg.splitlines() if line.strip()) + "\n"


_SPACE = "&#160;"
_TEXT = re.compile(r'<text class="([^"]+)" x="([\d.]+)" y="([\d.]+)" textLength="([\d.]+)"([^>]*)>([^<]*)</text>')


def _without_leading_spaces(found: re.Match[str]) -> str:
    """Some viewers drop spaces at the start of a text: the text starts further right instead."""
    style, left, top, length, rest, text = found.groups()
    bare = text
    while bare.startswith(_SPACE):
        bare = bare.removeprefix(_SPACE)
    if not bare:
        return ""
    spaces = (len(text) - len(bare)) // len(_SPACE)
    cell = float(length) / len(html.unescape(text))
    x, width = float(left) + spaces * cell, float(length) - spaces * cell
    return f'<text class="{style}" x="{x:.1f}" y="{top}" textLength="{width:.1f}"{rest}>{bare}</text>'


async def take(workplace: Workplace, name: str, keys: tuple[str, ...]) -> str:
    """One picture, from a fresh start."""
    app = KinerjaApp(workplace)
    app.theme = LOOKS.get(name, DARK)
    async with app.run_test(size=SIZE) as pilot:
        await ready(pilot)
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
            while app.is_opening or isinstance(app.screen, Working):
                await pilot.pause(0.01)
        await pilot.pause()
        picture = app.export_screenshot(title="kinerja")
        await go_back(pilot)  # a form left open would come back in the next picture
    return plain_names(picture, name)


def paper(db: Database, code: str, period: str, name: str) -> bytes:
    """The first page of a paper as PNG."""
    kind = kind_of(code)
    assert kind is not None
    [(person,)] = db.file.rows("SELECT id FROM employee WHERE name LIKE ?", (name,))
    wanted = Wanted(period, (person,))
    [found] = kind.found(db, wanted)
    return Press(LETTERHEAD).picture(kind.make(db, found.key, wanted))


def take_all(write: Callable[[str, bytes], object]) -> None:
    """All pictures of one practice office; ``write(file name, content)`` takes each."""
    handoff.fingerprint = lambda _key: "A1B2 C3D4 E5F6 0718 293A 4B5C"
    with tempfile.TemporaryDirectory() as folder:
        media.sticks = list
        media.default_folder = lambda: Path(folder)
        file = DatabaseFile(Path(folder) / "kinerja.db").open()
        keys = Path(folder) / "kunci"
        db = Database(file, keys, fixed_now)
        practice.load(db, PLACE)
        for name, what in PAPERS.items():
            write(f"{name}.png", paper(db, *what))
        db.engine.dispose()
        for name, pressed in PICTURES.items():
            picture = asyncio.run(take(Workplace(file, keys, fixed_now), name, pressed))
            write(f"{name}.svg", picture.encode())
        file.close()


def _write(name: str, content: bytes) -> None:
    assert len(content) < LIMIT, name
    (HERE / name).write_bytes(content)


if __name__ == "__main__":
    take_all(_write)
