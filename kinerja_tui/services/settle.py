"""What a merge of two PCs may have broken and a person must settle: bentrok, and rules between records.

Nothing here refuses anything: entry holds the rules, this list shows where a lawful merge broke them.
"""

from __future__ import annotations

from dataclasses import dataclass

from kinerja_tui.models.file import DatabaseFile


@dataclass(frozen=True)
class ToSettle:
    """One thing to settle: whose it is, what is wrong (Indonesian), and the record to open."""

    employee_id: str
    person: str
    text: str
    record_id: str


def to_settle(file: DatabaseFile) -> list[ToSettle]:
    """Everything that waits for a person, field conflicts first."""
    found = []
    for sql, wording in ((_CONFLICTS, None), *_BROKEN):
        for employee_id, person, detail, record_id in file.rows(sql):
            text = f"Isian {detail} bentrok: diubah di dua PC." if wording is None else wording.format(detail or "")
            found.append(ToSettle(employee_id or "", person or "", text, record_id))
    return found


_CONFLICTS = """
    SELECT c.sub, e.name, c.table_name || '.' || c.field, c.record_id
    FROM conflict c LEFT JOIN employee e ON e.id = c.sub ORDER BY e.name, c.table_name, c.field
"""

_BROKEN = (
    (
        """
        SELECT e.id, e.name, e.nip, e.id FROM employee e
        WHERE NOT e.removed AND EXISTS (
            SELECT 1 FROM employee o WHERE o.nip = e.nip AND o.id <> e.id AND NOT o.removed
        ) ORDER BY e.nip
        """,
        "NIP {} dipakai dua data pegawai.",
    ),
    (
        """
        SELECT e.id, e.name, a.post, a.id FROM assignment a JOIN employee e ON e.id = a.employee_id
        WHERE NOT a.removed AND NOT e.removed AND EXISTS (
            SELECT 1 FROM assignment o WHERE o.employee_id = a.employee_id AND o.id <> a.id AND NOT o.removed
                AND coalesce(o.start, '') <= coalesce(a.end, '9999')
                AND coalesce(a.start, '') <= coalesce(o.end, '9999')
        ) ORDER BY e.name
        """,
        "Masa jabatan {} bertumpuk dengan jabatan lain.",
    ),
    (
        """
        SELECT e.id, e.name, p.year, p.id FROM work_plan p JOIN employee e ON e.id = p.employee_id
        WHERE NOT p.removed AND NOT e.removed AND EXISTS (
            SELECT 1 FROM work_plan o WHERE o.employee_id = p.employee_id AND o.id <> p.id AND NOT o.removed
                AND coalesce(o.start, '') <= coalesce(p.end, '9999')
                AND coalesce(p.start, '') <= coalesce(o.end, '9999')
        ) ORDER BY e.name
        """,
        "Ada dua rencana kerja {} untuk masa yang sama.",
    ),
    (
        """
        SELECT e.id, e.name, i.text, i.id FROM indicator i
        JOIN work_result w ON w.id = i.result_id JOIN work_plan p ON p.id = w.plan_id
        JOIN employee e ON e.id = p.employee_id
        WHERE w.removed AND NOT i.removed AND NOT p.removed ORDER BY e.name
        """,
        "Indikator “{}” tertinggal: hasil kerjanya sudah dihapus di PC lain.",
    ),
)
