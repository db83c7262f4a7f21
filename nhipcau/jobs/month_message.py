"""The main figures of a collaborator's month as a chat says them; the same ones as on the page."""

from nhipcau.rules.kernel import Json
from nhipcau.rules.reports import PersonMonth


def month_view(figures: PersonMonth, attached: bool) -> dict[str, Json]:
    """What templates/telegram/reports/person says; `attached` says whether the page comes with it."""
    return {
        "month": str(figures.month),
        "name": figures.name,
        "asked": figures.tally.asked,
        "answered": figures.tally.answered,
        "in_time": figures.tally.in_time,
        "items": figures.items,
        "followers": figures.followers,
        "growth": figures.growth,
        "praise": [kind.value for kind in figures.praise],
        "amount": figures.amount,
        "final": figures.final,
        "attached": attached,
    }
