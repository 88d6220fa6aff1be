"""Marked rows: the question says how many and who, the result who not and why, one undo takes all of it back."""

from __future__ import annotations

import threading
from datetime import date

import pytest

from kinerja_tui.models.plans import Indicator, WorkPlan
from kinerja_tui.rules.assignments import AssignmentKind
from kinerja_tui.rules.plans import PlanState
from kinerja_tui.screens.evaluation.evaluations import EvaluationsScreen
from kinerja_tui.screens.evaluation.objections import ObjectionsScreen
from kinerja_tui.screens.history.last_acts import LastActsScreen
from kinerja_tui.screens.monitoring.progress import ProgressScreen
from kinerja_tui.screens.notice import Notice
from kinerja_tui.screens.papers import print_run
from kinerja_tui.screens.papers.papers import PapersScreen
from kinerja_tui.screens.papers.print_run import PrintedNotice
from kinerja_tui.screens.planning.plans import PlansScreen
from kinerja_tui.screens.question import Question
from kinerja_tui.screens.staff.employees import EmployeesScreen
from kinerja_tui.screens.staff.raters_many import RatersForm
from kinerja_tui.services.evaluation import objection_list
from kinerja_tui.services.forms import forms
from kinerja_tui.services.planning import approval, plans
from kinerja_tui.services.staff import transfers
from kinerja_tui.services.staff.posts import Raters
from kinerja_tui.widgets.dialogs import AskText, Pick
from kinerja_tui.widgets.progress import Working
from tests.conftest import ready, screen_text
from tests.screens.keys import after_power_cut, at, told, type_text, until
from tests.stalls import never_blocked


async def keys(pilot, *names):
    await pilot.press(*names)
    await pilot.pause()


async def opened(pilot, key):
    await ready(pilot)
    await keys(pilot, key)


def counts(app):
    return plans.counts(app.file, 2026, app.workplace.today())


def make_drafts(app, count):
    """So many approved plans are drafts again, as at the beginning of the year."""
    rows = plans.listing(app.file, 2026, "", PlanState.APPROVED, app.workplace.today())
    for row in rows.rows(0, count):
        with app.db.act("Kembali menjadi draf", row["id"]) as act:
            act.write(WorkPlan, row["plan_id"], state=str(PlanState.DRAFT))


def acting_too(app, name):
    """Whoever is called so has a second plan, as Plt. beside the post."""
    ((employee, rater),) = app.file.rows(
        "SELECT e.id, a.rater_id FROM employee e JOIN assignment a ON a.employee_id = e.id WHERE e.name LIKE ? || '%'",
        (name,),
    )
    post = transfers.NewPost("Kepala Seksi Pemerintahan", Raters(rater))
    transfers.acting(app.db, employee, AssignmentKind.PLT, post, date(2026, 9, 1), with_plan=True)


def takes_units_away(app, count):
    """So many drafts have a number without its unit."""
    rows = plans.listing(app.file, 2026, "", PlanState.DRAFT, app.workplace.today()).rows(0, 20)
    with app.db.reading() as session:
        found = [(row["id"], plans.contents(session, row["plan_id"]).lines) for row in rows]
    full = [(person, lines[0].indicators[0].id) for person, lines in found if lines]
    for person, indicator in full[:count]:
        with app.db.act("Satuan dikosongkan", person) as act:
            act.write(Indicator, indicator, unit="")


@never_blocked
async def test_plans_are_begun_submitted_undone_and_approved_by_their_rater(app, seen_as):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        make_drafts(app, 5)
        await keys(pilot, "3", "f", "5", "o")  # who has none gets an empty draft
        await at(pilot, Pick)
        await keys(pilot, "2")
        await at(pilot, Question)
        await keys(pilot, "y")
        await at(pilot, PlansScreen)
        assert "1 rencana kerja dibuat" in told(app)
        screen = app.screen
        takes_units_away(app, 2)
        await keys(pilot, "f", "1", "S", "f", "2", "S", "a")
        await at(pilot, Pick)
        seen_as(app, "many_hints_80x24")
        await keys(pilot, "end", "enter")
        await until(pilot, lambda: type(app.screen) is Notice)
        assert "Angka punya arti bersama satuannya" in app.screen.text
        assert app.screen.text.count("tanpa satuan") == 2
        await keys(pilot, "enter", "2")
        await at(pilot, Question)
        assert "2 yang punya saran mutu belum diajukan" in app.screen.text
        await keys(pilot, "t", "a", "1")
        await at(pilot, Question)
        seen_as(app, "many_question_80x24")  # one of them waits already, the drafts are hidden by the filter
        await keys(pilot, "t")
        assert len(screen.marked) == 8
        await keys(pilot, "a", "1", "y")
        await until(pilot, lambda: type(app.screen) is Notice)
        seen_as(app, "many_result_80x24")
        await keys(pilot, "enter")
        await at(pilot, PlansScreen)
        assert (counts(app)["draf"], counts(app)["diajukan"]) == (1, 7)
        assert len(screen.marked) == 2, "what was refused and what was passed over stay marked"
        await keys(pilot, "z")
        await at(pilot, Question)
        seen_as(app, "many_undo_80x24")
        await keys(pilot, "y")
        await at(pilot, PlansScreen)
        assert counts(app)["draf"] == 7
        await keys(pilot, "y", "y")
        await at(pilot, PlansScreen)
        assert counts(app)["diajukan"] == 7
        await keys(pilot, "escape", "S", "v")
        await at(pilot, Pick)
        rater = app.screen._options[0][1].split("  ")[1].split(":")[0]
        await keys(pilot, "1")
        await at(pilot, Question)
        assert rater in app.screen.text
        await keys(pilot, "enter")  # no answer to this one
        assert isinstance(app.screen, Question)
        await keys(pilot, "y")
        await at(pilot, PlansScreen)
        done = 7 - counts(app)["diajukan"]
        assert f"{done} rencana kerja disetujui" in told(app)
        assert len(screen.marked) == 7 - done > 0
        await keys(pilot, "b")
        if isinstance(app.screen, Pick):
            await keys(pilot, "1")
        await at(pilot, AskText)
        await keys(pilot, "enter", *"Lengkapi", "enter")
        await at(pilot, Question)
        seen_as(app, "many_returned_80x24")
        await keys(pilot, "y")
        await at(pilot, PlansScreen)
        before, back = counts(app)["dikembalikan"], 2
        assert f"{back} rencana kerja dikembalikan" in told(app)
        await keys(pilot, "z")
        await at(pilot, Question)
        assert f"{back} rencana kerja dikembalikan: Lengkapi" in app.screen._title
        await keys(pilot, "y", "S")
        await at(pilot, PlansScreen)
        assert counts(app)["dikembalikan"] == before - back
        await keys(pilot, "t", "y")
        await at(pilot, PlansScreen)
        assert counts(app)["draf"] == 1 + 7 - done
        await keys(pilot, "t", "v", "a", "o", "f", "0")  # the cursor's letters again, and they say what cannot be
        await keys(pilot, "escape")


async def test_a_rater_for_many_survives_a_power_cut_before_it_is_done(app, seen_as, tmp_path):
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, "2")
        await keys(pilot, "s", "s", "s", "s", "s", "g")
        await type_text(pilot, "0107")
        await keys(pilot, "enter")
        again = after_power_cut(app, tmp_path / "mati", comes_back=True)
    async with again.run_test(size=(120, 40)) as pilot:
        await ready(pilot)
        await at(pilot, RatersForm)
        assert "Melanjutkan Ganti penilai 5 pegawai. Listrik padam?" in told(again)
        await type_text(pilot, "ahmad")
        await keys(pilot, "enter")
        seen_as(again, "many_raters_120x40")
        await keys(pilot, "f10")
        await at(pilot, Question)
        seen_as(again, "many_raters_question_120x40")
        await keys(pilot, "t")  # not yet: back in the form
        await at(pilot, RatersForm)
        await keys(pilot, "f10", "y")
        await until(pilot, lambda: type(again.screen) is Notice)
        seen_as(again, "many_raters_result_120x40")
        assert "Ahmad Pratama: Pejabat penilai atau atasannya pegawai itu sendiri" in again.screen.text
        await keys(pilot, "enter")
        await at(pilot, EmployeesScreen)
        assert forms.unfinished(again.db) == [], "the draft went with the act"
        await keys(pilot, "s", "s", "s", "g")
        await at(pilot, RatersForm)
        await type_text(pilot, "0108")
        await keys(pilot, "enter")
        await type_text(pilot, "marlina")
        await keys(pilot, "enter", "f10", "y")
        await until(pilot, lambda: "3 pegawai berganti pejabat penilai. Tekan z" in told(again))
        await at(pilot, EmployeesScreen)
        assert again.screen.marked == set()
        await keys(pilot, "z", "y")
        await at(pilot, EmployeesScreen)
        await keys(pilot, "escape", "8", "r")
        await at(pilot, LastActsScreen)
        assert "4 perubahan" in screen_text(again)
        await keys(pilot, "down", "down", "enter")
        await at(pilot, Notice)
        assert "- Dewi Lestari" in again.screen.text
        await keys(pilot, "enter", "z", "y")
        await at(pilot, LastActsScreen)
        assert "diurungkan" in screen_text(again)


async def test_reports_of_many_on_a_day_and_results_handed_over(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "4")
        await keys(pilot, "S", "a")
        await at(pilot, AskText)
        await type_text(pilot, "0510")
        await keys(pilot, "enter")
        await at(pilot, Pick)
        whole = int(app.screen._options[0][1].split()[2])
        await keys(pilot, "1", "y")
        await at(pilot, ProgressScreen)
        assert f"{whole} laporan diajukan" in told(app)
        await keys(pilot, "a", "0", "enter")
        await at(pilot, Pick)
        assert len(app.screen._options) == 1, "the whole ones are in"
        await keys(pilot, "1", "y")
        await at(pilot, ProgressScreen)
        await keys(pilot, "a")
        assert "tidak ada laporan Triwulan III 2026 yang dapat diajukan" in told(app)
        await keys(pilot, "S")
        await keys(pilot, "b", "enter", *"Bukti", "enter")
        await at(pilot, Question)
        assert "Kembalikan" in app.screen._title
        assert "Alasan: Bukti" in app.screen.text
        await keys(pilot, "t", "t", *"Bukti", "enter", "y")
        await until(pilot, lambda: "laporan ditarik kembali. Tekan z" in told(app))
        await at(pilot, ProgressScreen)
        await keys(pilot, "t")
        assert "tidak ada laporan Triwulan III 2026 yang diajukan dan belum dinilai" in told(app)
        await keys(pilot, "escape")
        await keys(pilot, "escape", "escape", "5", "o", "S", "d")
        await at(pilot, AskText)
        await keys(pilot, "enter")
        await at(pilot, Question)
        assert "Batas keberatan dihitung dari hari itu" in app.screen.text
        count = objection_list.counts(app.file, 2026)[objection_list.NOT_DELIVERED]
        await keys(pilot, "y")
        await until(pilot, lambda: f"{count} hasil diserahkan" in told(app))
        assert objection_list.NOT_DELIVERED not in objection_list.counts(app.file, 2026)
        await keys(pilot, "S", "d")
        assert "sudah diserahkan semua" in told(app)
        assert isinstance(app.screen, ObjectionsScreen)


async def test_papers_of_the_marked_and_of_somebody_with_two_plans(app, seen_as, tmp_path, monkeypatch):
    monkeypatch.setattr(print_run, "usual_folder", lambda: tmp_path / "kertas")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "3")
        await keys(pilot, "s", "s", "s", "e")
        await at(pilot, PapersScreen)
        assert "3 pegawai pilihan" in screen_text(app)
        await keys(pilot, "e", "enter", "1")
        await at(pilot, PrintedNotice)
        assert [path.name for path in (tmp_path / "kertas").iterdir()] == ["SKP 2026 - 3 pegawai pilihan.pdf"]
        assert "3 kertas tersimpan" in app.screen.text
        await keys(pilot, "enter", "enter", "s", "s", "e", "enter", "2")  # of these only two, from their own list
        await at(pilot, PrintedNotice)
        assert len(list((tmp_path / "kertas").iterdir())) == 3
        await keys(pilot, "enter", "escape", "escape", "escape", "escape")
        acting_too(app, "Siti Kartika")
        await keys(pilot, "escape", "3", "slash", *"siti kar", "enter", "e", "e")
        await at(pilot, Pick)
        seen_as(app, "papers_which_80x24")
        await keys(pilot, "2", "enter")
        await at(pilot, PrintedNotice)
        assert "1 kertas tersimpan" in app.screen.text
        await keys(pilot, "enter", "e", "3", "enter")
        await at(pilot, Pick)
        assert "2 kertas: satu berkas atau banyak?" in screen_text(app)
        await keys(pilot, "escape", "escape", "escape")
        for key, screen in (("4", ProgressScreen), ("5", EvaluationsScreen)):
            await keys(pilot, key, "s", "s", "e")
            assert "2 pegawai pilihan" in screen_text(app)
            await keys(pilot, "u", "enter")
            assert "semua pegawai" in screen_text(app), "another choice takes the place of the marks"
            await keys(pilot, "escape")
            await at(pilot, screen)


@pytest.fixture
def held(monkeypatch):
    """The second plan is not submitted before it is let go."""
    go, count, submit = threading.Event(), [0], approval.submit

    def slow(db, plan_id):
        count[0] += 1
        if count[0] == 2:
            go.wait(60)
        submit(db, plan_id)

    monkeypatch.setattr(approval, "submit", slow)
    return go


async def test_stopped_half_way_nothing_is_done_and_all_stay_marked(app, held):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        make_drafts(app, 5)
        before = counts(app)
        await keys(pilot, "3", "f", "1", "S", "a")
        await at(pilot, Question)
        await keys(pilot, "y")
        await at(pilot, Working)
        await keys(pilot, "escape")
        held.set()
        await at(pilot, PlansScreen)
        assert "Dihentikan. Tidak ada yang diubah." in told(app)
        assert counts(app) == before
        assert len(app.screen.marked) == 6
