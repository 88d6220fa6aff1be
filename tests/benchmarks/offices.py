"""Databases of any size for measuring: invented people, half of them with a plan, half of these plans approved.

An approved plan has two results, each with an indicator and a realisasi of the period that is due; every second one
of them has its report in and its evaluation finished. Two people have the largest plans anybody would write.
"""

from __future__ import annotations

import contextlib
import sqlite3
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

from kinerja_tui.models.act import Act
from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Assignment, Employee
from kinerja_tui.models.evaluations import Evaluation
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.plans import Indicator, WorkPlan, WorkResult
from kinerja_tui.models.progress import Progress
from kinerja_tui.models.records import natural_id
from kinerja_tui.models.reporting import ProgressReport
from kinerja_tui.screens.palette_keys import RECENTS
from kinerja_tui.services.forms.open_forms import OPEN_FORM
from kinerja_tui.services.monitoring.reporting import reporting
from kinerja_tui.services.office import setup

GIVEN = ("Adi", "Bunga", "Citra", "Dedi", "Eka", "Fitri", "Gunawan", "Hasan", "Indah", "Joko", "Kartini", "Lestari")
FAMILY = ("Siregar", "Wibowo", "Harahap", "Nasution", "Saragih", "Wulandari", "Hidayat", "Kurniawan", "Maulana")
YEAR = 2026
LARGEST = {0: "Zulkifli", 3: "Zulaika"}
"""Numbers of the people with twelve results of three indicators each, and their names: a draft, and one to evaluate."""


def make(folder: Path, people: int) -> Path:
    """A database of so many people, where the program looks for it; made once per folder."""
    path = folder / "kinerja.db"
    if path.exists():
        return path
    db = Database(DatabaseFile(path).open(), folder / "kunci")
    setup.set_up(db, "15.04.03", "Rina Wulandari", YEAR)
    period = reporting(db.file, YEAR).period_due(date.today()).code
    with db.transaction():
        for number in range(people):
            _add(db, number, period)
    db.close()
    return path


def tidy(folder: Path) -> None:
    """Forget what measuring left behind, so that the next start shows the same: forms that stood open, things typed."""
    with contextlib.closing(sqlite3.connect(folder / "kinerja.db")) as connection, connection:
        for table in ("draft", "draft_form"):
            connection.execute(f"DELETE FROM {table}")
        connection.execute("DELETE FROM setting WHERE name IN (?, ?)", (OPEN_FORM, RECENTS))


def _add(db: Database, number: int, period: str) -> None:
    nip = f"19{60 + number % 40:02d}{1 + number % 12:02d}{1 + number % 28:02d}201001{1 + number % 2}{number % 1000:03d}"
    employee_id = Employee.id_of(f"{nip}-{number}")
    assignment_id = Assignment.id_of(employee_id, "Pengadministrasi Perkantoran", date(2020, 1, 1))
    name = LARGEST.get(number, f"{GIVEN[number % 12]} {FAMILY[number // 12 % 9]} {number}")
    sizes = (12, 3) if number in LARGEST else (2, 1)
    with db.act("Pegawai baru", employee_id) as act:
        act.write(Employee, employee_id, nip=nip, name=name, golongan="III/a", office=db.office)
        act.write(
            Assignment,
            assignment_id,
            employee_id=employee_id,
            post="Pengadministrasi Perkantoran",
            unit=f"Seksi {number % 25}",
            office=db.office,
            start=date(2020, 1, 1),
        )
        if number == 0:
            _results(act, _plan(act, employee_id, assignment_id, "draf"), *sizes)
        elif number % 4 == 3:
            plan_id = _plan(act, employee_id, assignment_id, "disetujui")
            indicators = _results(act, plan_id, *sizes)
            _report(act, employee_id, plan_id, indicators, period, done=number % 8 == 7)
        elif number % 2:
            _plan(act, employee_id, assignment_id, "draf")


def _plan(act: Act, employee_id: str, assignment_id: str, state: str) -> str:
    plan_id = WorkPlan.id_of(assignment_id, date(YEAR, 1, 1))
    act.write(WorkPlan, plan_id, employee_id=employee_id, assignment_id=assignment_id, year=YEAR, state=state)
    return plan_id


def _results(act: Act, plan_id: str, results: int, indicators: int) -> list[str]:
    made = []
    for place in range(results):
        result_id = natural_id("benchmark result", plan_id, str(place))
        text = f"Tersusunnya laporan pelayanan umum nomor {place + 1}"
        act.write(WorkResult, result_id, plan_id=plan_id, position=place, text=text)
        for at in range(indicators):
            made.append(natural_id("benchmark indicator", result_id, str(at)))
            values = {"text": f"Jumlah laporan {at + 1}", "target": Decimal(12), "unit": "laporan"}
            act.write(Indicator, made[-1], plan_id=plan_id, result_id=result_id, position=at, **values)
    return made


def _report(act: Act, employee_id: str, plan_id: str, indicators: list[str], period: str, *, done: bool) -> None:
    for indicator_id in indicators:
        progress_id = Progress.id_of(indicator_id, period)
        act.write(Progress, progress_id, plan_id=plan_id, indicator_id=indicator_id, period=period, amount=Decimal(3))
    if done:
        report_id = ProgressReport.id_of(plan_id, period)
        act.write(ProgressReport, report_id, plan_id=plan_id, period=period, state="diajukan")
        ratings = {"state": "selesai", "work_rating": "sesuai", "behaviour_rating": "sesuai"}
        act.write(
            Evaluation,
            Evaluation.id_of(plan_id, period),
            employee_id=employee_id,
            plan_id=plan_id,
            period=period,
            finished_on=date(YEAR, 10, 5),
            **ratings,
        )


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]))
