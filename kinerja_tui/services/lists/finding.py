"""People and plans by any part of a name, for the palette: a few of the best, from plain rows.

Standard library and rules only; the palette asks from a thread of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.formats import fold
from kinerja_tui.rules.nip import normalise
from kinerja_tui.services.lists.listing import pattern
from kinerja_tui.services.staff import dated

_LEAST_OF_A_POST = 3
"""Letters of a word before it is looked for in posts, too: two stand in half of them."""


@dataclass(frozen=True)
class FoundPerson:
    """An employee of the list, also one who left."""

    id: str
    name: str
    post: str
    ended: bool


@dataclass(frozen=True)
class FoundPlan:
    """A plan with the work result that has the words (or none, where the plan was asked for by id)."""

    id: str
    name: str
    year: int
    text: str


def words_asked(text: str) -> list[str]:
    """The words of what was typed; a NIP however it is spelled is one."""
    number = normalise(text)
    return [number] if number.isdigit() else fold(text).split()


def people(file: DatabaseFile, words: Sequence[str], most: int) -> list[FoundPerson]:
    """At most so many whose name or NIP has every word; words that begin a name first, leavers last.

    Where they do not fill the places, people who hold or held a post that has the words its name has not.
    """
    if not words:
        return []
    named = " AND ".join("e.search LIKE ? ESCAPE '\\'" for _ in words)
    begins = " + ".join("(' ' || e.search LIKE ? ESCAPE '\\')" for _ in words)
    order = f"e.end_date IS NOT NULL, e.search LIKE ? ESCAPE '\\' DESC, {begins} DESC, e.name, e.id LIMIT ?"
    ordering = [pattern(words[0])[1:], *(f"% {pattern(word)[1:]}" for word in words), most]
    sql = f"SELECT e.id FROM employee e WHERE NOT e.removed AND {{}} ORDER BY {order}"
    found = [row[0] for row in file.rows(sql.format(named), [*map(pattern, words), *ordering])]
    if len(found) < most and min(map(len, words)) >= _LEAST_OF_A_POST:
        held = "e.id IN (SELECT h.employee_id FROM assignment h WHERE NOT h.removed AND h.search LIKE ? ESCAPE '\\')"
        either = " AND ".join(f"(e.search LIKE ? ESCAPE '\\' OR {held})" for _ in words)
        values = [value for word in words for value in (pattern(word), pattern(word))]
        found += [row[0] for row in file.rows(sql.format(either), [*values, *ordering]) if row[0] not in found]
    return by_id(file, found[:most])


def by_id(file: DatabaseFile, ids: Sequence[str]) -> list[FoundPerson]:
    """The people of some ids that are still here, in that order, with the post held last."""
    places = ",".join("?" * len(ids))
    rows = file.rows(
        f"SELECT e.id, e.name, coalesce({dated.current_assignment('e.id', dated.day(None), 'post')}, ''), e.end_date "
        f"FROM employee e WHERE e.id IN ({places}) AND NOT e.removed",
        list(ids),
    )
    found = {row[0]: FoundPerson(row[0], row[1] or "(tanpa nama)", row[2], row[3] is not None) for row in rows}
    return [found[id] for id in ids if id in found]


def plans_with(file: DatabaseFile, year: int, text: str, most: int) -> list[FoundPlan]:
    """At most so many plans of a year with a work result whose text has every word; once for each result."""
    words = fold(text).split()
    conditions = "".join(" AND r.text LIKE ? ESCAPE '\\'" for _ in words)
    rows = file.rows(
        "SELECT p.id, e.name, p.year, r.text FROM work_result r JOIN work_plan p ON p.id = r.plan_id "
        f"JOIN employee e ON e.id = p.employee_id WHERE p.year = ? AND NOT (r.removed OR p.removed OR e.removed)"
        f"{conditions} LIMIT ?",
        [year, *map(pattern, words), most],
    )
    return [FoundPlan(*row) for row in rows]


def plans_by_id(file: DatabaseFile, ids: Sequence[str], year: int) -> list[FoundPlan]:
    """The plans of some ids that are still here and of the year."""
    places = ",".join("?" * len(ids))
    rows = file.rows(
        "SELECT p.id, e.name, p.year FROM work_plan p JOIN employee e ON e.id = p.employee_id "
        f"WHERE p.id IN ({places}) AND p.year = ? AND NOT (p.removed OR e.removed)",
        [*ids, year],
    )
    return [FoundPlan(id, name, year, "") for id, name, year in rows]
