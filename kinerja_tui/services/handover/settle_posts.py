"""What a merge may break about people and their posts, in SQL for the list of things to settle."""

from __future__ import annotations

BROKEN: tuple[tuple[str, str, str], ...] = (
    (
        "nip",
        """
        SELECT e.id, e.name, e.nip, e.id FROM employee e
        WHERE NOT e.removed AND EXISTS (
            SELECT 1 FROM employee o WHERE o.nip = e.nip AND o.id <> e.id AND NOT o.removed
        ) ORDER BY e.nip
        """,
        "NIP {} dipakai dua data pegawai",
    ),
    (
        "post",
        """
        SELECT e.id, e.name, a.post, a.id FROM assignment a JOIN employee e ON e.id = a.employee_id
        WHERE NOT a.removed AND NOT e.removed AND EXISTS (
            SELECT 1 FROM assignment o WHERE o.employee_id = a.employee_id AND o.id <> a.id AND NOT o.removed
                AND o.kind NOT IN ('plt', 'plh') AND a.kind NOT IN ('plt', 'plh')
                AND coalesce(o.start, '') <= coalesce(a.end, '9999')
                AND coalesce(a.start, '') <= coalesce(o.end, '9999')
        ) ORDER BY e.name
        """,
        "Bertumpuk dengan masa jabatan lain: {}",
    ),
    (
        "gap",
        """
        SELECT e.id, e.name, a.post, a.id FROM assignment a JOIN employee e ON e.id = a.employee_id
        WHERE NOT a.removed AND NOT e.removed AND a.kind NOT IN ('plt', 'plh') AND a."end" IS NOT NULL
            AND EXISTS (SELECT 1 FROM assignment o WHERE o.employee_id = a.employee_id AND NOT o.removed
                AND o.kind NOT IN ('plt', 'plh') AND o.start > a."end")
            AND NOT EXISTS (SELECT 1 FROM assignment o WHERE o.employee_id = a.employee_id AND o.id <> a.id
                AND NOT o.removed AND o.kind NOT IN ('plt', 'plh') AND coalesce(o.start, '') <= date(a."end", '+1 day')
                AND coalesce(o."end", '9999-12-31') > a."end")
        ORDER BY e.name
        """,
        "Ada hari tanpa jabatan sesudah {}",
    ),
    (
        "rater",
        """
        SELECT e.id, e.name, a.post, a.id FROM assignment a JOIN employee e ON e.id = a.employee_id
        WHERE NOT a.removed AND NOT e.removed AND (e.id IN (a.rater_id, a.superior_id) OR EXISTS (
            SELECT 1 FROM rater_span s WHERE s.assignment_id = a.id AND NOT s.removed
                AND e.id IN (s.rater_id, s.superior_id)
        )) ORDER BY e.name
        """,
        "Tercatat menilai diri sendiri pada jabatan {}",
    ),
    (
        "post",
        """
        SELECT e.id, e.name, a.post, a.id FROM assignment a JOIN employee e ON e.id = a.employee_id
        WHERE NOT a.removed AND NOT e.removed AND a."end" < a.start ORDER BY e.name
        """,
        "Masa jabatan berakhir sebelum mulai: {}",
    ),
)
"""(kind, query, sentence) as in `settle`: a NIP twice; posts that overlap, leave days out or end before they begin; a
rater who is the person himself."""
