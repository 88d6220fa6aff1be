"""What a survey says: NRR, IKM and mutu, respondents by group, the sample reached, before and after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from kinerja_tui.models.database import Database
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.surveys import Survey
from kinerja_tui.rules.periods import PeriodKind, PeriodSpan, period_from_code, periods_of, year_span
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.survey import ELEMENTS, GROUPS, SURVEY_RULES, SurveyRules, sample_needed, survey_rules_by_id
from kinerja_tui.rules.survey_results import Change, Results, change_between, tabulate
from kinerja_tui.services.lists.listing import Row, ShortList
from kinerja_tui.services.public import surveys
from kinerja_tui.services.public.survey_services import about, is_about
from kinerja_tui.services.public.survey_sheets import differences

Sheets = dict[str, list[dict[str, str]]]

_YEARS_BACK = 5


@dataclass(frozen=True)
class Standing:
    """One survey with everything its page and its report show."""

    survey: Survey
    results: Results
    needed: int | None
    """sheets the people served ask for; None: their number is not known"""
    open_differences: int
    before: Survey | None = None
    before_results: Results | None = None
    change: Change | None = None
    groups: dict[str, Counter[str]] = field(default_factory=dict)
    """field -> code -> sheets; the empty code is: not told"""

    @property
    def name(self) -> str:
        """Service and period."""
        return surveys.name_of(self.survey.service, self.survey.period)

    @property
    def method(self) -> str:
        """How it was computed, as it is printed with every result."""
        return f"bobot {self.results.weighting.label}; {self.results.rules.legal_basis}"

    @property
    def sample(self) -> str:
        """The sample needed and reached, in words."""
        if self.needed is None:
            return "jumlah yang dilayani belum diisi (g di daftar survei), jadi contoh yang perlu belum diketahui"
        short = self.needed - self.results.filled
        reached = "tercapai" if short <= 0 else f"kurang {short}"
        return f"contoh perlu {self.needed} lembar, terisi {self.results.filled}: {reached}"


def standing(db: Database, survey_id: str) -> Standing:
    """Everything about one survey. Raises `RuleBroken` when it is not here."""
    survey = surveys.read(db, survey_id)
    before = _before(db, survey)
    wanted = [survey_id] + ([before.id] if before else [])
    sheets = sheets_of(db.file, wanted)
    found = results_of(survey.weighting, survey.rules, sheets.get(survey_id, []))
    earlier = results_of(before.weighting, before.rules, sheets.get(before.id, [])) if before else None
    return Standing(
        survey=survey,
        results=found,
        needed=sample_needed(survey.population) if survey.population and survey.population > 0 else None,
        open_differences=len({item.number for item in differences(db.file, survey_id)}),
        before=before,
        before_results=earlier,
        change=change_between(earlier, found) if earlier else None,
        groups={name: Counter(sheet[name] for sheet in sheets.get(survey_id, [])) for name in GROUPS},
    )


def listing(file: DatabaseFile, text: str = "") -> ShortList:
    """Every survey with its sheets, how many are keyed twice or differ, its IKM and mutu; newest period first."""
    rows = [row for row in surveys.present(file) if surveys.fitting(row, text)]
    sheets = sheets_of(file, [row["key"] for row in rows])
    twice = dict(
        file.rows(
            "SELECT s.survey_id, count(DISTINCT s.number) FROM survey_sheet s JOIN survey_second z ON "
            "z.survey_id = s.survey_id AND z.number = s.number AND NOT z.removed WHERE NOT s.removed GROUP BY 1"
        )
    )
    for row in rows:
        row["results"] = results_of(row["weighting"], row["rules"], sheets.get(row["key"], []))
        population = row["population"]
        row["needed"] = sample_needed(population) if population is not None and population > 0 else None
        row["twice"] = twice.get(row["key"], 0)
        row["differing"] = len({item.number for item in differences(file, row["key"])}) if row["twice"] else 0
    return ShortList(rows)


def ikm_course(rows: Sequence[Row], row: Row) -> list[tuple[PeriodSpan, Decimal | None]]:
    """The IKM of the surveys in ``rows`` (of `listing`) about the same as ``row``, over all periods of its kind.

    From the first survey to the last, at most five years back; None where there was no survey or it says too little.
    """
    same, known = about(row), {}
    here = _span(row["period"])
    for other in rows:
        span = _span(other["period"])
        if here and span and span.kind is here.kind and other["office"] == row["office"] and is_about(other, same):
            known[span] = other["results"].ikm
    if here is None or not known:
        return []
    first, last = min(known, key=lambda span: span.start), max(known, key=lambda span: span.start)
    years = range(max(first.start.year, last.start.year - _YEARS_BACK), last.start.year + 1)
    spans = [span for year in years for span in _periods(year, here.kind)]
    return [(span, known.get(span)) for span in spans if first.start <= span.start <= last.start]


def _periods(year: int, kind: PeriodKind) -> Sequence[PeriodSpan]:
    return [year_span(year)] if kind is PeriodKind.YEAR else periods_of(year, kind)


def _span(code: str) -> PeriodSpan | None:
    """The period of a code; None for one of a newer program."""
    try:
        return period_from_code(code)
    except RuleBroken:
        return None


def group_rows(found: Standing) -> list[tuple[str, str, int]]:
    """(group, label, sheets) in the order of the sheet; codes of a newer program and "not told" come last."""
    rows = []
    for name, (title, codes) in GROUPS.items():
        counted = found.groups.get(name, Counter())
        rows += [(title, label, counted[code]) for code, label in codes.items()]
        others = sum(number for code, number in counted.items() if code and code not in codes)
        rows += [(title, "kode lain", others)] if others else []
        rows += [(title, "tidak diisi", counted[""])] if counted[""] else []
    return rows


def raw_sheets(db: Database, survey_id: str) -> list[dict[str, Any]]:
    """Number and answers of each sheet, by number: the tabulation."""
    return [dict(row) for row in sheets_of(db.file, [survey_id]).get(survey_id, [])]


def results_of(weighting: str, rules_id: str, sheets: Sequence[dict[str, str]]) -> Results:
    """What sheets say by a survey's codes of weight and rules."""
    return tabulate(sheets, surveys.weighting_of(weighting), _rules(rules_id))


def _rules(rules_id: str) -> SurveyRules:
    """The survey's rules; the newest known for an id this program does not know."""
    try:
        return survey_rules_by_id(rules_id)
    except RuleBroken:
        return SURVEY_RULES[-1]


def sheets_of(file: DatabaseFile, survey_ids: Sequence[str]) -> Sheets:
    """Survey id -> its sheets as first keyed or settled, by number: number, groups and answers."""
    names = ("number", *GROUPS, *ELEMENTS)
    columns = ", ".join(f'"{name}"' for name in names)
    found: Sheets = {}
    for row in file.rows(
        f"SELECT survey_id, {columns} FROM survey_sheet WHERE NOT removed "
        f"AND survey_id IN ({','.join('?' * len(survey_ids))}) ORDER BY number, id",
        list(survey_ids),
    ):
        found.setdefault(row[0], []).append(dict(zip(names, row[1:], strict=True)))
    return found


def _before(db: Database, survey: Survey) -> Survey | None:
    """The same service's newest survey that ended before this one began."""
    try:
        start = period_from_code(survey.period).start
    except RuleBroken:
        return None
    rows, found = surveys.present(db.file), []
    same = next((about(row) for row in rows if row["key"] == survey.id), None)
    for row in rows:
        if same is None or not is_about(row, same):
            continue
        try:
            span = period_from_code(row["period"])
        except RuleBroken:
            continue
        if span.end < start:
            found.append((span.end, row["key"]))
    return surveys.read(db, max(found)[1]) if found else None
