"""What the tests of rules are made of: the config of this repository, and people, rounds and check-ins in one line."""

import csv
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st

from nhipcau.rules.checkins import Checkin, Round
from nhipcau.rules.fields import Answer
from nhipcau.rules.forms import SENT, Draft
from nhipcau.rules.kernel import Month, Span
from nhipcau.rules.roster import Appointment, ChatState, Grant, Leave, Level, Person
from nhipcau.settings.load import load_rulebook
from nhipcau.settings.rulebook import Rulebook

PROJECT = Path(__file__).parents[2]
MAY = Month(2026, 5)

LAW = settings(max_examples=80)
"""A law is tried on this many generated cases; the clock of a busy machine says nothing about it."""

LEVELS = {
    code: Level(code, {"vi": name}, rank)
    for rank, (code, name) in enumerate(
        {"national": "Cấp Tổng Liên đoàn", "provincial": "Cấp tỉnh, ngành", "grassroots": "Cấp cơ sở"}.items(), 1
    )
}

DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))
MONTHS = st.builds(Month, st.integers(2024, 2028), st.integers(1, 12))


@cache
def book() -> Rulebook:
    return load_rulebook(PROJECT / "config")


def table(name: str) -> list[dict[str, str]]:
    with (PROJECT / "tests/rules/data" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def day(text: str) -> date:
    return date.fromisoformat(text)


def at(text: str) -> datetime:
    """The network's moment of "2026-05-04 08:30"."""
    return datetime.fromisoformat(text).replace(tzinfo=book().calendar.zone)


def span(first: str, last: str = "") -> Span:
    return Span(day(first), day(last) if last else None)


def held(
    level: str = "provincial", first: str = "2026-01-01", last: str = "", unit: str = "ld_dong_nai"
) -> Appointment:
    return Appointment(unit, level, span(first, last))


def away(first: str, last: str = "") -> Leave:
    return Leave(span(first, last), "nghỉ phép")


def person(
    code: str = "CTV001",
    *appointments: Appointment,
    name: str = "Nguyễn Thị Ánh",
    leaves: tuple[Leave, ...] = (),
    grants: tuple[Grant, ...] = (),
) -> Person:
    number = int("".join(filter(str.isdigit, code)) or 0)
    return Person(number, code, name, "vi", 1000 + number, ChatState.ACTIVE, appointments, leaves, grants)


def a_round(
    period: str = "2026-W19", programme: str = "weekly_checkin", closed: bool = False, number: int = 1
) -> Round:
    """The round of a period as config plans it: W19 of 2026 is 4 to 10 May, due on Sunday at 12:00."""
    plan, _ = book().asked(f"{programme}/{period}")
    return Round(
        id=number,
        key=plan.key,
        programme=plan.programme,
        form=plan.form,
        period=plan.period,
        month=plan.month,
        first_day=plan.first_day,
        last_day=plan.last_day,
        opens_at=plan.opens_at,
        due_at=plan.due_at,
        closes_at=plan.closes_at,
        closed=closed,
    )


def a_checkin(
    asked: Round | None = None,
    sent: str = "",
    answers: Mapping[str, Answer] | None = None,
    excused: bool = False,
    draft: Draft | None = None,
    number: int = 1,
    who: int = 1,
) -> Checkin:
    """One person's part in a round; `sent` is the moment of the first sending, "" when there was none."""
    return Checkin(
        id=number,
        round=asked or a_round(),
        person_id=who,
        unit="ld_dong_nai",
        level="provincial",
        excused=excused,
        draft=draft or Draft(SENT if sent else "items"),
        version=1 if sent else 0,
        first_sent_at=at(sent) if sent else None,
        answers=(answers or {}) if sent else None,
    )
