"""An import is taken back as a whole: everything is as before it, until something was built on it or told."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kinerja_tui.handoff import merge, undo
from kinerja_tui.handoff.problems import BundleProblem
from kinerja_tui.models.employees import Employee
from kinerja_tui.models.evaluations import Evaluation
from kinerja_tui.models.plans import WorkPlan
from kinerja_tui.models.verify import verify
from tests.handoff.conftest import Three
from tests.handoff.forge import header_of
from tests.handoff.simulator import DISTRICT, OFFICE_A, OFFICE_B, PC, Sent, World

EXCEPT = {"alarm", "sqlite_sequence"}
"""What people were told stays told."""


def state(pc: PC) -> dict[str, Any]:
    found = {name: rows for name, rows in pc.dump().items() if name not in EXCEPT}
    found["incoming_bundle"] = pc.rows("SELECT id, from_site, no, count, new, at, by FROM incoming_bundle ORDER BY seq")
    return found


def take(pc: PC, sent: Sent) -> str:
    merge.take_in(pc.db, sent.path)
    return str(pc.rows("SELECT id FROM incoming_bundle ORDER BY seq DESC LIMIT 1")[0][0])


def refused(pc: PC, bundle: str) -> str:
    before = pc.bytes()
    with pytest.raises(BundleProblem) as problem:
        undo.undo_import(pc.db, bundle)
    assert pc.bytes() == before
    assert undo.obstacle(pc.db, bundle) in problem.value.text
    return problem.value.text


def test_a_first_import_goes_with_everything_it_brought_and_may_come_again(three: Three) -> None:
    key = three.world.employee(three.a, "1", OFFICE_A)
    three.world.edit(three.a, WorkPlan, "00000000-bbbb", key, employee_id=key, year=2026)
    sent = three.world.send(three.a, DISTRICT)
    before = state(three.d)
    bundle = take(three.d, sent)
    after = state(three.d)
    undo.undo_import(three.d.db, bundle)
    assert state(three.d) == before
    assert verify(three.d.db).findings == []
    assert "tidak ada di sini" in refused(three.d, bundle)
    take(three.d, sent)
    assert state(three.d) == after


def test_a_conflict_a_removal_and_a_release_of_held_changes_are_taken_back(three: Three) -> None:
    """The bundle brings the other side of a conflict, a removal, and the district's word on a held change."""
    world, a, b, d = three.world, three.a, three.b, three.d
    key = world.employee(a, "1", OFFICE_A)
    other = world.employee(a, "2", OFFICE_A)
    world.deliver(world.send(a, DISTRICT), d)
    world.employee(b, "1", OFFICE_B)
    world.deliver(world.send(b, DISTRICT), d)  # held: the person is of another office
    world.deliver(world.send(d, OFFICE_A), a)
    world.edit(d, Employee, key, key, name="Dari Kabupaten", office=OFFICE_B)
    world.edit(d, Employee, other, other, removed=True)
    world.edit(a, Employee, key, key, name="Dari Kecamatan")
    sent = world.send(d, OFFICE_A)
    before = state(a)
    bundle = take(a, sent)
    assert state(a)["employee"] != before["employee"]
    undo.undo_import(a.db, bundle)
    assert state(a) == before
    before = state(d)
    bundle = take(d, world.send(a, DISTRICT))
    assert d.rows("SELECT 1 FROM conflict") != []
    undo.undo_import(d.db, bundle)
    assert state(d) == before
    assert verify(d.db).findings == []


def test_a_rejection_is_taken_back(three: Three) -> None:
    world, a, d = three.world, three.a, three.d
    key = world.employee(a, "1", OFFICE_A)
    world.deliver(world.send(a, DISTRICT), d)
    world.deliver(world.send(d, OFFICE_A), a)
    wrong = world.edit(a, Employee, key, key, name="Keliru")
    world.deliver(world.send(a, DISTRICT), d)
    world.reject(d, wrong)
    before = state(a)
    bundle = take(a, world.send(d, OFFICE_A))
    assert a.rows("SELECT name FROM employee") == [("Ani",)]
    undo.undo_import(a.db, bundle)
    assert state(a) == before
    assert a.rows("SELECT name FROM employee") == [("Keliru",)]


def test_what_was_built_on_an_import_keeps_it(three: Three) -> None:
    world, a, d = three.world, three.a, three.d
    key = world.employee(a, "1", OFFICE_A)
    bundle = take(d, world.send(a, DISTRICT))
    assert undo.obstacle(d.db, bundle) == ""
    world.edit(d, Evaluation, "00000000-aaaa", key, employee_id=key)
    assert "“Ubah”" in refused(d, bundle)


def test_what_has_nothing_to_do_with_an_import_stays(three: Three) -> None:
    world, a, d = three.world, three.a, three.d
    world.employee(a, "1", OFFICE_A)
    bundle = take(d, world.send(a, DISTRICT))
    mine = world.employee(d, "9", OFFICE_B)
    undo.undo_import(d.db, bundle)
    assert d.rows("SELECT id FROM employee") == [(mine,)]
    assert verify(d.db).findings == []


def test_an_import_that_somebody_was_told_of_stays(three: Three) -> None:
    """The receipt went out, or the contents went on to another office."""
    world, a, d = three.world, three.a, three.d
    key = world.employee(a, "1", OFFICE_A)
    bundle = take(d, world.send(a, DISTRICT))
    answer = world.send(d, OFFICE_A)
    assert header_of(answer.path).ack == bundle
    assert "paket nomor 1 ke 15.04.01" in refused(d, bundle).lower()
    world.edit(a, Employee, key, key, name="Lagi")
    bundle = take(d, world.send(a, DISTRICT))
    world.edit(d, Employee, key, key, office=OFFICE_B)
    world.send(d, OFFICE_B)
    assert refused(d, bundle)


def test_only_the_newest_import_goes(three: Three) -> None:
    world, a, b, d = three.world, three.a, three.b, three.d
    world.employee(a, "1", OFFICE_A)
    first = take(d, world.send(a, DISTRICT))
    world.employee(b, "2", OFFICE_B)
    second = take(d, world.send(b, DISTRICT))
    assert "yang terakhir dibatalkan dulu" in refused(d, first)
    undo.undo_import(d.db, second)
    undo.undo_import(d.db, first)
    assert d.rows("SELECT 1 FROM employee") == []


def test_an_open_form_keeps_what_it_has_seen(three: Three) -> None:
    from kinerja_tui.models.local import DraftForm

    world, a, d = three.world, three.a, three.d
    key = world.employee(a, "1", OFFICE_A)
    bundle = take(d, world.send(a, DISTRICT))
    with d.db.transaction() as session:
        seen = {name: list(changes) for name, changes in d.db.seen([key]).items()}
        session.add(DraftForm(form="x", title="Data pegawai Ani", seen=seen))
    assert "Data pegawai Ani" in refused(d, bundle)


ACTIONS = st.sampled_from(["nama", "buang", "pindah", "kirim"])
STEPS = st.lists(st.tuples(st.sampled_from("abd"), st.sampled_from("12"), ACTIONS), min_size=3, max_size=14)


@settings(max_examples=25, suppress_health_check=list(HealthCheck), deadline=None)
@given(STEPS)
def test_any_import_taken_back_is_as_if_it_had_never_come(steps: list[tuple[str, str, str]]) -> None:
    world = World()
    try:
        pcs = {"a": world.add("a", OFFICE_A), "b": world.add("b", OFFICE_B), "d": world.add("d", DISTRICT)}
        for name in "ab":
            world.meet(pcs[name], pcs["d"])
            world.employee(pcs[name], "1" if name == "a" else "2", pcs[name].office)
        for place, (who, nip, what) in enumerate(steps):
            pc, key = pcs[who], Employee.id_of(nip)
            if what == "kirim":
                for receiver in [pcs["a"], pcs["b"]] if who == "d" else [pcs["d"]]:
                    try_undo(receiver, world.send(pc, receiver.office))
            elif what == "buang":
                world.edit(pc, Employee, key, key, removed=place % 2 == 0)
            elif what == "pindah":
                world.edit(pc, Employee, key, key, office=OFFICE_B if place % 2 else OFFICE_A)
            else:
                world.edit(pc, Employee, key, key, name=f"Nama {place}")
    finally:
        world.close()


def try_undo(pc: PC, sent: Sent) -> None:
    """Import, take back, import again."""
    before = state(pc)
    try:
        merge.preview(pc.db, sent.path)
    except BundleProblem:
        return
    bundle = take(pc, sent)
    after = state(pc)
    undo.undo_import(pc.db, bundle)
    assert state(pc) == before
    assert verify(pc.db).findings == []
    take(pc, sent)
    assert state(pc) == after
