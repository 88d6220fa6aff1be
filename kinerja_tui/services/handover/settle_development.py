"""What a lawful merge of two PCs may break in training, follow-up and recognition, as `settle` lists it."""

from __future__ import annotations

BROKEN: tuple[tuple[str, str, str], ...] = (
    (
        "training",
        """
        SELECT e.id, e.name, t.title, t.id FROM training t JOIN employee e ON e.id = t.employee_id
        WHERE NOT t.removed AND NOT e.removed AND t."end" < t.start ORDER BY e.name, t.id
        """,
        "Pelatihan selesai sebelum mulai: {}",
    ),
    (
        "training",
        """
        SELECT t.employee_id, '', t.title, t.id FROM training t
        WHERE NOT t.removed AND NOT EXISTS (SELECT 1 FROM employee e WHERE e.id = t.employee_id AND NOT e.removed)
        ORDER BY t.title, t.id
        """,
        "Pelatihan seseorang yang tidak ada di daftar pegawai: {}",
    ),
    (
        "recognition",
        """
        SELECT e.id, e.name, r.basis, r.id FROM recognition r JOIN employee e ON e.id = r.employee_id
        WHERE NOT r.removed AND NOT e.removed AND r.state IN ('disetujui', 'diberikan')
            AND (e.id IN (r.decided_by_id, r.given_by_id)) ORDER BY e.name, r.id
        """,
        "Penghargaan disetujui atau diberikan oleh penerimanya sendiri: {}",
    ),
    (
        "recognition",
        """
        SELECT e.id, e.name, r.basis, r.id FROM recognition r JOIN employee e ON e.id = r.employee_id
        WHERE NOT r.removed AND NOT e.removed AND (
            r.state = 'diberikan' AND (r.decided_on IS NULL OR r.given_on IS NULL OR r.given_on < r.decided_on)
            OR r.state = 'disetujui' AND r.decided_on IS NULL
        ) ORDER BY e.name, r.id
        """,
        "Penghargaan diberikan atau disetujui tanpa langkah sebelumnya: {}",
    ),
    (
        "recognition",
        """
        SELECT e.id, e.name, r.basis, r.id FROM recognition r JOIN employee e ON e.id = r.employee_id
        WHERE NOT r.removed AND NOT e.removed AND r.state <> 'ditolak' AND EXISTS (
            SELECT 1 FROM recognition o WHERE o.id <> r.id AND NOT o.removed AND o.state <> 'ditolak'
                AND o.employee_id = r.employee_id
                AND (o.evaluation_id = r.evaluation_id OR o.indicator_id = r.indicator_id)
        ) ORDER BY e.name, r.id
        """,
        "Diusulkan dua kali atas bukti yang sama: {}",
    ),
    (
        "recognition_rule",
        """
        SELECT '', '', r.name, r.id FROM recognition_rule r
        WHERE NOT r.removed AND r.active AND EXISTS (SELECT 1 FROM recognition_rule o WHERE o.id < r.id
            AND NOT o.removed AND o.active AND o.office = r.office AND o.year = r.year AND o.condition = r.condition
            AND coalesce(o.key_indicator_id, '') = coalesce(r.key_indicator_id, '') AND o.predicate = r.predicate
            AND coalesce(o.least, 1) = coalesce(r.least, 1)) ORDER BY r.name, r.id
        """,
        "Aturan penghargaan dengan syarat yang sama ada dua: {}",
    ),
)
"""Kind, query (employee id, name, what to name it by, record id) and wording of each rule between records."""
