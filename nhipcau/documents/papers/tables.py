"""The tables that papers may ask for by name."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from nhipcau.documents.sentences import Sentences, days
from nhipcau.documents.tables import growth, percent, signed
from nhipcau.rules.reports import CampaignResult, NetworkMonth, Review
from nhipcau.rules.vietnamese import grouped

Tables = Mapping[str, Sequence[Sequence[str]]]


def of_month(report: NetworkMonth, speech: Sentences) -> Tables:
    return {
        "rounds": [
            [
                speech.name(row.title),
                days(row.first_day, row.last_day),
                grouped(row.tally.asked),
                grouped(row.tally.answered),
                percent(row.tally),
                grouped(row.items),
            ]
            for row in report.rounds
        ],
        "units": [
            [
                str(number),
                speech.name(row.names),
                grouped(row.people),
                percent(row.tally),
                grouped(row.items),
                f"{row.weeks_met}/{row.weeks}",
                signed(growth(row.followers)),
            ]
            for number, row in enumerate(report.units, 1)
        ],
        "payers": [[speech.name(row.names), grouped(row.people), grouped(row.amount)] for row in report.payers],
    }


def of_campaign(report: CampaignResult, speech: Sentences) -> Tables:
    return {"work": [[speech.name(row.names), grouped(row.people)] for row in report.campaign_work]}


def of_review(report: Review, speech: Sentences) -> Tables:
    return {
        "months": [
            [
                f"{row.month.number:02}/{row.month.year}",
                percent(row.tally),
                grouped(row.items),
                grouped(row.followers.total),
                grouped(row.amount),
            ]
            for row in report.months
        ],
        "units": [
            [
                str(number),
                speech.name(row.names),
                grouped(row.months),
                grouped(row.target),
                grouped(row.followers),
                grouped(row.items),
                f"{row.weeks_met}/{row.weeks}",
            ]
            for number, row in enumerate(report.units, 1)
        ],
    }


TABLES: Mapping[type, Callable[[Any, Sentences], Tables]] = {
    NetworkMonth: of_month,
    CampaignResult: of_campaign,
    Review: of_review,
}
