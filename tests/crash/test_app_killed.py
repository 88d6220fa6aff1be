"""The real program in a real terminal, killed while a clerk types: what the screen showed as finished is there."""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

import pytest

from kinerja_tui.models.database import Database
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.nip import normalise
from kinerja_tui.services import employees, forms, setup
from kinerja_tui.services.employees import NEW
from tests.terminal import Terminal

pytestmark = [pytest.mark.crash, pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a pseudo-terminal")]

KILLS = max(3, int(os.environ.get("KINERJA_KILLS", "200")) // 20)

LABELS = {
    "NIP": "employee/nip",
    "Nama": "employee/name",
    "Nama jabatan": "assignment/post",
    "Unit kerja": "assignment/unit",
}


def finished_fields(screen: str) -> dict[str, str]:
    """The fields the screen showed as finished: a mark ·, a label, a value."""
    found = {}
    for line in screen.splitlines():
        label, value = line[4:30].strip(), line[30:].strip()
        if line[:2] == " ·" and label in LABELS and value != "–":
            found.setdefault(LABELS[label], value)
    return found


def test_what_the_screen_showed_as_finished_is_there(tmp_path: Path) -> None:
    chance = random.Random(1504)
    path, keys = tmp_path / "kinerja.db", tmp_path / "kunci"
    db = Database(DatabaseFile(path).open(), keys)
    setup.set_up(db, "15.04.03", "Rina Wulandari", 2026)
    db.close()
    shown = 0
    argv = [sys.executable, "-m", "kinerja_tui", "--db", str(path), "--kunci", str(keys)]
    for kill in range(KILLS):
        typing = [f"19850{1 + kill % 9}01201001100{kill % 10}", "Dewi Anggraini", "\r", "\r", "\r", "\r"]
        typing += ["Pengolah Data", "\r", "\r", "Seksi Pemerintahan", "\r"]
        with Terminal(argv) as terminal:
            terminal.wait_for("Yang perlu dikerjakan")
            terminal.send("2")
            terminal.wait_for("Pegawai")
            terminal.settle(0.2)
            terminal.send("a")
            terminal.wait_for("Nama jabatan")
            for keystrokes in typing[: chance.randint(1, len(typing))]:
                terminal.send(keystrokes)
                terminal.read(chance.uniform(0, 0.05))
            terminal.read(chance.uniform(0, 0.2))
            terminal.kill()
            finished = finished_fields(terminal.text)
        db = Database(DatabaseFile(path).open(), keys)
        form = employees.new_form(db)
        for key, value in finished.items():
            table, column = key.split("/")
            kept = form.text(f"{table}/{NEW}/{column}")
            assert normalise(kept) == normalise(value), f"{key} stood finished on the screen:\n{terminal.text}"
        shown += len(finished)
        if form.typed:
            forms.discard(db, form)
        db.close()
    assert shown > KILLS, "the kills should fall after finished fields"
