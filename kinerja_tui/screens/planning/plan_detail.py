"""Beside the list of work plans: how the plan stands, what was said about it, its results and indicators."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.formats import format_decimal
from kinerja_tui.rules.plans import Direction
from kinerja_tui.services.labels import shown
from kinerja_tui.services.lists import details
from kinerja_tui.services.lists.listing import Row
from kinerja_tui.services.planning import plan_comments
from kinerja_tui.widgets.detail import Detail, Fact, Part


def plan_detail(file: DatabaseFile, row: Row, state: str, style: str) -> Detail:
    """A row of `plans.listing`; ``state`` and ``style`` are how the list shows its state."""
    head = [
        Fact("Keadaan", state, style),
        Fact("Jabatan", row["post"] or "belum diisi", "" if row["post"] else "warn"),
        Fact("Unit kerja", row["unit"] or "–"),
    ]
    if row["start"] or row["end"]:
        head.append(Fact("Masa", " s.d. ".join(_day(row[name]) for name in ("start", "end"))))
    title = row["name"] or "(tanpa nama)"
    if row["plan_id"] is None:
        return Detail(
            title, [Part("", head), Part("", [Fact("", "Belum ada rencana kerja. Enter membuatnya.", "dim")])]
        )
    remarks = plan_comments.remarks(file, row["plan_id"])
    parts = [Part("", [*head, *_way(file, row["plan_id"])])]
    parts.append(Part("USULAN DAN KOMENTAR", [Fact("", text) for text in remarks.get("", ())]))
    indicators = details.indicators_of(file, row["plan_id"])
    results = details.results_of(file, row["plan_id"])
    for number, result in enumerate(results, 1):
        mine = [item for item in indicators if item["result_id"] == result["id"]]
        parts.append(Part(f"{number}. {result['text'] or '(belum diisi)'}", _result(result, mine, remarks)))
    if not results:
        parts.append(Part("", [Fact("", "Belum ada rencana hasil kerja. Enter mengisinya.", "dim")]))
    return Detail(title, parts)


def target_shown(item: Row) -> str:
    """A target with its unit and direction, or the written expectation: ``paling tinggi 3 hari``."""
    if item["target"] is None:
        return str(item["target_text"] or "belum diisi")
    most = "paling tinggi " if item["direction"] == Direction.LOWER else ""
    return f"{most}{format_decimal(Decimal(item['target']))} {item['unit']}".strip()


def _way(file: DatabaseFile, plan_id: str) -> list[Fact]:
    """Days and words on the way to approval, as far as it came."""
    found = details.plan_words(file, plan_id)
    if found is None:
        return []
    facts = []
    if found["submitted_on"]:
        facts.append(Fact("Diajukan", _day(found["submitted_on"])))
    if found["decided_on"]:
        by = f" oleh {found['decided_by']}" if found["decided_by"] else ""
        facts.append(Fact("Diputus", f"{_day(found['decided_on'])}{by}"))
    if found["return_reason"]:
        facts.append(Fact("Dikembalikan", found["return_reason"], "warn"))
    if found["decision_note"]:
        facts.append(Fact("Catatan", found["decision_note"]))
    return facts


def _result(result: Row, indicators: Sequence[Row], remarks: dict[str, list[str]]) -> list[Fact]:
    facts = []
    if result["starts_on"]:
        facts.append(Fact("", f"mulai {_day(result['starts_on'])} (adendum)", "dim"))
    if result["ends_on"]:
        facts.append(Fact("", f"berakhir {_day(result['ends_on'])} (adendum)", "dim"))
    facts += [Fact("", f"> {text}", "mark") for text in remarks.get(result["id"], ())]
    for item in indicators:
        facts.append(Fact("", f"· {item['text'] or '(belum diisi)'}: {target_shown(item)}"))
        facts += [Fact("", f"> {text}", "mark") for text in remarks.get(item["id"], ())]
    if not indicators:
        facts.append(Fact("", "belum ada indikator", "warn"))
    return facts


def _day(text: str | None) -> str:
    return shown("work_plan", "start", text) if text else "?"
