"""What the network's pages say."""

from nhipcau.documents.pictures import Pictures
from nhipcau.documents.sentences import Sentences
from nhipcau.documents.tables import growth, in_time, percent, shared, signed
from nhipcau.documents.typesetter import Data
from nhipcau.rules.reports import NetworkMonth, UnitRow
from nhipcau.rules.vietnamese import grouped


def network_page(figures: NetworkMonth, speech: Sentences, pictures: Pictures) -> Data:
    tally = figures.tally
    return {
        "title": speech.say("whole_network"),
        "about": speech.say("month_status", final=figures.final),
        "tiles": [
            grouped(figures.people),
            percent(tally),
            in_time(tally),
            grouped(figures.items),
            signed(growth(figures.followers)),
            grouped(figures.total),
        ],
        "charts": {
            "standings": pictures.standings(figures.rounds),
            "items": pictures.items(figures.rounds),
            "weeks": pictures.weeks_by_unit(figures),
            "growth": pictures.growth(figures),
            "payers": pictures.payers(figures),
        },
        "quiet": speech.say("quiet", units=[speech.name(row.names) for row in figures.quiet]),
        "units": [_unit(number, row, speech) for number, row in enumerate(figures.units, 1)],
        **shared(figures, speech),
    }


def _unit(number: int, row: UnitRow, speech: Sentences) -> list[str | int | None]:
    return [
        str(number),
        speech.name(row.names),
        grouped(row.people),
        row.tally.percent_answered,
        in_time(row.tally),
        grouped(row.items),
        f"{row.weeks_met}/{row.weeks}",
        signed(growth(row.followers)),
        grouped(row.amount),
    ]
