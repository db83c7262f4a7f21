"""The worked cases of an allowance (T01 to T15 and the choices P4 to P15), as one table that any door may be held to.

A case is a network on paper, perhaps another policy, and what it must come to: đồng by month (or by year: the sum of
its months) and payer. All people and bonuses are invented.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nhipcau.settings.installation import PROJECT

Facts = Mapping[str, Any]
Money = Mapping[str, Mapping[str, int]]

HERE, THERE = "ld_dong_nai", "ld_ca_mau"
"""Two provincial federations; the network's own payer is "tld"."""


@dataclass(frozen=True)
class Worked:
    """`choices` are other values of keys in the block of choices, `also` other passages of allowance.yaml."""

    name: str
    months: tuple[str, ...]
    people: tuple[Facts, ...]
    comes_to: Money
    choices: Mapping[str, str] = field(default_factory=dict)
    also: tuple[tuple[str, str], ...] = ()
    cases: tuple[Facts, ...] = ()
    bonuses: tuple[Facts, ...] = ()
    waits: int = 0
    only_on_paper: bool = False

    def __str__(self) -> str:
        return self.name

    def facts(self, folder: Path) -> Path:
        """The facts file: JSON is YAML too."""
        data = {"months": self.months, "people": self.people, "cases": self.cases, "bonuses": self.bonuses}
        path = folder / "facts.yaml"
        path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        return path

    def policy(self, folder: Path) -> Path:
        """The project's allowance.yaml, with what this case has otherwise."""
        text = (PROJECT / "config/allowance.yaml").read_text(encoding="utf-8")
        usual = {key: _usual(text, key) for key in self.choices}
        for old, new in (*((usual[key], f"\n    {key}: {value}\n") for key, value in self.choices.items()), *self.also):
            assert text.count(old) >= 1, old
            text = text.replace(old, new)
        path = folder / "allowance.yaml"
        path.write_text(text, encoding="utf-8")
        return path


def _usual(text: str, key: str) -> str:
    """The line of a choice, as the project has it."""
    return "\n" + next(line for line in text.splitlines() if line.startswith(f"    {key}: ")) + "\n"


def held(level: str, since: str = "2018-01-01", until: str = "", unit: str = HERE, **more: str) -> Facts:
    return {"unit": unit, "level": level, "from": since, **({"until": until} if until else {}), **more}


def person(*appointments: Facts, code: str = "CTV01", **more: Any) -> Facts:
    return {"code": code, "name": f"Nguyễn Thị {code}", "appointments": appointments, **more}


NATIONAL = person(held("national"), code="CTV01")
PROVINCIAL = person(held("provincial"), code="CTV02")
ONE_OF_EACH = (NATIONAL, PROVINCIAL)
FIVE = (NATIONAL, *(person(held("provincial"), code=f"CTV0{number}") for number in range(2, 6)))


def year(number: int) -> tuple[str, ...]:
    return tuple(f"{number}-{month:02}" for month in range(1, 13))


def whole_year(number: int, national: int, provincial: int) -> Worked:
    """As if the coefficients had always been in force."""
    people = (person(held("national", "2010-01-01")), person(held("provincial", "2010-01-01"), code="CTV02"))
    return Worked(
        f"T03 the whole of {number}",
        year(number),
        people,
        {str(number): {"tld": national, HERE: provincial}},
        also=(("    from: 2018-07-01\n    coefficient", "    from: 2010-01-01\n    coefficient"),),
    )


def joined(day: str, half: int, prorated: int, whole: int) -> Iterable[Worked]:
    """Joined in the middle of a month, by each of the rules P5."""
    amounts = {"half_month": half, "prorate_days": prorated, "whole_month": whole}
    for rule, amount in amounts.items():
        someone = person(held("provincial", day))
        expected = {day[:7]: {HERE: amount}}
        yield Worked(f"T06 joined on {day}, {rule}", (day[:7],), (someone,), expected, {"month_rule": rule})


def taxed(name: str, months: tuple[str, ...], comes_to: Money, payment: str, switch: str = "true") -> Worked:
    return Worked(f"T15 {name}", months, (NATIONAL,), comes_to, {"taxed": switch, "payment": payment})


QUARTER_I, HALF_YEAR = year(2026)[:3], year(2026)[:6]
HOTSPOT = {"key": "DN-01", "verified": True, "reporters": ["CTV01", "CTV02"]}
REWARD = {"case": "DN-01", "person": "CTV01", "month": "2026-06", "amount": 500000, "decision": "7/QĐ", "payer": "tld"}
SILENT = {"2026-10": {"report_sent": False}}
GRANTED = {"ruling": "granted", "reason": "Đã báo cáo bằng cách khác", "by": "Vũ Thị Hằng"}
REFUSED = {"ruling": "refused", "reason": "Không tham gia trong tháng", "by": "Vũ Thị Hằng"}

CASES = [
    Worked("T01 one of each level", ("2026-11",), ONE_OF_EACH, {"2026-11": {"tld": 759_000, HERE: 506_000}}),
    Worked(
        "T02 a year with a change in the middle",
        year(2026),
        ONE_OF_EACH,
        {
            "2026-06": {"tld": 702_000, HERE: 468_000},
            "2026-07": {"tld": 759_000, HERE: 506_000},
            "2026": {"tld": 8_766_000, HERE: 5_844_000},
        },
    ),
    whole_year(2018, 4_842_000, 3_228_000),
    whole_year(2019, 5_184_000, 3_456_000),
    whole_year(2023, 5_922_000, 3_948_000),
    whole_year(2024, 7_452_000, 4_968_000),
    whole_year(2025, 8_424_000, 5_616_000),
    Worked("T04 one locality of five", ("2026-11",), FIVE, {"2026-11": {"tld": 759_000, HERE: 2_024_000}}),
    Worked("T04 in the first month of all", ("2018-07",), FIVE, {"2018-07": {"tld": 417_000, HERE: 1_112_000}}),
    Worked(
        "T04 all five at the highest level (P4)",
        ("2026-11",),
        FIVE,
        {"2026-11": {"tld": 3_795_000}},
        {"level_rule": "all_highest"},
    ),
    *joined("2026-11-16", 506_000, 253_000, 506_000),
    *joined("2026-11-17", 0, 236_133, 506_000),
    *joined("2026-02-15", 468_000, 234_000, 468_000),
    *joined("2026-02-16", 0, 217_286, 468_000),
    *joined("2026-10-17", 0, 244_839, 506_000),
    Worked(
        "T09 both levels the whole month",
        ("2026-11",),
        (person(held("national"), held("provincial")),),
        {"2026-11": {"tld": 759_000}},
    ),
    Worked(
        "T09 both levels, each paid (P6)",
        ("2026-11",),
        (person(held("national"), held("provincial")),),
        {"2026-11": {"tld": 759_000, HERE: 506_000}},
        {"two_levels": "both", "month_rule": "prorate_days"},
    ),
    Worked(
        "T10 a bonus for a verified hotspot",
        ("2026-06",),
        (NATIONAL,),
        {"2026-06": {"tld": 1_202_000}},
        cases=({**HOTSPOT, "reporters": ["CTV01"]},),
        bonuses=(REWARD,),
    ),
    Worked(
        "T10 the same report, not verified",
        ("2026-06",),
        (NATIONAL,),
        {"2026-06": {"tld": 702_000}},
        cases=({**HOTSPOT, "verified": False, "reporters": ["CTV01"]},),
        bonuses=(REWARD,),
    ),
    Worked(
        "T10 a second person's report of the same",
        ("2026-06",),
        ONE_OF_EACH,
        {"2026-06": {"tld": 1_202_000, HERE: 468_000}},
        cases=(HOTSPOT,),
        bonuses=(REWARD, {**REWARD, "person": "CTV02", "payer": HERE}),
    ),
    Worked(
        "P9 every reporter earns it",
        ("2026-06",),
        ONE_OF_EACH,
        {"2026-06": {"tld": 1_202_000, HERE: 968_000}},
        {"bonus_for": "every_reporter"},
        cases=(HOTSPOT,),
        bonuses=(REWARD, {**REWARD, "person": "CTV02", "payer": HERE}),
    ),
    Worked(
        "P9 two bonuses up to the cap",
        ("2026-06",),
        (NATIONAL,),
        {"2026-06": {"tld": 702_000 + 800_000}},
        also=(("    bonus_for: first_reporter\n", "    bonus_for: first_reporter\n    bonus_cap: 800000\n"),),
        cases=({**HOTSPOT, "reporters": ["CTV01"]}, {"key": "DN-02", "verified": True, "reporters": ["CTV01"]}),
        bonuses=(REWARD, {**REWARD, "case": "DN-02"}),
    ),
    Worked(
        "T13 no report, nobody decided",
        ("2026-10",),
        (person(held("provincial"), months=SILENT),),
        {"2026-10": {HERE: 506_000}},
        waits=1,
    ),
    Worked(
        "T13 no report, granted",
        ("2026-10",),
        (person(held("provincial"), months={"2026-10": {"report_sent": False, "decision": GRANTED}}),),
        {"2026-10": {HERE: 506_000}},
    ),
    Worked(
        "T13 no report, refused",
        ("2026-10",),
        (person(held("provincial"), months={"2026-10": {"report_sent": False, "decision": REFUSED}}),),
        {"2026-10": {HERE: 0}},
    ),
    Worked(
        "P7 nothing is watched",
        ("2026-10",),
        (person(held("provincial"), months=SILENT),),
        {"2026-10": {HERE: 506_000}},
        {"watched": "[]"},
    ),
    taxed("monthly", ("2026-03",), {"2026-03": {"tld": 702_000}}, "{rhythm: monthly, day: 5, months_after: 1}"),
    taxed(
        "quarter I paid on 05/04",
        QUARTER_I,
        {"2026-01": {"tld": 0}, "2026-02": {"tld": 0}, "2026-03": {"tld": 1_895_400}},
        "{rhythm: quarterly, day: 5, months_after: 1}",
    ),
    taxed(
        "quarter IV paid on 28/12",
        year(2026)[9:],
        {"2026": {"tld": 2_277_000}},
        "{rhythm: quarterly, day: 28, months_after: 0}",
    ),
    taxed(
        "half-year I paid on 30/06",
        HALF_YEAR,
        {"2026-06": {"tld": 4_212_000 - 421_200}},
        "{rhythm: half_yearly, day: 30, months_after: 0}",
    ),
    taxed(
        "half-year I paid on 05/07",
        HALF_YEAR,
        {"2026-06": {"tld": 4_212_000}},
        "{rhythm: half_yearly, day: 5, months_after: 1}",
    ),
    taxed(
        "the whole year paid on 28/12",
        year(2026),
        {"2026": {"tld": 7_889_400}},
        "{rhythm: yearly, day: 28, months_after: 0}",
    ),
    taxed(
        "switched off",
        year(2026),
        {"2026": {"tld": 8_766_000}},
        "{rhythm: yearly, day: 28, months_after: 0}",
        switch="false",
    ),
    *(
        Worked(
            f"P8 the whole month on leave, {absence}",
            ("2026-11",),
            (person(held("provincial"), leaves=[{"from": "2026-11-01", "until": "2026-11-30"}]),),
            {"2026-11": {HERE: amount}},
            {"absence": absence},
        )
        for absence, amount in (("full_month_unpaid", 0), ("paid", 506_000), ("not_served", 0))
    ),
    *(
        Worked(
            f"P8 sixteen days on leave, {absence}",
            ("2026-11",),
            (person(held("provincial"), leaves=[{"from": "2026-11-01", "until": "2026-11-16"}]),),
            {"2026-11": {HERE: amount}},
            {"absence": absence},
        )
        for absence, amount in (("full_month_unpaid", 506_000), ("paid", 506_000), ("not_served", 0))
    ),
    *(
        Worked(
            f"P14 ten days here, twenty there, {part}",
            ("2026-11",),
            (person(held("provincial", until="2026-11-10"), held("provincial", "2026-11-11", unit=THERE)),),
            {"2026-11": {payer: 506_000}},
            {"unit_change": part},
        )
        for part, payer in (("larger_part", THERE), ("first_day", HERE), ("last_day", THERE))
    ),
    Worked(
        "P14 a unit that has ended leaves its people to its heir",
        ("2026-11",),
        (person(held("provincial", unit="ld_ben_tre")),),
        {"2026-11": {"ld_vinh_long": 506_000}},
    ),
    *(
        Worked(
            f"P15 ten days national, twenty provincial, {part}",
            ("2026-11",),
            (person(held("national", until="2026-11-10"), held("provincial", "2026-11-11")),),
            {"2026-11": {payer: amount}},
            {"level_change": part},
        )
        for part, payer, amount in (
            ("larger_part", HERE, 506_000),
            ("first_day", "tld", 759_000),
            ("last_day", HERE, 506_000),
        )
    ),
    Worked(
        "P11 leave that is learned a month later is recovered from the next",
        ("2026-11", "2026-12"),
        (
            person(
                held("provincial"),
                leaves=[{"from": "2026-11-01", "until": "2026-11-30", "known_in": "2026-12"}],
            ),
        ),
        {"2026-11": {HERE: 506_000}, "2026-12": {HERE: 0}},
    ),
    Worked(
        "P11 the same where only opening the month again corrects it",
        ("2026-11", "2026-12"),
        (
            person(
                held("provincial"),
                leaves=[{"from": "2026-11-01", "until": "2026-11-30", "known_in": "2026-12"}],
            ),
        ),
        {"2026-11": {HERE: 506_000}, "2026-12": {HERE: 506_000}},
        {"correction": "reopening"},
    ),
    Worked(
        "P11 what is still owed below zero is carried until it is made up for",
        ("2026-10", "2026-11", "2026-12", "2027-01"),
        (
            person(
                held("provincial"),
                leaves=[{"from": "2026-10-01", "until": "2026-12-31", "known_in": "2026-12"}],
            ),
        ),
        {
            "2026-11": {HERE: 506_000},
            "2026-12": {HERE: 0},  # two months to recover and nothing earned: 1.012.000 carried
            "2027-01": {HERE: 0},  # 506.000 made up for, 506.000 carried
        },
    ),
    Worked(
        "P11 a promotion learned later moves the month to the other payer",
        ("2026-11", "2026-12"),
        (person(held("provincial"), held("national", "2026-11-01", known_in="2026-12")),),
        {"2026-11": {HERE: 506_000}, "2026-12": {"tld": 759_000 + 759_000, HERE: 0}},
        only_on_paper=True,
    ),
]
