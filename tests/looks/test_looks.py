"""Every screen in the four themes: what style stands where, contrast, and that no theme hides or changes a word.

The pictures lie in `looks_80x24.txt` and `looks_120x40.txt`, a character a cell; a character stands for how that cell
looks in each of the four themes, which `legend.txt` says once. So a colour that changes changes a line of the legend,
and a screen that changes changes its own lines only. After screens were changed, one command writes all three anew:

    KINERJA_SNAPSHOT=update python -m pytest tests/looks

Look at the difference before it is committed. A conflict of a merge in these files is settled by the same command.
"""

from __future__ import annotations

import asyncio
import difflib
import os
import shutil
import string
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

import pytest
from rich.style import Style

from kinerja_tui.app import KinerjaApp, Workplace
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.screens.handover import handoff, known_pcs
from kinerja_tui.screens.office import settings
from kinerja_tui.widgets.theme import CONTRAST, SIXTEEN, THEME_NAMES, THEMES
from tests.conftest import fixed_now
from tests.looks.colours import contrast
from tests.looks.walk import DRAWN as DRAWN_ONLY
from tests.looks.walk import PLACE, SIZES, Seen, Walk, described, walk
from tests.stalls import Stall, bare_push, load_all_screens, stalls, too_long

HERE = Path(__file__).parent
LEGEND = HERE / "legend.txt"
LETTERS = (
    string.ascii_letters
    + string.digits
    + "!#$%&*+,-./:;<=>?@^_~ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ"
)
DRAWN = set(" ▁▂▃▄▅▆▇█▔▊▎▌▐▀─│┌┐└┘├┤┬┴┼━╸╺▏▕▒░")
"""Lines, bars and borders: seen by their shape, not read."""
ON_ANY_GROUND = {"bright_red", "bright_magenta", "color(9)", "color(13)"}
"""Of the 16 colours, those that can be read on black and on white."""

Cell = tuple[str, ...]
"""How a cell looks in each theme, in the order of THEME_NAMES."""


@pytest.fixture(scope="module")
def walked(tmp_path_factory, templates) -> Iterator[tuple[Walk, list[Stall]]]:
    """One walk for all tests of this file, on a PC whose key always reads the same; and what kept it too long."""
    folder = tmp_path_factory.mktemp("looks") / "pc"
    shutil.copytree(templates(PLACE), folder)
    file = DatabaseFile(folder / "kinerja.db").open()
    with pytest.MonkeyPatch.context() as patch:
        for screen in (handoff, known_pcs, settings):
            for name in {"spoken", "fingerprint"} & vars(screen).keys():
                patch.setattr(screen, name, lambda _key: "satu dua tiga empat lima enam tujuh delapan")
        yield asyncio.run(_timed(KinerjaApp(Workplace(file, folder / "kunci", fixed_now))))
    file.close()


async def _timed(app: KinerjaApp) -> tuple[Walk, list[Stall]]:
    bare = await bare_push()
    load_all_screens()
    with stalls() as busy:
        found = await walk(app, busy)
    return found, [stall for stall in too_long(busy, max(bare, await bare_push())) if stall.step != DRAWN_ONLY]


@pytest.fixture(scope="module")
def seen(walked) -> Walk:
    """What was drawn."""
    return walked[0]


# -- the map of styles


def cells(seen: Seen) -> list[list[Cell]]:
    """How every cell looks, line by line."""
    by_theme = [
        [[described(part.style) for part in strip for _ in range(part.cell_length)] for strip in seen.strips[theme]]
        for theme in THEME_NAMES
    ]
    return [list(zip(*lines, strict=True)) for lines in zip(*by_theme, strict=True)]


def letters(used: set[Cell]) -> dict[Cell, str]:
    """A letter for each look: the one it has in the legend, else a free one."""
    known: dict[Cell, str] = {}
    if LEGEND.exists():
        for line in LEGEND.read_text(encoding="utf-8").splitlines()[1:]:
            letter, _, looks = line.partition("  ")
            known[tuple(look.strip() for look in looks.split("|"))] = letter
    known = {cell: letter for cell, letter in known.items() if cell in used}
    free = iter([letter for letter in LETTERS if letter not in known.values()])
    return known | {cell: next(free) for cell in sorted(used - known.keys())}


def legend(known: dict[Cell, str]) -> str:
    """A line for each letter."""
    head = "   " + " | ".join(f"{name:<33}" for name in THEME_NAMES)
    lines = [
        f"{letter}  " + " | ".join(f"{look:<33}" for look in cell)
        for cell, letter in sorted(known.items(), key=lambda item: LETTERS.index(item[1]))
    ]
    return "\n".join(line.rstrip() for line in [head, *lines]) + "\n"


def drawn(name: str, lines: Iterable[list[Cell]], known: dict[Cell, str]) -> str:
    """The screen in letters; the last letter of a line goes on to its end, equal lines stand once."""
    shown = []
    for line in lines:
        text = "".join(known[cell] for cell in line)
        shown.append(text.rstrip(text[-1]) + text[-1])
    rows, at = [f"== {name}"], 1
    for text, same in groupby(shown):
        last = at + len(list(same)) - 1
        rows.append(f"{f'{at}-{last}' if last > at else at:<6}{text}")
        at = last + 1
    return "\n".join(rows) + "\n\n"


def test_every_screen_looks_as_it_was_agreed_in_every_theme(seen):
    looks = {key: cells(screen) for key, screen in seen.items()}
    known = letters({cell for lines in looks.values() for line in lines for cell in line})
    files = {LEGEND: legend(known)}
    for size in SIZES:
        path = HERE / f"looks_{size[0]}x{size[1]}.txt"
        files[path] = "".join(drawn(name, lines, known) for (name, at), lines in looks.items() if at == size)
    if os.environ.get("KINERJA_SNAPSHOT") == "update":
        for path, text in files.items():
            path.write_text(text, encoding="utf-8")
    for path, text in files.items():
        stored = path.read_text(encoding="utf-8") if path.exists() else ""
        lines = difflib.unified_diff(stored.splitlines(), text.splitlines(), path.name, "now", lineterm="")
        assert text == stored, "\n".join([__doc__ or "", *lines])


# -- can it be read


def words(seen: Walk, theme: str) -> Iterator[tuple[str, str, Style]]:
    """(stop, text, style) of everything to be read; behind a dialog nothing is."""
    for (name, _), screen in seen.items():
        for line, strip in enumerate(screen.strips[theme]):
            if screen.read is not None:
                if not screen.read.y <= line < screen.read.bottom:
                    continue
                strip = strip.crop(screen.read.x, screen.read.right)
            for text, style, _ in strip:
                if set(text) - DRAWN:
                    yield name, text, style or Style()


@pytest.mark.parametrize("theme", [theme for theme in THEME_NAMES if theme != SIXTEEN])
def test_every_word_stands_out_from_its_ground(seen, theme):
    enough = 7 if theme == CONTRAST else 4.5
    [faint] = [item.variables["text-disabled"] for item in THEMES if item.name == theme]
    failures = set()
    for name, text, style in words(seen, theme):
        front, ground = described(style).split(" on ")
        front = front.split()[-1]
        least = 3 if front == faint else enough
        if contrast(front, ground) < least:
            failures.add((name, text.strip()[:30], described(style), round(contrast(front, ground), 1)))
    assert not failures


def test_no_screen_and_no_form_keeps_the_keys_waiting(walked):
    """Nothing on the way to any of them, nor back, keeps the screen's thread for long (`tests.stalls`)."""
    assert walked[1] == []


def test_sixteen_colours_are_read_on_a_dark_and_on_a_light_terminal(seen):
    failures = set()
    for name, text, style in words(seen, SIXTEEN):
        front, ground = described(style).split(" on ")
        front = front.split()[-1]
        if ground == "default":
            wrong = front not in {"default", *ON_ANY_GROUND}
        else:
            wrong = {front, ground} not in ({"color(0)", "color(7)"}, {"black", "white"})
        if wrong or "#" in described(style):
            failures.add((name, text.strip()[:30], described(style)))
    assert not failures


def test_sixteen_colours_paint_no_ground_of_their_own(seen):
    """A black patch on a white terminal."""
    failures = {
        (name, described(style))
        for (name, _), screen in seen.items()
        for strip in screen.strips[SIXTEEN]
        for text, style, _ in strip
        if not text.strip() and style is not None and described(style).endswith(("on color(0)", "on black"))
    }
    assert not failures
