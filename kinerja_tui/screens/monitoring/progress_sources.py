"""In the form of realisasi: an amount filled from the office's own records, with its citation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kinerja_tui.models.plans import Indicator
from kinerja_tui.rules.formats import format_decimal
from kinerja_tui.rules.periods import PeriodSpan, period_from_code
from kinerja_tui.services.forms import forms
from kinerja_tui.services.monitoring import figure_sources, progress
from kinerja_tui.services.planning.plans import PlanContents
from kinerja_tui.widgets.dialogs import Pick

if TYPE_CHECKING:
    from kinerja_tui.screens.forms.form import FormScreen

    _Base = FormScreen
else:
    _Base = object

_BY_HAND = "sendiri"


class FilledFromRecords(_Base):
    """What F8 does. The form gives `plan`, `period` and `_at`."""

    plan: PlanContents
    period: str

    def source_notes(self, indicator: Indicator) -> list[str]:
        """Where the amount came from and whether the records still give it; or where it may be filled from."""
        source, rows, amount = (self._text(indicator, column) for column in ("source", "source_rows", "amount"))
        told = figure_sources.compared(self.app.file, source, rows, amount, period_from_code(self.period))
        if told:
            return [told]
        if indicator.source and (now := figure_sources.cite(self.app.file, indicator.source, self._span)) is not None:
            shown = "belum ada data" if now.amount is None else format_decimal(now.amount)
            return [f"Sumber: {now.named}; sekarang {shown} dari {now.count} baris. F8 mengisi."]
        return []

    def action_fill(self) -> None:
        """F8: the figure of the chosen source; the source is asked for once."""
        field = self.sheet.current
        indicator, _ = self._at(field.key) if field is not None else (None, "")
        if indicator is None:
            self.warn("Letakkan kursor pada realisasi sebuah indikator, lalu F8.")
        elif self.plan.is_written(indicator):
            self.warn("Target indikator ini berupa uraian, jadi realisasinya ditulis sendiri.")
        else:
            self.when_left(lambda: self._fill_or_ask(indicator))

    def _fill_or_ask(self, indicator: Indicator) -> None:
        """Fill what the source gives; where that stands already, or without a source, ask for one."""
        if indicator.source and not self._is_filled(indicator):
            self._fill(indicator, indicator.source)
        else:
            self._ask_source(indicator)

    def _ask_source(self, indicator: Indicator) -> None:
        options = figure_sources.choices(self.app.file)
        if not options:
            self.warn(
                "Belum ada catatan di PC ini. Layanan, suara masyarakat, dan survei dicatat di layarnya (Ctrl+P)."
            )
            return
        if indicator.source:
            options.append((_BY_HAND, "Tidak dari catatan: diketik sendiri"))

        def picked(source: str | None) -> None:
            if source is None:
                return
            with self.telling():
                chosen = "" if source == _BY_HAND else source
                figure_sources.choose(self.app.db, indicator.id, chosen)
                indicator.source = chosen
                if chosen:
                    self._fill(indicator, chosen)
                else:
                    self._keep_figure(indicator, {"source": "", "source_rows": ""})
                    self.say("Realisasi indikator ini diketik sendiri; angkanya tetap.")

        title = "Ukuran mana untuk indikator ini? (dipilih sekali)"
        self.app.push_screen(Pick(title, options, at=indicator.source), picked)

    def _fill(self, indicator: Indicator, source: str) -> None:
        with self.telling():
            now = figure_sources.cite(self.app.file, source, self._span)
            if now is None:
                self.warn("Sumber ini belum dikenal program di PC ini. Tidak ada yang diubah.")
            elif now.amount is None:
                self.show_again()
                self.warn(f"{now.named}, {self._span.label}: belum ada data. Tidak ada yang diubah; kosong bukan nol.")
            else:
                amount = format(now.amount, "f")
                self._keep_figure(indicator, {"amount": amount, "source": source, "source_rows": now.rows})
                self.say(f"{now.named}, {self._span.label}: {format_decimal(now.amount)} dari {now.count} baris.")

    def _keep_figure(self, indicator: Indicator, texts: dict[str, str]) -> None:
        keyed = {progress.progress_key(indicator.id, self.period, column): text for column, text in texts.items()}
        at = progress.progress_key(indicator.id, self.period, "amount")
        forms.keep(self.app.db, self.form, keyed, cursor=at)
        for key, text in keyed.items():
            self.sheet.set_value(key, text)
        self.show_again(cursor=at)

    def _is_filled(self, indicator: Indicator) -> bool:
        """Whether the amount is what the source gives already."""
        now = figure_sources.cite(self.app.file, indicator.source, self._span)
        rows, amount = self._text(indicator, "source_rows"), self._text(indicator, "amount")
        same_source = self._text(indicator, "source") == indicator.source
        return now is not None and same_source and figure_sources.same(now, rows, amount)

    def _text(self, indicator: Indicator, column: str) -> str:
        return self.form.text(progress.progress_key(indicator.id, self.period, column))

    @property
    def _span(self) -> PeriodSpan:
        return period_from_code(self.period)

    def _at(self, key: str) -> tuple[Indicator | None, str]:
        """The indicator and the column of a field."""
        raise NotImplementedError
