"""Two rows that were one person become one, and can be parted again (R37)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from nhipcau.jobs.summary import Summary
from nhipcau.ports import Entry, Store, Tx
from nhipcau.rules.accounts import Account
from nhipcau.rules.kernel import Refused
from nhipcau.rules.rollcall import Twin, twins
from nhipcau.rules.roster import Person


@dataclass(frozen=True)
class Merged:
    """What was moved, counted by kind; and the accounts of both as they were, of which the one that is kept counts.

    `lent`: it had none, and got bank and holder of the other; the number itself is to be typed into its row.
    """

    moved: Mapping[str, int]
    own: Account
    theirs: Account

    @property
    def lent(self) -> bool:
        return bool(self.moved["accounts"])


def find_twins(store: Store) -> list[Twin]:
    with store.read() as tx:
        return twins(tx.people.all())


def merge_people(store: Store, kept: str, gone: str, by: str, now: datetime) -> Merged:
    """What is `gone`'s becomes `kept`'s; a tombstone remains. Raises Refused for nobody, or the wrong way round."""
    with store.begin() as tx:
        keeper, other = _known(tx, kept), _known(tx, gone)
        if keeper.id == other.id:
            raise Refused("merged_with_itself", code=kept)
        if stuck := tx.merges.stuck(keeper.id, other.id):
            raise Refused("both_answered", kept=kept, gone=gone, count=stuck)
        own, theirs = tx.accounts.of(keeper.id), tx.accounts.of(other.id)
        moved = tx.merges.merge(keeper.id, other.id, now)
        for code in (kept, gone):
            tx.journal.write(Entry(now, by, "merged", f"person:{code}", detail={"kept": kept, "gone": gone}))
    return Merged(moved, own, theirs)


def part_people(store: Store, gone: str, by: str, now: datetime) -> Summary:
    """Undo the merge of a tombstone. Raises Refused when there is none."""
    with store.begin() as tx:
        if not tx.merges.undo(gone, now):
            raise Refused("nothing_to_part", code=gone)
        tx.journal.write(Entry(now, by, "parted", f"person:{gone}"))
    return Summary({"parted": 1})


def _known(tx: Tx, code: str) -> Person:
    person = tx.people.by_code(code)
    if person is None:
        raise Refused("nobody", code=code)
    return person
