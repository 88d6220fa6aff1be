"""What an office does with a voice of the public: who acts by when, what may be written, and how it stands today.

Masukan, kritik, and keluhan wait for an answer: an action with its day, or a stated reason for none. A pujian is kept
and passed on; it waits for nothing. That input is answered is asked of every service
(UU 25/2009 ps. 36 [M], and the SKM asks citizens about it); by which day is the office's own promise.
"""

from __future__ import annotations

import re
from datetime import date

from .formats import format_date, too_early
from .labels import Labelled
from .problems import Problem
from .voices import VoiceKind, VoiceState, state_of

_LONG_AGO = 366
_FAR_AHEAD = 366
_PERSONAL = re.compile(r"\d{10,}|(?:\+62|\b0)8\d{1,2}[ .-]?\d{3,4}[ .-]?\d{3,5}\b")
"""Ten digits in a row (NIK, KK), or a mobile number as people write it."""


class Standing(Labelled):
    """How a voice stands today; the order is that of the list."""

    OVERDUE = "lewat", "Lewat batas"
    NEW = "baru", "Baru"
    FOLLOWED = "ditindaklanjuti", "Ditindaklanjuti"
    NOTED = "dicatat", "Dicatat (pujian)"
    DONE = "selesai", "Selesai"
    NO_ACTION = "tanpa", "Tidak ditindaklanjuti"


OPEN = (Standing.OVERDUE, Standing.NEW, Standing.FOLLOWED)
"""What still waits for somebody."""


def standing_of(
    *, kind: str, owner: str | None, due: date | None, done_on: date | None, no_action: str, today: date
) -> Standing:
    """How a voice stands on a day, from what is written on it."""
    state = state_of(owner=owner, due=due, done_on=done_on, no_action=no_action)
    if state in (VoiceState.DONE, VoiceState.NO_ACTION):
        return Standing(str(state))
    if kind == VoiceKind.PRAISE:
        return Standing.NOTED
    return Standing.OVERDUE if due is not None and due < today else Standing(str(state))


def check_received(received: date, today: date) -> list[Problem]:
    """Hard: a day that has not come. Soft: more than a year ago."""
    if received > today:
        return [Problem(f"Tanggal diterima belum tiba ({format_date(received)}). Ketik 0 untuk hari ini.")]
    if (today - received).days > _LONG_AGO:
        return [Problem(f"Diterima lebih dari setahun lalu, {format_date(received)}. Benar?", hard=False)]
    return []


def check_due(due: date, received: date | None) -> list[Problem]:
    """Hard: before the voice was received. Soft: more than a year after it."""
    if received is not None and due < received:
        year = f"3101{(received.year + 1) % 100:02d}"
        return [
            Problem(
                f"{too_early('Batasnya', 'tanggal diterima', received)} Bila tahun depan, ketik tahunnya juga, "
                f"misalnya {year}."
            )
        ]
    if received is not None and (due - received).days > _FAR_AHEAD:
        return [Problem(f"Lebih dari setahun sesudah diterima, {format_date(due)}. Benar?", hard=False)]
    return []


def check_done(done: date, received: date | None, today: date) -> list[Problem]:
    """Hard: a day that has not come, or one before the voice was received."""
    if done > today:
        return [Problem(f"Tanggal selesai belum tiba ({format_date(done)}). Kosongkan selama dikerjakan.")]
    if received is not None and done < received:
        return [Problem(too_early("Tanggal selesai", "tanggal diterima", received))]
    return []


def check_answer(*, action: str, done_on: date | None, no_action: str) -> list[Problem]:
    """Hard: done without saying what was done, or done and a reason for doing nothing at once."""
    if done_on is not None and no_action.strip():
        return [Problem("Pilih salah satu: tanggal selesai, atau alasan tidak ditindaklanjuti. Kosongkan yang lain.")]
    if done_on is not None and not action.strip():
        return [Problem("Tulis yang dilakukan: sesudah selesai, warga berhak tahu apa hasilnya.")]
    return []


def check_text(text: str) -> list[Problem]:
    """Soft: a number like a NIK or a telephone number. A voice is kept without who said it (UU 27/2022)."""
    if _PERSONAL.search(text):
        return [Problem("Ada nomor seperti NIK atau telepon. Suara dicatat tanpa data pribadi. Tetap begini?", False)]
    return []
