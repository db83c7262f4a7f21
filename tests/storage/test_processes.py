"""Several processes on one database, and processes that are killed."""

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any

import pytest

from nhipcau.ports import Delivery
from nhipcau.rules.cadence import SlotState
from nhipcau.rules.intents import To
from nhipcau.storage import SqlStore
from tests.storage import workers
from tests.storage.samples import MAY, NOW, a_file, a_message, a_slot, new_person

# Forked from a process that has imported what they need, and nothing else.
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["tests.storage.workers"])


def together(count: int, work: Callable[..., None], url: str, *more: object) -> list[Any]:
    """What `count` processes tell that do the same work at once."""
    return side_by_side([work] * count, url, *more)


def side_by_side(works: Sequence[Callable[..., None]], url: str, *more: object) -> list[Any]:
    """What processes tell that do these works at once."""
    barrier = FORKS.Barrier(len(works))
    ends: list[tuple[Any, Connection]] = []
    for work in works:
        ours, theirs = FORKS.Pipe()
        process = FORKS.Process(target=work, args=(url, barrier, theirs, *more), daemon=True)
        process.start()
        theirs.close()
        ends.append((process, ours))
    told = [ours.recv() for _, ours in ends]
    for process, _ in ends:
        process.join()
    return told


@contextmanager
def one_that_dies(work: Callable[..., None], url: str) -> Iterator[Connection]:
    """A process that is killed with signal 9 at the end."""
    ours, theirs = FORKS.Pipe()
    process = FORKS.Process(target=work, args=(url, theirs), daemon=True)
    process.start()
    theirs.close()
    yield ours
    process.kill()
    process.join()


def test_of_two_processes_that_start_a_slot_at_once_one_has_it_two_hundred_times(store: SqlStore, url: str) -> None:
    slots = [a_slot(str(number)) for number in range(200)]
    with store.begin() as tx:
        for slot in slots:
            tx.slots.put(slot)
    first, second = together(2, workers.claim_slots, url, [slot.key for slot in slots])
    assert [one + other for one, other in zip(first, second, strict=True)] == [1] * 200


def test_of_one_who_runs_a_slot_and_one_who_skips_it_at_once_one_has_it(store: SqlStore, url: str) -> None:
    slots = [a_slot(str(number)) for number in range(50)]
    with store.begin() as tx:
        for slot in slots:
            tx.slots.put(slot)
    ran, skipped = side_by_side([workers.claim_slots, workers.skip_slots], url, [slot.key for slot in slots])
    with store.read() as tx:
        states = [known.state for slot in slots if (known := tx.slots.get(slot.key))]
    assert [one + other for one, other in zip(ran, skipped, strict=True)] == [1] * 50
    assert states == [SlotState.DONE if won else SlotState.SKIPPED for won in ran]


def test_of_two_who_press_one_button_at_once_the_other_is_told_who_it_was(store: SqlStore, url: str) -> None:
    """R42"""
    codes = ("CTV-1", "CTV-2")
    with store.begin() as tx:
        for code in codes:
            tx.people.add(new_person(code, name=f"Name of {code}"))
    told = dict(together(2, workers.press, url, [f"decided:{number}" for number in range(50)], codes))
    for heard, others in zip(told["CTV-1"], told["CTV-2"], strict=True):
        assert (heard, others) in (("", "Name of CTV-1"), ("Name of CTV-2", ""))


def test_two_couriers_send_each_message_once_and_each_chat_s_in_order(store: SqlStore, url: str) -> None:
    chats, each = 3, 20
    with store.begin() as tx:
        tx.outbox.put(
            a_message(f"{chat}.{number}", To(chat_id=chat + 1)) for number in range(each) for chat in range(chats)
        )
    first, second = together(2, workers.deliver, url, FORKS.Value("i", 0))
    taken = sorted(first + second)
    assert len({message_id for _, _, message_id in taken}) == len(taken) == chats * each
    for chat in range(chats):
        of_chat = [message_id for _, chat_id, message_id in taken if chat_id == chat + 1]
        assert of_chat == sorted(of_chat)
    with store.read() as tx:
        assert tx.outbox.counts(a_message("", To()).slot)[Delivery.SENT] == chats * each


def test_of_two_who_read_a_month_to_change_it_neither_s_change_is_lost(store: SqlStore, url: str) -> None:
    """Two approvers who press at once."""
    with store.begin() as tx:
        tx.months.save(a_file(amount=0))
    together(2, workers.count_up, url, 25)
    with store.read() as tx:
        assert tx.months.get(MAY) == a_file(amount=50)


def test_a_transaction_that_is_killed_leaves_nothing(store: SqlStore, url: str) -> None:
    with store.begin() as tx:
        tx.slots.put(a_slot())
    with one_that_dies(workers.wait_inside, url) as told:
        assert told.recv() == "inside"
    with store.begin() as tx:
        assert tx.people.all() == []
        assert tx.outbox.next_due() is None
        assert tx.slots.claim(a_slot().key, NOW)


@pytest.mark.parametrize("told_first", [1, 7, 30])
def test_what_was_told_to_be_kept_survives_and_nothing_is_half_there(
    store: SqlStore, url: str, told_first: int
) -> None:
    with one_that_dies(workers.write_for_ever, url) as told:
        for number in range(told_first):
            assert told.recv() == number
    with store.begin() as tx:
        codes = [person.code for person in tx.people.all()]
        planned = tx.outbox.counts(a_message("", To()).slot)[Delivery.PLANNED]
        notes = [tx.notes.get(f"n{number}") for number in range(len(codes) + 1)]
    assert codes == [f"CTV-{number}" for number in range(len(codes))]
    assert len(codes) >= told_first
    assert planned == len(codes)
    assert notes == [""] * len(codes) + [None]
