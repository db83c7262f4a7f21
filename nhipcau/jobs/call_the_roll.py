"""Which places of the network nobody fills."""

from datetime import date

from nhipcau.ports import Store
from nhipcau.rules.rollcall import Gap, gaps
from nhipcau.settings.rulebook import Rulebook


def call_the_roll(store: Store, book: Rulebook, day: date) -> list[Gap]:
    """The gaps of every unit directly below the root that exists on that day."""
    units = [u.code for u in book.units.values() if u.parent == book.network.root and u.span.covers(day)]
    with store.read() as tx:
        return gaps(tx.people.all(), units, book.places, day, book.levels)
