"""Writes the practice data of five kecamatan offices.  Everything in it is invented; every run gives the same bytes.

Run ``python sample_data/generate.py`` to write beside this file, or name another folder as the only argument.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from _addenda import addenda
from _development import Development
from _documents import finish
from _feedback import feedback
from _forums import forums
from _people import YEAR, employee, office
from _places import PLACES, Place
from _plans import Planner
from _progress import Progress
from _ratings import Ratings
from _reports import Reports
from _self import SelfAssessments, dimensions
from _services import ServiceLog
from _sources import sources
from _survey import surveys
from _voices import voices


def documents(place: Place) -> dict[str, Any]:
    """The documents of an office by file name; addenda where there are some."""
    people, cards = office(place)
    plans = Planner(place, people).all()
    progress = Progress(place, plans)
    reported, rated = progress.records(), Ratings(place, progress).records()
    own = SelfAssessments(place, progress).records()
    finish(place, plans, reported)
    operator = next(person for person in people if person.job == "kasubag_umum")
    kantor = {
        "code": place.code,
        "name": place.name,
        "district_code": place.district_code,
        "district_name": place.district,
        "year": YEAR,
        "operator": {"name": operator.name, "post": operator.post},
    }
    changed = addenda(place, plans)
    reports = Reports(place, progress, rated)
    surveyed = surveys(place)
    held = forums(place, people)
    said = feedback(place, people)
    return {
        "kantor.json": kantor,
        "pegawai.json": [employee(person, cards) for person in people],
        "rencana.json": [plan.record for plan in plans],
        "realisasi.json": reported,
        "penilaian_diri.json": own,
        "evaluasi.json": rated,
        "dimensi.json": dimensions(place, rated),
        "pengembangan.json": Development(place, people, progress, rated).record(),
        "sumber.json": sources(place, people, plans),
        "layanan.json": ServiceLog(place, people).record(),
        "suara.json": voices(place, people),
        **({"adendum.json": changed} if changed else {}),
        **({"survei.json": surveyed} if surveyed else {}),
        **({"forum.json": held} if held else {}),
        **({"umpan_balik.json": said} if said else {}),
        "laporan.json": reports.reports(),
        "rencana_aksi.json": reports.steps(),
    }


def main(target: Path) -> None:
    """Write every office into its folder below the target and say how much there is."""
    for place in PLACES:
        folder = target / place.folder
        folder.mkdir(parents=True, exist_ok=True)
        written = documents(place)
        for name, content in written.items():
            text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
        counts = (
            f"{name.removesuffix('.json')} {len(rows)}" for name, rows in written.items() if isinstance(rows, list)
        )
        print(f"{place.folder}: {', '.join(counts)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
