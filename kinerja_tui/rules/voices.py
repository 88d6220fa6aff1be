"""The voice of the public: what citizens say to an office, and how far it came.

Binjai, Asemrowo and Bukitintan ask for it (masukan, kritik, pujian, keluhan; forum; days from input to action). How far
a voice came is read off what was written on it, so that two PCs that each wrote one part agree after a merge.
"""

from __future__ import annotations

from datetime import date

from .labels import Labelled


class VoiceKind(Labelled):
    """What kind of word it is; the order is that of the digits on the form."""

    INPUT = "masukan", "Masukan"
    CRITICISM = "kritik", "Kritik"
    PRAISE = "pujian", "Pujian"
    COMPLAINT = "keluhan", "Keluhan"


class Channel(Labelled):
    """How it reached the office."""

    COUNTER = "loket", "Loket"
    BOX = "kotak", "Kotak saran"
    LETTER = "surat", "Surat"
    PHONE = "telepon", "Telepon atau pesan"
    FORUM = "forum", "Forum masyarakat"
    ONLINE = "daring", "Kanal daring"
    OTHER = "lain", "Lainnya"


class VoiceState(Labelled):
    """How far a voice came."""

    NEW = "baru", "Baru"
    FOLLOWED = "ditindaklanjuti", "Ditindaklanjuti"
    DONE = "selesai", "Selesai"
    NO_ACTION = "tanpa", "Tidak ditindaklanjuti"


def state_of(*, owner: str | None, due: date | None, done_on: date | None, no_action: str) -> VoiceState:
    """Done once a day of completion stands; without action once a reason stands; followed once somebody has it."""
    if done_on is not None:
        return VoiceState.DONE
    if no_action.strip():
        return VoiceState.NO_ACTION
    return VoiceState.FOLLOWED if owner or due is not None else VoiceState.NEW
