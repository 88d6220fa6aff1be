"""Lists of names: who is not done and why, who is late, the results (daftar nominatif), the JP of everybody.

By name or unit, never by how good somebody is: nobody is ranked.
"""

from __future__ import annotations

from datetime import date

from kinerja_tui.documents.recaps.asked import EVERYBODY, Asked
from kinerja_tui.documents.tables.table import Column, Kind, TypedTable, Value, summed
from kinerja_tui.rules.development import expected, is_over, is_short, rules_on
from kinerja_tui.rules.periods import PeriodKind
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.ratings import Rating
from kinerja_tui.rules.reporting import days_late
from kinerja_tui.rules.staff import StaffKind
from kinerja_tui.services.development import training
from kinerja_tui.services.development.development import standing
from kinerja_tui.services.forms.one_record import day_of
from kinerja_tui.services.monitoring.progress import plan_state_label
from kinerja_tui.services.monitoring.report_states import STATES
from kinerja_tui.services.monitoring.waiting import why_unrated
from kinerja_tui.services.papers.recap_lines import PersonLine, reason_label
from kinerja_tui.services.planning.plan_lines import EXCUSED, NONE, excuse_of, plan_lines, state_of_line
from kinerja_tui.services.staff import dated

_PERSONAL = (
    "Data pribadi",
    "Berisi nama dan NIP (UU 27/2022): hanya untuk yang mengurusnya, tidak untuk ditempel atau dibagikan.",
)
_RATED = (
    "Siapa boleh melihat",
    "Rating dan predikat seseorang hanya untuk orangnya, pejabat penilainya, atasan pejabat penilai, dan pengelola "
    "kepegawaian. Daftar ini menurut nama, bukan peringkat; jangan ditampilkan di layar bersama.",
)
_HEADS = [Column("Nama"), Column("NIP", Kind.NIP)]


def state_names(asked: Asked) -> TypedTable:
    """Everybody of the period with where the evaluation stands, and why it is not done."""
    columns = [*_HEADS, *asked.person_heads(), Column("Keadaan"), Column("Sebab")]
    rows = [[*_who(asked, line), *_standing(line)] for line in asked.lines]
    notes = (*asked.notes(f"daftar pegawai: {EVERYBODY}"), _PERSONAL)
    return asked.table("Keadaan evaluasi per nama", columns, rows, notes=notes, keys=_people(asked.lines))


def missing_names(asked: Asked) -> TypedTable:
    """Who is not evaluated yet although he must be, and why."""
    lines = [line for line in asked.lines if not line.reason and not line.evaluated]
    columns = [*_HEADS, *asked.person_heads(), Column("Sebab")]
    rows = [[*_who(asked, line), why_unrated(line.row)] for line in lines]
    counted = f"daftar pegawai: {EVERYBODY}, tanpa yang dikecualikan dan yang evaluasinya selesai"
    notes = (*asked.notes(counted), _PERSONAL)
    return asked.table(
        "Belum dinilai", columns, rows, notes=notes, keys=_people(lines), remark=f"{len(rows)} orang belum dinilai."
    )


def report_names(asked: Asked) -> TypedTable:
    """Everybody of the period with where the report stands."""
    columns = [*_HEADS, *asked.person_heads(), Column("Keadaan"), Column("Diajukan", Kind.DATE)]
    rows = [
        [*_who(asked, line), reason_label(line.reason) if line.reason else STATES.get(line.report, line.report),
         day_of(line.row["submitted_on"] or "")]
        for line in asked.lines
    ]  # fmt: skip
    notes = (*asked.notes(f"daftar pegawai: {EVERYBODY}"), _PERSONAL)
    return asked.table("Laporan realisasi per nama", columns, rows, notes=notes, keys=_people(asked.lines))


def late_names(asked: Asked) -> TypedTable:
    """Whose report came after its day, or has not come although it passed. Raises `RuleBroken` for a whole year."""
    if asked.span.kind is PeriodKind.YEAR:
        raise RuleBroken("Laporan realisasi dibuat per triwulan atau bulan. Pilih salah satu periode itu.")
    columns = [
        *_HEADS, *asked.person_heads(), Column("Batas", Kind.DATE), Column("Diajukan", Kind.DATE),
        Column("Hari terlambat", Kind.INTEGER), Column("Keadaan"),
    ]  # fmt: skip
    lines = [line for line in asked.lines if line.late and not line.reason]
    rows: list[list[Value]] = []
    for line in lines:
        due = day_of(line.row["report_due"] or "") or asked.due
        submitted = day_of(line.row["submitted_on"] or "") if line.row["report_state"] == "diajukan" else None
        state = "diajukan terlambat" if submitted else STATES.get(line.report, line.report).lower()
        rows.append([*_who(asked, line), due, submitted, days_late(submitted or asked.today, due), state])
    rule = "Batas laporan: setelan kabupaten/kota, bawaan lima hari kalender sesudah periode. Hari dihitung kalender"
    notes = (*asked.notes("laporan realisasi yang melewati batasnya, atau belum diajukan walau batasnya lewat", rule),
             _PERSONAL)  # fmt: skip
    return asked.table(
        "Laporan terlambat", columns, rows, notes=notes, keys=_people(lines), remark=f"{len(rows)} laporan terlambat."
    )


def result_names(asked: Asked) -> TypedTable:
    """Daftar nominatif hasil: the ratings and predikat of everybody whose evaluation is finished."""
    columns = [*_HEADS, *asked.person_heads(), Column("Rating hasil kerja"), Column("Rating perilaku kerja"),
               Column("Predikat"), Column("Pejabat penilai"), Column("NIP penilai", Kind.NIP),
               Column("Selesai", Kind.DATE)]  # fmt: skip
    lines = [line for line in asked.lines if line.evaluated]
    rows = [
        [*_who(asked, line), _rating(line.row["work_rating"]), _rating(line.row["behaviour_rating"]),
         line.predicate.label if line.predicate else "tidak dikenal program ini", line.row["rater_name"] or "",
         line.row["rater_nip"] or "", day_of(line.row["finished_on"] or "")]
        for line in lines
    ]  # fmt: skip
    counted = "evaluasi yang sudah selesai, yang terakhir dalam periode untuk setiap orang"
    notes = (*asked.notes(counted), _RATED, _PERSONAL)
    return asked.table("Daftar nominatif hasil", columns, rows, notes=notes, keys=_people(lines))


def plan_names(asked: Asked) -> TypedTable:
    """The lines of the plan list with their state."""
    year, day = asked.year, asked.today
    found = asked.file.rows(
        f"SELECT e.name, e.nip, e.office, a.unit, {dated.printed_post('a')}, {state_of_line(year, day)}, "
        f"{excuse_of(year, day)}, e.id {plan_lines(year, day)} WHERE NOT e.removed AND e.end_date IS NULL "
        "AND (?1 = '' OR e.office = ?1) ORDER BY e.name, e.id, l.key",
        (asked.office,),
    )
    columns = [*_HEADS, *asked.person_heads(), Column("Keadaan SKP")]
    rows, keys = [], []
    for name, nip, office, unit, post, state, reason, employee_id in found:
        if not asked.holds(office, unit):
            continue
        text = {NONE: "tanpa SKP", EXCUSED: f"dikecualikan: {reason_label(reason or '')}"}.get(state)
        where = asked.person_cells({"office": office, "unit": unit, "post": post})
        rows.append([name or "(tanpa nama)", nip, *where, text or plan_state_label(state)])
        keys.append(employee_id)
    notes = (*asked.notes("baris daftar Rencana kerja tahun ini (layar 3), pegawai yang masih bertugas"), _PERSONAL)
    return asked.table("SKP per nama", columns, rows, notes=notes, keys=tuple(keys), when=str(year))


def training_names(asked: Asked) -> TypedTable:
    """The JP of everybody in service beside what the year asks; JP nobody filled in are not zero."""
    post = f"LEFT JOIN assignment a ON a.rowid = {dated.current_assignment('e.id', dated.day(asked.today), 'rowid')}"
    found = asked.file.rows(
        f"SELECT e.name, e.nip, e.office, a.unit, {dated.printed_post('a')}, e.kind, {training.HOURS}, e.id "
        f"FROM employee e {post} WHERE ?1 <> ?2 AND NOT e.removed AND e.end_date IS NULL "
        "AND (?3 = '' OR e.office = ?3) ORDER BY e.name, e.id",
        (f"{asked.year:04d}-01-01", f"{asked.year:04d}-12-31", asked.office),
    )
    columns = [
        *_HEADS, *asked.person_heads(), Column("Jenis"), Column("Diikuti", Kind.INTEGER, summed=True),
        Column("JP terisi dari", Kind.INTEGER, summed=True), Column("JP", Kind.DECIMAL, summed=True),
        Column("Batas JP", Kind.DECIMAL), Column("Keterangan"),
    ]  # fmt: skip
    day = min(asked.today, date(asked.year, 12, 31))
    rules = rules_on(day)
    rows: list[list[Value]] = []
    keys = []
    for name, nip, office, unit, held, kind, joined, employee_id in found:
        if not asked.holds(office, unit):
            continue
        hours = training.hours_from(joined)
        limit = rules.contract_maximum if kind == StaffKind.PPPK else rules.civil_servant_minimum
        told = "di atas batas" if is_over(kind, hours, day) else "kurang" if is_short(kind, hours, day) else "cukup"
        where = asked.person_cells({"office": office, "unit": unit, "post": held})
        rows.append([name or "(tanpa nama)", nip, *where, kind, hours.taken, hours.known,
                     hours.total if hours.known else None, limit, told])  # fmt: skip
        keys.append(employee_id)
    rule = (
        f"PNS {expected('PNS', day)} setahun, PPPK {expected('PPPK', day)} setahun kontrak (dihitung per tahun "
        "kalender): pengetahuan umum, belum dibaca dari naskah aturannya"
    )
    notes = (
        *asked.notes("pelatihan dan kegiatan bersama yang sudah diikuti dalam tahun ini; pegawai yang bertugas", rule),
        ("JP kosong", "JP yang belum diisi tidak dihitung nol: “JP terisi dari” menyebut berapa yang terisi."),
        _PERSONAL,
    )
    remark = standing(asked.file, asked.year, day) if not asked.office and asked.unit is None else ""
    return asked.table(
        "JP pelatihan",
        columns,
        rows,
        total=summed(columns, rows),
        notes=notes,
        keys=tuple(keys),
        remark=remark,
        when=str(asked.year),
        rules="",
    )


def _who(asked: Asked, line: PersonLine) -> list[Value]:
    return [line.row["name"] or "(tanpa nama)", line.row["nip"], *asked.person_cells(line.row)]


def _standing(line: PersonLine) -> tuple[str, str]:
    if line.reason:
        return "dikecualikan", reason_label(line.reason)
    return ("selesai", "") if line.evaluated else ("belum", why_unrated(line.row))


def _rating(code: str | None) -> str:
    known = {str(rating): rating.label for rating in Rating}
    return known.get(code or "", code or "")


def _people(lines: list[PersonLine]) -> tuple[str, ...]:
    return tuple(str(line.row["employee_id"]) for line in lines)
