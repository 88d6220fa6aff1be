"""What “Rekap & kurva” says: the curve, the guide in words and numbers, what it would take to fit it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.cells import cell_len

from kinerja_tui.models.organisations import UnitRating
from kinerja_tui.rules.distribution import Change, Counts, broken_rules, small_unit_notes, smallest_changes
from kinerja_tui.rules.formats import excerpt, format_short_date
from kinerja_tui.rules.ratings import OrganisationRating, Predicate
from kinerja_tui.rules.ruleset import RuleSet
from kinerja_tui.services.evaluation.organisations import UnitCounts, known_rating
from kinerja_tui.widgets.bars import BLOCKS, Bar, Ink, chart
from kinerja_tui.widgets.text import wrapped

_MOST_WAYS = 3
"""Ways to fit the guide that are written out."""

_ROOMY = 28
"""Lines of room from which blank lines stand between the parts."""
_LOWEST_CHART, _HIGHEST_CHART = 4, 14
"""Rows of bars: as many as the texts leave room for."""

_NAMES = {
    Predicate.VERY_POOR: ("Sangat", "Kurang"),
    Predicate.POOR: ("Kurang/", "Misconduct"),
    Predicate.NEEDS_IMPROVEMENT: ("Butuh", "Perbaikan"),
    Predicate.GOOD: ("Baik", ""),
    Predicate.VERY_GOOD: ("Sangat", "Baik"),
}
"""The axis of the official curve, from the left."""

Line = tuple[str, str]
"""Text and style: "head", "good", "warn", "dim" or nothing."""


@dataclass(frozen=True)
class Page:
    """Everything the screen shows for an office and period."""

    counts: UnitCounts
    record: UnitRating | None
    simulated: OrganisationRating | None
    rules: RuleSet

    @property
    def rating(self) -> OrganisationRating | None:
        """The organisation rating the distribution is compared with."""
        return self.simulated or known_rating(self.record)

    def lines(self, width: int, height: int, ink: Ink = BLOCKS) -> list[Line]:
        """The page from above, wrapped: organisation, curve, guide, changes; without blank lines where it is low."""
        lines = self._page(width, _LOWEST_CHART, ink, roomy=height >= _ROOMY)
        spare = min(height - len(lines), _HIGHEST_CHART - _LOWEST_CHART)
        return self._page(width, _LOWEST_CHART + spare, ink, roomy=height >= _ROOMY) if spare > 0 else lines

    def _page(self, width: int, chart_height: int, ink: Ink, *, roomy: bool) -> list[Line]:
        lines = list(_wrapped([*self._organisation(), *self._state()], width))
        lines += self._curve(width, chart_height, ink)
        lines += _wrapped([*self._guide(), *self._deviation()], width)
        return [line for line in lines if roomy or line[0]]

    # -- parts

    def _organisation(self) -> Iterator[Line]:
        stored = known_rating(self.record)
        if self.record is not None and self.record.rating and stored is None:
            yield "Capaian kinerja organisasi: ? (dari program yang lebih baru; pilih lagi dengan t)", "warn"
        elif self.record is None or stored is None:
            yield "! Capaian kinerja organisasi belum diisi. Tekan t untuk mengisi.", "warn"
        else:
            yield f"Capaian kinerja organisasi: {stored.label}", "head"
            when = format_short_date(self.record.set_on) if self.record.set_on else ""
            source = ", ".join(part for part in (self.record.set_by, when) if part)
            parts = (f"Ditetapkan {source}." if source else "", f"Dasar: {excerpt(self.record.reason, 200)}")
            yield " ".join(part for part in parts if part), "dim"
        if self.simulated is not None:
            yield (
                f"SIMULASI capaian {self.simulated.label}; tidak disimpan (c, 0: berhenti).",
                "warn",
            )

    def _state(self) -> Iterator[Line]:
        counts = self.counts
        if not counts.people:
            yield "Belum ada pegawai di kantor ini. Tekan 2 untuk membuka daftar Pegawai, lalu a untuk menambah.", ""
            return
        waiting = f"; {len(counts.missing)} belum (tekan b)" if counts.missing else ""
        yield (
            f"{counts.present.people} dari {counts.people} orang punya predikat: {counts.finished.people} selesai, "
            f"{counts.drafts.people} draf{waiting}.",
            "warn" if counts.missing else "good",
        )
        if not counts.present.people:
            yield "Kurva muncul setelah evaluasi pertama (tekan 5 untuk menilai).", ""

    def _curve(self, width: int, height: int, ink: Ink) -> Iterator[Line]:
        counts = self.counts
        if not counts.present.people:
            return
        yield "", ""
        legend = f"   {ink.lower} selesai  {ink.upper} draf" if counts.drafts.people else ""
        yield f"Frekuensi Pegawai{legend}", "head"
        bars = [
            Bar((*name, f"{counts.present.of(predicate)} orang"), *_layers(counts, predicate))
            for predicate, name in _NAMES.items()
        ]
        for line in chart(bars, height, width, ink):
            yield line, ""

    def _guide(self) -> Iterator[Line]:
        rating, present = self.rating, self.counts.present
        if rating is None:
            if self.counts.people:
                yield "", ""
                yield "Pola mengikuti capaian kinerja organisasi. Tekan c untuk mencobanya.", ""
            return
        if not self.counts.people:
            return
        yield "", ""
        yield f"POLA UNTUK CAPAIAN “{rating.label.upper()}” ({self.rules.distribution_basis})", "head"
        broken = {item.limit: item.text for item in broken_rules(present, rating, self.rules)}
        for limit in self.rules.distribution[rating]:
            if limit in broken:
                yield f"! {broken[limit]}", "warn"
            elif present.people:
                yield f"+ {limit.text} (kini {present.of(*limit.predicates)} dari {present.people} orang)", "good"
            else:
                yield f"· {limit.text}", ""
        if self.counts.missing:
            limits = "; ".join(
                f"{limit.names} {limit.text_for(self.counts.people)}" for limit in self.rules.distribution[rating]
            )
            yield f"  Bila semua dinilai: {limits}.", "dim"
        for note in small_unit_notes(present.people, rating, self.rules):
            yield f"  {note}", ""
        if present.people:
            yield from self._changes(present, rating, is_broken=bool(broken))

    def _changes(self, present: Counts, rating: OrganisationRating, *, is_broken: bool) -> Iterator[Line]:
        if not is_broken:
            yield f"Sebaran {present.people} orang ini sesuai pola.", "good"
            return
        yield "", ""
        changes = smallest_changes(present, rating, self.rules)
        if changes is None:
            yield "PERUBAHAN TERKECIL: tidak ada; unit sekecil ini tidak mungkin memenuhi pola.", "head"
            return
        yield f"PERUBAHAN TERKECIL AGAR SESUAI POLA: {changes[0].persons} orang", "head"
        for number, change in enumerate(changes[:_MOST_WAYS], 1):
            yield (f"{number}. " if len(changes) > 1 else "") + moves_text(change), ""
        if len(changes) > _MOST_WAYS:
            yield f"   … dan {len(changes) - _MOST_WAYS} cara lain dengan jumlah orang yang sama.", "dim"
        yield (
            "Ini hitungan, bukan anjuran: rating tetap keputusan pejabat penilai berdasarkan bukti, dan tidak ada yang "
            "diubah.",
            "dim",
        )

    def _deviation(self) -> Iterator[Line]:
        reason = self.record.deviation_reason if self.record is not None else ""
        stored = known_rating(self.record)
        if reason:
            yield "", ""
            yield "ALASAN POLA MENYIMPANG (a: mengubah)", "head"
            yield reason, ""
        elif stored is not None and broken_rules(self.counts.present, stored, self.rules):
            yield "", ""
            yield f"! Sebaran menyimpang dari pola “{stored.label}”. Tekan a untuk menulis alasannya.", "warn"


def moves_text(change: Change) -> str:
    """The moves of a change in persons, nobody named: `9 orang Baik → Sangat Baik; 1 orang Baik → Kurang`."""
    return "; ".join(f"{move.persons} orang {move.source.label} → {move.target.label}" for move in change.moves) + "."


def _wrapped(lines: Iterable[Line], width: int) -> Iterator[Line]:
    """Long lines on several rows, what follows the first indented under its text."""
    for text, style in lines:
        first, *more = wrapped(text, width if cell_len(text) <= width else width - 2)
        yield first, style
        for row in more:
            yield f"  {row}", style


def _layers(counts: UnitCounts, predicate: Predicate) -> tuple[int, int]:
    return counts.finished.of(predicate), counts.drafts.of(predicate)
