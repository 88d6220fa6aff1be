"""Databases and apps for the tests: a practice office or an empty one, with a fixed clock, copied from a template."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import settings

from kinerja_tui.app import KinerjaApp, Workplace
from kinerja_tui.models.database import Database
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.screens import whole
from kinerja_tui.screens.lists import list_finding
from kinerja_tui.services.office import setup
from kinerja_tui.services.practice import practice
from kinerja_tui.widgets.keys import PatientApp

settings.register_profile("kinerja", deadline=None)  # how long an example takes says nothing on a shared machine
settings.load_profile("kinerja")
# On a busy machine too, a list or page answers within its key; tests of the threads change it.
list_finding.PATIENCE = list_finding.TYPING_PATIENCE = whole.PATIENCE = 60
PatientApp.PAUSE = 0  # people in tests have seen what the program said; tests of typing ahead change it
gc.set_threshold(100_000, 50, 100)  # workers keep much of a thousand screens: look through it less often

WIB = timezone(timedelta(hours=7))
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=WIB)
"""The day the practice data are seen on."""


def fixed_now() -> datetime:
    return NOW


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Folder with a filled database and its keys, made once for each place ("" = set up but empty, "new" = nothing)."""
    made: dict[str, Path] = {}

    def template(place: str) -> Path:
        if place not in made:
            folder = tmp_path_factory.mktemp(f"template-{place or 'kosong'}")
            if place != "new":
                db = Database(DatabaseFile(folder / "kinerja.db").open(), folder / "kunci", fixed_now)
                if place:
                    practice.load(db, place)
                else:
                    setup.set_up(db, "15.04.03", "Rina Wulandari", 2026)
                db.close()
            made[place] = folder
        return made[place]

    return template


@pytest.fixture
def workplace(tmp_path: Path, templates: Callable[[str], Path]) -> Iterator[Callable[..., Workplace]]:
    """Open a fresh copy of a template: ``workplace("muara_bulian")``, ``workplace("")``, ``workplace("new")``."""
    opened: list[DatabaseFile] = []

    def make(place: str = "muara_bulian", name: str = "pc") -> Workplace:
        folder = tmp_path / name
        shutil.copytree(templates(place), folder)
        file = DatabaseFile(folder / "kinerja.db").open()
        opened.append(file)
        return Workplace(file, folder / "kunci", fixed_now)

    yield make
    for file in opened:
        file.close()


@pytest.fixture
def app(workplace: Callable[..., Workplace]) -> KinerjaApp:
    """The program on the practice office of Muara Bulian."""
    return KinerjaApp(workplace("muara_bulian"))


@pytest.fixture
def empty_app(workplace: Callable[..., Workplace]) -> KinerjaApp:
    """The program on an office that is set up and has no employees."""
    return KinerjaApp(workplace(""))


@pytest.fixture
def db(workplace: Callable[..., Workplace]) -> Iterator[Database]:
    """The practice database of Muara Bulian, without an app."""
    place = workplace("muara_bulian", "layanan")
    database = Database(place.file, place.identities, place.now)
    yield database
    database.engine.dispose()


@pytest.fixture
def empty_db(workplace: Callable[..., Workplace]) -> Iterator[Database]:
    """A database set up for Muara Bulian without employees, without an app."""
    place = workplace("", "layanan")
    database = Database(place.file, place.identities, place.now)
    yield database
    database.engine.dispose()


@pytest.fixture
def seen_as(request: pytest.FixtureRequest) -> Callable[..., None]:
    """Compare what a person sees (plain text of the screen) with tests/snapshots/NAME.txt.

    KINERJA_SNAPSHOT=update writes the files anew.
    """

    def compare(app: KinerjaApp, name: str) -> None:
        text = screen_text(app)
        path = Path(__file__).parent / "snapshots" / f"{name}.txt"
        if os.environ.get("KINERJA_SNAPSHOT") == "update":
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.exists(), f"no snapshot {path.name}; look at the screen, then run with KINERJA_SNAPSHOT=update"
        assert text == path.read_text(encoding="utf-8")

    return compare


def screen_text(app: KinerjaApp) -> str:
    """The screen as text, a line a row, without trailing spaces."""
    width, height = app.size
    lines = app.screen._compositor.render_strips(app.size)
    del width
    return "\n".join(strip.text.rstrip() for strip in lines[:height]) + "\n"


async def ready(pilot: object) -> None:
    """Wait until the heavy part is loaded and the screen is still."""
    await pilot.pause()  # type: ignore[attr-defined]
    app = pilot.app  # type: ignore[attr-defined]
    while not app._loaded.is_set():
        await pilot.pause(0.01)
    await pilot.pause()
