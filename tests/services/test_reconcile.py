"""Our results beside e-Kinerja's report: equal by NIP or not matched at all, both sides close, odd files told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_tui.rules.nip import format_nip
from kinerja_tui.rules.periods import quarter
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.ratings import Predicate
from kinerja_tui.services.evaluation.period_results import PeriodResult, results
from kinerja_tui.services.national.bkn_report import MAX_ROWS, Report, ReportRow, read_report
from kinerja_tui.services.national.reconcile import Comparison, Kind, compare, match
from kinerja_tui.services.tables import table_files
from tests.services.bkn_workbook import HEAD, report_row, write_report
from tests.services.workbooks import rows_xlsx, write_xlsx

PERIOD = "2026-TW1"


def read(path):
    return read_report(table_files.read(path, most=MAX_ROWS))


def found(db, path, period=PERIOD):
    comparison = compare(db.file, period, read(path))
    assert comparison.closes
    return comparison


def one(comparison, nip):
    return next(item for item in comparison.findings if item.nip == nip)


def agreed(db, period=PERIOD):
    """The report that agrees with everything here."""
    return [
        report_row(item.nip, item.name, item.predicate.label if item.predicate else "-", rater=item.rater or {})
        for item in results(db.file, period)
        if item.predicate is not None
    ]


def test_a_report_that_agrees_is_the_same_everywhere(db, tmp_path):
    rows, before = agreed(db), db.file.rows("SELECT count(*) FROM journal")
    comparison = found(db, write_report(tmp_path / "laporan.xlsx", rows))
    assert comparison.counts[Kind.SAME] == len(rows) == 28
    assert {item.kind for item in comparison.findings} == {Kind.SAME, Kind.NEITHER}
    assert comparison.report.heads == ("LAPORAN PENILAIAN SKP", "Pemerintah Kabupaten Contoh")
    assert comparison.report.missing == ()
    assert db.file.rows("SELECT count(*) FROM journal") == before, "nothing is written"


def test_every_kind_of_difference_says_what_to_do(db, tmp_path):
    rows = agreed(db)
    nips = [row[1] for row in rows]
    rows[0][9] = "BUTUH PERBAIKAN (Cukup)"  # contains "baik"
    rows[1][10] = "197001011995011001"
    rows[2][9] = "-"
    rows[3][9] = "Memuaskan"
    rows[4][6] = "1"
    rows[5][1] = "1.98609E+17"
    rows[7] = [*rows[6]]
    rows[8][7] = "2025-12-31"
    rows.append(report_row("199912122022121001", "Orang Lain", "Baik"))
    unfinished = next(item for item in results(db.file, PERIOD) if item.predicate is None and not item.excused)
    rows.append(report_row(unfinished.nip, unfinished.name, "Baik"))
    comparison = found(db, write_report(tmp_path / "laporan.xlsx", rows))
    kinds = {nips[0]: Kind.PREDICATE, nips[1]: Kind.RATER, nips[2]: Kind.MISSING_THERE, nips[3]: Kind.UNKNOWN,
             nips[6]: Kind.DOUBLE, "1.98609E+17": Kind.BROKEN_NIP, "199912122022121001": Kind.MISSING_HERE,
             unfinished.nip: Kind.MISSING_HERE}  # fmt: skip
    assert {nip: one(comparison, nip).kind for nip in kinds} == kinds
    told = one(comparison, nips[0])
    assert (told.there, told.here != told.there) == ("Butuh Perbaikan", True)
    assert "19700101 199501 1 001" in one(comparison, nips[1]).advice
    assert "Lembar salin" in one(comparison, nips[2]).advice
    assert one(comparison, nips[3]).there == "Memuaskan"
    assert "bilangan" in one(comparison, "1.98609E+17").advice
    assert unfinished.open in one(comparison, unfinished.nip).advice
    counts = comparison.counts
    assert counts[Kind.ACTING] == counts[Kind.OTHER_PERIOD] == counts[Kind.BROKEN_NIP] == 1
    # Whoever's row could not be used is missing there, with the row beside it to see why.
    left = [item for item in comparison.findings if item.kind is Kind.MISSING_THERE]
    assert {nips[4], nips[5], nips[7], nips[8]} <= {item.nip for item in left}
    assert all(item.advice for item in comparison.findings)
    assert list(dict.fromkeys(item.kind for item in comparison.findings)) == [k for k in Kind if counts[k]]


def test_a_nip_stored_as_a_number_is_never_matched(db, tmp_path):
    nip = agreed(db)[0][1]

    def fill(sheet, book):
        sheet.write_row("A1", HEAD)
        sheet.write_row("A2", report_row(nip, "Rusak", "Baik"))
        sheet.write_number("B2", float(nip))
        sheet.merge_range("B3:B4", nip)
        sheet.write("J3", "Baik")
        sheet.write_row("C4", ["Di bawah gabungan", *[""] * 6, "Baik"])
        sheet.write_row("A6", report_row("198001012005011001", "Galat", ""))
        sheet.write_formula("J6", "=NA()", None, "#N/A")

    comparison = found(db, write_xlsx(tmp_path / "laporan.xlsx", fill))
    broken = {item.rows: item.advice for item in comparison.findings if item.kind is Kind.BROKEN_NIP}
    assert broken.keys() == {(2,), (4,)}
    assert "15 digit" in broken[2,]
    assert "gabungan" in broken[4,]
    assert one(comparison, "198001012005011001").there == "sel bermasalah"


def test_several_skp_meet_by_their_last_day_or_not_at_all():
    span = quarter(2026, 1)
    parts = [
        PeriodResult(key=str(day), employee_id="e", nip="1" * 18, name="A", post="", plan_end=day, acting=False,
                     predicate=Predicate.GOOD)
        for day in (date(2026, 2, 28), date(2026, 12, 31))
    ]  # fmt: skip
    rows = [row_of(number, ends=day) for number, day in enumerate((date(2026, 2, 28), date(2026, 12, 31)), 5)]
    assert {item.kind for item in match(span, parts, report_of(rows))} == {Kind.SAME}
    (double,) = match(span, parts, report_of([row_of(5), row_of(6)]))
    assert (double.kind, double.lines, double.rows) == (Kind.DOUBLE, 2, (5, 6))
    there = match(span, parts, report_of(rows[:1]))
    assert sorted(item.kind for item in there) == [Kind.SAME, Kind.MISSING_THERE]
    only = match(span, parts[:1], report_of(rows))
    assert sorted(item.kind for item in only) == [Kind.SAME, Kind.MISSING_HERE]


def row_of(number, nip="1" * 18, ends=None, predicate=Predicate.GOOD, **more):
    values = {"broken": "", "shown_nip": nip, "name": "A", "acting": False, "unit": "", "status": "", "rater_nip": "",
              "rater_name": "", "result": predicate.label if predicate else "", **more}  # fmt: skip
    return ReportRow(number=number, nip=nip, ends=ends, predicate=predicate, **values)


def report_of(rows, *, has_rater=False):
    return Report("laporan.xlsx", rows=tuple(rows), has_rater=has_rater)


NIPS = st.sampled_from(["1" * 18, "2" * 18, "3" * 18, ""])
DAYS = st.sampled_from([None, date(2026, 3, 31), date(2026, 12, 31), date(2025, 12, 31)])
PREDICATES = st.sampled_from([None, *Predicate])


@given(
    lines=st.lists(
        st.builds(
            PeriodResult, key=st.uuids().map(str), employee_id=st.just("e"), nip=NIPS, name=st.sampled_from("AB"),
            post=st.just(""), plan_end=DAYS, acting=st.booleans(), predicate=PREDICATES,
            rater=st.none() | st.just({"name": "R", "nip": "9" * 18}),
        ),
        max_size=8,
    ),
    rows=st.lists(
        st.builds(
            lambda nip, ends, predicate, acting, rater, result: row_of(
                0, nip, ends, predicate, acting=acting, broken="" if nip else "NIP rusak", rater_nip=rater,
                result=result if predicate is None else predicate.label,
            ),
            NIPS, DAYS, PREDICATES, st.booleans(), st.sampled_from(["", "9" * 18, "8" * 18]),
            st.sampled_from(["", "Hebat"]),
        ),
        max_size=8,
    ),
)  # fmt: skip
def test_both_sides_close_whatever_stands_on_them(lines, rows):
    rows = [replace(row, number=number) for number, row in enumerate(rows, 2)]
    report = report_of(rows, has_rater=True)
    findings = match(quarter(2026, 1), lines, report)
    assert Comparison(quarter(2026, 1), report, tuple(findings), len(lines)).closes
    by_number = {row.number: row for row in rows}
    for item in findings:
        assert item.advice or item.kind is Kind.NEITHER
        if item.lines and item.rows:
            assert all(by_number[number].nip == item.nip for number in item.rows), "matched by NIP alone"
        if item.kind is Kind.SAME:
            assert item.here == item.there
        if item.kind is Kind.PREDICATE:
            assert item.here != item.there


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([["nama", "alamat"]], "hasil_akhir"),
        ([["nip", "nama"], ["1", "A"]], "Kolom hasil_akhir tidak ada"),
        ([["hasil_akhir", "nama"], ["Baik", "A"]], "Kolom nip tidak ada"),
        ([["nip", "hasil_akhir"]], "Tidak ada satu baris pun"),
        ([["nip", "nip", "hasil_akhir"], ["1", "2", "Baik"]], "dua kali"),
        ([[f"surat {n}"] for n in range(25)], "tidak ditemukan di 20 baris pertama"),
    ],
)
def test_a_wrong_file_is_told(tmp_path, rows, told):
    report = read(rows_xlsx(tmp_path / "salah.xlsx", rows))
    assert report.rows == ()
    assert any(told in item.reason for item in report.problems)


def test_missing_columns_are_named_and_aliases_taken(db, tmp_path):
    path = tmp_path / "laporan.csv"
    nip, name, predicate = (agreed(db)[0][place] for place in (1, 2, 9))
    path.write_text(f"Judul\nNIP Pegawai;NAMA;Predikat Kinerja\n{format_nip(nip)};{name};{predicate.upper()}\n")
    comparison = found(db, path)
    assert comparison.report.missing == ("is_plt_plh", "periode_akhir", "skp_unor_induk", "skp_status")
    assert one(comparison, nip).kind is Kind.SAME
    assert not comparison.report.has_rater


def test_a_hundred_thousand_rows_are_read_and_one_more_is_refused(empty_db, tmp_path):
    numbers = Random(7)
    lines = [
        f"{19700101 + n % 20:08}{199001 + n % 12:06}1{n % 1000:03};A;{numbers.choice(['Baik', 'Kurang'])}"
        for n in range(MAX_ROWS)
    ]
    path = tmp_path / "besar.csv"
    path.write_text("nip;nama;hasil_akhir\n" + "\n".join(lines))
    comparison = found(empty_db, path)
    assert len(comparison.report.rows) == MAX_ROWS
    path.write_text("nip;nama;hasil_akhir\n" + "\n".join([*lines, lines[0], lines[1]]))
    with pytest.raises(RuleBroken, match="lebih dari 100000 baris"):
        read(path)
