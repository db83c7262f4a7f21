"""What a collaborator's page says."""

from dataclasses import asdict

from nhipcau.documents.charts import Charts
from nhipcau.documents.sentences import Sentences, days
from nhipcau.documents.tables import answered, in_time, signed
from nhipcau.documents.typesetter import Data
from nhipcau.rules.allowance.lines import Line
from nhipcau.rules.pages import TARGET_A_MONTH
from nhipcau.rules.reports import PersonMonth, RoundRow
from nhipcau.rules.reports.facts import is_weekly
from nhipcau.rules.vietnamese import dong, grouped, money_in_words


def person_page(figures: PersonMonth, speech: Sentences, charts: Charts, zero_tens: str) -> Data:
    return {
        "title": figures.name,
        "about": " · ".join((speech.name(figures.level), speech.name(figures.unit), figures.code)),
        "greeting": _greeting(figures, speech),
        "tiles": _tiles(figures),
        "rounds": [_round(row, speech) for row in figures.rounds],
        "chart": _chart(figures, speech, charts),
        "campaigns": [speech.name(campaign.names) for campaign in figures.campaigns],
        "own_words": _own_words(figures, speech),
        "followers": _followers(figures, speech),
        "praise": [speech.say(f"praise_{kind.value}") for kind in figures.praise],
        "compared": _compared(figures, speech),
        "coming": [speech.say("coming", name=speech.name(row.names), first=row.first) for row in figures.coming],
        "allowance": _allowance(figures, speech, zero_tens),
        "not_assessed": speech.say("not_assessed", final=figures.final),
    }


def _greeting(figures: PersonMonth, speech: Sentences) -> str:
    tally = figures.tally
    return speech.say(
        "greeting",
        name=figures.name,
        asked=tally.asked,
        answered=tally.answered,
        in_time=tally.in_time,
        open=tally.open,
        excused=tally.excused,
        items=figures.items,
    )


def _tiles(figures: PersonMonth) -> list[str]:
    tally = figures.tally
    amount = "–" if figures.amount is None else dong(figures.amount)
    return [answered(tally), in_time(tally), grouped(figures.items), signed(figures.growth), amount]


def _own_words(figures: PersonMonth, speech: Sentences) -> list[str]:
    """How much the person says they took part, and the work that they are proud of."""
    took_part = speech.name(figures.took_part) if figures.took_part else ""
    said = [speech.say("took_part", how=took_part), speech.say("highlight", text=figures.highlight)]
    return [sentence for sentence in said if sentence]


def _followers(figures: PersonMonth, speech: Sentences) -> str:
    facts = {"followers": figures.followers, "growth": figures.growth, "reach": figures.reach}
    return speech.say("own_page", **facts, target=TARGET_A_MONTH)


def _compared(figures: PersonMonth, speech: Sentences) -> str:
    before = figures.before
    if before is None:
        return ""
    return speech.say("own_before", answered=before.tally.answered, asked=before.tally.asked, items=before.items)


def _round(row: RoundRow, speech: Sentences) -> list[str]:
    return [
        speech.name(row.title),
        days(row.first_day, row.last_day),
        speech.moment(row.due_at),
        row.standing.value,
        _result(row, speech),
        grouped(len(row.items)) if row.sent_at else "–",
    ]


def _result(row: RoundRow, speech: Sentences) -> str:
    standing = speech.standing(row.standing.value)
    return speech.say("sent", standing=standing, at=row.sent_at, edits=row.versions - 1) if row.sent_at else standing


def _chart(figures: PersonMonth, speech: Sentences, charts: Charts) -> Data | None:
    """No chart of nothing: where no item was sent, the place stays free."""
    weeks = [row for row in figures.rounds if is_weekly(row.period)]
    if not any(row.items for row in weeks):
        return None
    labels = [days(row.first_day, row.last_day) for row in weeks]
    return asdict(charts.bars([len(row.items) for row in weeks], labels, title=speech.say("chart_items")))


def _allowance(figures: PersonMonth, speech: Sentences, zero_tens: str) -> Data | None:
    """The amount and why: every rule of the allowance, then each line that adds to it or takes from it."""
    if figures.amount is None:
        return None
    state = figures.line.state.value if figures.line else ""
    reasons = [speech.reason(reason) for reason in (figures.line.reasons if figures.line else ())]
    return {
        "amount": dong(figures.amount),
        "words": money_in_words(figures.amount, zero_tens),
        "payer": "–" if figures.payer is None else speech.name(figures.payer),
        "status": speech.say("allowance_status", final=figures.final, state=state),
        "reasons": [*reasons, *(_extra(line, speech) for line in figures.extras)],
    }


def _extra(line: Line, speech: Sentences) -> str:
    why = " ".join(speech.reason(reason) for reason in line.reasons)
    return f"{signed(line.amount)} đồng. {why}"
