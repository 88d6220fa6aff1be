"""Times the program through a pseudo-terminal and prints a table with ratios to the bare apps of the same run.

python -m tests.benchmarks [--runs 9] [--people 40 10000] [--forms 500] [--only-forms] [--folder DIR]
python -m tests.benchmarks handoff [--changes 20000]   writing, previewing and importing bundles
python -m tests.benchmarks stalls [--people 34 10000]  how long the screen's thread is busy at a time
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks import handoff, stalls
from tests.terminal import Terminal

Program = tuple[list[str], dict[str, str]]
"""Command line and environment."""


def bare(kind: str) -> Program:
    """One of the apps to compare with."""
    return [sys.executable, "-m", "tests.benchmarks.bare", kind], {}


FORM = ["2", "a", "198501012010011001"]
"""Keys from Beranda to the second field of an empty employee form."""

Figures = dict[str, list[float]]


def main() -> None:
    """Run everything, interleaved, and print."""
    if sys.argv[1:2] == ["handoff"]:
        handoff.main(sys.argv[2:])
        return
    if sys.argv[1:2] == ["stalls"]:
        stalls.main(sys.argv[2:])
        return
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--people", type=int, nargs="*", default=[40, 10_000])
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--forms", type=int, default=500, help="forms to print; 0 leaves printing out")
    parser.add_argument("--only-forms", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        if options.forms:
            print_table(f"{options.forms} forms printed", form_figures(folder, options.forms, options.runs))
        if options.only_forms:
            return
        programs = {"bare, one Static": bare("static"), "bare, same widgets": bare("same")}
        for people in options.people:
            # In a process of its own: nothing of it stays in memory here.
            home = folder / str(people) / "kinerja"
            subprocess.run([sys.executable, "-m", "tests.benchmarks.offices", str(home), str(people)], check=True)
            programs[f"kinerja, {people:,} people"] = kinerja(folder, people)
        print_table("Start (ms to the first screen with its data), quit, memory", start_figures(programs, options.runs))
        echoes: dict[str, Callable[[], list[float]]] = {}
        echoes["bare Input"] = lambda: echo(bare("input"), [])
        for people in options.people:
            program = kinerja(folder, people)
            echoes[f"filter of {people:,} people"] = lambda program=program: echo(program, ["2", "/"])
            echoes[f"form beside {people:,} people"] = lambda program=program: echo(program, FORM)
        print_table("Key to echo (ms)", echo_figures(echoes, options.runs))


def form_figures(folder: Path, count: int, runs: int) -> dict[str, Figures]:
    """Seconds and memory of printing many SKP, each run in a process of its own, beside the bare PDF library."""
    programs = {"bare PDF library, same tables": "bare", "kinerja, a file each": "forms", "kinerja, merged": "merged"}
    figures: dict[str, Figures] = {name: {"s": [], "MB": []} for name in programs}
    for number in range(max(1, runs // 3)):
        for name, kind in programs.items():
            place = folder / f"forms-{number}-{kind}"
            place.mkdir(parents=True)
            told = subprocess.run(
                [sys.executable, "-m", "tests.benchmarks.papers", kind, str(count), str(place)],
                check=True,
                capture_output=True,
                text=True,
            ).stdout.split()
            figures[name]["s"].append(float(told[0]))
            figures[name]["MB"].append(float(told[1]))
    return figures


def kinerja(folder: Path, people: int) -> Program:
    """The program as it is started every day, without arguments, in the home of one of the databases."""
    return [sys.executable, "-m", "kinerja_tui"], {"XDG_DATA_HOME": str(folder / str(people))}


def start_figures(programs: dict[str, Program], runs: int) -> dict[str, Figures]:
    """Start, quit and memory of each program, in turn, the first round not counted."""
    figures: dict[str, Figures] = {name: {"ready": [], "quit": [], "MB": []} for name in programs}
    for number in range(runs + 1):
        for name, (argv, env) in programs.items():
            with Terminal(argv, columns=120, rows=40, env=env) as terminal:
                ready = terminal.wait_for("Pegawai aktif") - terminal.started
                terminal.settle(0.5)
                memory = terminal.memory() / 1024
                quit_after = -terminal.send("ctrl+q") + terminal.wait_exit()
            if number:
                for figure, value in (("ready", ready * 1000), ("quit", quit_after * 1000), ("MB", memory)):
                    figures[name][figure].append(value)
    return figures


def echo(program: Program, keys: list[str]) -> list[float]:
    """Milliseconds from a typed letter to the screen that shows it, for a few letters of a name."""
    argv, env = program
    with Terminal(argv, columns=120, rows=40, env=env) as terminal:
        terminal.wait_for("Pegawai aktif")
        terminal.settle(1.0)
        for key in keys:
            terminal.send(key)
            terminal.settle(0.3)
        times = []
        typed = "kart"  # not counted: one letter may stand on the screen already
        terminal.send(typed)
        terminal.settle(0.3)
        for letter in "iniwib":
            typed += letter
            shown = typed
            at = terminal.send(letter)
            times.append((terminal.wait_for(lambda text, shown=shown: shown in text) - at) * 1000)
            terminal.settle(0.05)
        return times


def echo_figures(programs: dict[str, Callable[[], list[float]]], runs: int) -> dict[str, Figures]:
    """Key to echo of each program, in turn."""
    figures: dict[str, Figures] = {name: {"echo": []} for name in programs}
    for _ in range(max(1, runs // 3)):
        for name, measure in programs.items():
            figures[name]["echo"] += measure()
    return figures


def print_table(title: str, figures: dict[str, Figures]) -> None:
    """Median, extremes and the ratio of medians to the first row and, where there is one, the second."""
    names = list(figures)
    print(f"\n{title}")
    for figure in figures[names[0]]:
        first = statistics.median(figures[names[0]][figure])
        print(f"  {figure:<8}{'median':>9}{'min':>9}{'max':>9}{'ratio':>8}")
        for name in names:
            values = figures[name][figure]
            median = statistics.median(values)
            print(f"    {name:<28}{median:>9.1f}{min(values):>9.1f}{max(values):>9.1f}{median / first:>8.2f}")


if __name__ == "__main__":
    main()
