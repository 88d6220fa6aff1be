"""Capaian kinerja organisasi and the distribution of predicates in an office: order of work organisation, then people.

Nothing here rates anybody: the guide of SE MenPANRB 3/2023 is compared with what raters chose, deviating asks for a
reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kinerja_tui.models.database import Database
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.offices import Office
from kinerja_tui.models.organisations import UnitRating
from kinerja_tui.rules.distribution import Counts, count
from kinerja_tui.rules.periods import period_from_code
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.ratings import OrganisationRating, Predicate, head_proposal
from kinerja_tui.rules.ruleset import rules_for
from kinerja_tui.services.evaluation.evaluation_checks import FINISHED, predicate
from kinerja_tui.services.forms.forms import Form, field_key, open_form, write_typed
from kinerja_tui.services.lists.listing import Row
from kinerja_tui.services.monitoring.progress import people
from kinerja_tui.services.planning.plans import PlanContents
from kinerja_tui.services.staff import dated

_READ_AT_ONCE = 500


@dataclass(frozen=True)
class UnitCounts:
    """The predicates of an office in a period, each person once; nobody vanishes from the sum."""

    finished: Counts
    drafts: Counts
    """evaluations that have both ratings and are not finished"""
    missing: tuple[Row, ...]
    """people without a predikat, as `progress.people` gives them"""

    @property
    def present(self) -> Counts:
        """What the distribution would be if every draft were finished as it is."""
        return self.finished.plus(self.drafts)

    @property
    def people(self) -> int:
        """Everybody who should have a predikat."""
        return self.present.people + len(self.missing)


def counts_of(file: DatabaseFile, office: str, period: str) -> UnitCounts:
    """Count the predicates of an office in a period, from the employee list outwards."""
    finished: list[Predicate] = []
    drafts: list[Predicate] = []
    missing: list[Row] = []
    for row in newest_rows(file, office, period):
        found = predicate(row["work_rating"] or "", row["behaviour_rating"] or "", row["rules"] or "")
        if found is None:
            missing.append(row)
        elif row["state"] == FINISHED:
            finished.append(found)
        else:
            drafts.append(found)
    return UnitCounts(count(finished), count(drafts), tuple(missing))


def newest_rows(file: DatabaseFile, office: str, period: str, *, leavers: bool = False) -> list[Row]:
    """Everybody of an office (empty: of all of them) in a period once, as `progress.people` gives them.

    Who moved to another post within the period counts once, with the evaluation of the post held at its end [D].
    """
    listing = people(file, period, office=office, leavers=leavers)
    newest: dict[str, Row] = {}
    for start in range(0, len(listing), _READ_AT_ONCE):
        for row in listing.rows(start, start + _READ_AT_ONCE):  # by name, then start of the plan
            newest.pop(row["employee_id"], None)
            newest[row["employee_id"]] = row
    return list(newest.values())


def offices(file: DatabaseFile) -> list[tuple[str, str]]:
    """(kode wilayah, name) of the offices that have employees here, by name."""
    rows = file.rows(
        "SELECT e.office, coalesce(max(o.name), e.office) FROM employee e "
        "LEFT JOIN office o ON o.code = e.office AND NOT o.removed WHERE NOT e.removed GROUP BY e.office ORDER BY 2, 1"
    )
    return [(code, name) for code, name in rows]


# -- the rating of the office


def rating_of(db: Database, office: str, period: str, unit: str = "") -> UnitRating | None:
    """The stored capaian kinerja organisasi of an office (or a unit of it) in a period."""
    with db.reading() as session:
        found = session.get(UnitRating, UnitRating.id_of(office, period, unit))
        return None if found is None or found.removed else found


def known_rating(record: UnitRating | None) -> OrganisationRating | None:
    """The rating in a record; None for none and for one this program does not know."""
    try:
        return OrganisationRating(record.rating) if record is not None else None
    except ValueError:
        return None


def rating_form(db: Database, office: str, period: str, unit: str = "") -> Form:
    """Open the form of an office's rating; a new one starts with today and the leader who rates the head."""
    record_id = UnitRating.id_of(office, period, unit)
    record = rating_of(db, office, period, unit)
    title = f"Capaian kinerja organisasi {period_from_code(period).label}"
    form = open_form(
        db,
        f"organisation:{record_id}",
        title,
        Office.id_of(office),
        [record] if record else [],
        [] if record else [record_id],
    )
    if record is None:
        form.stored[rating_key(office, period, "set_on", unit)] = db.today().isoformat()
        form.stored[rating_key(office, period, "set_by", unit)] = leader_above(db.file, office, period)
    return form


def rating_key(office: str, period: str, column: str, unit: str = "") -> str:
    """The form field of an office's rating."""
    return field_key(UnitRating, UnitRating.id_of(office, period, unit), column)


def save(db: Database, form: Form, office: str, period: str, unit: str = "") -> None:
    """Make one change of what was typed. Raises `RuleBroken` without a known rating or without what it stands on."""

    def typed(column: str) -> str:
        return form.text(rating_key(office, period, column, unit)).strip()

    try:
        rating = OrganisationRating(typed("rating"))
    except ValueError:
        raise RuleBroken("Pilih dulu capaian kinerja organisasinya: 1 sampai 5.") from None
    if not typed("reason"):
        raise RuleBroken("Tulis dasar penetapannya, misalnya nomor surat atau capaian kinerjanya.")
    span = period_from_code(period)
    with db.act(
        f"Capaian kinerja organisasi {span.label}: {rating.label}", Office.id_of(office), seen=form.seen
    ) as act:
        stored = act.session.get(UnitRating, UnitRating.id_of(office, period, unit))
        if stored is None or stored.removed:
            act.write_anew(
                UnitRating,
                UnitRating.id_of(office, period, unit),
                office=office,
                unit=unit,
                period=period,
                set_by=typed("set_by"),
                set_on=date.fromisoformat(typed("set_on")) if typed("set_on") else None,
                rules=rules_for(span.end).id,
            )
        write_typed(act, form)


def keep_deviation_reason(db: Database, office: str, period: str, reason: str, unit: str = "") -> None:
    """Store why the distribution deviates from the guide; an empty reason takes it back. Raises `RuleBroken`."""
    if rating_of(db, office, period, unit) is None:
        raise RuleBroken("Isi dulu capaian kinerja organisasinya; menyimpang atau tidak bergantung padanya.")
    title = f"Alasan pola distribusi {period_from_code(period).label} menyimpang"
    with db.act(title if reason.strip() else f"{title} dihapus", Office.id_of(office)) as act:
        act.write(UnitRating, UnitRating.id_of(office, period, unit), deviation_reason=reason.strip())


def order_note(db: Database, office: str, period: str) -> str:
    """What comes before rating people and is not there yet; empty when the office is rated. It holds nothing back."""
    if known_rating(rating_of(db, office, period)) is not None:
        return ""
    return "Capaian organisasi periode ini belum diisi; sebaiknya itu dulu (layar 9)."


# -- the head of the office


def leader_above(file: DatabaseFile, office: str, period: str) -> str:
    """Name of who rates the head of an office in a period; empty when there is no head here, or more than one."""
    span = period_from_code(period)
    outside = dated.rater("a", "s", "rater_card")
    rows = file.rows(
        f"SELECT DISTINCT coalesce(r.name, CAST(json_extract({outside}, '$.name') AS TEXT), '') {_heads(span.end)} "
        'AND e.office = ?1 AND coalesce(a.start, ?2) <= ?2 AND coalesce(a."end", ?2) >= ?2',
        (office, span.end.isoformat()),
    )
    return str(rows[0][0]) if len(rows) == 1 else ""


def head_note(db: Database, plan: PlanContents, period: str) -> str:
    """What the organisation rating proposes for hasil kerja to whoever rates the head; empty for everybody else.

    The head of an office holds a post as JPT or Administrator and is rated by somebody outside the office [D].
    """
    if not db.file.rows(f"SELECT 1 {_heads(period_from_code(period).end)} AND a.id = ?", (plan.plan.assignment_id,)):
        return ""
    label = period_from_code(period).label
    rating = known_rating(rating_of(db, plan.employee.office, period))
    if rating is None:
        return (
            f"Pegawai ini memimpin unit. Capaian kinerja organisasi {label} menjadi usulan rating hasil kerjanya, "
            "tetapi belum diisi (layar 9, Rekap & kurva)."
        )
    return (
        f"Pegawai ini memimpin unit. Usulan dari capaian kinerja organisasi {label} ({rating.label}): "
        f"{head_proposal(rating).digit}, {head_proposal(rating).label.lower()}. Pejabat penilai boleh memilih lain; "
        "tulis alasannya di catatan (F6)."
    )


def _heads(day: date) -> str:
    """Posts that lead an office, each with its rater of a day."""
    rater, rater_card = dated.rater("a", "s"), dated.rater("a", "s", "rater_card")
    return f"""
    FROM assignment a JOIN employee e ON e.id = a.employee_id
    LEFT JOIN rater_span s ON s.id = {dated.rater_span("a.id", dated.day(day))}
    LEFT JOIN employee r ON r.id = {rater}
    WHERE NOT a.removed AND NOT e.removed AND a.post_kind IN ('jpt', 'administrator')
        AND CASE WHEN {rater} IS NULL THEN {rater_card} IS NOT NULL ELSE coalesce(r.office, '') <> e.office END
    """
