"""Receipts only save bytes: lost, late, false or taken-back ones never lose a change."""

from __future__ import annotations

import shutil
from pathlib import Path

from kinerja_tui.handoff import merge
from kinerja_tui.models.employees import Employee
from tests.handoff.conftest import Three
from tests.handoff.forge import forge, header_of
from tests.handoff.simulator import DISTRICT, OFFICE_A, OFFICE_B, PC, Crash


def confirmed(pc: PC, peer: PC) -> str | None:
    return pc.rows("SELECT confirmed FROM peer WHERE site = ?", peer.db.identity.site)[0][0]


def exchange(three: Three) -> None:
    """One bundle up, one down."""
    for sender, receiver in ((three.a, three.d), (three.d, three.a)):
        assert three.world.deliver(three.world.send(sender, receiver.office), receiver) is not None


def test_a_receipt_makes_the_next_bundle_small(three: Three) -> None:
    three.world.employee(three.a, "1", OFFICE_A)
    exchange(three)
    new = three.world.employee(three.a, "2", OFFICE_A)
    sent = three.world.send(three.a, DISTRICT)
    assert three.a.ids(f"sub = '{new}'") <= sent.contents
    assert not sent.contents & three.a.ids(f"sub = '{Employee.id_of('1')}'")


def test_a_lost_bundle_costs_nothing(three: Three) -> None:
    key = three.world.employee(three.a, "1", OFFICE_A)
    three.world.send(three.a, DISTRICT)
    exchange(three)
    assert three.d.ids(f"sub = '{key}'") == three.a.ids(f"sub = '{key}'")


def test_a_restored_receiver_says_so_and_gets_everything_again(three: Three) -> None:
    backup = three.a.db.file.backup(three.a.folder / "backup.db")
    key = three.world.employee(three.d, "1", OFFICE_A)
    exchange(three)
    exchange(three)
    newest = confirmed(three.d, three.a)
    assert newest is not None
    three.a.close()
    shutil.copyfile(backup, three.a.path)
    three.a.open()
    assert three.a.rows("SELECT 1 FROM employee") == []
    assert three.world.deliver(three.world.send(three.a, DISTRICT), three.d) is not None
    assert confirmed(three.d, three.a) is None
    assert three.world.deliver(three.world.send(three.d, OFFICE_A), three.a) is not None
    assert three.a.rows("SELECT id FROM employee") == [(key,)]


def test_a_restored_sender_gets_its_own_unsaved_work_back(three: Three) -> None:
    exchange(three)
    backup = three.a.db.file.backup(three.a.folder / "backup.db")
    key = three.world.employee(three.a, "1", OFFICE_A)
    three.world.deliver(three.world.send(three.a, DISTRICT), three.d)
    three.a.close()
    shutil.copyfile(backup, three.a.path)
    three.a.open()
    assert three.a.db.notices
    assert three.world.deliver(three.world.send(three.d, OFFICE_A), three.a) is not None
    assert three.a.rows("SELECT id FROM employee") == [(key,)]


def test_a_receipt_for_a_bundle_that_went_to_somebody_else_does_not_count(three: Three, tmp_path: Path) -> None:
    three.world.employee(three.d, "1", OFFICE_B)
    for_b = header_of(three.world.send(three.d, OFFICE_B).path).id
    outcome = merge.take_in(three.d.db, forge(tmp_path / "x.json", three.a, three.d, [], ack=for_b))
    assert confirmed(three.d, three.a) is None
    assert len(outcome.notices) == 1
    assert header_of(three.world.send(three.d, OFFICE_A).path).base is None


def test_a_receipt_of_another_pc_of_the_office_does_not_count(three: Three, tmp_path: Path) -> None:
    for_a = header_of(three.world.send(three.d, OFFICE_A).path)
    assert for_a.to_site == three.a.db.identity.site
    second = three.world.add("a2", OFFICE_A)
    three.world.enrol(three.d, second)
    merge.take_in(three.d.db, forge(tmp_path / "x.json", second, three.d, [], ack=for_a.id))
    assert confirmed(three.d, second) is None


def test_a_receipt_for_an_unknown_bundle_does_not_count_and_is_told(three: Three, tmp_path: Path) -> None:
    exchange(three)
    three.world.deliver(three.world.send(three.a, DISTRICT), three.d)
    assert confirmed(three.d, three.a) is not None
    outcome = merge.take_in(three.d.db, forge(tmp_path / "x.json", three.a, three.d, [], ack="c" * 40))
    assert confirmed(three.d, three.a) is None
    assert len(outcome.notices) == 1


def test_an_older_receipt_takes_a_newer_one_back(three: Three, tmp_path: Path) -> None:
    """The one who gives it may have been restored in between."""
    first = header_of(three.world.send(three.d, OFFICE_A).path)
    second = header_of(three.world.send(three.d, OFFICE_A).path)
    for ack in (second.id, first.id):
        merge.take_in(three.d.db, forge(tmp_path / "x.json", three.a, three.d, [], ack=ack))
        assert confirmed(three.d, three.a) == ack
    merge.take_in(three.d.db, forge(tmp_path / "x.json", three.a, three.d, [], ack=None))
    assert confirmed(three.d, three.a) is None


def test_numbers_of_bundles_go_on_after_a_restore(three: Three) -> None:
    backup = three.a.db.file.backup(three.a.folder / "backup.db")
    used = header_of(three.world.send(three.a, DISTRICT).path).no
    three.a.close()
    shutil.copyfile(backup, three.a.path)
    three.a.open()
    assert header_of(three.world.send(three.a, DISTRICT).path).no == used + 1


def test_a_failed_import_changes_nothing_at_any_statement(three: Three) -> None:
    three.world.employee(three.a, "1", OFFICE_A)
    sent = three.world.send(three.a, DISTRICT)
    before = three.d.dump()
    for statement in range(200):
        try:
            with three.d.crash_at(statement):
                merge.take_in(three.d.db, sent.path)
            break
        except Crash:
            assert three.d.dump() == before
    assert statement > 20
    assert three.d.ids() >= sent.contents
