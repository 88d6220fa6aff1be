"""People of an office: invented names, NIP, rank, post, rater and the end of service."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from _places import Place

YEAR = 2026
#: Golongan of PNS with the name of the rank, lowest first.
RANKS = {
    "I/a": "Juru Muda",
    "I/b": "Juru Muda Tingkat I",
    "I/c": "Juru",
    "I/d": "Juru Tingkat I",
    "II/a": "Pengatur Muda",
    "II/b": "Pengatur Muda Tingkat I",
    "II/c": "Pengatur",
    "II/d": "Pengatur Tingkat I",
    "III/a": "Penata Muda",
    "III/b": "Penata Muda Tingkat I",
    "III/c": "Penata",
    "III/d": "Penata Tingkat I",
    "IV/a": "Pembina",
    "IV/b": "Pembina Tingkat I",
    "IV/c": "Pembina Utama Muda",
    "IV/d": "Pembina Utama Madya",
}
LADDER = list(RANKS)
#: First and highest golongan of a pelaksana by education; PPPK have one fixed golongan.
PNS_RANGE = {
    "SMP": ("I/c", "II/c"),
    "SLTA": ("II/a", "III/b"),
    "D3": ("II/c", "III/c"),
    "S1": ("III/a", "III/d"),
    "S2": ("III/a", "IV/b"),
}
PPPK_GRADE = {"SLTA": "V", "D3": "VII", "S1": "IX"}
#: Golongan between which a post is usually held.
POST_RANGE = {
    "Camat": ("III/d", "IV/b"),
    "Sekretaris": ("III/d", "IV/a"),
    "Kepala Subbagian": ("III/b", "III/d"),
    "Kepala Seksi": ("III/c", "III/d"),
    "Lurah": ("III/c", "III/d"),
    "Terampil": ("II/c", "II/d"),
    "Mahir": ("III/a", "III/b"),
    "Penyelia": ("III/c", "III/d"),
    "Ahli Pertama": ("III/a", "III/b"),
}
#: Years in which PNS were appointed; in between nobody was.
INTAKES = [*range(1994, 2011), 2014, 2015, 2019, 2020, 2022]
TITLES_OLD = ["S.Sos.", "S.Sos.", "S.IP.", "S.E.", "S.H.", "S.Pd.", "S.T.", "S.P."]
TITLES_NEW = ["S.Kom.", "S.E.", "S.A.P.", "S.IP.", "S.H.", "S.M.", "S.Sos.", "S.Ak."]
#: First names that ask for another name behind them.
FORMS = ("Moch.", "Raja", "Tengku", "Said")
TITLES_D3 = ["A.Md.", "A.Md.", "A.Md.Kom.", "A.Md.Ak.", "A.Md.A.B."]
HEAD_UNITS = {"pem": "kasi_pem", "trantib": "kasi_trantib", "pm": "kasi_pm", "yan": "kasi_yan", "kesra": "kasi_kesra"}
HEAD_UNITS |= {"umum": "kasubag_umum", "keuangan": "kasubag_keu"}


def working_day(day: date) -> date:
    """The day itself, or the Monday after it."""
    return day + timedelta(days=7 - day.weekday() if day.weekday() > 4 else 0)


@dataclass
class Person:
    """One employee with everything the later steps steer by."""

    nip: str
    name: str
    kind: str
    golongan: str
    birth: date
    job: str
    village: str
    post: str
    unit: str
    start: date
    flags: dict[str, str]
    rater: Person | None = None
    end: dict[str, str] | None = None
    staff: list[Person] = field(default_factory=list)

    @property
    def post_kind(self) -> str:
        """Kind of post as the program knows it."""
        if self.job in ("camat", "sekcam"):
            return "administrator"
        if self.job.startswith(("kasubag", "kasi", "lurah")):
            return "pengawas"
        if "Ahli " in self.post:
            return "fungsional_keahlian"
        return "fungsional_keterampilan" if self.post.endswith(("Terampil", "Mahir", "Penyelia")) else "pelaksana"


class Maker:
    """Makes the people of one place."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.rng = Random(f"{place.folder}/pegawai")
        self.names: set[str] = set()

    def name(self, female: bool) -> str:
        """An invented name out of the parts of the region, no first name twice while others are left."""
        place, rng = self.place, self.rng
        firsts = [part.split() for part in (place.female if female else place.male).split("|")]
        lasts = [part.split() for part in (place.female_last if female else place.male_last).split("|")]
        while True:
            group = rng.choices(range(len(firsts)), [len(part) for part in firsts])[0]
            first, last = self._rare(firsts[group]), self._rare(lasts[group])
            middle = rng.choice(firsts[group]) if rng.random() < 0.12 or first in FORMS else ""
            name = " ".join(part for part in (first, middle, last) if part)
            if name not in self.names and len({first, middle, last}) == 3 and middle not in FORMS:
                self.names.add(name)
                return name

    def _rare(self, parts: list[str]) -> str:
        """One of the name parts used least so far."""
        used = [word for name in self.names for word in (name.split()[0], name.split()[-1])]
        least = min(used.count(part) for part in parts)
        return self.rng.choice([part for part in parts if used.count(part) <= least + 1])

    def titled(self, name: str, edu: str, born: int, computer: bool = False) -> str:
        """The name with academic titles as written on forms."""
        rng = self.rng
        if computer and edu in ("D3", "S1"):
            return f"{name}, {'A.Md.Kom.' if edu == 'D3' else 'S.Kom.'}"
        if edu == "S2":
            return f"{name}, {rng.choice(TITLES_OLD)}, {rng.choice(['M.Si.', 'M.AP.', 'M.M.'])}"
        if edu == "S1" and born < 1986:
            extra = ", M.Si." if rng.random() < 0.15 else ""
            return f"{name}, {rng.choice(TITLES_OLD)}{extra}"
        if edu == "S1":
            return f"{name}, {rng.choice(TITLES_NEW)}"
        return f"{name}, {rng.choice(TITLES_D3)}" if edu == "D3" else name

    def dates(self, job: str, post: str, kind: str, edu: str, flags: dict[str, str]) -> tuple[date, int]:
        """Birth date and year of appointment, plausible for post and education."""
        rng = self.rng
        if "pensiun" in flags:
            last = date.fromisoformat(flags["pensiun"])
            return date(last.year - 58, last.month, rng.randint(1, 27)), rng.choice([1994, 1996, 1998, 2001])
        if kind == "CPNS":
            return self._day(rng.randint(1998, 2002)), YEAR
        if kind == "PPPK":
            return self._day(rng.randint(1978, 1996)), rng.choice([2022, 2023, 2024, 2025])
        if "/" not in job:
            born = rng.randint(1970, 1979) if job in ("camat", "sekcam") else rng.randint(1971, 1984)
            years = (22, 29)
        elif any(level in post for level in ("Pertama", "Terampil")):
            born, years = rng.randint(1988, 1996), (23, 31)
        else:
            born, years = rng.randint(1972, 1992), (22, 34) if edu != "SLTA" else (20, 34)
        intakes = [year for year in INTAKES if years[0] <= year - born <= years[1]]
        if any(level in post for level in ("Pertama", "Terampil")):
            intakes = [year for year in intakes if year >= 2019] or [2019]
        return self._day(born), rng.choice(intakes or [2010])

    def _day(self, year: int) -> date:
        month = self.rng.randint(1, 12)
        return date(year, month, self.rng.randint(1, monthrange(year, month)[1]))

    def grade(self, post: str, edu: str, appointed: int) -> str:
        """Golongan: one step in four years, held between the bounds of education and post."""
        first, last = PNS_RANGE[edu]
        for word, bounds in POST_RANGE.items():
            if word in post:
                first_post, last = bounds
                reached = LADDER.index(PNS_RANGE[edu][0]) + (YEAR - appointed) // 4
                reached = min(reached, LADDER.index(last)) - self.rng.choice([0, 0, 1])
                return LADDER[min(max(reached, LADDER.index(first_post)), LADDER.index(last))]
        return LADDER[min(LADDER.index(first) + (YEAR - appointed) // 4, LADDER.index(last))]

    def nip(self, born: date, appointed: int, kind: str, female: bool) -> str:
        """NIP or NI PPPK; the sequence starts at 901, which real numbers hardly ever reach."""
        rng, sex = self.rng, 2 if female else 1
        sequence = rng.randint(901, 989)
        if kind == "PPPK":
            return f"{born:%Y%m%d}{appointed}{rng.choice([21, 21, 21, 22])}{sex}{sequence}"
        month = 3 if kind == "CPNS" else rng.choice([1, 2, 3, 4, 12])
        return f"{born:%Y%m%d}{appointed}{month:02}{sex}{sequence}"

    def start(self, job: str, kind: str, nip: str, flags: dict[str, str]) -> date:
        """First day in the present post."""
        rng = self.rng
        if "masuk" in flags:
            return date.fromisoformat(flags["masuk"])
        if kind == "CPNS":
            return date(YEAR, rng.choice([4, 5]), 4)
        if kind == "PPPK":
            return date(int(nip[8:12]), rng.choice([3, 5, 7]), 1)
        if "/" not in job:
            day = date(rng.choice([2021, 2022, 2023, 2024, 2025]), rng.choice([1, 2, 3, 7, 9, 10]), rng.randint(2, 24))
        else:
            day = date(rng.choice([2023, 2024, 2025]), rng.choice([1, 2, 5, 8, 10]), 2)
        return working_day(day)

    def unit(self, job: str, village: str) -> str:
        """Unit the post belongs to."""
        if village:
            return f"Kelurahan {village}"
        area = job.split("/")[0]
        head = HEAD_UNITS.get(area, area)
        if head == "camat":
            return self.place.name
        if head == "sekcam":
            return "Sekretariat Kecamatan"
        posts = {row[0]: row[1] for row in rows(self.place)}
        return posts[head].removeprefix("Kepala ")

    def person(self, job: str, village: str, post: str, kind: str, edu: str, flags: dict[str, str]) -> Person:
        """One employee of the roster."""
        female = "f" in flags or ("m" not in flags and self.rng.random() < (0.35 if "/" not in job else 0.5))
        born, appointed = self.dates(job, post, kind, edu, flags)
        nip = self.nip(born, appointed, kind, female)
        golongan = PPPK_GRADE[edu] if kind == "PPPK" else self.grade(post, edu, appointed)
        end = next(
            (
                {"date": flags[flag], "reason": reason}
                for flag, reason in (("pensiun", "pensiun"), ("keluar", "mutasi_keluar"))
                if flag in flags
            ),
            None,
        )
        name = self.titled(self.name(female), edu, born.year, "Komputer" in post)
        start = self.start(job, kind, nip, flags)
        unit = self.unit(job, village)
        return Person(nip, name, kind, golongan, born, job, village, post, unit, start, flags, end=end)

    def outside(self, post: str, unit: str, golongan: str) -> dict[str, str]:
        """Printed card of somebody outside the office: the Sekda, or the head of the district (no NIP)."""
        female = self.rng.random() < 0.25
        if not golongan:
            name = f"{self.name(female)}, {self.rng.choice(['S.E.', 'S.H., M.H.', 'S.Sos., M.Si.'])}"
            return {"name": name, "nip": "", "rank": "", "post": post, "unit": unit}
        born = self._day(self.rng.randint(1969, 1973))
        nip = self.nip(born, born.year + 24, "PNS", female)
        name = self.titled(self.name(female), "S2", born.year)
        return {"name": name, "nip": nip, "rank": f"{RANKS[golongan]} ({golongan})", "post": post, "unit": unit}


def rows(place: Place) -> list[tuple[str, str, str, str]]:
    """Roster rows of a place: job, post, kind with education, flags."""
    parsed = []
    for line in place.roster.split("\n"):
        if not line:
            continue
        job, post, kind, flags = (part.strip() for part in line.split("|"))
        parsed.append((job, post.format(short=place.short), kind, flags))
    return parsed


def office(place: Place) -> tuple[list[Person], dict[str, dict[str, str]]]:
    """Everybody of a place with raters set, and the cards of the Sekda and of the head of the district."""
    maker = Maker(place)
    people: list[Person] = []
    for job, post, kind, flags in rows(place):
        job, _, village = job.partition("@")
        parsed = dict(flag.split("=") if "=" in flag else (flag, "") for flag in flags.split())
        people.append(maker.person(job, village, post, *kind.split(), parsed))
    heads = {person.job: person for person in people if "/" not in person.job}
    lurah = {person.village: person for person in people if person.job == "lurah"}
    for person in people:
        area = person.job.split("/")[0]
        if area == "kel":
            person.rater = lurah[person.village]
        elif "/" in person.job:
            person.rater = heads[HEAD_UNITS[area]]
        elif person.job.startswith("kasubag"):
            person.rater = heads["sekcam"]
        elif person.job != "camat":
            person.rater = heads["camat"]
        if person.rater:
            person.rater.staff.append(person)
    grade = maker.rng.choice(["IV/c", "IV/d"])
    district = place.district
    sekda = maker.outside(f"Sekretaris Daerah {district}", f"Sekretariat Daerah {district}", grade)
    return people, {"sekda": sekda, "head": maker.outside(place.head_post, f"Pemerintah {place.district}", "")}


def employee(person: Person, cards: dict[str, dict[str, str]]) -> dict[str, Any]:
    """The employee as written to pegawai.json."""
    rater = person.rater
    superior = rater.rater if rater else None
    return {
        "nip": person.nip,
        "name": person.name,
        "kind": person.kind,
        "golongan": person.golongan,
        "birth_date": person.birth.isoformat(),
        "assignment": {
            "post": person.post,
            "post_kind": person.post_kind,
            "unit": person.unit,
            "start": person.start.isoformat(),
            "rater": rater.nip if rater else None,
            "rater_card": None if rater else cards["sekda"],
            "superior": superior.nip if superior else None,
            "superior_card": None if superior else cards["sekda" if rater else "head"],
        },
        "end": person.end,
    }
