"""What was handed over and what waits: the ledger of bundles, from plain rows."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from kinerja_tui.models.database import Database
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.local import OutgoingBundle
from kinerja_tui.rules.labels import Labelled
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.labels import shown
from kinerja_tui.services.office.agenda import NOT_HANDED_OVER, changes_not_handed_over

MOST_ASKED = 500
"""Ids in one query."""


class BundleState(Labelled):
    """How far a bundle has come, as far as this PC knows."""

    PREPARED = "disiapkan", "disiapkan, belum diserahkan"
    HANDED = "diserahkan", "diserahkan, belum ada tanda terima"
    RECEIVED = "diterima", "diterima"
    ACCEPTED = "disahkan", "disahkan BKPSDM"
    COVERED = "tercakup", "isinya ikut paket berikutnya"
    IMPORTED = "diimpor", "diimpor"


@dataclass(frozen=True)
class LedgerLine:
    """A bundle in or out."""

    id: str
    outgoing: bool
    office: str
    """kode wilayah of the other side"""
    office_name: str
    no: int
    count: int
    new: int
    """changes that were new here, for an incoming one"""
    at: str
    """when it was written or imported, ISO"""
    by: str
    file: str
    full: bool
    """carries everything, not only what follows an earlier bundle"""
    state: BundleState
    handed: str = ""
    """when it was marked as handed over and by whom, ISO and name; empty: not marked"""
    held: int = 0
    """changes of it that the receiver keeps without letting them count"""
    code: str = ""
    """check code; empty for a bundle of an older program"""


@dataclass(frozen=True)
class KnownOffice:
    """An office a bundle can be written to."""

    code: str
    name: str
    sites: int
    """its PCs that were recognised here"""


def not_handed_over(file: DatabaseFile) -> tuple[int, int]:
    """(changes, employees they concern) made here that no bundle carried yet."""
    people = "AND sub IN (SELECT id FROM employee)"
    employees = file.rows(f"SELECT count(DISTINCT sub) {NOT_HANDED_OVER} {people}")[0][0]
    return changes_not_handed_over(file), employees


def ledger(file: DatabaseFile) -> list[LedgerLine]:
    """Every bundle, newest first."""
    received, newest = _received(file)
    held = dict(file.rows(_HELD_THERE))
    lines = []
    for bundle, office, name, no, base, count, at, path, handed_at, handed_by, code in file.rows(_OUTGOING):
        state = BundleState.HANDED if handed_at else BundleState.PREPARED
        if bundle in received:
            # Only the district's word makes a record valid; an office just takes note.
            accepted = office.count(".") == 1 and not held.get(bundle)
            state = BundleState.ACCEPTED if accepted else BundleState.RECEIVED
        elif no < newest.get(office, 0):
            state = BundleState.COVERED
        handed = f"{handed_at} {handed_by}".strip()
        more = (handed, held.get(bundle, 0), code or "")
        lines.append(LedgerLine(bundle, True, office, name, no, count, 0, at, "", path, base is None, state, *more))
    for bundle, office, name, no, count, new, at, by, code in file.rows(_INCOMING):
        state = BundleState.IMPORTED
        lines.append(LedgerLine(bundle, False, office, name, no, count, new, at, by, "", False, state, code=code or ""))
    return sorted(lines, key=lambda line: (line.at, line.outgoing, line.no), reverse=True)


@dataclass(frozen=True)
class Refusal:
    """A change made here that a receiver keeps without letting it count."""

    by: str
    act: str
    reason: str


def refusals(file: DatabaseFile, bundle_id: str) -> list[Refusal]:
    """What of a bundle its receiver holds, as its newest answer says."""
    return [Refusal(*row) for row in file.rows(_REFUSALS, {"bundle": bundle_id})]


def mark_handed(db: Database, bundle_id: str) -> bool:
    """A person says that a bundle left the house, or (again) that it did not after all; whether it now counts as left.

    Raises `RuleBroken` when no such bundle went out from here.
    """
    with db.transaction() as session:
        bundle = session.get(OutgoingBundle, bundle_id)
        if bundle is None:
            raise RuleBroken("Yang ditandai diserahkan hanya paket keluar.")
        bundle.handed_at = "" if bundle.handed_at else db.now().isoformat(timespec="seconds")
        bundle.handed_by = db.operator if bundle.handed_at else ""
        session.add(bundle)
        session.flush()
        return bool(bundle.handed_at)


def offices(file: DatabaseFile, own: str) -> list[KnownOffice]:
    """The offices of a district: those in its reference data and those of recognised PCs."""
    return [KnownOffice(code, name, sites) for code, name, sites in file.rows(_OFFICES, {"own": own})]


def office_name(file: DatabaseFile, code: str) -> str:
    """The name of an office, as well as it is known here."""
    found = file.rows(f"SELECT {_NAME.format(code=':code')}", {"code": code})
    return str(found[0][0])


def people(file: DatabaseFile, ids: Collection[str]) -> dict[str, str]:
    """Names of employees by id."""
    return _by_id(file, "SELECT id, name FROM employee WHERE id IN ({ids})", ids)


def captions(file: DatabaseFile, records: Mapping[str, Collection[str]]) -> dict[str, str]:
    """Record id -> what people know the record by, for records that are here (table -> ids)."""
    found: dict[str, str] = {}
    for table, ids in records.items():
        if table in _CAPTIONS:
            field, sql = _CAPTIONS[table]
            found.update({key: shown(table, field, value) for key, value in _by_id(file, sql, ids).items()})
    return found


def _received(file: DatabaseFile) -> tuple[set[str], dict[str, int]]:
    """Bundles the receivers confirmed with all they were built on, and the newest such number by office."""
    rows = file.rows(_CONFIRMED)
    newest: dict[str, int] = {}
    for _, office, no in rows:
        newest[office] = max(no, newest.get(office, 0))
    return {bundle for bundle, _, _ in rows}, newest


def _by_id(file: DatabaseFile, sql: str, ids: Collection[str]) -> dict[str, str]:
    wanted = sorted(ids)
    found: dict[str, str] = {}
    for start in range(0, len(wanted), MOST_ASKED):
        some = wanted[start : start + MOST_ASKED]
        found.update({key: str(value) for key, value in file.rows(sql.format(ids=",".join("?" * len(some))), some)})
    return found


_NAME = """
    coalesce(
        nullif((SELECT max(name) FROM office WHERE code = {code} AND NOT removed), ''),
        (SELECT 'BKPSDM ' || max(parent_name) FROM office WHERE parent = {code} AND parent_name <> '' AND NOT removed),
        nullif((SELECT max(office_name) FROM peer WHERE office = {code}), ''),
        {code}
    )
"""

_OUTGOING = f"""
    SELECT id, to_office, {_NAME.format(code="to_office")}, no, base, count, at, file, handed_at, handed_by,
        facts ->> 'code'
    FROM outgoing_bundle
"""

_SENT_AND_HELD = """
    FROM refused_change r
    JOIN journal j ON j.id = r.change_id
    JOIN outgoing_change s ON s.seq = j.seq
    JOIN peer p ON p.site = r.site
    JOIN outgoing_bundle b ON b.id = s.bundle_id AND b.to_office = p.office
"""

_HELD_THERE = f"SELECT s.bundle_id, count(DISTINCT j.id) {_SENT_AND_HELD} GROUP BY 1"

_REFUSALS = f"SELECT DISTINCT j.by, j.act, r.reason {_SENT_AND_HELD} WHERE s.bundle_id = :bundle ORDER BY j.seq"

_INCOMING = f"""
    SELECT id, from_office, {_NAME.format(code="from_office")}, no, count, new, at, by, facts ->> 'code'
    FROM incoming_bundle
"""

_CONFIRMED = """
    WITH RECURSIVE chain(id, base, to_office, no) AS (
        SELECT b.id, b.base, b.to_office, b.no
        FROM outgoing_bundle b JOIN peer p ON p.confirmed = b.id AND p.trusted_at IS NOT NULL
        UNION
        SELECT older.id, older.base, older.to_office, older.no
        FROM outgoing_bundle older JOIN chain ON older.id = chain.base
    )
    SELECT id, to_office, no FROM chain
"""

_OFFICES = f"""
    WITH known(code) AS (
        SELECT code FROM office WHERE NOT removed AND code <> ''
        UNION SELECT office FROM peer WHERE trusted_at IS NOT NULL
    )
    SELECT code, {_NAME.format(code="known.code")},
        (SELECT count(*) FROM peer WHERE office = known.code AND trusted_at IS NOT NULL)
    FROM known WHERE code <> :own ORDER BY 2, 1
"""

_CAPTIONS = {
    "assignment": ("post", "SELECT id, post FROM assignment WHERE id IN ({ids})"),
    "work_plan": ("year", "SELECT id, year FROM work_plan WHERE id IN ({ids})"),
    "work_result": ("text", "SELECT id, text FROM work_result WHERE id IN ({ids})"),
    "indicator": ("text", "SELECT id, text FROM indicator WHERE id IN ({ids})"),
    "plan_attachment": ("text", "SELECT id, text FROM plan_attachment WHERE id IN ({ids})"),
    "expectation": ("value", "SELECT id, value FROM expectation WHERE id IN ({ids})"),
    "addendum": ("reason", "SELECT id, reason FROM addendum WHERE id IN ({ids})"),
    "addendum_line": ("text", "SELECT id, text FROM addendum_line WHERE id IN ({ids})"),
    "progress": (
        "text",
        "SELECT p.id, p.period || ' · ' || i.text FROM progress p JOIN indicator i ON i.id = p.indicator_id "
        "WHERE p.id IN ({ids})",
    ),
    "evaluation": ("period", "SELECT id, period FROM evaluation WHERE id IN ({ids})"),
    "result_rating": (
        "text",
        "SELECT r.id, w.text FROM result_rating r JOIN work_result w ON w.id = r.result_id WHERE r.id IN ({ids})",
    ),
    "value_rating": ("value", "SELECT id, value FROM value_rating WHERE id IN ({ids})"),
    "feedback": ("given_on", "SELECT id, given_on FROM feedback WHERE id IN ({ids})"),
    "feedback_score": ("value", "SELECT id, value FROM feedback_score WHERE id IN ({ids})"),
    "dialogue": ("held_on", "SELECT id, held_on FROM dialogue WHERE id IN ({ids})"),
    "guidance": ("held_on", "SELECT id, held_on FROM guidance WHERE id IN ({ids})"),
    "guidance_answer": ("number", "SELECT id, number FROM guidance_answer WHERE id IN ({ids})"),
    "guidance_competence": ("competence", "SELECT id, competence FROM guidance_competence WHERE id IN ({ids})"),
    "organisation_rating": ("period", "SELECT id, period FROM organisation_rating WHERE id IN ({ids})"),
    "training": ("title", "SELECT id, title FROM training WHERE id IN ({ids})"),
    "training_session": ("title", "SELECT id, title FROM training_session WHERE id IN ({ids})"),
    "training_attendance": ("title", "SELECT id, title FROM training_attendance WHERE id IN ({ids})"),
    "follow_up": ("what", "SELECT id, what FROM follow_up WHERE id IN ({ids})"),
    "recognition": ("basis", "SELECT id, basis FROM recognition WHERE id IN ({ids})"),
}
"""Table -> the field the caption is read as, and where it comes from."""
