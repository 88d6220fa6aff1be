"""Submitting, approving, returning and taking back a plan: the same questions from the list and from the form."""

from __future__ import annotations

from textual import work

from kinerja_tui.rules.formats import format_date
from kinerja_tui.screens.addendum_form import AddendumForm
from kinerja_tui.screens.approval_form import ApprovalForm, ApprovalQuestion
from kinerja_tui.screens.base import WorkScreen
from kinerja_tui.services import approval, plans
from kinerja_tui.services.approval import Missing
from kinerja_tui.services.plans import Overview
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.dialogs import AskText, Confirm, Pick
from kinerja_tui.widgets.keys import ASKING

ADDENDUM = Command("make_addendum", "ctrl+a", "Adendum: ubah target yang disetujui",
                   "Target baru mulai suatu tanggal, dengan alasan dan persetujuan; yang lama tetap tercatat.",
                   footer="Adendum", group="Keputusan")  # fmt: skip


class DecidingScreen(WorkScreen):
    """Subclasses say what happens after a decision, and how to go to what is missing."""

    def decided(self, text: str) -> None:
        """The plan has another state now; ``text`` tells it."""
        raise NotImplementedError

    def open_missing(self, plan_id: str, missing: Missing) -> None:
        """Go to the field that keeps the plan from being submitted."""
        raise NotImplementedError

    def changed_by_addendum(self) -> None:
        """The targets are others now; a list reads itself again anyway."""

    @work(exclusive=True, group=ASKING)
    async def ask_submit(self, plan_id: str) -> None:
        """Submit, or list everything that is missing."""
        lacking = approval.missing(self.app.db, plan_id)
        if lacking:
            title = f"Belum bisa diajukan: {len(lacking)} hal masih kurang. Enter membuka isiannya."
            options = [(str(place), item.text) for place, item in enumerate(lacking)]
            answer = await self.app.push_screen_wait(Pick(title, options))
            if answer is not None:
                self.open_missing(plan_id, lacking[int(answer)])
            return
        with self.telling():
            approval.submit(self.app.db, plan_id)
            plan = plans.overview(self.app.db, plan_id)
            text = f"Rencana kerja {_name(plan)} diajukan kepada {_rater(plan)}".removesuffix(".") + "."
            if plan.unlinked:
                text += f" {plan.unlinked} hasil kerja belum terhubung dengan rencana pimpinan."
            self.decided(text)

    @work(exclusive=True, group=ASKING)
    async def ask_approve(self, plan_id: str) -> None:
        """Approve after a last look at whose plan it is and what it holds."""
        plan = plans.overview(self.app.db, plan_id)
        measure = "ukuran keberhasilan" if plan.qualitative else "indikator"
        proposed = approval.proposal(self.app.db, plan_id)
        question = (
            f"{_name(plan)}: {plan.results} hasil kerja, {plan.indicators} {measure}, tahun {plan.year}.\n"
            f"Disetujui {proposed.by or _rater(plan)} sebagai pejabat penilai, {format_date(proposed.on)}.\n\n"
            "Setelah disetujui, target terkunci; perubahannya hanya lewat adendum."
        )
        if plan.unlinked:
            question += f"\n{plan.unlinked} hasil kerja belum terhubung dengan rencana pimpinan."
        asked = ApprovalQuestion(question)
        form = ApprovalForm.of(self.app.db, plan_id, _name(plan))
        told = f"Rencana kerja {_name(plan)} disetujui. Target terkunci."
        if not form.form.resumed:
            if not await self.app.push_screen_wait(asked):
                return
            if not asked.other:
                with self.telling():
                    approval.approve(self.app.db, plan_id)
                    self.decided(told)
                return
        if await self.app.push_screen_wait(form):
            self.decided(told)

    @work(exclusive=True, group=ASKING)
    async def ask_addendum(self, plan_id: str) -> None:
        """The form of an addendum, or why there can be none."""
        with self.telling():
            if await self.app.push_screen_wait(AddendumForm.of(self.app.db, plan_id)):
                self.changed_by_addendum()

    @work(exclusive=True, group=ASKING)
    async def ask_send_back(self, plan_id: str) -> None:
        """Return with a reason."""
        plan = plans.overview(self.app.db, plan_id)
        question = f"Apa yang perlu diperbaiki {_name(plan)}? Alasan ini tampil di atas rencana kerjanya."
        reason = await self.app.push_screen_wait(
            AskText(question, check=_reason_problem, title="Kembalikan rencana kerja")
        )
        if reason is None:
            return
        with self.telling():
            approval.send_back(self.app.db, plan_id, reason)
            self.decided(f"Rencana kerja {_name(plan)} dikembalikan untuk diperbaiki.")

    @work(exclusive=True, group=ASKING)
    async def ask_withdraw(self, plan_id: str) -> None:
        """Take a submitted plan back to work on it."""
        plan = plans.overview(self.app.db, plan_id)
        question = f"{_rater(plan)} belum memutuskan. Rencana kerja {_name(plan)} kembali menjadi draf."
        title = "Tarik kembali rencana kerja?"
        if not await self.app.push_screen_wait(Confirm(question, "Tarik kembali", "Batal", title=title)):
            return
        with self.telling():
            approval.withdraw(self.app.db, plan_id)
            self.decided(f"Rencana kerja {_name(plan)} ditarik kembali dan bisa diisi lagi.")


def _reason_problem(text: str) -> str | None:
    return None if text.strip() else "Tulis alasannya, supaya pegawai tahu apa yang perlu diperbaiki."


def _name(plan: Overview) -> str:
    return plan.employee.get("name") or "pegawai ini"


def _rater(plan: Overview) -> str:
    return plan.rater.get("name") or "pejabat penilai"
