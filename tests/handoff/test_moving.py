"""A person moves to another office: the whole file arrives there, the old office keeps what it made."""

from __future__ import annotations

from kinerja_tui.handoff.writings import CLAIMED, STRANGER
from kinerja_tui.models.employees import Employee
from kinerja_tui.models.evaluations import Evaluation
from kinerja_tui.models.plans import WorkPlan, WorkResult
from kinerja_tui.models.verify import verify
from tests.handoff.conftest import Three
from tests.handoff.simulator import DISTRICT, OFFICE_A, OFFICE_B, PC

FILE = ("employee", "work_plan", "work_result", "evaluation")


def file_of(pc: PC) -> dict[str, list[tuple[object, ...]]]:
    return pc.dump(FILE)


def test_the_whole_file_reaches_the_new_office_and_the_old_one_keeps_what_it_made(three: Three) -> None:
    world, a, b, d = three.world, three.a, three.b, three.d
    key = world.employee(a, "1", OFFICE_A)
    stays = world.employee(a, "2", OFFICE_A, "Yang tinggal")
    world.edit(a, WorkPlan, "00000000-bbbb", key, employee_id=key, year=2026)
    world.edit(a, WorkResult, "00000000-cccc", key, plan_id="00000000-bbbb", text="Surat terjawab")
    world.edit(a, Evaluation, "00000000-aaaa", key, plan_id="00000000-bbbb", employee_id=key)
    world.deliver(world.send(a, DISTRICT), d)
    world.deliver(world.send(d, OFFICE_A), a)
    world.deliver(world.send(d, OFFICE_B), b)
    world.deliver(world.send(b, DISTRICT), d)
    assert b.rows("SELECT 1 FROM employee") == []

    form = world.open_form(d, Employee, key, key)
    world.save(d, form, [OFFICE_A, OFFICE_B], office=OFFICE_B)
    sent = world.send(d, OFFICE_B)  # incremental: the file is older than what that office has confirmed
    assert sent.contents
    world.deliver(sent, b)
    for table in FILE[1:]:
        assert file_of(b)[table] == file_of(a)[table]
    assert b.rows("SELECT id, office FROM employee") == [(key, OFFICE_B)]
    assert not b.ids(f"sub = '{stays}'"), "nobody else's file travels along"

    made = file_of(a)
    world.deliver(world.send(d, OFFICE_A), a)
    assert {**file_of(a), "employee": []} == {**made, "employee": []}
    assert a.rows("SELECT office FROM employee WHERE id = ?", key) == [(OFFICE_B,)]

    # What the new office makes of the file goes up and never down to the old one.
    new = world.edit(b, WorkResult, "00000000-dddd", key, plan_id="00000000-bbbb", text="Baru")
    world.deliver(world.send(b, DISTRICT), d)
    world.deliver(world.send(d, OFFICE_A), a)
    assert new not in a.ids()
    assert a.rows("SELECT text FROM work_result") == [("Surat terjawab",)]
    for pc in (a, b, d):
        assert verify(pc.db).findings == []
        assert pc.rows("SELECT DISTINCT held FROM journal WHERE held IN (?, ?)", CLAIMED, STRANGER) == []
