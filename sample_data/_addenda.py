"""One addendum in the practice data: a target lowered from October, so that there is one to look at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from _people import YEAR
from _places import Place
from _plans import Plan

_OFFICE, _INDICATOR = "asem_rowo", "Patroli wilayah"
_CHANGE = {
    "takes_effect": f"{YEAR}-10-01",
    "reason": "Mobil patroli ditarik pemerintah kota untuk perbaikan besar sampai akhir tahun.",
    "target": "84",
}


def addenda(place: Place, plans: Sequence[Plan]) -> list[dict[str, Any]]:
    """The addenda of an office, none in most."""
    if place.folder != _OFFICE:
        return []
    return [
        {"nip": plan.record["nip"], "indicator": indicator["key"], **_CHANGE}
        for plan in plans
        for result in plan.record["results"]
        for indicator in result["indicators"]
        if indicator["text"] == _INDICATOR and plan.record["state"] == "disetujui"
    ][:1]
