"""Records of dialogues and of bimbingan kinerja (forms B.1.8 and B.1.9) with one employee.

The wording of the nine statements of form B.1.8 is a setting of this PC, typed once from the form; what was answered
keeps the wording it was answered under.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlmodel import Session, col, select

from kinerja_tui.models.database import Database
from kinerja_tui.models.feedback import Dialogue, Guidance, GuidanceAnswer, GuidanceCompetence
from kinerja_tui.models.records import Record, new_id
from kinerja_tui.rules.feedback import check_given_on
from kinerja_tui.rules.formats import too_early
from kinerja_tui.rules.guidance import COMPETENCES, STATEMENTS, About, check_competence
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.feedback.feedback import day_of
from kinerja_tui.services.feedback.feedback_givers import name_of
from kinerja_tui.services.forms.forms import Form, discard, field_key, known, open_form, with_real_ids, write_typed
from kinerja_tui.services.staff.employees import NEW, card, current_assignment
from kinerja_tui.services.staff.posts import Raters, raters_on

_STATEMENTS = "b18"
"""Setting of this PC: the nine statements as JSON, number -> {about, text}."""
_NUMBERS = range(1, STATEMENTS + 1)
_LINES = range(1, COMPETENCES + 1)


# -- the wording of the nine statements


@dataclass(frozen=True)
class Statement:
    """One of the nine statements as the office typed it from form B.1.8."""

    about: str
    text: str


def statements(db: Database) -> dict[int, Statement]:
    """Number -> statement; those that were not typed yet are missing."""
    try:
        stored = json.loads(db.setting(_STATEMENTS) or "{}")
        found = {int(number): Statement(str(item["about"]), str(item["text"])) for number, item in stored.items()}
    except (ValueError, KeyError, TypeError, AttributeError):  # a setting that something else wrote
        return {}
    return {number: statement for number, statement in found.items() if number in _NUMBERS and statement.text}


def statements_form(db: Database) -> Form:
    """The form on which the nine statements are typed."""
    form = open_form(db, "feedback:b18", "Pernyataan formulir B.1.8", "", ())
    for number, statement in statements(db).items():
        form.stored[statement_key(number, "about")] = statement.about
        form.stored[statement_key(number, "statement")] = statement.text
    return form


def statement_key(number: int, column: str) -> str:
    """The form field of one statement's wording; columns: about, statement."""
    return field_key(GuidanceAnswer, f"{NEW}-{number}", column)


def save_statements(db: Database, form: Form) -> None:
    """Keep the wording for all forms that follow. Raises `RuleBroken` when a statement is about nobody."""
    typed: dict[str, dict[str, str]] = {}
    for number in _NUMBERS:
        text = form.text(statement_key(number, "statement")).strip()
        about = form.text(statement_key(number, "about"))
        if text and about not in set(About):
            raise RuleBroken(f"Pernyataan {number}: pilih tentang siapa, 1 pegawai, 2 pimpinan, atau 3 keduanya.")
        if text:
            typed[str(number)] = {"about": about, "text": text}
    with db.transaction():
        db.set_setting(_STATEMENTS, json.dumps(typed, ensure_ascii=False))
        discard(db, form)


# -- dialogue


def dialogue_key(dialogue_id: str, column: str) -> str:
    """The form field of a dialogue."""
    return field_key(Dialogue, dialogue_id, column)


def dialogue_form(db: Database, employee_id: str, dialogue_id: str = NEW) -> Form:
    """The record of a dialogue, a new one or a stored one. Raises `RuleBroken` when it was taken back."""
    return _form(db, Dialogue, employee_id, dialogue_id, "dialog", "Dialog kinerja")


def save_dialogue(db: Database, form: Form, dialogue_id: str) -> None:
    """Store a dialogue. Raises `RuleBroken`."""
    held_on = day_of(form.text(dialogue_key(dialogue_id, "held_on")))
    if held_on is None:
        raise RuleBroken("Tanggal dialog belum diisi.")
    problems = check_given_on(held_on, db.today())
    for column, side in (("employee_acknowledged_on", "pegawai"), ("leader_acknowledged_on", "pimpinan")):
        day = day_of(form.text(dialogue_key(dialogue_id, column)))
        if day is None:
            continue
        problems += check_given_on(day, db.today())
        if day < held_on:
            raise RuleBroken(too_early(f"Tanggal diketahui {side}", "dialognya", held_on))
    if problems:
        raise RuleBroken(problems[0].text)
    columns = ("employee_notes", "leader_notes", "agreement")
    if not any(form.text(dialogue_key(dialogue_id, column)).strip() for column in columns):
        raise RuleBroken("Catatan dialog masih kosong: isi catatan pegawai, catatan pimpinan, atau kesepakatan.")
    _save(db, form, Dialogue, dialogue_id, {})


# -- bimbingan kinerja


def guidance_key(guidance_id: str, column: str) -> str:
    """The form field of the head of a bimbingan."""
    return field_key(Guidance, guidance_id, column)


def answer_key(guidance_id: str, number: int, column: str) -> str:
    """The form field of the answer to one statement; columns: about, statement, answer."""
    record = f"{NEW}-{number}" if guidance_id == NEW else GuidanceAnswer.id_of(guidance_id, number)
    return field_key(GuidanceAnswer, record, column)


def competence_key(guidance_id: str, number: int, column: str) -> str:
    """The form field of a line of form B.1.9; columns: competence, level, reason."""
    record = f"{NEW}-{number}" if guidance_id == NEW else GuidanceCompetence.id_of(guidance_id, number)
    return field_key(GuidanceCompetence, record, column)


def guidance_form(db: Database, employee_id: str, guidance_id: str = NEW) -> Form:
    """The form of a bimbingan; statements not answered yet have today's wording. Raises `RuleBroken`."""
    form = _form(db, Guidance, employee_id, guidance_id, "bimbingan", "Bimbingan kinerja")
    for number, statement in statements(db).items():
        if not form.stored.get(answer_key(guidance_id, number, "statement")):
            form.stored[answer_key(guidance_id, number, "about")] = statement.about
            form.stored[answer_key(guidance_id, number, "statement")] = statement.text
    return form


def save_guidance(db: Database, form: Form, guidance_id: str) -> None:
    """Store a bimbingan with the wording its statements were answered under. Raises `RuleBroken`."""
    held_on = day_of(form.text(guidance_key(guidance_id, "held_on")))
    if held_on is None:
        raise RuleBroken("Tanggal bimbingan belum diisi.")
    problems = check_given_on(held_on, db.today())
    lines = []
    for number in _LINES:
        texts = [form.text(competence_key(guidance_id, number, column)) for column in ("competence", "level", "reason")]
        problems += check_competence(*texts)
        lines.append(any(texts))
    if problems:
        raise RuleBroken(problems[0].text)
    answered = [bool(form.text(answer_key(guidance_id, number, "answer")).strip()) for number in _NUMBERS]
    if not any(answered) and not any(lines) and not form.text(guidance_key(guidance_id, "summary")).strip():
        raise RuleBroken("Formulir bimbingan masih kosong: jawab pernyataan, nilai kompetensi, atau isi kesimpulan.")
    real = new_id() if guidance_id == NEW else guidance_id
    children: dict[str, dict[str, object]] = {}
    for number, has_answer in zip(_NUMBERS, answered, strict=True):
        if has_answer:
            wording = {column: form.text(answer_key(guidance_id, number, column)) for column in ("about", "statement")}
            children[GuidanceAnswer.id_of(real, number)] = {"guidance_id": real, "number": number, **wording}
    for number, used in zip(_LINES, lines, strict=True):
        if used:
            children[GuidanceCompetence.id_of(real, number)] = {"guidance_id": real, "number": number}
    _save(db, form, Guidance, guidance_id, children, real)


def competences_used(db: Database) -> list[str]:
    """Names of competences on earlier forms, for the F4 list."""
    with db.reading() as session:
        query = select(GuidanceCompetence.competence).where(col(GuidanceCompetence.removed).is_(False)).distinct()
        return sorted(name for name in session.exec(query) if name)


# -- both


def leader_of(db: Database, employee_id: str) -> str:
    """The name of the person's rater, who usually holds the talk; empty while none is known."""
    with db.reading() as session:
        day = db.today()
        assignment = current_assignment(session, employee_id, day)
        raters = raters_on(session, assignment, day) if assignment else Raters()
        leader = card(session, raters.rater_id, raters.rater_card, day=day)
        return (leader or {}).get("name", "")


def records_of(db: Database, employee_id: str) -> list[Dialogue | Guidance]:
    """Dialogues and bimbingan of a person that were not taken back, newest first."""
    with db.reading() as session:
        talks = select(Dialogue).where(Dialogue.employee_id == employee_id, col(Dialogue.removed).is_(False))
        guided = select(Guidance).where(Guidance.employee_id == employee_id, col(Guidance.removed).is_(False))
        found: list[Dialogue | Guidance] = [*session.exec(talks), *session.exec(guided)]
    return sorted(found, key=lambda item: (item.held_on.isoformat() if item.held_on else "", item.id), reverse=True)


def take_back(db: Database, table: type[Dialogue | Guidance], record_id: str) -> None:
    """Take a record back; it stays in the history. Raises `RuleBroken` when it is not here."""
    with db.reading() as session:
        record = known(session, table, record_id)
        title = f"{_TITLES[table]} {name_of(session, record.employee_id)} ditarik"
        subject = record.employee_id
    with db.act(title, subject) as act:
        act.remove(table, record_id)


_TITLES: Mapping[type[Record], str] = {Dialogue: "Dialog kinerja", Guidance: "Bimbingan kinerja"}


def _form(
    db: Database, table: type[Dialogue | Guidance], employee_id: str, record_id: str, kind: str, title: str
) -> Form:
    with db.reading() as session:
        title = f"{title} {name_of(session, employee_id)}"
        if record_id != NEW:
            record = known(session, table, record_id)
            if record.removed:
                raise RuleBroken(f"{title} ini sudah ditarik. Tidak ada yang diubah.")
            records = [record, *_children(session, record_id)]
            here = {item.id for item in records}
            ids = [item for item in _child_ids(record_id) if item not in here] if table is Guidance else []
            return open_form(db, f"feedback:{kind}:{record_id}", title, employee_id, records, ids)
        form = open_form(db, f"feedback:{kind}:new:{employee_id}", title, employee_id, ())
        form.stored[field_key(table, NEW, "held_on")] = db.today().isoformat()
        form.stored[field_key(table, NEW, "leader_name")] = leader_of(db, employee_id)
        return form


def _save(
    db: Database,
    form: Form,
    table: type[Dialogue | Guidance],
    record_id: str,
    children: Mapping[str, Mapping[str, object]],
    real: str = "",
) -> None:
    """One change of the head and of what is filled in below it."""
    if record_id != NEW:
        with db.act(f"{form.title} diubah", form.subject, seen=form.seen) as act:
            if known(act.session, table, record_id).removed:
                raise RuleBroken(f"{form.title} sudah ditarik di PC lain. Yang baru diketik tidak dimasukkan.")
            changed = {key.split("/")[1] for key, text in form.typed.items() if text != form.stored.get(key, "")}
            for child in changed & children.keys():
                act.write(_table_of(child, record_id), child, **children[child])
            write_typed(act, form)
        return
    real = real or new_id()
    whole = replace(form, stored={}, typed={name: text for name, text in form.texts().items() if text})
    ids = {f"{table.__tablename__}/{NEW}": f"{table.__tablename__}/{real}"}
    for number in _NUMBERS:
        ids[_record(answer_key(NEW, number, ""))] = _record(answer_key(real, number, ""))
    for number in _LINES:
        ids[_record(competence_key(NEW, number, ""))] = _record(competence_key(real, number, ""))
    with db.act(form.title, form.subject) as act:
        act.write(table, real, employee_id=form.subject)
        whole = with_real_ids(whole, ids)
        whole.typed = {name: text for name, text in whole.typed.items() if _is_wanted(name, real, children)}
        for child, values in children.items():
            act.write(_table_of(child, real), child, **values)
        write_typed(act, whole)


def _is_wanted(key: str, real: str, children: Mapping[str, object]) -> bool:
    """The head, and lines that are filled in: the wording of an unanswered statement is no answer."""
    record_id = key.split("/")[1]
    return record_id == real or record_id in children


def _record(key: str) -> str:
    return key.rpartition("/")[0]


def _child_ids(guidance_id: str) -> list[str]:
    return [
        *(GuidanceAnswer.id_of(guidance_id, number) for number in _NUMBERS),
        *(GuidanceCompetence.id_of(guidance_id, number) for number in _LINES),
    ]


def _table_of(child: str, guidance_id: str) -> type[Record]:
    answers = {GuidanceAnswer.id_of(guidance_id, number) for number in _NUMBERS}
    return GuidanceAnswer if child in answers else GuidanceCompetence


def _children(session: Session, guidance_id: str) -> list[Record]:
    answers = select(GuidanceAnswer).where(GuidanceAnswer.guidance_id == guidance_id)
    competences = select(GuidanceCompetence).where(GuidanceCompetence.guidance_id == guidance_id)
    return [
        *session.exec(answers.where(col(GuidanceAnswer.removed).is_(False))),
        *session.exec(competences.where(col(GuidanceCompetence.removed).is_(False))),
    ]
