"""What the pages of a unit and of the network have in common."""

from collections.abc import Sequence

from nhipcau.documents.sentences import Sentences, days
from nhipcau.documents.typesetter import Data
from nhipcau.rules.checkins import Tally
from nhipcau.rules.pages import TARGET_A_MONTH
from nhipcau.rules.reports import CampaignFacts, Earlier, Followers, NetworkMonth, PayerRow, RoundFigures, UnitMonth
from nhipcau.rules.vietnamese import grouped


def shared(figures: UnitMonth | NetworkMonth, speech: Sentences) -> Data:
    return {
        "standings": _standings(figures.tally, speech),
        "compared": compared(figures.before, speech),
        "followers": _followers(figures.followers, speech),
        "rounds": [_round(row, speech) for row in figures.rounds],
        "campaigns": [_campaign(row, speech) for row in figures.campaigns],
        "campaign_work": [[speech.name(row.names), grouped(row.people)] for row in figures.campaign_work],
        "payers": [[speech.name(row.names), grouped(row.people), grouped(row.amount)] for row in figures.payers],
        "total": _total(figures.payers),
    }


def percent(tally: Tally) -> str:
    return "–" if tally.percent_answered is None else f"{tally.percent_answered}%"


def in_time(tally: Tally) -> str:
    return out_of(tally.in_time, tally)


def answered(tally: Tally) -> str:
    return out_of(tally.answered, tally)


def out_of(count: int, tally: Tally) -> str:
    """As in "998/1.362"; "–" where nobody was asked."""
    return f"{grouped(count)}/{grouped(tally.asked)}" if tally.asked else "–"


def signed(number: int | None) -> str:
    """As in "+1.750" and "−35"; "–" for what is not known."""
    if number is None:
        return "–"
    return f"+{grouped(number)}" if number > 0 else grouped(number).replace("-", "−")


def compared(before: Earlier | None, speech: Sentences) -> str:
    """The month before in one sentence, or "" where there was none."""
    if before is None or not before.tally.asked:
        return ""
    return speech.say("before", percent=before.tally.percent_answered, items=before.items)


def growth(followers: Followers) -> int | None:
    return followers.growth if followers.compared else None


def _standings(tally: Tally, speech: Sentences) -> str:
    return speech.say(
        "standings",
        asked=tally.asked,
        in_time=tally.in_time,
        late=tally.late,
        never=tally.never,
        open=tally.open,
        excused=tally.excused,
    )


def _followers(pages: Followers, speech: Sentences) -> str:
    facts = {"compared": pages.compared, "growth": pages.growth, "target": pages.target, "a_month": TARGET_A_MONTH}
    return speech.say("followers", pages=pages.pages, total=pages.total, **facts)


def _campaign(row: CampaignFacts, speech: Sentences) -> Data:
    return {
        "name": speech.name(row.names),
        "about": speech.say("campaign", first=row.first, last=row.last, told=row.told, audience=row.audience),
        "tasks": [speech.name(task) for task in row.tasks],
    }


def _round(row: RoundFigures, speech: Sentences) -> list[str | int | None]:
    tally = row.tally
    return [
        speech.name(row.title),
        days(row.first_day, row.last_day),
        grouped(tally.asked),
        grouped(tally.answered),
        grouped(tally.in_time),
        tally.percent_answered,
        grouped(row.items),
    ]


def _total(payers: Sequence[PayerRow]) -> list[str]:
    return [grouped(sum(row.people for row in payers)), grouped(sum(row.amount for row in payers))]
