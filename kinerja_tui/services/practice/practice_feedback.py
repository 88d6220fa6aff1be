"""The practice office's continuous feedback (umpan_balik.json): who was asked, and the sheets that came back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session

from kinerja_tui.models.act import Act
from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Employee
from kinerja_tui.models.feedback import Feedback, FeedbackInvitation, FeedbackScore
from kinerja_tui.models.records import natural_id
from kinerja_tui.rules.feedback import Score
from kinerja_tui.rules.values import VALUES

Item = dict[str, Any]
_ASKED_BEFORE = timedelta(days=7)


def load_feedback(
    db: Database, content: Item, year: int, plan_id: Callable[[str], str], result_id: Callable[[str, str], str]
) -> None:
    """Write everything as it would have been keyed, a sheet an act; ``result_id``: (NIP, key) -> id."""
    first = {item["nip"]: date.fromisoformat(item["given_on"]) for item in reversed(content["sheets"])}
    for item in content["asked"]:
        asked_on = first.get(item["nip"], date(year, 10, 1)) - _ASKED_BEFORE
        with db.act(*_titled(db, "Permintaan umpan balik", item["nip"])) as act:
            _invite(act, item, year, asked_on)
    for item in content["sheets"]:
        giver = item["giver"] or item["giver_name"]
        sheet_id = natural_id("practice", "feedback", item["nip"], item["given_on"], giver)
        with db.act(*_titled(db, "Umpan balik", item["nip"])) as act:
            if item["result"]:
                about = {"plan_id": plan_id(item["nip"]), "result_id": result_id(item["nip"], item["result"])}
            else:
                about = {}
            act.write(
                Feedback,
                sheet_id,
                employee_id=Employee.id_of(item["nip"]),
                given_on=date.fromisoformat(item["given_on"]),
                proposal_date=date.fromisoformat(item["proposal_date"]) if item["proposal_date"] else None,
                **_giver(act.session, item["giver"], item["giver_name"]),
                **about,
                **{key: item[key] for key in ("giver_kind", "went_well", "to_improve", "proposal", "evidence")},
            )
            for value, score in zip(VALUES, item["scores"], strict=False):
                if score in set(Score):
                    score_id = FeedbackScore.id_of(sheet_id, value.key)
                    act.write(FeedbackScore, score_id, feedback_id=sheet_id, value=value.key, score=score)


def _invite(act: Act, item: Item, year: int, asked_on: date) -> None:
    for nip in item["givers"]:
        employee_id = Employee.id_of(item["nip"])
        record_id = FeedbackInvitation.id_of(employee_id, year, item["giver_kind"], Employee.id_of(nip))
        act.write(
            FeedbackInvitation,
            record_id,
            employee_id=employee_id,
            year=year,
            giver_kind=item["giver_kind"],
            asked_on=asked_on,
            **_giver(act.session, nip, ""),
        )


def _giver(session: Session, nip: str | None, name: str) -> dict[str, str | None]:
    if nip is None:
        return {"giver_id": None, "giver_name": name}
    person = session.get(Employee, Employee.id_of(nip))
    assert person is not None
    return {"giver_id": person.id, "giver_name": person.name}


def _titled(db: Database, what: str, nip: str) -> tuple[str, str]:
    return f"{what} untuk {_name(db, nip)}", Employee.id_of(nip)


def _name(db: Database, nip: str) -> str:
    with db.reading() as session:
        return str(_giver(session, nip, "")["giver_name"])
