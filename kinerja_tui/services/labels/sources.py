"""How a source of realisasi is read to people: which of the office's records, which measure; the id says nothing."""

from __future__ import annotations

from kinerja_tui.rules.labels import Labelled
from kinerja_tui.rules.service_log import Measure
from kinerja_tui.rules.voice_figures import VoiceMeasure
from kinerja_tui.services.labels.readers import Reader

TABLES: dict[str, str] = {}
FIELDS: dict[str, dict[str, str]] = {}

_KINDS: dict[str, tuple[str, type[Labelled]]] = {
    "layanan": ("catatan layanan", Measure),
    "suara": ("suara masyarakat", VoiceMeasure),
}
"""First part of a source -> what the records are called, and their measures."""


def source(text: str) -> str:
    """``layanan:<id>:median_hari`` -> ``catatan layanan, median hari kerja``; KeyError or ValueError for others."""
    name, measures = _KINDS[text.partition(":")[0]]
    return f"{name}, {measures(text.rpartition(':')[2]).label.lower()}"


READERS: dict[tuple[str, str], Reader] = {
    ("indicator", "source"): source,
    ("progress", "source"): source,
    ("progress", "source_rows"): lambda text: f"{int(text.partition(':')[0])} baris",
}
