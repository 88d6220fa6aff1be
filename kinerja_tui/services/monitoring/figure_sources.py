"""Where an indicator's realisasi can be filled from: figures of the office's own records, cited so as to be redone.

A source is a text ``kind:record id:measure``, e.g. ``layanan:<id of the service>:median_hari``. What fills a figure is
one function a kind in `KINDS`; another record of the office (a survey) joins there and in `choices`, nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from kinerja_tui.models.database import Database
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.plans import Indicator, WorkPlan
from kinerja_tui.rules.formats import excerpt, format_decimal
from kinerja_tui.rules.periods import PeriodSpan, period_from_code
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.service_log import Family, Measure
from kinerja_tui.rules.survey_figures import SURVEY_FIGURES
from kinerja_tui.rules.voice_measures import VoiceMeasure
from kinerja_tui.services.forms.forms import known
from kinerja_tui.services.public import service_catalogue, service_figures, survey_figures, voice_figures

SERVICE = "layanan"
"""Kind of a source in the service log."""
SURVEY = "survei"
"""Kind of a source in the public satisfaction survey; its record id is what was surveyed (`survey_services.about`)."""
VOICES = "suara"
"""Kind of a source in the voice of the public; its record id is an office's code or a service's id."""


@dataclass(frozen=True)
class Cited:
    """A figure with what it rests on."""

    amount: Decimal | None
    """None: there is nothing to take it from in the period"""
    count: int
    """rows it was computed from"""
    digest: str
    named: str
    """Indonesian: which record and measure"""

    @property
    def rows(self) -> str:
        """The citation as it is stored: ``18:3fa9…``."""
        return f"{self.count}:{self.digest}"


Reader = Callable[[DatabaseFile, str, str, PeriodSpan], Cited | None]
"""(file, record id, measure, period) -> the figure; None for a measure that is not known."""


def _from_services(file: DatabaseFile, service_id: str, code: str, period: PeriodSpan) -> Cited | None:
    if code not in set(Measure):
        return None
    measure, found = Measure(code), service_figures.evidence(file, service_id, period)
    named = f"{service_catalogue.name_of(file, service_id)}, {measure.label.lower()}"
    return Cited(found.figures.value(measure), found.count, found.digest, named)


def _from_surveys(file: DatabaseFile, about_id: str, code: str, period: PeriodSpan) -> Cited | None:
    if not survey_figures.is_figure(code):
        return None
    found = survey_figures.evidence(file, about_id, period)
    named = f"survei {survey_figures.name_of(file, about_id)}, {SURVEY_FIGURES[code]}"
    return Cited(found.value(code), found.count, found.digest, named)


def _from_voices(file: DatabaseFile, about: str, code: str, period: PeriodSpan) -> Cited | None:
    if code not in set(VoiceMeasure):
        return None
    measure, found = VoiceMeasure(code), voice_figures.evidence(file, about, period)
    named = f"suara {voice_figures.name_of(file, about)}, {measure.label.lower()}"
    return Cited(found.figures.value(measure), found.count, found.digest, named)


KINDS: dict[str, Reader] = {SERVICE: _from_services, SURVEY: _from_surveys, VOICES: _from_voices}
"""Kind of source -> what computes its figures."""


def choices(file: DatabaseFile) -> list[tuple[str, str]]:
    """Every source an indicator may take, with its name: of each service speed, quality, volume; of the voices of the
    public complaints, speed, answers; of each survey its figures of satisfaction."""
    found = []
    for service_id, name in service_catalogue.offered(file):
        for measure in Measure:
            label = f"{excerpt(name, 34)}: {measure.label.lower()} · {measure.family.label.lower()}"
            found.append((f"{SERVICE}:{service_id}:{measure}", label))
    for about_id, name in survey_figures.offered(file):
        for code, figure in SURVEY_FIGURES.items():
            label = f"Survei {excerpt(name, 27)}: {figure} · {Family.SATISFACTION.label.lower()}"
            found.append((f"{SURVEY}:{about_id}:{code}", label))
    for about, name in voice_figures.offered(file):
        for voiced in VoiceMeasure:
            label = f"Suara {excerpt(name, 27)}: {voiced.label.lower()} · {voiced.family.label.lower()}"
            found.append((f"{VOICES}:{about}:{voiced}", label))
    return found


def cite(file: DatabaseFile, source: str, period: PeriodSpan) -> Cited | None:
    """The figure of a source in a period as the records stand now; None for a source this program does not know."""
    kind, _, rest = source.partition(":")
    record_id, _, measure = rest.rpartition(":")
    reader = KINDS.get(kind)
    return reader(file, record_id, measure, period) if reader is not None and record_id else None


def choose(db: Database, indicator_id: str, source: str) -> None:
    """Say once where the realisasi of an indicator comes from; empty: by hand again. Raises `RuleBroken`.

    It is no target: it may be chosen on an approved plan, and changes no number.
    """
    with db.transaction() as session:
        indicator = known(session, Indicator, indicator_id)
        subject = known(session, WorkPlan, indicator.plan_id).employee_id
        named = next((name for code, name in choices(db.file) if code == source), "diketik sendiri")
        with db.act(f"Sumber realisasi: {excerpt(named, 80)} ({excerpt(indicator.text, 40)})", subject) as act:
            act.write(Indicator, indicator_id, source=source)


def compared(file: DatabaseFile, source: str, rows: str, amount: str, period: PeriodSpan) -> str:
    """What a filled realisasi says against the records now (Indonesian); empty for one keyed by hand.

    ``source``, ``rows`` and ``amount`` (canonical text) as they stand on the progress.
    """
    if not source:
        return ""
    now = cite(file, source, period)
    if now is None:
        return "Sumber angka ini belum dikenal program di PC ini; angkanya tetap seperti tersimpan."
    stood = rows.partition(":")[0]
    text = f"Dari {now.named}, {period.label}"
    if same(now, rows, amount):
        return f"{text}: {now.count} baris; dihitung ulang hasilnya sama."
    shown = service_figures.NO_DATA if now.amount is None else format_decimal(now.amount)
    if _number(amount) == now.amount:
        changed = "isi barisnya" if stood == str(now.count) else f"barisnya ({stood} menjadi {now.count})"
        return f"{text}: {changed} berubah, angkanya tetap {shown}."
    return f"{text}: BERBEDA. Sekarang {shown} dari {now.count} baris, waktu diisi {stood} baris. F8 mengisi ulang."


def same(now: Cited, rows: str, amount: str) -> bool:
    """Whether what is stored is what the records give."""
    return now.rows == rows and now.amount == _number(amount)


def differing(file: DatabaseFile) -> list[tuple[str, str, str, str]]:
    """Realisasi whose figure the records no longer give: employee id, name, indicator, progress id.

    Without those of finished evaluations: what was judged stays as it was judged by.
    """
    found = []
    for employee_id, person, text, progress_id, source, amount, code in file.rows(_CITED):
        try:
            now = cite(file, source, period_from_code(code))
        except RuleBroken:  # a period of a newer program
            continue
        if now is not None and now.amount != _number(amount or ""):
            found.append((employee_id, person, text, progress_id))
    return found


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


_CITED = """
    SELECT e.id, e.name, i.text, g.id, g.source, g.amount, g.period
    FROM progress g JOIN indicator i ON i.id = g.indicator_id JOIN work_plan p ON p.id = i.plan_id
    JOIN employee e ON e.id = p.employee_id
    WHERE g.source <> '' AND NOT g.removed AND NOT i.removed AND NOT p.removed AND NOT e.removed
        AND NOT EXISTS (SELECT 1 FROM evaluation v
            WHERE v.plan_id = p.id AND v.period = g.period AND v.state = 'selesai' AND NOT v.removed)
    ORDER BY e.name, g.period, g.id
"""
