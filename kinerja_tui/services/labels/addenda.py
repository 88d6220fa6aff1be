"""What people call the tables, fields and values of an addendum."""

from __future__ import annotations

from kinerja_tui.rules.addenda import LineKind
from kinerja_tui.services.labels.plans import target_words
from kinerja_tui.services.labels.readers import Reader, labelled, number

TABLES: dict[str, str] = {"addendum": "Adendum", "addendum_line": "Isi adendum"}

FIELDS: dict[str, dict[str, str]] = {
    "addendum": {
        "plan_id": "Rencana kerja",
        "number": "Nomor adendum",
        "takes_effect": "Berlaku mulai",
        "reason": "Alasan adendum",
        "approved_by": "Disetujui oleh",
        "approver_card": "Data yang menyetujui",
        "made_on": "Tanggal dicatat",
    },
    "addendum_line": {
        "addendum_id": "Adendum",
        "plan_id": "Rencana kerja",
        "kind": "Jenis perubahan",
        "result_id": "Hasil kerja",
        "indicator_id": "Indikator",
        "text": "Yang diubah",
        "reason": "Alasan diakhiri",
        "old_target": "Target lama",
        "new_target": "Target baru",
        "old_part": "Target bagian lama",
        "new_part": "Target bagian baru",
    },
}

READERS: dict[tuple[str, str], Reader] = {
    ("addendum_line", "kind"): labelled(LineKind),
    ("addendum_line", "old_target"): target_words,
    ("addendum_line", "new_target"): target_words,
    ("addendum_line", "old_part"): number,
    ("addendum_line", "new_part"): number,
}
