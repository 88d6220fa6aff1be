"""An office of two and the keys of a work plan, for the tests of its screens."""

from __future__ import annotations

from datetime import date

from textual.pilot import Pilot

from kinerja_tui.app import KinerjaApp
from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Assignment, Employee
from kinerja_tui.models.plans import Indicator, WorkResult
from kinerja_tui.rules.plans import ResultKind
from kinerja_tui.screens.planning.plan_form import PlanForm
from kinerja_tui.screens.planning.plans import PlansScreen
from kinerja_tui.services.forms.forms import field_key, keep
from kinerja_tui.services.planning import plan_entry, plans
from kinerja_tui.widgets.fields import Field
from tests.conftest import ready, screen_text

YEAR = 2026
BOSS, STAFF = "199001012015011001", "199203032017031003"


def people(db: Database) -> tuple[str, str]:
    """A superior rated from outside, and staff under her."""
    boss, staff = Employee.id_of(BOSS), Employee.id_of(STAFF)
    for employee_id, nip, name, post, values in (
        (boss, BOSS, "Kasi Contoh", "Kepala Seksi", {"rater_card": {"name": "Camat Contoh"}}),
        (staff, STAFF, "Staf Contoh", "Pelaksana", {"rater_id": boss}),
    ):
        with db.act(f"Pegawai baru: {name}", employee_id) as act:
            act.write(Employee, employee_id, nip=nip, name=name, kind="PNS", golongan="III/a", office=db.office)
            key = Assignment.id_of(employee_id, post, date(YEAR, 1, 1))
            common = {"employee_id": employee_id, "post": post, "unit": "Seksi Pelayanan", "start": date(YEAR, 1, 1)}
            act.write(Assignment, key, **common, **values)
    return boss, staff


async def still(pilot: Pilot) -> None:
    """Until workers, dialogs and the messages between sheet and screen are done."""
    for _ in range(4):
        await pilot.pause()


async def keys(pilot: Pilot, *sequence: str) -> None:
    """Keys by name; a text in quotes is typed letter by letter."""
    for item in sequence:
        names = list(item[1:-1]) if item.startswith('"') else [item]
        await pilot.press(*(_key_of(name) for name in names))
        await still(pilot)


def _key_of(name: str) -> str:
    known = {" ": "space", ",": "comma", ".": "full_stop", "-": "minus", "/": "slash", "[": "left_square_bracket"}
    return known.get(name, name)


async def open_list(pilot: Pilot) -> PlansScreen:
    await ready(pilot)
    await keys(pilot, "3")
    assert isinstance(pilot.app.screen, PlansScreen)
    return pilot.app.screen


def seen(app: KinerjaApp) -> str:
    """The words on screen, without frames and line breaks."""
    return " ".join(screen_text(app).translate(str.maketrans("│▐▌▄▁▅", "      ")).split())


def form_of(app: KinerjaApp) -> PlanForm:
    assert isinstance(app.screen, PlanForm)
    return app.screen


def here(app: KinerjaApp) -> str:
    """Column of the field at the cursor."""
    field = form_of(app).sheet.current
    assert field is not None
    return field.key.rpartition("/")[2]


def stored(app: KinerjaApp, employee_id: str) -> plans.PlanContents:
    known = plans.plan_of(app.db, employee_id, YEAR)
    assert known is not None
    with app.db.reading() as session:
        return plans.contents(session, known.id)


def key_plan(db: Database, employee_id: str, text: str = "Layanan selesai") -> str:
    """A complete plan, keyed through the services."""
    plan_id = plans.start_plan(db, employee_id, YEAR)
    form = plan_entry.plan_form(db, plan_id)
    line = plan_entry.add_result(db, form, ResultKind.MAIN)
    keep(db, form, {field_key(WorkResult, line.result_id, "text"): text})
    texts = {"text": "Jumlah dokumen", "target": "12", "unit": "dokumen"}
    keep(db, form, {field_key(Indicator, line.indicator_ids[0], name): value for name, value in texts.items()})
    plan_entry.save(db, form)
    return plan_id


INDICATOR_KEYS = ("enter", '"Jumlah dokumen"', "enter", '"3,5"', "enter", '"dokumen"', "enter", "enter")
"""aspek as it is, indikator, target, satuan, arah as it is; the cursor comes to "Tambah?"."""


async def open_plan_of_staff(pilot: Pilot) -> PlanForm:
    """A stored plan of the staff, open on its form."""
    await ready(pilot)
    _, staff = people(pilot.app.db)
    key_plan(pilot.app.db, staff)
    await open_list(pilot)
    await keys(pilot, "down", "enter")
    return form_of(pilot.app)


def go_to(form: PlanForm, column: str, place: int = 0) -> str:
    names = [item.key for item in form.sheet.items if isinstance(item, Field) and item.key.endswith(f"/{column}")]
    assert form.sheet.go(names[place])
    return names[place]
