"""Times the program through a pseudo-terminal and prints tables with ratios to bare Textual apps of the same run.

python -m tests.benchmarks [WHAT...] [--quick] [--people 40 1000 10000 100000] [--year 10000] [--runs 15]
                           [--against posting=/path/to/posting ...] [--folder DIR] [--markdown]

WHAT is start, keys or screens; without it all three, and other programs where they are given or on the PATH.
--quick takes two minutes: few runs, 40 and 10,000 people. --folder keeps the databases for the next time,
--markdown prints tables for the README.

python -m tests.benchmarks forms [--forms 500]         printing, beside the PDF library alone
python -m tests.benchmarks handoff [--changes 20000]   writing, previewing and importing bundles
python -m tests.benchmarks stalls [--people 34 10000]  how long the screen's thread is busy at a time
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks import handoff, keys, others, printing, screens, stalls, start
from tests.benchmarks.figures import print_markdown, print_table

ALONE = {"handoff": handoff.main, "stalls": stalls.main}
INTERACTIVE = ("start", "keys", "screens")
LARGE = 10_000
"""People from which on keys are measured; and what screens are opened with, beside the fewest."""


def main() -> None:
    """Make the databases, run what is asked for, interleaved, and print."""
    if sys.argv[1:2] and sys.argv[1] in ALONE:
        ALONE[sys.argv[1]](sys.argv[2:])
        return
    options = _options()
    show = print_markdown if options.markdown else print_table
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        if options.what == ["forms"]:
            figures = printing.measure(folder, options.forms, options.runs // 5)
            show(f"{options.forms} forms printed", figures)
            return
        for people in options.people:
            _make("offices", folder / str(people), people)
        there = others.found(options.against, folder)
        if "start" in options.what:
            for people in options.year:
                _make("year", folder / start.of_a_year(people), people)
            named = {name: other.program for name, other in there.items()}
            figures = start.measure(folder, options.people, options.year, named, options.runs)
            show("Start", figures)
        if "keys" in options.what:
            many = [people for people in options.people if people >= LARGE] or options.people[-1:]
            show("Keys", keys.measure(folder, many, there, options.runs // 5))
        if "screens" in options.what:
            few = options.people[:1] if not options.quick else []
            counts = [*few, *(people for people in options.people[1:] if people == LARGE)]
            show("Screens", screens.measure(folder, counts, options.runs // 5, again=not options.quick))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="*", default=list(INTERACTIVE), help=", ".join([*INTERACTIVE, *ALONE, "forms"]))
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--people", type=int, nargs="+")
    parser.add_argument("--year", type=int, nargs="*", help="people of offices with a year of work (start only)")
    parser.add_argument("--runs", type=int)
    parser.add_argument("--against", nargs="*", default=[], metavar="NAME=PATH", help=", ".join(others.OTHERS))
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--forms", type=int, default=500, help="forms to print")
    options = parser.parse_args()
    if options.what != ["forms"] and not set(options.what) <= set(INTERACTIVE):
        parser.error(f"not known: {' '.join(options.what)}")
    options.people = options.people or ([40, LARGE] if options.quick else [40, 1_000, LARGE, 100_000])
    options.year = options.year if options.year is not None else ([] if options.quick else [LARGE])
    options.runs = options.runs or (3 if options.quick else 15)
    return options


def _make(module: str, folder: Path, people: int) -> None:
    # In a process of its own: nothing of it stays in memory here.
    home = folder / "kinerja"
    home.mkdir(parents=True, exist_ok=True)
    subprocess.run([sys.executable, "-m", f"tests.benchmarks.{module}", str(home), str(people)], check=True)


if __name__ == "__main__":
    main()
