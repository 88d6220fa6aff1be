"""Reports of all marked people submitted on a day or opened again, and results of all marked ones handed over."""

from __future__ import annotations

from collections.abc import Sequence

from textual import work

from kinerja_tui.handoff.problems import Cancelled
from kinerja_tui.rules.formats import format_date, format_short_date
from kinerja_tui.rules.periods import PeriodSpan, parse_day
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.reporting import ReportState
from kinerja_tui.screens.background import PATIENCE, in_background
from kinerja_tui.screens.forms.inputs import day_problem
from kinerja_tui.screens.lists.many import ManyScreen
from kinerja_tui.screens.period import waits_for
from kinerja_tui.services.evaluation.evaluations import FINISHED
from kinerja_tui.services.evaluation.objection_list import NOT_DELIVERED
from kinerja_tui.services.forms.many_acts import Item
from kinerja_tui.services.monitoring import many_results, reports
from kinerja_tui.widgets.dialogs import AskText, Pick
from kinerja_tui.widgets.keys import ASKING
from kinerja_tui.widgets.text import thousands

_WHOLE, _ALL = "lengkap", "semua"


class ManyReportsScreen(ManyScreen):
    """Realisasi with marks."""

    @work(exclusive=True, group=ASKING)
    async def submit_many(self, period: PeriodSpan) -> None:
        """a with marks: one day for all; where realisasi is missing, whether to submit those too."""
        rows, left = await self.those(
            lambda row: not waits_for(row) and row["report_state"] != ReportState.SUBMITTED and row["state"] != FINISHED
        )
        items = list(rows)
        if not items:
            self.warn(f"Di antara yang dipilih tidak ada laporan {period.label} yang dapat diajukan.")
            return
        db, today = self.app.db, self.app.workplace.today()

        def problem(text: str) -> str | None:
            try:
                return reports.day_problem(parse_day(text, today, today.year), period.code, today) or None
            except RuleBroken as error:
                return error.text

        text = await self.app.push_screen_wait(
            AskText(
                f"Tanggal {thousands(len(items))} laporan diterima: 0 hari ini, -1 kemarin, atau misalnya 0510.",
                format_short_date(today),
                title=f"Ajukan laporan {period.label}",
                check=problem,
                max_length=20,
            )
        )
        if text is None:
            return
        day = parse_day(text, today, today.year)
        chosen = await self._with_gaps_or_without(items, period)
        if not chosen:
            return
        left += len(items) - len(chosen)
        others = f"\n{thousands(left)} lainnya tidak diajukan dan tetap terpilih." if left else ""
        await self.act_on_many(
            f"Ajukan {thousands(len(chosen))} laporan {period.label}?",
            f"{self.whose(chosen)}{others}\n\nTanggal {format_date(day)}. Sesudahnya realisasi terkunci.",
            "Ajukan",
            lambda progress: many_results.submit_reports(
                db, chosen, period.code, day, with_gaps=True, progress=progress
            ),
            "laporan diajukan",
        )

    async def _with_gaps_or_without(self, items: Sequence[Item], period: PeriodSpan) -> list[Item]:
        """Those to submit: the whole ones, or all of them; none where the person went back."""
        db = self.app.db
        try:
            gaps = await in_background(
                self.app,
                "Memeriksa realisasi",
                lambda progress: many_results.incomplete(db, items, period.code, progress),
                patience=PATIENCE,
            )
        except Cancelled:
            return []
        if not gaps:
            return list(items)
        lacking = set(gaps)
        whole = [item for item in items if item not in lacking]
        options = [(_WHOLE, f"1  Ajukan {thousands(len(whole))} yang lengkap saja")] if whole else []
        number = len(options) + 1
        options.append((_ALL, f"{number}  Ajukan semuanya; yang kosong dicatat kosong, tidak dihitung nol"))
        title = f"{thousands(len(gaps))} laporan masih punya indikator tanpa realisasi. Yang mana diajukan?"
        answer = await self.app.push_screen_wait(Pick(title, options))
        return [] if answer is None else whole if answer == _WHOLE else list(items)

    @work(exclusive=True, group=ASKING)
    async def withdraw_many(self, period: PeriodSpan) -> None:
        """t with marks: taken back, all for the same reason."""
        await self._reopen_many(
            period,
            ReportState.WITHDRAWN,
            "Tarik kembali",
            "Mengapa ditarik kembali? Alasan yang sama dicatat pada semuanya.",
        )

    @work(exclusive=True, group=ASKING)
    async def send_back_many(self, period: PeriodSpan) -> None:
        """b with marks: the rater returns them, all for the same reason."""
        await self._reopen_many(
            period,
            ReportState.RETURNED,
            "Kembalikan",
            "Apa yang perlu diperbaiki? Alasan yang sama tampil di atas isian realisasi masing-masing.",
        )

    async def _reopen_many(self, period: PeriodSpan, state: ReportState, verb: str, question: str) -> None:
        rows, left = await self.those(
            lambda row: row["report_state"] == ReportState.SUBMITTED and row["state"] != FINISHED
        )
        items, count, db = list(rows), thousands(len(rows)), self.app.db
        if not items:
            self.warn(f"Di antara yang dipilih tidak ada laporan {period.label} yang diajukan dan belum dinilai.")
            return
        reason = await self.app.push_screen_wait(
            AskText(
                question,
                title=f"{verb} {count} laporan {period.label}",
                check=lambda typed: None if typed else "Tulis alasannya dulu.",
            )
        )
        if reason is None:
            return
        others = f"\n{thousands(left)} lainnya belum diajukan atau sudah dinilai; tetap terpilih." if left else ""
        await self.act_on_many(
            f"{verb} {count} laporan {period.label}?",
            f"{self.whose(items)}{others}\n\nAlasan: {reason}\nSesudahnya realisasi bisa diubah lagi.",
            verb,
            lambda progress: many_results.reopen_reports(db, items, period.code, state, reason, progress),
            f"laporan {state.label.lower()}",
        )


class ManyDeliveriesScreen(ManyScreen):
    """Keberatan with marks."""

    @work(exclusive=True, group=ASKING)
    async def deliver_many(self) -> None:
        """d with marks: one day for all results that were not handed over yet."""
        rows, left = await self.those(lambda row: row["state"] == NOT_DELIVERED)
        items = list(rows)
        if not items:
            self.warn("Hasil yang dipilih sudah diserahkan semua. Memperbaikinya satu per satu: lepas pilihan, lalu d.")
            return
        db, today, year = self.app.db, self.app.workplace.today(), self.app.db.year
        text = await self.app.push_screen_wait(
            AskText(
                f"Tanggal {thousands(len(items))} hasil diterima pegawainya: 0 hari ini, atau misalnya 0510.",
                format_short_date(today),
                title="Serahkan hasil evaluasi",
                check=lambda typed: day_problem(typed, today, year),
                max_length=20,
            )
        )
        if text is None:
            return
        day = parse_day(text, today, year)
        others = f"\n{thousands(left)} lainnya sudah diserahkan atau belum selesai; tetap terpilih." if left else ""
        await self.act_on_many(
            f"Serahkan {thousands(len(items))} hasil evaluasi?",
            f"{self.whose(items)}{others}\n\nDiterima pegawainya sendiri, {format_date(day)}. Batas keberatan dihitung "
            "dari hari itu.",
            "Serahkan",
            lambda progress: many_results.deliver(db, items, day, progress),
            "hasil diserahkan",
        )
