"""Re-keying sheets: what of a plan or evaluation stands in e-Kinerja already, item by item, and where to go on.

A tick is safe at once (a draft); leaving the sheet makes one change of a sitting's ticks, which travels with the next
bundle, so that the next clerk goes on where this one stopped, on whichever PC.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from kinerja_tui.models.copied import CopiedItem
from kinerja_tui.models.database import Database
from kinerja_tui.models.evaluations import Evaluation, ResultRating, ValueRating
from kinerja_tui.models.plans import Indicator, PlanAttachment, WorkPlan, WorkResult
from kinerja_tui.models.records import Record
from kinerja_tui.models.state import REMOVED
from kinerja_tui.rules.formats import excerpt
from kinerja_tui.rules.labels import Labelled
from kinerja_tui.rules.periods import period_from_code
from kinerja_tui.rules.plans import PlanState
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.evaluation.evaluation_checks import FINISHED
from kinerja_tui.services.evaluation.evaluation_disputes import disputed_fields
from kinerja_tui.services.forms.forms import Form, field_key, keep, known, open_form, split_key, unfinished, write_typed
from kinerja_tui.services.monitoring.progress import in_period
from kinerja_tui.services.national.copy_items import Item, evaluation_items, plan_items
from kinerja_tui.services.planning.plan_persons import printed_persons
from kinerja_tui.services.planning.plans import PlanContents
from kinerja_tui.services.planning.targets import contents_on, judged

_KIND = "copying"


class ItemState(Labelled):
    """Where an item stands."""

    OPEN = "belum", "belum disalin"
    COPIED = "disalin", "sudah disalin"
    CHANGED = "berubah", "berubah, salin lagi"
    EMPTY = "kosong", "belum ada isinya di sini"


@dataclass(frozen=True)
class Count:
    """How far a sheet is; the four add up to all its items."""

    open: int = 0
    copied: int = 0
    changed: int = 0
    empty: int = 0

    @property
    def all(self) -> int:
        """Items that can be copied: those without a value are told apart."""
        return self.open + self.copied + self.changed

    @property
    def done(self) -> bool:
        """Whether everything that can be copied stands there."""
        return self.all > 0 and self.copied == self.all

    @property
    def begun(self) -> bool:
        """Whether anything was copied, perhaps an older value."""
        return self.copied + self.changed > 0


@dataclass
class CopySheet:
    """The sheet of one plan, or of its evaluation in a period, opened for copying."""

    plan_id: str
    period: str
    """empty: the SKP itself"""
    title: str
    warning: str
    """why what stands here may still change; empty when it is final"""
    items: tuple[Item, ...]
    form: Form
    ticks: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """item -> id of each stored tick -> the value it was given to"""

    def state(self, item: Item) -> ItemState:
        """Where an item stands, with what was ticked just now."""
        return _state(item, self._ticked(item))

    @property
    def count(self) -> Count:
        """How far it is."""
        return _count(self.state(item) for item in self.items)

    def first_to_do(self, after: int = -1) -> int | None:
        """Place of the next item to copy behind a place, around the end; None when nothing is left."""
        order = [*range(after + 1, len(self.items)), *range(min(after + 1, len(self.items)))]
        todo = {ItemState.OPEN, ItemState.CHANGED}
        return next((place for place in order if self.state(self.items[place]) in todo), None)

    def _ticked(self, item: Item) -> set[str]:
        stored = self.ticks.get(item.key, {})
        own = CopiedItem.id_of(self.plan_id, self.period, item.key, item.value)
        found = {value for tick, value in stored.items() if not self._text(tick, REMOVED)}
        if self._text(own, "value") and not self._text(own, REMOVED):
            found.add(item.value)
        return found

    def _text(self, tick: str, column: str) -> str:
        return self.form.text(field_key(CopiedItem, tick, column))


# -- one sheet


def open_sheet(db: Database, plan_id: str, period: str = "") -> CopySheet:
    """The sheet of a plan, or of its evaluation in a period, with what a power cut left ticked. Raises `RuleBroken`."""
    with db.reading() as session:
        plan, items, warning = _read(session, db, plan_id, period)
        stored = _ticks(session, [plan_id], period).get(plan_id, [])
        items = [*items, *_gone(session, items, stored)]
    ticks: dict[str, dict[str, str]] = {}
    for tick in stored:
        ticks.setdefault(tick.item, {})[tick.id] = tick.value
    here = {tick.id for tick in stored}
    ids = [CopiedItem.id_of(plan_id, period, item.key, item.value) for item in items]
    what = period_from_code(period).label if period else f"SKP {plan.plan.year}"
    form = open_form(
        db,
        f"{_KIND}:{plan_id}:{period}",
        f"Lembar salin {plan.employee.name}, {what}",
        plan.employee.id,
        stored,
        [tick for tick in ids if tick not in here],
    )
    return CopySheet(plan_id, period, f"{plan.employee.name} · {what}", warning, tuple(items), form, ticks)


def tick(db: Database, sheet: CopySheet, item: Item) -> None:
    """This value stands in e-Kinerja now; safe at once. Raises `RuleBroken` where there is nothing to copy."""
    state = sheet.state(item)
    if state is ItemState.EMPTY:
        raise RuleBroken(f"{item.label}: belum ada isinya di sini, jadi tidak ada yang disalin. Lengkapi dulu datanya.")
    own = CopiedItem.id_of(sheet.plan_id, sheet.period, item.key, item.value)
    texts = {field_key(CopiedItem, key, REMOVED): "1" for key in sheet.ticks.get(item.key, {}) if key != own}
    if item.text:  # of what is gone here only the old tick goes
        texts |= {
            field_key(CopiedItem, own, "item"): item.key,
            field_key(CopiedItem, own, "value"): item.value,
            field_key(CopiedItem, own, REMOVED): "",
        }
    keep(db, sheet.form, texts, cursor=item.key)


def untick(db: Database, sheet: CopySheet, item: Item) -> None:
    """It does not stand there after all; safe at once."""
    own = CopiedItem.id_of(sheet.plan_id, sheet.period, item.key, item.value)
    ticks = set(sheet.ticks.get(item.key, {}))
    texts = {field_key(CopiedItem, key, REMOVED): "1" for key in ticks}
    if own not in ticks:
        texts |= {field_key(CopiedItem, own, "item"): "", field_key(CopiedItem, own, "value"): ""}
    keep(db, sheet.form, texts, cursor=item.key)


def finish(db: Database, form: Form) -> None:
    """Make one change of a sitting's ticks. Raises `RuleBroken` when the plan is not here any more."""
    _, plan_id, period = form.name.split(":")
    given = _given(form)
    with db.act(f"{form.title}: {len(given)} isian sudah disalin", form.subject, seen=form.seen) as act:
        known(act.session, WorkPlan, plan_id)
        for key in given:
            act.write_anew(CopiedItem, key, plan_id=plan_id, period=period)
        write_typed(act, form)


def finish_left(db: Database) -> None:
    """Make changes of ticks that a power cut, or a closed program, left as drafts."""
    for left in unfinished(db):
        if left.form.startswith(f"{_KIND}:"):
            _, plan_id, period = left.form.split(":")
            with contextlib.suppress(RuleBroken):  # the plan is not here any more; the ticks wait for its return
                finish(db, open_sheet(db, plan_id, period).form)


# -- how far everybody is


def counts(
    db: Database, plan_ids: Iterable[str], period: str = "", progress: Callable[[int, int], None] | None = None
) -> dict[str, Count]:
    """Plan id -> how far its sheet is; a plan that cannot be read is left out. ``progress`` may raise to stop."""
    found: dict[str, Count] = {}
    with db.reading() as session:
        wanted = list(plan_ids)
        stored = _ticks(session, wanted, period)
        for done, plan_id in enumerate(wanted):
            if progress is not None:
                progress(done, len(wanted))
            try:
                _, items, _ = _read(session, db, plan_id, period)
            except RuleBroken:
                continue
            ticks = stored.get(plan_id, [])
            values: dict[str, set[str]] = {}
            for given in ticks:
                values.setdefault(given.item, set()).add(given.value)
            items += _gone(session, items, ticks)
            found[plan_id] = _count(_state(item, values.get(item.key, set())) for item in items)
    return found


def _state(item: Item, values: set[str]) -> ItemState:
    """``values``: those that were copied. More than one, from two PCs: nobody knows which came last."""
    if values:
        return ItemState.COPIED if values == {item.value} else ItemState.CHANGED
    return ItemState.OPEN if item.text else ItemState.EMPTY


def _count(states: Iterable[ItemState]) -> Count:
    found = Counter(states)
    return Count(found[ItemState.OPEN], found[ItemState.COPIED], found[ItemState.CHANGED], found[ItemState.EMPTY])


def _given(form: Form) -> list[str]:
    """Ids of the ticks that were given in this sitting and are not stored."""
    found = []
    for key, text in form.typed.items():
        _, tick_id, column = split_key(key)
        taken = form.text(field_key(CopiedItem, tick_id, REMOVED))
        if column == "value" and text and not taken and form.stored.get(key, "") != text:
            found.append(tick_id)
    return found


# -- reading


def _read(session: Session, db: Database, plan_id: str, period: str) -> tuple[PlanContents, list[Item], str]:
    """The plan, its items as they stand now, and why they may still change. Raises `RuleBroken`."""
    if not period:
        plan = contents_on(session, plan_id, db.today())
        items = plan_items(plan, *printed_persons(session, plan, db.today()))
        return plan, items, "" if plan.plan.state == PlanState.APPROVED else _NOT_APPROVED
    span = period_from_code(period)
    evaluation_id = Evaluation.id_of(plan_id, period)
    stored = session.get(Evaluation, evaluation_id)
    evaluation = stored if stored is not None and not stored.removed else None
    plan = judged(session, plan_id, span.end, evaluation)
    results = select(ResultRating).where(ResultRating.evaluation_id == evaluation_id, ~col(ResultRating.removed))
    values = select(ValueRating).where(ValueRating.evaluation_id == evaluation_id, ~col(ValueRating.removed))
    disputed = bool(disputed_fields(db.file, evaluation_id))
    items = evaluation_items(
        plan,
        span,
        evaluation,
        in_period(session, plan_id, period),
        {item.result_id: item for item in session.exec(results)},
        {item.value: item for item in session.exec(values)},
        disputed,
    )
    final = evaluation is not None and evaluation.state == FINISHED and not disputed
    return plan, items, "" if final else _NOT_FINISHED


_NOT_APPROVED = "SKP belum disetujui: isinya masih bisa berubah; perubahannya nanti ditandai."
_NOT_FINISHED = "Evaluasi belum final: rating dan predikat menyusul sesudah selesai."


def _ticks(session: Session, plan_ids: Sequence[str], period: str) -> dict[str, list[CopiedItem]]:
    """Plan id -> the ticks that stand."""
    found: dict[str, list[CopiedItem]] = {}
    for start in range(0, len(plan_ids), _BATCH):
        query = select(CopiedItem).where(
            col(CopiedItem.plan_id).in_(plan_ids[start : start + _BATCH]),
            CopiedItem.period == period,
            col(CopiedItem.removed).is_(False),
        )
        for item in session.exec(query.order_by(CopiedItem.item, CopiedItem.id)):
            found.setdefault(item.plan_id, []).append(item)
    return found


def _gone(session: Session, items: Sequence[Item], ticks: Sequence[CopiedItem]) -> list[Item]:
    """What was copied and is on the form no longer: it has to go there too."""
    here = {item.key for item in items}
    found = []
    for key in dict.fromkeys(item.item for item in ticks if item.item not in here):
        kind, _, rest = key.partition("/")
        record_id, _, part = rest.partition("/")
        table = _TABLES.get(kind)
        record = session.get(table, record_id) if table is not None else None
        text = excerpt(str(getattr(record, "text", "")), 120)
        label = _PARTS.get(part or kind, "Isian yang dulu disalin")
        hint = f"Sudah tidak ada di sini. Hapus juga di e-Kinerja, lalu tandai. {text}".strip()
        found.append(Item(key, "Sudah tidak ada di sini", label, "", hint))
    return found


_TABLES: Mapping[str, type[Record]] = {
    "rhk": WorkResult,
    "iki": Indicator,
    "lampiran": PlanAttachment,
}
_PARTS = {
    "pimpinan": "RHK pimpinan yang diintervensi",
    "teks": "Rencana hasil kerja atau indikator",
    "penugasan": "Penugasan dari",
    "aspek": "Aspek",
    "perspektif": "Perspektif",
    "target": "Target",
    "realisasi": "Realisasi",
    "bukti": "Bukti dukung",
    "umpan": "Umpan balik",
    "perilaku": "Ekspektasi khusus pimpinan",
    "lampiran": "Butir lampiran",
}
_BATCH = 500
