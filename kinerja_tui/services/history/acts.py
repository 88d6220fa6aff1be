"""The last acts as plain rows, and which of them were set back: an act, its undoing, the undoing of that, and so on."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kinerja_tui.models.changes import Change, stored
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.services.history.joined_acts import all_joined, spans

UNDONE, REDONE = "Diurungkan: ", "Diulang: "
"""How the titles of acts begin that set another back, and that set such a one back."""

LAST = 20
"""So many acts of this PC can be undone, the newest first."""

_WINDOW = 3 * LAST
"""Acts looked through for them: each may have been undone and done again."""


@dataclass(frozen=True, slots=True)
class ActLine:
    """One act: where it stands in the journal, what it was, about whom, by whom, and what became of it."""

    seq: int
    id: str
    at: str
    by: str
    act: str
    """its title"""
    person: str
    """name of the employee it is about; empty: about nobody, or nobody here"""
    here: bool
    """made on this PC, not brought by a bundle"""
    held: str = ""
    """why it does not count here"""
    target: str = ""
    """the act that this one sets back"""
    undone: bool = False
    """it is set back now"""
    count: int = 1
    """of how many changes it is; more than one: an act on many (`joined_acts`), under the name of its newest"""

    @property
    def is_undo(self) -> bool:
        """Whether it undoes an act; doing one again counts as an act."""
        return bool(self.target) and self.act.startswith(UNDONE)

    @property
    def plain(self) -> str:
        """The title of what was done in the first place."""
        return plain_title(self.act)

    @property
    def title(self) -> str:
        """What was done, and about whom."""
        return self.plain if not self.person or self.person in self.plain else f"{self.plain} ({self.person})"


def plain_title(title: str) -> str:
    """A title without what it says of undoing."""
    return title.removeprefix(UNDONE).removeprefix(REDONE)


def last_acts(file: DatabaseFile, count: int = _WINDOW, *, own: bool = True) -> list[ActLine]:
    """The newest acts that were made here, or the newest of all, newest first; those made together are one."""
    together = spans(file, all_joined(file))
    conditions = ["j.arrived_with IS NULL"] if own else []
    conditions += [f"j.seq NOT BETWEEN {first} AND {last - 1}" for last, (first, _) in together.items()]
    only = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    lines = []
    for seq, name, at, by, act, person, here, held in file.rows(_ACTS.format(only=only), (count,)):
        line = ActLine(seq, name, at, by, act, person, here=bool(here), held=held or "")
        if seq in together:
            whole = together[seq][1]
            line = replace(line, act=whole.title, person="", target=whole.target, count=whole.count)
        lines.append(line)
    return with_fates(lines, file)


def with_fates(lines: Sequence[ActLine], file: DatabaseFile) -> list[ActLine]:
    """Which of some acts (newest first) are set back by which."""
    found = []
    undone: set[str] = set()
    for line in lines:
        target = ""
        if line.act.startswith((UNDONE, REDONE)) and not line.held:
            target = line.target or target_of(file, line.id)
            if line.id not in undone:
                undone.add(target)
        found.append(replace(line, target=target, undone=line.id in undone))
    return found


def to_undo(lines: Sequence[ActLine]) -> ActLine | None:
    """The act that is undone next: the newest that counts and was not undone."""
    acts = [line for line in lines if line.here and not line.held and not line.is_undo]
    return next((line for line in acts[:LAST] if not line.undone), None)


def to_redo(lines: Sequence[ActLine]) -> ActLine | None:
    """The undoing that is set back next; None once something else was done after it."""
    for line in lines:
        if not line.here or line.undone:
            continue
        if line.is_undo:
            return line
        if not line.target:
            return None
    return None


def undoable(lines: Sequence[ActLine]) -> set[str]:
    """The ids of the last acts of this PC, those that were undone among them."""
    return {line.id for line in [item for item in lines if item.here and not item.held and not item.is_undo][:LAST]}


def set_back_since(file: DatabaseFile, seq: int) -> tuple[frozenset[str], frozenset[str]]:
    """Acts from ``seq`` on: (those that are set back now, those that set others back). Nothing rests on either."""
    rows = file.rows(_SETTING_BACK, (seq, f"{UNDONE}%", f"{REDONE}%"))
    undone: set[str] = set()
    setting: set[str] = set()
    for (change,) in rows:
        target = target_of(file, change)
        if target:
            setting.add(change)
            if change not in undone:
                undone.add(target)
    return frozenset(undone), frozenset(setting)


def target_of(file: DatabaseFile, change_id: str) -> str:
    """The act that an undoing sets back: it saw it in every record, and both write the same records."""
    change = _body(file, change_id)
    keys = {op.key for op in change.ops}
    seen = frozenset.intersection(*(frozenset(op.parents) for op in change.ops))
    again = change.act.startswith(REDONE)
    rows = file.rows(_NAMED.format(ids=",".join("?" * len(seen))), sorted(seen))
    found = (name for name, act in rows if act.startswith(UNDONE) is again)
    return next((name for name in found if {op.key for op in _body(file, name).ops} == keys), "")


def _body(file: DatabaseFile, change_id: str) -> Change:
    return stored(zlib.decompress(file.rows("SELECT body FROM journal WHERE id = ?", (change_id,))[0][0]))


_ACTS = """
    SELECT j.seq, j.id, j.at, j.by, j.act, coalesce(e.name, ''), j.arrived_with IS NULL, j.held
    FROM journal j LEFT JOIN employee e ON e.id = j.sub {only} ORDER BY j.seq DESC LIMIT ?
"""

_NAMED = "SELECT id, act FROM journal WHERE id IN ({ids}) ORDER BY seq DESC"

_SETTING_BACK = """
    SELECT id FROM journal WHERE seq >= ? AND (act LIKE ? OR act LIKE ?) AND held IS NULL
    AND id NOT IN (SELECT change FROM rejection WHERE NOT removed) ORDER BY seq DESC
"""
