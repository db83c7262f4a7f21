"""What another policy would make of a month's facts: who would gain and who would lose. Nothing is written."""

from nhipcau.ports import Store
from nhipcau.rules.allowance.assess import assess
from nhipcau.rules.allowance.compared import Compared, compared
from nhipcau.rules.allowance.policy import Policy, terms_for
from nhipcau.rules.kernel import Month
from nhipcau.settings.rulebook import Rulebook


def compare_policy(store: Store, book: Rulebook, month: Month, policy: Policy) -> Compared | None:
    """The month as it stands beside the same facts by the other policy; None where nothing was drafted."""
    with store.read() as tx:
        file = tx.months.get(month)
    if file is None:
        return None
    other = terms_for(policy, month, book.levels, book.units, file.terms.pays_on)
    return compared(file.assessment, assess(file.facts, other), book.units)
