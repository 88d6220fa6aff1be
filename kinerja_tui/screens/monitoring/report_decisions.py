"""Submitting, taking back and returning a report: the same questions from the list and from the form."""

from __future__ import annotations

from textual import work

from kinerja_tui.rules.formats import format_short_date
from kinerja_tui.rules.periods import parse_day, period_from_code
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.screens.base import WorkScreen
from kinerja_tui.services.monitoring import reports
from kinerja_tui.widgets.dialogs import AskText, Confirm
from kinerja_tui.widgets.keys import ASKING


class ReportingScreen(WorkScreen):
    """Subclasses say what happens after a report changed its state."""

    def reported(self, text: str) -> None:
        """The report has another state now; ``text`` tells it."""
        raise NotImplementedError

    @work(exclusive=True, group=ASKING)
    async def ask_submit(self, plan_id: str, period: str, name: str) -> None:
        """The day, then, where realisasi is missing, whether to submit all the same."""
        label, today = period_from_code(period).label, self.app.workplace.today()

        def problem(text: str) -> str | None:
            try:
                return reports.day_problem(parse_day(text, today, today.year), period, today) or None
            except RuleBroken as error:
                return error.text

        try:
            missing, count = reports.lacking(self.app.db, plan_id, period)
        except RuleBroken as error:
            self.warn(error.text)
            return
        question = f"Tanggal laporan {name} diterima: 0 hari ini, -1 kemarin, atau misalnya 0510."
        text = await self.app.push_screen_wait(
            AskText(question, format_short_date(today), title=f"Ajukan laporan {label}", check=problem, max_length=20)
        )
        if text is None:
            return
        if missing:
            names = "\n".join(f"- {item[:90]}" for item in missing[:6])
            more = f"\n- dan {len(missing) - 6} lagi" if len(missing) > 6 else ""
            asked = (
                f"{len(missing)} dari {count} indikator belum ada realisasinya:\n{names}{more}\n\nTetap ajukan? Jumlah "
                "ini dicatat pada laporan; yang kosong tidak dihitung nol."
            )
            title = f"Ajukan laporan {label}?"
            if not await self.app.push_screen_wait(Confirm(asked, "Ajukan", "Belum", title=title)):
                return
        with self.telling():
            found = reports.submit(self.app.db, plan_id, period, parse_day(text, today, today.year))
            self.reported(f"{name}: {found.sentence(today)} Realisasi terkunci.")

    @work(exclusive=True, group=ASKING)
    async def ask_withdraw(self, plan_id: str, period: str, name: str) -> None:
        """Why; then the realisasi is open again."""
        reason = await self._ask_why(plan_id, period, f"Mengapa laporan {name} ditarik kembali?", "Tarik kembali")
        if reason is not None:
            with self.telling():
                reports.withdraw(self.app.db, plan_id, period, reason)
                self.reported(f"Laporan {name} ditarik kembali; realisasi bisa diubah lagi.")

    @work(exclusive=True, group=ASKING)
    async def ask_send_back(self, plan_id: str, period: str, name: str) -> None:
        """What the rater wants mended."""
        question = f"Apa yang perlu diperbaiki {name}? Alasan ini tampil di atas isian realisasinya."
        reason = await self._ask_why(plan_id, period, question, "Kembalikan")
        if reason is not None:
            with self.telling():
                reports.send_back(self.app.db, plan_id, period, reason)
                self.reported(f"Laporan {name} dikembalikan untuk diperbaiki.")

    async def _ask_why(self, plan_id: str, period: str, question: str, verb: str) -> str | None:
        label = period_from_code(period).label
        if not reports.standing(self.app.db, plan_id, period).is_submitted:
            self.warn(f"Laporan {label} belum diajukan, jadi tidak ada yang perlu dibuka lagi.")
            return None
        return await self.app.push_screen_wait(
            AskText(
                question, title=f"{verb} laporan {label}", check=lambda text: None if text else "Tulis alasannya dulu."
            )
        )
