"""Work plans of many people at once: begun, set to other days, submitted, taken back, decided on by one rater."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kinerja_tui.models.database import Database
from kinerja_tui.models.plans import WorkPlan
from kinerja_tui.rules.formats import excerpt, fold, format_date
from kinerja_tui.rules.plans import PlanState
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.forms.many_acts import Item, Outcome, Progress, for_each
from kinerja_tui.services.planning import approval, plan_comments, plan_copy, plans
from kinerja_tui.services.planning.approvers import deciders_on
from kinerja_tui.services.planning.plan_period import set_period


def start(
    db: Database,
    year: int,
    places: Mapping[Item, tuple[str, str | None]],
    *,
    copied: bool,
    progress: Progress | None = None,
) -> Outcome:
    """Begin a draft for each: item -> (employee, post or None for the present one).

    ``copied``: with the lines of the person's own plan of the year before, where there is one.
    """
    by_key = {item.key: place for item, place in places.items()}

    def begin(key: str) -> None:
        employee_id, post = by_key[key]
        sources = plan_copy.sources_for_start(db, employee_id, year, post) if copied else []
        if sources and sources[0].own:
            plan_copy.start_copied(db, employee_id, year, post, sources[0].plan_id)
        else:
            plans.start_plan(db, employee_id, year, post)

    return for_each(db, list(places), begin, lambda count: f"Rencana kerja {year} dimulai: {count} pegawai", progress)


def set_periods(
    db: Database, items: Sequence[Item], first: date | None, last: date | None, progress: Progress | None = None
) -> Outcome:
    """Set the days of drafts (keys are plans); None: as far as year and post go."""
    days = period_words(first, last)
    return for_each(
        db,
        items,
        _of_plan(db, lambda plan_id: set_period(db, plan_id, first, last)),
        lambda count: f"Masa {count} rencana kerja: {days}",
        progress,
    )


def period_words(first: date | None, last: date | None) -> str:
    """From when to when, as questions and the history say it."""
    begins = format_date(first) if first else "awal tahun atau jabatan"
    return f"{begins} sampai {format_date(last) if last else 'akhir tahun atau jabatan'}"


def submit(db: Database, items: Sequence[Item], progress: Progress | None = None) -> Outcome:
    """Hand plans to their raters; one that lacks something stays a draft."""
    act = _of_plan(db, lambda key: approval.submit(db, key))
    return for_each(db, items, act, _titled("diajukan"), progress)


def withdraw(db: Database, items: Sequence[Item], progress: Progress | None = None) -> Outcome:
    """Take submitted plans back to draft."""
    return for_each(
        db, items, _of_plan(db, lambda key: approval.withdraw(db, key)), _titled("ditarik kembali"), progress
    )


def approve(db: Database, items: Sequence[Item], rater: str, progress: Progress | None = None) -> Outcome:
    """Approve plans today; ``rater``: the one rater, by name, all of them were submitted to (see `raters_asked`)."""
    return for_each(
        db,
        items,
        _of_plan(db, lambda key: approval.approve(db, key, rater)),
        _titled(f"disetujui {rater}".strip()),
        progress,
    )


def send_back(db: Database, items: Sequence[Item], reason: str, progress: Progress | None = None) -> Outcome:
    """Return submitted plans, all for the same reason, each in the name of its rater (see `raters_asked`)."""
    title = _titled(f"dikembalikan: {excerpt(reason, 60)}")
    return for_each(db, items, _of_plan(db, lambda key: approval.send_back(db, key, reason)), title, progress)


@dataclass
class Asked:
    """A rater, and the plans that wait for his decision."""

    name: str
    """empty: nobody is known"""
    items: list[Item] = field(default_factory=list)
    commented: int = 0
    """how many of them have proposals that nobody has answered"""


def raters_asked(db: Database, items: Sequence[Item]) -> list[Asked]:
    """Who has to decide on those that are submitted: nobody approves the plans of another rater's people by a mark.

    Those with the most plans first.
    """
    found: dict[str, Asked] = {}
    with db.reading() as session:
        for item in items:
            plan = session.get(WorkPlan, item.key)
            if plan is None or plan.state != PlanState.SUBMITTED:
                continue
            deciders = deciders_on(session, plan, db.today())
            name = deciders[0].name if deciders else ""
            person = str(deciders[0].card.get("nip") or "") or fold(name) if deciders else ""
            asked = found.setdefault(person, Asked(name))
            asked.items.append(item)
            asked.commented += plan_comments.open_count(db.file, item.key) > 0
    return sorted(found.values(), key=lambda asked: (-len(asked.items), asked.name))


def plan_asked(db: Database, key: str) -> None:
    """Raises `RuleBroken` where the key of a row is no plan's: whose row it is has none."""
    with db.reading() as session:
        if session.get(WorkPlan, key) is None:
            raise RuleBroken("Belum ada rencana kerja; o membuatnya.")


def _of_plan(db: Database, act: Callable[[str], object]) -> Callable[[str], None]:
    def checked(key: str) -> None:
        plan_asked(db, key)
        act(key)

    return checked


def _titled(verb: str) -> Callable[[int], str]:
    return lambda count: f"{count} rencana kerja {verb}"
