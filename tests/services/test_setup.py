"""Setting up an office: all or nothing, and only where rules exist."""

from __future__ import annotations

from pathlib import Path

import pytest

from kinerja_tui.models.database import Database
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.office import setup


@pytest.fixture
def new_db(workplace):
    place = workplace("new")
    db = Database(place.file, place.identities, place.now)
    yield db
    db.engine.dispose()


@pytest.mark.parametrize(
    ("code", "operator", "year"),
    [
        ("15", "Rina", 2026),
        ("99.99.99", "Rina", 2026),
        ("", "Rina", 2026),
        ("15.04.03", "   ", 2026),
        ("15.04.03", "Rina", 2021),
        ("15.04.03", "Rina", 0),
        ("15.04.03", "Rina", 10_000),
    ],
)
def test_a_refused_setup_leaves_nothing(new_db, code, operator, year):
    with pytest.raises(RuleBroken):
        setup.set_up(new_db, code, operator, year)
    assert new_db.office == ""
    assert new_db.file.rows("SELECT count(*) FROM journal") == [(0,)]


def test_the_bkpsdm_has_the_code_of_its_district(new_db):
    setup.set_up(new_db, "15.04", " Rina ", 2026)
    assert (new_db.office, new_db.operator, new_db.year) == ("15.04", "Rina", 2026)
    assert new_db.file.rows("SELECT name, kind, parent FROM office") == [
        ("BKPSDM Kabupaten Batanghari", setup.DISTRICT, "")
    ]


@pytest.mark.parametrize("year", [2021, 2100, -1])
def test_a_year_without_rules_changes_nothing(empty_db, year):
    with pytest.raises(RuleBroken):
        setup.change_year(empty_db, year)
    assert empty_db.year == 2026


def test_a_year_set_up_twice_is_one_year(empty_db):
    setup.change_year(empty_db, 2027)
    setup.change_year(empty_db, 2026)
    setup.change_year(empty_db, 2027)
    assert empty_db.file.rows("SELECT count(*) FROM period") == [(10,)]


@pytest.mark.parametrize(("text", "code"), [("muara bul", "15.04.03"), ("asemrowo", "35.78.28")])
def test_a_few_letters_name_a_kecamatan(text, code):
    found = setup.place_of(text, setup.KECAMATAN)
    assert found.code == code
    assert setup.place_of(found.full_name, setup.KECAMATAN) == found


@pytest.mark.parametrize(
    ("mounts", "says"),
    [
        ("/dev/sda1 / ext4 rw 0 0\n", ""),
        ("/dev/sda1 / ext4 rw 0 0\nserver:/x {place} nfs4 rw 0 0\n", "jaringan"),
        ("/dev/sda1 / ext4 rw 0 0\n/dev/sdb1 {place} vfat rw 0 0\n", "flashdisk"),
        ("/dev/sda1 / ext4 rw 0 0\n/dev/sdb1 {place}x vfat rw 0 0\n", ""),
        ("", ""),
    ],
)
def test_a_risky_disk_is_told(tmp_path, monkeypatch, mounts, says):
    real = Path.read_text
    table = mounts.format(place=tmp_path)
    monkeypatch.setattr(setup.sys, "platform", "linux")
    monkeypatch.setattr(
        Path, "read_text", lambda path, **how: table if path == Path("/proc/mounts") else real(path, **how)
    )
    warning = setup.storage_warning(tmp_path / "kinerja.db")
    assert (says in warning) if says else warning == ""


def test_a_folder_that_is_synchronised_is_told(tmp_path):
    assert "disinkronkan" in setup.storage_warning(tmp_path / "OneDrive - Kantor" / "kinerja.db")
