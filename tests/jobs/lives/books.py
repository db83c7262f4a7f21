"""The configs between which a life is edited: ladders, days off, campaigns of every kind."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time, timedelta
from functools import cache

from nhipcau.rules.cadence import Programme
from nhipcau.rules.calendar import Calendar, DayRule, Landing, WeekMoment
from nhipcau.rules.campaigns import Campaign, Counted, DayMoment, End, KickOff, Result
from nhipcau.rules.ladder import Reminded, Rung
from nhipcau.rules.lunar import LunarDay
from nhipcau.rules.roster import Audience, ChatState, Grant, Person
from nhipcau.settings.rulebook import Rulebook
from tests.rules.samples import book, held, person, span

UNIT = "ld_dong_nai"
CAMPAIGN = "thang_cong_nhan_2026"
BOOKS = 256

LADDERS = [
    tuple(Rung(WeekMoment(day, time(hour), Landing.AFTER), to) for day, hour, to in steps)
    for steps in (
        [(3, 9, Reminded.PERSON), (5, 9, Reminded.PERSON), (5, 15, Reminded.UNIT_LEAD)],
        [(3, 9, Reminded.PERSON), (3, 14, Reminded.UNIT_LEAD), (4, 9, Reminded.ADMIN_GROUP)],
        [(2, 23, Reminded.PERSON), (3, 6, Reminded.PERSON), (4, 9, Reminded.PERSON)],
        [(3, 14, Reminded.PERSON)],
        [(1, 9, Reminded.PERSON), (2, 9, Reminded.PERSON), (3, 9, Reminded.PERSON), (4, 9, Reminded.PERSON)],
        [],
    )
]
"""Some steps fall into the quiet hours."""
HOLIDAYS: list[frozenset[int]] = [frozenset(days) for days in ((), (4,), (7, 8), (4, 5, 6, 7), (9, 10), (11, 14, 15))]


def people() -> list[Person]:
    """A lead and another of one unit, and one who never opened the bot."""
    lead = person("CTV001", held(unit=UNIT), grants=(Grant("unit_lead", UNIT),))
    other = person("CTV002", held(unit=UNIT))
    unbound = replace(person("CTV003", held(unit=UNIT)), chat=ChatState.UNBOUND, chat_id=None)
    return [lead, other, unbound]


def _stage(number: int, audience: Audience | None = None) -> Result:
    """A round of results that begins some days after the first day."""

    def moment(days: int, hour: int) -> DayMoment:
        return DayMoment(Counted(End.FIRST, days=number + days), time(hour), Landing.AFTER)

    reminders = (Rung(moment(2, 9)), Rung(moment(3, 9)), Rung(moment(3, 14), Reminded.UNIT_LEAD))
    return Result(
        f"stage_{number}", "campaign_result", moment(0, 8), reminders, moment(4, 17), moment(5, 17), audience=audience
    )


@cache
def _campaigns() -> list[Mapping[str, Campaign]]:
    """Dated; by the lunar calendar (19/3 is 5 May); in two stages, the second of others; announced at night; none."""
    dated = replace(book().campaigns[CAMPAIGN], first=DayRule(date(2026, 5, 4)))
    others = Audience(units=frozenset({UNIT}))
    kinds = [
        dated,
        replace(dated, first=DayRule(lunar=LunarDay(2026, 3, 19)), last=DayRule(lunar=LunarDay(2026, 4, 15))),
        replace(dated, results=(_stage(1), _stage(4, others))),
        replace(dated, kick_off=KickOff(1, time(23, 30), Landing.KEEP), results=(_stage(2),)),
    ]
    return [*({CAMPAIGN: kind} for kind in kinds), {}]


@cache
def a_book(number: int) -> Rulebook:
    """One of many: two ladders, days off in May, a campaign of some kind, a spread or none."""
    first, second = LADDERS[number % 6], LADDERS[number // 6 % 6]
    off = {date(2026, 5, day): "Ngày nghỉ" for day in HOLIDAYS[number // 36 % 6]}
    project = book()
    weekly = replace(project.programmes["weekly_checkin"], reminders=first, span=span("2026-05-04", "2026-05-10"))
    calendar: Calendar = replace(project.calendar, holidays=off)
    programmes: Mapping[str, Programme] = {
        "weekly_checkin": weekly,
        "monthly_report": replace(weekly, key="monthly_report", form="monthly_report", reminders=second),
    }
    campaigns = _campaigns()[number % 5]
    return replace(
        project,
        calendar=calendar,
        programmes=programmes,
        programme_names={key: project.programme_names[key] for key in (*programmes, *campaigns)},
        campaigns=campaigns,
        chores=replace(project.chores, sync_at=()),
        pace=replace(project.pace, spread=timedelta(minutes=number % 2 * 30)),
    )
