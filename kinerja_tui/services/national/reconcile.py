"""Our results of a period beside e-Kinerja's: what differs, what is missing on which side, and what to do about each.

Rows meet by NIP alone, and by the last day of the SKP where somebody has several. Where nothing matches exactly,
nothing is matched. Every row of the report and every line here stands in exactly one finding, so that both sides close.
Nothing is written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.formats import fold, format_short_date
from kinerja_tui.rules.labels import Labelled
from kinerja_tui.rules.nip import format_nip, normalise
from kinerja_tui.rules.periods import PeriodSpan, period_from_code
from kinerja_tui.services.evaluation.period_results import PeriodResult, results
from kinerja_tui.services.national.bkn_report import Report, ReportRow


class Kind(Labelled):
    """What came of a comparison, the most urgent first."""

    PREDICATE = "predikat", "Predikat berbeda"
    RATER = "penilai", "Penilai berbeda"
    MISSING_THERE = "tidak_di_sana", "Tidak ada di e-Kinerja"
    MISSING_HERE = "tidak_di_sini", "Tidak ada di sini"
    DOUBLE = "ganda", "NIP lebih dari sekali"
    BROKEN_NIP = "nip_rusak", "NIP rusak"
    UNKNOWN = "tak_dikenal", "Predikat tidak dikenal"
    NEITHER = "belum_keduanya", "Belum ada di keduanya"
    ACTING = "plt_plh", "Plt/Plh disisihkan"
    OTHER_PERIOD = "periode_lain", "Periode lain disisihkan"
    SAME = "sama", "Sama"


@dataclass(frozen=True)
class Finding:
    """One person, or one row that is no person here."""

    kind: Kind
    nip: str
    name: str
    here: str
    """what stands here"""
    there: str
    """what stands in the report"""
    advice: str
    """what to do"""
    lines: int = 0
    """lines of ours that it accounts for"""
    rows: tuple[int, ...] = ()
    """rows of the report that it accounts for"""


@dataclass(frozen=True)
class Comparison:
    """All findings of one report and one period."""

    period: PeriodSpan
    report: Report
    findings: tuple[Finding, ...]
    lines: int
    """of ours, from the employee list outwards"""

    @property
    def counts(self) -> Mapping[str, int]:
        """Kind -> how many findings."""
        found = Counter(finding.kind for finding in self.findings)
        return {str(kind): found[kind] for kind in Kind}

    @property
    def closes(self) -> bool:
        """Whether every row and every line stands in exactly one finding."""
        rows = sorted(number for finding in self.findings for number in finding.rows)
        return rows == sorted(row.number for row in self.report.rows) and self.lines == sum(
            finding.lines for finding in self.findings
        )


def compare(file: DatabaseFile, period: str, report: Report) -> Comparison:
    """Hold a report against what stands here. Raises `RuleBroken` for a period that cannot be."""
    span = period_from_code(period)
    ours = list(results(file, period))
    findings = match(span, ours, report)
    order = list(Kind)
    return Comparison(
        span,
        report,
        tuple(sorted(findings, key=lambda item: (order.index(item.kind), fold(item.name), item.nip, item.rows))),
        len(ours),
    )


def match(span: PeriodSpan, ours: Sequence[PeriodResult], report: Report) -> list[Finding]:
    """The findings, in no particular order."""
    findings: list[Finding] = []
    here: dict[str, list[PeriodResult]] = {}
    for item in ours:
        if item.acting:
            findings.append(_ours(Kind.ACTING, item, _ACTING_HERE))
        else:  # without a NIP that can be matched, a person is alone under the own key
            here.setdefault(normalise(item.nip) or item.key, []).append(item)
    there: dict[str, list[ReportRow]] = {}
    for row in report.rows:
        if row.broken:
            findings.append(_theirs(Kind.BROKEN_NIP, row, f"{row.broken} Tidak dicocokkan dengan siapa pun."))
        elif row.acting:
            findings.append(_theirs(Kind.ACTING, row, _ACTING_THERE))
        elif row.ends is not None and (row.ends < span.start or row.ends.year != span.end.year):
            told = f"SKP-nya berakhir {format_short_date(row.ends)}, di luar {span.label}. Tidak perlu apa-apa."
            findings.append(_theirs(Kind.OTHER_PERIOD, row, told))
        else:
            there.setdefault(row.nip, []).append(row)
    for nip in here.keys() | there.keys():
        findings += _person(here.get(nip, []), there.get(nip, []), report)
    return findings


def _person(lines: list[PeriodResult], rows: list[ReportRow], report: Report) -> Iterable[Finding]:
    """Everything about one NIP."""
    if len(lines) > 1 or len(rows) > 1:
        yield from _several(lines, rows, report)
    elif lines and rows:
        yield _pair(lines[0], rows[0], report)
    elif lines:
        yield _alone(lines[0])
    else:
        yield _theirs(Kind.MISSING_HERE, rows[0], _NOBODY)


def _several(lines: list[PeriodResult], rows: list[ReportRow], report: Report) -> Iterable[Finding]:
    """Several SKP of one person meet by their last day, where that is the same exactly once on both sides."""
    ours, theirs = Counter(item.plan_end for item in lines), Counter(row.ends for row in rows)
    sure = {day for day in ours if day is not None and ours[day] == 1 and theirs[day] == 1}
    for day in sorted(sure):
        line = next(item for item in lines if item.plan_end == day)
        yield _pair(line, next(row for row in rows if row.ends == day), report)
    lines = [item for item in lines if item.plan_end not in sure]
    rows = [row for row in rows if row.ends not in sure]
    if lines and not rows:
        yield from map(_alone, lines)
    elif rows and not lines and len(rows) == 1:
        yield _theirs(Kind.MISSING_HERE, rows[0], _NO_SUCH_PLAN)
    elif rows:
        yield Finding(
            Kind.DOUBLE,
            rows[0].nip,
            (lines[0].name if lines else "") or rows[0].name,
            f"{len(lines)} penilaian" if lines else "–",
            f"baris {', '.join(str(row.number) for row in rows)}: {', '.join(row.result or 'kosong' for row in rows)}",
            _DOUBLE,
            len(lines),
            tuple(row.number for row in rows),
        )


def _alone(item: PeriodResult) -> Finding:
    """A line of ours without a row."""
    if item.predicate is None:
        return _ours(Kind.NEITHER, item, item.advice)
    return _ours(Kind.MISSING_THERE, item, _TO_COPY)


def _pair(item: PeriodResult, row: ReportRow, report: Report) -> Finding:
    """A line and a row of the same person."""
    if not row.result:
        kind = Kind.NEITHER if item.predicate is None else Kind.MISSING_THERE
        status = (
            f"Di e-Kinerja baru ada SKP-nya ({row.status}). " if row.status else "Di e-Kinerja belum ada hasilnya. "
        )
        return _both(kind, item, row, status + (item.advice if item.predicate is None else _TO_COPY))
    if row.predicate is None:
        return _both(Kind.UNKNOWN, item, row, _UNKNOWN)
    if item.predicate is None:
        return _both(Kind.MISSING_HERE, item, row, f"{item.open}. {item.advice}")
    rater = _rater_differs(item, row) if report.has_rater else ""
    if row.predicate is not item.predicate:
        return _both(Kind.PREDICATE, item, row, f"{_DIFFERENT}{f' {rater}' if rater else ''}")
    return _both(Kind.RATER, item, row, rater) if rater else _both(Kind.SAME, item, row, "Tidak perlu apa-apa.")


def _rater_differs(item: PeriodResult, row: ReportRow) -> str:
    """How the rater differs and what to do; by NIP where both have one, else by the name as written."""
    rater = item.rater or {}
    own_nip, own_name = normalise(rater.get("nip", "")), rater.get("name", "")
    if own_nip and row.rater_nip:
        if own_nip == row.rater_nip:
            return ""
        here, there = _who(own_name, own_nip), _who(row.rater_name, row.rater_nip)
        return f"Penilai di sini {here}, di e-Kinerja {there}. {_RATER}"
    if not row.rater_name or not own_name or fold(own_name) == fold(row.rater_name):
        return ""
    return f"Nama penilai tertulis berbeda: di sini {own_name}, di e-Kinerja {row.rater_name}. {_RATER}"


def _who(name: str, nip: str) -> str:
    return f"{name} (NIP {format_nip(nip)})" if name else f"NIP {format_nip(nip)}"


def _ours(kind: Kind, item: PeriodResult, advice: str) -> Finding:
    return Finding(kind, item.nip, item.name, _shown(item), "–", advice, lines=1)


def _theirs(kind: Kind, row: ReportRow, advice: str) -> Finding:
    return Finding(kind, row.nip or row.shown_nip, row.name, "–", _told(row), advice, rows=(row.number,))


def _both(kind: Kind, item: PeriodResult, row: ReportRow, advice: str) -> Finding:
    return Finding(kind, item.nip, item.name, _shown(item), _told(row), advice, 1, (row.number,))


def _shown(item: PeriodResult) -> str:
    if item.predicate is not None:
        return item.predicate.label
    return item.open if item.open[:2].isupper() else item.open[:1].lower() + item.open[1:]


def _told(row: ReportRow) -> str:
    known = row.predicate.label if row.predicate is not None else ""
    return known or row.result or row.status or "kosong"


_DIFFERENT = (
    "Periksa kertas yang ditandatangani. Bila yang di sini benar, perbaiki di e-Kinerja; bila yang di sana benar, buka "
    "kembali evaluasinya (r di layar Evaluasi) dengan alasan."
)
_RATER = (
    "Bila yang di e-Kinerja salah, ganti pejabat penilainya di sana; bila yang di sini salah, perbaiki di daftar "
    "Pegawai dan selesaikan lagi evaluasinya."
)
_TO_COPY = "Ketik ulang ke e-Kinerja dengan Lembar salin (n di layar Evaluasi)."
_NOBODY = (
    "NIP ini tidak ada di antara pegawai periode ini di sini. Bila pegawai kantor ini, tambahkan di daftar Pegawai; "
    "bila bukan, sampaikan kepada BKPSDM."
)
_NO_SUCH_PLAN = "Orangnya ada di sini, tetapi tidak dengan SKP itu. Cocokkan masa SKP-nya (tekan 3)."
_DOUBLE = (
    "Ada lebih dari satu penilaian, dan mana yang berpasangan tidak dapat dipastikan. Bandingkan sendiri menurut masa "
    "SKP dan jabatannya; hapus yang ganda di e-Kinerja bila memang ganda."
)
_UNKNOWN = "Isi hasil_akhir ini bukan salah satu dari lima predikat. Periksa di e-Kinerja; tidak dicocokkan."
_ACTING_HERE = "Penilaian jabatan Plt/Plh; tidak dibandingkan dengan jabatan definitif."
_ACTING_THERE = "Ditandai Plt/Plh di e-Kinerja (is_plt_plh); tidak dibandingkan dengan jabatan definitif."
