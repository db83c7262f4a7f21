"""Months of a few people, built by verbs."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from nhipcau.rules.allowance.lines import Line, LineState
from nhipcau.rules.checkins import Checkin
from nhipcau.rules.kernel import Month
from nhipcau.rules.reports import CampaignFacts, Member, MonthFacts, Names
from tests.rules.samples import MAY, a_checkin, a_round, at, book

DONG_NAI, CA_MAU = "ld_dong_nai", "ld_ca_mau"
WEEKS = [a_round(f"2026-W{week}", closed=True, number=week) for week in (19, 20, 21, 22)]
REPORT = a_round("2026-05", "monthly_report", closed=True, number=5)
NAMES = Names(
    {code: unit.names for code, unit in book().units.items()},
    {code: level.names for code, level in book().levels.items()},
    book().programme_names,
    {"campaign_work": {"many": {"vi": "Nhiều việc"}, "none": {"vi": "Chưa tham gia"}}},
)
CAMPAIGN = CampaignFacts("cong_nhan", {"vi": "Tháng Công nhân năm 2026"}, date(2026, 5, 1), date(2026, 5, 31))


def a_line(code: str, amount: int, unit: str = DONG_NAI, level: str = "provincial", state: str = "") -> Line:
    national = level == "national"
    return Line(
        person=code,
        name=code,
        unit=unit,
        level=level,
        payer="tld" if national else unit,
        days=31,
        coefficient=Fraction(3 if national else 2, 10),
        base=2_340_000,
        full=702_000 if national else 468_000,
        amount=amount,
        state=LineState(state) if state else LineState.DUE if amount else LineState.NOTHING,
        reasons=(),
    )


def news(week: int, items: int, late: bool = False) -> Checkin:
    """A weekly check-in with so many items, in time or late."""
    asked = WEEKS[week - 1]
    sent = asked.closes_at if late else asked.opens_at
    links = tuple(f"https://example.org/{week}/{n}" for n in range(items)) or None
    return a_checkin(asked, f"{sent:%Y-%m-%d %H:%M}", {"items": links, "note": "Chào"}, number=week)


def silence(week: int, excused: bool = False) -> Checkin:
    return a_checkin(WEEKS[week - 1], excused=excused, number=week)


def monthly(late: bool = False) -> Checkin:
    return a_checkin(REPORT, "2026-06-05 17:01" if late else "2026-06-01 08:00", {"followers": 1500}, number=50)


def member(code: str, *checkins: Checkin, line: Line | None = None, unit: str = DONG_NAI) -> Member:
    level = line.level if line else "provincial"
    return Member(code, f"Người {code}", unit, level, checkins, line)


def month(*members: Member, final: bool = True) -> MonthFacts:
    return MonthFacts(MAY, at("2026-06-06 08:00"), members, (CAMPAIGN,), final, NAMES)


HEAD = member(
    "CTV001",
    news(2, 1),
    news(1, 3),
    news(3, 0, late=True),
    silence(4),
    monthly(),
    line=a_line("CTV001", 702_000, level="national"),
)
SECOND = member("CTV002", news(1, 0), silence(2, excused=True), silence(3), line=a_line("CTV002", 468_000))
THIRD = member("CTV003", monthly(late=True), line=a_line("CTV003", 0))
FAR = member("CTV004", news(1, 2), news(2, 0), unit=CA_MAU, line=a_line("CTV004", 468_000, CA_MAU))
SMALL = month(HEAD, SECOND, THIRD, FAR)


def in_june(*members: Member) -> MonthFacts:
    """The month after, with May before it."""
    return replace(month(*members), month=Month(2026, 6), before=month(GROWING, HEAD, SILENT))


def reported(followers: int | None, campaign_work: str = "many", **more: object) -> Checkin:
    answers = {"followers": followers, "campaign_work": campaign_work, **more}
    return a_checkin(REPORT, "2026-06-01 08:00", answers, number=50)


GROWING = member("CTV010", news(1, 1), reported(3_000))
SILENT = member("CTV011", silence(1))
