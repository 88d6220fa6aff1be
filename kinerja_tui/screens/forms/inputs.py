"""Fields that several forms share: dates, numbers, choices, people, ratings, as keyed here and as stored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import TypedDict, Unpack

from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.formats import format_decimal, format_short_date, parse_decimal
from kinerja_tui.rules.labels import Labelled
from kinerja_tui.rules.periods import parse_day
from kinerja_tui.rules.problems import Problem, RuleBroken
from kinerja_tui.rules.ratings import Rating
from kinerja_tui.rules.slips import check_unit, known_spelling
from kinerja_tui.services.forms.one_record import day_of
from kinerja_tui.services.public import service_catalogue
from kinerja_tui.services.staff import employees, people
from kinerja_tui.widgets.fields import Choice, Complaint, Field


class Extras(TypedDict, total=False):
    """What any of these fields may have besides; the meanings are those of `Field`."""

    help: str
    required: bool
    locked: bool
    note: str
    hint: str
    carry: bool
    check: Callable[[str], Sequence[Complaint]] | None


def complaints(problems: Iterable[Problem]) -> list[Complaint]:
    """What a rule says, as the sheet shows it: (text, hard)."""
    return [(problem.text, problem.hard) for problem in problems]


def day_problem(text: str, today: date, year: int) -> str | None:
    """Why a typed day cannot be one, for a question outside a form; None when it can."""
    try:
        parse_day(text, today, year)
    except RuleBroken as error:
        return error.text
    return None


def day_check(rule: Callable[[date], list[Problem]]) -> Callable[[str], list[Complaint]]:
    """A rule about a stored day as a field asks it; nothing is said of an empty one."""

    def check(value: str) -> list[Complaint]:
        day = day_of(value)
        return complaints(rule(day)) if day else []

    return check


def date_field(key: str, label: str, today: date, year: int, **more: Unpack[Extras]) -> Field:
    """A day, stored as ISO date. ``2301`` is a day of ``year`` (the period's), ``0`` is ``today``, ``-1`` yesterday."""

    def parse(text: str) -> str:
        return parse_day(text, today, year).isoformat()

    def display(value: str) -> str:
        return format_short_date(date.fromisoformat(value))

    more.setdefault("hint", "tanggal, misalnya 2301")
    return Field(key, label, "date", parse=parse, display=display, **more)


def number_field(key: str, label: str, **more: Unpack[Extras]) -> Field:
    """An exact number: keyed and shown as 1.234,5, stored as 1234.5."""

    def parse(text: str) -> str:
        return format(parse_decimal(text), "f")

    def display(value: str) -> str:
        try:
            return format_decimal(Decimal(value))
        except InvalidOperation as error:  # not a ValueError, and a foreign value is shown as it is
            raise ValueError(value) from error

    more.setdefault("hint", "angka, misalnya 12,5")
    return Field(key, label, "number", length=30, parse=parse, display=display, **more)


def choice_field(
    key: str, label: str, values: type[Labelled] | Mapping[str, str] | Iterable[str], **more: Unpack[Extras]
) -> Field:
    """One of some codes with their labels; the first nine are also answered by a digit."""
    pairs: list[tuple[str, str]]
    if isinstance(values, Mapping):
        pairs = list(values.items())
    else:
        pairs = [(str(value), value.label if isinstance(value, Labelled) else str(value)) for value in values]
    choices = tuple(
        Choice(value, text, str(number) if number <= 9 else "") for number, (value, text) in enumerate(pairs, 1)
    )
    return Field(key, label, "choice", choices=choices, **more)


def person_field(
    key: str, label: str, file: DatabaseFile, outside: str = people.OUTSIDE, **more: Unpack[Extras]
) -> Field:
    """An employee of the list: stored as id, shown by name; part of a name is enough when only one has it.

    ``outside``: what the form has for people who are not in the list.
    """

    def parse(text: str) -> str:
        return people.find(file, text, outside)

    def display(value: str) -> str:
        return people.label(file, value)

    def suggestions(typed: str) -> list[Choice]:
        return [Choice(person, text) for person, text in people.choices(file, typed)]

    more.setdefault("hint", "sebagian nama, atau F4")
    return Field(key, label, parse=parse, display=display, suggestions=suggestions, **more)


def unit_field(key: str, label: str, file: DatabaseFile, day: date | None = None, **more: Unpack[Extras]) -> Field:
    """A unit of the office, or a new one; one that is nearly a known one is asked about.

    ``day``: when people are counted into the units of the F4 list, as in `employees.units`.
    """

    @cache
    def known() -> dict[str, int]:
        return {unit: count for unit, count in employees.units(file, day=day) if unit}

    def suggestions(_typed: str) -> list[Choice]:
        return [Choice(unit, f"{unit} ({count} pegawai)") for unit, count in known().items()]

    more.setdefault("hint", "ketik, atau F4")
    more.setdefault("check", lambda unit: complaints(check_unit(unit, known())))
    return Field(
        key, label, length=300, suggestions=suggestions, parse=lambda typed: known_spelling(typed, known()), **more
    )


def service_field(key: str, file: DatabaseFile, **more: Unpack[Extras]) -> Field:
    """A service of the list: stored as id, shown by name; part of a name is enough when only one has it."""
    services = service_catalogue.offered(file)

    def suggestions(typed: str) -> list[Choice]:
        return [Choice(service, name) for service, name in services if typed.casefold() in name.casefold()]

    more.setdefault("hint", "sebagian nama, atau F4")
    return Field(
        key, "Layanan", suggestions=suggestions,
        parse=lambda typed: service_catalogue.find(file, typed),
        display=lambda service: service_catalogue.name_of(file, service), **more,
    )  # fmt: skip


def rating_field(key: str, label: str, **more: Unpack[Extras]) -> Field:
    """A rating against the expectation: 1 di bawah, 2 sesuai, 3 di atas; stored as the code of `Rating`."""
    ratings = sorted(Rating, key=lambda rating: rating.digit)
    choices = tuple(Choice(str(rating), rating.label, str(rating.digit)) for rating in ratings)
    return Field(key, label, "scale", choices=choices, needed=True, **more)
