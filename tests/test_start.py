"""The start is light: the first screen stands before anything heavy is imported."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("sqlmodel", "sqlalchemy", "pydantic", "alembic", "typer", "nacl", "hypothesis")


def imported_by(module: str) -> set[str]:
    code = f"import sys, {module}; print(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("module", ["kinerja_tui.app", "kinerja_tui.start", "kinerja_tui.__main__"])
def test_start_imports_nothing_heavy(module: str) -> None:
    assert imported_by(module) & set(HEAVY) == set()


def test_the_check_itself_sees_heavy_modules() -> None:
    assert "sqlmodel" in imported_by("kinerja_tui.models.database")


def test_no_argument_start_never_imports_the_command_line() -> None:
    code = (
        "import sys, kinerja_tui.start as start; start.run = lambda: 7; sys.argv = ['kinerja'];"
        "from kinerja_tui.__main__ import main\n"
        "try: main()\n"
        "except SystemExit as end: print(end.code, 'typer' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["7", "False"]
