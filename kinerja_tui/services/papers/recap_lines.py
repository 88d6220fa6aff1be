"""Everybody of a period once, with what excludes him or how far he came: what all recaps of people count.

From the employee list outwards (never from the records: the missing would vanish): everybody in service on a day of
the period, and whoever left before it but was rated in it. Pegawai = dikecualikan + sudah + belum.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kinerja_tui.models.evaluations import FINISHED
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.periods import PeriodSpan, period_from_code
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.ratings import Predicate
from kinerja_tui.rules.staff import END_REASONS, EXCUSED
from kinerja_tui.services.evaluation.evaluation_checks import predicate
from kinerja_tui.services.evaluation.organisations import newest_rows
from kinerja_tui.services.lists.listing import Row
from kinerja_tui.services.monitoring.report_states import states_by_key

Group = tuple[str, str]
"""Kode wilayah of the office and the unit; an empty unit stands for the whole office, or for people without one."""


@dataclass(frozen=True)
class PersonLine:
    """One person of a period; who changed posts stands in the unit of the last post in it."""

    row: Row
    """as `progress.people` gives it"""
    reason: str
    """why he is left out of those who must have it; empty: he is not"""
    report: str
    """key of `report_states.STATES`"""
    late: bool
    """his report is late"""

    @property
    def evaluated(self) -> bool:
        """Whether his evaluation is finished."""
        return self.row["state"] == FINISHED and not self.reason

    @property
    def predicate(self) -> Predicate | None:
        """His predikat, where the evaluation is finished and this program knows its ratings."""
        row = self.row
        if not self.evaluated:
            return None
        return predicate(row["work_rating"] or "", row["behaviour_rating"] or "", row["rules"] or "")

    def group(self, *, by_unit: bool) -> Group:
        """Where he is counted."""
        return str(self.row["office"] or ""), str(self.row["unit"] or "") if by_unit else ""


@dataclass
class GroupCount:
    """The people of a unit or an office."""

    group: Group
    lines: list[PersonLine] = field(default_factory=list)

    @property
    def excluded(self) -> Counter[str]:
        """Reason -> people."""
        return Counter(line.reason for line in self.lines if line.reason)

    @property
    def asked(self) -> list[PersonLine]:
        """Those who must have it."""
        return [line for line in self.lines if not line.reason]


def lines_of(file: DatabaseFile, period: str, late_after: str, today: str, office: str = "") -> list[PersonLine]:
    """Everybody of the period, by name. ``late_after``: the day a report is due (ISO).

    Raises `RuleBroken` where the list of employees counts other people than this: then something vanished.
    """
    span = period_from_code(period)
    states, late = states_by_key(file, period, late_after, today)
    found = [
        PersonLine(row, _reason(row, span), states.get(row["key"], ""), row["key"] in late)
        for row in newest_rows(file, office, period, leavers=True)
    ]
    on_the_list = {
        row[0]
        for row in file.rows(
            "SELECT id FROM employee WHERE NOT removed AND (end_date IS NULL OR end_date >= ?1) "
            "AND (?2 = '' OR office = ?2)",
            (span.start.isoformat(), office),
        )
    }
    here = {line.row["employee_id"] for line in found}
    rated = {line.row["employee_id"] for line in found if line.row["evaluation_id"] is not None}
    if len(here) != len(found) or here - rated - on_the_list or on_the_list - here:
        raise RuleBroken(
            f"Rekap ini menghitung {len(found)} orang, daftar pegawai {len(on_the_list)}. Rekap tidak dibuat karena "
            "jumlahnya tidak cocok; laporkan kepada pengembang bersama cadangan data."
        )
    return found


def grouped(lines: Iterable[PersonLine], *, by_unit: bool) -> list[GroupCount]:
    """The people of each unit or office, by code of the office and name of the unit; those without a unit last."""
    found: dict[Group, GroupCount] = {}
    for line in lines:
        group = line.group(by_unit=by_unit)
        found.setdefault(group, GroupCount(group)).lines.append(line)
    return sorted(found.values(), key=lambda item: (item.group[0], not item.group[1], item.group[1].casefold()))


def reasons_in(groups: Sequence[GroupCount]) -> list[str]:
    """The reasons that occur, in the order they are known; those of a newer program last."""
    known = [*END_REASONS, *EXCUSED]
    used = {reason for group in groups for reason in group.excluded}
    return sorted(used, key=lambda reason: (known.index(reason) if reason in known else len(known), reason))


def reason_label(reason: str) -> str:
    """A reason as people read it; one of a newer program as it is stored."""
    return END_REASONS.get(reason) or EXCUSED.get(reason) or reason


NO_REASON = "keluar tanpa alasan"
"""Somebody left, and no reason is stored."""


def _reason(row: Row, span: PeriodSpan) -> str:
    """Excused for the whole period, or left before its end; what was rated all the same counts as it is."""
    if row["evaluation_id"] is not None:
        return ""
    if row["excused"] is not None:
        return str(row["excused"]) or NO_REASON
    if row["end_date"] is not None and row["end_date"] < span.end.isoformat():
        return str(row["end_reason"] or "") or NO_REASON
    return ""
