"""Two offices and their district, ready to exchange."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.handoff.simulator import DISTRICT, OFFICE_A, OFFICE_B, PC, World


@dataclass
class Three:
    """Two kecamatan (a, b) and the district (d), who know one another."""

    world: World
    a: PC
    b: PC
    d: PC


@pytest.fixture
def world() -> Iterator[World]:
    made = World()
    yield made
    made.close()


@pytest.fixture
def three(world: World) -> Three:
    a, b, d = world.add("a", OFFICE_A), world.add("b", OFFICE_B), world.add("d", DISTRICT)
    world.meet(a, d)
    world.meet(b, d)
    return Three(world, a, b, d)
