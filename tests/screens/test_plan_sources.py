"""Where a plan's lines come from, by keys: another plan, the library, proposals; and hints on what came of it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from textual.widgets import OptionList

from kinerja_tui.models.plan_sources import KeyIndicator, PlanComment
from kinerja_tui.models.plans import Indicator
from kinerja_tui.models.records import new_id
from kinerja_tui.screens.planning.key_indicators import KeyIndicatorForm, KeyIndicatorsScreen
from kinerja_tui.screens.planning.plan_comments import AnswerForm, CommentForm, PlanCommentsScreen
from kinerja_tui.screens.planning.plan_form import PlanForm
from kinerja_tui.screens.planning.plans import PlansScreen
from kinerja_tui.services.forms.forms import field_key, keep
from kinerja_tui.services.planning import approval, plan_comments, plan_entry
from kinerja_tui.widgets.dialogs import Confirm, Pick
from tests.conftest import ready
from tests.screens.keys import after_power_cut, told
from tests.screens.plan_keys import (
    YEAR,
    form_of,
    go_to,
    here,
    key_plan,
    keys,
    open_list,
    open_plan_of_staff,
    people,
    seen,
    stored,
)
from tests.services.plan_office import person
from tests.services.test_plan_copy import old_plan
from tests.widgets.helpers import HOSTILE

OLD = [
    ("utama", "Surat terarsip", "Layanan", [{"text": "Surat", "target": None, "target_text": "semua"}]),
    ("tambahan", "Panitia", "", [{"text": "Rapat", "unit": "kali"}]),
]


def texts(app, employee_id):
    return [line.result.text for line in stored(app, employee_id).lines]


# -- copying


async def test_a_plan_copied_from_last_year_costs_few_keys(empty_app):
    """Enter, Enter: started and copied. F7, Enter: submitted."""
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        _, staff = people(empty_app.db)
        indicators = [{"text": f"Jumlah {n}", "target": Decimal(n), "unit": "surat"} for n in range(1, 4)]
        old_plan(empty_app.db, staff, results=[("utama", f"Hasil {n}", "", indicators) for n in range(3)])
        await open_list(pilot)
        await keys(pilot, "down")
        sequence = ["enter", "enter", "f7", "enter"]
        await keys(pilot, *sequence[:1])
        assert "2 Salin rencana 2025 sendiri: 3 RHK, 9 indikator (Pelaksana)" in seen(empty_app)
        await keys(pilot, *sequence[1:2])
        assert isinstance(empty_app.screen, PlanForm)
        assert "Disalin: 3 hasil kerja, 9 indikator" in told(empty_app)
        await keys(pilot, *sequence[2:])
        known = stored(empty_app, staff)
        assert (known.plan.state, len(known.lines)) == ("diajukan", 3)
        assert len(sequence) == 4


async def test_begun_empty_from_last_year_or_from_a_colleague(empty_app):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        boss, staff = people(empty_app.db)
        old_plan(empty_app.db, staff, results=OLD)
        other = person(empty_app.db, "199304042018041004", "Rekan Contoh", "Pelaksana", boss, unit="Seksi Lain")
        key_plan(empty_app.db, other, "Dari rekan")
        await open_list(pilot)
        await keys(pilot, "end", "enter")
        assert isinstance(empty_app.screen, Pick)
        await keys(pilot, "escape")
        assert stored_none(empty_app, staff)
        await keys(pilot, "enter", "3")
        assert "Rekan Contoh, Seksi Lain: 1 RHK, 1 indikator, 2026 draf" in seen(empty_app)
        await keys(pilot, "escape")
        assert stored_none(empty_app, staff)
        await keys(pilot, "enter", "1")
        assert isinstance(empty_app.screen, PlanForm)
        assert texts(empty_app, staff) == []
        await keys(pilot, "2", "enter", '"Punya sendiri"', "f5")
        options = [str(option.prompt) for option in empty_app.screen.query_one(OptionList).options]
        assert [option.partition(":")[0] for option in options] == [
            "rencana 2025 sendiri",
            "Rekan Contoh, Seksi Lain",
        ]
        await keys(pilot, "enter")
        assert isinstance(empty_app.screen, Confirm)
        assert "Tidak ada isian yang ditimpa" in seen(empty_app)
        await keys(pilot, "y")
        assert isinstance(empty_app.screen, PlanForm)
        assert texts(empty_app, staff) == ["Punya sendiri", "Surat terarsip", "Panitia"]
        assert "1 RHK pimpinan masih teks" in told(empty_app)
        await keys(pilot, "escape", "l", "down", "enter", "y")
        assert isinstance(empty_app.screen, PlanForm)
        assert texts(empty_app, staff) == ["Punya sendiri", "Surat terarsip", "Dari rekan", "Panitia"]


def stored_none(app, employee_id):
    return app.db.file.rows(
        "SELECT count(*) FROM work_plan WHERE employee_id = ? AND year = ?", (employee_id, YEAR)
    ) == [(0,)]


async def test_nothing_to_copy_is_said_and_typed_fields_are_safe(empty_app):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        form = await open_plan_of_staff(pilot)
        go_to(form, "text")
        await keys(pilot, '"Baru"', "f5")
        assert "Belum ada yang bisa disalin" in told(empty_app)
        assert isinstance(empty_app.screen, PlanForm)
        assert texts(empty_app, form.form.subject) == ["Baru"]


# -- the library


async def test_an_iku_from_the_library_to_a_plan(empty_app, seen_as):
    app = empty_app
    async with app.run_test(size=(80, 24)) as pilot:
        form = await open_plan_of_staff(pilot)
        staff = form.form.subject
        go_to(form, "text", 1)
        await keys(pilot, "f4")
        assert "tidak punya daftar pilihan" in seen(app)
        await keys(pilot, "escape", "i")
        assert isinstance(app.screen, KeyIndicatorsScreen)
        assert "Belum ada indikator kinerja utama. Tekan a" in seen(app)
        await keys(pilot, "a")
        assert isinstance(app.screen, KeyIndicatorForm)
        await keys(pilot, "f10")
        assert "Wajib diisi" in seen(app)
        await keys(pilot, '"Lama penerbitan izin"', "enter", "3", '"hari kerja"', "enter", "2")
        await keys(pilot, "enter", '"Renstra [/]"', "f10")
        assert isinstance(app.screen, KeyIndicatorsScreen)
        await keys(
            pilot, "a", '"Nilai IKM"', "enter", "2", '"nilai"', "enter", "enter", '"Camat"', "enter", "f3", "f10"
        )
        assert seen(app).count("IKU") >= 1
        seen_as(app, "key_indicators_80x24")
        await keys(pilot, "escape")
        assert isinstance(app.screen, PlansScreen)
        await keys(pilot, "down", "enter")
        go_to(form_of(app), "text", 1)
        await keys(pilot, "f4")
        assert isinstance(app.screen, Pick)
        (option,) = app.screen.query_one(OptionList).options
        assert str(option.prompt) == "Lama penerbitan izin (waktu, hari kerja)"
        await keys(pilot, "enter", "enter")
        assert here(app) == "target"
        assert "IKU: Renstra [/]" in seen(app)
        await keys(pilot, '"3"', "enter", "f10")
        (indicator,) = stored(app, staff).lines[0].indicators
        assert (indicator.aspect, indicator.text, indicator.unit, indicator.direction) == (
            "waktu",
            "Lama penerbitan izin",
            "hari kerja",
            "turun",
        )
        await keys(pilot, "i", "n")
        assert "rencana yang memakainya tetap" in told(app)
        await keys(pilot, "v")
        assert "Pustaka IKU: tidak dipakai lagi" in seen(app)
        assert "Lama penerbitan izin" in seen(app)
        await keys(pilot, "escape", "enter")
        assert "IKU: Renstra [/], tidak dipakai lagi" in seen(app)
        assert stored(app, staff).lines[0].indicators[0].key_indicator_id == indicator.key_indicator_id


async def test_a_power_cut_while_an_iku_is_keyed(empty_app, tmp_path):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await open_list(pilot)
        await keys(pilot, "i", "a", '"Nilai IKM"', "enter", "2", '"nilai"', "enter")
        again = after_power_cut(empty_app, tmp_path / "after")
    try:
        async with again.run_test(size=(80, 24)) as pilot:
            await open_list(pilot)
            await keys(pilot, "i", "a")
            assert "Isian terakhir masih ada" in told(again)
            await keys(pilot, "f10")
            assert again.db.file.rows("SELECT text, aspect, unit FROM key_indicator") == [
                ("Nilai IKM", "kualitas", "nilai")
            ]
    finally:
        again.file.close()


# -- proposals


async def test_a_proposal_from_the_form_to_its_answer_before_approval(empty_app, seen_as):
    app = empty_app
    async with app.run_test(size=(80, 24)) as pilot:
        form = await open_plan_of_staff(pilot)
        plan_id = form.plan_id
        go_to(form, "target")
        await keys(pilot, "f6")
        assert isinstance(app.screen, CommentForm)
        assert "Tentang: Utama 1, indikator 1: Jumlah dokumen" in seen(app)
        await keys(pilot, "f10")
        assert isinstance(app.screen, CommentForm)  # without words nothing is kept
        await keys(pilot, '"Cukup 10"', "enter", "f10")
        assert isinstance(app.screen, PlanForm)
        assert "* Usulan Staf Contoh, 20-11-2026: Cukup 10 (belum dijawab)" in seen(app)
        seen_as(app, "plan_form_remarks_80x24")
        await keys(pilot, "escape", "u")
        assert isinstance(app.screen, PlanCommentsScreen)
        await keys(pilot, "a", "enter", '"Tolong jelaskan"', "enter", "2", "2")
        assert "kosong berarti Kasi Contoh" in seen(app)
        await keys(pilot, "f10")
        seen_as(app, "plan_comments_80x24")
        assert {row["text"] for row in plan_comments.listing(app.file, plan_id).rows(0, 9)} == {
            "Cukup 10",
            "Tolong jelaskan",
        }
        await keys(pilot, "escape", "a", "enter", "v")
        assert "Masih ada 1 usulan belum dijawab" in seen(app)
        await keys(pilot, "t", "u", "enter")
        assert isinstance(app.screen, AnswerForm)
        assert "Cukup 10" in seen(app)
        await keys(pilot, "2", "f10")
        assert "alasan penolakannya" in seen(app)
        await keys(pilot, "escape" if isinstance(app.screen, Pick) else "f2")
        await keys(pilot, '"Sudah disepakati"', "f10")
        assert isinstance(app.screen, PlanCommentsScreen)
        await keys(pilot, "home", "h", "escape", "escape", "v")
        assert "usulan belum dijawab" not in seen(app)
        await keys(pilot, "y", "u")
        assert "Ditolak" in seen(app)
        await keys(pilot, "a")
        assert "adendum" in told(app)
        assert isinstance(app.screen, PlanCommentsScreen)
        await keys(pilot, "escape", "enter")
        assert "Ditolak: Sudah disepakati" in seen(app)
        await keys(pilot, "f6", "f5")  # locked: nothing to type on
        assert isinstance(app.screen, PlanForm)


async def test_a_proposal_on_a_line_that_was_never_stored(empty_app):
    """An empty line is dropped when the form is stored: the proposal is then on the whole plan."""
    async with empty_app.run_test(size=(80, 24)) as pilot:
        form = await open_plan_of_staff(pilot)
        await keys(pilot, "ctrl+f", "f6")
        assert "Tentang: Seluruh rencana" in seen(empty_app)
        await keys(pilot, '"Tambah hasil arsip"', "f10")
        assert "* Usulan Staf Contoh, 20-11-2026: Tambah hasil arsip" in seen(empty_app)
        assert len(plan_entry.all_lines(form.form)) == 1


async def test_hostile_texts_in_proposals_and_library(empty_app):
    app = empty_app
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        _, staff = people(app.db)
        plan_id = key_plan(app.db, staff)
        for text in HOSTILE:
            codes = dict.fromkeys(("text", "aspect", "unit", "direction"), text)
            with app.db.act("Dari PC lain") as act:
                act.write(KeyIndicator, new_id(), office=app.db.office, **codes)
            codes = dict.fromkeys(("text", "kind", "author_kind", "author_name"), text)
            with app.db.act("Dari PC lain", staff) as act:
                act.write(PlanComment, new_id(), plan_id=plan_id, **codes)
                act.write(PlanComment, new_id(), plan_id=plan_id, text=text, answer_state=text, answer_text=text)
        await open_list(pilot)
        for key in ("down", "i", *["enter", "escape", "down"] * len(HOSTILE), "n", "v", "n", "escape", "u"):
            await keys(pilot, key)
            seen(app)
        for key in ["enter", "escape", "down"] * 2 * len(HOSTILE):
            await keys(pilot, key)
            seen(app)
        await keys(pilot, "escape", "p", "escape", "enter")
        go_to(form_of(app), "text", 1)
        await keys(pilot, "f4", "end", "enter", "enter", "f6", "escape", "pagedown", "pageup", "escape")
        assert isinstance(app.screen, PlansScreen)


# -- quality


async def test_hints_lead_to_their_field_and_hold_nothing(empty_app, seen_as):
    app = empty_app
    async with app.run_test(size=(80, 24)) as pilot:
        form = await open_plan_of_staff(pilot)
        go_to(form, "unit")
        await keys(pilot, '"x"', "enter", "escape")
        plan = plan_entry.plan_form(app.db, form.plan_id)
        key = plan_entry.all_lines(plan)[0].indicator_ids[0]
        keep(app.db, plan, {field_key(Indicator, key, name): "" for name in ("target", "unit")})
        keep(app.db, plan, {field_key(Indicator, key, "target_text"): "dengan baik"})
        plan_entry.save(app.db, plan)
        await keys(pilot, "p")
        seen_as(app, "plan_quality_80x24")
        text = seen(app)
        assert "Tidak ada yang menghalangi pengajuan, ? 2 saran mutu" in text
        assert "target “dengan baik” sulit diperiksa" in text
        await keys(pilot, "enter")
        assert here(app) == "target_text"
        await keys(pilot, '"sebelum 31 Maret 2026"', "enter", "f7")
        assert "1 saran mutu; tetap ajukan?" in seen(app)
        await keys(pilot, "end", "enter")
        assert here(app) == "aspect"
        await keys(pilot, "f7", "enter")
        assert stored(app, form.form.subject).plan.state == "diajukan"
        await keys(pilot, "p", "enter")
        assert isinstance(app.screen, PlanForm)  # locked: only to be read
        await keys(pilot, "escape", "v")
        assert "Ada 1 saran mutu" in seen(app)


async def test_what_blocks_stands_apart(empty_app):
    app = empty_app
    async with app.run_test(size=(80, 24)) as pilot:
        form = await open_plan_of_staff(pilot)
        go_to(form, "target")
        await keys(pilot, "backspace", "enter", "escape", "p")
        assert "× 1 hal menghalangi pengajuan" in seen(app)
        assert "× Utama 1 (Layanan selesai), indikator 1: belum ada target. Isi angka, atau" in seen(app)
        await keys(pilot, "enter")
        assert here(app) == "target"
        assert approval.missing(app.db, form.plan_id)


@pytest.mark.parametrize("size", [(120, 40)])
async def test_what_a_person_sees(app, seen_as, size):
    name = f"{size[0]}x{size[1]}"
    async with app.run_test(size=size) as pilot:
        await open_list(pilot)
        await keys(pilot, "i")
        seen_as(app, f"key_indicators_{name}")
        await keys(pilot, "enter")
        seen_as(app, f"key_indicator_form_{name}")
        await keys(pilot, "escape", "escape", "f", "3", "u")
        seen_as(app, f"plan_comments_{name}")
        await keys(pilot, "enter")
        seen_as(app, f"plan_answer_{name}")
        await keys(pilot, "escape", "escape", "p")
        seen_as(app, f"plan_quality_{name}")
