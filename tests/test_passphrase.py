"""The passphrase of this PC's key: asked at the start when it is set, on the screen and on the command line."""

from __future__ import annotations

import json
import os

import pytest

from kinerja_tui.app import KinerjaApp
from kinerja_tui.models import identity as identities
from kinerja_tui.models.database import Database
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.identity import load_identity, unlocks
from kinerja_tui.models.lock import KeyLocked, WrongPassphrase, is_locked
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.screens.office.settings import SettingsScreen
from kinerja_tui.screens.office.setup import SetupScreen
from kinerja_tui.screens.office.unlock import UnlockScreen
from kinerja_tui.screens.staff.employees import EmployeesScreen
from kinerja_tui.services.office import setup
from kinerja_tui.widgets.dialogs import AskText, Confirm
from tests.conftest import fixed_now, ready, screen_text
from tests.screens.keys import at, told, until
from tests.test_cli import Office, kecamatan, own_folders

__all__ = ["kecamatan", "own_folders"]

SECRET = "rahasia kantor é"


@pytest.fixture(autouse=True)
def cheap(monkeypatch):
    """The least Argon2id does: these tests are about what happens, not about how long it takes."""
    monkeypatch.setattr(identities, "_OPS", 1)
    monkeypatch.setattr(identities, "_MEMORY", 8192)


@pytest.fixture
def locked(workplace):
    place = workplace("")
    db = Database(place.file, place.identities, place.now)
    setup.set_passphrase(db, SECRET)
    db.engine.dispose()
    return place


def test_a_locked_key_lies_nowhere_in_the_open_and_opens_with_its_passphrase_alone(locked):
    assert is_locked(locked.identities, locked.file)
    (path,) = locked.identities.glob("*.json")
    with pytest.raises(KeyLocked):
        load_identity(locked.identities, path.stem)
    for wrong in ("", "rahasia", SECRET.upper(), SECRET[:-1], "\ud800"):
        with pytest.raises(WrongPassphrase):
            load_identity(locked.identities, path.stem, wrong)
    found = load_identity(locked.identities, path.stem, f" {SECRET}\n")
    assert found is not None
    assert found.seed.hex() not in path.read_text()
    assert unlocks(locked.identities, path.stem, "rahasia kantor e\u0301"), "the same letters, typed otherwise"
    if os.name == "posix":
        assert path.stat().st_mode & 0o077 == 0


def test_work_keeps_the_lock_and_the_key(locked):
    db = Database(locked.file, locked.identities, locked.now, SECRET)
    site, before = db.identity.site, db.identity.last_change
    setup.change_year(db, 2027)
    assert db.identity.last_change > before
    setup.set_passphrase(db, "yang lain lagi")
    db.engine.dispose()
    with pytest.raises(WrongPassphrase):
        Database(locked.file, locked.identities, locked.now, SECRET)
    db = Database(locked.file, locked.identities, locked.now, "yang lain lagi")
    assert (db.identity.site, db.identity.last_change) == (site, before + 1)
    setup.set_passphrase(db, "")
    db.engine.dispose()
    assert not is_locked(locked.identities, locked.file)
    assert Database(locked.file, locked.identities, locked.now).identity.site == site


def test_a_short_passphrase_is_none(empty_db):
    with pytest.raises(RuleBroken):
        setup.set_passphrase(empty_db, "pendek")
    assert empty_db.identity.locked is None


def test_a_lock_that_cannot_be_written_is_not_on(empty_db, monkeypatch):
    def full() -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(empty_db.identity, "save", full)
    from kinerja_tui.models.file import DatabaseProblem

    with pytest.raises(DatabaseProblem):
        setup.set_passphrase(empty_db, SECRET)
    assert empty_db.identity.locked is None


@pytest.mark.parametrize("cost", [{"ops": 10**9}, {"memory": 2**40}, {"memory": "x"}, {"salt": "zz"}, {"box": 5}])
def test_an_odd_lock_neither_hangs_nor_opens(locked, cost):
    (path,) = locked.identities.glob("*.json")
    content = json.loads(path.read_text())
    content["locked"].update(cost)
    path.write_text(json.dumps(content))
    assert not unlocks(locked.identities, path.stem, SECRET)


def test_a_new_key_goes_on_with_the_same_data(empty_db):
    old = empty_db.identity.site
    setup.take_new_key(empty_db)
    assert empty_db.identity.site != old
    assert (empty_db.identity.site,) in empty_db.file.rows("SELECT site FROM site")
    setup.change_year(empty_db, 2027)
    assert empty_db.file.rows("SELECT site FROM journal ORDER BY seq DESC LIMIT 1") == [(empty_db.identity.site,)]


# -- on the screen


async def test_the_start_asks_and_goes_on_with_the_right_one(locked):
    app = KinerjaApp(locked)
    async with app.run_test(size=(80, 24)) as pilot:
        await at(pilot, UnlockScreen)
        await pilot.press(*"salah", "enter")
        await until(pilot, lambda: "Tinggal 2 kali" in screen_text(app))
        assert "salah" not in screen_text(app)
        app.screen.query_one("Input").value = SECRET
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(app.screen, UnlockScreen))
        await ready(pilot)
        assert app.db.operator == "Rina Wulandari"


async def test_three_wrong_ones_end_the_program_with_what_to_do(locked, seen_as):
    app = KinerjaApp(locked)
    async with app.run_test(size=(80, 24)) as pilot:
        await at(pilot, UnlockScreen)
        seen_as(app, "unlock_80x24")
        for left in ("Tinggal 2", "Tinggal 1"):
            await pilot.press("x", "enter")
            await until(pilot, lambda left=left: left in screen_text(app))
        await pilot.press("x", "enter")
        await until(pilot, lambda: app._exit)
    assert app.return_code == 1


async def test_a_forgotten_one_gives_way_to_a_new_key_on_the_screen(locked):
    app = KinerjaApp(locked)
    (path,) = locked.identities.glob("*.json")
    old = json.loads(path.read_text())["site"]
    async with app.run_test(size=(80, 24)) as pilot:
        await at(pilot, UnlockScreen)
        await pilot.press("f8")
        await at(pilot, Confirm)
        await pilot.press("escape")
        await at(pilot, UnlockScreen)
        assert is_locked(locked.identities, locked.file)
        await pilot.press("f8", "y")
        await until(pilot, lambda: not isinstance(app.screen, UnlockScreen))
        await ready(pilot)
        assert app.db.identity.site != old
        assert app.db.operator == "Rina Wulandari"
        assert "memakai kunci baru" in " ".join(app.db.notices)
        await pilot.press("8")
        await at(pilot, SettingsScreen)
    assert not is_locked(locked.identities, locked.file)
    assert len(list(locked.identities.glob("*.lama"))) == 1
    again = Database(locked.file, locked.identities, locked.now)
    assert again.notices == []


async def test_offered_at_the_first_start_and_asked_at_the_next(workplace):
    place = workplace("new")
    app = KinerjaApp(place)
    async with app.run_test(size=(80, 24)) as pilot:
        await at(pilot, SetupScreen)
        await ready(pilot)
        await pilot.press("enter", *"muara bul", "enter", *"Rina", "enter", "enter", "enter", "2", "f10")
        await at(pilot, AskText)
        assert "tetap utuh" in screen_text(app)
        await pilot.press("escape")  # back to the answers; nothing is made
        await at(pilot, SetupScreen)
        assert place.file.setting("office") == ""
        await pilot.press("f10")
        for text, stays in (("", True), ("pendek", True), (SECRET, False), ("lain", True), (SECRET, False)):
            await at(pilot, AskText)
            shown = app.screen
            shown.query_one("Input").value = text
            await pilot.press("enter")
            await until(pilot, lambda shown=shown, stays=stays: (app.screen is shown) == stays)
        await at(pilot, EmployeesScreen)
    assert is_locked(place.identities, place.file)
    assert Database(place.file, place.identities, place.now, SECRET).operator == "Rina"


async def test_set_changed_and_removed_in_the_settings(workplace):
    app = KinerjaApp(workplace(""))
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("8")
        await at(pilot, SettingsScreen)
        row = [line.key for line in app.screen.settings()].index("passphrase")

        async def answer(*texts: str) -> None:
            await pilot.press("home", *["down"] * row, "enter")
            for text in texts:
                await at(pilot, AskText)
                shown = app.screen
                shown.query_one("Input").value = text
                await pilot.press("enter")
                await until(pilot, lambda shown=shown: app.screen is not shown)

        await answer(SECRET, SECRET)
        await until(pilot, lambda: "Kata sandi dipasang" in told(app))
        assert is_locked(app.workplace.identities, app.file)
        await answer("bukan itu")
        await until(pilot, lambda: "bukan untuk kunci" in told(app))
        await answer(SECRET, "", "")
        await until(pilot, lambda: "Kata sandi dilepas" in told(app))
        assert not is_locked(app.workplace.identities, app.file)


# -- on the command line


def lock(office: Office) -> None:
    db = Database(DatabaseFile(office.db).open(), office.folder / "kunci", fixed_now)
    setup.set_passphrase(db, SECRET)
    db.close()


def test_a_script_gives_the_passphrase_in_a_file(kecamatan, tmp_path):
    lock(kecamatan)
    done = kecamatan.run("ekspor", "--folder", tmp_path / "stik")
    assert done.exit_code == 1
    assert "--sandi-berkas" in done.stderr
    secret = tmp_path / "sandi.txt"
    secret.write_text("bukan itu\n")
    done = kecamatan.run("ekspor", "--folder", tmp_path / "stik", "--sandi-berkas", secret)
    assert done.exit_code == 1
    assert "Kata sandi itu bukan" in done.stderr
    assert kecamatan.run("verifikasi", "--sandi-berkas", tmp_path / "tidak ada").exit_code == 1
    secret.write_text(f"{SECRET}\n", encoding="utf-8")
    done = kecamatan.run("ekspor", "--folder", tmp_path / "stik", "--sandi-berkas", secret)
    assert done.exit_code == 0, done.output
    assert SECRET not in done.output


def test_a_forgotten_passphrase_needs_a_new_key_and_loses_nothing(kecamatan):
    before = kecamatan.rows("employee")
    lock(kecamatan)
    done = kecamatan.run("kunci", "--baru", "--json")
    assert done.exit_code == 0, done.output
    assert kecamatan.run("verifikasi").exit_code == 0
    assert kecamatan.rows("employee") == before
    assert len(list((kecamatan.folder / "kunci").glob("*.lama"))) == 1
