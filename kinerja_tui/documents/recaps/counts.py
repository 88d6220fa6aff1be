"""Done and not done, by unit or office: evaluations, plans, reports, and the predikat beside the guide.

Every sum closes from the employee list outwards: pegawai = dikecualikan + sudah + belum.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kinerja_tui.documents.recaps.asked import EVERYBODY, Asked, key_of, share
from kinerja_tui.documents.tables.table import Closing, Column, Kind, TypedTable, Value, summed
from kinerja_tui.rules.distribution import Counts, broken_rules, count, small_unit_notes
from kinerja_tui.rules.formats import format_decimal
from kinerja_tui.rules.periods import PeriodKind
from kinerja_tui.rules.plans import PlanState
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.ratings import OrganisationRating, Predicate
from kinerja_tui.rules.ruleset import RuleSet, rules_for
from kinerja_tui.rules.survey import round_half_up
from kinerja_tui.services.evaluation.evaluation_checks import DRAFT
from kinerja_tui.services.papers.recap_lines import NO_REASON, GroupCount, PersonLine, reason_label, reasons_in
from kinerja_tui.services.planning.plan_lines import EXCUSED, NONE, excuse_of, plan_lines, state_of_line

PEOPLE, EXCLUDED, ASKED, DONE, MISSING = "Pegawai", "Dikecualikan", "Harus", "Sudah", "Belum"
_SHORT = {EXCLUDED: "Kecuali", "Sangat Baik": "S.Baik", "Butuh Perbaikan": "B.Perb", "Sangat Kurang": "S.Kur"}
_EXCLUDED_NOTE = (
    "Dikecualikan",
    "Yang sepanjang periode dibebaskan (CPNS sebelum SPMT, tugas belajar, CLTN, diberhentikan sementara, masa "
    "persiapan pensiun) dan yang berhenti sebelum akhir periode (pensiun, mutasi keluar, dan lainnya), masing-masing "
    "menurut alasan yang tercatat. Yang tetap dinilai dihitung menurut hasilnya.",
)
_CLOSING_NOTE = (
    "Pemeriksaan",
    "Pegawai = dikecualikan + sudah + belum, di setiap baris dan di jumlahnya, dan jumlah pegawai dicocokkan dengan "
    "daftar pegawai. Persen dihitung tepat dari sudah dibagi harus, lalu dibulatkan dua desimal.",
)


@dataclass(frozen=True)
class _Step:
    """A column that says how far people came."""

    title: str
    holds: Callable[[PersonLine], bool]
    done: bool = False


def evaluation_recap(asked: Asked) -> TypedTable:
    """Who is evaluated in the period, who is not, who need not be."""
    steps = (
        _Step("Selesai", lambda line: line.evaluated, done=True),
        _Step("Draf", lambda line: not line.evaluated and line.row["state"] == DRAFT),
        _Step("Belum dinilai", lambda line: line.row["state"] not in (None, DRAFT) or _approved(line)),
        _Step("SKP belum disetujui", lambda line: line.row["plan_id"] is not None),
        _Step("Tanpa SKP", lambda line: line.row["plan_id"] is None),
    )
    notes = asked.notes(f"daftar pegawai: {EVERYBODY}. Yang pindah jabatan dihitung sekali, di unit terakhirnya.")
    return _closed(asked, "Keadaan evaluasi", steps, notes)


def report_recap(asked: Asked) -> TypedTable:
    """Whose report of realisasi is in. Raises `RuleBroken` for a whole year: nobody reports that."""
    if asked.span.kind is PeriodKind.YEAR:
        raise RuleBroken("Laporan realisasi dibuat per triwulan atau bulan. Pilih salah satu periode itu.")
    steps = (
        _Step("Sudah dinilai", lambda line: line.report == "dinilai", done=True),
        _Step("Diajukan", lambda line: line.report == "diajukan", done=True),
        _Step("Dikembalikan", lambda line: line.report == "dikembalikan"),
        _Step("Draf", lambda line: line.report == "draf"),
        _Step("Belum diisi", lambda line: line.report == "belum"),
        _Step("SKP belum disetujui", lambda _: True),
    )
    rule = f"Laporan dalam batas sampai {asked.due:%d-%m-%Y} (setelan kabupaten/kota); lihat daftar terlambat"
    notes = asked.notes(f"daftar pegawai: {EVERYBODY}; laporan atas rencana terakhirnya dalam periode", rule)
    return _closed(asked, "Keadaan laporan realisasi", steps, notes)


def _approved(line: PersonLine) -> bool:
    return bool(line.row["plan_state"] == PlanState.APPROVED)


def _closed(asked: Asked, label: str, steps: Sequence[_Step], notes: tuple[tuple[str, str], ...]) -> TypedTable:
    reasons = reasons_in(asked.groups)
    columns = _columns(asked, PEOPLE, reasons, [step.title for step in steps])
    rows = [_cells(asked, group, reasons, steps) for group in asked.groups]
    total = summed(columns, rows)
    asked_all, done_all = (sum(len(_part(group, part, steps)) for group in asked.groups) for part in (ASKED, DONE))
    total[_share_at(columns)] = share(done_all, asked_all)
    return asked.table(
        label,
        columns,
        rows,
        total=total,
        closings=(
            Closing(PEOPLE, (EXCLUDED, DONE, MISSING)),
            Closing(EXCLUDED, tuple(_reason_title(reason) for reason in reasons)),
            Closing(ASKED, tuple(step.title for step in steps)),
            Closing(DONE, tuple(step.title for step in steps if step.done)),
        ),
        notes=(*notes, _EXCLUDED_NOTE, _CLOSING_NOTE),
        keys=tuple(key_of(*group.group) for group in asked.groups),
        remark=remark_of(done_all, asked_all),
    )


def _columns(asked: Asked, whole: str, reasons: Sequence[str], steps: Sequence[str]) -> list[Column]:
    """The group, the whole, what is excluded and why, done and missing, then every step."""
    before = [whole, *(_reason_title(reason) for reason in reasons), EXCLUDED, ASKED, DONE, MISSING]
    return [
        *asked.group_heads(),
        *(Column(title, Kind.INTEGER, summed=True, short=_SHORT.get(title, "")) for title in before),
        Column("Persen", Kind.SHARE),
        *(Column(title, Kind.INTEGER, summed=True) for title in steps),
    ]


def _share_at(columns: Sequence[Column]) -> int:
    return next(place for place, column in enumerate(columns) if column.kind is Kind.SHARE)


def remark_of(done: int, asked: int) -> str:
    """``3.441 dari 3.532 sudah (97,42%), 91 belum``."""
    part = share(done, asked)
    if part is None:
        return "Belum ada yang harus dihitung pada periode ini."
    shown = [format_decimal(Decimal(number)) for number in (done, asked, asked - done)]
    return f"{shown[0]} dari {shown[1]} sudah ({format_decimal(round_half_up(part * 100))}%), {shown[2]} belum"


def _cells(asked: Asked, group: GroupCount, reasons: Sequence[str], steps: Sequence[_Step]) -> list[Value]:
    excluded = group.excluded
    must, done = _part(group, ASKED, steps), _part(group, DONE, steps)
    counted = [sum(_step_of(line, steps) is step for line in must) for step in steps]
    return [
        *asked.group_cells(*group.group),
        len(group.lines),
        *(excluded[reason] for reason in reasons),
        sum(excluded.values()),
        len(must),
        len(done),
        len(must) - len(done),
        share(len(done), len(must)),
        *counted,
    ]


def _part(group: GroupCount, part: str, steps: Sequence[_Step]) -> list[PersonLine]:
    must = group.asked
    return must if part == ASKED else [line for line in must if _step_of(line, steps).done]


def _step_of(line: PersonLine, steps: Sequence[_Step]) -> _Step:
    """The first step that holds: each person is in exactly one."""
    return next((step for step in steps if step.holds(line)), steps[-1])


def _reason_title(reason: str) -> str:
    return "Keluar tanpa alasan" if reason == NO_REASON else reason_label(reason)


def plan_recap(asked: Asked) -> TypedTable:
    """Which lines of the plan list are approved: the same lines as on screen 3 and on Beranda."""
    year, day = asked.year, asked.today
    rows: dict[tuple[str, str], dict[str, int]] = {}
    excused: dict[tuple[str, str], dict[str, int]] = {}
    for office, unit, state, reason, number in asked.file.rows(
        f"SELECT e.office, {'coalesce(a.unit, ?2)' if asked.by_unit else '?2'}, {state_of_line(year, day)}, "
        f"{excuse_of(year, day)}, count(*) {plan_lines(year, day)} WHERE NOT e.removed AND e.end_date IS NULL "
        "AND (?1 = '' OR e.office = ?1) GROUP BY 1, 2, 3, 4",
        (asked.office, ""),
    ):
        if not asked.holds(office, unit):
            continue
        states = rows.setdefault((office, unit), {})
        states[state] = states.get(state, 0) + number
        if state == EXCUSED:
            reasons = excused.setdefault((office, unit), {})
            reasons[reason] = reasons.get(reason, 0) + number
    return _plan_table(asked, rows, excused)


_PLAN_STATES = {**{str(state): state.label for state in reversed(PlanState)}, NONE: "Tanpa SKP"}


def _plan_table(
    asked: Asked, found: dict[tuple[str, str], dict[str, int]], excused: dict[tuple[str, str], dict[str, int]]
) -> TypedTable:
    reasons = sorted({reason for counts in excused.values() for reason in counts})
    other = sorted({state for counts in found.values() for state in counts} - {*_PLAN_STATES, EXCUSED})
    steps = [*_PLAN_STATES.values(), *(["Keadaan lain"] if other else [])]
    columns = _columns(asked, "Baris SKP", reasons, steps)
    rows: list[list[Value]] = []
    order = sorted(found, key=lambda group: (group[0], not group[1], group[1].casefold()))
    for group in order:
        counts, free = found[group], excused.get(group, {})
        out = sum(free.values())
        must, done = sum(counts.values()) - out, counts.get("disetujui", 0)
        rows.append(
            [*asked.group_cells(*group), sum(counts.values()), *(free.get(reason, 0) for reason in reasons), out, must,
             done, must - done, share(done, must), *(counts.get(state, 0) for state in _PLAN_STATES),
             *([sum(counts.get(state, 0) for state in other)] if other else [])]
        )  # fmt: skip
    total = summed(columns, rows)
    done_all = sum(counts.get("disetujui", 0) for counts in found.values())
    must_all = sum(sum(counts.values()) - counts.get(EXCUSED, 0) for counts in found.values())
    total[_share_at(columns)] = share(done_all, must_all)
    people = "baris daftar Rencana kerja tahun ini (layar 3): satu untuk setiap rencana, satu untuk setiap pegawai "
    people += "yang belum punya, dan satu untuk setiap jabatan Plt. tanpa rencana; hanya pegawai yang masih bertugas"
    return asked.table(
        "Keadaan SKP",
        columns,
        rows,
        total=total,
        closings=(
            Closing("Baris SKP", (EXCLUDED, DONE, MISSING)),
            Closing(EXCLUDED, tuple(_reason_title(reason) for reason in reasons)),
            Closing(ASKED, tuple(steps)),
        ),
        notes=(*asked.notes(people), ("Sudah", "SKP yang disetujui; batas tahun ini lihat Beranda.")),
        keys=tuple(key_of(*group) for group in order),
        remark=remark_of(done_all, must_all),
        when=str(asked.year),
    )


# -- predikat


def predicate_recap(asked: Asked) -> TypedTable:
    """The predikat of each unit or office beside the guide of the leader; finished evaluations only."""
    rules, ratings = rules_for(asked.span.end), _ratings(asked)
    unknown = any(line.evaluated and line.predicate is None for line in asked.lines)
    titles = [predicate.label for predicate in Predicate] + (["Tidak dikenal"] if unknown else [])
    numbers = [PEOPLE, EXCLUDED, *titles, MISSING]
    columns = asked.group_heads()
    columns += [Column(title, Kind.INTEGER, summed=True, short=_SHORT.get(title, "")) for title in numbers]
    columns += [Column("Capaian organisasi"), Column("Pola")]
    rows: list[list[Value]] = []
    for group in asked.groups:
        done = [line for line in group.asked if line.evaluated]
        counts = _counted(group.lines)
        rating = ratings.get(group.group) or ratings.get((group.group[0], ""))
        rows.append(
            [*asked.group_cells(*group.group), len(group.lines), sum(group.excluded.values()), *counts,
             *([len(done) - counts.people] if unknown else []), len(group.asked) - len(done),
             rating.label if rating else "belum ditetapkan", _guide(counts, rating, rules)]
        )  # fmt: skip
    total = summed(columns, rows)
    if not asked.several and asked.unit is None:  # the guide is for the whole office first
        rating = ratings.get((asked.office or asked.file.setting("office"), ""))
        total[-2:] = [rating.label if rating else None, _guide(_counted(asked.lines), rating, rules)]
    return asked.table(
        "Predikat dan pola",
        columns,
        rows,
        total=total,
        closings=(Closing(PEOPLE, (EXCLUDED, *titles, MISSING)),),
        notes=(
            *asked.notes(f"evaluasi yang sudah selesai; pegawai: {EVERYBODY}"),
            ("Pola", f"{rules.distribution_basis}: pedoman bagi pimpinan, dalam hitungan orang; menyimpang boleh "
             "dengan alasan. Dihitung dari yang sudah selesai. Unit tanpa capaian sendiri memakai capaian kantornya."),
            _EXCLUDED_NOTE,
        ),
        keys=tuple(key_of(*group.group) for group in asked.groups),
        remark=remark_of(
            sum(line.evaluated for line in asked.lines), sum(len(group.asked) for group in asked.groups)
        ),
    )  # fmt: skip


def _counted(lines: Sequence[PersonLine]) -> Counts:
    return count([line.predicate for line in lines if line.predicate is not None])


def _guide(counts: Counts, rating: OrganisationRating | None, rules: RuleSet) -> str:
    """What of the guide is not kept, in persons; empty where there is nothing to compare."""
    if rating is None or not counts.people:
        return ""
    broken = [item.text for item in broken_rules(counts, rating, rules)]
    return " ".join([*broken, *small_unit_notes(counts.people, rating, rules)]) or "sesuai pola"


def _ratings(asked: Asked) -> dict[tuple[str, str], OrganisationRating]:
    """(office, unit) -> the capaian kinerja organisasi this program knows; an empty unit is the office."""
    known = {str(rating): rating for rating in OrganisationRating}
    rows = asked.file.rows(
        "SELECT office, unit, rating FROM organisation_rating WHERE period = ? AND NOT removed", (asked.period,)
    )
    return {(office, unit): known[rating] for office, unit, rating in rows if rating in known}
