"""From a key to what it does on the screen: a letter typed, Tab to the next field, a page of a list."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from tests.benchmarks import offices
from tests.benchmarks.figures import Figures, new
from tests.benchmarks.others import Other
from tests.benchmarks.probe import Probe, Program, bare, kinerja

FORMS = {
    "new employee": ("2", "a", "198501012010011001"),
    "largest plan": ("3", "/", "zulk", "enter", "enter"),
    "its evaluation": ("5", "/", "zulai", "enter", "enter"),
}
"""Keys from Beranda to an empty text field of a form; the people are those of `offices.LARGEST`."""
FILTER = ("2", "/")
LISTS = {"employees": ("2",), "plans": ("3",)}

ECHO, TAB, PAGE = "letter typed to letter shown, ms", "Tab to the screen at rest, ms", "PgDn to the screen at rest, ms"
TABS = 8


def measure(folder: Path, people: Sequence[int], others: Mapping[str, Other], runs: int) -> Figures:
    """Each place in turn; a new process for each, so that one does not warm up another."""
    figures = new()
    for _ in range(max(1, runs)):
        for figure, name, measured in _places(folder, people, others):
            figures[name][figure] += [seconds * 1000 for seconds in measured()]
            for count in people:
                offices.tidy(folder / str(count) / "kinerja")
    return figures


def _places(
    folder: Path, people: Sequence[int], others: Mapping[str, Other]
) -> Iterator[tuple[str, str, Callable[[], list[float]]]]:
    """(figure, name of the row, how it is measured)."""
    yield ECHO, "bare Input", partial(typed, bare("input"), ())
    for name, other in others.items():
        yield ECHO, name, partial(typed, other.program, other.to_field)
    yield TAB, "bare Inputs", partial(moved, bare("inputs"), (), "tab")
    yield PAGE, "bare, the same table, rows in memory", partial(moved, bare("rows"), (), "pagedown")
    for count in people:
        program, of = kinerja(folder, str(count)), f"{count:,} people"
        yield ECHO, f"filter of {of}", partial(typed, program, FILTER)
        for name, keys in FORMS.items():
            yield ECHO, f"{name}, {of}", partial(typed, program, keys)
            yield TAB, f"{name}, {of}", partial(moved, program, keys, "tab")
        for name, keys in LISTS.items():
            yield PAGE, f"{name}, {of}", partial(moved, program, keys, "pagedown")


@contextlib.contextmanager
def _at(program: Program, keys: Sequence[str]):
    with Probe(program) as probe:
        probe.ready()
        probe.settle(1.0)  # kinerja loads its database, others their languages
        for key in keys:
            probe.still_after(key, quiet=0.4)
        yield probe


def typed(program: Program, keys: Sequence[str]) -> list[float]:
    """Seconds from a letter to the screen that shows it, for a few letters of a name."""
    times = []
    with _at(program, keys) as probe:
        shown = "sart"  # not counted: one letter may stand on the screen already
        probe.send(shown)
        probe.settle(0.3)
        for letter in "iniwib":
            shown += letter
            assert shown not in probe.text  # emulates what came before, which is none of the letter's time
            at = probe.send(letter)
            times.append(probe.wait_for(lambda text, shown=shown: shown in text) - at)  # type: ignore[misc]
            probe.settle(0.05)
    return times


def moved(program: Program, keys: Sequence[str], key: str) -> list[float]:
    """Seconds from a key that moves to the last output it brings, a few times."""
    with _at(program, keys) as probe:
        probe.still_after(key)
        return [probe.still_after(key) for _ in range(TABS)]
