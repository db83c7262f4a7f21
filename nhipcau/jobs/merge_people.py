"""Two rows that were one person become one, and can be parted again (R37)."""

from datetime import datetime

from nhipcau.jobs.summary import Summary
from nhipcau.ports import Entry, Store, Tx
from nhipcau.rules.kernel import Refused
from nhipcau.rules.rollcall import Twin, twins
from nhipcau.rules.roster import Person


def find_twins(store: Store) -> list[Twin]:
    with store.read() as tx:
        return twins(tx.people.all())


def merge_people(store: Store, kept: str, gone: str, by: str, now: datetime) -> Summary:
    """What is `gone`'s becomes `kept`'s; a tombstone remains. Raises Refused for nobody, or the wrong way round."""
    with store.begin() as tx:
        keeper, other = _known(tx, kept), _known(tx, gone)
        if keeper.id == other.id:
            raise Refused("merged_with_itself", code=kept)
        if stuck := tx.merges.stuck(keeper.id, other.id):
            raise Refused("both_answered", kept=kept, gone=gone, count=stuck)
        moved = tx.merges.merge(keeper.id, other.id, now)
        for code in (kept, gone):
            tx.journal.write(Entry(now, by, "merged", f"person:{code}", detail={"kept": kept, "gone": gone}))
    return Summary({"merged": 1, **moved})


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
