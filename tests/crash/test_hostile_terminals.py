"""Terminals as they come: no name, an unknown name, sixteen colours, none, tiny, without UTF-8, with huge pastes."""

from __future__ import annotations

import os
import time

import pytest

from kinerja_tui.services.staff import employees
from tests.crash.test_app_killed import Office, field_at, office
from tests.terminal import Terminal

__all__ = ["office"]
pytestmark = [pytest.mark.crash, pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a pseudo-terminal")]

ENVIRONMENTS = {
    "foo": {"TERM": "foo", "COLORTERM": ""},
    "dumb": {"TERM": "dumb", "COLORTERM": ""},
    "none": {"TERM": "", "COLORTERM": ""},
    "linux": {"TERM": "linux", "COLORTERM": ""},
    "vt100": {"TERM": "vt100", "COLORTERM": ""},
    "no colour": {"NO_COLOR": "1"},
    "latin": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
}
MEGABYTE = "Loket pelayanan " * 65_536


def open_form(terminal: Terminal) -> None:
    terminal.wait_for("Yang perlu dikerjakan")
    terminal.send("2")
    terminal.wait_for("Belum ada pegawai")
    terminal.send("a")
    terminal.wait_for("Nama jabatan")
    terminal.settle(0.3)


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_a_person_is_keyed_in(office: Office, name: str) -> None:
    """With second keys alone: Ctrl+N where a keyboard has no F10."""
    with Terminal(office.argv, env=ENVIRONMENTS[name]) as terminal:
        open_form(terminal)
        for keys in ("198501012010011003", "Dewi Anggraini\r", "\r\r\r", "Pengolah Data\r", "ctrl+n"):
            terminal.send(keys)
        terminal.wait_for("1 pegawai")
        terminal.send("ctrl+q")
        terminal.wait_exit()


def test_resized_to_nothing_and_back_while_typing(office: Office) -> None:
    with Terminal(office.argv) as terminal:
        open_form(terminal)
        terminal.send("198501012010011003", "Dewi ")
        for columns, rows in ((20, 5), (1, 1), (200, 60), (2, 30), (80, 24)):
            terminal.resize(columns, rows)
            terminal.send("a")
            terminal.settle(0.2)
        terminal.wait_for("Dewi aaaaa")
        terminal.resize(20, 5)
        terminal.send("\r\r\r\r", "Pengolah Data\r")
        terminal.settle(0.3)
        assert field_at(terminal.text)
        terminal.send("f10")
        terminal.settle(0.5)
        terminal.send("/", "dew", "enter")
        terminal.resize(1, 1)
        terminal.settle(0.3)
        terminal.resize(80, 24)
        terminal.wait_for("1 dari 1")
        terminal.wait_for("Dewi aaaaa")
        terminal.send("ctrl+q")
        terminal.wait_exit()


def test_a_megabyte_into_a_field_the_filter_and_the_palette(office: Office) -> None:
    """In one piece as modern terminals do, and key by key as an old console; what does not fit is said."""
    with Terminal(office.argv) as terminal:
        open_form(terminal)
        terminal.send("198501012010011003")
        terminal.settle(0.3)
        terminal.send_slowly(f"\x1b[200~{MEGABYTE}\x1b[201~")
        terminal.wait_for("Tempelan terlalu panjang", 60)
        terminal.send("ctrl+u")
        terminal.settle(0.2)
        terminal.send_slowly(MEGABYTE[:20_000])
        terminal.wait_for("Sudah penuh", 60)
        began = time.monotonic()
        terminal.send("ctrl+u", "Dewi\r")
        terminal.wait_for(lambda text: "Dewi" in text and "Status" in field_at(text), 60)
        assert time.monotonic() - began < 60
        terminal.send("\r\r\r", "Pengolah Data\r", "ctrl+n")
        terminal.wait_for("1 pegawai")
        terminal.send("/")
        terminal.settle(0.2)
        terminal.send_slowly(f"\x1b[200~{MEGABYTE}\x1b[201~")
        terminal.wait_for("0 dari 1", 60)
        terminal.send("esc")
        terminal.settle(0.5)
        terminal.send("ctrl+p")
        terminal.settle(0.5)
        terminal.send_slowly(f"\x1b[200~{MEGABYTE}\x1b[201~")
        terminal.settle(1.0, 60)
        terminal.send("esc")
        terminal.settle(0.5)
        terminal.send("esc")
        terminal.wait_for("Dewi", 60)
        terminal.send("ctrl+q")
        terminal.wait_exit()
    db = office.open()
    assert [row["name"] for row in employees.listing(db.file).rows(0, 9)] == ["Dewi"]
    db.close()
