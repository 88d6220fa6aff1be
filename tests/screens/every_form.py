"""A form of every kind on the practice office, and what the keyboard convention asks of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from kinerja_tui.models.database import Database
from kinerja_tui.models.objections import Objection
from kinerja_tui.models.organisations import UnitRating
from kinerja_tui.models.self_assessment import SelfAssessment
from kinerja_tui.models.surveys import Improvement
from kinerja_tui.rules.formats import parse_decimal
from kinerja_tui.screens.development.follow_ups import FollowUpForm
from kinerja_tui.screens.development.recognition_forms import GivingForm, VerdictForm
from kinerja_tui.screens.evaluation.objection_forms import DecisionForm, ObjectionForm
from kinerja_tui.screens.evaluation.predicate_check import PredicateCheck
from kinerja_tui.screens.forms.form import FormScreen
from kinerja_tui.screens.forms.paged_sheet import PagedSheet
from kinerja_tui.screens.forms.reopening import open_again
from kinerja_tui.screens.monitoring.guidance_forms import StatementsForm
from kinerja_tui.screens.planning.addendum_form import AddendumForm
from kinerja_tui.screens.staff.raters_many import RatersForm
from kinerja_tui.services.development import follow_up, follow_up_list, recognition
from kinerja_tui.services.evaluation import evaluations, objections
from kinerja_tui.services.forms.forms import keep
from kinerja_tui.services.forms.open_forms import OpenForm
from kinerja_tui.services.planning import plan_comments
from kinerja_tui.widgets.fields import Field, Mark
from kinerja_tui.widgets.running_sheet import RunningSheet
from kinerja_tui.widgets.sheet import SHEET_COMMANDS, Sheet
from tests.conftest import fixed_now
from tests.services import test_recognition
from tests.services.forum_office import hold, say
from tests.services.service_office import request, service
from tests.services.survey_office import key_sheet, open_survey

YEAR = 2026
FORBIDDEN = {"ctrl+s", "ctrl+q", "ctrl+w", "ctrl+c", "ctrl+h", "f1", "f10", "f11"}
"""Taken by terminals and multiplexers: never the only way to anything."""
KEEPS_NOTHING = {RatersForm, StatementsForm, PredicateCheck}
"""Their answers are no record: they go into many, into the settings, or nowhere."""


def one(db: Database, sql: str) -> str:
    """The first column of the first row."""
    return str(db.file.rows(f"{sql} LIMIT 1")[0][0])


def names(db: Database) -> list[OpenForm]:
    """A form of every kind on the practice office, by its name."""
    person = one(db, "SELECT id FROM employee WHERE name LIKE 'Ratna%'")
    draft = one(db, "SELECT id FROM work_plan WHERE state = 'draf' ORDER BY id")
    approved, whose = db.file.rows("SELECT id, employee_id FROM work_plan WHERE state = 'disetujui' ORDER BY id")[0]
    submitted = one(db, "SELECT id FROM work_plan WHERE state = 'diajukan' ORDER BY id")
    evaluation, period, plan = db.file.rows(
        "SELECT id, period, plan_id FROM evaluation WHERE state = 'selesai' ORDER BY id"
    )[0]
    form, case = objections.delivery_form(db, evaluation)
    survey, forum, izin = open_survey(db, period="2026-TW4"), hold(db), service(db, "Izin keramaian")
    said, asked = say(db, forum, "Jalan gelap"), request(db, izin, "2026-11-02")
    key_sheet(db, survey, "----111111111")
    steps = OpenForm(f"steps:{approved}", whose)
    found = [OpenForm(name) for name in (
        "employee:new", f"employee:{person}", f"transfer:{person}", f"acting:{person}", f"rater:{person}",
        f"excuse:{person}", f"raters:{person},{whose}", f"plan:{draft}", f"addendum:{approved}",
        f"approval:{submitted}",
        f"plan_comment:{draft}:", f"progress:{approved}:2026-TW4", f"feedback:new:{person}", "feedback:b18",
        "predicate_check:2026-TW3",
        "key_indicator:new", f"service:{izin}", "service:new:x", f"service_request:{asked}", "service_request:new:x",
        f"voice:{said}", "voice:new:x", f"forum:{forum}", "forum:new:x", f"forum:said:{forum}", f"survey:{survey}",
        "survey:new:x", f"survey_sheet:new:{survey}", f"survey_second:new:{survey}", "training_session:new:x",
        "recognition_rule:new:", f"dimension:new:{db.office}", f"copying:{approved}:", f"copying:{plan}:{period}",
    )]  # fmt: skip
    found += [
        steps,
        OpenForm(f"feedback:dialog:new:{person}", person),
        OpenForm(f"feedback:bimbingan:new:{person}", person),
        OpenForm(f"training:new:{person}", person),
        OpenForm(f"recognition:new:{person}", person),
        OpenForm(form.name, case.evaluation.employee_id),
        OpenForm(evaluations.evaluation_form(db, approved, "2026-TW4")[0].name, whose),
    ]
    return found


def others(db: Database) -> Iterator[FormScreen]:
    """Forms whose record has to be brought to its state first."""
    evaluation, person = db.file.rows("SELECT id, employee_id FROM evaluation WHERE state = 'selesai' ORDER BY id")[0]
    form, case = objections.delivery_form(db, evaluation)
    case = replace(case, objection=Objection(id="", evaluation_id=evaluation))
    yield ObjectionForm(form, case)
    yield DecisionForm(form, case)
    proposal = test_recognition.propose(db, person)
    yield VerdictForm(*recognition.form_of(db, proposal))
    test_recognition.approve(db, proposal)
    yield GivingForm(*recognition.form_of(db, proposal))
    draft = one(db, "SELECT id FROM work_plan WHERE state = 'draf' ORDER BY id")
    comment = plan_comments.new_form(db, draft)
    keep(db, comment, {plan_comments.comment_key("baru", "text"): "Tambah loket"})
    survey = one(db, "SELECT id FROM survey ORDER BY id")
    sheet = one(db, "SELECT id FROM survey_sheet ORDER BY id")
    approved = one(db, "SELECT id FROM work_plan WHERE state = 'disetujui' ORDER BY id")
    whose = one(db, f"SELECT employee_id FROM work_plan WHERE id = '{approved}'")
    spoken = one(db, "SELECT id FROM voice WHERE forum_id IS NOT NULL ORDER BY id")
    for place in (
        OpenForm(f"plan_answer:{plan_comments.save_new(db, comment)}"),
        OpenForm(f"improvement:{Improvement.id_of(survey, 'requirements')}"),
        OpenForm(f"survey_sheet:{sheet}"),
        OpenForm(f"self:{SelfAssessment.id_of(approved, '2026-TW4')}", whose),
        OpenForm(f"organisation:{UnitRating.id_of(db.office, '2026-TW4')}"),
        OpenForm(f"voice:{spoken}"),
    ):
        found = open_again(db, place)[1]
        assert isinstance(found, FormScreen)
        yield found
    below = follow_up_list.listing(db.file, YEAR, db.today()).keys
    assert below, "nobody of the practice office is rated below"
    yield FollowUpForm(*follow_up.form_of(db, below[0]))


def follows_the_convention(screen: FormScreen) -> int:
    """Every field of a form, by the sheet's own acts: nothing is awaited, nothing stored. Returns how many."""
    sheet = screen.sheet
    if type(screen) not in KEEPS_NOTHING:
        assert "add_note" in screen.OFFERS
        assert "leave_empty" in screen.OFFERS or isinstance(screen, AddendumForm)
    for command in SHEET_COMMANDS:
        assert set(command.keys) - FORBIDDEN, command
    seen = 0
    for page in range(len(sheet.pages) if isinstance(sheet, PagedSheet) else 1):
        if isinstance(sheet, PagedSheet):
            sheet.turn(page)
            assert sheet.page == page
        seen += _page(sheet, type(screen).__name__)
    return seen


def _page(sheet: Sheet, form: str) -> int:
    seen = 0
    places = [item for item in sheet.items if isinstance(item, Field) and not item.locked]
    for field in places:
        assert sheet.go(field.key), f"{form}: {sheet.current} holds the cursor"
        where = f"{form}.{field.key}"
        assert sheet.current is not None
        assert sheet.current.key == field.key, where
        assert sheet.editor.all_selected, where
        _keys_do_something(sheet, field, where)
        _typed(field, where)
        _esc_restores(sheet, field, where)
        seen += 1
    if len(places) > 1 and not isinstance(sheet, RunningSheet):  # where an empty line ends the row
        _moves(sheet, places[0].key, places[1].key)
    return seen


def _moves(sheet: Sheet, first: str, second: str) -> None:
    """Enter, Tab and Down go on, from what has to be filled in after saying so once; Shift+Tab and Up go back."""
    for on, back in (("enter", "shift+tab"), ("tab", "up"), ("down", "up")):
        sheet.go(first)
        sheet.editor.select_all()
        for _ in range(2):
            if sheet.current is not None and sheet.current.key == first:
                sheet._moved(on)
        assert sheet.current is not None
        assert sheet.current.key != first, (first, on)
        sheet.go(second)
        sheet._moved(back)
        assert sheet.current.key == first, (first, back)


def _keys_do_something(sheet: Sheet, field: Field, where: str) -> None:
    """What the footer offers here does something, and what it does not offer says so."""
    shown = {command.id for command in SHEET_COMMANDS if sheet.check_action(command.id, ()) is True}
    start, mark = sheet.editor.text, sheet.marks.get(field.key, "")
    assert ("list_values" in shown) == field.listed or Mark.CONFLICT in mark, where
    assert ("same_as_last" in shown) == bool(field.carry and sheet.last_values.get(field.key)), where
    assert not (field.carry and field.kind == "scale" and "rating" in field.key), f"{where}: a rating is never copied"
    if "same_as_last" in shown:
        sheet.action_same_as_last()
        assert sheet.editor.text, where
        sheet.editor.undo()
    if "copy_previous" in shown and sheet.previous is not None:
        sheet.action_copy_previous()
        assert sheet.editor.text, where
        sheet.editor.undo()
    assert not ("copy_previous" in shown and "rating" in field.key), f"{where}: a rating is never copied"
    if "leave_empty" in shown and not start and field.kind != "scale":
        sheet.action_leave_empty()
        assert sheet.is_left_empty(field), where
        sheet.action_leave_empty()
        assert not sheet.is_left_empty(field), where
    if field.required or field.needed:
        assert "leave_empty" not in shown, where
    sheet.marks[field.key] = mark
    assert sheet.editor.text == start, where
    sheet.editor.select_all()


def _typed(field: Field, where: str) -> None:
    """One digit answers a scale, its label beside it; days are typed short; numbers as people write them."""
    if field.kind == "scale":
        digits = [choice.digit or choice.value for choice in field.choices]
        assert all(len(digit) == 1 and digit.isdigit() for digit in digits), where
        assert all(choice.label for choice in field.choices), where
        assert [field.canonical(digit) for digit in digits] == [choice.value for choice in field.choices], where
    if field.kind == "digits":
        assert field.length, f"{where}: nobody knows when it is full"
    if field.kind == "date":
        assert all(field.allows(character) for character in "2301-0"), where
        today = fixed_now().date()
        assert date.fromisoformat(field.canonical("2301")).strftime("%d-%m") == "23-01", where
        assert field.canonical("0") == today.isoformat(), where
        assert field.canonical("-1") == today.replace(day=today.day - 1).isoformat(), where
    if field.kind == "number" and field.parse is not None and not field.length < 12:
        assert parse_decimal(field.canonical("12")) == 12, where


def _esc_restores(sheet: Sheet, field: Field, where: str) -> None:
    """Typing replaces what stands there; Esc brings it back; Ctrl+Z undoes even that."""
    start = sheet.editor.text
    letter = next(character for character in "12x" if field.allows(character) and character != start)
    if field.kind == "scale":  # answers and moves on
        return
    sheet.editor.insert(letter)
    assert sheet.editor.text == letter, where
    sheet._escape()
    assert (sheet.editor.text, sheet.editor.all_selected) == (start, True), where
    sheet.editor.undo()
    assert sheet.editor.text == letter, where
    sheet._escape()
