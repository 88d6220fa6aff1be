"""Proposals and comments on a plan before it is set: staff take part in their own targets [D].

The office that asked for it (Bukit Intan) has no form for it; kinds and answers are conventions of this program.
"""

from __future__ import annotations

from datetime import date

from .formats import not_come, too_early
from .labels import Labelled
from .problems import Problem


class CommentKind(Labelled):
    """What was written; the order is that of the digits on the form."""

    PROPOSAL = "usulan", "Usulan"
    COMMENT = "komentar", "Komentar"


class AuthorKind(Labelled):
    """On whose side the author stands."""

    EMPLOYEE = "pegawai", "Pegawai"
    RATER = "penilai", "Pejabat penilai"


class Answer(Labelled):
    """What became of a proposal."""

    ACCEPTED = "diterima", "Diterima"
    REJECTED = "ditolak", "Ditolak"


def is_open(kind: str, answer: str) -> bool:
    """Whether somebody still waits for an answer; a kind of a newer program counts as answered."""
    return kind == CommentKind.PROPOSAL and not answer


def check_written_on(day: date, today: date) -> list[Problem]:
    """What is written down has been said already."""
    if day > today:
        return [Problem(not_come(today))]
    return []


def check_answered_on(day: date, written_on: date | None, today: date) -> list[Problem]:
    """An answer follows what it answers."""
    if written_on is not None and day < written_on:
        return [Problem(too_early("Tanggal jawaban", "tanggal ditulis", written_on))]
    return check_written_on(day, today)
