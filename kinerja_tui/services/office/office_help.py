"""Who needs help, and with what: one line per person and reason, by reason and then by name; nobody is ranked.

Each line knows where it is solved. The texts say what is missing, never how well somebody works.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.feedback import GiverKind, is_hidden, minimum_for
from kinerja_tui.rules.formats import excerpt, fold
from kinerja_tui.rules.on_track import TrackMark
from kinerja_tui.rules.periods import PeriodSpan, year_span
from kinerja_tui.services.monitoring.obstacles import obstacles_key
from kinerja_tui.services.monitoring.reported import REPORTED, RUNNING, SETTLED
from kinerja_tui.services.monitoring.reporting import reporting
from kinerja_tui.services.monitoring.tracks import Marks
from kinerja_tui.services.office.agenda import COVERING
from kinerja_tui.services.office.office_state import running_period
from kinerja_tui.services.planning.cascade_map import of_rater
from kinerja_tui.services.planning.plan_lines import NONE, day_in, plan_lines, state_of_line
from kinerja_tui.services.staff import dated

ABOVE, PLANLESS, OBSTACLES, SILENT, BEHIND, VOICES, NEED = (
    "atasan", "rencana", "hambatan", "realisasi", "tertinggal", "suara", "pelatihan",
)  # fmt: skip
REASONS = {
    ABOVE: "Atasan belum punya rencana",
    PLANLESS: "Belum punya rencana kerja",
    OBSTACLES: "Hambatan belum dibaca",
    SILENT: "Realisasi belum diisi",
    BEHIND: "Indikator tertinggal",
    VOICES: "Umpan balik belum cukup",
    NEED: "Kebutuhan belum direncanakan",
}
"""Reason -> what the list calls it, in the order of the list: what holds others up comes first."""


@dataclass(frozen=True)
class Help:
    """Somebody who needs help with one thing."""

    reason: str
    """key of `REASONS`"""
    employee_id: str
    name: str
    detail: str
    about: str
    """the row where it is solved: of the plan list, or the id of a plan, a person or a training"""
    period: str = ""
    """code of the period it is about, if any"""
    office: str = ""
    """kode wilayah of the person's office"""
    search: str = ""
    """folded text for filter-as-you-type"""

    @property
    def key(self) -> str:
        """One line per reason and what it is about."""
        return f"{self.reason}:{self.employee_id}:{self.about}:{self.period}"


def read(file: DatabaseFile, year: int, today: date, marks: Marks) -> list[Help]:
    """Everybody in service who needs help; see `office_state.read`."""
    due = reporting(file, year).period_due(today)
    found = [
        *_without_plan(file, year, today),
        *_obstacles(file, year),
        *(_silent(file, year, due) if today > due.end else ()),
        *_behind(file, year, running_period(file, year, today), marks),
        *_few_voices(file, year),
        *_needs(file),
    ]
    offices = dict(file.rows("SELECT id, office FROM employee"))
    order = {reason: place for place, reason in enumerate(REASONS)}
    found.sort(key=lambda item: (order[item.reason], item.name, item.employee_id, item.about, item.period))
    return [
        replace(
            item,
            office=offices.get(item.employee_id, ""),
            search=fold(f"{item.name} {REASONS[item.reason]} {item.detail}"),
        )
        for item in found
    ]


def narrowed(found: list[Help], text: str, reason: str = "", office: str = "") -> list[Help]:
    """Those of one reason and one office (empty: all) in whose line all words of the filter stand."""
    words = fold(text).split()
    return [
        item
        for item in found
        if reason in ("", item.reason) and office in ("", item.office) and all(word in item.search for word in words)
    ]


def counted(found: list[Help], office: str = "") -> dict[str, int]:
    """Reason -> lines, of one office or of all."""
    return dict(Counter(item.reason for item in found if office in ("", item.office)))


def _without_plan(file: DatabaseFile, year: int, today: date) -> Iterator[Help]:
    state, on = state_of_line(year, today), day_in(year, today)
    rows = file.rows(
        f"SELECT e.id, e.name, l.key, {of_rater('rater_id', year, today)} {plan_lines(year, today)} "
        f"WHERE NOT e.removed AND e.end_date IS NULL AND {state} = '{NONE}'"
    )
    # A superior who is excused, or who is not on this list, holds nobody up.
    planless = dict(
        file.rows(
            "SELECT e.id, e.name FROM employee e WHERE NOT e.removed AND e.end_date IS NULL "
            f"AND {dated.excuse('e.id', on, on)} IS NULL AND NOT EXISTS (SELECT 1 FROM work_plan p "
            "WHERE p.employee_id = e.id AND p.year = ? AND NOT p.removed)",
            (year,),
        )
    )
    for person, name, key, rater in rows:
        if rater in planless and rater != person:
            yield Help(ABOVE, person, name, f"rencana {planless[rater]} dulu", rater)
        else:
            yield Help(PLANLESS, person, name, f"rencana kerja {year}", key)


def _obstacles(file: DatabaseFile, year: int) -> Iterator[Help]:
    """Obstacles of a period that the rater has not marked as read as they are now, while nothing is rated."""
    noted: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    about: dict[tuple[str, str], tuple[str, str, str]] = {}
    # In the order of the plan, as `services.monitoring.obstacles` reads them: the mark stands for exactly these texts.
    for plan_id, period, person, name, text, obstacle, mark in file.rows(
        """
        SELECT p.id, g.period, e.id, e.name, i.text, g.obstacles, coalesce(r.obstacles_read, '')
        FROM progress g JOIN work_plan p ON p.id = g.plan_id AND p.year = ? AND NOT p.removed
        JOIN employee e ON e.id = p.employee_id AND NOT e.removed AND e.end_date IS NULL
        JOIN indicator i ON i.id = g.indicator_id AND NOT i.removed
        JOIN work_result w ON w.id = i.result_id AND NOT w.removed
        LEFT JOIN progress_report r ON r.plan_id = p.id AND r.period = g.period AND NOT r.removed
        WHERE NOT g.removed AND g.obstacles <> '' AND NOT EXISTS (SELECT 1 FROM evaluation v
            WHERE v.plan_id = p.id AND v.period = g.period AND v.state = 'selesai' AND NOT v.removed)
        ORDER BY p.id, g.period, w.kind DESC, w.position, w.id, i.position, i.id
        """,
        (year,),
    ):
        noted[plan_id, period].append((text, obstacle))
        about[plan_id, period] = (person, name, mark)
    for (plan_id, period), texts in noted.items():
        person, name, mark = about[plan_id, period]
        if mark != obstacles_key(texts):
            yield Help(OBSTACLES, person, name, excerpt(texts[0][1], 80), plan_id, period)


def _silent(file: DatabaseFile, year: int, period: PeriodSpan) -> Iterator[Help]:
    """Approved plans of a period that has ended on which nothing is reported, though something is asked."""
    asked = f"SELECT 1 FROM indicator i WHERE i.plan_id = p.id AND NOT i.removed AND {RUNNING}"
    for plan_id, person, name in file.rows(
        f"SELECT p.id, e.id, e.name {COVERING} AND NOT EXISTS (SELECT 1 {REPORTED}) "
        f"AND NOT EXISTS (SELECT 1 {SETTLED}) AND EXISTS ({asked})",
        (year, period.code, period.start.isoformat(), period.end.isoformat()),
    ):
        yield Help(SILENT, person, name, period.label, plan_id, period.code)


def _behind(file: DatabaseFile, year: int, period: PeriodSpan, marks: Marks) -> Iterator[Help]:
    """Plans with indicators that are behind their expected share; the first of them is named."""
    for plan_id, person, name in file.rows(
        "SELECT p.id, e.id, e.name FROM work_plan p JOIN employee e ON e.id = p.employee_id "
        "WHERE p.year = ? AND NOT e.removed AND e.end_date IS NULL",
        (year,),
    ):
        late = [item for item, mark in marks.get(plan_id, ()) if mark is TrackMark.BEHIND]
        if late:
            more = f" (+{len(late) - 1} lagi)" if len(late) > 1 else ""
            yield Help(BEHIND, person, name, f"{excerpt(late[0].text, 80)}{more}", plan_id, period.code)


def _few_voices(file: DatabaseFile, year: int) -> Iterator[Help]:
    """Feedback of peers or subordinates that waits for more givers before the person may read it."""
    span = year_span(year)
    for kind in GiverKind:
        if not is_hidden(kind):
            continue
        least = minimum_for(kind, span.end)
        for person, name, given in file.rows(
            "SELECT e.id, e.name, count(DISTINCT f.giver) FROM feedback f JOIN employee e ON e.id = f.employee_id "
            "WHERE NOT f.removed AND NOT e.removed AND e.end_date IS NULL AND f.giver_kind = ? "
            "AND f.given_on BETWEEN ? AND ? GROUP BY e.id HAVING count(DISTINCT f.giver) < ?",
            (str(kind), span.start.isoformat(), span.end.isoformat(), least),
        ):
            yield Help(VOICES, person, name, f"{kind.label.lower()}: {given}, minimal {least}", person)


def _needs(file: DatabaseFile) -> Iterator[Help]:
    """Needs for training of any year that nobody planned."""
    for training_id, person, name, text in file.rows(
        "SELECT t.id, e.id, e.name, coalesce(nullif(t.title, ''), nullif(t.competence, ''), t.need) "
        "FROM training t JOIN employee e ON e.id = t.employee_id "
        "WHERE NOT t.removed AND NOT e.removed AND e.end_date IS NULL AND t.state = 'kebutuhan'"
    ):
        yield Help(NEED, person, name, excerpt(text or "", 80), training_id)
