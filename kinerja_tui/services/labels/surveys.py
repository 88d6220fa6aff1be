"""What people call the tables, fields and values of the public satisfaction survey."""

from __future__ import annotations

from kinerja_tui.rules.survey import ELEMENTS, GROUPS, SCALE, Weighting
from kinerja_tui.services.labels.readers import Reader, labelled, period

TABLES: dict[str, str] = {
    "survey": "Survei (SKM)",
    "survey_sheet": "Lembar survei",
    "survey_second": "Lembar survei, ketikan kedua",
    "improvement": "Perbaikan layanan",
}

_SHEET = {
    "survey_id": "Survei",
    "number": "Nomor lembar",
    "entered_on": "Diketik",
    **{name: label for name, (label, _) in GROUPS.items()},
    **ELEMENTS,
}

FIELDS: dict[str, dict[str, str]] = {
    "survey": {
        "office": "Kantor",
        "service": "Layanan",
        "service_id": "Layanan di daftar",
        "period": "Periode",
        "population": "Jumlah yang dilayani",
        "weighting": "Bobot",
        "rules": "Aturan yang dipakai",
    },
    "survey_sheet": _SHEET,
    "survey_second": _SHEET,
    "improvement": {
        "survey_id": "Survei",
        "element": "Unsur",
        "what": "Yang diperbaiki",
        "who": "Penanggung jawab",
        "due": "Paling lambat",
        "done_on": "Selesai",
        "outcome": "Hasilnya",
    },
}


def _coded(codes: dict[str, str]) -> Reader:
    return lambda code: codes.get(code, code)


def _answer(code: str) -> str:
    return f"{code} {SCALE[code].lower()}"


READERS: dict[tuple[str, str], Reader] = {
    ("survey", "period"): period,
    ("survey", "weighting"): labelled(Weighting),
    ("improvement", "element"): _coded(dict(ELEMENTS)),
    **{
        (table, name): _coded(dict(codes))
        for table in ("survey_sheet", "survey_second")
        for name, (_, codes) in GROUPS.items()
    },
    **{(table, name): _answer for table in ("survey_sheet", "survey_second") for name in ELEMENTS},
}
