"""Kinds of staff and posts, why an assignment ends, and why somebody needs no evaluation.

Source: UU 20/2023 for the kinds. How sure a rule is, here and in the other modules of this package: [R] read
in the regulation, [S] in a secondary page, [C] in several public programs, [M] general knowledge, [D] derived.
"""

from __future__ import annotations

import re
from enum import StrEnum

from .formats import fold
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


_KIND_WORDS: tuple[tuple[PostKind, str], ...] = (
    (PostKind.FUNCTIONAL_EXPERT, r"keahlian|ahli (pertama|muda|madya|utama)"),
    (PostKind.FUNCTIONAL_SKILL, r"keterampilan|ketrampilan|terampil|mahir|penyelia|pemula"),
    (PostKind.ADMINISTRATOR, r"administrator|(eselon )?iii ?[ab]?"),
    (PostKind.SUPERVISOR, r"pengawas|(eselon )?iv ?[ab]?"),
    (PostKind.JPT, r"jpt.*|pimpinan tinggi.*|(eselon )?ii? ?[ab]?"),
    (PostKind.IMPLEMENTER, r"pelaksana|umum|jfu|staf|non ?eselon|-"),
)
"""What lists write in a column of the kind of post: its name, the old eselon, or the level of a functional post [M]."""

_TITLES: tuple[tuple[PostKind, str], ...] = (
    (PostKind.FUNCTIONAL_EXPERT, r".*\bahli (pertama|muda|madya|utama)\b.*"),
    (PostKind.FUNCTIONAL_SKILL, r".*[a-z] (pemula|terampil|mahir|penyelia)"),
    (PostKind.ADMINISTRATOR, r"camat\b.*|sekcam\b.*|sekretaris (camat|kecamatan)\b.*"),
    (
        PostKind.SUPERVISOR,
        r"lurah\b.*|seklur\b.*|sekretaris (lurah|kelurahan)\b.*|kasi\b.*|kasub(b)?ag\b.*|kepala (seksi|sub ?bag).*",
    ),
)
"""How the titles of posts in a kecamatan and its kelurahan begin, or end where the post is functional [M]."""


def post_kind_named(text: str) -> PostKind | None:
    """The kind of post that a cell of a list names: `Pengawas`, `Eselon IV.a`, `Ahli Muda`; None when it names none."""
    return _matching(text, _KIND_WORDS, r"(jabatan )?(fungsional |jf )?")


def post_kind_of(title: str) -> PostKind:
    """The kind of post that its title shows; where it shows none, the one of most people."""
    return _matching(title, _TITLES) or PostKind.IMPLEMENTER


def _matching(text: str, patterns: tuple[tuple[PostKind, str], ...], before: str = "") -> PostKind | None:
    words = " ".join(re.sub(r"[./,_()]+", " ", fold(text)).split())
    return next((kind for kind, pattern in patterns if re.fullmatch(f"{before}(?:{pattern})", words)), None)
