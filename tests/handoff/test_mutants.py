"""The mutants fit the code as it is: one whose text has gone would prove nothing. Whether they are caught takes longer.

python -m tests.handoff.mutants
"""

from __future__ import annotations

from pathlib import Path

import pytest

import kinerja_tui
from tests.handoff.mutants import MUTANTS, Mutant

PACKAGE = Path(kinerja_tui.__file__).parent


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_mutant_fits_the_code_and_makes_another_program(mutant: Mutant) -> None:
    text = (PACKAGE / mutant.file).read_text(encoding="utf-8")
    broken = mutant.applied(text)
    assert broken != text
    compile(broken, mutant.file, "exec")


def test_no_two_mutants_are_the_same() -> None:
    assert len({mutant.name for mutant in MUTANTS}) == len(MUTANTS)
    assert len({(mutant.file, mutant.old, mutant.new) for mutant in MUTANTS}) == len(MUTANTS)
