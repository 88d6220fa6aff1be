"""The PCs this office knows, from plain rows: introduced here, in the district's signed list, or withdrawn."""

from __future__ import annotations

from dataclasses import dataclass

from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.labels import Labelled


class Standing(Labelled):
    """Whether a PC's key counts here."""

    MET = "dikenal", "dikenal di sini"
    LISTED = "terdaftar", "terdaftar di BKPSDM"
    WITHDRAWN = "dicabut", "kunci dicabut"


@dataclass(frozen=True)
class KnownPC:
    """A PC other offices or this one know by its key."""

    site: str
    key: str
    office: str
    """kode wilayah"""
    office_name: str
    standing: Standing
    since: str
    """when it was introduced here, ISO; empty when only the district knows it"""
    by: str
    """who compared its fingerprint here"""
    withdrawn_on: str
    reason: str
    replaced_by: str
    """site that goes on in its place"""
    waiting: int
    """its changes that are held because the district did not know them when the key was withdrawn"""


def known_pcs(file: DatabaseFile, own_site: str) -> list[KnownPC]:
    """Every PC known here but this one, by office; withdrawn ones last."""
    return [
        KnownPC(
            site, key, office, name, Standing(standing), since or "", by or "", day or "", reason or "", new or "", n
        )
        for site, key, office, name, standing, since, by, day, reason, new, n in file.rows(_KNOWN, {"own": own_site})
    ]


def alarms(file: DatabaseFile) -> list[str]:
    """What was noticed of restored and copied PCs and nobody has read yet, oldest first."""
    return [str(row[0]) for row in file.rows("SELECT text FROM alarm WHERE NOT read ORDER BY id")]


_KNOWN = """
    WITH known(site, key, office) AS (
        SELECT site, max(key), max(office) FROM (
            SELECT site, key, office FROM peer WHERE trusted_at IS NOT NULL
            UNION ALL SELECT site, key, office FROM site WHERE recognised AND NOT removed
                AND site NOT IN (SELECT site FROM peer WHERE trusted_at IS NOT NULL)
        ) GROUP BY site
    ), gone AS (
        SELECT site, min(day) AS day, min(reason) AS reason, max(replaced_by) AS replaced_by
        FROM withdrawal WHERE NOT removed GROUP BY site
    )
    SELECT k.site, k.key, k.office,
        coalesce(nullif((SELECT max(name) FROM office WHERE code = k.office AND NOT removed), ''),
            nullif(p.office_name, ''), k.office),
        CASE WHEN g.site IS NOT NULL THEN 'dicabut' WHEN p.trusted_at IS NOT NULL THEN 'dikenal' ELSE 'terdaftar' END,
        p.trusted_at, p.trusted_by, g.day, g.reason, g.replaced_by,
        (SELECT count(*) FROM journal j WHERE g.site IS NOT NULL AND j.site = k.site AND j.held IS NOT NULL)
    FROM known k LEFT JOIN peer p ON p.site = k.site AND p.trusted_at IS NOT NULL LEFT JOIN gone g ON g.site = k.site
    WHERE k.site <> :own ORDER BY g.site IS NOT NULL, 4, k.site
"""
