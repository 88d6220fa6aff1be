"""Tables that leave for, or come from comparing with, the national applications: SIASN's codes, e-Kinerja's report."""

from __future__ import annotations

from collections.abc import Sequence

from kinerja_tui.documents.tables.table import Column, Kind, Row, TypedTable
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.siasn import NOTES, NUMBERS
from kinerja_tui.services.national import reconcile
from kinerja_tui.services.national.bkn_report import SHOWN
from kinerja_tui.services.national.reconcile import Comparison, Finding
from kinerja_tui.services.national.siasn import SiasnTable

_NIPS = frozenset({"nip", "penilaiNipNrp"})
_NAMES = ("Kolom dan kode", "Rating", "Predikat", "Periode", "Pejabat penilai", "NIP")
_SOURCE = ("Sumber", "Evaluasi yang selesai dan tidak bentrok di program ini, dari daftar pegawai periodenya.")
_COMPARED = (
    (
        "Cara",
        "Dicocokkan menurut NIP, dan menurut akhir masa SKP bila seseorang punya beberapa. Yang tidak cocok persis "
        "tidak dipasangkan. Data di program ini tidak diubah.",
    ),
    (
        "Laporan",
        "Nama kolom laporan diketahui dari laporan yang disimpan kantor, bukan dari dokumen resmi; kecocokan dengan "
        "e-Kinerja tidak dijanjikan.",
    ),
)


def siasn_tables(file: DatabaseFile, table: SiasnTable) -> list[TypedTable]:
    """Who can be written in SIASN's codes and, where there is anybody, who cannot, with the reason."""
    office = office_name(file)
    coded = coded_table(table, office)
    return [coded, left_out_table(table, office)] if table.left_out else [coded]


def coded_table(table: SiasnTable, office: str) -> TypedTable:
    """Those who can be written in SIASN's codes."""
    return TypedTable(
        name=f"Tabel SIASN {table.period.label} - {office}",
        sheet="Tabel SIASN",
        columns=tuple(Column(name, _kind(name)) for name in table.columns),
        rows=[[row[name] for name in table.columns] for row in table.rows],
        notes=(*zip(_NAMES, NOTES, strict=True), _SOURCE, _closing(table)),
        heads=(office, table.period.label),
    )


def left_out_table(table: SiasnTable, office: str) -> TypedTable:
    """Those who cannot, with the reason and what to do."""
    rows: list[Row] = [[item.nip, item.name, item.post, item.reason, item.advice] for item in table.left_out]
    return TypedTable(
        name=f"Belum dapat dikodekan {table.period.label} - {office}",
        sheet="Belum dapat dikodekan",
        columns=(Column("NIP", Kind.NIP), *map(Column, ("Nama", "Jabatan", "Alasan", "Yang perlu dilakukan"))),
        rows=rows,
        notes=(_SOURCE, _closing(table)),
        heads=(office, table.period.label),
    )


def _closing(table: SiasnTable) -> tuple[str, str]:
    coded, left = len(table.rows), len(table.left_out)
    return "Jumlah", f"{coded} dapat dikodekan dan {left} belum, semuanya {coded + left}."


def _kind(name: str) -> Kind:
    # A year is no amount: as an integer it would be shown with a separator of thousands.
    if name in NUMBERS and name != "tahun":
        return Kind.INTEGER
    return Kind.NIP if name in _NIPS else Kind.TEXT


def comparison_table(file: DatabaseFile, comparison: Comparison, kind: str = "") -> TypedTable:
    """The findings, or those of one kind, with what to do."""
    found: Sequence[Finding] = [item for item in comparison.findings if not kind or item.kind == kind]
    counts = ", ".join(f"{reconcile.Kind(code).label} {count}" for code, count in comparison.counts.items() if count)
    only = f" {reconcile.Kind(kind).label}" if kind else ""
    report = comparison.report
    missing = ", ".join(report.missing) or "tidak ada"
    rows: list[Row] = [
        [
            item.nip,
            item.name,
            item.kind.label,
            item.here,
            item.there,
            ", ".join(str(number) for number in item.rows) or None,
            item.advice,
        ]
        for item in found
    ]
    return TypedTable(
        name=f"Pencocokan e-Kinerja{only} {comparison.period.label} - {office_name(file)}",
        sheet="Pencocokan e-Kinerja",
        columns=(
            Column("NIP", Kind.NIP),
            *map(Column, ("Nama", "Hasil", "Di sini", "Di e-Kinerja", "Baris", "Yang perlu dilakukan")),
        ),
        rows=rows,
        notes=(
            ("Berkas", " · ".join((report.name, *report.heads))),
            *_COMPARED,
            ("Jumlah", f"{counts}. {len(report.rows)} baris laporan dan {comparison.lines} penilaian di sini."),
            (f"Kolom yang tidak ada di laporan (dari {', '.join(SHOWN.values())})", missing),
        ),
        heads=(office_name(file), comparison.period.label),
    )


def office_name(file: DatabaseFile) -> str:
    """The office this PC works for, as people call it."""
    code = file.setting("office")
    rows = file.rows("SELECT name FROM office WHERE code = ? AND NOT removed AND name <> ''", (code,))
    return str(rows[0][0]) if rows else code
