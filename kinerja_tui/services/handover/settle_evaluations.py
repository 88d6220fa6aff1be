"""What a lawful merge may break around evaluations, as queries for the list of things to settle.

Each row: employee's id, name, a detail for the wording, the evaluation's id.
"""

from __future__ import annotations

from typing import Literal

_PERSON = "JOIN employee e ON e.id = v.employee_id AND NOT e.removed"
_DONE = "NOT v.removed AND v.state = 'selesai'"

BROKEN: tuple[tuple[Literal["evaluation"], str, str], ...] = (
    (
        "evaluation",
        f"""
        SELECT e.id, e.name, v.period, v.id FROM evaluation v {_PERSON}
        WHERE {_DONE} AND (
            (v.work_rating = 'di_bawah' AND (trim(v.work_reason) = '' OR trim(v.work_proposal) = ''))
            OR (v.behaviour_rating = 'di_bawah'
                AND (trim(v.behaviour_reason) = '' OR trim(v.behaviour_proposal) = ''))
            OR EXISTS (SELECT 1 FROM result_rating r JOIN work_result w ON w.id = r.result_id AND NOT w.removed
                WHERE r.evaluation_id = v.id AND NOT r.removed
                AND r.rating = 'di_bawah' AND (trim(r.reason) = '' OR trim(r.proposal) = ''))
        ) ORDER BY e.name, v.period
        """,
        "Evaluasi {} selesai dengan rating di bawah ekspektasi tanpa alasan atau usulan",
    ),
    (
        "evaluation",
        f"""
        SELECT e.id, e.name, v.period, v.id FROM evaluation v {_PERSON}
        WHERE {_DONE} AND v.period LIKE '____-B__' AND EXISTS (
            SELECT 1 FROM evaluation q WHERE q.plan_id = v.plan_id AND NOT q.removed AND q.state = 'selesai'
                AND q.period = substr(v.period, 1, 4) || '-TW' || ((CAST(substr(v.period, 7) AS INTEGER) + 2) / 3)
        ) ORDER BY e.name, v.period
        """,
        "Evaluasi {} dan triwulannya sama-sama selesai: masa yang sama dinilai dua kali",
    ),
    (
        "evaluation",
        f"""
        SELECT e.id, e.name, v.period, v.id FROM evaluation v {_PERSON}
        JOIN self_assessment s ON s.plan_id = v.plan_id AND s.period = v.period AND NOT s.removed
        WHERE {_DONE} AND s.state = 'selesai' AND s.finished_on > v.finished_on ORDER BY e.name, v.period
        """,
        "Penilaian diri {} selesai sesudah evaluasinya",
    ),
    (
        "evaluation",
        f"""
        SELECT e.id, e.name, d.name, v.id
        FROM dimension_score s JOIN evaluation v ON v.id = s.evaluation_id AND NOT v.removed {_PERSON}
        JOIN dimension d ON d.id = s.dimension_id
        WHERE NOT s.removed AND s.score NOT BETWEEN d.low AND d.high
        ORDER BY e.name, v.period
        """,
        "Skor di luar skala pada dimensi {}",
    ),
)
"""Kind, query, wording."""

ADVICE = (
    "Buka evaluasinya di layar Evaluasi (5); yang sudah selesai dibuka kembali dulu dengan r dan alasannya. Kedua PC "
    "bekerja benar, hanya belum saling tahu. Tidak ada isian yang hilang."
)
"""What to do about any of them."""
