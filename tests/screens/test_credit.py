"""Angka kredit by keys: who is listed, the arithmetic line by line, three decimals, why nothing is computed."""

from __future__ import annotations

import pytest

from kinerja_tui.app import KinerjaApp
from kinerja_tui.models.employees import Assignment, Employee
from kinerja_tui.models.evaluations import Evaluation
from kinerja_tui.screens.staff.credit import CreditSheet, CreditsScreen
from tests.conftest import ready, screen_text
from tests.screens.keys import down_to, type_text


@pytest.fixture
def asemrowo(workplace):
    """The program on the practice office of Asem Rowo, which has people in functional posts."""
    return KinerjaApp(workplace("asem_rowo"))


async def opened(pilot):
    """By its key on the evaluation list."""
    await ready(pilot)
    await pilot.press("5", "a")
    await pilot.pause()
    assert isinstance(pilot.app.screen, CreditsScreen)


async def keys(pilot, *names):
    await pilot.press(*names)
    await pilot.pause()


def lines(app):
    return [line.strip() for line in screen_text(app).splitlines()]


async def test_the_arithmetic_of_one_person(asemrowo):
    async with asemrowo.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        assert "3 pejabat fungsional" in screen_text(asemrowo)
        await keys(pilot, "slash")
        await type_text(pilot, "nurul")
        await keys(pilot, "enter", "enter")
        assert isinstance(asemrowo.screen, CreditSheet)
        text = screen_text(asemrowo)
        assert "Jenjang Mahir: koefisien 12,5 setahun" in text
        assert "Triwulan I 2026    Butuh Perbaikan  3/12 x 75 % x 12,5 = 2,34375 → 2,34" in text
        assert text.count("3/12 x 100 % x 12,5 = 3,125 → 3,13") == 2
        assert "Jumlah             Mahir            8,59" in text
        assert "Naik pangkat       perlu 50         kurang 41,41" in text
        assert "Naik jenjang       perlu 100        kurang 91,41" in text
        assert "PAK terakhir" in text
        await keys(pilot, "escape")
        assert isinstance(asemrowo.screen, CreditsScreen)


async def test_what_is_missing_is_named(asemrowo):
    async with asemrowo.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await keys(pilot, "slash", *"sulastri", "enter", "enter")
        text = screen_text(asemrowo)
        assert text.count("SKP belum disetujui") == 3
        assert "belum ada yang dihitung" in text
        assert " 0,00" not in text


async def test_three_decimals_by_the_setting(asemrowo):
    async with asemrowo.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await keys(pilot, "8")
        await down_to(pilot, "decimals")
        await keys(pilot, "enter")
        assert "3 desimal" in screen_text(asemrowo)
        await keys(pilot, "escape", "5", "a", "slash", *"nurul", "enter", "enter")
        assert "= 3,125" in screen_text(asemrowo)
        assert "→ 2,344" in screen_text(asemrowo)
        assert "8,594" in screen_text(asemrowo)


@pytest.mark.parametrize("text", ["[/]", "[red]x", "\x1b[31m"])
async def test_a_pppk_an_unknown_level_and_odd_values_say_why(asemrowo, text):
    app = asemrowo
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        person, other, third = app.screen.find("").keys
        with app.db.act("Impor", person) as act:
            act.write(Employee, person, kind="PPPK", name=text, golongan=text)
        with app.db.act("Impor", other) as act:
            (post,) = app.file.rows("SELECT id FROM assignment WHERE employee_id = ?", (other,))
            act.write(Assignment, post[0], post=f"Arsiparis {text}")
        with app.db.act("Impor", third) as act:
            act.write(
                Evaluation,
                Evaluation.id_of(third, "x"),
                employee_id=third,
                plan_id=text,
                period=text,
                state="selesai",
                rules=text,
            )
        app.screen.reload()
        await pilot.pause()
        assert screen_text(app).count(" ? ") >= 2
        for key, why in ((person, "PPPK tidak dihitung"), (other, "Jenjangnya tidak terbaca"), (third, "Jumlah")):
            app.screen.reload(key)
            await keys(pilot, "enter")
            assert why in " ".join(screen_text(app).split())
            await keys(pilot, "down", "end", "escape")


async def test_nobody_in_a_functional_post(empty_app):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        assert "Belum ada pegawai dengan jabatan fungsional" in screen_text(empty_app)
        await keys(pilot, "enter")
        assert isinstance(empty_app.screen, CreditsScreen)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_how_it_looks(asemrowo, seen_as, size):
    name = f"{size[0]}x{size[1]}"
    async with asemrowo.run_test(size=size) as pilot:
        await opened(pilot)
        seen_as(asemrowo, f"credits_{name}")
        await keys(pilot, "enter")
        seen_as(asemrowo, f"credit_sheet_{name}")
