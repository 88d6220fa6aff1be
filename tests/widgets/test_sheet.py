"""The key story of the data-entry sheet."""

from __future__ import annotations

from typing import Any

import pytest
from textual import events

from kinerja_tui.widgets.dialogs import Pick
from kinerja_tui.widgets.sheet import Choice, Field, Heading, Mark, Note, Sheet

from .helpers import HOSTILE, Heard, StageApp, burst, picture

SCALE = (Choice("1", "Di bawah ekspektasi"), Choice("2", "Sesuai ekspektasi"), Choice("3", "Di atas ekspektasi"))


def date(text: str) -> str:
    digits = "".join(char for char in text if char.isdigit())
    if len(digits) == 4:
        digits += "2026"
    if len(digits) != 8:
        raise ValueError("Tulis tanggal seperti 2301.")
    return f"{digits[:2]}-{digits[2:4]}-{digits[4:]}"


def above_hundred(value: str) -> list[tuple[str, bool]]:
    if value == "13":
        return [("Tiga belas tidak boleh.", True)]
    return [("Lebih dari seratus.", False)] if int(value) > 100 else []


def items() -> list[Any]:
    return [
        Heading("A. Pegawai"),
        Field("nip", "NIP", "digits", length=18, required=True, help="NIP 18 angka."),
        Field("name", "Nama", "line", help="Nama tanpa gelar."),
        Field("sex", "Jenis kelamin", "choice", choices=(Choice("L", "Laki-laki", "1"), Choice("P", "Perempuan", "2"))),
        Field("office", "Unit", "line", locked=True),
        Field("since", "TMT", "date", parse=date),
        Heading("B. Hasil kerja"),
        Note("Tulis hasil, bukan kegiatan."),
        Field("result", "Rencana hasil kerja", "text"),
        Field("target", "Target", "number", check=above_hundred),
        Field("attitude", "Berorientasi pelayanan", "scale", choices=SCALE),
        Field("end", "Keterangan", "line", carry=False),
    ]


def made(values: dict[str, str] | None = None, **more: Any) -> Sheet:
    return Sheet(items(), values or {}, **more)


def at(sheet: Sheet) -> str:
    assert sheet.current is not None
    return sheet.current.key


async def test_a_record_of_every_kind_is_keyed_in_one_burst():
    sheet = made({"office": "Kecamatan"})
    heard = Heard(Sheet.FieldLeft, Sheet.Finished)
    app = StageApp(sheet)
    async with app.run_test(size=(80, 24), message_hook=heard) as pilot:
        await pilot.pause()
        await burst(
            pilot,
            *"198001012005011001",  # full: moves on by itself
            *"Contoh Satu", "enter",
            "p", "tab",
            *"2301", "down",  # jumps over the locked unit
            *"Layanan lebih cepat dari tahun lalu", "enter",
            *"95", "enter",
            "3",  # answers and moves on
            *"selesai", "f10",
        )  # fmt: skip
        assert sheet.values == {
            "office": "Kecamatan",
            "nip": "198001012005011001",
            "name": "Contoh Satu",
            "sex": "P",
            "since": "23-01-2026",
            "result": "Layanan lebih cepat dari tahun lalu",
            "target": "95",
            "attitude": "3",
            "end": "selesai",
        }
        left = [message.key for message in heard.all if isinstance(message, Sheet.FieldLeft)]
        assert left == ["nip", "name", "sex", "since", "result", "target", "attitude", "end"]
        assert isinstance(heard.all[-1], Sheet.Finished)
        assert set(sheet.marks.values()) == {Mark.PASSED}
        shown = picture(app)
        assert "3  Di atas ekspektasi" in shown
        assert "Perempuan" in shown
        assert "#  Unit" in shown


async def test_typing_replaces_f2_edits_inside_and_esc_restores():
    sheet = made({"nip": "198001012005011001", "name": "Contoh"})
    heard = Heard(Sheet.Leave, Sheet.FieldLeft)
    async with StageApp(sheet).run_test(message_hook=heard) as pilot:
        await pilot.press("enter")
        assert at(sheet) == "name"
        await pilot.press("f2", "D", "u", "a")
        assert sheet.editor.text == "ContohDua"
        await pilot.press("escape")
        assert sheet.editor.text == "Contoh"
        assert heard.all == []
        await pilot.press("B", "a", "r", "u")
        assert sheet.editor.text == "Baru"
        await pilot.press("escape", "ctrl+g", "backspace", "enter")
        assert sheet.value("name") == "Conto"
        await pilot.press("escape")
        assert [type(message) for message in heard.all] == [Sheet.FieldLeft, Sheet.Leave]


async def test_a_hard_problem_holds_the_cursor_and_esc_lets_go():
    sheet = made({"nip": "198001012005011001", "target": "50"}, marks={"target": Mark.PASSED})
    heard = Heard(Sheet.FieldLeft)
    app = StageApp(sheet)
    async with app.run_test(size=(80, 24), message_hook=heard) as pilot:
        await pilot.pause()
        assert sheet.go("target")
        for way in ("enter", "shift+tab", "pageup", "ctrl+home", "f10"):
            await pilot.press("1", "3", way)
            assert at(sheet) == "target"
            assert sheet.editor.text == "13"
            assert sheet.value("target") == "50"
            assert sheet.marks["target"] == Mark.REFUSED
            await pilot.pause()
            assert "× Tiga belas tidak boleh." in picture(app)
            await pilot.press("escape")
            assert sheet.editor.text == "50"
            assert sheet.marks["target"] == Mark.PASSED
            await pilot.pause()
            assert "Tiga belas" not in picture(app)
        assert heard.all == []


async def test_a_soft_problem_asks_once_and_leaves_a_mark():
    sheet = made({"nip": "198001012005011001"})
    heard = Heard(Sheet.FieldLeft)
    app = StageApp(sheet)
    async with app.run_test(size=(80, 24), message_hook=heard) as pilot:
        await pilot.pause()
        sheet.go("target")
        await pilot.press("1", "2", "0", "enter")
        assert at(sheet) == "target"
        await pilot.pause()
        assert "Enter sekali lagi bila memang benar" in picture(app)
        await pilot.press("enter")
        assert at(sheet) == "attitude"
        assert sheet.marks["target"] == Mark.CONFIRMED
        assert (heard.all[-1].key, heard.all[-1].value, heard.all[-1].mark) == ("target", "120", Mark.CONFIRMED)
        # Passing again does not ask again; a new value does.
        await pilot.press("up", "enter")
        assert at(sheet) == "attitude"
        await pilot.press("up", "1", "3", "0", "enter")
        assert at(sheet) == "target"
        assert sheet.value("target") == "120"
        await pilot.press("backspace", "backspace", "enter")
        assert sheet.value("target") == "1"
        assert sheet.marks["target"] == Mark.PASSED


async def test_a_required_field_is_said_once_then_lets_pass_but_f10_comes_back():
    sheet = made()
    heard = Heard(Sheet.Finished)
    async with StageApp(sheet).run_test(message_hook=heard) as pilot:
        await pilot.press("enter")
        assert at(sheet) == "nip"
        await pilot.press("enter")
        assert at(sheet) == "name"
        assert sheet.marks["nip"] == Mark.REFUSED
        await pilot.press("f10")
        assert at(sheet) == "nip"
        assert heard.all == []
        await pilot.press(*"198001012005011001", "f10")
        assert len(heard.all) == 1


async def test_half_a_nip_is_refused_and_letters_never_get_in():
    sheet = made()
    async with StageApp(sheet).run_test() as pilot:
        await pilot.press(*"19a80x", "enter")
        assert at(sheet) == "nip"
        assert sheet.editor.text == "1980"
        assert "18 angka" in sheet._messages[0][0]


@pytest.mark.parametrize(("typed", "value"), [("p", "P"), ("2", "P"), ("LAKI", "L"), ("puan", "P"), ("L", "L")])
async def test_a_choice_is_answered_by_letters_or_digit(typed: str, value: str):
    sheet = made()
    async with StageApp(sheet).run_test() as pilot:
        await pilot.pause()
        sheet.go("sex")
        await pilot.press(*typed, "enter")
        assert sheet.value("sex") == value
        assert at(sheet) == "since"


async def test_an_unknown_choice_or_scale_digit_holds():
    sheet = made()
    async with StageApp(sheet).run_test() as pilot:
        await pilot.pause()
        sheet.go("sex")
        await pilot.press("z", "enter")
        assert at(sheet) == "sex"
        await pilot.press("escape")
        sheet.go("attitude")
        await pilot.press("9")
        assert at(sheet) == "attitude"
        assert sheet.value("attitude") == ""
        assert "1, 2, 3" in sheet._messages[0][0]


async def test_after_a_refused_answer_the_next_digit_is_another_answer():
    sheet = made()
    async with StageApp(sheet).run_test() as pilot:
        await pilot.pause()
        sheet.go("attitude")
        await pilot.press("9", "2")
        assert (sheet.value("attitude"), at(sheet) == "attitude") == ("2", False)
        sheet.go("sex")
        await pilot.press("z", "enter", *"perempuan", "enter")
        assert sheet.value("sex") == "P"


async def test_f3_carries_from_the_last_record_where_allowed():
    sheet = made(last_values={"name": "Sama Persis", "end": "jangan"})
    async with StageApp(sheet).run_test() as pilot:
        await pilot.pause()
        sheet.go("name")
        await pilot.press("f3", "enter")
        assert sheet.value("name") == "Sama Persis"
        assert sheet.marks["name"] == Mark.CARRIED
        sheet.go("end")
        await pilot.press("ctrl+b", "enter")
        assert sheet.value("end") == ""


async def test_f4_opens_the_list_and_keys_typed_ahead_arrive():
    sheet = made()
    app = StageApp(sheet)
    async with app.run_test() as pilot:
        await pilot.pause()
        sheet.go("sex")
        await pilot.press("f4")
        assert isinstance(app.screen, Pick)
        await pilot.press("down", "enter")
        assert sheet.value("sex") == "P"
        assert at(sheet) == "since"
        await pilot.press("up", "ctrl+l", "escape")
        assert at(sheet) == "sex"
        await burst(pilot, "f4", *"laki", "enter")
        assert sheet.value("sex") == "L"
        await pilot.press("f4")
        assert not isinstance(app.screen, Pick)  # a date has no list


async def test_a_free_field_takes_a_suggestion_and_stays():
    field = Field("name", "Nama", suggestions=lambda typed: [Choice(typed + "!", "Seru"), Choice("[/]", "[/]")])
    sheet = Sheet([field], {})
    async with StageApp(sheet).run_test() as pilot:
        await pilot.press("a", "f4", "down", "enter")
        assert sheet.editor.text == "[/]"
        assert at(sheet) == "name"


async def test_f5_f6_are_asked_of_the_screen_and_set_value_answers():
    sheet = made()
    sheet.offers = ("copy_previous", "add_note")
    heard = Heard(Sheet.CopyPrevious, Sheet.NoteRequested)
    async with StageApp(sheet).run_test(message_hook=heard) as pilot:
        await pilot.pause()
        sheet.go("target")
        await pilot.press("f5", "ctrl+t")
        assert [message.field.key for message in heard.all] == ["target", "target"]
        sheet.set_value("target", "77")
        assert sheet.editor.text == "77"
        sheet.load_mark("target", "*")
        await pilot.press("enter")
        assert sheet.marks["target"] == "·*"


@pytest.mark.parametrize("offers", [(), ("add_note",), ("copy_previous",), ("copy_previous", "add_note")])
async def test_f5_f6_are_in_the_footer_only_where_the_screen_answers_them(offers: tuple[str, ...]):
    sheet = made()
    sheet.offers = offers
    heard = Heard(Sheet.CopyPrevious, Sheet.NoteRequested)
    app = StageApp(sheet)
    async with app.run_test(message_hook=heard) as pilot:
        await pilot.pause()
        known = {command.id for command in app.stage.commands()} & {"copy_previous", "add_note"}
        assert known == set(offers)
        await pilot.press("f5", "f6")
        assert len(heard.all) == len(offers)
        assert ("tidak memakai catatan" in picture(app)) == ("add_note" not in offers)


async def test_sections_first_last_and_the_end_of_the_form():
    sheet = made({"nip": "198001012005011001"})
    async with StageApp(sheet).run_test() as pilot:
        steps = [
            ("pagedown", "result"), ("pagedown", "end"), ("pageup", "result"), ("pageup", "nip"),
            ("ctrl+end", "end"), ("enter", "end"), ("ctrl+home", "nip"), ("up", "nip"),
        ]  # fmt: skip
        for key, where in steps:
            await pilot.press(key)
            assert at(sheet) == where, key


async def test_up_and_down_walk_through_wrapped_rows_once_editing_began():
    long = "kata " * 60
    sheet = made({"nip": "198001012005011001", "result": long.strip()})
    async with StageApp(sheet).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        sheet.go("result")
        rows = len(sheet.editor_rows())
        assert rows > 4
        await pilot.press("f2", "up")
        assert at(sheet) == "result"
        assert sheet.editor_row() == rows - 2
        await pilot.press("down", "down")
        assert at(sheet) == "target"
        await pilot.press("up", "up")  # untouched: arrows go field by field
        assert at(sheet) == "since"


async def test_what_was_refused_is_typed_anew_or_mended_inside():
    sheet = made()
    async with StageApp(sheet).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await burst(pilot, *"198001012005011", "enter")
        assert sheet.editor.text == "198001012005011", "three digits are missing"
        await burst(pilot, *"001")
        assert at(sheet) == "name"
        sheet.go("since")
        await burst(pilot, *"31", "enter")
        assert at(sheet) == "since"
        await burst(pilot, *"3112")
        assert sheet.editor.text == "3112", "not 313112"
        await burst(pilot, "enter")
        sheet.go("target")
        await burst(pilot, *"13", "enter")
        await burst(pilot, "backspace", *"2", "enter")
        assert sheet.value("target") == "12", "Backspace mends what stands there"
        sheet.go("result")
        sheet.go("target")
        await burst(pilot, *"13", "enter")
        await burst(pilot, "end", *"1", "enter")
        assert sheet.editor.text == "131", "End too; and above a hundred is asked once"
        await burst(pilot, *"90", "enter")
        assert sheet.value("target") == "90"


async def test_the_screen_refuses_a_saved_value():
    sheet = made({"nip": "198001012005011001"})
    app = StageApp(sheet)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        sheet.go("name")
        await pilot.press("a", "enter")
        sheet.refuse("name", "Nama ini sudah ada.")
        assert at(sheet) == "name"
        await pilot.pause()
        assert "× Nama ini sudah ada." in picture(app)
        await pilot.press("b", "enter")
        assert sheet.marks["name"] == Mark.PASSED
        await pilot.press("x")
        sheet.refuse("name", "Lagi.")
        assert at(sheet) == "sex"  # nobody is torn out of a field he types in
        assert sheet.marks["name"] == Mark.REFUSED


async def test_replace_keeps_the_cursor_and_what_is_being_typed():
    sheet = made({"nip": "198001012005011001"})
    async with StageApp(sheet).run_test() as pilot:
        await pilot.pause()
        sheet.go("target")
        await pilot.press("4")
        more = items()
        more.insert(6, Field("extra", "Tambahan"))
        sheet.replace(more, dict(sheet.values))
        assert at(sheet) == "target"
        await pilot.press("7", "enter")
        assert sheet.value("target") == "47"
        sheet.replace([item for item in more if getattr(item, "key", "") != "attitude"], dict(sheet.values))
        assert at(sheet) == "nip"
        sheet.replace(more, dict(sheet.values), cursor="extra")
        assert at(sheet) == "extra"
        sheet.replace([Note("Kosong")], {})
        assert sheet.current is None
        await pilot.press("a", "enter", "f10", "down")


async def test_150_fields_cost_no_widgets_over_200_tabs():
    sheet = Sheet([Field(f"f{number}", f"Isian {number}") for number in range(150)], {})
    app = StageApp(sheet)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("tab")
        before = len(list(app.screen.walk_children()))
        await burst(pilot, *["tab", "x"] * 100)
        await burst(pilot, *["tab"] * 100)
        assert len(list(app.screen.walk_children())) == before
        assert [sheet.value(f"f{number}") for number in (2, 50, 101)] == ["x", "x", "x"]
        top = int(sheet.scroll_offset.y)
        assert top <= sheet._tops[sheet._at] < top + sheet.size.height


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_text_is_only_text(text: str):
    fields = [
        Heading(text),
        Note(text),
        Field("a", text, note=text, help=text, hint=text),
        Field("b", text, "choice", choices=(Choice(text, text, "1"), Choice("n", "N", "2"))),
        Field("c", text, "scale", choices=SCALE, check=lambda value: [(text, True)]),
    ]
    sheet = Sheet(fields, {"a": text, "b": text, "c": text})
    app = StageApp(sheet)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "f4", "escape", "f1", "escape", "enter", "1", "f2", "left", "backspace")
        sheet.post_message(events.Paste(text))
        await pilot.pause()
        assert app.is_running
        assert "\x1b" not in picture(app)
        assert "\u202e" not in picture(app)


async def test_a_megabyte_pasted_is_cut_with_a_word():
    sheet = made({"nip": "198001012005011001"})
    app = StageApp(sheet)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        sheet.go("result")
        sheet.post_message(events.Paste("baris satu\r\nbaris\x00 dua\x1b[2J " * 50_000))
        await pilot.pause()
        assert len(sheet.editor.text) == 2000
        assert sheet.editor.text.startswith("baris satu baris dua[2J baris satu")
        assert "Tempelan terlalu panjang" in sheet._messages[0][0]
        await pilot.press("enter")
        assert len(sheet.value("result")) <= 2000
        sheet.go("nip")
        sheet.post_message(events.Paste("19800101 200501 1 001\n"))
        await pilot.pause()
        await pilot.press("enter")
        assert sheet.value("nip") == "198001012005011001"


async def test_letters_stay_in_the_field_and_the_footer_follows_the_field():
    sheet = made({"nip": "198001012005011001"})
    app = StageApp(sheet)
    async with app.run_test(size=(120, 24)) as pilot:
        await pilot.press("enter", "t", "slash", "ctrl+y")
        assert app.stage.called == ["remove"]
        assert sheet.editor.text == "t/"
        assert "Tambah" not in picture(app).splitlines()[-1]
        assert "Pilihan" not in picture(app).splitlines()[-1]
        await pilot.press("enter")
        await pilot.pause()
        assert "F4 Pilih" in picture(app).splitlines()[-1]


async def test_undo_and_click():
    sheet = made({"nip": "198001012005011001", "name": "Contoh"})
    async with StageApp(sheet).run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "x", "ctrl+z")
        assert sheet.editor.text == "Contoh"
        await pilot.click(Sheet, offset=(40, 5))
        assert at(sheet) == "since"
        await pilot.click(Sheet, offset=(40, 4))  # locked
        assert at(sheet) == "since"


async def test_narrow_and_wide_screens():
    sheet = made({"nip": "198001012005011001", "result": "panjang " * 30})
    app = StageApp(sheet)
    async with app.run_test(size=(80, 24)) as pilot:
        for size in ((120, 40), (40, 10), (20, 4), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.press("ctrl+end", "ctrl+home")
        assert "198001012005011001" in picture(app)


async def test_an_earlier_text_is_only_offered_and_taken_with_the_right_arrow():
    sheet = Sheet([Field("a/1/unit", "Satuan"), Field("a/2/unit", "Satuan"), Field("a/2/name", "Nama", length=5)], {})
    stored = {"unit": ["Dokumen resmi", "lembar"], "name": ["Dokumen"]}
    sheet.earlier = lambda key: stored.get(key.rpartition("/")[2])
    app = StageApp(sheet)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await burst(pilot, *"do")
        assert "dokumen resmi →" in picture(app)
        await burst(pilot, "enter")
        assert sheet.value("a/1/unit") == "do", "Enter leaves what was typed"
        await burst(pilot, "up", *"dok", "right", *" x", "enter")
        assert sheet.value("a/1/unit") == "Dokumen resmi x"
        # what was typed on this form comes before what is stored; one letter is not enough, nor is the middle of a text
        await burst(pilot, "d", "right", "o")
        assert sheet.continuation() == "Dokumen resmi x"
        await burst(pilot, "left", "right", "right", "right", "enter")
        assert sheet.value("a/2/unit") == "Dokumen resmi x"
        await burst(pilot, *"do", "right", "enter")
        assert sheet.value("a/2/name") == "do", "it would not fit"
