"""What a merge may break about work plans, in SQL for the list of things to settle."""

from __future__ import annotations

TARGET_KEY = "coalesce(i.target, '') || char(31) || i.unit || char(31) || i.target_text || char(31) || i.direction"
"""`Indicator.target_key` in SQL."""

BROKEN: tuple[tuple[str, str, str], ...] = (
    (
        "plan",
        """
        SELECT e.id, e.name, p.year, p.id FROM work_plan p JOIN employee e ON e.id = p.employee_id
        WHERE NOT p.removed AND NOT e.removed AND EXISTS (
            SELECT 1 FROM work_plan o WHERE o.employee_id = p.employee_id AND o.id <> p.id AND NOT o.removed
                AND (o.assignment_id = p.assignment_id OR NOT EXISTS (
                    SELECT 1 FROM assignment a WHERE a.id IN (o.assignment_id, p.assignment_id)
                        AND a.kind IN ('plt', 'plh')
                ))
                AND coalesce(o.start, '') <= coalesce(p.end, '9999')
                AND coalesce(p.start, '') <= coalesce(o.end, '9999')
        ) ORDER BY e.name
        """,
        "Ada dua rencana kerja {} untuk masa yang sama",
    ),
    (
        "plan",
        """
        SELECT e.id, e.name, p.year, p.id FROM work_plan p JOIN employee e ON e.id = p.employee_id
        JOIN assignment a ON a.id = p.assignment_id
        WHERE NOT p.removed AND NOT e.removed AND NOT a.removed AND e.end_date IS NULL AND p."end" > a."end"
        ORDER BY e.name
        """,
        "Rencana kerja {} berjalan lebih lama daripada jabatannya",
    ),
    (
        "target",
        f"""
        SELECT e.id, e.name, i.text, i.id FROM indicator i
        JOIN work_plan p ON p.id = i.plan_id JOIN work_result w ON w.id = i.result_id
        JOIN employee e ON e.id = p.employee_id
        WHERE p.state = 'disetujui' AND NOT p.removed AND NOT e.removed AND NOT w.removed
            AND i.approved_as <> CASE WHEN i.removed THEN ''
                WHEN p.approach = 'kualitatif' AND i.approved_as <> '' THEN i.approved_as ELSE {TARGET_KEY} END
        ORDER BY e.name, i.id
        """,
        "Target tidak sama dengan yang disetujui: {}",
    ),
    (
        "orphan",
        """
        SELECT e.id, e.name, i.text, i.id FROM indicator i
        JOIN work_result w ON w.id = i.result_id JOIN work_plan p ON p.id = w.plan_id
        JOIN employee e ON e.id = p.employee_id
        WHERE w.removed AND NOT i.removed AND NOT p.removed ORDER BY e.name
        """,
        "Hasil kerjanya dihapus, indikatornya tertinggal: {}",
    ),
    (
        "approver",
        """
        SELECT e.id, e.name, p.year, p.id FROM work_plan p JOIN employee e ON e.id = p.employee_id
        WHERE NOT p.removed AND NOT e.removed AND p.state = 'disetujui'
            AND json_extract(p.approver_card, '$.nip') = e.nip ORDER BY e.name, p.id
        """,
        "Rencana kerja {} tercatat disetujui pegawai itu sendiri",
    ),
)
"""(kind, query, sentence) as in `settle`: two plans for the same days, one that outlasts its post, an approved target
that changed, an indicator whose result is gone, a plan approved by the person himself."""

APPROVER_ADVICE = (
    "Yang dapat menyetujui hanya pejabat penilainya, atasan pejabat penilai, atau yang bertindak untuknya. "
    "Perubahan dari dua PC membuat catatan ini bertentangan. Periksa NIP pegawai dan pejabat penilainya di daftar "
    "Pegawai (2); bila NIP-nya memang tertukar, perbaiki di sana. Tidak ada isian yang hilang."
)
"""What to do about the last of them."""
