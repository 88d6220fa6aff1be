"""The service log of one place: services with their longest time, and requests with their days; no applicant named."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from _people import YEAR, Person
from _places import Place

TODAY = date(YEAR, 11, 20)
#: Requests of the year; elsewhere a few.
BUSY = {"bukit_intan": 320}
FEW = 24
BASIS = "Standar pelayanan kecamatan (UU 25/2009 tentang Pelayanan Publik)"
#: key, name, legal basis, longest time, usual time, share of all requests
SERVICES = (
    ("iumk", "Izin usaha mikro (rekomendasi)", BASIS, 3, 2, 30),
    ("reklame", "Reklame (rekomendasi)", BASIS, 5, 4,
     14),
    ("keramaian", "Izin keramaian (rekomendasi)", BASIS, 2, 1, 16),
    ("domisili", "Domisili usaha", BASIS, 1, 1, 26),
    ("waris", "Ahli waris (pengesahan)", BASIS, None, 6, 14),
)  # fmt: skip
Item = dict[str, Any]


class ServiceLog:
    """Writes layanan.json of one place."""

    def __init__(self, place: Place, people: list[Person]) -> None:
        self.place = place
        self.rng = Random(f"{place.folder}/layanan")
        self.handlers = [p for p in people if p.end is None and p.job.startswith("yan/")] or people[:1]
        self.count = BUSY.get(place.folder, FEW)
        self.late_left = 7 if place.folder in BUSY else 0

    def record(self) -> Item:
        """Services and requests."""
        services = [
            {"key": key, "name": name, "legal_basis": basis, "max_days": limit}
            for key, name, basis, limit, _, _ in SERVICES[: None if self.place.folder in BUSY else 3]
        ]
        return {"services": services, "requests": self.requests([item["key"] for item in services])}

    def requests(self, offered: list[str]) -> list[Item]:
        """All requests in the order they were received; numbers count up within the year."""
        weights = [row[5] for row in SERVICES if row[0] in offered]
        days = sorted(self.working_day() for _ in range(self.count))
        keys = self.rng.choices(offered, weights, k=self.count)
        return [
            self.request(number, key, day) for number, (key, day) in enumerate(zip(keys, days, strict=True), start=1)
        ]

    def working_day(self) -> date:
        """A Monday to Friday from the middle of January to yesterday."""
        day = date(YEAR, 1, 12) + timedelta(days=self.rng.randrange((TODAY - date(YEAR, 1, 12)).days))
        return day - timedelta(days=max(0, day.weekday() - 4))

    def request(self, number: int, key: str, received: date) -> Item:
        """One request: faster as the year goes on, now and then slow, sent back, wrong or still open."""
        rng = self.rng
        _, _, _, limit, usual, _ = next(row for row in SERVICES if row[0] == key)
        slow = 0.24 if received.month < 6 else 0.1
        took = max(usual + rng.choice([-1, 0, 0, 0, 1]), 0) + (rng.randint(2, 6) if rng.random() < slow else 0)
        finished = after(received, took)
        returns = rng.choices([0, 1, 2, None], [78, 14, 3, 5])[0]
        result = rng.choices(["selesai", "ditolak", "dikembalikan", "dibatalkan"], [90, 4, 4, 2])[0]
        waits = limit is not None and self.late_left > 0 and received > date(YEAR, 10, 20) and rng.random() < 0.2
        overdue = waits and after(received, limit or 0) < TODAY
        self.late_left -= overdue
        is_open = overdue or finished > TODAY
        if is_open and not overdue and limit is not None and after(received, limit) < TODAY:
            is_open, finished = False, after(received, limit)  # only the busy place leaves some lying
        item: Item = {"service": key, "number": f"{number:03d}/YAN", "received_on": received.isoformat()}
        return {
            **item,
            "finished_on": None if is_open else finished.isoformat(),
            "result": "" if is_open else result,
            "returns": returns,
            "faulty": not is_open and rng.random() < 0.03,
            "handled_by": rng.choice(self.handlers).nip if rng.random() < 0.8 else None,
        }


def after(day: date, count: int) -> date:
    """So many Mondays to Fridays after a day."""
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day
