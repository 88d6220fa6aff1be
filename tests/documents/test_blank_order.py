"""Blank forms are keyed from top to bottom: every field of the screen has its place on the paper, in the same order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kinerja_tui.app import KinerjaApp
from kinerja_tui.documents.blanks import BLANKS, Asked
from kinerja_tui.models.database import Database
from kinerja_tui.models.objections import Objection
from kinerja_tui.rules.survey import ELEMENTS, GROUPS
from kinerja_tui.rules.values import VALUES
from kinerja_tui.screens.evaluation.evaluation_form import EvaluationForm
from kinerja_tui.screens.evaluation.objection_forms import DecisionForm, DeliveryForm, ObjectionForm
from kinerja_tui.screens.feedback.feedback_form import FeedbackForm
from kinerja_tui.screens.monitoring.guidance_forms import GuidanceForm
from kinerja_tui.screens.monitoring.progress_form import ProgressForm
from kinerja_tui.screens.planning.plan_form import PlanForm
from kinerja_tui.screens.public.forum_entry import StatementEntry
from kinerja_tui.screens.public.forums import ForumForm
from kinerja_tui.screens.public.survey_entry import SheetEntry
from kinerja_tui.screens.public.voice_form import VoiceForm
from kinerja_tui.services.evaluation import evaluations, objections
from kinerja_tui.services.feedback import feedback
from kinerja_tui.services.monitoring import guidance, progress
from kinerja_tui.services.planning import plan_entry
from kinerja_tui.services.public import forum_statements, forums, survey_sheets, voices
from kinerja_tui.services.staff.employees import NEW
from kinerja_tui.widgets.fields import Field, Item
from tests.conftest import ready
from tests.documents.paper_text import in_order, pages
from tests.services.forum_office import hold
from tests.services.survey_office import open_survey

ON_PAPER: Mapping[str, Mapping[str, str]] = {
    "skp": {
        "superior_result_id": "RENCANA HASIL KERJA PIMPINAN YANG DIINTERVENSI",
        "superior_text": "RENCANA HASIL KERJA PIMPINAN YANG DIINTERVENSI",
        "text": "RENCANA HASIL KERJA",
        "aspect": "ASPEK",
        "indicator/text": "INDIKATOR KINERJA INDIVIDU",
        "target": "TARGET",
        "expectation/text": "Ekspektasi Khusus Pimpinan",
        "plan_attachment/text": "DUKUNGAN SUMBER DAYA",
    },
    "lampiran": {"plan_attachment/text": "DUKUNGAN SUMBER DAYA"},
    "realisasi": {"amount": "REALISASI", "evidence": "BUKTI DUKUNG", "obstacles": "HAMBATAN", "note": "CATATAN"},
    "evaluasi": {
        "result_rating/feedback": "UMPAN BALIK BERKELANJUTAN",
        "result_rating/rating": "Rating: 1 di bawah",
        "work_rating": "RATING HASIL KERJA",
        "value_rating/feedback": "PERILAKU KERJA",
        "value_rating/rating": "Rating: 1 di bawah",
        "behaviour_rating": "RATING PERILAKU KERJA",
    },
    "keberatan": {
        "delivered_on": "HASIL DITERIMA TANGGAL",
        "received_by": "DITERIMA OLEH",
        "submitted_on": "KEBERATAN DIAJUKAN TANGGAL",
        "reasons": "ALASAN KEBERATAN",
        "decided_by": "DIPUTUSKAN OLEH",
        "decided_on": "DIPUTUSKAN TANGGAL",
        "decision": "KEPUTUSAN Diterima",
        "decision_text": "PERTIMBANGAN",
    },
    "b18": {"held_on": "TANGGAL", "leader_name": "PIMPINAN", "answer": "JAWABAN", "summary": "KESIMPULAN"},
    "b19": {
        "held_on": "TANGGAL",
        "leader_name": "PIMPINAN",
        "competence": "KOMPETENSI",
        "level": "ALASAN 1 2 3 4 5",
        "reason": "ALASAN 1 2 3 4 5",
        "summary": "KESIMPULAN",
    },
    "umpan-balik": {
        "given_on": "Tanggal",
        "giver_kind": "1 Pimpinan 2 Rekan kerja 3 Bawahan 4 Lainnya",
        "giver_name": "Nama pemberi",
        "went_well": "1. Berjalan baik",
        "to_improve": "2. Perlu diperbaiki",
        "proposal": "3. Usulan",
        "proposal_date": "Tanggal usulan",
        "evidence": "Bukti dukung",
        "result_id": "Tentang hasil kerja",
        "score": VALUES[0].name,
    },
    "kuesioner": {
        "number": "Nomor lembar",
        **{name: label for name, (label, _) in GROUPS.items()},
        **{name: f"{place} {label}" for place, (name, label) in enumerate(ELEMENTS.items(), 1)},
    },
    "notulen": {
        "held_on": "Tanggal",
        "place": "Tempat",
        "topic": "Pokok bahasan",
        "people": "Jumlah warga yang hadir",
        "note": "Catatan",
        "kind": "JENIS",
        "text": "YANG DISAMPAIKAN",
        "agreed": "YANG DISEPAKATI",
        "owner_id": "PENANGGUNG JAWAB",
        "due": "PALING LAMBAT",
    },
    "suara": {
        "kind": "Jenis 1 Masukan",
        "channel": "Lewat 1 Loket",
        "received_on": "Diterima",
        "service_id": "Layanan",
        "text": "Isi",
        "owner_id": "Penanggung jawab",
        "due": "Paling lambat",
        "action": "Yang dilakukan",
        "done_on": "Selesai",
        "no_action": "Alasan tidak",
    },
}
"""Code of a blank form -> column of the screen (with its table where two share it) -> where it is written on paper."""

NOT_WRITTEN = {
    "skp": {"unit", "target_text", "direction", "evidence_source", "assigned_by", "approach", "form", "tambah"},
    "realisasi": {"evidence_kind", "done_on"},
    "evaluasi": {
        "reason",
        "proposal",
        "work_reason",
        "work_proposal",
        "behaviour_reason",
        "behaviour_proposal",
        "note",
    },
    "b18": {"competence", "level", "reason"},
    "b19": {"answer"},
}
"""What the clerk decides while keying, or what stands elsewhere: the unit within the target, the note on F8."""

NOTHING_KEYED = {"dokumen", "konversi", "akumulasi", "penetapan"}
"""Blank papers whose lines the program fills from evaluations: no screen asks for them."""


def columns(items: Iterable[Item]) -> list[str]:
    """``table/column`` of what is keyed, each once, in the order of the screen."""
    keys = [item.key for item in items if isinstance(item, Field) and not item.locked]
    records = [key.split("/") for key in keys if key.count("/") == 2]
    return list(dict.fromkeys(f"{parts[0]}/{parts[2]}" for parts in records))


def expected(code: str, keyed: Sequence[str]) -> list[str]:
    """The places on the paper in the order in which the screen asks for them."""
    found: list[str] = []
    for name in keyed:
        column = name.partition("/")[2]
        if name not in ON_PAPER[code] and column in NOT_WRITTEN.get(code, ()):
            continue
        place = ON_PAPER[code].get(name) or ON_PAPER[code].get(column)
        assert place, f"{name} of the screen has no place on the blank form {code}"
        found += [place] if place not in found[-1:] else []
    return found


def seen(db: Database, plan_items: Iterable[Item]) -> dict[str, list[str]]:
    """Code of a blank form -> what its screens ask for, in their order."""
    [(plan_id, person)] = db.file.rows(
        "SELECT id, employee_id FROM work_plan WHERE state = 'disetujui' ORDER BY id LIMIT 1"
    )
    [(rated,)] = db.file.rows("SELECT id FROM evaluation WHERE state = 'selesai' ORDER BY id LIMIT 1")
    forum, survey, period = hold(db), open_survey(db, period="2026-TW4"), "2026-TW4"
    paged = EvaluationForm(*evaluations.evaluation_form(db, plan_id, period), period)
    talk = GuidanceForm(guidance.guidance_form(db, person), NEW).items()
    form, case = objections.delivery_form(db, rated)
    case = replace(case, objection=Objection(id="", evaluation_id=rated))
    asked: dict[str, Iterable[Item]] = {
        "skp": plan_items,
        "lampiran": [item for item in plan_items if isinstance(item, Field) and "plan_attachment" in item.key],
        "realisasi": ProgressForm(*progress.progress_form(db, plan_id, period), period).items(),
        "evaluasi": [item for page in paged.pages for item in page({})],
        "keberatan": [
            item for step in (DeliveryForm, ObjectionForm, DecisionForm) for item in step(form, case).items()
        ],
        "b18": talk,
        "b19": talk,
        "umpan-balik": FeedbackForm(feedback.new_form(db, person)).items(),
        "kuesioner": SheetEntry(survey_sheets.entry_form(db, survey), survey).items(),
        "notulen": [
            *ForumForm(forums.forum_form(db)).items(),
            *StatementEntry(forum_statements.entry_form(db, forum), forum).items(),
        ],
        "suara": VoiceForm(voices.voice_form(db)).items(),
    }
    return {code: columns(items) for code, items in asked.items()}


async def test_every_blank_form_stands_in_the_order_of_the_screen(app: KinerjaApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        [(draft,)] = app.db.file.rows("SELECT id FROM work_plan WHERE state = 'draf' ORDER BY id LIMIT 1")
        plan = PlanForm(plan_entry.plan_form(app.db, draft))
        await app.push_screen(plan)
        asked = seen(app.db, plan.items())
        assert asked.keys() | NOTHING_KEYED == BLANKS.keys(), "a blank paper without its screen"
        for code, keyed in asked.items():
            text = "\n".join(pages(BLANKS[code](app.db, Asked(2026))))
            assert in_order(text, *expected(code, keyed)), code
