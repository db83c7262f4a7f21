"""What the pages of a unit and of the network say."""

from collections.abc import Sequence

from nhipcau.documents.charts import Charts
from nhipcau.documents.person import drawn
from nhipcau.documents.sentences import Sentences, days
from nhipcau.documents.typesetter import Data
from nhipcau.rules.allowance.assess import LineState
from nhipcau.rules.checkins import Tally
from nhipcau.rules.reports import MemberRow, NetworkMonth, PayerRow, RoundFigures, UnitMonth, UnitRow
from nhipcau.rules.vietnamese import grouped


def unit_page(figures: UnitMonth, speech: Sentences, charts: Charts) -> Data:
    tally, weeks = figures.tally, [row for row in figures.rounds if "-W" in row.period]
    members = len(figures.members)
    return {
        "title": speech.name(figures.names),
        "about": speech.say("month_status", final=figures.final),
        "thanks": speech.say("thanks_unit", people=members, items=figures.items),
        "tiles": [
            grouped(members),
            percent(tally),
            in_time(tally),
            grouped(figures.items),
            f"{figures.weeks_met}/{figures.weeks}",
        ],
        "chart": rate_chart(weeks, speech, charts, speech.say("chart_week_rates"), 300),
        "members": [_member(number, row, speech) for number, row in enumerate(figures.members, 1)],
        "waiting": speech.say("waiting") if any(row.state is LineState.REVIEW for row in figures.members) else "",
        **_shared(figures, speech),
    }


def network_page(figures: NetworkMonth, speech: Sentences, charts: Charts) -> Data:
    tally = figures.tally
    return {
        "title": speech.say("whole_network"),
        "about": speech.say("month_status", final=figures.final),
        "tiles": [
            grouped(figures.people),
            percent(tally),
            in_time(tally),
            grouped(figures.items),
            grouped(figures.total),
        ],
        "chart": rate_chart(figures.rounds, speech, charts, speech.say("chart_rates"), 480),
        "quiet": speech.say("quiet", units=[speech.name(row.names) for row in figures.units if _is_quiet(row)]),
        "units": [_unit(number, row, speech) for number, row in enumerate(figures.units, 1)],
        **_shared(figures, speech),
    }


def _shared(figures: UnitMonth | NetworkMonth, speech: Sentences) -> Data:
    return {
        "standings": standings(figures.tally, speech),
        "rounds": [_round(row, speech) for row in figures.rounds],
        "campaigns": [speech.name(campaign) for campaign in figures.campaigns],
        "payers": [[speech.name(row.names), grouped(row.people), grouped(row.amount)] for row in figures.payers],
        "total": payer_total(figures.payers),
    }


def _is_quiet(row: UnitRow) -> bool:
    """A place to ask after: fewer than half of its answers came, or no news item at all."""
    return row.tally.asked > 0 and (2 * row.tally.answered < row.tally.asked or row.items == 0)


def percent(tally: Tally) -> str:
    return "–" if tally.percent_answered is None else f"{tally.percent_answered}%"


def in_time(tally: Tally) -> str:
    return f"{grouped(tally.in_time)}/{grouped(tally.asked)}"


def standings(tally: Tally, speech: Sentences) -> str:
    return speech.say(
        "standings",
        asked=tally.asked,
        in_time=tally.in_time,
        late=tally.late,
        never=tally.never,
        open=tally.open,
        excused=tally.excused,
    )


def rate_chart(
    rounds: Sequence[RoundFigures], speech: Sentences, charts: Charts, title: str, width: int
) -> Data | None:
    if not rounds:
        return None
    rates = [row.tally.percent_answered for row in rounds]
    labels = [days(row.first_day, row.last_day) if "-W" in row.period else speech.name(row.title) for row in rounds]
    return drawn(charts.bars(rates, labels, title=title, suffix="%", most=100, width=width))


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


def _member(number: int, row: MemberRow, speech: Sentences) -> list[str]:
    waiting = "*" if row.state is LineState.REVIEW else ""
    return [
        str(number),
        row.name,
        speech.name(row.level),
        f"{row.tally.answered}/{row.tally.asked}",
        grouped(row.items),
        "–" if row.amount is None else f"{grouped(row.amount)}{waiting}",
    ]


def _unit(number: int, row: UnitRow, speech: Sentences) -> list[str | int | None]:
    return [
        str(number),
        speech.name(row.names),
        grouped(row.people),
        row.tally.percent_answered,
        in_time(row.tally),
        grouped(row.items),
        f"{row.weeks_met}/{row.weeks}",
        grouped(row.amount),
    ]


def payer_total(payers: Sequence[PayerRow]) -> list[str]:
    return [grouped(sum(row.people for row in payers)), grouped(sum(row.amount for row in payers))]
