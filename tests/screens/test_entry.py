"""What every form keeps besides its values, by keys: empty on purpose, notes, the last record, what is half typed."""

from __future__ import annotations

from kinerja_tui.models.database import Database
from kinerja_tui.models.voices import Voice
from kinerja_tui.screens.evaluation.objection_forms import DeliveryForm
from kinerja_tui.screens.forms.reopening import open_again
from kinerja_tui.screens.public.voice_form import VoiceForm
from kinerja_tui.screens.public.voices import VoicesScreen
from kinerja_tui.services.evaluation import objections
from kinerja_tui.services.forms.forms import keep
from kinerja_tui.services.forms.open_forms import OpenForm
from kinerja_tui.services.public import voices
from kinerja_tui.services.staff.employees import NEW
from kinerja_tui.widgets.dialogs import AskText, Pick
from kinerja_tui.widgets.fields import Mark
from tests.conftest import ready, screen_text
from tests.screens.every_form import one
from tests.screens.keys import after_power_cut, at, told, until
from tests.screens.test_services import form_of, typed
from tests.screens.test_services import said as shown_text


def mark_of(app, column: str) -> str:
    return app.screen.sheet.marks[voices.key(NEW, column)]


async def test_a_field_is_left_empty_on_purpose_and_noted(empty_app, seen_as):
    app = empty_app
    async with app.run_test(size=(120, 40)) as pilot:
        await ready(pilot)
        app.go_to("voices")
        await at(pilot, VoicesScreen)
        await form_of(pilot, VoiceForm, "a")
        sheet = app.screen.sheet
        await pilot.press("4", "2")
        await typed(pilot, "0911", "")
        await typed(pilot, "Berkas lama sekali")
        assert sheet.current.key == voices.key(NEW, "owner_id")
        assert "Spasi Kosong" in screen_text(app)
        await pilot.press("space")
        assert "kosong disengaja" in screen_text(app)
        await pilot.press("space", "space", "f6")  # taken back, and said again
        await at(pilot, AskText)
        await typed(pilot, "Camat yang menunjuk")
        await at(pilot, VoiceForm)
        assert "* Camat yang menunjuk" in screen_text(app)
        await pilot.press("ctrl+at", "ctrl+at", "escape")  # the second key; Esc restores the mark like a text
        assert not sheet.is_left_empty(sheet.current)
        await pilot.press("space", "enter")
        assert sheet.current.key == voices.key(NEW, "due")
        assert mark_of(app, "owner_id") == Mark.LEFT_EMPTY + Mark.NOTE
        await pilot.press("space", "1", "6", "1", "1", "enter", "up")  # a value undoes it
        assert mark_of(app, "due") == Mark.PASSED
        await pilot.press("ctrl+u", "space", "enter")
        assert mark_of(app, "due") == Mark.LEFT_EMPTY
        await pilot.press("space", "L", "o", "k", "enter")  # a space before a word is no mark
        assert (sheet.value(voices.key(NEW, "action")), mark_of(app, "action")) == ("Lok", Mark.PASSED)
        await pilot.press("up", "ctrl+u", "space", "enter")
        seen_as(app, "entry_marks_120x40")
        await pilot.press("f10")
        await until(pilot, lambda: "1 suara sejak formulir dibuka" in told(app))
        assert not app.screen.sheet.notes, "the next voice begins without them"
        await form_of(pilot, VoicesScreen, "escape")
        text = screen_text(app)
        assert "(sengaja)" in text, "the list tells it from what nobody has filled in"
        await pilot.resize_terminal(160, 40)
        await until(pilot, lambda: "- Paling lambat: kosong disengaja" in screen_text(app))
        assert "* Penanggung jawab: Camat yang menunjuk" in screen_text(app)
        with app.db.reading() as session:
            voice = session.get(Voice, one(app.db, "SELECT id FROM voice"))
        assert voice.confirmed == {"owner_id": "", "due": "", "action": "", "*owner_id": "Camat yang menunjuk"}
        await form_of(pilot, VoiceForm, "enter")
        key = voices.key(voice.id, "owner_id")
        assert app.screen.sheet.marks[key] == Mark.LEFT_EMPTY + Mark.NOTE
        app.screen.sheet.go(key)
        await pilot.press("f6")
        await at(pilot, AskText)
        await pilot.press("ctrl+u", "enter")
        await form_of(pilot, VoicesScreen, "f10")
        await until(pilot, lambda: "Camat yang menunjuk" not in screen_text(app))


async def test_what_was_refused_or_half_typed_comes_back(empty_app, tmp_path):
    app = empty_app
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        app.go_to("voices")
        await at(pilot, VoicesScreen)
        await form_of(pilot, VoiceForm, "a")
        await pilot.press("4", "2")
        await typed(pilot, "2111")
        assert "belum tiba" in shown_text(app)
        await pilot.press("ctrl+q")
        await pilot.pause()
        cut = after_power_cut(app, tmp_path / "tutup", comes_back=True)
    async with cut.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await at(pilot, VoiceForm)
        await until(pilot, lambda: not cut.is_opening)
        sheet = cut.screen.sheet
        assert (sheet.current.key, sheet.editor.text) == (voices.key(NEW, "received_on"), "2111")
        assert "belum tiba" in shown_text(cut)
        assert mark_of(cut, "received_on") == Mark.REFUSED
        await pilot.press("escape", "ctrl+z")  # thrown away, and back
        assert sheet.editor.text == "2111"
        await pilot.press("ctrl+u", *"09")
        cut.screen._look_at_typing()  # the person pauses
        cut.screen._look_at_typing()
        await until(pilot, lambda: cut.screen.form.is_typing)
        killed = after_power_cut(cut, tmp_path / "mati", comes_back=True)
        await pilot.press("1", "1", "enter")
        assert not cut.screen.form.is_typing
        later = after_power_cut(cut, tmp_path / "lanjut", comes_back=True)
    async with killed.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await at(pilot, VoiceForm)
        assert killed.screen.sheet.editor.text == "09"
        await pilot.press("escape", "escape")
        await at(pilot, Pick)
    db = Database(later.file, later.workplace.identities)
    assert voices.voice_form(db).typing is None
    db.close()


async def test_f3_finds_the_record_before_in_a_delivery(app):
    """The last one keyed, or stored by anybody: the same day, the same hand; never a rating."""
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        db = app.db
        results = [row[0] for row in db.file.rows("SELECT id FROM evaluation WHERE state = 'selesai' ORDER BY id")]
        given = {row[0] for row in db.file.rows("SELECT evaluation_id FROM delivery")}
        first, second = [result for result in results if result not in given][:2]
        form, case = objections.delivery_form(db, first)
        day = case.evaluation.finished_on.isoformat()
        texts = {"delivered_on": day, "received_by": "Petugas piket"}
        columns = {column: objections.key_of(case, objections.Delivery, column) for column in texts}
        keep(db, form, {columns[column]: text for column, text in texts.items()})
        objections.deliver(db, form, case)
        form, case = objections.delivery_form(db, second)
        _, screen = open_again(db, OpenForm(form.name, case.evaluation.employee_id))
        await app.push_screen(screen)
        await at(pilot, DeliveryForm)
        assert "F3 Sama" in screen_text(app)
        await pilot.press("f3", "enter", "f3")
        assert screen.sheet.editor.text == "Petugas piket"
