"""Recaps: sums close from the employee list outwards, agree with the screens, and are read back from the files."""

from __future__ import annotations

import io
import json
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from python_calamine import CalamineWorkbook
from typer.testing import CliRunner

from kinerja_tui.cli.main import app
from kinerja_tui.documents.pdf import Press
from kinerja_tui.documents.recaps.asked import Asked, key_of
from kinerja_tui.documents.recaps.catalogue import RECAPS, recap_of
from kinerja_tui.documents.recaps.counts import remark_of
from kinerja_tui.documents.tables.paper import table_paper
from kinerja_tui.documents.tables.table import Kind, TypedTable
from kinerja_tui.documents.tables.xlsx import NOTES, workbook
from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Assignment, Employee
from kinerja_tui.models.evaluations import Evaluation
from kinerja_tui.models.plans import WorkPlan
from kinerja_tui.models.reporting import ProgressReport
from kinerja_tui.rules.distribution import Counts
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.evaluation import organisations
from kinerja_tui.services.monitoring import progress
from kinerja_tui.services.office.agenda import read_agenda
from kinerja_tui.services.papers import recap_lines
from kinerja_tui.services.public import survey_results
from kinerja_tui.services.staff import employees, excuses
from tests.conftest import NOW

OFFICE, PERIOD = "15.04.03", "2026-TW2"
CODES = [recap.code for recap in RECAPS]


def made(db: Database, code: str, period: str = PERIOD, **more: object) -> TypedTable:
    recap = recap_of(code)
    assert recap is not None
    table = recap.make(Asked(db.file, period, NOW.date(), **more))
    table.check()
    return table


def sums(table: TypedTable) -> dict[str, object]:
    return dict(zip([column.title for column in table.columns], table.total or (), strict=True))


def one(db: Database, where: str = "1") -> str:
    """Somebody in service without an evaluation of the period."""
    return str(db.file.rows(
        f"SELECT id FROM employee e WHERE NOT removed AND end_date IS NULL AND {where} AND NOT EXISTS (SELECT 1 FROM "
        "evaluation v WHERE v.employee_id = e.id AND v.period = ?) ORDER BY name LIMIT 1", (PERIOD,),
    )[0][0])  # fmt: skip


def test_each_number_is_the_one_of_the_other_screens(db: Database) -> None:
    counts, found = organisations.counts_of(db.file, OFFICE, PERIOD), sums(made(db, "evaluasi"))
    assert found["Sudah"] == counts.finished.people
    predicates = sums(made(db, "predikat"))
    assert Counts(*(predicates[name] for name in ("Sangat Baik", "Baik", "Butuh Perbaikan", "Kurang", "Sangat Kurang"))
                  ) == counts.finished  # fmt: skip
    assert predicates["Belum"] == found["Belum"]
    plans, agenda = sums(made(db, "skp")), read_agenda(db.file, NOW.date()).plans
    assert plans["Disetujui"] == agenda["disetujui"]
    assert plans["Tanpa SKP"] == agenda["tanpa"]
    assert plans["Baris SKP"] == sum(agenda.values())
    for code, names in (("evaluasi", "evaluasi-nama"), ("laporan", "laporan-nama"), ("skp", "skp-nama")):
        assert len(made(db, names).rows) == (made(db, code).total or [])[1]
    assert len(made(db, "belum").rows) == found["Belum"]
    assert len(made(db, "nominatif").rows) == found["Sudah"]
    assert len(made(db, "survei", "2026").rows) == sum(
        row["period"].startswith("2026") for row in survey_results.listing(db.file).found
    )


def test_a_row_holds_the_people_behind_it(db: Database) -> None:
    asked = Asked(db.file, PERIOD, NOW.date())
    for code, names in (("evaluasi", "evaluasi-nama"), ("skp", "skp-nama"), ("laporan", "laporan-nama")):
        table = made(db, code)
        for key, row in zip(table.keys, table.rows, strict=True):
            behind = recap_of(names).make(asked.inside(key))
            assert len(behind.rows) == row[1], (code, key)
    by_office = made(db, "evaluasi", by_unit=False)
    assert [row[0] for row in by_office.rows] == ["Kecamatan Muara Bulian"]
    assert by_office.keys == (key_of(OFFICE, ""),)


def test_who_is_left_out_has_a_reason_and_the_sum_closes(db: Database) -> None:
    before = sums(made(db, "evaluasi"))
    excused, retired, unknown, rated = (one(db) for _ in range(4))
    excuses.excuse(db, excused, "tugas_belajar", date(2026, 1, 1))
    found = sums(made(db, "evaluasi"))
    assert (found["Pegawai"], found["Tugas belajar"], found["Dikecualikan"]) == (before["Pegawai"], 1, 1)
    assert found["Belum"] == before["Belum"] - 1
    retired = one(db, f"id <> '{excused}'")
    employees.end_service(db, retired, date(2026, 6, 15), "pensiun")
    unknown = one(db, f"id NOT IN ('{excused}', '{retired}')")
    with db.act("Dari versi baru", unknown) as act:
        act.write(Employee, unknown, end_date=date(2026, 5, 1), end_reason="dipinjam_planet_lain")
    found = sums(made(db, "evaluasi"))
    assert (found["Pensiun"], found["dipinjam_planet_lain"], found["Dikecualikan"]) == (1, 1, 3)
    assert (found["Pegawai"], found["Belum"]) == (before["Pegawai"], before["Belum"] - 3)
    # who left before the period is not of it any more; who was rated all the same counts as he is
    with db.act("Lama", retired) as act:
        act.write(Employee, retired, end_date=date(2026, 3, 1))
    assert sums(made(db, "evaluasi"))["Pegawai"] == before["Pegawai"] - 1
    rated = db.file.rows("SELECT employee_id FROM evaluation WHERE period = ? AND state = 'selesai'", (PERIOD,))[0][0]
    employees.end_service(db, rated, date(2026, 6, 20), "mutasi_keluar")
    assert sums(made(db, "evaluasi"))["Sudah"] == before["Sudah"]
    names = {row[1]: row[-1] for row in made(db, "evaluasi-nama").rows}
    nip = db.file.rows("SELECT nip FROM employee WHERE id = ?", (excused,))[0][0]
    assert names[nip] == "Tugas belajar"


def test_somebody_who_vanishes_is_noticed(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    found = organisations.newest_rows(db.file, "", PERIOD, leavers=True)
    monkeypatch.setattr(recap_lines, "newest_rows", lambda *_, **__: found[1:])
    for code in ("evaluasi", "laporan", "predikat", "belum"):
        with pytest.raises(RuleBroken, match="tidak cocok"):
            made(db, code)


def test_reasons_why_somebody_is_not_done(db: Database) -> None:
    reasons = {row[0]: row[-1] for row in made(db, "belum").rows}
    assert "belum ada SKP" in " ".join(map(str, reasons.values()))
    someone = next(row for row in organisations.newest_rows(db.file, OFFICE, PERIOD) if row["evaluation_id"] is None
                   and row["plan_state"] == "disetujui")  # fmt: skip
    (post,) = db.file.rows("SELECT assignment_id FROM work_plan WHERE id = ?", (someone["plan_id"],))[0]
    with db.act("Tanpa penilai", someone["employee_id"]) as act:
        act.write(Assignment, post, rater_id=None, rater_card=None)
    reasons = {row[0]: row[-1] for row in made(db, "belum").rows}
    assert reasons[someone["name"]] == "belum dinilai; penilai belum diisi"


def test_late_reports_have_their_days(db: Database) -> None:
    table = made(db, "terlambat")
    assert table.rows
    for row in table.rows:
        due, submitted, days = row[-4:-1]
        assert days == ((submitted or NOW.date()) - due).days > 0
    for code in ("laporan", "terlambat"):
        with pytest.raises(RuleBroken, match="triwulan atau bulan"):
            made(db, code, "2026")


def test_jp_that_nobody_filled_in_are_not_zero(db: Database) -> None:
    columns = [column.title for column in made(db, "jp").columns]
    for row in made(db, "jp").rows:
        found = dict(zip(columns, row, strict=True))
        assert found["JP terisi dari"] <= found["Diikuti"]
        assert (found["JP"] is None) == (found["JP terisi dari"] == 0)
        assert found["Batas JP"] == (24 if found["Jenis"] == "PPPK" else 20)
    assert "dari" in made(db, "jp").remark


def test_a_guide_not_kept_is_told_in_persons(db: Database) -> None:
    assert "belum ditetapkan" in {row[-2] for row in made(db, "predikat").rows}
    form = organisations.rating_form(db, OFFICE, PERIOD)
    from kinerja_tui.services.forms import forms

    typed = {"rating": "sangat_kurang", "reason": "Surat"}
    forms.keep(db, form, {organisations.rating_key(OFFICE, PERIOD, name): text for name, text in typed.items()})
    organisations.save(db, form, OFFICE, PERIOD)
    total = made(db, "predikat").total or []
    assert total[-2] == "Sangat Kurang"
    assert "seharusnya" in str(total[-1])


@pytest.mark.parametrize("code", CODES)
def test_every_recap_is_read_back(db: Database, code: str) -> None:
    for period in (PERIOD, "2026"):
        if period == "2026" and code in ("laporan", "laporan-nama", "terlambat"):
            continue
        table = made(db, code, period)
        book = CalamineWorkbook.from_filelike(io.BytesIO(workbook([table])))
        head, *rows = book.get_sheet_by_index(0).to_python()
        assert head == [column.title for column in table.columns]
        total = rows.pop() if table.total is not None else None
        assert len(rows) == len(table.rows)
        for place, column in enumerate(table.columns):
            values = [row[place] for row in rows if row[place] != ""]
            if column.title == "tahun":  # a number without a separator of thousands
                assert set(values) <= {2026}
                assert table.text(place, 2026) == "2026"
                continue
            wanted = {Kind.TEXT: str, Kind.NIP: str, Kind.DATE: date}.get(column.kind, float)
            assert all(isinstance(value, wanted) for value in values), column.title
            if column.kind is Kind.NIP:
                assert all(len(value) == 18 for value in values)
            if column.summed and total is not None:
                assert sum(values) == pytest.approx(total[place])
        notes = [row[0] for row in book.get_sheet_by_name(NOTES).to_python()]
        own = {"Dihitung dari", "Aturan", "Periode", "Kantor", "Kepala jurnal"}
        own = {"Sumber"} if code.startswith("siasn") else own
        assert {*own, "Kode cek"} <= set(notes)


def test_an_empty_office_has_empty_recaps(empty_db: Database) -> None:
    for code in CODES:
        table = made(empty_db, code)
        assert len(table.rows) <= 1  # of voices the office itself, with nothing
        workbook([table])
        table_paper(table)


@pytest.mark.parametrize("code", ["evaluasi", "predikat", "nominatif", "layanan"])
def test_recaps_on_paper_read_back(db: Database, code: str) -> None:
    table = made(db, code)
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(Press().draw(table_paper(table)))).pages)
    assert table.sheet.upper() in text
    assert "Kecamatan Muara Bulian" in text
    assert table.code in text
    assert str(table.rows[0][0]).split()[0] in text


def test_a_district_sees_all_offices_and_the_sum_of_them(db: Database) -> None:
    rows = db.file.rows("SELECT id FROM employee WHERE NOT removed ORDER BY name LIMIT 12")
    for number, (employee_id,) in enumerate(rows):
        with db.act("Kantor lain", employee_id) as act:
            act.write(Employee, employee_id, office=("15.04.01", "15.04.99", "")[number % 3])
    whole = made(db, "evaluasi", by_unit=False)
    assert len(whole.rows) == 4
    assert [column.title for column in made(db, "evaluasi").columns][:2] == ["Kantor", "Unit kerja"]
    apart = [made(db, "evaluasi", by_unit=False, office=code) for code in (OFFICE, "15.04.01", "15.04.99")]
    everybody = sums(whole)["Pegawai"]
    assert sum(sums(table)["Pegawai"] for table in apart) + 4 == everybody == sums(made(db, "evaluasi"))["Pegawai"]
    for key, row in zip(whole.keys, whole.rows, strict=True):
        behind = recap_of("evaluasi-nama").make(Asked(db.file, PERIOD, NOW.date(), by_unit=False).inside(key))
        assert len(behind.rows) == row[1]
    assert made(db, "nominatif").columns[2].title == "Kantor"


def test_the_published_mistake() -> None:
    assert remark_of(3441, 3532) == "3.441 dari 3.532 sudah (97,42%), 91 belum"
    assert remark_of(0, 0) == "Belum ada yang harus dihitung pada periode ini."


# -- whatever a merge leaves behind

CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["left", "state", "ratings", "plan", "office", "report", "unit"]),
        st.integers(0, 40),
        st.sampled_from(["", "aneh", "selesai", "draf", "disetujui", "luar_biasa", "=1+1", "2026"]),
    ),
    max_size=8,
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CHANGES)
def test_sums_close_whatever_a_merge_left(db: Database, changes: list[tuple[str, int, str]]) -> None:
    """One office for all examples: what one left behind, the next one finds."""
    people = [row[0] for row in db.file.rows("SELECT id FROM employee ORDER BY id")]
    for what, number, text in changes:
        person = people[number % len(people)]
        plans = db.file.rows("SELECT id, assignment_id FROM work_plan WHERE employee_id = ?", (person,))
        with db.act("Aneh", person) as act:
            if what == "left":
                day = date(2026, 1, 1) + timedelta(days=number * 9)
                act.write(Employee, person, end_date=day, end_reason=text)
            elif what == "office":
                act.write(Employee, person, office=text)
            elif plans:
                plan, post = plans[0]
                if what == "plan":
                    act.write(WorkPlan, plan, state=text)
                elif what == "unit" and post:
                    act.write(Assignment, post, unit=text)
                elif what == "report":
                    act.write(
                        ProgressReport, ProgressReport.id_of(plan, PERIOD), plan_id=plan, period=PERIOD, state=text
                    )
                else:
                    rating = {"work_rating": text} if what == "ratings" else {"state": text}
                    act.write(Evaluation, Evaluation.id_of(plan, PERIOD), employee_id=person, plan_id=plan,
                              period=PERIOD, **rating)  # fmt: skip
    # Who left before the period counts by an evaluation in it; one under a plan of another year is not of this period.
    counted = db.file.rows(
        "SELECT count(*) FROM employee e WHERE NOT removed AND (end_date IS NULL OR end_date >= '2026-04-01' OR EXISTS "
        "(SELECT 1 FROM evaluation v JOIN work_plan p ON p.id = v.plan_id WHERE v.employee_id = e.id AND v.period = ? "
        "AND p.year = 2026 AND NOT v.removed))", (PERIOD,),
    )[0][0]  # fmt: skip
    for recap in RECAPS:
        made(db, recap.code)  # checks itself
    found = sums(made(db, "evaluasi"))
    assert found["Pegawai"] == counted
    assert found["Pegawai"] == found["Dikecualikan"] + found["Sudah"] + found["Belum"]
    if found["Harus"]:
        assert found["Persen"] == Fraction(found["Sudah"], found["Harus"])


# -- without the screen


def test_from_the_command_line(db: Database, tmp_path: Path) -> None:
    where = ["--db", str(db.file.path), "--kunci", str(db.file.path.parent / "kunci")]
    progress_of = sums(made(db, "evaluasi"))
    assert progress.finished_by_office(db.file, PERIOD)
    db.file.close()
    run = CliRunner()
    listed = run.invoke(app, ["rekap"])
    assert listed.exit_code == 0
    assert all(code in listed.stdout for code in CODES)
    asked = ["rekap", "evaluasi", "nominatif", "--periode", PERIOD, "--ke", str(tmp_path / "a"), *where]
    for form, endings in ((["--bentuk", "xlsx"], [".xlsx"] * 2), (["--bentuk", "csv", "--bom"], [".csv", ".txt"] * 2),
                          (["--bentuk", "pdf"], [".pdf"] * 2)):  # fmt: skip
        done = run.invoke(app, [*asked, *form, "--json"])
        assert done.exit_code == 0, done.output
        answer = json.loads(done.stdout)
        assert answer["rekap"]["evaluasi"]["jumlah"]["Sudah"] == progress_of["Sudah"]
        assert answer["rekap"]["evaluasi"]["jumlah"]["Belum"] == progress_of["Belum"]
        assert [Path(path).suffix for path in answer["berkas"]] == endings
        assert all(Path(path).exists() for path in answer["berkas"])
    done = run.invoke(app, ["rekap", "evaluasi", "--per-kantor", "--kantor", OFFICE, "--ke", str(tmp_path), *where])
    assert "1 baris" in done.stdout
    for wrong, said in (
        (["puisi"], "tidak dikenal"),
        (["evaluasi", "--bentuk", "docx"], "xlsx, csv, pdf"),
        (["evaluasi", "--bom"], "hanya untuk"),
        (["evaluasi", "--periode", "2026-X"], "Kode periode"),
        (["evaluasi", "--kantor", "99.99"], "tidak punya pegawai"),
        (["laporan", "--periode", "2026"], "triwulan atau bulan"),
    ):
        done = run.invoke(app, ["rekap", *wrong, "--ke", str(tmp_path / "x"), *where])
        assert done.exit_code == 1, wrong
        assert said in done.output
    assert not (tmp_path / "x").exists()
