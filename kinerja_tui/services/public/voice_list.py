"""The list of what citizens said: what is past its day first, then what nobody has yet, then the rest."""

from __future__ import annotations

from datetime import date

from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.formats import fold
from kinerja_tui.rules.voice_handling import OPEN, Standing
from kinerja_tui.services.lists.listing import Listing, Row, pattern

_BLANK = "trim(v.no_action, ' ' || char(9) || char(10) || char(13)) = ''"
# ?1 the day it is seen on; the branches are those of rules.voice_handling.standing_of
STANDING = f"""CASE
    WHEN v.done_on IS NOT NULL THEN '{Standing.DONE}'
    WHEN NOT {_BLANK} THEN '{Standing.NO_ACTION}'
    WHEN v.kind = 'pujian' THEN '{Standing.NOTED}'
    WHEN v.due < ?1 THEN '{Standing.OVERDUE}'
    WHEN coalesce(v.owner_id, '') <> '' OR v.due IS NOT NULL THEN '{Standing.FOLLOWED}'
    ELSE '{Standing.NEW}' END"""
"""SQL: how the voice ``v`` stands on the day ``?1``."""
_ORDER = " ".join(f"WHEN '{state}' THEN {place}" for place, state in enumerate(OPEN))
_LISTED = {
    "key": "v.id",
    "kind": "v.kind",
    "channel": "v.channel",
    "received_on": "v.received_on",
    "service": "coalesce(s.name, '')",
    "service_id": "coalesce(v.service_id, '')",
    "text": "v.text",
    "action": "v.action",
    "no_action": "v.no_action",
    "owner_id": "coalesce(v.owner_id, '')",
    "owner": "coalesce(e.name, '')",
    "due": "v.due",
    "done_on": "v.done_on",
    "standing": STANDING,
}
_SEARCHED = ("v.search", "v.kind || ' ' || v.channel", "lower(s.name)", "e.search")
_FOUND = " OR ".join(f"{place} LIKE ? ESCAPE '\\'" for place in _SEARCHED)
_FROM = "FROM voice v LEFT JOIN service s ON s.id = v.service_id LEFT JOIN employee e ON e.id = v.owner_id"
_OF_YEAR = f"""NOT v.removed AND ((v.done_on IS NULL AND {_BLANK}) OR v.received_on IS NULL
    OR v.received_on BETWEEN ?2 AND ?3 OR v.done_on BETWEEN ?2 AND ?3)"""


def listing(file: DatabaseFile, year: int, today: date, text: str = "", state: str = "") -> Listing:
    """Voices that came or were acted on in a year, and all that are open; the open ones first, the oldest on top.

    The text is looked for in what was said and done, kind, channel, service and owner.
    """
    conditions, values = [_OF_YEAR], _bounds(year, today)
    if state:
        conditions.append(f"{STANDING} = ?")
        values.append(state)
    for word in fold(text).split():
        conditions.append(f"({_FOUND})")
        values += [pattern(word)] * len(_SEARCHED)
    rows = file.rows(
        f"SELECT v.id, {STANDING} AS standing {_FROM} WHERE {' AND '.join(conditions)} "
        f"ORDER BY CASE standing {_ORDER} ELSE {len(OPEN)} END, "
        f"CASE WHEN standing IN {tuple(map(str, OPEN))} THEN coalesce(v.due, v.received_on) END, "
        "coalesce(v.done_on, v.received_on) DESC, v.position, v.id",
        values,
    )
    page = f"SELECT {', '.join(_LISTED.values())} {_FROM} WHERE v.id IN ({{ids}})"
    return Listing(file, [row[0] for row in rows], page, tuple(_LISTED), [today.isoformat()])


def counts(file: DatabaseFile, year: int, today: date) -> dict[str, int]:
    """How many voices stand how."""
    rows = file.rows(f"SELECT {STANDING}, count(*) FROM voice v WHERE {_OF_YEAR} GROUP BY 1", _bounds(year, today))
    found = dict(rows)
    return {str(state): found.get(str(state), 0) for state in Standing}


def _bounds(year: int, today: date) -> list[object]:
    return [today.isoformat(), f"{year:04d}-01-01", f"{year:04d}-12-31"]


# -- beside the owner's work


def of_owner(file: DatabaseFile, employee_id: str, start: date, end: date, today: date) -> list[Row]:
    """Voices a person acts on in a period, open ones first: received by its end, and done in it or waiting then."""
    names = ("key", "kind", "received_on", "text", "action", "due", "done_on", "standing")
    columns = ", ".join(_LISTED[name] for name in names)
    rows = file.rows(
        f"SELECT {columns} FROM voice v WHERE NOT v.removed AND v.owner_id = ?2 AND v.received_on <= ?4 "
        f"AND (v.done_on >= ?3 OR (v.done_on IS NULL AND {_BLANK})) "
        "ORDER BY v.done_on IS NOT NULL, v.received_on, v.position, v.id",
        (today.isoformat(), employee_id, start.isoformat(), end.isoformat()),
    )
    return [dict(zip(names, row, strict=True)) for row in rows]
