"""What a lawful merge of two PCs may break in the voice of the public, as `settle` lists it."""

from __future__ import annotations

_SAID = "SELECT '', '', v.text, v.id FROM voice v WHERE NOT v.removed AND"
_ORDER = "ORDER BY v.received_on, v.id"

BROKEN: tuple[tuple[str, str, str], ...] = (
    (
        "voice",
        f"{_SAID} trim(v.no_action) <> '' AND v.done_on IS NOT NULL {_ORDER}",
        "Suara ini ditindaklanjuti dan sekaligus diberi alasan tidak: {}",
    ),
    (
        "voice",
        f"{_SAID} v.done_on IS NOT NULL AND trim(v.action) = '' {_ORDER}",
        "Suara ini selesai tanpa yang dilakukan: {}",
    ),
    (
        "voice",
        f"{_SAID} v.done_on < v.received_on {_ORDER}",
        "Suara ini selesai sebelum diterima: {}",
    ),
    (
        "voice",
        f"{_SAID} v.due < v.received_on {_ORDER}",
        "Batas suara ini sebelum diterima: {}",
    ),
    (
        "voice",
        f"""{_SAID} v.done_on IS NULL AND trim(v.no_action) = '' AND coalesce(v.owner_id, '') <> '' AND NOT EXISTS (
            SELECT 1 FROM employee e WHERE e.id = v.owner_id AND NOT e.removed AND e.end_date IS NULL
                AND e.office = v.office) {_ORDER}""",
        "Penanggung jawab suara ini tidak (lagi) bertugas di kantor ini: {}",
    ),
    (
        "voice",
        f"""{_SAID} coalesce(v.service_id, '') <> '' AND NOT EXISTS (
            SELECT 1 FROM service s WHERE s.id = v.service_id AND NOT s.removed) {_ORDER}""",
        "Layanan dari suara ini tidak dikenal: {}",
    ),
)
"""Kind, query (employee id, name, what to name it by, record id) and wording of each rule between records."""
