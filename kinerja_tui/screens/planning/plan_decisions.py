"""Submitting, approving, returning and taking back a plan, and a look at its quality: the same from list and form."""

from __future__ import annotations

from collections.abc import Sequence

from textual import work

from kinerja_tui.rules.formats import format_date
from kinerja_tui.screens.base import WorkScreen
from kinerja_tui.screens.planning.addendum_form import AddendumForm
from kinerja_tui.screens.planning.approval_form import ApprovalForm, ApprovalQuestion
from kinerja_tui.screens.reading import read_or_end
from kinerja_tui.services.planning import approval, plan_comments, plan_quality, plans
from kinerja_tui.services.planning.approval import Missing
from kinerja_tui.services.planning.plans import Overview
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.dialogs import AskText, Confirm, Pick
from kinerja_tui.widgets.keys import ASKING

_GO_ON = "lanjut"
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
        """Submit, or list everything that is missing; hints on the quality are shown once and never hold it."""
        lacking = approval.missing(self.app.db, plan_id)
        if lacking:
            title = f"Belum bisa diajukan: {len(lacking)} hal masih kurang. Enter membuka isiannya."
            options = [(str(place), item.text) for place, item in enumerate(lacking)]
            answer = await self.app.push_screen_wait(Pick(title, options))
            if answer is not None:
                self.open_missing(plan_id, lacking[int(answer)])
            return
        if not await self._despite_hints(plan_id):
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
        question += self._before_approval(plan_id)
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
    async def ask_quality(self, plan_id: str) -> None:
        """What keeps the plan from being submitted, then the hints; choosing one goes to its field."""
        lacking = approval.missing(self.app.db, plan_id)
        hints = await self._hints(plan_id)
        found = [*lacking, *(Missing(hint.text, hint.key) for hint in hints)]
        options = [f"× {item.text}" for item in lacking] + [f"? {hint.text} {hint.reason}" for hint in hints]
        if not found:
            self.say("Tidak ada saran: targetnya terukur dan aspeknya beragam.")
            return
        blocking = f"× {len(lacking)} hal menghalangi" if lacking else "Tidak ada yang menghalangi"
        title = f"{blocking} pengajuan, ? {len(hints)} saran mutu. Enter membuka isiannya."
        picked = await self.app.push_screen_wait(
            Pick(title, [(str(place), text) for place, text in enumerate(options)])
        )
        if picked is not None:
            self.open_missing(plan_id, found[int(picked)])

    async def _hints(self, plan_id: str) -> Sequence[plan_quality.Advice]:
        """In a thread: a plan is held against those of everybody."""
        db = self.app.db
        return await read_or_end(self.app, "Memeriksa mutu", lambda: plan_quality.check(db, plan_id), what="quality")

    async def _despite_hints(self, plan_id: str) -> bool:
        """Show the hints on a plan; True where there are none, or the person goes on all the same."""
        hints = await self._hints(plan_id)
        if not hints:
            return True
        options = [
            (_GO_ON, "Tetap ajukan"),
            *((str(n), f"? {hint.text} {hint.reason}") for n, hint in enumerate(hints)),
        ]
        title = f"{len(hints)} saran mutu; tetap ajukan? Enter pada saran membuka isiannya."
        answer = await self.app.push_screen_wait(Pick(title, options))
        if answer is not None and answer != _GO_ON:
            hint = hints[int(answer)]
            self.open_missing(plan_id, Missing(hint.text, hint.key))
        return answer == _GO_ON

    def _before_approval(self, plan_id: str) -> str:
        """What the rater may want to look at first; nothing of it holds the approval."""
        waiting = plan_comments.open_count(self.app.file, plan_id)
        hints = len(plan_quality.check(self.app.db, plan_id))
        text = f"\nMasih ada {waiting} usulan belum dijawab (u menampilkannya di daftar)." if waiting else ""
        return text + (f"\nAda {hints} saran mutu (p menampilkannya di daftar)." if hints else "")

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
