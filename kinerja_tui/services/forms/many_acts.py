"""The same act for many people at once, as one thing to undo: whoever may is done, whoever may not is named with why.

It is one transaction. Stopped half-way, or in a power cut, nothing of it has happened; and of one person's part
nothing is ever half done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlmodel import Session

from kinerja_tui.models.database import Database
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.history.joined_acts import joined, kept_in_memory

Progress = Callable[[int, int], None]
"""(people done, people altogether); may raise to stop, and then nothing has happened"""


@dataclass(frozen=True, slots=True)
class Item:
    """One of many: the key of its row, and whose it is."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """One that was left as it is, and the sentence of the rule."""

    item: Item
    why: str


@dataclass(slots=True)
class Outcome:
    """What came of it."""

    done: list[Item] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)

    @property
    def done_keys(self) -> list[str]:
        """Keys of the rows that were done."""
        return [item.key for item in self.done]


def for_each(
    db: Database,
    items: Sequence[Item],
    act: Callable[[str], object],
    title: Callable[[int], str],
    progress: Progress | None = None,
) -> Outcome:
    """Do ``act(key)`` for each; a `RuleBroken` of one leaves that one as it was and goes on with the next.

    ``title`` of how many were done is what undo and history call it. Raises what ``progress`` raises, and
    `DatabaseProblem`: then nothing has happened.
    """
    outcome = Outcome()
    with joined(db) as told, db.transaction() as session, kept_in_memory(session.connection()):
        for place, item in enumerate(items):
            if progress is not None:
                progress(place, len(items))
            try:
                with _all_or_nothing(db, session):
                    act(item.key)
            except RuleBroken as error:
                outcome.refused.append(Refusal(item, error.text))
            else:
                outcome.done.append(item)
        if progress is not None:
            progress(len(items), len(items))
        told.text = title(len(outcome.done))
    return outcome


@contextmanager
def _all_or_nothing(db: Database, session: Session) -> Iterator[None]:
    """One person's part: several acts of it are taken back together, and their running numbers with them."""
    number = db.identity.last_change
    try:
        with session.begin_nested():
            yield
    except BaseException:
        db.identity.last_change = number
        raise
