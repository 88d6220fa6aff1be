"""Who of the employees a text means, and how a person is named where one is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.formats import excerpt, fold
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.lists.listing import pattern
from kinerja_tui.services.staff import dated


def choices(file: DatabaseFile, text: str = "") -> list[tuple[str, str]]:
    """(employee id, "name, post") of people in service, those with a leading post first, at most 2,000.

    Everybody when ``text`` is empty, already names somebody exactly, or matches nobody: then it is no filter.
    """
    words = [] if _labelled(file, text) else fold(text).split()
    found = _people(file, words) or _people(file, [])
    return [(person, f"{name}, {post or 'tanpa jabatan'}") for person, name, post in found]


def label(file: DatabaseFile, employee_id: str) -> str:
    """The name of an employee; with the NIP where two have the same name. Raises `RuleBroken` when unknown."""
    found = file.rows(
        "SELECT name, nip, (SELECT count(*) FROM employee o WHERE o.name = e.name AND NOT o.removed) "
        "FROM employee e WHERE id = ?",
        (employee_id,),
    )
    if not found:
        raise RuleBroken("Pegawai ini belum ada di PC ini.")
    name, nip, namesakes = found[0]
    return f"{name} ({nip})" if namesakes > 1 else str(name)


OUTSIDE = "Orang di luar daftar: kosongkan ini, lalu isi bagian “di luar kantor” di bawah."
"""What to do about somebody who is not in the list, on forms that have room for such people."""


def find(file: DatabaseFile, text: str, outside: str = OUTSIDE) -> str:
    """The id of the one person a text means: a whole label, or words of the name, NIP or post.

    ``outside``: what the form has for people who are not in the list. Raises `RuleBroken` when nobody or more than one
    person is meant.
    """
    found = _labelled(file, text)
    if len(found) != 1:
        found = [person for person, *_ in _people(file, fold(text).split())]
    if not found:
        nobody = f"Tidak ada pegawai yang cocok dengan “{excerpt(text, 40)}”. F4 menampilkan daftarnya."
        raise RuleBroken(f"{nobody} {outside}".strip())
    if len(found) > 1:
        names = ", ".join(label(file, person) for person in found[:3])
        raise RuleBroken(f"Ada {len(found)} pegawai yang cocok ({names}{', …' if len(found) > 3 else ''}). Pilih: F4.")
    return found[0]


def _people(file: DatabaseFile, words: Sequence[str]) -> list[tuple[str, str, str]]:
    """(id, name, post) of people in service whose name, NIP, post or unit has every word; leaders first."""
    having, values = matching(words)
    return file.rows(
        f"SELECT e.id, e.name, a.post FROM employee e {dated.with_post(None)} "
        f"WHERE NOT e.removed AND e.end_date IS NULL {having} "
        "ORDER BY coalesce(a.post_kind, '') IN ('jpt', 'administrator', 'pengawas') DESC, e.name, e.id LIMIT 2000",
        values,
    )


def _labelled(file: DatabaseFile, text: str) -> list[str]:
    """Ids of the people whose label (see `label`) is exactly this text."""
    name, bracket, nip = text.strip().rpartition(" (")
    if bracket and nip.endswith(")"):
        by_nip = file.rows(
            "SELECT id FROM employee WHERE name = ? AND nip = ? AND NOT removed", (name, nip.removesuffix(")"))
        )
        if by_nip:
            return [row[0] for row in by_nip]
    return [row[0] for row in file.rows("SELECT id FROM employee WHERE name = ? AND NOT removed", (text.strip(),))]


def matching(words: Sequence[str], posts: str = "a.search") -> tuple[str, list[Any]]:
    """SQL conditions (each begins with AND) and values: name, NIP, post or unit contains every word."""
    values = [value for word in words for value in (pattern(word), pattern(word))]
    return f"AND (e.search LIKE ? ESCAPE '\\' OR {posts} LIKE ? ESCAPE '\\') " * len(words), values
