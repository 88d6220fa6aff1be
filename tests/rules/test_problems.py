import copy
import pickle

import pytest

from kinerja_tui.rules.problems import Problem, RuleBroken


def test_a_problem_is_hard_unless_said_otherwise():
    assert Problem("NIP belum diisi.").hard
    assert Problem("NIP belum diisi.") == Problem("NIP belum diisi.", hard=True)
    assert Problem("a", hard=False) != Problem("a")


@pytest.mark.parametrize("remake", [copy.copy, lambda error: pickle.loads(pickle.dumps(error))])
def test_a_refusal_keeps_its_words_between_threads_and_processes(remake):
    refusal = remake(RuleBroken("Bulan hanya 1 sampai 12."))
    assert isinstance(refusal, ValueError)
    assert refusal.text == str(refusal) == "Bulan hanya 1 sampai 12."
