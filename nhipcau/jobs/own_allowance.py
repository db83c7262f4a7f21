"""One person's allowance of a month as they read it, and what the journal knows of it."""

from nhipcau.jobs.month_cards import reasons_view
from nhipcau.ports import OwnMonth, Tx
from nhipcau.rules.kernel import Json, Month
from nhipcau.rules.vietnamese import day_for_people

RECEIVED, QUESTIONED = "received", "questioned"


def own_view(own: OwnMonth) -> dict[str, Json]:
    """The person's lines and what they come to, as data for templates."""
    return {
        "month": str(own.closing.month),
        "close": own.closing.state.value,
        "pays_on": day_for_people(own.pays_on),
        "net": sum(line.amount for line in own.lines),
        "lines": [
            {
                "kind": line.kind.value,
                "amount": line.amount,
                "state": line.state.value,
                "reasons": reasons_view(line.reasons),
            }
            for line in own.lines
        ],
    }


def noted(tx: Tx, month: Month, code: str, what: str) -> bool:
    """Whether the person, or an accountant, said that of this allowance."""
    return any(entry.what == f"allowance_{what}" for entry in tx.journal.about(allowance_subject(month, code)))


def allowance_subject(month: Month, code: str) -> str:
    """What the journal calls a person's allowance of a month."""
    return f"allowance:{month}:{code}"
