"""Kinds of staff and posts, why an assignment ends, and why somebody needs no evaluation.

Source: UU 20/2023 for the kinds. How sure a rule is, here and in the other modules of this package: [R] read
in the regulation, [S] in a secondary page, [C] in several public programs, [M] general knowledge, [D] derived.
"""

from __future__ import annotations

from enum import StrEnum

from .labels import Labelled


class StaffKind(StrEnum):
    """Legal standing of an employee (UU 20/2023): PNS, CPNS (PNS on probation) or PPPK (on contract)."""

    PNS = "PNS"
    CPNS = "CPNS"
    PPPK = "PPPK"


class PostKind(Labelled):
    """Kind of post (jabatan): leadership, three administrative layers, two functional categories [M]."""

    JPT = "jpt", "Jabatan Pimpinan Tinggi"
    ADMINISTRATOR = "administrator", "Administrator"
    SUPERVISOR = "pengawas", "Pengawas"
    IMPLEMENTER = "pelaksana", "Pelaksana"
    FUNCTIONAL_SKILL = "fungsional_keterampilan", "Fungsional Keterampilan"
    FUNCTIONAL_EXPERT = "fungsional_keahlian", "Fungsional Keahlian"


END_REASONS: dict[str, str] = {
    "pensiun": "Pensiun",
    "mutasi_keluar": "Mutasi keluar",
    "meninggal": "Meninggal dunia",
    "berhenti": "Berhenti atas permintaan sendiri",
    "diberhentikan": "Diberhentikan",
    "kontrak_berakhir": "Kontrak berakhir",
}
"""Why somebody leaves the employee list. General knowledge of staff administration, no single text [M]."""

EXCUSED: dict[str, str] = {
    "cpns_sebelum_spmt": "CPNS sebelum SPMT",
    "tugas_belajar": "Tugas belajar",
    "cltn": "Cuti di luar tanggungan negara (CLTN)",
    "diberhentikan_sementara": "Diberhentikan sementara",
    "persiapan_pensiun": "Masa persiapan pensiun",
}
"""Why somebody on the list is left out of those who must have an SKP, so that sums close by reason [M]."""
