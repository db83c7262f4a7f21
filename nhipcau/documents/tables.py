"""What the pages of a unit and of the network have in common."""

from collections.abc import Sequence
from dataclasses import asdict

from nhipcau.documents.charts import Charts
from nhipcau.documents.sentences import Sentences, days
from nhipcau.documents.typesetter import Data
from nhipcau.rules.checkins import Tally
from nhipcau.rules.reports import NetworkMonth, PayerRow, RoundFigures, RoundRow, UnitMonth
from nhipcau.rules.vietnamese import grouped


def shared(figures: UnitMonth | NetworkMonth, speech: Sentences) -> Data:
    return {
        "standings": _standings(figures.tally, speech),
        "rounds": [_round(row, speech) for row in figures.rounds],
        "campaigns": [speech.name(campaign.names) for campaign in figures.campaigns],
        "payers": [[speech.name(row.names), grouped(row.people), grouped(row.amount)] for row in figures.payers],
        "total": _total(figures.payers),
    }


def is_weekly(row: RoundFigures | RoundRow) -> bool:
    """Weekly rounds are named by ISO weeks, as in 2026-W19."""
    return "-W" in row.period


def percent(tally: Tally) -> str:
    return "–" if tally.percent_answered is None else f"{tally.percent_answered}%"


def in_time(tally: Tally) -> str:
    return f"{grouped(tally.in_time)}/{grouped(tally.asked)}"


def rate_chart(
    rounds: Sequence[RoundFigures], speech: Sentences, charts: Charts, title: str, width: int
) -> Data | None:
    if not rounds:
        return None
    rates = [row.tally.percent_answered for row in rounds]
    labels = [days(row.first_day, row.last_day) if is_weekly(row) else speech.name(row.title) for row in rounds]
    return asdict(charts.bars(rates, labels, title=title, suffix="%", most=100, width=width))


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
