"""What a lawful merge of two PCs may break in the forums with the public, as `settle` lists it."""

from __future__ import annotations

ADVICE = {
    "forum_twice": "Buka Forum masyarakat dari Cari perintah (Ctrl+P). Pindahkan pernyataan yang kurang ke salah satu "
    "dengan mengetiknya di sana (t), lalu tarik forum yang lain (x).",
}
"""Kind of trouble -> what to do about it."""

BROKEN: tuple[tuple[str, str, str], ...] = (
    (
        "forum_twice",
        """
        SELECT '', '', f.place, f.id FROM forum f WHERE NOT f.removed AND f.held_on IS NOT NULL AND EXISTS (
            SELECT 1 FROM forum o WHERE o.id < f.id AND NOT o.removed AND o.office = f.office
                AND o.held_on = f.held_on AND lower(trim(o.place)) = lower(trim(f.place))
        ) ORDER BY f.held_on, f.id
        """,
        "Forum ini tercatat dua kali: {}",
    ),
    (
        "forum_gone",
        """
        SELECT '', '', v.text, v.id FROM voice v WHERE NOT v.removed AND coalesce(v.forum_id, '') <> ''
            AND NOT EXISTS (SELECT 1 FROM forum f WHERE f.id = v.forum_id AND NOT f.removed)
        ORDER BY v.position, v.id
        """,
        "Pernyataan dari forum yang sudah ditarik: {}",
    ),
)
"""Kind, query (employee id, name, what to name it by, record id) and wording of each rule between records."""
