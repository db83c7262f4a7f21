"""Whom a letter is for, as it is typed."""

from datetime import date

import pytest

from nhipcau.rules.kernel import Refused, Span
from nhipcau.rules.roster import Appointment, ChatState, Grant, Level, Person
from nhipcau.rules.targets import addressed, read_target, target_of

DAY = date(2026, 5, 4)
LEVELS = {code: Level(code, {"vi": code}, rank) for rank, code in enumerate(("national", "provincial"), start=1)}
NAMES = {
    "ld ha noi": "unit:ha_noi", "lien doan lao dong thanh pho ha noi": "unit:ha_noi", "ld ha nam": "unit:ha_nam",
    "cap tinh": "level:provincial", "ke toan": "role:accountant", "con no": "owing", "ctv01": "person:CTV01",
}  # fmt: skip


def person(code: str, unit: str = "", level: str = "provincial", *roles: str) -> Person:
    served = (Appointment(unit, level, Span(date(2026, 1, 1))),) if unit else ()
    number = int(code[3:])
    grants = tuple(Grant(role) for role in roles)
    return Person(number, code, code, "vi", number, ChatState.ACTIVE, served, grants=grants)


PEOPLE = [
    person("CTV03", "ha_nam"),
    person("CTV01", "ha_noi", "national"),
    person("CTV02", "ha_noi"),
    person("CTV09", "", "", "accountant"),
]


@pytest.mark.parametrize(
    ("typed", "short"),
    [
        ("LĐ Hà Nội", "unit:ha_noi"),
        ("hà nội", "unit:ha_noi"),
        ("Hà Nội, cấp tỉnh; còn nợ", "unit:ha_noi level:provincial owing"),
        ("ctv01", "person:CTV01"),
        ("LĐ Hà Nội, lđ hà nội", "unit:ha_noi"),
    ],
)
def test_names_are_understood_with_or_without_diacritics(typed: str, short: str) -> None:
    assert read_target(typed, NAMES) == short


@pytest.mark.parametrize(("typed", "code"), [("Hà", "several_called"), ("Huế", "nobody_called")])
def test_what_is_not_clear_is_refused(typed: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read_target(typed, NAMES)
    assert (refused.value.code, refused.value.facts["words"]) == (code, typed)


@pytest.mark.parametrize(
    ("short", "codes"),
    [
        ("all", ["CTV01", "CTV02", "CTV03"]),
        ("unit:ha_noi", ["CTV01", "CTV02"]),
        ("unit:ha_noi level:provincial", ["CTV02"]),
        ("unit:ha_noi unit:ha_nam level:provincial", ["CTV02", "CTV03"]),
        ("role:accountant", ["CTV09"]),
        ("role:accountant unit:ha_noi", []),
        ("owing", ["CTV01", "CTV03"]),
        ("unit:ha_noi owing", ["CTV01"]),
        ("person:CTV02", ["CTV02"]),
    ],
)
def test_whom_a_target_means(short: str, codes: list[str]) -> None:
    assert [one.code for one in addressed(PEOPLE, target_of(short), {1, 3}, DAY, LEVELS)] == codes
