"""The power is cut (SIGKILL) while a bundle is written or taken in: nothing is lost, and nothing half has a name.

KINERJA_KILLS=n changes the number of kills of each kind (default 24). Half of them fall on the edge of a call that
changes a file, half after a random time. Run with -s, the moments that were reached are told.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import pytest
import typst  # noqa: F401 - what the commands import when they need it is here before their processes are forked
from typer.testing import CliRunner

from kinerja_tui.cli.main import app
from kinerja_tui.handoff import export, merge, trust
from kinerja_tui.handoff.bundle import PARTIAL
from kinerja_tui.models.database import Database
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.verify import verify
from kinerja_tui.services.handover.media import BUNDLES
from kinerja_tui.services.office import setup
from tests.benchmarks import offices
from tests.conftest import fixed_now
from tests.crash.cut import Cut, Work, can_trace, cut, killed_after

pytestmark = [pytest.mark.crash, pytest.mark.skipif(not can_trace(), reason="needs ptrace of Linux")]

KILLS = int(os.environ.get("KINERJA_KILLS", "24"))
DISTRICT = "15.04"
PEOPLE = 40

AT_WORK, DONE = b"!", "!done"

RENEWED = 20
"""Exports into one database before a fresh one: its ledger grows, as in an office with bad power."""


def opened(folder: Path) -> Database:
    return Database(DatabaseFile(folder / "kinerja.db").open(), folder / "kunci", fixed_now)


@dataclass
class Sides:
    """An office and its district that know each other."""

    office: Path
    district: Path
    folder: Path


@pytest.fixture
def sides(tmp_path: Path) -> Sides:
    office, district = tmp_path / "office", tmp_path / "district"
    offices.make(office, PEOPLE)
    ours, theirs = opened(office), opened(district)
    setup.set_up(theirs, DISTRICT, "Budi Santoso", 2026)
    trust.enrol(ours, DISTRICT, "BKPSDM", theirs.identity.public_key)
    trust.enrol(theirs, ours.office, "Muara Bulian", ours.identity.public_key)
    ours.close()
    theirs.close()
    return Sides(office, district, tmp_path)


def rows(folder: Path, sql: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(folder / "kinerja.db") as connection:
        return connection.execute(sql).fetchall()


def kinerja(folder: Path, *command: str) -> Work:
    """A command of the program, as the clerk calls it; it reports that it is at work, and that it ended well."""

    def work(fd: int) -> None:
        os.write(fd, AT_WORK)
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        try:
            app([*command, "--db", str(folder / "kinerja.db"), "--kunci", str(folder / "kunci")])
        except SystemExit as end:
            if end.code == 0:
                os.write(fd, b"done")

    return work


def kill(work: Work, number: int, whole: Cut, seconds: float, chance: random.Random) -> str:
    """Kill once, at a change of a file or after a time; what it had reported."""
    if number % 2 == 0:
        return cut(work, chance.randint(1, whole.calls)).reported.decode()
    return killed_after(chance.uniform(0, seconds), work).decode()


def measured(work: Work) -> tuple[Cut, float]:
    """One whole run: its changes of files, and how long it took."""
    began = time.perf_counter()
    done = cut(work)
    assert done.reported.decode() == DONE
    return done, time.perf_counter() - began


def tell(title: str, moments: Counter[str]) -> None:
    """The moments that were reached, for those who look: at the end, and now and then in a long run."""
    if moments.total() in {KILLS, *range(0, KILLS, 100)}:
        sys.stdout.write(f"\n{title}: {moments.total()} kills; {dict(moments.most_common())}\n")
        sys.stdout.flush()


# -- a bundle is written


def exporting(sides: Sides, stick: Path, *, sealed: bool) -> Work:
    """Write a bundle, and its papers beside it."""
    return kinerja(sides.office, "ekspor", "--folder", str(stick), *([] if sealed else ["--terbuka"]))


def bundles_of(stick: Path) -> list[Path]:
    """What has the name of a bundle."""
    return sorted(path for path in stick.glob("kinerja_*") if path.name.endswith(BUNDLES))


def moment_of_export(sides: Sides, stick: Path, known: int, told: str) -> str:
    """How far the killed export had come, before anything is put right."""
    if told == DONE:
        return "at its end"
    hot = (sides.office / "kinerja.db-journal").stat().st_size
    partial = list(stick.glob(f"*{PARTIAL}"))
    if len(bundles_of(stick)) > known:
        return "named, its papers not yet" if not partial else "named, a paper half written"
    if hot:
        return "within the commit"
    if not partial:
        return "before the file"
    written = rows(sides.office, f"SELECT 1 FROM outgoing_bundle WHERE file || '{PARTIAL}' = '{partial[0].name}'")
    return "committed, not yet named" if written else "while the file was written"


def ledger_of(folder: Path) -> dict[object, list[object]]:
    """Bundle -> its number and its file."""
    return {name: rest for name, *rest in rows(folder, "SELECT id, no, file FROM outgoing_bundle")}


def check_stick(sides: Sides, stick: Path, known: Collection[Path] = ()) -> None:
    """Whatever has a name is whole, and stands in the ledger under its number; what is ``known`` was looked into."""
    ledger = ledger_of(sides.office)
    assert len({no for no, _ in ledger.values()}) == len(ledger), "one number for two bundles"
    for path in bundles_of(stick):
        if path in known:
            continue
        looked = CliRunner().invoke(app, ["periksa", str(path), "--kunci", str(sides.district / "kunci"), "--json"])
        assert looked.exit_code == 0, f"{path.name}: {looked.output}"
        seen = json.loads(looked.stdout)
        assert seen["utuh"] is True
        assert ledger[seen["tanda"]] == [seen["nomor"], path.name]
    for path in stick.glob("*.pdf"):
        content = path.read_bytes()
        assert content.startswith(b"%PDF")
        assert content.rstrip().endswith(b"%%EOF")
    for path in stick.iterdir():
        assert path.name.endswith((*BUNDLES, ".pdf", ".txt", ".csv", PARTIAL)), path.name


def test_an_export_is_whole_or_has_no_name(sides: Sides) -> None:
    chance = random.Random(15041)
    template, stick = sides.folder / "template", sides.folder / "stick"
    shutil.copytree(sides.office, template)
    moments: Counter[str] = Counter()
    whole, seconds = measured(exporting(sides, sides.folder / "first", sealed=True))
    for number in range(KILLS):
        if number % RENEWED == 0:
            shutil.rmtree(sides.office)
            shutil.rmtree(stick, ignore_errors=True)
            shutil.copytree(template, sides.office)
            stick.mkdir()
        known, ledger = bundles_of(stick), ledger_of(sides.office)
        told = kill(exporting(sides, stick, sealed=number % 4 < 2), number, whole, seconds, chance)
        moments[moment_of_export(sides, stick, len(known), told)] += 1
        db = opened(sides.office)  # the rollback journal, if one was left, is played back here
        assert len(bundles_of(stick)) > len(known) or told != DONE, "it said done, and it was not"
        check_stick(sides, stick, known)
        assert all(ledger_of(sides.office)[name] == line for name, line in ledger.items())
        highest = rows(sides.office, "SELECT coalesce(max(no), 0) FROM outgoing_bundle")[0][0]
        # Nothing was confirmed, so the next bundle carries everything, under a number that was never used.
        written = export.export(db, DISTRICT, stick)
        assert written.header.no == highest + 1
        assert written.header.count == rows(sides.office, "SELECT count(*) FROM journal")[0][0]
        assert not list(stick.glob(f"*{PARTIAL}")), "what the power cut left is cleared away"
        if number % RENEWED == RENEWED - 1 or number == KILLS - 1:
            check_stick(sides, stick)
            assert verify(db).findings == []
            assert merge_elsewhere(sides, written.path) == written.header.count
        db.close()
        tell("exports", moments)
    assert moments["at its end"] < KILLS, "the kills should fall within the work"


def merge_elsewhere(sides: Sides, bundle: Path) -> int:
    """How many changes the district finds in a bundle."""
    target = copied(sides.district, sides.folder / "looking")
    db = opened(target)
    new = merge.preview(db, bundle).new
    db.close()
    return new


# -- a bundle is taken in


def copied(source: Path, target: Path) -> Path:
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target)
    return target


def test_an_import_is_whole_or_nothing(sides: Sides) -> None:
    chance = random.Random(15042)
    db = opened(sides.office)
    bundle = export.export(db, DISTRICT, sides.folder / "stick").path
    db.close()
    target = copied(sides.district, sides.folder / "target")
    counting = "SELECT (SELECT count(*) FROM journal), (SELECT count(*) FROM employee), count(*) FROM incoming_bundle"
    before = rows(target, counting)
    whole, seconds = measured(kinerja(target, "impor", str(bundle)))
    after = rows(target, counting)
    assert before != after
    moments: Counter[str] = Counter()
    for number in range(KILLS):
        copied(sides.district, target)
        told = kill(kinerja(target, "impor", str(bundle)), number, whole, seconds, chance)
        hot = (target / "kinerja.db-journal").stat().st_size
        db = opened(target)  # the rollback journal, if one was left, is played back here
        found = rows(target, counting)
        assert found in (before, after)
        assert told != DONE or found == after, "it said done, and it was not"
        moment = "at its end" if told == DONE else "after the commit" if found == after else "before the commit"
        moments["within the commit" if hot and found == before else moment] += 1
        if number % RENEWED == RENEWED - 1 or number == KILLS - 1:
            assert verify(db).findings == []
            assert merge.take_in(db, bundle).already_imported == (found == after)
            assert rows(target, counting) == after
        db.close()
        tell("imports", moments)
    assert moments["at its end"] < KILLS, "the kills should fall within the work"
