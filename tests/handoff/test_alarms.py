"""Restored and copied PCs: noticed at the start or with a bundle, told once, and never a danger to the data."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from kinerja_tui.handoff import export, merge, trust
from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Employee
from kinerja_tui.models.file import DatabaseFile, DatabaseProblem
from kinerja_tui.models.verify import verify
from kinerja_tui.services.handover.known_pcs import alarms
from kinerja_tui.services.office.setup import read_alarms
from tests.handoff.conftest import Three
from tests.handoff.forge import forge, header_of
from tests.handoff.simulator import DISTRICT, OFFICE_A, PC


def codes(pc: PC) -> list[str]:
    return [row[0] for row in pc.rows("SELECT code FROM alarm WHERE NOT read ORDER BY id")]


def exchange(three: Three) -> None:
    for sender, receiver in ((three.a, three.d), (three.d, three.a)):
        assert three.world.deliver(three.world.send(sender, receiver.office), receiver) is not None


def put_back(pc: PC, backup: Path, marks: bytes | None = None) -> None:
    """The database from a backup; the marks outside it too, when the whole disk was put back."""
    path = pc.db.identity.path
    pc.close()
    shutil.copyfile(backup, pc.path)
    if marks is not None:
        path.write_bytes(marks)
    pc.open()


def test_a_restored_database_is_told_once_and_until_somebody_read_it(three: Three) -> None:
    backup = three.a.db.file.backup(three.a.folder / "backup.db")
    three.world.employee(three.a, "1", OFFICE_A)
    for _ in range(2):
        put_back(three.a, backup) if not codes(three.a) else (three.a.close(), three.a.open())
        assert codes(three.a) == ["restored"]
        assert "dipulihkan" in three.a.db.notices[0]
    assert len(alarms(three.a.db.file)) == 1
    read_alarms(three.a.db)
    assert alarms(three.a.db.file) == []


def test_a_copied_database_takes_a_key_of_its_own(three: Three) -> None:
    """What was noticed of the PC it comes from is not told of this one."""
    three.world.employee(three.a, "1", OFFICE_A)
    three.a.db.note_alarm("own", three.a.db.identity.site, "PC ini pernah dipulihkan")
    copy = three.world.copy(three.a)
    assert codes(copy) == ["copied"]
    assert copy.db.identity.site != three.a.db.identity.site
    assert verify(copy.db).findings == []


def test_own_changes_from_outside_are_told_and_no_number_is_used_again(three: Three) -> None:
    marks = three.a.db.identity.path.read_bytes()
    backup = three.a.db.file.backup(three.a.folder / "backup.db")
    key = three.world.employee(three.a, "1", OFFICE_A)
    three.world.deliver(three.world.send(three.a, DISTRICT), three.d)
    used = three.a.db.identity.last_change
    put_back(three.a, backup, marks)  # nothing shows at the start
    assert codes(three.a) == []
    outcome = three.world.deliver(three.world.send(three.d, OFFICE_A), three.a)
    assert outcome is not None
    assert "kembali dari luar" in outcome.notices[0]
    assert codes(three.a)[0] == "own"
    assert three.a.rows("SELECT id FROM employee") == [(key,)]
    three.world.employee(three.a, "2", OFFICE_A)
    assert three.a.db.identity.last_change > used


def test_one_number_used_twice_is_told_and_brings_full_bundles_until_one_is_confirmed(three: Three) -> None:
    exchange(three)
    marks = three.a.db.identity.path.read_bytes()
    backup = three.a.db.file.backup(three.a.folder / "backup.db")
    three.world.employee(three.a, "1", OFFICE_A)
    exchange(three)
    put_back(three.a, backup, marks)
    three.world.employee(three.a, "2", OFFICE_A)
    outcome = three.world.deliver(three.world.send(three.a, DISTRICT, full=True), three.d)
    assert outcome is not None
    assert any("dipakai dua kali" in item for item in outcome.notices)
    assert "twin" in codes(three.d)
    assert len(three.d.rows("SELECT 1 FROM employee")) == 2
    first = three.world.send(three.d, OFFICE_A)
    assert header_of(first.path).base is None
    three.world.deliver(first, three.a)
    assert header_of(three.world.send(three.d, OFFICE_A).path).base is None
    three.world.deliver(three.world.send(three.a, DISTRICT, full=True), three.d)
    assert header_of(three.world.send(three.d, OFFICE_A).path).base is not None
    for pc in (three.a, three.d):
        three.world.check(pc)


def test_a_receipt_nobody_remembers_brings_full_bundles_until_one_is_confirmed(three: Three, tmp_path: Path) -> None:
    exchange(three)
    three.world.deliver(three.world.send(three.a, DISTRICT), three.d)
    merge.take_in(three.d.db, forge(tmp_path / "x.json", three.a, three.d, [], ack="c" * 40, no=7))
    assert codes(three.d) == ["forgotten"]
    old = three.d.rows("SELECT id FROM outgoing_bundle ORDER BY no DESC")[0][0]
    merge.take_in(three.d.db, forge(tmp_path / "x.json", three.a, three.d, [], ack=old, no=8))
    assert header_of(three.world.send(three.d, OFFICE_A).path).base is None, "that was written before the alarm"
    newest = three.d.rows("SELECT id FROM outgoing_bundle ORDER BY no DESC")[0][0]
    merge.take_in(three.d.db, forge(tmp_path / "x.json", three.a, three.d, [], ack=newest, no=9))
    assert header_of(three.world.send(three.d, OFFICE_A).path).base == newest


def test_calm_weather_raises_no_alarm(three: Three) -> None:
    for number in range(3):
        three.world.employee(three.a, str(number), OFFICE_A)
        exchange(three)
    assert codes(three.a) == codes(three.d) == []


def test_a_preview_leaves_no_alarm_behind(three: Three, tmp_path: Path) -> None:
    exchange(three)
    merge.preview(three.d.db, forge(tmp_path / "x.json", three.a, three.d, [], ack="c" * 40, no=7))
    assert codes(three.d) == []


def test_a_pc_whose_key_was_withdrawn_takes_a_new_one_and_keeps_its_data(three: Three) -> None:
    key = three.world.employee(three.a, "1", OFFICE_A)
    exchange(three)
    sent = three.world.send(three.d, OFFICE_A)
    trust.withdraw(three.d.db, three.a.db.identity.site, "laptop dicuri")
    three.world.notice(three.d)
    old, keys = three.a.db.identity.site, three.a.rows("SELECT count(*) FROM author_key")
    peer = three.d.rows("SELECT 1 FROM peer WHERE site = ?", old)
    assert (bool(peer), bool(keys)) == (True, True)
    written = three.world.send(three.d, OFFICE_A)  # open: no good key of that office is left
    outcome = merge.take_in(three.a.db, forge_for(written.path, three))
    assert "mencabut kunci PC ini: laptop dicuri" in outcome.notices[0]
    assert three.a.db.identity.site != old
    assert codes(three.a) == ["withdrawn"]
    assert three.a.rows("SELECT id FROM employee") == [(key,)]
    three.world.notice(three.a)
    three.world.enrol(three.d, three.a)
    late = three.world.employee(three.a, "2", OFFICE_A)
    assert three.world.deliver(three.world.send(three.a, DISTRICT), three.d) is not None
    assert (late,) in three.d.rows("SELECT id FROM employee")
    assert sent.path.exists()


def forge_for(path: Path, three: Three) -> Path:
    """The bundle is addressed to the office: with no good PC left its header names none."""
    assert header_of(path).to_site is None
    assert three.a.office == OFFICE_A
    return path


# -- the disk


def test_trouble_of_the_disk_while_reading_is_told_in_words(three: Three) -> None:
    three.world.employee(three.a, "1", OFFICE_A)
    three.a.db.engine.dispose()
    content = three.a.path.read_bytes()
    three.a.path.write_bytes(content[:4096] + bytes(len(content) - 4096))
    with pytest.raises(DatabaseProblem), three.a.db.reading() as session:
        session.get(Employee, Employee.id_of("1"))
    three.a.path.write_bytes(content)


def test_a_backup_and_a_restore_that_fail_are_told_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = DatabaseFile(tmp_path / "kinerja.db").open()
    Database(file, tmp_path / "kunci").engine.dispose()
    blocked = tmp_path / "berkas"
    blocked.write_text("no folder")
    with pytest.raises(DatabaseProblem):
        file.backup(blocked / "cadangan.db")
    good = file.backup(tmp_path / "cadangan.db")

    def fails(*_arguments: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(shutil, "copyfile", fails)
    with pytest.raises(DatabaseProblem):
        file.restore(good)
    monkeypatch.undo()
    assert file.restore(good) is not None
    file.close()


def test_two_pcs_of_an_office_lay_their_bundles_beside_each_other_on_one_stick(three: Three, tmp_path: Path) -> None:
    second = three.world.add("a2", OFFICE_A)
    three.world.meet(second, three.d)
    three.world.employee(three.a, "1", OFFICE_A)
    three.world.employee(second, "2", OFFICE_A)
    written = [export.export(pc.db, three.d.office, tmp_path / "stik") for pc in (three.a, second)]
    assert [item.header.no for item in written] == [1, 1]
    assert len({item.path for item in written}) == 2
    for item in written:
        merge.take_in(three.d.db, item.path)
    assert three.d.rows("SELECT count(*) FROM employee") == [(2,)]
