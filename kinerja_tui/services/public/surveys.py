"""Surveys (SKM): one per office, service and period; opened, described, taken back while nothing is keyed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kinerja_tui.models.database import Database
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.offices import Office
from kinerja_tui.models.surveys import Survey
from kinerja_tui.rules.formats import excerpt, fold
from kinerja_tui.rules.periods import period_from_code
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.survey import Weighting, sample_needed, survey_rules_for
from kinerja_tui.services.forms import one_record
from kinerja_tui.services.forms.forms import Form, field_key, known, with_real_ids, write_marks, write_typed
from kinerja_tui.services.forms.one_record import texts_on
from kinerja_tui.services.labels import shown
from kinerja_tui.services.public import survey_services
from kinerja_tui.services.staff.employees import NEW

WHOLE_OFFICE = "Seluruh layanan kantor"
"""What a survey without a service is about."""
MAX_PEOPLE = 10_000_000


def name_of(service: str, period: str) -> str:
    """How a survey is called: ``Perekaman KTP-el, Triwulan I 2026``."""
    return f"{excerpt(service, 60) or WHOLE_OFFICE}, {shown('survey', 'period', period)}"


def read(db: Database, survey_id: str) -> Survey:
    """A survey as stored, also one taken back that still has sheets. Raises `RuleBroken` when it is not here."""
    with db.reading() as session:
        return known(session, Survey, survey_id)


def subject_of(survey: Survey, db: Database) -> str:
    """Changes of a survey are about its office."""
    return Office.id_of(survey.office or db.office)


def weighting_of(code: str) -> Weighting:
    """The weight in a record; the exact one for a code this program does not know."""
    try:
        return Weighting(code)
    except ValueError:
        return Weighting.EXACT


def services_used(file: DatabaseFile) -> list[str]:
    """Names of services that had a survey before, by name."""
    rows = file.rows("SELECT DISTINCT service FROM survey WHERE NOT removed AND service <> '' ORDER BY service")
    return [row[0] for row in rows]


def present(file: DatabaseFile) -> list[dict[str, Any]]:
    """Every survey, newest period first; one taken back on another PC stays as long as it has sheets.

    ``service_id`` is the service of the list it is linked to, or has the name of, or that another survey of the same
    words is linked to; None: of the office as a whole, or of something the list does not have.
    """
    columns = ("key", "office", "service", "service_id", "period", "population", "weighting", "rules", "office_name")
    rows = file.rows(
        "SELECT s.id, s.office, s.service, s.service_id, s.period, s.population, s.weighting, s.rules, "
        "coalesce(o.name, s.office) "
        "FROM survey s LEFT JOIN office o ON o.code = s.office AND NOT o.removed WHERE NOT s.removed "
        "OR EXISTS (SELECT 1 FROM survey_sheet t WHERE t.survey_id = s.id AND NOT t.removed) ORDER BY s.service, s.id"
    )
    found = [dict(zip(columns, row, strict=True)) for row in rows]
    found.sort(key=lambda row: _last_day(row["period"]), reverse=True)
    linked = {_words(row): row["service_id"] for row in reversed(found) if row["service_id"]}
    listed = {**linked, **survey_services.by_name(file)}
    for row in found:
        row["service_id"] = row["service_id"] or listed.get(_words(row))
    return found


def before(file: DatabaseFile, office: str, service: str, period: str) -> dict[str, Any] | None:
    """The survey of a service in the last period that ended before a period began; None where there is none."""
    try:
        start = period_from_code(period).start.isoformat()
    except RuleBroken:
        return None
    found = (row for row in present(file) if _words(row) == (office, fold(service)))
    return next((row for row in found if "" < _last_day(row["period"]).partition(" ")[0] < start), None)


def _words(row: dict[str, Any]) -> tuple[str, str]:
    return row["office"], fold(row["service"])


def _last_day(code: str) -> str:
    try:
        span = period_from_code(code)
    except RuleBroken:
        return ""
    return f"{span.end} {span.start}"


# -- the form


def key(record_id: str, column: str) -> str:
    """The form field of a survey."""
    return field_key(Survey, record_id, column)


def survey_form(db: Database, survey_id: str = NEW, service: str = "") -> Form:
    """The form of a survey, a new one (of a service) or a stored one. Raises `RuleBroken` when it was taken back."""
    begin = {"period": f"{db.year:04d}", "weighting": str(Weighting.EXACT), "service": service}
    subject = Office.id_of(db.office) if survey_id == NEW else subject_of(read(db, survey_id), db)
    return one_record.open_record(db, Survey, survey_id, "Survei (SKM)", subject, begin)


def check_population(text: str) -> str:
    """Why a number of people served cannot be; empty when it can."""
    if not text:
        return ""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= MAX_PEOPLE:
        return "Tulis jumlah orang sebagai bilangan bulat, paling sedikit 1, misalnya 1200."
    return ""


def sample_note(text: str) -> str:
    """How many sheets a number of people asks for, in words; empty when it is not known."""
    return f"Perlu {sample_needed(int(text))} lembar." if text and not check_population(text) else ""


def save(db: Database, form: Form, survey_id: str) -> str:
    """Store a survey and return its id. Raises `RuleBroken` for one that is there already, or what cannot be."""
    texts = texts_on(form, Survey, survey_id)
    period = texts.get("period", "")
    rules = survey_rules_for(period_from_code(period).end)
    problem = check_population(texts.get("population", ""))
    if problem:
        raise RuleBroken(problem)
    service, weighting = texts.get("service", ""), weighting_of(texts.get("weighting", ""))
    listed = survey_services.by_name(db.file).get((texts.get("office") or db.office, fold(service)))
    service_id = texts.get("service_id") or listed
    _check_is_the_only(db.file, survey_id, service_id, period)
    if survey_id != NEW:
        one_record.store(db, form, Survey, survey_id, f"Survei {name_of(service, period)} diubah", {})
        return survey_id
    survey_id = Survey.id_of(db.office, service, period)
    with db.act(f"Survei {name_of(service, period)}", form.subject) as act:
        stored = act.session.get(Survey, survey_id)
        if stored is not None and not stored.removed:
            raise RuleBroken(f"Survei {name_of(service, period)} sudah ada di daftar. Tekan t di sana untuk mengetik.")
        act.write_anew(
            Survey,
            survey_id,
            office=db.office,
            service=service,
            service_id=service_id,
            period=period,
            population=int(texts["population"]) if texts.get("population") else None,
            weighting=str(weighting),
            rules=rules.id,
        )
        write_marks(act, with_real_ids(form, {f"survey/{NEW}": f"survey/{survey_id}"}))
        write_typed(act, replace(form, typed={}, marks={}, notes={}))
    return survey_id


def _check_is_the_only(file: DatabaseFile, survey_id: str, service_id: str | None, period: str) -> None:
    """A service that was given another name since has one survey in a period all the same. Raises `RuleBroken`."""
    for row in present(file):
        if service_id and row["service_id"] == service_id and row["period"] == period and row["key"] != survey_id:
            raise RuleBroken(f"Layanan ini sudah disurvei pada periode itu sebagai {name_of(row['service'], period)}.")


def take_back(db: Database, survey_id: str) -> None:
    """Take a survey back that has no sheets. Raises `RuleBroken` when it has some."""
    survey = read(db, survey_id)
    rows = db.file.rows("SELECT count(*) FROM survey_sheet WHERE survey_id = ? AND NOT removed", (survey_id,))
    if rows[0][0]:
        raise RuleBroken(f"Survei ini sudah berisi {rows[0][0]} lembar, jadi tidak ditarik. Tidak ada yang diubah.")
    title = f"Survei {name_of(survey.service, survey.period)} ditarik"
    one_record.take_back(db, Survey, survey_id, title, subject_of(survey, db))


def fitting(row: dict[str, Any], text: str) -> bool:
    """Whether a row answers to a filter text."""
    told = fold(f"{name_of(row['service'], row['period'])} {row['office_name']}")
    return all(word in told for word in fold(text).split())
