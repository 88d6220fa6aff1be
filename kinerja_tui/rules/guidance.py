"""Bimbingan kinerja: the nine statements of form B.1.8 and the competences of form B.1.9 (PermenPANRB 6/2022).

The wording of the nine statements, and which of them is about whom, is not known to this program; an office types it
once from the form (services.guidance). Nothing is made up here.
"""

from __future__ import annotations

from .labels import Labelled
from .problems import Problem

STATEMENTS = 9
"""Numbered statements on form B.1.8 [R]."""
COMPETENCES = 15
"""Lines offered for form B.1.9; the form itself names no number [D]."""
LEVELS = ("1", "2", "3", "4", "5")
"""Levels of a competence on form B.1.9 [R]; what each stands for is written on the form, not here."""


class About(Labelled):
    """Whom a statement of form B.1.8 is about."""

    EMPLOYEE = "pegawai", "Pegawai"
    LEADER = "pimpinan", "Pimpinan"
    BOTH = "keduanya", "Pegawai dan pimpinan"


def check_competence(competence: str, level: str, reason: str) -> list[Problem]:
    """A line of form B.1.9 is a competence with a level of 1-5 and the reason for it, or empty."""
    if not (competence or level or reason):
        return []
    if not competence:
        return [Problem("Tulis nama kompetensinya.")]
    if level not in LEVELS:
        return [Problem(f"Kompetensi “{competence[:40]}” belum diberi nilai 1 sampai 5.")]
    if not reason.strip():
        return [Problem(f"Tulis alasan nilai {level} untuk kompetensi “{competence[:40]}”.")]
    return []
