"""Rencana kerja: what is done with all marked plans at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import ClassVar

from textual import work

from kinerja_tui.handoff.problems import Cancelled
from kinerja_tui.rules.formats import format_date
from kinerja_tui.rules.periods import parse_day
from kinerja_tui.rules.plans import PlanState
from kinerja_tui.screens.background import PATIENCE, in_background
from kinerja_tui.screens.forms.inputs import day_problem
from kinerja_tui.screens.lists.many import FEW, ManyScreen
from kinerja_tui.screens.notice import Notice
from kinerja_tui.services.forms.many_acts import Item
from kinerja_tui.services.planning import many_plans
from kinerja_tui.services.planning.many_hints import Hinted, hinted
from kinerja_tui.services.planning.many_plans import Asked
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.dialogs import AskText, Pick
from kinerja_tui.widgets.keys import ASKING
from kinerja_tui.widgets.text import thousands

DRAFTS = frozenset({PlanState.DRAFT, PlanState.RETURNED})
WAITING = frozenset({PlanState.SUBMITTED})
_OWN, _EMPTY = "sendiri", "kosong"
_ALL, _WITHOUT = "semua", "tanpa saran"
_MOST_TOLD = 200
"""Lines of a hint's details."""


class ManyPlansScreen(ManyScreen):
    """The list of plans with marks."""

    PERSON = "id"

    COMMANDS: ClassVar = [  # type: ignore[assignment]
        Command("start_many", "o", "Buat rencana kerja yang dipilih", "Bagi yang belum punya; boleh disalin dari tahun "
                "lalu masing-masing.", group="Rencana kerja"),
        Command("set_period", "g", "Ganti masa rencana kerja", "Mulai dan sampai kapan draf di kursor atau yang "
                "dipilih berlaku.", group="Rencana kerja"),
    ]  # fmt: skip

    @work(exclusive=True, group=ASKING)
    async def submit_many(self) -> None:
        """a with marks: to the raters."""
        drafts, others = await self._in_state(DRAFTS, "berstatus draf")
        items = await self._despite_hints_on(drafts) if drafts else []
        if items:
            db, left = self.app.db, len(drafts) - len(items)
            others += f"\n{thousands(left)} yang punya saran mutu belum diajukan; tetap terpilih." if left else ""
            await self.act_on_many(
                f"Ajukan {thousands(len(items))} rencana kerja?",
                f"{self.whose(items)}{others}\n\nMasing-masing diajukan kepada pejabat penilainya. Yang belum lengkap "
                "tetap draf dan disebut sesudahnya.",
                "Ajukan",
                lambda progress: many_plans.submit(db, items, progress),
                "rencana kerja diajukan",
            )

    async def _despite_hints_on(self, items: Sequence[Item]) -> list[Item]:
        """Those to submit, once the hints on them are seen: all, or those without; none where the person went back."""
        db = self.app.db
        try:
            found = await in_background(
                self.app, "Memeriksa mutu", lambda progress: hinted(db, items, progress), patience=PATIENCE
            )
        except Cancelled:
            return []
        if not found:
            return list(items)
        advised = {item for hint in found for item in hint.items}
        without = [item for item in items if item not in advised]
        options = [(_ALL, f"1  Tetap ajukan semuanya ({thousands(len(items))})")]
        if without:
            options.append((_WITHOUT, f"2  Ajukan {thousands(len(without))} yang tanpa saran saja"))
        options += [(hint.kind, f"? {hint.kind.label}: {_of_whom(hint)}") for hint in found]
        title = f"{thousands(len(advised))} rencana punya saran mutu; tetap ajukan? Enter merinci saran."
        answer: str | None = _ALL
        while True:
            answer = await self.app.push_screen_wait(Pick(title, options, at=answer or ""))
            looked = next((hint for hint in found if hint.kind == answer), None)
            if looked is None:
                return list(items) if answer == _ALL else without if answer == _WITHOUT else []
            await self.app.push_screen_wait(Notice(f"{looked.kind.label}: {_of_whom(looked)}", _details(looked)))

    @work(exclusive=True, group=ASKING)
    async def withdraw_many(self) -> None:
        """t with marks: back to draft."""
        items, others = await self._in_state(WAITING, "menunggu keputusan")
        if items:
            db = self.app.db
            await self.act_on_many(
                f"Tarik kembali {thousands(len(items))} rencana kerja?",
                f"{self.whose(items)}{others}\n\nSemuanya belum diputuskan pejabat penilai dan kembali menjadi draf.",
                "Tarik kembali",
                lambda progress: many_plans.withdraw(db, items, progress),
                "rencana kerja ditarik kembali",
            )

    @work(exclusive=True, group=ASKING)
    async def approve_many(self) -> None:
        """v with marks: the plans of one rater, each by name; Enter is no answer, for it locks many targets."""
        rows, db = await self.target_rows(), self.app.db
        rater = await self._which_rater(list(rows), "Siapa yang menyetujui?")
        if rater is None:
            return
        names = "\n".join(f"- {item.name}: {rows[item]['results']} hasil kerja" for item in rater.items)
        asking = rater.commented
        open_ones = f"\n\n{thousands(asking)} rencana masih punya usulan yang belum dijawab (u)." if asking else ""
        others = _not_asked(len(rows) - len(rater.items))
        await self.act_on_many(
            f"Setujui {thousands(len(rater.items))} rencana kerja?",
            f"Disetujui {rater.name or 'pejabat penilai masing-masing'} sebagai pejabat penilai, "
            f"{format_date(db.today())}. Setelah disetujui, target terkunci; perubahannya hanya lewat adendum.\n\n"
            f"{names}{open_ones}{others}",
            "Setujui",
            lambda progress: many_plans.approve(db, rater.items, rater.name, progress),
            "rencana kerja disetujui",
            enter_is_yes=False,
        )

    @work(exclusive=True, group=ASKING)
    async def send_back_many(self) -> None:
        """b with marks: the plans of one rater go back, all for the same reason."""
        rows, db = await self.target_rows(), self.app.db
        rater = await self._which_rater(list(rows), "Siapa yang mengembalikan?")
        if rater is None:
            return
        items, count = rater.items, thousands(len(rater.items))
        reason = await self.app.push_screen_wait(
            AskText(
                f"Apa yang perlu diperbaiki? Alasan yang sama tampil di atas {count} rencana kerja itu.",
                title=f"Kembalikan {count} rencana kerja",
                check=lambda typed: None if typed else "Tulis alasannya, supaya pegawai tahu apa yang diperbaiki.",
            )
        )
        if reason is None:
            return
        by = rater.name or "pejabat penilai masing-masing"
        await self.act_on_many(
            f"Kembalikan {count} rencana kerja?",
            f"{self.whose(items)}{_not_asked(len(rows) - len(items))}\n\nDikembalikan {by}: {reason}",
            "Kembalikan",
            lambda progress: many_plans.send_back(db, items, reason, progress),
            "rencana kerja dikembalikan",
        )

    async def _which_rater(self, items: Sequence[Item], question: str) -> Asked | None:
        """The rater who decides; where several wait, one of them is chosen."""
        db = self.app.db
        asked = await in_background(
            self.app, "Memeriksa", lambda _: many_plans.raters_asked(db, items), patience=PATIENCE, can_cancel=False
        )
        if not asked:
            self.warn("Di antara yang dipilih tidak ada rencana kerja yang menunggu keputusan.")
            return None
        if len(asked) == 1:
            return asked[0]
        options = [
            (str(place), f"{place + 1}  {rater.name or 'belum diketahui'}: {len(rater.items)} rencana kerja")
            for place, rater in enumerate(asked)
        ]
        title = f"{question} Setiap pejabat penilai hanya memutuskan rencana kerja pegawainya."
        chosen = await self.app.push_screen_wait(Pick(title, options))
        return asked[int(chosen)] if chosen is not None else None

    @work(exclusive=True, group=ASKING)
    async def action_start_many(self) -> None:
        """o: drafts for those who have none."""
        db = self.app.db
        rows, left = await self.those(lambda row: row["plan_id"] is None)
        if not rows:
            self.warn(
                self.EMPTY
                if not left
                else "Semuanya sudah punya rencana kerja. f menyaring yang belum punya, S memilih semuanya."
            )
            return
        year = db.year
        source = await self.app.push_screen_wait(
            Pick(
                f"Rencana kerja {year} untuk {thousands(len(rows))} pegawai: mulai dari mana?",
                [
                    (_OWN, f"1  Rencana {year - 1} masing-masing; yang tidak punya mulai kosong"),
                    (_EMPTY, "2  Semuanya kosong"),
                ],
            )
        )
        if source is None:
            return
        places = {item: (str(row["id"]), row["assignment_id"]) for item, row in rows.items()}
        copied = source == _OWN
        begun = f"disalin dari rencana {year - 1} masing-masing" if copied else "kosong"
        excused = sum(row["excused"] is not None for row in rows.values())
        noted = f"\n{thousands(excused)} di antaranya dikecualikan dari rencana kerja." if excused else ""
        await self.act_on_many(
            f"Buat {thousands(len(rows))} rencana kerja {year}?",
            f"{self.whose(list(rows))}{noted}\n\nSebagai draf, {begun}. Yang sudah punya tidak diubah.",
            "Buat",
            lambda progress: many_plans.start(db, year, places, copied=copied, progress=progress),
            "rencana kerja dibuat",
        )

    @work(exclusive=True, group=ASKING)
    async def action_set_period(self) -> None:
        """g: other days for drafts."""
        items, others = await self._in_state(DRAFTS, "berstatus draf")
        if not items:
            return
        first = await self._ask_day("Mulai kapan? Kosong: sejak awal tahun, atau hari pertama pada jabatannya.")
        if first is None:
            return
        last = await self._ask_day("Sampai kapan? Kosong: akhir tahun, atau hari terakhir pada jabatannya.")
        if last is None:
            return
        db, begins, ends = self.app.db, first[0], last[0]
        await self.act_on_many(
            f"Ganti masa {thousands(len(items))} rencana kerja?",
            f"{self.whose(items)}{others}\n\nMasa: {many_plans.period_words(begins, ends)}. Isi rencananya tidak "
            "berubah.",
            "Ganti",
            lambda progress: many_plans.set_periods(db, items, begins, ends, progress),
            "rencana kerja berganti masa",
        )

    async def _in_state(self, states: Collection[str], called: str) -> tuple[list[Item], str]:
        """Those of the targets that stand in one of these states, and what is said of the others; none: it is told."""
        rows, left = await self.those(lambda row: row["state"] in states)
        if not rows:
            self.warn(f"Di antara yang dipilih tidak ada rencana kerja yang {called}." if left else self.EMPTY)
        return list(rows), f"\n{thousands(left)} lainnya tidak {called}; tetap terpilih." if left else ""

    async def _ask_day(self, question: str) -> tuple[date | None] | None:
        """A day, or an empty answer as (None,); None: the person went back."""
        today, year = self.app.workplace.today(), self.app.db.year
        text = await self.app.push_screen_wait(
            AskText(
                f"{question} Misalnya 0107.",
                title="Masa rencana kerja",
                check=lambda typed: day_problem(typed, today, year) if typed else None,
                max_length=20,
            )
        )
        if text is None:
            return None
        return (parse_day(text, today, year) if text else None,)


def _not_asked(left: int) -> str:
    return f"\n\n{thousands(left)} lainnya tidak menunggu keputusan ini dan tetap terpilih." if left else ""


def _of_whom(hint: Hinted) -> str:
    """How many plans, and the first names."""
    names = [item.name or "tanpa nama" for item in hint.items]
    more = f"; dan {thousands(len(names) - FEW)} lagi" if len(names) > FEW else ""
    return f"{thousands(len(names))} rencana ({'; '.join(names[:FEW])}{more})"


def _details(hint: Hinted) -> str:
    """Why it matters, and where it was seen in each plan."""
    lines = [f"- {item.name or 'tanpa nama'}: {text}" for item, text in hint.seen[:_MOST_TOLD]]
    more = [f"- dan {thousands(len(hint.seen) - _MOST_TOLD)} lagi"] if len(hint.seen) > _MOST_TOLD else []
    return "\n".join([hint.reason, "", *lines, *more, "", "Ini saran, bukan penghalang."])
