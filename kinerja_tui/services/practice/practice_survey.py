"""The practice office's public satisfaction survey (survei.json)."""

from __future__ import annotations

from datetime import date
from typing import Any

from kinerja_tui.models.database import Database
from kinerja_tui.models.offices import Office
from kinerja_tui.models.surveys import Improvement, Survey, SurveySecond, SurveySheet
from kinerja_tui.rules.periods import period_from_code
from kinerja_tui.rules.survey import ELEMENTS, survey_rules_for
from kinerja_tui.services.public.survey_sheets import SHEET_FIELDS
from kinerja_tui.services.public.surveys import name_of

Item = dict[str, Any]


def load_surveys(db: Database, content: list[Item], office: str) -> None:
    """Write everything as it would have been keyed, the sheets of one sitting in one change."""
    for item in content:
        survey_id = Survey.id_of(office, item["service"], item["period"])
        name, subject = name_of(item["service"], item["period"]), Office.id_of(office)
        with db.act(f"Survei {name}", subject) as act:
            rules = survey_rules_for(period_from_code(item["period"]).end).id
            head = {key: item[key] for key in ("service", "period", "population", "weighting")}
            act.write(Survey, survey_id, office=office, rules=rules, **head)
        for table, lines, times in ((SurveySheet, item["sheets"], ""), (SurveySecond, item["second"], " kedua kali")):
            with db.act(f"{len(lines)} lembar survei diketik{times}: {name}", subject) as act:
                for line in lines:
                    number, _, answers = line.partition(" ")
                    values = {field: code.strip("-") for field, code in zip(SHEET_FIELDS, answers, strict=True)}
                    day = date.fromisoformat(item["entered_on"])
                    act.write(
                        table,
                        table.id_of(survey_id, int(number)),
                        survey_id=survey_id,
                        number=int(number),
                        entered_on=day,
                        **values,
                    )
        for improved in item["improvements"]:
            with db.act(f"Perbaikan {ELEMENTS[improved['element']]}: selesai", subject) as act:
                days = {key: date.fromisoformat(improved[key]) for key in ("due", "done_on")}
                record_id = Improvement.id_of(survey_id, improved["element"])
                act.write(Improvement, record_id, **{**improved, **days}, survey_id=survey_id)
