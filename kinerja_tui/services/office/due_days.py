"""The calendar of the working year: what is due on which day, how much of it is done, and what is still open.

Routine work (plans, reports, evaluations) stands in it whether done or not; single promises (follow-ups, answers to the
public, improvements, trainings) only while they are open, one line a day and kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.formats import excerpt, fold
from kinerja_tui.rules.periods import year_span
from kinerja_tui.services.monitoring.reporting import reporting
from kinerja_tui.services.office.agenda import COVERING, IN_PERIOD, read_agenda

NO_PLANS = "SKP belum disetujui"
"""In place of "0 dari 0"."""
SOON = timedelta(days=14)
"""From so many days before it on, a day is near [D]."""


@dataclass(frozen=True)
class DueDay:
    """Something that is due: ``done`` of ``total`` where it is routine, a total of 0 where one thing is open."""

    day: date
    what: str
    detail: str
    leads_to: str
    """name of the screen where it is dealt with"""
    done: int = 0
    total: int = 0
    period: str = ""
    """code of the period it is about, if any"""
    next_on: date | None = None
    """for work that may begin on the day and has no last day in any rule: when the next of its kind begins"""
    nobody: bool = False
    """routine work that nobody has to do yet, so nothing can be late"""

    @property
    def is_done(self) -> bool:
        """All of it is done; nothing is never done."""
        return 0 < self.total <= self.done

    def is_late(self, today: date) -> bool:
        """The day is over, or the next of its kind has begun, and something is not done."""
        last = self.next_on - timedelta(days=1) if self.next_on else self.day
        return last < today and not self.is_done and not self.nobody

    def is_near(self, today: date) -> bool:
        """Work that may be done now, or is due soon."""
        return not (self.is_done or self.nobody or self.is_late(today)) and self.day <= today + SOON

    @property
    def key(self) -> str:
        """One line per day, kind and period."""
        return f"{self.day.isoformat()}/{self.what}"


def due_days(file: DatabaseFile, today: date) -> list[DueDay]:
    """Everything of the working year by day, what is due earliest first."""
    year = int(file.setting("year") or today.year)
    return sorted([*_routine(file, year, today), *_promises(file, year)], key=lambda due: (due.day, due.what))


def matching(found: list[DueDay], text: str) -> list[DueDay]:
    """Those in whose line all words of the filter stand."""
    words = fold(text).split()
    return [due for due in found if all(word in fold(f"{due.what} {due.detail}") for word in words)]


def first_open(found: list[DueDay], today: date) -> DueDay | None:
    """Where the eye should begin: the first that is near or ahead, else the last."""
    ahead = [due for due in found if not due.is_done and (due.day >= today or due.is_near(today))]
    return ahead[0] if ahead else (found[-1] if found else None)


def _routine(file: DatabaseFile, year: int, today: date) -> list[DueDay]:
    agenda, rule = read_agenda(file, today), reporting(file, year)
    needed = sum(count for state, count in agenda.plans.items() if state != "dikecualikan")
    approved = agenda.plans.get("disetujui", 0)
    text = f"{approved} dari {needed} disetujui" if needed else "belum ada pegawai"
    plans = DueDay(agenda.plan_deadline, f"Rencana kerja {year}", text, "plans", approved, needed, nobody=not needed)
    found = [plans]
    coming = [*rule.periods[1:], reporting(file, year + 1).periods[0]]
    for period, following in zip(rule.periods, coming, strict=True):
        evaluated, _, submitted, asked = _counts(file, year, period.code, period.start, period.end)
        text = f"{submitted} dari {asked} diajukan"  # or rated already, as `reported.SETTLED` says
        due, what = rule.due(period), f"Laporan realisasi {period.label}"
        text = text if asked else NO_PLANS
        found.append(DueDay(due, what, text, "progress", submitted, asked, period.code, nobody=not asked))
        what = f"Evaluasi {period.label}"
        found.append(_evaluation(period.end, following.end, what, evaluated, asked, period.code))
    span = year_span(year)
    evaluated, _, _, asked = _counts(file, year, str(year), span.start, span.end)
    what = f"Evaluasi tahunan {year}"
    return [*found, _evaluation(span.end, coming[-1].end, what, evaluated, asked, str(year))]


def _evaluation(ended: date, next_ends: date, what: str, done: int, total: int, period: str) -> DueDay:
    """No text gives a last day for an evaluation; it begins when its period is over."""
    begins, next_on = ended + timedelta(days=1), next_ends + timedelta(days=1)
    text = f"{done} dari {total} selesai" if total else NO_PLANS
    return DueDay(begins, what, text, "evaluations", done, total, period, next_on, nobody=not total)


def _counts(file: DatabaseFile, year: int, code: str, start: date, end: date) -> tuple[int, int, int, int]:
    """Evaluated, reported, submitted, approved plans of a period."""
    row = file.rows(f"SELECT {IN_PERIOD} {COVERING}", (year, code, start.isoformat(), end.isoformat()))[0]
    return row[0] or 0, row[1] or 0, row[2] or 0, row[3] or 0


def _promises(file: DatabaseFile, year: int) -> list[DueDay]:
    """What somebody promised and has not done, of the year and the first weeks after it."""
    span = year_span(year)
    bounds = (span.start.isoformat(), (span.end + timedelta(days=60)).isoformat())
    found = []
    for what, (screen, sql) in _OPEN.items():
        for day, count, first in file.rows(f"SELECT due, count(*), min(text) {sql} GROUP BY due", bounds):
            more = f" (+{count - 1} lagi)" if count > 1 else ""
            found.append(DueDay(date.fromisoformat(day), what, f"{excerpt(first, 60)}{more}", screen))
    return found


_OPEN = {
    "Tindak lanjut evaluasi": ("follow_ups", """
        FROM (SELECT f.due AS due, e.name || ': ' || f.what AS text FROM follow_up f
            JOIN employee e ON e.id = f.employee_id
            WHERE NOT f.removed AND NOT e.removed AND e.end_date IS NULL AND f.done_on IS NULL)
        WHERE due BETWEEN ?1 AND ?2"""),
    "Jawaban suara masyarakat": ("voices", """
        FROM (SELECT due, text FROM voice WHERE NOT removed AND kind <> 'pujian' AND done_on IS NULL
            AND trim(no_action) = '')
        WHERE due BETWEEN ?1 AND ?2"""),
    "Perbaikan layanan": ("surveys", """
        FROM (SELECT i.due AS due, i.what AS text FROM improvement i JOIN survey s ON s.id = i.survey_id
            WHERE NOT i.removed AND NOT s.removed AND i.done_on IS NULL)
        WHERE due BETWEEN ?1 AND ?2"""),
    "Pelatihan direncanakan": ("development", """
        FROM (SELECT t.planned_for AS due, e.name || ': ' || t.title AS text FROM training t
            JOIN employee e ON e.id = t.employee_id
            WHERE NOT t.removed AND NOT e.removed AND e.end_date IS NULL AND t.state = 'direncanakan')
        WHERE due BETWEEN ?1 AND ?2"""),
}  # fmt: skip
"""What is promised -> the screen where it is kept, and its open rows with their day between ?1 and ?2."""
