"""What other processes do in the tests: they share nothing but the database."""

from collections.abc import Sequence
from multiprocessing.connection import Connection
from multiprocessing.sharedctypes import Synchronized
from multiprocessing.synchronize import Barrier

from nhipcau.jobs.hearing import settle_first
from nhipcau.ports import Delivery, Entry
from nhipcau.rules.cadence import SlotState
from nhipcau.rules.intents import To
from nhipcau.rules.kernel import Refused
from nhipcau.storage import open_store
from tests.storage.samples import MAY, MINUTE, NOW, a_file, a_message, new_person


def migrate(url: str, together: Barrier, told: Connection) -> None:
    store = open_store(url)
    together.wait()
    store.migrate()
    with store.read() as tx:
        told.send(tx.people.all())


def claim_slots(url: str, together: Barrier, told: Connection, keys: Sequence[str]) -> None:
    store = open_store(url)
    won = []
    for key in keys:
        together.wait()
        with store.begin() as tx:
            won.append(tx.slots.claim(key, NOW))
    told.send(won)


def skip_slots(url: str, together: Barrier, told: Connection, keys: Sequence[str]) -> None:
    """A coordinator who says no, at the instant at which another process runs it."""
    store = open_store(url)
    won = []
    for key in keys:
        together.wait()
        with store.begin() as tx:
            won.append(tx.slots.decide(key, SlotState.SKIPPED, "decided_by_coordinator", NOW))
    told.send(won)


def press(url: str, together: Barrier, told: Connection, keys: Sequence[str], codes: Sequence[str]) -> None:
    """Somebody who presses one button after the other; tells "" where they were first, else who was."""
    store, heard = open_store(url), []
    code = codes[together.wait()]
    for key in keys:
        together.wait()
        try:
            with store.begin() as tx:
                settle_first(tx, a_message(key, To(chat_id=1)), Entry(NOW, code, "pressed", key))
            heard.append("")
        except Refused as refused:
            heard.append(str(refused.facts["by"]))
    told.send((code, heard))


def deliver(url: str, together: Barrier, told: Connection, clicks: "Synchronized[int]") -> None:
    """A courier: takes what it may until nothing is planned, and tells what, in the order of all couriers' clicks."""
    store = open_store(url)
    taken = []
    together.wait()
    while True:
        with store.begin() as tx:
            pending = tx.outbox.claim(NOW, NOW + MINUTE)
            if pending is None and tx.outbox.next_due() is None:
                break
        if pending is not None:
            with clicks.get_lock():
                clicks.value += 1
                taken.append((clicks.value, pending.message.to.chat_id, pending.id))
            with store.begin() as tx:
                tx.outbox.settle(pending.id, Delivery.SENT, NOW)
    told.send(taken)


def count_up(url: str, together: Barrier, told: Connection, times: int) -> None:
    """Read a month's file, and write it back with one đồng more."""
    store = open_store(url)
    together.wait()
    for _ in range(times):
        with store.begin() as tx:
            file = tx.months.get(MAY)
            assert file is not None
            tx.months.save(a_file(amount=file.assessment.lines[0].amount + 1))
    told.send(None)


def wait_inside(url: str, told: Connection) -> None:
    """Write more than fits in memory pages, then wait inside the transaction for the end."""
    store = open_store(url)
    with store.begin() as tx:
        tx.slots.claim("remind:weekly/2026-W19#1", NOW)
        person_id = tx.people.add(new_person("CTV-1"))
        tx.outbox.put(a_message(f"k{number}", To(person_id)) for number in range(5000))
        told.send("inside")
        told.recv()


def write_for_ever(url: str, told: Connection) -> None:
    """One person, one message, one note a transaction; tells each number after it is committed."""
    store = open_store(url)
    number = 0
    while True:
        with store.begin() as tx:
            person_id = tx.people.add(new_person(f"CTV-{number}"))
            tx.outbox.put([a_message(f"k{number}", To(person_id))])
            tx.notes.set(f"n{number}", "")
        told.send(number)
        number += 1
