"""From a key to what it does on the screen: a letter typed, Tab to the next field, a page of a list."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tests.benchmarks.figures import Figures, new
from tests.benchmarks.others import Other
from tests.benchmarks.probe import Probe, Program, bare, kinerja

EMPLOYEE = ("2", "a")
"""Keys from Beranda to an empty employee form."""
PLAN = ("3", "/", "zulk", "enter", "enter")
"""To the largest plan, whose first field is empty (tests.benchmarks.offices)."""
EVALUATION = ("5", "/", "zulai", "enter", "enter")
"""To the evaluation of such a plan."""

ECHO, TAB, PAGE = "letter typed to letter shown, ms", "Tab to the screen at rest, ms", "PgDn to the screen at rest, ms"
TABS = 8


def measure(folder: Path, people: Sequence[int], others: Mapping[str, Other], runs: int) -> Figures:
    """Each place in turn; a new process for each, so that one does not warm up another."""
    figures = new()
    for _ in range(max(1, runs)):
        for figure, name, measured in _places(folder, people, others):
            figures[name][figure] += [seconds * 1000 for seconds in measured()]
    return figures


def _places(
    folder: Path, people: Sequence[int], others: Mapping[str, Other]
) -> list[tuple[str, str, Callable[[], list[float]]]]:
    places: list[tuple[str, str, Callable[[], list[float]]]] = [
        (ECHO, "bare Input", lambda: typed(bare("input"), ())),
        (TAB, "bare Inputs", lambda: moved(bare("inputs"), (), "tab")),
        (PAGE, "bare, same table, 10,000 rows", lambda: moved(bare("rows"), (), "pagedown")),
    ]
    for count in people:
        program, of = kinerja(folder, count), f"{count:,} people"
        forms = {"employee form": EMPLOYEE, "largest plan": PLAN, "its evaluation": EVALUATION}
        for name, keys in {f"filter of {of}": ("2", "/"), **{f"{n}, {of}": keys for n, keys in forms.items()}}.items():
            places.append((ECHO, name, lambda program=program, keys=keys: typed(program, keys)))  # type: ignore[misc]
        for name, keys in {f"{n}, {of}": keys for n, keys in forms.items()}.items():
            places.append((TAB, name, lambda program=program, keys=keys: moved(program, keys, "tab")))  # type: ignore[misc]
        for name, keys in {f"employees, {of}": ("2",), f"plans, {of}": ("3",)}.items():
            places.append((PAGE, name, lambda program=program, keys=keys: moved(program, keys, "pagedown")))  # type: ignore[misc]
    for name, other in others.items():
        places.append((ECHO, name, lambda other=other: typed(other.program, other.to_field)))  # type: ignore[misc]
    return places


@contextlib.contextmanager
def _at(program: Program, keys: Sequence[str]):
    with Probe(program) as probe:
        probe.ready()
        probe.settle(1.0)  # kinerja loads its database, others their languages
        for key in keys:
            probe.send(key)
            probe.settle(0.3)
        yield probe


def typed(program: Program, keys: Sequence[str]) -> list[float]:
    """Seconds from a letter to the screen that shows it, for a few letters of a name."""
    times = []
    with _at(program, keys) as probe:
        shown = "kart"  # not counted: one letter may stand on the screen already
        probe.send(shown)
        probe.settle(0.3)
        for letter in "iniwib":
            shown += letter
            at = probe.send(letter)
            times.append(probe.wait_for(lambda text, shown=shown: shown in text) - at)  # type: ignore[misc]
            probe.settle(0.05)
    return times


def moved(program: Program, keys: Sequence[str], key: str) -> list[float]:
    """Seconds from a key that moves to the last output it brings, a few times."""
    with _at(program, keys) as probe:
        probe.still_after(key)
        return [probe.still_after(key)[1] for _ in range(TABS)]
