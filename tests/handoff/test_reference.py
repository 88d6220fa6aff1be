"""Reference data: which tables it is, what of it only the district writes, and how an office is told at entry."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kinerja_tui.app import Workplace
from kinerja_tui.handoff import merge
from kinerja_tui.handoff.authority import NOT_ALLOWED, OF_AN_OFFICE, OF_REFERENCE, Authority
from kinerja_tui.handoff.district_word import keep_the_districts_word
from kinerja_tui.handoff.writings import DISTRICT_WORD
from kinerja_tui.models.changes import parse
from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Employee
from kinerja_tui.models.objections import Holiday
from kinerja_tui.models.offices import Office
from kinerja_tui.models.period_locks import DOCUMENTS
from kinerja_tui.models.reporting import ReportingRule
from kinerja_tui.models.schema import PROJECTED
from kinerja_tui.models.verify import verify
from kinerja_tui.rules.periods import PeriodKind
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.monitoring.reporting import reporting
from kinerja_tui.services.office import holidays, setup
from tests.handoff.conftest import Three
from tests.handoff.forge import change, forge, op
from tests.handoff.simulator import DISTRICT, OFFICE_A, PC

LINES_OF_A_PERSON = frozenset(
    {
        "employee",
        "rater_span",
        "action_step",
        "feedback_score",
        "guidance_answer",
        "guidance_competence",
        "delivery",
        "objection",
        "plan_comment",
        "copied_item",
    }
)
"""Tables of a person, or of what is a person's, that name the person by their subject alone."""


def held(pc: PC) -> list[str]:
    return [row[0] for row in pc.rows("SELECT held FROM journal WHERE held IS NOT NULL ORDER BY seq")]


def up(three: Three) -> None:
    assert three.world.deliver(three.world.send(three.a, DISTRICT), three.d) is not None


def down(three: Three) -> None:
    assert three.world.deliver(three.world.send(three.d, OFFICE_A), three.a) is not None


# -- which tables


def test_every_table_belongs_to_a_person_an_office_or_to_everybody():
    """A new table has to be put somewhere, or an office could write it under a name that lets it pass."""
    of_a_person = PROJECTED.keys() - OF_REFERENCE - OF_AN_OFFICE
    assert PROJECTED.keys() > OF_REFERENCE | OF_AN_OFFICE
    for table in of_a_person - DOCUMENTS - LINES_OF_A_PERSON:
        assert "employee_id" in PROJECTED[table].model_fields, table


def test_whatever_the_program_itself_writes_stands_where_it_belongs(workplace: Callable[..., Workplace]):
    place = workplace("muara_bulian", "kecamatan")
    db = Database(place.file, place.identities, place.now)
    changes = db.file.rows("SELECT id, body FROM journal")
    with db.reading() as session:
        authority = Authority(db, session)
        judged = {authority.reason_to_hold(name, parse(zlib.decompress(body))) for name, body in changes}
    assert judged == {None}


@pytest.mark.parametrize(
    ("sub", "operation"),
    [
        ("ref", op("evaluation", "00000000-aaaa", employee_id=Employee.id_of("7"), state="selesai")),
        ("ref", op("survey", "00000000-aaaa", period="2026-TW1")),
        (Office.id_of(OFFICE_A), op("assignment", "00000000-aaaa", employee_id=Employee.id_of("7"), post="Camat")),
        (Office.id_of(OFFICE_A), op("indicator", "00000000-aaaa", plan_id="00000000-bbbb")),
        (Employee.id_of("9"), op("evaluation", "00000000-aaaa", employee_id=Employee.id_of("7"), state="selesai")),
        (Employee.id_of("none"), op("training", "00000000-aaaa", employee_id=Employee.id_of("7"))),
    ],
)
def test_a_record_of_a_person_passes_under_no_other_name(
    three: Three, tmp_path: Path, sub: str, operation: dict[str, Any]
) -> None:
    three.world.employee(three.a, "9", OFFICE_A)
    up(three)
    line = change(three.a.db.identity, operation, sub=sub, n=70)
    outcome = merge.take_in(three.d.db, forge(tmp_path / "x.json", three.a, three.d, [line], no=70))
    assert [item.reason for item in outcome.held] == [NOT_ALLOWED]
    assert three.d.rows(f"SELECT 1 FROM {operation['t']}") == []


# -- what the district wrote


def chosen(pc: PC, year: int) -> tuple[PeriodKind, int]:
    found = reporting(pc.db.file, year)
    return found.kind, found.due_days


@pytest.mark.parametrize("district_first", [True, False])
def test_how_the_district_reports_an_office_does_not_change_for_that_year_nor_a_later_one(
    three: Three, district_first: bool
) -> None:
    if district_first:
        setup.choose_kind(three.d.db, 2026, PeriodKind.MONTH)
        three.world.notice(three.d)
    setup.choose_due_days(three.a.db, 2025, 9)
    setup.choose_kind(three.a.db, 2027, PeriodKind.MONTH)
    setup.choose_kind(three.a.db, 2028, PeriodKind.QUARTER)
    setup.choose_due_days(three.a.db, 2027, 9)
    three.world.notice(three.a)
    up(three)
    if not district_first:
        setup.choose_kind(three.d.db, 2026, PeriodKind.MONTH)
        three.world.notice(three.d)
    down(three)
    up(three)
    for pc in (three.a, three.d):
        assert [chosen(pc, year)[0] for year in (2026, 2027, 2028)] == [PeriodKind.MONTH] * 3
        assert chosen(pc, 2025)[1] == 9, "the district says nothing of that year"
        assert set(held(pc)) <= {DISTRICT_WORD}
        assert verify(pc.db).findings == []
    assert held(three.d) == [DISTRICT_WORD]


def test_the_district_takes_over_what_an_office_had_chosen(three: Three) -> None:
    setup.choose_due_days(three.a.db, 2026, 9)
    three.world.notice(three.a)
    up(three)
    setup.choose_due_days(three.d.db, 2026, 7)
    three.world.notice(three.d)
    down(three)
    up(three)
    assert held(three.d) == held(three.a) == []
    assert chosen(three.a, 2026)[1] == 7


@pytest.mark.parametrize(
    "fields", [{"year": 2026, "due_days": 1}, {"due_days": 1}, {"removed": True}, {"district": ""}]
)
def test_a_program_without_entry_rules_does_not_change_it_either(
    three: Three, tmp_path: Path, fields: dict[str, Any]
) -> None:
    setup.choose_due_days(three.d.db, 2026, 7)
    three.world.notice(three.d)
    keys: Sequence[str] = [ReportingRule.id_of(DISTRICT, 2026)]
    if "year" in fields:
        keys, fields = [*keys, "00000000-aaaa"], {"district": DISTRICT, **fields}
    for number, key in enumerate(keys, 70):
        line = change(three.a.db.identity, op("reporting_rule", key, **fields), n=number)
        outcome = merge.take_in(three.d.db, forge(tmp_path / "x.json", three.a, three.d, [line], no=number))
        assert [item.reason for item in outcome.held] == [DISTRICT_WORD]
    assert chosen(three.d, 2026)[1] == 7


def test_an_office_does_not_take_away_what_the_district_wrote(three: Three) -> None:
    day = date(2026, 8, 17)
    holidays.add(three.d.db, day, "Kemerdekaan")
    three.world.notice(three.d)
    down(three)
    holidays.remove(three.a.db, Holiday.id_of(day))
    holidays.add(three.a.db, date(2026, 3, 2), "Hari jadi")
    three.world.notice(three.a)
    up(three)
    assert held(three.d) == [DISTRICT_WORD]
    assert three.d.db.file.rows("SELECT name FROM holiday WHERE NOT removed ORDER BY day") == [
        ("Hari jadi",),
        ("Kemerdekaan",),
    ]


# -- at entry


def test_an_office_is_told_at_entry_what_the_district_wrote(three: Three) -> None:
    day = date(2026, 8, 17)
    holidays.add(three.d.db, day, "Kemerdekaan")
    setup.choose_due_days(three.d.db, 2026, 7)
    three.world.notice(three.d)
    down(three)
    db = three.a.db
    keep_the_districts_word(db)
    changes = len(three.a.ids())
    for year in (2026, 2027):
        with pytest.raises(RuleBroken, match=r"Aturan pelaporan.*sudah ditetapkan BKPSDM"):
            setup.choose_due_days(db, year, 9)
    with pytest.raises(RuleBroken, match=r"Hari libur.*sudah ditetapkan BKPSDM"):
        holidays.remove(db, Holiday.id_of(day))
    with pytest.raises(RuleBroken, match=r"Hari libur.*sudah ditetapkan BKPSDM"):
        holidays.add(db, day, "Pasar")
    assert len(three.a.ids()) == changes
    holidays.add(db, day, "Kemerdekaan")
    holidays.add(db, date(2026, 3, 2), "Hari jadi")
    setup.choose_due_days(db, 2025, 9)
    keep_the_districts_word(three.d.db)
    setup.choose_due_days(three.d.db, 2026, 8)
    assert chosen(three.d, 2026)[1] == 8
