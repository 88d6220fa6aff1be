"""The changes of some records as the rules on who may write what look at them: by whom, what, and having seen what."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select

from kinerja_tui.handoff.locked import LOCKED
from kinerja_tui.handoff.locked import OfficeOf as OfficeOf
from kinerja_tui.handoff.locked import Verdicts as Verdicts
from kinerja_tui.models import journal
from kinerja_tui.models.changes import Op, Value, stored

CLAIMED = "mengaku pegawai kantor lain"
STRANGER = "tentang pegawai atau catatan kantor lain"
MOVED = "ditulis kantor lama sesudah pegawai pindah"
DISTRICT_WORD = "menimpa yang ditetapkan BKPSDM"
FOREIGN_LIST = "daftar milik BKPSDM atau kantor lain"

REASONS = frozenset({CLAIMED, STRANGER, MOVED, DISTRICT_WORD, FOREIGN_LIST, LOCKED})
"""Why a change is held that its author might write were it not for somebody else's."""


@dataclass(frozen=True, slots=True)
class Writing:
    """One change of one record: its name, its author's office (None: nobody we know), whether it can count."""

    change: str
    office: str | None
    op: Op
    counts: bool
    held: str | None

    @property
    def by_district(self) -> bool:
        """Whether the district wrote it and it counts."""
        return self.counts and self.office is not None and self.office.count(".") == 1


def writings_of(connection: Connection, keys: Sequence[str], office_of: OfficeOf) -> dict[str, list[Writing]]:
    """Record id -> its changes in order of arrival. One that is held for one of `REASONS` is judged anew."""
    found: dict[str, list[Writing]] = defaultdict(list)
    wanted = set(keys)
    for name, site, body, held in connection.execute(_TOUCHING, {"keys": list(keys)}):
        counts = held is None or held in REASONS
        for op in stored(zlib.decompress(body)).ops:
            if op.key in wanted:
                found[op.key].append(Writing(name, office_of(site), op, counts, held))
    return found


_TOUCHING = (
    select(journal.journal.c.id, journal.journal.c.site, journal.journal.c.body, journal.journal.c.held)
    .where(
        journal.journal.c.seq.in_(
            select(journal.journal_record.c.seq).where(
                journal.journal_record.c.record_id.in_(bindparam("keys", expanding=True))
            )
        )
    )
    .order_by(journal.journal.c.seq)
)


def seen_by(writings: Iterable[Writing]) -> dict[str, frozenset[str]]:
    """Change -> every known change of the record its author had seen."""
    ops = {item.change: item.op for item in writings}
    seen: dict[str, frozenset[str]] = {}
    for start in ops:
        stack = [start]
        while stack:
            change = stack[-1]
            missing = [parent for parent in ops[change].parents if parent in ops and parent not in seen]
            if missing:
                stack += missing
                continue
            stack.pop()
            known = [parent for parent in ops[change].parents if parent in ops]
            seen[change] = frozenset(known).union(*(seen[parent] for parent in known))
    return seen


def text_of(value: Value) -> str:
    """A value that should be text; empty for anything else, which foreign data may hold."""
    return value if isinstance(value, str) else ""
