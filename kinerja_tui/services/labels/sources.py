"""What people call the sources of a realisasi: ``kind:record id:measure``, without the id."""

from __future__ import annotations

from collections.abc import Mapping

from kinerja_tui.rules.service_log import Measure
from kinerja_tui.rules.survey_figures import SURVEY_FIGURES
from kinerja_tui.rules.voice_measures import VoiceMeasure
from kinerja_tui.services.labels.readers import Reader

TABLES: dict[str, str] = {}
FIELDS: dict[str, dict[str, str]] = {}

_MEASURES: Mapping[str, Mapping[str, str]] = {
    "layanan": {str(measure): measure.label for measure in Measure},
    "survei": SURVEY_FIGURES,
    "suara": {str(measure): measure.label for measure in VoiceMeasure},
}
"""Kind of source -> measure -> its name. An unknown kind, of a newer program, is shown as it came."""


def _source(text: str) -> str:
    kind, measure = text.partition(":")[0], text.rpartition(":")[2]
    return f"{_RECORDS[kind]}, {_lower(_MEASURES[kind][measure])}"


def _lower(name: str) -> str:
    """As inside a sentence; what begins with two capitals is a short form and stays."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


_RECORDS: Mapping[str, str] = {
    "layanan": "catatan layanan",
    "suara": "suara masyarakat",
    "survei": "survei (SKM)",
}

READERS: dict[tuple[str, str], Reader] = {
    ("indicator", "source"): _source,
    ("progress", "source"): _source,
    ("progress", "source_rows"): lambda text: f"{int(text.partition(':')[0])} baris",
}
