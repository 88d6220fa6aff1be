"""Mutated bundles, one after another: each is either taken in soundly or refused with a text and without a trace.

    python -m tests.handoff.fuzz [--minutes 60 | --runs N] [--seed N] [--keep FOLDER]

Valid bundles are spoiled in their bytes, their lines and what they say (signed anew by known PCs, so that the deeper
checks are met), open, packed and sealed. A bundle that shows something wrong is kept with the database it was for.
Exit code 1 when there was one.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import time
import traceback
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

from kinerja_tui import handoff
from kinerja_tui.handoff import export, merge, trust
from kinerja_tui.handoff.problems import BundleProblem
from kinerja_tui.models.employees import Employee
from kinerja_tui.models.identity import Identity
from kinerja_tui.models.offices import Rejection
from kinerja_tui.models.plans import WorkResult
from kinerja_tui.models.projection import place_of
from kinerja_tui.models.records import decode, journalled_fields
from kinerja_tui.models.schema import PROJECTED
from kinerja_tui.models.verify import verify
from tests.handoff.mutations import Letter, Spoiler, letter_of
from tests.handoff.pc import DISTRICT, OFFICE_A, OFFICE_B, PC
from tests.handoff.simulator import World, without
from tests.journal.oracle import Write, expected

SAMPLE = 40
"""One run in so many is traced for the lines it reaches."""

HANDOFF = str(Path(handoff.__file__).parent)


class Fuzz:
    """Three offices with a past, their bundles, and what happened to the spoiled ones."""

    def __init__(self, seed: int, keep: Path) -> None:
        self.chance = random.Random(seed)
        self.keep = keep
        self.world = World()
        self.outcomes: Counter[str] = Counter()
        self.failures = 0
        self.runs = 0
        self.lines: set[tuple[str, int]] = set()
        self.letters = self._past()
        self.targets = [pc for pc in self.world.pcs if pc.name in {"a", "d"}]
        self.base = {pc.name: self._kept(pc) for pc in self.targets}
        self.spoiler = Spoiler(self.chance, [pc.db.identity for pc in self.world.pcs])
        self.plain = {id(letter): self.spoiler.written(letter, proper=True) for letter in self.letters}

    def close(self) -> None:
        """Take everything away again."""
        self.world.close()

    def _past(self) -> list[Letter]:
        """A short history with everything in it, and the bundles that are on their way at its end."""
        world = self.world
        a, b, d = world.add("a", OFFICE_A), world.add("b", OFFICE_B), world.add("d", DISTRICT)
        stranger, lost = world.add("x", "15.04.09"), world.add("l", OFFICE_A)
        for pc in (a, b, lost):
            world.meet(pc, d)
        trust.withdraw(d.db, lost.db.identity.site, "hilang")
        world.notice(d)
        people = [world.employee(a, "1", OFFICE_A), world.employee(a, "2", OFFICE_A), world.employee(b, "3", OFFICE_B)]
        for number, key in enumerate(people):
            world.edit(b if number == 2 else a, WorkResult, f"{number:08x}-1111", key, text="Laporan", position=1)
        for _ in range(2):
            for sender, receiver in ((a, d), (b, d), (d, a), (d, b)):
                world.deliver(world.send(sender, receiver.office), receiver)
        for pc, name in ((a, "Ani A"), (d, "Ani D")):  # in dispute when they meet
            world.edit(pc, Employee, people[0], people[0], name=name)
        world.edit(a, WorkResult, "00000001-1111", people[1], removed=True)
        refused = world.edit(a, WorkResult, "00000000-1111", people[0], text="Salah")
        world.deliver(world.send(b, DISTRICT), d)
        form = world.open_form(d, Employee, people[2], people[2])
        world.save(d, form, [OFFICE_A], office=OFFICE_A)
        world.reject(d, refused)
        world.edit(stranger, WorkResult, "00000009-1111", people[0], text="Asing")
        letters = []
        for sender, receiver, office in ((a, d, DISTRICT), (b, d, DISTRICT), (d, a, OFFICE_A), (stranger, d, DISTRICT)):
            for full in (False, True):
                path = export.export(sender.db, office, world.root, full=full, packed=False, sealed=False).path
                letters.append(letter_of(path.read_bytes(), receiver.db.identity))
        return letters

    # -- one run

    def run(self) -> None:
        """Spoil a bundle and give it to a PC."""
        self.runs += 1
        letter = self.chance.choice(self.letters)
        data, notes = self._spoiled(letter)
        pc = self.chance.choice(self.targets) if self.chance.random() < 0.05 else self._of(letter.receiver)
        path = self.world.root / "spoiled"
        path.write_bytes(data)
        before, mark = pc.bytes(), pc.db.identity.path.read_bytes()
        try:
            self._give(pc, path)
        except Exception:  # noqa: BLE001  (whatever it is, it is what we look for)
            self.failures += 1
            folder = self.keep / f"{self.runs:07d}"
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "bundle").write_bytes(data)
            (folder / "database").write_bytes(before)
            (folder / "identity.json").write_bytes(mark)
            (folder / "why.txt").write_text(f"{pc.name} {' '.join(notes)}\n{traceback.format_exc()}")
            print(f"run {self.runs}: {traceback.format_exc(limit=-1)} kept in {folder}", flush=True)  # noqa: T201
            self._reset(pc)

    def _of(self, receiver: Identity) -> PC:
        return next(pc for pc in self.targets if pc.db.identity.site == receiver.site)

    def _spoiled(self, letter: Letter) -> tuple[bytes, list[str]]:
        way = self.chance.random()
        plain = self.plain[id(letter)]
        other = self.plain[id(self.chance.choice(self.letters))]
        if way < 0.2:
            return self.spoiler.damaged(self.spoiler.wrapped(plain, letter.receiver), other), ["outside"]
        if way < 0.35:
            return self.spoiler.wrapped(self.spoiler.damaged(plain, other), letter.receiver), ["inside"]
        made = self.spoiler.spoil(letter, self.letters)
        data = self.spoiler.written(made)
        if self.chance.random() < 0.05:
            data = self.spoiler.damaged(data, other)
        return self.spoiler.wrapped(data, letter.receiver), made.notes

    def _give(self, pc: PC, path: Path) -> None:
        before, mark, site = pc.bytes(), pc.db.identity.path.read_bytes(), pc.db.identity.site
        seen = None
        if self.chance.random() < 0.3:
            seen = self._told(lambda: merge.preview(pc.db, path))
            assert pc.bytes() == before, "a preview wrote"
        done = self._told(lambda: merge.take_in(pc.db, path))
        if isinstance(done, str):
            self.outcomes[done] += 1
            assert seen in (None, done), "preview and import do not agree"
            assert pc.bytes() == before, "a refused bundle wrote"
            assert pc.db.identity.path.read_bytes() == mark, "a refused bundle moved the marks"
            return
        assert seen in (None, done), "preview and import do not agree"
        kind = "again" if done.already_imported else "imported, some held" if done.held else "imported"
        self.outcomes[kind] += 1
        if done.already_imported:
            assert pc.bytes() == before, "importing again wrote"
            return
        report = verify(pc.db)
        assert report.sound, [finding.text for finding in report.findings]
        check(pc)
        after = pc.bytes()
        again = self._told(lambda: merge.take_in(pc.db, path))
        assert pc.bytes() == after, "importing again wrote"
        if pc.db.identity.site != site:  # its own key was withdrawn: the old one's letters are closed to it
            self.outcomes["took a new key"] += 1
            assert again in ("sealed", "wrong_receiver") or _known(again), f"importing again: {again}"
            self._reset(pc)
            return
        assert _known(again), f"importing again was refused: {again}"
        if self.chance.random() < 0.3:
            self._reset(pc)

    def _told(self, work: Callable[[], merge.Outcome]) -> merge.Outcome | str:
        """What came of it, or the code of the refusal."""
        if self.runs % SAMPLE == 0:
            sys.settrace(self._trace)
        try:
            return work()
        except BundleProblem as problem:
            if len(problem.text) < 20 or not problem.text.endswith(".") or not problem.text.isprintable():
                raise ValueError(f"a refusal nobody can read: {problem.text!r}") from problem
            return problem.code
        finally:
            sys.settrace(None)

    def _trace(self, frame: FrameType, _event: str, _arg: Any) -> Any:
        if not frame.f_code.co_filename.startswith(HANDOFF):
            return None

        def each(frame: FrameType, event: str, _arg: Any) -> Any:
            if event == "line":
                self.lines.add((frame.f_code.co_filename, frame.f_lineno))
            return each

        return each

    # -- the databases

    def _kept(self, pc: PC) -> Path:
        folder = self.world.root / f"base-{pc.name}"
        pc.close()
        shutil.copytree(pc.folder, folder)
        pc.open()
        return folder

    def _reset(self, pc: PC) -> None:
        pc.close()
        shutil.rmtree(pc.folder)
        shutil.copytree(self.base[pc.name], pc.folder)
        pc.open()

    def report(self) -> str:
        """The figures, as text."""
        share = coverage(self.lines)
        lines = [f"{self.runs} executions, {self.failures} failures, lines of handoff/*.py reached: {share}"]
        lines += [f"  {count:8d}  {code}" for code, count in self.outcomes.most_common()]
        return "\n".join(lines)


def _known(done: merge.Outcome | str) -> bool:
    return not isinstance(done, str) and done.already_imported


def check(pc: PC) -> None:
    """The tables against plain sets: every record from its changes, by what these say their authors had seen."""
    rows = pc.rows("SELECT id, held, body FROM journal")
    records: dict[str, dict[str, tuple[str, Write]]] = {}
    for name, held, body in rows:
        for op in json.loads(zlib.decompress(body))["ops"]:
            write = Write(frozenset(op["p"]), op["s"], held is None)
            records.setdefault(op["k"], {})[name] = (op["t"], write)
    refused: set[str | None] = set()
    for _ in range(len(rows)):
        found = set()
        for key, writes in records.items():
            table, kept = _belonging(writes, refused)
            change = expected(kept).value.get("change") if table == "rejection" else None
            if isinstance(change, str) and Rejection.id_of(change) == key and not expected(kept).removed:
                found.add(change)
        if found == refused:
            break
        refused = {*found}
    for key, writes in records.items():
        table, kept = _belonging(writes, refused)
        for name in PROJECTED:
            count = pc.rows(f'SELECT count(*) FROM "{name}" WHERE id = ?', key)[0][0]
            assert count == (name == table), f"{name} {key}: {count} rows"
        if table in PROJECTED:
            _check_row(pc, table, key, kept)


def _belonging(writes: dict[str, tuple[str, Write]], refused: set[str | None]) -> tuple[str | None, dict[str, Write]]:
    """The table a record belongs to, and the writes that take part."""
    plain = without({name: write for name, (_, write) in writes.items()}, refused)
    counting = [name for name, write in plain.items() if write.counts]
    if not counting:
        return None, {}
    table = writes[min(counting, key=lambda name: (place_of(writes[name][0]), name))][0]
    return table, {name: write for name, write in plain.items() if writes[name][0] == table}


def _check_row(pc: PC, table: str, key: str, writes: dict[str, Write]) -> None:
    wanted = expected(writes)
    columns = [row[1] for row in pc.rows(f'PRAGMA table_info("{table}")')]
    shown = dict(zip(columns, pc.rows(f'SELECT * FROM "{table}" WHERE id = ?', key)[0], strict=True))
    assert bool(shown["removed"]) == wanted.removed, f"{table} {key}: removed"
    for name in journalled_fields(PROJECTED[table]):
        if name not in wanted.value:
            continue
        value = wanted.value[name]
        same = shown[name] == value or str(shown[name]) == str(decode(PROJECTED[table], name, value))
        if isinstance(value, dict | list):
            same = json.loads(shown[name]) == value
        assert same, f"{table} {key} {name}: {shown[name]!r} is not {value!r}"
    conflicts = {
        field: {head["change"] for head in json.loads(heads)}
        for field, heads in pc.rows("SELECT field, candidates FROM conflict WHERE record_id = ?", key)
    }
    assert conflicts == wanted.conflicts, f"{table} {key}: conflicts"


def coverage(reached: set[tuple[str, int]]) -> str:
    """How much of each module was reached, as far as the traced runs tell."""
    parts = []
    for path in sorted(Path(HANDOFF).glob("*.py")):
        every = _lines_of(compile(path.read_text(encoding="utf-8"), str(path), "exec"), top=True)
        if every:
            mine = {line for file, line in reached if file == str(path)} & every
            parts.append(f"{path.stem} {100 * len(mine) // len(every)} %")
    return ", ".join(parts)


def _lines_of(code: CodeType, top: bool = False) -> set[int]:
    """The lines inside functions; those of a module and of a class body run at import."""
    inside = bool(code.co_flags & 0x2) and not top
    found = {line for _, _, line in code.co_lines() if line is not None and line != code.co_firstlineno and inside}
    return found.union(*(_lines_of(item) for item in code.co_consts if isinstance(item, CodeType)))


def main(arguments: Sequence[str]) -> int:
    """Run for so long, telling the figures every minute."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--runs", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("fuzz-failures"))
    options = parser.parse_args(arguments)
    fuzz = Fuzz(options.seed, options.keep)
    began = told = time.monotonic()
    try:
        while fuzz.runs < options.runs if options.runs else time.monotonic() - began < options.minutes * 60:
            fuzz.run()
            if time.monotonic() - told > 60:
                told = time.monotonic()
                print(f"{(told - began) / 60:.0f} min: {fuzz.report()}", flush=True)  # noqa: T201
        print(f"seed {options.seed}, {(time.monotonic() - began) / 60:.1f} min: {fuzz.report()}")  # noqa: T201
    finally:
        fuzz.close()
    return 1 if fuzz.failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
