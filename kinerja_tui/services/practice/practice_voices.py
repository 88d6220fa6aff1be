"""The practice office's voice of the public (suara.json); one act a month, as it would have been keyed."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Employee
from kinerja_tui.models.offices import Office
from kinerja_tui.models.records import natural_id
from kinerja_tui.models.voices import Voice
from kinerja_tui.rules.periods import month
from kinerja_tui.services.practice.practice_services import service_id

Item = dict[str, Any]


def load(db: Database, items: list[Item], office: str) -> None:
    """Write everything, with the services as `practice_services` has them."""
    by_month: dict[tuple[int, int], list[tuple[int, Item]]] = defaultdict(list)
    for number, item in enumerate(items):
        received = date.fromisoformat(item["received_on"])
        by_month[received.year, received.month].append((number, item))
    for (year, number), of_month in by_month.items():
        title = f"Suara masyarakat {month(year, number).label}: {len(of_month)} catatan"
        with db.act(title, Office.id_of(office)) as act:
            for place, item in of_month:
                days = {name: date.fromisoformat(item[name]) if item[name] else None for name in _DAYS}
                act.write(
                    Voice,
                    natural_id("practice", "voice", office, str(place)),
                    office=office,
                    service_id=service_id(office, item["service"]) if item["service"] else None,
                    owner_id=Employee.id_of(item["owner"]) if item["owner"] else None,
                    **days,
                    **{name: item[name] for name in _TEXTS},
                )


_DAYS = ("received_on", "due", "done_on")
_TEXTS = ("kind", "channel", "text", "action", "no_action")
