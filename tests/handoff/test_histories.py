"""Random histories of several PCs: edits, removals, bundles lost, doubled, reordered or misdelivered, restores, copies.

At least 2,000 histories run with the tests, some of them long. `KINERJA_HISTORIES=n` runs n of them;
`KINERJA_SHRINK=1` makes a failing one short (that takes minutes).
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.handoff.history import STEPS, YEARS, History, Step, Weather
from tests.handoff.simulator import DISTRICT, OFFICE_A, OFFICE_B

HISTORIES = int(os.environ.get("KINERJA_HISTORIES", "2064"))
PHASES = tuple(Phase) if "KINERJA_SHRINK" in os.environ else (Phase.explicit, Phase.reuse, Phase.generate)

TWO_OFFICES = (OFFICE_A, OFFICE_B, DISTRICT)
TWO_PCS = (OFFICE_A, OFFICE_A, DISTRICT)
FOUR_PCS = (OFFICE_A, OFFICE_A, OFFICE_B, DISTRICT)

PARTS = 6
"""Short histories of each kind run in so many tests, so that all processors have something to do."""
LONG = HISTORIES // 20
SHORT = HISTORIES - LONG

step = st.tuples(st.sampled_from(STEPS), *(st.integers(0, 999),) * 3)
weather = st.builds(
    Weather,
    acquainted=st.integers(0, 4).map(bool),
    sealed=st.booleans(),
    thorough=st.integers(0, 7).map(lambda number: number == 7),
    years=st.tuples(*(st.sampled_from(YEARS),) * 3),
)


def run(offices: tuple[str, ...], count: int, fewest: int, most: int, part: int) -> None:
    """So many histories of that length; where hypothesis is to repeat itself, every part has histories of its own."""

    @settings(max_examples=max(1, count), phases=PHASES, deadline=None, suppress_health_check=list(HealthCheck))
    @given(weather=weather, steps=st.lists(step, min_size=fewest, max_size=most))
    def history(weather: Weather, steps: list[Step]) -> None:
        History(offices, weather).run(steps)

    if settings.default is not None and settings.default.derandomize:
        history = seed(part)(history)
    history()


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("offices", [TWO_OFFICES, TWO_PCS], ids=["two-kecamatan", "two-pcs-of-one"])
def test_no_short_history_loses_or_splits_anything(offices: tuple[str, ...], part: int) -> None:
    run(offices, SHORT // (2 * PARTS), 4, 18, part)


@pytest.mark.parametrize(
    "offices", [TWO_OFFICES, TWO_PCS, FOUR_PCS], ids=["two-kecamatan", "two-pcs-of-one", "four-pcs"]
)
def test_no_long_history_loses_or_splits_anything(offices: tuple[str, ...]) -> None:
    run(offices, LONG // 3, 25, 60, PARTS)
