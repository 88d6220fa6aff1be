"""Keys hammered while the program starts and loads, in a real terminal: none is lost, none goes to the wrong place."""

from __future__ import annotations

import os

import pytest

from kinerja_tui.services.staff import employees
from tests.crash.test_app_killed import Office, office
from tests.terminal import Terminal

__all__ = ["office"]
pytestmark = [pytest.mark.crash, pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a pseudo-terminal")]

TYPED = ["2", "a", "198501012010011003", "Dewi Anggraini", "\r", "\r", "\r", "\r", "Pengolah Data", "\r"]


@pytest.mark.parametrize("pause", [0.0, 0.15])
def test_what_is_typed_before_anything_is_seen_arrives_in_its_order(office: Office, pause: float) -> None:
    """At once when the process is born, and one after another through painting and loading."""
    with Terminal(office.argv) as terminal:
        for keys in TYPED:
            terminal.send(keys)
            terminal.read(pause) if pause else None
        terminal.wait_for(lambda text: "Pengolah Data" in text and "Dewi Anggraini" in text)
        terminal.settle(0.5)
        terminal.send("f10")
        terminal.wait_for("1 pegawai")
        terminal.send("ctrl+q")
        terminal.wait_exit()
    db = office.open()
    assert [row["name"] for row in employees.listing(db.file).rows(0, 9)] == ["Dewi Anggraini"]
    db.close()


def test_the_first_start_of_all_loses_nothing(office: Office) -> None:
    """No database yet: the keys are the answers of the first form."""
    new = office.path.with_name("baru.db")
    argv = [str(new) if part == str(office.path) else part for part in office.argv]
    with Terminal(argv) as terminal:
        terminal.send("1", "muara bulian")
        terminal.wait_for("muara bulian")
        terminal.kill()
