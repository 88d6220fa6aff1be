"""A field in bentrok: every value with who wrote it, when, on which PC and what was seen; one is chosen or typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kinerja_tui.rules.formats import excerpt
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.handover import disputes
from kinerja_tui.widgets.dialogs import AskText, Pick

if TYPE_CHECKING:
    from kinerja_tui.app import KinerjaApp

_TYPE = "type"


async def settled(app: KinerjaApp, record_id: str, field: str, person: str = "") -> str | None:
    """Let a person settle a field in bentrok; what was settled, None when they went back. To be awaited in a worker.

    Raises `RuleBroken` when it is settled already, `DatabaseProblem`.
    """
    dispute = disputes.dispute(app.file, record_id, field)
    options = [
        (
            str(number),
            f"{number}  {excerpt(candidate.text, 120)}   "
            f"[{candidate.source}; sebelumnya terlihat: {excerpt(candidate.seen, 60)}]",
        )
        for number, candidate in enumerate(dispute.candidates, 1)
    ]
    if dispute.free:
        options.append((_TYPE, f"{len(options) + 1}  Ketik isi lain"))
    title = f"{person}: {dispute.title}" if person else dispute.title
    answer: str | None = await app.push_screen_wait(Pick(f"{title}. Mana yang benar?", options))
    if answer is None:
        return None
    if answer != _TYPE:
        disputes.resolve(app.db, record_id, field, dispute.candidates[int(answer) - 1].value)
        return dispute.title

    def value_of(text: str) -> object:
        return disputes.typed_value(app.db, record_id, field, text)

    def problem(text: str) -> str | None:
        try:
            value_of(text)
        except RuleBroken as error:
            return error.text
        return None

    question = f"Isi yang benar untuk {dispute.title}:"
    typed: str | None = await app.push_screen_wait(AskText(question, dispute.candidates[0].text, check=problem))
    if typed is None:
        return None
    disputes.resolve(app.db, record_id, field, value_of(typed))
    return dispute.title
