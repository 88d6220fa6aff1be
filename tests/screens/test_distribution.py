"""Rekap & kurva by keys: the rating is set, the guide is compared, a deviation is explained, nobody is changed."""

from __future__ import annotations

import pytest

from kinerja_tui.app import KinerjaApp
from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Employee
from kinerja_tui.models.organisations import UnitRating
from kinerja_tui.screens.evaluation.organisation_form import OrganisationForm
from kinerja_tui.services.evaluation import organisations
from kinerja_tui.widgets.fields import Note
from tests.conftest import ready, screen_text
from tests.screens.keys import after_power_cut, at, open_row, told, type_text
from tests.services.test_organisations import HEAD, OFFICE, PERIOD, SECRETARY, keep_only, rate


def page(app):
    """The whole page, also what is scrolled away, without the wrapping."""
    return str(app.screen.query_one("#page").content).replace("\n  ", " ")


def evaluations_of(app):
    """Everything that is stored about people's ratings."""
    tables = ("evaluation", "result_rating", "value_rating")
    return [app.file.rows(f"SELECT * FROM {table} ORDER BY id") for table in tables]


async def set_rating(pilot, digit, reason="Surat Sekda 800/12"):
    """t, the digit, the reason, F10."""
    await pilot.press("t")
    await pilot.pause()
    await pilot.press(digit)
    await type_text(pilot, reason)
    await pilot.press("f10")
    await pilot.pause()


@pytest.fixture
def prepared(workplace):
    """An app on the practice office after something was changed in its database."""

    def make(change):
        place = workplace("muara_bulian", "disiapkan")
        db = Database(place.file, place.identities, place.now)
        change(db)
        db.engine.dispose()
        return KinerjaApp(place)

    return make


async def test_from_beranda_to_a_rating_and_the_guide(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        before = evaluations_of(app)
        assert "Capaian kinerja organisasi Triwulan III 2026" in screen_text(app)
        await pilot.press("9")
        await pilot.pause()
        assert "Capaian kinerja organisasi belum diisi. Tekan t" in page(app)
        assert "16 dari 33 orang punya predikat: 16 selesai, 0 draf; 17 belum" in page(app)
        assert "POLA" not in page(app)
        await set_rating(pilot, "4")
        assert "Capaian kinerja organisasi: Baik" in page(app)
        assert "Dasar: Surat Sekda 800/12" in page(app)
        assert "+ Baik paling banyak 70 % (kini 8 dari 16 orang)" in page(app)
        assert "Sebaran 16 orang ini sesuai pola." in page(app)
        assert "Rating pegawai tidak berubah" in told(app)
        assert evaluations_of(app) == before
        await pilot.press("1")
        await pilot.pause()
        assert "Capaian kinerja organisasi" not in screen_text(app)


async def test_a_deviation_is_named_counted_and_explained(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("9")
        await pilot.pause()
        await set_rating(pilot, "3")
        assert "Butuh Perbaikan: 4 orang, seharusnya paling sedikit 10 dari 16 orang" in page(app)
        assert "PERUBAHAN TERKECIL AGAR SESUAI POLA: 6 orang" in page(app)
        assert "Tekan a untuk menulis alasannya" in page(app)
        names = [row[0] for row in app.file.rows("SELECT name FROM employee")]
        assert not [name for name in names if name in page(app).partition("PERUBAHAN")[2]]
        await pilot.press("a")
        await type_text(pilot, "Banjir [/] dua bulan")
        await pilot.press("enter")
        await pilot.pause()
        assert "ALASAN POLA MENYIMPANG" in page(app)
        assert "Banjir [/] dua bulan" in page(app)
        assert "Tekan a untuk menulis" not in page(app)
        await pilot.press("a")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert "Banjir [/] dua bulan" in page(app)


async def test_simulating_stores_nothing(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("9")
        await pilot.pause()
        changes = app.file.rows("SELECT count(*) FROM journal")
        for digit, word in (("5", "ISTIMEWA"), ("1", "SANGAT KURANG"), ("2", "KURANG")):
            await pilot.press("c", digit)
            await pilot.pause()
            assert f"POLA UNTUK CAPAIAN “{word}”" in page(app)
            assert "SIMULASI capaian" in page(app)
        await pilot.press("c", "0")
        await pilot.pause()
        assert "SIMULASI" not in page(app)
        assert app.file.rows("SELECT count(*) FROM journal") == changes
        assert app.file.rows("SELECT count(*) FROM organisation_rating") == [(0,)]


async def test_a_reason_without_a_rating_is_asked_back(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("9")
        await pilot.pause()
        await pilot.press("a")
        await pilot.pause()
        assert "Isi dulu capaian kinerja organisasinya" in told(app)


async def test_an_unfinished_rating_survives_a_power_cut(app, tmp_path):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("9")
        await pilot.pause()
        await pilot.press("t")
        await pilot.pause()
        await pilot.press("2")
        await pilot.pause()
        again = after_power_cut(app, tmp_path / "nyala")
    async with again.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        assert "Isian belum selesai: Capaian kinerja organisasi" in screen_text(again)
        await pilot.press("home", "enter")
        await at(pilot, OrganisationForm)
        await pilot.pause()
        assert again.screen.sheet.value(organisations.rating_key(OFFICE, PERIOD, "rating")) == "kurang"
        assert organisations.rating_of(again.db, OFFICE, PERIOD) is None
    again.workplace.file.close()


@pytest.mark.parametrize("key", ["0", "6", "9"])
async def test_other_keys_than_one_to_five_are_refused(app, key):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("9")
        await pilot.pause()
        await pilot.press("t")
        await pilot.pause()
        await pilot.press(key, "enter")
        await pilot.pause()
        assert app.screen.sheet.current.label == "Capaian organisasi"
        assert app.file.rows("SELECT count(*) FROM organisation_rating") == [(0,)]


async def test_the_year_and_a_month_have_their_own_rating(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("9")
        await pilot.pause()
        await pilot.press("p", "5")
        await pilot.pause()
        assert "Rekap & kurva · Tahun 2026" in screen_text(app)
        assert "Kurva muncul setelah evaluasi pertama" in page(app)
        await set_rating(pilot, "5")
        assert "Capaian kinerja organisasi: Istimewa" in page(app)
        assert "· Sangat Baik paling banyak 70 %" in page(app)
        assert "Bila semua dinilai: Sangat Baik paling banyak 23 dari 34 orang." in page(app)
        await pilot.press("5")
        await pilot.pause()
        assert "Evaluasi · Triwulan III 2026" in screen_text(app)
        await pilot.press("9")
        await pilot.pause()
        assert "Rekap & kurva · Tahun 2026" in screen_text(app)
        await pilot.press("p", "3")
        await pilot.pause()
        assert "belum diisi" in page(app)


async def test_who_is_not_rated_is_listed_with_the_reason(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("9")
        await pilot.pause()
        await pilot.press("b")
        await pilot.pause()
        lines = app.screen.text.splitlines()
        assert len(lines) == 17
        assert {line.rpartition(": ")[2] for line in lines} >= {"belum dinilai", "belum ada SKP", "SKP draf"}


@pytest.mark.parametrize("size", [1, 2])
async def test_units_of_one_and_two_are_told_what_is_impossible(prepared, size):
    app = prepared(lambda db: keep_only(db, size))
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("9")
        await pilot.pause()
        assert f"{size} dari {size} orang punya predikat" in page(app)
        for digit in "12":
            await pilot.press("c", digit)
            await pilot.pause()
            assert f"Unit {size} orang tidak mungkin memenuhi pola ini" in page(app)
            assert "PERUBAHAN TERKECIL: tidak ada" in page(app)
        for digit in "345":
            await pilot.press("c", digit)
            await pilot.pause()
            assert "tidak mungkin" not in page(app)


async def test_an_office_without_employees_says_what_to_do_first(empty_app):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("9")
        await pilot.pause()
        assert "Belum ada pegawai di kantor ini. Tekan 2" in page(empty_app)
        await pilot.press("c", "1")
        await pilot.pause()
        await pilot.press("b")
        await pilot.pause()
        assert "Semua pegawai" in empty_app.screen.text


async def test_odd_values_from_a_merge_do_not_crash(prepared):
    def change(db):
        rate(db)
        with db.act("Dari versi baru") as act:
            act.write(UnitRating, UnitRating.id_of(OFFICE, PERIOD), rating="[/]", reason="[/] " * 90, set_on=None,
                      set_by="", deviation_reason="[bold]\x1b[31m\n[/]" * 30, rules="?")  # fmt: skip

    app = prepared(change)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("9")
        await pilot.pause()
        assert "Capaian kinerja organisasi: ?" in page(app)
        assert "\x1b" not in page(app)
        await pilot.press("t")
        await pilot.pause()
        await pilot.press("3", "f10")
        await pilot.pause()
        assert organisations.rating_of(app.db, OFFICE, PERIOD).rating == "butuh_perbaikan"


async def test_the_district_looks_at_one_office_after_another(prepared):
    def change(db):
        db.set_setting("office", "15.04")
        some = db.file.rows("SELECT id FROM employee ORDER BY name LIMIT 5")
        for (employee_id,) in some:
            with db.act("Pindah", employee_id) as act:
                act.write(Employee, employee_id, office="15.04.99")

    app = prepared(change)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("9")
        await pilot.pause()
        assert "5 orang punya predikat" in page(app)
        assert "o Kantor" in screen_text(app)
        await pilot.press("o")
        await type_text(pilot, "muara")
        await pilot.press("enter")
        await pilot.pause()
        assert "28 orang punya predikat" in page(app)
        assert "Kecamatan Muara Bulian" in screen_text(app)


async def test_the_head_is_shown_a_proposal_and_may_be_rated_otherwise(prepared):
    app = prepared(lambda db: rate(db, rating="istimewa"))
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await open_row(pilot, "5", HEAD.partition(",")[0])
        notes = [item.text for item in app.screen.sheet.items if isinstance(item, Note)]
        assert any("(Istimewa): 3, di atas ekspektasi. Pejabat penilai boleh memilih lain" in note for note in notes)
        await pilot.press("escape")
        await pilot.pause()
        await open_row(pilot, "5", SECRETARY.partition(",")[0])
        notes = [item.text for item in app.screen.sheet.items if isinstance(item, Note)]
        assert notes
        assert not any("memimpin unit" in note for note in notes)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_what_a_person_sees(app, seen_as, size):
    suffix = f"{size[0]}x{size[1]}"
    async with app.run_test(size=size) as pilot:
        await ready(pilot)
        await pilot.press("9")
        await pilot.pause()
        seen_as(app, f"distribution_empty_{suffix}")
        await set_rating(pilot, "4")
        app.clear_notifications()
        await pilot.pause()
        seen_as(app, f"distribution_fits_{suffix}")
        await pilot.press("c", "3")
        await pilot.pause()
        seen_as(app, f"distribution_breaks_{suffix}")
        await pilot.press("pagedown")
        await pilot.pause()
        await pilot.press("t")
        await pilot.pause()
        seen_as(app, f"organisation_form_{suffix}")
