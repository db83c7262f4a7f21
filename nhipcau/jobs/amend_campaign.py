"""People set something of a campaign otherwise than its file says, or take that back; what is unsent follows."""

from collections.abc import Iterable, Sequence

from nhipcau.jobs.plan_slots import plan_within
from nhipcau.jobs.summary import Summary
from nhipcau.ports import Entry, Store, Tx
from nhipcau.rules.amendments import Amendment
from nhipcau.settings.checks.amendments import reading_faults, sense_faults
from nhipcau.settings.faults import BadConfig, Fault
from nhipcau.settings.rulebook import Rulebook


def amend_campaign(store: Store, book: Rulebook, wish: Amendment) -> Summary:
    """Raises BadConfig with all that speaks against it; then nothing is changed."""
    with store.begin() as tx:
        return amend(tx, book, wish)


def unamend_campaign(store: Store, book: Rulebook, wish: Amendment) -> Summary:
    """Let the file count again, whatever value `wish` has. Raises BadConfig where what it says cannot be any more."""
    with store.begin() as tx:
        return unamend(tx, book, wish)


def amend(tx: Tx, book: Rulebook, wish: Amendment) -> Summary:
    """As part of what else changes in a transaction; `wish` carries who, when and why. Raises BadConfig."""
    _refuse(reading_faults(book, wish))
    return _settle(tx, book, wish, [wish])


def unamend(tx: Tx, book: Rulebook, wish: Amendment) -> Summary:
    """The same for taking it back. Raises BadConfig."""
    return _settle(tx, book, wish, [])


def _settle(tx: Tx, book: Rulebook, wish: Amendment, instead: Sequence[Amendment]) -> Summary:
    standing = tx.amendments.all()
    others = [each for each in standing if (each.campaign, each.what) != (wish.campaign, wish.what)]
    before = next((each.value for each in standing if each not in others), None)
    after = instead[0].value if instead else None
    if before == after:
        return Summary({"unchanged": 1})
    if wish.campaign in book.campaigns:
        now, then = book.amended(standing), book.amended([*others, *instead])
        _refuse(sense_faults(now, then, wish.campaign, wish.what, wish.at))
    tx.amendments.drop(wish.campaign, wish.what)
    for amendment in instead:
        tx.amendments.put(amendment)
    detail = {"what": wish.what, "before": before, "after": after}
    what = "campaign_amended" if instead else "campaign_unamended"
    tx.journal.write(Entry(wish.at, wish.by, what, f"campaign:{wish.campaign}", wish.why, detail))
    done = Summary({"amended" if instead else "unamended": 1})
    return done + plan_within(tx, book, wish.at, wish.at + book.horizon)


def _refuse(faults: Iterable[Fault]) -> None:
    found = list(faults)
    if found:
        raise BadConfig(found)
