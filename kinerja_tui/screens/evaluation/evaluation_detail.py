"""Beside the list of evaluations: the two ratings with their reasons, the predikat, and what was said per result."""

from __future__ import annotations

from kinerja_tui.models.evaluations import FINISHED
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.services.evaluation.evaluation_checks import predicate, rating_of
from kinerja_tui.services.labels import shown
from kinerja_tui.services.lists import details
from kinerja_tui.services.lists.listing import Row
from kinerja_tui.services.monitoring.waiting import waits_for
from kinerja_tui.widgets.detail import Detail, Fact, Part


def evaluation_detail(file: DatabaseFile, row: Row, predicate_style: str) -> Detail:
    """A row of `progress.people`; ``predicate_style`` is how the list shows its predikat."""
    title = row["name"] or "(tanpa nama)"
    head = [Fact("Jabatan", row["post"] or "–"), Fact("Pejabat penilai", row["rater_name"] or "belum diisi")]
    if waiting := waits_for(row):
        return Detail(title, [Part("", head), Part("", [Fact("", f"Menunggu: {waiting}.", "dim")])])
    head.append(Fact("Realisasi", f"{row['reported']} dari {row['indicators']} indikator"))
    if row["own_state"] is not None:
        head.append(Fact("Penilaian diri", "selesai" if row["own_state"] == FINISHED else "draf"))
    found = details.evaluation_words(file, row["evaluation_id"]) if row["evaluation_id"] else None
    if found is None:
        return Detail(title, [Part("", head), Part("", [Fact("", "Belum dinilai. Enter membuka evaluasinya.", "dim")])])
    finished = found["state"] == FINISHED
    day = f" {shown('evaluation', 'finished_on', found['finished_on'])}" if found["finished_on"] else ""
    by = f" oleh {found['rated_by']}" if found["rated_by"] else ""
    head.append(Fact("Keadaan", f"selesai{day}{by}" if finished else "draf", "" if finished else "mark"))
    known = predicate(found["work_rating"], found["behaviour_rating"], found["rules"])
    label = known.label if known else "?" if found["work_rating"] and found["behaviour_rating"] else "belum ada"
    results: list[Fact] = []
    for number, item in enumerate(details.result_ratings(file, row["evaluation_id"]), 1):
        results.append(Fact("", f"{number}. {item['text'] or '(hasil kerja lain)'}: {_rating(item['rating'])}"))
        results += _words(item, "feedback", "reason", "proposal")
    return Detail(
        title,
        [
            Part("", head),
            Part(
                "",
                [
                    Fact("Predikat", label if finished or not known else f"{label} (draf)", predicate_style),
                    Fact("Hasil kerja", _rating(found["work_rating"])),
                    Fact("Perilaku kerja", _rating(found["behaviour_rating"])),
                ],
            ),
            Part("HASIL KERJA", [*_words(found, "work_reason", "work_proposal"), *results]),
            Part("PERILAKU KERJA", _words(found, "behaviour_reason", "behaviour_proposal")),
            Part("CATATAN", _words(found, "note", "missing_reason", "reopen_reason")),
        ],
    )


_LABELS = {
    "feedback": "Umpan balik",
    "work_reason": "Alasan",
    "behaviour_reason": "Alasan",
    "reason": "Alasan",
    "work_proposal": "Usulan",
    "behaviour_proposal": "Usulan",
    "proposal": "Usulan",
    "missing_reason": "Periode kosong",
    "reopen_reason": "Dibuka kembali",
}


def _words(row: Row, *names: str) -> list[Fact]:
    """What was written, with its label; nothing where nothing was."""
    return [Fact(_LABELS.get(name, ""), row[name]) for name in names if row[name]]


def _rating(text: str) -> str:
    rating = rating_of(text)
    return rating.label.lower() if rating is not None else "?" if text else "belum dinilai"
