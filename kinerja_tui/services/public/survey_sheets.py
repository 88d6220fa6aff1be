"""Questionnaires of a survey: keyed from paper, keyed again without seeing the first, differences chosen one by one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from kinerja_tui.models.database import Database
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.surveys import SurveySecond, SurveySheet
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.survey import ELEMENTS, GROUPS, SCALE
from kinerja_tui.services.forms.field_marks import LEFT_EMPTY
from kinerja_tui.services.forms.forms import Form, field_key, known, open_form, with_real_ids, write_typed
from kinerja_tui.services.forms.one_record import live, texts_on
from kinerja_tui.services.labels import shown
from kinerja_tui.services.lists.listing import Listing, Row
from kinerja_tui.services.public import surveys
from kinerja_tui.services.staff.employees import NEW

SHEET_FIELDS: tuple[str, ...] = (*GROUPS, *ELEMENTS)
"""What is keyed from a sheet, in the order of the paper."""
CODES: Mapping[str, Mapping[str, str]] = {
    **{name: codes for name, (_, codes) in GROUPS.items()},
    **dict.fromkeys(ELEMENTS, SCALE),
}
"""Field -> its codes with their labels."""
MAX_NUMBER = 99_999

_ONCE, _TWICE, _DIFFERS = "sekali", "dua_kali", "beda"
STATES = {_ONCE: "Diketik sekali", _TWICE: "Diketik dua kali, sama", _DIFFERS: "Diketik dua kali, berbeda"}


@dataclass(frozen=True)
class Difference:
    """A line that reads differently in the two entries of a sheet."""

    number: int
    column: str
    first: str
    second: str

    @property
    def key(self) -> str:
        """For a list."""
        return f"{self.number}/{self.column}"


def table_of(second: bool) -> type[SurveySheet] | type[SurveySecond]:
    """Where the first or the second entry is stored."""
    return SurveySecond if second else SurveySheet


def key(column: str, *, second: bool = False, record_id: str = NEW) -> str:
    """The form field of a sheet."""
    return field_key(table_of(second), record_id, column)


def count(file: DatabaseFile, survey_id: str, *, second: bool = False) -> int:
    """How many sheets are keyed; of the second entry only those that have a first."""
    also = f"AND EXISTS (SELECT 1 {_SECOND})" if second else ""
    sql = f"SELECT count(DISTINCT s.number) FROM survey_sheet s WHERE s.survey_id = ? AND NOT s.removed {also}"
    return int(file.rows(sql, (survey_id,))[0][0])


def next_number(file: DatabaseFile, survey_id: str, *, second: bool = False) -> int | None:
    """The number that runs on: after the highest keyed; for the second entry the lowest that has none yet."""
    here = "FROM survey_sheet s WHERE s.survey_id = ? AND NOT s.removed"
    if not second:
        return int(file.rows(f"SELECT max(s.number) {here}", (survey_id,))[0][0] or 0) + 1
    found = file.rows(f"SELECT min(s.number) {here} AND NOT EXISTS (SELECT 1 {_SECOND})", (survey_id,))[0][0]
    return None if found is None else int(found)


def entry_form(db: Database, survey_id: str, *, second: bool = False) -> Form:
    """The form of the next sheet. Raises `RuleBroken` when every sheet has its second entry."""
    survey = surveys.read(db, survey_id)
    number = next_number(db.file, survey_id, second=second)
    if number is None:
        if not count(db.file, survey_id):
            raise RuleBroken("Belum ada lembar yang diketik. Tekan t untuk mengetik lembar pertama.")
        raise RuleBroken("Semua lembar sudah diketik dua kali. Tekan b untuk melihat yang berbeda.")
    what = "Ketik ulang" if second else "Ketik"
    name = f"{table_of(second).__tablename__}:new:{survey_id}"
    title = f"{what} · {surveys.name_of(survey.service, survey.period)}"
    form = open_form(db, name, title, surveys.subject_of(survey, db), ())
    form.stored[key("number", second=second)] = str(number)
    return form


def check_number(file: DatabaseFile, survey_id: str, text: str, *, second: bool = False) -> str:
    """Why a sheet with this number cannot be keyed now; empty when it can."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= MAX_NUMBER:
        return f"Nomor lembar 1 sampai {MAX_NUMBER}, seperti tertulis di kertasnya."
    number = int(text)
    if second and not _is_keyed(file, survey_id, number):
        return f"Lembar {number} belum diketik untuk pertama kali."
    if _is_keyed(file, survey_id, number, second=second):
        times = "untuk kedua kali" if second else "sebelumnya"
        return f"Lembar {number} sudah diketik {times}. Perbaikan lewat daftar lembar (l)."
    return ""


def is_blank(form: Form, *, second: bool = False) -> bool:
    """Whether nothing at all stands on the sheet."""
    texts = texts_on(form, table_of(second), NEW)
    return not any(texts.get(name) for name in SHEET_FIELDS)


def save(db: Database, form: Form, survey_id: str, *, second: bool = False) -> int:
    """Store a sheet that was keyed to its end and return its number. Raises `RuleBroken` for what cannot be."""
    table = table_of(second)
    texts = texts_on(form, table, NEW)
    values = {name: texts.get(name, "") for name in SHEET_FIELDS}
    _check_values(values)
    with db.transaction():
        if problem := check_number(db.file, survey_id, texts.get("number", ""), second=second):
            raise RuleBroken(problem)
        number = int(texts["number"])
        title = f"Lembar survei {number} diketik{' untuk kedua kali' if second else ''}"
        with db.act(title, form.subject) as act:
            head = {"survey_id": survey_id, "number": number, "entered_on": db.today()}
            act.write_anew(table, table.id_of(survey_id, number), **head, **values)
            name = str(table.__tablename__)
            notes = replace(form, typed={}, marks={})  # an empty answer of a stored sheet was left so on purpose anyway
            write_typed(act, with_real_ids(notes, {f"{name}/{NEW}": f"{name}/{table.id_of(survey_id, number)}"}))
    return number


# -- correcting


def edit_form(db: Database, sheet_id: str) -> Form:
    """The form of a stored sheet. Raises `RuleBroken` when it was taken back."""
    with db.reading() as session:
        sheet = live(session, SurveySheet, sheet_id)
        survey = surveys.read(db, sheet.survey_id)
        title = f"Lembar {sheet.number} · {surveys.name_of(survey.service, survey.period)}"
        form = open_form(db, f"survey_sheet:{sheet_id}", title, surveys.subject_of(survey, db), [sheet])
    empty = [field_key(SurveySheet, sheet_id, name) for name in (*GROUPS, *ELEMENTS)]
    form.stored_marks.update({name: LEFT_EMPTY for name in empty if not form.stored.get(name)})
    return form


def save_edit(db: Database, form: Form, sheet_id: str) -> None:
    """Store what was corrected. Raises `RuleBroken` for what cannot be."""
    texts = texts_on(form, SurveySheet, sheet_id)
    _check_values({name: texts.get(name, "") for name in SHEET_FIELDS}, form.stored.values())
    with db.act(f"Lembar survei {texts.get('number', '')} diperbaiki", form.subject, seen=form.seen) as act:
        live(act.session, SurveySheet, sheet_id)
        write_typed(act, form)


def take_back(db: Database, sheet_id: str) -> None:
    """Take a sheet back, with its second entry. Raises `RuleBroken` when that was done before."""
    with db.transaction() as session:
        sheet = live(session, SurveySheet, sheet_id)
        survey = surveys.read(db, sheet.survey_id)
        with db.act(f"Lembar survei {sheet.number} ditarik", surveys.subject_of(survey, db)) as act:
            act.remove(SurveySheet, sheet_id)
            other = act.session.get(SurveySecond, SurveySecond.id_of(sheet.survey_id, sheet.number))
            if other is not None and not other.removed:
                act.remove(SurveySecond, other.id)


# -- the two entries


def differences(file: DatabaseFile, survey_id: str) -> list[Difference]:
    """Every line that the two entries read differently, by number and in the order of the paper."""
    first, second = _entries(file, "survey_sheet", survey_id), _entries(file, "survey_second", survey_id)
    return [
        Difference(number, name, first[number][name], second[number][name])
        for number in sorted(first.keys() & second.keys())
        for name in SHEET_FIELDS
        if first[number][name] != second[number][name]
    ]


def choose(db: Database, survey_id: str, number: int, column: str, value: str) -> None:
    """Settle one line: both entries say what was chosen. Raises `RuleBroken` for a value that is none."""
    _check_values({column: value})
    survey = surveys.read(db, survey_id)
    label = shown_value(column, value)
    title = f"Lembar survei {number}, {name_of(column)}: dipilih {label}"
    with db.act(title, surveys.subject_of(survey, db)) as act:
        for table in (SurveySheet, SurveySecond):
            record = known(act.session, table, table.id_of(survey_id, number))
            if getattr(record, column) != value:
                act.write(table, record.id, **{column: value})


def name_of(column: str) -> str:
    """What a line of the sheet is called."""
    return ELEMENTS.get(column) or GROUPS[column][0]


def shown_value(column: str, value: str) -> str:
    """A value as people read it."""
    return shown("survey_sheet", column, value) if value else "kosong"


# -- the list


def listing(file: DatabaseFile, survey_id: str, text: str = "", state: str = "") -> Listing:
    """The sheets of a survey by number; text is the beginning of a number."""
    wanted = f"{text.strip()}%" if text.strip().isdigit() else "%"
    marked = f"CASE WHEN z.id IS NULL THEN '{_ONCE}' WHEN {_SAME} THEN '{_TWICE}' ELSE '{_DIFFERS}' END"
    second = "LEFT JOIN survey_second z ON z.survey_id = s.survey_id AND z.number = s.number AND NOT z.removed"
    keys = file.rows(
        f"SELECT s.id FROM survey_sheet s {second} WHERE s.survey_id = ?1 AND NOT s.removed "
        f"AND CAST(s.number AS TEXT) LIKE ?2 AND ?3 IN ('', {marked}) GROUP BY s.id ORDER BY s.number, s.id",
        (survey_id, wanted, state),
    )
    columns = ("id", "number", "entered_on", "state", *SHEET_FIELDS)
    values = ", ".join(f's."{name}"' for name in SHEET_FIELDS)
    page = (
        f"SELECT s.id, s.number, s.entered_on, {marked}, {values} FROM survey_sheet s {second} "
        "WHERE s.id IN ({ids}) GROUP BY s.id"
    )
    return Listing(file, [row[0] for row in keys], page, columns)


def answers_text(row: Row | Mapping[str, Any]) -> str:
    """The nine answers in one word of digits, a dot for one left blank."""
    return "".join(row[name] if row[name] in SCALE else "." if not row[name] else "?" for name in ELEMENTS)


_SAME = " AND ".join(f's."{name}" = z."{name}"' for name in SHEET_FIELDS)


_SECOND = "FROM survey_second z WHERE z.survey_id = s.survey_id AND z.number = s.number AND NOT z.removed"


def _is_keyed(file: DatabaseFile, survey_id: str, number: int, *, second: bool = False) -> bool:
    sql = f"SELECT 1 FROM {table_of(second).__tablename__} WHERE survey_id = ? AND number = ? AND NOT removed"
    return bool(file.rows(sql, (survey_id, number)))


def _entries(file: DatabaseFile, table: str, survey_id: str) -> dict[int, dict[str, str]]:
    columns = ", ".join(f'"{name}"' for name in SHEET_FIELDS)
    rows = file.rows(f"SELECT number, {columns} FROM {table} WHERE survey_id = ? AND NOT removed", (survey_id,))
    return {row[0]: dict(zip(SHEET_FIELDS, row[1:], strict=True)) for row in rows}


def _check_values(values: Mapping[str, str], stored: Any = ()) -> None:
    """Raises `RuleBroken` for a code that is none, unless it stood there before (from a newer program)."""
    for name, value in values.items():
        if value and value not in CODES[name] and value not in stored:
            raise RuleBroken(f"{name_of(name)}: tidak ada pilihan {value[:20]}. Yang ada: {', '.join(CODES[name])}.")
