"""What people call the tables, fields and values of key indicators and of proposals on a plan."""

from __future__ import annotations

from kinerja_tui.rules.plan_comments import Answer, AuthorKind, CommentKind
from kinerja_tui.rules.plans import Aspect, Direction
from kinerja_tui.services.labels.readers import Reader, labelled

TABLES: dict[str, str] = {
    "key_indicator": "IKU (indikator kinerja utama)",
    "plan_comment": "Usulan atau komentar",
}

FIELDS: dict[str, dict[str, str]] = {
    "key_indicator": {
        "office": "Kantor",
        "post": "Untuk jabatan",
        "text": "Indikator kinerja utama",
        "aspect": "Aspek",
        "unit": "Satuan",
        "direction": "Arah",
        "source": "Dasar atau sumber",
        "active": "Masih dipakai",
    },
    "plan_comment": {
        "plan_id": "Rencana kerja",
        "result_id": "Hasil kerja",
        "indicator_id": "Indikator",
        "kind": "Jenis",
        "author_kind": "Dari",
        "author_name": "Nama penulis",
        "text": "Isi",
        "written_on": "Tanggal ditulis",
        "answer_state": "Jawaban",
        "answer_text": "Isi jawaban",
        "answered_by": "Dijawab oleh",
        "answered_on": "Tanggal dijawab",
    },
}

READERS: dict[tuple[str, str], Reader] = {
    ("key_indicator", "aspect"): labelled(Aspect),
    ("key_indicator", "direction"): labelled(Direction),
    ("plan_comment", "kind"): labelled(CommentKind),
    ("plan_comment", "author_kind"): labelled(AuthorKind),
    ("plan_comment", "answer_state"): labelled(Answer),
}
