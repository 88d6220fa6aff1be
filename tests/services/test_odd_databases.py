"""Whatever a lawful merge may leave in the tables, every list, form and count can still be read.

The databases are written through the journal: random values of the right type in any fields of any tables, links that
lead nowhere, codes of a newer program, fields in bentrok, changes that do not count, fields and tables not known here.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from kinerja_tui.models import projection
from kinerja_tui.models.changes import REFERENCE, Change, Op, name_of
from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Assignment, Employee
from kinerja_tui.models.evaluations import Evaluation, ResultRating, ValueRating
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.journal import SignedChange
from kinerja_tui.models.plans import Expectation, PlanAttachment, WorkPlan
from kinerja_tui.models.progress import Progress
from kinerja_tui.models.records import Record, encode, journalled_fields, natural_id
from kinerja_tui.models.schema import PROJECTED
from kinerja_tui.models.state import REMOVED
from kinerja_tui.models.verify import verify
from kinerja_tui.rules.periods import PeriodKind, year_span
from kinerja_tui.rules.plans import AttachmentSection, ResultKind
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.values import VALUES
from kinerja_tui.screens.development.personal_texts import laid_out, lines_of
from kinerja_tui.screens.public.forum_entry import in_short
from kinerja_tui.screens.public.voice_parts import MARKS
from kinerja_tui.screens.public.voice_texts import lines_of as voice_texts_of
from kinerja_tui.screens.public.voice_texts import owned_line
from kinerja_tui.services.development import (
    development,
    follow_up,
    follow_up_list,
    personal_sheet,
    recognition,
    recognition_list,
    sessions,
    training,
)
from kinerja_tui.services.evaluation import evaluations
from kinerja_tui.services.forms import forms
from kinerja_tui.services.handover import disputes, handoff, settle
from kinerja_tui.services.labels import field_label, shown, table_label
from kinerja_tui.services.lists.listing import Listing
from kinerja_tui.services.monitoring import figure_sources, progress
from kinerja_tui.services.office import agenda, holidays
from kinerja_tui.services.planning import approval, cascade, plan_attachments, plan_entry, plan_lines, plans
from kinerja_tui.services.public import (
    forum_statements,
    forums,
    service_catalogue,
    service_figures,
    service_requests,
    voice_board,
    voice_figures,
    voice_list,
    voices,
)
from kinerja_tui.services.public.voice_words import owned_shown, standing_shown
from kinerja_tui.services.staff import employees, people
from tests.conftest import fixed_now
from tests.handoff.simulator import fast_folder

YEAR, PERIOD = 2026, "2026-TW3"
NUMBERS = range(3)

PEOPLE = [natural_id("employee", str(number)) for number in NUMBERS]
POSTS = [natural_id("assignment", str(number)) for number in NUMBERS]
PLANS = [natural_id("plan", str(number)) for number in NUMBERS]
RESULTS = [natural_id("result", str(number)) for number in NUMBERS]
INDICATORS = [natural_id("indicator", str(number)) for number in NUMBERS]
EVALUATIONS = [Evaluation.id_of(plan, PERIOD) for plan in PLANS]

IDS: dict[str, list[str]] = {
    **{table: [natural_id(table, str(number)) for number in NUMBERS] for table in PROJECTED},
    "employee": PEOPLE,
    "assignment": POSTS,
    "work_plan": PLANS,
    "work_result": RESULTS,
    "indicator": INDICATORS,
    "evaluation": EVALUATIONS,
    "progress": [Progress.id_of(indicator, PERIOD) for indicator in INDICATORS],
    "expectation": [Expectation.id_of(plan, VALUES[0].key) for plan in PLANS],
    "result_rating": [ResultRating.id_of(EVALUATIONS[0], result) for result in RESULTS],
    "value_rating": [ValueRating.id_of(EVALUATIONS[0], value.key) for value in VALUES[:3]],
}

LINKS = {
    "employee_id": PEOPLE,
    "rater_id": PEOPLE,
    "superior_id": PEOPLE,
    "assignment_id": POSTS,
    "plan_id": PLANS,
    "result_id": RESULTS,
    "superior_result_id": RESULTS,
    "indicator_id": INDICATORS,
    "evaluation_id": EVALUATIONS,
    "service_id": [natural_id("service", str(number)) for number in NUMBERS],
    "forum_id": [natural_id("forum", str(number)) for number in NUMBERS],
    "owner_id": PEOPLE,
    "session_id": [natural_id("training_session", str(number)) for number in NUMBERS],
}

CODES = [
    "", "draf", "diajukan", "disetujui", "dikembalikan", "selesai", "utama", "tambahan", "di_atas", "di_bawah",
    "sesuai", "naik", "turun", "kuantitas",
    "diikuti", "kebutuhan", "diusulkan", "diberikan", "rhk", "nilai",
    "PNS", "PPPK", "III/b", "IX", "pensiun", "jpt", "teks", "tautan",
    "permenpanrb-6-2022", "2026", PERIOD, "2026-B13", "15.04", "15.04.03", "akuntabel", "kode_versi_baru",
    "layanan:" + natural_id("service", "0") + ":median_hari", "ditolak", "survei:x:y", "keluhan", "pujian",
    "suara:15.04.03:median_hari_tindak",
    "kualitatif", "jpt_mandiri", "dukungan", "anggaran",
]  # fmt: skip
ODD_TEXTS = ["[/]", "{}", "%_\\", "\x00", "\u202e؀", "2026-99-99", "-", "'\"", "a/b", "\n\t"]
CARDS = [
    {}, {"name": "Sekda"}, {"name": 5, "nip": None, "post": ["a"], "unit": {"x": 1}}, {"nama": "x"}, {"name": ""},
    {"amount": "?", "target": 3},
]  # fmt: skip

texts = st.one_of(
    st.sampled_from(CODES + ODD_TEXTS),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
)
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: texts,
    int: st.sampled_from([0, YEAR, YEAR - 1, -7, 2**53, -(2**53)]),
    bool: st.booleans(),
    date: st.sampled_from([date.min, date(2026, 1, 1), date(2026, 8, 1), date(2026, 12, 31), date.max]),
    Decimal: st.sampled_from(
        [Decimal(0), Decimal("12.50"), Decimal("-3"), Decimal("9" * 30), Decimal("0." + "0" * 19 + "1")]
    ),
    dict: st.sampled_from(CARDS),
}


def fitting(table: type[Record], name: str) -> st.SearchStrategy[Any]:
    """Any value that fits a field, most often one that makes sense."""
    annotation: Any = table.model_fields[name].annotation
    options = get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)
    kinds = [get_origin(option) or option for option in options]
    values = [PLAIN[kind] for kind in kinds if kind is not type(None)]
    if name in LINKS:
        values = [st.sampled_from([*LINKS[name], "", "tidak-ada"])]
    elif name == "state":
        values = [st.sampled_from(["disetujui", "selesai", "draf", "diikuti", "diberikan", "versi_baru", ""])]
    elif name == "period":
        values = [st.sampled_from([PERIOD, PERIOD, "", "versi_baru"])]
    return st.one_of(*values, st.none()) if type(None) in kinds else st.one_of(*values)


@st.composite
def writes(draw: st.DrawFn, table: type[Record]) -> dict[str, Any]:
    """Some fields of a record, sometimes removed, sometimes with one this program does not know."""
    names = draw(st.lists(st.sampled_from(sorted(journalled_fields(table))), unique=True, max_size=30))
    fields = {name: encode(draw(fitting(table, name))) for name in names}
    if draw(st.integers(0, 9)) == 0:
        fields[REMOVED] = draw(st.booleans())
    if not fields or draw(st.integers(0, 9)) == 0:
        fields["isian_baru"] = draw(st.one_of(texts, st.none(), st.lists(texts, max_size=2)))
    return fields


@st.composite
def changes(draw: st.DrawFn) -> tuple[str, str, str, dict[str, Any], bool, bool]:
    """(subject, table, record, fields, seen: knows what is here, held)."""
    table = draw(st.sampled_from([*PROJECTED, "tabel_baru"]))
    record = draw(st.sampled_from(IDS.get(table, PLANS)))
    fields = draw(writes(PROJECTED.get(table, Employee)))
    subject = draw(st.sampled_from([*PEOPLE, REFERENCE, natural_id("employee", "di tempat lain")]))
    return subject, table, record, fields, draw(st.booleans()), draw(st.integers(0, 11)) == 0


def write(db: Database, written: list[tuple[str, str, str, dict[str, Any], bool, bool]]) -> None:
    """Put changes into the journal as an import does."""
    with db.transaction() as session:
        for number, (subject, table, record, fields, knows, held) in enumerate(written):
            parents = projection.frontiers(session.connection(), [record]).get(record, ()) if knows else ()
            change = Change(
                site=db.identity.site,
                n=1000 + number,
                at="kemarin" if number % 5 == 0 else "2026-11-20T09:00:00+07:00",
                by="",
                act="[/] apa saja",
                sub=subject,
                aud=(),
                ops=(Op(table, record, tuple(sorted(parents)), fields),),
            )
            body = change.body()
            signed = SignedChange(
                name_of(body), change, body, db.identity.sign(body), "belum dikenal" if held else None
            )
            projection.append(session.connection(), [signed], arrived_with="0" * 40)


def whole(listing: Listing) -> list[dict[str, Any]]:
    rows = listing.rows(0, len(listing))
    assert [row[listing.columns[0]] for row in rows] == list(listing.keys)
    assert len(set(listing.keys)) == len(listing.keys)
    return rows


def read_lists(db: Database) -> None:
    file = db.file
    assert agenda.read_agenda(file, db.today()).employees >= 0
    for ended in (False, True):
        whole(employees.listing(file, ended=ended))
        employees.units(file, ended=ended)
    for text in ("", "a", "%", "[/]"):
        whole(employees.listing(file, text))
        whole(plans.listing(file, YEAR, text))
        whole(progress.people(file, PERIOD, text))
        people.choices(file, text)
    for day in (db.today(), None):
        lines = f"{plan_lines.state_of_line(YEAR, day)}, count(*) {plan_lines.plan_lines(YEAR, day)}"
        grouped = dict(file.rows(f"SELECT {lines} WHERE NOT e.removed AND e.end_date IS NULL GROUP BY 1"))
        assert plan_lines.count_in_service(file, YEAR, day) == grouped  # Beranda's short cut
    counted = plans.counts(file, YEAR)
    assert sum(counted.values()) == len(plans.listing(file, YEAR))
    for state in counted:
        assert len(plans.listing(file, YEAR, state=state)) == counted[state]
    everybody = whole(evaluations.listing(file, PERIOD))
    assert sum(len(evaluations.listing(file, PERIOD, state=state)) for state in evaluations.STATES) == len(everybody)
    for row in everybody:
        progress.plan_state_label(row["plan_state"] or "")
        evaluations.predicate(row["work_rating"] or "", row["behaviour_rating"] or "", row["rules"] or "")
    plan_entry.units(file)
    read_development(file)
    read_services(file)
    read_voices(file)
    read_forums(db)
    plan_attachments.used(file, "dukungan")
    handoff.not_handed_over(file)
    handoff.ledger(file)
    handoff.offices(file, db.office)
    handoff.people(file, PEOPLE)
    handoff.captions(file, IDS)


def read_development(file: DatabaseFile) -> None:
    day = date(YEAR, 11, 20)
    for only in ("", *development.FILTERS):
        for row in whole(development.listing(file, YEAR, day, only=only)):
            assert training.hours_from(row["hours"]).shown
    assert development.standing(file, YEAR, day)
    whole(training.listing(file, YEAR))
    whole(training.listing(file, YEAR, "a", "kebutuhan"))
    for row in whole(sessions.listing(file, YEAR)):
        whole(sessions.people(file, row["key"]))
    lines = whole(follow_up_list.listing(file, YEAR, day))
    assert sum(follow_up_list.counts(file, YEAR, day).values()) == len(lines)
    assert all(isinstance(follow_up_list.label(row), str) for row in lines)
    everybody = recognition_list.read(file, YEAR, day)
    rows = recognition_list.narrowed(everybody)
    assert sum(recognition_list.counted(everybody).values()) == len(rows) == len(set(rows.keys))


def read_services(file: DatabaseFile) -> None:
    day, free = date(YEAR, 11, 20), holidays.holidays(file)
    rows = whole(service_requests.listing(file, YEAR, day, ""))
    assert sum(service_requests.counts(file, YEAR, day).values()) == len(rows)
    assert all(service_requests.state_of(row, day, free) for row in rows)
    for row in whole(service_catalogue.listing(file)):
        assert service_catalogue.name_of(file, row["key"])
        assert len(service_figures.trend(file, row["key"], YEAR, PeriodKind.QUARTER)) == 4
    for item in service_figures.of_services(file, year_span(YEAR), day):
        assert item.figures.on_time <= item.figures.decided
    for source, _ in figure_sources.choices(file):
        assert figure_sources.cite(file, source, year_span(YEAR)) is not None


def read_voices(file: DatabaseFile) -> None:
    day, year = date(YEAR, 11, 20), year_span(YEAR)
    rows = whole(voice_list.listing(file, YEAR, day))
    assert sum(voice_list.counts(file, YEAR, day).values()) == len(rows)
    assert all(isinstance(standing_shown(row), str) for row in rows)
    for line in voice_figures.lines(file, "15.04.03", year, day):
        assert 0 <= line.figures.came.answered <= line.figures.came.expected
        assert all(isinstance(text, str) for text, _ in voice_texts_of(line, year, [], 77))
    for person in PEOPLE:
        for row in voice_list.of_owner(file, person, year.start, year.end, day):
            assert owned_shown(row)
            assert owned_line(row)


def read_forums(db: Database) -> None:
    day = date(YEAR, 11, 20)
    for row in whole(forums.listing(db.file, YEAR, day.isoformat())):
        assert row["answered"] <= row["asked"] <= row["said"]
    for key in IDS["forum"]:
        for item in whole(forum_statements.listing(db.file, key, day)):
            assert MARKS[item["standing"]]
            assert in_short(item)
        forum = refused(forums.read, db, key)
        if forum is not None:
            assert isinstance(forums.name_of(forum), str)
            assert isinstance(forum_statements.of_forum(db.file, forum, day), list)
        refused(forums.forum_form, db, key)
        refused(forum_statements.entry_form, db, key)
    for key in IDS["voice"]:
        refused(forum_statements.statement_form, db, key)
    for office in (db.office, "15.04.03", ""):
        found = voice_board.board(db.file, office, year_span(YEAR), day)
        assert found.received.answered + found.received.open == found.received.expected


def read_what_is_to_settle(db: Database) -> None:
    for item in settle.to_settle(db.file):
        assert item.text
        if item.kind == "conflict":
            found = disputes.dispute(db.file, item.record_id, item.field)
            assert len(found.candidates) > 1
            if found.free:
                refused(disputes.typed_value, db, item.record_id, item.field, "12")
    with db.reading() as session:
        for name, table in PROJECTED.items():
            for row in session.exec(select(table)):
                for field in (REMOVED, *journalled_fields(table)):
                    assert f"{table_label(name)} {field_label(name, field)}"
                    assert isinstance(shown(name, field, getattr(row, field)), str)


def read_forms(db: Database) -> None:
    for person in PEOPLE:
        refused(employees.edit_form, db, person)
        refused(people.label, db.file, person)
        employees.rater_of(db.file, person)
        employees.rated_count(db.file, person)
        plans.plan_of(db, person, YEAR)
        sheet = refused(personal_sheet.read, db, person, YEAR)
        if sheet is not None:
            assert all(isinstance(text, str) for text, _ in laid_out(lines_of(sheet, db.today()), 77))
    for key in IDS["training"]:
        refused(training.edit_form, db, key)
    for key in IDS["training_session"]:
        refused(sessions.session_form, db, key)
        refused(sessions.attendance_form, db, key)
    for key in IDS["service"]:
        refused(service_catalogue.service_form, db, key)
    for key in IDS["service_request"]:
        refused(service_requests.request_form, db, key)
    for key in IDS["voice"]:
        refused(voices.voice_form, db, key)
    for key in IDS["recognition"]:
        refused(recognition.form_of, db, key)
    lines = follow_up_list.listing(db.file, YEAR, db.today())
    for key in lines.keys:
        refused(follow_up.form_of, db, key)
    for plan_id in PLANS:
        refused(plans.overview, db, plan_id)
        refused(approval.missing, db, plan_id)
        refused(cascade.superior_of, db, plan_id)
        if form := refused(plan_entry.plan_form, db, plan_id):
            forms.conflict_keys(db, form)
            for kind in ResultKind:
                plan_entry.form_lines(form, kind)
            for section in AttachmentSection:
                for line_id in plan_attachments.lines(form, section):
                    plan_entry.move(db, form, PlanAttachment, line_id, 1)
            plan_attachments.foreign_lines(form)
            forms.discard(db, form)
        if opened := refused(progress.progress_form, db, plan_id, PERIOD):
            progress.previous(db, plan_id, PERIOD)
            known = {item.indicator_id: item for item in in_period(db, plan_id)}
            for line in opened[1].lines:
                for indicator in line.indicators:
                    progress.target_shown(indicator)
                    progress.amount_shown(indicator, known.get(indicator.id))
        progress.is_closed(db, plan_id, PERIOD)
        if rated := refused(evaluations.evaluation_form, db, plan_id, PERIOD):
            evaluations.missing_in(rated[0], rated[1], PERIOD)
            evaluations.predicate_on_form(rated[0], rated[1], PERIOD)
            evaluations.is_finished(rated[0], rated[1], PERIOD)


def in_period(db: Database, plan_id: str) -> list[Progress]:
    with db.reading() as session:
        return list(progress.in_period(session, plan_id, PERIOD).values())


def decide(db: Database) -> None:
    """Every act is carried out or refused in words."""
    for person in PEOPLE:
        refused(plans.start_plan, db, person, YEAR)
        if form := refused(employees.edit_form, db, person):
            forms.keep(db, form, {f"employee/{person}/name": "Siti"})
            refused(employees.save, db, form)
    for plan_id in PLANS:
        if plan_form := refused(plan_entry.plan_form, db, plan_id):
            plan_entry.add_result(db, plan_form, ResultKind.MAIN)
            refused(plan_entry.save, db, plan_form)
        if opened := refused(progress.progress_form, db, plan_id, PERIOD):
            keys = [key for key in opened[0].stored if key.endswith("/note")]
            forms.keep(db, opened[0], dict.fromkeys(keys, "ada"))
            refused(progress.save, db, *opened, PERIOD)
        if rated := refused(evaluations.evaluation_form, db, plan_id, PERIOD):
            for finish in (False, True):
                refused(evaluations.save, db, *rated[:2], PERIOD, finish=finish)
        refused(evaluations.reopen, db, plan_id, PERIOD, "keliru")
        for verb in (approval.submit, approval.withdraw, approval.approve):
            refused(verb, db, plan_id)
        refused(approval.send_back, db, plan_id, "belum lengkap")
    for key in IDS["training"]:
        if opened_training := refused(training.edit_form, db, key):
            refused(training.save, db, opened_training, key)
        refused(training.take_back, db, key)
    for key in IDS["training_session"]:
        if attending := refused(sessions.attendance_form, db, key):
            sessions.tick(db, attending, key, PEOPLE[:2], here=True)
            refused(sessions.save_attendance, db, attending, key)
        refused(sessions.take_back, db, key)
    for key in IDS["voice"]:
        refused(voices.voice_form, db, key)
    for key in IDS["recognition"]:
        refused(recognition.take_back, db, key)
    for key in follow_up_list.listing(db.file, YEAR, db.today()).keys:
        if followed := refused(follow_up.form_of, db, key):
            refused(follow_up.save, db, *followed)
        refused(follow_up.take_back, db, key)
    for item in settle.to_settle(db.file):
        if item.kind == "conflict":
            candidates = (refused(disputes.dispute, db.file, item.record_id, item.field) or NOTHING).candidates
            for candidate in candidates[:1]:
                refused(disputes.resolve, db, item.record_id, item.field, candidate.value)
        elif item.kind == "orphan":
            refused(settle.settle_orphan, db, item.record_id, keep=True)


NOTHING = disputes.Dispute("", [], False)


def refused(function: Callable[..., Any], *arguments: Any, **more: Any) -> Any:
    """What a function answers, or None when it refuses in words; any other error is one."""
    try:
        return function(*arguments, **more)
    except RuleBroken:
        return None


@pytest.fixture(scope="module")
def copies(templates: Callable[[str], Path]) -> Iterator[Callable[[], Database]]:
    """A fresh database of an office that is set up, as often as wanted."""
    folder = fast_folder()
    made: list[Database] = []

    def copy() -> Database:
        while made:
            made.pop().close()
        place = folder / "pc"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(templates(""), place)
        made.append(Database(DatabaseFile(place / "kinerja.db").open(), place / "kunci", fixed_now))
        return made[0]

    yield copy
    for db in made:
        db.close()
    shutil.rmtree(folder)


@given(written=st.lists(changes(), min_size=5, max_size=60))
@settings(  # shrinking such a database takes many minutes
    max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.reuse, Phase.generate]
)
def test_no_database_a_merge_can_leave_stops_a_list_a_form_or_an_act(copies, written):
    db = copies()
    write(db, written)
    read_lists(db)
    read_what_is_to_settle(db)
    read_forms(db)
    decide(db)
    read_lists(db)
    assert verify(db).findings == []


@pytest.mark.parametrize("table", PROJECTED)
def test_a_record_of_which_nothing_was_ever_written(copies, table):
    """Only a field of a newer program: every column has its default."""
    db = copies()
    write(db, [(PEOPLE[0], table, key, {"isian_baru": "x"}, False, False) for key in IDS[table]])
    read_lists(db)
    read_what_is_to_settle(db)
    read_forms(db)
    decide(db)


def test_a_post_with_card_parts_that_are_no_texts(copies):
    db = copies()
    write(
        db,
        [
            (PEOPLE[0], "employee", PEOPLE[0], {"name": "Siti", "kind": "baru", "golongan": "X"}, False, False),
            (
                PEOPLE[0],
                "assignment",
                POSTS[0],
                {"employee_id": PEOPLE[0], "rater_card": CARDS[2], "start": "2026-01-01", "post": "Camat"},
                False,
                False,
            ),
            (
                PEOPLE[0],
                "work_plan",
                PLANS[0],
                {"employee_id": PEOPLE[0], "assignment_id": POSTS[0], "year": YEAR},
                False,
                False,
            ),
        ],
    )
    assert plans.overview(db, PLANS[0]).employee["rank"] == "X"
    assert plans.overview(db, PLANS[0]).rater["post"] == "['a']"
    form = employees.edit_form(db, PEOPLE[0])
    assert all(isinstance(text, str) for text in form.stored.values())


def test_a_plan_in_a_state_of_a_newer_program_is_left_alone(copies):
    db = copies()
    write(
        db,
        [
            (
                PEOPLE[0],
                "work_plan",
                PLANS[0],
                {"employee_id": PEOPLE[0], "year": YEAR, "state": "versi_baru"},
                False,
                False,
            )
        ],
    )
    for verb in (approval.submit, approval.approve, approval.withdraw, plans.overview, plan_entry.plan_form):
        with pytest.raises(RuleBroken, match="Perbarui program"):
            verb(db, PLANS[0])


@pytest.mark.parametrize("subject", [WorkPlan, Assignment, Employee])
def test_what_is_not_here_is_told(copies, subject):
    db = copies()
    for function in (plan_entry.plan_form, plans.overview, approval.submit, employees.edit_form, cascade.superior_of):
        with pytest.raises(RuleBroken, match="tidak ada lagi"):
            function(db, natural_id(subject.__name__, "nowhere"))


def test_a_field_in_bentrok_that_only_a_newer_program_knows(copies):
    db = copies()
    write(db, [(PEOPLE[0], "employee", PEOPLE[0], {"isian_baru": text}, False, False) for text in ("a", "b")])
    (item,) = settle.to_settle(db.file)
    assert {candidate.value for candidate in disputes.dispute(db.file, PEOPLE[0], item.field).candidates} == {"a", "b"}
    with pytest.raises(RuleBroken, match="Perbarui program"):
        disputes.resolve(db, PEOPLE[0], item.field, "a")
    with pytest.raises(RuleBroken, match="Perbarui program"):
        disputes.typed_value(db, PEOPLE[0], item.field, "a")
