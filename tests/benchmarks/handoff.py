"""Handing over so many changes, from writing a bundle to taking its import back, beside the least that could be done.

    python -m tests.benchmarks handoff [--changes 20000] [--runs 3] [--folder DIR]

The floor, measured in the same run: each line parsed as JSON, its signature checked, its rows put into SQLite with
`executemany`. Every step runs in a process of its own, so that its memory is its own.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from nacl.signing import VerifyKey

from kinerja_tui.handoff import export, merge, trust, undo
from kinerja_tui.models import projection
from kinerja_tui.models.changes import Change, Op, name_of
from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Employee
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.identity import Identity
from kinerja_tui.models.journal import SignedChange
from kinerja_tui.models.verify import verify
from kinerja_tui.services.office import setup

OFFICE, DISTRICT = "15.04.03", "15.04"
PER_PERSON = 20
STEPS = ("floor", "write", "preview", "import", "import again", "verify", "take back")


def opened(folder: Path) -> Database:
    """The database of one side."""
    return Database(DatabaseFile(folder / "kinerja.db").open(), folder / "kunci")


def made(identity: Identity, count: int) -> Iterator[SignedChange]:
    """A year of invented people: each is entered, then has results and what was reached of them written for it."""
    for n in range(1, count + 1):
        person, number = divmod(n, PER_PERSON)
        key = Employee.id_of(f"{198501012010010000 + person}")
        fields: dict[str, str | int]
        if number == 0:
            table, record = "employee", key
            fields = {"nip": f"{198501012010010000 + person}", "name": f"Nama Pegawai {person}", "office": OFFICE}
        elif number % 2:
            table, record = "work_result", f"{person:08x}-{number:04x}"
            text = f"Laporan pelayanan administrasi nomor {number} selesai disusun tepat waktu"
            fields = {"employee_id": key, "text": text, "position": number, "plan_id": f"{person:08x}-plan"}
        else:
            table, record = "progress", f"{person:08x}-{number:04x}"
            note = f"Sudah selesai {number} berkas pelayanan, sisanya menunggu kelengkapan dari warga"
            fields = {
                "indicator_id": f"{person:08x}-ind{number:x}",
                "period": "2026-TW1",
                "amount": f"{number}",
                "note": note,
            }
        change = Change(
            site=identity.site,
            n=identity.last_change + n,
            at="2026-11-20T09:00:00+07:00",
            by="Rina Wulandari",
            act="Hasil kerja dicatat",
            sub=key,
            aud=(),
            ops=(Op(table, record, (), fields),),
        )
        body = change.body()
        yield SignedChange(name_of(body), change, body, identity.sign(body))


def prepare(folder: Path, changes: int) -> None:
    """An office with so many changes, and a district that knows it."""
    office, district = opened(folder / "office"), opened(folder / "district")
    setup.set_up(office, OFFICE, "Rina Wulandari", 2026)
    setup.set_up(district, DISTRICT, "Budi Santoso", 2026)
    trust.enrol(office, DISTRICT, "BKPSDM", district.identity.public_key)
    trust.enrol(district, OFFICE, "Muara Bulian", office.identity.public_key)
    with office.transaction() as session:
        projection.append(session.connection(), made(office.identity, changes))
    export.export(office, DISTRICT, folder / "open", sealed=False)
    office.close()
    district.close()


def step(name: str, folder: Path) -> None:
    """Do one step and print its seconds, those of the processor, and the peak of this process in MB."""
    work: dict[str, Callable[[], object]] = {
        "floor": lambda: floor(folder),
        "write": lambda: with_database(folder / "office", lambda db: export.export(db, DISTRICT, folder / "usb")),
        "preview": lambda: with_database(folder / "district", lambda db: merge.preview(db, bundle(folder))),
        "import": lambda: with_database(folder / "district", lambda db: merge.take_in(db, bundle(folder))),
        "import again": lambda: with_database(folder / "district", lambda db: merge.take_in(db, bundle(folder))),
        "verify": lambda: with_database(folder / "district", verify),
        "take back": lambda: with_database(folder / "district", take_back),
    }
    before = peak()
    began, worked = time.perf_counter(), time.process_time()
    work[name]()
    worked = time.process_time() - worked
    print(json.dumps({"seconds": time.perf_counter() - began, "cpu": worked, "MB": peak(), "before": before}))


def take_back(db: Database) -> None:
    """The newest import, as a whole."""
    undo.undo_import(db, undo.newest_import(db) or "")


def bundle(folder: Path) -> Path:
    """The newest bundle on the stick, sealed as it is by default."""
    return max((folder / "usb").glob("*.segel"))


def with_database(folder: Path, work: Callable[[Database], object]) -> None:
    """Work with a database and close it."""
    db = opened(folder)
    try:
        work(db)
    finally:
        db.close()


def floor(folder: Path) -> None:
    """Read, check and store the same changes with nothing but the standard library and libsodium."""
    keys: dict[str, VerifyKey] = {}
    connection = sqlite3.connect(folder / "floor.db")
    connection.executescript(
        "CREATE TABLE change (id TEXT, body BLOB, sig BLOB); CREATE TABLE row (id TEXT, body TEXT);"
    )
    with gzip.open(next((folder / "open").glob("*.json.gz"))) as file:
        header = json.loads(file.readline() + b"]}")["header"]
        keys = {site: VerifyKey(bytes.fromhex(key)) for site, key in header["keys"].items()}
        batch: list[tuple[str, bytes, bytes]] = []
        rows: list[tuple[str, str]] = []
        for line in file:
            if line.startswith(b"]"):
                break
            text = line.rstrip(b",\n")
            item = json.loads(text)
            body, sig = text[5:-138], bytes.fromhex(item["sig"])
            keys[item["c"]["site"]].verify(body, sig)
            batch.append((name_of(body), body, sig))
            rows += [(op["k"], json.dumps(op["s"])) for op in item["c"]["ops"]]
            if len(batch) == 1000:
                connection.executemany("INSERT INTO change VALUES (?, ?, ?)", batch)
                connection.executemany("INSERT INTO row VALUES (?, ?)", rows)
                batch, rows = [], []
    connection.executemany("INSERT INTO change VALUES (?, ?, ?)", batch)
    connection.executemany("INSERT INTO row VALUES (?, ?)", rows)
    connection.commit()
    connection.close()


def peak() -> float:
    """Most memory this process ever had, in MB."""
    status = Path("/proc/self/status")
    if status.exists():  # getrusage counts what the parent had when it was forked
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line[:6] == "VmHWM:") / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(arguments: Sequence[str]) -> None:
    """Run every step so many times and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--changes", type=int, default=20_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        prepare(folder / "made", options.changes)
        figures: dict[str, list[dict[str, float]]] = {name: [] for name in STEPS}
        for number in range(options.runs):
            target = folder / f"run{number}"
            shutil.copytree(folder / "made", target)
            for name in STEPS:
                command = [sys.executable, "-m", "tests.benchmarks.handoff", name, str(target)]
                done = subprocess.run(command, check=True, capture_output=True, text=True)
                figures[name].append(json.loads(done.stdout))
            size, unpacked = bundle(target).stat().st_size, next((target / "open").glob("*.json.gz"))
            stored = (target / "district" / "kinerja.db").stat().st_size
            with gzip.open(unpacked) as file:
                plain = sum(len(line) for line in file)
            shutil.rmtree(target)
    print_figures(figures, options.changes)
    print(
        f"  bytes a change: {plain / options.changes:.0f} open, {size / options.changes:.0f} packed and sealed, "
        f"{stored / options.changes:.0f} in the database"
    )


def print_figures(figures: dict[str, list[dict[str, float]]], changes: int) -> None:
    """Medians, and how many times the floor each step takes, by the clock and in processor time."""
    print(f"\nHanding over {changes:,} changes")
    print(f"  {'':<14}{'seconds':>9}{'ratio':>8}{'cpu s':>9}{'ratio':>8}{'peak MB':>9}{'at start':>10}")
    least = {key: statistics.median(item[key] for item in figures["floor"]) for key in ("seconds", "cpu")}
    for name, runs in figures.items():
        middle = {key: statistics.median(item[key] for item in runs) for key in runs[0]}
        times = "".join(f"{middle[key]:>9.2f}{middle[key] / least[key]:>8.2f}" for key in least)
        print(f"  {name:<14}{times}{middle['MB']:>9.0f}{middle['before']:>10.0f}")


if __name__ == "__main__":
    step(sys.argv[1], Path(sys.argv[2]))
