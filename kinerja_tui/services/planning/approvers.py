"""Who may approve a plan, or an addendum to it: the rater, his superior, or who acts (Plh, Plt) for the rater.

The rater is the direct superior of the day (PermenPANRB 6/2022); that his superior or an acting official may stand in
for him follows from the line of command [D], so it is written down.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from kinerja_tui.models.employees import Assignment, Employee
from kinerja_tui.models.plans import WorkPlan
from kinerja_tui.rules.assignments import AssignmentKind
from kinerja_tui.rules.formats import fold, format_date
from kinerja_tui.rules.labels import Labelled
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.planning import cascade
from kinerja_tui.services.staff.employees import card
from kinerja_tui.services.staff.posts import holds


class Role(Labelled):
    """As what somebody approves."""

    RATER = "penilai", "pejabat penilai"
    SUPERIOR = "atasan", "atasan pejabat penilai"
    ACTING = "pengganti", "Plh./Plt. pejabat penilai"


@dataclass(frozen=True)
class Approver:
    """Somebody who may approve, as printed."""

    card: dict[str, Any]
    role: Role

    @property
    def name(self) -> str:
        """His name."""
        return str(self.card.get("name", ""))

    @property
    def label(self) -> str:
        """Name with the role, for a list."""
        return f"{self.name} ({self.role.label})"


def approvers_on(session: Session, plan: WorkPlan, day: date) -> list[Approver]:
    """Who may approve on a day, the rater of that day first; never the employee himself."""
    raters = cascade.raters_of(session, plan, day)
    rater = card(session, raters.rater_id, raters.rater_card, day=day)
    superior = card(session, raters.superior_id, raters.superior_card, day=day)
    found = [(rater, Role.RATER), (superior, Role.SUPERIOR)]
    found += [(item, Role.ACTING) for item in _acting_for(session, rater, day)]
    return others_than(session, plan, [Approver(item, role) for item, role in found if item])


def deciders_on(session: Session, plan: WorkPlan, day: date) -> list[Approver]:
    """Who may decide on a submitted plan on a day: the persons it was submitted to first, then those of the day."""
    submitted = ((plan.rater_card, Role.RATER), (plan.superior_card, Role.SUPERIOR))
    found = [Approver(item, role) for item, role in submitted if item]
    return others_than(session, plan, [*found, *approvers_on(session, plan, day)])


def others_than(session: Session, plan: WorkPlan, found: Sequence[Approver]) -> list[Approver]:
    """Each person once, without the employee of the plan and without cards that name nobody."""
    employee = session.get(Employee, plan.employee_id)
    seen = {_person({"nip": employee.nip, "name": employee.name})} if employee is not None else set()
    kept = []
    for item in found:
        person = _person(item.card)
        if item.name and person not in seen:
            seen.add(person)
            kept.append(item)
    return kept


def choose(session: Session, plan: WorkPlan, found: Sequence[Approver], typed: str, day: date) -> Approver:
    """The approver a name (or part of one) means. Raises `RuleBroken` with why this person may not approve."""
    text = fold(typed)
    if not text:
        raise RuleBroken("Tulis siapa yang menyetujui.")
    exact = next((item for item in found if fold(item.name) == text), None)
    if exact is not None:
        return exact
    own = session.get(Employee, plan.employee_id)
    partly = [item for item in found if _means(text, item.name)]
    if len(partly) == 1:
        return partly[0]
    if len(partly) > 1:
        raise RuleBroken(f"Ada {len(partly)} orang bernama begitu: {_named(partly)}. Ketik lebih lengkap.")
    if own is not None and _means(text, own.name):
        raise RuleBroken(f"{own.name} pegawai yang dinilai; rencana kerja sendiri tidak dapat disetujui sendiri.")
    if not found:
        raise RuleBroken("Pejabat penilai pegawai ini belum diketahui. Isi dulu di daftar Pegawai (2).")
    raise RuleBroken(
        f"{typed.strip()} bukan pejabat penilai pegawai ini pada {format_date(day)}, bukan pula atasannya. Yang dapat "
        f"menyetujui: {_named(found)}. Plh. atau Plt. dicatat dulu di daftar Pegawai (2, lalu p)."
    )


def _means(text: str, name: str) -> bool:
    """Whether every word typed (folded) begins a word of the name."""
    words = fold(name).split()
    return all(any(word.startswith(part) for word in words) for part in text.split())


def _named(found: Sequence[Approver]) -> str:
    return ", ".join(item.label for item in found)


def _person(card: dict[str, Any]) -> str:
    return str(card.get("nip") or "") or fold(str(card.get("name", "")))


def _acting_for(session: Session, rater: dict[str, Any] | None, day: date) -> list[dict[str, str]]:
    """Those who hold the rater's post as Plh or Plt on a day."""
    post = _plain(str((rater or {}).get("post", "")))
    if not post:
        return []
    kinds = [str(AssignmentKind.PLT), str(AssignmentKind.PLH)]
    query = select(Assignment).where(col(Assignment.kind).in_(kinds), col(Assignment.removed).is_(False))
    held = [item for item in session.exec(query.order_by(Assignment.id)) if holds(item, day)]
    cards = [card(session, item.employee_id, post=item) for item in held if _plain(item.post) == post]
    return [item for item in cards if item]


def _plain(post: str) -> str:
    """A post's name without Plt. or Plh., to compare."""
    words = fold(post).split()
    while words and words[0].rstrip(".") in ("plt", "plh"):
        words = words[1:]
    return " ".join(words)
