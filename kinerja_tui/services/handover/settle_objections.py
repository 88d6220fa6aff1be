"""What a merge may break about objections, in SQL for the list of things to settle."""

from __future__ import annotations

_OF = """
    FROM objection o JOIN evaluation v ON v.id = o.evaluation_id JOIN employee e ON e.id = v.employee_id
    WHERE NOT o.removed AND NOT e.removed
"""

BROKEN: tuple[tuple[str, str, str], ...] = (
    (
        "objection",
        f"""
        SELECT e.id, e.name, v.period, o.id {_OF} AND EXISTS (
            SELECT 1 FROM journal_record r JOIN journal j ON j.seq = r.seq
            WHERE r.record_id = o.id AND j.held IS NULL AND j.sub <> v.employee_id
        ) ORDER BY e.name, v.period
        """,
        "Keberatan atas evaluasi {} diajukan atas nama orang lain",
    ),
    (
        "objection",
        f"""
        SELECT e.id, e.name, v.period, o.id {_OF} AND NOT EXISTS (
            SELECT 1 FROM delivery d WHERE d.id = o.delivery_id AND d.evaluation_id = v.id AND NOT d.removed
        ) ORDER BY e.name, v.period
        """,
        "Keberatan atas evaluasi {} tanpa penyerahan hasilnya",
    ),
)
"""(kind, query, sentence) as in `settle`: one written under another person's name, or to a result that was never
handed over."""

ADVICE = (
    "Keberatan hanya diajukan pegawai yang dinilai, atas hasil yang sudah diserahkan kepadanya (PP 30/2019 ps. 59). "
    "Buka layar Keberatan (Ctrl+P): b membatalkan langkah terakhirnya, d mencatat penyerahan, a mengajukan lagi. "
    "Tidak ada isian yang hilang."
)
"""What to do about either."""
