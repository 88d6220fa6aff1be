"""Provinces, regencies, cities and kecamatan with their codes, to choose an office by a few letters.

Kode wilayah of Kepmendagri 2025: `PP` province, `PP.KK` kabupaten or kota, `PP.KK.CC` kecamatan; 38, 514 and
7,285 of them, taken from the public MIT-licensed data set cahyadsn/wilayah into data/kode_wilayah.csv. The
file is read once, at the first question, so that the start of the program does not pay for it.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from kinerja_tui.rules.formats import fold
from kinerja_tui.rules.labels import Labelled


class RegionKind(Labelled):
    """Layer of government a region belongs to."""

    PROVINCE = "provinsi", "Provinsi"
    REGENCY = "kabupaten", "Kabupaten"
    CITY = "kota", "Kota"
    KECAMATAN = "kecamatan", "Kecamatan"


@dataclass(frozen=True)
class Region:
    """One region: code and name as decreed, and the names of what it lies in (empty above its layer).

    regency is the full name with its kind (`Kota Surabaya`); a kabupaten or kota carries only its province.
    """

    code: str
    name: str
    kind: RegionKind
    regency: str = ""
    province: str = ""
    # What typed letters are compared with: letters and digits only, the kabupaten also without its kind.
    keys: tuple[str, ...] = field(default=(), repr=False, compare=False)

    @property
    def full_name(self) -> str:
        """Name and where it lies, to tell namesakes apart: `Asem Rowo, Kota Surabaya, Jawa Timur`."""
        return ", ".join(part for part in (self.name, self.regency, self.province) if part)


def search_kecamatan(letters: str, limit: int = 20) -> list[Region]:
    """Kecamatan by some letters of the name, at most limit: the name itself, then beginnings, then middles.

    Case, spaces and punctuation do not count: `asemrowo` finds Asem Rowo. Without letters the first by name.
    """
    return _search(letters, limit, lambda region: region.kind is RegionKind.KECAMATAN)


def search_regency(letters: str, limit: int = 20) -> list[Region]:
    """Kabupaten and kota by some letters of the name, with or without the kind: `dumai`, `kota dumai`."""
    return _search(letters, limit, lambda region: region.kind in (RegionKind.REGENCY, RegionKind.CITY))


def find(code: str) -> Region | None:
    """The region with this code, or None."""
    return _regions().get(code)


def _search(letters: str, limit: int, wanted: Callable[[Region], bool]) -> list[Region]:
    key = _key(letters)
    if limit < 1 or (letters.strip() and not key):
        return []
    found = [
        (_closeness(region, key), region.name, region.code, region)
        for region in _regions().values()
        if wanted(region) and any(key in name for name in region.keys)
    ]
    return [region for *_, region in sorted(found, key=lambda hit: hit[:3])[:limit]]


def _closeness(region: Region, key: str) -> int:
    """0 for the name itself, 1 for its beginning, 2 for a part inside."""
    if key in region.keys:
        return 0
    return 1 if any(name.startswith(key) for name in region.keys) else 2


def _key(name: str) -> str:
    return "".join(filter(str.isalnum, fold(name)))


@cache
def _regions() -> dict[str, Region]:
    """All regions by code. The file lists what contains before what is contained."""
    from importlib.resources import files  # costs tens of milliseconds, and many starts never come here

    regions: dict[str, Region] = {}
    table = files("kinerja_tui.services.office").joinpath("data", "kode_wilayah.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(table.splitlines()):
        regions[row["kode"]] = _region(row["kode"], row["nama"].strip(), regions)
    return regions


def _region(code: str, name: str, above: dict[str, Region]) -> Region:
    layer = code.count(".")
    if layer == 0:
        return Region(code, name, RegionKind.PROVINCE, keys=(_key(name),))
    province = above[code[:2]].name
    if layer == 1:
        kind = RegionKind.CITY if name.startswith("Kota ") else RegionKind.REGENCY
        return Region(code, name, kind, province=province, keys=(_key(name.partition(" ")[2]), _key(name)))
    return Region(code, name, RegionKind.KECAMATAN, above[code[:5]].name, province, keys=(_key(name),))
