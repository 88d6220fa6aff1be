"""PC yang dikenal by keys: a key carried on a stick, compared in words; replaced, withdrawn, vouched for."""

from __future__ import annotations

import pytest

from kinerja_tui.handoff import keyfile, trust
from kinerja_tui.models.words import spoken
from kinerja_tui.screens.handover.known_pcs import KnownPCsScreen
from kinerja_tui.screens.notice import Notice
from kinerja_tui.widgets.dialogs import AskText, Confirm, Pick
from tests.conftest import screen_text
from tests.screens.keys import at, told, type_text, until
from tests.screens.test_handoff import Desk, district, office, open_handoff, stick

__all__ = ["district", "office", "stick"]


async def opened(pilot) -> None:
    await open_handoff(pilot)
    await pilot.press("n")
    await at(pilot, KnownPCsScreen)


@pytest.fixture
def new_pc(workplace) -> Desk:
    """Another PC of the same kecamatan, set up anew."""
    from kinerja_tui.services.office import setup

    desk = Desk(workplace("new", "pc-baru"))
    setup.set_up(desk.db, "15.04.03", "Rina Wulandari", 2026)
    return desk


async def test_a_key_goes_by_stick_and_is_compared_in_words(office, district, stick, new_pc, seen_as):
    app = office.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        assert "Belum ada PC lain yang dikenal" in screen_text(app)
        await pilot.press("x")
        await until(pilot, lambda: "Hanya BKPSDM" in told(app))
        await pilot.press("t")
        await at(pilot, Pick)
        await pilot.press("enter")
        await at(pilot, Notice)
        (path,) = stick.glob("*.kunci")
        assert str(path) in app.screen.text
    words = spoken(office.db.identity.public_key).split()
    assert keyfile.read_key(path).key == office.db.identity.public_key

    app = district.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("a")
        await at(pilot, Pick)
        await pilot.press("enter")
        await at(pilot, AskText)
        text = screen_text(app)
        assert "Kecamatan Muara Bulian (15.04.03)" in text
        assert all(word in text for word in words)
        await pilot.press("x", "enter")
        assert "Di sini kata pertamanya" in screen_text(app)
        await pilot.press("backspace", *words[0], "enter")
        await at(pilot, Confirm)  # the way back: our own key onto the same stick
        assert "Tulis juga kunci PC ini?" in screen_text(app)
        await pilot.press("y")
        await at(pilot, Notice)
        assert str(keyfile.path_in(stick, district.db)) in app.screen.text
        assert keyfile.read_key(keyfile.path_in(stick, district.db)).key == district.db.identity.public_key
        await pilot.press("enter")
        await at(pilot, KnownPCsScreen)
        await until(pilot, lambda: "dikenal di sini" in screen_text(app))
        assert [row[0] for row in app.file.rows("SELECT site FROM site WHERE recognised")] == [office.db.identity.site]

        path.unlink()
        keyfile.write_key(new_pc.db, stick)
        await pilot.press("g")
        await at(pilot, Pick)
        await pilot.press("enter")
        await at(pilot, AskText)
        await type_text(pilot, spoken(new_pc.db.identity.public_key).split()[0])
        await pilot.press("enter")
        await until(pilot, lambda: "Mengapa PC" in screen_text(app))
        await pilot.press("enter")
        await until(pilot, lambda: "kunci dicabut" in screen_text(app))
        await pilot.press("end", "enter")
        await at(pilot, Notice)
        assert "PC rusak dan diganti" in app.screen.text
        await pilot.press("enter", "home", "x")
        await until(pilot, lambda: "Mengapa kunci" in screen_text(app))
        await pilot.press("enter")
        assert "Tulis alasannya" in screen_text(app)
        await type_text(pilot, "hilang")
        await pilot.press("enter")
        await at(pilot, Confirm)
        await pilot.press("t")
        await at(pilot, KnownPCsScreen)
        assert len(app.file.rows("SELECT 1 FROM withdrawal")) == 1


async def test_a_new_key_is_taken_by_key_after_a_question(office, stick):
    app = office.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        before = app.db.identity.public_key
        await pilot.press("n")
        await at(pilot, Confirm)
        await pilot.press("t")
        await at(pilot, KnownPCsScreen)
        assert app.db.identity.public_key == before
        await pilot.press("n", "y")
        await at(pilot, Notice)
        assert "bawa ke BKPSDM" in app.screen.text
        await pilot.press("enter")
        await at(pilot, KnownPCsScreen)
        assert app.db.identity.public_key != before
        assert f"PC ini: {spoken(app.db.identity.public_key)}" in screen_text(app)


async def test_where_a_key_was_written_is_offered_the_next_time(office, stick, tmp_path):
    other = tmp_path / "flash disk"
    other.mkdir()
    app = office.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("a")
        await at(pilot, AskText)
        assert "Belum ditemukan berkas kunci dari PC lain" in " ".join(screen_text(app).split())
        await pilot.press("escape")
        await at(pilot, KnownPCsScreen)
        await pilot.press("t")
        await at(pilot, Pick)
        await pilot.press("end", "enter")
        await at(pilot, AskText)
        app.screen.query_one("Input").value = str(other)
        await pilot.press("enter")
        await at(pilot, Notice)
        await pilot.press("enter")
        await at(pilot, KnownPCsScreen)
        await pilot.press("t")
        await at(pilot, Pick)
        assert "terakhir dipakai" in " ".join(screen_text(app).replace("│", " ").split())


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_what_a_person_sees_of_the_known_pcs(office, district, new_pc, seen_as, monkeypatch, size):
    words = iter(("bukit jagung kancil lemari melati nelayan obor padi",) * 99)
    for place in ("known_pcs", "recognise"):
        monkeypatch.setattr(f"kinerja_tui.screens.handover.{place}.spoken", lambda _key: next(words))
        fingerprint = f"kinerja_tui.screens.handover.{place}.fingerprint"
        monkeypatch.setattr(fingerprint, lambda _key: "A1B2 C3D4 E5F6 0718 293A 4B5C")
    for desk in (office, new_pc):
        trust.enrol(district.db, "15.04.03", "Kecamatan Muara Bulian", desk.db.identity.public_key)
    trust.withdraw(district.db, new_pc.db.identity.site, "laptop hilang")
    app = district.app()
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        seen_as(app, f"known_pcs_{size[0]}x{size[1]}")


async def test_a_file_that_is_no_key_is_told(office, stick):
    stick.mkdir()
    (stick / "kinerja_15.04_PC-00000000.kunci").write_text("bukan kunci")
    app = office.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("a")
        await at(pilot, Pick)
        await pilot.press("enter")
        await at(pilot, Notice)
        assert "bukan kunci PC" in app.screen.text


async def test_what_is_held_of_a_withdrawn_pc_is_taken_by_key(office, district, stick):
    from kinerja_tui.models.employees import Employee

    district.take(office.export("15.04", stick), office)
    trust.withdraw(district.db, office.db.identity.site, "hilang")
    key = district.place.file.rows("SELECT id FROM employee LIMIT 1")[0][0]
    with office.db.act("Sesudah", key) as act:
        act.write(Employee, key, name="Sesudah Dicabut")
    # Another PC of the office brings it along; here the withdrawal is lifted and made again.
    trust.enrol(district.db, "15.04.03", "Kecamatan Muara Bulian", office.db.identity.public_key)
    district.take(office.export("15.04", stick), office)
    (late,) = district.place.file.rows("SELECT id, seq FROM journal WHERE act = 'Sesudah'")
    from kinerja_tui.handoff import authority
    from kinerja_tui.models.offices import Withdrawal

    with district.db.act("Dicabut lagi") as act:
        names = [row[0][:20] for row in district.place.file.rows("SELECT id FROM journal WHERE id <> ?", (late[0],))]
        act.write(Withdrawal, "00000000-ffff", site=office.db.identity.site, reason="hilang", known={"names": names})
    with district.db.transaction() as session:
        authority.judge_again(district.db, session)
    app = district.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        assert "1 ditahan" in screen_text(app)
        await pilot.press("b")
        await at(pilot, Confirm)
        await pilot.press("y")
        await until(pilot, lambda: "1 perubahan diterima" in told(app))
        assert app.file.rows("SELECT name FROM employee WHERE id = ?", (key,)) == [("Sesudah Dicabut",)]
