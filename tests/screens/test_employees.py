"""Pegawai: find, add, change, end of service; wrong input held, nothing typed ever lost."""

from __future__ import annotations

import pytest

from kinerja_tui.models.employees import Employee
from kinerja_tui.screens.staff.employee_form import EmployeeForm
from kinerja_tui.screens.staff.employees import EmployeesScreen
from kinerja_tui.services.staff import employees, people
from kinerja_tui.widgets.dialogs import Pick
from kinerja_tui.widgets.listing import Listing
from kinerja_tui.widgets.sheet import Sheet
from tests.conftest import ready, screen_text
from tests.screens.keys import after_power_cut
from tests.widgets.helpers import HOSTILE, burst

NIP = "198609262015051001"
PPPK = "199003152021212003"


async def open_list(pilot):
    await ready(pilot)
    await burst(pilot, "2")
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    assert isinstance(pilot.app.screen, EmployeesScreen)


async def one_by_one(pilot, *keys: str) -> None:
    """Keys at human speed: every dialog is there before the next key."""
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


async def open_new(pilot):
    await open_list(pilot)
    await burst(pilot, "a")
    assert isinstance(pilot.app.screen, EmployeeForm)


def sheet(app) -> Sheet:
    return app.screen.query_one(Sheet)


def value(app, key: str) -> str:
    return sheet(app).value(key)


def names(app) -> list[str]:
    rows = employees.listing(app.file)
    return [row["name"] for row in rows.rows(0, len(rows))]


def notes(app) -> str:
    return " ".join(str(note.message) for note in app._notifications)


async def test_whole_story_add_find_edit_end_and_take_back(empty_app):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await open_new(pilot)
        await burst(pilot, *NIP, *"Siti Aminah, S.IP.", "enter", "enter", *"3b", "enter", "enter")
        await burst(pilot, *"Kepala Seksi Pemerintahan", "enter", "3", "enter", *"Seksi Pemerintahan", "enter")
        await burst(pilot, *"0201", "f10")
        assert isinstance(empty_app.screen, EmployeesScreen)
        text = screen_text(empty_app)
        assert "Siti Aminah, S.IP." in text
        assert "19860926 201505 1 001" in text
        assert "1 pegawai" in text

        await burst(pilot, "enter")
        await burst(pilot, "down", *"Siti Aminah Lubis", "f10")
        assert names(empty_app) == ["Siti Aminah Lubis"]

        await one_by_one(pilot, "b", "1", *"2011", "enter")
        assert "0 pegawai" in screen_text(empty_app)
        assert "Belum ada pegawai" in screen_text(empty_app)

        await burst(pilot, "v")
        text = screen_text(empty_app)
        assert "Siti Aminah Lubis" in text
        assert "20-11-2026" in text
        assert "Pensiun" in text
        await one_by_one(pilot, "b", "y", "v")
        assert "Siti Aminah Lubis" in screen_text(empty_app)

    with empty_app.db.reading() as session:
        person = session.get_one(Employee, Employee.id_of(NIP))
        post = employees.current_assignment(session, person.id)
    assert (person.golongan, person.birth_date.isoformat(), person.kind) == ("III/b", "1986-09-26", "PNS")
    assert (person.end_date, post.end) == (None, None)
    assert (post.post, post.post_kind, post.start.isoformat()) == (
        "Kepala Seksi Pemerintahan",
        "pengawas",
        "2026-01-02",
    )


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("1986092620150510", "Harus 18 angka"),
        ("198613262015051001", "tanggal lahir"),
        ("198609312015051001", "tanggal lahir"),
        ("198609262015051003"[:14] + "3001", "1 (laki-laki) atau 2"),
        ("000000000000000000", "tanggal lahir"),
        ("999999999999999999", "tanggal lahir"),
    ],
)
async def test_a_wrong_nip_holds_the_field_with_what_was_typed(empty_app, typed, says):
    async with empty_app.run_test(size=(100, 30)) as pilot:
        await open_new(pilot)
        await burst(pilot, *typed, "enter")
        assert sheet(empty_app).current.label == "NIP"
        assert sheet(empty_app).editor.text == typed
        assert says in " ".join(screen_text(empty_app).split())


async def test_letters_do_not_get_into_a_nip_and_spaces_do_not_matter(empty_app):
    async with empty_app.run_test(size=(100, 30)) as pilot:
        await open_new(pilot)
        await burst(pilot, *"19860926 201505x 1 001")
        assert value(empty_app, "employee/baru/nip") == NIP
        assert value(empty_app, "employee/baru/birth_date") == "1986-09-26"


async def test_a_number_of_a_pppk_sets_the_standing(empty_app):
    async with empty_app.run_test(size=(100, 30)) as pilot:
        await open_new(pilot)
        await burst(pilot, *PPPK)
        assert value(empty_app, "employee/baru/kind") == "PPPK"
        await burst(pilot, *"Ratna", "enter", "enter", *"3b", "enter")
        assert "I sampai XVII" in screen_text(empty_app)
        await burst(pilot, "ctrl+a", *"9", "enter")
        assert value(empty_app, "employee/baru/golongan") == "IX"


async def test_correcting_the_nip_corrects_the_birth_date_it_brought(empty_app):
    async with empty_app.run_test(size=(100, 30)) as pilot:
        await open_new(pilot)
        await burst(pilot, *NIP, "up", *"198709262015051001")
        assert value(empty_app, "employee/baru/birth_date") == "1987-09-26"


async def test_another_birth_date_is_asked_once_and_leaves_a_mark(empty_app):
    async with empty_app.run_test(size=(100, 30)) as pilot:
        await open_new(pilot)
        await burst(pilot, *NIP, *"Siti", "enter", "enter", "enter", *"27-09-1986", "enter")
        assert "berbeda" in screen_text(empty_app)
        await burst(pilot, "enter", *"Camat", "f10")
        assert names(empty_app) == ["Siti"]
        with empty_app.db.reading() as session:
            person = session.get_one(Employee, Employee.id_of(NIP))
        assert person.confirmed == {"birth_date": "1986-09-27"}


async def test_text_where_a_date_belongs_is_held(empty_app):
    async with empty_app.run_test(size=(100, 30)) as pilot:
        await open_new(pilot)
        await burst(pilot, *NIP, *"Siti", "enter", "enter", "enter", *"besok saja", "enter")
        assert sheet(empty_app).current.key == "employee/baru/birth_date"
        assert "Tanggal tidak terbaca" in screen_text(empty_app)
        assert value(empty_app, "employee/baru/birth_date") == "1986-09-26"


async def test_a_nip_somebody_has_is_refused_by_name_and_nothing_is_lost(app):
    async with app.run_test(size=(100, 30)) as pilot:
        await open_new(pilot)
        await burst(pilot, *"197906022008021913")
        text = " ".join(screen_text(app).split())
        assert "sudah dipakai Hasbi Efendi" in text
        assert sheet(app).editor.text == "197906022008021913"
        await burst(pilot, "ctrl+a", *NIP, *"Orang Baru", "enter")
        assert value(app, "employee/baru/name") == "Orang Baru"


async def test_esc_on_a_broken_form_offers_three_choices_and_loses_nothing(empty_app):
    async with empty_app.run_test(size=(100, 30)) as pilot:
        await open_new(pilot)
        await burst(pilot, *NIP, *"Siti", "enter")
        await one_by_one(pilot, "escape")
        assert isinstance(empty_app.screen, Pick)
        text = screen_text(empty_app)
        assert "Jabatan belum diisi." in text
        assert "Lanjut mengisi" in text
        assert "Tinggalkan dulu" in text
        assert "Buang isian" in text
        await one_by_one(pilot, "enter")
        assert value(empty_app, "employee/baru/name") == "Siti"

        await one_by_one(pilot, "escape", "down", "enter")
        assert isinstance(empty_app.screen, EmployeesScreen)
        assert names(empty_app) == []
        await one_by_one(pilot, "a")
        assert value(empty_app, "employee/baru/name") == "Siti"

        await one_by_one(pilot, "escape", "down", "down", "enter", "a")
        assert value(empty_app, "employee/baru/name") == ""
        for _ in range(2):  # an empty required field may say so once
            if isinstance(empty_app.screen, EmployeeForm):
                await one_by_one(pilot, "escape")
        assert isinstance(empty_app.screen, EmployeesScreen)


async def test_what_was_typed_survives_a_power_cut(empty_app, tmp_path):
    async with empty_app.run_test(size=(100, 30)) as pilot:
        await open_new(pilot)
        await burst(pilot, *NIP, *"Siti Aminah", "enter", "2", "enter", *"3a", "enter", *"belum selesai")
        again = after_power_cut(empty_app, tmp_path / "setelah-mati-listrik")
    async with again.run_test(size=(100, 30)) as pilot:
        await open_new(pilot)
        assert value(again, "employee/baru/nip") == NIP
        assert value(again, "employee/baru/name") == "Siti Aminah"
        assert value(again, "employee/baru/kind") == "CPNS"
        assert value(again, "employee/baru/golongan") == "III/a"
        assert sheet(again).current.key == "employee/baru/birth_date"


@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_names_and_posts_are_only_text(empty_app, name):
    async with empty_app.run_test(size=(120, 40)) as pilot:
        await open_new(pilot)
        form = empty_app.screen
        await burst(pilot, *NIP)
        for key in ("employee/baru/name", "assignment/baru/post", "assignment/baru/unit"):
            assert sheet(empty_app).go(key)
            sheet(empty_app)._insert(name)
        await burst(pilot, "f10")
        assert form.stored
        await one_by_one(pilot, "u", "down", "enter")
        assert empty_app.screen.unit is not None
        assert "1 pegawai" in screen_text(empty_app)
        await one_by_one(pilot, "b", "1", "0", "enter", "v")
        assert "Pensiun" in screen_text(empty_app)
        await burst(pilot, "enter")
        assert isinstance(empty_app.screen, EmployeeForm)


async def test_filter_unit_and_counts(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await open_list(pilot)
        await burst(pilot, "slash", *"kepala seksi")
        assert "5 dari 33 pegawai" in screen_text(app)
        await one_by_one(pilot, "escape", "u", *"teratai", "enter")
        assert "2 pegawai di Kelurahan Teratai" in screen_text(app)
        await burst(pilot, "v")
        assert "Tidak ada pegawai yang sudah berhenti di unit ini" in screen_text(app)
        await one_by_one(pilot, "v", "u", "home", "enter")
        assert "33 pegawai" in screen_text(app)
        await burst(pilot, "slash", *"198305")
        assert app.screen.query_one(Listing).table.row_count < 3


async def test_the_rater_is_found_by_part_of_a_name_and_brings_the_superior(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await open_new(pilot)
        assert "Pejabat penilai di luar kantor" in screen_text(app)
        assert sheet(app).go("assignment/baru/rater_id")
        await burst(pilot, *"hasbi", "enter")
        assert "Ada 2 pegawai yang cocok" in screen_text(app)
        await burst(pilot, "ctrl+a", *"camat muara", "enter")
        assert value(app, "assignment/baru/rater_id") == Employee.id_of("197906022008021913")
        assert "Pejabat penilai di luar kantor" not in screen_text(app)
        assert "Atasan penilai di luar kantor" in screen_text(app)  # the Camat's own rater is outside
        assert sheet(app).go("assignment/baru/rater_id")
        await burst(pilot, *"ilham idris", "enter")
        assert value(app, "assignment/baru/superior_id") == Employee.id_of("197406251999042985")
        assert "luar kantor ─" not in screen_text(app)


async def test_a_rater_outside_the_office_is_written_on_a_card(empty_app):
    async with empty_app.run_test(size=(120, 40)) as pilot:
        await open_new(pilot)
        await burst(pilot, *NIP, *"Camat Baru", "enter")
        assert sheet(empty_app).go("assignment/baru/post")
        await burst(pilot, *"Camat", "enter")
        assert sheet(empty_app).go("assignment/baru/rater_card.name")
        await burst(pilot, *"Rahmat Hamid", "enter", "enter", *"4c", "enter", *"Sekretaris Daerah", "f10")
        assert "Rahmat Hamid" in screen_text(empty_app)
        with empty_app.db.reading() as session:
            post = employees.current_assignment(session, Employee.id_of(NIP))
        assert post.rater_card["rank"] == "Pembina Utama Muda (IV/c)"
        assert post.rater_card["post"] == "Sekretaris Daerah"
        assert post.superior_card is None


async def test_nobody_rates_himself(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await open_list(pilot)
        person = app.screen.current
        await burst(pilot, "enter")
        key = next(item.key for item in sheet(app).items if getattr(item, "key", "").endswith("/rater_id"))
        assert sheet(app).go(key)
        await burst(pilot, *people.label(app.file, person), "enter")
        assert "Yang dipilih pegawai itu sendiri" in screen_text(app)


async def test_ending_a_rater_says_whom_he_still_rates(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await open_list(pilot)
        await one_by_one(pilot, "slash", *"camat muara", "enter", "b", "2", *"lusa", "enter")
        assert "Tanggal tidak terbaca" in screen_text(app)
        await one_by_one(pilot, "ctrl+u", "0", "enter")
        assert "masih tercatat sebagai pejabat penilai" in notes(app)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_what_a_person_sees(app, seen_as, size):
    async with app.run_test(size=size) as pilot:
        await open_list(pilot)
        seen_as(app, f"employees_{size[0]}x{size[1]}")
        await burst(pilot, "down", "down", "down", "enter")
        seen_as(app, f"employee_form_{size[0]}x{size[1]}")


async def test_a_rater_who_is_not_on_the_list_is_shown_the_way(empty_app):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await open_new(pilot)
        rater = next(item for item in sheet(empty_app).items if getattr(item, "label", "") == "Pejabat penilai")
        sheet(empty_app).go(rater.key)
        await burst(pilot, *"Sekda", "enter")
        assert "di luar kantor" in " ".join(screen_text(empty_app).split())
        assert sheet(empty_app).current.label == "Pejabat penilai"
        assert "F5" not in screen_text(empty_app)
