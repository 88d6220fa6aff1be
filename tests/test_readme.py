"""The README says what is there, and the gate runs what the README says."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_gate_takes_its_test_command_from_the_readme() -> None:
    commands = re.findall(r"<!-- test command -->\n```sh\n(python3 .*)\n```", README)
    assert len(commands) == 1
    assert commands[0].endswith("-m pytest -n 6 --dist worksteal")


def test_every_picture_exists() -> None:
    pictures = re.findall(r"\]\(([^)]+\.(?:svg|png))\)", README)
    assert pictures
    for picture in pictures:
        assert (ROOT / picture).is_file(), picture


def test_the_map_of_the_code_names_every_folder() -> None:
    for folder in (ROOT / "kinerja_tui").iterdir():
        if folder.is_dir() and (folder / "__init__.py").exists():
            assert f"  {folder.name}/" in README, folder.name
