"""One random history of several PCs: people edit, remove, hand bundles over, lose them, and computers fail.

A history is a list of steps (name, three numbers); the numbers choose among what there is, so that any list is a
history and a part of a failing one is one too.
"""

from __future__ import annotations

import atexit
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from kinerja_tui.handoff import export, merge, undo
from kinerja_tui.handoff.problems import BundleProblem
from kinerja_tui.models.employees import Employee
from kinerja_tui.models.offices import Rejection
from kinerja_tui.models.plans import WorkResult
from kinerja_tui.models.verify import verify
from tests.handoff.simulator import DISTRICT, OFFICE_A, PC, Crash, Form, World

MOST_PCS = 5
YEARS = (1980, 2026, 2099)

STEPS = (
    ("open",) * 4
    + ("save",) * 8
    + ("remove", "bring_back", "settle_conflict", "reject", "transfer")
    + ("export",) * 4
    + ("deliver",) * 7
    + ("export_full", "deliver_anywhere", "undo", "backup", "restore", "copy", "power_cut", "clock", "same_office")
)
Step = tuple[str, int, int, int]


@dataclass(frozen=True)
class Weather:
    """How a history begins and how it is looked at."""

    acquainted: bool
    """the PCs have met and exchanged all they have before the first step"""
    sealed: bool
    """bundles are sealed wherever the receiver's key is known"""
    thorough: bool
    """at the end everybody writes to everybody, and every journal is verified; else who has news, and every ninth"""
    years: tuple[int, int, int]
    """what the clocks of the PCs say, in turn"""


@cache
def beginning(offices: tuple[str, ...], acquainted: bool) -> tuple[World, list[tuple[type[Any], str, str]]]:
    """A world of closed PCs, one for each of these offices, with three employees; and the records in it."""
    world = World()
    atexit.register(shutil.rmtree, world.root, ignore_errors=True)
    for number, office in enumerate(offices):
        world.add(f"pc{number}", office)
    records: list[tuple[type[Any], str, str]] = []
    kecamatan = sorted(set(offices) - {DISTRICT})
    for number, office in enumerate((OFFICE_A, OFFICE_A, kecamatan[-1])):
        pc = next(pc for pc in world.pcs if pc.office == office)
        key = world.employee(pc, f"{number}", office)
        records += [(Employee, key, key), (WorkResult, f"{number:08x}-1111", key)]
    if acquainted:
        world.settle()
        world.pool.clear()
    for pc in world.pcs:
        pc.close()
    return world, records


class History:
    """Interprets random steps on a fresh copy of the beginning."""

    def __init__(self, offices: tuple[str, ...], weather: Weather) -> None:
        start, self.records = beginning(offices, weather.acquainted)
        self.weather = weather
        self.world = start.again()
        self.world.sealing = weather.sealed
        self.offices = sorted(set(offices) - {DISTRICT})
        self.forms: dict[str, list[Form]] = {pc.name: [] for pc in self.world.pcs}
        self.backups: dict[str, Path] = {}
        for number, pc in enumerate(self.world.pcs):
            pc.clock = pc.clock.replace(year=weather.years[number % len(weather.years)])

    def run(self, steps: Sequence[Step]) -> None:
        """Everything that happens, then everyone exchanges with everyone, and all is as it must be."""
        world = self.world
        try:
            for name, x, y, z in steps:
                getattr(self, name)(x, y, z)
            for pc in world.pcs:
                world.check(pc)
            world.settle(thorough=self.weather.thorough)
            world.check_end()
            for number, pc in enumerate(world.pcs):
                if self.weather.thorough or (number + len(steps)) % 9 == 0:
                    assert verify(pc.db).findings == []
        finally:
            world.close()

    def pc(self, number: int, office: str | None = None) -> PC:
        among = [pc for pc in self.world.pcs if office in (None, pc.office)]
        return among[number % len(among)]

    def _form(self, pc: PC, number: int) -> Form | None:
        forms = self.forms[pc.name]
        if not forms:
            self.open(self.world.pcs.index(pc), number, 0)
        return forms.pop(number % len(forms)) if forms else None

    # -- people work

    def open(self, x: int, y: int, z: int) -> None:
        """A person opens what is on that PC, and the office's own things."""
        pc = self.pc(x)
        here = {row[0] for row in pc.rows("SELECT id FROM employee")}
        shown = [record for record in self.records if record[2] in here]
        if shown:
            self.forms[pc.name].append(self.world.open_form(pc, *shown[y % len(shown)]))

    def save(self, x: int, y: int, z: int) -> None:
        pc = self.pc(x)
        form = self._form(pc, y)
        if form is not None:
            self.world.save(pc, form, **typed_into(form, z))

    def remove(self, x: int, y: int, z: int) -> None:
        form = self._form(self.pc(x), y)
        if form is not None:
            self.world.save(self.pc(x), form, removed=True)

    def bring_back(self, x: int, y: int, z: int) -> None:
        form = self._form(self.pc(x), y)
        if form is not None:
            self.world.save(self.pc(x), form, removed=False)

    def settle_conflict(self, x: int, y: int, z: int) -> None:
        pc = self.pc(x)
        disputes = pc.rows("SELECT record_id, field FROM conflict ORDER BY 1, 2")
        if not disputes:
            return
        key, field = disputes[y % len(disputes)]
        if field == "office" and pc.office != DISTRICT:
            return  # whose a person is, the district says
        known = [record for record in self.records if record[1] == key]
        for record in known:
            value: Any = f"putusan {z % 2}"
            if field == "position":
                value = z % 2
            elif field == "office":
                value = self.offices[z % len(self.offices)]
            elif field == "removed":
                value = z % 2 == 0
            self.world.save(pc, self.world.open_form(pc, *record), **{field: value})

    def reject(self, x: int, y: int, z: int) -> None:
        pc = self.pc(x, DISTRICT)
        keys = {record[1] for record in self.records}
        here = pc.ids()
        names = sorted(
            name
            for name, body in self.world.changes.items()
            if name in here and any(op["k"] in keys or op["t"] == "rejection" for op in body["ops"])
        )
        if not names:
            return
        earlier = pc.rows("SELECT id, removed FROM rejection ORDER BY id")
        if earlier and z % 3 == 0:
            key, removed = earlier[y % len(earlier)]
            self.world.edit(pc, Rejection, key, "ref", removed=not removed)
        else:
            self.world.reject(pc, names[y % len(names)])

    def transfer(self, x: int, y: int, z: int) -> None:
        pc = self.pc(x, DISTRICT)
        people = pc.rows("SELECT id, office FROM employee ORDER BY id")
        if people:
            key, office = people[y % len(people)]
            form = self.world.open_form(pc, Employee, key, key)
            self.world.save(pc, form, [office], office=self.offices[z % len(self.offices)])

    # -- bundles go about

    def export(self, x: int, y: int, z: int, full: bool = False) -> None:
        pc = self.pc(x)
        self.world.send(pc, self._receiver_of(pc, y), full)

    def _receiver_of(self, pc: PC, number: int) -> str:
        return self.offices[number % len(self.offices)] if pc.office == DISTRICT else DISTRICT

    def export_full(self, x: int, y: int, z: int) -> None:
        self.export(x, y, z, full=True)

    def same_office(self, x: int, y: int, z: int) -> None:
        pc = self.pc(x)
        others = [other for other in self.world.pcs if other is not pc and other.office == pc.office]
        if others:
            self.world.enrol(pc, others[y % len(others)])
            self.world.send(pc, pc.office)

    def deliver(self, x: int, y: int, z: int) -> None:
        """One of the newest bundles, mostly to somebody of the right office."""
        if self.world.pool:
            sent = self.world.pool[-1 - x % min(6, len(self.world.pool))]
            if any(pc.office == sent.office for pc in self.world.pcs):
                pc = self.pc(y, sent.office)
                if z % 3:
                    self.world.hand(sent, pc)
                else:
                    self.world.deliver(sent, pc, enrol=z % 4 != 0)

    def deliver_anywhere(self, x: int, y: int, z: int) -> None:
        if self.world.pool:
            self.world.deliver(self.world.pool[x % len(self.world.pool)], self.pc(y))

    def undo(self, x: int, y: int, z: int) -> None:
        """Somebody thinks better of the newest import."""
        pc = self.pc(x)
        bundle = undo.newest_import(pc.db)
        if bundle is None:
            return
        before = pc.bytes()
        try:
            undo.undo_import(pc.db, bundle)
        except BundleProblem:
            assert pc.bytes() == before
        else:
            self.forms[pc.name] = []  # an open form keeps the import it has seen

    # -- computers fail

    def power_cut(self, x: int, y: int, z: int) -> None:
        """At any line of an import, an export, a saved form or an undone import: it happened whole or not at all."""
        pc = self.pc(y)
        form: Form | None = None
        work: Callable[[], object]
        if x % 4 == 0:
            form = self._form(pc, y)
            if form is None:
                return
            typed = form
            work = lambda: self.world.save(pc, typed, **typed_into(typed, x))  # noqa: E731
        elif x % 4 == 1:
            work = lambda: export.export(pc.db, self._receiver_of(pc, x), pc.folder / "out")  # noqa: E731
        elif x % 4 == 2 and (bundle := undo.newest_import(pc.db)) is not None:
            work = lambda: undo.undo_import(pc.db, bundle)  # noqa: E731
        elif self.world.pool:
            sent = self.world.pool[-1 - x // 4 % min(6, len(self.world.pool))]
            work = lambda: merge.take_in(pc.db, sent.path)  # noqa: E731
        else:
            return
        before, told = pc.bytes(), _ledgers(pc)
        try:
            with pc.power_cut_at(z * z // 400):
                work()
        except (Crash, BundleProblem):
            pass
        pc.start_again()
        assert pc.bytes() == before or _ledgers(pc) != told
        self.world.notice(pc, form)
        self.forms[pc.name] = []

    def backup(self, x: int, y: int, z: int) -> None:
        pc = self.pc(x)
        self.backups[pc.name] = pc.db.file.backup(pc.folder / "backup.db")

    def restore(self, x: int, y: int, z: int) -> None:
        pc = self.pc(x)
        if pc.name in self.backups:
            pc.close()
            shutil.copyfile(self.backups[pc.name], pc.path)
            pc.open()
            self.forms[pc.name] = []

    def copy(self, x: int, y: int, z: int) -> None:
        if len(self.world.pcs) < MOST_PCS:
            new = self.world.copy(self.pc(x))
            self.forms[new.name] = []

    def clock(self, x: int, y: int, z: int) -> None:
        self.pc(x).clock = datetime(YEARS[y % len(YEARS)], 1, 1 + z % 28, tzinfo=UTC)


def typed_into(form: Form, number: int) -> dict[str, Any]:
    """One field of a form with a value that others type too."""
    fields = ("name", "golongan") if form.table is Employee else ("text", "position")
    field = fields[number % 2]
    return {field: number % 3 if field == "position" else f"nilai {number % 3}"}


def _ledgers(pc: PC) -> list[tuple[Any, ...]]:
    """What a work that was done leaves behind: a change, a bundle, a receipt."""
    return pc.rows(
        "SELECT (SELECT count(*) FROM journal), (SELECT count(*) FROM outgoing_bundle),"
        " (SELECT count(*) FROM incoming_bundle), (SELECT count(*) FROM alarm)"
    )
