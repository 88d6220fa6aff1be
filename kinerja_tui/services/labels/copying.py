"""Indonesian names of what was copied into e-Kinerja."""

from __future__ import annotations

from kinerja_tui.services.labels import readers
from kinerja_tui.services.labels.readers import Reader

TABLES = {"copied_item": "Tanda sudah disalin"}

FIELDS = {
    "copied_item": {
        "plan_id": "Rencana kerja",
        "period": "Periode",
        "item": "Isian",
        "value": "Kode isi yang disalin",
    }
}

READERS: dict[tuple[str, str], Reader] = {("copied_item", "period"): readers.period}
