"""Every recap: its name, what it says, how it is made, and which one shows the names behind a row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kinerja_tui.documents.recaps import counts, names, national, public
from kinerja_tui.documents.recaps.asked import Asked
from kinerja_tui.documents.tables.table import TypedTable


@dataclass(frozen=True)
class Recap:
    """One kind of recap."""

    code: str
    """as it is typed after `kinerja rekap`"""
    label: str
    about: str
    make: Callable[[Asked], TypedTable]
    """raises `RuleBroken` where sums do not close, or where the period does not fit"""
    behind: str = ""
    """code of the recap with the names behind a row; empty: rows have nobody behind them"""


RECAPS: tuple[Recap, ...] = (
    Recap("evaluasi", "Keadaan evaluasi", "sudah, belum, dikecualikan menurut alasan",
          counts.evaluation_recap, "evaluasi-nama"),
    Recap("skp", "Keadaan SKP", "disetujui, diajukan, draf, tanpa SKP", counts.plan_recap, "skp-nama"),
    Recap("laporan", "Keadaan laporan realisasi", "masuk, dikembalikan, belum", counts.report_recap, "laporan-nama"),
    Recap("predikat", "Predikat dan pola", "sebaran di samping pola SE 3/2023", counts.predicate_recap, "nominatif"),
    Recap("belum", "Belum dinilai", "nama dan sebabnya", names.missing_names),
    Recap("terlambat", "Laporan terlambat", "nama, batas, hari terlambat", names.late_names),
    Recap("nominatif", "Daftar nominatif hasil", "rating, predikat, penilai; terbatas", names.result_names),
    Recap("evaluasi-nama", "Keadaan evaluasi per nama", "setiap orang dan keadaannya", names.state_names),
    Recap("skp-nama", "SKP per nama", "setiap baris daftar rencana kerja", names.plan_names),
    Recap("laporan-nama", "Laporan realisasi per nama", "setiap orang dan laporannya", names.report_names),
    Recap("jp", "JP pelatihan", "jam pelajaran setiap orang dari batas setahun", names.training_names),
    Recap("survei", "Survei kepuasan", "IKM, mutu, lembar setiap layanan", public.survey_recap),
    Recap("layanan", "Layanan", "waktu, tepat waktu, yang lewat batas", public.service_recap),
    Recap("suara", "Suara masyarakat", "masuk, dijawab, keluhan per 100", public.voice_recap),
    Recap("siasn", "Tabel SIASN", "hasil dengan kolom dan kode SIASN", national.siasn_recap),
    Recap("siasn-belum", "Belum dapat dikodekan", "yang tidak masuk tabel SIASN, alasannya", national.left_out_recap),
)  # fmt: skip
"""In the order of the list on screen."""


def recap_of(code: str) -> Recap | None:
    """The recap with this code."""
    return next((recap for recap in RECAPS if recap.code == code), None)
