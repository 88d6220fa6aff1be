"""Objection (keberatan) against a finished evaluation: handed over, objected to, decided, opened again.

PP 30/2019 ps. 59: only to one's own result, with reasons, to the superior of the rater; his decision is final.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kinerja_tui.models.database import Database
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.objections import Delivery, Objection
from kinerja_tui.models.records import Record
from kinerja_tui.rules.formats import excerpt
from kinerja_tui.rules.objections import (
    RULES_2019,
    Counting,
    Decision,
    ObjectionRules,
    check_decided,
    check_delivered,
    check_submitted,
    objection_rules,
)
from kinerja_tui.rules.problems import Problem, RuleBroken
from kinerja_tui.services.evaluation import evaluations
from kinerja_tui.services.evaluation.objection_case import (
    Case,
    case_of,
    check_decider,
    check_finished,
    check_may_object,
    read_case,
)
from kinerja_tui.services.forms.forms import Form, field_key, open_form, write_typed
from kinerja_tui.services.office.holidays import holidays

COUNTING = "objection_counting"
"""Setting of this PC: which days the clock of a new delivery counts."""


def counting_of(file: DatabaseFile) -> Counting:
    """Which days the clock of a new delivery counts here."""
    text = file.setting(COUNTING)
    return Counting(text) if text in set(Counting) else RULES_2019.counting


def set_counting(db: Database, counting: Counting) -> None:
    """Count other days from the next delivery on; those handed over keep their clock."""
    db.set_setting(COUNTING, str(counting))


def rules_of(delivery: Delivery) -> ObjectionRules:
    """The rules a result was handed over under. Raises `RuleBroken` when unknown."""
    return objection_rules(delivery.rules, delivery.counting)


# -- forms


def delivery_form(db: Database, evaluation_id: str) -> tuple[Form, Case]:
    """Open the delivery of the present result. Raises `RuleBroken`."""
    case = case_of(db, evaluation_id)
    check_finished(case.evaluation)
    record_id = Delivery.id_of(evaluation_id, case.evaluation.finished_on)
    return _open(db, "delivery", "Penyerahan hasil", case, record_id, case.delivery), case


def objection_form(db: Database, evaluation_id: str, employee_id: str) -> tuple[Form, Case]:
    """Open the objection of an employee. Raises `RuleBroken` when the result is not theirs or was not handed over."""
    case = case_of(db, evaluation_id)
    check_may_object(case, employee_id)
    record_id = case.objection.id if case.objection else Objection.id_of(evaluation_id)
    return _open(db, "objection", "Keberatan", case, record_id, case.objection), case


def decision_form(db: Database, evaluation_id: str) -> tuple[Form, Case]:
    """Open the decision on an objection; a final one is only shown. Raises `RuleBroken` without an objection."""
    case = case_of(db, evaluation_id)
    if case.objection is None:
        raise RuleBroken("Belum ada keberatan yang diajukan atas hasil ini.")
    return _open(db, "decision", "Keputusan keberatan", case, case.objection.id, case.objection), case


def key_of(case: Case, table: type[Delivery] | type[Objection], column: str) -> str:
    """The form field of the delivery or the objection of a case."""
    if table is Objection:
        record_id = case.objection.id if case.objection else Objection.id_of(case.evaluation.id)
    else:
        record_id = Delivery.id_of(case.evaluation.id, case.evaluation.finished_on)
    return field_key(table, record_id, column)


# -- acts


def deliver(db: Database, form: Form, case: Case) -> None:
    """The result was handed over on a day to somebody; by default to the employee. Raises `RuleBroken`."""
    with db.act(f"Hasil evaluasi {case.period} diserahkan", form.subject, seen=form.seen) as act:
        now = read_case(act.session, case.evaluation.id)
        check_finished(now.evaluation)
        if now.evaluation.finished_on != case.evaluation.finished_on:
            raise RuleBroken("Evaluasi ini sudah diselesaikan lagi dengan hasil baru. Buka lagi isian ini.")
        record_id = Delivery.id_of(now.evaluation.id, now.evaluation.finished_on)
        if now.objection is not None and now.objection.delivery_id == record_id:
            raise RuleBroken("Sudah ada keberatan atas hasil ini, jadi tanggal terimanya tidak diubah lagi.")
        day = _day(form.text(key_of(case, Delivery, "delivered_on")), "Isi tanggal hasil evaluasi diterima.")
        _refuse(check_delivered(day, now.evaluation.finished_on, db.today()))
        act.write_anew(Delivery, record_id, evaluation_id=now.evaluation.id, finished_on=now.evaluation.finished_on)
        if now.delivery is None:
            act.write(Delivery, record_id, rules=RULES_2019.id, counting=str(counting_of(db.file)))
        write_typed(act, form)
        received_by = form.text(key_of(case, Delivery, "received_by")).strip() or now.person
        act.write(Delivery, record_id, received_by=received_by)


def object_to(db: Database, form: Form, case: Case) -> None:
    """The employee (``form.subject``) objects to a result, or mends an objection not yet decided.

    Raises `RuleBroken`; a late one is accepted, its lateness shows.
    """
    with db.act(f"Keberatan atas evaluasi {case.period} diajukan", form.subject, seen=form.seen) as act:
        now = read_case(act.session, case.evaluation.id)
        check_may_object(now, form.subject)
        assert now.objected is not None  # check_may_object has seen to it
        text = form.text(key_of(case, Objection, "submitted_on"))
        day = _day(text, "Isi tanggal keberatan diajukan.")
        _refuse(check_submitted(day, now.objected.delivered_on, db.today(), rules_of(now.objected), holidays(db.file)))
        if not form.text(key_of(case, Objection, "reasons")).strip():
            raise RuleBroken("Tulis alasan keberatannya; tanpa alasan keberatan tidak dapat diajukan.")
        record_id = now.objection.id if now.objection else Objection.id_of(now.evaluation.id)
        act.write_anew(
            Objection,
            record_id,
            evaluation_id=now.evaluation.id,
            delivery_id=now.objected.id,
            addressed_card=now.superior,
        )
        write_typed(act, form)


def decide(db: Database, form: Form, case: Case) -> None:
    """The superior named in the objection decides, once and for all. Raises `RuleBroken`."""
    decision, text, by, on = (
        form.text(key_of(case, Objection, column)).strip()
        for column in ("decision", "decision_text", "decided_by", "decided_on")
    )
    if decision not in set(Decision):
        raise RuleBroken("Pilih keputusannya: diterima, diterima sebagian, atau ditolak.")
    title = f"Keberatan atas evaluasi {case.period} diputus: {Decision(decision).label}"
    with db.act(title, case.evaluation.employee_id, seen=form.seen) as act:
        now = read_case(act.session, case.evaluation.id)
        if now.objection is None:
            raise RuleBroken("Keberatan ini sudah dicabut. Tidak ada yang diputuskan.")
        if now.objection.final:
            raise RuleBroken(
                f"Keberatan ini sudah diputus {now.objection.decided_by}; keputusannya final. Tidak ada yang diubah."
            )
        check_decider(now, by)
        _refuse(check_decided(_day(on, "Isi tanggal keputusan."), now.objection.submitted_on, db.today()))
        if not text:
            raise RuleBroken("Tulis pertimbangan keputusannya, agar kedua pihak tahu dasarnya.")
        write_typed(act, form)
        act.write(Objection, now.objection.id, decision=decision, decided_by=now.superior_name, final=True)


def take_back(db: Database, evaluation_id: str) -> str:
    """Undo the last step: an objection is withdrawn, else the delivery is. Returns what was done; `RuleBroken`."""
    case = case_of(db, evaluation_id)
    objection, step = case.objection, case.delivery
    if objection is not None and not objection.final:
        done, verb = "Keberatan", "dicabut"
        _remove(db, case, objection, f"{done} atas evaluasi {case.period} {verb}")
    elif step is not None and (objection is None or objection.delivery_id != step.id):
        done, verb = "Penyerahan hasil", "dibatalkan"
        _remove(db, case, step, f"{done} evaluasi {case.period} {verb}")
    elif objection is not None:
        raise RuleBroken("Keberatan ini sudah diputus dan keputusannya final; tidak ada yang bisa dibatalkan.")
    else:
        raise RuleBroken("Hasil ini belum diserahkan, jadi tidak ada yang bisa dibatalkan.")
    return f"{done} {case.person}, {case.period}, {verb}."


def reopen(db: Database, evaluation_id: str) -> None:
    """After a decision that changes the result: open the evaluation again with the decision as reason."""
    case = case_of(db, evaluation_id)
    objection = case.objection
    if objection is None or not objection.final or not _changes_result(objection.decision):
        raise RuleBroken("Evaluasi hanya dibuka kembali setelah keberatan diterima, seluruhnya atau sebagian.")
    if case.objected is not None and case.objected.finished_on != case.evaluation.finished_on:
        raise RuleBroken("Evaluasi ini sudah dibuka kembali setelah keputusan itu; hasil yang sekarang hasil barunya.")
    label = Decision(objection.decision).label.lower()
    reason = f"Keberatan {label} oleh {objection.decided_by}: {excerpt(objection.decision_text, 200)}"
    evaluations.reopen(db, case.evaluation.plan_id, case.evaluation.period, reason)


def _open(db: Database, kind: str, what: str, case: Case, record_id: str, record: Record | None) -> Form:
    here = [record] if record is not None else []
    title = f"{what} {case.person}, {case.period}"
    return open_form(db, f"{kind}:{record_id}", title, case.evaluation.employee_id, here, [] if here else [record_id])


def _remove(db: Database, case: Case, record: Record, title: str) -> None:
    with db.act(title, case.evaluation.employee_id) as act:
        act.remove(type(record), record.id)


# -- checks


def _refuse(problems: Sequence[Problem]) -> None:
    hard = [problem.text for problem in problems if problem.hard]
    if hard:
        raise RuleBroken(" ".join(hard))


def _day(text: str, missing: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise RuleBroken(missing) from None


def _changes_result(decision: str) -> bool:
    return decision in set(Decision) and Decision(decision).changes_result
