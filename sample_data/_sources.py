"""Where plans come from: key indicators (IKU) that plans point to, plans of the year before, proposals of staff."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

from _people import YEAR, Person
from _places import Place
from _plans import Plan, Planner
from _texts import Picker

FAMILIES: dict[str, tuple[str, ...]] = {
    "kecepatan": ("Rata-rata waktu", "Waktu penyelesaian", "Waktu tanggap", "Dokumen warga yang selesai"),
    "mutu": ("Persentase kelurahan", "Persentase usulan prioritas", "Penyerapan", "Realisasi PBB"),
    "kepuasan": ("Indeks Kepuasan", "Nilai IKM", "Pengaduan", "Persentase pengaduan"),
}
"""Family of IKU -> how the indicators that are one begin."""
DOCUMENTS = {
    "kecepatan": "Standar Pelayanan Kecamatan {place}",
    "mutu": "Renstra Kecamatan {place} 2025-2029",
    "kepuasan": "Perjanjian Kinerja Camat {place} 2026",
}
PROPOSALS = (
    (
        "usulan",
        "pegawai",
        "Target ini diturunkan sedikit: dua rekan pindah, beban loketnya bertambah.",
    ),
    ("usulan", "pegawai", "Tambahkan ukuran mutu, misalnya berkas yang harus diperbaiki, supaya bukan hanya jumlah."),
    ("komentar", "penilai", "Sebutkan bukti dukungnya sejak sekarang, supaya triwulanan tinggal menunjukkan."),
)


def sources(place: Place, people: list[Person], plans: list[Plan]) -> dict[str, Any]:
    """The content of sumber.json."""
    iku, links = key_indicators(place, plans)
    return {"iku": iku, "links": links, "lama": last_year(place, people, plans), "usulan": proposals(plans)}


def key_indicators(place: Place, plans: list[Plan]) -> tuple[list[dict[str, Any]], list[dict[str, str]]]:
    """The IKU of an office, at most three a family, and the indicators of plans that point to them."""
    found: dict[str, dict[str, Any]] = {}
    posts: dict[str, set[str]] = {}
    links = []
    for plan in plans:
        for indicator in (item for result in plan.record["results"] for item in result["indicators"]):
            text = indicator["text"]
            family = next((name for name, heads in FAMILIES.items() if text.startswith(heads)), None)
            taken = sum(entry["key"].startswith(family or "-") for entry in found.values())
            if family is None or (text not in found and taken == 3):
                continue
            entry = found.setdefault(
                text,
                {
                    "key": f"{family}-{taken + 1}",
                    "text": text,
                    "aspect": indicator["aspect"],
                    "unit": indicator["unit"],
                    "direction": indicator["direction"],
                    "source": DOCUMENTS[family].format(place=place.short),
                },
            )
            posts.setdefault(text, set()).add(plan.person.post)
            if indicator["unit"] == entry["unit"]:
                links.append({"nip": plan.person.nip, "indicator": indicator["key"], "iku": entry["key"]})
    return [entry | {"post": only(posts[text])} for text, entry in found.items()], links


def only(posts: set[str]) -> str:
    """The post of an IKU that is the head's alone; all others are for everybody."""
    return next((post for post in posts if len(posts) == 1 and post.startswith("Camat ")), "")


def last_year(place: Place, people: list[Person], plans: list[Plan]) -> list[dict[str, Any]]:
    """Plans of the year before, of people who have none now or only a draft: to be copied."""
    settled = {plan.person.nip for plan in plans if plan.record["state"] != "draf"}
    planner = Planner(place, people)
    planner.rng = Random(f"{place.folder}/lama")
    planner.picker = Picker(planner.rng)
    found = []
    for person in people:
        if person.nip not in settled and person.start < date(YEAR - 1, 7, 1):
            plan = Plan(person, {})
            results = planner.results(plan)
            for item in (item for result in results for item in result["indicators"]):
                item["target_text"] = item["target_text"].replace(str(YEAR), str(YEAR - 1))
            found.append({"nip": person.nip, "results": results, "expectations": planner.expectations(person)})
    return found


def proposals(plans: list[Plan]) -> list[dict[str, str]]:
    """What was written on the plans that are not set yet; the second proposal is answered."""
    found = []
    for plan in (plan for plan in plans if plan.record["state"] in {"draf", "diajukan"}):
        lines = [item["key"] for result in plan.record["results"] for item in result["indicators"]]
        for place, (kind, side, text) in enumerate(PROPOSALS):
            author = plan.person if side == "pegawai" or not plan.person.rater else plan.person.rater
            answered = place == 1
            found.append(
                {
                    "nip": plan.person.nip,
                    "line": lines[place % len(lines)],
                    "kind": kind,
                    "author_kind": side,
                    "author_name": author.name,
                    "text": text,
                    "written_on": f"{YEAR}-11-{9 + place:02}",
                    "answer_state": "diterima" if answered else "",
                    "answer_text": "Setuju, ditambahkan sebelum diajukan." if answered else "",
                    "answered_by": plan.person.rater.name if answered and plan.person.rater else "",
                    "answered_on": f"{YEAR}-11-16" if answered else "",
                }
            )
    return found
