"""NIP of PNS and NI PPPK: the 18 digits that name an employee everywhere. Text, never a number.

PNS and CPNS: birth YYYYMMDD, first appointment YYYYMM, sex, sequence of 3. PPPK: birth YYYYMMDD, year of
the contract YYYY, frequency of 2, sex, sequence of 3. Sex is 1 man, 2 woman. Both [M]: general knowledge, not
read in a regulation.
"""

from __future__ import annotations

import re
from datetime import date

from .formats import format_date
from .labels import Labelled
from .problems import Problem
from .staff import StaffKind

_LENGTH = 18
_MINIMUM_AGE = 15  # younger at the first appointment is a keying error [D]
_EARLIEST_BIRTH_YEAR = 1900  # nobody born earlier is on a list kept today [D]

# How many digits each group has; the groups are also how the number is printed.
_GROUPS: dict[StaffKind, tuple[int, ...]] = {
    StaffKind.PNS: (8, 6, 1, 3),
    StaffKind.CPNS: (8, 6, 1, 3),
    StaffKind.PPPK: (8, 4, 2, 1, 3),
}

# Spaces of every width, dots, hyphens and dashes, the apostrophe that keeps a spreadsheet cell text, and
# invisible characters that come along when a number is copied from a document.
_SEPARATORS = re.compile(r"[\s.'‘’\-\u2010-\u2015\u2212\u200b-\u200f\u2060\ufeff]+")
_EIGHTEEN_DIGITS = re.compile(rf"[0-9]{{{_LENGTH}}}")
_SPREADSHEET_NUMBER = re.compile(r"[0-9]+([.,][0-9]+)?E[+-]?[0-9]+|[0-9]{15,}[.,]0+", re.IGNORECASE)


class Sex(Labelled):
    """Sex as the NIP records it, for counting; never asked for beside it (UU 27/2022)."""

    MAN = "1", "Laki-laki"
    WOMAN = "2", "Perempuan"


def normalise(text: str) -> str:
    """The number without what people put between the digits: spaces, dots, dashes."""
    return _SEPARATORS.sub("", text)


def _split(nip: str, kind: StaffKind) -> list[str]:
    """The groups of an 18-digit number of this kind."""
    parts, start = [], 0
    for width in _GROUPS[kind]:
        parts.append(nip[start : start + width])
        start += width
    return parts


def format_nip(nip: str, kind: StaffKind = StaffKind.PNS) -> str:
    """Write the number as forms print it: `19860926 201505 1 001`, for PPPK `19860926 2021 21 1 001`.

    Anything that is not 18 digits comes back unchanged, so that a wrong number is seen as it is.
    """
    digits = normalise(nip)
    return " ".join(_split(digits, kind)) if _EIGHTEEN_DIGITS.fullmatch(digits) else nip


def birth_date_of(nip: str) -> date | None:
    """Birth date in the first eight digits, or None when it is not 18 digits or no real date since 1900."""
    digits = normalise(nip)
    if not _EIGHTEEN_DIGITS.fullmatch(digits):
        return None
    try:
        birth = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None
    return birth if birth.year >= _EARLIEST_BIRTH_YEAR else None


def sex_of(nip: str, kind: StaffKind) -> Sex | None:
    """Sex digit of the number, or None when it is not 18 digits or the digit is neither 1 nor 2."""
    digits = normalise(nip)
    if not _EIGHTEEN_DIGITS.fullmatch(digits):
        return None
    digit = _split(digits, kind)[-2]
    return Sex(digit) if digit in set(Sex) else None


def check_nip(text: str, kind: StaffKind, birth_date: date | None = None, today: date | None = None) -> list[Problem]:
    """Everything to say about a NIP as typed; empty when all is well. Never raises.

    Hard: not 18 digits, no real birth date, for PNS and CPNS an appointment month that is none, sex neither 1
    nor 2. Soft: another birth date than recorded, appointment before age 15, birth after today, sequence 000.
    birth_date is the recorded one; without today the future is not looked at.
    """
    name = "NI PPPK" if kind is StaffKind.PPPK else "NIP"
    problem = _shape_problem(text, name)
    if problem:
        return [problem]
    digits = normalise(text)
    birth = birth_date_of(digits)
    return [
        *_hard_problems(digits, kind, name, birth),
        *_soft_problems(digits, kind, name, birth, birth_date, today),
    ]


def _shape_problem(text: str, name: str) -> Problem | None:
    """Why the text is not 18 digits, in the words that help most."""
    digits = normalise(text)
    if not digits:
        return Problem(f"{name} belum diisi.")
    if _SPREADSHEET_NUMBER.fullmatch("".join(text.split()).lstrip("'")):
        return Problem(
            f"{name} ini rusak karena lembar sebar (Excel) menyimpannya sebagai bilangan, sehingga angka di "
            "belakang hilang. Ketik ulang dari SK, atau jadikan kolomnya teks dan isi lagi."
        )
    if not re.fullmatch(r"[0-9]+", digits):
        return Problem(f"{name} hanya berisi angka 0 sampai 9.")
    if len(digits) != _LENGTH:
        return Problem(f"{name} terdiri atas {_LENGTH} angka; yang diketik {len(digits)} angka.")
    return None


def _hard_problems(digits: str, kind: StaffKind, name: str, birth: date | None) -> list[Problem]:
    problems = []
    if birth is None:
        problems.append(
            Problem(f"Delapan angka pertama {name} bukan tanggal lahir (tahun, bulan, tanggal). Periksa dengan SK.")
        )
    if kind is not StaffKind.PPPK and not 1 <= int(digits[12:14]) <= 12:
        problems.append(Problem("Angka ke-13 dan ke-14 NIP bukan bulan pengangkatan, 01 sampai 12. Periksa dengan SK."))
    if sex_of(digits, kind) is None:
        problems.append(Problem(f"Angka ke-15 {name} bukan 1 (laki-laki) atau 2 (perempuan). Periksa dengan SK."))
    return problems


def _soft_problems(
    digits: str, kind: StaffKind, name: str, birth: date | None, recorded: date | None, today: date | None
) -> list[Problem]:
    texts = []
    if birth is not None:
        if recorded is not None and recorded != birth:
            texts.append(
                f"Tanggal lahir dalam {name} ({format_date(birth)}) berbeda dengan yang tercatat "
                f"({format_date(recorded)})."
            )
        if today is not None and birth > today:
            texts.append(f"Tanggal lahir dalam {name} ({format_date(birth)}) belum terjadi.")
        if _appointed_too_young(digits, kind, birth):
            texts.append(f"Menurut {name} ini, pengangkatan terjadi sebelum umur {_MINIMUM_AGE} tahun.")
    if digits.endswith("000"):
        texts.append(
            f"Nomor urut {name} 000. Ini sering berarti tiga angka terakhir hilang di lembar sebar (Excel); "
            "cocokkan dengan SK."
        )
    return [Problem(text, hard=False) for text in texts]


def _appointed_too_young(digits: str, kind: StaffKind, birth: date) -> bool:
    """Whether the appointment lies before the month (PPPK: the year) of the fifteenth birthday."""
    year = int(digits[8:12])
    if kind is StaffKind.PPPK:
        return year < birth.year + _MINIMUM_AGE
    return (year, int(digits[12:14])) < (birth.year + _MINIMUM_AGE, birth.month)
