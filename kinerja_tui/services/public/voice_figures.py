"""Figures of the voice of the public: of an office and of each of its services, per period, from what stands now."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.periods import PeriodKind, PeriodSpan, periods_of
from kinerja_tui.rules.voice_figures import Heard, VoiceFigures, voice_figures
from kinerja_tui.rules.voice_measures import PeriodFigures, per_hundred, period_figures
from kinerja_tui.services.forms.one_record import day_of
from kinerja_tui.services.office.holidays import holidays
from kinerja_tui.services.public import service_catalogue


@dataclass(frozen=True)
class VoiceEvidence:
    """The figures of an office or a service in a period, and the rows they were computed from."""

    figures: PeriodFigures
    count: int
    """voices that came in the period or whose action was done in it"""
    digest: str
    """over those rows with the fields that count, in the order of their ids"""


@dataclass(frozen=True)
class VoiceLine:
    """An office or one of its services, with its figures of a period."""

    about: str
    """kode wilayah of the office, or id of the service"""
    name: str
    figures: PeriodFigures
    complaints: int
    """complaints that have requests to be counted against"""
    requests: int
    """requests of the service in the period that the log knows; of an office those of its services above"""
    waiting: VoiceFigures
    """of those that wait today, whenever they came"""

    @property
    def per_hundred(self) -> Decimal | None:
        """Complaints a hundred requests; None where the log knows no request."""
        return per_hundred(self.complaints, self.requests)


def is_office(about: str) -> bool:
    """Whether a line is of a whole office: its code has dots (``19.71.01``), the id of a service has none."""
    return "." in about


def evidence(file: DatabaseFile, about: str, period: PeriodSpan, free: frozenset[date] | None = None) -> VoiceEvidence:
    """The figures of an office or a service in a period. ``free``: the holidays, if read."""
    free = holidays(file) if free is None else free
    rows = file.rows(
        "SELECT id, kind, no_action, received_on, due, done_on FROM voice WHERE NOT removed "
        f"AND {_of(about)} AND (received_on BETWEEN ?2 AND ?3 OR done_on BETWEEN ?2 AND ?3) ORDER BY id",
        (about, *_bounds(period)),
    )
    voices = [_heard(*row[1:]) for row in rows]
    text = "\n".join("\x1f".join("" if part is None else str(part) for part in row) for row in rows)
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    figures = period_figures(voices, period, free, kept=_kept(file, about, period))
    return VoiceEvidence(figures, len(rows), digest)


def name_of(file: DatabaseFile, about: str) -> str:
    """What an office or a service is called."""
    if not is_office(about):
        return service_catalogue.name_of(file, about)
    rows = file.rows("SELECT name FROM office WHERE code = ? AND name <> ''", (about,))
    return str(rows[0][0]) if rows else about


def offered(file: DatabaseFile) -> list[tuple[str, str]]:
    """Every office that keeps voices and the services in use, with their names; nothing where none are kept."""
    codes = file.rows("SELECT DISTINCT office FROM voice WHERE NOT removed ORDER BY 1")
    offices = [(code, name_of(file, code)) for (code,) in codes if is_office(code)]
    return [*offices, *service_catalogue.offered(file)] if offices else []


def lines(file: DatabaseFile, office: str, period: PeriodSpan, today: date) -> list[VoiceLine]:
    """A line for an office, and one for each of its services in use or with voices in the period or waiting."""
    free = holidays(file)
    found = []
    for service_id, name, active in file.rows(
        "SELECT id, name, active FROM service WHERE NOT removed AND office = ? ORDER BY NOT active, name, id", (office,)
    ):
        line = _line(file, service_id, name, period, today, free)
        if active or line.waiting.open or line.figures.came.heard or line.figures.done.heard:
            found.append(line)
    counted = [line for line in found if line.requests]
    whole = _line(file, office, name_of(file, office), period, today, free, counted)
    return [whole, *found]


def line_of(file: DatabaseFile, office: str, about: str, period: PeriodSpan, today: date) -> VoiceLine | None:
    """One of the `lines`; None when it is not here any more."""
    return next((line for line in lines(file, office, period, today) if line.about == about), None)


def trend(file: DatabaseFile, about: str, year: int, kind: PeriodKind) -> list[tuple[PeriodSpan, PeriodFigures]]:
    """The figures of each month or quarter of a year."""
    free = holidays(file)
    return [(period, evidence(file, about, period, free).figures) for period in periods_of(year, kind)]


def _line(
    file: DatabaseFile,
    about: str,
    name: str,
    period: PeriodSpan,
    today: date,
    free: frozenset[date],
    counted: Sequence[VoiceLine] | None = None,
) -> VoiceLine:
    """``counted``: of an office the lines of its services whose requests the log knows."""
    figures = evidence(file, about, period, free).figures
    if counted is not None:
        complaints, requests = sum(line.complaints for line in counted), sum(line.requests for line in counted)
    else:
        sql = (
            "SELECT count(*) FROM service_request WHERE NOT removed AND service_id = ? AND received_on BETWEEN ? AND ?"
        )
        complaints, requests = figures.complaints, file.rows(sql, (about, *_bounds(period)))[0][0]
    return VoiceLine(about, name, figures, complaints, requests, _waiting(file, about, today, free))


def _waiting(file: DatabaseFile, about: str, today: date, free: frozenset[date]) -> VoiceFigures:
    rows = file.rows(
        f"SELECT kind, no_action, received_on, due FROM voice WHERE NOT removed AND done_on IS NULL AND {_of(about)}",
        (about,),
    )
    voices = [_heard(*row) for row in rows]
    return voice_figures([voice for voice in voices if voice.waits], today, free)


def _heard(kind: str, no_action: str, received: str | None, due: str | None, done: str | None = None) -> Heard:
    received_on, due_on, done_on = (day_of(text or "") for text in (received, due, done))
    return Heard(kind, received_on, due=due_on, done_on=done_on, no_action=no_action)


def _kept(file: DatabaseFile, about: str, period: PeriodSpan) -> bool:
    """Whether the office wrote any voice down in the period."""
    office = "?1" if is_office(about) else "(SELECT office FROM service WHERE id = ?1)"
    sql = f"SELECT 1 FROM voice WHERE NOT removed AND office = {office} AND received_on BETWEEN ?2 AND ?3 LIMIT 1"
    return bool(file.rows(sql, (about, *_bounds(period))))


_REQUESTS = """
    SELECT count(*) FROM service_request WHERE NOT removed AND service_id = ? AND received_on BETWEEN ? AND ?
"""


def _of(about: str) -> str:
    return f"{'office' if is_office(about) else 'service_id'} = ?1"


def _bounds(period: PeriodSpan) -> tuple[str, str]:
    return period.start.isoformat(), period.end.isoformat()
