"""Left empty on purpose, unusual but right, a note: kept with the record, told beside it, taken back by typing."""

from __future__ import annotations

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kinerja_tui.models.voices import Voice
from kinerja_tui.services.forms import field_marks, forms, guided, remarks
from kinerja_tui.services.forms.field_marks import CONFIRMED, LEFT_EMPTY
from kinerja_tui.services.handover import settle
from kinerja_tui.services.history import change_history
from kinerja_tui.services.public import survey_sheets, surveys, voice_list, voices
from kinerja_tui.services.staff import excuses
from kinerja_tui.services.staff.employees import NEW
from tests.services.survey_office import key_sheet, open_survey
from tests.services.two_pcs import exchange, second_pc
from tests.services.voice_office import person, said

DUE, OWNER = "due", "owner_id"


def marked(db, voice: str, mark: str = LEFT_EMPTY, **texts: str) -> None:
    """Some fields of a voice answered and marked, stored."""
    form = voices.voice_form(db, voice)
    keys = {voices.key(voice, column): text for column, text in texts.items()}
    forms.keep(db, form, keys, dict.fromkeys(keys, mark) if mark else None)
    assert form.is_changed
    voices.save(db, form, voice)


def noted(db, voice: str, column: str, text: str) -> None:
    form = voices.voice_form(db, voice)
    forms.keep_note(db, form, voices.key(voice, column), text)
    assert form.is_changed
    voices.save(db, form, voice)


def told(db, voice: str) -> list[str]:
    return remarks.told(db.file, "voice", voice)


def row(db, voice: str):
    listing = voice_list.listing(db.file, 2026, date(2026, 11, 20))
    found = listing.by_key([voice])[voice]
    remarks.take_empty(db.file, "voice", [found])
    return found


def test_empty_on_purpose_is_a_state_of_its_own_until_something_is_typed(empty_db):
    voice = said(empty_db)
    assert (told(empty_db, voice), row(empty_db, voice).get(remarks.EMPTY_COLUMNS)) == ([], None)
    marked(empty_db, voice, due="", owner_id="")
    assert told(empty_db, voice) == ["- Paling lambat: kosong disengaja", "- Penanggung jawab: kosong disengaja"]
    assert row(empty_db, voice)[remarks.EMPTY_COLUMNS] == {DUE, OWNER}
    form = voices.voice_form(empty_db, voice)
    assert form.all_marks() == {voices.key(voice, DUE): LEFT_EMPTY, voices.key(voice, OWNER): LEFT_EMPTY}
    assert not form.is_changed
    newest = change_history.listing(empty_db.file).keys[0]
    [line] = [line for line in change_history.read_change(empty_db.file, newest).lines if "Tanda" in line]
    assert "Paling lambat: kosong disengaja" in line

    marked(empty_db, voice, "", due="2026-12-01")
    assert told(empty_db, voice) == ["- Penanggung jawab: kosong disengaja"]
    marked(empty_db, voice, "", due="")  # emptied without a word: not yet filled in
    assert told(empty_db, voice) == ["- Penanggung jawab: kosong disengaja"]
    marked(empty_db, voice, "", owner_id="")  # the mark alone is taken back
    assert told(empty_db, voice) == []
    with empty_db.reading() as session:
        assert session.get(Voice, voice).confirmed is None


def test_notes_and_marks_of_a_new_record_and_after_a_power_cut(empty_db):
    form = voices.voice_form(empty_db)
    values = {"kind": "keluhan", "channel": "loket", "received_on": "2026-11-09", "text": "Antrean", DUE: ""}
    keys = {voices.key(NEW, column): text for column, text in values.items()}
    forms.keep(empty_db, form, keys, {voices.key(NEW, DUE): LEFT_EMPTY})
    forms.keep_note(empty_db, form, voices.key(NEW, "text"), "menurut petugas loket")
    forms.keep_typing(empty_db, form, voices.key(NEW, "action"), "Lok", form.turn)

    again = voices.voice_form(empty_db)
    assert again.typing == (voices.key(NEW, "action"), "Lok")
    assert again.all_notes() == {voices.key(NEW, "text"): "menurut petugas loket"}
    assert again.all_marks()[voices.key(NEW, DUE)] == LEFT_EMPTY
    voice = voices.save(empty_db, again, NEW)
    assert told(empty_db, voice) == ["- Paling lambat: kosong disengaja", "* Isi: menurut petugas loket"]
    assert not voices.voice_form(empty_db).resumed, "nothing of it is left among the drafts"
    noted(empty_db, voice, "text", "")
    assert told(empty_db, voice) == ["- Paling lambat: kosong disengaja"]


def test_what_is_being_typed_is_kept_only_until_the_field_is_left_or_given_up(empty_db):
    form = voices.voice_form(empty_db)
    key, turn = voices.key(NEW, "text"), form.turn
    forms.keep_typing(empty_db, form, key, "Antr", turn)
    forms.keep(empty_db, form, {key: "Antrean"})
    forms.keep_typing(empty_db, form, key, "Antre", turn)  # a thread that came late
    again = voices.voice_form(empty_db)
    assert (again.typing, again.text(key)) == (None, "Antrean")
    forms.discard(empty_db, again)
    forms.keep_typing(empty_db, again, key, "Antr", again.turn)
    forms.drop_typing(empty_db, again)
    assert not voices.voice_form(empty_db).resumed
    assert forms.unfinished(empty_db) == []


def test_marks_travel_and_two_that_differ_wait_for_a_person(empty_db, tmp_path):
    voice = said(empty_db)
    other = second_pc(empty_db, tmp_path / "lain")
    marked(empty_db, voice, due="")
    exchange(empty_db, other)
    assert told(other, voice) == ["- Paling lambat: kosong disengaja"]
    noted(empty_db, voice, "text", "satu")
    noted(other, voice, "text", "dua")
    exchange(empty_db, other)
    assert told(empty_db, voice) == told(other, voice)
    [item] = settle.to_settle(empty_db.file)[:1]
    assert "Tanda dan catatan pada isian" in item.text
    marked(empty_db, voice, action="Loket ditambah", mark="")  # the form goes on
    other.close()


def test_a_note_in_a_guided_act_stands_in_the_same_change(empty_db):
    who = person(empty_db)
    form = guided.guided_form(empty_db, f"excuse:{who}", "Kecualikan Sari", who, {})
    keys = {guided.key_of("reason"): "tugas_belajar", guided.key_of("end"): ""}
    forms.keep(empty_db, form, keys, {guided.key_of("end"): LEFT_EMPTY})
    forms.keep_note(empty_db, form, guided.key_of("reason"), "SK menyusul")
    before = len(change_history.listing(empty_db.file).keys)
    guided.perform(empty_db, form, lambda: excuses.excuse(empty_db, who, "tugas_belajar", date(2026, 3, 1)))
    assert len(change_history.listing(empty_db.file).keys) == before + 1
    with empty_db.reading() as session:
        [excuse] = excuses.excuses_of(session, who)
    assert excuse.confirmed == {"end": "", "*reason": "SK menyusul"}


def test_an_empty_answer_of_a_stored_sheet_was_left_so_on_purpose(empty_db):
    survey = open_survey(empty_db)
    key_sheet(empty_db, survey, "--1-1111-1111")
    [(sheet,)] = empty_db.file.rows("SELECT id FROM survey_sheet")
    form = survey_sheets.edit_form(empty_db, sheet)
    assert list(form.all_marks().values()) == [LEFT_EMPTY] * 4
    form = surveys.survey_form(empty_db, survey)
    key = surveys.key(survey, "population")
    forms.keep(empty_db, form, {key: ""}, {key: LEFT_EMPTY})
    surveys.save(empty_db, form, survey)
    assert remarks.told(empty_db.file, "survey", survey) == ["- Jumlah yang dilayani: kosong disengaja"]


def test_the_last_record_of_any_form_is_found(empty_db):
    first, second = person(empty_db, "Sari Wulandari"), person(empty_db, "Budi Santoso")
    older = said(empty_db, "Loket", owner_id=first, due="2026-12-01")
    said(empty_db, "Jalan", owner_id=second)
    form = voices.voice_form(empty_db)
    keys = [voices.key(NEW, column) for column in (OWNER, DUE, "done_on")] + ["lagi/x/tambah"]
    found = forms.last_texts(empty_db, form, keys)
    assert found == {"voice/owner_id": second, "voice/due": "2026-12-01"}, "the last value, where there is one"
    form = voices.voice_form(empty_db, older)
    assert DUE not in forms.last_texts(empty_db, form, [voices.key(older, DUE)]), "not from the record itself"


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    confirmed=st.dictionaries(
        st.sampled_from(["due", "*due", "text", "*", "lain"]),
        st.one_of(st.none(), st.text(max_size=5), st.integers(), st.lists(st.integers(), max_size=1)),
    ),
    text=st.text(max_size=5),
)
def test_what_other_programs_wrote_there_breaks_nothing(confirmed, text):
    marks = field_marks.marks_of(confirmed, {"due": text, "text": ""})
    assert set(marks) <= {"due", "text"}
    assert all(mark in (CONFIRMED, LEFT_EMPTY) for mark in marks.values())
    assert all(isinstance(note, str) and note for note in field_marks.notes_of(confirmed).values())
    left = field_marks.changed(confirmed, {"due": None, "*due": "ya"})
    assert left["*due"] == "ya"
    assert "due" not in left
    assert field_marks.changed({"due": ""}, {"due": None}) is None
