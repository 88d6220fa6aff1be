"""What is due, who is missing and what is not handed over yet: the first screen, from plain rows.

Standard library and rules only: this is read before SQLModel is loaded.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kinerja_tui.models.counts import Uncounted
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.periods import PeriodSpan
from kinerja_tui.rules.ruleset import RULE_SETS, rules_for
from kinerja_tui.services.forms.open_forms import OPEN_FORM
from kinerja_tui.services.monitoring.reported import REPORTED, SETTLED
from kinerja_tui.services.monitoring.reporting import reporting
from kinerja_tui.services.office.agenda_after import After, read_after
from kinerja_tui.services.planning.plan_lines import count_in_service
from kinerja_tui.services.public.late_requests import count_late
from kinerja_tui.services.public.survey_waits import SurveyWaits, read_waits
from kinerja_tui.services.public.waiting_voices import count_waiting
from kinerja_tui.services.staff import dated

FEW = 500
"""People up to whom everything is read at once, and nobody notices."""


@dataclass(frozen=True)
class Outset:
    """What the start screen knows at once, however many people there are."""

    office: str
    office_name: str
    district_name: str
    operator: str
    year: int
    practice: bool
    is_district: bool
    people: int
    """in service; above `FEW`: at least so many"""
    plan_deadline: date
    period: PeriodSpan
    """the period that is due: the newest that has ended in the working year, else the running one"""
    report_due: date
    """last day on which its report is in time"""
    organisation_rated: bool
    """capaian kinerja organisasi of that period is filled in"""
    alarms: int
    """what was noticed of restored and copied PCs and nobody has read yet"""
    unfinished: tuple[tuple[str, str], ...]
    """(form, title) of what was being typed when the program ended"""
    open_form: str
    """the form that stood open then, as `OpenForm.to_text` wrote it; empty: none did"""

    @property
    def has_many(self) -> bool:
        """Whether there are so many people that counting them takes its time."""
        return self.people > FEW


@dataclass(frozen=True)
class Agenda(Outset):
    """The counts of the start screen for the working year besides."""

    employees: int
    plans: dict[str, int]
    """plan state -> number of people in service; "tanpa" without a plan, "dikecualikan" without one and needing none"""
    late: int
    """reports of the period that are still not submitted after their last day"""
    evaluated: int
    to_evaluate: int
    """approved plans that cover days of that period"""
    reported: int
    """those of them with at least one reported indicator"""
    part_year: int
    """plans closed by a transfer whose part-year rating the former rater still owes"""
    late_requests: int
    """open requests of services that are over their longest time today"""
    overdue_voices: int
    """voices of the public past their day and not answered"""
    new_voices: int
    """voices of the public that wait for an answer and nobody has yet"""
    surveys: SurveyWaits
    """low elements nobody has taken up, improvements past their day"""
    after: After
    """objections and follow-ups"""
    not_handed_over: int
    """changes made here that no bundle carried yet"""
    conflicts: int
    held: int


def read_outset(file: DatabaseFile, today: date) -> Outset:
    """Read what takes no counting."""
    settings = dict(file.rows("SELECT name, value FROM setting"))
    office = settings.get("office", "")
    year = int(settings.get("year") or today.year)
    rule = reporting(file, year)
    period = rule.period_due(today)
    names = file.rows("SELECT name, parent_name FROM office WHERE code = ?", (office,))
    return Outset(
        office=office,
        office_name=names[0][0] if names else office,
        district_name=names[0][1] if names else "",
        operator=settings.get("operator", ""),
        year=year,
        practice=bool(settings.get("practice")),
        is_district=office.count(".") == 1,
        people=file.rows(_PEOPLE, (FEW + 1,))[0][0],
        # A PC without a clock battery starts in 1980, before the first rule set.
        plan_deadline=rules_for(max(date(year, 12, 31), RULE_SETS[0].valid_from)).plan_deadline(year),
        period=period,
        report_due=rule.due(period),
        organisation_rated=bool(file.rows(_ORGANISATION, (office, period.code))),
        alarms=file.rows("SELECT count(*) FROM alarm WHERE NOT read")[0][0],
        unfinished=tuple(file.rows("SELECT form, title FROM draft_form ORDER BY at DESC LIMIT 5")),
        open_form=settings.get(OPEN_FORM, ""),
    )


def read_agenda(file: DatabaseFile, today: date, outset: Outset | None = None) -> Agenda:
    """Read the start screen's counts; ``outset`` where it was read already."""
    outset, count = outset or read_outset(file, today), file.counted.rows
    period = outset.period
    bounds = (outset.year, period.code, period.start.isoformat(), period.end.isoformat())
    overdue_voices, new_voices = count_waiting(file, today)
    evaluated, reported, submitted, approved = count(f"SELECT {IN_PERIOD} {COVERING}", bounds)[0]
    return Agenda(
        **vars(outset),
        employees=count("SELECT count(*) FROM employee WHERE NOT removed AND end_date IS NULL")[0][0],
        plans=count_in_service(file, outset.year, today),
        late=(approved or 0) - (submitted or 0) if today > outset.report_due else 0,
        evaluated=evaluated or 0,
        to_evaluate=approved or 0,
        reported=reported or 0,
        part_year=count(PART_YEAR.format("count(*)"), (outset.year, str(outset.year)))[0][0],
        after=read_after(file, today),
        not_handed_over=changes_not_handed_over(file),
        late_requests=count_late(file, today),
        surveys=read_waits(file, outset.office, today),
        overdue_voices=overdue_voices,
        new_voices=new_voices,
        conflicts=count("SELECT count(*) FROM conflict")[0][0],
        held=count("SELECT count(*) FROM journal WHERE held IS NOT NULL")[0][0],
    )


def read_quickly(file: DatabaseFile, today: date) -> Outset:
    """The whole agenda, where there are few people or all counts are remembered; else what takes no counting."""
    outset = read_outset(file, today)
    if not outset.has_many:
        return read_agenda(file, today, outset)
    try:
        with file.counted.at_once():
            return read_agenda(file, today, outset)
    except Uncounted:
        return outset


def changes_not_handed_over(file: DatabaseFile) -> int:
    """How many changes about employees made here no bundle carried yet."""
    return int(file.counted.rows(f"SELECT count(*) {NOT_HANDED_OVER}")[0][0])


_PEOPLE = """
    SELECT count(*) FROM (SELECT 1 FROM employee WHERE NOT removed AND end_date IS NULL LIMIT ?)
"""

_ORGANISATION = """
    SELECT 1 FROM organisation_rating
    WHERE office = ? AND period = ? AND unit = '' AND rating <> '' AND NOT removed LIMIT 1
"""

IN_PERIOD = f"""
    sum(EXISTS (SELECT 1 FROM evaluation v
        WHERE v.plan_id = p.id AND v.period = ?2 AND v.state = 'selesai' AND NOT v.removed)),
    sum(EXISTS (SELECT 1 {REPORTED})),
    sum(EXISTS (SELECT 1 {SETTLED})),
    count(*)
"""
"""How many approved plans are evaluated, reported on, have their report submitted, and are there, out of `COVERING`."""

COVERING = f"""
    FROM work_plan p JOIN employee e ON e.id = p.employee_id
    WHERE p.year = ?1 AND p.state = 'disetujui' AND NOT p.removed AND NOT e.removed AND e.end_date IS NULL
        AND coalesce(p.start, ?3) <= ?4 AND coalesce(p."end", ?4) >= ?3
        AND ({dated.excuse("e.id", "?3", "?4")} IS NULL OR EXISTS (SELECT 1 FROM evaluation v
            WHERE v.plan_id = p.id AND v.period = ?2 AND NOT v.removed))
"""
"""Approved plans of year ?1 that cover days of period ?2, whose first and last day are ?3 and ?4."""

PART_YEAR = """
    SELECT {} FROM work_plan p JOIN employee e ON e.id = p.employee_id
    WHERE p.year = ?1 AND p.planned_end IS NOT NULL AND p.state = 'disetujui' AND NOT p.removed AND NOT e.removed
        AND NOT EXISTS (SELECT 1 FROM evaluation v
            WHERE v.plan_id = p.id AND v.period = ?2 AND v.state = 'selesai' AND NOT v.removed)
"""
"""Plans that a transfer closed and whose part-year rating, the one of the whole year's period, is not finished."""

NOT_HANDED_OVER = """
    FROM journal WHERE arrived_with IS NULL AND seq NOT IN (SELECT seq FROM outgoing_change)
        AND seq NOT IN (SELECT seq FROM journal WHERE sub = 'ref')
"""
"""Changes made here that no bundle carried; setting up this PC is no work to hand over."""
