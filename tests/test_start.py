"""The start is light: the first screen stands before anything heavy is imported, read or checked."""

from __future__ import annotations

import hashlib
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kinerja_tui import start
from kinerja_tui.app import KinerjaApp, Workplace
from kinerja_tui.models.file import DatabaseFile
from tests.conftest import fixed_now, ready, screen_text

HEAVY = ("sqlmodel", "sqlalchemy", "pydantic", "alembic", "typer", "nacl", "hypothesis")

LIBRARIES = {"textual", "rich", "platformdirs", "typing_extensions", "markdown_it", "mdurl", "pygments"}
"""What may be imported before the first screen besides Python's own: Textual with what it stands on."""

OURS = {
    "__main__", "app", "models", "models.counts", "models.file", "models.kept_rows", "models.lock",
    "models.migrations", "rules", "rules.distribution", "rules.formats", "rules.labels", "rules.periods",
    "rules.plans", "rules.problems", "rules.ratings", "rules.reporting", "rules.ruleset", "rules.staff", "screens",
    "screens.base", "screens.counted_app", "screens.destinations", "screens.forms", "screens.forms.coming_back",
    "screens.history", "screens.history.undo_keys", "screens.office", "screens.office.beranda",
    "screens.palette_keys", "services", "services.forms", "services.forms.open_forms", "services.monitoring",
    "services.monitoring.reported", "services.monitoring.reporting", "services.office", "services.office.agenda",
    "services.office.agenda_after", "services.planning", "services.planning.plan_lines", "services.public",
    "services.public.late_requests", "services.public.survey_waits", "services.public.waiting_voices",
    "services.staff", "services.staff.dated", "start", "widgets", "widgets.commands", "widgets.footer",
    "widgets.keys", "widgets.marking", "widgets.painted", "widgets.source", "widgets.stopping", "widgets.table",
    "widgets.text", "widgets.theme", "widgets.title", "widgets.torn_keys",
}  # fmt: skip
"""Modules of ours that the first screen needs. Measure the start (`python -m tests.benchmarks start`) before adding."""

MOST_STATEMENTS = 45
"""SQL statements from opening the file to the first screen: reading the settings once, and each count once."""


def imported_by(module: str) -> set[str]:
    code = f"import sys, {module}; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_check_itself_sees_heavy_modules() -> None:
    assert "sqlmodel" in imported_by("kinerja_tui.models.database")


def test_the_first_screen_needs_no_other_modules_than_these() -> None:
    found = imported_by("kinerja_tui.__main__, kinerja_tui.start, kinerja_tui.app")
    ours = {name.partition(".")[2] for name in found if name.startswith("kinerja_tui.")}
    assert ours - OURS == set(), "measure the start, then name them in OURS"
    others = {name.partition(".")[0] for name in found} - set(sys.stdlib_module_names)
    # What pip puts beside the packages: links to an editable checkout, a start-up file.
    others = {name for name in others if not name.startswith(("_", "kinerja_tui", "distutils"))}
    assert others & set(HEAVY) == set()
    assert others - LIBRARIES == set()


def test_no_argument_start_never_imports_the_command_line() -> None:
    code = (
        "import sys, kinerja_tui.start as start; sys.argv = ['kinerja'];"
        "start.run = lambda: print('typer' in sys.modules) or 7\n"
        "from kinerja_tui.__main__ import main\n"
        "main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.split(), done.stderr) == (7, ["False"], "")


def test_asyncio_comes_without_tls_and_tls_can_still_be_imported() -> None:
    code = (
        "import sys; from kinerja_tui.start import import_asyncio; import_asyncio(); print('_ssl' in sys.modules)\n"
        "import ssl, asyncio; print(ssl.OPENSSL_VERSION_INFO[0] > 0, asyncio.run(asyncio.sleep(0, 5)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True", "5"]


def test_leaving_waits_for_work_in_other_threads() -> None:
    code = (
        "import threading; from kinerja_tui.start import leave\n"
        "threading.Thread(target=lambda: print('written', input())).start()\n"
        "leave(3)"
    )
    done = subprocess.run([sys.executable, "-c", code], input="whole\n", capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.split(), done.stderr) == (3, ["written", "whole"], "")


class Traced(DatabaseFile):
    """Notes every statement of every connection."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.statements: list[str] = []

    def connect(self) -> sqlite3.Connection:
        connection = super().connect()
        connection.set_trace_callback(self.statements.append)
        return connection


async def test_the_first_screen_takes_few_statements_and_pages_are_checked_before_anything_is_written(
    workplace: Callable[..., Workplace], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = workplace("muara_bulian")
    place.file.close()
    place.file = file = Traced(place.file.path)
    file.open(check=False)
    app = KinerjaApp(place)
    go_on = app._start_loading
    monkeypatch.setattr(app, "_start_loading", lambda: None)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Pegawai aktif" in screen_text(app)
        painted = len(file.statements)
        assert painted <= MOST_STATEMENTS
        assert not any("quick_check" in statement for statement in file.statements)
        go_on()
        await ready(pilot)
        # The database at work has connections of its own, so that all that stands here are the check and the backup.
        assert "PRAGMA quick_check(1)" in file.statements[painted:]
    file.close()


def damage(path: Path, table: str) -> str:
    """Overwrite the first page of a table, as a bad disk would; returns the digest of the damaged file."""
    file = DatabaseFile(path)
    ((page,),) = file.rows("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,))
    ((size,),) = file.rows("PRAGMA page_size")
    file.close()
    with path.open("r+b") as handle:
        handle.seek((page - 1) * size)
        handle.write(b"\xff" * size)
    return hashlib.sha256(path.read_bytes()).hexdigest()


async def test_damage_that_the_first_screen_does_not_meet_ends_the_program_unwritten(
    workplace: Callable[..., Workplace], capfd: pytest.CaptureFixture[str]
) -> None:
    place = workplace("muara_bulian")
    place.file.close()
    before = damage(place.file.path, "expectation")
    app = KinerjaApp(Workplace(DatabaseFile(place.file.path).open(check=False), place.identities, fixed_now))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        while app.return_code is None:
            await pilot.pause(0.01)
    assert app.return_code == 1
    assert "rusak dan tidak dibuka" in " ".join(capfd.readouterr().err.split())
    app.file.close()
    assert hashlib.sha256(place.file.path.read_bytes()).hexdigest() == before


def test_damage_that_the_first_screen_meets_is_told_at_once(
    workplace: Callable[..., Workplace], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = workplace("muara_bulian")
    place.file.close()
    before = damage(place.file.path, "work_plan")
    monkeypatch.setattr(start, "log_to_file", lambda: None)
    assert start.run(place.file.path, place.identities) == 1
    assert "Pulihkan cadangan" in capsys.readouterr().err
    assert hashlib.sha256(place.file.path.read_bytes()).hexdigest() == before
    place.file.open(check=False).close()  # nobody holds it
