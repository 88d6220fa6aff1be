"""A slow line and a closed terminal: keys whose bytes come in pieces, a text that is refused when the window goes."""

from __future__ import annotations

import os
import signal
import time

import pytest

from tests.crash.test_app_killed import Office, back_in_the_form, field_at, office
from tests.crash.test_hostile_terminals import open_form
from tests.terminal import Terminal

__all__ = ["office"]
pytestmark = [pytest.mark.crash, pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a pseudo-terminal")]


def slowly(terminal: Terminal, *pieces: str) -> None:
    """Bytes with pauses between them, longer than the parser waits for the rest of a key."""
    for piece in pieces:
        terminal.send(piece)
        time.sleep(0.15)
    terminal.settle(0.3)


def test_arrows_in_pieces_move_and_take_nothing_with_them(office: Office) -> None:
    with Terminal(office.argv) as terminal:
        open_form(terminal)
        terminal.send("198501012010011003", "Dewi Anggraini")
        terminal.wait_for("Dewi Anggraini")
        slowly(terminal, "\x1b", "[B")
        terminal.wait_for(lambda text: field_at(text) == "Status kepegawaian")
        assert "Dewi Anggraini" in terminal.text
        terminal.send("2")
        slowly(terminal, "\x1b", "[", "A")
        terminal.wait_for(lambda text: field_at(text) == "Nama")
        terminal.send("Dewi Lestari")
        terminal.wait_for("Dewi Lestari")
        slowly(terminal, "\x1b")  # a real Esc restores, and Ctrl+Z takes that back
        terminal.wait_for("Dewi Anggraini")
        slowly(terminal, "\x1a")
        terminal.wait_for("Dewi Lestari")
        slowly(terminal, "\x1b", "[x")
        terminal.wait_for("[x")  # what is no key was typed by hand
        terminal.send("down")
        terminal.wait_for(lambda text: field_at(text) == "Status kepegawaian")
        slowly(terminal, "\x1b", "[B")  # where an Esc asks what to do: the arrow is no answer to that
        terminal.wait_for(lambda text: "Lanjut mengisi" not in text and "[x" in text)


def test_what_is_refused_or_half_typed_comes_back(office: Office) -> None:
    """Closed with Ctrl+Q, by the window, by the system; and the plug pulled in the middle of a word."""
    ends = [
        lambda terminal: terminal.send("ctrl+q"),
        lambda terminal: os.kill(terminal.pid, signal.SIGTERM),
        lambda terminal: os.kill(terminal.pid, signal.SIGHUP),
    ]
    with Terminal(office.argv) as terminal:
        open_form(terminal)
        terminal.send("1985010120")
        terminal.settle(0.2)
        ends[0](terminal)
        terminal.wait_exit()
    for number, end in enumerate(ends[1:], 1):
        with Terminal(office.argv) as terminal:
            text = back_in_the_form(terminal)
            assert field_at(text) == "NIP"
            assert "1985010120" + "1" * (number - 1) in text
            assert "Harus 18 angka" in text
            terminal.send("1")
            terminal.settle(0.2)
            end(terminal)
            terminal.wait_exit()
    with Terminal(office.argv) as terminal:
        assert "198501012011" in back_in_the_form(terminal)
        terminal.send("\x15", "198501012010011003", "Dewi Ang")
        terminal.wait_for("Dewi Ang")
        time.sleep(2)  # the person pauses
        terminal.kill()
    with Terminal(office.argv) as terminal:
        text = back_in_the_form(terminal)
        assert field_at(text) == "Nama"
        assert "Dewi Ang" in text
        terminal.send("graini\r")
        terminal.wait_for("Dewi Anggraini")
        terminal.send("ctrl+q")
        terminal.wait_exit()
