"""The cells of a staff list, as offices write them, read into the values of the employee form; else why they cannot be.

Every function takes the text of one cell and raises `RuleBroken` with the reason, in words for the person who mends it.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from kinerja_tui.rules.formats import excerpt, fold
from kinerja_tui.rules.nip import check_nip, normalise
from kinerja_tui.rules.periods import parse_day
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.ranks import find_golongan, golongan_of_rank
from kinerja_tui.rules.staff import StaffKind, post_kind_named, post_kind_of

AS_TEXT = "Jadikan kolomnya Teks di Excel atau LibreOffice, lalu ketik ulang dari SK."
MAX_NAME, MAX_POST, MAX_UNIT = 200, 300, 300

_BEFORE_NIP = re.compile(r"^(?:NIP|NI ?PPPK|NI ?P3K|NIPPPK)(?:[.:\s]|(?=\d))\s*", re.IGNORECASE)
_NAME_AND_NIP = re.compile(
    r"(?P<name>.*?)[\s,;/]*(?:\bNI(?:P|\s?PPPK|PPPK)\b)?[\s.:]*(?P<nip>['‘’]?\d[\d\s.'\-]{13,}(?:[.,]\d+)?(?:E\+?\d+)?)\s*\Z",
    re.IGNORECASE | re.DOTALL,
)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2})?\Z")
_FULL_DAY = re.compile(r"\d{1,2}\s*[-/. ]\s*(?:\d{1,2}|[A-Za-z]+)\s*[-/. ]\s*(?:\d{4}|\d{2})\Z")
_WRITTEN_EMPTY = frozenset({"-", "--", "–", "n/a", "#n/a", "kosong", "tidak ada", "nihil"})

_OPEN_KINDS = frozenset({"struktural", "fungsional", "fungsional tertentu", "jft", "jf"})
"""Words that leave the kind of a post open: nothing is wrong with them."""

_KINDS: dict[str, StaffKind] = {
    **{kind.value.casefold(): kind for kind in StaffKind},
    "p3k": StaffKind.PPPK,
    "pppk paruh waktu": StaffKind.PPPK,
    "pppk penuh waktu": StaffKind.PPPK,
    "pegawai negeri sipil": StaffKind.PNS,
    "calon pns": StaffKind.CPNS,
    "calon pegawai negeri sipil": StaffKind.CPNS,
    "pegawai pemerintah dengan perjanjian kerja": StaffKind.PPPK,
}


def one_line(text: str) -> str:
    """A cell's text on one line, without control characters; what people write for nothing is empty."""
    shown = "".join(" " if char.isspace() else char for char in text if char.isspace() or char.isprintable())
    line = " ".join(shown.split()).removeprefix("'").strip()
    return "" if line.casefold() in _WRITTEN_EMPTY else line


def read_nip(text: str) -> str:
    """The digits of a NIP, whatever stands between and before them. Whether they are right says `check`."""
    typed = _BEFORE_NIP.sub("", unicodedata.normalize("NFKC", text).strip().strip("'`‘’"))
    digits = normalise(typed)
    return digits if digits.isascii() and digits.isdigit() else " ".join(typed.split())


def nip_problem(nip: str, kind: StaffKind, today: date) -> str:
    """Why a NIP is refused; empty when it can be taken. A spreadsheet's three zeros at the end are no number either."""
    found = [problem.text for problem in check_nip(nip, kind, today=today) if problem.hard]
    if found:
        return " ".join(found)
    if nip.endswith("000"):
        return f"Tiga angka terakhir NIP ini 000: lembar sebar (Excel) membulatkannya. {AS_TEXT}"
    return ""


def kind_of(text: str, nip: str, golongan: str) -> StaffKind:
    """PNS, CPNS or PPPK as written; where nothing is written, what the number and the golongan show."""
    typed = one_line(text)
    if typed:
        found = _KINDS.get(" ".join(re.sub(r"[()./,-]+", " ", fold(typed)).split()))
        if found is None:
            raise RuleBroken(
                f"Status “{excerpt(typed, 30)}” bukan PNS, CPNS, atau PPPK. Yang bukan ASN tidak masuk daftar ini."
            )
        return found
    fits_pns = not any(problem.hard for problem in check_nip(nip, StaffKind.PNS))
    fits_pppk = not any(problem.hard for problem in check_nip(nip, StaffKind.PPPK))
    only_pppk = bool(golongan) and not find_golongan(golongan, StaffKind.PNS)
    return StaffKind.PPPK if fits_pppk and (not fits_pns or only_pppk) else StaffKind.PNS


def golongan_of(text: str, rank: str, kind: StaffKind) -> str:
    """The golongan that one or two cells name; empty when both are. Raises `RuleBroken`."""
    typed = " ".join(filter(None, (one_line(rank), one_line(text))))
    if not typed:
        return ""
    found = find_golongan(one_line(text) or typed, kind) or find_golongan(typed, kind)
    if found is None:
        example = "IX" if kind is StaffKind.PPPK else "III/b"
        raise RuleBroken(f"Golongan “{excerpt(typed, 40)}” tidak terbaca untuk {kind}. Tulis misalnya {example}.")
    named = golongan_of_rank(typed) if kind is not StaffKind.PPPK else None
    if named not in (None, found):
        raise RuleBroken(f"Pangkat dan golongan tidak cocok: “{excerpt(typed, 50)}”. Periksa dengan SK.")
    return found


def day_of(text: str, today: date, year: int) -> date | None:
    """A whole date, also behind a birthplace (`Jambi, 26-09-1986`); None for an empty cell. Raises `RuleBroken`."""
    typed = one_line(text)
    if not typed:
        return None
    if _ISO.match(typed):
        try:
            return date.fromisoformat(typed[:10])
        except ValueError:
            raise RuleBroken(f"Tanggal {typed[:10]} tidak ada di kalender.") from None
    behind = typed.rpartition(",")[2].strip() or typed
    if not _FULL_DAY.fullmatch(behind):
        raise RuleBroken(f"“{excerpt(typed, 30)}” bukan tanggal lengkap. Tulis misalnya 26-09-1986.")
    return parse_day(re.sub(r"\s*([-/.])\s*", r"\1", behind), today, year)


def post_kind(text: str, title: str) -> tuple[str, str]:
    """The kind of post, and what to say when the cell's words are not known: then its title decides."""
    typed = one_line(text)
    found = post_kind_named(typed) if typed else None
    kind = found or post_kind_of(title)
    if typed and found is None and fold(typed).removeprefix("jabatan ") not in _OPEN_KINDS:
        return kind, f"Jenis jabatan “{excerpt(typed, 30)}” tidak dikenal; dari nama jabatannya dibaca {kind.label}."
    return kind, ""


def limited(text: str, most: int, what: str) -> str:
    """A text on one line. Raises `RuleBroken` when it is longer than the form takes."""
    line = one_line(text)
    if len(line) > most:
        raise RuleBroken(f"{what} lebih panjang dari {most} huruf.")
    return line


def name_and_nip(text: str) -> tuple[str, str]:
    """Both parts of a cell that holds the name and below it the number; the second is empty where there is none."""
    found = _NAME_AND_NIP.fullmatch(text.strip())
    return (found["name"].strip(" ,/\n"), found["nip"]) if found else (text, "")


def looks_like(name: str, text: str) -> bool:
    """Whether a cell could stand in a column of this field, for a list without titles."""
    if name == "nip":
        return len(re.sub(r"\D", "", text)) >= 15
    if name == "kind":
        return fold(text) in _KINDS
    if name == "golongan":
        return (len(text) < 40 and bool(find_golongan(text, StaffKind.PNS))) or text.strip() in ("V", "VII", "IX", "X")
    words = one_line(text)
    if name == "post":
        return bool(
            re.match(r"(kepala|kasi|kasub|camat|lurah|sekretaris|peng|analis|penata|staf|arsiparis)", fold(words))
        )
    if name == "unit":
        return bool(re.match(r"(seksi|sub ?bag|sekretariat|kelurahan|kecamatan|bagian|bidang|desa)\b", fold(words)))
    letters = sum(char.isalpha() for char in words)
    return letters >= 3 and letters > sum(char.isdigit() for char in words)
