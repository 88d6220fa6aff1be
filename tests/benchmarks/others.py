"""Other Textual programs people like, started the same way: what shows that they are ready, and where to type."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from tests.benchmarks.probe import Program


@dataclass(frozen=True)
class Other:
    """A program, and the keys from its first screen to a field where text is typed."""

    program: Program
    to_field: tuple[str, ...] = ()


OTHERS = {
    "posting": Other(Program(("posting",), "Collection is empty.", quit=("ctrl+c",)), ("ctrl+l",)),
    "harlequin": Other(Program(("harlequin",), "Run Query")),
    "elia": Other(Program(("elia",), "Send message", quit=("esc",))),
}


def found(given: list[str], home: Path) -> dict[str, Other]:
    """Those given as NAME=PATH or on the PATH, each with a home of its own, so that nobody's settings are touched."""
    paths = dict(item.split("=", 1) for item in given)
    there = {}
    for name, other in OTHERS.items():
        command = paths.get(name) or shutil.which(name)
        if command:
            own = home / "others" / name
            own.mkdir(parents=True, exist_ok=True)
            env = {key: str(own) for key in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")}
            program = replace(other.program, argv=(command, *other.program.argv[1:]), env=env)
            there[name] = replace(other, program=program)
    return there
