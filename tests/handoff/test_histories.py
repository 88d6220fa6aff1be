"""Random histories of several PCs: edits, removals, bundles lost, doubled, reordered or misdelivered, restores, copies.

`KINERJA_HISTORIES=n` runs n histories of each kind instead of a few; `KINERJA_SHRINK=1` makes a failing one short
(that takes minutes).
"""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kinerja_tui.handoff import merge
from kinerja_tui.handoff.problems import BundleProblem
from kinerja_tui.models.employees import Employee
from kinerja_tui.models.offices import Rejection
from kinerja_tui.models.plans import WorkResult
from kinerja_tui.models.verify import verify
from tests.handoff.simulator import DISTRICT, OFFICE_A, OFFICE_B, Crash, Form, World

HISTORIES = int(os.environ.get("KINERJA_HISTORIES", "15"))
PHASES = tuple(Phase) if "KINERJA_SHRINK" in os.environ else (Phase.explicit, Phase.reuse, Phase.generate)
MOST_PCS = 4
YEARS = (1980, 2026, 2099)

STEPS = (
    ("open",) * 4
    + ("save",) * 8
    + ("remove", "bring_back", "settle_conflict", "reject", "transfer")
    + ("export",) * 4
    + ("deliver",) * 7
    + ("export_full", "deliver_anywhere", "backup", "restore", "copy", "crash", "clock", "same_office")
)
step = st.tuples(st.sampled_from(STEPS), *(st.integers(0, 999),) * 3)


class History:
    """Interprets random steps; numbers choose among what there is, so that any sequence is possible."""

    def __init__(self, offices: tuple[str, ...]) -> None:
        self.world = World()
        self.offices = sorted(set(offices) - {DISTRICT})
        for number, office in enumerate(offices):
            self.world.add(f"pc{number}", office)
        self.forms: dict[str, list[Form]] = {pc.name: [] for pc in self.world.pcs}
        self.backups: dict[str, Any] = {}
        self.records: list[tuple[type[Any], str, str]] = []
        for number, office in enumerate((OFFICE_A, OFFICE_A, self.offices[-1])):
            pc = next(pc for pc in self.world.pcs if pc.office == office)
            key = self.world.employee(pc, f"{number}", office)
            self.records += [(Employee, key, key), (WorkResult, f"{number:08x}-1111", key)]

    def run(self, steps: list[tuple[str, int, int, int]]) -> None:
        for name, x, y, z in steps:
            getattr(self, name)(x, y, z)

    def pc(self, number: int, office: str | None = None) -> Any:
        among = [pc for pc in self.world.pcs if office in (None, pc.office)]
        return among[number % len(among)]

    def _form(self, pc: Any, number: int) -> Form | None:
        forms = self.forms[pc.name]
        if not forms:
            self.open(self.world.pcs.index(pc), number, 0)
        return forms.pop(number % len(forms)) if forms else None

    # -- steps

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
        if form is None:
            return
        fields = ("name", "golongan") if form.table is Employee else ("text", "position")
        field = fields[z % 2]
        value = z % 3 if field == "position" else f"nilai {z % 3}"
        self.world.save(pc, form, **{field: value})

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
        names = sorted(
            name
            for name, body in self.world.changes.items()
            if name in pc.ids() and any(op["k"] in keys or op["t"] == "rejection" for op in body["ops"])
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

    def export(self, x: int, y: int, z: int, full: bool = False) -> None:
        pc = self.pc(x)
        office = self.offices[y % len(self.offices)] if pc.office == DISTRICT else DISTRICT
        self.world.send(pc, office, full)

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
                self.world.deliver(sent, self.pc(y, sent.office), enrol=z % 4 != 0)

    def deliver_anywhere(self, x: int, y: int, z: int) -> None:
        if self.world.pool:
            self.world.deliver(self.world.pool[x % len(self.world.pool)], self.pc(y))

    def crash(self, x: int, y: int, z: int) -> None:
        if not self.world.pool:
            return
        sent = self.world.pool[-1 - x % min(6, len(self.world.pool))]
        pc = self.pc(y)
        before = pc.bytes()
        try:
            with pc.crash_at(z % 60):
                merge.take_in(pc.db, sent.path)
        except (Crash, BundleProblem):
            assert pc.bytes() == before

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


@pytest.mark.parametrize(
    "offices",
    [(OFFICE_A, OFFICE_B, DISTRICT), (OFFICE_A, OFFICE_A, DISTRICT)],
    ids=["two-kecamatan", "two-pcs-of-one"],
)
@settings(max_examples=HISTORIES, phases=PHASES, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(step, min_size=25, max_size=60))
def test_no_history_loses_or_splits_anything(offices: tuple[str, ...], steps: list[tuple[str, int, int, int]]) -> None:
    history = History(offices)
    world = history.world
    world.sealing = len(steps) % 2 == 0
    try:
        history.run(steps)
        for pc in world.pcs:
            world.check(pc)
        world.settle()
        world.check_end()
        for pc in world.pcs:
            assert verify(pc.db).findings == []
    finally:
        world.close()
