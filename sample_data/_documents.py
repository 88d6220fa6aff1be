"""What makes a plan a document: approach, form, perspectives and the lampiran.

Done last and with random numbers of its own, so that people, numbers and ratings stay as they are.
"""

from __future__ import annotations

from random import Random
from typing import Any

from _places import Place
from _plans import Plan
from _progress import quantity
from _texts import sentences

SECTIONS = {"dukungan": (1, 3), "pertanggungjawaban": (1, 2), "konsekuensi": (1, 2)}
#: Words of an indicator that tell its perspective; without one it is about how the work is done.
PERSPECTIVES = {
    "anggaran": ("anggaran",),
    "penerima_layanan": ("kepuasan", "layanan", "bantuan", "unsur survei"),
    "penguatan_internal": ("sakip", "pegawai", "pembinaan", "lembaga"),
}


def finish(place: Place, plans: list[Plan], progress: list[dict[str, Any]]) -> None:
    """Give every plan its approach, form and lampiran, and tell the progress of qualitative plans in words."""
    rng = Random(f"{place.folder}/lampiran")
    for plan in plans:
        qualitative = "kualitatif" in plan.person.flags
        leader = "mandiri" in plan.person.flags
        for result in plan.record["results"] if leader else ():
            for indicator in result["indicators"]:
                indicator["perspective"] = perspective(indicator["text"])
        if qualitative:
            in_words(plan, [record for record in progress if record["nip"] == plan.person.nip])
        plan.record |= {
            "approach": "kualitatif" if qualitative else "kuantitatif",
            "form": "jpt_mandiri" if leader else "ja_jf",
            "attachments": attachments(place, rng) if leader or qualitative or rng.random() < 0.3 else {},
        }


def attachments(place: Place, rng: Random) -> dict[str, list[str]]:
    """The lines of each section of the lampiran."""
    names = {"wil": place.wil, "kec": place.name}
    return {
        section: [text.format(**names) for text in rng.sample(sentences()[f"lampiran/{section}"], rng.randint(*bounds))]
        for section, bounds in SECTIONS.items()
    }


def perspective(text: str) -> str:
    """The perspective of an indicator."""
    found = (code for code, words in PERSPECTIVES.items() if any(word in text.lower() for word in words))
    return next(found, "proses_bisnis")


def in_words(plan: Plan, progress: list[dict[str, Any]]) -> None:
    """Success measures that say their target themselves, and what was reached as a sentence."""
    by_key = {i["key"]: i for result in plan.record["results"] for i in result["indicators"]}
    for record in progress:
        unit = by_key[record["indicator"]]["unit"]
        if record["amount"] is not None:
            record["note"] = f"{quantity(record['amount'], unit)}. {record['note']}".strip()
            record["amount"] = None
    for indicator in by_key.values():
        if indicator["target"] is None:
            indicator["text"] += f": {indicator['target_text']}"
        else:
            most = "paling lama" if indicator["aspect"] == "waktu" else "paling banyak"
            bound = most if indicator["direction"] == "turun" else "sedikitnya"
            indicator["text"] += f", {bound} {quantity(indicator['target'], indicator['unit'])}"
        indicator |= {"aspect": "kuantitas", "target": None, "unit": "", "target_text": "", "direction": "naik"}
