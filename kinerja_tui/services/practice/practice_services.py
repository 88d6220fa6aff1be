"""The practice office's services and their log (layanan.json); one act a service, one a month of the log."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Employee
from kinerja_tui.models.offices import Office
from kinerja_tui.models.records import natural_id
from kinerja_tui.models.service_log import Service, ServiceRequest
from kinerja_tui.rules.formats import excerpt
from kinerja_tui.rules.periods import month

Item = dict[str, Any]


def load(db: Database, content: Item, office: str) -> None:
    """Write everything as it would have been keyed."""
    limits = {item["key"]: item["max_days"] for item in content["services"]}
    for item in content["services"]:
        with db.act(f"Layanan “{excerpt(item['name'], 60)}”", Office.id_of(office)) as act:
            values = {name: item[name] for name in ("name", "legal_basis", "max_days")}
            act.write(Service, service_id(office, item["key"]), office=office, **values)
    by_month: dict[tuple[int, int], list[Item]] = defaultdict(list)
    for item in content["requests"]:
        received = date.fromisoformat(item["received_on"])
        by_month[received.year, received.month].append(item)
    for (year, number), items in by_month.items():
        title = f"Permohonan layanan {month(year, number).label}: {len(items)} baris"
        with db.act(title, Office.id_of(office)) as act:
            for item in items:
                act.write(
                    ServiceRequest,
                    natural_id("practice", "request", office, item["number"]),
                    office=office,
                    service_id=service_id(office, item["service"]),
                    number=item["number"],
                    received_on=date.fromisoformat(item["received_on"]),
                    finished_on=date.fromisoformat(item["finished_on"]) if item["finished_on"] else None,
                    result=item["result"],
                    max_days=limits[item["service"]],
                    returns=item["returns"],
                    faulty=item["faulty"],
                    handled_by=Employee.id_of(item["handled_by"]) if item["handled_by"] else None,
                )


def service_id(office: str, key: str) -> str:
    """The id of a practice service."""
    return natural_id("practice", "service", office, key)
