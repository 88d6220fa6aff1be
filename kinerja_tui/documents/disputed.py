"""What keeps a paper from being final though its evaluation is finished: a predikat in bentrok, or what makes it."""

from __future__ import annotations

from collections.abc import Sequence

from kinerja_tui.documents.blocks import Text
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.organisations import UnitRating
from kinerja_tui.services.evaluation.evaluation_disputes import DECIDING, disputed_fields
from kinerja_tui.services.labels import shown

_DISPUTED = (
    "FROM conflict c JOIN evaluation v ON v.id = c.record_id WHERE c.table_name = 'evaluation' "
    f"AND c.field IN ({', '.join(repr(field) for field in DECIDING)})"
)


def why_not_final(file: DatabaseFile, evaluation_id: str, office: str = "", period: str = "") -> tuple[Text, ...]:
    """The line printed above the signatures of a predikat in bentrok; nothing when it stands.

    With the ``office`` and ``period`` of a paper that also says the capaian kinerja organisasi.
    """
    return _line([*disputed_fields(file, evaluation_id), *_organisation(file, office, period)])


def persons_doubt(file: DatabaseFile, employee_id: str, year: int | None = None) -> tuple[Text, ...]:
    """The same on papers that carry several predikat of a person: which periods, of one year or all."""
    rows = file.rows(
        f"SELECT DISTINCT v.period {_DISPUTED} AND v.employee_id = ? AND substr(v.period, 1, ?) = ? ORDER BY v.period",
        (employee_id, 0 if year is None else 4, "" if year is None else str(year)),
    )
    return _line([f"predikat {shown('evaluation', 'period', period)}" for (period,) in rows])


def offices_doubt(file: DatabaseFile, office: str, period: str) -> tuple[Text, ...]:
    """The same on a paper that counts the predikat of an office: how many are in bentrok; no names."""
    [(count,)] = file.rows(
        f"SELECT count(DISTINCT v.employee_id) {_DISPUTED} AND v.period = ? AND EXISTS "
        "(SELECT 1 FROM employee e WHERE e.id = v.employee_id AND e.office = ? AND NOT e.removed)",
        (period, office),
    )
    return _line([*([f"predikat {count} pegawai"] if count else []), *_organisation(file, office, period)])


def _organisation(file: DatabaseFile, office: str, period: str) -> list[str]:
    rows = file.rows(
        "SELECT 1 FROM conflict WHERE table_name = 'organisation_rating' AND record_id = ? AND field IN "
        "('rating', 'removed')",
        (UnitRating.id_of(office, period),),
    )
    return ["capaian kinerja organisasi"] if rows else []


def _line(what: Sequence[str]) -> tuple[Text, ...]:
    if not what:
        return ()
    return (
        Text(
            f"BELUM FINAL: {', '.join(what)} diubah di dua PC dan belum dipilih yang benar. Bereskan di layar "
            "Perlu dibereskan, lalu cetak lagi.",
            bold=True,
        ),
    )
