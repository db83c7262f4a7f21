"""What a unit's pages say."""

from nhipcau.documents.pictures import NARROW, SMALL, Pictures
from nhipcau.documents.sentences import Sentences
from nhipcau.documents.tables import answered, growth, in_time, percent, shared, signed
from nhipcau.documents.typesetter import Data
from nhipcau.rules.allowance.lines import LineState
from nhipcau.rules.reports import MemberRow, UnitMonth
from nhipcau.rules.vietnamese import grouped


def unit_page(figures: UnitMonth, speech: Sentences, pictures: Pictures) -> Data:
    tally, members = figures.tally, len(figures.members)
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
            signed(growth(figures.followers)),
        ],
        "charts": {
            "standings": pictures.standings(figures.rounds, NARROW),
            "items": pictures.items(figures.rounds, SMALL),
        },
        "members": [_member(number, row, speech) for number, row in enumerate(figures.members, 1)],
        "waiting": speech.say("waiting") if any(row.state is LineState.REVIEW for row in figures.members) else "",
        **shared(figures, speech),
    }


def _member(number: int, row: MemberRow, speech: Sentences) -> list[str]:
    waiting = "*" if row.state is LineState.REVIEW else ""
    return [
        str(number),
        row.name,
        speech.name(row.level),
        answered(row.tally),
        grouped(row.items),
        "–" if row.amount is None else f"{grouped(row.amount)}{waiting}",
    ]
